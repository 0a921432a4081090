"""How far a run is, on the terminal; nothing where the output goes to a file or a pipe."""

from __future__ import annotations

import shutil
import sys
import time
from typing import TextIO

_EVERY = 0.2
_WORDS = {
    "vi": ("tệp", "tệp/giây", "còn khoảng", "không đọc được"),
    "en": ("files", "files/s", "left about", "not read"),
}
_BAR = 20
_VI_NUMBERS = str.maketrans(",.", ".,")


class Progress:
    """A line that is written over: bar, files done and known, rate, time left, files that were not read."""

    def __init__(self, lang: str, total: int | None, stream: TextIO | None = None) -> None:
        """``total``: files of the archive, None where they were not counted."""
        self._stream = stream or sys.stderr
        self._on = self._stream.isatty()
        self._words = _WORDS[lang]
        self._total = total
        self._began = self._shown = time.monotonic()
        self._first: int | None = None

    def show(self, done: int, errors: int) -> None:
        """``done`` of all files, ``errors`` of them not read; seldom enough to cost nothing."""
        now = time.monotonic()
        if self._first is None:
            self._first = done
        if self._on and now - self._shown >= _EVERY:
            self._shown = now
            width = shutil.get_terminal_size((100, 20)).columns - 1
            self._stream.write(f"\r\x1b[K{self.line(done, errors, now - self._began)[:width]}")
            self._stream.flush()

    def line(self, done: int, errors: int, seconds: float) -> str:
        """The line after ``seconds`` of the run."""
        files, per_second, left, not_read = self._words
        rate = (done - (self._first or 0)) / seconds if seconds > 0 else 0.0
        parts = [f"{done:,} {files}"]
        if self._total:
            share = min(1.0, done / self._total)
            full = round(share * _BAR)
            parts = [f"{'█' * full}{'░' * (_BAR - full)} {share:4.0%}", f"{done:,}/{self._total:,} {files}"]
        parts.append(f"{rate:.1f} {per_second}")
        if self._total and rate > 0 and done < self._total:
            parts.append(f"{left} {_clock((self._total - done) / rate)}")
        if errors:
            parts.append(f"{errors:,} {not_read}")
        text = " · ".join(parts)
        return text.translate(_VI_NUMBERS) if self._words is _WORDS["vi"] else text

    def end(self) -> None:
        """Clears the line."""
        if self._on:
            self._stream.write("\r\x1b[K")
            self._stream.flush()


def wanted(stream: TextIO | None = None) -> bool:
    """Whether anybody sees it."""
    return (stream or sys.stderr).isatty()


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"

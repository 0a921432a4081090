"""Reading in a process of its own, which has a time and a memory limit and can be killed.

Files of formats that need a parser (Word, PDF, pictures, HTML…) are read there; plain text and Markdown here. The
process knows the reading room alone, so it starts in a moment, and it is kept for the next file. Where files are
read beside other work (``begin``, then ``Pending.result``), the time of reading vanishes behind that work.

Killed with the process are the programs that it called, on Windows only itself. Memory is bounded on Linux only: other
systems have no such limit for a process. What comes back is decoded as plain data, see ``guard_wire``.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path, PurePath

import msgspec

from analyzer.errors import ReadingError
from analyzer.reading import guard_wire as wire
from analyzer.reading import progress, read
from analyzer.reading.guard_process import Process, give_back, take
from analyzer.reading.limits import DEFAULT_LIMITS, Limits
from analyzer.reading.model import SourceText
from analyzer.reading.sniff import sniff

__all__ = ["Pending", "begin", "read_guarded"]

_HEAD = 4096
_MARKUP = frozenset({".html", ".htm", ".xhtml", ".xml"})
_LARGE = 512 * 1024
"""Bytes from which plain text too is read in the other process: its readers are made for documents, not for this."""
_PAUSE = 0.5
"""Seconds after which Ctrl-C is heard, on systems where waiting does not end for it."""


def read_guarded(path: Path | str, *, data: bytes | None = None, limits: Limits = DEFAULT_LIMITS) -> SourceText:
    """As ``analyzer.reading.read``, with the limits on time and memory too.

    Raises ``ReadingError`` as ``read`` does, and with the codes ``timeout``, ``out_of_memory`` and ``crashed``.
    """
    return begin(path, data=data, limits=limits).result()


def begin(path: Path | str, *, data: bytes | None = None, limits: Limits = DEFAULT_LIMITS) -> Pending:
    """Starts to read a file; nothing is raised before ``Pending.result``. Parameters as of ``read``."""
    return Pending(str(path), data, limits)


class Pending:
    """A file that is being read."""

    def __init__(self, path: str, data: bytes | None, limits: Limits) -> None:
        self.path = path
        self._data, self._limits = data, limits
        self._process: Process | None = None
        self._failed: OSError | None = None
        """Why no process could be started."""
        if not limits.own_process or not _can_start() or _is_plain(path, data):
            return
        try:
            request = wire.pack(wire.Request(os.fsencode(path), _folder(), data, limits))
        except ValueError:
            return  # no file system has such a name: ``read`` says so
        try:
            self._process = take()
        except OSError as error:
            self._failed = error
            return
        self._deadline = time.monotonic() + limits.seconds
        self._process.send(request)

    def result(self) -> SourceText:
        """The file as read; to be asked for once. Raises ``ReadingError``."""
        process, self._process = self._process, None
        if self._failed is not None:
            raise crashed(self.path, None) from self._failed
        if process is None:
            return read(self.path, data=self._data, limits=self._limits)
        ended = False
        try:
            answer = self._answer(process)
            ended = True
        except ReadingError as error:
            ended = error.code not in _KILLING
            raise
        finally:
            if ended:
                give_back(process)
            else:
                process.kill()
        return answer

    def cancel(self) -> None:
        """Stops the reading where nobody is to ask for its result."""
        if self._process is not None:
            self._process.kill()
            self._process = None

    def _answer(self, process: Process) -> SourceText:
        deadline = self._deadline
        while True:
            now = time.monotonic()
            if now >= deadline and not process.has_answer():
                raise timeout(self.path, deadline - self._deadline + self._limits.seconds)
            if not process.wait(min(_PAUSE, max(0.0, deadline - now))):
                continue
            frame = process.answer()
            if frame is None:
                raise crashed(self.path, process.exit_code())
            if frame.kind == wire.LAST:
                process.retire()
                continue
            if frame.kind == wire.MEMORY:
                raise out_of_memory(self.path)
            try:
                if frame.kind == wire.SOURCE:
                    return wire.unpack_source(frame.content, self.path)
                if frame.kind == wire.ERROR:
                    raise msgspec.msgpack.decode(frame.content, type=wire.Failure).error()
                told = msgspec.msgpack.decode(frame.content, type=wire.Progress)
            except (msgspec.DecodeError, ValueError) as error:
                raise crashed(self.path, None) from error
            if told.done <= self._limits.pages:
                deadline = self._deadline + told.done * self._limits.seconds_per_page
            progress.tell(told.done, told.count)


def _can_start() -> bool:
    """Whether this program can start an interpreter: one packed into a single file is none itself."""
    return bool(sys.executable) and not getattr(sys, "frozen", False)


def _folder() -> bytes:
    """The working folder; empty where it is gone."""
    try:
        return os.getcwdb()
    except OSError:
        return b""


def _is_plain(path: str, data: bytes | None) -> bool:
    """Whether a file is read without a parser of a binary format or of markup; so is one that cannot be opened."""
    if PurePath(path).suffix.lower() in _MARKUP:
        return False
    if data is None:
        try:
            if not Path(path).is_file():
                return True
            if Path(path).stat().st_size > _LARGE:
                return False
            with Path(path).open("rb") as stream:
                head = stream.read(_HEAD)
        except (OSError, ValueError):
            return True
    elif len(data) > _LARGE:
        return False
    else:
        head = data[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\x00", b"")[2:]
    if b"\x00" in head or b"%PDF-" in head or head.startswith((b"PK", b"{\\rt")):
        return False
    if head.lstrip(b"\xef\xbb\xbf \t\r\n\f\v")[:1] == b"<":
        return False
    try:
        return sniff(head, path).format in ("txt", "md")
    except ReadingError:
        return not head.strip()


_KILLING = frozenset({"timeout", "out_of_memory", "crashed"})


def timeout(path: str, seconds: float) -> ReadingError:
    """The file was not read within its time."""
    return ReadingError(
        f"{path}: đọc quá {seconds:.0f} giây nên đã dừng; hãy mở và lưu lại tệp, hoặc chia nhỏ tệp.",
        f"{path}: reading took more than {seconds:.0f} seconds and was stopped; open the file and save it again, "
        "or split it.",
        code="timeout",
    )


def out_of_memory(path: str) -> ReadingError:
    """The file needed more memory than one may have."""
    return ReadingError(
        f"{path}: cần nhiều bộ nhớ hơn mức cho phép; hãy chia nhỏ tệp, hoặc mở và lưu lại.",
        f"{path}: needs more memory than is allowed; split the file, or open it and save it again.",
        code="out_of_memory",
    )


def crashed(path: str, exit_code: int | None) -> ReadingError:
    """The process that read the file ended. A negative exit code is that of a signal."""
    how = "" if exit_code is None else f" ({exit_code})"
    return ReadingError(
        f"{path}: chương trình đọc tệp dừng đột ngột{how}; tệp có thể bị hỏng, hãy mở và lưu lại.",
        f"{path}: the process that read it ended{how}; the file may be damaged: open it and save it again.",
        code="crashed",
    )

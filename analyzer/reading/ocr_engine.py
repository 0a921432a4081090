"""Tesseract with its Vietnamese model: through tesserocr where that is installed, else the program itself."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, Protocol

import numpy as np
from PIL import Image

from analyzer.errors import ReadingError, Text
from analyzer.reading.ocr_image import Grey

LANGUAGE = "vie"
_TIMEOUT = 120
_FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tesseract-ocr/4.00/tessdata", "/usr/share/tessdata",
    "/usr/local/share/tessdata", "/opt/homebrew/share/tessdata", "C:/Program Files/Tesseract-OCR/tessdata",
)  # fmt: skip

Form = Literal["page", "block", "line"]
_MODES: dict[Form, int] = {"page": 3, "block": 6, "line": 7}
"""Tesseract's modes of page segmentation."""

Region = tuple[int, int, int, int]
"""x0, y0, x1, y1 in pixels."""


@dataclass(frozen=True, slots=True)
class Word:
    """A recognised word. ``line``: words of one line share it. ``confidence``: 0 to 100.

    ``boxes``: one (x0, y0, x1, y1) in pixels per character of ``text``.
    """

    text: str
    boxes: tuple[Region, ...]
    line: tuple[int, ...]
    confidence: float


class Engine(Protocol):
    """What recognises words in a picture."""

    def words(self, grey: Grey, region: Region, dpi: float, form: Form = "page") -> list[Word]:
        """The words in ``region``, which is a page, one block of lines (a cell of a table), or one line."""


def install_hint() -> Text:
    """How to get Tesseract with Vietnamese on this system."""
    if sys.platform == "win32":
        return Text(
            "cài Tesseract (bản của UB Mannheim) và chọn thêm ngôn ngữ Vietnamese",
            "install Tesseract (the build of UB Mannheim) and tick the language Vietnamese",
        )
    command = "brew install tesseract tesseract-lang" if sys.platform == "darwin" else (
        "sudo apt-get install tesseract-ocr tesseract-ocr-vie"
    )  # fmt: skip
    return Text(f"chạy “{command}”", f"run “{command}”")


def find_model() -> Path | None:
    """The folder that holds the Vietnamese model, if there is one."""
    program = shutil.which("tesseract")
    given = os.environ.get("TESSDATA_PREFIX")
    beside = [Path(program).resolve().parent / "tessdata"] if program else []
    for folder in [*([Path(given), Path(given) / "tessdata"] if given else []), *beside, *map(Path, _FOLDERS)]:
        if (folder / f"{LANGUAGE}.traineddata").is_file():
            return folder
    return None


@cache
def engine() -> str | None:
    """What recognises on this machine: "tesserocr" or "tesseract"; None where there is none, or no Vietnamese model."""
    if find_model() is None:
        return None
    if find_spec("tesserocr") is not None:
        return "tesserocr"
    return "tesseract" if shutil.which("tesseract") else None


def program_version() -> str | None:
    """The version of the program ``tesseract``; None where there is none, "" where it does not say."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    try:
        done = subprocess.run([program, "--version"], capture_output=True, timeout=10, check=True)
    except (subprocess.SubprocessError, OSError):
        return None
    found = re.match(rb"tesseract v?(\d[\w.]*)", done.stdout or done.stderr)
    return found[1].decode("ascii") if found else ""


def new_engine() -> Engine | None:
    """A recogniser for one thread: it holds a page at a time. None where ``engine()`` is."""
    folder, name = find_model(), engine()
    if folder is None or name is None:
        return None
    return _Library(folder) if name == "tesserocr" else _Program(shutil.which("tesseract") or name, folder)


def need_engine(path: str) -> None:
    """Raises ``ReadingError`` (``needs_ocr``) where nothing recognises, saying how to get it."""
    if engine() is None:
        hint = install_hint()
        raise ReadingError(
            f"{path}: chỉ có ảnh, cần nhận dạng chữ (OCR: Tesseract và bộ tiếng Việt) mà máy này chưa cài; {hint.vi}.",
            f"{path}: holds only images, which need text recognition (OCR: Tesseract with Vietnamese), "
            f"not installed here; {hint.en}.",
            code="needs_ocr",
        )


def nothing_recognised(path: str) -> ReadingError:
    """That a file holds pictures in which no text was made out."""
    return ReadingError(
        f"{path}: tệp chỉ có hình ảnh và không nhận dạng (OCR) được chữ nào; hãy quét lại rõ hơn, đúng chiều, "
        "ở 300 dpi, hoặc gửi bản có chữ.",
        f"{path}: the file holds only images in which no text could be recognised (OCR); scan it again more clearly, "
        "upright, at 300 dpi, or send a copy with text.",
        code="needs_ocr",
    )


class _Library:
    """Tesseract inside this process: the model is loaded once."""

    def __init__(self, folder: Path) -> None:
        # The pages are read side by side; Tesseract's own threads would only get in their way.
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        import tesserocr

        self._tesserocr = tesserocr
        self._api: Any = tesserocr.PyTessBaseAPI(path=str(folder), lang=LANGUAGE)

    def words(self, grey: Grey, region: Region, dpi: float, form: Form = "page") -> list[Word]:
        api = self._api
        x0, y0, x1, y1 = region
        # A picture of its own: within a rectangle of a larger one Tesseract 5.5 misreads what it reads well so.
        api.SetImage(Image.fromarray(np.ascontiguousarray(grey[y0:y1, x0:x1])))
        api.SetSourceResolution(round(dpi))
        api.SetPageSegMode(_MODES[form])
        if not api.Recognize(_TIMEOUT * 1000):
            return []
        return self._read(api.GetIterator(), x0, y0)

    def _read(self, iterator: Any, x0: int, y0: int) -> list[Word]:
        if iterator is None:
            return []
        symbol, word, line, block = (
            self._tesserocr.RIL.SYMBOL, self._tesserocr.RIL.WORD, self._tesserocr.RIL.TEXTLINE,
            self._tesserocr.RIL.BLOCK,
        )  # fmt: skip
        found: list[Word] = []
        number = [0, 0]
        place, confidence = (0, 0), 0.0
        text, boxes = "", list[Region]()
        for item in self._tesserocr.iterate_level(iterator, symbol):
            if item.IsAtBeginningOf(block):
                number[0] += 1
            if item.IsAtBeginningOf(line):
                number[1] += 1
            if item.IsAtBeginningOf(word):
                if text:
                    found.append(Word(text, tuple(boxes), place, confidence))
                text, boxes, confidence, place = "", [], float(item.Confidence(word)), (number[0], number[1])
            drawn = _text(item, symbol)
            box = item.BoundingBox(symbol)
            if box is not None and drawn.strip():
                text += drawn
                boxes += [(box[0] + x0, box[1] + y0, box[2] + x0, box[3] + y0)] * len(drawn)
        if text:
            found.append(Word(text, tuple(boxes), place, confidence))
        return found


def _text(item: Any, level: Any) -> str:
    try:
        return item.GetUTF8Text(level) or ""
    except RuntimeError:  # a box that Tesseract could make nothing of
        return ""


class _Program:
    """The program ``tesseract``, one call for each region."""

    def __init__(self, program: str, folder: Path) -> None:
        self._program, self._folder = program, folder

    def words(self, grey: Grey, region: Region, dpi: float, form: Form = "page") -> list[Word]:
        x0, y0, x1, y1 = region
        with tempfile.TemporaryDirectory(prefix="rasoat-") as folder:
            picture = Path(folder) / "page.png"
            Image.fromarray(np.ascontiguousarray(grey[y0:y1, x0:x1])).save(picture)
            command = [
                self._program, str(picture), "stdout", "-l", LANGUAGE, "--tessdata-dir", str(self._folder),
                "--psm", str(_MODES[form]), "--dpi", str(round(dpi)), "tsv",
            ]  # fmt: skip
            try:
                done = subprocess.run(
                    command, capture_output=True, timeout=_TIMEOUT, check=True,
                    env={**os.environ, "OMP_THREAD_LIMIT": "1"},
                )  # fmt: skip
            except (subprocess.SubprocessError, OSError):
                return []
        return [_from_row(row, x0, y0) for row in _rows(done.stdout)]


def _rows(output: bytes) -> list[dict[str, str]]:
    rows = csv.DictReader(io.StringIO(output.decode("utf-8", "replace")), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [row for row in rows if row["level"] == "5" and (row["text"] or "").strip()]


def _from_row(row: dict[str, str], x0: int, y0: int) -> Word:
    """A word of the program's table; its characters share its width evenly."""
    left, top, width, height = (int(row[key]) for key in ("left", "top", "width", "height"))
    text = row["text"].strip()
    edges = np.linspace(left + x0, left + x0 + width, len(text) + 1).round().astype(int).tolist()
    boxes = tuple((a, top + y0, b, top + y0 + height) for a, b in pairwise(edges))
    line = tuple(int(row[key]) for key in ("block_num", "par_num", "line_num"))
    return Word(text, boxes, line, float(row["conf"]))

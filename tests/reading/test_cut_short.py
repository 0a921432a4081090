"""Files cut short: what is left is read, or one sentence says which kind of file is damaged."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from analyzer.errors import ReadingError
from analyzer.reading import office, read
from analyzer.reading.model import SourceText
from tests.reading.packages import zipped
from tests.support.formats import data
from tests.support.office_files import MISSING, NAMES, saved

_NAME = "ke-hoach-xa-an-thinh"
_KINDS = {
    "docx": "Word (.docx)", "xlsx": "Excel (.xlsx)", "pdf": "PDF", "doc": "Word 97–2003 (.doc)", "rtf": "RTF",
    "odt": "OpenDocument (.odt)",
}  # fmt: skip
_CUTS = [*(f"{tenth}0%" for tenth in range(1, 10)), "3000", "100", "12"]
needs_office = pytest.mark.skipif(office.program() is None, reason=MISSING)


def _book() -> bytes:
    book = openpyxl.Workbook()
    for row in range(60):
        book.active.append([row, f"Nội dung {row}", "Phòng Văn hóa - Xã hội", 37 * row])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _whole(kind: str) -> bytes:
    if kind == "xlsx":
        return _book()
    return data(_NAME, kind) if kind in ("docx", "pdf", "html") else saved(kind)[NAMES[0]]


def _cut(kind: str, cut: str) -> bytes:
    whole = _whole(kind)
    return whole[: len(whole) * int(cut[:-1]) // 100 if cut.endswith("%") else int(cut)]


def _attempt(kind: str, content: bytes) -> SourceText | ReadingError:
    try:
        return read(f"van-ban.{kind}", data=content)
    except ReadingError as error:
        return error


@pytest.mark.parametrize("cut", _CUTS)
@pytest.mark.parametrize(
    "kind", ["docx", "xlsx", "pdf", *(pytest.param(k, marks=needs_office) for k in ("doc", "rtf", "odt"))]
)
def test_the_kind_is_named(kind: str, cut: str, monkeypatch: pytest.MonkeyPatch) -> None:
    content = _cut(kind, cut)
    monkeypatch.setenv("RASOAT_SOFFICE", "none")
    found = _attempt(kind, content)
    if isinstance(found, SourceText):
        assert found.format == kind
        assert any(block.text.strip() for block in found.blocks)
        assert "damaged" in [warning.code for warning in found.warnings]
    else:
        assert found.code == "corrupt"
        assert _KINDS[kind] in found.message.vi
        assert _KINDS[kind] in found.message.en
        assert "van-ban" in found.message.vi


@pytest.mark.parametrize("cut", _CUTS)
def test_pages_give_what_is_left(cut: str) -> None:
    found = _attempt("html", _cut("html", cut))
    assert isinstance(found, SourceText) or found.code == "empty"
    assert int(cut.rstrip("%")) <= 100 or isinstance(found, SourceText)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("ho-so.zip", zipped({"a.txt": b"x" * 400, "b.txt": b"y"})[:60], "not_supported"),
        ("ho-so.docx", zipped({"a.txt": b"x" * 400, "b.txt": b"y"}), "not_supported"),
        ("ho-so.docx", zipped({"a.txt": b"x" * 400, "b.txt": b"y"})[:60], "not_supported"),
        ("khong-ten", zipped({"xl/workbook.xml": b"<x/>", "xl/a.xml": b"<x/>"}, zipfile.ZIP_STORED)[:60], "corrupt"),
        ("bang.xlsb", zipped({"xl/workbook.bin": b"x" * 99, "xl/a.bin": b"x"}, zipfile.ZIP_STORED)[:160],
         "not_supported"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 90, "not_supported"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 90, "corrupt"),
    ],
)  # fmt: skip
def test_other_archives_stay_what_they_are(name: str, content: bytes, code: str) -> None:
    with pytest.raises(ReadingError) as caught:
        read(name, data=content)
    assert caught.value.code == code

"""Word 97–2003, RTF and OpenDocument: read directly, and through LibreOffice."""

from __future__ import annotations

import struct
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from analyzer.reading import converted, office, read
from analyzer.reading.doc import read_doc
from analyzer.reading.doc_file import parse
from analyzer.reading.limits import DEFAULT_LIMITS, Limits
from analyzer.reading.model import Block, SourceText
from analyzer.reading.odt import read_odt
from analyzer.reading.rtf import read_rtf
from tests.reading.packages import attempt, codes, p, package
from tests.support.office_files import MISSING, NAMES, NUMBERED, OLD, docx, saved

needs_office = pytest.mark.skipif(office.program() is None, reason=MISSING)
_READERS: dict[str, Callable[[bytes, str, str, Limits], SourceText]] = {
    "doc": read_doc, "rtf": read_rtf, "odt": read_odt,
}  # fmt: skip


@pytest.fixture
def no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without LibreOffice."""
    monkeypatch.setattr(office, "program", lambda: None)


def _shown(blocks: list[Block], *, labels: bool) -> list[tuple[object, ...]]:
    """What of the blocks must not depend on the format; headers hold a page number, which does."""
    return [
        (
            block.kind, (block.label if labels else ""), block.text.strip(), block.style.bold,
            None if block.style.align == "left" else block.style.align, block.note_ref,
            block.cell and (block.cell.row, block.cell.column, block.cell.row_span, block.cell.column_span),
        )
        for block in blocks
        if block.kind not in ("header", "footer")
    ]  # fmt: skip


@needs_office
@pytest.mark.parametrize("kind", _READERS)
@pytest.mark.parametrize("name", [*NAMES, *OLD])
def test_read_directly_as_from_word(name: str, kind: str) -> None:
    wanted = read(f"{name}.docx", data=docx(name))
    found = _READERS[kind](saved(kind)[name], f"{name}.{kind}", "", DEFAULT_LIMITS)
    labels = kind != "doc"
    assert _shown(found.blocks, labels=labels) == _shown(wanted.blocks, labels=labels)
    assert len(wanted.blocks) > 40
    assert ("legacy_encoding" in codes(found)) == (name in OLD)


_NUMBERS = ["", "I.", "1.", "2.", "", "a)", "b)", "II.", "1.", "-", "-", "III."]


@needs_office
@pytest.mark.parametrize("kind", _READERS)
def test_automatic_numbers(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = saved(kind)[NUMBERED]
    wanted = read("a.docx", data=docx(NUMBERED))
    assert [block.label for block in wanted.blocks] == _NUMBERS
    assert [block.label for block in read(f"a.{kind}", data=data).blocks] == _NUMBERS
    monkeypatch.setattr(office, "program", lambda: None)
    direct = read(f"a.{kind}", data=data)
    assert [block.text for block in direct.blocks] == [block.text for block in wanted.blocks]
    if kind == "doc":
        assert codes(direct) == ["read_directly", "numbers_not_read"]
        assert direct.warnings[1].message.vi.startswith("10 đoạn")
    else:
        assert [block.label for block in direct.blocks] == _NUMBERS


@needs_office
@pytest.mark.usefixtures("no_office")
@pytest.mark.parametrize("kind", _READERS)
def test_without_libreoffice_the_report_says_so(kind: str) -> None:
    source = read(f"a.{kind}", data=saved(kind)[NAMES[0]])
    assert source.format == kind
    assert codes(source)[0] == "read_directly"
    assert "LibreOffice" in source.warnings[0].message.vi


@needs_office
def test_what_libreoffice_cannot_open_is_read_directly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(converted.office, "to_docx", lambda *_, **__: b"PK\x03\x04 nothing")
    source = read("a.rtf", data=saved("rtf")[NAMES[0]])
    assert codes(source) == ["read_directly"]
    assert "không mở được" in source.warnings[0].message.vi


@needs_office
def test_a_program_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "hang"
    script.write_text(f"#!{sys.executable}\nimport time\ntime.sleep(600)\n", "utf-8")
    script.chmod(0o755)
    monkeypatch.setattr(office, "program", lambda: str(script))
    assert office.to_docx(b"{\\rtf1 x}", "rtf", timeout=1) is None


def _flagged(data: bytes, flag: int) -> bytes:
    """The file with a flag of its header set; the stream of the text begins at a sector of 512 bytes."""
    place = next(at for at in range(512, len(data), 512) if data[at : at + 2] == b"\xec\xa5")
    (flags,) = struct.unpack_from("<H", data, place + 10)
    return data[: place + 10] + struct.pack("<H", flags | flag) + data[place + 12 :]


@needs_office
def test_a_doc_with_a_password() -> None:
    assert attempt("a.doc", _flagged(saved("doc")[NAMES[0]], 0x0100)) == "encrypted"


@needs_office
@pytest.mark.usefixtures("no_office")
def test_a_fast_saved_doc_is_read() -> None:
    source = read("a.doc", data=_flagged(saved("doc")[NAMES[0]], 0x0004))
    assert any("KẾ HOẠCH" in block.text for block in source.blocks)


@needs_office
@pytest.mark.usefixtures("no_office")
@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.99])
@pytest.mark.parametrize("kind", _READERS)
def test_a_file_cut_short(kind: str, share: float) -> None:
    data = saved(kind)[NAMES[0]]
    found = attempt(f"a.{kind}", data[: int(len(data) * share)])
    if isinstance(found, SourceText):
        assert kind != "rtf" or "damaged" in codes(found)
    else:
        assert found in ("corrupt", "empty", "not_supported")


@needs_office
@pytest.mark.usefixtures("no_office")
@pytest.mark.parametrize("step", [97, 1009])
def test_broken_bytes_do_no_harm(step: int) -> None:
    data = bytearray(saved("doc")[NAMES[0]])
    for place in range(600, len(data), step):
        data[place] ^= 0x5A
    found = attempt("a.doc", bytes(data))
    assert isinstance(found, SourceText) or found in ("corrupt", "empty", "encrypted", "not_supported", "too_large")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (package(p("Nội dung")), "docx"),
        ("<html><body><p>Nội dung</p></body></html>".encode(), "html"),
        (rb"{\rtf1\ansi N\u7897?i dung\par}", "rtf"),
    ],
)
@pytest.mark.usefixtures("no_office")
def test_a_doc_that_is_something_else(data: bytes, kind: str) -> None:
    source = read("a.doc", data=data)
    assert source.format == kind
    assert source.blocks[0].text == "Nội dung"
    assert codes(source)[0] == "wrong_extension"


@pytest.mark.parametrize(
    ("name", "data", "code", "words"),
    [
        ("a.doc", b"MIME-Version: 1.0\nContent-Type: multipart/related\n\nx", "not_supported", "MHTML"),
        ("a.doc", b"\xdb\xa5\x2d\x00" + b"\0" * 600, "not_supported", "1993"),
        (
            "a.wps", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "MatOST".encode("utf-16-le"),
            "not_supported", "Works",
        ),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") * 90, "corrupt", "hỏng"),
    ],
)  # fmt: skip
def test_refused_with_a_clear_sentence(name: str, data: bytes, code: str, words: str) -> None:
    from analyzer.errors import ReadingError

    with pytest.raises(ReadingError) as caught:
        read(name, data=data)
    assert caught.value.code == code
    assert words in caught.value.message.vi
    assert caught.value.message.vi.count("\n") == 0


def test_properties_with_a_broken_end() -> None:
    assert parse(bytes.fromhex("3508 01 434a 1c00")) == {0x0835: b"\x01", 0x4A43: b"\x1c\x00"}
    assert parse(bytes.fromhex("434a")) == {}
    assert parse(b"\x08\xd6") == {}
    parse(bytes.fromhex("08d6 00"))

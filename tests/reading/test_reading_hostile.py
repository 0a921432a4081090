"""Files that are not what they claim, are damaged, or mean harm."""
# ruff: noqa: E501 - rows of markup

from __future__ import annotations

import hashlib
import io
import os
import random
import zipfile
from pathlib import Path

import pytest

from analyzer.errors import ReadingError
from analyzer.reading import read
from analyzer.reading.limits import Limits
from analyzer.reading.model import SourceText
from tests.reading.packages import NAMESPACES, attempt, codes, p, package, row, shown, table, zipped

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-le")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.docx", b"", "empty"),
        ("a.txt", b" \r\n\t ", "empty"),
        ("a.txt", "\ufeff\n".encode(), "empty"),
        ("a.txt", b"\0" * 500, "binary"),
        ("a.txt", b"\xff" * 500, "binary"),
        ("a.docx", b"\xff" * 500, "binary"),
        ("a.txt", random.Random(7).randbytes(5000), "binary"),
        ("a.md", random.Random(8).randbytes(50_000), "binary"),
        ("a", b"MZ\x90\x00" + random.Random(9).randbytes(3000), "binary"),
        ("a.txt", b"=-+/.,;:!?" * 100, "binary"),
        ("a.docx", b"&&&&////" * 100, "binary"),
        ("a.doc", _OLE2 + _utf16("WordDocument"), "corrupt"),
        ("a.xls", _OLE2 + _utf16("Workbook"), "not_supported"),
        ("a.ppt", _OLE2 + _utf16("PowerPoint Document"), "not_supported"),
        ("a.msi", _OLE2, "not_supported"),
        ("a.docx", _OLE2 + _utf16("EncryptedPackage"), "encrypted"),
        ("a.docx", rb"{\rtf1\ansi {\pict 00ff}}", "empty"),
        ("a.gif", b"GIF89a" + b"\0" * 50, "not_supported"),
        ("a.heic", b"\0\0\0\x18ftypheic\0\0\0\0", "not_supported"),
        ("a.zip", zipped({"b.txt": b"x"}), "not_supported"),
        ("a.docx", zipped({"[Content_Types].xml": b"<x/>", "_rels/.rels": b"<x/>", "xl/workbook.bin": b"x"}), "not_supported"),
        ("a.pptx", zipped({"ppt/presentation.xml": b"<x/>"}), "not_supported"),
        ("a.odt", zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}), "corrupt"),
        ("a.gz", b"\x1f\x8b\x08" + b"\0" * 20, "not_supported"),
        ("a.xml", b'<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>', "not_supported"),
        ("a.doc", b"MIME-Version: 1.0\nContent-Type: multipart/related\n\nx", "not_supported"),
        ("a.docx", b"PK\x05\x06" + b"\0" * 18, "corrupt"),
        ("a.docx", b"PK\x03\x04" + b"\0" * 10, "corrupt"),
        ("a.docx", zipped({"word/document.xml": b""}), "corrupt"),
        ("a.docx", zipped({"word/document.xml": b"not xml"}), "corrupt"),
        ("a.docx", zipped({"word/styles.xml": b"<x/>"}), "corrupt"),
        ("a.docx", package(""), "empty"),
        ("a.docx", package(p("")), "empty"),
    ],
)  # fmt: skip
def test_refused_with_a_code(name: str, data: bytes, code: str) -> None:
    assert attempt(name, data) == code


def test_messages_say_what_to_do() -> None:
    with pytest.raises(ReadingError) as caught:
        read("ke-hoach.xls", data=_OLE2 + _utf16("Workbook"))
    assert ".docx" in caught.value.message.vi
    assert ".docx" in caught.value.message.en
    with pytest.raises(ReadingError) as caught:
        read("quet.docx", data=package(p(""), extra={"word/media/image1.png": b"x"}))
    assert "OCR" in caught.value.message.vi


@pytest.mark.parametrize(
    ("name", "data", "kind", "warned"),
    [
        ("a.docx", b"Noi dung", "txt", True),
        ("a.txt", package(p("Nội dung")), "docx", True),
        ("a.doc", package(p("Nội dung")), "docx", True),
        ("a.doc", "<html><body><p>Nội dung</p></body></html>".encode(), "html", True),
        ("a.txt", "<!-- x --><!DOCTYPE html><html><p>Nội dung".encode(), "html", True),
        ("a.html", b"Noi dung", "txt", True),
        ("a.html", "<p>Nội dung</p>".encode(), "html", False),
        ("a.xhtml", '<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><p>Nội dung</p></html>'.encode(), "html", False),
        ("a", "<div><p>Nội dung</p><p>hai</p></div>".encode(), "html", False),
        ("a.txt", b"# Noi dung\n- a", "txt", False),
        ("a.md", b"Noi dung", "md", False),
        ("a", "# Nội dung\n\n## Hai\n".encode(), "md", False),
        ("a.dat", b"Noi dung", "txt", False),
        ("A.DOCX", package(p("Nội dung")), "docx", False),
        ("a.txt", "Mức < 5% và > 3%: nội dung".encode(), "txt", False),
    ],
)  # fmt: skip
def test_the_content_decides(name: str, data: bytes, kind: str, warned: bool) -> None:
    source = read(name, data=data)
    assert source.format == kind
    assert (codes(source) == ["wrong_extension"]) is warned
    assert "dung" in source.blocks[0].text


def test_a_pdf_is_told_by_its_content() -> None:
    from analyzer.reading.sniff import sniff

    found = sniff(b"%PDF-1.7\n1 0 obj\n", "a.docx")
    assert found.format == "pdf"
    assert found.warning is not None


_LONG = package(
    "".join(p(f"Đoạn {number}: tuyên truyền tại thôn {number * 7919 % 97}") for number in range(400))
    + table(row("a", "b")),
    styles='<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>',
)
_SAMPLES = {
    "a.docx": _LONG,
    "a.html": ("<html><body>" + "<table><tr><td>Nội dung<td><ol><li>ế</ol></table>" * 40 + "</html>").encode(),
    "a.md": ("# Kế hoạch\n\n| a | b |\n|---|---|\n| **ế** | [^1] |\n\n[^1]: ghi chú\n" * 20).encode(),
    "a.txt": ("Kế hoạch tuyên truyền\n\n" * 40).encode("utf-16"),
}


@pytest.mark.parametrize("name", _SAMPLES)
@pytest.mark.parametrize("tenth", range(10))
def test_cut_at_every_tenth(name: str, tenth: int) -> None:
    data = _SAMPLES[name]
    result = attempt(name, data[: len(data) * tenth // 10])
    assert isinstance(result, SourceText) or result in ("empty", "corrupt", "binary")


@pytest.mark.parametrize("name", _SAMPLES)
@pytest.mark.parametrize("seed", range(12))
def test_flipped_bytes(name: str, seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(_SAMPLES[name])
    for _ in range(1 + seed * 4):
        data[chance.randrange(len(data))] = chance.randrange(256)
    result = attempt(name, bytes(data))
    assert isinstance(result, SourceText) or result in (
        "empty",
        "corrupt",
        "binary",
        "encrypted",
        "not_supported",
        "too_large",
        "bomb",
    )


def test_a_cut_word_file_gives_what_is_left() -> None:
    content = zipfile.ZipFile(io.BytesIO(_LONG))
    start = content.getinfo("word/document.xml").header_offset
    size = content.getinfo("word/document.xml").compress_size
    source = read("a.docx", data=_LONG[: start + size // 2])
    assert codes(source) == ["damaged"]
    assert shown(source)[0].startswith("Đoạn 0")
    assert 20 < len(source.blocks) < 400


def test_a_document_part_that_ends_early() -> None:
    with zipfile.ZipFile(io.BytesIO(_LONG)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["word/document.xml"] = members["word/document.xml"][:3000]
    source = read("a.docx", data=zipped(members))
    assert codes(source) == ["damaged"]
    assert shown(source)[0].startswith("Đoạn 0")


def test_a_false_checksum_keeps_the_text() -> None:
    xml = f"<w:document {NAMESPACES}><w:body>{p('Noi dung')}</w:body></w:document>".encode()
    data = zipped({"word/document.xml": xml}, zipfile.ZIP_STORED).replace(b"Noi dung", b"Noi dang")
    source = read("a.docx", data=data)
    assert shown(source) == ["Noi dang"]
    assert codes(source) == ["damaged"]


@pytest.mark.parametrize(
    ("limits", "padding"),
    [
        (Limits(), b"\0" * (8 * 1024 * 1024)),
        (Limits(expanded_size=100_000), random.Random(1).randbytes(60_000).hex().encode()),
        (Limits(text_size=10_000), random.Random(1).randbytes(60_000).hex().encode()),
    ],
)  # fmt: skip
def test_a_zip_that_would_burst(limits: Limits, padding: bytes) -> None:
    data = package(
        p("nhỏ") + f"<!-- {padding.decode('latin-1')} -->" if limits.text_size == 10_000 else p("nhỏ"),
        extra={"word/x.xml": padding},
    )
    assert attempt("a.docx", data, limits) in ("bomb", "too_large")


def test_a_zip_bomb_without_a_directory() -> None:
    bomb = zipped({"word/document.xml": b"<a>" + b" " * (30 * 1024 * 1024)})
    assert attempt("a.docx", bomb[: bomb.rfind(b"PK\x01\x02")], Limits(text_size=100_000)) == "corrupt"


def test_a_false_size_in_the_directory() -> None:
    data = bytearray(package(p("x" * 5000)))
    place = data.rfind(b"PK\x01\x02")
    data[place + 24 : place + 28] = (10).to_bytes(4, "little")
    result = attempt("a.docx", bytes(data))
    assert isinstance(result, str) or codes(result) == ["damaged"]


def test_an_encrypted_member() -> None:
    data = bytearray(package(p("x")))
    place = data.rfind(b"PK\x01\x02")
    data[place + 8] |= 1
    assert attempt("a.docx", bytes(data)) == "encrypted"


_LAUGHS = (
    "<!DOCTYPE x [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY a{n} '{'&a' + str(n - 1) + ';' if n else '&a;'}&a;'>" for n in range(30))
    + "]>"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "declaration",
    [_LAUGHS, "<!DOCTYPE x SYSTEM 'file:///etc/passwd'>", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"],
)
@pytest.mark.parametrize("name", ["word/document.xml", "word/styles.xml", "_rels/.rels", "word/footnotes.xml"])
def test_entities_are_refused_in_every_part(name: str, declaration: str, encoding: str) -> None:
    xml = f'<?xml version="1.0" encoding="{encoding}"?>{declaration}<w:document {NAMESPACES}><w:body>{p("&a29;")}</w:body></w:document>'
    data = package(p("x"), styles="", footnotes="")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {member: archive.read(member) for member in archive.namelist()}
    assert attempt("a.docx", zipped(members | {name: xml.encode(encoding)})) == "bomb"


def test_nesting_without_end() -> None:
    body = "<w:sdt><w:sdtContent>" * 3000 + p("đáy") + "</w:sdtContent></w:sdt>" * 3000
    result = attempt("a.docx", package(p("đầu") + body))
    assert result == "bomb" or shown(result)[0] == "đầu"  # type: ignore[arg-type]


def test_limits_on_text() -> None:
    assert attempt("a.docx", package(p("x" * 200)), Limits(text_size=100)) == "too_large"
    assert attempt("a.docx", package(p("x") * 20), Limits(blocks=10)) == "too_large"
    assert attempt("a.html", b"<html><p>" + b"x" * 500, Limits(text_size=100)) == "too_large"
    assert attempt("a.docx", b"x" * 200, Limits(file_size=100)) == "too_large"


def test_files_on_disk(tmp_path: Path) -> None:
    good = tmp_path / "kế hoạch.txt"
    good.write_bytes("Nội dung".encode())
    source = read(good)
    assert source.path == str(good)
    assert source.sha256 == hashlib.sha256("Nội dung".encode()).hexdigest()
    for path, limits, code in [
        (tmp_path, Limits(), "directory"),
        (tmp_path / "không-có.docx", Limits(), "missing"),
        (good / "con.txt", Limits(), "missing"),
        (tmp_path / "\0", Limits(), "missing"),
        (good, Limits(file_size=3), "too_large"),
    ]:
        with pytest.raises(ReadingError) as caught:
            read(path, limits=limits)
        assert caught.value.code == code
        assert caught.value.exit_code == 3


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the administrator may read everything")
def test_no_permission(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x")
    path.chmod(0)
    with pytest.raises(ReadingError) as caught:
        read(path)
    assert caught.value.code == "permission"


def test_permission_and_other_failures_of_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x")
    for raised, code in [(PermissionError(13, "no"), "permission"), (OSError(5, "broken"), "unreadable")]:

        def fail(*_: object, error: OSError = raised) -> None:
            raise error

        monkeypatch.setattr(Path, "open", fail)
        with pytest.raises(ReadingError) as caught:
            read(path)
        assert caught.value.code == code


def test_the_same_bytes_give_the_same_result() -> None:
    assert read("a.docx", data=_LONG).blocks == read("a.docx", data=_LONG).blocks


def test_every_code_is_documented() -> None:
    text = (Path(__file__).parents[2] / "docs" / "errors.md").read_text("utf-8")
    for code in ["empty", "missing", "directory", "permission", "unreadable", "too_large", "not_supported", "encrypted",
                 "corrupt", "bomb", "binary", "wrong_extension", "encoding", "damaged", "tracked_changes", "hidden_text",
                 "macros", "embedded_parts", "pictures_not_read"]:  # fmt: skip
        assert f"| `{code}` |" in text

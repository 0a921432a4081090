"""What a file is, told from its first bytes and its directory; the extension only breaks ties between text formats."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import NamedTuple

from analyzer.reading import failures, zipguard
from analyzer.reading.model import Format, ReadingWarning

_EXTENSIONS: dict[str, str] = {
    ".docx": "docx", ".docm": "docx", ".dotx": "docx", ".dotm": "docx", ".doc": "doc", ".dot": "doc",
    ".wps": "doc", ".rtf": "rtf", ".odt": "odt", ".ott": "odt", ".pdf": "pdf",
    ".xlsx": "xlsx", ".xlsm": "xlsx", ".xltx": "xlsx",
    ".txt": "txt", ".text": "txt", ".md": "md", ".markdown": "md", ".html": "html", ".htm": "html", ".xhtml": "html",
    ".jpg": "image", ".jpeg": "image", ".png": "image", ".tif": "image", ".tiff": "image", ".bmp": "image",
    ".webp": "image",
}  # fmt: skip
_SAVE_VI = "hãy lưu lại thành .docx hoặc .pdf"
_SAVE_EN = "save it as .docx or .pdf"
_PHOTO_VI = "ảnh ở định dạng không đọc được (GIF, HEIC, AVIF): hãy lưu thành JPEG, PNG hoặc PDF"
_PHOTO_EN = "a picture in a format that is not read (GIF, HEIC, AVIF): save it as JPEG, PNG or PDF"
_ARCHIVE_VI = "tệp nén: hãy giải nén và gửi từng văn bản"
_ARCHIVE_EN = "an archive: unpack it and send the documents"

_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (
        b"\xdb\xa5",
        f"định dạng Word trước năm 1993, không đọc được: {_SAVE_VI}",
        f"the format is Word from before 1993, which is not read: {_SAVE_EN}",
    ),
    (b"GIF8", _PHOTO_VI, _PHOTO_EN),
    (b"Rar!\x1a\x07", _ARCHIVE_VI, _ARCHIVE_EN),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE_VI, _ARCHIVE_EN),
    (b"\x1f\x8b\x08", _ARCHIVE_VI, _ARCHIVE_EN),
)
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_PACKAGES = ("docx", "odt", "xlsx")
_FIRST_PARTS = ("[Content_Types].xml", "_rels/", "docProps/", "customXml/", "mimetype", "META-INF/", "Thumbnails/")
"""What programs put first into packages, before the parts that say what kind they are."""
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# Each of these may stand in a text file too, so they count only near the beginning of one that starts with markup.
_XML_KINDS: tuple[tuple[bytes, str, str], ...] = (
    (b"schemas.microsoft.com/office/word/2003/wordml", "định dạng Word 2003 XML", "the format is Word 2003 XML"),
    (b"schemas.microsoft.com/office/2006/xmlPackage", "định dạng Flat OPC (XML)", "the format is Flat OPC (XML)"),
    (b"urn:oasis:names:tc:opendocument", "định dạng OpenDocument XML", "the format is OpenDocument XML"),
)
_HTML_START = re.compile(
    rb"(?:\s|<!--.{0,2000}?-->|<\?xml[^>]{0,200}>){0,20}<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_HTML_BLOCK = re.compile(rb"</?(?:p|div|table|tr|td|h[1-6]|ul|ol|li|br|center|span|font)\b[^<>]{0,500}>", re.I)
_MD_SIGNS = re.compile(r"^(?:#{1,6} \S|\|? {0,3}:?-{3,}:? {0,3}\||[-*+] \*\*|\*\*[^*\n]{1,200}\*\* {0,3}$)", re.M)


class Sniffed(NamedTuple):
    """A format, and the warning that is due where the extension promised another."""

    format: Format
    warning: ReadingWarning | None = None


def sniff(data: bytes, path: str) -> Sniffed:
    """Tell the format of ``data``. Raises ``ReadingError``: empty, not_supported, encrypted, corrupt, binary."""
    if not data.strip():
        raise failures.empty(path)
    claimed = _EXTENSIONS.get(PurePath(path).suffix.lower())
    found = _by_content(data, path, claimed)
    if claimed is None or claimed == found or {claimed, found} == {"txt", "md"}:
        return Sniffed(found)
    return Sniffed(
        found,
        failures.warning(
            "wrong_extension",
            f"Phần mở rộng của tệp không đúng với nội dung; đã đọc như {failures.NAMES_VI[found]}.",
            f"The extension does not fit the content; read as {failures.NAMES[found]}.",
        ),
    )


def _by_content(data: bytes, path: str, claimed: str | None) -> Format:
    head = data[:4096]
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(data, path, claimed)
    if data.startswith(_OLE2):
        return _ole2(data, path, claimed)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(rb"{\rtf"):
        return "rtf"
    pdf = head[:1024].find(b"%PDF-")
    if pdf == 0 or (pdf > 0 and (claimed == "pdf" or b" obj" in head[pdf:])):
        return "pdf"
    for magic, vi, en in _MAGIC:
        if data.startswith(magic):
            raise failures.not_supported(path, vi, en)
    if data.startswith(_PICTURES) or (head[:2] == b"BM" and b"\x00" in head[:32]):
        return "image"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image"
    if head[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"):
        raise failures.not_supported(path, _PHOTO_VI, _PHOTO_EN)
    return _text(data, path, claimed)


def _zip(data: bytes, path: str, claimed: str | None) -> Format:
    names = zipguard.member_names(data)
    if not names:
        raise failures.damaged(path, claimed if claimed in _PACKAGES else None)
    if any(name.replace("\\", "/").startswith("word/") for name in names):
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "content.xml" in names and _is_text_document(data):
        return "odt"
    if zipguard.is_cut_short(data):
        kind = _of_cut_package(data, names, claimed)
        if kind is not None:
            raise failures.damaged(path, kind)
    for prefix, vi, en in (
        ("xl/", "bảng tính Excel", "an Excel workbook"),
        ("ppt/", "bài trình chiếu PowerPoint", "a PowerPoint presentation"),
        ("content.xml", "bảng tính hoặc trình chiếu OpenDocument", "an OpenDocument spreadsheet or presentation"),
    ):
        if any(name.startswith(prefix) for name in names):
            raise failures.not_supported(
                path, f"{vi}, không đọc được: {_SAVE_VI}", f"{en}, which is not read: {_SAVE_EN}"
            )
    if "[Content_Types].xml" in names and len(names) < 4:
        raise failures.corrupt(path)  # an Office file without the part that says which one
    raise failures.not_supported(path, _ARCHIVE_VI, _ARCHIVE_EN)


def _of_cut_package(data: bytes, names: list[str], claimed: str | None) -> str | None:
    """What a package was whose end is missing, and with it the parts that say so; None where it may be any archive."""
    if b"application/vnd.oasis.opendocument.text" in data[:120]:
        return "odt"
    if any(name.startswith("xl/") for name in names) and "xl/workbook.bin" not in names:
        return "xlsx"
    if claimed in _PACKAGES and names[0].startswith(_FIRST_PARTS):
        return claimed
    return None


def _is_text_document(data: bytes) -> bool:
    """OpenDocument puts its media type first and unpacked; where that is not so, the reader finds out."""
    return b"application/vnd.oasis.opendocument." not in data[:120] or b"opendocument.text" in data[:120]


def _ole2(data: bytes, path: str, claimed: str | None) -> Format:
    """Compound files (Office before 2007, and encrypted Office files) name their streams in UTF-16."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        raise failures.encrypted(path)
    if holds("WordDocument"):
        return "doc"
    for stream, vi, en in (
        ("MatOST", "văn bản Microsoft Works (.wps)", "a Microsoft Works document (.wps)"),
        ("Workbook", "bảng tính Excel cũ (.xls)", "an old Excel workbook (.xls)"),
        ("PowerPoint Document", "bài trình chiếu PowerPoint cũ (.ppt)", "an old PowerPoint presentation (.ppt)"),
    ):
        if holds(stream):
            raise failures.not_supported(
                path, f"{vi}, không đọc được: {_SAVE_VI}", f"{en}, which is not read: {_SAVE_EN}"
            )
    if claimed == "doc" and _lacks_directory(data):
        raise failures.damaged(path, "doc")
    raise failures.not_supported(
        path, f"tệp Office đời cũ, không đọc được: {_SAVE_VI}", f"an old Office file, which is not read: {_SAVE_EN}"
    )


def _lacks_directory(data: bytes) -> bool:
    """Whether a compound file ends before the sector that lists its streams ([MS-CFB] 2.2)."""
    if len(data) < 512:
        return True
    sector, shift = int.from_bytes(data[0x30:0x34], "little"), int.from_bytes(data[0x1E:0x20], "little")
    return shift not in (9, 12) or (sector + 1 << shift) >= len(data)


def _text(data: bytes, path: str, claimed: str | None) -> Format:
    # Without NULs, the markup of UTF-16 reads like that of any other encoding.
    sample = (
        data[:65536]
        .replace(b"\x00", b"")
        .removeprefix(b"\xef\xbb\xbf")
        .removeprefix(b"\xff\xfe")
        .removeprefix(b"\xfe\xff")
    )
    if sample.lstrip()[:1] == b"<":
        for mark, vi, en in _XML_KINDS:
            if mark in sample[:4096] and not _HTML_START.match(sample):
                raise failures.not_supported(
                    path, f"{vi}, không đọc được: {_SAVE_VI}", f"{en}, which is not read: {_SAVE_EN}"
                )
    if re.match(rb"(?:From |MIME-Version:|Message-ID:)[^\n]{0,200}\r?\n", sample, re.I) and b"Content-Type:" in sample:
        raise failures.not_supported(
            path,
            f"trang web lưu thành một tệp (MHTML) hoặc thư điện tử: {_SAVE_VI}",
            f"a web archive (MHTML) or an e-mail: {_SAVE_EN}",
        )
    if _HTML_START.match(sample) or (claimed == "html" and _HTML_BLOCK.search(sample)):
        return "html"
    if claimed not in ("md", "txt") and sample.lstrip()[:1] == b"<" and len(_HTML_BLOCK.findall(sample[:16384])) >= 4:
        return "html"
    if claimed == "md":
        return "md"
    if (
        claimed in (None, "html")
        and len(_MD_SIGNS.findall(sample.decode("utf-8", "ignore").replace("\r\n", "\n"))) >= 2
    ):
        return "md"
    return "txt"

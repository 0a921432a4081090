"""The project's Word documents as LibreOffice saves them in other formats: made once, in one batch for each format."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from analyzer.reading import office
from tests.reading.packages import numbered, p, package
from tests.support.formats import data
from tests.support.legacy import in_legacy_font

NAMES = ("ke-hoach-tinh-dong-lam", "bao-cao-xa-muong-tra-6-thang-2026", "ke-hoach-phuong-hoa-my-tay-2027")
"""A plan with a footnote and a table with merged cells, a report of figures, a plan with computed numbering."""
NUMBERED = "danh-so"
"""A document with automatic numbers and bullets on three levels."""
OLD = {f"{name}-{encoding}": (name, encoding) for name in NAMES for encoding in ("tcvn3", "vni")}
"""The same in fonts of old; name → document and encoding."""
_LEVEL = '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
_NUMBERING = (
    '<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="multilevel"/>'
    + _LEVEL.format(0, "upperRoman", "%1.")
    + _LEVEL.format(1, "decimal", "%2.")
    + _LEVEL.format(2, "lowerLetter", "%3)")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="2">'
    + _LEVEL.format(0, "bullet", "-")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    + '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
)
_BODY = "".join(
    (
        p("KẾ HOẠCH"), numbered("MỤC ĐÍCH", 1), numbered("Mục đích chung", 1, 1), numbered("Yêu cầu", 1, 1),
        p("Đoạn ở giữa."), numbered("Đúng hạn", 1, 2), numbered("Tiết kiệm", 1, 2), numbered("NỘI DUNG", 1),
        numbered("Nội dung thứ nhất", 1, 1), numbered("Gạch đầu dòng", 2), numbered("Gạch nữa", 2),
        numbered("TỔ CHỨC THỰC HIỆN", 1),
    )
)  # fmt: skip
_PART = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_PART.format("document.main")}"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{_PART.format("numbering")}"/></Types>'
)
MISSING = "LibreOffice is not installed"
_FILTERS = {"doc": "doc:MS Word 97", "rtf": "rtf", "odt": "odt", "pdf": "pdf:writer_pdf_Export"}
_FORMS_OF_OLD = ("doc", "rtf", "odt")


def docx(name: str) -> bytes:
    """A document of ``NAMES`` or ``OLD`` as .docx."""
    if name == NUMBERED:
        return package(_BODY, numbering=_NUMBERING, extra={"[Content_Types].xml": _TYPES.encode()})
    if name in OLD:
        return in_legacy_font(data(OLD[name][0], "docx"), OLD[name][1])
    return data(name, "docx")


@cache
def saved(form: str) -> dict[str, bytes]:
    """The documents in ``form`` ("doc", "rtf", "odt", "pdf") by name; those in fonts of old not as PDF, which would
    hold the font that stands in for theirs."""
    names = (*NAMES, NUMBERED, *OLD) if form in _FORMS_OF_OLD else NAMES
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{name}.docx" for name in names]
        for name, file in zip(names, files, strict=True):
            file.write_bytes(docx(name))
        target = Path(folder) / "saved"
        if not office.convert(files, target, _FILTERS[form]):
            raise RuntimeError(f"LibreOffice made no {form}")
        return {name: (target / f"{name}.{form}").read_bytes() for name in names}

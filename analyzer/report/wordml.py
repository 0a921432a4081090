"""A small writer of Word documents: paragraphs, tables without and with rules, page numbers.

Sizes are points, lengths millimetres, as Nghị định 30/2020/NĐ-CP gives them; in the file they are half points and
twentieths of a point. Source: ECMA-376 part 1, 17.3, 17.4, 17.6.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from analyzer.report.safe import harmless

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
FONT = "Times New Roman"
Align = Literal["left", "center", "right", "both"]


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look; ``size`` None is that of the document."""

    text: str
    bold: bool = False
    italic: bool = False
    size: float | None = None

    def xml(self) -> str:
        """The run; line feeds are line breaks."""
        look = ("<w:b/>" if self.bold else "") + ("<w:i/>" if self.italic else "")
        if self.size is not None:
            look += f'<w:sz w:val="{round(self.size * 2)}"/><w:szCs w:val="{round(self.size * 2)}"/>'
        properties = f"<w:rPr>{look}</w:rPr>" if look else ""
        words = harmless(self.text).replace("\u2028", "\n").split("\n")
        lines = [f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in words]
        return f"<w:r>{properties}{'<w:br/>'.join(lines)}</w:r>"


def paragraph(
    *runs: Run, align: Align = "both", first: float = 0, before: float = 0, after: float = 6, keep: bool = False,
    rule_inset: float | None = None, line: float | None = None,
) -> str:  # fmt: skip
    """A paragraph. ``first``: its indent in millimetres; ``before``, ``after``: space in points; ``keep``: on one
    page with the next; ``rule_inset``: a rule above it, so many millimetres from both edges; ``line``: its height in
    points, else at least single."""
    properties = "<w:keepNext/>" if keep else ""
    if rule_inset is not None:
        properties += '<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
    spacing = f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"'
    spacing += f' w:line="{round(line * 20)}" w:lineRule="exact"/>' if line is not None else "/>"
    properties += spacing
    if rule_inset is not None:
        properties += f'<w:ind w:left="{_twips(rule_inset)}" w:right="{_twips(rule_inset)}"/>'
    elif first:
        properties += f'<w:ind w:firstLine="{_twips(first)}"/>'
    properties += f'<w:jc w:val="{align}"/>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(run.xml() for run in runs)}</w:p>"


def table(rows: Iterable[Sequence[str]], widths: Sequence[float], *, ruled: bool = False, header: bool = False) -> str:
    """A table; cells are paragraphs (at least one each), ``widths`` millimetres. ``header``: its first row is repeated
    on every page. No row is split over pages."""
    side = '<w:{0} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    names = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = f"<w:tblBorders>{''.join(side.format(name) for name in names)}</w:tblBorders>" if ruled else ""
    width = sum(map(_twips, widths))
    margin = 80 if ruled else 30
    columns = "".join(f'<w:gridCol w:w="{_twips(column)}"/>' for column in widths)
    parts = [
        f'<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/>{borders}<w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left w:w="{margin}" w:type="dxa"/><w:right w:w="{margin}" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
    ]
    for number, row in enumerate(rows):
        repeated = "<w:tblHeader/>" if header and number == 0 else ""
        parts.append(f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>")
        for cell, cell_width in zip(row, widths, strict=True):
            parts.append(f'<w:tc><w:tcPr><w:tcW w:w="{_twips(cell_width)}" w:type="dxa"/></w:tcPr>{cell}</w:tc>')
        parts.append("</w:tr>")
    return "".join([*parts, "</w:tbl>"])


def document(
    body: Iterable[str], *, size: float, title: str, margins: tuple[float, float, float, float] = (20, 15, 20, 30)
) -> bytes:
    """The .docx of paragraphs and tables on A4. ``margins``: top, right, bottom, left in millimetres. Pages are
    numbered from 1 in the middle of the top margin, the first without its number. Equal parts give equal bytes."""
    top, right, bottom, left = map(_twips, margins)
    section = (
        f'<w:sectPr><w:headerReference w:type="default" r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="{top // 2}" '
        f'w:footer="{bottom // 2}" w:gutter="0"/><w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>'
    )
    main = f'{_HEAD}<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{"".join(body)}{section}</w:body></w:document>'
    number = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    header = f'{_HEAD}<w:hdr xmlns:w="{_W}"><w:p><w:pPr><w:jc w:val="center"/></w:pPr>{number}</w:p></w:hdr>'
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            [("officeDocument", "word/document.xml", _R)],
            f'<Relationship Id="rIdCore" Type="{_PACKAGE}/relationships/metadata/core-properties" '
            'Target="docProps/core.xml"/>',
        ),
        "docProps/core.xml": (
            f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(harmless(title))}</dc:title>'
            "<dc:creator>rasoat</dc:creator></cp:coreProperties>"
        ),
        "word/_rels/document.xml.rels": _relations([("styles", "styles.xml", _R), ("header", "header1.xml", _R)]),
        "word/styles.xml": _styles(size),
        "word/header1.xml": header,
        "word/document.xml": main,
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content.encode("utf-8"))
    return buffer.getvalue()


def _twips(millimetres: float) -> int:
    return round(millimetres * 1440 / 25.4)


def _relations(entries: Sequence[tuple[str, str, str]], more: str = "") -> str:
    items = "".join(
        f'<Relationship Id="rId{number}" Type={quoteattr(f"{space}/{kind}")} Target={quoteattr(target)}/>'
        for number, (kind, target, space) in enumerate(entries, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{items}{more}</Relationships>'


def _content_types() -> str:
    parts = {
        "/word/document.xml": f"{_MAIN}.document.main+xml",
        "/word/styles.xml": f"{_MAIN}.styles+xml",
        "/word/header1.xml": f"{_MAIN}.header+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts.items())
    defaults = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    return f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{defaults}{overrides}</Types>'


def _styles(size: float) -> str:
    half = round(size * 2)
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    look = f'{fonts}<w:color w:val="000000"/><w:sz w:val="{half}"/><w:szCs w:val="{half}"/><w:lang w:val="vi-VN"/>'
    return (
        f'{_HEAD}<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>{look}</w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "</w:style></w:styles>"
    )

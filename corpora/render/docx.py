"""A Word document of a source: two-column letterhead, real tables, footnotes, automatic numbers where asked for."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any
from xml.sax.saxutils import escape

from corpora.model import NOTE_MARK, Block, Source, Table
from corpora.render.text import spans

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
STAMP = (2026, 1, 1, 0, 0, 0)
_NUMBER = re.compile(r"(?:[IVXL]+|\d+)\.\s+")


def to_docx(source: Source) -> bytes:
    """The file's bytes, equal for equal sources. ``numbering`` in the options turns the numbers of the first two
    levels of headings into automatic ones; they must then run I, II, III … and 1, 2, 3 … within each."""
    import docx

    document = docx.Document()
    _page(document)
    _two_columns(document, _letterhead(source.left, ""), _letterhead(source.right, "i"))
    document.add_paragraph()
    for line in [source.title, *source.abstract]:
        if line:
            _paragraph(document, line, bold=True, centre=True)
    for line in source.addressees:
        _paragraph(document, line, centre=not line.startswith("-"))
    numbers = _numbering(document) if source.options.get("numbering") else 0
    _blocks(document, source.blocks, numbers)
    left = [("Nơi nhận:", "bi"), *((line, "") for line in source.recipients)] if source.recipients else []
    _two_columns(document, left, [*((line, "b") for line in source.authority), ("", ""), (source.signer, "b")])
    _blocks(document, source.annex, 0)
    if source.notes:
        _footnotes(document, source.notes)
    return _fixed(document)


def _letterhead(lines: list[str], last: str) -> list[tuple[str, str]]:
    """Lines with their style; the last of the right column is the place and date, in italics."""
    styles = ["" if line.startswith(("Số", "V/v")) else "b" for line in lines]
    if last and styles:
        styles[-1] = last
    return list(zip(lines, styles, strict=True))


def _page(document: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.different_first_page_header_footer = True
    header = section.header.paragraphs[0]
    header.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _field(header, "PAGE")
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(14)


def _field(paragraph: Any, code: str) -> None:
    from docx.oxml import parse_xml

    paragraph._p.append(parse_xml(f'<w:fldSimple xmlns:w="{W}" w:instr="{code}"><w:r><w:t>2</w:t></w:r></w:fldSimple>'))


def _two_columns(document: Any, left: list[tuple[str, str]], right: list[tuple[str, str]]) -> None:
    """A table without borders; each column a list of (text, style), style of "b" and "i"."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    table = document.add_table(rows=1, cols=2)
    for cell, lines in zip(table.rows[0].cells, (left, right), strict=True):
        for i, (text, style) in enumerate(lines):
            paragraph = cell.paragraphs[0] if i == 0 else cell.add_paragraph()
            if not text.startswith("-") and text != "Nơi nhận:":
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run = paragraph.add_run(text)
            run.bold, run.italic = "b" in style, "i" in style


def _paragraph(holder: Any, text: str, bold: bool = False, centre: bool = False) -> Any:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph = holder.add_paragraph()
    if centre:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _runs(paragraph, text, bold)
    return paragraph


def _runs(paragraph: Any, text: str, bold: bool = False) -> None:
    """The text, its note marks as footnote references."""
    from docx.oxml import parse_xml

    for i, part in enumerate(NOTE_MARK.split(text)):
        if i % 2:
            paragraph._p.append(
                parse_xml(
                    f'<w:r xmlns:w="{W}"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
                    f'<w:footnoteReference w:id="{part}"/></w:r>'
                )
            )
        elif part:
            paragraph.add_run(part).bold = bold


def _blocks(document: Any, blocks: list[Block], numbers: int) -> None:
    for block in blocks:
        if block.table:
            _table(document, block.table)
        elif block.kind == "page":
            document.add_page_break()
        elif block.kind == "heading":
            match = _NUMBER.match(block.text)
            automatic = match is not None and numbers > 0 and block.level <= 2
            text = block.text[match.end() :] if match and automatic else block.text
            paragraph = _paragraph(document, text, bold=True)
            if automatic:
                _numbered(paragraph, numbers, block.level - 1)
        elif block.kind == "run":
            paragraph = _paragraph(document, block.label, bold=True)
            _runs(paragraph, " " + block.text)
        elif block.kind == "li":
            _paragraph(document, f"{block.marker} {block.text}")
        else:
            _paragraph(document, block.text, bold=block.kind == "centre", centre=block.kind == "centre")


def _table(document: Any, table: Table) -> None:
    from docx.shared import Mm

    made = document.add_table(rows=len(table.rows), cols=len(table.widths))
    made.style = "Table Grid"
    total = sum(table.widths)
    for (i, j), (high, wide) in spans(table).items():
        cell = made.cell(i, j)
        if high > 1 or wide > 1:
            cell = cell.merge(made.cell(i + high - 1, j + wide - 1))
        cell.width = Mm(165 * sum(table.widths[j : j + wide]) / total)
        _runs(cell.paragraphs[0], str(table.rows[i][j]), bold=i < table.head)


def _numbering(document: Any) -> int:
    """A two-level list (I. / 1.) in the numbering part; its number."""
    from docx.oxml import parse_xml

    root = document.part.numbering_part.element
    number = 90
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="space"/>'
        f'<w:lvlText w:val="%{i + 1}."/><w:lvlJc w:val="left"/></w:lvl>'
        for i, form in enumerate(("upperRoman", "decimal"))
    )
    abstract = f'<w:abstractNum xmlns:w="{W}" w:abstractNumId="{number}">{levels}</w:abstractNum>'
    root.insert(0, parse_xml(abstract))
    root.append(parse_xml(f'<w:num xmlns:w="{W}" w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))
    return number


def _numbered(paragraph: Any, number: int, level: int) -> None:
    from docx.oxml import parse_xml

    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr xmlns:w="{W}"><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    )


def _footnotes(document: Any, notes: dict[str, str]) -> None:
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    body = "".join(
        f'<w:footnote w:id="{key}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {escape(text)}</w:t></w:r></w:p></w:footnote>'
        for key, text in sorted(notes.items())
    )
    rule = (
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
        "</w:footnote>"
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    xml = f'{head}<w:footnotes xmlns:w="{W}">{rule}{body}</w:footnotes>'
    part = Part(PackURI("/word/footnotes.xml"), TYPE, xml.encode("utf-8"), document.part.package)
    document.part.relate_to(part, REL)


def _fixed(document: Any) -> bytes:
    """The package with fixed times and a fixed order of its parts."""
    import datetime

    properties = document.core_properties
    properties.author = properties.last_modified_by = ""
    properties.created = properties.modified = datetime.datetime(*STAMP)
    raw, out = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            info = zipfile.ZipInfo(name, STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            new.writestr(info, old.read(name))
    return out.getvalue()

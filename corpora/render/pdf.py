"""A PDF of a source: A4, the margins of an administrative document, page numbers top centre from the second page."""

from __future__ import annotations

import io
from typing import Any
from xml.sax.saxutils import escape

from corpora.model import NOTE_MARK, Block, Source, Table
from corpora.render.text import spans


def _register() -> None:
    """The test suite's font, under one family with its bold and italic faces."""
    from reportlab.lib.fonts import addMapping

    from tests.support.make_pdf import fonts

    regular, bold, italic = fonts()
    for heavy, slanted, name in ((0, 0, regular), (1, 0, bold), (0, 1, italic), (1, 1, bold)):
        addMapping("Body", heavy, slanted, name)
        addMapping(regular, heavy, slanted, name)


def _styles() -> dict[str, Any]:
    from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
    from reportlab.lib.styles import ParagraphStyle

    from tests.support.make_pdf import REGULAR

    def style(name: str, size: float, alignment: int, after: float, indent: float = 0) -> Any:
        return ParagraphStyle(
            name,
            fontName=REGULAR,
            fontSize=size,
            leading=size + 4,
            alignment=alignment,
            spaceAfter=after,
            firstLineIndent=indent,
        )

    return {
        "body": style("body", 13, TA_JUSTIFY, 5, 28),
        "centre": style("centre", 13, TA_CENTER, 5),
        "head": style("head", 12, TA_CENTER, 2),
        "left": style("left", 11, TA_LEFT, 1),
        "cell": style("cell", 11, TA_LEFT, 0),
    }


def _marked(text: str) -> str:
    return NOTE_MARK.sub(r"<super>\1</super>", escape(text))


def to_pdf(source: Source) -> bytes:
    """The file's bytes; equal for equal sources and the same font. Notes stand after the body, above the signature."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.units import mm
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

    _register()
    style = _styles()
    left = [_marked(x) if x.startswith(("Số", "V/v")) else f"<b>{_marked(x)}</b>" for x in source.left]
    right = [f"<b>{_marked(x)}</b>" for x in source.right[:-1]] + [f"<i>{_marked(x)}</i>" for x in source.right[-1:]]
    story: list[Any] = [_columns(left, right, style["head"], style["head"]), Spacer(1, 12)]
    story += [Paragraph(f"<b>{_marked(x)}</b>", style["centre"]) for x in [source.title, *source.abstract] if x]
    story += [Paragraph(_marked(x), style["centre"]) for x in source.addressees]
    story += _flow(source.blocks, style)
    for key, note in sorted(source.notes.items()):
        story.append(Paragraph(f"<super>{key}</super> {_marked(note)}", style["left"]))
    story.append(Spacer(1, 8))
    recipients = ["<b><i>Nơi nhận:</i></b>", *map(_marked, source.recipients)] if source.recipients else []
    signature = [f"<b>{_marked(x)}</b>" for x in source.authority] + ["", "", f"<b>{_marked(source.signer)}</b>"]
    story.append(_columns(recipients, signature, style["left"], style["head"]))
    story += _flow(source.annex, style)
    out = io.BytesIO()
    template = SimpleDocTemplate(
        out,
        pagesize=A4,
        topMargin=20 * mm,
        bottomMargin=20 * mm,
        leftMargin=30 * mm,
        rightMargin=15 * mm,
        invariant=1,
        title=" ".join([source.title, *source.abstract]).strip(),
    )
    template.build(story, onLaterPages=_page_number)
    return out.getvalue()


def _page_number(canvas: Any, document: Any) -> None:
    from tests.support.make_pdf import REGULAR

    canvas.setFont(REGULAR, 13)
    canvas.drawCentredString(document.pagesize[0] / 2, document.pagesize[1] - 34, str(canvas.getPageNumber()))


def _columns(left: list[str], right: list[str], left_style: Any, right_style: Any) -> Any:
    from reportlab.lib.units import mm
    from reportlab.platypus import Paragraph, Spacer, TableStyle
    from reportlab.platypus import Table as Grid

    def cells(lines: list[str], style: Any) -> list[Any]:
        return [Paragraph(line, style) if line else Spacer(1, 20) for line in lines]

    grid = Grid([[cells(left, left_style), cells(right, right_style)]], colWidths=[70 * mm, 95 * mm])
    grid.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)]))
    return grid


def _flow(blocks: list[Block], style: dict[str, Any]) -> list[Any]:
    from reportlab.platypus import PageBreak, Paragraph, Spacer

    out: list[Any] = []
    for block in blocks:
        if block.table:
            out += [_grid(block.table, style["cell"]), Spacer(1, 8)]
        elif block.kind == "page":
            out.append(PageBreak())
        elif block.kind in ("heading", "centre"):
            chosen = style["centre" if block.kind == "centre" else "body"]
            out.append(Paragraph(f"<b>{_marked(block.text)}</b>", chosen))
        else:
            label = f"<b>{_marked(block.label)}</b>" if block.label else ""
            words = " ".join(part for part in (_marked(block.marker), label, _marked(block.text)) if part)
            out.append(Paragraph(words, style["body"]))
    return out


def _grid(table: Table, style: Any) -> Any:
    from reportlab.lib.colors import black
    from reportlab.lib.units import mm
    from reportlab.platypus import Paragraph, TableStyle
    from reportlab.platypus import Table as Grid

    covered = spans(table)

    def cell(i: int, j: int) -> Any:
        text = _marked(str(table.rows[i][j]))
        return Paragraph(f"<b>{text}</b>" if i < table.head else text, style) if (i, j) in covered else ""

    rows = [[cell(i, j) for j in range(len(row))] for i, row in enumerate(table.rows)]
    merged = [("SPAN", (j, i), (j + wide - 1, i + high - 1)) for (i, j), (high, wide) in covered.items()]
    total = sum(table.widths)
    grid = Grid(rows, colWidths=[165 * mm * w / total for w in table.widths], repeatRows=table.head)
    grid.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE"), *merged]))
    return grid

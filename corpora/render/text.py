"""Plain text, Markdown and HTML of a source."""

from __future__ import annotations

import html
import textwrap

from corpora.model import NOTE_MARK, Block, Source, Table

COLUMNS = 96


def _plain(text: str) -> str:
    return NOTE_MARK.sub(r" (\1)", text)


def _side_by_side(left: list[str], right: list[str], width: int) -> list[str]:
    """Two columns as a text export keeps them: the longer letterhead lines keep at least two blanks between."""
    height = max(len(left), len(right))
    half = max(width // 2 - 6, max((len(x) for x in left), default=0) + 2)
    pairs = zip(left + [""] * (height - len(left)), right + [""] * (height - len(right)), strict=True)
    return [f"{a:<{half}}{b}".rstrip() for a, b in pairs]


def _cells(table: Table) -> list[list[str]]:
    """The rows as filled texts: a merged cell is empty."""
    return [["" if c in (None, "^^") else _plain(str(c)) for c in row] for row in table.rows]


def _wrap(text: str, width: int, indent: str = "") -> list[str]:
    if not width:
        return [indent + text]
    return textwrap.wrap(text, width, initial_indent=indent, break_long_words=False, break_on_hyphens=True) or [""]


def _text_block(block: Block, width: int, layout: str) -> list[str]:
    if block.table:
        if layout == "paged":
            return [line for row in _cells(block.table) for cell in row if cell for line in _wrap(cell, width)]
        return ["\t".join(row) for row in _cells(block.table)]
    if block.kind == "page":
        return ["\f"] if layout == "paged" else [""]
    if block.kind == "centre":
        return [_plain(block.text).center(width or COLUMNS).rstrip()]
    words = " ".join(part for part in (block.marker, block.label, _plain(block.text)) if part)
    return _wrap(words, width, "" if block.kind in ("heading", "run") else ("  " if block.marker == "+" else ""))


def to_txt(source: Source) -> str:
    """Plain text. ``layout``: "plain" (one line a paragraph, cells by tabs) or "paged": lines broken at ``width``
    characters, a blank line after each, page numbers every ``page`` lines, as text taken out of a scan."""
    layout = source.options.get("layout", "plain")
    width = int(source.options.get("width", 78)) if layout == "paged" else 0
    if source.options.get("columns", layout == "paged"):
        lines = _side_by_side(source.left, source.right, width or COLUMNS)
    else:
        lines = [*source.left, *source.right]
    lines += ["", source.title, *source.abstract] if source.title else ["", *source.abstract]
    lines += ["", *source.addressees] if source.addressees else []
    lines.append("")
    for block in source.blocks:
        lines += _text_block(block, width, layout)
    if layout == "plain" or not source.notes:
        tail = ["", *_signature(source)]
    else:
        tail = ["", *[f"{key} {note}" for key, note in sorted(source.notes.items())], *_signature(source)]
    lines += tail
    for block in source.annex:
        lines += _text_block(block, width, layout)
    if layout == "plain":
        lines += [f"({key}) {note}" for key, note in sorted(source.notes.items())]
        return "\n".join(lines) + "\n"
    return _paged([line for line in lines if line.strip()], int(source.options.get("page", 36)))


def _signature(source: Source) -> list[str]:
    out = ["Nơi nhận:", *source.recipients, ""] if source.recipients else []
    return [*out, *source.authority, *(["", source.signer] if source.signer else []), ""]


def _paged(lines: list[str], per_page: int) -> str:
    """A blank line after each line; the number of the page on a line of its own where the next page begins."""
    out: list[str] = []
    page, used = 1, 0
    for line in lines:
        if used == per_page or line == "\f":
            page, used = page + 1, 0
            out += [str(page), ""]
            if line == "\f":
                continue
        out += [line, ""]
        used += 1
    return "\n".join(out) + "\n"


def to_md(source: Source) -> str:
    """Markdown: headings by level, pipe tables, notes as footnotes."""
    out = [*[f"**{line}**  " for line in source.left], "", *[f"**{line}**  " for line in source.right], ""]
    out += [f"# {source.title}", ""] if source.title else []
    out += [f"**{line}**  " for line in source.abstract] + [""] + source.addressees + [""]
    out += _md_blocks(source.blocks)
    out += ["***Nơi nhận:***", "", *source.recipients, ""] if source.recipients else []
    out += [f"**{line}**  " for line in source.authority] + ["", f"**{source.signer}**", ""]
    out += _md_blocks(source.annex)
    out += [f"[^{key}]: {note}" for key, note in sorted(source.notes.items())]
    return "\n".join(out).rstrip() + "\n"


def _md_blocks(blocks: list[Block]) -> list[str]:
    out: list[str] = []
    for block in blocks:
        if block.table:
            rows = _cells(block.table)
            lines = ["| " + " | ".join(c.replace("|", "\\|") for c in row) + " |" for row in rows]
            out += [lines[0], "|" + " --- |" * len(rows[0]), *lines[1:], ""]
        elif block.kind == "heading":
            out += ["#" * (block.level + 1) + " " + block.text, ""]
        elif block.kind == "run":
            out += [f"**{block.label}** {block.text}", ""]
        elif block.kind == "li":
            marker = "-" if block.marker in "-+" else block.marker
            out.append(("    " if block.marker == "+" else "") + f"{marker} {block.text}")
        elif block.kind == "page":
            out += ["", "---", ""]
        else:
            out += ["", f"**{block.text}**" if block.kind == "centre" else block.text, ""]
    return out


def _inline(text: str) -> str:
    return NOTE_MARK.sub(r'<sup><a href="#note-\1">\1</a></sup>', html.escape(text, quote=False))


def to_html(source: Source) -> str:
    """A page as portals publish documents: letterhead and signature in tables without borders."""
    out = [
        "<!DOCTYPE html>",
        '<html lang="vi">',
        "<head>",
        '<meta charset="utf-8">',
        f"<title>{html.escape(' '.join([source.title, *source.abstract]))}</title>",
        "<style>table.grid td, table.grid th { border: 1px solid } .c { text-align: center }</style>",
        "</head>",
        "<body>",
        '<div class="menu"><a href="/">Trang chủ</a> &gt; <a href="/van-ban">Văn bản</a></div>',
        '<div class="document">',
        '<table border="0" width="100%"><tr>',
        *(f'<td class="c">{"<br>".join(_inline(x) for x in column)}</td>' for column in (source.left, source.right)),
        "</tr></table>",
    ]
    out += [f'<p class="c"><b>{_inline(line)}</b></p>' for line in [source.title, *source.abstract] if line]
    out += [f'<p class="c">{_inline(line)}</p>' for line in source.addressees]
    out += _html_blocks(source.blocks)
    left = ["<b><i>Nơi nhận:</i></b>", *map(_inline, source.recipients)] if source.recipients else []
    right = [f"<b>{_inline(x)}</b>" for x in [*source.authority, source.signer] if x]
    out += [
        '<table border="0" width="100%"><tr>',
        f"<td>{'<br>'.join(left)}</td>",
        f'<td class="c">{"<br>".join(right)}</td>',
        "</tr></table>",
    ]
    out += _html_blocks(source.annex)
    out += [f'<p id="note-{key}"><sup>{key}</sup> {_inline(note)}</p>' for key, note in sorted(source.notes.items())]
    return "\n".join([*out, "</div>", '<div class="footer">Bản in</div>', "</body>", "</html>", ""])


def _html_blocks(blocks: list[Block]) -> list[str]:
    out: list[str] = []
    for block in blocks:
        if block.table:
            out += _html_table(block.table)
        elif block.kind == "heading":
            out.append(f"<h{block.level + 1}>{_inline(block.text)}</h{block.level + 1}>")
        elif block.kind == "run":
            out.append(f"<p><b>{_inline(block.label)}</b> {_inline(block.text)}</p>")
        elif block.kind == "li":
            out.append(f"<p>{_inline(block.marker)} {_inline(block.text)}</p>")
        elif block.kind == "page":
            out.append("<hr>")
        elif block.kind == "centre":
            out.append(f'<p class="c"><b>{_inline(block.text)}</b></p>')
        else:
            out.append(f"<p>{_inline(block.text)}</p>")
    return out


def spans(table: Table) -> dict[tuple[int, int], tuple[int, int]]:
    """Cell → (rows, columns) it covers, for the cells that are not merged into another."""
    out: dict[tuple[int, int], tuple[int, int]] = {}
    for i, row in enumerate(table.rows):
        for j, cell in enumerate(row):
            if cell is None or cell == "^^":
                continue
            wide = 1
            while j + wide < len(row) and row[j + wide] is None:
                wide += 1
            high = 1
            while i + high < len(table.rows) and table.rows[i + high][j] == "^^":
                high += 1
            out[i, j] = (high, wide)
    return out


def _html_table(table: Table) -> list[str]:
    covered = spans(table)
    out = ['<table class="grid">']
    for i, row in enumerate(table.rows):
        tag = "th" if i < table.head else "td"
        cells = []
        for j, cell in enumerate(row):
            if (i, j) in covered:
                high, wide = covered[i, j]
                span = (f' rowspan="{high}"' if high > 1 else "") + (f' colspan="{wide}"' if wide > 1 else "")
                cells.append(f"<{tag}{span}>{_inline(str(cell))}</{tag}>")
        out.append("<tr>" + "".join(cells) + "</tr>")
    return [*out, "</table>"]

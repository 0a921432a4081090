"""Figures of tables: the tables of corpora/phrases/figure_tables.yml, in the forms in which files hold them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from analyzer.extraction.model import Figure
from analyzer.pipeline import analyze

PHRASES = Path(__file__).resolve().parents[2] / "corpora" / "phrases" / "figure_tables.yml"
TABLES: dict[str, dict[str, Any]] = yaml.safe_load(PHRASES.read_text("utf-8"))["tables"]
HEAD = {
    "report": ["BÁO CÁO", "Kết quả truyền thông bảo hiểm xã hội"],
    "plan": ["KẾ HOẠCH", "Truyền thông bảo hiểm xã hội"],
}
SECTION = {"report": "I. KẾT QUẢ THỰC HIỆN", "plan": "I. MỤC TIÊU CỤ THỂ"}


def _html(rows: list[list[str]], above: list[str], heads: int) -> str:
    lines = []
    covered = {c for c, cell in enumerate(rows[1]) if not cell} if heads > 1 else set()
    for number, row in enumerate(rows):
        cells = []
        column = 0
        for cell in row:
            text, _, width = cell.partition(" | ")
            over = int(width or 1)
            if not (number == 1 and heads > 1 and not text):
                down = ' rowspan="2"' if number == 0 and column in covered else ""
                tag = "th" if number < heads and heads > 1 else "td"
                cells.append(f'<{tag}{down} colspan="{over}">{text}</{tag}>')
            column += over
        lines.append("<tr>" + "".join(cells) + "</tr>")
    return "".join(f"<p>{line}</p>" for line in above) + f"<table>{''.join(lines)}</table>"


def _lines(rows: list[list[str]], form: str) -> list[str]:
    if form == "lines":
        return [cell for row in rows for cell in row if cell]
    if form == "bars":
        return [" | ".join(row) for row in rows]
    if form == "md":
        marked = [f"| {' | '.join(row)} |" for row in rows]
        return ["", marked[0], "|" + " --- |" * len(rows[0]), *marked[1:], ""]
    return ["".join(cell.ljust(24) for cell in row).rstrip() for row in rows]


def _written(table: dict[str, Any], folder: Path) -> Path:
    above = [*HEAD[table["document"]], SECTION[table["document"]], *table["above"]]
    if table["form"] == "html":
        path = folder / "t.html"
        path.write_text(f"<html><body>{_html(table['rows'], above, table.get('heads', 1))}</body></html>", "utf-8")
        return path
    path = folder / ("t.md" if table["form"] == "md" else "t.txt")
    text = "\n\n".join(above) if table["form"] == "md" else "\n".join(above)
    path.write_text(text + "\n" + "\n".join(_lines(table["rows"], table["form"])) + "\n", "utf-8")
    return path


def _fields(figure: Figure) -> list[object]:
    value = figure.min if figure.min is not None else figure.max
    start, end = (figure.when.start, figure.when.end) if figure.when else (None, None)
    return [figure.kind, figure.indicator, figure.op, value, figure.unit, figure.place, start, end]


@pytest.mark.parametrize("name", TABLES)
def test_figures_of_a_table(name: str, tmp_path: Path) -> None:
    table = TABLES[name]
    found = analyze(_written(table, tmp_path), kind=table["document"])._.analysis
    rows = found.outline.tables[-1].span if found.outline.tables else (len(found.text), len(found.text))
    figures = [f for f in found.figures if f.value_span[0] >= rows[0]]
    got = [_fields(f) for f in figures]
    assert [
        [*g[:4], str(w[4]) if str(g[4]).startswith(str(w[4])) else g[4], *g[5:]]
        for g, w in zip(got, table["wanted"], strict=False)
    ] == table["wanted"]
    assert len(got) == len(table["wanted"])
    for figure in figures:
        assert figure.quote[0] <= figure.value_span[0] < figure.value_span[1] <= figure.quote[1]

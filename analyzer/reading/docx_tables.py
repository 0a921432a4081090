"""The grid of a Word table: which cell stands where, and how far it spans."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from analyzer.reading.docx_inline import State, alternative
from analyzer.reading.docx_package import MC, W, child, integer, is_on, value

_MAX_COLUMNS = 1000
_TRANSPARENT = frozenset(W + name for name in ("sdtContent", "customXml", "ins", "moveTo"))


@dataclass(slots=True)
class GridCell:
    """A cell that shows its content; ``column`` counts the columns of the grid from 0."""

    element: etree._Element
    column: int
    column_span: int
    header: bool
    row_span: int = 1


def rows_of(table: etree._Element, state: State) -> list[list[GridCell]]:
    """The rows that are not deleted, each with its cells; cells that continue a vertical merge are left out."""
    rows: list[list[GridCell]] = []
    above: dict[int, GridCell] = {}
    for row in _children(table, W + "tr"):
        properties = child(row, "trPr")
        if child(properties, "del") is not None:
            state.deletions += 1
            continue
        state.insertions += child(properties, "ins") is not None
        header = is_on(child(properties, "tblHeader"))
        column = _bounded(value(properties, "gridBefore"), 0)
        cells: list[GridCell] = []
        open_now: dict[int, GridCell] = {}
        for element in _children(row, W + "tc"):
            inner = child(element, "tcPr")
            span = max(1, _bounded(value(inner, "gridSpan"), 1))
            if _continues(inner, "hMerge") and cells:
                cells[-1].column_span += span
            elif _continues(inner, "vMerge") and column in above:
                above[column].row_span += 1
                open_now[column] = above[column]
            else:
                cell = GridCell(element, column, span, header)
                cells.append(cell)
                if child(inner, "vMerge") is not None:
                    open_now[column] = cell
            column += span
        above = open_now
        rows.append(cells)
    return rows


def _continues(properties: etree._Element | None, name: str) -> bool:
    merge = child(properties, name)
    return merge is not None and merge.get(W + "val", "continue") == "continue"


def _bounded(number: str | None, default: int) -> int:
    return min(max(0, integer(number, default)), _MAX_COLUMNS)


def _children(element: etree._Element, wanted: str) -> Iterator[etree._Element]:
    todo = list(element)[::-1]
    while todo:
        item = todo.pop()
        if item.tag == wanted:
            yield item
        elif item.tag == W + "sdt":
            todo.extend(item.iterchildren(W + "sdtContent"))
        elif item.tag in _TRANSPARENT:
            todo.extend(list(item)[::-1])
        elif item.tag == MC + "AlternateContent":
            todo.extend(alternative(item)[::-1])

"""Assignments that are laid out as data: task tables, and lines such as "Đơn vị chủ trì: …" under a task."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analyzer.extraction.assignments import patterns as p
from analyzer.extraction.assignments.frames import Lines, first_words
from analyzer.extraction.bodies.logic import scan_bodies
from analyzer.extraction.model import Analysis, Assignment, AssignmentRole, Body
from analyzer.structure.model import Outline, Table, Unit

_WHO: dict[str, AssignmentRole] = {"lead": "lead", "execute": "execute", "coordinate": "coordinate"}
_TASK_ROLES = ("task", "indicator", "other")
_TASK_WORDS = 4
_MEMBER = re.compile(r"\s*(?:(?:phó )?trưởng (?:ban|đoàn)|(?:tổ|đội) (?:phó|trưởng)|thành viên|ủy viên|thư ký)\b")
"""What a list of members has in place of tasks."""
_HELPING = re.compile(r"ph[ốôo]i hợp")
_CENTRAL = re.compile(r"\s*(?:là )?(?:cơ quan |đơn vị )?(?:thường trực|đầu mối|chủ trì)\b")
"""Opens the task of the body that leads, in a table that has one column of bodies."""
_PARENT = re.compile(r"\w \((?:thuộc )?$")
"""Before a body in brackets that the one before belongs to ("Phòng Lao động (Sở Nội vụ)")."""
_LEADING = re.compile(r"chủ trì|thường trực|đầu mối")


def table_assignments(analysis: Analysis) -> list[Assignment]:
    """The assignments of every table that has a column of bodies."""
    return [item for table in analysis.outline.tables for item in _of_table(analysis, table)]


def data_lines(outline: Outline, lines: Lines, unit: Unit) -> Iterator[Assignment]:
    """What a unit says in the way of "Đơn vị chủ trì: …; đơn vị phối hợp: …": the task stands before it, in the same
    unit or in those above that are no such data themselves. Nothing where sentences are made of it."""
    text = lines.text
    colon = lines.low.find(":", unit.start, unit.end)
    low = lines.low[unit.start : unit.end] if colon >= 0 else ""
    marks = list(p.PROPERTY.finditer(low)) if any(word in low for word in p.PROPERTIES) else []
    if not marks:
        return
    before = text[unit.start : unit.start + marks[0].start()].rstrip(" (-–;,.")
    if len(before.split()) >= _TASK_WORDS:
        task, begin = (unit.start, unit.start + len(before)), unit.start
    else:
        above = _task_above(outline, lines.low, unit)
        if above is None:
            return
        task, begin = (above.start, above.end), above.start
    ends = [mark.start() for mark in marks[1:]] + [len(low)]
    found: list[tuple[Body, AssignmentRole]] = []
    for mark, stop in zip(marks, ends, strict=True):
        said = mark["office"] or mark["alone"] or "thực hiện"
        role: AssignmentRole = {"chủ trì": "lead", "phối hợp": "coordinate"}.get(said, "execute")  # type: ignore[assignment]
        start, end = unit.start + mark.end(), unit.start + stop
        bodies = scan_bodies(text, start, end, agencies=True, read=text)
        if any(p.verbs().opens_task(first_words(text, body.span[1], min(end, body.span[1] + 60))) for body in bodies):
            return
        found += [(body, role) for body in bodies if not body.open]
    for body, role in found:
        yield Assignment(body, role, task, (begin, unit.end))


def _task_above(outline: Outline, low: str, unit: Unit) -> Unit | None:
    units = outline.units
    for index in range(unit.index - 1, max(-1, unit.index - 8), -1):
        above = units[index]
        if above.kind not in {"heading", "paragraph", "item"}:
            return None
        if not p.DATA_LINE.match(low[above.start : above.end]):
            return above
    return None


def _of_table(analysis: Analysis, table: Table) -> Iterator[Assignment]:
    who = [column for column, role in enumerate(table.columns) if role in _WHO]
    task_column = next((table.columns.index(role) for role in _TASK_ROLES if role in table.columns), None)
    if not who or task_column is None:
        return
    product_columns = [column for column, role in enumerate(table.columns) if role == "product"]
    for row in range(table.header_rows, len(table.rows)):
        task = _cell(analysis, table, row, task_column)
        if task is None or _MEMBER.match(analysis.clear_low[task.start : task.end]):
            continue
        units = [analysis.outline.units[index] for index in table.rows[row] if index is not None]
        quote = (min(unit.start for unit in units), max(unit.end for unit in units))
        central = _CENTRAL.match(analysis.clear_low[task.start : task.end]) is not None
        product = " ".join(_words(analysis, table, row, column) for column in product_columns).strip() or None
        done: set[tuple[str, str]] = set()
        for column in who:
            cell = _cell(analysis, table, row, column)
            if cell is None:
                continue
            for body, role in _who(analysis, cell, _WHO[table.columns[column]]):
                if central and role == "execute":
                    role = "lead"
                if (body.id, role) not in done:
                    done.add((body.id, role))
                    yield Assignment(body, role, (task.start, task.end), quote, product)


def _who(analysis: Analysis, cell: Unit, role: AssignmentRole) -> Iterator[tuple[Body, AssignmentRole]]:
    """The bodies of a cell. A cell for both ("Phòng Nội vụ chủ trì, phối hợp với BHXH") says the parts itself."""
    low = analysis.clear_low[cell.start : cell.end]
    for body in scan_bodies(analysis.text, cell.start, cell.end, agencies=True, read=analysis.clear_text):
        if body.open:
            continue
        before, behind = low[: body.span[0] - cell.start], low[body.span[1] - cell.start :]
        if _PARENT.search(before) and behind.startswith(")"):
            continue
        if _HELPING.search(before) or re.match(r"\s*phối hợp", behind):
            yield body, "coordinate"
        elif role == "execute" and (_LEADING.search(before) or re.match(r"\s*\(?(?:chủ trì|là cơ quan)", behind)):
            yield body, "lead"
        else:
            yield body, role


def _cell(analysis: Analysis, table: Table, row: int, column: int) -> Unit | None:
    """The cell of a row in a column; for one that a cell above covers, that cell."""
    if column >= len(table.rows[row]):
        return None
    index = table.rows[row][column]
    if index is not None:
        return analysis.outline.units[index]
    for above in range(row - 1, table.header_rows - 1, -1):
        index = table.rows[above][column]
        if index is not None:
            unit = analysis.outline.units[index]
            return unit if above + _row_span(analysis, unit) > row else None
    return None


def _row_span(analysis: Analysis, unit: Unit) -> int:
    cells = analysis.outline.clean.lines[unit.line].cells
    return next((cell.cell.row_span for cell in cells if cell.start <= unit.start <= cell.end), 1)


def _words(analysis: Analysis, table: Table, row: int, column: int) -> str:
    unit = _cell(analysis, table, row, column)
    return " ".join(analysis.text[unit.start : unit.end].split()) if unit else ""

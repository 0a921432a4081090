"""Times for the work: a section of its own, or every task with its time."""

from __future__ import annotations

from analyzer.checks.context import Context
from analyzer.checks.kinds.base import CheckKind, Outcome, Param
from analyzer.checks.kinds.sectiontext import has_text, own_sections, section_trust
from analyzer.checks.measures import row_span
from analyzer.checks.model import Rule
from analyzer.structure.model import Section, Span, Unit

PARAMS = (
    Param("roles", "roles", required=True),
    Param("headings", "concept"),
    Param("shared", "concept"),
    Param("confirm", "concept"),
    Param("task_roles", "roles", required=True),
    Param("min_words", "number", default=3),
    Param("least_tasks", "number", default=3),
)
"""``roles``, ``headings``, ``shared``, ``confirm``: the own section, as in ``section``. ``task_roles``: the sections
whose items are tasks; ``least_tasks``: with fewer, "every task dated" means nothing."""


def run(rule: Rule, context: Context) -> Outcome:
    """Met: a timeline section, or every task dated; partial: some tasks, or only the period as a whole."""
    params = rule.params
    sure, _ = own_sections(params, context)
    for section in sure:
        if has_text(section, context, params["min_words"]) or _dated(section.heading_span, context):
            trust = section_trust(section)
            return Outcome(
                "met", (section.heading_span,), fields={"section": section.heading}, confidence=round(trust, 3)
            )
    tasks = [unit for section in context.sections(params["task_roles"]) for unit in _tasks(section, context)]
    tasks = list({unit.index: unit for unit in tasks}.values())
    dated = [unit for unit in tasks if _has_time(unit, context)]
    fields = {"dated": len(dated), "tasks": len(tasks)}
    times = [time.quote for time in context.analysis.deadlines]
    if len(tasks) >= params["least_tasks"] and len(dated) == len(tasks):
        return Outcome("met", tuple(times[:3]), "dated", fields, confidence=0.8)
    if dated:
        evidence = tuple(_shown(unit, context) for unit in dated[:3])
        return Outcome("partial", evidence, "some", fields, confidence=0.8)
    period = context.analysis.profile.period_span
    if period is not None or times:
        return Outcome("partial", (period or times[0],), fields=fields, confidence=0.85)
    ids = tuple(s.id for s in context.sections(params["task_roles"]))
    return Outcome("missing", fields=fields, looked_in=ids or tuple(s.id for s in context.analysis.outline.sections))


def _tasks(section: Section, context: Context) -> list[Unit]:
    """The tasks of a section: its list items and task cells that introduce nothing, else its paragraphs."""
    outline = context.analysis.outline
    units = [u for u in outline.units if section.heading_span[1] <= u.start < section.span[1] and not u.header_cell]
    leads = {index for unit in units for index in unit.leads}
    cells = [u for u in units if u.kind == "cell" and _is_task_cell(u, context)]
    items = [u for u in units if u.kind == "item" and u.index not in leads]
    return cells + items or [u for u in units if u.kind == "paragraph" and u.index not in leads]


def _is_task_cell(unit: Unit, context: Context) -> bool:
    if unit.table is None or unit.column is None:
        return False
    columns = context.analysis.outline.tables[unit.table].columns
    return unit.column < len(columns) and columns[unit.column] == "task"


def _has_time(unit: Unit, context: Context) -> bool:
    """Whether a task has a time: in its words, in what introduces it, or in its row."""
    outline = context.analysis.outline
    spans: list[Span] = [(unit.start, unit.end)]
    spans += [(outline.units[i].start, outline.units[i].end) for i in unit.leads if not outline.units[i].header_cell]
    if unit.table is not None and unit.row is not None:
        row = outline.tables[unit.table].rows[unit.row]
        spans += [(outline.units[i].start, outline.units[i].end) for i in row if i is not None]
    return any(_dated(span, context) for span in spans)


def _shown(unit: Unit, context: Context) -> Span:
    """A task with its time: a cell is shown with its row."""
    return row_span(unit, context.analysis) if unit.kind == "cell" else (unit.start, unit.end)


def _dated(span: Span, context: Context) -> bool:
    return any(span[0] <= time.span[0] < span[1] for time in context.deadlines)


KIND = CheckKind("timeline", PARAMS, run, extra=("met_dated", "partial_some"), fields=("section", "dated", "tasks"))

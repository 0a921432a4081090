"""The first pass over the rows: counts, examples, values; no row is kept."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

from analyzer.audit.model import Row, RowFigure, RowFinding
from analyzer.audit.summary.model import Body, Example, Fault, Group, Series, Totals, Unread
from analyzer.audit.summary.tables import who_of
from analyzer.errors import Text
from analyzer.report.safe import one_line, shorten
from analyzer.report.sheets import Value

_EXAMPLES = 3
_NAMES = 40
"""Written forms of a body that are counted."""
_KEPT = 100_000
"""Entries of the lists of unread, poor and equal files that are kept."""
_YEARS = range(1990, 2101)


def collect(rows: Iterable[Row], weakest_limit: int | None = None) -> Totals:
    """What all rows come to. A file with the content of another counts as a copy and as nothing else."""
    totals = Totals()
    if weakest_limit is not None:
        totals.weakest = type(totals.weakest)(weakest_limit)
    for ordinal, row in enumerate(rows):
        _add(totals, ordinal, row)
    return totals


def _add(totals: Totals, ordinal: int, row: Row) -> None:
    totals.rows += 1
    if row.same_as is not None:
        totals.duplicates += 1
        if totals.duplicates <= _KEPT:
            totals.copies.setdefault(row.same_as, []).append(row.path)
        if row.error is None:
            return
    if row.error is not None:
        totals.unreadable += 1
        totals.unread_codes[row.error.code] += 1
        if len(totals.unread) < _KEPT:
            message = Text(row.error.message.vi, row.error.message.en)
            totals.unread.append(Unread(row.path, row.error.code, message))
        return
    document = row.document
    if document is None:
        return
    totals.read += 1
    if document.grade == "poor" and len(totals.poor) < _KEPT:
        totals.poor.append(row.path)
    coverage = row.summary.coverage if row.summary is not None and document.scope != "other" else None
    totals.weakest.add(ordinal, coverage)
    who = who_of(row)
    findings = [finding for finding in row.findings if not finding.waived]
    totals.required += sum(finding.severity == "error" for finding in findings)
    for group in (totals.overall, *_groups(totals, row.path, who)):
        group.documents += 1
        group.faults += len(findings)
        if coverage is not None:
            group.coverages.append(coverage)
        if row.summary is not None:
            group.verdicts[row.summary.verdict] += 1
    _add_faults(totals, row, findings, str(who.get("place") or ""))
    for figure in row.figures:
        _add_figure(totals, figure, document.year)
    _add_tasks(totals, row)


def _groups(totals: Totals, path: str, who: dict[str, Value]) -> Iterable[Group]:
    keys = {name: str(who.get(name) or "") for name in ("place", "level", "year", "kind")}
    keys["folder"] = one_line(path.partition("/")[0]) if "/" in path else ""
    for dimension, key in keys.items():
        groups = totals.groups[dimension]
        group = groups.get(key)
        if group is None:
            group = groups[key] = Group(key)
        yield group


def _add_faults(totals: Totals, row: Row, findings: list[RowFinding], place: str) -> None:
    open_codes = {finding.code for finding in findings}
    waived = {finding.code for finding in row.findings} - open_codes
    for code, status in row.rules.items():
        if status == "not_applicable":
            continue
        fault = totals.faults.get(code)
        if fault is None:
            fault = totals.faults[code] = Fault(code)
        fault.asked += 1
        if code in waived:
            continue
        fault.missing += status == "missing"
        fault.partial += status == "partial"
        fault.in_doubt += status == "needs_review"
    seen: set[str] = set()
    for finding in findings:
        fault = totals.faults.get(finding.code)
        if fault is None or finding.code in seen:
            continue
        seen.add(finding.code)
        _keep_example(fault, row.path, finding, place)


def _keep_example(fault: Fault, path: str, finding: RowFinding, place: str) -> None:
    """The first examples; one with words of its document takes the place of one without."""
    bare = next((i for i, kept in enumerate(fault.examples) if not kept.quote), None)
    if len(fault.examples) >= _EXAMPLES and (bare is None or not finding.quote):
        return
    example = Example(
        path,
        Text(shorten(finding.message.vi, 300), shorten(finding.message.en, 300)),
        shorten(finding.quote or "", 240),
        place,
    )
    if len(fault.examples) < _EXAMPLES:
        fault.examples.append(example)
    elif bare is not None:
        fault.examples[bare] = example


def _add_figure(totals: Totals, figure: RowFigure, year: int | None) -> None:
    value = _value(figure)
    if figure.indicator == "other" or figure.kind not in ("target", "result") or value is None:
        return
    if figure.when is not None:
        said = figure.when.end or figure.when.start
        year = int(said[:4]) if said else year
    if year is None or year not in _YEARS:
        return
    key = (figure.indicator, one_line(figure.unit), figure.per)
    series = totals.series.get(key)
    if series is None:
        series = totals.series[key] = Series(*key)
    series.values.setdefault((figure.kind, year), array("d")).append(value)


def _value(figure: RowFigure) -> float | None:
    """The number that a figure stands for; None for a change by so much, which is no level."""
    low, high = figure.min, figure.max
    if figure.op == "delta" or (low is None and high is None):
        return None
    if low is None or high is None:
        return float(low if high is None else high)  # type: ignore[arg-type]
    return (low + high) / 2


def _add_tasks(totals: Totals, row: Row) -> None:
    seen: set[str] = set()
    for task in row.assignments:
        body = totals.bodies.get(task.body)
        if body is None:
            body = totals.bodies[task.body] = Body(task.body)
        body.roles[task.role] += 1
        name = shorten(task.body_text, 120)
        if name in body.names or len(body.names) < _NAMES:
            body.names[name] += 1
        if task.body not in seen:
            seen.add(task.body)
            body.documents += 1

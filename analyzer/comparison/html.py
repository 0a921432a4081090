"""A comparison as one HTML page that works by itself: no network, no library, nothing but its own style and script."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from analyzer.comparison.text import document_words, item_words
from analyzer.comparison.words import (
    CHANGES,
    FAULTS,
    ICONS,
    LOOKS,
    OUTCOMES,
    ROLES,
    STATES,
    TITLES,
    head_keys,
    ordered,
    ratio_words,
    word,
)
from analyzer.report import html as report_page
from analyzer.report.comparison import (
    AssignmentChange,
    Comparison,
    DeadlineChange,
    FigureChange,
    Pair,
    PointChange,
    Side,
    SideEvidence,
)
from analyzer.report.model import Evidence
from analyzer.report.phrases import figure_words, when_words
from analyzer.report.safe import one_line, shorten
from analyzer.report.words import SEVERITIES, Lang, label, say

_TEMPLATES = Path(__file__).parent / "templates"
_WIDEST = 1.25
"""The ratio at which a bar is full."""
_QUOTE = 600
_WORDS = 1200
_STATE_LOOKS = {"new": "missing", "same": "partial", "gone": "met"}
_STATE_ICONS = {"new": "✗", "same": "=", "gone": "✓"}


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of one of the documents, and where they stand."""

    role: str
    text: str
    where: str


def render_html(comparison: Comparison, *, lang: Lang = "vi") -> str:
    """The page, in ``lang``. Everything that comes from the documents is escaped, its control characters made visible;
    the page forbids itself every load and every script but its own."""
    style, script = _style(), report_page.asset("compare.js", _TEMPLATES)
    pairs = ordered(comparison.pairs)
    asked, held = head_keys(comparison.relation.value)
    first = comparison.documents[0].document
    return _environment().get_template("compare.html.j2").render(
        lang=lang,
        t=lambda key, **values: label(key, lang, **values),
        w=lambda key, **values: word(key, lang, **values),
        policy=report_page.policy(style, script),
        style=style,
        script=script,
        kicker=TITLES[comparison.relation.value].in_language(lang),
        title=shorten(first.title or first.path, 400),
        relation=_relation(comparison, lang),
        documents=[(_role(comparison, index, lang), shorten(document_words(entry.document, lang), 500))
                   for index, entry in enumerate(comparison.documents)],
        notices=[one_line(notice.message.in_language(lang)) for notice in comparison.warnings],
        counts=[(key, ICONS[key], OUTCOMES[key].in_language(lang), comparison.counts[key], LOOKS[key])
                for key in OUTCOMES if key != "unplanned" and comparison.counts.get(key)],
        asked=word(asked, lang), held=word(held, lang),
        rows=[_row(comparison, pair, lang) for pair in pairs if pair.outcome != "unplanned"],
        unplanned=[_extra(pair, lang) for pair in pairs if pair.outcome == "unplanned"],
        rules=[_rule(comparison, index, lang) for index in range(len(comparison.rules))],
        changes=_changes(comparison, lang),
        tool=comparison.tool,
    )  # fmt: skip


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES, encoding="utf-8"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip


@cache
def _style() -> str:
    return report_page.asset("report.css") + "\n" + report_page.asset("compare.css", _TEMPLATES)


def _relation(comparison: Comparison, lang: Lang) -> str:
    why = " ".join(text.in_language(lang) for text in comparison.relation.why)
    return word("given", lang) if comparison.relation.given else why


def _role(comparison: Comparison, index: int, lang: Lang) -> str:
    return ROLES[comparison.documents[index].role].in_language(lang)


def _quote(comparison: Comparison, side: Side, item: Evidence, lang: Lang) -> Quote:
    index = 0 if side == "first" else 1
    return Quote(_role(comparison, index, lang), shorten(item.quote, _QUOTE), _where(item.page, item.line, lang))


def _where(page: int | None, line: int, lang: Lang) -> str:
    words = [label("page", lang, page=page)] if page is not None else []
    return ", ".join([*words, label("line", lang, line=line)])


def _quotes(comparison: Comparison, pair: Pair, lang: Lang) -> list[Quote]:
    """What the two documents say, each in its own words."""
    found: list[Quote] = []
    for index, figures in enumerate(([pair.promised], [pair.found, *pair.candidates])):
        for figure in figures:
            if figure is not None:
                where = _where(figure.page, figure.line, lang)
                found.append(Quote(_role(comparison, index, lang), shorten(figure.quote, _QUOTE), where))
    return found


def _row(comparison: Comparison, pair: Pair, lang: Lang) -> dict[str, object]:
    due = when_words(pair.due.start, pair.due.end, None, lang) if pair.due else ""
    return {
        "id": pair.id,
        "outcome": pair.outcome,
        "outcome_name": OUTCOMES[pair.outcome].in_language(lang),
        "icon": ICONS[pair.outcome],
        "look": LOOKS[pair.outcome],
        "fault": pair.outcome in FAULTS,
        "name": shorten(pair.name.in_language(lang), 160),
        "promised": figure_words(pair.promised, lang) if pair.promised else "",
        "due": due,
        "found": figure_words(pair.found, lang) if pair.found else "",
        "ratio": ratio_words(pair, lang),
        "bar": None if pair.ratio is None else round(max(0.0, min(pair.ratio, _WIDEST)) / _WIDEST * 100, 1),
        "calculation": one_line(pair.calculation or ""),
        "reason": one_line(pair.reason.in_language(lang)) if pair.reason else "",
        "quotes": _quotes(comparison, pair, lang),
        "nearest": _quote(comparison, "second", pair.nearest, lang) if pair.nearest else None,
    }


def _extra(pair: Pair, lang: Lang) -> dict[str, str]:
    figure = pair.found
    assert figure is not None
    return {
        "value": figure_words(figure, lang),
        "name": shorten(figure.indicator_text or figure.quote, 160),
        "quote": shorten(figure.quote, _QUOTE),
        "where": _where(figure.page, figure.line, lang),
    }


def _rule(comparison: Comparison, index: int, lang: Lang) -> dict[str, object]:
    rule = comparison.rules[index]
    return {
        "code": rule.code,
        "name": one_line(rule.name.in_language(lang)),
        "severity": say(SEVERITIES, rule.severity, lang),
        "look": {"missing": "missing", "needs_review": "needs_review"}.get(rule.status, "met"),
        "count": len(rule.findings),
        "message": one_line(rule.message.in_language(lang)),
        "suggestion": shorten(rule.suggestion.in_language(lang), _WORDS) if rule.findings else "",
    }


def _changes(comparison: Comparison, lang: Lang) -> dict[str, object] | None:
    changes = comparison.changes
    if changes is None:
        return None
    lists: list[tuple[str, list[FigureChange] | list[DeadlineChange] | list[AssignmentChange]]] = [
        ("figures", changes.figures), ("deadlines", changes.deadlines), ("assignments", changes.assignments),
    ]  # fmt: skip
    return {
        "counts": label("baseline", lang, new=changes.counts.new, same=changes.counts.same, gone=changes.counts.gone),
        "states": [
            (state, STATES[state].in_language(lang), some)
            for state in STATES
            if (some := [_point(comparison, p, lang) for p in changes.points if p.state == state])
        ],
        "tables": [(key, word(key, lang), [_change(item, lang) for item in items]) for key, items in lists],
    }


def _point(comparison: Comparison, point: PointChange, lang: Lang) -> dict[str, object]:
    def quote(item: SideEvidence) -> Quote:
        return _quote(comparison, item.side, item.evidence, lang)

    return {
        "code": point.code,
        "name": one_line(point.name.in_language(lang)),
        "look": _STATE_LOOKS[point.state],
        "icon": _STATE_ICONS[point.state],
        "severity": say(SEVERITIES, point.severity, lang),
        "message": shorten(point.message.in_language(lang), _WORDS),
        "quotes": [quote(item) for item in point.evidence[:3]],
    }


def _change(change: FigureChange | DeadlineChange | AssignmentChange, lang: Lang) -> dict[str, object]:
    sides: list[tuple[str, str, str] | None] = []
    for item in (change.old, change.new):
        if item is None:
            sides.append(None)
        else:
            words, where = shorten(item_words(item, lang), 200), _where(item.page, item.line, lang)
            sides.append((words, shorten(item.quote, 300), where))
    return {"kind": CHANGES[change.change].in_language(lang), "change": change.change, "sides": sides}

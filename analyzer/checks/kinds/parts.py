"""Several things that belong together, under one heading or several: mục đích and yêu cầu, thuận lợi and khó khăn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analyzer.checks.context import Context, Where
from analyzer.checks.kinds.base import CheckKind, Outcome, Param, combined, join_names, name_of
from analyzer.checks.kinds.sectiontext import content_span, has_text, section_trust, words_between
from analyzer.checks.model import Rule
from analyzer.checks.passages import Match
from analyzer.structure.model import Section, Span

PART = (
    Param("name", "names", required=True),
    Param("headings", "concept", required=True),
    Param("label", "concept", required=True),
    Param("words", "concept"),
    Param("anywhere", "concept"),
    Param("anywhere_roles", "roles", default=()),
)
PARAMS = (
    Param("roles", "roles", required=True),
    Param("parts", "items", required=True, fields=PART),
    Param("min_words", "number", default=5),
    Param("nearest", "texts", default=()),
)
"""``roles``: the sections that hold the parts. Of each part: ``headings``, the wording of a heading that names it;
``label``, how a paragraph begins that gives it without a heading; ``words``, what the text of a section for several
parts must hold to give this one; ``anywhere``, a wording that gives it wherever it stands (under
``anywhere_roles``, where given)."""

_Part = Mapping[str, Any]


def run(rule: Rule, context: Context) -> Outcome:
    """Met: all parts; partial: some."""
    params = rule.params
    parts: list[_Part] = params["parts"]
    evidence: list[Span] = []
    trusts: list[float] = []
    lacking: list[_Part] = []
    for part in parts:
        given = _by_heading(part, parts, params, context) or _by_wording(part, params, context)
        if given is None:
            lacking.append(part)
        else:
            evidence.append(given[0])
            trusts.append(given[1])
    if not lacking:
        return Outcome("met", tuple(dict.fromkeys(evidence)), confidence=min(trusts))
    fields = {
        "found": join_names([name_of(part) for part in parts if part not in lacking]),
        "lacking": join_names([name_of(part) for part in lacking]),
    }
    if len(lacking) < len(parts):
        return Outcome("partial", tuple(dict.fromkeys(evidence)), fields=fields, confidence=combined(trusts))
    sections = context.sections(params["roles"])
    ids = tuple(s.id for s in sections) or tuple(s.id for s in context.analysis.outline.sections if s.parent is None)
    return Outcome("missing", fields=fields, looked_in=ids, nearest=context.nearest(params["nearest"]), confidence=0.9)


def _by_heading(part: _Part, parts: list[_Part], params: Any, context: Context) -> tuple[Span, float] | None:
    """The part as a section of its own, or as its share of a section for several."""
    shared: list[Section] = []
    headed = [(p, context.headed(p["headings"])) for p in parts]
    for section in context.analysis.outline.sections:
        names = [p for p, headings in headed if section.heading_span in headings]
        mine = section.role.value in params["roles"]
        if names == [part] and has_text(section, context, params["min_words"]):
            if part["words"] is None or mine or _holds(part["words"], content_span(section), context):
                return section.heading_span, section_trust(section) if mine else 0.85
        elif (part in names or (mine and not names)) and len(names) != 1:
            shared.append(section)
    for section in shared:
        given = _share(part, parts, section, params["min_words"], context)
        if given is not None:
            return given, section_trust(section)
    return None


def _share(part: _Part, parts: list[_Part], section: Section, least: int, context: Context) -> Span | None:
    """Where a section for several parts gives this one: by its words, or by text under no other part's label."""
    if part["words"] is not None:
        return _holds(part["words"], content_span(section), context)
    start, end = content_span(section)
    cuts = [end]
    for other in parts:
        labels = [m.start for m in context.matches(other["label"]) if start <= m.start < end]
        inner = [
            s.span[0] for s in context.analysis.outline.sections
            if start <= s.span[0] < end and context.says(s.heading_span, other["headings"])
        ]  # fmt: skip
        if other is not part:
            cuts += labels + inner
    return section.heading_span if words_between(context, (start, min(cuts))) >= least else None


def _holds(concept: str, span: Span, context: Context) -> Span | None:
    hits = context.hits(concept, "words", Where(within=span))
    return context.quote(hits[0]) if hits else None


def _by_wording(part: _Part, params: Any, context: Context) -> tuple[Span, float] | None:
    """The part as a labelled paragraph, or said in a sentence that gives it."""
    for match in context.hits(part["label"]):
        if words_between(context, (match.end, _label_end(match, params["parts"], context))) >= params["min_words"]:
            return context.quote(match), 0.9
    if part["anywhere"] is not None:
        said = context.hits(part["anywhere"], "words", Where(frozenset(part["anywhere_roles"])))
        if said:
            return context.quote(said[0]), 0.75
    return None


def _label_end(match: Match, parts: list[_Part], context: Context) -> int:
    """Where what a label introduces ends: at the next label, or with its section."""
    unit, outline = match.passage.unit, context.analysis.outline
    end = outline.sections[unit.section].span[1] if unit.section is not None else unit.end
    labels = [other for part in parts for other in context.matches(part["label"]) if match.end <= other.start < end]
    return min([other.start for other in labels if other.passage.index != match.passage.index], default=end)


KIND = CheckKind("parts", PARAMS, run, fields=("found", "lacking"))

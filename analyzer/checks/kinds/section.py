"""A section of its own, with what it must hold; stated elsewhere is half of it."""

from __future__ import annotations

from typing import Any

from analyzer.checks.context import Context, Where
from analyzer.checks.kinds.base import CheckKind, Outcome, Param, combined
from analyzer.checks.kinds.sectiontext import content_span, has_text, own_sections, section_trust, words_between
from analyzer.checks.model import Rule
from analyzer.checks.passages import BODY_ZONES, Match
from analyzer.errors import Text
from analyzer.extraction.model import Figure
from analyzer.structure.model import Section, Span
from analyzer.text.fold import bare

ELSEWHERE = (
    Param("concepts", "concepts", required=True),
    Param("mode", "mode", default="plan"),
    Param("roles", "roles", default=()),
    Param("not_roles", "roles", default=()),
    Param("zones", "texts"),
    Param("near", "concept"),
    Param("least", "number", default=1),
)
PARAMS = (
    Param("roles", "roles", required=True),
    Param("headings", "concept"),
    Param("shared", "concept"),
    Param("confirm", "concept"),
    Param("wide_roles", "roles", default=()),
    Param("wide_near", "concept"),
    Param("wide_partial", "flag", default=False),
    Param("min_words", "number", default=3),
    Param("within", "concepts", default=()),
    Param("within_least", "number", default=1),
    Param("figure", "text", choices=("target", "result", "any")),
    Param("figure_elsewhere", "flag", default=False),
    Param("bodies", "number", default=0),
    Param("elsewhere", "items", default=(), fields=ELSEWHERE),
    Param("tasks_elsewhere", "number", default=0),
    Param("promise", "flag", default=True),
    Param("nearest", "texts", default=()),
)
"""``roles``: roles of the own section. ``headings``: wording that makes a heading the own one whatever its first role
(a heading for two things). ``shared``: wording of the other thing in such a heading: then, and where the heading's
words do not name the role, the text must hold ``confirm``. ``promise``: whether a heading that names it, over a text
that does not confirm it, is for a person to judge.

``wide_roles``: sections that will do where they hold what is asked within (near ``wide_near``), and with
``wide_partial`` are half of it where they do not. ``within``: ideas of which ``within_least`` must stand in the
section; ``figure``: a figure of that kind in it, and with ``figure_elsewhere`` one in another section states it;
``bodies``: so many bodies with tasks in it.

``elsewhere``: ideas that state it inside another section, in at least ``least`` sentences; ``tasks_elsewhere``: so many
tasks of bodies anywhere that do. ``nearest``: wordings to look for where it is missing."""

_OF_THE_AREA = frozenset(
    {"nhan khau", "khau", "nguoi dan", "dan", "ho", "ho dan", "thon", "ap", "khom", "ban", "km2", "ha"}
)
_ANOTHER = Text("phần khác", "another part")
_DOUBT = Text(
    "Có mục có thể là mục này nhưng tiêu đề không đủ rõ để kết luận.",
    "A section may be the one, but its heading is not clear enough to tell.",
)


def run(rule: Rule, context: Context) -> Outcome:
    """Met: the own section with all it must hold; partial: without that, or stated elsewhere."""
    params = rule.params
    sure, doubtful = own_sections(params, context, promise=params["promise"])
    full = [section for section in sure if has_text(section, context, params["min_words"])]
    best: Outcome | None = None
    for section in full:
        lacking, evidence, found = _requirements(params, section, context, None)
        outcome = _of_section(section, lacking, evidence, found)
        if outcome.status == "met":
            return outcome
        best = best or outcome
    for section in context.sections(params["wide_roles"]):
        lacking, evidence, found = _requirements(params, section, context, params["wide_near"])
        if not lacking and evidence:
            return _of_section(section, "", evidence, found)
        if params["wide_partial"] and best is None and _own_text(section, params, context):
            best = _of_section(section, lacking, evidence, found)
    if best is not None:
        return best
    for section in doubtful:
        if has_text(section, context, params["min_words"]):
            return Outcome(
                "needs_review", (section.heading_span,), fields={"section": section.heading}, reason=_DOUBT,
                confidence=round(section.role.confidence, 3),
            )  # fmt: skip
    said = _elsewhere(params, context)
    if said:
        fields = {"section": _heading_at(said[0].start, context)}
        return Outcome("partial", context.quotes(said), "elsewhere", fields, confidence=combined([0.75] * len(said)))
    if params["figure_elsewhere"]:
        figures = [f for f in context.analysis.figures if f.kind == params["figure"] and not _describes(f, context)]
        if figures:
            fields = {"section": _heading_at(figures[0].value_span[0], context)}
            return Outcome("partial", tuple(f.quote for f in figures[:3]), "elsewhere", fields, confidence=0.7)
    tasks = [a for a in context.analysis.assignments if a.role != "coordinate"]
    if params["tasks_elsewhere"] and len(tasks) >= params["tasks_elsewhere"]:
        fields = {"section": _heading_at(tasks[0].task[0], context)}
        return Outcome("partial", tuple(a.quote for a in tasks[:3]), "elsewhere", fields, confidence=0.7)
    if params["bodies"]:
        tasked = {a.body.id: a.quote for a in tasks}
        if len(tasked) >= params["bodies"]:
            fields = {"section": Text("các phần khác", "other parts")}
            return Outcome("partial", tuple(tasked.values())[:3], "elsewhere", fields, confidence=0.75)
    if sure:
        heading = sure[0]
        return Outcome("partial", (heading.heading_span,), "empty", {"section": heading.heading}, confidence=0.9)
    looked = context.sections([*params["roles"], *params["wide_roles"]])
    ids = tuple(s.id for s in looked) or tuple(s.id for s in context.analysis.outline.sections if s.parent is None)
    return Outcome("missing", looked_in=ids, nearest=context.nearest(params["nearest"]), confidence=0.9)


def _own_text(section: Section, params: Any, context: Context) -> bool:
    """Whether a wide section says something besides its parts that have another role of their own."""
    others = [
        part for part in context.analysis.outline.sections
        if section.span[0] < part.span[0] and part.span[1] <= section.span[1]
        and part.role.value not in (*params["roles"], *params["wide_roles"], "other")
    ]  # fmt: skip
    words = words_between(context, content_span(section))
    least: int = params["min_words"]
    return words - sum(words_between(context, content_span(part)) for part in others) >= least


def _of_section(section: Section, lacking: str, evidence: tuple[Span, ...], found: str) -> Outcome:
    trust = section_trust(section)
    return Outcome(
        "partial" if lacking else "met", (section.heading_span, *evidence), lacking,
        {"section": section.heading, "found": found}, confidence=round(trust, 3),
    )  # fmt: skip


def _requirements(
    params: Any, section: Section, context: Context, near: str | None
) -> tuple[str, tuple[Span, ...], str]:
    """What the section lacks ("", "within", "figure", "bodies"), the evidence for what it holds, and its words."""
    analysis, (start, end) = context.analysis, section.span
    evidence: list[Span] = []
    found: list[str] = []
    if params["within"]:
        where = Where(within=(section.heading_span[1], end), near=near)
        held = [hits for name in params["within"] if (hits := context.hits(name, "stated", where))]
        if len(held) < params["within_least"]:
            return "within", context.quotes([hits[0] for hits in held]), ""
        evidence += context.quotes([hits[0] for hits in held])
        found += [analysis.quote(hits[0].span) for hits in held]
    if params["figure"]:
        figures = [
            f for f in analysis.figures
            if start <= f.value_span[0] < end and (params["figure"] == "any" or f.kind == params["figure"])
        ]  # fmt: skip
        if not figures:
            return "figure", (), ""
        telling = next((figure for figure in figures if figure.indicator != "other"), figures[0])
        evidence.append(telling.quote)
        found.append(analysis.quote(telling.quote).rstrip(" .;"))
    if params["bodies"]:
        tasked: dict[str, Span] = {}
        for assignment in analysis.assignments:
            if start <= assignment.task[0] < end and assignment.role != "coordinate":
                tasked.setdefault(assignment.body.id, assignment.quote)
        if len(tasked) < params["bodies"]:
            named = [body.span for body in analysis.bodies if start <= body.span[0] < end and not body.open]
            return "bodies", tuple(tasked.values()) or tuple(named[:2]), ""
        evidence += list(tasked.values())[:2]
        found.append(str(len(tasked)))
    return "", tuple(evidence), "; ".join(found)


def _describes(figure: Figure, context: Context) -> bool:
    """Whether a figure describes the area: how large it is, in the section on the situation."""
    if bare(figure.unit) not in _OF_THE_AREA:
        return False
    unit = context.analysis.outline.unit_at(figure.value_span[0])
    return unit is not None and "context" in context.analysis.outline.roles_above(unit)


def _elsewhere(params: Any, context: Context) -> list[Match]:
    for place in params["elsewhere"]:
        zones = frozenset(place["zones"]) if place["zones"] else BODY_ZONES - {"heading"}
        where = Where(frozenset(place["roles"]), frozenset(place["not_roles"]), zones, place["near"])
        said = [hit for name in place["concepts"] for hit in context.hits(name, place["mode"], where)]
        if len({hit.passage.index for hit in said}) >= place["least"]:
            return sorted(said, key=lambda hit: hit.start)
    return []


def _heading_at(offset: int, context: Context) -> Text:
    outline = context.analysis.outline
    unit = outline.unit_at(offset)
    if unit is None or unit.section is None:
        return Text("lời mở đầu", "the opening") if unit is not None and unit.kind == "opening" else _ANOTHER
    heading = outline.sections[unit.section].heading
    return Text(heading, heading)


KIND = CheckKind(
    "section", PARAMS, run, fields=("section", "found"),
    extra=("partial_within", "partial_figure", "partial_bodies", "partial_elsewhere", "partial_empty"),
)  # fmt: skip

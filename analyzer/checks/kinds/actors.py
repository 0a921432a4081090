"""Who did what, as a report tells it."""

from __future__ import annotations

from analyzer.checks.context import Context
from analyzer.checks.kinds.base import CheckKind, Outcome, Param
from analyzer.checks.model import Rule
from analyzer.extraction.model import Assignment
from analyzer.structure.model import Role, Span

PARAMS = (
    Param("mechanism", "concepts", required=True),
    Param("general", "concepts", required=True),
    Param("nearest", "texts", default=()),
)
"""``mechanism``: a steering committee, rules of cooperation, a working group; ``general``: words for nobody in
particular ("các cấp, các ngành")."""

_NOT_DONE: frozenset[Role] = frozenset({"solutions", "recommendations", "limitations"})


def run(rule: Rule, context: Context) -> Outcome:
    """Met: a body that did something besides the reporting one, partners, or a mechanism; partial: general words, the
    reporting body alone, or tasks for a time to come."""
    params, analysis = rule.params, context.analysis
    done = [a for a in analysis.assignments if not a.body.open and not _roles(a.task[0], context) & _NOT_DONE]
    others = [a for a in done if a.role == "coordinate" or not _is_issuer(a, context)]
    if others:
        spans = tuple(dict.fromkeys(a.quote for a in others))[:3]
        return Outcome("met", spans, fields={"body": others[0].body.text}, confidence=0.9)
    set_up = [
        hit for name in params["mechanism"] for hit in context.hits(name, "stated")
        if not _NOT_DONE & set(hit.passage.roles) and not context.wording.is_wish(hit)
    ]  # fmt: skip
    if set_up:
        return Outcome("met", context.quotes(set_up), "mechanism", {"body": ""}, confidence=0.8)
    weak: list[Span] = [a.quote for a in done or analysis.assignments]
    weak += context.quotes(hit for name in params["general"] for hit in context.hits(name, "stated"))
    if weak:
        return Outcome("partial", tuple(dict.fromkeys(weak))[:3], fields={"body": ""}, confidence=0.8)
    ids = tuple(s.id for s in analysis.outline.sections if s.parent is None)
    return Outcome("missing", looked_in=ids, nearest=context.nearest(params["nearest"]), confidence=0.85)


def _roles(offset: int, context: Context) -> set[Role]:
    unit = context.analysis.outline.unit_at(offset)
    return set(context.analysis.outline.roles_above(unit)) if unit is not None else set()


def _is_issuer(task: Assignment, context: Context) -> bool:
    """Whether the body is the one that reports: its committee, or of the issuer's own name."""
    issuer = context.analysis.outline.issuer.value
    name = task.body.text.lower()
    if issuer is None:
        return False
    own = issuer.name.lower()
    if name in own or own in name:
        return True
    committee = own.startswith(("ủy ban nhân dân", "uỷ ban nhân dân", "ubnd"))
    return committee and "people_committee" in task.body.kinds and task.body.level in (issuer.level, None)


KIND = CheckKind("actors", PARAMS, run, extra=("met_mechanism",), fields=("body",))

"""A document that leans on a text that another has taken over from, without citing the new one."""

from __future__ import annotations

from analyzer.checks.context import Context
from analyzer.checks.kinds.base import CheckKind, Outcome, Param
from analyzer.checks.kinds.citation import is_cited_as
from analyzer.checks.model import Finding, Rule
from analyzer.checks.texts import fill

PARAMS = (
    Param("expired", "texts", required=True),
    Param("successors", "texts", required=True),
)
"""``expired``: numbers of texts whose time is over; ``successors``: numbers of those that follow them."""


def run(rule: Rule, context: Context) -> Outcome:
    """One finding for each expired text cited where no successor is."""
    references = context.analysis.references
    old = [r for r in references if is_cited_as(r, rule.params["expired"], "", "")]
    new = [r for r in references if is_cited_as(r, rule.params["successors"], "", "")]
    if not old or new:
        return Outcome("met", checked=len(old), confidence=0.9)
    findings = tuple(
        Finding(fill(rule.messages["finding"], {"found": context.analysis.quote(r.span)}), (r.span,)) for r in old
    )
    evidence = tuple(reference.span for reference in old)
    return Outcome("missing", evidence, checked=len(old), findings=findings, confidence=0.8)


KIND = CheckKind("superseded", PARAMS, run, messages=("met", "missing", "finding"), fields=("found",))

"""Rules that hold two documents against each other: they are asked by a comparison, never of one document alone."""

from __future__ import annotations

from analyzer.checks.context import Context
from analyzer.checks.kinds.base import CheckKind, Outcome, Param
from analyzer.checks.model import Rule
from analyzer.errors import Text

_ALONE = Text(
    "Quy tắc chỉ áp dụng khi đối chiếu hai văn bản.", "The rule is only asked when two documents are compared."
)
RELATIONS = ("plan-report", "superior")

PARAMS = (
    Param("relation", "text", required=True, choices=RELATIONS),
    Param("outcomes", "texts", required=True),
)
"""``relation``: between which documents it is asked; ``outcomes``: the outcomes of a pair that are faults."""


def run(rule: Rule, context: Context) -> Outcome:  # noqa: ARG001 (every kind of check is called with both)
    """A single document has nothing to be held against."""
    return Outcome("not_applicable", reason=_ALONE)


KIND = CheckKind(
    "across", PARAMS, run, messages=("met", "missing", "finding"), extra=("finding_absent",),
    fields=("what", "promised", "reached", "calculation", "when", "checked", "count"),
)  # fmt: skip

"""From two analyses to the published comparison."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cache

from analyzer.checks.loader import load_pack
from analyzer.checks.model import Pack
from analyzer.comparison.carried import compare_targets
from analyzer.comparison.claims import Claim, Window
from analyzer.comparison.planned import compare_results
from analyzer.comparison.relation import Related, is_above, relate
from analyzer.comparison.revised import revisions
from analyzer.comparison.rows import Row
from analyzer.comparison.verdicts import NAME, Verdicts
from analyzer.errors import Text
from analyzer.extraction.model import Analysis
from analyzer.report.build import build_extract, plain_number
from analyzer.report.comparison import ComparedDocument, Comparison, DocumentRole, Pair, Relation, RelationInfo
from analyzer.report.model import SCHEMA_VERSION, Bilingual, Extract, FigureItem, Notice, Period, Tool
from analyzer.report.phrases import indicator_words
from analyzer.report.places import Places

_ROLES: dict[Relation, tuple[DocumentRole, DocumentRole]] = {
    "plan-report": ("plan", "report"), "superior": ("superior", "subordinate"), "revision": ("earlier", "later"),
}  # fmt: skip
_NAMES: dict[DocumentRole, Text] = {
    "plan": Text("Kế hoạch", "Plan"), "report": Text("Báo cáo", "Report"),
    "superior": Text("Kế hoạch cấp trên", "Superior's plan"),
    "subordinate": Text("Kế hoạch cấp dưới", "Subordinate's plan"),
    "earlier": Text("Bản trước", "Earlier revision"), "later": Text("Bản sau", "Later revision"),
}  # fmt: skip


@cache
def across_pack() -> Pack:
    """The rules across documents, loaded once per process; shared: do not change it."""
    return load_pack(NAME)


def compare_analyses(
    first: Analysis, second: Analysis, relation: Relation | None = None, *, pack: Pack | None = None
) -> Comparison:
    """The comparison of two documents that were analysed; parameters and errors as in ``compare``."""
    related = relate(first, second, relation)
    if related.swapped:
        first, second = second, first
    rules = pack or across_pack()
    rows = _rows(first, second, related)
    options = {"as": relation} if relation else {}
    extracts = [_extract(analysis, options) for analysis in (first, second)]
    pairs = [_pair(f"p{number}", row, extracts, second) for number, row in enumerate(rows, 1)]
    roles = _ROLES[related.relation]
    return Comparison(
        schema_version=SCHEMA_VERSION,
        tool=_tool(extracts[0].tool, rules),
        relation=RelationInfo(
            value=related.relation, given=related.given, confidence=related.confidence,
            why=[Bilingual.of(text) for text in related.why],
        ),
        documents=[
            ComparedDocument(role=role, document=extract.document)
            for role, extract in zip(roles, extracts, strict=True)
        ],
        pairs=pairs,
        counts=dict(Counter(pair.outcome for pair in pairs)),
        rules=Verdicts(first, second, rows, pairs).of(rules, related.relation),
        changes=revisions(first, second, extracts[0], extracts[1]) if related.relation == "revision" else None,
        warnings=_warnings(related, roles, extracts, rules),
    )  # fmt: skip


def _rows(first: Analysis, second: Analysis, related: Related) -> list[Row]:
    if related.relation == "plan-report":
        return compare_results(first, second, from_above=is_above(first, second))
    if related.relation == "superior":
        return compare_targets(first, second)
    return []


def _extract(analysis: Analysis, options: dict[str, Relation]) -> Extract:
    from analyzer.version import __version__

    given = {**analysis.outline.overrides, **options}
    return build_extract(analysis, version=__version__, options=given)


def _tool(tool: Tool, pack: Pack) -> Tool:
    return Tool(
        name=tool.name, version=tool.version, rule_pack=pack.id, rule_pack_version=pack.version, options=tool.options
    )


def _pair(id_: str, row: Row, extracts: Sequence[Extract], second: Analysis) -> Pair:
    promised = _figure(row.promised, extracts[0])
    found = _figure(row.found, extracts[1])
    named = promised or found
    assert named is not None
    return Pair(
        id=id_,
        outcome=row.outcome,
        name=Bilingual(vi=indicator_words(named, "vi"), en=indicator_words(named, "en")),
        promised=promised,
        found=found,
        candidates=[figure for claim in row.candidates if (figure := _figure(claim, extracts[1])) is not None],
        due=_period(row.due),
        wanted=plain_number(row.wanted),
        value=plain_number(row.value),
        ratio=row.ratio,
        gap=plain_number(row.gap),
        calculation=row.calculation,
        reason=None if row.reason is None else Bilingual.of(row.reason),
        nearest=None if row.nearest is None else Places(second.outline).evidence(row.nearest),
    )


def _figure(claim: Claim | None, extract: Extract) -> FigureItem | None:
    return None if claim is None else extract.figures[claim.index]


def _period(window: Window | None) -> Period | None:
    if window is None:
        return None
    return Period(start=_iso(window.start), end=_iso(window.end))


def _iso(day: date) -> str:
    return day.isoformat()


def _warnings(related: Related, roles: Sequence[DocumentRole], extracts: Sequence[Extract], pack: Pack) -> list[Notice]:
    """What bears on the comparison first, then what bears on the reading of each document."""
    found = [Notice(code="relation", message=Bilingual.of(text), page=None) for text in related.doubts]
    for role, extract in zip(roles, extracts, strict=True):
        name = _NAMES[role]
        for notice in extract.warnings:
            message = Bilingual(vi=f"{name.vi}: {notice.message.vi}", en=f"{name.en}: {notice.message.en}")
            found.append(Notice(code=notice.code, message=message, page=notice.page))
    found += [Notice(code="rule_pack", message=Bilingual.of(text), page=None) for text in pack.problems]
    return found

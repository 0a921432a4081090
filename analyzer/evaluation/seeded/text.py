"""A run over seeded faults as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from analyzer.errors import Text
from analyzer.evaluation.seeded.model import Change, Outcome, Seeded
from analyzer.evaluation.seeded.tally import LEAST_FOUND, MOST_BEYOND, Tally, by_family, by_fault, tally
from analyzer.evaluation.words import decimal
from analyzer.report.safe import one_line
from analyzer.report.words import FAMILIES, STATUSES, Lang, say

WORDS: dict[str, Text] = {
    "title": Text("Cài {planted} lỗi thuộc {kinds} loại", "{planted} planted faults of {kinds} kinds"),
    "found": Text("Lỗi tìm thấy", "Faults found"),
    "beyond": Text("Kết luận đổi ngoài dự kiến", "Verdicts changed beyond the declared"),
    "drawn": Text("Kết luận kéo theo đã đổi đúng", "Further verdicts changed as declared"),
    "goal_found": Text("mục tiêu ≥ {goal}", "goal ≥ {goal}"),
    "goal_beyond": Text("mục tiêu ≤ {goal}%", "goal ≤ {goal}%"),
    "families": Text("Theo nhóm quy tắc (tìm thấy, tỷ lệ; đổi ngoài dự kiến)",
                     "By family of rules (found, share; changed beyond)"),
    "faults": Text("Theo loại lỗi", "By kind of fault"),
    "missed": Text("Lỗi không tìm thấy", "Faults not found"),
    "changed": Text("Kết luận đổi ngoài dự kiến", "Verdicts changed beyond the declared"),
    "wanted": Text("đúng ra: {wanted}", "expected: {wanted}"),
    "none": Text("không có", "none"),
}  # fmt: skip
_QUOTE = 90


def render(run: Seeded, lang: Lang, *, misses: bool = False) -> str:
    """The whole run; ``misses`` adds each fault that was not found and each change beyond."""
    total = tally(run.outcomes)
    parts = [
        [say(WORDS, "title", lang, planted=total.planted, kinds=total.kinds), "", *_overall(total, lang)],
        [say(WORDS, "families", lang), *_families(run, lang)],
        [say(WORDS, "faults", lang), *_faults(run, lang)],
    ]
    if misses:
        parts.append([say(WORDS, "missed", lang), *(list(missed(run, lang)) or [f"  {say(WORDS, 'none', lang)}"])])
        parts.append([say(WORDS, "changed", lang), *(list(changed(run, lang)) or [f"  {say(WORDS, 'none', lang)}"])])
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def missed(run: Seeded, lang: Lang) -> Iterator[str]:
    """A line for each verdict by which a fault should have been found and was not: as it came out, as it should."""
    for outcome in run.outcomes:
        for seen in outcome.primary:
            if not seen.right:
                statuses = " / ".join(say(STATUSES, status, lang) for status in seen.wanted)
                wanted = f"{statuses} “{one_line(seen.words)}”" if seen.words else statuses
                where = f"{outcome.fault} / {outcome.document}"
                yield f"- {where}: {change_words(seen, lang)}; {say(WORDS, 'wanted', lang, wanted=wanted)}"


def changed(run: Seeded, lang: Lang) -> Iterator[str]:
    """A line for each verdict that changed beyond the declared."""
    for outcome in run.outcomes:
        for change in outcome.beyond:
            yield f"- {outcome.fault} / {outcome.document}: {change_words(change, lang)}"


def change_words(change: Change, lang: Lang) -> str:
    """A verdict before and after, with the words it rests on."""
    before, after = (say(STATUSES, status, lang) for status in (change.before, change.after))
    quote = one_line(change.quote)
    shown = f" “{quote if len(quote) <= _QUOTE else quote[:_QUOTE].rstrip() + '…'}”" if quote else ""
    return f"{change.code} {before} → {after}{shown}"


def percent(share: float, lang: Lang) -> str:
    """A share in per cent with two decimals."""
    return f"{decimal(share * 100, lang, 2)}%"


def _overall(total: Tally, lang: Lang) -> list[str]:
    goals = (
        say(WORDS, "goal_found", lang, goal=decimal(LEAST_FOUND, lang, 2)),
        say(WORDS, "goal_beyond", lang, goal=decimal(MOST_BEYOND * 100, lang, 0)),
    )
    rows = [
        ("found", f"{decimal(total.share_found, lang)}  {total.found}/{total.planted}  ({goals[0]})"),
        ("beyond", f"{percent(total.share_beyond, lang)}  {total.beyond}/{total.judged}  ({goals[1]})"),
        *([("drawn", f"{total.drawn}/{total.due}")] if total.due else []),
    ]
    width = max(len(say(WORDS, name, lang)) for name, _ in rows)
    return [f"{say(WORDS, name, lang):<{width}}  {value}" for name, value in rows]


def _families(run: Seeded, lang: Lang) -> list[str]:
    groups = {say(FAMILIES, letter, lang): items for letter, items in by_family(run.outcomes).items()}
    return _rows(groups, lang)


def _faults(run: Seeded, lang: Lang) -> list[str]:
    names = {fault: Text(*both).in_language(lang) for fault, both in run.names.items()}
    return _rows({f"{names[fault]} [{fault}]": items for fault, items in by_fault(run.outcomes).items()}, lang)


def _rows(groups: Mapping[str, Sequence[Outcome]], lang: Lang) -> list[str]:
    width = max(map(len, groups))
    lines = []
    for name, items in groups.items():
        counts = tally(items)
        found = f"{counts.found}/{counts.planted}"
        lines.append(f"  {name:<{width}}  {found:>8}  {decimal(counts.share_found, lang):>6}  {counts.beyond:>4}")
    return lines

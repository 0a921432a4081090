"""Items one by one: what was missed or wrong, and what changed between two runs."""

from __future__ import annotations

from analyzer.evaluation.gains import GAINS, LOSSES, Comparison
from analyzer.evaluation.model import DocumentScore, Record
from analyzer.evaluation.words import ATTRIBUTE_WORDS, CHANGES, HEADINGS, LINES, MEASURES, describe, value_words
from analyzer.report.safe import one_line, shorten
from analyzer.report.words import STATUSES, Lang, say

_WIDTH = 220
"""Longest line of a listed item."""


def misses_of(record: Record, lang: Lang) -> list[str]:
    """What was missed, extra or wrong, document by document."""
    lines = [say(HEADINGS, "misses", lang)]
    for name, score in record.documents.items():
        wrong = [*_wrong_items(score, lang), *_wrong_fields(score, lang), *_wrong_verdicts(score, lang)]
        if wrong:
            lines += ["", name, *(f"  {shorten(one_line(line), _WIDTH)}" for line in wrong)]
    return lines


def _wrong_items(score: DocumentScore, lang: Lang) -> list[str]:
    lines = []
    for kind, items in score.kinds.items():
        head = say(MEASURES, kind, lang)
        for item in items.items:
            if item.got is None:
                lines.append(f"{head}, {say(LINES, 'missed', lang)}: {describe(kind, item.gold)}")
            for attribute in item.wrong:
                gold, got = (value_words((side or {}).get(attribute)) for side in (item.gold, item.got))
                wrong = say(LINES, "wrong", lang, what=say(ATTRIBUTE_WORDS, attribute, lang), gold=gold, got=got)
                lines.append(f"{head}, {wrong}: {describe(kind, item.gold)}")
        lines += [f"{head}, {say(LINES, 'extra', lang)}: {describe(kind, extra)}" for extra in items.extra]
    return lines


def _wrong_fields(score: DocumentScore, lang: Lang) -> list[str]:
    return [
        say(
            LINES,
            "field",
            lang,
            field=say(ATTRIBUTE_WORDS, name, lang),
            gold=value_words(field.gold),
            got=value_words(field.got),
        )
        for name, field in score.fields.items()
        if not field.right
    ]


def _wrong_verdicts(score: DocumentScore, lang: Lang) -> list[str]:
    def status(value: str) -> str:
        return say(STATUSES, value, lang)

    return [
        say(LINES, "verdict", lang, code=code, gold=status(verdict.gold), got=status(verdict.got))
        for code, verdict in (score.verdicts or {}).items()
        if verdict.gold != verdict.got
    ]


def changes_of(comparison: Comparison, lang: Lang, heading: str) -> list[str]:
    """Every gain and loss under a heading, one a line, by what it is."""
    changes = comparison.changes
    gains = sum(change.what in GAINS for change in changes)
    lost = sum(change.what in LOSSES for change in changes)
    lines = [heading]
    for key, names in (("added", comparison.added), ("removed", comparison.removed)):
        if names:
            lines.append(f"  {say(LINES, key, lang, names=', '.join(names))}")
    if comparison.annotations_changed:
        lines.append(f"  {say(LINES, 'annotations', lang, n=comparison.annotations_changed)}")
    if not changes:
        return [*lines, f"  {say(LINES, 'no_change', lang)}"]
    lines.append(f"  {say(LINES, 'balance', lang, gains=gains, losses=lost, other=len(changes) - gains - lost)}")
    for what in CHANGES:
        listed = [change for change in changes if change.what == what]
        if not listed:
            continue
        lines += ["", f"{say(CHANGES, what, lang)} ({len(listed)})"]
        for change in listed:
            text = " · ".join(filter(None, (change.detail, describe(change.kind, change.item))))
            lines.append(f"  {change.document}: {change.kind}: {shorten(one_line(text), _WIDTH)}")
    return lines

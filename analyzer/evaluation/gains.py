"""What a change gained and lost, item by item, between two runs over the same annotations."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from analyzer.evaluation.model import DocumentScore, Item, ItemScore, NoisyRun, Record, Verdict
from analyzer.evaluation.similarity import plain
from analyzer.evaluation.verdicts import NOT_APPLICABLE, judged
from analyzer.evaluation.words import value_words

What = Literal[
    "found", "lost", "extra_gone", "extra_new", "right_now", "wrong_now", "verdict_right", "verdict_wrong",
    "verdict_other", "field_right", "field_wrong",
]  # fmt: skip
GAINS: tuple[What, ...] = ("found", "extra_gone", "right_now", "verdict_right", "field_right")
LOSSES: tuple[What, ...] = ("lost", "extra_new", "wrong_now", "verdict_wrong", "field_wrong")

_IDENTITY: dict[str, tuple[str, ...]] = {
    "figures": ("min", "max", "unit", "quote"),
    "deadlines": ("start", "end", "every", "quote"),
    "assignments": ("body_text", "role", "task"),
    "sections": ("role", "heading"),
    "references": ("number", "name"),
    "faults": ("code", "quote"),
}
"""What makes an item the same in both runs; all else of it may be corrected in between."""

T = TypeVar("T")
Documents = Mapping[str, DocumentScore]


@dataclass(frozen=True, slots=True)
class Change:
    """One change in one document. ``item`` is the annotated or extra item; ``detail`` says before and after."""

    document: str
    kind: str
    what: What
    item: dict[str, Any]
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """All changes; the documents that only one of the runs has; how many annotated items only one of them knows."""

    changes: list[Change]
    added: list[str]
    removed: list[str]
    annotations_changed: int


def compare(old: Record, new: Record) -> Comparison:
    """Gains and losses of ``new`` against ``old``, over the documents that both hold."""

    def in_both(code: str) -> bool:
        return judged(code, old.families) and judged(code, new.families)

    return _compare(old.documents, new.documents, in_both)


def harm(record: Record, noisy: NoisyRun) -> Comparison:
    """What the noise changed, against the plain text without any."""
    return _compare(record.noise[0].documents, noisy.documents, lambda code: judged(code, record.families))


def _compare(old: Documents, new: Documents, in_both: Callable[[str], bool]) -> Comparison:
    changes: list[Change] = []
    unknown = 0
    for name, after in new.items():
        before = old.get(name)
        if before is None:
            continue
        for kind in after.kinds:
            if kind in before.kinds:
                found, missing = _items(name, kind, *(_asked(run.kinds[kind], in_both) for run in (before, after)))
                changes += found
                unknown += missing
        changes += _fields(name, before, after)
        changes += _verdicts(name, before, after, in_both)
    return Comparison(
        changes,
        sorted(set(new) - set(old)),
        sorted(set(old) - set(new)),
        unknown,
    )


def _asked(score: ItemScore, in_both: Callable[[str], bool]) -> ItemScore:
    """Without the faults of rules that one of the runs did not judge; items of other kinds have no rule."""
    return ItemScore(
        [item for item in score.items if "code" not in item.gold or in_both(item.gold["code"])],
        [extra for extra in score.extra if "code" not in extra or in_both(extra["code"])],
    )


def _items(name: str, kind: str, first: ItemScore, second: ItemScore) -> tuple[list[Change], int]:
    changes: list[Change] = []
    unknown = 0

    def by_gold(item: Item) -> dict[str, Any]:
        return item.gold

    for was, now in _paired(kind, first.items, second.items, by_gold):
        if was is None or now is None:
            unknown += 1
        elif (was.got is None) != (now.got is None):
            changes.append(Change(name, kind, "lost" if now.got is None else "found", now.gold))
        elif was.got is not None and now.got is not None:
            changes += _attributes(name, kind, was, now)
    for gone, came in _paired(kind, first.extra, second.extra, lambda extra: extra):
        if gone is None and came is not None:
            changes.append(Change(name, kind, "extra_new", came))
        elif came is None and gone is not None:
            changes.append(Change(name, kind, "extra_gone", gone))
    return changes, unknown


def _attributes(name: str, kind: str, was: Item, now: Item) -> Iterator[Change]:
    for attribute in (*was.wrong, *now.wrong):
        if (attribute in was.wrong) == (attribute in now.wrong):
            continue
        before, after = (value_words((item.got or {}).get(attribute)) for item in (was, now))
        what: What = "wrong_now" if attribute in now.wrong else "right_now"
        yield Change(name, kind, what, now.gold, f"{attribute}: {before} → {after}")


def _fields(name: str, before: DocumentScore, after: DocumentScore) -> Iterator[Change]:
    for field, now in after.fields.items():
        was = before.fields.get(field)
        if was is not None and was.right != now.right:
            what: What = "field_right" if now.right else "field_wrong"
            yield Change(name, "document", what, {"field": field}, f"{value_words(was.got)} → {value_words(now.got)}")


def _verdicts(name: str, before: DocumentScore, after: DocumentScore, asked: Callable[[str], bool]) -> Iterator[Change]:
    if before.verdicts is None or after.verdicts is None:
        return
    silent = Verdict(NOT_APPLICABLE, NOT_APPLICABLE)
    for code in sorted({*before.verdicts, *after.verdicts}):
        was, now = before.verdicts.get(code, silent), after.verdicts.get(code, silent)
        if not asked(code) or was.got == now.got:
            continue
        what: What = "verdict_other"
        if now.got == now.gold:
            what = "verdict_right"
        elif was.got == now.gold:
            what = "verdict_wrong"
        yield Change(name, "rules", what, {"code": code, "gold": now.gold}, f"{was.got} → {now.got}")


def _paired(
    kind: str, first: Iterable[T], second: Iterable[T], item_of: Callable[[T], Mapping[str, Any]]
) -> Iterator[tuple[T | None, T | None]]:
    """The same items of both lists side by side, in the order of the second; None where one list has no more of it."""
    waiting: defaultdict[str, list[T]] = defaultdict(list)
    for entry in first:
        waiting[_key(kind, item_of(entry))].append(entry)
    for entry in second:
        same = waiting[_key(kind, item_of(entry))]
        yield (same.pop(0) if same else None), entry
    for rest in waiting.values():
        yield from ((entry, None) for entry in rest)


def _key(kind: str, item: Mapping[str, Any]) -> str:
    """Equal for what is the same item; quotes may differ in what recognition and its repair change."""
    values = (item.get(name) for name in _IDENTITY[kind])
    return json.dumps([plain(value) if isinstance(value, str) else value for value in values])

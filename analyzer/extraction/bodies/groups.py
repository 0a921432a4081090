"""Groups of bodies: "các phòng, ban, ngành huyện", "UBND các xã", and the vague ones that name nobody."""

from __future__ import annotations

from typing import NamedTuple

from analyzer.extraction.bodies.patterns import Lexicon, Word, match_name
from analyzer.extraction.bodies.reach import reach_at, territory_at

_COUNTS = frozenset({"hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"})
_LISTED = frozenset({"và", "hoặc"})


class Group(NamedTuple):
    """A group: index of the word behind it, its kind, its level if said, whether it is open."""

    end: int
    kind: str
    level: str | None
    open: bool


def group_at(words: list[Word], at: int, lexicon: Lexicon, *, acting: bool) -> Group | None:
    """The group that begins at ``at``, if any. ``acting``: it stands where a body can act (start of a clause, behind
    "giao", "phối hợp với"), so that a list of localities is one of bodies."""
    first = words[at]
    counted = first.gap == "|" and (first.low.isdigit() or first.low in _COUNTS)
    many = first.low in {"các", "những"} or counted
    index = at + 1 if many else at
    if counted and index < len(words) and words[index].gap == "-" and words[index].low.isdigit():
        index += 1
    begin = index
    nouns: list[tuple[str, ...]] = []
    while index < len(words):
        step = index
        if nouns:
            if words[step].low in _LISTED and words[step].gap in " -":
                step += 1
            elif words[step].gap not in {",", "-"}:
                break
        end = _noun(words, step, lexicon)
        if end == step or (nouns and (_named(words, step, end, lexicon) or _begins_name(words, step, end, lexicon))):
            break
        nouns.append(tuple(word.low for word in words[step:end]))
        index = end
    if not nouns or (not many and not _stands_alone(first, nouns, lexicon)):
        return None
    if len(nouns) == 1 and _named(words, begin, index, lexicon):
        return None
    kinds = [lexicon.group_nouns[noun] for noun in nouns]
    if counted and any(kind.role != "units" for kind in kinds):
        return None
    if all(kind.role == "units" for kind in kinds) and not acting:
        return None
    return _tail(words, index, lexicon, [kind.role for kind in kinds], [kind.kind for kind in kinds])


def _tail(words: list[Word], at: int, lexicon: Lexicon, roles: list[str], kinds: list[str]) -> Group:
    fixed = any(role != "vague" for role in roles)
    reach = reach_at(words, at, lexicon)
    end = _belonging(words, territory_at(words, reach.end, lexicon), lexicon)
    placed = end > at and not reach.open
    vague = reach.open and not any(role == "fixed" for role in roles)
    related = _related(words, end)
    if related > end:
        end, vague = territory_at(words, related, lexicon), True
    kind = next((k for k, role in zip(kinds, roles, strict=True) if role != "vague" and k != "other"), kinds[0])
    return Group(end, kind, reach.level, vague or not (fixed or placed))


def _belonging(words: list[Word], at: int, lexicon: Lexicon) -> int:
    """Index behind "thuộc UBND huyện", "trực thuộc Sở Y tế"; ``at`` for none."""
    low = [word.low if word.gap == " " else "" for word in words[at : at + 2]]
    start = at + 2 if low == ["trực", "thuộc"] else at + 1 if low[:1] == ["thuộc"] else 0
    if not start:
        return at
    end, names = match_name(words, start, lexicon.names)
    return reach_at(words, end, lexicon).end if names else at


def _related(words: list[Word], at: int) -> int:
    """Index behind "(có) liên quan", "khác"."""
    low = [word.low if word.gap == " " else "" for word in words[at : at + 3]]
    if low[:2] == ["liên", "quan"]:
        return at + 2
    if low == ["có", "liên", "quan"]:
        return at + 3
    return at + 1 if low[:1] == ["khác"] else at


def _noun(words: list[Word], at: int, lexicon: Lexicon) -> int:
    if at >= len(words) or words[at].low not in lexicon.first_of_groups:
        return at
    for size in (7, 6, 5, 4, 3, 2, 1):
        chunk = words[at : at + size]
        if len(chunk) < size or any(word.gap not in " -" for word in chunk[1:]):
            continue
        key = tuple(word.low for word in chunk)
        if key not in lexicon.group_nouns:
            continue
        behind = [word.low for word in words[at + size : at + size + 2] if word.gap == " "]
        if {" ".join(behind), "".join(behind[:1])} & lexicon.not_groups.get(key, frozenset()):
            continue
        return at + size
    return at


def _named(words: list[Word], at: int, end: int, lexicon: Lexicon) -> bool:
    """Whether the noun is but the head of one body's own name ("các phòng Tư pháp": no; "Hội Nông dân": yes)."""
    stop, names = match_name(words, at, lexicon.names)
    return stop > end and any(not name.short for name in names)


def _begins_name(words: list[Word], at: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a capital in the middle of a list makes the noun a body's name ("các trường học, Trạm Y tế xã")."""
    if not words[at].capital or words[at].upper:
        return False
    stop, names = match_name(words, at, lexicon.names)
    return stop >= end and any(not name.short for name in names)


def _stands_alone(first: Word, nouns: list[tuple[str, ...]], lexicon: Lexicon) -> bool:
    """Without "các" a list of two nouns, or a known phrase with a capital ("Bộ, cơ quan ngang bộ")."""
    roles = {lexicon.group_nouns[noun].role for noun in nouns}
    if len(nouns) >= 2:
        return "fixed" in roles or first.capital
    return len(nouns[0]) >= 4 and roles == {"fixed"}

"""Groups of bodies: "các phòng, ban, ngành huyện", "UBND các xã", and the vague ones that name nobody."""

from __future__ import annotations

from typing import NamedTuple

from analyzer.extraction.bodies.patterns import GroupNoun, Lexicon, match_name
from analyzer.extraction.bodies.reach import reach_at, territory_at
from analyzer.extraction.bodies.starts import COUNTS, LISTED, MANY
from analyzer.extraction.bodies.words import Words

_MOST = 60
"""Nouns of one list; more are noise, which would be read again from each of them."""


class Group(NamedTuple):
    """A group: index of the word behind it, its kind, its level if said, whether it is open."""

    end: int
    kind: str
    level: str | None
    open: bool


def group_at(words: Words, at: int, lexicon: Lexicon, *, acting: bool) -> Group | None:
    """The group that begins at ``at``, if any. ``acting``: it stands where a body can act (start of a clause, behind
    "giao", "phối hợp với"), so that a list of localities is one of bodies."""
    low = words.low[at]
    counted = words.gap[at] == "|" and (low.isdigit() or low in COUNTS)
    many = low in MANY or counted
    index = at + 1 if many else at
    if counted and index < words.size and words.gap[index] == "-" and words.low[index].isdigit():
        index += 1
    begin = index
    nouns: list[GroupNoun] = []
    while index < words.size and len(nouns) < _MOST:
        step = index
        if nouns:
            if words.low[step] in LISTED and words.gap[step] in " -":
                step += 1
            elif words.gap[step] not in {",", "-"}:
                break
        end, noun = _noun(words, step, lexicon)
        if noun is None:
            break
        if nouns and (_named(words, step, end, lexicon) or _begins_name(words, step, end, lexicon)):
            break
        nouns.append(noun)
        index = end
    if not nouns or (not many and not _stands_alone(words.capital[at], nouns, index - begin)):
        return None
    if len(nouns) == 1 and _named(words, begin, index, lexicon):
        return None
    units = [noun.role == "units" for noun in nouns]
    if (counted and not all(units)) or (all(units) and not acting):
        return None
    return _tail(words, index, lexicon, nouns)


def _tail(words: Words, at: int, lexicon: Lexicon, nouns: list[GroupNoun]) -> Group:
    telling = [noun for noun in nouns if noun.role != "vague"]
    reach = reach_at(words, at, lexicon)
    end = _belonging(words, territory_at(words, reach.end, lexicon), lexicon)
    placed = end > at and not reach.open
    vague = reach.open and not any(noun.role == "fixed" for noun in nouns)
    related = _related(words, end)
    if related > end:
        end, vague = territory_at(words, related, lexicon), True
    kind = next((noun.kind for noun in telling if noun.kind != "other"), nouns[0].kind)
    return Group(end, kind, reach.level, vague or not (telling or placed))


def _belonging(words: Words, at: int, lexicon: Lexicon) -> int:
    """Index behind "thuộc UBND huyện", "trực thuộc Sở Y tế"; ``at`` for none."""
    low = words.blank_before(at, at + 2)
    start = at + 2 if low == ["trực", "thuộc"] else at + 1 if low[:1] == ["thuộc"] else 0
    if not start:
        return at
    end, names = match_name(words, start, lexicon.names)
    return reach_at(words, end, lexicon).end if names else at


def _related(words: Words, at: int) -> int:
    """Index behind "(có) liên quan", "khác"."""
    low = words.blank_before(at, at + 3)
    if low[:2] == ["liên", "quan"]:
        return at + 2
    if low == ["có", "liên", "quan"]:
        return at + 3
    return at + 1 if low[:1] == ["khác"] else at


def _noun(words: Words, at: int, lexicon: Lexicon) -> tuple[int, GroupNoun | None]:
    """The index behind the longest noun of groups at ``at``, and what it is; (at, None) for none."""
    branch, index = lexicon.groups, at
    found: tuple[int, GroupNoun | None] = (at, None)
    while index < words.size and (index == at or words.gap[index] in " -"):
        following = branch.next.get(words.low[index])
        if following is None:
            break
        branch, index = following, index + 1
        if branch.noun and not _is_other(words, at, index, lexicon):
            found = index, branch.noun
    return found


def _is_other(words: Words, at: int, end: int, lexicon: Lexicon) -> bool:
    """Whether the words behind make the noun something else ("bộ phận")."""
    others = lexicon.not_groups.get(tuple(words.low[at:end]))
    if not others:
        return False
    behind = [low for low in words.blank_before(end, end + 2) if low]
    return " ".join(behind) in others or "".join(behind[:1]) in others


def _named(words: Words, at: int, end: int, lexicon: Lexicon) -> bool:
    """Whether the noun is but the head of one body's own name ("các phòng Tư pháp": no; "Hội Nông dân": yes)."""
    stop, names = match_name(words, at, lexicon.names)
    return stop > end and any(not name.short for name in names)


def _begins_name(words: Words, at: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a capital in the middle of a list makes the noun a body's name ("các trường học, Trạm Y tế xã")."""
    if not words.capital[at] or words.upper[at]:
        return False
    stop, names = match_name(words, at, lexicon.names)
    return stop >= end and any(not name.short for name in names)


def _stands_alone(capital: bool, nouns: list[GroupNoun], size: int) -> bool:
    """Without "các" a list of two nouns, or a known phrase of four words or more ("Bộ, cơ quan ngang bộ")."""
    roles = {noun.role for noun in nouns}
    if len(nouns) >= 2:
        return "fixed" in roles or capital
    return size >= 4 and roles == {"fixed"}

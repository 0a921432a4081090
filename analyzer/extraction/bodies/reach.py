"""How far a body's name reaches: the level and place behind it, and names that no register holds."""

from __future__ import annotations

import re
from typing import NamedTuple

from analyzer.extraction.bodies.patterns import LEVELS, Lexicon, match_name
from analyzer.extraction.bodies.words import INITIALS, Words
from analyzer.text.fold import bare

_LISTED = frozenset({"và", "hoặc"})
_MANY = frozenset({"các", "những", "cấp"})
_NOT_A_LEVEL = {
    "xã": {"hội", "viên", "đoàn"}, "huyện": {"ủy", "đoàn", "đội"}, "tỉnh": {"ủy", "đoàn", "đội", "táo"},
    "quận": {"ủy", "đoàn"}, "phường": {"hội", "đội"}, "thị": {"ủy", "trường"}, "trung": {"tâm"},
}  # fmt: skip
_BARE_LEVELS = {bare(key[0]): level for key, level in LEVELS.items() if len(key) == 1}
_LEVEL_WORDS = frozenset(bare(key[0]) for key in LEVELS) | INITIALS.keys()
"""First words of levels, without diacritics."""
_NUMBERED = {("khu", "vực"), ("cơ", "sở")}
_ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")
_COUNTED = frozenset(
    "tháng năm lần lượt người cuộc hội lớp đợt tổ thôn xã buổi tin bài triệu tỷ phường kỳ ngày mô chỉ nội".split()
)
_RELATIVE = {("cùng", "cấp"), ("cấp", "dưới"), ("cấp", "trên")}
_VILLAGES = frozenset({"thôn", "ấp", "khóm", "xóm", "buôn", "khu", "tổ", "phố"})
_MAX_PLACE = 4


class Reach(NamedTuple):
    """What stands behind a name: index of the word after it, level (None: unsaid or unclear), place in lower case
    ("" for none), whether it makes a group ("các xã"), and whether that group is open ("các cấp")."""

    end: int
    level: str | None = None
    place: str = ""
    many: bool = False
    open: bool = False


def level_at(words: Words, at: int) -> tuple[int, str | None]:
    """A word of level at ``at`` ("huyện", "thị trấn"): the index behind it and the level; (at, None) for none."""
    if at >= words.size:
        return at, None
    flat = words.bare[at]
    if flat not in _LEVEL_WORDS:
        return at, None
    low, behind = words.low[at], at + 1 < words.size
    if at + 2 < words.size and (three := LEVELS.get(tuple(words.low[at : at + 3]))):
        return at + 3, three
    if behind and low in INITIALS and words.capital[at] and words.gap[at + 1] == "-":
        return at + 1, INITIALS[low]
    if behind and words.gap[at + 1] == " ":
        two = LEVELS.get((low, words.low[at + 1]))
        if two:
            return at + 2, two
        if words.low[at + 1] in _NOT_A_LEVEL.get(low, ()):
            return at, None
    one = LEVELS.get((low,)) or ("district" if flat == "huyen" else None)
    if one is None and behind and low.isascii() and words.capital[at + 1]:
        one = _BARE_LEVELS.get(low)
    return (at + 1, one) if one else (at, None)


def place_at(
    words: Words, at: int, lexicon: Lexicon, *, numbers: bool = False, shouted: bool = False, listed: bool = False
) -> int:
    """Index behind a place's name that begins at ``at``; ``at`` for none. ``shouted``: the words around are all in
    capitals, so that capitals say nothing and only a short rest of the line is taken. ``listed``: it goes on with a
    list, whatever stands before it."""
    if at >= words.size or (words.gap[at] not in " -" and not listed):
        return at
    if numbers and words.low[at].isdigit() and len(words.low[at]) <= 2:
        return at + 1
    end = at
    while end < words.size and end - at < _MAX_PLACE:
        if shouted and words.low[end] in {"và", "hoặc", "các", "của"}:
            return end
        if not words.capital[end] or (words.gap[end] not in " -" and not (listed and end == at)):
            break
        if _begins_body(words, end, lexicon) or level_at(words, end)[1] or _verb_at(words, end, lexicon):
            break
        end += 1
    if end > at:
        end = _numbered(words, end)
    if shouted and end < words.size and words.gap[end] in " -":
        return at
    return end


def _verb_at(words: Words, at: int, lexicon: Lexicon) -> bool:
    """Whether a verb begins with a capital here, behind a heading that lost its line break ("UBND xã Căn cứ …")."""
    return (
        at + 1 < words.size and not words.capital[at + 1] and (words.low[at], words.low[at + 1]) in lexicon.verb_pairs
    )


def _numbered(words: Words, at: int) -> int:
    """Index behind a number that belongs to the name ("Tân Phú 2", "khu vực XX"), not to what is counted next."""
    if at >= words.size or words.gap[at] != " " or not _is_number(words, at):
        return at
    return at if at + 1 < words.size and words.gap[at + 1] == " " and words.low[at + 1] in _COUNTED else at + 1


def _is_number(words: Words, at: int) -> bool:
    low = words.low[at]
    if low.isdigit():
        return len(low) <= 2 and not low.startswith("0")
    return words.upper[at] and _ROMAN.fullmatch(low) is not None


def _begins_body(words: Words, at: int, lexicon: Lexicon) -> bool:
    end, names = match_name(words, at, lexicon.names)
    return any(not name.short for name in names) and (end - at > 1 or words.upper[at])


def reach_at(words: Words, at: int, lexicon: Lexicon) -> Reach:
    """Level, place and number behind a name that ends before ``at``."""
    start = at
    level: str | None = None
    if _pair(words, at) == ("việt", "nam") or (at < words.size and words.low[at] == "vn" and words.gap[at] == " "):
        at += 2 if words.low[at] == "việt" else 1
        level = "central"
    if at >= words.size or words.gap[at] not in " -":
        return Reach(at, level)
    if start > 1 and (words.low[start - 2], words.low[start - 1]) in _NUMBERED:
        end = _numbered(words, place_at(words, at, lexicon))
        if end > at:
            return Reach(end, level, _text(words, at, end))
    pair = _pair(words, at)
    if pair == ("các", "cấp"):
        return Reach(at + 2, None, "", True, True)
    if pair in _RELATIVE:
        return Reach(at + 2, level, "", True)
    if pair == ("cơ", "sở") and _after(words, at + 2) not in {"vật", "dữ", "để", "đó"}:
        end = _numbered(words, place_at(words, at + 2, lexicon))
        return Reach(end, "commune", _text(words, at + 2, end))
    many = words.low[at] in _MANY or (words.low[at].isdigit() and level_at(words, at + 1)[1] is not None)
    first, found = level_at(words, at + 1 if many else at)
    if found is None:
        if level or words.upper[at]:
            return Reach(at, level)
        end = place_at(words, at, lexicon)
        if end - at < 2:
            return Reach(at, level)
        place = _text(words, at, end)
        return Reach(end, "province" if place in lexicon.central_cities else level, place)
    whole = words.upper[first - 1] and words.upper[max(0, start - 1)]
    end = place_at(words, first, lexicon, numbers=words.low[first - 1] in {"phường", "quận"}, shouted=whole)
    place = _text(words, first, end)
    levels = {found}
    if end == first or many:
        end, levels, listed = _more(words, end, lexicon, levels, many=many, with_places=many and end > first)
        many = many or listed
    if many:
        end = territory_at(words, end, lexicon)
    return Reach(end, _settle(levels, place, lexicon), place, many)


def _more(
    words: Words, at: int, lexicon: Lexicon, levels: set[str], *, many: bool, with_places: bool
) -> tuple[int, set[str], bool]:
    """Further localities of a list: "xã, phường, thị trấn", "các xã An Lộc, Phú Hòa và thị trấn Tân Thành"."""
    listed = False
    village = words.low[at - 1] in _VILLAGES
    while at < words.size:
        gap = words.gap[at]
        following = at + 1 if gap in " -" and words.low[at] in _LISTED else at
        if following == at and gap not in {",", "-"}:
            break
        if following < words.size and words.low[following] in _MANY:
            if not many:
                break
            following += 1
        end, level = level_at(words, following)
        if level is not None and (words.low[following] in _VILLAGES) != village:
            break
        if level is None:
            if not with_places or following >= words.size:
                break
            end = place_at(words, following, lexicon, listed=True)
            if end == following:
                break
        else:
            levels.add(level)
            if with_places:
                end = place_at(words, end, lexicon)
        at, listed = end, True
    return at, levels, listed


def territory_at(words: Words, at: int, lexicon: Lexicon) -> int:
    """Index behind "trực thuộc trung ương", "trên địa bàn huyện Tân An", "thuộc huyện"; ``at`` for none."""
    pair = _pair(words, at)
    if pair == ("trên", "địa") and _after(words, at + 2) == "bàn":
        end = at + 3
        if _after(words, end) == "toàn":
            end += 1
    elif pair == ("trực", "thuộc"):
        end = at + 2
        if level_at(words, end)[1] is None:
            return at
    elif _after(words, at) in {"thuộc", "trong", "toàn", "ở", "của"}:
        end = at + 1
        if _after(words, end) == "toàn":
            end += 1
        if level_at(words, end)[1] is None:
            return at
    else:
        return at
    behind, level = level_at(words, end)
    if level is None or words.gap[end] != " ":
        return end
    return place_at(words, behind, lexicon, numbers=words.low[behind - 1] in {"phường", "quận"})


def open_name_at(words: Words, at: int, lexicon: Lexicon) -> tuple[int, str | None, str | None, int]:
    """A name that opens with a head ("Chi cục Dân số", "Phòng Dân tộc"): index behind it, level, kind, and index
    behind the last word of function in it (``at`` for none). (at, None, None, at) where there is no name."""
    none = (at, None, None, at)
    heads = lexicon.heads.get(words.low[at])
    head = next((head for head in heads if _spells(words, at, head.words)), None) if heads else None
    if head is None:
        return none
    size = len(head.words)
    index = at + size
    if index >= words.size or words.gap[index] not in " -" or not (words.capital[at] or words.capital[index]):
        return none
    if size > 1 and any(gap != " " for gap in words.gap[at + 1 : index]):
        return none
    if {words.low[index], _text(words, index, index + 2)} & head.not_before:
        return none
    known = at
    capitals = 0
    while index < words.size:
        step = index
        if words.low[step] == "và" and words.gap[step] == " " and index > at + size:
            step += 1
        if step >= words.size or words.gap[step] not in " -" or (words.gap[step] == "-" and step == at + size):
            break
        joined = step > index or words.gap[step] == "-"
        end = _known_words(words, step, lexicon, directly=step == at + size, capital_needed=joined)
        if end > step:
            known, index = end, end
            continue
        if joined or not words.capital[step] or level_at(words, step)[1] or _begins_body(words, step, lexicon):
            break
        if words.upper[at] or capitals >= 5:
            break
        capitals, index = capitals + 1, step + 1
    if index == at + size or (known == at and not (capitals and words.capital[at])):
        return none
    return index, head.level, head.kind or function_of(_text(words, at, index), lexicon), known


def _known_words(words: Words, at: int, lexicon: Lexicon, *, directly: bool, capital_needed: bool) -> int:
    for known in lexicon.name_words.get(words.low[at], ()):
        if not _spells(words, at, known) or any(gap != " " for gap in words.gap[at + 1 : at + len(known)]):
            continue
        if words.capital[at] or (not capital_needed and (directly or known not in lexicon.name_verbs)):
            return at + len(known)
    return at


def _spells(words: Words, at: int, written: tuple[str, ...]) -> bool:
    """Whether the words from ``at`` on, the first of which agrees, are these."""
    size = len(written)
    return size == 1 or tuple(words.low[at : at + size]) == written


def function_of(name: str, lexicon: Lexicon) -> str:
    """The kind that the words of a name (lower case) tell, else "other"."""
    return next((kind for kind, signs in lexicon.functions if any(sign in name for sign in signs)), "other")


def _settle(levels: set[str], place: str, lexicon: Lexicon) -> str | None:
    known = levels - {"city"}
    if len(known) == 1:
        return known.pop()
    if known:
        return None
    if not place:
        return None
    return "province" if place in lexicon.central_cities else "district"


def _pair(words: Words, at: int) -> tuple[str, str] | None:
    if at + 1 < words.size and words.gap[at] in " -" and words.gap[at + 1] == " ":
        return words.low[at], words.low[at + 1]
    return None


def _after(words: Words, at: int) -> str:
    return words.low[at] if at < words.size and words.gap[at] == " " else ""


def _text(words: Words, start: int, end: int) -> str:
    return " ".join(words.low[start:end])

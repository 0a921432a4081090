"""How far a body's name reaches: the level and place behind it, and names that no register holds."""

from __future__ import annotations

import re
from typing import NamedTuple

from analyzer.extraction.bodies.patterns import INITIALS, LEVELS, Lexicon, Word, match_name
from analyzer.text.fold import bare

_LISTED = frozenset({"và", "hoặc"})
_MANY = frozenset({"các", "những", "cấp"})
_NOT_A_LEVEL = {
    "xã": {"hội", "viên", "đoàn"}, "huyện": {"ủy", "đoàn", "đội"}, "tỉnh": {"ủy", "đoàn", "đội", "táo"},
    "quận": {"ủy", "đoàn"}, "phường": {"hội", "đội"}, "thị": {"ủy", "trường"}, "trung": {"tâm"},
}  # fmt: skip
_BARE_LEVELS = {bare(key[0]): level for key, level in LEVELS.items() if len(key) == 1}
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


def level_at(words: list[Word], at: int) -> tuple[int, str | None]:
    """A word of level at ``at`` ("huyện", "thị trấn"): the index behind it and the level; (at, None) for none."""
    if at >= len(words):
        return at, None
    word = words[at]
    low = tuple(word.low for word in words[at : at + 3])
    if len(low) == 3 and low in LEVELS:
        return at + 3, LEVELS[low]
    if word.capital and word.low in INITIALS and at + 1 < len(words) and words[at + 1].gap == "-":
        return at + 1, INITIALS[word.low]
    if at + 1 < len(words) and words[at + 1].gap == " ":
        two = LEVELS.get((word.low, words[at + 1].low))
        if two:
            return at + 2, two
        if words[at + 1].low in _NOT_A_LEVEL.get(word.low, ()):
            return at, None
    one = LEVELS.get((word.low,)) or ("district" if word.bare == "huyen" else None)
    if one is None and word.low.isascii() and at + 1 < len(words) and words[at + 1].capital:
        one = _BARE_LEVELS.get(word.low)
    return (at + 1, one) if one else (at, None)


def place_at(words: list[Word], at: int, lexicon: Lexicon, *, numbers: bool = False, shouted: bool = False) -> int:
    """Index behind a place's name that begins at ``at``; ``at`` for none. ``shouted``: the words around are all in
    capitals, so that capitals say nothing and only a short rest of the line is taken."""
    if at >= len(words) or words[at].gap not in " -":
        return at
    if numbers and words[at].low.isdigit() and len(words[at].low) <= 2:
        return at + 1
    end = at
    while end < len(words) and end - at < _MAX_PLACE:
        word = words[end]
        if shouted and word.low in {"và", "hoặc", "các", "của"}:
            return end
        dashed = word.gap == "-" and end > at
        if not word.capital or word.low.isdigit() or (word.gap != " " and not dashed and word.gap != "-"):
            break
        if _begins_body(words, end, lexicon) or level_at(words, end)[1] or _verb_at(words, end, lexicon):
            break
        end += 1
    if end > at:
        end = _numbered(words, end)
    if shouted and end < len(words) and words[end].gap in " -":
        return at
    return end


def _verb_at(words: list[Word], at: int, lexicon: Lexicon) -> bool:
    """Whether a verb begins with a capital here, behind a heading that lost its line break ("UBND xã Căn cứ …")."""
    return (
        at + 1 < len(words) and not words[at + 1].capital and (words[at].low, words[at + 1].low) in lexicon.verb_pairs
    )


def _numbered(words: list[Word], at: int) -> int:
    """Index behind a number that belongs to the name ("Tân Phú 2", "khu vực XX"), not to what is counted next."""
    if at >= len(words) or words[at].gap != " " or not _is_number(words[at]):
        return at
    return at if at + 1 < len(words) and words[at + 1].gap == " " and words[at + 1].low in _COUNTED else at + 1


def _is_number(word: Word) -> bool:
    if word.low.isdigit():
        return len(word.low) <= 2 and not word.low.startswith("0")
    return word.upper and _ROMAN.fullmatch(word.low) is not None


def _begins_body(words: list[Word], at: int, lexicon: Lexicon) -> bool:
    end, names = match_name(words, at, lexicon.names)
    return any(not name.short for name in names) and (end - at > 1 or words[at].upper)


def reach_at(words: list[Word], at: int, lexicon: Lexicon) -> Reach:
    """Level, place and number behind a name that ends before ``at``."""
    start = at
    level: str | None = None
    if _pair(words, at) == ("việt", "nam") or (at < len(words) and words[at].low == "vn" and words[at].gap == " "):
        at += 2 if words[at].low == "việt" else 1
        level = "central"
    if at >= len(words) or words[at].gap not in " -":
        return Reach(at, level)
    if start > 1 and (words[start - 2].low, words[start - 1].low) in _NUMBERED:
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
    many = words[at].low in _MANY or (words[at].low.isdigit() and level_at(words, at + 1)[1] is not None)
    first, found = level_at(words, at + 1 if many else at)
    if found is None:
        if level or words[at].upper:
            return Reach(at, level)
        end = place_at(words, at, lexicon)
        if end - at < 2:
            return Reach(at, level)
        place = _text(words, at, end)
        return Reach(end, "province" if place in lexicon.central_cities else level, place)
    whole = words[first - 1].upper and words[max(0, start - 1)].upper
    end = place_at(words, first, lexicon, numbers=words[first - 1].low in {"phường", "quận"}, shouted=whole)
    place = _text(words, first, end)
    levels = {found}
    if end == first or many:
        end, levels, listed = _more(words, end, lexicon, levels, many=many, with_places=many and end > first)
        many = many or listed
    if many:
        end = territory_at(words, end, lexicon)
    return Reach(end, _settle(levels, place, lexicon), place, many)


def _more(
    words: list[Word], at: int, lexicon: Lexicon, levels: set[str], *, many: bool, with_places: bool
) -> tuple[int, set[str], bool]:
    """Further localities of a list: "xã, phường, thị trấn", "các xã An Lộc, Phú Hòa và thị trấn Tân Thành"."""
    listed = False
    village = words[at - 1].low in _VILLAGES
    while at < len(words):
        word = words[at]
        following = at + 1 if word.low in _LISTED and word.gap in " -" else at
        if following == at and word.gap not in {",", "-"}:
            break
        if following < len(words) and words[following].low in _MANY:
            if not many:
                break
            following += 1
        end, level = level_at(words, following)
        if level is not None and (words[following].low in _VILLAGES) != village:
            break
        if level is None:
            if not with_places or following >= len(words):
                break
            end = place_at(_spaced(words, following), 0, lexicon) + following
            if end == following:
                break
        else:
            levels.add(level)
            if with_places:
                end = place_at(words, end, lexicon)
        at, listed = end, True
    return at, levels, listed


def _spaced(words: list[Word], at: int) -> list[Word]:
    few = words[at : at + _MAX_PLACE + 6]
    return [few[0]._replace(gap=" "), *few[1:]] if few else []


def territory_at(words: list[Word], at: int, lexicon: Lexicon) -> int:
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
    if level is None or words[end].gap != " ":
        return end
    return place_at(words, behind, lexicon, numbers=words[behind - 1].low in {"phường", "quận"})


def open_name_at(words: list[Word], at: int, lexicon: Lexicon) -> tuple[int, str | None, str | None, int]:
    """A name that opens with a head ("Chi cục Dân số", "Phòng Dân tộc"): index behind it, level, kind, and index
    behind the last word of function in it (``at`` for none). (at, None, None, at) where there is no name."""
    none = (at, None, None, at)
    if words[at].low not in lexicon.first_of_heads:
        return none
    size = next((n for n in (3, 2, 1) if tuple(w.low for w in words[at : at + n]) in lexicon.heads), 0)
    if not size or any(word.gap != " " for word in words[at + 1 : at + size]):
        return none
    head = lexicon.heads[tuple(w.low for w in words[at : at + size])]
    index = at + size
    if index >= len(words) or words[index].gap not in " -" or not (words[at].capital or words[index].capital):
        return none
    if {words[index].low, " ".join(w.low for w in words[index : index + 2])} & head.not_before:
        return none
    known = at
    capitals = 0
    while index < len(words):
        step = index
        if words[step].low == "và" and words[step].gap == " " and index > at + size:
            step += 1
        if step >= len(words) or words[step].gap not in " -" or (words[step].gap == "-" and step == at + size):
            break
        joined = step > index or words[step].gap == "-"
        end = _known_words(words, step, lexicon, directly=step == at + size, capital_needed=joined)
        if end > step:
            known, index = end, end
            continue
        word = words[step]
        if (
            joined
            or not word.capital
            or word.low.isdigit()
            or level_at(words, step)[1]
            or _begins_body(words, step, lexicon)
        ):
            break
        if words[at].upper or capitals >= 5:
            break
        capitals, index = capitals + 1, step + 1
    if index == at + size or (known == at and not (capitals and words[at].capital)):
        return none
    return index, head.level, head.kind or function_of(_text(words, at, index), lexicon), known


def _known_words(words: list[Word], at: int, lexicon: Lexicon, *, directly: bool, capital_needed: bool) -> int:
    for size in (5, 4, 3, 2, 1):
        chunk = words[at : at + size]
        key = tuple(word.low for word in chunk)
        if len(chunk) < size or key not in lexicon.name_words or any(word.gap != " " for word in chunk[1:]):
            continue
        if chunk[0].capital or (not capital_needed and (directly or key not in lexicon.name_verbs)):
            return at + size
    return at


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


def _pair(words: list[Word], at: int) -> tuple[str, str] | None:
    if at + 1 < len(words) and words[at].gap in " -" and words[at + 1].gap == " ":
        return words[at].low, words[at + 1].low
    return None


def _after(words: list[Word], at: int) -> str:
    return words[at].low if at < len(words) and words[at].gap == " " else ""


def _text(words: list[Word], start: int, end: int) -> str:
    return " ".join(word.low for word in words[start:end])

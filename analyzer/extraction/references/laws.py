"""Laws cited by name: "Luật Bảo hiểm xã hội năm 2014", "Bộ luật Lao động", "Hiến pháp"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from analyzer.resources import load_yaml
from analyzer.text.fold import bare, lower

_WORD = {"bộ luật": "code", "luật": "law", "pháp lệnh": "ordinance", "hiến pháp": "constitution"}
_START = re.compile(r"(?<!\w)(?P<word>bộ\s{1,3}luật|luật|pháp\s{1,3}lệnh|hiến\s{1,3}pháp)(?!\w)")
_NOT_BEFORE = re.compile(r"(?:pháp|kỷ|dự|điều|đạo|trái|vi phạm|quy|theo pháp|nghề|ngành|khoa)\s{1,3}$")
_AMENDING = re.compile(
    r"\s{1,3}sửa\s{1,3}đổi,?\s{1,3}bổ\s{1,3}sung\s{1,3}(?:một\s{1,3}số\s{1,3}điều\s{1,3})?(?:của\s{1,3})?"
    r"(?=luật|bộ luật|pháp lệnh|các luật)"
)
_WORDS = re.compile(r"\s{1,3}(?P<w>[^\W\d_]{1,12})")
_NO_NAME = {
    "này",
    "sư",
    "gia",
    "số",
    "đó",
    "trên",
    "mới",
    "hiện",
    "nêu",
    "sửa",
    "khác",
    "và",
    "là",
    "có",
    "được",
    "của",
    "quy",
    "định",
    "các",
    "cũ",
    "nói",
    "về",
}
_STOP = {
    "và", "về", "đã", "được", "ngày", "năm", "số", "theo", "có", "trong", "tại", "quy", "của", "đối", "hiện", "mới",
    "này", "là", "để", "đến", "cho", "thì", "nhằm", "từ", "với", "khi", "nêu", "trên", "sửa", "cùng", "hoặc",
    "ban", "cũng",
    "do", "áp", "nhất", "vào", "thay", "còn", "phải", "bằng", "như", "ra", "sẽ", "đang", "luật",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class LawName:
    """A name as found: offsets, ``type``, and ``key`` that all spellings of one law share."""

    start: int
    end: int
    type: str
    key: str


@cache
def _known() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern of the names in the register (folded, without "Luật"), and short forms → full ones (bare)."""
    data = load_yaml("registers/documents.yml")
    names = sorted({lower(n) for n in data["law_names"]}, key=len, reverse=True)
    short = {bare(k): bare(v) for k, v in data["short_forms"].items()}
    both = names + [lower(k) for k in data["short_forms"]]
    pattern = "|".join(re.escape(n).replace(r"\ ", r"\s{1,3}") for n in sorted(both, key=len, reverse=True))
    return re.compile(rf"\s{{1,3}}(?:{pattern})(?!\w)"), short


def law_key(name: str) -> str:
    """What the spellings of one law's name have in common: "Luật BHXH" and "Luật Bảo hiểm xã hội"."""
    words = re.sub(r"[^\w\s]", " ", bare(name)).split()
    short = _known()[1]
    return " ".join(" ".join(short.get(w, w) for w in words).split())


def find_laws(text: str, folded: str, start: int, end: int) -> Iterator[LawName]:
    """Names of laws in ``text[start:end]``, in order, without overlap."""
    place = start
    for hit in _START.finditer(folded, start, end):
        if hit.start() < place or _NOT_BEFORE.search(folded[max(start, hit.start() - 12) : hit.start()]):
            continue
        word = " ".join(hit["word"].split())
        stop = _name_end(text, folded, hit, word, end)
        if stop is None:
            continue
        place = stop
        yield LawName(hit.start(), stop, _WORD[word], law_key(text[hit.start() : stop]))


def _name_end(text: str, folded: str, hit: re.Match[str], word: str, end: int) -> int | None:
    capital = text[hit.start()].isupper()
    if word == "hiến pháp":
        return hit.end() if capital else None
    if amending := _AMENDING.match(folded, hit.end(), end):
        inner = _START.match(folded, amending.end(), end)
        if inner:
            stop = _name_end(text, folded, inner, " ".join(inner["word"].split()), end)
            return stop if stop else None
        return None
    known = _known()[0].match(folded, hit.end(), end)
    if known:
        first = text[known.start() : known.end()].lstrip()[:1]
        return known.end() if capital or first.isupper() else known.end() if " " in known.group().strip() else None
    if not capital:
        return None
    return _guess_end(text, folded, hit.end(), end)


def _guess_end(text: str, folded: str, place: int, end: int) -> int | None:
    """A name that the register does not hold: a capitalised word and the small-letter words behind it."""
    stop = None
    for count in range(10):
        word = _WORDS.match(text, place, end)
        if word is None:
            break
        low = folded[word.start("w") : word.end("w")]
        if count == 0 and (not word["w"][0].isupper() or low in _NO_NAME):
            return None
        if count and low in _STOP:
            break
        stop = place = word.end()
    return stop

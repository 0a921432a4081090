"""Syllables that extraction has split ("Đ / ế / n năm", "k ế t quả") put together again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from analyzer.text.mapped import Mapped
from analyzer.text.syllables import is_syllable

_WORD_START = re.compile(r"[^\W\d_]+")
_ACRONYM = re.compile(r"[A-ZĐ]{2,8}")
_ROMAN = re.compile(r"(?:X{0,3})(?:IX|IV|V?I{0,3})")
_MIXED = frozenset({"TTg", "BTg", "QyĐ", "ThS", "VNĐ"})
_CHAIN = 8

# Costs of reading a chain of fragments one way or another. A word that is none costs most; a join costs less
# than any wrong word; a one-letter word is possible ("ở", "y") but seldom, so that it is joined where it can be.
_NO_WORD, _LONE_LETTER, _SHORT_ACRONYM, _JOIN = 4.0, 0.6, 0.6, 0.5


@lru_cache(maxsize=20_000)
def _cost(word: str) -> float:
    if len(word) == 1 and (word.isupper() or not is_syllable(word)):
        return _NO_WORD
    if is_syllable(word):
        consistent = word.islower() or word.isupper() or word[1:].islower()
        return (_LONE_LETTER if len(word) == 1 else 0.0) if consistent else _NO_WORD
    if len(word) == 2 and _ACRONYM.fullmatch(word):
        return _SHORT_ACRONYM
    if word in _MIXED or _ACRONYM.fullmatch(word) or (word.isupper() and _ROMAN.fullmatch(word)):
        return 0.3
    return _NO_WORD


def _may_join(first: str, cost: float, pieces: int, length: int) -> bool:
    """An abbreviation is put together from small pieces only: any letters in capitals would make one."""
    return cost == 0.0 or pieces == 1 or cost == _LONE_LETTER or (len(first) <= 2 and length <= 5)


def best_reading(fragments: Sequence[str]) -> list[str]:
    """The cheapest way to read letter fragments that stood apart, as words.

    >>> best_reading(["Đ", "ế", "n"])
    ['Đến']
    >>> best_reading(["phù", "hợp"])
    ['phù', 'hợp']
    """
    costs, steps = [0.0], [0]
    for end in range(1, len(fragments) + 1):
        cheapest, step = float("inf"), 1
        for start in range(max(0, end - 5), end):
            cost = _cost("".join(fragments[start:end]))
            joins = end - start - 1
            if joins and (
                cost >= _NO_WORD
                or not _may_join(fragments[start], cost, end - start, sum(map(len, fragments[start:end])))
            ):
                continue
            total = costs[start] + cost + _JOIN * joins
            if total < cheapest:
                cheapest, step = total, end - start
        costs.append(cheapest)
        steps.append(step)
    words: list[str] = []
    end = len(fragments)
    while end:
        words.append("".join(fragments[end - steps[end] : end]))
        end -= steps[end]
    return words[::-1]


def _last_word(line: str) -> str:
    """The letters that a line ends with."""
    found = _WORD_START.match(line[::-1])
    return found.group()[::-1] if found is not None else ""


def glued(lines: Sequence[str], index: int) -> bool:
    """Whether line ``index`` goes on inside the last word of the line before it."""
    if index == 0:
        return False
    before = _last_word(lines[index - 1])
    after = _WORD_START.match(lines[index])
    if not before or after is None:
        return False
    if _cost(before) < _LONE_LETTER and _cost(after.group()) < _LONE_LETTER and len(after.group()) > 1:
        return False
    first = index - 1
    chain = [before]
    while len(before) == len(lines[first]) and first > 0 and len(chain) < _CHAIN:
        before = _last_word(lines[first - 1])
        if not before:
            break
        chain.insert(0, before)
        first -= 1
    here = len(chain)
    chain.append(after.group())
    last = index
    while after is not None and after.end() == len(lines[last]) and last + 1 < len(lines) and len(chain) < 2 * _CHAIN:
        after = _WORD_START.match(lines[last + 1])
        if after is None:
            break
        chain.append(after.group())
        last += 1
    place = sum(len(fragment) for fragment in chain[:here])
    for word in best_reading(chain):
        if place < len(word):
            return place > 0
        place -= len(word)
    return False


_LISTED = re.compile(r"\b[a-zđ]\)|\b(?:điểm|khoản|nhóm|tổ|lớp|loại|phụ lục) [a-zđ]\b", re.I)
_BROKEN = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)+")


def is_broken(text: str, tokens: Counter[str], share: float) -> bool:
    """Whether more than ``share`` of the words are fragments (``fragment_share``); ``tokens``: ``text.split()``."""
    words = fragments = 0
    for token, times in tokens.items():
        lone, inside, least = _profile(token)
        fragments += times * inside
        words += times * (least - 3 * lone)  # what is listed is no word: a letter, and two before it at most
    return fragments > share * words and fragment_share(text) > share


@lru_cache(maxsize=20_000)
def _profile(token: str) -> tuple[int, int, int]:
    """Of what stands between spaces: how many letters stand alone, how many words are fragments, and all words."""
    words = _WORD_START.findall(token)
    return sum(len(w) == 1 for w in words), sum(map(_is_fragment, words)), len(words)


def _is_fragment(word: str) -> bool:
    return len(word) <= 2 and word.islower() and _cost(word) >= _NO_WORD


def fragment_share(text: str) -> float:
    """Share of the words that are single small letters that no word is made of: high where a text layer is broken."""
    words = _WORD_START.findall(_LISTED.sub(" ", text))
    if not words:
        return 0.0
    return sum(map(_is_fragment, words)) / len(words)


_TOKEN = re.compile(r"[^\W\d_]{5,14}")
_MARKED = re.compile(r"[À-ỹĐđ]")
_RN = re.compile(r"\b[^\W\d_]{1,5}(?:rn|RN)\b")
_DIGIT_IN_WORD = re.compile(r"[^\W\d_]{0,6}[^\W\d_][10][^\W\d_]{1,6}")


def mend_misread(mapped: Mapped) -> tuple[Mapped, int]:
    """Misreadings that only one reading mends: a digit for a letter ("MỤC T1ÊU") and two syllables run together
    ("NỘIDUNG"); and how many there were. Words without a Vietnamese letter ("logo", "H1N1") are left alone."""
    if not any(map(may_be_misread, mapped.text.split())):
        return mapped, 0
    count = 0

    def letter(match: re.Match[str]) -> str:
        nonlocal count
        word = match.group()
        capitals = sum(c.isupper() for c in word) > 1
        mended = word.replace("1", "I" if capitals else "i").replace("0", "O" if capitals else "o")
        if is_syllable(mended) and _MARKED.search(word):
            count += 1
            return mended
        return word

    def em(match: re.Match[str]) -> str:
        nonlocal count
        word = match.group()
        mended = word[:-2] + ("M" if word.isupper() else "m")
        if is_syllable(mended) and not is_syllable(word) and _MARKED.search(word):
            count += 1
            return mended
        return word

    mapped = mapped.sub(_DIGIT_IN_WORD, letter).sub(_RN, em)
    pieces: list[Mapped] = []
    last = 0
    for match in _TOKEN.finditer(mapped.text):
        place = _only_cut(match.group())
        if place:
            pieces += [mapped[last : match.start() + place], Mapped.inserted(" ")]
            last = match.start() + place
            count += 1
    if pieces:
        pieces.append(mapped[last:])
        mapped = Mapped.join(pieces)
    return mapped, count


@lru_cache(maxsize=20_000)
def may_be_misread(token: str) -> bool:
    """Whether what stands between two spaces holds something that ``mend_misread`` looks at more closely."""
    if len(token) < 3:
        return False
    if _DIGIT_IN_WORD.search(token) or _RN.search(token):
        return True
    return len(token) >= 5 and any(map(_only_cut, _TOKEN.findall(token)))


@lru_cache(maxsize=20_000)
def _only_cut(token: str) -> int:
    """Where a token that is no syllable falls into two that are; 0 where it does not, or in more than one way."""
    if is_syllable(token) or not _MARKED.search(token) or not (token.isupper() or token[1:].islower()):
        return 0
    cuts = [k for k in range(2, len(token) - 1) if is_syllable(token[:k]) and is_syllable(token[k:])]
    return cuts[0] if len(cuts) == 1 else 0


def join_spaced(mapped: Mapped) -> Mapped:
    """Syllables split by spaces put together. Only for text that ``fragment_share`` shows to be broken."""
    cuts: list[int] = []
    for run in _BROKEN.finditer(mapped.text):
        fragments = run.group().split(" ")
        if not any(_cost(f) >= _NO_WORD for f in fragments):
            continue
        place = run.start()
        offsets = []
        for fragment in fragments:
            offsets.append(place)
            place += len(fragment) + 1
        taken = 0
        for word in best_reading(fragments):
            used, first = 0, taken
            while used < len(word):
                used += len(fragments[taken])
                taken += 1
            cuts += [offsets[k] - 1 for k in range(first + 1, taken)]
    if not cuts:
        return mapped
    pieces, last = [], 0
    for cut in cuts:
        pieces.append(mapped[last:cut])
        last = cut + 1
    pieces.append(mapped[last:])
    return Mapped.join(pieces)

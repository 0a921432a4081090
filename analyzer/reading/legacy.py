"""Text of fonts from before Unicode (TCVN3, VNI…) to Unicode, word by word.

The font of a run says which encoding it may hold; what it does hold is told from the words. A word that is a
possible Vietnamese syllable after the conversion and not before is converted, the reverse is left (officers go on in
Unicode where a font of old is set), and what could be both goes with the words beside it, then with the whole file.
Text without such a font is converted only where nearly all its words become syllables by it and most were none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from typing import NamedTuple, TypeVar

from analyzer.reading import failures
from analyzer.reading.legacy_tables import Encoding, encodings, typeface
from analyzer.reading.model import ReadingWarning
from analyzer.text.syllables import is_syllable

_PUNCTUATION = frozenset("«»°·§±©®…–—“”‘’•™€£¥½¼¾²³¹×÷\xad\xa0\u2212\u0110")
_UNICODE = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9\u0300\u0301\u0303\u0309\u0323]")
_ODD = re.compile("[\x80-\x9f¡-ª¬®-¿ÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñö÷øûüþÿŒœŠšŽžŸƒˆ˜‚„†‡‰‹›ˉβμ∙⋅\uf080-\uf0ff]")
"""Wider than the telltales, and known without the tables, which most files never need."""
_MARKS = "“”‘’–—…«»"
_VIETNAMESE = frozenset("àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ")
_FEW, _ENOUGH = 5, 12
"""Words with a special character that a paragraph, or a whole file, must have to be judged without a font."""

Result = TypeVar("Result")


class Piece(NamedTuple):
    """A run: its text as the file holds it, its font, and whether it is set in capitals."""

    text: str
    font: str = ""
    caps: bool = False


@dataclass(slots=True)
class Tally:
    """Words with special characters: how many there are, and how many are syllables only with, only without, or
    either way of the conversion."""

    words: int = 0
    gained: int = 0
    lost: int = 0
    either: int = 0

    def add(self, other: Tally) -> None:
        """Adds the counts of ``other``."""
        self.words += other.words
        self.gained += other.gained
        self.lost += other.lost
        self.either += other.either

    @property
    def tells(self) -> bool:
        """Whether the words say by themselves, without a font, that they are of the encoding."""
        return self.gained + self.either >= 0.85 * self.words and self.lost + self.either <= 0.5 * self.words


@dataclass(slots=True)
class Evidence:
    """What a file showed: by encoding, for text in its fonts and for text without them; letters of Unicode seen."""

    fonts: dict[str, Tally] = field(default_factory=dict)
    bare: dict[str, Tally] = field(default_factory=dict)
    unicode_letters: int = 0

    @property
    def any(self) -> bool:
        """Whether there is anything to convert, perhaps."""
        return bool(self.fonts or self.bare)

    def whole_file(self) -> Encoding | None:
        """The encoding of all text without a font of an encoding; None where it is Unicode, or mixed."""
        best = _best(self.bare)
        if best is None:
            return None
        tally = self.bare[best.id]
        return best if tally.words >= _ENOUGH and self.unicode_letters < 0.1 * tally.words else None


class Legacy:
    """Converts the runs of one file. The first pass (``learned`` None) gathers evidence, the second knows it."""

    def __init__(self, learned: Evidence | None = None) -> None:
        self.evidence = Evidence()
        self.converted: dict[str, int] = {}
        """Encoding → number of words that were converted."""
        self._learned = learned or Evidence()
        self._whole = self._learned.whole_file()

    def convert(self, pieces: Iterable[Piece]) -> str:
        """The text of runs that follow each other in one paragraph."""
        pieces = list(pieces)
        if not any(piece.font and typeface(piece.font).encodings for piece in pieces):
            raw = "".join([piece.text for piece in pieces])
            encoding, trusted = self._encoding_of(raw, ())
            if encoding is None:
                return "".join(map(_as_shown, pieces))
            return "".join(self._decode(raw, encoding, trusted, frozenset())[0])
        return "".join(text for text, _ in self._groups(pieces))

    def convert_mapped(self, pieces: Iterable[Piece]) -> tuple[str, list[int]]:
        """As ``convert``; for each character, the index of its first one in the joined text of the pieces."""
        parts = list(self._groups(pieces))
        return "".join(text for text, _ in parts), [start for _, starts in parts for start in starts]

    def warnings(self, *, capitals_lost: bool = False) -> list[ReadingWarning]:
        """One warning (legacy_encoding) for each encoding; ``capitals_lost``: the format has no fonts."""
        found = []
        for encoding in encodings():
            count = self.converted.get(encoding.id, 0)
            if count:
                vi = f"Đã chuyển mã từ {encoding.name} sang Unicode ({count} từ)."
                en = f"Converted from {encoding.name} to Unicode ({count} words)."
                if capitals_lost and encoding.capitals is not None:
                    vi += " Chữ in hoa gõ bằng phông chữ hoa được đọc thành chữ thường."
                    en += " Capitals typed with a font of capitals are read as small letters."
                found.append(failures.warning("legacy_encoding", vi, en))
        return found

    def _groups(self, pieces: Iterable[Piece]) -> Iterator[tuple[str, Iterable[int]]]:
        place = 0
        for fonts, group in groupby(pieces, key=lambda piece: typeface(piece.font).encodings if piece.font else ()):
            run = list(group)
            raw = "".join(piece.text for piece in run)
            encoding, trusted = self._encoding_of(raw, fonts)
            if encoding is None:
                text, starts = "".join(map(_as_shown, run)), list(range(len(raw)))
            else:
                text, starts = self._decode(raw, encoding, trusted, _capitals(run) if fonts else frozenset())
            yield text, [place + start for start in starts]
            place += len(raw)

    def _encoding_of(self, raw: str, fonts: tuple[Encoding, ...]) -> tuple[Encoding | None, bool]:
        """The encoding of a text, and whether words that tell nothing are to be converted."""
        if fonts:
            tallies = {encoding.id: _tally(raw, encoding) for encoding in fonts}
            _gather(self.evidence.fonts, tallies)
            best = max(fonts, key=lambda one: (_gain(tallies[one.id]), _gain(self._learned.fonts.get(one.id))))
            return best, (_gain(tallies[best.id]) or _gain(self._learned.fonts.get(best.id))) >= 0
        self.evidence.unicode_letters += len(_UNICODE.findall(raw))
        if self._whole is not None:
            return self._whole, _gain(_tally(raw, self._whole)) >= 0
        if len(_ODD.findall(raw)) < 2 or len(_telltales().findall(raw)) < 2:
            return None, False
        tallies = {encoding.id: _tally(raw, encoding) for encoding in encodings()}
        _gather(self.evidence.bare, tallies)
        chosen = _best(tallies)
        return (chosen, True) if chosen is not None and tallies[chosen.id].words >= _FEW else (None, False)

    def _decode(self, raw: str, encoding: Encoding, trusted: bool, capitals: frozenset[int]) -> tuple[str, list[int]]:
        words = _words(raw, encoding)
        letters: list[str] = []
        starts: list[int] = []
        count = end = 0
        choices = _choices([raw[first:last] for first, last in words], encoding, trusted)
        for (first, last), converts in zip(words, choices, strict=True):
            letters.extend(raw[end:first])
            starts.extend(range(end, first))
            end = last
            word = raw[first:last]
            if converts:
                after, places = encoding.decode(word)
                count += after != word
            else:
                after, places = word, list(range(len(word)))
            for letter, place in zip(after, places, strict=True):
                index = first + place
                letters.append(_upper(letter) if index in capitals else letter)
                starts.append(index)
        letters.extend(raw[end:])
        starts.extend(range(end, len(raw)))
        if count:
            self.converted[encoding.id] = self.converted.get(encoding.id, 0) + count
        return "".join(letters), starts


def may_be_legacy(text: str) -> bool:
    """Whether a text without fonts holds characters that the encodings use, at least as many as one paragraph must."""
    return len(_ODD.findall(text)) >= 2


def in_two_passes(walk: Callable[[Legacy], Result]) -> tuple[Result, Legacy]:
    """What ``walk`` gives; it is called again, with what the first call showed, where there is anything to convert."""
    legacy = Legacy()
    result = walk(legacy)
    if legacy.evidence.any:
        legacy = Legacy(legacy.evidence)
        result = walk(legacy)
    return result, legacy


def merged_warnings(parts: Iterable[Legacy | None]) -> list[ReadingWarning]:
    """The warnings of a file whose parts (pages) were converted each by itself."""
    whole = Legacy()
    for part in parts:
        for identity, count in part.converted.items() if part is not None else ():
            whole.converted[identity] = whole.converted.get(identity, 0) + count
    return whole.warnings()


def _words(raw: str, encoding: Encoding) -> list[tuple[int, int]]:
    """Where words begin and end. Some encodings have letters in the places of quotation marks and dashes: at the edge
    of a word these are marks where it is a syllable only without them."""
    found = []
    for match in encoding.word.finditer(raw):
        bare = match[0].strip(_MARKS)
        if bare and len(bare) < len(match[0]) and not is_syllable(encoding.decode(match[0])[0]):
            start = match.start() + match[0].index(bare)
            if is_syllable(encoding.decode(bare)[0]):
                found.append((start, start + len(bare)))
                continue
        found.append(match.span())
    return found


def _tally(raw: str, encoding: Encoding) -> Tally:
    tally = Tally()
    for first, last in _words(raw, encoding):
        word = raw[first:last]
        if word.isascii():
            continue
        after, _ = encoding.decode(word)
        before_fits, after_fits = _fits(word, after, encoding)
        tally.words += 1
        tally.gained += after_fits and not before_fits
        tally.lost += before_fits and not after_fits
        tally.either += before_fits and after_fits
    return tally


def _fits(before: str, after: str, encoding: Encoding) -> tuple[bool, bool]:
    """Whether a word is a syllable as it stands, and as converted (never where it holds letters of Unicode)."""
    if not all(char.isascii() or char in encoding.used for char in before):
        return True, False
    return is_syllable(before), is_syllable(after)


def _choices(words: list[str], encoding: Encoding, trusted: bool) -> list[bool]:
    """For each word whether it is to be converted; one that could be either goes with the one that tells before it,
    else with the one behind it, else ``trusted`` decides."""
    choices: list[bool | None] = []
    for word in words:
        before, after = (False, False) if word.isascii() else _fits(word, encoding.decode(word)[0], encoding)
        choices.append(after if after != before else None)
    told = next((choice for choice in choices if choice is not None), trusted)
    found: list[bool] = []
    for choice in choices:
        told = told if choice is None else choice
        found.append(told)
    return found


def _gain(tally: Tally | None) -> int:
    return 0 if tally is None else tally.gained - tally.lost


def _best(tallies: dict[str, Tally]) -> Encoding | None:
    fitting = [one for one in encodings() if one.id in tallies and tallies[one.id].words and tallies[one.id].tells]
    return max(fitting, key=lambda one: _gain(tallies[one.id]), default=None)


def _gather(into: dict[str, Tally], tallies: dict[str, Tally]) -> None:
    for identity, tally in tallies.items():
        if tally.words:
            into.setdefault(identity, Tally()).add(tally)


def _capitals(run: list[Piece]) -> frozenset[int]:
    found: set[int] = set()
    place = 0
    for piece in run:
        if piece.caps or typeface(piece.font).capitals:
            found.update(range(place, place + len(piece.text)))
        place += len(piece.text)
    return frozenset(found)


def _as_shown(piece: Piece) -> str:
    """Capitals as a reader sees them, where that keeps the offsets those of the file."""
    upper = piece.text.upper() if piece.caps else piece.text
    return upper if len(upper) == len(piece.text) else piece.text


def _upper(letter: str) -> str:
    upper = letter.upper()
    return upper if len(upper) == 1 else letter


@cache
def _telltales() -> re.Pattern[str]:
    """Characters that the encodings use and Vietnamese in Unicode hardly ever does."""
    seen = {char for encoding in encodings() for char in encoding.used if char > "\x7f"} - _VIETNAMESE - _PUNCTUATION
    return re.compile("[" + "".join(map(re.escape, sorted(seen))) + "]")

"""Misreadings as optical character recognition makes them in Vietnamese, put into a text on purpose.

The classes and their weights follow what recognition of scanned administrative documents gets wrong: about three in
four wrong words differ in diacritics alone, most often a hook read as an acute and a tilde read as a hook; the rest are
look-alikes (l, 1, I; O, 0; rn, m) and blanks lost or put in between syllables.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

GRAVE, ACUTE, HOOK, TILDE, DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_TONES = GRAVE + ACUTE + HOOK + TILDE + DOT

Changes = dict[str, tuple[str, ...]]
_TONE_CONFUSED: Changes = {GRAVE: (ACUTE,), ACUTE: (GRAVE, HOOK), HOOK: (TILDE,), TILDE: (ACUTE,), DOT: (HOOK,)}
_MARK_LOST: Changes = {"ê": ("e",), "ô": ("o",), "ơ": ("o",), "ư": ("u",), "â": ("a",), "ă": ("a",), "đ": ("d",)}
_MARK_CONFUSED: Changes = {"ô": ("ơ",), "ơ": ("ô",), "â": ("ă",), "ă": ("â",)}
_MARK_GAINED: Changes = {"e": ("ê",), "o": ("ơ", "ô"), "u": ("ư",), "d": ("đ",)}
_LOOK_ALIKE: Changes = {
    "l": ("1", "I"), "1": ("l", "I"), "I": ("l", "1"), "O": ("0",), "0": ("O",), "m": ("rn",), "rn": ("m",),
    "III": ("II",),
}  # fmt: skip


class _Place(NamedTuple):
    """``text[start:end]`` may be read as any of ``readings``."""

    start: int
    end: int
    readings: tuple[str, ...]


def add_noise(text: str, rate: float, seed: int) -> str:
    """The text with misreadings, ``rate`` of them per character (white space aside); the same for the same arguments.

    The text is composed (NFC) first, as recognition gives it. Line breaks and tabs stay: letters, digits and the
    blanks between words are misread. No character is misread twice; a text that offers fewer places than asked for is
    misread in all of them.

    Raises:
        ValueError: ``rate`` is not within 0 and 1.
    """
    if not 0 <= rate <= 1:
        raise ValueError(f"rate must be within 0 and 1, not {rate}")
    text = unicodedata.normalize("NFC", text)
    wanted = round(rate * sum(not char.isspace() for char in text))
    generator = random.Random(seed)
    pieces: list[str] = []
    done = 0
    for place in sorted(_draw(text, wanted, generator)):
        pieces += text[done : place.start], generator.choice(place.readings)
        done = place.end
    return "".join((*pieces, text[done:]))


def _draw(text: str, wanted: int, generator: random.Random) -> list[_Place]:
    """``wanted`` places that do not overlap: the class by its weight, the place in it by chance."""
    if not wanted:
        return []
    left = [list(find(text)) for _, find in _CLASSES]
    for places in left:
        generator.shuffle(places)
    drawn: list[_Place] = []
    touched: set[int] = set()
    while len(drawn) < wanted and any(left):
        weights = [weight if places else 0 for (weight, _), places in zip(_CLASSES, left, strict=True)]
        place = generator.choices(left, weights)[0].pop()
        characters = range(place.start, place.end)
        if touched.isdisjoint(characters):
            touched.update(characters)
            drawn.append(place)
    return drawn


@lru_cache(maxsize=4096)
def _parted(char: str) -> tuple[str, str]:
    """A composed letter without its tone, and the tone: "ể" → "ê", hook; "" where it has none."""
    marks = unicodedata.normalize("NFD", char)
    tone = "".join(mark for mark in marks if mark in _TONES)
    return unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES)), tone


def _with_tone(letter: str, tone: str) -> str:
    return unicodedata.normalize("NFC", letter + tone)


def _tones(changes: Changes) -> Callable[[str], Iterator[_Place]]:
    """Places where one tone is read as another ("" for none)."""

    def find(text: str) -> Iterator[_Place]:
        for place, char in enumerate(text):
            letter, tone = _parted(char)
            if tone in changes:
                yield _Place(place, place + 1, tuple(_with_tone(letter, other) for other in changes[tone]))

    return find


def _letters(changes: Changes) -> Callable[[str], Iterator[_Place]]:
    """Places where one letter is read as another, its tone and case kept."""

    def find(text: str) -> Iterator[_Place]:
        for place, char in enumerate(text):
            letter, tone = _parted(char)
            others = changes.get(letter.lower(), ())
            if others:
                cased = (other.upper() if letter.isupper() else other for other in others)
                yield _Place(place, place + 1, tuple(_with_tone(other, tone) for other in cased))

    return find


def _look_alikes(text: str) -> Iterator[_Place]:
    for shape, others in _LOOK_ALIKE.items():
        place = text.find(shape)
        while place >= 0:
            yield _Place(place, place + len(shape), others)
            place = text.find(shape, place + 1)


def _joined(text: str) -> Iterator[_Place]:
    """Blanks between two letters, that are lost."""
    for place in range(1, len(text) - 1):
        if text[place] == " " and text[place - 1].isalpha() and text[place + 1].isalpha():
            yield _Place(place, place + 1, ("",))


def _split(text: str) -> Iterator[_Place]:
    """Letters in the middle of a word, before which a blank is put."""
    for place in range(1, len(text)):
        if text[place].isalpha() and text[place - 1].isalpha():
            yield _Place(place, place + 1, (" " + text[place],))


_CLASSES: tuple[tuple[int, Callable[[str], Iterator[_Place]]], ...] = (
    (24, _tones({HOOK: (ACUTE,)})),
    (12, _tones({TILDE: (HOOK,)})),
    (14, _tones(dict.fromkeys(_TONES, ("",)))),
    (8, _tones(_TONE_CONFUSED)),
    (14, _letters(_MARK_LOST)),
    (4, _letters(_MARK_CONFUSED)),
    (3, _letters(_MARK_GAINED)),
    (11, _look_alikes),
    (6, _joined),
    (4, _split),
)
"""Weight in 100 of a class, and where in a text it may strike."""

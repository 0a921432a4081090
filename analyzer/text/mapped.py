"""A string that knows where each of its characters came from."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass

INSERTED = -1


@dataclass(slots=True)
class Mapped:
    """``origin[i]`` is the raw offset of ``text[i]``, or ``INSERTED``. Both are equally long.

    Text that stands in the source as it does here has a ``range`` for its origin: cutting it costs nothing.
    """

    text: str
    origin: array[int] | range

    @classmethod
    def of(cls, text: str, start: int) -> Mapped:
        """Raw text that begins at raw offset ``start``."""
        return cls(text, range(start, start + len(text)))

    @classmethod
    def inserted(cls, text: str) -> Mapped:
        """Text that the source does not hold."""
        return cls(text, array("l", [INSERTED]) * len(text))

    @classmethod
    def join(cls, pieces: Iterable[Mapped]) -> Mapped:
        """The pieces one behind the other."""
        pieces = list(pieces)
        if len(pieces) == 1:
            return pieces[0]
        texts: list[str] = []
        origin: array[int] = array("l")
        for piece in pieces:
            texts.append(piece.text)
            origin.extend(piece.origin)
        return cls("".join(texts), origin)

    def __len__(self) -> int:
        return len(self.text)

    def __getitem__(self, part: slice) -> Mapped:
        return Mapped(self.text[part], self.origin[part])

    def strip(self, chars: str | None = None) -> Mapped:
        """Without the white space (or ``chars``) at its ends."""
        stripped = self.text.strip(chars)
        if len(stripped) == len(self.text):
            return self
        left = len(self.text) - len(self.text.lstrip(chars))
        return Mapped(stripped, self.origin[left : left + len(stripped)])

    def translated(self, table: dict[int, str | None]) -> Mapped:
        """As ``str.translate`` with a table of single characters and deletions."""
        text = self.text.translate(table)
        if len(text) == len(self.text):
            return Mapped(text, self.origin)
        origin = array(
            "l", (o for c, o in zip(self.text, self.origin, strict=True) if table.get(ord(c), c) is not None)
        )
        return Mapped(text, origin)

    def sub(self, pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str]) -> Mapped:
        """Matches replaced. The first characters of a replacement keep the match's first origins, so a
        replacement may be shorter than its match, or as long, never longer."""
        texts: list[str] = []
        origin: array[int] = array("l")
        last = 0
        for match in pattern.finditer(self.text):
            new = replace(match)
            texts += [self.text[last : match.start()], new]
            origin.extend(self.origin[last : match.start()])
            origin.extend(self.origin[match.start() : match.start() + len(new)])
            last = match.end()
        if not last:
            return self
        texts.append(self.text[last:])
        origin.extend(self.origin[last:])
        return Mapped("".join(texts), origin)

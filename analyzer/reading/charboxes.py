"""Boxes of characters, held compactly."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from typing import overload

from analyzer.reading.model import Box


class CharBoxes(Sequence[Box]):
    """One box per character, 16 bytes each (a list of tuples would take some 200)."""

    __slots__ = ("_values",)

    def __init__(self, values: array[float]) -> None:
        self._values = values

    @property
    def packed(self) -> bytes:
        """Four 32-bit floats for each character, in this machine's byte order."""
        return self._values.tobytes()

    def __len__(self) -> int:
        return len(self._values) // 4

    @overload
    def __getitem__(self, index: int) -> Box: ...
    @overload
    def __getitem__(self, index: slice) -> list[Box]: ...
    def __getitem__(self, index: int | slice) -> Box | list[Box]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self)))]
        place = index + len(self) if index < 0 else index
        if not 0 <= place < len(self):
            raise IndexError(index)
        x0, top, x1, bottom = self._values[4 * place : 4 * place + 4]
        return (x0, top, x1, bottom)

    def __iter__(self) -> Iterator[Box]:
        values = iter(self._values)
        return zip(values, values, values, values, strict=True)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(other) == len(self) and all(map(_same, self, other))

    def __repr__(self) -> str:
        return f"CharBoxes({list(self)!r})"

    __hash__ = None  # type: ignore[assignment]


def _same(one: Box, other: object) -> bool:
    return one == other

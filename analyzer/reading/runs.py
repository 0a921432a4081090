"""The runs of one paragraph, for the readers of formats that have runs: their text and what they look like together."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from analyzer.reading.align import Align
from analyzer.reading.legacy import Piece
from analyzer.reading.model import Style


@dataclass(slots=True)
class Runs:
    """Pieces of text in order; ``notes``: what marks of notes stand in it, as the reader of the format names them;
    ``label``: its automatic number or bullet."""

    pieces: list[Piece] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    chars: int = 0
    bold_chars: int = 0
    italic_chars: int = 0
    sizes: Counter[float] = field(default_factory=Counter)
    align: Align | None = None
    label: str = ""

    def add(
        self,
        text: str,
        font: str = "",
        *,
        caps: bool = False,
        bold: bool = False,
        italic: bool = False,
        size: float | None = None,
    ) -> None:
        """Appends a run; ``size`` in points."""
        if not text:
            return
        self.pieces.append(Piece(text, font, caps))
        visible = len(text.strip())
        self.chars += visible
        self.bold_chars += visible if bold else 0
        self.italic_chars += visible if italic else 0
        if visible and size is not None:
            self.sizes[size] += visible

    @property
    def text(self) -> str:
        """The text as the file holds it."""
        return "".join(piece.text for piece in self.pieces)

    def style(self, heading_level: int | None = None) -> Style:
        """What the block looks like: bold and italic where all of it is, the size of most of it."""
        return Style(
            bold=self.bold_chars == self.chars,
            italic=self.italic_chars == self.chars,
            size=max(self.sizes, key=lambda size: self.sizes[size]) if self.sizes else None,
            align=self.align,
            heading_level=heading_level,
        )

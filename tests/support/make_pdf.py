"""Small PDFs for tests, drawn with reportlab. All coordinates in points from the top left corner of the page."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

A4 = (595.0, 842.0)
REGULAR, BOLD, ITALIC = "TestRegular", "TestBold", "TestItalic"

# Fonts as narrow as those of real documents: with wider ones (DejaVu, Noto Serif) the columns would overlap.
_SYSTEM_FONTS = (
    ("/usr/share/fonts/truetype/liberation2", "LiberationSerif-{}.ttf", ("Regular", "Bold", "Italic")),
    ("/usr/share/fonts/liberation-serif", "LiberationSerif-{}.ttf", ("Regular", "Bold", "Italic")),
    ("C:/Windows/Fonts", "times{}.ttf", ("", "bd", "i")),
    ("/System/Library/Fonts/Supplemental", "Times New Roman{}.ttf", ("", " Bold", " Italic")),
)
_NEEDED = "ảãạấầẩẫậắằẳẵặẻẽẹếềểễệỉĩịỏõọốồổỗộớờởỡợủũụứừửữựỷỹỵđĐƯƠỦỆ"


@cache
def fonts() -> tuple[str, str, str]:
    """Names of a regular, a bold and an italic font with every Vietnamese letter, registered with reportlab.

    Liberation Serif or Times New Roman of the system, else those of the package ``font-roboto``.
    """
    for files in _candidates():
        if all(path.is_file() for path in files):
            found = [TTFont(name, str(path)) for name, path in zip((REGULAR, BOLD, ITALIC), files, strict=True)]
            if all(ord(char) in font.face.charToGlyph for font in found for char in _NEEDED):
                for font in found:
                    pdfmetrics.registerFont(font)
                return REGULAR, BOLD, ITALIC
    raise RuntimeError("no font with Vietnamese letters: install fonts-liberation2 or the package font-roboto")


def _candidates() -> Iterable[list[Path]]:
    for folder, pattern, faces in _SYSTEM_FONTS:
        yield [Path(folder) / pattern.format(face) for face in faces]
    try:
        package = import_module("font_roboto")
    except ImportError:
        return
    folder_of_package = Path(str(package.__file__)).parent / "files"
    yield [folder_of_package / f"Roboto-{face}.ttf" for face in ("Regular", "Bold", "Italic")]


class Sheets:
    """A PDF in the making. ``mode``: 0 filled text, 3 invisible; ``font``: one of the three constants above."""

    def __init__(
        self, size: tuple[float, float] = A4, *, user: str | None = None, owner: str = "owner", compressed: bool = True
    ) -> None:
        fonts()
        self.size = size
        self.words: list[str] = []
        """Every word drawn, in drawing order."""
        self._out = io.BytesIO()
        lock = None if user is None else StandardEncryption(user, owner, strength=128)
        self.canvas = Canvas(
            self._out, pagesize=size, encrypt=lock, pageCompression=int(compressed), invariant=1, initialFontSize=12
        )

    def text(self, x: float, y: float, text: str, size: float = 13, font: str = REGULAR, *, mode: int = 0) -> float:
        """Draws a line with its baseline at ``y``; gives the x of its end."""
        self.canvas.saveState()
        drawn = self.canvas.beginText(x, self.size[1] - y)
        drawn.setFont(font, size)
        drawn.setTextRenderMode(mode)
        drawn.textOut(text)
        self.canvas.drawText(drawn)
        self.canvas.restoreState()
        self.words += text.split()
        return x + self.width(text, size, font)

    def centred(self, x: float, y: float, text: str, size: float = 13, font: str = REGULAR) -> None:
        """Draws a line centred on ``x``."""
        self.text(x - self.width(text, size, font) / 2, y, text, size, font)

    def lines(
        self, x: float, y: float, lines: Sequence[str], size: float = 13, font: str = REGULAR, pitch: float = 18
    ) -> float:
        """Draws lines below each other; gives the baseline of the next."""
        for line in lines:
            self.text(x, y, line, size, font)
            y += pitch
        return y

    def justified(self, x: float, y: float, text: str, width: float, size: float = 13) -> None:
        """Draws a line word by word, spread over ``width``, without drawing any space."""
        words = text.split()
        free = width - sum(self.width(word, size) for word in words)
        for word in words:
            x = self.text(x, y, word, size) + free / max(1, len(words) - 1)

    @staticmethod
    def width(text: str, size: float, font: str = REGULAR) -> float:
        return float(pdfmetrics.stringWidth(text, font, size))

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Strokes a straight line."""
        self.canvas.line(x0, self.size[1] - y0, x1, self.size[1] - y1)

    def box(self, x0: float, y0: float, x1: float, y1: float, *, filled: bool = False) -> None:
        """Strokes (or fills) a rectangle."""
        self.canvas.rect(x0, self.size[1] - y1, x1 - x0, y1 - y0, stroke=not filled, fill=int(filled))

    def picture(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Places a small grey picture."""
        from PIL import Image

        picture = ImageReader(Image.new("L", (8, 8), 200))
        self.canvas.drawImage(picture, x0, self.size[1] - y1, x1 - x0, y1 - y0)

    def next_page(self, rotate: int = 0) -> None:
        """Ends the page, to be displayed turned by ``rotate`` degrees clockwise."""
        # reportlab exchanges width and height of a page that it turns by a quarter: exchange them back.
        self.canvas.setPageSize(self.size[::-1] if rotate % 180 else self.size)
        self.canvas.setPageRotation(rotate)
        self.canvas.showPage()
        self.canvas.setPageSize(self.size)

    def save(self) -> bytes:
        """Ends the last page and gives the file."""
        self.canvas.save()
        return self._out.getvalue()


def letterhead(sheets: Sheets, left: Sequence[str], right: Sequence[str], y: float = 60, stagger: float = 0) -> float:
    """Draws a two-column letterhead, row by row (as word processors do); gives the next free baseline."""
    for row in range(max(len(left), len(right))):
        if row < len(left):
            sheets.centred(150, y + 16 * row, left[row], 12, BOLD if row < 2 else REGULAR)
        if row < len(right):
            sheets.centred(415, y + 16 * row + stagger, right[row], 12, BOLD if row < 2 else ITALIC)
    return y + 16 * max(len(left), len(right)) + 20

"""Scans and photos of documents: pages of a PDF as pictures, with what scanners, stamps and light do to them."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pypdfium2 as pdfium2
from PIL import Image, ImageDraw, ImageFilter

Colour = tuple[int, int, int]
RED: Colour = (205, 35, 45)
BLACK: Colour = (25, 25, 25)


@dataclass(frozen=True, slots=True)
class Look:
    """How a scan looks. ``skew``: degrees counter-clockwise; ``grain``: standard deviation of the noise in grey levels;
    ``jpeg``: its quality (None: lossless); ``light``: by how much of its brightness the darkest corner is darker;
    ``stamp``, ``scrawl``: a seal and a signature across the text of the last page, in this colour; ``border``: black
    edges as of an open lid; ``holes``: punched at the left; ``fade``: share of the ink that is gone (a fax);
    ``turn``: quarters counter-clockwise that the pages lie turned by."""

    dpi: int = 200
    skew: float = 1.0
    grain: float = 8.0
    jpeg: int | None = None
    light: float = 0.0
    stamp: Colour | None = None
    scrawl: Colour | None = None
    border: bool = False
    holes: bool = False
    fade: float = 0.0
    turn: int = 0
    seed: int = 1


LOOKS: dict[str, Look] = {
    "scan": Look(),
    "clean": Look(skew=0.0, grain=0.0),
    "150": Look(dpi=150),
    "300 jpeg": Look(dpi=300, jpeg=60),
    "stamp": Look(stamp=RED, scrawl=(40, 50, 150)),
    "black stamp": Look(stamp=BLACK, scrawl=BLACK),
    "photo": Look(dpi=220, skew=1.5, grain=6.0, jpeg=75, light=0.45),
    "borders": Look(border=True, holes=True, skew=-0.7),
    "fax": Look(fade=0.45, grain=14.0),
    "upside down": Look(turn=2),
    "on its side": Look(turn=1),
}


def draw_pages(data: bytes, dpi: int) -> list[Image.Image]:
    """The pages of a PDF in colour."""
    document = pdfium2.PdfDocument(data)
    try:
        return [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in document]
    finally:
        document.close()


def scan(data: bytes, look: Look) -> list[Image.Image]:
    """The pages of a PDF as ``look`` has them, in colour."""
    pages = draw_pages(data, look.dpi)
    return [
        spoil(page, replace(look, seed=look.seed + place), last=place == len(pages) - 1)
        for place, page in enumerate(pages)
    ]


def spoil(page: Image.Image, look: Look, last: bool) -> Image.Image:
    """One page as ``look`` has it; ``last``: the one with the signature."""
    if look.fade:
        page = Image.fromarray((255 - (255 - np.asarray(page)) * (1 - look.fade)).astype(np.uint8))
    if look.stamp and last:
        page = stamped(page, look.stamp, look.dpi)
    if look.scrawl and last:
        page = scrawled(page, look.scrawl, look.dpi, look.seed)
    if look.holes:
        page = punched(page, look.dpi)
    if look.skew:
        page = page.rotate(look.skew, Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
    if look.border:
        page = bordered(page, look.dpi)
    if look.light:
        page = lit(page, look.light)
    if look.grain:
        page = grained(page, look.grain, look.seed)
    if look.jpeg is not None:
        buffer = io.BytesIO()
        page.save(buffer, "JPEG", quality=look.jpeg)
        page = Image.open(io.BytesIO(buffer.getvalue())).convert("RGB")
    return page.rotate(90 * look.turn, expand=True) if look.turn else page


def bottom_of_text(page: Image.Image) -> int:
    """The lowest row with ink, in pixels."""
    rows = np.flatnonzero((np.asarray(page.convert("L")) < 128).any(axis=1))
    return int(rows[-1]) if len(rows) else page.height // 2


def stamped(page: Image.Image, colour: Colour, dpi: int) -> Image.Image:
    """With a round seal (36 mm) across the lowest lines, right of the middle; its ink mixes with what is below it."""
    layer = Image.new("RGB", page.size, (255, 255, 255))
    pen = ImageDraw.Draw(layer)
    radius = 18 / 25.4 * dpi
    x, y = page.width * 0.60, max(radius, bottom_of_text(page) - 1.2 * radius)
    width = max(2, round(0.02 * dpi))
    for share in (1.0, 0.93, 0.62):
        pen.ellipse((x - radius * share, y - radius * share, x + radius * share, y + radius * share),
                    outline=colour, width=width)  # fmt: skip
    star = []
    for point in range(10):
        length, angle = radius * (0.38 if point % 2 == 0 else 0.16), math.radians(36 * point - 90)
        star.append((x + length * math.cos(angle), y + length * math.sin(angle)))
    pen.polygon(star, fill=colour)
    for letter in range(26):  # what stands around a seal, as strokes
        angle = math.radians(360 / 26 * letter)
        inner, outer = radius * 0.70, radius * 0.84
        pen.line((x + inner * math.cos(angle), y + inner * math.sin(angle),
                  x + outer * math.cos(angle), y + outer * math.sin(angle)), fill=colour, width=width)  # fmt: skip
    return _inked(page, layer)


def scrawled(page: Image.Image, colour: Colour, dpi: int, seed: int) -> Image.Image:
    """With a signature over the name below the seal's right edge."""
    layer = Image.new("RGB", page.size, (255, 255, 255))
    random = np.random.default_rng(seed)
    time = np.linspace(0, 1, 160)
    x = page.width * 0.62 + time * 1.5 * dpi + 0.12 * dpi * np.sin(time * 40 + random.uniform(0, 3))
    y = bottom_of_text(page) - 0.45 * dpi + 0.3 * dpi * np.sin(time * 29) * (1 - 0.6 * time)
    points = list(zip(x.tolist(), y.tolist(), strict=True))
    ImageDraw.Draw(layer).line(points, fill=colour, width=max(2, round(0.018 * dpi)), joint="curve")
    return _inked(page, layer)


def _inked(page: Image.Image, layer: Image.Image) -> Image.Image:
    product = np.asarray(page).astype(np.uint16) * np.asarray(layer.filter(ImageFilter.GaussianBlur(0.6))) // 255
    return Image.fromarray(product.astype(np.uint8))


def punched(page: Image.Image, dpi: int) -> Image.Image:
    """With two punched holes at the left edge, black as the lid behind them."""
    page = page.copy()
    pen = ImageDraw.Draw(page)
    radius, x = 3 / 25.4 * dpi, 12 / 25.4 * dpi
    for share in (0.37, 0.63):
        y = page.height * share
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=(20, 20, 20))
    return page


def bordered(page: Image.Image, dpi: int) -> Image.Image:
    """With black edges and the shadow of a book's back at the left."""
    values = np.asarray(page).astype(np.float32)
    width = values.shape[1]
    shadow = np.clip(np.arange(width) / (0.45 * dpi), 0.35, 1.0)
    values *= shadow[None, :, None]
    edge = round(0.12 * dpi)
    values[: edge // 2], values[-edge:], values[:, -edge:] = 15, 15, 15
    return Image.fromarray(values.astype(np.uint8))


def lit(page: Image.Image, loss: float) -> Image.Image:
    """Lit from one side by a warm lamp, with a soft shadow across a corner."""
    height, width = page.height, page.width
    ys, xs = np.mgrid[0:height, 0:width]
    light = 1 - loss * (0.6 * xs / width + 0.4 * ys / height)
    light -= 0.15 * loss / (1 + np.exp(-(xs + ys - 0.75 * (width + height)) / (0.03 * width)))
    warm = np.array([1.0, 0.96, 0.88])
    return Image.fromarray((np.asarray(page) * light[:, :, None] * warm).astype(np.uint8))


def grained(page: Image.Image, deviation: float, seed: int) -> Image.Image:
    """A little blurred, with grain."""
    blurred = np.asarray(page.filter(ImageFilter.GaussianBlur(0.5))).astype(np.float32)
    noise = np.random.default_rng(seed).normal(0, deviation, blurred.shape[:2]).astype(np.float32)
    return Image.fromarray(np.clip(blurred + noise[:, :, None], 0, 255).astype(np.uint8))


def as_pdf(pages: Sequence[Image.Image], dpi: int) -> bytes:
    """A PDF of nothing but these pictures."""
    buffer = io.BytesIO()
    pages[0].save(buffer, "PDF", resolution=dpi, save_all=True, append_images=list(pages[1:]), quality=92)
    return buffer.getvalue()


def as_tiff(pages: Sequence[Image.Image], dpi: int, compression: Literal["group4", "tiff_lzw", "jpeg"]) -> bytes:
    """A TIFF of these pages; ``group4`` is black and white, as of a fax."""
    buffer = io.BytesIO()
    if compression == "group4":
        pages = [page.convert("L").point(lambda value: 255 if value > 150 else 0).convert("1") for page in pages]
    pages[0].save(buffer, "TIFF", save_all=True, append_images=list(pages[1:]), compression=compression, dpi=(dpi, dpi))
    return buffer.getvalue()

"""Vietnamese as it was written before Unicode, for tests: text, runs with fonts, whole Word documents."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from itertools import groupby

from lxml import etree

from analyzer.reading.legacy_tables import by_id

LETTERS = (
    "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"
    "AÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬEÈẺẼÉẸÊỀỂỄẾỆIÌỈĨÍỊOÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢUÙỦŨÚỤƯỪỬỮỨỰYỲỶỸÝỴĐ"
)
"""Every Vietnamese vowel with every tone, and đ, in both cases."""
ACCENTED = "".join(letter for letter in LETTERS if not letter.isascii())
FONTS = {
    "tcvn3": (".VnTime", ".VnTimeH"),
    "vni": ("VNI-Times", "VNI-Times"),
    "vps": ("VPS Times", "VPS Times"),
    "viscii": ("VI Times", "VI Times"),
    "vietware_x": ("VNtimes new roman", "VNtimes new roman"),
}
"""Encoding → its font, and that for letters that it has no place for but in a font of capitals."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@cache
def _places(encoding: str) -> dict[str, str]:
    """Letter → what stands for it in Latin-1, a mark in the case of its letter."""
    table = by_id(encoding)
    found: dict[str, str] = {}
    for char, letter in table.single.items():
        found.setdefault(letter, char)
    for base, marks in table.pairs.items():
        for mark, letter in marks.items():
            if base.isupper() == mark.isupper() and max(base, mark) < "\u0100":
                found[letter] = base + mark
    return found


def encode(text: str, encoding: str) -> str:
    """The text in the characters that a program shows; capitals that the encoding lacks as small letters."""
    places = _places(encoding)
    return "".join(places.get(char) or places.get(char.lower(), char) for char in text)


def runs(text: str, encoding: str) -> list[tuple[str, str]]:
    """Runs of text and font. For TCVN3, capitals with a tone are in the font of capitals, as typists did it."""
    font, capitals = FONTS[encoding]
    places = _places(encoding)

    def font_of(char: str) -> str:
        return capitals if not char.isascii() and char not in places and char.lower() in places else font

    return [(encode("".join(part), encoding), name) for name, part in groupby(text, font_of)]


def in_legacy_font(docx: bytes, encoding: str, *, every: int = 1) -> bytes:
    """The Word document with its runs in a font of old, or every so manyth paragraph only."""
    source, target = zipfile.ZipFile(io.BytesIO(docx)), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name in source.namelist():
            content = source.read(name)
            if name.startswith("word/") and name.endswith(".xml") and "/theme/" not in name:
                content = _converted(content, encoding, every)
            package.writestr(name, content)
    return target.getvalue()


def _converted(content: bytes, encoding: str, every: int) -> bytes:
    root = etree.fromstring(content)
    for number, paragraph in enumerate(root.iter(_W + "p")):
        if number % every:
            continue
        for run in list(paragraph.iter(_W + "r")):
            texts = [item for item in run if item.tag == _W + "t"]
            if len(texts) != 1 or not texts[0].text or len([i for i in run if i.tag != _W + "rPr"]) != 1:
                continue
            parent = run.getparent()
            place = parent.index(run)
            parent.remove(run)
            for offset, (text, font) in enumerate(runs(texts[0].text, encoding)):
                parent.insert(place + offset, _run(run, text, font))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _run(run: etree._Element, text: str, font: str) -> etree._Element:
    new = etree.fromstring(etree.tostring(run))
    new.tail = None
    properties = new.find(_W + "rPr")
    if properties is None:
        properties = etree.Element(_W + "rPr")
        new.insert(0, properties)
    for old in properties.findall(_W + "rFonts"):
        properties.remove(old)
    fonts = etree.Element(_W + "rFonts")
    for place in ("ascii", "hAnsi", "cs"):
        fonts.set(_W + place, font)
    properties.insert(1 if properties.find(_W + "rStyle") is not None else 0, fonts)
    shown = new.find(_W + "t")
    shown.text = text
    shown.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return new

"""What tags and inline styles of HTML say of typography and of what is shown at all."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

from analyzer.reading.align import ALIGNMENTS, Align

BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
        "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "search",
        "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    )
)  # fmt: skip
_DROPPED = frozenset(
    (
        "script", "style", "head", "template", "nav", "noscript", "noframes", "select", "option", "button",
        "textarea", "input", "iframe", "object", "embed", "applet", "svg", "canvas", "audio", "video", "map", "meta",
        "link", "title", "datalist", "xml", "del", "rp", "rt",
    )
)  # fmt: skip
_HIDDEN = re.compile(r"(?:display|visibility|mso-hide)\s{0,4}:\s{0,4}(?:none|hidden|all)\b", re.I)
_WEIGHT = re.compile(r"font-weight\s{0,4}:\s{0,4}(bold|bolder|normal|lighter|[1-9]00)", re.I)
_SLANT = re.compile(r"font-style\s{0,4}:\s{0,4}(italic|oblique|normal)", re.I)
_SIZE = re.compile(r"font-size\s{0,4}:\s{0,4}(\d{1,4}(?:\.\d{1,4})?)\s{0,4}(pt|px)", re.I)
_ALIGN = re.compile(r"text-align\s{0,4}:\s{0,4}(left|start|center|right|end|justify)", re.I)
_PRESERVED = re.compile(r"white-space\s{0,4}:\s{0,4}(?:pre|pre-wrap|pre-line|break-spaces)\b", re.I)
_FAMILY = re.compile(r"font-family\s{0,4}:\s{0,4}([^;{}]{1,200})", re.I)
_RULE = re.compile(r"([^{}]{1,2000})\{([^{}]{0,4000})\}")
_LONGEST_SHEET = 200_000


class Look(NamedTuple):
    """Typography at one place; ``size`` in points, None where nothing says it; ``pre``: line breaks count."""

    bold: bool = False
    italic: bool = False
    size: float | None = None
    align: Align | None = None
    pre: bool = False
    font: str = ""


def look_of(element: etree._Element, tag: str, base: Look, fonts: dict[str, str]) -> Look:
    """The look inside ``element``, inherited from ``base``; ``fonts`` as ``class_fonts`` gives them."""
    bold, italic, size, align, pre, font = base
    if tag in ("b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"):
        bold = True
    elif tag in ("i", "em", "cite", "var"):
        italic = True
    elif tag == "center":
        align = "center"
    elif tag in ("pre", "listing", "plaintext"):
        pre = True
    font = fonts.get(tag, font)
    if not element.attrib:
        return Look(bold, italic, size, align, pre, font)
    for name in (element.get("class") or "").split()[:4] if fonts else ():
        font = fonts.get(f".{name}", font)
    if tag == "font":
        font = _first_font(element.get("face") or "") or font
    if tag in BLOCKS and tag != "table":
        align = ALIGNMENTS.get((element.get("align") or "").strip().lower(), align)
    style = element.get("style")
    if style:
        style = style[:2000]
        if weight := _WEIGHT.search(style):
            bold = weight[1].lower() in ("bold", "bolder", "600", "700", "800", "900")
        if slant := _SLANT.search(style):
            italic = slant[1].lower() != "normal"
        if found := _SIZE.search(style):
            size = float(found[1]) * (1.0 if found[2].lower() == "pt" else 0.75)
        if side := _ALIGN.search(style):
            align = ALIGNMENTS[side[1].lower()]
        if family := _FAMILY.search(style):
            font = _first_font(family[1]) or font
        pre = pre or _PRESERVED.search(style) is not None
    return Look(bold, italic, size, align, pre, font)


def class_fonts(root: etree._Element) -> dict[str, str]:
    """Fonts that the style sheets of the page itself give to a tag ("td") or to a class (".MsoNormal")."""
    found: dict[str, str] = {}
    for sheet in root.iter("style"):
        for selectors, body in _RULE.findall((sheet.text or "")[:_LONGEST_SHEET]):
            family = _FAMILY.search(body)
            font = _first_font(family[1]) if family else ""
            for selector in selectors.split(",") if font else ():
                tag, dot, name = selector.strip().rpartition(".")
                if dot and not re.search(r"[\s>:]", tag + name):
                    found[f".{name}"] = font
                elif re.fullmatch(r"[a-z]\w{0,9}", name.lower()):
                    found[name.lower()] = font
    return found


def _first_font(family: str) -> str:
    return family.split(",")[0].strip().strip("'\"").strip()


def is_dropped(element: etree._Element, tag: str) -> bool:
    """Whether a reader of the page sees nothing of it, or it is a menu of the site rather than of the document."""
    if tag in _DROPPED:
        return True
    if element.attrib:
        if element.get("hidden") is not None or element.get("aria-hidden") == "true":
            return True
        if (element.get("role") or "") in ("navigation", "search", "menu", "menubar"):
            return True
        style = element.get("style")
        if style and _HIDDEN.search(style[:2000]):
            return True
    return tag in ("header", "footer", "aside") and _is_menu(element)


def _is_menu(element: etree._Element) -> bool:
    """Headers and footers of a site are links and forms; those of a document (letterhead, signature) are text."""
    if next(element.iter("nav", "form"), None) is not None:
        return True
    linked = sum(text_length(link) for link in element.iter("a"))
    return linked * 2 > text_length(element)


def text_length(element: etree._Element) -> int:
    """Number of characters in ``element``, runs of white space counted as one."""
    return int(str(element.xpath("string(string-length(normalize-space(.)))")))


def text_of(element: etree._Element) -> str:
    """All characters in ``element``."""
    return "".join(str(text) for text in element.itertext())

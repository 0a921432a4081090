"""Numbering of HTML lists, as a browser counts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from analyzer.reading import labels

_LIST_STYLE = re.compile(
    r"list-style(?:-type)?\s{0,4}:[^;]{0,60}?(upper-roman|lower-roman|upper-alpha|lower-alpha|upper-latin|lower-latin|none)",
    re.I,
)
_TYPES = {"I": "upper-roman", "i": "lower-roman", "A": "upper-alpha", "a": "lower-alpha"}


@dataclass(slots=True)
class OpenList:
    """An open list: the number of its next item, how to write it, and how many bulleted lists it stands in."""

    ordered: bool
    kind: str
    number: int
    step: int
    depth: int


def item_label(element: etree._Element, open_lists: list[OpenList]) -> str:
    """The label of a list item, which is counted; "" where the list shows none."""
    if not open_lists:
        return labels.bullet(0)
    current = open_lists[-1]
    if current.kind == "none":
        return ""
    if not current.ordered:
        return labels.bullet(current.depth)
    current.number = _number(element.get("value"), current.number)
    label = f"{_write(current.number, current.kind)}."
    current.number += current.step
    return label


def open_list(element: etree._Element, tag: str, outer: list[OpenList]) -> OpenList:
    """A list that begins inside the lists ``outer``."""
    style = _LIST_STYLE.search((element.get("style") or "")[:2000])
    kind = style[1].lower().replace("latin", "alpha") if style else _TYPES.get(element.get("type") or "", "decimal")
    backwards = element.get("reversed") is not None
    items = sum(1 for item in element if item.tag == "li") if backwards else 1
    depth = sum(1 for item in outer if not item.ordered)
    return OpenList(tag == "ol", kind, _number(element.get("start"), items), -1 if backwards else 1, depth)


def _number(text: str | None, default: int) -> int:
    digits = (text or "").strip()
    return int(digits) if re.fullmatch(r"-?[0-9]{1,6}", digits) else default


def _write(number: int, kind: str) -> str:
    if kind.endswith("roman"):
        text = labels.roman(number)
        return text if kind.startswith("upper") else text.lower()
    if kind.endswith("alpha"):
        text = labels.spreadsheet_letters(number)
        return text.upper() if kind.startswith("upper") else text
    return str(number)

"""Numbers and bullets in front of the paragraphs of an OpenDocument text.

Source: OpenDocument 1.3, part 3, 5.3 (lists), 16.30 to 16.34 (list styles).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from analyzer.reading import labels
from analyzer.reading.docx_numbering import write_number
from analyzer.reading.odt_styles import STYLE, TEXT, OdtStyles

_LEVELS = 10
_KINDS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "": "none"}
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


@dataclass(slots=True)
class _Counts:
    style: str
    numbers: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


class OdtLists:
    """Gives each paragraph its label; told of lists and items as they begin and end, in document order."""

    def __init__(self, styles: OdtStyles) -> None:
        self._styles = styles
        self._stack: list[str] = []
        """Style names of the open lists, from the outside."""
        self._current = _Counts("")
        self._by_id: dict[str, _Counts] = {}
        self._by_style: dict[str, _Counts] = {}
        self._headings = _Counts("")
        self._item: etree._Element | None = None
        """The item whose first paragraph is still to come."""

    def enter(self, element: etree._Element) -> None:
        """A ``text:list`` begins."""
        style = element.get(TEXT + "style-name") or (self._stack[-1] if self._stack else "")
        if not self._stack:
            before = self._by_id.get(element.get(TEXT + "continue-list", ""))
            if before is None and element.get(TEXT + "continue-numbering") == "true":
                before = self._by_style.get(style)
            self._current = before or _Counts(style)
        self._stack.append(style)
        self._by_style[style] = self._current
        if element.get(_XML_ID):
            self._by_id[element.get(_XML_ID, "")] = self._current

    def leave(self) -> None:
        """The innermost list ends."""
        self._stack.pop()
        self._item = None

    def begin_item(self, element: etree._Element) -> None:
        """An item of the innermost list begins; a ``text:list-header`` has no number."""
        self._item = element if element.tag == TEXT + "list-item" else None

    def label(self, paragraph: etree._Element, heading_level: int) -> str:
        """The label of a paragraph that is not empty; "" for none. Counts it."""
        if self._stack:
            item, self._item = self._item, None
            if item is None:
                return ""
            given = item.get(TEXT + "start-value", "")
            start = int(given) if given.isdigit() else None
            return self._write(self._current, self._stack[-1], len(self._stack) - 1, start)
        if heading_level and paragraph.get(TEXT + "is-list-header") != "true":
            return self._write(self._headings, "", heading_level - 1, None)
        return ""

    def _write(self, counts: _Counts, style: str, level: int, start: int | None) -> str:
        own = self._level(style, level)
        if own is None or level >= _LEVELS:
            return ""
        before = counts.numbers[level]
        counts.numbers[level] = start if start is not None else self._start(own) if before is None else before + 1
        counts.numbers[level + 1 :] = [None] * (_LEVELS - level - 1)
        if own.tag == TEXT + "list-level-style-bullet":
            depth = sum(
                1
                for upper in range(level)
                if (one := self._level(style, upper)) is not None and one.tag == TEXT + "list-level-style-bullet"
            )
            char = own.get(TEXT + "bullet-char", "")
            return char if char in ("-", "+", "*") or char.isalnum() else labels.bullet(depth)
        if not own.get(STYLE + "num-format"):
            return ""
        shown = own.get(TEXT + "display-levels", "1")
        first = level - (int(shown) if shown.isdigit() else 1) + 1
        figures = []
        for upper in range(max(0, first), level + 1):
            one = self._level(style, upper)
            number = counts.numbers[upper]
            if one is not None and one.get(STYLE + "num-format"):
                number = self._start(one) if number is None else number
                figures.append(write_number(number, _KINDS.get(one.get(STYLE + "num-format", ""), "decimal")))
        prefix, suffix = str(own.get(STYLE + "num-prefix", "")), str(own.get(STYLE + "num-suffix", ""))
        return f"{prefix}{'.'.join(figures)}{suffix}".strip()

    def _level(self, style: str, level: int) -> etree._Element | None:
        definition = self._styles.lists.get(style)
        if definition is None:
            return None
        return next((one for one in definition if one.get(TEXT + "level") == str(level + 1)), None)

    @staticmethod
    def _start(level: etree._Element) -> int:
        value = level.get(TEXT + "start-value", "1")
        return int(value) if value.isdigit() else 1

"""The parts of an Excel workbook: sheets in order, shared strings, formats."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from analyzer.reading import failures
from analyzer.reading.limits import Limits
from analyzer.reading.xlsx_numbers import Format, built_in, parse_format
from analyzer.reading.xml import parse_part
from analyzer.reading.zipguard import Package

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_HIDDEN = ("hidden", "veryHidden")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that is shown, and its part."""

    name: str
    part: str


class Workbook:
    """What the sheets of a workbook share."""

    def __init__(self, data: bytes, path: str, limits: Limits) -> None:
        """Raises ``ReadingError``: bomb, encrypted, corrupt, too_large."""
        self._package = Package(data, path, limits)
        self._path = path
        self.damaged = False
        self._folder = "xl"
        book = self.parse("xl/workbook.xml")
        if book is None:
            raise failures.damaged(path, "xlsx")
        parts = self._relations()
        self.sheets: list[Sheet] = []
        self.hidden = 0
        """Sheets that are not shown."""
        for number, element in enumerate(book.iter(S + "sheet"), 1):
            if element.get("state") in _HIDDEN:
                self.hidden += 1
                continue
            part = parts.get(element.get(_ID, ""), ("", f"xl/worksheets/sheet{number}.xml"))[1]
            self.sheets.append(Sheet(element.get("name", ""), part))
        properties = book.find(S + "workbookPr")
        self.since_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        by_type = dict(parts.values())
        self._strings = list(self._shared(by_type.get("sharedStrings", "xl/sharedStrings.xml")))
        self._formats = list(self._parsed_formats(by_type.get("styles", "xl/styles.xml")))

    @property
    def has_macros(self) -> bool:
        """Whether it carries a VBA project (which is never opened)."""
        return any(name.endswith("vbaProject.bin") for name in self._package.names())

    def parse(self, name: str) -> etree._Element | None:
        """The root of a part; None where there is none."""
        content = self._package.get(name)
        if content is None:
            return None
        content = content.replace(_STRICT[1:-1].encode(), S[1:-1].encode())
        root, damaged = parse_part(content, self._path)
        self.damaged = self.damaged or damaged or self._package.damaged
        return root

    def string(self, index: str) -> str:
        """A shared string by its number; "" for one that is not there."""
        return self._strings[int(index)] if index.isascii() and index.isdecimal() and self._has(index) else ""

    def format(self, style: str | None) -> Format:
        """The number format of a cell's style."""
        if style is None or not style.isascii() or not style.isdecimal() or len(style) > 6:
            return Format()
        return self._formats[int(style)] if int(style) < len(self._formats) else Format()

    def _has(self, index: str) -> bool:
        return len(index) < 10 and int(index) < len(self._strings)

    def _relations(self) -> dict[str, tuple[str, str]]:
        """Id → kind and part of what the workbook refers to inside the file."""
        root = self.parse("xl/_rels/workbook.xml.rels")
        found: dict[str, tuple[str, str]] = {}
        for relation in [] if root is None else root.iter(_RELATIONSHIP):
            if relation.get("TargetMode") != "External":
                part = posixpath.normpath(posixpath.join("/xl", relation.get("Target", ""))).lstrip("/")
                found[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], part)
        return found

    def _shared(self, part: str) -> Iterator[str]:
        root = self.parse(part)
        for item in [] if root is None else root.iterchildren(S + "si"):
            yield text_of(item)

    def _parsed_formats(self, part: str) -> Iterator[Format]:
        root = self.parse(part)
        if root is None:
            return
        codes = {f.get("numFmtId", ""): f.get("formatCode", "") for f in root.iter(S + "numFmt")}
        table = root.find(S + "cellXfs")
        for style in [] if table is None else table.iterchildren(S + "xf"):
            number = style.get("numFmtId", "0")
            code = codes.get(number)
            if code is None:
                code = built_in(int(number)) if number.isascii() and number.isdecimal() and len(number) < 6 else ""
            yield parse_format(code)


def text_of(item: etree._Element) -> str:
    """The text of a string item: its runs, without the reading aids of East Asian ones."""
    aid = S + "rPh"
    return "".join(text.text or "" for text in item.iter(S + "t") if next(text.iterancestors(aid), None) is None)

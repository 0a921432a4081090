"""The parts of a Word package and how they refer to each other."""

from __future__ import annotations

import posixpath

from lxml import etree

from analyzer.reading import failures
from analyzer.reading.limits import Limits
from analyzer.reading.xml import parse_part
from analyzer.reading.zipguard import Package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
VAL = W + "val"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Parts:
    """XML roots of a package, by what they are to the main document."""

    def __init__(self, data: bytes, path: str, limits: Limits) -> None:
        """Raises ``ReadingError``: bomb, encrypted, corrupt, too_large."""
        self._package = Package(data, path, limits)
        self._path = path
        self._parse_damage = False
        main = self._main_name()
        document = self._parse(main)
        if document is None:
            raise failures.damaged(path, "docx")
        self.document: etree._Element = document
        folder, _, base = main.rpartition("/")
        self._folder = folder
        self._by_id: dict[str, str] = {}
        self._by_type: dict[str, str] = {}
        for relation in self._relations(f"{folder}/_rels/{base}.rels"):
            if relation.get("TargetMode") == "External":
                continue
            target = self._resolve(folder, relation.get("Target", ""))
            self._by_id[relation.get("Id", "")] = target
            self._by_type.setdefault(relation.get("Type", "").rpartition("/")[2], target)

    @property
    def damaged(self) -> bool:
        """Whether some part could be read in part only."""
        return self._parse_damage or self._package.damaged

    @property
    def has_macros(self) -> bool:
        """Whether the package carries a VBA project (which is never opened)."""
        return any(name.endswith("vbaProject.bin") for name in self._package.names())

    @property
    def pictures(self) -> int:
        """Number of images in the package."""
        return sum(1 for name in self._package.names() if "/media/" in name)

    def of_type(self, kind: str) -> etree._Element | None:
        """The part of a relation type ("styles", "numbering", "footnotes"…); None where there is none."""
        return self._parse(self._by_type.get(kind, f"{self._folder}/{kind}.xml"))

    def of_relation(self, relation_id: str) -> etree._Element | None:
        """The part that the main document calls ``relation_id``."""
        name = self._by_id.get(relation_id)
        return None if name is None else self._parse(name)

    def _main_name(self) -> str:
        for relation in self._relations("_rels/.rels"):
            if relation.get("Type", "").endswith("/officeDocument"):
                name = self._resolve("", relation.get("Target", ""))
                if name in self._package.names():
                    return name
        return "word/document.xml"

    def _relations(self, name: str) -> list[etree._Element]:
        root = self._parse(name)
        return [] if root is None else list(root.iter(_RELATIONSHIP))

    @staticmethod
    def _resolve(folder: str, target: str) -> str:
        return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")

    def _parse(self, name: str) -> etree._Element | None:
        content = self._package.get(name)
        if content is None:
            return None
        root, damaged = parse_part(content, self._path)
        self._parse_damage = self._parse_damage or damaged
        return root


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first child ``w:name``."""
    return None if element is None else element.find(W + name)


def value(element: etree._Element | None, name: str, attribute: str = "val") -> str | None:
    """The attribute ``w:attribute`` of the first child ``w:name``."""
    found = child(element, name)
    return None if found is None else found.get(W + attribute)


def is_on(element: etree._Element | None) -> bool:
    """Whether a toggle (``w:b``, ``w:titlePg``…) is present and not switched off."""
    return element is not None and element.get(VAL, "true") not in ("0", "false", "off")


def integer(text: str | None, default: int = 0) -> int:
    """A number of the file; ``default`` for what is none, or absurdly large."""
    try:
        number = int(text or "")
    except ValueError:
        return default
    return number if abs(number) < 1_000_000 else default

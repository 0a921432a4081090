"""A Word package as it lies in its zip: parts read by name, and a copy with some of them replaced."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping

from lxml import etree

from analyzer.errors import ReadingError
from analyzer.reading.limits import Limits
from analyzer.reading.zipguard import Package

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_TYPES_PART = "[Content_Types].xml"


def parse(data: bytes) -> etree._Element:
    """Root of a part with everything in it, comments and white space too. Raises ``etree.XMLSyntaxError``."""
    return etree.fromstring(
        data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    )


def serialise(root: etree._Element) -> bytes:
    """The part as UTF-8 with a declaration."""
    data: bytes = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


class WordPackage:
    """The members of a .docx that was read already, so that its sizes are known to be bounded.

    Raises ``ReadingError`` (corrupt) for a package that is damaged: a copy of it would lack what could not be read.
    """

    def __init__(self, data: bytes, path: str, limits: Limits) -> None:
        self._path = path
        self._package = Package(data, path, limits)
        if self._package.damaged:
            raise damaged(path)
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        self._new: dict[str, bytes] = {}
        self.main = self._main()
        self.folder, _, base = self.main.rpartition("/")
        self.relations = posixpath.join(self.folder, "_rels", f"{base}.rels")

    def read(self, name: str) -> bytes:
        """The bytes of a part; raises ``ReadingError`` where it is absent or broken."""
        if name in self._new:
            return self._new[name]
        content = self._package.get(name)
        if content is None or self._package.damaged:
            raise damaged(self._path)
        return content

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name in self._new or name in self._package.names()

    def root(self, name: str) -> etree._Element:
        """The root of a part; raises ``ReadingError`` where it is broken."""
        try:
            return parse(self.read(name))
        except (etree.XMLSyntaxError, ValueError) as error:
            raise damaged(self._path) from error

    def put(self, name: str, content: bytes) -> None:
        """Replaces a part, or adds it."""
        self._new[name] = content

    def related(self, kind: str) -> str | None:
        """The part that the main document relates to as ``kind`` ("comments", "footnotes"…)."""
        if not self.has(self.relations):
            return None
        for relation in self.root(self.relations).iter(f"{{{RELATIONS}}}Relationship"):
            if relation.get("Type") in (f"{_OFFICE}/{kind}", f"{_STRICT_OFFICE}/{kind}"):
                name = self._resolve(self.folder, relation.get("Target", ""))
                return name if self.has(name) else None
        return None

    def relate(self, kind: str, name: str, content_type: str, *, strict: bool) -> None:
        """Makes ``name`` a part of the main document: a relation and a content type."""
        empty = f'<Relationships xmlns="{RELATIONS}"/>'.encode("ascii")
        root = self.root(self.relations) if self.has(self.relations) else parse(empty)
        taken = {relation.get("Id") for relation in root}
        number = next(n for n in range(1, len(taken) + 2) if f"rIdRasoat{n}" not in taken)
        relation = etree.SubElement(root, f"{{{RELATIONS}}}Relationship")
        relation.set("Id", f"rIdRasoat{number}")
        relation.set("Type", f"{_STRICT_OFFICE if strict else _OFFICE}/{kind}")
        relation.set("Target", f"/{name}")
        self.put(self.relations, serialise(root))
        types = self.root(_TYPES_PART)
        override = etree.SubElement(types, f"{{{CONTENT_TYPES}}}Override")
        override.set("PartName", f"/{name}")
        override.set("ContentType", content_type)
        self.put(_TYPES_PART, serialise(types))

    def content(self, *, packed: bool = True) -> bytes:
        """The package with what was put into it; all other members as they were, in their order."""
        left: Mapping[str, bytes] = dict(self._new)
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as out:
            done = set()
            for info in self._zip.infolist():
                name = info.filename.replace("\\", "/").lstrip("/")
                content = left[name] if name in left else self._member(info)
                done.add(name)
                twin = zipfile.ZipInfo(info.filename, info.date_time)
                twin.external_attr, twin.comment = info.external_attr, info.comment
                twin.compress_type = info.compress_type if packed else zipfile.ZIP_STORED
                out.writestr(twin, content)
            for name, content in left.items():
                if name not in done:
                    fresh = zipfile.ZipInfo(name)
                    fresh.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
                    out.writestr(fresh, content)
        return buffer.getvalue()

    def _member(self, info: zipfile.ZipInfo) -> bytes:
        try:
            return self._zip.read(info)
        except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
            raise damaged(self._path) from error

    def _main(self) -> str:
        name = "_rels/.rels"
        if self.has(name):
            for relation in self.root(name).iter(f"{{{RELATIONS}}}Relationship"):
                if relation.get("Type", "").endswith("/officeDocument"):
                    target = self._resolve("", relation.get("Target", ""))
                    if self.has(target):
                        return target
        return "word/document.xml"

    @staticmethod
    def _resolve(folder: str, target: str) -> str:
        return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def damaged(path: str) -> ReadingError:
    """A file that can be read in part, but not copied whole."""
    return ReadingError(
        f"{path}: tệp Word bị hỏng một phần nên không ghi nhận xét vào được; hãy mở bằng Word, lưu lại rồi thử lại.",
        f"{path}: the Word file is damaged in part, so that no comments can be put into it; open it in Word, save it "
        "again, and retry.",
        code="corrupt",
    )

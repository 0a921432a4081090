"""Adds objects behind the end of a PDF and leaves every byte before it as it is (an incremental update).

A signature over the original bytes stays valid, and the content cannot change. The cross-reference section is written
in the form that the file itself ends with, a table or a stream. Source: ISO 32000-1, 7.5.4 to 7.5.8.
"""

from __future__ import annotations

import io
import re
from itertools import groupby
from typing import TYPE_CHECKING, Any

from analyzer.errors import ReadingError

if TYPE_CHECKING:
    from pypdf import PageObject
    from pypdf.generic import DictionaryObject, IndirectObject, PdfObject

_START = re.compile(rb"startxref\s{1,8}(\d{1,12})")


class Appendix:
    """What is to be added to one PDF.

    Raises ``ReadingError`` (encrypted, corrupt) for a file that cannot be added to.
    """

    def __init__(self, data: bytes, path: str) -> None:
        from pypdf import PdfReader

        self._data, self._path = data, path
        starts = _START.findall(data[-4096:])
        try:
            self._reader = PdfReader(io.BytesIO(data), strict=False)
            if self._reader.is_encrypted:
                raise _restricted(path)
            self.pages: list[PageObject] = list(self._reader.pages)
            self._root: PdfObject = self._reader.trailer.raw_get("/Root")
        except ReadingError:
            raise
        except Exception as error:  # the library raises whatever a damaged file provokes
            raise not_copied(path) from error
        if not starts or any(page.indirect_reference is None for page in self.pages):
            raise not_copied(path)
        self._previous = int(starts[-1])
        self._header = max(0, data.find(b"%PDF-", 0, 1024))
        numbers = [number for table in self._reader.xref.values() for number in table] + list(self._reader.xref_objStm)
        self._next = max([int(self._reader.trailer.get("/Size", 1)) - 1, *numbers]) + 1
        self._objects: dict[tuple[int, int], PdfObject] = {}

    def add(self, item: PdfObject) -> IndirectObject:
        """A new object; returned is the reference to it."""
        from pypdf.generic import IndirectObject

        number = self._next
        self._next += 1
        self._objects[number, 0] = item
        return IndirectObject(number, 0, self._reader)

    def annotate(self, index: int, references: list[IndirectObject]) -> None:
        """Puts annotations on a page (from 0), on top of those that it has."""
        from pypdf.generic import ArrayObject, NameObject

        page = self.pages[index]
        own = page.indirect_reference
        assert own is not None
        old = page.get("/Annots")
        old = old.get_object() if old is not None else None
        kept = list(old) if isinstance(old, ArrayObject) else []
        page[NameObject("/Annots")] = ArrayObject([*kept, *references])
        self._objects[own.idnum, own.generation] = page

    def content(self) -> bytes:
        """The file with what was added. Raises ``ReadingError`` where it could not be read again."""
        out = io.BytesIO()
        out.write(self._data)
        if not self._data.endswith((b"\n", b"\r")):
            out.write(b"\n")
        offsets: dict[tuple[int, int], int] = {}
        for (number, generation), item in sorted(self._objects.items(), key=lambda entry: entry[0]):
            offsets[number, generation] = out.tell() - self._header
            out.write(b"%d %d obj\n" % (number, generation))
            item.write_to_stream(out)
            out.write(b"\nendobj\n")
        at = self._header + self._previous
        if self._data[at : at + 40].lstrip().startswith(b"xref"):
            self._table(out, offsets)
        else:
            self._stream(out, offsets)
        result = out.getvalue()
        self._verify(result)
        return result

    def _trailer(self, size: int) -> DictionaryObject:
        from pypdf.generic import DictionaryObject, NameObject, NumberObject

        old = self._reader.trailer
        trailer = DictionaryObject({NameObject("/Size"): NumberObject(size), NameObject("/Root"): self._root})
        for key in ("/Info", "/ID"):
            if key in old:
                trailer[NameObject(key)] = old.raw_get(key)
        trailer[NameObject("/Prev")] = NumberObject(self._previous)
        return trailer

    def _table(self, out: io.BytesIO, offsets: dict[tuple[int, int], int]) -> None:
        start = out.tell() - self._header
        out.write(b"xref\n")
        for run in _runs(sorted(offsets)):
            out.write(b"%d %d\n" % (run[0][0], len(run)))
            for number, generation in run:
                out.write(b"%010d %05d n\r\n" % (offsets[number, generation], generation))
        out.write(b"trailer\n")
        self._trailer(self._next).write_to_stream(out)
        out.write(b"\nstartxref\n%d\n%%%%EOF\n" % start)

    def _stream(self, out: io.BytesIO, offsets: dict[tuple[int, int], int]) -> None:
        from pypdf.generic import ArrayObject, NameObject, NumberObject, StreamObject

        start = out.tell() - self._header
        offsets = {**offsets, (self._next, 0): start}
        rows = b"".join(
            b"\x01" + offsets[key].to_bytes(6, "big") + key[1].to_bytes(2, "big") for key in sorted(offsets)
        )
        stream: Any = StreamObject()
        stream.update(self._trailer(self._next + 1))
        stream[NameObject("/Type")] = NameObject("/XRef")
        stream[NameObject("/W")] = ArrayObject([NumberObject(1), NumberObject(6), NumberObject(2)])
        index = [number for run in _runs(sorted(offsets)) for number in (run[0][0], len(run))]
        stream[NameObject("/Index")] = ArrayObject(map(NumberObject, index))
        stream.set_data(rows)
        out.write(b"%d 0 obj\n" % self._next)
        stream.write_to_stream(out)
        out.write(b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % start)

    def _verify(self, result: bytes) -> None:
        """Reads the result as a viewer would: the pages with their new number of annotations."""
        from pypdf import PdfReader

        try:
            again = PdfReader(io.BytesIO(result), strict=False)
            found = [len(page.get("/Annots") or ()) for page in again.pages]
        except Exception as error:  # as above
            raise not_copied(self._path) from error
        wanted = [len(page.get("/Annots") or ()) for page in self.pages]
        if found != wanted:
            raise not_copied(self._path)


def _runs(keys: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Keys by runs of numbers that follow each other."""
    numbered = groupby(enumerate(keys), key=lambda entry: entry[1][0] - entry[0])
    return [[key for _, key in run] for _, run in numbered]


def _restricted(path: str) -> ReadingError:
    return ReadingError(
        f"{path}: tệp PDF được bảo vệ (hạn chế chỉnh sửa) nên không ghi chú thích vào được; hãy dùng bản không bảo vệ, "
        "hoặc --format html.",
        f"{path}: the PDF is protected (editing is restricted), so that no notes can be put into it; use a copy that "
        "is not protected, or --format html.",
        code="encrypted",
    )


def not_copied(path: str) -> ReadingError:
    """A file that was read, but whose structure does not allow anything to be added."""
    return ReadingError(
        f"{path}: cấu trúc tệp PDF bị lỗi nên không ghi chú thích vào được; hãy xuất lại tệp PDF, hoặc dùng "
        "--format html.",
        f"{path}: the structure of the PDF is broken, so that no notes can be put into it; export it again, or use "
        "--format html.",
        code="corrupt",
    )

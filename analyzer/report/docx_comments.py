"""The report as comments in a copy of the Word document that was checked.

Each remark is a comment at the very words it is about. The text is untouched; in the package only the main document,
the comments and what registers them differ from the original. Source: ECMA-376 part 1, 17.13.4 (comments).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from lxml import etree

from analyzer.reading.limits import DEFAULT_LIMITS, Limits
from analyzer.report.docx_leaves import W_SPACES, find_leaves, local
from analyzer.report.docx_runs import Runs, Stretch, child_of_paragraph
from analyzer.report.export import Document, check_original, refuse
from analyzer.report.provenance import Provenance
from analyzer.report.remarks import Remark, body_lines, remarks_of, summary_lines, title_words
from analyzer.report.view import SectionNames
from analyzer.report.word_package import WordPackage, serialise
from analyzer.report.words import Lang, label

AUTHOR = "rasoat"
INITIALS = "RS"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def docx_with_comments(source: Document, made_on: date, *, lang: Lang = "vi", limits: Limits = DEFAULT_LIMITS) -> bytes:
    """The copy.

    Raises:
        ExportError: the document is no Word document, or its bytes are not those that the report is of.
        ReadingError: the package is damaged in part.
    """
    report = source.report
    if report.document.format != "docx":
        raise refuse(
            report,
            "nhận xét trong Word chỉ ghi được vào tệp .docx; hãy dùng --format html, md hoặc letter (với PDF: pdf)",
            "comments in Word need a .docx file; use --format html, md or letter (for a PDF: pdf)",
        )
    check_original(source)
    path = report.document.path
    package = WordPackage(source.original, path, limits)
    root = package.root(package.main)
    writer = _Writer(package, root, Runs(root, find_leaves(package, root, path, limits)), made_on)
    provenance = Provenance.of(report, made_on)
    writer.write(None, label("title", lang), [*summary_lines(report, lang), *provenance.lines(lang)])
    names = SectionNames(report.sections)
    for remark in remarks_of(report, source.clean):
        writer.write(remark, title_words(remark, lang), body_lines(remark, names, lang))
    return writer.finish()


class _Writer:
    def __init__(self, package: WordPackage, root: etree._Element, runs: Runs, made_on: date) -> None:
        self._package, self._root, self._runs = package, root, runs
        self._space = etree.QName(root).namespace or W_SPACES[0]
        self._top = self._first_paragraph()
        self._date = made_on.isoformat() + "T00:00:00Z"
        name = package.related("comments")
        self._known = name is not None
        self._name = name or self._free_name()
        if name is None:
            self._comments = etree.Element(self._w("comments"), nsmap={"w": self._space})
        else:
            self._comments = package.root(name)
        self._last = max((int(i) for i in self._ids() if i.isdecimal() and len(i) < 10), default=-1)

    def write(self, remark: Remark | None, title: str, lines: Sequence[str]) -> None:
        """Adds a comment with a bold title; without a remark, or where its words have no place in the body of the
        document (a header), at its beginning."""
        self._last += 1
        number = str(self._last)
        self._comment(number, title, lines)
        stretch = self._stretch(remark)
        if stretch is not None:
            self._mark(stretch, number)
        else:
            self._mark_top(number)

    def finish(self) -> bytes:
        """The package with all that was written."""
        self._package.put(self._package.main, serialise(self._root))
        self._package.put(self._name, serialise(self._comments))
        if not self._known:
            self._package.relate("comments", self._name, _TYPE, strict=self._space != W_SPACES[0])
        return self._package.content()

    def _stretch(self, remark: Remark | None) -> Stretch | None:
        """From the first words of a remark's first place to the last of it, through the cells of a row."""
        if remark is None or not remark.places:
            return None
        found = [self._runs.stretch(piece.block, piece.start, piece.end) for piece in remark.places[0].source]
        stretches = [stretch for stretch in found if stretch is not None]
        if not stretches:
            return None
        # A later cut may have put the end of an earlier stretch into a new run: only its first run is sure.
        first, last = stretches[0], stretches[-1]
        return Stretch(first.first, last.last) if _precedes(first.first, last.last) else first

    def _mark(self, stretch: Stretch, number: str) -> None:
        start, end = self._element("commentRangeStart", number), self._element("commentRangeEnd", number)
        stretch.first.addprevious(start)
        _add_behind(stretch.last, end)
        holder = child_of_paragraph(stretch.last)
        _add_behind(end if holder is stretch.last else holder, self._reference(number))

    def _mark_top(self, number: str) -> None:
        paragraph = self._top
        properties = paragraph.find(self._w("pPr"))
        paragraph.insert(0 if properties is None else 1, self._element("commentRangeStart", number))
        paragraph.append(self._element("commentRangeEnd", number))
        paragraph.append(self._reference(number))

    def _first_paragraph(self) -> etree._Element:
        """Where remarks on the whole document stand: the first paragraph with words outside of tables, so that a
        letterhead set as a table is not covered with marks; else the first of all."""
        paragraphs = [
            p for p in self._root.iter(self._w("p")) if not any(local(a) in ("p", "del") for a in p.iterancestors())
        ]
        if not paragraphs:
            body = self._root.find(self._w("body"))
            return etree.SubElement(self._root if body is None else body, self._w("p"))
        free = (p for p in paragraphs if not any(local(a) == "tbl" for a in p.iterancestors()))
        return next((p for p in free if any((t.text or "").strip() for t in p.iter(self._w("t")))), paragraphs[0])

    def _comment(self, number: str, title: str, lines: Sequence[str]) -> None:
        comment = etree.SubElement(self._comments, self._w("comment"))
        for key, value in (("id", number), ("author", AUTHOR), ("date", self._date), ("initials", INITIALS)):
            comment.set(self._w(key), value)
        for index, line in enumerate([title, *lines]):
            paragraph = etree.SubElement(comment, self._w("p"))
            if index == 0:
                mark = etree.SubElement(paragraph, self._w("r"))
                etree.SubElement(mark, self._w("annotationRef"))
            run = etree.SubElement(paragraph, self._w("r"))
            look = etree.SubElement(run, self._w("rPr"))
            if index == 0:
                etree.SubElement(look, self._w("b"))
            for key in ("sz", "szCs"):
                etree.SubElement(look, self._w(key)).set(self._w("val"), "20")
            text = etree.SubElement(run, self._w("t"))
            text.text = line
            text.set(_SPACE, "preserve")

    def _reference(self, number: str) -> etree._Element:
        run = etree.Element(self._w("r"))
        run.append(self._element("commentReference", number))
        return run

    def _element(self, name: str, number: str) -> etree._Element:
        element = etree.Element(self._w(name))
        element.set(self._w("id"), number)
        return element

    def _ids(self) -> list[str]:
        marks = [self._w(name) for name in ("commentRangeStart", "commentReference")]
        elements = [*self._comments.iter(self._w("comment")), *self._root.iter(*marks)]
        return [element.get(self._w("id"), "") for element in elements]

    def _free_name(self) -> str:
        folder = f"{self._package.folder}/" if self._package.folder else ""
        names = [f"{folder}comments.xml", *(f"{folder}comments{number}.xml" for number in range(2, 1000))]
        return next(name for name in names if not self._package.has(name))

    def _w(self, name: str) -> str:
        return f"{{{self._space}}}{name}"


def _add_behind(element: etree._Element, fresh: etree._Element) -> None:
    """Puts ``fresh`` right behind ``element``, white space of the file behind both."""
    fresh.tail, element.tail = element.tail, None
    element.addnext(fresh)


def _precedes(one: etree._Element, other: etree._Element) -> bool:
    """Whether ``one`` is ``other`` or stands before it in the document."""
    if one is other:
        return True
    ones, others = [one, *one.iterancestors()][::-1], [other, *other.iterancestors()][::-1]
    for a, b in zip(ones, others, strict=False):
        if a is not b:
            parent = a.getparent()
            return parent is not None and parent.index(a) < parent.index(b)
    return False

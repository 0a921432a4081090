"""The report as highlights and notes in a copy of the PDF that was checked.

Words that a remark is about are highlighted, each with the remark as its pop-up text; a remark on something missing
is a note beside the heading where it belongs, or at the top of the first page. Every annotation brings its own look,
so that all viewers show the same. Source: ISO 32000-1, 12.5.6.4 (notes), 12.5.6.10 (highlights), 12.5.6.14 (pop-ups).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from analyzer.reading.model import Box
from analyzer.reading.pdf_characters import Frame
from analyzer.report.export import Document, check_original, refuse
from analyzer.report.pdf_append import Appendix
from analyzer.report.provenance import Provenance
from analyzer.report.remarks import Remark, body_lines, remarks_of, summary_lines, title_words
from analyzer.report.view import SectionNames
from analyzer.report.words import Lang, label

if TYPE_CHECKING:
    from pypdf import PageObject
    from pypdf.generic import DictionaryObject, IndirectObject

AUTHOR = "rasoat"
Colour = tuple[float, float, float]
_TINTS: dict[str, Colour] = {
    "error": (1.0, 0.70, 0.68), "warning": (1.0, 0.86, 0.45), "advice": (0.72, 0.87, 1.0), "doubt": (0.88, 0.78, 1.0),
}  # fmt: skip
_INKS: dict[str, Colour] = {
    "error": (0.80, 0.13, 0.11), "warning": (0.85, 0.52, 0.0), "advice": (0.10, 0.42, 0.75),
    "doubt": (0.45, 0.22, 0.70), "summary": (0.25, 0.30, 0.36),
}  # fmt: skip
_ICON, _STEP, _MARGIN = 16.0, 19.0, 10.0
"""Side of a note's icon, distance from one to the next, least distance from the edge of the page; points."""
_POPUP = (320.0, 200.0)


def pdf_with_notes(source: Document, made_on: date, *, lang: Lang = "vi") -> bytes:
    """The copy: the original bytes, and behind them the annotations.

    Raises:
        ExportError: the document is no PDF, or its bytes are not those that the report is of.
        ReadingError: the file is protected, or too broken to be added to.
    """
    report = source.report
    if report.document.format != "pdf":
        raise refuse(
            report,
            "chú thích trong PDF chỉ ghi được vào tệp PDF; hãy dùng --format html rồi in ra PDF (với Word: docx)",
            "notes in a PDF need a PDF; use --format html and print it to PDF (for Word: docx)",
        )
    check_original(source)
    appendix = Appendix(source.original, report.document.path)
    sheets = _Sheets(appendix, made_on)
    provenance = Provenance.of(report, made_on)
    lines = [label("title", lang), *summary_lines(report, lang), *provenance.lines(lang)]
    sheets.note("summary", "\n".join(lines), "summary", label("title", lang), None)
    names = SectionNames(report.sections)
    for number, remark in enumerate(remarks_of(report, source.clean), 1):
        title = title_words(remark, lang)
        words = "\n".join([title, *body_lines(remark, names, lang)])
        sheets.remark(remark, words, title, f"{number}-{remark.fingerprint}")
    sheets.place()
    return appendix.content()


class _Sheets:
    """The pages of one document, and what is put on them."""

    def __init__(self, appendix: Appendix, made_on: date) -> None:
        self._appendix = appendix
        self._frames = [_frame(page) for page in appendix.pages]
        self._date = f"D:{made_on:%Y%m%d}"
        self._added: dict[int, list[IndirectObject]] = defaultdict(list)
        self._notes: dict[tuple[int, int, int], int] = defaultdict(int)
        """How many notes stand at a place already: page, left and top in whole points."""

    def remark(self, remark: Remark, words: str, title: str, name: str) -> None:
        """Highlights of the places of a remark; a note where it has no words of its own."""
        colour = "doubt" if remark.look == "needs_review" else remark.rule.severity
        done = False
        if remark.quoted:
            for order, place in enumerate(remark.places):
                pages: dict[int, list[Box]] = defaultdict(list)
                for piece in place.source:
                    if piece.page is not None and 0 < piece.page <= len(self._frames):
                        pages[piece.page - 1] += piece.boxes
                for index, boxes in pages.items():
                    if boxes:
                        self._highlight(index, boxes, words, colour, title, f"{name}-{order}-{index}")
                        done = True
        if not done:
            first = remark.places[0].source[:1] if remark.places else []
            spots = [(item.page - 1, item.boxes[0]) for item in first if item.page is not None and item.boxes]
            self.note(colour, words, name, title, spots[0] if spots else None)

    def note(self, colour: str, words: str, name: str, title: str, at: tuple[int, Box] | None) -> None:
        """An icon left of a box (page from 0), or in the row at the top of the first page."""
        index, box = at if at is not None and 0 <= at[0] < len(self._frames) else (0, None)
        frame = self._frames[index]
        if box is None:
            room = max(1, int((frame.width - 2 * _MARGIN) // _STEP))
            row, column = divmod(self._count(index, 0, 0), room)
            x, top = _MARGIN + column * _STEP, _MARGIN + row * _STEP
        else:
            room = max(1, int((box[0] - _MARGIN) // _STEP))
            row, column = divmod(self._count(index, round(box[0]), round(box[1])), room)
            x, top = max(_MARGIN, box[0] - (column + 1) * _STEP), box[1] - 1 + row * _STEP
        (rect,) = self._rects(index, [(x, top, x + _ICON, top + _ICON)])
        look = _icon_look(_INKS[colour], colour == "summary")
        annotation = _annotation("/Text", rect, _INKS[colour], words, title, name, self._date, 28)
        annotation.update(_names({"/Name": "/Comment"}))
        self._put(index, annotation, self._appendix.add(_form(look, (0.0, 0.0, _ICON, _ICON))), (x + _STEP, top))

    def place(self) -> None:
        """Puts all that was added on the pages."""
        for index, references in sorted(self._added.items()):
            self._appendix.annotate(index, references)

    def _highlight(self, index: int, boxes: Sequence[Box], words: str, colour: str, title: str, name: str) -> None:
        from pypdf.generic import ArrayObject, FloatObject, NameObject

        rects = self._rects(index, boxes)
        lefts, bottoms, rights, tops = zip(*rects, strict=True)
        around = (min(lefts), min(bottoms), max(rights), max(tops))
        annotation = _annotation("/Highlight", around, _TINTS[colour], words, title, name, self._date, 4)
        corners = [n for x0, y0, x1, y1 in rects for n in (x0, y1, x1, y1, x0, y0, x1, y0)]
        annotation[NameObject("/QuadPoints")] = ArrayObject(map(FloatObject, corners))
        drawing = " ".join(
            ["/G gs", _fill(_TINTS[colour])]
            + [f"{x0:.2f} {y0:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re" for x0, y0, x1, y1 in rects]
            + ["f"]
        )
        self._put(index, annotation, self._appendix.add(_form(drawing, around)), (boxes[0][2], boxes[0][3]))

    def _put(self, index: int, annotation: DictionaryObject, look: IndirectObject, corner: tuple[float, float]) -> None:
        """Adds an annotation and its pop-up, whose top left corner is near ``corner`` of the page as shown."""
        from pypdf.generic import BooleanObject, DictionaryObject, NameObject

        annotation[NameObject("/AP")] = DictionaryObject({NameObject("/N"): look})
        page = self._appendix.pages[index].indirect_reference
        assert page is not None
        annotation[NameObject("/P")] = page
        own = self._appendix.add(annotation)
        frame = self._frames[index]
        width, height = min(_POPUP[0], frame.width), min(_POPUP[1], frame.height)
        x = max(0.0, min(corner[0], frame.width - width))
        top = max(0.0, min(corner[1], frame.height - height))
        (rect,) = self._rects(index, [(x, top, x + width, top + height)])
        popup = DictionaryObject(_names({"/Type": "/Annot", "/Subtype": "/Popup"}))
        popup[NameObject("/Rect")] = _numbers(rect)
        popup[NameObject("/Parent")] = own
        popup[NameObject("/Open")] = BooleanObject(False)
        reference = self._appendix.add(popup)
        annotation[NameObject("/Popup")] = reference
        self._added[index] += [own, reference]

    def _rects(self, index: int, boxes: Sequence[Box]) -> list[tuple[float, float, float, float]]:
        """Boxes of the page as shown → left, bottom, right, top in the coordinates of the page."""
        sides = self._frames[index].unplace(np.array(boxes, np.float64)).tolist()
        return [(min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in sides]

    def _count(self, index: int, x: int, top: int) -> int:
        self._notes[index, x, top] += 1
        return self._notes[index, x, top] - 1


def _frame(page: PageObject) -> Frame:
    """The visible part of a page and its rotation, as the reader takes them."""
    media, crop = page.mediabox, page.cropbox
    left, right = max(media.left, crop.left), min(media.right, crop.right)
    bottom, top = max(media.bottom, crop.bottom), min(media.top, crop.top)
    if left >= right or bottom >= top:
        left, bottom, right, top = media.left, media.bottom, media.right, media.top
    return Frame(float(left), float(bottom), float(right), float(top), (page.rotation // 90) % 4)


def _annotation(
    kind: str, rect: Sequence[float], colour: Colour, words: str, title: str, name: str, day: str, flags: int
) -> DictionaryObject:
    from pypdf.generic import DictionaryObject, NameObject, NumberObject, TextStringObject

    item = DictionaryObject(_names({"/Type": "/Annot", "/Subtype": kind}))
    item[NameObject("/Rect")] = _numbers(rect)
    item[NameObject("/C")] = _numbers(colour)
    item[NameObject("/F")] = NumberObject(flags)
    texts = {"/T": AUTHOR, "/Contents": words, "/Subj": title, "/NM": name, "/M": day, "/CreationDate": day}
    for key, text in texts.items():
        item[NameObject(key)] = TextStringObject(text)
    return item


def _form(drawing: str, box: Sequence[float]) -> DictionaryObject:
    """An appearance. ``/G`` in it lays a colour over what stands below, as a marker pen does; where marks lie over
    marks, the words stay readable."""
    from pypdf.generic import DictionaryObject, FloatObject, NameObject, StreamObject

    form = StreamObject()
    form.update(_names({"/Type": "/XObject", "/Subtype": "/Form"}))
    form[NameObject("/BBox")] = _numbers(box)
    pen = DictionaryObject({**_names({"/Type": "/ExtGState", "/BM": "/Darken"}), NameObject("/ca"): FloatObject(1)})
    states = DictionaryObject({NameObject("/G"): pen})
    form[NameObject("/Resources")] = DictionaryObject({NameObject("/ExtGState"): states})
    form[NameObject("/Group")] = DictionaryObject(_names({"/S": "/Transparency", "/Type": "/Group"}))
    form.set_data(drawing.encode("ascii"))
    return form


def _icon_look(ink: Colour, summary: bool) -> str:
    """A speech bubble with an exclamation mark; for the summary, with lines of text."""
    bubble = f"{_fill(ink)} 1 4.5 14 10.5 re f 4 5 m 4 0.8 l 8.5 5 l f 1 1 1 rg"
    if summary:
        return f"{bubble} 3 11.5 10 1.2 re f 3 9 10 1.2 re f 3 6.5 7 1.2 re f"
    return f"{bubble} 7 8.8 2 4.8 re f 7 6 2 1.8 re f"


def _fill(colour: Colour) -> str:
    red, green, blue = colour
    return f"{red:.3f} {green:.3f} {blue:.3f} rg"


def _numbers(values: Sequence[float]) -> object:
    from pypdf.generic import ArrayObject, FloatObject

    return ArrayObject(FloatObject(round(value, 2)) for value in values)


def _names(pairs: dict[str, str]) -> dict[object, object]:
    from pypdf.generic import NameObject

    return {NameObject(key): NameObject(value) for key, value in pairs.items()}

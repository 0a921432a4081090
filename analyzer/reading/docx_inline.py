"""The content of one Word paragraph: its text as printed, its look, and what hangs on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from analyzer.reading.docx_package import MC, VAL, W
from analyzer.reading.docx_styles import RunLook, Styles, run_look
from analyzer.reading.docx_symbols import symbol
from analyzer.reading.legacy import Piece
from analyzer.reading.legacy_tables import typeface

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_CONTAINERS = frozenset(
    W + name for name in ("hyperlink", "smartTag", "sdtContent", "fldSimple", "customXml", "dir", "bdo", "rubyBase")
)
_INSERTED = frozenset((W + "ins", W + "moveTo"))
_DELETED = frozenset((W + "del", W + "moveFrom"))
_DRAWN = frozenset((W + "drawing", W + "pict", W + "object"))
_NOTES = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}
_CHARACTERS = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "br": "\n", W + "noBreakHyphen": "-"}
_TEXT_BOX = W + "txbxContent"


@dataclass(frozen=True, slots=True)
class NoteReference:
    """``part``: "footnotes" or "endnotes"; ``mark``: the author's own mark, "" where it is numbered."""

    part: str
    id: str
    mark: str


@dataclass(slots=True)
class Content:
    """Text of a paragraph with its look; ``page`` is that of its first visible character."""

    pieces: list[Piece] = field(default_factory=list)
    notes: list[NoteReference] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    page: int | None = None
    chars: int = 0
    bold_chars: int = 0
    italic_chars: int = 0
    sizes: Counter[float] = field(default_factory=Counter)
    hidden: bool = False

    @property
    def text(self) -> str:
        """The whole text, as the file holds it."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(slots=True)
class State:
    """What runs on from paragraph to paragraph. ``fields``: one entry per open field, True while in its code."""

    styles: Styles
    page: int = 1
    insertions: int = 0
    deletions: int = 0
    hidden_chars: int = 0
    fields: list[bool] = field(default_factory=list)


def read_inline(paragraph: etree._Element, base: RunLook, state: State, content: Content) -> None:
    """Append what ``paragraph`` holds to ``content``; ``base`` is the look that its style gives to runs.

    Tracked insertions count as text, deletions do not; the code of a field, hidden text and comments do not
    either. Tabs are ``"\\t"``, line breaks ``"\\n"``, optional hyphens nothing, non-breaking hyphens "-".
    """
    todo = list(paragraph)[::-1]
    while todo:
        element = todo.pop()
        tag = element.tag
        if tag == W + "r":
            _read_run(element, base, state, content)
        elif tag in _CONTAINERS:
            todo.extend(list(element)[::-1])
        elif tag == W + "sdt":
            todo.extend(element.iterchildren(W + "sdtContent"))
        elif tag in _INSERTED:
            state.insertions += 1
            todo.extend(list(element)[::-1])
        elif tag in _DELETED:
            state.deletions += 1
        elif tag == MC + "AlternateContent":
            todo.extend(alternative(element)[::-1])
        elif isinstance(tag, str) and tag.startswith(_M):
            if tag == _M + "t":
                _add(content, element.text or "", base, state)
            todo.extend(list(element)[::-1])
    # A field whose code has no end in its paragraph is broken: what follows is text again.
    state.fields = [False for _ in state.fields]


def _read_run(run: etree._Element, base: RunLook, state: State, content: Content) -> None:
    look = base
    todo = list(run)[::-1]
    mark_follows: NoteReference | None = None
    while todo:
        element = todo.pop()
        tag = element.tag
        if tag == W + "t":
            if mark_follows is not None:
                content.notes.append(NoteReference(mark_follows.part, mark_follows.id, (element.text or "").strip()))
                mark_follows = None
            else:
                _add(content, element.text or "", look, state)
        elif tag == W + "rPr":
            look = _look(element, base, state.styles)
        elif tag == W + "fldChar":
            _field(element.get(W + "fldCharType"), state)
        elif tag == W + "lastRenderedPageBreak":
            state.page += 1
        elif tag in _CHARACTERS:
            _add(content, _CHARACTERS[tag], look, state)
        elif tag == W + "softHyphen":
            if typeface(state.styles.font(look)).encodings:
                _add(content, "\xad", look, state)  # a letter there
        elif tag == W + "sym":
            _add(content, symbol(element.get(W + "font", ""), element.get(W + "char", "")), look, state)
        elif tag in _DRAWN:
            content.boxes.extend(text_boxes(element))
        elif tag == MC + "AlternateContent":
            todo.extend(alternative(element)[::-1])
        elif tag == W + "ruby":
            for under in element.iterchildren(W + "rubyBase"):
                for inner in under.iterchildren(W + "r"):
                    todo.extend(list(inner)[::-1])
        elif tag in _NOTES and not look.hidden:
            note = NoteReference(_NOTES[tag], element.get(W + "id", ""), "")
            if element.get(W + "customMarkFollows", "0") in ("1", "true", "on"):
                mark_follows = note
            else:
                content.notes.append(note)


def _look(properties: etree._Element, base: RunLook, styles: Styles) -> RunLook:
    style = properties.find(W + "rStyle")
    if style is not None:
        base = styles.character(style.get(VAL, "")).over(base)
    return run_look(properties).over(base)


def _field(kind: str | None, state: State) -> None:
    if kind == "begin":
        state.fields.append(True)
    elif state.fields:
        if kind == "separate":
            state.fields[-1] = False
        elif kind == "end":
            state.fields.pop()


def _add(content: Content, text: str, look: RunLook, state: State) -> None:
    if not text or True in state.fields:
        return
    if look.hidden:
        content.hidden = True
        state.hidden_chars += len(text.strip())
        return
    content.pieces.append(Piece(text, state.styles.font(look), bool(look.caps)))
    visible = len(text.strip())
    if not visible:
        return
    if content.page is None:
        content.page = state.page
    content.chars += visible
    if look.bold:
        content.bold_chars += visible
    if look.italic:
        content.italic_chars += visible
    if look.size is not None:
        content.sizes[look.size] += visible


def alternative(element: etree._Element) -> list[etree._Element]:
    """The content of one branch of ``mc:AlternateContent``: the first choice that holds text, else the fallback."""
    branches = [branch for branch in element if branch.tag in (MC + "Choice", MC + "Fallback")]
    for branch in branches:
        if next(branch.iter(W + "t", _TEXT_BOX), None) is not None:
            return list(branch)
    return list(branches[0]) if branches else []


def text_boxes(drawn: etree._Element) -> Iterator[etree._Element]:
    """The outermost text boxes of a drawing, one branch of each alternative only."""
    todo = list(drawn)[::-1]
    while todo:
        element = todo.pop()
        if element.tag == _TEXT_BOX:
            yield element
        elif element.tag == MC + "AlternateContent":
            todo.extend(alternative(element)[::-1])
        else:
            todo.extend(list(element)[::-1])

"""Rich Text Format (.rtf), read from the file itself: for machines without LibreOffice.

Paragraphs, tables with merged cells, numbers and bullets (as the file notes them for readers that know no lists),
footnotes, headers and footers, fonts, bold, size and alignment are read; nested tables become paragraphs of their
cell. Order and ids of blocks are those of ``docx``; offsets are into the text as read.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field, replace

from analyzer.reading import failures, labels
from analyzer.reading.align import Align
from analyzer.reading.edge_tables import MERGED, MERGED_FIRST, Row, table_blocks
from analyzer.reading.legacy import Legacy, in_two_passes
from analyzer.reading.legacy_tables import typeface
from analyzer.reading.limits import Limits
from analyzer.reading.model import Block, BlockKind, SourceText
from analyzer.reading.rtf_tokens import Token, code_page, decode, tokens
from analyzer.reading.runs import Runs

_SKIPPED = frozenset(
    (
        "colortbl", "stylesheet", "info", "pict", "objdata", "fldinst", "listtable", "listoverridetable", "revtbl",
        "rsidtbl", "generator", "xmlnstbl", "themedata", "colorschememapping", "datastore", "latentstyles", "filetbl",
        "annotation", "atnid", "atnauthor", "nonshppict", "shppict", "bkmkstart", "bkmkend", "pgptbl", "template",
        "ftnsep", "ftnsepc", "aftnsep", "aftnsepc", "ftncn", "aftncn", "objclass", "objname", "pn", "userprops",
        "xe", "tc", "mmathPr", "sp",
    )
)  # fmt: skip
_SHOWN_STARRED = frozenset(("shpinst", "shptxt", "footnote", "listtext", "pntext", "fldrslt"))
_RUNNING: dict[str, BlockKind] = {
    "header": "header", "headerl": "header", "headerr": "header", "headerf": "header",
    "footer": "footer", "footerl": "footer", "footerr": "footer", "footerf": "footer",
}  # fmt: skip
_CHARACTERS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": "\u2003", "enspace": "\u2002",
}  # fmt: skip
_SIGNS = {"~": "\xa0", "_": "-", "\t": "\t"}
_SWITCHES = {"b": "bold", "i": "italic", "caps": "caps", "v": "hidden", "deleted": "hidden"}
_ALIGN: dict[str, Align] = {"ql": "left", "qc": "center", "qr": "right", "qj": "justify"}
_ENDS = frozenset(("par", "sect", "page", "cell", "nestcell", "row", "nestrow"))
_DEEPEST = 5000


def check_rtf(data: bytes, path: str, limits: Limits) -> None:  # noqa: ARG001 (one of the checks of ``converted``)
    """Refuses groups that nest without end. Raises ``ReadingError`` (bomb)."""
    depth = 0
    for token in tokens(data):
        depth += (token.kind == "open") - (token.kind == "close")
        if depth > _DEEPEST:
            raise failures.bomb(path, "cấu trúc lồng nhau quá sâu", "nested too deeply")


def read_rtf(data: bytes, path: str, sha256: str, limits: Limits) -> SourceText:
    """Read a document. Raises ``ReadingError``: bomb, corrupt, empty, too_large."""
    check_rtf(data, path, limits)

    def walk(legacy: Legacy) -> _Reader:
        reader = _Reader(failures.BlockSink(path, limits), legacy)
        reader.read(data)
        return reader

    reader, legacy = in_two_passes(walk)
    if not reader.sink.blocks:
        if reader.cut_short:
            raise failures.damaged(path, "rtf")
        raise failures.empty(path, pictures=b"\\pict" in data)
    warnings = legacy.warnings()
    if reader.cut_short:
        warnings.append(failures.incomplete())
    return SourceText(path, sha256, "rtf", reader.sink.blocks, warnings=warnings)


@dataclass(frozen=True, slots=True)
class _State:
    """What holds inside a group. ``target``: "" for text, "skip", "fonttbl", "label"."""

    target: str = ""
    font: int = 0
    bold: bool = False
    italic: bool = False
    caps: bool = False
    hidden: bool = False
    size: float = 12.0
    fallback: int = 1
    """Characters that stand in for one of Unicode, for readers that do not know it."""


@dataclass(slots=True)
class _Story:
    """Paragraphs in the making: of the body, a header, a note, a text box. ``depth``: of the group that holds it."""

    kind: BlockKind
    prefix: str
    depth: int
    mark: str | None = None
    runs: Runs = field(default_factory=Runs)
    align: Align | None = None
    outline: int | None = None
    in_table: bool = False
    index: int = 0
    rows: list[Row] = field(default_factory=list)
    row: Row = field(default_factory=Row)
    after: list[Block] = field(default_factory=list)
    """Notes and text boxes that hang on what is being read."""


class _Reader:
    def __init__(self, sink: failures.BlockSink, legacy: Legacy) -> None:
        self.sink = sink
        self.cut_short = False
        self._legacy = legacy
        self._state = _State()
        self._stack: list[_State] = []
        self._stories = [_Story("paragraph", "p", -1)]
        self._running: dict[BlockKind, list[Block]] = {"header": [], "footer": []}
        self._fonts: dict[int, str] = {}
        self._charsets: dict[int, int] = {}
        self._code_page = "cp1252"
        self._bytes = b""
        self._label = ""
        self._skip = 0
        self._first_in_group = False
        self._starred = False
        self._edges: list[int] = []
        self._merges: list[int] = []
        self._merge = 0
        self._header_row = False
        self._tables = self._notes = self._boxes = 0

    def read(self, data: bytes) -> None:
        """Read the file into ``sink``."""
        for token in tokens(data):
            if token.kind in ("hex", "text"):
                self._take(token.data)
                continue
            self._flush_bytes()
            self._skip = 0
            if token.kind == "open":
                self._stack.append(self._state)
                self._first_in_group, self._starred = True, False
                continue
            if token.kind == "close":
                self._close()
            elif token.kind == "sign":
                self._sign(token.value)
            else:
                self._word(token)
            if token.kind != "sign" or token.value != "*":
                self._first_in_group = False
        self._flush_bytes()
        self.cut_short = bool(self._stack)
        while len(self._stories) > 1:
            self._end_story()
        self._end_paragraph()
        self._end_table(self._stories[0])
        self.sink.blocks[:0] = self._running["header"]
        for block in self._running["footer"]:
            self.sink.add(block)

    @property
    def _story(self) -> _Story:
        return self._stories[-1]

    def _close(self) -> None:
        if not self._stack:
            return
        if self._state.target == "label" and self._stack[-1].target != "label":
            self._story.runs.label, self._label = _written(self._label), ""
        self._state = self._stack.pop()
        if len(self._stories) > 1 and len(self._stack) <= self._story.depth:
            self._end_story()

    def _take(self, data: bytes) -> None:
        self._first_in_group = False
        if self._skip:
            dropped = min(self._skip, len(data))
            self._skip -= dropped
            data = data[dropped:]
        self._bytes += data

    def _flush_bytes(self) -> None:
        if not self._bytes:
            return
        data, self._bytes = self._bytes, b""
        if self._state.target == "fonttbl":
            name = self._fonts.get(self._state.font, "") + decode(data, "cp1252")
            self._fonts[self._state.font] = name.rstrip("; ")
            return
        font = self._fonts.get(self._state.font, "")
        codec = "cp1252" if typeface(font).encodings else code_page(
            self._charsets.get(self._state.font, 0), self._code_page
        )  # fmt: skip
        self._add(decode(data, codec))

    def _add(self, text: str) -> None:
        state = self._state
        if state.target == "label":
            self._label += text
        elif not state.target and not state.hidden:
            font = self._fonts.get(state.font, "")
            self._story.runs.add(text, font, caps=state.caps, bold=state.bold, italic=state.italic, size=state.size)

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._starred = True
        elif sign in "\r\n":
            self._end_paragraph()
        elif sign == "-":
            if typeface(self._fonts.get(self._state.font, "")).encodings:
                self._add("\xad")  # a letter there
        else:
            self._add(_SIGNS.get(sign, sign if sign in "\\{}" else ""))

    def _word(self, token: Token) -> None:
        word, number = token.value, token.number
        if self._first_in_group and self._destination(word):
            return
        if self._state.target == "skip":
            return
        if word == "u" and number is not None:
            self._add(chr(number % 0x10000) if not 0xD800 <= number % 0x10000 < 0xE000 else "\ufffd")
            self._skip = self._state.fallback
        elif word in _CHARACTERS:
            self._add(_CHARACTERS[word])
        elif word in _ENDS:
            if not self._state.target:
                self._end(word)
        elif word == "f" and number is not None:
            self._state = replace(self._state, font=number)
        elif word == "fcharset" and number is not None:
            self._charsets[self._state.font] = number
        elif word in _SWITCHES:
            self._state = replace(self._state, **{_SWITCHES[word]: number != 0})  # type: ignore[arg-type]
        elif word == "fs" and number is not None:
            self._state = replace(self._state, size=number / 2)
        elif word == "uc" and number is not None:
            self._state = replace(self._state, fallback=max(0, min(number, 100)))
        elif word == "plain":
            self._state = _State(self._state.target, fallback=self._state.fallback)
        elif word == "ansicpg" and number is not None:
            self._code_page = _known(f"cp{number}")
        elif not self._state.target:
            self._layout(word, number)

    def _layout(self, word: str, number: int | None) -> None:
        story = self._story
        if word == "pard":
            story.align, story.outline, story.in_table = None, None, False
        elif word in _ALIGN:
            story.align = _ALIGN[word]
        elif word == "outlinelevel" and number is not None:
            story.outline = number + 1 if 0 <= number < 9 else None
        elif word == "intbl":
            story.in_table = True
        elif word == "trowd":
            self._edges, self._merges, self._merge, self._header_row = [0], [], 0, False
        elif word == "trhdr":
            self._header_row = True
        elif word in ("clvmgf", "clvmrg"):
            self._merge = MERGED_FIRST if word == "clvmgf" else MERGED
        elif word == "cellx" and number is not None and len(self._edges) < 200:
            self._edges.append(number)
            self._merges.append(self._merge)
            self._merge = 0

    def _destination(self, word: str) -> bool:
        """Takes the first word of a group where it says what the group is for."""
        if self._state.target == "skip":
            return True
        if word in _RUNNING or word in ("footnote", "shptxt"):
            self._begin_story(word)
            return True
        if word == "fonttbl":
            self._state = replace(self._state, target="fonttbl")
        elif word in ("listtext", "pntext"):
            self._state = replace(self._state, target="label")
        elif word in _SKIPPED or (self._starred and word not in _SHOWN_STARRED):
            self._state = replace(self._state, target="skip")
        else:
            return False
        return True

    def _begin_story(self, word: str) -> None:
        depth = len(self._stack) - 1
        kind = _RUNNING.get(word)
        if kind is not None:
            story = _Story(kind, f"{kind[0]}{len(self._running[kind])}p", depth)
        elif word == "footnote":
            story = _Story("footnote", f"n{self._notes}", depth, mark=str(self._notes + 1))
            self._notes += 1
        else:
            story = _Story("textbox", f"b{self._boxes}p", depth)
            self._boxes += 1
        self._stories.append(story)
        self._state = _State(fallback=self._state.fallback)

    def _end_story(self) -> None:
        self._end_paragraph()
        self._end_table(self._story)
        self._stories.pop()

    def _end(self, word: str) -> None:
        story = self._story
        if word in ("row", "nestrow"):
            if word == "row" and story.row.cells:
                story.row.edges, story.row.merges = list(self._edges), list(self._merges)
                story.row.header = self._header_row
                story.rows.append(story.row)
                story.row = Row()
        elif word == "cell":
            story.row.add(self._taken(), ends_cell=True)
        elif word == "page":
            if story.runs.text.strip():
                self._end_paragraph()
        else:
            self._end_paragraph()

    def _taken(self) -> Runs:
        story = self._story
        runs, story.runs = story.runs, Runs()
        runs.align = story.align
        return runs

    def _end_paragraph(self) -> None:
        story = self._story
        if story.in_table or story.row.cells:
            story.row.add(self._taken(), ends_cell=False)
            return
        self._end_table(story)
        runs = self._taken()
        text = self._legacy.convert(runs.pieces)
        identity = f"{story.prefix}{'p' * bool(story.mark)}{story.index}"
        if story.mark is not None and story.index == 0:
            identity = story.prefix
        story.index += 1
        if story.mark is not None:
            text = text.lstrip()
        if text.strip():
            style = runs.style(story.outline)
            self._emit(story, Block(identity, story.kind, text, label=runs.label, style=style, note_ref=story.mark))
        self._release(story)

    def _end_table(self, story: _Story) -> None:
        rows = [row for row in (*story.rows, story.row) if row.cells]
        if not rows:
            return
        story.rows, story.row = [], Row()
        if any(runs.text.strip() for row in rows for cell in row.cells for runs in cell):
            for block in table_blocks(rows, self._tables, lambda runs: self._legacy.convert(runs.pieces)):
                self._emit(story, block if story.kind == "paragraph" else replace(block, kind=story.kind, cell=None))
            self._tables += 1
        self._release(story)

    def _emit(self, story: _Story, block: Block) -> None:
        if story.kind in self._running:
            if all(block.text != other.text for other in self._running[story.kind]):
                self._running[story.kind].append(block)
        elif len(self._stories) > 1 and story.kind != "paragraph":
            self._stories[0].after.append(block)
        else:
            self.sink.add(block)

    def _release(self, story: _Story) -> None:
        if story is self._stories[0]:
            for block in story.after:
                self.sink.add(block)
            story.after = []


def _written(label: str) -> str:
    """A label without the tab behind it; a bullet of a symbol font as a dash."""
    label = label.strip()
    return label if not label or label in ("-", "+", "*") or any(map(str.isalnum, label)) else labels.bullet(0)


def _known(codec: str) -> str:
    try:
        return codecs.lookup(codec).name
    except LookupError:
        return "cp1252"

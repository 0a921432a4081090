"""What travels between a program and the process that reads for it: requests there, progress and results back.

Plain data, never pickle: the process has parsed a file of a stranger, and unpickling what a process sends is running
what it asks for. Each message is a frame: one byte of kind, eight bytes of length, the content as MessagePack. The
receiver decodes into fixed types and refuses frames beyond ``LARGEST``.
"""

from __future__ import annotations

import struct
from array import array
from typing import BinaryIO, NamedTuple

import msgspec

from analyzer.errors import ReadingError, Text
from analyzer.reading.limits import Limits
from analyzer.reading.model import Block, BlockKind, Box, Cell, Doubt, Format, ReadingWarning, SourceText, Style

REQUEST, PROGRESS, SOURCE, ERROR, MEMORY, LAST = b"r", b"p", b"s", b"e", b"m", b"l"
"""Kinds of frames. ``MEMORY``: the process ran out of it and ends. ``LAST``: it is to be given no further file."""
LARGEST = 1 << 30
"""Bytes of one frame: the most text that the limits allow, with the boxes of its characters, is a third of it."""

_HEAD = struct.Struct("<cQ")


class Request(msgspec.Struct, array_like=True):
    """A file to read: its path as the file system's bytes, the folder from which a relative one is seen (the process
    that reads may have been started in another), and its content where it is not to be opened."""

    path: bytes
    folder: bytes
    data: bytes | None
    limits: Limits


class Progress(msgspec.Struct, array_like=True):
    """Pages recognised so far, of how many."""

    done: int
    count: int


class Failure(msgspec.Struct, array_like=True):
    """A ``ReadingError``."""

    code: str
    vi: str
    en: str

    def error(self) -> ReadingError:
        """The error itself."""
        return ReadingError(self.vi, self.en, code=self.code)


class _Block(msgspec.Struct, array_like=True):
    """A block; ``boxes``: four 32-bit floats for each character of ``text``, in this machine's byte order."""

    id: str
    kind: BlockKind
    text: str
    page: int | None
    label: str
    style: Style
    cell: Cell | None
    line_gap: float | None
    box: Box | None
    boxes: bytes | None
    note_ref: str | None
    doubtful: tuple[Doubt, ...]


class _Warning(msgspec.Struct, array_like=True):
    code: str
    vi: str
    en: str
    page: int | None


class _Source(msgspec.Struct, array_like=True):
    sha256: str
    format: Format
    blocks: list[_Block]
    pages: int | None
    ocr: bool
    warnings: list[_Warning]
    ocr_confidence: dict[int, float]


class Frame(NamedTuple):
    """A message: its kind and its content."""

    kind: bytes
    content: bytes


def send(stream: BinaryIO, kind: bytes, content: bytes = b"") -> None:
    """Writes a frame; raises ``OSError`` where nobody reads."""
    stream.write(_HEAD.pack(kind, len(content)))
    stream.write(content)
    stream.flush()


def receive(stream: BinaryIO) -> Frame | None:
    """The next frame; None at the end, for half a frame, and for one that is too large."""
    head = stream.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    kind, length = _HEAD.unpack(head)
    if length > LARGEST:
        return None
    content = stream.read(length)
    return Frame(kind, content) if len(content) == length else None


def pack(message: Request | Progress | Failure) -> bytes:
    """The content of a frame."""
    return msgspec.msgpack.encode(message)


def pack_source(source: SourceText) -> bytes:
    """A source without its path. Halves of surrogate pairs, which no encoding holds, become U+FFFD: as long as they."""
    wire = _Source(
        source.sha256, source.format, [_block(block) for block in source.blocks], source.pages, source.ocr,
        [_Warning(w.code, whole(w.message.vi), whole(w.message.en), w.page) for w in source.warnings],
        source.ocr_confidence,
    )  # fmt: skip
    return msgspec.msgpack.encode(wire)


def unpack_source(content: bytes, path: str) -> SourceText:
    """The source of a frame, as read from ``path``. Raises ``msgspec.DecodeError`` or ``ValueError``."""
    wire = msgspec.msgpack.decode(content, type=_Source)
    blocks = [_unpacked(block) for block in wire.blocks]
    source = SourceText(path, wire.sha256, wire.format, blocks, wire.pages, wire.ocr)
    source.warnings = [ReadingWarning(w.code, Text(w.vi, w.en), w.page) for w in wire.warnings]
    source.ocr_confidence = wire.ocr_confidence
    return source


def whole(text: str) -> str:
    """``text`` with halves of surrogate pairs replaced by U+FFFD, character by character."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    return text


def _block(block: Block) -> _Block:
    boxes = None
    if block.char_boxes is not None:
        boxes = getattr(block.char_boxes, "packed", None)
        if boxes is None:
            boxes = array("f", [value for box in block.char_boxes for value in box]).tobytes()
    return _Block(
        whole(block.id), block.kind, whole(block.text), block.page, whole(block.label), block.style, block.cell,
        block.line_gap, block.box, boxes, None if block.note_ref is None else whole(block.note_ref), block.doubtful,
    )  # fmt: skip


def _unpacked(wire: _Block) -> Block:
    boxes = None
    if wire.boxes is not None:
        from analyzer.reading.charboxes import CharBoxes

        values = array("f")
        values.frombytes(wire.boxes)
        boxes = CharBoxes(values)
        if len(boxes) != len(wire.text):
            raise ValueError("as many boxes as characters")
    return Block(
        wire.id, wire.kind, wire.text, wire.page, wire.label, wire.style, wire.cell, wire.line_gap, wire.box, boxes,
        wire.note_ref, wire.doubtful,
    )  # fmt: skip

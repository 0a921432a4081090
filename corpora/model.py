"""A document as a neutral model, read from ``corpora/sources/NAME.yml``.

A source holds what an office would have typed, once; the renderers make each file format of it. Its blocks are
one-key maps, in order:

``h1`` … ``h4``
    a heading, its number as literal text ("II. MỤC TIÊU"); ``h1.purpose`` says its role for the annotation.
``run``
    a run-in heading: [heading, text] in one paragraph; ``run.other`` as above.
``p``, ``centre``
    a paragraph; a centred line ("PHỤ LỤC").
``li``
    a list item; its first word is the marker ("-", "+", "a)", "*").
``table``
    ``head`` (number of header rows), ``rows`` (lists of cells; null: merged with the cell at its left; "^^": with
    the cell above), ``widths`` (relative).
``page``
    a page break.

``[^1]`` in a text is the mark of the note 1 of ``notes``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import yaml

ROOT = Path(__file__).resolve().parent
SOURCES = ROOT / "sources"
DOCUMENTS = ROOT / "documents"

NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
NOTE_MARK = re.compile(r"\[\^(\d{1,2})\]")
_BLOCK = re.compile(r"(h[1-4]|run|p|centre|li|table|page)(?:\.([a-z_]+))?")
ANNOTATIONS = ("fig", "dl", "as", "body")


@dataclass(frozen=True)
class Table:
    """``rows`` of equal length; a cell is a text, None (merged to the left) or "^^" (merged upwards)."""

    head: int
    rows: list[list[str | None]]
    widths: list[float]


@dataclass(frozen=True)
class Block:
    """``kind`` as in the module's text; ``label`` is a run-in heading; ``marker`` that of an item."""

    kind: str
    text: str = ""
    level: int = 0
    label: str = ""
    marker: str = ""
    role: str | None = None
    table: Table | None = None
    marks: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """A whole document. ``options`` are those of its form (``layout``, ``width``, ``numbering`` …)."""

    name: str
    form: str
    left: list[str]
    right: list[str]
    title: str
    abstract: list[str]
    addressees: list[str]
    blocks: list[Block]
    notes: dict[str, str]
    authority: list[str]
    signer: str
    recipients: list[str]
    annex: list[Block]
    options: dict[str, Any]
    gold: dict[str, Any]


def _table(raw: dict[str, Any]) -> Table:
    rows = [[None if c is None else str(c) for c in row] for row in raw["rows"]]
    width = max(len(row) for row in rows)
    if any(len(row) != width for row in rows):
        raise ValueError(f"rows of unequal length: {rows[0]}")
    return Table(int(raw.get("head", 1)), rows, [float(w) for w in raw.get("widths") or [1] * width])


def _block(raw: dict[str, Any]) -> Block:
    name = next(key for key in raw if key not in ANNOTATIONS)
    found = _BLOCK.fullmatch(name)
    if not found:
        raise ValueError(f"unknown block {name!r}")
    kind, role = found.groups()
    marks = {key: raw[key] for key in ANNOTATIONS if key in raw}
    value = raw[name]
    if kind == "table":
        return Block("table", table=_table(value), marks=marks)
    if kind == "page":
        return Block("page")
    if kind == "run":
        return Block("run", text=value[1].strip(), label=value[0].strip(), level=3, role=role, marks=marks)
    text = " ".join(str(value).split())
    if kind == "li":
        marker, _, rest = text.partition(" ")
        return Block("li", text=rest, marker=marker, level=2 if marker == "+" else 1, marks=marks)
    if kind.startswith("h"):
        return Block("heading", text=text, level=int(kind[1]), role=role, marks=marks)
    return Block(kind, text=text, marks=marks)


def load(path: Path) -> Source:
    """The source at ``path``. Raises ``ValueError`` on an unknown block, ``KeyError`` on a missing field."""
    raw = cast(dict[str, Any], yaml.safe_load(path.read_text(encoding="utf-8")))
    signature = raw.get("signature") or {}
    return Source(
        name=path.stem,
        form=raw["form"],
        left=raw.get("left") or [],
        right=raw.get("right") or [],
        title=raw.get("title") or "",
        abstract=raw.get("abstract") or [],
        addressees=raw.get("addressees") or [],
        blocks=[_block(b) for b in raw["blocks"]],
        notes={str(k): " ".join(v.split()) for k, v in (raw.get("notes") or {}).items()},
        authority=signature.get("authority") or [],
        signer=signature.get("name") or "",
        recipients=raw.get("recipients") or [],
        annex=[_block(b) for b in raw.get("annex") or []],
        options=raw.get("options") or {},
        gold=raw["gold"],
    )


def sources() -> list[Source]:
    """All sources, by name."""
    return [load(path) for path in sorted(SOURCES.glob("*.yml"))]


def block_text(block: Block) -> str:
    """The words of a block in reading order: label and text, or marker and text, or the cells row by row."""
    if block.table:
        return " ".join(c for row in block.table.rows for c in row if c not in (None, "", "^^") and c is not None)
    return " ".join(part for part in (block.marker, block.label, block.text) if part)


def full_text(source: Source, marks: bool = False) -> str:
    """All words of the document in reading order, separated by single spaces; note marks left out unless asked for."""
    parts = [*source.left, *source.right, source.title, *source.abstract, *source.addressees]
    parts += [block_text(b) for b in source.blocks]
    parts += ["Nơi nhận:" if source.recipients else "", *source.recipients, *source.authority, source.signer]
    parts += [block_text(b) for b in source.annex]
    parts += [source.notes[key] for key in sorted(source.notes)]
    text = " ".join(" ".join(parts).split())
    return text if marks else NOTE_MARK.sub("", text)

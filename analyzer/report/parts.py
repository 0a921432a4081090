"""The small parts that every output is made of: texts in two languages, places in the document, the tool."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from analyzer.errors import Text

SCHEMA_VERSION = "1.0"

SpanPair = Annotated[
    tuple[int, int],
    Meta(description="Half-open [start, end) in characters of the normalised text (`document.text`)."),
]
PageNumber = Annotated[int | None, Meta(description="From 1; null where the format has no pages.")]
LineNumber = Annotated[int, Meta(description="Line of the normalised text, from 1; lines end in a line feed.")]
Quote = Annotated[str, Meta(description="The words of the normalised text at `span`.")]
Share = Annotated[float, Meta(ge=0, le=1, description="From 0 to 1.")]
IsoDate = Annotated[
    str, Meta(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$", description="ISO 8601, as far as known: 2026-05-13, 2026-05, 2026.")
]
Duration = Annotated[str, Meta(pattern=r"^P\d+[DWMY]$", description="ISO 8601 duration: P1Y, P6M, P3M, P1M, P1W, P1D.")]


class Bilingual(msgspec.Struct, frozen=True):
    """A text for people, in Vietnamese and in English."""

    vi: str
    en: str

    @classmethod
    def of(cls, text: Text) -> Bilingual:
        """The pair of a ``Text``."""
        return cls(text.vi, text.en)

    def in_language(self, lang: str) -> str:
        """The text in ``"vi"`` or ``"en"``."""
        return self.en if lang == "en" else self.vi


FilePath = Annotated[
    str | UnsetType, Meta(description="Path of the file, one of `document.files`; only for a document of several.")
]


class SourcePiece(msgspec.Struct, kw_only=True):
    """A piece of one block (paragraph, cell, note, line) of the original file."""

    block: Annotated[str, Meta(description="Id of the block, unique in the file.")]
    start: Annotated[int, Meta(ge=0, description="First character, in the raw text of the block.")]
    end: Annotated[int, Meta(ge=0, description="Behind the last character, in the raw text of the block.")]
    page: PageNumber
    boxes: Annotated[
        list[tuple[float, float, float, float]],
        Meta(description="On a PDF page: x0, top, x1, bottom in points from the top left corner, one box per line."),
    ]
    file: FilePath = UNSET


SourceList = Annotated[list[SourcePiece], Meta(description="The same words in the original file, in reading order.")]


class Evidence(msgspec.Struct, kw_only=True):
    """Words of the document that a value, a verdict or a finding rests on."""

    quote: Quote
    span: SpanPair
    page: PageNumber
    line: LineNumber
    source: SourceList


class Tool(msgspec.Struct, kw_only=True):
    """What made the report."""

    name: str
    version: str
    rule_pack: Annotated[str | None, Meta(description="Id of the rule pack; null where no rule was asked.")]
    rule_pack_version: str | None
    options: Annotated[
        dict[str, str | int | float | bool | None], Meta(description="The options that bear on the result, by name.")
    ]


class Notice(msgspec.Struct, kw_only=True):
    """Something that the reader of the report should know."""

    code: Annotated[str, Meta(description="Stable and machine-readable: ocr, page_unreadable, out_of_scope…")]
    message: Bilingual
    page: PageNumber
    file: FilePath = UNSET


BaselineState = Literal["new", "same", "gone"]


class Waiver(msgspec.Struct, kw_only=True):
    """Who accepted a finding, why, and until when."""

    reason: str
    by: str
    expires: IsoDate | None


class WaiverItem(msgspec.Struct, kw_only=True):
    """An entry of the file of waivers that names this document, and what became of it."""

    code: Annotated[str | None, Meta(description="W901 expired, W902 stale: a finding on the waiver; else null.")]
    state: Annotated[
        Literal["used", "expired", "stale", "unused"],
        Meta(description="`stale`: names this document alone and fits nothing in it; `unused`: may fit another."),
    ]
    place: Annotated[str, Meta(description="File and line of the entry.")]
    rule: str | None
    fingerprint: str | None
    waiver: Waiver
    message: Annotated[Bilingual | None, Meta(description="What is wrong with it; null where nothing is.")]
    suggestion: Annotated[Bilingual | None, Meta(description="What to do about it.")]


class PathOnly(msgspec.Struct, kw_only=True):
    """The document of an error line."""

    path: str


class ErrorInfo(msgspec.Struct, kw_only=True):
    """Why a file could not be read."""

    code: str
    message: Bilingual


class ErrorLine(msgspec.Struct, kw_only=True):
    """What stands in place of a report for a file that could not be read."""

    schema_version: str
    document: PathOnly
    error: ErrorInfo

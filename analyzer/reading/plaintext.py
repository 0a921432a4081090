"""Plain text: one block per line that is not blank."""

from __future__ import annotations

from analyzer.reading import failures
from analyzer.reading.encoding import decode
from analyzer.reading.legacy import Legacy, Piece, in_two_passes, may_be_legacy
from analyzer.reading.limits import Limits
from analyzer.reading.model import Block, SourceText

_BLANK = "\ufeff\x00\x1a \t\v\xa0\u3000"


def read_plaintext(data: bytes, path: str, sha256: str, limits: Limits) -> SourceText:
    """Lines as blocks of kind ``line``, text as in the file with its spaces, without the line break.

    A form feed begins a page; without any, there are no pages. ``line_gap`` counts the blank lines above, on the
    same page. A file that is all in TCVN3, VNI or the like, told from its words, is converted.
    Ids count the blocks: ``p0``, ``p1``… Raises ``ReadingError``: empty, binary, too_large.
    """
    text, _, warnings = decode(data, path)
    raw = text
    text, legacy = in_two_passes(lambda legacy: _converted(raw, legacy))
    if legacy.converted:
        warnings = legacy.warnings(capitals_lost=True) + [one for one in warnings if one.code != "encoding"]
    sheets = text.replace("\r\n", "\n").replace("\r", "\n").split("\f")
    paged = len(sheets) > 1
    if paged and not sheets[-1].strip():
        sheets.pop()  # pdftotext and printers end every page with a form feed, the last one too
    if len(sheets) > limits.pages:
        raise failures.too_large(
            path,
            f"có {len(sheets)} trang, vượt giới hạn {limits.pages}",
            f"it has {len(sheets)} pages, the limit is {limits.pages}",
        )
    sink = failures.BlockSink(path, limits)
    for number, sheet in enumerate(sheets, start=1):
        gap = 0
        for line in sheet.split("\n"):
            if not line.strip(_BLANK):
                gap += 1
                continue
            page = number if paged else None
            sink.add(Block(f"p{len(sink.blocks)}", "line", line, page=page, line_gap=float(gap)))
            gap = 0
    return SourceText(path, sha256, "txt", sink.blocks, pages=len(sheets) if paged else None, warnings=warnings)


def _converted(text: str, legacy: Legacy) -> str:
    if not may_be_legacy(text):
        return text
    return "\n".join(legacy.convert([Piece(line)]) for line in text.split("\n"))

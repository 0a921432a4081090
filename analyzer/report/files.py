"""A document in several files: its text with the pages of each file, and what of its report is about one of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec
from msgspec import UNSET

from analyzer.reading.dossier import file_alone
from analyzer.report.codec import printable_path
from analyzer.report.model import Report
from analyzer.text.model import CleanText


def with_own_pages(clean: CleanText) -> CleanText:
    """The text with the page numbers of its files in place of those counted through; as it is for one file."""
    source = clean.source
    if not source.files:
        return clean
    blocks = [replace(block, page=source.own_page(block.page)) for block in source.blocks]
    lines = [replace(line, page=source.own_page(line.page)) for line in clean.lines]
    return CleanText(clean.text, lines, clean.origin, replace(source, blocks=blocks), clean.repairs)


def of_main_file(report: Report, clean: CleanText) -> tuple[Report, CleanText]:
    """Report and text (``with_own_pages``) as an export into the main file needs them: places have the ids of that
    file, and words of other files no place. As they are for a document of one file."""
    source = clean.source
    if not source.files or report.document.files is UNSET:
        return report, clean
    main = source.files[0]
    path = printable_path(main.path)
    raw = msgspec.to_builtins(report)
    _keep(raw, path, main.prefix)
    raw["document"] |= {"pages": main.pages}
    # Pages are those of the files already: none is to be moved again.
    alone = file_alone(replace(source, files=[]), main)
    return msgspec.convert(raw, Report), CleanText(clean.text, clean.lines, clean.origin, alone, clean.repairs)


def _keep(value: Any, path: str, prefix: str) -> None:
    """Takes pieces of other files out of every ``source``, and the prefix off the ids of those that stay."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key == "source" and isinstance(item, list):
                value[key] = [_alone(piece, prefix) for piece in item if piece.get("file") == path]
            else:
                _keep(item, path, prefix)
    elif isinstance(value, list):
        for item in value:
            _keep(item, path, prefix)


def _alone(piece: dict[str, Any], prefix: str) -> dict[str, Any]:
    kept = {name: item for name, item in piece.items() if name != "file"}
    return kept | {"block": piece["block"].removeprefix(prefix)}

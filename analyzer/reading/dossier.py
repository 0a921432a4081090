"""One document in several files, the plan and its annexes, as one ``SourceText``.

Blocks stand file after file, their ids with the number of the file in front ("f2:t0r1c3p0"); tables are numbered and
pages counted through. ``SourceText.own_page`` and ``file_of`` lead back to the file and its own pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analyzer.errors import Text
from analyzer.reading.model import Block, ReadingWarning, SourceFile, SourceText


def join_files(sources: Sequence[SourceText]) -> SourceText:
    """The document whose main file is the first of ``sources``; path, hash and format are those of that file."""
    main = sources[0]
    joined = SourceText(main.path, main.sha256, main.format, [])
    tables = pages = 0
    for number, source in enumerate(sources, 1):
        file = SourceFile(source.path, source.sha256, source.format, source.pages, f"f{number}:", pages)
        joined.files.append(file)
        for block in source.blocks:
            joined.blocks.append(_moved(block, file, tables))
        joined.warnings += [_named(warning, file) for warning in source.warnings]
        joined.ocr_confidence |= {page + pages: value for page, value in source.ocr_confidence.items()}
        joined.ocr = joined.ocr or source.ocr
        tables += 1 + max((block.cell.table for block in source.blocks if block.cell), default=-1)
        pages += source.pages or 0
    joined.pages = pages or None
    return joined


def file_alone(source: SourceText, file: SourceFile) -> SourceText:
    """The joined text with the places of one of its files as they are in that file: its ids, its pages. Blocks of the
    others keep theirs, so that no text moves."""
    blocks = [
        replace(block, id=block.id.removeprefix(file.prefix), page=source.own_page(block.page))
        if block.id.startswith(file.prefix)
        else replace(block, page=None)
        for block in source.blocks
    ]
    return SourceText(file.path, file.sha256, file.format, blocks, file.pages, source.ocr, source.warnings)


def _moved(block: Block, file: SourceFile, tables: int) -> Block:
    cell = None if block.cell is None else replace(block.cell, table=block.cell.table + tables)
    page = block.page + file.pages_before if block.page is not None and file.pages else None
    return replace(block, id=file.prefix + block.id, page=page, cell=cell)


def _named(warning: ReadingWarning, file: SourceFile) -> ReadingWarning:
    """A warning that says which file it is of."""
    vi, en = warning.message
    page = warning.page + file.pages_before if warning.page is not None and file.pages else None
    return ReadingWarning(warning.code, Text(f"{file.path}: {vi}", f"{file.path}: {en}"), page)

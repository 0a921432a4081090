"""What a scanned document says without the figures that recognition was unsure of.

A misread word hardly ever becomes another that fits a rule; a misread figure is a figure. So a verdict that is another
without such figures rests on them, and is for a person to give.
"""

from __future__ import annotations

import re
from dataclasses import replace

from analyzer.extraction.model import Analysis
from analyzer.extraction.steps import find_all
from analyzer.reading.model import Block
from analyzer.structure.outline import build_outline
from analyzer.text.markers import parse_marker
from analyzer.text.normalise import normalise

_UNSURE = 80.0
"""Confidence, of 100, below which a figure may be another one."""
_FIGURE = re.compile(r"[^\w\s]{0,3}(?:[IVX]{1,4}/)?\d[\d.,/:%-]{0,15}[^\w\s]{0,3}")
"""Numbers, shares, days and quarters; not numbers of documents, which a misreading would not make one that exists."""
_HEAD = frozenset({"letterhead", "title"})


def without_unsure_figures(analysis: Analysis) -> Analysis | None:
    """The analysis of the document with the figures of its body left blank that were read with little confidence;
    None where there are none."""
    outline = analysis.outline
    clean = outline.clean
    if not clean.source.ocr_confidence:
        return None
    head = {piece.block for unit in outline.units if unit.kind in _HEAD for piece in clean.locate(unit.start, unit.end)}
    blocks = [block if block.id in head else _without(block) for block in clean.source.blocks]
    if all(block is old for block, old in zip(blocks, clean.source.blocks, strict=True)):
        return None
    given = {name: outline.overrides.get(name) for name in ("kind", "scope", "level")}
    return find_all(build_outline(normalise(replace(clean.source, blocks=blocks)), **given), date=analysis.given_date)


def _without(block: Block) -> Block:
    """A block with blanks for such figures; the number that it begins with stays, for it makes the structure."""
    text = block.text
    for start, end, confidence in block.doubtful:
        marks = start == 0 and parse_marker(text) is not None
        if confidence < _UNSURE and not marks and _FIGURE.fullmatch(text[start:end]):
            text = text[:start] + " " * (end - start) + text[end:]
    return block if text == block.text else replace(block, text=text)

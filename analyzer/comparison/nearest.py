"""Where a document comes closest to a target for which it has no figure."""

from __future__ import annotations

import re

from analyzer.checks.reading import Pages
from analyzer.comparison.claims import Claim
from analyzer.comparison.likeness import content_words
from analyzer.extraction.model import Analysis
from analyzer.structure.model import Span

_SHOWN, _SPOKEN_OF = 0.5, 0.8
"""Share of the target's words that a sentence must hold to be shown, and to count as speaking of it."""
_FEW = 3
_NUMBER = re.compile(r"\d[\d.,]{0,18} ?(%?)")
_ZONES = ("paragraph", "item", "cell")
_POOR_SHARE = 0.34
_INCOMPLETE = frozenset({"damaged", "page_failed", "page_without_text"})


def is_poorly_read(analysis: Analysis) -> bool:
    """Whether "not found" means little: a third of the pages read poorly, or part of the file not at all."""
    clean = analysis.outline.clean
    incomplete = any(warning.code in _INCOMPLETE for warning in clean.source.warnings)
    return incomplete or Pages(clean).poor_share >= _POOR_SHARE


def nearest_sentence(target: Claim, analysis: Analysis) -> tuple[Span | None, bool]:
    """The sentence that shares most words with the target, and whether it speaks of it with a number."""
    wanted = frozenset(target.words)
    if len(wanted) < _FEW:
        return None, False
    best: Span | None = None
    most = 0.0
    for unit in analysis.outline.units:
        if unit.kind not in _ZONES:
            continue
        for span in unit.sentences or ((unit.start, unit.end),):
            share = len(wanted & set(content_words(analysis.quote(span)))) / len(wanted)
            if share > most:
                best, most = span, share
    if best is None or most < _SHOWN:
        return None, False
    return best, most >= _SPOKEN_OF and _has_own_number(best, analysis, target.figure.unit)


def _has_own_number(span: Span, analysis: Analysis, unit: str) -> bool:
    """Whether a sentence holds a share, or a count, that is neither a time nor a target."""
    barred = [f.value_span for f in analysis.figures if f.kind != "result"]
    barred += [t.span for t in analysis.times] + [r.span for r in analysis.references]
    inside = [(start, end) for start, end in barred if span[0] <= start < span[1]]
    said = analysis.quote(span)
    for match in _NUMBER.finditer(said):
        at = span[0] + match.start()
        if not any(start <= at < end for start, end in inside) and (match[1] == "%") == (unit == "%"):
            return True
    return False

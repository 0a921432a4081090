"""A name for a verdict that stays the same while nothing that matters changes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from analyzer.extraction.model import Analysis
from analyzer.structure.model import Span
from analyzer.text.fold import bare

VERSION = "1"
_WORD = re.compile(r"\w+")


def plain_words(text: str) -> str:
    """The words of a text as fingerprints compare them: lower case, no diacritics, no punctuation, single spaces."""
    return " ".join(_WORD.findall(bare(text)))


def fingerprint(code: str, status: str, spans: Iterable[Span], analysis: Analysis) -> str:
    """``"1:"`` and 16 hexadecimal digits over the rule, the status and the words of the evidence.

    White space, diacritics, punctuation, the order of the evidence and where it stands do not count.
    """
    folded = analysis.outline.bare_text
    quotes = sorted({" ".join(_WORD.findall(folded, *span)) for span in spans})
    joined = "\n".join((VERSION, code, status, *quotes))
    return f"{VERSION}:{hashlib.sha256(joined.encode('utf-8')).hexdigest()[:16]}"

"""Slips of the pen: syllables that Vietnamese does not have, words written twice, and the usual slips of the genre.

Precision comes first. What recognition from a picture got wrong is no slip of the writer, so scans are left alone, and
so is every word that may be a name, a loan word or a syllable of another language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from analyzer.checks.context import Context
from analyzer.checks.kinds.base import CheckKind, Outcome, Param
from analyzer.checks.measures import found
from analyzer.checks.model import Finding, Rule
from analyzer.errors import Text
from analyzer.resources import load_yaml
from analyzer.structure.model import Span
from analyzer.text import fold
from analyzer.text.syllables import is_syllable

LOOKS = ("impossible", "repeated", "slips")
_WORD = re.compile(r"[^\W\d_]+")
_MARKED = re.compile("[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]")
_PART_OF_MORE = re.compile(r"[\w@/_.-]")
"""Beside a word: it is a piece of an address, a number or a longer token."""
_MISREAD = 3
"""Words that had to be mended as only recognition spoils them: from so many on the text was not typed."""
_LOAN = 7
"""Longest word, in letters, that two or three syllables written together may make ("panô", "kilômét")."""
_SCAN = Text("Văn bản được nhận dạng từ ảnh: chữ sai có thể do nhận dạng.",
             "The document was recognised from pictures: wrong words may come from that.")  # fmt: skip


class _Slip(NamedTuple):
    span: Span
    right: str
    """What it should be; "" where that cannot be told."""


def run(rule: Rule, context: Context) -> Outcome:
    """One finding for each wrong word, however often it stands in the document."""
    outline = context.analysis.outline
    if outline.clean.source.ocr or outline.clean.repairs.get("misread_words", 0) >= _MISREAD:
        return Outcome("not_applicable", reason=_SCAN)
    look = {"impossible": _impossible, "repeated": _repeated, "slips": _slips}[rule.params["look"]]
    findings: dict[str, Finding] = {}
    checked = 0
    for passage in context.passages.items:
        start, end = passage.span
        text = outline.text[start:end]
        checked += len(_WORD.findall(text))
        for slip in look(text):
            words = text[slip.span[0] : slip.span[1]]
            span = (start + slip.span[0], start + slip.span[1])
            said = Text(f": {slip.right}", f": {slip.right}") if slip.right else Text("", "")
            findings.setdefault(words.lower(), found(rule, (span,), found=words, right=said))
    faults = tuple(findings.values())
    evidence = tuple(fault.evidence[0] for fault in faults)
    return Outcome("missing" if faults else "met", evidence, checked=checked, findings=faults, confidence=0.9)


def _impossible(text: str) -> Iterator[_Slip]:
    for match in _WORD.finditer(text):
        word = match[0]
        if not word.islower() or not _MARKED.search(word) or is_syllable(word):
            continue
        if _PART_OF_MORE.match(text[match.end() : match.end() + 1]) and not text[match.end() :][1:2].isspace():
            continue
        if match.start() and _PART_OF_MORE.match(text[match.start() - 1]):
            continue
        if len(word) <= _LOAN and _is_joined(word):
            continue
        yield _Slip(match.span(), "")


def _is_joined(word: str, pieces: int = 3) -> bool:
    """Whether a word is two or three syllables written together."""
    if pieces == 1:
        return is_syllable(word)
    return any(
        is_syllable(word[:cut]) and (is_syllable(word[cut:]) or _is_joined(word[cut:], pieces - 1))
        for cut in range(1, len(word))
    )


def _repeated(text: str) -> Iterator[_Slip]:
    low = fold.lower(text)
    words = [match.span() for match in _WORD.finditer(low)]
    single = _register()["repeated"]
    for place in range(1, len(words)):
        (a, b), (c, d) = words[place - 1], words[place]
        if low[a:b] == low[c:d] and low[a:b] in single and low[b:c] == " ":
            yield _Slip((a, d), low[a:b])
    for place in range(3, len(words)):
        first, second = words[place - 3][0], words[place - 1][0]
        end = words[place][1]
        pair, again = low[first : words[place - 2][1]], low[second:end]
        if pair == again and low[words[place - 2][1] : second] == " " and pair not in _register()["doubled"]:
            yield _Slip((first, end), pair)


def _slips(text: str) -> Iterator[_Slip]:
    low = fold.lower(text)
    for match in _known().finditer(low):
        yield _Slip(match.span(), _register()["slips"][match[0]])


@cache
def _register() -> dict[str, Any]:
    data = load_yaml("registers/slips.yml")
    return {
        "repeated": frozenset(data["repeated"]), "doubled": frozenset(data["doubled"]),
        "slips": {wrong: right for right, wrongs in data["slips"].items() for wrong in wrongs},
    }  # fmt: skip


@cache
def _known() -> re.Pattern[str]:
    wrong = sorted(_register()["slips"], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, wrong))})(?!\w)")


KIND = CheckKind(
    "spelling", (Param("look", "text", required=True, choices=LOOKS),), run, messages=("met", "missing", "finding"),
    fields=("found", "right"),
)  # fmt: skip

"""A rate stated as a count, or a count as a rate."""

from __future__ import annotations

import re

from analyzer.checks.context import Context
from analyzer.checks.kinds.base import CheckKind, Outcome
from analyzer.checks.measures import folded, found, sentence_at
from analyzer.checks.model import Finding, Rule
from analyzer.errors import Text
from analyzer.extraction.model import Analysis, Figure
from analyzer.text.fold import bare

_RATE = re.compile(
    r"\bty le\b(?![^%]*\bty le\b)(?P<between>[^\d;.%:]{0,110}?)"
    r"(?:\b(?:la|dat|con|duy tri|o muc|co|bang|len|tren|khoang|toi thieu|it nhat)|:)"
    r"(?: (?:la|duoc|tren|khoang|toi thieu|it nhat|them))?\W{0,3}$"
)
_RATE_AT_ONCE = re.compile(r"\b(?:dat|chiem|voi|co|dat duoc) ty le\W{0,3}$")
_COUNT = re.compile(
    r"\b(?:so|so luong|tong so) (?:nguoi|lao dong|ho|doi tuong|ho so|the)\b"
    r"(?P<between>[^\d;.%:,]{0,90}?)(?:\b(?:la|co)|:)\W{0,3}$"
)
_COUNT_REACHED = re.compile(
    r"\b(?:so|so luong|tong so) (?:nguoi|lao dong|ho|the)\b(?P<between>[^\d;.%:,]{0,90}?)"
    r"\b(?:dat|len)(?: (?:tu|tren|khoang|toi thieu|it nhat))?\W{0,3}$"
)
_OF_A_TARGET = re.compile(r"\b(?:ke hoach|chi tieu|giao|du toan|muc tieu|nghi quyet|vuot|so voi|cung ky|kh)\b")
_EXPLAINED = re.compile(
    r"\W{0,2}(?:/|\(|tren (?:tong )?(?:so )?\d|tren tong|trong tong|tuong (?:duong|ung)|chiem|,? ?dat (?:ty le )?\d)"
)
_NO_COUNT = ("dong", "diem", "diem phan tram", "lan", "nam", "thang", "ngay")
_TALK_OF_RATE = re.compile(
    r"\b(?:nang|tang|giam|phan dau|de)\b[^.;]{0,20}\bty le\b[^.;]{0,120}"
    r"\b(?:van dong|phat trien|to chuc|them|tang|mo)\b"
)
_BASE = re.compile(r"\W{0,2}(?:ke hoach|chi tieu|so voi|tong so|cua|luc luong|dan so|tren|trong(?! do)|llld|nguoi|ho)")
_NEAR = 160


_COUNT_AS_RATE = Text("số đếm mà gọi là tỷ lệ", "a count called a rate")


def run(rule: Rule, context: Context) -> Outcome:
    """One finding for each figure whose words and unit do not agree."""
    analysis = context.analysis
    faults: list[Finding] = []
    checked = 0
    for figure in analysis.figures:
        unit = analysis.outline.unit_at(figure.value_span[0])
        if figure.kind == "norm" or figure.op == "delta" or unit is None or unit.kind == "cell":
            continue
        checked += 1
        what = _wrong(figure, analysis)
        if what is not None:
            span = sentence_at(figure.value_span[0], analysis)
            at = span if span[1] - span[0] <= 320 else figure.quote
            faults.append(found(rule, (at,), found=analysis.quote(figure.value_span), what=what))
    evidence = tuple(fault.evidence[0] for fault in faults)
    return Outcome("missing" if faults else "met", evidence, checked=checked, findings=tuple(faults), confidence=0.85)


def _wrong(figure: Figure, analysis: Analysis) -> Text | None:
    start, end = figure.value_span
    sentence = sentence_at(start, analysis)
    before = analysis.outline.bare_text[max(sentence[0], start - _NEAR) : start]
    behind = analysis.outline.bare_text[end : end + 40]
    if figure.unit != "%":
        if bare(figure.unit) in _NO_COUNT or _EXPLAINED.match(behind) or "%" in re.split(r"[;.]\s", behind[:25])[0]:
            return None
        if _RATE_AT_ONCE.search(before):
            return _COUNT_AS_RATE
        match = _RATE.search(before)
        if match is None or "%" in before[match.start() :] or _TALK_OF_RATE.search(before):
            return None
        if "/" in analysis.quote(figure.value_span) or "tren" in match["between"].split()[-2:]:
            return None
        return _COUNT_AS_RATE
    if _COUNT.search(before) and not _BASE.match(behind):
        return Text("tỷ lệ mà gọi là số lượng", "a rate called a count")
    # "số người … đạt 4,2%": a rate, unless the sentence speaks of a target that it is a share of.
    whole = folded(sentence, analysis)
    if _COUNT_REACHED.search(before) and not _BASE.match(behind) and not _OF_A_TARGET.search(whole):
        return Text("tỷ lệ mà gọi là số lượng", "a rate called a count")
    return None


KIND = CheckKind("measure_kind", (), run, messages=("met", "missing", "finding"), fields=("found", "what"))

"""Words of rising, falling, surpassing that the figures beside them contradict."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from analyzer.checks.context import Context
from analyzer.checks.grids import grids
from analyzer.checks.kinds.base import CheckKind, Outcome
from analyzer.checks.measures import found, sentence_at, shown
from analyzer.checks.model import Finding, Rule
from analyzer.errors import Text
from analyzer.extraction.model import Analysis
from analyzer.structure.model import Span

_N = r"(\d[\d.]{0,14}(?:,\d{1,4})?)"
_THING = r"\s?(?:%|[a-z][^\d;.%()]{0,40})?"
_UP = re.compile(r"\b(?:tang|cao hon|nhieu hon|vuot)\b")
_DOWN = re.compile(r"\b(?:giam|thap hon|it hon|chua bang)\b")
_FROM_TO = re.compile(
    rf"\b(tang|giam)\b[^\d;.:]{{0,30}}\btu {_N}{_THING}(?:(?<=nam )20\d\d)?[^\d;.]{{0,40}}"
    rf"\b(?:len|xuong|con|den|toi)(?: con| den| toi)? {_N}"
)
_AGAINST = re.compile(
    rf"{_N}{_THING},?\s?\(?\s?(?:so voi|trong khi)(?: cung ky| nam truoc| dau nam| ky truoc)?"
    rf"[^\d;.]{{0,40}}?{_N}(?![\d/])"
)
_PERCENT = r" ?(%)?"
_THAN = re.compile(
    rf"{_N}{_PERCENT}[^\d;.%(]{{0,60}}?\b(cao|nhieu|thap|it) hon [^\d;.()]{{0,40}}(?:20\d\d )?\({_N}{_PERCENT}"
)
"""So much, "thấp hơn năm 2020 (89,9%)": the bracket holds what it is compared with."""
_CHANGED = re.compile(
    rf"{_N}{_PERCENT}[^\d;.%(]{{0,60}}?\b(tang|giam)(?: them| duoc)? {_N} ?(?:%|[a-z])[^\d;.()]{{0,30}}"
    rf"\bso voi [^;.()]{{0,40}}\({_N}{_PERCENT}"
)
_GROWN = re.compile(rf"\((tang|giam)(?: them)? {_N} ?%\)")
_PLAN_SHARE = re.compile(rf"(?:dat|bang|,) {_N} ?%(?: so voi)? (?:ke hoach|chi tieu|kh\b)")
_OF_THOSE = re.compile(rf"(?<!\d){_N}/{_N} (?:nguoi|lao dong|the|ho so)\b[^\d;.,]{{0,60}},[^\d;.]{{0,30}}$")
"""So many of so many, and a comma: what follows is said of the whole ("88/96 người, vượt chỉ tiêu")."""
_BEYOND = re.compile(r"\bvuot (?:chi tieu|ke hoach|muc tieu|muc|kh\b)|\bhoan thanh vuot")
_SHORT = re.compile(
    r"\b(?:chua dat|khong dat|thap hon|chua hoan thanh|khong hoan thanh) (?:duoc )?(?:chi tieu|ke hoach|muc tieu|kh\b)"
)
_ALL_MET = re.compile(
    r"\b(\d{1,3})/(\d{1,3}) chi tieu\b[^;.]{0,25}\b(?:dat|hoan thanh|vuot)\b|"
    r"\b(?:tat ca|toan bo|100%|cac) (?:cac |so )?chi tieu (?:\w{1,12} ){0,4}deu (?:da )?(?:dat|hoan thanh|vuot)\b"
)
_PLANNED = re.compile(r"\b(?:chi tieu|ke hoach|giao|muc tieu)\b")
_REACHED = re.compile(r"\b(?:thuc hien|ket qua|dat|uoc|lam duoc)\b")
_ATTAINED = re.compile(rf"\bdat(?: duoc)? {_N} ?%")
_TARGET_OF = re.compile(
    rf"\b(chua dat|khong dat|thap hon|vuot|cao hon) (?:muc )?(?:chi tieu|ke hoach|muc tieu)(?: duoc| tinh| huyen| xa)?"
    rf"(?: giao)?(?: la)? {_N} ?%"
)
_LESS_IS_BETTER = re.compile(r"\b(?:no|cham|tre|qua han|vi pham|giam|khieu nai)\b")
_CHANGE_BY = re.compile(r"\b(?:tang|giam|hon)\b[^\d:]{0,12}$")
_DENIED = re.compile(r"\b(?:khong|chua) $")
_PARTING = (";", "trong khi do", "tuy nhien", "rieng")
_NEXT_CLAUSE = re.compile(r";|\b(?:trong khi do|tuy nhien|rieng)\b")
_COMPARING = (
    "so voi", "trong khi", "hon ", "vuot", "chua dat", "khong dat", "chua hoan thanh", "khong hoan thanh",
)  # fmt: skip
"""Words of which a clause that compares its figures with others, or with what was planned, has one."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a sentence says and what its figures say."""

    at: Span
    words: str
    calculation: str | None
    """Set where the figures contradict the words."""
    where: Span | None = None
    """Where the figures stand, if not in the sentence."""


def run(rule: Rule, context: Context) -> Outcome:
    """One finding for each sentence."""
    checked = 0
    findings: dict[Span, Finding] = {}
    for claim in (*_claims(context.analysis), *_all_met(context)):
        checked += 1
        if claim.calculation is not None:
            words = Text(claim.words, claim.words)
            spans = (claim.at,) if claim.where is None else (claim.at, claim.where)
            findings.setdefault(claim.at, found(rule, spans, claim.calculation, words=words))
    faults = tuple(findings.values())
    evidence = tuple(span for fault in faults for span in fault.evidence)
    return Outcome("missing" if faults else "met", evidence, checked=checked, findings=faults, confidence=0.82)


def _claims(analysis: Analysis) -> Iterator[Claim]:
    seen: set[Span] = set()
    folded = analysis.outline.bare_text
    for unit in analysis.outline.units:
        if unit.kind in ("paragraph", "item"):
            for at in unit.sentences or ((unit.start, unit.end),):
                text = folded[at[0] : at[1]]
                if "tu " in text and ("tang" in text or "giam" in text):
                    for piece in _clauses(text):
                        yield from _from_to(at, piece, analysis.quote(at))
    for figure in analysis.figures:
        at = sentence_at(figure.value_span[0], analysis)
        unit_of_it = analysis.outline.unit_at(figure.value_span[0])
        if at in seen or unit_of_it is None or unit_of_it.kind == "cell":
            continue
        seen.add(at)
        text = folded[at[0] : at[1]]
        if any(word in text for word in _COMPARING):
            written = analysis.quote(at)
            for piece in _clauses(text):
                yield from _against(at, piece, written)
                yield from _share_of_plan(at, piece, written)
                yield from _bracketed(at, piece, written)


def _clauses(text: str) -> list[tuple[int, str]]:
    """The clauses of a sentence with their offsets."""
    found, start = [], 0
    for cut in _NEXT_CLAUSE.finditer(text) if any(word in text for word in _PARTING) else ():
        found.append((start, text[start : cut.start()]))
        start = cut.end()
    return [*found, (start, text[start:])]


def _from_to(at: Span, piece: tuple[int, str], written: str) -> Iterator[Claim]:
    offset, text = piece
    for match in _FROM_TO.finditer(text):
        first, last = _number(match[2]), _number(match[3])
        if first is None or last is None or (_looks_like_year(match[2]) and _looks_like_year(match[3])):
            continue
        wrong = last < first if match[1] == "tang" else last > first
        sign = ">" if last > first else "<"
        words = written[offset + match.start(1) : offset + match.end(1)]
        yield Claim(at, words, f"{shown(last)} {sign} {shown(first)}" if wrong else None)


def _against(at: Span, piece: tuple[int, str], written: str) -> Iterator[Claim]:
    offset, text = piece
    match = _AGAINST.search(text)
    if match is None:
        return
    now, then = _number(match[1]), _number(match[2])
    if now is None or then is None or now == then or _looks_like_year(match[2]) or _looks_like_year(match[1]):
        return
    behind = text[match.end() : match.end() + 6].lstrip()
    percent = behind.startswith("%")
    mixed = percent != text[match.end(1) : match.end(1) + 3].lstrip().startswith("%")
    if mixed or _CHANGE_BY.search(text[: match.start()][-30:]):
        return  # "tăng 120 người so với …": the first number is the change itself
    before = text[: match.start()][-90:]
    up, down = _last(_UP, before), _last(_DOWN, before)
    if max(up, down) < 0:
        return
    says_up = up > down
    wrong = now < then if says_up else now > then
    grown = _GROWN.search(text[match.end() :])
    sign = ">" if now > then else "<"
    calculation = f"{shown(now)} {sign} {shown(then)}" + (
        f" ({written[offset + match.end() + grown.start(1) : offset + match.end() + grown.end() - 1]})" if grown else ""
    )
    hit = (_UP if says_up else _DOWN).search(before, max(up, down))
    start = offset + match.start() - len(before)
    words = written[start + hit.start() : start + hit.end()] if hit else ""
    yield Claim(at, words, calculation if wrong else None)


def _bracketed(at: Span, piece: tuple[int, str], written: str) -> Iterator[Claim]:
    """ "90,6%, thấp hơn năm 2020 (89,9%)"; "94,1%, giảm 1,6 điểm so với cùng kỳ (92,5%)"."""
    offset, text = piece
    for pattern in (_THAN, _CHANGED):
        match = pattern.search(text)
        if match is None or match[2] != match[len(match.groups())]:
            continue
        now, then = _number(match[1]), _number(match[len(match.groups()) - 1])
        by = _number(match[4]) if pattern is _CHANGED else None
        if now is None or then is None or now == then or _looks_like_year(match[1]):
            continue
        if pattern is _CHANGED and (by is None or abs(abs(now - then) - by) > max(0.1, by * 0.01)):
            continue  # the change is of something else
        wrong = now < then if match[3] in ("cao", "nhieu", "tang") else now > then
        words = written[offset + match.start(3) : offset + match.end(3)]
        yield Claim(at, words, f"{shown(now)} {'>' if now > then else '<'} {shown(then)}" if wrong else None)


def _share_of_plan(at: Span, piece: tuple[int, str], written: str) -> Iterator[Claim]:
    offset, text = piece
    yield from _of_those(at, piece, written)
    yield from _against_target(at, piece, written)
    shares = [value for m in _PLAN_SHARE.finditer(text) if (value := _number(m[1])) is not None]
    if len(shares) != 1:
        return
    for pattern, wrong in ((_BEYOND, shares[0] < 100), (_SHORT, shares[0] >= 100)):
        hit = pattern.search(text)
        if hit is not None and not _DENIED.search(text[: hit.start()]):
            sign = "<" if shares[0] < 100 else "≥"
            words = written[offset + hit.start() : offset + hit.end()]
            yield Claim(at, words, f"{shown(shares[0])}% {sign} 100%" if wrong else None)


def _against_target(at: Span, piece: tuple[int, str], written: str) -> Iterator[Claim]:
    """ "đạt 47,5%, … chưa đạt chỉ tiêu 45%"."""
    offset, text = piece
    hit = _TARGET_OF.search(text)
    reached = {_number(m[1]) for m in _ATTAINED.finditer(text[: hit.start()])} if hit is not None else set()
    target = _number(hit[2]) if hit is not None else None
    if hit is None or target is None or len(reached) != 1 or (now := reached.pop()) is None:
        return
    wrong = now <= target if hit[1] in ("vuot", "cao hon") else now >= target
    sign = "<" if now < target else ">" if now > target else "="
    words = written[offset + hit.start(1) : offset + hit.end(1)]
    yield Claim(at, words, f"{shown(now)}% {sign} {shown(target)}%" if wrong else None)


def _of_those(at: Span, piece: tuple[int, str], written: str) -> Iterator[Claim]:
    offset, text = piece
    for pattern, beyond in ((_BEYOND, True), (_SHORT, False)):
        hit = pattern.search(text)
        pair = _OF_THOSE.search(text[: hit.start()]) if hit is not None else None
        if hit is None or pair is None or _DENIED.search(text[: hit.start()]):
            continue
        reached, planned = _number(pair[1]), _number(pair[2])
        if reached is None or planned is None or planned <= 0:
            continue
        wrong = reached < planned if beyond else reached >= planned
        sign = "<" if reached < planned else "≥"
        words = written[offset + hit.start() : offset + hit.end()]
        yield Claim(at, words, f"{shown(reached)} {sign} {shown(planned)}" if wrong else None)


def _all_met(context: Context) -> Iterator[Claim]:
    """ "7/7 chỉ tiêu đạt": held against the table of targets and results."""
    for passage in context.passages.items:
        text = context.analysis.outline.bare_text[passage.span[0] : passage.span[1]]
        if passage.zone not in ("paragraph", "item") or "chi tieu" not in text:
            continue
        hit = _ALL_MET.search(text)
        if hit is None or hit[1] != hit[2]:
            continue
        words = context.analysis.text[passage.span[0] + hit.start() : passage.span[0] + hit.end()]
        lower = next(_below(context), None)
        yield Claim(passage.span, words, lower[0] if lower else None, lower[1] if lower else None)


def _below(context: Context) -> Iterator[tuple[str, Span]]:
    """The rows whose result lies below their target: the comparison and the row."""
    for grid in grids(context):
        planned = [c for c, head in enumerate(grid.heads) if _PLANNED.search(head) and not _REACHED.search(head)]
        reached = [c for c, head in enumerate(grid.heads) if _REACHED.search(head) and not _PLANNED.search(head)]
        if len(planned) != 1 or len(reached) != 1:
            continue
        for row in grid.rows:
            target, result = row.values.get(planned[0]), row.values.get(reached[0])
            if target is not None and result is not None and result < target and not _LESS_IS_BETTER.search(row.label):
                yield f"{shown(result)} < {shown(target)}", row.span


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((m.start() for m in pattern.finditer(text)), default=-1)


def _number(digits: str) -> float | None:
    from analyzer.extraction.figures.numbers import parse_number

    value = parse_number(digits.rstrip(".,"))
    return None if value is None else float(value)


def _looks_like_year(digits: str) -> bool:
    return re.fullmatch(r"(?:19|20)\d\d", digits.rstrip(".,")) is not None


KIND = CheckKind("contrary", (), run, messages=("met", "missing", "finding"), fields=("words", "calculation"))

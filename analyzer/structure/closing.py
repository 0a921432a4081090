"""The end of an administrative document: recipients and signature."""

from __future__ import annotations

import re

from analyzer.structure.model import Recipients, Signature, Span
from analyzer.text.fold import bare
from analyzer.text.model import CleanText, Line

_RECIPIENTS = re.compile(r"noi (?:nhan|gui|goi)\s*:?")
_AUTHORITY = re.compile(r"(?:(?:tm|kt|tl|tuq|q)\s?[.,]|(?:t/m|k/t|t/l))\s?(?=[a-z])")
_MARKS = ("tm", "kt", "tl", "tuq", "q.", "t/m", "k/t", "t/l")
"""The State's form (TM.) and the Party's (T/M)."""
_POSITION = re.compile(
    r"(?:pho |quyen )?(?:chu tich|thu tuong|bo truong|thu truong|giam doc|tong giam doc|truong "
    r"phong|truong ban|chanh van phong|truong doan|"
    r"bi thu|cuc truong|vien truong|chu nhiem|hieu truong|truong|tong thanh tra|thu ky|uy vien "
    r"thuong truc|thuong truc)\b"
)
_NOISE = re.compile(
    r"[(\[]?(?:da ky|ky,? (?:ghi|dong)|ky ten|signed|ky so|ky boi|nguoi ky|thoi gian ky|ky,? ho ten)|[\W_\d]+$"
)
_ANNEX = re.compile(
    r"(?:phu luc|phu bieu|danh muc|danh sach|bieu|bang|mau so|mau|ke hoach|bao cao|lich|chuong trinh)\b"
)
"""What opens an annex, in capitals as a name may be."""
_NAME = re.compile(r"(?:[A-ZĐÀ-Ỹ][^\W\d]*\.?\s){1,5}[A-ZĐÀ-Ỹ][^\W\d]*")
_TITLED = re.compile(r"^(?:(?:ThS|TS|PGS|GS|BS|KS|CN|CVC|Ths|Đ/c|Ông|Bà)(?:\.\s?|\s))+")
_TAIL = 70


class Closing:
    """Recipients, signature, and the index of the line where the closing block begins and ends."""

    def __init__(self, recipients: Recipients, signature: Signature, first: int, last: int) -> None:
        self.recipients = recipients
        self.signature = signature
        self.first = first
        self.last = last


def read_closing(clean: CleanText, body_start: int) -> Closing:
    """Finds "Nơi nhận" and the signature block; an annex may follow them.

    ``first`` and ``last`` are half-open line indexes of the block; both are the number of lines where there is none.
    """
    lines = clean.lines
    folded = [clean.bare_text[line.start : line.end].strip() for line in lines]
    total = len(lines)
    head = next(
        (k for k in range(total - 1, body_start - 1, -1) if _RECIPIENTS.match(folded[k]) and len(folded[k]) < 400), None
    )
    signing = _signing_line(clean, folded, body_start, head)
    if head is None and signing is None:
        return Closing(Recipients(), Signature(), total, total)
    first = min(k for k in (head, signing) if k is not None)
    last = first
    recipients = Recipients()
    if head is not None:
        recipients, last = _recipients(clean, lines, folded, head)
    signature, ended = _signature(clean, lines, folded, signing if signing is not None else last)
    return Closing(recipients, signature, first, max(last, ended))


def _signing_line(clean: CleanText, folded: list[str], body_start: int, head: int | None) -> int | None:
    low = max(body_start, head - 12) if head is not None else body_start
    high = min(len(folded), head + _TAIL) if head is not None else len(folded)
    window = [k for k in range(low, high) if len(folded[k]) < 90 and clean.lines[k].kind == "paragraph"]
    for k in window:
        shown = clean.text[clean.lines[k].start : clean.lines[k].end]
        if _AUTHORITY.match(folded[k]) and (shown[:2].isupper() and (shown.isupper() or folded[k].startswith(_MARKS))):
            return k
    for k in reversed(window) if head is None else window:
        shown = clean.text[clean.lines[k].start : clean.lines[k].end]
        if (
            _POSITION.match(folded[k])
            and shown.isupper()
            and len(folded[k]) < 60
            and (head is not None or k > len(folded) - 12)
        ):
            return k
    return None


def _recipients(clean: CleanText, lines: list[Line], folded: list[str], head: int) -> tuple[Recipients, int]:
    entries: list[str] = []
    filing: Span | None = None
    inline = _RECIPIENTS.match(folded[head])
    rest = clean.text[lines[head].start + (inline.end() if inline else 0) : lines[head].end].strip(" :-;")
    if rest:
        entries += [part.strip(" -;.") for part in re.split(r";\s*-?|\s-\s(?=[A-ZĐ])", rest) if part.strip(" -;.")]
        if (at := bare(rest).find("luu")) >= 0:
            begin = lines[head].end - len(rest) + at
            filing = (begin, lines[head].end)
    index = head + 1
    while index < len(lines) and index - head < 40:
        text = folded[index]
        if (
            lines[index].kind != "paragraph"
            or _AUTHORITY.match(text)
            or (_POSITION.match(text) and clean.text[lines[index].start : lines[index].end].isupper())
        ):
            break
        shown = clean.text[lines[index].body : lines[index].end].strip(" ;.-+*")
        files = re.match(r"[-+*\s]*luu\b", text) is not None
        if (
            not lines[index].marker
            and not files
            and (filing is not None or (not text.endswith((";", ".")) and not shown[:1].islower()))
        ):
            break
        if not files and filing is not None and not lines[index].marker:
            break
        if shown:
            entries.append(shown)
        if files:
            filing = (lines[index].start, lines[index].end)
            index += 1
            break
        index += 1
    return Recipients(tuple(entries), (lines[head].start, lines[index - 1].end), filing), index


def _signature(clean: CleanText, lines: list[Line], folded: list[str], start: int) -> tuple[Signature, int]:
    found: dict[str, str] = {}
    spans: dict[str, Span] = {}
    index, last = start, start
    while index < len(lines) and index - start < 16:
        text = folded[index]
        shown = clean.text[lines[index].start : lines[index].end].strip()
        span = (lines[index].start, lines[index].end)
        if lines[index].kind == "row" or _RECIPIENTS.match(text) or (_ANNEX.match(text) and shown.isupper()):
            break
        if _AUTHORITY.match(text):
            key = "on_behalf" if text.startswith(("tm", "t/m")) else "authority"
            if key not in found:
                found[key], spans[key] = shown, span
            last = index + 1
        elif _POSITION.match(text) and shown.isupper() and "position" not in found:
            found["position"], spans["position"] = shown, span
            last = index + 1
        elif ("position" in found or "authority" in found) and "name" not in found and not _NOISE.match(text):
            bareword = _TITLED.sub("", shown)
            if (_NAME.fullmatch(bareword) or (bareword.isupper() and _NAME.fullmatch(bareword.title()))) and len(
                bareword
            ) < 40:
                found["name"], spans["name"] = bareword, span
                last = index + 1
                break
        index += 1
    if not found:
        return Signature(), start
    span = (min(s[0] for s in spans.values()), max(s[1] for s in spans.values()))
    signature = Signature(
        authority=found.get("authority") or found.get("on_behalf"),
        position=found.get("position"),
        name=found.get("name"),
        on_behalf=found.get("on_behalf"),
        span=span,
        name_span=spans.get("name"),
        position_span=spans.get("position"),
        authority_span=spans.get("authority") or spans.get("on_behalf"),
    )
    return signature, last

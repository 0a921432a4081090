"""The head of an administrative document (Nghị định 30/2020/NĐ-CP, appendix I): where each element stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from analyzer.structure.model import Kind, Letterhead, Span
from analyzer.structure.nation import MOTTO, NATION, find_both, find_parts
from analyzer.text.fold import bare, lower
from analyzer.text.markers import parse_marker
from analyzer.text.model import CleanText, Line

_HEAD_LINES = 45
_BLANK = r"[….\s_]"
_SYMBOL = r"[\w][\w&./\-–]{1,40}(?:\s?-\s?[\w&.]{1,12})?"
_NUMBER = re.compile(
    rf"(?:[*]\s?)?s[o0]\s?[:;.]?\s*(?P<number>(?:{_BLANK}*\d\w{{0,5}}|"
    rf"{_BLANK}*)\s*[/\-]\s*(?P<symbol>{_SYMBOL})|(?P<bare>(?:kh|bc|qd|ct|tb|ttr|hd|cv)-[a-z]{{2,8}}))(?=\s*$|\s+\S.{{0,40}}ngay)"
)
_NUMBER_ALONE = re.compile(r"(?P<number>\d{1,5}\s?/\s?(?P<symbol>[a-z]{2,6}\s?-\s?[a-z&.]{2,12}(?:-[a-z]{1,8})?))$")
_DIGIT = r"[\dlio|]"
"""A digit, or what a recogniser reads for 1 and 0 (the text is folded)."""
_DATE = re.compile(
    rf"(?P<place>[^\W\d][^,\d]{{1,40}}?)?\s?,?\s*ngay\s*(?P<day>{_DIGIT}{{1,2}}|{_BLANK}{{0,12}})"
    rf"\s*thang\s*(?P<month>{_DIGIT}{{1,2}}|{_BLANK}{{0,12}})"
    rf"\s*nam\s*(?P<year>\d{_DIGIT}{{3}}|{_BLANK}{{0,12}}|\d{{2,3}}{_BLANK}{{0,6}})\.?$"
)
KINDS: tuple[tuple[str, Kind], ...] = (
    ("ke hoach lien tich", "plan"),
    ("ke hoach phoi hop", "plan"),
    ("ke hoach", "plan"),
    ("chuong trinh hanh dong", "plan"),
    ("chuong trinh", "plan"),
    ("bao cao so ket", "report"),
    ("bao cao tong ket", "report"),
    ("bao cao", "report"),
    ("quyet dinh", "decision"),
    ("nghi quyet", "other"),
    ("chi thi", "other"),
    ("huong dan", "other"),
    ("thong bao", "other"),
    ("to trinh", "other"),
    ("de an", "other"),
    ("phuong an", "other"),
    ("quy che", "other"),
    ("quy dinh", "other"),
    ("bien ban", "other"),
    ("giay moi", "other"),
    ("cong dien", "other"),
    ("hop dong", "other"),
    ("thu moi", "other"),
)
_STARTS_BODY = re.compile(
    r"(?:can cu|thuc hien (?!quyet dinh nay)|thuc hien cong van|de (?:trien khai|thuc hien|tiep "
    r"tuc|day manh|kip thoi)|trien khai (?:thuc hien )?(?:quyet|nghi|ke|chi|cong|luat|de an)|"
    r"tren co so|nham |"
    r"kinh gui|xet de nghi|theo (?:de nghi|quyet|ke hoach|cong van|chi dao|yeu cau)|tiep tuc "
    r"(?:thuc|trien)|trong (?:nam|thoi gian)|phat huy|ngay \d)"
)
_CLOSING_HEAD = re.compile(r"kinh gui")
_DECIDES = re.compile(
    r"(?:pho )?(?:chu tich|thu tuong|bo truong|giam doc|hieu truong|truong ban|uy ban nhan dan|hoi dong nhan dan)\b"
)
_ATTACHED = re.compile(r"^\(?\s?(?:ban hanh )?(?:kem theo|dinh kem)")


@dataclass(frozen=True, slots=True)
class Head:
    """The letterhead, the kind that it names, and the index of the first line behind it."""

    letterhead: Letterhead
    kind: Kind | None
    kind_words: str
    letter: bool
    next_line: int


def read_letterhead(clean: CleanText) -> Head:
    """Finds the elements of the head among the first lines; what is not there stays None."""
    lines = clean.lines[:_HEAD_LINES]
    folded = [" ".join(clean.bare_text[line.start : line.end].split()) for line in lines]
    stop = _body_start(clean, lines, folded)
    fields: dict[str, Any] = {}
    used: set[int] = set()
    for index in range(stop):
        text, span = folded[index], (lines[index].start, lines[index].end)
        if "national_name" not in fields and 28 <= len(text) < 60 and fuzz.partial_ratio(NATION, text, score_cutoff=88):
            fields["national_name"] = span
        elif "motto" not in fields and 18 <= len(text) < 60 and fuzz.partial_ratio(MOTTO, text, score_cutoff=85):
            fields["motto"] = span
        elif (
            "number_span" not in fields
            and (match := _NUMBER.match(text) or _NUMBER_ALONE.match(text))
            and len(text) < 70
        ):
            fields |= _number(clean.text, lines[index], match)
            if dated := _DATE.search(text, match.end()):
                fields |= _date(clean.text, lines[index], dated)
        elif (
            "place_date" not in fields
            and len(text) < 80
            and (match := _DATE.match(text))
            and _is_place(clean.text, lines[index], match)
        ):
            fields |= _date(clean.text, lines[index], match)
        else:
            continue
        used.add(index)
    _nation(lines, folded, stop, used, fields)
    shown = [clean.text[line.start : line.end] for line in lines]
    kind_index, kind, words = _kind_line(shown, folded, stop, used)
    after, title_end = stop, None
    letter = any(_CLOSING_HEAD.match(folded[k]) for k in range(min(stop + 1, len(folded))))
    if kind_index is not None:
        after = _title(clean, lines, folded, kind_index, words, stop, fields)
    else:
        about = next((k for k in range(stop) if re.match(r"v\s?[/.]\s?v\b|ve viec\b", folded[k])), None)
        if about is not None:
            start = lines[about].start + _skip(clean.text[lines[about].start : lines[about].end])
            last = about
            while (
                last + 1 < stop
                and last + 1 not in used
                and not _CLOSING_HEAD.match(folded[last + 1])
                and not clean.text[lines[last + 1].start : lines[last + 1].end].isupper()
                and len(folded[last + 1]) < 60
                and (
                    clean.text[lines[last + 1].start].islower()
                    or any(_CLOSING_HEAD.match(text) for text in folded[last + 2 : last + 4])
                )
            ):
                last += 1
            fields |= {
                "title_span": (start, lines[last].end),
                "title": " ".join(clean.text[start : lines[last].end].split()),
                "kind_span": (lines[about].start, start),
            }
            used |= set(range(about, last + 1))
            letter, title_end = True, last
    fields |= _issuer(clean, lines, folded, kind_index if kind_index is not None else stop, used)
    if kind_index is None and title_end is None:
        # Nothing says where the head ends: it ends behind the last element that was found, or the abstract under it.
        after = max(used, default=-1) + 1
        if "national_name" in fields and "place_date" in fields and not letter:
            after = _abstract_alone(clean, lines, folded, after, stop, fields)
    return Head(Letterhead(**fields), kind, words, letter and kind is None, after)


def _nation(lines: list[Line], folded: list[str], stop: int, used: set[int], fields: dict[str, Any]) -> None:
    """The nation's name and the motto where they are no line of their own."""
    names = [name for name in ("national_name", "motto") if name not in fields]
    if len(names) == 2 and (both := find_both(folded, set(range(stop)) - used)) is not None:
        fields |= dict.fromkeys(names, (lines[both].start, lines[both].end))
        used.add(both)
        return
    for name in names:
        parts = find_parts(NATION if name == "national_name" else MOTTO, folded, set(range(stop)) - used)
        if parts:
            # What stands between them is of another column: then the first is quoted.
            last = parts[-1] if parts[-1] - parts[0] == len(parts) - 1 else parts[0]
            fields[name] = (lines[parts[0]].start, lines[last].end)
            used.update(parts)


def _body_start(clean: CleanText, lines: list[Line], folded: list[str]) -> int:
    """The first line that is no part of the head: a numbered heading, a basis, a long sentence."""
    for index, line in enumerate(lines):
        text = folded[index]
        marker = line.numbering or parse_marker(clean.text[line.start : line.end])
        if marker is not None and marker.type not in ("bullet", "paren"):
            return index
        if clean.text[line.start : line.end].startswith("Để "):
            return index  # no title begins so, with a line between or without
        named = any(folded[k] == words for k in range(max(0, index - 3), index) for words, _ in KINDS)
        if named and len(text) < 200 and not re.search(r"[.:;,]$", text):
            continue  # a title may begin as an opening does ("Triển khai thực hiện …"), without its punctuation
        if _STARTS_BODY.match(text) and not text.isupper() and not clean.text[line.start : line.end].isupper():
            return index
        if len(text) > 230:
            return index
    return len(lines)


def _number(text: str, line: Line, match: re.Match[str]) -> dict[str, Any]:
    start, end = match.span("number")
    raw = text[line.start : line.end]
    shown = re.sub(r"\s*([/\-–])\s*", lambda m: m.group(1).replace("–", "-"), raw[start:end]).strip(" .…_")
    shown = re.sub(r"\s+", "", shown)
    if match.groupdict().get("bare"):
        shown = f"/{shown}"  # the number is blank, and with it the stroke was lost ("Số: KH-UBND")
    symbol = shown.split("/", 1)[1] if "/" in shown else shown
    filled = re.match(r"\d", shown) is not None
    return {
        "number_span": (line.start, line.end),
        "number_text": shown if shown else None,
        "number": shown if filled else None,
        "symbol": symbol or None,
    }


def _is_place(text: str, line: Line, match: re.Match[str]) -> bool:
    """Whether a name, or nothing, stands before the date ("Kim Dương, ngày …"; not "thứ hai ngày …")."""
    place = (
        text[line.start + match.start("place") : line.start + match.end("place")].strip()
        if match.group("place")
        else ""
    )
    return not place or (place[0].isupper() and not bare(place).startswith("thu "))


_LOOK_ALIKES = str.maketrans("li|o", "1110")


def _date(text: str, line: Line, match: re.Match[str]) -> dict[str, Any]:
    def part(name: str) -> int | None:
        digits = match.group(name).strip().translate(_LOOK_ALIKES)
        return int(digits) if re.fullmatch(r"\d{1,4}", digits) and (name != "year" or len(digits) == 4) else None

    place = (
        text[line.start + match.start("place") : line.start + match.end("place")].strip(" ,")
        if match.group("place")
        else None
    )
    return {
        "place_date": (line.start, line.end),
        "place": place,
        "date_parts": (part("year"), part("month"), part("day")),
    }


def _kind_line(shown: list[str], folded: list[str], stop: int, used: set[int]) -> tuple[int | None, Kind | None, str]:
    for index in range(stop):
        if index in used or _CLOSING_HEAD.match(folded[index]):
            continue
        for words, kind in KINDS:
            # In front of other words the name of a kind stands in capitals; "PHƯỜNG AN …" is no "phương án".
            leads = folded[index].startswith(words + " ") and shown[index][: len(words)].isupper()
            if words == "phuong an" and not lower(shown[index]).startswith("phương án"):
                continue
            if folded[index] == words or (leads and len(folded[index]) < 260):
                return index, kind, words
            if abs(len(folded[index]) - len(words)) <= 2 and len(words) >= 7 and fuzz.ratio(folded[index], words) >= 85:
                return index, kind, words
        # Letters set apart ("K Ế  H O Ạ C H") are one word to a reader.
        packed = folded[index].replace(" ", "")
        for words, kind in KINDS:
            if packed == words.replace(" ", "") and folded[index].count(" ") > words.count(" "):
                return index, kind, words
    return None, None, ""


def _title(
    clean: CleanText,
    lines: list[Line],
    folded: list[str],
    kind_index: int,
    words: str,
    stop: int,
    fields: dict[str, Any],
) -> int:
    """Span of the abstract behind the name of the kind; returns the first line behind it."""
    line = lines[kind_index]
    rest = line.start + min(len(words), line.end - line.start)
    if folded[kind_index].replace(" ", "") == words.replace(" ", ""):
        rest = line.end
    fields["kind_span"] = (line.start, rest)
    tail = clean.text[rest : line.end]
    start = rest + len(tail) - len(tail.lstrip(" :-–"))
    last = kind_index
    issuer_again = {folded[k] for k in range(kind_index) if len(folded[k]) > 6}
    long_title = len(tail.strip()) > 0
    while last + 1 < stop and last - kind_index < 6:
        text = folded[last + 1]
        shown = clean.text[lines[last + 1].start : lines[last + 1].end]
        if shown.isupper() and _DECIDES.match(text):
            break  # who decides, set between the title and the bases
        if text in issuer_again or _ATTACHED.match(text) or _CLOSING_HEAD.match(text) or parse_marker(shown):
            break
        if long_title and not shown.isupper() and len(text) > 110 and re.search(r"[.:;]$", text):
            break
        if (
            long_title
            and re.match(r"(?:uy ban nhan dan|ubnd|so|bao hiem xa hoi|phong|ban)\b", text)
            and (shown.endswith(":") or len(text) > 100)
        ):
            break
        if re.fullmatch(r"[-–_*. ]*", text):
            break
        last += 1
        long_title = True
    end = lines[last].end
    if end > start:
        fields["title_span"] = (start, end)
        fields["title"] = " ".join(clean.text[start:end].split())
    return last + 1


def _abstract_alone(
    clean: CleanText, lines: list[Line], folded: list[str], first: int, stop: int, fields: dict[str, Any]
) -> int:
    """The abstract under a whole head whose line with the kind's name is missing: short lines that are no sentence.
    Returns the first line behind it."""
    last = first
    while last < stop and last - first < 4:
        shown = clean.text[lines[last].start : lines[last].end]
        if len(folded[last]) > 140 or re.search(r"[.:;,]$", shown) or parse_marker(shown) or not folded[last]:
            break
        if last == first and not re.match(r"[^\W\d_]", shown):
            break
        last += 1
    if last == first or last == len(lines) or len(folded[first].split()) < 4:
        return first
    span = lines[first].start, lines[last - 1].end
    fields |= {"title_span": span, "title": " ".join(clean.text[span[0] : span[1]].split())}
    return last


_UNIT = re.compile(r"(?:tinh|huyen|xa|phuong|quan|thi xa|thi tran|thanh pho|tp\.?|dac khu)\b")
_HALF_NAME = re.compile(r"\b(?:tinh|huyen|xa|phuong|quan|thi xa|thi tran|thanh pho|dac khu) [a-z]+$")
_REST_OF_NAME = re.compile(r"[a-z]+(?: [a-z]+)?")
_NO_ISSUER = re.compile(r"(?:dang cong san viet nam$|v/v|ve viec|kinh gui|hoa toc|khan|mat|du thao|[(\[*_-])")
_COMMITTEE = re.compile(
    r"(?:uy ban nhan dan|ubnd|hoi dong nhan dan|dang uy|huyen uy|tinh uy|ban chi dao|bao hiem "
    r"xa hoi|ubmttq.*|uy ban mat tran to quoc.*)"
)


def _issuer(clean: CleanText, lines: list[Line], folded: list[str], stop: int, used: set[int]) -> dict[str, Any]:
    """The capitals above the number: the issuing body, and its superior above it."""
    capitals: list[Span] = []
    for index in range(min(stop, 14)):
        shown = clean.text[lines[index].start : lines[index].end]
        if index in used or not shown.isupper() or len(shown) > 90 or _NO_ISSUER.match(folded[index]):
            continue
        joins = capitals and (
            (_COMMITTEE.fullmatch(bare(clean.text[capitals[-1][0] : capitals[-1][1]])) and _UNIT.match(folded[index]))
            or re.search(r"(?:^|\s)(?:va|-)$", bare(clean.text[capitals[-1][0] : capitals[-1][1]]))
            or folded[index].startswith(("va ", "- "))
            or (
                _HALF_NAME.search(bare(clean.text[capitals[-1][0] : capitals[-1][1]]))
                and _REST_OF_NAME.fullmatch(folded[index])
            )
        )
        if joins and index and lines[index - 1].start == _line_start(lines, capitals[-1]):
            capitals[-1] = (capitals[-1][0], lines[index].end)
        else:
            capitals.append((lines[index].start, lines[index].end))
    if not capitals:
        return {}
    if len(capitals) == 1:
        return {"issuer_span": capitals[0]}
    return {"superior_span": capitals[0], "issuer_span": capitals[1]}


def _line_start(lines: list[Line], span: Span) -> int:
    return max((line.start for line in lines if line.start < span[1]), default=-1)


def _skip(text: str) -> int:
    match = re.match(r"\s*(?:v\s?[/.]\s?v|về việc)\s*[:.]?\s*", text, re.I)
    return match.end() if match else 0

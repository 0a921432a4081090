"""Which numbered lines are headings, and the tree that they make."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analyzer.structure.model import Decision, Kind, Role, Section
from analyzer.structure.roles import classify_role, names_body
from analyzer.text.markers import Marker, parse_marker
from analyzer.text.model import CleanText, Line

_SENTENCE_BREAK = re.compile(r"[.!?]\s+[A-ZĐÀ-Ỹ]")
_RUN_IN = re.compile(r"[^:.;]{4,200}:(?=\s)")
_RUN_IN_WORDS = 32
_LEAD_IN = re.compile(r"(?:như|dưới|cụ thể|nội dung|chỉ tiêu|việc|nhiệm vụ) sau(?: đây)?\s*:\s*$", re.I)
_LETTER_MARKERS = ("letter", "paren")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may be a heading. ``index`` is its place among the lines; ``end`` the offset where the heading's
    own words end (before the text of a run-in heading)."""

    index: int
    marker: Marker | None
    end: int
    rank: float
    role: Decision[Role]
    run_in: bool


def find_headings(clean: CleanText, first: int, last: int, kind: Kind | None) -> list[Candidate]:
    """Headings among the lines ``first`` to ``last`` (half-open), in order."""
    lines = clean.lines
    markers = {k: _marker(clean, lines[k]) for k in range(first, last) if lines[k].kind == "paragraph"}
    found = []
    for index in markers:
        candidate = _judge(clean, index, markers, last, kind)
        if candidate is not None:
            found.append(candidate)
    return found


def _marker(clean: CleanText, line: Line) -> Marker | None:
    return parse_marker(clean.text[line.start : line.end]) if line.marker else None


def _rank(marker: Marker) -> float:
    """Depth by convention (Nghị định 30/2020/NĐ-CP, appendix I): part, A., I., 1., 1.1., a)."""
    if marker.type == "part":
        return 0.0
    if marker.type == "letter" and marker.text[0].isupper():
        return 0.5
    if marker.type in ("roman", "article"):
        return 1.0
    if marker.type == "mixed":
        return float(len(marker.numbers))
    if marker.type in ("arabic", "decimal"):
        return 1.0 + len(marker.numbers)
    return 6.0 if marker.type == "letter" else 7.0


def _judge(
    clean: CleanText, index: int, markers: dict[int, Marker | None], last: int, kind: Kind | None
) -> Candidate | None:
    line, marker = clean.lines[index], markers[index]
    if marker is None:
        return _unnumbered(clean, line, index, kind)
    if marker.type in ("bullet", "paren") or (marker.type == "article" and kind == "decision"):
        return None  # the articles of a decision are what it decides, not titles of parts
    text = clean.text[line.body : line.end]
    if not text.strip():
        return (
            Candidate(index, marker, line.end, _rank(marker), Decision("other", 1.0), False)
            if marker.type == "part"
            else None
        )
    run_in = _RUN_IN.match(text)
    own = text[: run_in.end()] if run_in and run_in.end() < len(text.rstrip()) else text
    is_run_in = own is not text
    if is_run_in and (len(own.split()) > _RUN_IN_WORDS or (marker.type == "roman" and len(own.split()) > 14)):
        own, is_run_in = text, False
    role = classify_role(own, kind)
    score = _score(clean, index, marker, markers, last, text, own, is_run_in, role, kind)
    needed = 2.0 if marker.type in _LETTER_MARKERS else 1.0 if marker.type in ("roman", "part", "mixed") else 1.5
    if score < needed:
        return None
    return Candidate(index, marker, line.body + len(own.rstrip()), _rank(marker), role, is_run_in)


def _score(
    clean: CleanText,
    index: int,
    marker: Marker,
    markers: dict[int, Marker | None],
    last: int,
    text: str,
    own: str,
    is_run_in: bool,
    role: Decision[Role],
    kind: Kind | None,
) -> float:
    """Above 1.5 a numbered line reads as a heading; below, as a list item or a sentence."""
    line = clean.lines[index]
    words = len(own.split())
    score = 0.0
    ends = text.rstrip()[-1:]
    if _LEAD_IN.search(text):
        score -= 2.0
    if marker.type == "article" and words > 14:
        score -= 3.0
    known = role.value != "other" and role.confidence >= 0.8
    if is_run_in:
        body = names_body(own)
        beside = _labels_beside(clean, index, marker, markers)
        if (
            not body
            and not known
            and not (
                marker.type not in _LETTER_MARKERS and words <= 8 and any(_names_part(label, kind) for label in beside)
            )
        ):
            return score - 2.0  # "a) Trực tiếp: …", "4.1. Hiện đại: …" are items with a label
        if known and not body and beside and not any(beside):
            score -= 3.0  # the lines numbered with it are sentences: it is an item that begins with a label
        score += 1.0 if body else 0.5 if known else -0.5
        score += 1.0 if words <= 10 else 0.0 if words <= 16 or body else -1.0
        score += 0.5 * _siblings_run_in(clean, index, marker, markers)
    elif ends == ":":
        score += 2.0
    elif ends == ";":
        score += 0.5 if words <= 10 else -2.0
    elif ends == ".":
        score -= (2.5 if any(char.isdigit() for char in text) else 1.5) if words > 9 else 0.0
    else:
        score += 1.5
    score += 1.0 if words <= 12 else 0.5 if words <= 18 else 0.0 if words <= 30 else -1.0 if words <= 45 else -2.5
    if _SENTENCE_BREAK.search(own.rstrip(" .:;")):
        score -= 2.0
    if own.isupper():
        score += 2.0
    if line.style.bold:
        score += 1.5
    if line.style.heading_level is not None:
        score += 2.0
    if known and words <= 25:
        score += 1.5
    elif names_body(own) and words <= 20:
        score += 1.0
    if marker.type == "roman":
        score += 1.0
    if not is_run_in:
        score += _followed(clean, index, marker, markers, last)
    return score


def _followed(clean: CleanText, index: int, marker: Marker, markers: dict[int, Marker | None], last: int) -> float:
    """A heading has text under it; list items follow one another."""
    after = index + 1
    if after >= last:
        return -1.5
    if clean.lines[after].kind == "row":
        return 2.0
    following = markers.get(after)
    if following is None:
        body = clean.text[clean.lines[after].start : clean.lines[after].end]
        # A closing sentence behind the last item of a list is no text of its own.
        return 1.5 if not re.match(r"(?:trên đây|đề nghị|yêu cầu|căn cứ)", body, re.I) else 0.0
    if following.type == "bullet":
        return 2.5
    if _rank(following) > _rank(marker):
        return 2.0
    if _rank(following) == _rank(marker):
        return -2.0 if following.type == marker.type else -0.5
    return -1.5


def _labels_beside(clean: CleanText, index: int, marker: Marker, markers: dict[int, Marker | None]) -> list[str]:
    """Of the lines numbered right before and behind this one: the label that each begins with, "" for none."""
    labels = []
    for step in (-1, 1):
        for other in range(index + step, index + step * 12, step):
            near = markers.get(other)
            if near is not None and near.type == marker.type and len(near.numbers) == len(marker.numbers):
                if near.numbers[:-1] == marker.numbers[:-1] and near.numbers[-1] - marker.numbers[-1] == step:
                    text = clean.text[clean.lines[other].body : clean.lines[other].end]
                    match = _RUN_IN.match(text)
                    short = match is not None and len(match.group().split()) <= _RUN_IN_WORDS
                    title = len(text.split()) <= 12 and not text.rstrip().endswith((".", ";"))
                    labels.append(match.group() if match is not None and short else text if title else "")
                break
    return labels


def _names_part(label: str, kind: Kind | None) -> bool:
    """Whether a label beside is a heading by its own words."""
    role = classify_role(label, kind)
    return bool(label) and ":" in label and role.value != "other" and role.confidence >= 0.9


def _siblings_run_in(clean: CleanText, index: int, marker: Marker, markers: dict[int, Marker | None]) -> int:
    """How many neighbours of the same kind of number have a run-in heading too (at most 2)."""
    count = 0
    for step in (-1, 1):
        for other in range(index + step, index + step * 12, step):
            near = markers.get(other)
            if near is not None and near.type == marker.type and len(near.numbers) == len(marker.numbers):
                text = clean.text[clean.lines[other].body : clean.lines[other].end]
                match = _RUN_IN.match(text)
                count += match is not None and len(match.group().split()) <= 14
                break
    return count


def _unnumbered(clean: CleanText, line: Line, index: int, kind: Kind | None) -> Candidate | None:
    """A heading without a number: marked by the format, or in capitals and naming a role."""
    text = clean.text[line.start : line.end]
    words = len(text.split())
    if words > 25 or len(text) < 5:
        return None
    marked = line.style.heading_level is not None
    shouting = text.isupper() and words >= 2
    if not marked and not shouting and not (line.style.bold and text.rstrip().endswith(":")):
        return None
    role = classify_role(text, kind)
    if role.value == "other" or role.confidence < 0.8 or role.why == ("classifier",):
        return None
    return Candidate(index, None, line.end, 1.0 if not marked else float(line.style.heading_level or 1), role, False)


def build_sections(clean: CleanText, headings: list[Candidate], end: int) -> list[Section]:
    """The tree of headings. ``end`` is the offset where the last section ends."""
    sections: list[Section] = []
    stack: list[tuple[float, int]] = []
    spans: list[int] = []
    for number, heading in enumerate(headings):
        line = clean.lines[heading.index]
        while stack and stack[-1][0] >= heading.rank:
            closed = stack.pop()[1]
            spans[closed] = line.start
        parent = stack[-1][1] if stack else None
        shown = " ".join(clean.text[line.start : heading.end].split())
        sections.append(
            Section(
                f"s{number + 1}",
                heading.role,
                _label(heading.marker, sections[parent].label if parent is not None else ""),
                shown,
                len(stack) + 1,
                (line.start, end),
                (line.start, heading.end),
                line.page,
                parent,
            )
        )
        spans.append(end)
        stack.append((heading.rank, number))
    return [
        Section(s.id, s.role, s.label, s.heading, s.level, (s.span[0], stop), s.heading_span, s.page, s.parent)
        for s, stop in zip(sections, spans, strict=True)
    ]


def _label(marker: Marker | None, parent: str) -> str:
    """The path of numbers: "2.1." under "2." under "II." is II.2.1."""
    if marker is None:
        return ""
    own = re.sub(r"^(?:phần|chương|mục|điều)\s+(?:thứ\s+)?", "", marker.text, flags=re.I).strip(" .:)/-–")
    if marker.type in ("part", "roman", "mixed", "article") or not parent:
        return own
    numbers = [str(n) for n in marker.numbers] if marker.type in ("arabic", "decimal") else [own]
    tail = parent.split(".")
    if marker.type == "decimal":
        head = [part for part in tail if not part.isdigit()]
        return ".".join(head + numbers)
    return ".".join(tail + numbers)

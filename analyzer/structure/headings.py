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
_WORDS_SAY = 1.5
"""How much it counts for a heading that its words name a part."""
_CLOSES = re.compile(r"(?:trên đây|đề nghị|yêu cầu|căn cứ)", re.I)
_PART_WORDS = re.compile(r"^(?:phần|chương|mục|điều)\s+(?:thứ\s+)?", re.I)
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


class _Roles(dict[str, Decision[Role]]):
    """What part the words of each heading say it is (``classify_role``), found out when asked for."""

    def __init__(self, kind: Kind | None) -> None:
        super().__init__()
        self.kind = kind

    def __missing__(self, words: str) -> Decision[Role]:
        role = self[words] = classify_role(words, self.kind)
        return role

    def known(self, words: str) -> bool:
        """Whether a heading's words say what part it heads."""
        role = self[words]
        return role.value != "other" and role.confidence >= 0.8


def find_headings(clean: CleanText, first: int, last: int, kind: Kind | None) -> list[Candidate]:
    """Headings among the lines ``first`` to ``last`` (half-open), in order."""
    lines = clean.lines
    markers = {k: _marker(clean, lines[k]) for k in range(first, last) if lines[k].kind == "paragraph"}
    roles = _Roles(kind)
    found = []
    for index in markers:
        candidate = _judge(clean, index, markers, last, roles)
        if candidate is not None:
            found.append(candidate)
    return found


def _marker(clean: CleanText, line: Line) -> Marker | None:
    return (line.numbering or parse_marker(clean.text[line.start : line.end])) if line.marker else None


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
    clean: CleanText, index: int, markers: dict[int, Marker | None], last: int, roles: _Roles
) -> Candidate | None:
    line, marker = clean.lines[index], markers[index]
    if marker is None:
        return _unnumbered(clean, line, index, roles)
    if marker.type in ("bullet", "paren") or (marker.type == "article" and roles.kind == "decision"):
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
    needed = 2.0 if marker.type in _LETTER_MARKERS else 1.0 if marker.type in ("roman", "part", "mixed") else 1.5
    score = _score(clean, index, marker, markers, last, text, own, is_run_in, roles, needed)
    if score < needed:
        return None
    return Candidate(index, marker, line.body + len(own.rstrip()), _rank(marker), roles[own], is_run_in)


def _score(
    clean: CleanText,
    index: int,
    marker: Marker,
    markers: dict[int, Marker | None],
    last: int,
    text: str,
    own: str,
    is_run_in: bool,
    roles: _Roles,
    needed: float,
) -> float:
    """``needed`` or more where a numbered line reads as a heading; less where it is a list item or a sentence."""
    line = clean.lines[index]
    words = len(own.split())
    score = 0.0
    ends = text.rstrip()[-1:]
    if ends == ":" and _LEAD_IN.search(text):
        score -= 2.0
    if marker.type == "article" and words > 14:
        score -= 3.0
    if is_run_in:
        known = roles.known(own)
        body = names_body(own)
        beside = _labels_beside(clean, index, marker, markers)
        if (
            not body
            and not known
            and not (
                marker.type not in _LETTER_MARKERS and words <= 8 and any(_names_part(label, roles) for label in beside)
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
    if marker.type == "roman":
        score += 1.0
    if not is_run_in:
        score += _followed(clean, index, marker, markers, last)
    # What the words say comes last: it takes longest to find out, and decides little.
    if not needed - _WORDS_SAY <= score < needed:
        return score
    if words <= 25 and roles.known(own):
        return score + _WORDS_SAY
    return score + 1.0 if words <= 20 and names_body(own) else score


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
        return 1.5 if not _CLOSES.match(body) else 0.0
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


def _names_part(label: str, roles: _Roles) -> bool:
    """Whether a label beside is a heading by its own words."""
    if ":" not in label:
        return False
    role = roles[label]
    return role.value != "other" and role.confidence >= 0.9


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


def _unnumbered(clean: CleanText, line: Line, index: int, roles: _Roles) -> Candidate | None:
    """A heading without a number: marked by the format, or in capitals and naming a role."""
    text = clean.text[line.start : line.end]
    words = len(text.split())
    if words > 25 or len(text) < 5:
        return None
    marked = line.style.heading_level is not None
    shouting = text.isupper() and words >= 2
    if not marked and not shouting and not (line.style.bold and text.rstrip().endswith(":")):
        return None
    role = roles[text]
    if role.value == "other" or role.confidence < 0.8 or role.why == ("classifier",):
        return None
    return Candidate(index, None, line.end, 1.0 if not marked else float(line.style.heading_level or 1), role, False)


def build_sections(clean: CleanText, headings: list[Candidate], end: int) -> list[Section]:
    """The tree of headings. ``end`` is the offset where the last section ends."""
    stack: list[tuple[float, int]] = []
    parents: list[int | None] = []
    labels: list[str] = []
    stops = [end] * len(headings)
    for number, heading in enumerate(headings):
        while stack and stack[-1][0] >= heading.rank:
            stops[stack.pop()[1]] = clean.lines[heading.index].start
        parent = stack[-1][1] if stack else None
        parents.append(parent)
        labels.append(_label(heading.marker, labels[parent] if parent is not None else ""))
        stack.append((heading.rank, number))
    levels: list[int] = []
    sections: list[Section] = []
    for number, (heading, parent) in enumerate(zip(headings, parents, strict=True)):
        line = clean.lines[heading.index]
        levels.append(1 if parent is None else levels[parent] + 1)
        shown = " ".join(clean.text[line.start : heading.end].split())
        sections.append(
            Section(
                f"s{number + 1}", heading.role, labels[number], shown, levels[number], (line.start, stops[number]),
                (line.start, heading.end), line.page, parent,
            )
        )  # fmt: skip
    return sections


def _label(marker: Marker | None, parent: str) -> str:
    """The path of numbers: "2.1." under "2." under "II." is II.2.1."""
    if marker is None:
        return ""
    own = _PART_WORDS.sub("", marker.text).strip(" .:)/-–")
    if marker.type in ("part", "roman", "mixed", "article") or not parent:
        return own
    numbers = [str(n) for n in marker.numbers] if marker.type in ("arabic", "decimal") else [own]
    tail = parent.split(".")
    if marker.type == "decimal":
        head = [part for part in tail if not part.isdigit()]
        return ".".join(head + numbers)
    return ".".join(tail + numbers)

"""Who has not submitted, who is late, who sent several that differ: an archive against a list of those who must.

A document is of an entry when its kind, its period and its place are. Where the place is that of two entries (communes
of one name), or only some of this is known, it is in doubt, and said so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

from analyzer.audit.model import Row
from analyzer.audit.periods import Span, first_day, last_day, share_in_common
from analyzer.audit.placenames import COMMITTEE, Named, Place, parse_name, province_now
from analyzer.audit.submissionlist import Entry, read_list
from analyzer.errors import Text
from analyzer.text.fold import bare
from analyzer.text.written import date_words

State = Literal["missing", "late", "several", "in_doubt", "pending", "submitted"]
STATES: tuple[State, ...] = ("missing", "late", "several", "in_doubt", "pending", "submitted")
_SAME_PERIOD = 0.8
"""Days that two periods have in common over days in either, from which they are the same."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What is kept of a document."""

    path: str
    sha256: str | None
    kind: str
    number: str | None
    issuer: str
    named: Named
    around: tuple[Place, ...]
    """Places that the folders of its path name."""
    folders: str
    issued_on: str | None
    year: int | None
    period: Span | None


@dataclass(slots=True)
class Submission:
    """An entry and what came for it. ``papers`` are sure, ``doubtful`` may be of it."""

    entry: Entry
    papers: list[Paper] = field(default_factory=list)
    doubtful: list[Paper] = field(default_factory=list)
    state: State = "missing"
    notes: list[Text] = field(default_factory=list)


@dataclass(slots=True)
class Expected:
    """The list against the archive: its entries in order, documents that belong to none, mistakes in the list."""

    submissions: list[Submission]
    others: list[Paper]
    problems: list[Text]

    def counts(self) -> dict[str, int]:
        """Entries by state, every state named."""
        found = Counter(item.state for item in self.submissions)
        return {state: found[state] for state in STATES}

    def to_dict(self) -> dict[str, Any]:
        """The same as JSON."""
        return {
            "counts": self.counts(),
            "entries": [
                {
                    "line": s.entry.line, "place": s.entry.place, "kind": s.entry.kind, "period": s.entry.period_text,
                    "due": s.entry.due.isoformat() if s.entry.due else None, "state": s.state,
                    "documents": [paper.path for paper in s.papers],
                    "doubtful": [paper.path for paper in s.doubtful],
                    "notes": [{"vi": note.vi, "en": note.en} for note in s.notes],
                }
                for s in self.submissions
            ],
            "others": [paper.path for paper in self.others],
            "problems": [{"vi": problem.vi, "en": problem.en} for problem in self.problems],
        }  # fmt: skip


def hold_against(path: Path, rows: Iterable[Row], today: str | None = None) -> Expected:
    """The list at ``path`` against the rows; ``today`` (ISO) tells what is not yet due, nothing where it is None.

    Raises ``UsageError`` where the list cannot be used at all.
    """
    entries, problems = read_list(path)
    submissions = [Submission(entry) for entry in entries]
    index: dict[str, list[Submission]] = {}
    for submission in submissions:
        for key in {_key(named) for named in submission.entry.names}:
            index.setdefault(key, []).append(submission)
    others = []
    for row in rows:
        if row.document is None or row.same_as is not None:
            continue
        paper = _paper(row)
        if not _give(paper, [*index.get(_key(paper.named), ()), *index.get(f"body {paper.named.body}", ())]):
            others.append(paper)
    day = date.fromisoformat(today) if today else None
    for submission in submissions:
        _judge(submission, day)
    return Expected(submissions, others, problems)


def _key(named: Named) -> str:
    return named.place.plain if named.place is not None else f"body {named.body}"


def _paper(row: Row) -> Paper:
    document = row.document
    assert document is not None
    folders = [re.sub(r"[-_]+", " ", folder) for folder in re.split(r"[/!]", row.path)[:-1]]
    around = tuple(place for name in folders if (place := parse_name(name).place) is not None and place.unit)
    issuer = document.issuer.name or ""
    named = parse_name(issuer)
    if named.place is None and document.place:
        named = Named(named.body, parse_name(document.place).place, named.parents)
    start = first_day(document.period.start) if document.period.start else None
    end = last_day(document.period.end) if document.period.end else None
    return Paper(
        row.path, row.sha256, document.kind, document.number, issuer, named, around,
        f" {' '.join(' '.join(bare(name).split()) for name in folders)} ", document.issued_on, document.year,
        Span(start, end) if start and end and start <= end else None,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Fit:
    submission: Submission
    place: int
    """How sure the place is: a point for the same spelling, and for each place around it that is confirmed."""
    doubts: tuple[Text, ...]


def _give(paper: Paper, candidates: list[Submission]) -> bool:
    """Gives a document to the entries that it fits; False where there is none."""
    fits = [fit for submission in candidates if (fit := _fit(submission, paper)) is not None]
    if not fits:
        return False
    best = max(fit.place for fit in fits)
    fits = [fit for fit in fits if fit.place == best]
    places = {_identity(fit.submission.entry) for fit in fits}
    for fit in fits:
        doubts = list(fit.doubts)
        if len(places) > 1:
            doubts.append(Text(
                f"{paper.path}: danh sách có {len(places)} nơi cùng tên; chưa rõ văn bản của nơi nào",
                f"{paper.path}: {len(places)} places on the list have this name; it may be of either",
            ))  # fmt: skip
        (fit.submission.doubtful if doubts else fit.submission.papers).append(paper)
        fit.submission.notes.extend(doubts)
    return True


def _identity(entry: Entry) -> tuple[object, ...]:
    named = entry.names[0]
    return named.body, named.place, named.parents


def _fit(submission: Submission, paper: Paper) -> _Fit | None:
    entry = submission.entry
    if entry.kind is not None and entry.kind != paper.kind:
        return None
    period_doubt = _period_doubt(entry, paper)
    if period_doubt is False:
        return None
    fits = [fit for named in entry.names if (fit := _place_fit(named, paper)) is not None]
    if not fits:
        return None
    score, doubts = max(fits, key=lambda fit: (not fit[1], fit[0]))
    if isinstance(period_doubt, Text):
        doubts = (*doubts, period_doubt)
    return _Fit(submission, score, doubts)


def _period_doubt(entry: Entry, paper: Paper) -> Text | bool:
    """False: another period; True: the same; a text: perhaps."""
    if entry.period is None:
        return True
    if paper.period is not None:
        share = share_in_common(entry.period, paper.period)
        if share >= _SAME_PERIOD:
            return True
        longer = paper.period.days >= 2 * entry.period.days
        if longer and share > 0 and paper.year == entry.period.end.year and paper.kind == "plan":
            return Text(
                f"{paper.path}: văn bản cho thời gian dài hơn kỳ phải nộp",
                f"{paper.path}: it is for a longer time than the period asked for",
            )
        return False
    if paper.year is None:
        return Text(f"{paper.path}: không rõ kỳ", f"{paper.path}: its period is not known")
    if entry.period.start.year <= paper.year <= entry.period.end.year:
        return True if entry.period.days > 360 else Text(
            f"{paper.path}: chỉ rõ năm {paper.year}, không rõ kỳ", f"{paper.path}: only its year is known, {paper.year}"
        )  # fmt: skip
    return False


def _place_fit(named: Named, paper: Paper) -> tuple[int, tuple[Text, ...]] | None:
    doubts: list[Text] = []
    place, theirs = named.place, paper.named.place
    body, author = named.body or (COMMITTEE if place is not None else ""), paper.named.body
    score = 0
    if place is not None:
        if theirs is None or not _same_place(place, theirs):
            return None
        score += 2 * (place.key == theirs.key) + (place.unit == theirs.unit)
        if place.key != theirs.key and _has_marks(place) and _has_marks(theirs):
            doubts.append(Text(
                f"{paper.path}: tên khác dấu ({theirs.name})",
                f"{paper.path}: the name differs in its marks ({theirs.name})",
            ))  # fmt: skip
    if body != author and author:
        if named.body or place is None:
            return None
        doubts.append(Text(f"{paper.path}: do {paper.issuer} ban hành", f"{paper.path}: issued by {paper.issuer}"))
    for parent in named.parents:
        known = _around(parent, paper)
        if known is False:
            return None
        score += 4 * known
    return score, tuple(doubts)


def _same_place(one: Place, other: Place) -> bool:
    """Whether two names may be of one place: a unit that one of them leaves out is no difference."""
    if one.plain != other.plain:
        return False
    return not one.unit or not other.unit or one.unit == other.unit or {one.unit, other.unit} <= {"tinh", "thanh pho"}


def _has_marks(place: Place) -> bool:
    return not place.name.isascii()


def _around(parent: Place, paper: Paper) -> bool | int:
    """1 or 2: the document is of this district or province (2: by this very name), 0: unknown, False: of another."""
    known = [*paper.named.parents, *paper.around]
    if any(place.plain == parent.plain for place in known) or f" {parent.plain} " in paper.folders:
        return 2
    now = province_now(parent.plain)
    if any(province_now(place.plain) == now for place in known):
        return 1
    same_rank = [place for place in known if place.rank and place.rank == parent.rank]
    return False if same_rank else 0


def _judge(submission: Submission, today: date | None) -> None:
    entry, papers = submission.entry, submission.papers
    if not papers:
        not_due = today is not None and entry.due is not None and entry.due >= today
        submission.state = "in_doubt" if submission.doubtful else "pending" if not_due else "missing"
        if entry.received is not None and not submission.doubtful:
            day = date_words(entry.received.isoformat())
            submission.notes.append(Text(
                f"danh sách ghi đã nhận ngày {day} nhưng không có văn bản trong hồ sơ",
                f"the list says it was received on {entry.received.isoformat()}, but it is not in the archive",
            ))  # fmt: skip
        return
    if len({paper.sha256 or paper.path for paper in papers}) > 1:
        submission.state = "several"
        if len({(paper.number, paper.issued_on) for paper in papers}) == 1 and papers[0].number:
            submission.notes.append(Text(
                f"cùng số {papers[0].number}: có thể là các định dạng của một văn bản",
                f"all numbered {papers[0].number}: perhaps one document in several formats",
            ))  # fmt: skip
    else:
        submission.state = "submitted"
    late = _late(entry, papers)
    if late is None:
        submission.notes.append(Text("không rõ ngày nộp", "the date is not known"))
    elif late:
        submission.notes.append(late)
        if submission.state == "submitted":
            submission.state = "late"


def _late(entry: Entry, papers: list[Paper]) -> Text | Literal[False] | None:
    """How late the first of the documents is; False: in time (or no due date), None: not known."""
    if entry.due is None:
        return False
    days = [(first_day(p.issued_on), last_day(p.issued_on)) for p in papers if p.issued_on]
    earliest = min((first for first, _ in days if first), default=None)
    latest = min((last for _, last in days if last), default=None)
    if entry.received is not None:
        earliest = latest = entry.received
    if earliest is None or latest is None or earliest <= entry.due < latest:
        return None
    if earliest <= entry.due:
        return False
    over = (earliest - entry.due).days
    what = ("nhận", "received") if entry.received is not None else ("ban hành", "issued")
    return Text(
        f"{what[0]} ngày {date_words(earliest.isoformat())}, chậm {over} ngày",
        f"{what[1]} {earliest.isoformat()}, {over} days late",
    )

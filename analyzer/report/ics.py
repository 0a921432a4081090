"""Deadlines as a calendar (iCalendar, RFC 5545) that any calendar program opens; several documents in one.

A time is an all-day event on its last day, by which the thing is due: "trước ngày 30/6" is on 29/6, "tháng 5 hằng
năm" every year on 31/5. A date that is in no calendar is left out, and named in a property of the calendar.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from analyzer.errors import Text
from analyzer.report.export import Document
from analyzer.report.model import AssignmentItem, DeadlineItem, Evidence, Report
from analyzer.report.phrases import deadline_words
from analyzer.report.provenance import Provenance
from analyzer.report.recurrence import Recurrence, first_day, last_day, recurrence_of
from analyzer.report.safe import one_line, shorten
from analyzer.report.view import SectionNames, place_words
from analyzer.report.words import ASSIGNMENT_ROLES, KINDS, Lang, label, say
from analyzer.version import __version__

_LINE = 75
"""Octets of a line, without its end."""
_NAME = Text("Thời hạn theo văn bản", "Deadlines of documents")
_BEGINS = Text("Bắt đầu: {words}", "Begins: {words}")
_SUMMARY, _QUOTE = 120, 600


def calendar(documents: Sequence[Document], made_on: date, *, lang: Lang = "vi") -> str:
    """One calendar with the deadlines of all documents, its lines ending in CR LF."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//rasoat//rasoat {__version__}//{lang.upper()}",
        "CALSCALE:GREGORIAN", "METHOD:PUBLISH", f"X-WR-CALNAME:{_text(_NAME.in_language(lang))}",
    ]  # fmt: skip
    events: list[str] = []
    seen: Counter[str] = Counter()
    for document in documents:
        report = document.report
        provenance = Provenance.of(report, made_on)
        lines.append(f"X-RASOAT-SOURCE:{_text(' | '.join(provenance.lines(lang)))}")
        for index, deadline in enumerate(report.deadlines):
            event = _event(document, index, deadline, made_on, seen, lang)
            if event is None:
                words = f"{one_line(report.document.path)}: {shorten(deadline.quote, _QUOTE)} – " + label(
                    "impossible", lang
                )
                lines.append(f"X-RASOAT-LEFT-OUT:{_text(words)}")
            else:
                events += event
    return "".join(f"{folded}\r\n" for line in [*lines, *events, "END:VCALENDAR"] for folded in _fold(line))


def _event(
    item: Document, index: int, deadline: DeadlineItem, made_on: date, seen: Counter[str], lang: Lang
) -> list[str] | None:
    """The lines of an event; None for a time that has no day."""
    report, document = item.report, item.report.document
    if deadline.status == "impossible":
        return None
    repeats: Recurrence | None = None
    begins = False
    if deadline.every:
        base = first_day(deadline.start or document.period.start or document.reference_date.value) or made_on
        repeats = recurrence_of(deadline, base, last_day(deadline.end or document.period.end))
        day = None if repeats is None else repeats.first
    else:
        day = _due(deadline)
        begins = day is None
        day = day or first_day(deadline.start)
    if day is None or day >= date.max - timedelta(1):
        return None
    words = deadline_words(deadline, lang)
    tasks = [task for task in report.assignments if index in task.deadlines]
    place = Evidence(
        quote=deadline.quote, span=deadline.span, page=deadline.page, line=deadline.line, source=deadline.source
    )
    where = place_words(place, SectionNames(report.sections), lang)
    line = item.clean.line_at(deadline.value_span[0])
    about = shorten(tasks[0].task if tasks else item.clean.text[line.start : line.end], _SUMMARY)
    who = f"{one_line(tasks[0].body_text)}: " if tasks else ""
    summary = who + about
    if begins:
        summary = _BEGINS.in_language(lang).format(words=summary)
    description = [f"“{shorten(deadline.quote, _QUOTE)}”", f"{label('when', lang)}: {words}"]
    description += _task_lines(tasks, lang)
    description += [f"{_document_words(report, lang)}, {where}", label("disclaimer", lang)]
    lines = [
        "BEGIN:VEVENT", f"UID:{_uid(report, deadline, seen)}", f"DTSTAMP:{made_on:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{_day(day)}", f"DTEND;VALUE=DATE:{_day(day + timedelta(1))}",
        f"SUMMARY:{_text(summary)}", "DESCRIPTION:" + _text("\n".join(description)),
        f"CATEGORIES:{_text(say(KINDS, document.kind, lang))}", "TRANSP:TRANSPARENT",
    ]  # fmt: skip
    if repeats is not None:
        lines.append(f"RRULE:{repeats.rule}")
    return [*lines, "END:VEVENT"]


def _due(deadline: DeadlineItem) -> date | None:
    """The last day on which the thing is in time."""
    day = last_day(deadline.end)
    return day - timedelta(1) if day is not None and not deadline.inclusive and day > date.min else day


def _day(day: date) -> str:
    return f"{day.year:04d}{day.month:02d}{day.day:02d}"


def _task_lines(tasks: Iterable[AssignmentItem], lang: Lang) -> list[str]:
    return [
        f"{say(ASSIGNMENT_ROLES, task.role, lang)}: {one_line(task.body_text)}: {shorten(task.task, _QUOTE)}"
        for task in tasks
    ]


def _document_words(report: Report, lang: Lang) -> str:
    document = report.document
    parts = [say(KINDS, document.kind, lang), document.number, document.issuer.name]
    return f"{' '.join(one_line(part) for part in parts if part)} ({one_line(document.path)})"


def _uid(report: Report, deadline: DeadlineItem, seen: Counter[str]) -> str:
    """The same for the same words of the same document, however often it is exported or corrected elsewhere."""
    document = report.document
    name = document.path.replace("\\", "/").rpartition("/")[2]
    parts = [
        document.issuer.name, document.number, document.title, name, deadline.kind, deadline.start, deadline.end,
        deadline.every, deadline.month, deadline.day, one_line(deadline.quote).casefold(),
    ]  # fmt: skip
    mark = hashlib.sha256("\n".join(map(str, parts)).encode("utf-8", "backslashreplace")).hexdigest()[:24]
    seen[mark] += 1
    return f"{mark}-{seen[mark]}@rasoat"


def _text(words: str) -> str:
    """A value of type TEXT: harmless, its signs escaped."""
    lines = [one_line(line) for line in words.split("\n")]
    return "\\n".join(line.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,") for line in lines)


def _fold(line: str) -> list[str]:
    """A content line as lines of at most 75 octets, cut between characters, the further ones led by a space."""
    folded: list[str] = []
    current, size = "", 0
    for char in line:
        octets = len(char.encode("utf-8"))
        if size + octets > _LINE:
            folded.append(current)
            current, size = " ", 1
        current += char
        size += octets
    return [*folded, current]

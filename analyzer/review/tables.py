"""The queue as text, rows for a spreadsheet, and JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta, timezone
from typing import Any

import msgspec

from analyzer.errors import Text
from analyzer.report.safe import clip, columns, harmless, one_line, wrap
from analyzer.report.words import SEVERITIES, STATUSES, VERDICTS, Lang, say
from analyzer.review.listing import SubmissionRow
from analyzer.review.states import ACTIONS, DECISIONS, STATES
from analyzer.review.submissions import KINDS
from analyzer.review.view import FindingView, SubmissionView

_HERE = timezone(timedelta(hours=7))
_FAILED = Text("Không đọc được", "Not read")
_FOUND, _FIXED = Text("Phát hiện", "Findings"), Text("Đã khắc phục", "Fixed")
_HEADS: dict[str, Text] = {
    "id": Text("Số", "No."), "place": Text("Địa phương", "Place"), "kind": Text("Loại", "Kind"),
    "period": Text("Kỳ", "Period"), "state": Text("Trạng thái", "State"), "due": Text("Hạn nộp", "Due"),
    "submitted": Text("Ngày gửi", "Submitted"), "revision": Text("Bản", "Rev."), "verdict": Text("Kết luận", "Verdict"),
    "coverage": Text("Đáp ứng", "Coverage"), "open": Text("Chưa xử lý", "Undecided"),
    "assignee": Text("Người xem xét", "Reviewer"), "title": Text("Trích yếu", "Title"),
}  # fmt: skip
_COLUMNS = (
    "id", "place", "kind", "period", "state", "due", "submitted", "revision", "verdict", "coverage", "open",
    "assignee", "number", "title", "filename",
)  # fmt: skip
_SHOWN = ("id", "place", "kind", "period", "state", "due", "verdict", "open", "assignee")
_WIDEST = 34
_FORMULA = frozenset("=+-@\t\r")
_WIDTH = 110


def as_json(value: Any) -> str:
    """One line of JSON."""
    return msgspec.json.encode(value).decode("utf-8")


def day_words(day: date | datetime | None, lang: Lang) -> str:
    """05/11/2026, in English 2026-11-05; a moment by the clock of Việt Nam; "" for none."""
    if isinstance(day, datetime):
        local = day.astimezone(_HERE)
        return f"{local:%d/%m/%Y %H:%M}" if lang == "vi" else f"{local:%Y-%m-%d %H:%M}"
    return "" if day is None else f"{day:%d/%m/%Y}" if lang == "vi" else day.isoformat()


def list_text(rows: Sequence[SubmissionRow], total: int, lang: Lang) -> str:
    """A table for the terminal, and how many there are in all."""
    heads = [_HEADS[name].in_language(lang) for name in _SHOWN]
    table = [heads, *([_cell(row, name, lang) for name in _SHOWN] for row in rows)]
    count = Text(f"{len(rows)}/{total} hồ sơ", f"{len(rows)} of {total} submissions").in_language(lang)
    return text_table(table) + f"\n{count}\n" if rows else f"{count}\n"


def text_table(rows: Sequence[Sequence[str]]) -> str:
    """Rows in columns, the first the heads; cells are cut where they are very long."""
    cells = [[clip(one_line(cell), _WIDEST) for cell in row] for row in rows]
    widths = [max(columns(row[index]) for row in cells) for index in range(len(cells[0]))]
    lines = ["  ".join(c + " " * (w - columns(c)) for c, w in zip(row, widths, strict=True)).rstrip() for row in cells]
    return "\n".join([lines[0], "  ".join("─" * width for width in widths), *lines[1:]]) + "\n"


def csv_text(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Rows for a spreadsheet. What it would take for a formula is led by an apostrophe."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return buffer.getvalue()


def _safe(cell: object) -> object:
    if not isinstance(cell, str):
        return "" if cell is None else cell
    words = one_line(cell)
    return f"'{words}" if words[:1] in _FORMULA and words else words


def list_csv(rows: Iterable[SubmissionRow]) -> str:
    """The list for a spreadsheet, with words and dates as programs read them."""
    return csv_text(_COLUMNS, ([_value(row, name) for name in _COLUMNS] for row in rows))


def _value(row: SubmissionRow, name: str) -> object:
    if name == "open":
        return sum(row.undecided.values())
    if name == "submitted":
        return row.submitted_at.isoformat(timespec="seconds")
    if name == "assignee":
        return row.assignee_name
    if name == "verdict":
        return "error" if row.failed else row.verdict
    value = getattr(row, name)
    return value.isoformat() if isinstance(value, date) else value


def _cell(row: SubmissionRow, name: str, lang: Lang) -> str:
    if name == "kind":
        return KINDS[row.kind].in_language(lang)
    if name == "state":
        return STATES[row.state].in_language(lang)
    if name == "due":
        return day_words(row.due, lang) + (" !" if row.overdue else "")
    if name == "verdict":
        return _verdict(row.verdict, row.failed, lang)
    value = _value(row, name)
    return "" if value is None else str(value)


def _verdict(verdict: str | None, failed: bool, lang: Lang) -> str:
    if failed:
        return _FAILED.in_language(lang)
    return "" if verdict is None else say(VERDICTS, verdict, lang)


def view_text(view: SubmissionView, lang: Lang) -> str:
    """A submission for the terminal: head, findings with what people made of them, what was fixed, remarks, acts."""
    row, vi = view.row, lang == "vi"
    lines = [
        f"{KINDS[row.kind].in_language(lang)} {row.period} · {row.place} · #{row.id}",
        f"{STATES[row.state].in_language(lang)} · {_verdict(row.verdict, row.failed, lang) or '…'}",
    ]
    facts = (("due", day_words(row.due, lang)), ("assignee", row.assignee_name), ("title", row.title))
    lines += wrap(" · ".join(f"{_HEADS[k].in_language(lang)}: {v}" for k, v in facts if v), _WIDTH)
    for revision in view.revisions:
        said = revision.error.in_language(lang) if revision.error else _verdict(revision.verdict, False, lang)
        when = day_words(revision.submitted_at, lang)
        number = f"{'Bản' if vi else 'Revision'} {revision.number}"
        lines.append(f"{number} · {when} · {one_line(revision.filename)} · {said}")
    for head, findings in ((_FOUND, view.findings), (_FIXED, view.fixed)):
        if findings:
            lines += ["", f"{head.in_language(lang)} ({len(findings)})"]
            lines += [line for finding in findings for line in _finding(finding, lang)]
    if view.comments:
        lines += ["", "Ý kiến" if vi else "Comments"]
        lines += [line for c in view.comments for line in
                  wrap(f"{day_words(c.at, lang)} {c.author_name}: {one_line(c.body)}", _WIDTH, "  ")]  # fmt: skip
    lines += ["", "Nhật ký" if vi else "Log"]
    lines += [f"  {e.number} · {day_words(e.at, lang)} · {one_line(e.actor)} · {e.action}" for e in view.log]
    if view.actions:
        doing = ", ".join(ACTIONS[action].in_language(lang) for action in view.actions)
        lines += ["", *wrap(f"{'Có thể' if vi else 'Possible'}: {doing}", _WIDTH)]
    return harmless("\n".join(line.rstrip() for line in lines)) + "\n"


def _finding(finding: FindingView, lang: Lang) -> list[str]:
    status = say(STATUSES, finding.status, lang)
    decision = finding.decision
    words = [f"  {finding.code} {one_line(finding.name.in_language(lang))} ({say(SEVERITIES, finding.severity, lang)}, "
             f"{status}) [{finding.id}] → {DECISIONS[decision.kind].in_language(lang)}"]  # fmt: skip
    words += wrap(one_line(finding.item.message.in_language(lang)), _WIDTH, "      ")
    if decision.by:
        said = " – ".join(one_line(part) for part in (decision.reason, decision.correction) if part)
        who = f"{decision.by_name}, {day_words(decision.at, lang)}"
        words += wrap(f"{who}: {said}" if said else who, _WIDTH, "      ")
    if finding.earlier is not None:
        earlier = DECISIONS[finding.earlier.kind].in_language(lang)
        words.append(f"      ({'bản' if lang == 'vi' else 'revision'} {finding.earlier.revision}: {earlier})")
    return words

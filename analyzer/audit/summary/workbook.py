"""The workbook of an audit, written row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from analyzer.audit.summary.meta import SummaryMeta
from analyzer.audit.summary.model import Totals
from analyzer.audit.summary.tables import TABLES, Tables, titles
from analyzer.audit.summary.words import DOCUMENT_STATES, SUBMISSION_STATES, words
from analyzer.errors import Text
from analyzer.report.sheets import ANSWER, Column, Record, Value
from analyzer.report.view import percent
from analyzer.report.words import KINDS, SEVERITIES, VERDICTS, Lang, label, say
from analyzer.report.xlsx import ROW_LIMIT, Book
from analyzer.text.written import date_words

if TYPE_CHECKING:
    from analyzer.audit.changes import Changes
    from analyzer.audit.expected import Expected, Submission

_UNREADABLE = (
    Column("path", Text("Tệp", "File"), 60, "long"),
    Column("error_code", Text("Mã lỗi", "Code"), 18),
    Column("error", Text("Vì sao", "Why"), 80, "long"),
)
_SUBMISSIONS = (
    Column("line", Text("Dòng", "Line"), 7, "int"),
    Column("place", Text("Địa phương, đơn vị", "Place"), 36, "long"),
    Column("kind", Text("Loại văn bản", "Kind"), 14, words=KINDS),
    Column("period", Text("Kỳ", "Period"), 20),
    Column("due", Text("Hạn nộp", "Due"), 12, "date"),
    Column("state", Text("Tình trạng", "State"), 24, "status", SUBMISSION_STATES),
    Column("documents", Text("Văn bản đã nộp", "Documents"), 50, "long"),
    Column("doubtful", Text("Văn bản chưa chắc", "Doubtful documents"), 50, "long"),
    Column("notes", Text("Ghi chú", "Notes"), 60, "long"),
)
_OTHERS = (
    Column("path", Text("Tệp", "File"), 50, "long"),
    Column("issuer", Text("Cơ quan ban hành", "Issued by"), 40, "long"),
    Column("kind", Text("Loại văn bản", "Kind"), 14, words=KINDS),
    Column("number", Text("Số, ký hiệu", "Number"), 18),
    Column("issued_on", Text("Ngày ban hành", "Issued on"), 13, "date"),
)
_CHANGES = (
    Column("path", Text("Tệp", "File"), 50, "long"),
    Column("before", Text("Tệp lần trước", "Earlier file"), 40, "long"),
    Column("place", Text("Địa phương", "Place"), 26),
    Column("state", Text("Tình trạng", "State"), 22, "status", DOCUMENT_STATES),
    Column("new", Text("Mới", "New"), 8, "int"),
    Column("same", Text("Còn lại", "Left"), 8, "int"),
    Column("gone", Text("Đã khắc phục", "Fixed"), 11, "int"),
    Column("new_codes", Text("Yêu cầu mới phát sinh", "New rules"), 36, "long"),
    Column("gone_codes", Text("Yêu cầu đã khắc phục", "Fixed rules"), 36, "long"),
)
_OTHERS_TITLE = Text("Ngoài danh sách", "Not on the list")


class WorkbookSink:
    """The workbook; its first sheet is written at once, the tables as their records come, the rest at the end."""

    def __init__(
        self, path: Path, tables: Tables, totals: Totals, meta: SummaryMeta, lang: Lang,
        changes: Changes | None, expected: Expected | None, row_limit: int = ROW_LIMIT,
    ) -> None:  # fmt: skip
        self._path, self._totals, self._lang = path, totals, lang
        self._changes, self._expected = changes, expected
        self._book = Book(path, lang, large=True, row_limit=row_limit)
        self._book.page(words_title("overview"), _overview(totals, meta, lang, changes, expected), (44, 24, 24, 24))
        self._sheets = {}
        for name in TABLES:
            columns: Sequence[Column] = [c for c in tables.columns(name) if c.key != "fingerprint"]
            columns = [*columns, *ANSWER] if name == "findings" else columns
            self._sheets[name] = self._book.sheet(words_title(name), columns, frozen=1)
        self._unread = self._book.sheet(words_title("unreadable"), _UNREADABLE, frozen=1)

    def write(self, table: str, record: Record) -> None:
        """A row of a sheet; a document that could not be read stands in a sheet of its own too."""
        if table == "findings" and record.get("waived") == "yes":
            record = dict(record) | {"status": "waived"}
        self._sheets[table].write(record)
        if table == "documents" and record.get("error_code"):
            self._unread.write(record)

    def close(self) -> list[Path]:
        """Writes the last sheets and the file."""
        if self._expected is not None:
            sheet = self._book.sheet(words_title("submissions"), _SUBMISSIONS, frozen=2)
            for submission in self._expected.submissions:
                sheet.write(_submission(submission, self._lang))
            others = self._book.sheet(_OTHERS_TITLE, _OTHERS, frozen=1)
            for paper in self._expected.others:
                others.write({key: getattr(paper, key) for key in ("path", "issuer", "kind", "number", "issued_on")})
        if self._changes is not None:
            sheet = self._book.sheet(words_title("changes"), _CHANGES, frozen=1)
            for d in self._changes.documents:
                sheet.write({
                    "path": d.path, "before": d.before, "place": d.place, "state": d.state, "new": d.tally.new,
                    "same": d.tally.same, "gone": d.tally.gone, "new_codes": ", ".join(d.new),
                    "gone_codes": ", ".join(d.gone),
                })  # fmt: skip
        self._book.close()
        return [self._path]


def words_title(name: str) -> Text:
    """The name of a sheet."""
    return titles(name)


def _submission(submission: Submission, lang: Lang) -> dict[str, Value]:
    entry = submission.entry
    return {
        "line": entry.line, "place": entry.place, "kind": entry.kind, "period": entry.period_text,
        "due": entry.due.isoformat() if entry.due else None, "state": submission.state,
        "documents": "; ".join(paper.path for paper in submission.papers),
        "doubtful": "; ".join(paper.path for paper in submission.doubtful),
        "notes": "; ".join(note.in_language(lang) for note in submission.notes),
    }  # fmt: skip


def _overview(
    totals: Totals, meta: SummaryMeta, lang: Lang, changes: Changes | None, expected: Expected | None
) -> Iterator[Sequence[Value]]:
    overall = totals.overall
    yield (words("title", lang),)
    yield meta.title, ""
    if meta.date:
        yield words("as_of", lang, date=date_words(meta.date)), ""
    yield words("documents_n", lang).capitalize(), totals.rows - totals.duplicates
    yield words("unreadable_n", lang).capitalize(), totals.unreadable
    yield words("duplicates_n", lang).capitalize(), totals.duplicates
    yield words("poorly", lang), len(totals.poor)
    yield words("coverage_n", lang).capitalize(), percent(overall.mean, lang)
    yield words("faults_n", lang).capitalize(), overall.faults
    yield (words("verdicts", lang),)
    for key, count in sorted(overall.verdicts.items(), key=lambda item: -item[1]):
        yield say(VERDICTS, key, lang), count
    if expected is not None:
        yield (words("submissions", lang),)
        for state, count in expected.counts().items():
            yield say(SUBMISSION_STATES, state, lang), count
        for problem in expected.problems[:1000]:
            yield words("list_problems", lang), problem.in_language(lang)
    if changes is not None:
        yield (words("changes", lang),)
        counts = changes.counts()
        for key in ("new", "same", "gone"):
            yield words(key, lang), counts[key]
        for key in ("added", "removed", "lost"):
            yield say(DOCUMENT_STATES, key, lang), counts[key]
    yield (words("commonest", lang),)
    rules = {rule.code: rule for rule in meta.rules}
    failed = sorted((f for f in totals.faults.values() if f.failed), key=lambda f: (-f.failed, f.code))
    for fault in failed[:40]:
        rule = rules.get(fault.code)
        name = f"{fault.code} {rule.name.in_language(lang)}" if rule else fault.code
        severity = say(SEVERITIES, rule.severity, lang) if rule else ""
        yield name, fault.failed, percent(fault.failed / fault.asked, lang), severity
    yield "", label("disclaimer", lang)

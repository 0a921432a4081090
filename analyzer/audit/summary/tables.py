"""The tables of an audit: a record for each document, finding, figure, time and task, for every tabular format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from analyzer.audit.model import Row
from analyzer.audit.placenames import place_title
from analyzer.audit.summary.words import LETTERS, TITLES, YEARS
from analyzer.checks.model import Rule
from analyzer.errors import Text
from analyzer.report.sheets import (
    ASSIGNMENTS,
    DEADLINES,
    FIGURES,
    FINDINGS,
    YES_NO,
    Column,
    Value,
    assignment_record,
    deadline_record,
    figure_record,
)
from analyzer.report.words import GRADES, KINDS, LEVELS, PHASES, SCOPES, VERDICTS, Lang

_FILE = (Column("path", Text("Tệp", "File"), 40, "long"),)
_WHO = (
    Column("place", Text("Địa phương", "Place"), 24),
    Column("issuer", Text("Cơ quan ban hành", "Issued by"), 34, "long"),
    Column("level", Text("Cấp", "Level"), 14, words=LEVELS),
    Column("kind", Text("Loại văn bản", "Kind"), 13, words=KINDS),
    Column("number", Text("Số, ký hiệu", "Number"), 16),
    Column("year", YEARS, 8, "int"),
)
_DOCUMENT = (
    *_FILE, *_WHO,
    Column("title", Text("Trích yếu", "Title"), 50, "long"),
    Column("issued_on", Text("Ngày ban hành", "Issued on"), 13, "date"),
    Column("period_start", Text("Thời gian từ", "Period from"), 13, "date"),
    Column("period_end", Text("Thời gian đến", "Period to"), 13, "date"),
    Column("phase", Text("Giai đoạn", "Phase"), 20, words=PHASES),
    Column("scope", Text("Nội dung", "Subject"), 30, words=SCOPES),
    Column("verdict", Text("Kết luận", "Verdict"), 18, words=VERDICTS),
    Column("coverage", Text("Mức độ đáp ứng", "Coverage"), 11, "share"),
    Column("applicable", Text("Yêu cầu áp dụng", "Requirements"), 10, "int"),
    Column("met", Text("Đạt", "Met"), 8, "int"),
    Column("partial", Text("Đạt một phần", "Partly met"), 8, "int"),
    Column("missing", Text("Thiếu", "Missing"), 8, "int"),
    Column("needs_review", Text("Cần người xem", "Needs review"), 8, "int"),
    Column("faults", Text("Lỗi", "Faults"), 8, "int"),
    Column("waived", Text("Được chấp nhận", "Waived"), 10, "int"),
    Column("grade", Text("Chất lượng đọc", "Reading"), 12, words=GRADES),
    Column("ocr", Text("Nhận dạng từ ảnh", "Recognised"), 11, "flag", YES_NO),
    Column("format", Text("Định dạng", "Format"), 10),
    Column("pages", Text("Số trang", "Pages"), 8, "int"),
    Column("chars", Text("Số ký tự", "Characters"), 10, "int"),
    Column("same_as", Text("Trùng với", "Same as"), 34, "long"),
    Column("error_code", Text("Mã lỗi đọc", "Error code"), 14),
    Column("error", Text("Vì sao không đọc được", "Why it could not be read"), 44, "long"),
    Column("sha256", Text("Mã băm nội dung (SHA-256)", "SHA-256"), 20),
)  # fmt: skip
_CHANGE = Column(
    "change", Text("So với lần trước", "Since last time"), 16,
    words={"new": Text("Mới", "New"), "same": Text("Đã có", "Seen before")},
)  # fmt: skip
_SUMMED = ("verdict", "coverage", "applicable", "met", "partial", "missing", "needs_review", "faults", "waived")
TABLES = ("documents", "findings", "figures", "deadlines", "assignments")

StateOf = Callable[[Row], Mapping[tuple[str, str], str]]
"""State (``new``, ``same``) of a row's findings against the baseline, by code and fingerprint."""


class Tables:
    """Columns and records of the tables, in one language."""

    def __init__(self, rules: Sequence[Rule], lang: Lang, states: StateOf | None = None) -> None:
        self._rules = {rule.code: rule for rule in rules}
        self._lang, self._states = lang, states
        self.names = {code: rule.name.in_language(lang) for code, rule in self._rules.items()}

    def columns(self, table: str) -> tuple[Column, ...]:
        """The columns of one of ``TABLES``."""
        if table == "documents":
            cells = (Column(code, Text(code, code), 5.5, "status", LETTERS) for code in self._rules)
            return (*_DOCUMENT, *cells)
        if table == "findings":
            return (*_FILE, *_WHO, *FINDINGS, *((_CHANGE,) if self._states else ()),
                    Column("fingerprint", Text("Dấu nhận biết", "Fingerprint"), 14))  # fmt: skip
        items = {"figures": FIGURES, "deadlines": DEADLINES, "assignments": ASSIGNMENTS}[table]
        return (*_FILE, *_WHO, *items)

    def records(self, row: Row) -> Iterator[tuple[str, dict[str, Value]]]:
        """Every record of a row with the table it belongs to. A row with the content of an earlier one gives its
        document alone, so that nothing is counted twice."""
        who = who_of(row)
        yield "documents", who | self._document(row)
        if row.same_as is not None:
            return
        states = self._states(row) if self._states else {}
        for finding in row.findings:
            yield "findings", who | {
                "code": finding.code, "rule": self.names.get(finding.code, finding.code),
                "severity": finding.severity, "status": self.look(finding.code, finding.status),
                "message": finding.message.in_language(self._lang),
                "suggestion": finding.suggestion.in_language(self._lang), "clause": finding.clause,
                "quote": finding.quote, "page": finding.page, "line": finding.line, "section": finding.section,
                "calculation": finding.calculation, "waived": "yes" if finding.waived else "no",
                "change": states.get((finding.code, finding.fingerprint)), "fingerprint": finding.fingerprint,
            }  # fmt: skip
        for figure in row.figures:
            yield "figures", who | figure_record(figure, self._lang)
        for time in row.deadlines:
            yield "deadlines", who | deadline_record(time)
        for task in row.assignments:
            yield "assignments", who | assignment_record(task, row.deadlines)

    def look(self, code: str, status: str) -> str:
        """A status as it is said: rules that look for faults have words of their own."""
        rule = self._rules.get(code)
        if rule is not None and rule.finds_faults:
            return {"missing": "fault", "met": "no_fault"}.get(status, status)
        return status

    def looks(self, row: Row) -> dict[str, str]:
        """Code → look of a row's rules; ``waived`` where all of a rule's findings are."""
        waived: dict[str, bool] = {}
        for finding in row.findings:
            waived[finding.code] = waived.get(finding.code, True) and finding.waived
        return {
            code: "waived" if waived.get(code) else self.look(code, status) for code, status in row.rules.items()
        }  # fmt: skip

    def _document(self, row: Row) -> dict[str, Value]:
        document, summary = row.document, row.summary
        record: dict[str, Value] = {"same_as": row.same_as, "sha256": row.sha256}
        if row.error is not None:
            record |= {"error_code": row.error.code, "error": row.error.message.in_language(self._lang)}
        if document is not None:
            record |= {
                "title": document.title, "issued_on": document.issued_on, "period_start": document.period.start,
                "period_end": document.period.end, "phase": document.phase, "scope": document.scope,
                "grade": document.grade, "ocr": "yes" if document.ocr else "no", "format": document.format,
                "pages": document.pages, "chars": document.chars,
            }  # fmt: skip
        if summary is not None:
            names = (
                "verdict",
                "coverage",
                "applicable",
                "met",
                "partial",
                "missing",
                "needs_review",
                "faults",
                "waived",
            )
            record |= {name: getattr(summary, name) for name in names}
        return record | self.looks(row)


def who_of(row: Row) -> dict[str, Value]:
    """What every record of a row begins with."""
    document = row.document
    if document is None:
        return {"path": row.path}
    return {
        "path": row.path, "place": place_title(document.issuer.name) or document.place, "issuer": document.issuer.name,
        "level": document.issuer.level, "kind": document.kind, "number": document.number, "year": document.year,
    }  # fmt: skip


def titles(table: str) -> Text:
    """The name of a table."""
    return TITLES[table]

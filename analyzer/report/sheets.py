"""The columns of the sheets: findings, figures, times, tasks; of one report, or of many documents.

A record is a mapping from the key of a column to its value: text, whole number, number, ISO date, or None.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias, cast

from msgspec import UNSET

from analyzer.errors import Text
from analyzer.report.items import WhenItem
from analyzer.report.model import Bilingual, Evidence, FigureItem, Report, RuleResult
from analyzer.report.phrases import indicator_words
from analyzer.report.verdict import findings_of
from analyzer.report.view import SectionNames, status_key
from analyzer.report.words import ASSIGNMENT_ROLES, EVERY, FIGURE_KINDS, PER, SEVERITIES, STATUSES, Lang

Value: TypeAlias = str | int | float | bool | None
Record: TypeAlias = Mapping[str, Value]
ColumnKind = Literal["text", "long", "int", "number", "share", "date", "flag", "status", "answer"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``width`` in characters; ``long`` texts are wrapped; ``share`` is 0 to 1; ``answer`` is left empty for
    the reader, from ``choices`` where there are some. ``words`` says the values of a closed list."""

    key: str
    title: Text
    width: float
    kind: ColumnKind = "text"
    words: Mapping[str, Text] | None = None
    choices: tuple[Text, ...] = ()


YES_NO = {"yes": Text("Có", "Yes"), "no": Text("Không", "No")}
SIGNS = {
    "eq": Text("=", "="), "ge": Text("≥", "≥"), "gt": Text(">", ">"), "le": Text("≤", "≤"), "lt": Text("<", "<"),
    "range": Text("trong khoảng", "range"), "approx": Text("≈", "≈"), "delta": Text("tăng, giảm", "change"),
}  # fmt: skip
TIME_KINDS = {
    "date": Text("Ngày", "Day"), "period": Text("Khoảng thời gian", "Period"),
    "recurrence": Text("Định kỳ", "Recurring"),
}  # fmt: skip
ANSWERS = (
    Text("Chưa xử lý", "Open"), Text("Đang xử lý", "In progress"), Text("Đã tiếp thu", "Accepted"),
    Text("Tiếp thu một phần", "Partly accepted"), Text("Không tiếp thu (có giải trình)", "Not accepted (explained)"),
)  # fmt: skip

PLACE = (
    Column("page", Text("Trang", "Page"), 7, "int"),
    Column("line", Text("Dòng", "Line"), 7, "int"),
)
FINDINGS = (
    Column("code", Text("Mã", "Code"), 8),
    Column("rule", Text("Yêu cầu", "Rule"), 34, "long"),
    Column("severity", Text("Mức độ", "Severity"), 13, words=SEVERITIES),
    Column("status", Text("Kết quả", "Result"), 15, "status", STATUSES),
    Column("message", Text("Nhận xét", "Finding"), 52, "long"),
    Column("suggestion", Text("Cách sửa", "How to fix"), 44, "long"),
    Column("clause", Text("Căn cứ", "Clause"), 18, "long"),
    Column("quote", Text("Nguyên văn", "Quote"), 52, "long"),
    *PLACE,
    Column("section", Text("Mục", "Section"), 28, "long"),
    Column("calculation", Text("Phép tính", "Arithmetic"), 28, "long"),
    Column("waived", Text("Được chấp nhận", "Waived"), 12, "flag", YES_NO),
)
ANSWER = (
    Column("state", Text("Tình trạng xử lý", "State"), 20, "answer", choices=ANSWERS),
    Column("answer", Text("Tiếp thu, giải trình", "Answer"), 44, "answer"),
    Column("handler", Text("Người xử lý", "Handled by"), 20, "answer"),
    Column("answer_due", Text("Hạn", "Due"), 13, "answer"),
)
FIGURES = (
    Column("figure_kind", Text("Loại", "Kind"), 11, words=FIGURE_KINDS),
    Column("indicator", Text("Mã chỉ tiêu", "Indicator id"), 20),
    Column("indicator_name", Text("Chỉ tiêu", "Indicator"), 40, "long"),
    Column("indicator_text", Text("Theo văn bản", "As written"), 40, "long"),
    Column("op", Text("So sánh", "Comparison"), 11, words=SIGNS),
    Column("min", Text("Từ", "Min"), 12, "number"),
    Column("max", Text("Đến", "Max"), 12, "number"),
    Column("unit", Text("Đơn vị tính", "Unit"), 16),
    Column("per", Text("Mỗi", "Per"), 12, words=PER),
    Column("population", Text("Đối tượng", "Of whom"), 24, "long"),
    Column("where", Text("Nơi", "Where"), 20),
    Column("start", Text("Từ ngày", "Start"), 12, "date"),
    Column("end", Text("Đến ngày", "End"), 12, "date"),
    Column("every", Text("Định kỳ", "Every"), 13, words=EVERY),
    Column("quote", Text("Nguyên văn", "Quote"), 60, "long"),
    *PLACE,
)
DEADLINES = (
    Column("time_kind", Text("Loại", "Kind"), 18, words=TIME_KINDS),
    Column("start", Text("Từ ngày", "Start"), 12, "date"),
    Column("end", Text("Đến ngày", "End"), 12, "date"),
    Column("every", Text("Định kỳ", "Every"), 14, words=EVERY),
    Column("quote", Text("Nguyên văn", "Quote"), 70, "long"),
    *PLACE,
)
ASSIGNMENTS = (
    Column("body", Text("Mã cơ quan", "Body id"), 22),
    Column("body_text", Text("Cơ quan, đơn vị", "Body"), 34, "long"),
    Column("role", Text("Vai trò", "Role"), 12, words=ASSIGNMENT_ROLES),
    Column("task", Text("Nhiệm vụ", "Task"), 70, "long"),
    Column("product", Text("Sản phẩm", "Product"), 28, "long"),
    Column("start", Text("Từ ngày", "Start"), 12, "date"),
    Column("end", Text("Đến ngày", "End"), 12, "date"),
    Column("every", Text("Định kỳ", "Every"), 14, words=EVERY),
    *PLACE,
)


class FigureLike(Protocol):
    """A figure of a report or of a row."""

    @property
    def kind(self) -> str: ...
    @property
    def indicator(self) -> str: ...
    @property
    def indicator_text(self) -> str: ...
    @property
    def op(self) -> str: ...
    @property
    def min(self) -> int | float | None: ...
    @property
    def max(self) -> int | float | None: ...
    @property
    def unit(self) -> str: ...
    @property
    def per(self) -> str | None: ...
    @property
    def population(self) -> str | None: ...
    @property
    def place(self) -> str | None: ...
    @property
    def when(self) -> WhenItem | None: ...
    @property
    def quote(self) -> str: ...
    @property
    def page(self) -> int | None: ...
    @property
    def line(self) -> int: ...


class TimeLike(Protocol):
    """A deadline of a report or of a row."""

    @property
    def kind(self) -> str: ...
    @property
    def start(self) -> str | None: ...
    @property
    def end(self) -> str | None: ...
    @property
    def every(self) -> str | None: ...
    @property
    def quote(self) -> str: ...
    @property
    def page(self) -> int | None: ...
    @property
    def line(self) -> int: ...


class TaskLike(Protocol):
    """An assignment of a report or of a row."""

    @property
    def body(self) -> str: ...
    @property
    def body_text(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def task(self) -> str: ...
    @property
    def product(self) -> str | None: ...
    @property
    def deadlines(self) -> list[int]: ...
    @property
    def page(self) -> int | None: ...
    @property
    def line(self) -> int: ...


def indicator_name(figure: FigureLike, lang: Lang) -> str:
    """The register's name of a figure's indicator; the words of the text where it has none."""
    return indicator_words(cast(FigureItem, figure), lang)


def figure_record(figure: FigureLike, lang: Lang) -> dict[str, Value]:
    """A figure, by the keys of ``FIGURES``."""
    when = figure.when
    return {
        "figure_kind": figure.kind, "indicator": figure.indicator, "indicator_name": indicator_name(figure, lang),
        "indicator_text": figure.indicator_text, "op": figure.op, "min": figure.min, "max": figure.max,
        "unit": figure.unit, "per": figure.per, "population": figure.population, "where": figure.place,
        "start": when.start if when else None, "end": when.end if when else None,
        "every": when.every if when else None, "quote": figure.quote, "page": figure.page, "line": figure.line,
    }  # fmt: skip


def deadline_record(time: TimeLike) -> dict[str, Value]:
    """A time, by the keys of ``DEADLINES``."""
    return {
        "time_kind": time.kind, "start": time.start, "end": time.end, "every": time.every, "quote": time.quote,
        "page": time.page, "line": time.line,
    }  # fmt: skip


def assignment_record(task: TaskLike, times: Sequence[TimeLike]) -> dict[str, Value]:
    """A task with the first of its times, by the keys of ``ASSIGNMENTS``."""
    due = next((times[i] for i in task.deadlines if 0 <= i < len(times)), None)
    return {
        "body": task.body, "body_text": task.body_text, "role": task.role, "task": task.task, "product": task.product,
        "start": due.start if due else None, "end": due.end if due else None, "every": due.every if due else None,
        "page": task.page, "line": task.line,
    }  # fmt: skip


def finding_records(report: Report, lang: Lang) -> Iterator[dict[str, Value]]:
    """Every requirement of a report not fully met and every fault, in the order of the rules."""
    names = SectionNames(report.sections)
    for rule in report.rules:
        if rule.status in ("met", "not_applicable"):
            continue
        for message, evidence, calculation, waived in _items(rule):
            first = evidence[0] if evidence else None
            yield {
                "code": rule.code, "rule": rule.name.in_language(lang), "severity": rule.severity,
                "status": status_key(rule), "message": message.in_language(lang),
                "suggestion": rule.suggestion.in_language(lang), "clause": rule.clause,
                "quote": first.quote if first else None, "page": first.page if first else None,
                "line": first.line if first else None,
                "section": names.name(names.at(first.span[0]), lang) if first else None,
                "calculation": calculation, "waived": "yes" if waived else "no",
            }  # fmt: skip


def _items(rule: RuleResult) -> Iterator[tuple[Bilingual, Sequence[Evidence], str | None, bool]]:
    waived = rule.waiver is not UNSET
    for finding in findings_of(rule):
        yield finding.message, finding.evidence, finding.calculation, waived or finding.waiver is not UNSET
    if not findings_of(rule):
        yield rule.message, rule.evidence, None, waived

"""Invented rows: a document of any place, kind and period, with findings and figures as asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from analyzer.audit.model import (
    ROW_SCHEMA_VERSION,
    Row,
    RowAssignment,
    RowDeadline,
    RowDocument,
    RowFigure,
    RowFinding,
)
from analyzer.audit.summary import SummaryMeta
from analyzer.report.items import Period, WhenItem
from analyzer.report.model import Bilingual, ErrorInfo, IssuerInfo, Summary
from analyzer.report.parts import Tool
from tests.report.samples import rule

RULES = [
    rule("S101", name=("Mục đích", "Purpose")),
    rule("C201", "warning", name=("Tháng vận động", "Campaign")),
    rule("K901", faults=True, name=("Tổng không khớp", "Sums")),
    rule("L702", "advice", name=("Dẫn chiếu", "Citation")),
]
META = SummaryMeta(
    title="Hồ sơ mẫu năm 2026",
    rules=RULES,
    tool=Tool(name="rasoat", version="0", rule_pack="mau", rule_pack_version="1", options={}),
    date="2026-11-20",
)


def finding(code: str = "S101", mark: str = "f1", **values: Any) -> RowFinding:
    """A finding; ``mark`` is its fingerprint."""
    given: dict[str, Any] = {
        "code": code, "severity": "error", "status": "missing", "message": Bilingual("Chưa có.", "Not there."),
        "suggestion": Bilingual("Bổ sung.", "Add it."), "clause": "II", "quote": None, "page": None, "line": None,
        "section": None, "calculation": None, "fingerprint": mark, "waived": False,
    }  # fmt: skip
    return RowFinding(**given | values)


def figure(value: float | None, year: int | None = 2026, **values: Any) -> RowFigure:
    """A rate of participation."""
    given: dict[str, Any] = {
        "kind": "target", "indicator": "bhxh_rate", "indicator_text": "tỷ lệ tham gia", "op": "ge", "min": value,
        "max": None, "unit": "%", "per": None, "population": None, "place": None,
        "when": WhenItem(start=None, end=f"{year}-12-31", every=None) if year else None,
        "quote": f"{value}%", "page": 1, "line": 3,
    }  # fmt: skip
    return RowFigure(**given | values)


def task(body: str, role: str = "lead", text: str | None = None) -> RowAssignment:
    """A task with the first deadline of its row."""
    return RowAssignment(
        body=body, body_text=text or body, role=role, task="tổ chức hội nghị", product=None, deadlines=[0], page=1,
        line=5,
    )  # fmt: skip


def row(
    path: str, issuer: str | None = "Ủy ban nhân dân xã An Thịnh", *, statuses: dict[str, str] | None = None,
    findings: list[RowFinding] | None = None, period: tuple[str | None, str | None] = ("2026-01-01", "2026-12-31"),
    coverage: float | None = 0.5, verdict: str = "not_compliant", content: str | None = None, **values: Any,
) -> Row:  # fmt: skip
    """A plan of 2026 that was read; ``values`` are fields of the row, or of its document."""
    document: dict[str, Any] = {
        "format": "docx", "pages": None, "chars": 1200, "ocr": False, "grade": "good", "kind": "plan", "scope": "1676",
        "phase": "P2", "number": "12/KH-UBND", "issuer": IssuerInfo(name=issuer, level="commune"),
        "title": "Tuyên truyền bảo hiểm xã hội", "place": None, "issued_on": "2026-02-10", "year": 2026,
        "period": Period(start=period[0], end=period[1]),
    }  # fmt: skip
    of_document = {key: values.pop(key) for key in list(values) if key in document}
    given: dict[str, Any] = {
        "schema_version": ROW_SCHEMA_VERSION, "path": path,
        "sha256": hashlib.sha256((content or path).encode()).hexdigest(), "same_as": None, "error": None,
        "document": RowDocument(**document | of_document),
        "rules": statuses or {"S101": "missing", "C201": "met", "K901": "met", "L702": "not_applicable"},
        "findings": [finding()] if findings is None else findings, "figures": [],
        "deadlines": [RowDeadline(kind="date", start=None, end="2026-05-31", every=None, quote="trước 31/5/2026",
                                  page=1, line=5)],
        "assignments": [],
        "summary": Summary(verdict=verdict, applicable=2, met=1, partial=0, missing=1, needs_review=0, faults=0,
                           coverage=coverage, needs_review_share=0.0, doubtful_checks=0, waived=0, families=[]),
        "warnings": [],
    }  # fmt: skip
    return Row(**given | values)


def unread(path: str, code: str = "encrypted") -> Row:
    """A file that could not be read."""
    return Row(
        schema_version=ROW_SCHEMA_VERSION, path=path, sha256=None, same_as=None,
        error=ErrorInfo(code=code, message=Bilingual(f"{path}: có mật khẩu.", f"{path}: has a password.")),
        document=None, rules={}, findings=[], figures=[], deadlines=[], assignments=[], summary=None, warnings=[],
    )  # fmt: skip


def stream(*rows: Row) -> Callable[[], Iterator[Row]]:
    """Rows as the audit gives them: anew at each call, once through."""
    return lambda: iter(rows)


def write_list(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    """A list of those who must submit."""
    path = folder / "danh-sach.csv"
    path.write_bytes(text.encode(encoding))
    return path

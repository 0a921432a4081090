"""What is taken along from the page, and the comparison: made in a process beside it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from analyzer import check
from analyzer.errors import Text
from analyzer.pages import check_back
from analyzer.pages.check_back import Download, Failed, beside, compared, formats_of
from analyzer.pages.check_compare import pair_row
from analyzer.pages.documents import Held

SAMPLES = Path(__file__).resolve().parents[2] / "corpora" / "documents"
PLAN, PDF, REPORT = "ke-hoach-xa-an-thinh.docx", "ke-hoach-phuong-van-ben.pdf", "bao-cao-xa-an-thinh-2026.html"


@pytest.fixture(scope="module", autouse=True)
def pool() -> Iterator[None]:
    yield
    st.cache_resource.clear()


def held(name: str) -> Held:
    path = SAMPLES / name
    report = check(path, with_text=True)
    report.document.path = name
    return Held(name, name, path.read_bytes(), report=report)


@pytest.fixture(scope="module")
def plan() -> Held:
    return held(PLAN)


def test_only_what_fits_a_document_is_offered(plan: Held) -> None:
    assert formats_of(plan) == ["docx", "letter", "xlsx", "html", "ics", "json"]
    assert formats_of(held(PDF)) == ["pdf", "letter", "xlsx", "html", "ics", "json"]
    assert "docx" not in formats_of(held(REPORT))


@pytest.mark.parametrize(
    ("format_", "member"),
    [("docx", "word/comments.xml"), ("letter", "word/document.xml"), ("xlsx", "xl/workbook.xml")],
)
def test_office_files_are_made_when_pressed(plan: Held, format_: str, member: str) -> None:
    download = Download(plan, format_, "vi")
    assert member in zipfile.ZipFile(io.BytesIO(download())).namelist()
    assert download.trouble() is None
    assert download.name.startswith("ke-hoach-xa-an-thinh")


def test_the_other_files_are_made_when_pressed(plan: Held) -> None:
    assert Download(plan, "html", "vi")().lstrip().lower().startswith(b"<!doctype html")
    assert b"BEGIN:VEVENT" in Download(plan, "ics", "vi")()
    assert json.loads(Download(plan, "json", "vi")())["document"]["path"] == PLAN
    assert Download(held(PDF), "pdf", "vi")().startswith(b"%PDF")


def test_what_cannot_be_made_says_why(plan: Held) -> None:
    changed = Held("x", plan.name, (SAMPLES / "ke-hoach-phuong-hoa-my-tay-2027.docx").read_bytes(), report=plan.report)
    download = Download(changed, "docx", "vi")
    with pytest.raises(Failed):
        download()
    trouble = download.trouble()
    assert isinstance(trouble, Text)
    assert PLAN in trouble.vi
    assert Download(plan, "json", "vi")()  # and the next one works


def test_what_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    monkeypatch.setattr(check_back, "_SECONDS", 1)
    with pytest.raises(Failed, match="1 seconds"):
        beside(time.sleep, 60)
    monkeypatch.undo()
    assert beside(abs, -3) == 3


def test_a_plan_is_held_against_its_report(plan: Held) -> None:
    comparison = compared(plan, held(REPORT))
    assert comparison.relation.value == "plan-report"
    rows = [pair_row(pair, "vi") for pair in comparison.pairs]
    assert any(row["bar"] == "short" and 0 < row["width"] < 100 for row in rows)
    assert any(row["promised"] and row["found"] and row["ratio"] for row in rows)
    assert all(row["outcome"] and row["icon"] for row in rows)

"""The report for the terminal: read it in ``golden/``; RASOAT_UPDATE_GOLDEN=1 writes the files anew."""

from __future__ import annotations

import os
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.checks.model import Finding, Status, Verdict
from analyzer.errors import ReadingError, Text
from analyzer.report.build import build_report
from analyzer.report.codec import error_line
from analyzer.report.model import Waiver
from analyzer.report.safe import clip, columns, harmless, one_line, shorten, wrap
from analyzer.report.text import render_error, render_text
from analyzer.report.view import clause_words, verdict_note
from analyzer.report.words import Lang
from tests.report.samples import PACK, plan_analysis, plan_report, plan_verdicts, report_on, rule

GOLDEN = Path(__file__).parent / "golden"
T = Text("câu", "words")
HOSTILE = "\x1b[31mĐỏ\x07 \u202eảo\u202c \x00\u2066x\u2069 \x9b2J " + "dài" * 3000


@pytest.mark.parametrize(
    ("name", "lang", "width", "with_tables"),
    [("plan_vi.txt", "vi", 100, True), ("plan_en.txt", "en", 80, True), ("plan_vi_narrow.txt", "vi", 60, False)],
)
def test_golden(name: str, lang: Lang, width: int, with_tables: bool) -> None:
    shown = render_text(plan_report(), lang=lang, width=width, with_tables=with_tables)
    path = GOLDEN / name
    if os.environ.get("RASOAT_UPDATE_GOLDEN"):
        path.write_text(shown, encoding="utf-8", newline="\n")
    assert shown == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [60, 73, 80, 140])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    text = HOSTILE + "\nTổ chức 漢字漢字漢字 " + "e\u0301" * 400
    finding = Finding(Text(HOSTILE, HOSTILE), ((0, len(text)),), "1 + 1 = 3 " * 40)
    verdicts = [
        Verdict(rule("K901", faults=True), "missing", T, Text(HOSTILE, HOSTILE), findings=(finding, finding)),
        Verdict(rule("S101"), "met", T, T, ((0, 5),)),
    ]
    for report in (report_on(text, verdicts), plan_report()):
        shown = render_text(report, width=width, with_tables=True)
        assert max(columns(line) for line in shown.split("\n")) <= width


def test_nothing_reaches_the_terminal_that_steers_it() -> None:
    verdict = Verdict(
        rule("S101", name=(HOSTILE, HOSTILE)), "partial", Text(HOSTILE, ""), Text(HOSTILE, ""), ((0, 60),)
    )
    report = report_on(HOSTILE, [verdict])
    report.document.path = report.document.title = report.document.number = report.document.issuer.name = HOSTILE
    shown = render_text(report, with_tables=True)
    assert "␛[31mĐỏ␇" in shown
    assert not set(shown) & set("\x1b\x07\x00\x9b\u202e\u202c\u2066\u2069")


def test_colour_adds_nothing_but_colour() -> None:
    plain = render_text(plan_report(), color=False)
    coloured = render_text(plan_report(), color=True)
    assert "\x1b[" not in plain
    assert "\x1b[" in coloured
    assert click.unstyle(coloured) == plain


@pytest.mark.parametrize(
    ("clause", "source", "words"),
    [("III.4", "Quyết định 7/QĐ-X ngày 1/1/2020", "Căn cứ: III.4, Quyết định 7/QĐ-X"),
     ("PL.6-7", "Đề án", "Căn cứ: PL.6-7, Đề án"),
     ("NQ 28", "Quyết định 7/QĐ-X", "Căn cứ: NQ 28"), ("VI", "", "Căn cứ: VI"), ("-", "Đề án", ""), ("", "Đề án", "")],
)  # fmt: skip
def test_clause(clause: str, source: str, words: str) -> None:
    result = report_on("abc", [Verdict(rule("S101", clause=clause), "met", T, T, ((0, 1),))]).rules[0]
    result.source = source
    assert clause_words(result, "vi") == words


@pytest.mark.parametrize(
    ("outcomes", "words"),
    [(["missing", "missing", "partial"], "bắt buộc còn thiếu hoặc sai: 2."), (["needs_review"], "cần người xem: 1.")],
)
def test_verdict_note_counts(outcomes: list[Status], words: str) -> None:
    verdicts = [Verdict(rule(f"S10{i}"), status, T, T, ((0, 1),), T) for i, status in enumerate(outcomes)]
    assert words in verdict_note(report_on("abc", verdicts), "vi")


def test_gravest_first() -> None:
    shown = render_text(plan_report())
    codes = ["S106", "S108", "K903", "C202", "I305", "K904", "K905", "I312", "I301", "S101"]
    places = [shown.index(code + " ") for code in codes]
    assert places == sorted(places)


def test_waived_ones_stand_apart_with_their_reason() -> None:
    analysis = plan_analysis()
    waiver = Waiver(reason="Có phụ lục kinh phí riêng", by="Trần Văn Duyệt", expires="2026-12-31")
    report = build_report(analysis, plan_verdicts(analysis), pack=PACK, version="1", waivers={"S108": waiver})
    shown = render_text(report)
    assert "ĐƯỢC CHẤP NHẬN NGOẠI LỆ (1)" in shown
    one = " ".join(shown.split())
    assert "S108 Kinh phí – Thiếu. Chấp nhận: Trần Văn Duyệt; lý do: Có phụ lục kinh phí riêng (đến 31/12/2026)" in one


def test_several_faults_are_numbered_and_places_counted() -> None:
    spans = tuple((i, i + 1) for i in range(5))
    verdict = Verdict(
        rule("K901", faults=True), "missing", Text("2 lỗi.", ""), T, findings=(Finding(T, spans), Finding(T, spans[:1]))
    )
    shown = render_text(report_on("abcdef", [verdict]))
    assert "    1. câu\n" in shown
    assert "    2. câu\n" in shown
    assert "và 2 chỗ khác" in shown
    assert "    2 lỗi.\n" in shown


def test_a_rule_with_very_many_faults_does_not_flood_the_terminal() -> None:
    findings = tuple(Finding(T, ((i, i + 1),)) for i in range(40))
    verdict = Verdict(rule("K901", faults=True), "missing", T, T, findings=findings)
    shown = render_text(report_on("a" * 41, [verdict]))
    assert "   12. câu\n" in shown
    assert "   13. câu\n" not in shown
    assert "    và 28 lỗi khác\n" in shown


def test_nothing_to_say() -> None:
    shown = render_text(report_on("Văn bản", scope="other"), lang="en")
    assert "OUT OF SCOPE" in shown
    assert "Nothing to fix." in shown


def test_error_line() -> None:
    line = error_line("thư mục/\x1btệp.pdf", ReadingError("Tệp có mật khẩu.", "Encrypted.", code="encrypted"))
    assert render_error(line) == "✗ KHÔNG ĐỌC ĐƯỢC  thư mục/␛tệp.pdf: Tệp có mật khẩu. [encrypted]\n"
    assert click.unstyle(render_error(line, lang="en", color=True)) == render_error(line, lang="en")


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 0), ("abc", 3), ("Tổ chức", 7), ("To\u0302\u0309 chu\u031b\u0301c", 7), ("漢字", 4), ("a\u200bb", 2)],
)
def test_columns(text: str, width: int) -> None:
    assert columns(text) == width


@given(st.text(max_size=300), st.integers(10, 60), st.sampled_from(["", "  ", "– "]))
def test_wrap_keeps_every_character(text: str, width: int, first: str) -> None:
    lines = wrap(text, width, first)
    assert all(columns(line) <= width for line in lines)
    joined = "".join(line[len(first) :] for line in lines)
    assert "".join(joined.split()) == "".join(text.split())


@given(st.text(max_size=300), st.integers(2, 60))
def test_clip_and_shorten_keep_within(text: str, limit: int) -> None:
    assert columns(clip(text, limit)) <= limit
    assert len(shorten(text, limit + 20)) <= limit + 20


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [("ngắn", 20, "ngắn"), ("một\thai\u2028ba\nbốn", 40, "một | hai / ba bốn"),
     ("đầu " + "giữa " * 50 + "cuối", 40, "đầu giữa giữa giữa giữa … giữa cuối")],
)  # fmt: skip
def test_shorten(text: str, limit: int, shown: str) -> None:
    assert shorten(text, limit) == shown


@given(st.text())
def test_harmless_keeps_offsets(text: str) -> None:
    shown = harmless(text)
    assert len(shown) == len(text)
    assert not any(ord(char) < 32 and char not in "\n\t" for char in shown)
    assert "\n" not in one_line(text)
    shown.encode("utf-8")

"""The HTML page: self-contained, harmless, linked both ways."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.checks.model import Finding, Verdict
from analyzer.errors import Text
from analyzer.report.build import build_report
from analyzer.report.html import render_html
from analyzer.report.marks import GRAVEST, Highlighter, Mark, trimmed
from analyzer.report.model import Waiver
from analyzer.report.safe import harmless
from analyzer.report.words import Lang
from tests.report.samples import PACK, plain_analysis, plan_analysis, plan_report, plan_verdicts, rule

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)> \"'><b>đậm</b> {{ 7*7 }} {% raw %} &amp; &#60;\n"
    "</p></mark><style>*{display:none}</style><!-- ]]> -->\x00\x1b[31m\x7f\x85 \u202egạo\u202c \u2066x\u2069 "
    "\u200f\u061c\njavascript:alert(3) " + "dài" * 3400 + "\nô\t<td>\u2028<br>\tba"
)
HOLLOW = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "rect", "source"}


class Page(HTMLParser):
    """Elements with their attributes, text by the innermost element, and whether everything is closed."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.texts: list[tuple[tuple[str, ...], str]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {key: value or "" for key, value in attrs}))
        if tag not in HOLLOW:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {key: value or "" for key, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((tuple(self.open), data))

    def ids(self) -> list[str]:
        return [attrs["id"] for _, attrs in self.elements if "id" in attrs]

    def links(self) -> list[str]:
        return [attrs["href"] for tag, attrs in self.elements if tag == "a"]

    def words(self) -> str:
        return "".join(data for where, data in self.texts if not {"style", "script"} & set(where))


def page_of(text: str, verdicts: list[Verdict], lang: Lang = "vi") -> str:
    analysis = plain_analysis(text)
    report = build_report(analysis, verdicts, pack=PACK, version="1.0.0")
    report.document.title = report.document.path = report.document.number = text[:300]
    return render_html(report, lang=lang, text=analysis.text, lines=analysis.outline.clean.lines)


def hostile_page(lang: Lang = "vi") -> str:
    words = Text(HOSTILE, HOSTILE)
    whole = (0, len(HOSTILE))
    verdicts = [
        Verdict(
            rule("S101", name=(HOSTILE, HOSTILE), clause=HOSTILE),
            "partial",
            words,
            words,
            (whole, (5, 40), (20, 60)),
            words,
        ),
        Verdict(rule("S102"), "missing", words, words, nearest=(0, 30)),
        Verdict(rule("K901", faults=True), "missing", words, words, findings=(Finding(words, (whole,), HOSTILE),)),
        Verdict(rule("S103"), "met", words, words, ((8, 12),)),
        Verdict(rule("S104"), "not_applicable", words, words, reason=words),
    ]
    return page_of(HOSTILE, verdicts, lang)


def plan_page(lang: Lang = "vi") -> str:
    analysis = plan_analysis()
    return render_html(plan_report(), lang=lang, text=analysis.text, lines=analysis.outline.clean.lines)


def test_hostile_text_stays_text() -> None:
    page = hostile_page()
    parsed = Page(page)
    assert parsed.open == []
    tags = [tag for tag, _ in parsed.elements]
    assert tags.count("script") == tags.count("style") == 1
    assert not set(tags) & {"img", "iframe", "object", "embed", "link", "base"}
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") > 3
    for _, attrs in parsed.elements:
        assert not any(name.startswith("on") or name in ("src", "srcset", "style", "action") for name in attrs)
    assert all(re.fullmatch(r"#[A-Za-z0-9-]+", link) for link in parsed.links())
    assert "{{ 7*7 }}" in parsed.words()


def test_no_control_or_bidi_character_is_left() -> None:
    for page in (hostile_page(), plan_page()):
        assert not [c for c in page if (ord(c) < 32 and c not in "\n\t") or ord(c) == 127 or 0x80 <= ord(c) < 0xA0]
        assert not set(page) & set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert "␛[31m" in hostile_page()


def test_the_page_allows_itself_nothing_but_its_own_style_and_script() -> None:
    page = plan_page()
    policy = next(
        attrs["content"] for tag, attrs in Page(page).elements if attrs.get("http-equiv") == "Content-Security-Policy"
    )
    for tag in ("style", "script"):
        content = page.split(f"<{tag}>", 1)[1].split(f"</{tag}>", 1)[0]
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert not re.search(r"https?://|url\(|@import|fetch\(|XMLHttpRequest", page)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_link_has_its_target(lang: Lang) -> None:
    for page in (plan_page(lang), hostile_page(lang)):
        parsed = Page(page)
        ids = parsed.ids()
        assert len(ids) == len(set(ids))
        assert {link[1:] for link in parsed.links()} <= set(ids)
        labels = {v for _, a in parsed.elements for k, v in a.items() if k == "aria-labelledby"}
        assert labels <= set(ids)


def test_finding_and_place_are_linked_both_ways() -> None:
    parsed = Page(plan_page())
    for code in ("K903", "K904", "C202", "I301", "S101"):
        assert f"#r-{code}" in parsed.links(), code
    assert len([i for i in parsed.ids() if re.fullmatch(r"e\d+", i)]) == 13
    assert all(f"#{i}" in parsed.links() for i in parsed.ids() if re.fullmatch(r"e\d+", i))


def test_the_whole_document_is_on_the_page() -> None:
    analysis = plan_analysis()
    page = plan_page()
    paper = Page('<div class="paper"' + page.split('<div class="paper"', 1)[1].split("</section>", 1)[0])
    shown = "".join(data for where, data in paper.texts if "a" not in where)
    for line in analysis.text.split("\n"):
        for cell in line.split("\t"):
            assert cell in shown


def test_reads_without_text_too() -> None:
    parsed = Page(render_html(plan_report()))
    assert "document" not in parsed.ids()
    assert {link[1:] for link in parsed.links()} <= set(parsed.ids())
    assert "trang 2, dòng 18" in parsed.words()


def test_verdict_comes_first_and_says_it_in_words() -> None:
    for lang, verdict, missing in (("vi", "Chưa đạt yêu cầu", "Thiếu"), ("en", "Not compliant", "Missing")):
        words = Page(plan_page(lang)).words()  # type: ignore[arg-type]
        assert (
            words.index(verdict) < words.index("65%") < words.index("S106") < words.index("K904") < words.index("I301")
        )
        assert missing in words
    assert plan_page("vi").startswith('<!DOCTYPE html>\n<html lang="vi">')


def test_waivers_are_shown_apart() -> None:
    analysis = plan_analysis()
    waiver = Waiver(reason="Có <phụ lục> riêng", by="Trần Văn Duyệt", expires=None)
    report = build_report(analysis, plan_verdicts(analysis), pack=PACK, version="1", waivers={"K903": waiver})
    page = render_html(report, text=analysis.text, lines=analysis.outline.clean.lines)
    assert "Chấp nhận: Trần Văn Duyệt; lý do: Có &lt;phụ lục&gt; riêng" in page
    assert '<mark class="waived">' in page


def test_equal_reports_give_equal_pages() -> None:
    assert plan_page() == plan_page()


MARKS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from(GRAVEST)), max_size=12)


@settings(deadline=None)
@given(st.text(min_size=1, max_size=40), MARKS, st.lists(st.integers(0, 40), max_size=4))
def test_marks_cover_exactly_their_spans(text: str, spans: list[tuple[int, int, str]], cuts: list[int]) -> None:
    marks = []
    for index, (start, end, look) in enumerate(spans):
        inside = trimmed(text, (min(start, end), max(start, end)))
        if inside is not None:
            marks.append(Mark(f"e{index}", *inside, f"C{index}", look, f"r-C{index}"))
    edges = [0, *sorted(min(cut, len(text)) for cut in cuts), len(text)]
    highlighter = Highlighter(text, marks)
    pieces = [piece for a, b in pairwise(edges) for piece in highlighter.pieces(a, b)]
    assert "".join(piece.text for piece in pieces) == harmless(text)
    opened = [i for piece in pieces for i in piece.opens]
    assert sorted(opened) == sorted(mark.id for mark in marks)
    closed = [mark.id for piece in pieces for mark in piece.closes]
    assert sorted(closed) == sorted(mark.id for mark in marks)
    place = 0
    for piece in pieces:
        end = place + len(piece.text)
        over = [mark for mark in marks if mark.start < end and mark.end > place]
        assert all(mark.start <= place and mark.end >= end for mark in over)
        assert piece.look == (min((m.look for m in over), key=GRAVEST.index) if over else "")
        place = end


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=80), st.text(max_size=40))
def test_any_text_gives_a_well_formed_page(text: str, words: str) -> None:
    said = Text(words, words)
    verdict = Verdict(rule("S101"), "partial", said, said, ((0, len(text)), (1, 3)))
    parsed = Page(page_of(text, [verdict]))
    assert parsed.open == []
    assert {link[1:] for link in parsed.links()} <= set(parsed.ids())

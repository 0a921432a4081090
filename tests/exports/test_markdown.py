"""The report as Markdown: what it says, and that nothing in a document becomes markup."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from analyzer.report.markdown import escape, render_markdown
from tests.exports.samples import DAY, HOSTILE, checked, expected, marked

_NAMES = ["ke-hoach-huyen-sa-loc.txt", "ke-hoach-phuong-hoa-my-tay-2027.docx", "ke-hoach-dac-khu-hon-sam.pdf"]


def _html(text: str) -> str:
    return MarkdownIt("commonmark", {"html": True, "linkify": False}).enable("table").render(text)


def _plain(html: str) -> str:
    words = re.sub(r"<[^>]{1,40}>", "", html)
    for sign, name in (("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("&", "&amp;")):
        words = words.replace(name, sign)
    return words.replace("\u200b", "")


@pytest.mark.parametrize("name", _NAMES)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_rule_to_fix_is_a_heading_with_its_faults(name: str, lang: str) -> None:
    report = checked(name).report
    html = _html(render_markdown(report, DAY, lang=lang, with_tables=True))  # type: ignore[arg-type]
    codes = re.findall(r"<h3>\S+ ([A-Z]\d{3}) ", html)
    assert set(codes) == {code for code, _ in expected(report)}
    assert len(codes) == len(set(codes))
    words = _plain(html)
    for (code, message), _ in expected(report).items():
        assert lang == "en" or " ".join(message.split())[:80] in words, code
    for wanted in (report.document.sha256, "qd1676", "rasoat", "20/11/2026"):
        assert wanted in words


def test_tables_hold_all_figures_times_and_tasks() -> None:
    report = checked(_NAMES[1]).report
    html = _html(render_markdown(report, DAY, with_tables=True))
    rows = Counter(table.count("<tr>") - 1 for table in html.split("<table>")[1:])
    assert rows >= Counter([len(report.figures), len(report.deadlines), len(report.assignments)])


def test_blank_lines_are_single() -> None:
    text = render_markdown(checked(_NAMES[0]).report, DAY)
    assert "\n\n\n" not in text
    assert text.endswith("\n")


def test_hostile_words_are_words(tmp_path: Path) -> None:
    path = tmp_path / "[x](http:__x) <b> `y`.txt"
    path.write_text("KẾ HOẠCH\nTuyên truyền bảo hiểm xã hội | năm 2026 <img src=x>\n", "utf-8")
    text = render_markdown(marked(path, ["hội | năm"], message=HOSTILE).report, DAY)
    html = _html(text)
    assert not re.search(r"<(script|img|a|b|em|code)\b", html)
    assert not any(char in text for char in "\x00\x08\x1b\u202e\u200f")
    assert "<script>alert(1)</script>" in _plain(html)


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("a1.)-+#>*_`[]()<>!|~&\\ \n=\"':/@$^ô"), max_size=20))
def test_escaped_words_show_as_they_are(words: str) -> None:
    shown = " ".join(words.split())
    for frame in ("x {}", "{}"):
        if not shown:
            continue
        html = _html(frame.format(escape(words)) + "\n")
        assert html.startswith("<p>")
        assert html.count("<") == 2 + html.count("&lt;") * 0
        assert _plain(html).strip() == frame.format(shown)


@pytest.mark.parametrize("address", ["https://x.vn/a", "www.x.vn", "a@b.vn", "javascript:alert(1)", "HTTP://X"])
def test_no_program_makes_a_link_of_words(address: str) -> None:
    assert address not in escape(f"xem {address} nhé")

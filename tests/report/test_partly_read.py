"""A file that was read in part, whose rest tells nothing: no output says that it is none of ours."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import docx
import pytest

from analyzer.pipeline import analyze_file, report_on
from analyzer.report.export import Document
from analyzer.report.letter import letter
from analyzer.report.text import render_text
from analyzer.report.view import verdict_note

PLAN = Path(__file__).parents[2] / "corpora" / "documents" / "ke-hoach-phuong-hoa-thinh-2026.docx"
NONE_OF_OURS = "không thuộc phạm vi"


@pytest.fixture
def cut(tmp_path: Path) -> Document:
    """The first bytes of a Word file, and the report on them."""
    file = tmp_path / "cut.docx"
    file.write_bytes(PLAN.read_bytes()[:5000])
    analysis = analyze_file(file)
    return Document(report_on(analysis), analysis.outline.clean, file.read_bytes())


def test_the_verdict_is_left_to_a_person(cut: Document) -> None:
    codes = {notice.code: notice.message for notice in cut.report.warnings}
    assert "damaged" in codes
    assert cut.report.summary.verdict == "needs_review"
    assert "chưa cho biết" in codes["out_of_scope"].vi
    assert "một phần" in verdict_note(cut.report, "vi")
    assert "part of the file" in verdict_note(cut.report, "en")
    assert NONE_OF_OURS not in render_text(cut.report, lang="vi")


def test_the_letter_says_so(cut: Document) -> None:
    word = docx.Document(io.BytesIO(letter(cut, date(2026, 11, 20))))
    words = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert "chỉ đọc được một phần" in words
    assert NONE_OF_OURS not in words

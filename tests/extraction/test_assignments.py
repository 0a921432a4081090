"""Assignments: every passage of the corpus, tables, deadlines and products, and any text without harm."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import spacy
import yaml
from hypothesis import given
from hypothesis import strategies as st

from analyzer.extraction.assignments import factory as assignments_factory
from analyzer.extraction.assignments.logic import find_assignments
from analyzer.extraction.bodies import factory as bodies_factory
from analyzer.extraction.bodies.logic import find_bodies
from analyzer.extraction.model import Analysis, Time
from analyzer.extraction.plain import plain_analysis
from analyzer.reading import read
from analyzer.resources import rules_dir
from analyzer.structure.model import Decision
from analyzer.structure.outline import build_outline
from analyzer.text.normalise import normalise

CASES: list[dict[str, Any]] = yaml.safe_load(
    (rules_dir().parent / "corpora" / "phrases" / "assignments.yml").read_text(encoding="utf-8")
)
ROLES = {"lead": "lead", "exec": "execute", "coord": "coordinate"}


def analyse(text: str, kind: str = "plan") -> Analysis:
    analysis = plain_analysis(text)
    analysis.outline.kind = Decision(kind, 1.0)  # type: ignore[arg-type]
    analysis.bodies = find_bodies(analysis)
    return analysis


def found_in(analysis: Analysis) -> list[tuple[str, str, str]]:
    return [
        (item.role, item.body.text, " ".join(analysis.quote(item.task).split())) for item in find_assignments(analysis)
    ]


def test_the_corpus_is_as_large_as_it_should_be() -> None:
    assert len(CASES) >= 150
    assert sum(not case["gives"] for case in CASES) >= 30


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_passages(case: dict[str, Any]) -> None:
    left = found_in(analyse("I. NHIỆM VỤ\n" + case["text"], case.get("in", "plan")))
    for expected in case["gives"]:
        who, task = expected.split(" | ")
        role, body = who.split(" ", 1)
        hit = next((item for item in left if item[:2] == (ROLES[role], body) and item[2].startswith(task)), None)
        assert hit is not None, (expected, left)
        left.remove(hit)
    assert left == []


def html(rows: str) -> str:
    """A document with one table; cells parted by "|", a first row of headers, "=2" behind a cell for its row span."""
    out = []
    for number, row in enumerate(rows.strip().splitlines()):
        tag = "td" if number else "th"
        cells = (cell.strip().partition("=") for cell in row.split("|"))
        out.append("".join(f'<{tag} rowspan="{span or 1}">{text}</{tag}>' for text, _, span in cells))
    table = "".join(f"<tr>{row}</tr>" for row in out)
    return f"<html><body><p>KẾ HOẠCH</p><p>I. PHÂN CÔNG</p><table>{table}</table></body></html>"


TABLE = html("""
TT | Nội dung công việc | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian | Sản phẩm
1 | Mở lớp cho cộng tác viên | Bảo hiểm xã hội | Phòng Nội vụ; các đơn vị liên quan | Quý II/2024 | 01 lớp
2 | Kiểm tra doanh nghiệp | Phòng Nội vụ=2 | Công an huyện, Chi cục Thuế | Quý III | Biên bản
3 | Họp đánh giá | UBND các xã | Quý IV |
""")
ONE_COLUMN = html("""
STT | Nhiệm vụ | Đơn vị thực hiện
1 | Treo băng rôn | UBND xã, BHXH
2 | Làm phim ngắn | Trung tâm Y tế chủ trì, phối hợp với Phòng Tư pháp
""")


def of_html(html: str) -> Analysis:
    analysis = Analysis(build_outline(normalise(read(Path("bang.html"), data=html.encode("utf-8")))))
    analysis.bodies = find_bodies(analysis)
    return analysis


def test_rows_of_a_table() -> None:
    analysis = of_html(TABLE)
    assert found_in(analysis) == [
        ("lead", "Bảo hiểm xã hội", "Mở lớp cho cộng tác viên"),
        ("coordinate", "Phòng Nội vụ", "Mở lớp cho cộng tác viên"),
        ("lead", "Phòng Nội vụ", "Kiểm tra doanh nghiệp"),
        ("coordinate", "Công an huyện", "Kiểm tra doanh nghiệp"),
        ("coordinate", "Chi cục Thuế", "Kiểm tra doanh nghiệp"),
        ("lead", "Phòng Nội vụ", "Họp đánh giá"),
        ("coordinate", "UBND các xã", "Họp đánh giá"),
    ]
    items = find_assignments(analysis)
    assert [item.product for item in items] == ["01 lớp"] * 2 + ["Biên bản"] * 3 + [None] * 2
    assert "Quý II/2024" in analysis.quote(items[0].quote)


def test_a_column_for_both_parts() -> None:
    assert sorted(found_in(of_html(ONE_COLUMN))) == [
        ("coordinate", "Phòng Tư pháp", "Làm phim ngắn"),
        ("execute", "BHXH", "Treo băng rôn"),
        ("execute", "UBND xã", "Treo băng rôn"),
        ("lead", "Trung tâm Y tế", "Làm phim ngắn"),
    ]


def test_recipients_and_signature_are_no_assignments() -> None:
    text = (
        "I. NHIỆM VỤ\n1. Phòng Nội vụ:\n- Soạn kế hoạch.\nNơi nhận:\n- UBND tỉnh;\n- Phòng Nội vụ;\n- Lưu: VT.\n"
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNguyễn An"
    )
    assert found_in(analyse(text)) == [("execute", "Phòng Nội vụ", "Soạn kế hoạch.")]


def test_opening_and_closing_formulas() -> None:
    text = (
        "KẾ HOẠCH\nTuyên truyền năm 2024\nUBND huyện Sa Lộc ban hành Kế hoạch tuyên truyền như sau:\nI. NHIỆM VỤ\n"
        "1. Phòng Nội vụ:\n- Soạn tài liệu.\nTrên đây là Kế hoạch tuyên truyền, UBND huyện gửi Sở Nội vụ biết./."
    )
    assert found_in(analyse(text)) == [("execute", "Phòng Nội vụ", "Soạn tài liệu.")]


def test_deadlines_of_the_bullet_and_of_the_time_heading() -> None:
    text = (
        "I. TIẾN ĐỘ THỰC HIỆN\n1. Đến cuối năm 2024:\n"
        "- BHXH huyện mở 02 lớp trước ngày 30/6/2024.\n- Phòng Nội vụ sơ kết."
    )
    analysis = analyse(text)

    def time(words: str) -> Time:
        start = text.index(words)
        return Time("period", None, "2024-12-31", (start, start + len(words)), (start, start + len(words)))

    analysis.times = [time("Đến cuối năm 2024"), time("trước ngày 30/6/2024")]
    assert [(item.body.text, item.deadlines) for item in find_assignments(analysis)] == [
        ("BHXH huyện", (0, 1)),
        ("Phòng Nội vụ", (0,)),
    ]


def test_product_in_a_sentence() -> None:
    analysis = analyse("I. NHIỆM VỤ\n- Phòng Nội vụ xây dựng sổ tay; sản phẩm: 500 cuốn sổ tay.")
    (item,) = find_assignments(analysis)
    assert item.product == "500 cuốn sổ tay"


def test_components_in_a_pipeline_of_others() -> None:
    assert assignments_factory
    assert bodies_factory
    nlp = spacy.blank("xx")
    nlp.add_pipe("rasoat_assignments")
    nlp.add_pipe("rasoat_bodies")
    doc = nlp("1. Phòng Nội vụ:\n- Chủ trì, phối hợp với BHXH huyện kiểm tra.")
    assert [(span.text, span._.body.id) for span in doc.spans["bodies"]] == [
        ("Phòng Nội vụ", "phong-noi-vu"),
        ("BHXH huyện", "bhxh-huyen"),
    ]
    assert [span.label_ for span in doc.spans["assignments"]] == ["lead", "coordinate"]
    assert len(doc._.analysis.assignments) == 2


PIECES = st.sampled_from(
    "Phòng Nội vụ|UBND các xã|các cơ quan liên quan| chủ trì| phối hợp với |, |; |: |.\n|\n- |\n1. | tổ chức hội nghị"
    "|Giao |Đề nghị | do | được |(|)|Đơn vị chủ trì: | và |năm 2024".split("|")
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_spans_lie_in_the_text(text: str) -> None:
    analysis = analyse(text)
    for item in find_assignments(analysis):
        for start, end in (item.task, item.quote):
            assert 0 <= start <= end <= len(text)
        assert item.quote[0] <= item.task[0]
        assert item.task[1] <= item.quote[1]
        assert not item.body.open


@pytest.mark.parametrize(
    "piece", ["phối hợp với ", "UBND xã, ", "Giao Phòng Nội vụ ", "(", "chủ trì: ", "; ", "chủ trì, "]
)
def test_long_repetitions_end(piece: str) -> None:
    assert find_assignments(analyse("I. NHIỆM VỤ\n- " + piece * 1500)) is not None

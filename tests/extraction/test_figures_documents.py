"""Figures of whole documents: headings that give times, kinds by document, tables, and the spaCy component."""

from __future__ import annotations

from pathlib import Path

import pytest

from analyzer.extraction.figures import find_figures
from analyzer.extraction.model import Analysis, Figure
from analyzer.pipeline import analyze_text

PLAN = """\
ỦY BAN NHÂN DÂN XÃ ĐỒNG MÂY
Số: 21/KH-UBND
Đồng Mây, ngày 12 tháng 01 năm 2026

KẾ HOẠCH
Tuyên truyền bảo hiểm xã hội giai đoạn 2026 - 2030

I. MỤC TIÊU CỤ THỂ
1. Giai đoạn 2026 - 2027
- 100% cán bộ, công chức, viên chức được phổ biến Luật Bảo hiểm xã hội.
- Phấn đấu 40% nông dân được tuyên truyền về BHXH tự nguyện, từ năm 2028 đạt 55%.
2. Đến năm 2030
- Tối thiểu 95% dân số tham gia BHYT.
- Hằng năm, 100% thôn tổ chức ít nhất 01 buổi đối thoại với người dân.
II. TỔ CHỨC THỰC HIỆN
1. Phòng Văn hóa - Xã hội: chủ trì, báo cáo trước ngày 15/12 hằng năm theo Nghị quyết số 28-NQ/TW.
2. Đài truyền thanh xã: mỗi tuần phát 03 lượt.
"""

REPORT = """\
BÁO CÁO
Sơ kết công tác tuyên truyền bảo hiểm xã hội năm 2025

I. KẾT QUẢ THỰC HIỆN
1. Số liệu đến ngày 30/9/2025
- Đã tiếp nhận 845 hồ sơ, trong đó trực tuyến 700 hồ sơ (82,8%), trực tiếp 145 hồ sơ.
- Số người tham gia BHXH tự nguyện là 231 người, tăng 18 người so với cùng kỳ năm 2024.
II. PHƯƠNG HƯỚNG, GIẢI PHÁP
- Năm 2026, tổ chức 12 hội nghị tại các thôn.
"""


def analysis(text: str, kind: str) -> Analysis:
    from analyzer.pipeline import analyze_text

    return analyze_text(text, kind=kind)


def rows(text: str, kind: str) -> dict[str, Figure]:
    """Figures by the text of their value."""
    found = analysis(text, kind)
    return {found.quote(f.value_span): f for f in find_figures(found)}


def when(figure: Figure) -> tuple[str | None, str | None, str | None] | None:
    return (figure.when.start, figure.when.end, figure.when.every) if figure.when else None


def test_a_plan() -> None:
    found = rows(PLAN, "plan")
    assert list(found) == ["100%", "40%", "55%", "95%", "01 buổi", "03 lượt"]
    assert {f.kind for f in found.values()} == {"target"}
    assert when(found["40%"]) == ("2026-01-01", "2027-12-31", None)
    assert when(found["55%"]) == ("2028-01-01", None, None)
    assert when(found["95%"]) == (None, "2030-12-31", None)
    assert (found["95%"].op, found["95%"].min, found["95%"].max) == ("ge", 95, None)
    assert when(found["01 buổi"])[2] == "P1Y"  # type: ignore[index]
    assert (found["03 lượt"].per, found["03 lượt"].indicator) == ("week", "broadcasts")


def test_a_report() -> None:
    found = rows(REPORT, "report")
    assert [f.indicator for f in found.values()] == [
        "dossiers_received", "dossiers_online", "dossiers_online", "dossiers_direct", "bhxh_voluntary_count",
        "bhxh_voluntary_count", "community_events",
    ]  # fmt: skip
    assert [f.kind for f in found.values()] == ["result"] * 6 + ["target"]
    assert when(found["845 hồ sơ"]) == (None, "2025-09-30", None)
    assert found["18 người"].op == "delta"
    assert when(found["12 hội nghị"]) == ("2026-01-01", "2026-12-31", None)


def test_quotes_tell_equal_sentences_apart() -> None:
    text = (
        PLAN
        + "3. Các thôn:\n- Mỗi quý 02 cuộc họp dân.\n- Vận động hội viên.\n"
        + "4. Các hội:\n- Mỗi quý 02 cuộc họp dân.\n- Ký cam kết.\n"
    )
    found = analysis(text, "plan")
    quotes = [" ".join(found.quote(f.quote).split()) for f in find_figures(found) if f.min == 2]
    assert len(quotes) == 2
    assert quotes[0] != quotes[1]


TABLES = {
    "by place": (
        [
            ["STT", "Đơn vị", "BHXH tự nguyện (người)", "Tỷ lệ bao phủ BHYT (%)"],
            ["1", "Thôn Hạ", "25", "93,5"],
            ["2", "Thôn Thượng", "1.031", "94"],
            ["", "Tổng cộng", "1.056", "93,8"],
        ],
        [
            ("bhxh_voluntary_count", 25, "người", "Thôn Hạ"), ("bhyt_rate", 93.5, "%", "Thôn Hạ"),
            ("bhxh_voluntary_count", 1031, "người", "Thôn Thượng"), ("bhyt_rate", 94, "%", "Thôn Thượng"),
            ("bhxh_voluntary_count", 1056, "người", None), ("bhyt_rate", 93.8, "%", None),
        ],
    ),
    "by indicator": (
        [
            ["TT", "Chỉ tiêu", "ĐVT", "Kế hoạch năm 2025", "Thực hiện năm 2025", "Tỷ lệ so với kế hoạch (%)"],
            ["1", "Số người tham gia BHXH tự nguyện", "Người", "400", "402", "100,5"],
            ["2", "Số hội nghị tuyên truyền tại khu dân cư", "Hội nghị", "12", "14", "116,7"],
        ],
        [
            ("bhxh_voluntary_count", 400, "người", None), ("bhxh_voluntary_count", 402, "người", None),
            ("bhxh_voluntary_count", 100.5, "%", None), ("community_events", 12, "hội nghị", None),
            ("community_events", 14, "hội nghị", None), ("community_events", 116.7, "%", None),
        ],
    ),
    "by year": (
        [["Nội dung", "Năm 2026", "Năm 2027"], ["Tỷ lệ người lao động được tuyên truyền về BHXH (%)", "50", "55"]],
        [("workers_informed_rate", 50, "%", None), ("workers_informed_rate", 55, "%", None)],
    ),
}  # fmt: skip


def html(table: list[list[str]]) -> str:
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in table)
    head = "<p>BÁO CÁO</p><p>Kết quả tuyên truyền bảo hiểm xã hội</p><p>I. KẾT QUẢ</p>"
    return f"<html><body>{head}<table>{body}</table></body></html>"


@pytest.mark.parametrize("name", TABLES)
def test_tables(name: str, tmp_path: Path) -> None:
    from analyzer.pipeline import analyze

    table, wanted = TABLES[name]
    path = tmp_path / "t.html"
    path.write_text(html(table), encoding="utf-8")
    found = analyze(path, kind="report")._.analysis
    figures = find_figures(found)
    assert [(f.indicator, f.min, f.unit, f.place) for f in figures] == wanted
    for figure in figures:
        assert figure.quote[0] <= figure.value_span[0] < figure.value_span[1] <= figure.quote[1]
    if name == "by year":
        assert [when(f) for f in figures] == [("2026-01-01", "2026-12-31", None), ("2027-01-01", "2027-12-31", None)]
    if name == "by indicator":
        assert [f.kind for f in figures] == ["target", "result", "result"] * 2


def test_component_in_a_pipeline_of_others() -> None:
    import spacy

    from analyzer.extraction.figures import factory

    nlp = spacy.blank("xx")
    nlp.add_pipe("rasoat_figures")
    doc = nlp("Đến năm 2026, tối thiểu 95% dân số tham gia BHYT.\nTheo Nghị quyết số 28-NQ/TW ngày 23/5/2018.")
    [span] = doc.spans[factory.GROUP]
    assert span.text.startswith("95")
    assert span.label_ == span._.figure.indicator == "bhyt_rate"
    assert (span._.figure.op, span._.figure.when.end) == ("ge", "2026-12-31")
    assert doc._.analysis.figures == [span._.figure]


def test_component_on_empty_text() -> None:
    import spacy

    from analyzer.extraction.figures import factory

    nlp = spacy.blank("xx")
    nlp.add_pipe("rasoat_figures")
    assert list(nlp("").spans[factory.GROUP]) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "- Năm 2028: 55% lực lượng lao động tham gia BHXH, 4% tham gia BHXH tự nguyện, 42% tham gia BHTN.\n"
            "- Năm 2030: các tỷ lệ tương ứng là 61%, 5,5% và 46%; 60% người sau độ tuổi nghỉ hưu có lương hưu.\n",
            ["bhxh_rate", "bhxh_voluntary_rate", "bhtn_rate", "pension_rate"],
        ),
        (
            "- Năm 2027, tỷ lệ bao phủ BHYT 96%, tỷ lệ tham gia BHTN 38%.\n- Năm 2029 tương ứng là 98%, 41%.\n",
            ["bhyt_rate", "bhtn_rate"],
        ),
        # As many rates as before, or nobody can tell which is which.
        (
            "- Năm 2027, tỷ lệ bao phủ BHYT 96%, tỷ lệ tham gia BHTN 38%.\n- Năm 2029 tương ứng là 98%, 41% và 5%.\n",
            ["other", "other", "other"],
        ),
    ],
)
def test_rates_in_turn_are_of_what_was_named_last(text: str, wanted: list[str]) -> None:
    figures = analyze_text(f"KẾ HOẠCH\nI. MỤC TIÊU\n{text}", kind="plan").figures
    assert [figure.indicator for figure in figures][-len(wanted) :] == wanted


@pytest.mark.parametrize(
    ("sentence", "every"),
    [
        ("Chủ trì Tháng vận động vào tháng 5 hằng năm; đến năm 2030 tỷ lệ tham gia BHTN đạt 48%.", None),
        ("Hằng năm tỷ lệ tham gia BHXH tăng thêm 2%.", "P1Y"),
    ],
)
def test_a_recurrence_of_another_clause_is_not_the_figures(sentence: str, every: str | None) -> None:
    [figure] = analyze_text(f"KẾ HOẠCH\nI. MỤC TIÊU\n{sentence}\n", kind="plan").figures
    assert figure.when is not None
    assert figure.when.every == every

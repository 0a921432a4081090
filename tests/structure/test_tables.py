"""Tables as the format gives them, and tables that a copy has flattened into lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from analyzer.pipeline import analyze, analyze_text
from analyzer.structure.model import Outline
from analyzer.structure.tables import column_heads, column_role, is_order_head

FLAT = """KẾ HOẠCH
Truyền thông bảo hiểm xã hội năm 2026
I. NHIỆM VỤ
- Thực hiện theo phụ lục.
Nơi nhận:
- Lưu: VT.
PHỤ LỤC
STT
Nhiệm vụ
Cơ quan chủ trì
Cơ quan phối hợp
Thời gian
Sản phẩm
1
Mở lớp bồi dưỡng cho người làm công tác vận động ở các thôn
Phòng Văn hóa - Xã hội
BHXH cơ sở; các thôn
Quý II/2026
Báo cáo kết quả
Nhóm việc thứ hai
2
Xây dựng bản tin phát thanh
Trung tâm Cung ứng dịch vụ công
Phòng Văn hóa - Xã hội
Hằng tháng
Bản tin
"""


def cells(outline: Outline, table: int) -> list[list[str | None]]:
    return [
        [None if u is None else outline.text[outline.units[u].start : outline.units[u].end] for u in row]
        for row in outline.tables[table].rows
    ]


def test_a_flattened_table_is_rebuilt() -> None:
    outline = analyze_text(FLAT).outline
    assert len(outline.tables) == 1
    assert outline.tables[0].columns == ("order", "task", "lead", "coordinate", "time", "product")
    rows = cells(outline, 0)
    assert rows[1] == [
        "1",
        "Mở lớp bồi dưỡng cho người làm công tác vận động ở các thôn",
        "Phòng Văn hóa - Xã hội",
        "BHXH cơ sở; các thôn",
        "Quý II/2026",
        "Báo cáo kết quả",
    ]
    assert rows[2][1:4] == ["Xây dựng bản tin phát thanh", "Trung tâm Cung ứng dịch vụ công", "Phòng Văn hóa - Xã hội"]


def test_cells_stand_under_their_row_and_their_column() -> None:
    outline = analyze_text(FLAT).outline
    unit = outline.units[outline.tables[0].rows[1][4]]  # type: ignore[index]
    leads = [outline.text[outline.units[k].start : outline.units[k].end] for k in unit.leads]
    assert "Thời gian" in leads
    assert "Phòng Văn hóa - Xã hội" in leads


@pytest.mark.parametrize(
    "text",
    ["STT\nViệc một\nViệc hai\n", "1\nMột\n2\nHai\n", "Nhiệm vụ\nCơ quan chủ trì\nThời gian\n"],
    ids=["an order head alone", "numbers without heads", "heads without an order column"],
)
def test_what_is_no_flattened_table(text: str) -> None:
    assert (
        analyze_text(f"KẾ HOẠCH\nTuyên truyền\nI. NHIỆM VỤ\n- Việc.\nNơi nhận:\n- Lưu: VT.\n{text}").outline.tables
        == []
    )


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("STT", "order"),
        ("TT", "order"),
        ("Nhiệm vụ, công việc", "task"),
        ("Nội dung công việc", "task"),
        ("Cơ quan chủ trì", "lead"),
        ("Đơn vị chịu trách nhiệm", "lead"),
        ("Cơ quan, đơn vị phối hợp", "coordinate"),
        ("Đơn vị thực hiện", "execute"),
        ("Thời gian thực hiện", "time"),
        ("Thời hạn hoàn thành", "time"),
        ("Sản phẩm", "product"),
        ("Kinh phí", "funding"),
        ("ĐVT", "unit"),
        ("Chỉ tiêu", "indicator"),
        ("Năm 2025", "value"),
        ("Tỷ lệ (%)", "value"),
        ("Xã, phường", "place"),
        ("Ghi chú", "note"),
        ("", "other"),
        ("abc", "other"),
    ],
)
def test_column_roles(header: str, role: str) -> None:
    assert column_role(header) == role


NUMBERS = """Kết quả vận động:
Xã, thị trấn
Chỉ tiêu (người)
Thực hiện
(người)
Xã Lũng Mây
80
52
Khối thị trấn
Thị trấn Sa Lộ
60
45
Cộng
140
97
Kết thúc.
"""


def numbers(text: str) -> Outline:
    return analyze_text(f"BÁO CÁO\nKết quả tuyên truyền\nI. KẾT QUẢ\n{text}").outline


def tidy(rows: list[list[str | None]]) -> list[list[str | None]]:
    return [[cell and " ".join(cell.split()) for cell in row] for row in rows]


def test_numbers_a_cell_a_line_are_rebuilt() -> None:
    outline = numbers(NUMBERS)
    assert [t.columns for t in outline.tables] == [("place", "value", "value")]
    assert tidy(cells(outline, 0)) == [
        ["Xã, thị trấn", "Chỉ tiêu (người)", "Thực hiện (người)"],
        ["Xã Lũng Mây", "80", "52"],
        ["Khối thị trấn", None, None],
        ["Thị trấn Sa Lộ", "60", "45"],
        ["Cộng", "140", "97"],
    ]
    assert outline.text[outline.tables[0].span[1] :].strip() == "Kết thúc."


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("TT | Chỉ tiêu | Năm 2024\n1 | Số lớp | 3\n2 | Số buổi | 5\n", ["2", "Số buổi", "5"]),
        (
            "Thôn        Kế hoạch    Thực hiện\nThôn Hạ     12          11\nThôn Cao    20          22\n",
            ["Thôn Cao", "20", "22"],
        ),
        (
            "Thôn Kế hoạch Thực hiện\nThôn Hạ 12 11\nThôn Cao 20 22\nThôn Bến 7 9\nTổng 39 42\n",
            ["Tổng", "39", "42"],
        ),
    ],
    ids=["bars", "gaps", "single spaces"],
)
def test_numbers_a_row_a_line_are_rebuilt(text: str, row: list[str], tmp_path: Path) -> None:
    path = tmp_path / "t.txt"
    path.write_text(f"BÁO CÁO\nKết quả tuyên truyền\nI. KẾT QUẢ\n{text}", encoding="utf-8")
    outline = analyze(path)._.analysis.outline
    assert len(outline.tables) == 1
    assert cells(outline, 0)[-1] == row


@pytest.mark.parametrize(
    "text",
    [
        "Thôn Hạ\nThôn Cao\n12\nThôn Bến\n15\n",
        "Số người tham gia\n412\nSố hồ sơ\n35\n",
        "Tổ chức hội nghị ở thôn trong quý.\n12\nPhát tờ rơi tại chợ phiên.\n300\n",
        "Thôn Hạ 12 11\nThôn Cao 20 22\nThôn Bến 7 9\n",
        "Năm 2024\nNăm 2025\n2024\n2025\n",
        "Hội nghị lần 1 năm 2024 có 12\nđại biểu và lần 2 năm 2025 có 15\n",
    ],
    ids=["places without measures", "label and number", "sentences", "rows without heads", "years", "prose"],
)
def test_numbers_that_are_no_flattened_table(text: str) -> None:
    assert numbers(text).tables == []


@pytest.mark.parametrize(
    "text",
    ["12\n" * 3000, "Thôn\n" * 3000, "Thôn\n12\n" * 1500, "| " * 5000 + "\n", "a 1 " * 3000],
    ids=["numbers", "words", "both", "bars", "one line"],
)
def test_long_runs_end(text: str) -> None:
    """Finishing is the test: the search for flattened tables is linear."""
    assert numbers(text).units


def test_a_merged_head_stands_over_all_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "t.html"
    path.write_text(
        "<p>BÁO CÁO</p><table><tr><th rowspan='2'>Xã</th><th colspan='2'>BHXH (người)</th>"
        "<th rowspan='2'>Thẻ BHYT</th></tr><tr><th>Giao</th><th>Đạt</th></tr>"
        "<tr><td>Xã An</td><td>5</td><td>6</td><td>7</td></tr></table>",
        encoding="utf-8",
    )
    outline = analyze(path)._.analysis.outline
    over = column_heads(outline, outline.tables[0])
    heads = [[outline.text[outline.units[u].start : outline.units[u].end] for u in column] for column in over]
    assert heads == [["Xã"], ["Giao", "BHXH (người)"], ["Đạt", "BHXH (người)"], ["Thẻ BHYT"]]


@pytest.mark.parametrize(
    "header",
    [
        "STT",
        "TT",
        "(Stt.)",
        " Số TT",
        "số thứ tự",
        "Tiến độ",
        "Sản phẩm",
        "Nhiệm vụ",
        "",
        "...",
        "Ŝtt",
        "TT 2026",
        "ST",
    ],
)
def test_an_order_head_is_a_header_of_an_order_column(header: str) -> None:
    assert is_order_head(f"x{header}y", 1, 1 + len(header)) == (column_role(header) == "order")

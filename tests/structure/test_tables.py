"""Tables as the format gives them, and tables that a copy has flattened into lines."""

from __future__ import annotations

import pytest

from analyzer.pipeline import analyze_text
from analyzer.structure.model import Outline
from analyzer.structure.tables import column_role

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

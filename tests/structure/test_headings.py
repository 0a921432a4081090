"""Which lines are headings, what role they name, and the tree that they make."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
import yaml

from analyzer.pipeline import analyze_text
from analyzer.structure.model import Kind
from analyzer.structure.role_model import _Rows, predict
from analyzer.structure.roles import _alternatives, _wordings, classify_role
from analyzer.structure.train_roles import load
from analyzer.text.fold import bare

PHRASES = Path(__file__).resolve().parents[2] / "corpora" / "phrases" / "headings.yml"
REPORTS = {
    "context",
    "implementation",
    "advantages_difficulties",
    "results",
    "limitations",
    "solutions",
    "recommendations",
}

PLAN = """KẾ HOẠCH
Tuyên truyền bảo hiểm xã hội năm 2026
I. MỤC TIÊU
1. Mục tiêu chung
Nâng cao hiểu biết của người dân về quyền lợi.
2. Mục tiêu cụ thể
2.1. Về nhân lực:
- Mở 02 lớp tập huấn.
2.2. Đối tượng được tuyên truyền
a) 100% cán bộ được thông tin;
b) 80% người lao động được thông tin.
II. NHIỆM VỤ
1. Tổ chức 02 hội nghị đối thoại với người lao động trên địa bàn xã.
2. Phát thanh hằng tuần trên hệ thống truyền thanh của xã và các thôn.
3. Đăng bài trên trang thông tin điện tử của xã.
III. TỔ CHỨC THỰC HIỆN
1. Phòng Văn hóa - Xã hội: Chủ trì triển khai Kế hoạch này; tổng hợp kết quả.
2. Phòng Kinh tế: Bố trí kinh phí theo quy định.
Trên đây là Kế hoạch của xã./.
"""


def test_the_tree_of_a_plan() -> None:
    outline = analyze_text(PLAN).outline
    found = [(s.label, s.role.value, s.level) for s in outline.sections]
    assert found == [
        ("I", "objectives", 1),
        ("I.1", "general_objective", 2),
        ("I.2", "specific_objectives", 2),
        ("I.2.1", "other", 3),
        ("I.2.2", "audience", 3),
        ("II", "tasks", 1),
        ("III", "organisation", 1),
        ("III.1", "other", 2),
        ("III.2", "other", 2),
    ]
    assert outline.sections[7].heading == "1. Phòng Văn hóa - Xã hội:"
    assert outline.text[slice(*outline.sections[5].span)].rstrip().endswith("trang thông tin điện tử của xã.")


def test_units_stand_under_their_leads() -> None:
    outline = analyze_text(PLAN).outline
    unit = next(u for u in outline.units if outline.text[u.start : u.end].startswith("Mở 02 lớp"))
    assert [outline.text[outline.units[k].start : outline.units[k].end] for k in unit.leads] == [
        "Về nhân lực:",
        "Mục tiêu cụ thể",
        "MỤC TIÊU",
    ]
    run_in = next(u for u in outline.units if outline.text[u.start : u.end].startswith("Chủ trì triển khai"))
    assert (
        outline.text[outline.units[run_in.leads[0]].start : outline.units[run_in.leads[0]].end]
        == "Phòng Văn hóa - Xã hội:"
    )


@pytest.mark.parametrize(
    "line",
    [
        "1. Chính quyền các cấp cần coi đây là việc thường xuyên, gắn với nhiệm vụ hằng năm của "
        "đơn vị. Mỗi nơi có cách làm riêng.",
        "- Mục tiêu cụ thể:",
        "2. Đảng ủy xã đã ban hành nghị quyết chuyên đề, trong đó giao từng đảng viên phụ trách "
        "một nhóm hộ dân cư trên địa bàn.",
    ],
)
def test_sentences_and_bullets_are_no_headings(line: str) -> None:
    text = (
        f"KẾ HOẠCH\nTuyên truyền\nI. MỤC TIÊU\n{line}\n9. Việc khác được làm theo quy định hiện "
        f"hành của cấp có thẩm quyền.\n"
    )
    assert [s.label for s in analyze_text(text).outline.sections] == ["I"]


@pytest.mark.parametrize(
    ("heading", "kind", "role"),
    [
        ("MỤC ĐÍCH, YÊU CẦU", "plan", "purpose"),
        ("Đổi mới về phương pháp tuyên truyền", "plan", "methods"),
        ("Giải pháp", "plan", "tasks"),
        ("Giải pháp", "report", "solutions"),
        ("Nội dung, hình thức", "plan", "content_forms_methods"),
        ("Thực hiện giám sát, đánh giá kết quả tuyên truyền", "plan", "other"),
        ("Đánh giá kết quả", "report", "results"),
        ("Đến cuối năm 2022", "plan", "timeline"),
        ("Giai đoạn 2026 - 2030", "plan", "timeline"),
        ("Phòng Tài chính", "plan", "other"),
        ("Đề nghị Hội Nông dân", "plan", "other"),
        ("TỔ CHƯC THƯC HIÊN", "plan", "organisation"),
        ("Muc tiêu tống quát", "plan", "general_objective"),
        ("Kinh phí", "plan", "funding"),
        ("", "plan", "other"),
    ],
)
def test_roles(heading: str, kind: Kind, role: str) -> None:
    decision = classify_role(heading, kind)
    assert decision.value == role
    assert decision.why


def test_known_wordings_get_their_role() -> None:
    """The list holds what offices write; what the words alone leave open is counted, not hidden."""
    wrong = []
    total = 0
    for role, headings in yaml.safe_load(PHRASES.read_text("utf-8")).items():
        for heading in headings:
            kind: Kind | None = "report" if role in REPORTS else None if role == "other" else "plan"
            total += 1
            if classify_role(heading, kind).value != role:
                wrong.append((role, heading))
    assert len(wrong) <= 0.03 * total, wrong


def test_the_classifier_alone_knows_the_commonest_wordings() -> None:
    texts, kinds, roles = load(PHRASES)
    right = sum(predict(text, kind)[0] == role for text, kind, role in zip(texts, kinds, roles, strict=True))
    assert right >= 0.95 * len(texts)
    assert predict(bare("quả bưởi da xanh"), "plan")[1] < 0.7


def test_the_rows_of_the_classifier_add_up_by_role() -> None:
    weights = [[1, -300, 7], [-1, 32_767, 0], [5, -32_768, -7]]
    rows = _Rows(3, [4, 9, 70], b"".join(struct.pack("<3h", *row) for row in weights))
    assert rows.summed([4, 9, 9, 70, 5]) == [0.004, 32.466, 0.0]  # 5 has no weights
    assert rows.summed([]) == [0.0, 0.0, 0.0]


def test_alternatives_of_a_wording_are_told_apart_outside_groups() -> None:
    assert _alternatives("a( b|c)?|(d|(e|f))g|h") == ["a( b|c)?", "(d|(e|f))g", "h"]
    for row in _wordings().rows:
        assert "|".join(_alternatives(row.words)) == row.words

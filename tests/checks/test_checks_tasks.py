"""The tasks of the decision in the words of many offices, and the traps beside them."""

from __future__ import annotations

import pytest

from analyzer.checks.context import Context
from analyzer.checks.engine import check
from analyzer.checks.loader import load_pack
from analyzer.pipeline import analyze_text

PACK = load_pack()

SAID: dict[str, list[str]] = {
    "leadership_act": [
        "Thành lập Tổ công tác vận động người dân tham gia BHXH.",
        "Cấp ủy, chi bộ các thôn ra nghị quyết chuyên đề về phát triển BHXH tự nguyện.",
        "HĐND huyện giao chỉ tiêu BHXH cho từng xã ngay từ đầu năm.",
        "Phân công đồng chí Phó Chủ tịch UBND trực tiếp phụ trách, theo dõi.",
        "Xác định kết quả vận động là một tiêu chí đánh giá, xếp loại tổ chức đảng.",
        "Tham mưu Ban Thường vụ Huyện ủy ban hành văn bản lãnh đạo.",
        "Người đứng đầu đơn vị chịu trách nhiệm về kết quả tuyên truyền.",
        "Quán triệt chính sách BHXH đến toàn thể cán bộ, đảng viên.",
    ],
    "leadership_general": [
        "Tăng cường sự lãnh đạo của Đảng đối với công tác BHXH.",
        "Phát huy vai trò của cấp ủy, chính quyền cơ sở.",
        "Huy động sự vào cuộc của cả hệ thống chính trị.",
    ],
    "plan_of_the_year": [
        "Hằng năm, cơ quan BHXH chủ động xây dựng kế hoạch truyền thông.",
        "Lồng ghép vào kế hoạch công tác hằng năm của đơn vị.",
        "Ban hành kế hoạch tuyên truyền từng năm trước ngày 31/01.",
        "Mỗi năm một kế hoạch riêng.",
    ],
    "plan_of_the_phase": [
        "Ban hành kế hoạch tuyên truyền BHXH giai đoạn 2021 - 2025.",
        "Xây dựng kế hoạch truyền thông theo từng giai đoạn.",
        "Kế hoạch tuyên truyền đến năm 2030 đã được phê duyệt.",
    ],
    "team_training": [
        "Bồi dưỡng kỹ năng nói trước đám đông cho cộng tác viên.",
        "Tổ chức 02 lớp cho trưởng thôn, bí thư chi bộ.",
        "Đào tạo, nâng cao nghiệp vụ truyền thông số.",
        "Hội nghị tập huấn công tác viên đại lý thu.",
    ],
    "monitoring": [
        "Đánh giá hiệu quả công tác truyền thông theo quý.",
        "Điều tra xã hội học về mức độ nhận biết của người lao động.",
        "Xây dựng bộ tiêu chí chấm điểm kết quả tuyên truyền.",
        "Kiểm tra 06 xã về việc thực hiện Đề án.",
        "Tổ chức giám sát việc thực hiện Kế hoạch tại cơ sở.",
        "Phát phiếu khảo sát sau mỗi hội nghị.",
    ],
    "checking_in_general": ["Đôn đốc, kiểm tra các đơn vị triển khai.", "Theo dõi tiến độ thực hiện."],
    "review": ["Tổ chức sơ kết giữa kỳ.", "Hội nghị rút kinh nghiệm sau đợt cao điểm.", "Tổng kết Kế hoạch."],
    "review_in_time": ["Cuối mỗi năm tổ chức sơ kết.", "Sơ kết 6 tháng và một năm.", "Tổng kết vào quý III năm 2030."],
    "commendation": [
        "Kịp thời biểu dương tập thể, cá nhân điển hình.",
        "Đề xuất hình thức khen thưởng phù hợp.",
        "Tuyên dương cộng tác viên vận động giỏi.",
        "Có hình thức động viên kịp thời các tập thể làm tốt.",
    ],
    "feedback": [
        "Nắm bắt tâm tư, nguyện vọng của người lao động.",
        "Thu thập ý kiến phản hồi sau mỗi buổi truyền thông.",
        "Mở chuyên mục hỏi đáp, tiếp nhận phản ánh của người dân.",
        "Tổng hợp ý kiến của cử tri về chính sách BHXH.",
        "Theo dõi dư luận xã hội về việc rút BHXH một lần.",
        "Đặt hòm thư góp ý tại bộ phận một cửa.",
    ],
    "false_information": [
        "Ngăn chặn kịp thời các thông tin xấu, độc về BHXH.",
        "Đấu tranh phản bác các luận điệu xuyên tạc chính sách.",
        "Xây dựng phương án xử lý khủng hoảng truyền thông.",
        "Khi phát hiện tin giả phải báo ngay Công an xã.",
        "Cải chính thông tin chưa đúng trên báo chí.",
        "Rà soát, gỡ bỏ các bài viết sai sự thật.",
        "Phản bác tin đồn không có căn cứ về quỹ BHXH.",
        "Xử lý các thông tin không đúng sự thật.",
    ],
    "priority_group": [
        "Ưu tiên nhóm lao động tự do, tiểu thương chợ.",
        "Nhất là đối với nông dân, ngư dân ven biển.",
        "Tập trung tuyên truyền cho hộ kinh doanh, người làm nông.",
        "Quan tâm đến nhóm lao động nông thôn.",
        "Nông dân trồng lúa là nhóm đối tượng trọng tâm của xã.",
    ],
    "benefits": [
        "Quyền lợi khi tham gia BHXH tự nguyện.",
        "Tính nhân văn, sự cần thiết của chính sách.",
        "Vai trò của BHXH trong hệ thống an sinh.",
    ],
    "reform_content": [
        "Các quy định mới về trợ cấp hưu trí xã hội.",
        "Điểm mới của Luật so với trước.",
        "Định hướng cải cách đến năm 2030.",
        "Nội dung sửa đổi về BHXH một lần.",
    ],
}

NOT_SAID: dict[str, list[str]] = {
    "leadership_act": [
        "Đưa tin về BHXH vào chương trình phát thanh hằng tuần.",
        "Thực hiện Chỉ thị của Ban Thường vụ Tỉnh ủy.",
    ],
    "plan_of_the_year": [
        "Đạt 98% so với kế hoạch năm.",
        "Trong kế hoạch ngân sách hằng năm.",
        "Kế hoạch phát triển kinh tế - xã hội giai đoạn 2021 - 2025.",
    ],
    "plan_of_the_phase": ["Sơ kết Chương trình phối hợp giai đoạn 2019 - 2024."],
    "team_training": [
        "Chi tiền bồi dưỡng cho người phục vụ.",
        "Trung tâm bồi dưỡng chính trị huyện.",
        "Sở Giáo dục và Đào tạo.",
        "Tập huấn cho người sử dụng lao động về kê khai.",
    ],
    "monitoring": [
        "Thanh tra, kiểm tra việc đóng BHXH của doanh nghiệp.",
        "Đánh giá cao công tác tuyên truyền của xã.",
        "Kiểm tra việc sử dụng kinh phí tuyên truyền.",
        "Chưa tổ chức đánh giá kết quả tuyên truyền.",
    ],
    "review": ["Lễ tổng kết năm học.", "Trên cơ sở tổng kết thực tiễn.", "Tổng kết quy chế phối hợp với Công an."],
    "commendation": ["Động viên gia đình tiếp tục tham gia.", "Luật Thi đua, khen thưởng."],
    "feedback": [
        "Nếu có khó khăn, vướng mắc, các xã phản ánh về huyện.",
        "Xin ý kiến chỉ đạo của lãnh đạo.",
        "Tham gia ý kiến vào dự thảo kế hoạch.",
        "Giải đáp trực tiếp tại hội nghị.",
    ],
    "false_information": [
        "Xử lý hồ sơ kê khai sai.",
        "Rà soát mã số sai lệch với dữ liệu dân cư.",
        "Hướng dẫn người dân nhận diện tin giả.",
        "Xử lý doanh nghiệp trốn đóng BHXH.",
    ],
    "priority_group": ["Đặc biệt, Hội Nông dân đã vào cuộc.", "Đối tượng gồm công nhân, nông dân, sinh viên."],
    "groups_named": ["Hội Nông dân xã phối hợp.", "Phòng Nông nghiệp huyện.", "Cán bộ, công nhân, viên chức."],
    "benefits": ["Bảo vệ quyền lợi hợp pháp của công nhân.", "Xử lý hành vi xâm phạm lợi ích nhà nước."],
    "reform_content": [
        "Đẩy mạnh cải cách hành chính.",
        "Xây dựng nông thôn mới.",
        "Nội dung đổi mới công tác tuyên truyền.",
    ],
}


def _hits(concept: str, sentence: str) -> bool:
    context = Context(analyze_text(f"I. CÔNG VIỆC\n{sentence}\n", kind="plan", scope="1676"), PACK.lexicon)
    return any(hit.passage.zone != "heading" for hit in context.hits(concept, "stated"))


@pytest.mark.parametrize(("concept", "sentence"), [(c, s) for c, rows in SAID.items() for s in rows])
def test_said(concept: str, sentence: str) -> None:
    assert _hits(concept, sentence)


@pytest.mark.parametrize(("concept", "sentence"), [(c, s) for c, rows in NOT_SAID.items() for s in rows])
def test_not_said(concept: str, sentence: str) -> None:
    assert not _hits(concept, sentence)


REPORT = "I. KẾT QUẢ\n- Phát 60 lượt tin trên loa thôn.\n"
LATER: list[tuple[str, str]] = [
    ("T523", "- Mở 02 lớp tập huấn cho cộng tác viên."),
    ("T526", "- Khen thưởng tập thể làm tốt."),
    ("T527", "- Nắm bắt dư luận của người dân."),
    ("T528", "- Xử lý tin giả về BHXH."),
    ("T529", "- Ưu tiên tuyên truyền cho nông dân."),
    ("T524", "- Giám sát, đánh giá kết quả tuyên truyền."),
    ("T525", "- Tổ chức hội nghị tổng kết."),
]


@pytest.mark.parametrize(("code", "sentence"), LATER)
def test_a_task_for_the_time_to_come_is_at_most_partial(code: str, sentence: str) -> None:
    done = REPORT + "- Đã" + sentence[1:].lower().replace("bhxh", "BHXH") + "\n"
    coming = REPORT + "II. PHƯƠNG HƯỚNG NĂM 2027\n" + sentence + "\n"
    statuses = [
        check(analyze_text(text, kind="report", scope="1676"), PACK, select=(code,))[0].status
        for text in (done, coming)
    ]
    assert statuses == ["met", "partial"]


@pytest.mark.parametrize("code", sorted(rule.code for rule in PACK.rules if rule.family == "T"))
def test_missing_says_where_it_was_looked_for(code: str) -> None:
    kind = "plan" if code < "T520" else "report"
    text = "I. ĐẶC ĐIỂM\nXã có 12 thôn, dân sống bằng nghề biển.\nII. NỘI DUNG\nTreo băng rôn tại các chợ.\n"
    verdict = check(analyze_text(text, kind=kind, scope="1676"), PACK, select=(code,))[0]
    assert verdict.status == "missing"
    assert verdict.looked_in


DENIED: list[tuple[str, str]] = [
    ("T521", "Chưa kiện toàn Ban Chỉ đạo."),
    ("T523", "Chưa tập huấn cho cộng tác viên."),
    ("T527", "Không nắm bắt được dư luận của người dân."),
]


@pytest.mark.parametrize(("code", "sentence"), DENIED)
def test_what_was_not_done_is_not_met(code: str, sentence: str) -> None:
    text = f"I. KẾT QUẢ\n- {sentence}\n"
    assert check(analyze_text(text, kind="report", scope="1676"), PACK, select=(code,))[0].status != "met"

"""Ideas in the many ways they are worded, and the traps beside them."""

from __future__ import annotations

import pytest

from analyzer.checks.context import Context
from analyzer.checks.loader import load_pack
from analyzer.pipeline import analyze_text

PACK = load_pack()

SAID: dict[str, list[str]] = {
    "modern_channel": [
        "Xây dựng các clip ngắn dưới 60 giây giải thích mức đóng.",
        "Chạy quảng cáo bài viết trên trang Facebook của Hội.",
        "Mở tài khoản TikTok chính thức của cơ quan.",
        "Tuyên truyền qua hệ thống tin nhắn SMS gửi tới chủ hộ.",
        "Cập nhật bài trên Cổng Thông tin điện tử huyện.",
        "Tổ chức giao lưu trực tuyến với người lao động.",
        "Đẩy mạnh truyền thông trên môi trường số.",
        "Treo mã QR dẫn tới bộ câu hỏi đáp tại các điểm bưu điện.",
        "Phát video tuyên truyền tại bộ phận một cửa.",
        "Truyền thông đa phương tiện: podcast, infographic.",
    ],
    "traditional_form": [
        "Tổ chức hội nghị khách hàng tại các ấp.",
        "Tuyên truyền viên đi từng nhà vận động.",
        "Lồng ghép trong sinh hoạt chi hội phụ nữ.",
        "Phát trên đài truyền thanh xã vào buổi sáng.",
        "Treo pa nô, áp phích ở trục đường chính.",
        "Tổ chức các buổi tư vấn nhóm nhỏ tại nhà văn hóa.",
        "Đối thoại với công nhân khu nhà trọ.",
        "Nói chuyện chuyên đề cho đoàn viên.",
        "Cổ động trực quan bằng xe loa.",
        "Gặp gỡ, trao đổi trực tiếp với hộ kinh doanh.",
    ],
    "campaign_communication": [
        "Tổ chức các đợt truyền thông cao điểm vào tháng 5 và tháng 11.",
        "Triển khai chiến dịch truyền thông về BHXH tự nguyện.",
        "Ra quân tuyên truyền đồng loạt tại 12 thôn.",
        "Hưởng ứng Tháng vận động triển khai BHXH toàn dân.",
    ],
    "regular_communication": [
        "Tuyên truyền thường xuyên, liên tục trên loa truyền thanh.",
        "Thường xuyên đăng tải tin, bài về BHXH.",
        "Công tác truyền thông được tiến hành thường xuyên.",
        "Kết hợp hình thức thường xuyên và đợt cao điểm.",
    ],
    "funding_source": [
        "Nguồn ngân sách nhà nước theo phân cấp.",
        "Cân đối trong dự toán được giao hằng năm.",
        "Huy động từ các nguồn hợp pháp khác.",
        "Kinh phí do cơ quan BHXH tỉnh chi trả theo chế độ.",
        "Lồng ghép nguồn kinh phí sự nghiệp của các đơn vị.",
        "Các đơn vị tự cân đối kinh phí để thực hiện.",
    ],
    "cause_words": [
        "Nguyên nhân chủ quan: cán bộ mới nhận việc.",
        "Do dịch bệnh kéo dài nên các hội nghị phải hoãn.",
        "Việc này chậm là do thiếu kinh phí in ấn.",
        "Phần lớn vì thu nhập của người dân bấp bênh.",
        "Xuất phát từ nhận thức chưa đầy đủ của chủ hộ.",
    ],
    "campaign_name": [
        "Tháng vận động triển khai bảo hiểm xã hội toàn dân.",
        "Hưởng ứng “Tháng vận động BHXH toàn dân”.",
        "Tháng vận động người dân tham gia BHXH tự nguyện.",
    ],
    "many_sided": ["Tăng tính tương tác với người nghe.", "Truyền thông hai chiều.", "Đối thoại với người lao động."],
    "evidence_clear": ["Dẫn chứng bằng số tiền lương hưu thực nhận.", "Nêu gương người thật, việc thật ở thôn."],
    "done_act": ["UBND xã đã ban hành kế hoạch.", "Tổ chức được 12 buổi tư vấn.", "Trung bình mỗi tháng phát 8 tin."],
    "request": ["Đề nghị UBND huyện xem xét.", "Xã kiến nghị bổ sung biên chế."],
    "difficulty_words": ["Kinh phí còn hạn hẹp.", "Địa bàn gặp nhiều khó khăn.", "Cán bộ phải kiêm nhiệm."],
    "advantage_words": ["Được sự chỉ đạo sát sao của Huyện ủy.", "Có sự vào cuộc của các đoàn thể."],
    "content_stated": [
        "Tuyên truyền các chế độ ngắn hạn và dài hạn.",
        "Nội dung tuyên truyền tập trung vào thanh niên.",
    ],
    "method_clear": ["Truyền thông đa chiều.", "Kết hợp hài hòa giữa thường xuyên với theo chiến dịch."],
}

NOT_SAID: dict[str, list[str]] = {
    "modern_channel": [
        "Xử lý nghiêm việc tung tin sai sự thật trên mạng xã hội.",
        "Nộp hồ sơ trực tuyến trên Cổng dịch vụ công quốc gia.",
        "Gửi báo cáo về Phòng qua Zalo trước ngày 15.",
        "Giám sát dư luận trên không gian mạng, mạng xã hội.",
        "Mạng lưới cộng tác viên rộng khắp.",
    ],
    "traditional_form": [
        "Cơ quan quản lý trực tiếp chịu trách nhiệm.",
        "Tổ chức hội nghị tổng kết vào cuối năm.",
        "Đóng trực tiếp tại cơ quan BHXH.",
        "Phó Chủ tịch trực tiếp phụ trách.",
    ],
    "campaign_communication": ["Đơn vị tham gia chiến dịch Điện Biên Phủ.", "Chiến dịch tiêm chủng mở rộng."],
    "regular_communication": [
        "Các đơn vị thường xuyên báo cáo về UBND xã.",
        "Bố trí trong dự toán chi thường xuyên.",
        "Trung tâm Giáo dục thường xuyên huyện.",
        "Công tác tuyên truyền chưa thường xuyên.",
    ],
    "funding_source": ["Thực hiện theo Luật Ngân sách nhà nước.", "Thực hiện theo quy định hiện hành."],
    "cause_words": ["Do đó, số người tham gia tăng.", "Hội nghị do UBND xã tổ chức.", "Kế hoạch do Sở ban hành."],
    "campaign_name": [
        "Tháng vận động hiến máu nhân đạo.",
        "Tháng hành động vì trẻ em.",
        "Vận động 12 người mỗi tháng.",
    ],
    "evidence_clear": ["Trao bằng chứng nhận cho học viên.", "Thu thập bằng chứng vi phạm."],
    "request": ["Theo đề nghị của Phòng Kinh tế.", "Tiếp nhận, giải quyết kiến nghị của dân."],
    "many_sided": ["Khắc phục lối tuyên truyền một chiều."],
    "method_clear": ["Đổi mới phương pháp tuyên truyền."],
}


def _hits(concept: str, sentence: str) -> bool:
    analysis = analyze_text(f"I. CÔNG VIỆC\n{sentence}\n", kind="plan", scope="1676")
    mode = "words" if concept == "cause_words" else "stated"
    return any(
        hit.zone != "heading" for hit in (m.passage for m in Context(analysis, PACK.lexicon).hits(concept, mode))
    )


@pytest.mark.parametrize(("concept", "sentence"), [(c, s) for c, rows in SAID.items() for s in rows])
def test_said(concept: str, sentence: str) -> None:
    assert _hits(concept, sentence)


@pytest.mark.parametrize(("concept", "sentence"), [(c, s) for c, rows in NOT_SAID.items() for s in rows])
def test_not_said(concept: str, sentence: str) -> None:
    assert not _hits(concept, sentence)

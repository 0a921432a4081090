"""Letterhead, kind, scope, issuer, level, signature and recipients, as a hundred offices write them."""

from __future__ import annotations

import pytest

from analyzer.pipeline import analyze_text
from analyzer.structure.metadata import in_prose, level_of

HEAD = """ỦY BAN NHÂN DÂN
XÃ BÌNH SƠN ĐÔNG
Số: 45/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Bình Sơn Đông, ngày 05 tháng 02 năm 2026
KẾ HOẠCH
Truyền thông chính sách bảo hiểm xã hội
trên địa bàn xã năm 2026
Căn cứ Quyết định số 1676/QĐ-TTg ngày 21/11/2019; Ủy ban nhân dân xã Bình Sơn Đông ban hành Kế hoạch như sau:
I. MỤC ĐÍCH, YÊU CẦU
- Đưa chính sách đến từng hộ.
II. TỔ CHỨC THỰC HIỆN
- Các thôn thực hiện.
Nơi nhận:
- Sở Nội vụ;
- Các thôn;
- Lưu: VT, VHXH.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Đỗ Thị Minh Hạnh
"""


def test_a_whole_head_and_end() -> None:
    outline = analyze_text(HEAD).outline
    head = outline.letterhead
    assert head.number == "45/KH-UBND"
    assert head.date_parts == (2026, 2, 5)
    assert head.place == "Bình Sơn Đông"
    assert head.title == "Truyền thông chính sách bảo hiểm xã hội trên địa bàn xã năm 2026"
    assert head.national_name
    assert head.motto
    assert (outline.kind.value, outline.scope.value, outline.level.value) == ("plan", "1676", "commune")
    assert outline.issuer.value is not None
    assert outline.issuer.value.name == "Ủy ban nhân dân xã Bình Sơn Đông"
    signature = outline.signature
    assert (signature.on_behalf, signature.authority) == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH")
    assert (signature.position, signature.name) == ("PHÓ CHỦ TỊCH", "Đỗ Thị Minh Hạnh")
    assert outline.recipients.entries == ("Sở Nội vụ", "Các thôn", "Lưu: VT, VHXH")
    assert outline.recipients.filing is not None


@pytest.mark.parametrize("annex", ["PHỤ LỤC", "PHỤ LỤC I", "DANH MỤC NHIỆM VỤ", "BIỂU MẪU SỐ 01"])
def test_the_head_of_an_annex_is_no_signers_name(annex: str) -> None:
    signature = analyze_text(HEAD.replace("Đỗ Thị Minh Hạnh", f"\n{annex}\nKèm theo Kế hoạch này")).outline.signature
    assert (signature.position, signature.name) == ("PHÓ CHỦ TỊCH", None)


@pytest.mark.parametrize(
    ("line", "number", "text"),
    [
        ("Số: 45/KH-UBND", "45/KH-UBND", "45/KH-UBND"),
        ("Số: 05 /KH - UBND", "05/KH-UBND", "05/KH-UBND"),
        ("Số:     /KH-UBND", None, "/KH-UBND"),
        ("Số: …/KH-UBND", None, "/KH-UBND"),
        ("Số: ....../KH-UBND", None, "/KH-UBND"),
        ("Số 112/KH-BCĐ", "112/KH-BCĐ", "112/KH-BCĐ"),
        ("Số: 123-KH/HU", "123-KH/HU", "123-KH/HU"),
    ],
)
def test_numbers(line: str, number: str | None, text: str) -> None:
    head = analyze_text(HEAD.replace("Số: 45/KH-UBND", line)).outline.letterhead
    assert (head.number, head.number_text) == (number, text)


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("Bình Sơn Đông, ngày 05 tháng 02 năm 2026", (2026, 2, 5)),
        ("Bình Sơn Đông, ngày    tháng 02 năm 2026", (2026, 2, None)),
        ("Bình Sơn Đông, ngày … tháng … năm 2026", (2026, None, None)),
        ("Bình Sơn Đông, ngày l2 tháng O2 năm 2O26", (2026, 2, 12)),
        ("Bình Sơn Đông, ngày ... tháng ... năm 20...", (None, None, None)),
    ],
)
def test_dates(line: str, parts: tuple[int | None, ...]) -> None:
    assert (
        analyze_text(HEAD.replace("Bình Sơn Đông, ngày 05 tháng 02 năm 2026", line)).outline.letterhead.date_parts
        == parts
    )


@pytest.mark.parametrize(
    ("title", "kind", "scope"),
    [
        ("KẾ HOẠCH\nTuyên truyền bảo hiểm y tế năm 2026", "plan", "1676"),
        ("KẾ HOẠCH\nThực hiện Quyết định số 1676/QĐ-TTg", "plan", "1676"),
        ("CHƯƠNG TRÌNH\nTruyền thông BHXH tự nguyện năm 2026", "plan", "1676"),
        ("KẾ HOẠCH\nTổ chức Tháng vận động triển khai BHXH toàn dân năm 2026", "plan", "1676"),
        ("BÁO CÁO\nKết quả phát triển người tham gia BHXH năm 2025", "report", "bhxh"),
        ("BÁO CÁO\nTình hình thực hiện Nghị quyết số 28-NQ/TW", "report", "bhxh"),
        ("KẾ HOẠCH\nPhòng, chống dịch bệnh trên cây trồng vụ mùa", "plan", "other"),
        ("QUYẾT ĐỊNH\nThành lập Ban Chỉ đạo thực hiện chính sách bảo hiểm xã hội", "decision", "bhxh"),
    ],
)
def test_kind_and_scope(title: str, kind: str, scope: str) -> None:
    text = f"ỦY BAN NHÂN DÂN\nXÃ A\n{title}\nI. PHẦN MỘT\n- Các thôn làm vệ sinh đồng ruộng.\n" * 1
    outline = analyze_text(text).outline
    assert (outline.kind.value, outline.scope.value) == (kind, scope)


def test_a_letter_has_no_name_of_a_kind() -> None:
    text = HEAD.replace("KẾ HOẠCH\nTruyền thông", "V/v truyền thông").replace("Số: 45/KH-UBND", "Số: 45/UBND-VHXH")
    text = text.replace("Căn cứ Quyết định", "Kính gửi: Các thôn\nCăn cứ Quyết định").replace(
        "ban hành Kế hoạch như sau", "đề nghị"
    )
    outline = analyze_text(text).outline
    assert outline.kind.value == "letter"
    assert outline.letterhead.title is not None
    assert outline.letterhead.title.startswith("truyền thông chính sách")


def test_overrides_win_and_are_said() -> None:
    outline = analyze_text(HEAD, kind="report", scope="bhxh", level="province").outline
    assert (outline.kind.value, outline.scope.value, outline.level.value) == ("report", "bhxh", "province")
    assert outline.kind.given
    assert outline.overrides == {"kind": "report", "scope": "bhxh", "level": "province"}


def test_a_plan_numbered_as_a_decision_is_a_plan_in_doubt() -> None:
    kind = analyze_text(HEAD.replace("45/KH-UBND", "45/QĐ-UBND")).outline.kind
    assert kind.value == "plan"
    assert dict(kind.candidates)["decision"] > 0.8
    assert kind.confidence < 0.8


@pytest.mark.parametrize(
    ("capitals", "prose"),
    [
        ("UBND HUYỆN CẨM LAN", "Ủy ban nhân dân huyện Cẩm Lan"),
        ("ỦY BAN NHÂN DÂN THỊ XÃ HOA PHONG", "Ủy ban nhân dân thị xã Hoa Phong"),
        ("PHÒNG VH-XH", "Phòng Văn hóa - Xã hội"),
        ("SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", "Sở Lao động - Thương binh và Xã hội"),
        ("BẢO HIỂM XÃ HỘI TỈNH VÂN HẢI", "Bảo hiểm xã hội tỉnh Vân Hải"),
        ("Phòng Nội vụ", "Phòng Nội vụ"),
    ],
)
def test_names_in_prose(capitals: str, prose: str) -> None:
    assert in_prose(capitals) == prose


@pytest.mark.parametrize(
    ("name", "superior", "level"),
    [
        ("Ủy ban nhân dân tỉnh Vân Hải", "", "province"),
        ("Ủy ban nhân dân thành phố Hải Phòng", "", "province"),
        ("Ủy ban nhân dân thành phố Sơn Lĩnh", "ỦY BAN NHÂN DÂN TỈNH VÂN HẢI", "district"),
        ("Ủy ban nhân dân thị xã Hoa Phong", "", "district"),
        ("Ủy ban nhân dân phường Kim Dương", "", "commune"),
        ("Ủy ban nhân dân đặc khu Hòn Sầm", "", "commune"),
        ("Sở Nội vụ", "ỦY BAN NHÂN DÂN TỈNH VÂN HẢI", "province"),
        ("Phòng Văn hóa - Xã hội", "ỦY BAN NHÂN DÂN XÃ AN THỊNH", "commune"),
        ("Bảo hiểm xã hội huyện Cẩm Lan", "", "district"),
        ("Bảo hiểm xã hội Việt Nam", "", "central"),
        ("Thủ tướng Chính phủ", "", "central"),
        ("Hội đồng", "", None),
    ],
)
def test_levels(name: str, superior: str, level: str | None) -> None:
    assert level_of(name, superior) == level


SIDE_BY_SIDE = (
    "ỦY BAN NHÂN DÂN                CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    "XÃ AN HẠ                         Độc lập - Tự do - Hạnh phúc\n"
    "Số: 12/KH-UBND                 An Hạ, ngày 05 tháng 3 năm 2026\n\n"
)


def test_the_abstract_without_the_name_of_the_kind() -> None:
    text = (
        SIDE_BY_SIDE
        + "Truyền thông bảo hiểm xã hội năm 2026\ntrên địa bàn xã An Hạ\n\nI. MỤC TIÊU\nNâng cao hiểu biết.\n"
    )
    head = analyze_text(text).outline.letterhead
    assert head.title == "Truyền thông bảo hiểm xã hội năm 2026 trên địa bàn xã An Hạ"
    assert head.kind_span is None


def test_a_title_ends_before_an_opening_that_says_what_for() -> None:
    text = (
        SIDE_BY_SIDE
        + "KẾ HOẠCH\nTruyền thông bảo hiểm xã hội năm 2026\n\nĐể người dân hiểu rõ, UBND xã lập kế hoạch\n\nI. VIỆC\n"
    )
    assert analyze_text(text).outline.letterhead.title == "Truyền thông bảo hiểm xã hội năm 2026"


def test_recipients_beside_a_signature_are_read_to_the_last() -> None:
    text = (
        SIDE_BY_SIDE + "KẾ HOẠCH\nTruyền thông bảo hiểm xã hội\n\nI. VIỆC\nPhát loa hằng ngày.\n\n"
        "Nơi nhận:                          TM. ỦY BAN NHÂN DÂN\n"
        "- UBND tỉnh;                         KT. CHỦ TỊCH\n"
        "- Sở Nội vụ;                        PHÓ CHỦ TỊCH\n"
        "- Đảng ủy, HĐND xã;\n"
        "- Lưu: VT.                            Lê Văn Nam\n"
    )
    outline = analyze_text(text).outline
    assert outline.recipients.entries == ("UBND tỉnh", "Sở Nội vụ", "Đảng ủy, HĐND xã", "Lưu: VT")
    assert outline.signature.name == "Lê Văn Nam"


def test_the_head_and_the_mark_of_the_party() -> None:
    text = (
        "ĐẢNG BỘ TỈNH BẮC HÒA                       ĐẢNG CỘNG SẢN VIỆT NAM\nĐẢNG ỦY XÃ LÀNG TRÌNH\n"
        "Số 31-BC/ĐU\nLàng Trình, ngày 03 tháng 4 năm 2026\n\nBÁO CÁO\nkết quả tuyên truyền bảo hiểm xã hội\n\n"
        "I- KẾT QUẢ\n- Có 20 người tham gia BHXH.\n\nNơi nhận:\n- Lưu.\nT/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\nVũ Văn Lộc\n"
    )
    outline = analyze_text(text).outline
    assert outline.letterhead.number == "31-BC/ĐU"
    assert outline.issuer.value is not None
    assert outline.issuer.value.name == "Đảng ủy xã Làng Trình"
    assert outline.signature.authority == "T/M BAN THƯỜNG VỤ"

"""Lines brought back to paragraphs: what goes on, what begins anew, what is no text of the document at all."""

from __future__ import annotations

import pytest

from analyzer.pipeline import analyze_text
from analyzer.reading.model import Block, SourceText
from analyzer.text.markers import parse_marker
from analyzer.text.normalise import normalise
from analyzer.text.repair import best_reading
from analyzer.text.sentences import sentences
from analyzer.text.syllables import is_syllable


def paragraphs(text: str) -> list[str]:
    blocks, gap = [], 0.0
    for line in text.split("\n"):
        if not line.strip():
            gap += 1
            continue
        blocks.append(Block(f"p{len(blocks)}", "line", line, line_gap=gap))
        gap = 0.0
    return normalise(SourceText("x.txt", "0" * 64, "txt", blocks)).text.split("\n")


WIDE = "Các cơ quan, đơn vị căn cứ chức năng được giao chủ động lồng ghép nội dung này vào"

JOINED = [
    (
        "a sentence over lines with a blank line behind each",
        f"{WIDE}\n\nchương trình công tác hằng tháng.\n\n{WIDE}\n\nkế hoạch riêng.",
        2,
    ),
    ("a bullet that goes on", f"- {WIDE}\nchương trình.\n- Việc thứ hai.", 2),
    ("a dash inside a fixed name is no bullet", f"{WIDE} Phòng Lao động\n- Thương binh và Xã hội.", 1),
    ("a range over lines", "Giai đoạn 2026\n- 2030 phấn đấu hoàn thành.", 1),
    ("a number over lines", f"{WIDE} Quyết định số\n1676/QĐ-TTg.", 1),
    ("a symbol over lines", "Thực hiện Quyết định số 1676/QĐ-\nTTg của Thủ tướng.", 1),
    ("a capital heading over lines", "II. NỘI DUNG, HÌNH THỨC\nTUYÊN TRUYỀN\nCác đơn vị thực hiện.", 2),
    ("punctuation on its own line", "Kế hoạch này\n, và các văn bản", 1),
    ("a bullet on its own line", "-\nPhát tờ rơi.\n-\nPhát thanh.", 2),
]
APART = [
    ("a heading and its text", "1. Mục tiêu chung\nNâng cao nhận thức của người dân.", 2),
    ("a heading that ends in a verb", "3. Kết quả đạt được\nTính đến tháng 11, xã có 120 người tham gia.", 2),
    ("numbered items", "1. Việc một\n2. Việc hai\n3. Việc ba", 3),
    ("a bullet behind a year", "Giải pháp giai đoạn 2026 - 2030\n- Tăng cường phát thanh.", 2),
    ("a short line and a capital", "Nơi nhận:\n- Như trên;\n- Lưu: VT.", 3),
    ("title and basis", "KẾ HOẠCH\nTuyên truyền năm 2026\n\n\nThực hiện Kế hoạch của tỉnh.", 3),
]


@pytest.mark.parametrize(("text", "count"), [case[1:] for case in JOINED], ids=[case[0] for case in JOINED])
def test_what_goes_on(text: str, count: int) -> None:
    assert len(paragraphs(text)) == count, paragraphs(text)


@pytest.mark.parametrize(("text", "count"), [case[1:] for case in APART], ids=[case[0] for case in APART])
def test_what_begins_anew(text: str, count: int) -> None:
    assert len(paragraphs(text)) == count, paragraphs(text)


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("Đ\nế\nn năm 2025, phấn đấu", "Đến năm 2025, phấn đấu"),
        ("Nghị qu\ny\nết của Đảng", "Nghị quyết của Đảng"),
        ("phù\nhợp với địa phương", "phù hợp với địa phương"),
        ("chính sách B\nH\nXH", "chính sách BHXH"),
        ("Ho\nạ\nt đ\nộ\nng giám sát", "Hoạt động giám sát"),
        ("khóa X\nII\nvề cải cách", "khóa XII về cải cách"),
        ("trên facebook\nvà zalo", "trên facebook và zalo"),
    ],
)
def test_split_syllables(broken: str, whole: str) -> None:
    assert paragraphs(broken) == [whole]


def test_syllables_split_by_spaces_throughout_a_document() -> None:
    text = "\n".join(["đánh giá k ế t qu ả tuyên truy ề n b ả o hi ể m x ã h ộ i"] * 3)
    assert "đánh giá kết quả tuyên truyền bảo hiểm xã hội" in analyze_text(text).text


def test_a_lone_letter_in_a_sound_document_is_left_alone() -> None:
    text = "Tổ B ảnh hưởng lớn đến kết quả chung. " * 10
    assert "Tổ B ảnh hưởng" in paragraphs(text)[0]


def test_page_numbers_go_and_order_numbers_stay() -> None:
    page = "\n".join(f"- Nhiệm vụ số {k} được giao cho các đơn vị liên quan." for k in range(20))
    text = f"{page}\n2\n{page}\n3\n{page}"
    assert not {"2", "3"} & set(paragraphs(text))
    table = "STT\n1\nViệc thứ nhất\n2\nViệc thứ hai\n3\nViệc thứ ba"
    assert {"1", "2", "3"} <= set(paragraphs(table))


def test_two_columns_side_by_side_come_one_after_the_other() -> None:
    text = (
        "ỦY BAN NHÂN DÂN              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "XÃ BÌNH MINH ĐÔNG                Độc lập - Tự do - Hạnh phúc\n"
        "Số: 12/KH-UBND             Bình Minh Đông, ngày 05 tháng 02 năm 2026\n"
        "\nKẾ HOẠCH\n"
    )
    assert paragraphs(text)[:3] == ["ỦY BAN NHÂN DÂN", "XÃ BÌNH MINH ĐÔNG", "Số: 12/KH-UBND"]


def test_a_footnote_stands_behind_the_sentence_that_carries_its_mark() -> None:
    text = (
        f"- Phân loại các nhóm người dân để có cách làm phù hợp\n1\n.\n- Vận động tiểu thương.\n{WIDE} từng\n"
        "1 Gồm nông dân, ngư dân và lao động tự do.\nquý trong năm."
    )
    found = paragraphs(text)
    assert found[1] == "1 Gồm nông dân, ngư dân và lao động tự do."
    assert found[0].endswith("phù hợp.")
    assert found[-1].endswith("từng quý trong năm.")


@pytest.mark.parametrize(
    ("text", "kind", "numbers"),
    [
        ("I. MỤC ĐÍCH", "roman", (1,)),
        ("IV/ TỔ CHỨC", "roman", (4,)),
        ("2.1. Về", "decimal", (2, 1)),
        ("II.1. Về", "mixed", (2, 1)),
        ("1. Mục", "arabic", (1,)),
        ("3) Mục", "arabic", (3,)),
        ("đ) Bưu điện", "letter", (5,)),
        ("A. PHẦN", "letter", (1,)),
        ("Phần thứ hai", "part", (2,)),
        ("PHẦN C. TỔ CHỨC", "part", (3,)),
        ("Phần IV: Kinh phí", "part", (4,)),
        ("Điều 3. Hiệu lực", "article", (3,)),
        ("(2) Thôn", "paren", (2,)),
        ("- Tổ", "bullet", ()),
        ("+ Xã", "bullet", ()),
    ],
)
def test_markers(text: str, kind: str, numbers: tuple[int, ...]) -> None:
    marker = parse_marker(text)
    assert marker is not None
    assert (marker.type, marker.numbers) == (kind, numbers)


@pytest.mark.parametrize(
    "text",
    [
        "1.369 hồ sơ",
        "12 người",
        "3 - 4 hội nghị",
        "1/3 số xã",
        "05 - 10 cuộc",
        "Điều 214 về tội",
        "Mục tiêu",
        "100% xã",
    ],
)
def test_no_markers(text: str) -> None:
    marker = parse_marker(text)
    assert marker is None


@pytest.mark.parametrize(
    "word",
    [
        "quốc",
        "quyết",
        "giấy",
        "giếng",
        "khuỷu",
        "hoà",
        "hòa",
        "thủy",
        "thuỷ",
        "nghiêng",
        "được",
        "yến",
        "ở",
        "ương",
        "Gì",
    ],
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word", ["tr", "uyền", "ợp", "đuợc", "tạọ", "ngiêng", "qu", "facebook", "Đ", "kh", "yền", "hiểnm"]
)
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)


def test_best_reading_never_joins_into_a_word_that_is_none() -> None:
    assert best_reading(["pano", "sms"]) == ["pano", "sms"]


def test_sentences_leave_abbreviations_and_numbers_whole() -> None:
    text = "Tiếp nhận 1.250 hồ sơ. Tại TP. Vân Đài có 5 lớp... cho người dân. Tổng kết!"
    assert [text[a:b] for a, b in sentences(text, 0, len(text))] == [
        "Tiếp nhận 1.250 hồ sơ.",
        "Tại TP. Vân Đài có 5 lớp... cho người dân.",
        "Tổng kết!",
    ]

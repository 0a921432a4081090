"""The printed text of digital signatures is no text of the document: its times are no dates of it."""

# ruff: noqa: E501 - rows of data

from __future__ import annotations

import pytest

from analyzer.pipeline import analyze_source
from analyzer.reading import read
from analyzer.reading.model import Block, SourceText
from analyzer.text.normalise import normalise
from tests.reading.packages import p, package
from tests.support.make_pdf import Sheets

_STAMPS = (
    ["Ký bởi: VĂN PHÒNG ỦY BAN NHÂN DÂN XÃ BÌNH SƠN", "Ngày ký: 26-03-2025 09:30:12 +07:00"],
    ["Được ký số bởi: Lê Thị Mẫu", "Thời gian ký: 26/03/2025 09:30"],
    ["Ký điện tử bởi: Lê Thị Mẫu", "Thời điểm ký: 26.03.2025"],
    ["Signature Not Verified", "Ký ngày: 26/3/2025"],
    ["Digitally signed by LE THI MAU", "Date: 2025.03.26 09:30:12 +07'00'"],
    ["Signed by: Lê Thị Mẫu", "Signing time: 26/03/2025 09:30:12"],
    ["Chữ ký số hợp lệ", "Giờ ký: 26/03/2025 09:30:12"],
)
_TEXT = (
    "Ngày ký ban hành là ngày 26/3/2025.", "Thời gian ký kết chương trình phối hợp: tháng 3/2025.", "Chức vụ: Chủ tịch",
    "Ký cam kết tham gia bảo hiểm xã hội với 12 thôn.", "30/6/2025", "Email: binhson@vidu.gov.vn", "Người ký: Lê Thị Mẫu",
)  # fmt: skip


@pytest.mark.parametrize("stamp", _STAMPS, ids=lambda stamp: stamp[0][:20])
def test_in_word(stamp: list[str]) -> None:
    body = ["KẾ HOẠCH", "Tổ chức hội nghị tuyên truyền trước ngày 30/6/2025."]
    source = read("a.docx", data=package("".join(map(p, [*stamp[:1], *body, *stamp[1:]]))))
    analysis = analyze_source(source)
    assert analysis.text.splitlines() == body
    assert {time.end for time in analysis.deadlines} == {"2025-06-30"}


@pytest.mark.parametrize("stamp", _STAMPS, ids=lambda stamp: stamp[0][:20])
def test_in_text_and_in_what_was_recognised(stamp: list[str]) -> None:
    lines = [
        *stamp,
        "Tổ chức hội nghị tuyên truyền tại các thôn.",
        "26-03-2025 09:30:12 +07:00",
        "2025-03-26T09:30:12+07:00",
    ]
    blocks = [
        Block(f"p{k}", "line", line, page=1, box=(70, 20.0 * k, 500, 20.0 * k + 12)) for k, line in enumerate(lines)
    ]
    assert normalise(SourceText("a.png", "0", "image", blocks, 1, ocr=True)).text == lines[2]
    assert normalise(read("a.txt", data="\n".join(lines).encode())).text == lines[2]


@pytest.mark.parametrize("stamp", _STAMPS, ids=lambda stamp: stamp[0][:20])
def test_on_a_page(stamp: list[str]) -> None:
    body = ["Tổ chức hội nghị tuyên truyền tại các thôn trong xã.", "Phát tờ rơi đến từng hộ gia đình."]
    sheets = Sheets()
    sheets.lines(85, 130, body)
    sheets.lines(370, 225, stamp, 8, pitch=10)
    source = read("a.pdf", data=sheets.save())
    assert [block.text for block in source.blocks if block.kind == "line"] == body


@pytest.mark.parametrize("line", _TEXT)
def test_what_only_looks_like_it_stays(line: str) -> None:
    source = read("a.docx", data=package(p("KẾ HOẠCH") + p(line) + p("Tổ chức thực hiện")))
    assert line in normalise(source).text

"""The letter: the form that Nghị định 30/2020/NĐ-CP asks for, and all that is to be completed."""

from __future__ import annotations

import io
import re
from copy import deepcopy
from pathlib import Path
from typing import Any

import click
import docx
import pytest
from click.testing import CliRunner
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm

from analyzer.commands.letter_options import parties_given, with_parties
from analyzer.errors import UsageError
from analyzer.reading import read
from analyzer.report.export import Document
from analyzer.report.letter import letter
from analyzer.report.letter_form import Parties
from tests.exports.samples import DAY, HOSTILE, checked, expected, marked

_NAMES = ["ke-hoach-huyen-sa-loc.txt", "ke-hoach-phuong-hoa-my-tay-2027.docx", "ke-hoach-dac-khu-hon-sam.pdf"]
_PARTIES = Parties(
    sender="Sở Nội vụ", superior="UBND tỉnh Đông Lâm", receiver="UBND xã Tân Mẫu", unit="LĐVL", place="Đông Lâm",
    symbol="SNV-LĐVL", authority="KT. Giám đốc", position="Phó Giám đốc", signer="Trần Văn Mẫu", reply_by="2026-12-05",
)  # fmt: skip


def _word(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def _text(word: Any) -> str:
    parts = [p.text for p in word.paragraphs]
    parts += [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join(parts)


@pytest.mark.parametrize("name", _NAMES)
def test_everything_to_do_stands_in_the_letter(name: str) -> None:
    document = checked(name)
    words = " ".join(_text(_word(letter(document, DAY))).split())
    names = {rule.code: " ".join(rule.name.vi.split()) for rule in document.report.rules}
    faults = {rule.code for rule in document.report.rules if rule.finds_faults}
    for code, message in expected(document.report):
        assert " ".join(message.split()) in words, code
        assert code in faults or names[code] in words
    for wanted in (document.report.document.sha256, "qd1676", "rasoat", "20/11/2026"):
        assert wanted in words


def test_page_and_type_are_those_of_the_decree() -> None:
    word = _word(letter(checked(_NAMES[0]), DAY, _PARTIES))
    section = word.sections[0]
    assert (section.page_width.mm, section.page_height.mm) == pytest.approx((210, 297), abs=0.2)
    assert 20 <= round(section.top_margin.mm, 1) <= 25
    assert 20 <= round(section.bottom_margin.mm, 1) <= 25
    assert 30 <= round(section.left_margin.mm, 1) <= 35
    assert 15 <= round(section.right_margin.mm, 1) <= 20
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert section.first_page_header.is_linked_to_previous
    styles = word.styles.element.xml
    assert 'w:ascii="Times New Roman"' in styles
    body = [p for p in word.paragraphs if p.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY and p.text.strip()]
    assert len(body) > 10
    assert all(p.paragraph_format.first_line_indent == pytest.approx(Mm(12.7), abs=700) for p in body)
    assert all(p.paragraph_format.space_after.pt >= 6 for p in body)
    assert 13 <= int(re.findall(r'w:sz w:val="(\d+)"', styles)[0]) / 2 <= 14


def test_the_head_and_the_end_have_their_sizes() -> None:
    word = _word(letter(checked(_NAMES[0]), DAY, _PARTIES))
    looks = {
        run.text: (run.font.size.pt, bool(run.bold), bool(run.italic))
        for table in (word.tables[0], word.tables[-1])
        for cell in table.rows[0].cells
        for paragraph in cell.paragraphs
        for run in paragraph.runs
    }
    for words, (low, high, bold, italic) in {
        "UBND TỈNH ĐÔNG LÂM": (12, 13, False, False),
        "SỞ NỘI VỤ": (12, 13, True, False),
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM": (12, 13, True, False),
        "Độc lập - Tự do - Hạnh phúc": (13, 14, True, False),
        "Số:        /SNV-LĐVL": (13, 13, False, False),
        "Đông Lâm, ngày      tháng      năm 20…": (13, 14, False, True),
        "Nơi nhận:": (12, 12, True, True),
        "- Như trên;": (11, 11, False, False),
        "- Lưu: VT, LĐVL.": (11, 11, False, False),
        "KT. GIÁM ĐỐC": (13, 14, True, False),
        "PHÓ GIÁM ĐỐC": (13, 14, True, False),
        "Trần Văn Mẫu": (13, 14, True, False),
    }.items():
        size, is_bold, is_italic = looks[words]
        assert low <= size <= high, words
        assert (is_bold, is_italic) == (bold, italic), words
    subject = next(text for text in looks if text.startswith("V/v "))
    assert 12 <= looks[subject][0] <= 13


def test_the_letter_is_addressed_and_ends_as_it_must() -> None:
    words = _text(_word(letter(checked(_NAMES[0]), DAY, _PARTIES)))
    assert "Kính gửi: UBND xã Tân Mẫu" in words
    assert "Sở Nội vụ đã nhận được dự thảo Kế hoạch" in words
    assert "Quyết định số 1676/QĐ-TTg ngày 21/11/2019" in words
    assert "Nghị định số 30/2020/NĐ-CP" in words
    assert "trước ngày 05/12/2026" in words
    assert "theo quy định./." in words


def test_what_is_not_known_stays_blank() -> None:
    words = _text(_word(letter(checked(_NAMES[0]), DAY)))
    assert "Kính gửi: Ủy ban nhân dân huyện Sa Lộc" in words
    assert "Số:        /…-…" in words
    assert "………" in words
    assert "Cơ quan thẩm định đã nhận được" in words


def test_faults_stand_in_a_table_with_their_words() -> None:
    document = checked(_NAMES[0])
    word = _word(letter(document, DAY))
    rows = word.tables[1].rows
    assert [cell.text for cell in rows[0].cells] == ["TT", "Vị trí", "Nguyên văn", "Lỗi", "Đề nghị"]
    faults = sum(len(rule.findings) for rule in document.report.rules if isinstance(rule.findings, list))
    assert len(rows) == faults + 1
    assert [row.cells[0].text for row in rows[1:]] == [str(n) for n in range(1, faults + 1)]
    assert all(row.cells[2].text.startswith("“") and row.cells[1].text for row in rows[1:])


def test_a_document_without_a_fault_is_approved() -> None:
    document = checked("ke-hoach-xa-an-thinh.docx")
    assert not expected(document.report)
    words = _text(_word(letter(document, DAY)))
    assert "cơ bản đáp ứng yêu cầu" in words
    assert "Kế hoạch số 45/KH-UBND" in words
    assert "Lỗi cần chỉnh sửa" not in words


def test_points_follow_the_vietnamese_alphabet() -> None:
    words = _text(_word(letter(checked(_NAMES[0]), DAY)))
    letters = re.findall(r"^([a-zđ])\) ", words, re.MULTILINE)
    assert letters == list("abcdđeghik")[: len(letters)]
    assert len(letters) > 5


def test_hostile_words_are_words(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("KẾ HOẠCH\nTuyên truyền bảo hiểm xã hội <b>năm 2026\n", "utf-8")
    document = marked(path, ["hội <b>năm"], message=HOSTILE)
    made = letter(document, DAY, Parties(sender="<w:p/>&\x01", receiver=HOSTILE[:60]))
    words = _text(_word(made))
    assert "“hội <b>năm”" in words
    assert "<script>alert(1)</script>" in words
    assert not any(char in words for char in "\x00\x01\x08\x1b\u202e\u200f\ufffe")
    target = tmp_path / "thu.docx"
    target.write_bytes(made)
    assert any("<script>" in block.text for block in read(target).blocks)


def test_equal_reports_give_equal_bytes() -> None:
    document = checked(_NAMES[0])
    again = Document(deepcopy(document.report), document.clean, document.original)
    assert letter(document, DAY, _PARTIES) == letter(again, DAY, _PARTIES)


def _command() -> click.Command:
    @click.command()
    @with_parties
    def write(**_: str) -> None:
        parties = parties_given()
        click.echo("|".join([parties.sender, parties.receiver, parties.authority, parties.reply_by]))

    return write


def test_options_of_a_command_say_who_writes_to_whom() -> None:
    arguments = ["--sender", "Sở Nội vụ", "--authority", "KT. GIÁM ĐỐC", "--reply-by", "2026-12-05"]
    assert CliRunner().invoke(_command(), arguments).output == "Sở Nội vụ||KT. GIÁM ĐỐC|2026-12-05\n"
    assert parties_given() == Parties()
    wrong = CliRunner().invoke(_command(), ["--reply-by", "5/12/2026"])
    assert isinstance(wrong.exception, UsageError)

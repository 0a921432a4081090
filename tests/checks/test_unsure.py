"""Scans: verdicts that rest on what recognition was unsure of are left to a person, and no others."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from analyzer.checks.engine import check
from analyzer.checks.loader import load_pack
from analyzer.checks.model import Verdict
from analyzer.checks.unsure import without_unsure_figures
from analyzer.extraction.model import Analysis
from analyzer.pipeline import analyze_source
from analyzer.reading import read
from analyzer.reading.model import Block, Doubt

PACK = load_pack("qd1676")
_HEAD = """ỦY BAN NHÂN DÂN
XÃ VÂN TRÌNH
Số: 27/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Vân Trình, ngày 12 tháng 02 năm 2026
KẾ HOẠCH
Tuyên truyền bảo hiểm xã hội năm 2026 trên địa bàn xã Vân Trình

Thực hiện Quyết định số 1676/QĐ-TTg ngày 21/11/2019, UBND xã ban hành kế hoạch như sau:
"""
_BODY = """I. MỤC ĐÍCH
Giúp người dân hiểu quyền lợi khi tham gia BHXH.
II. CHỈ TIÊU
100% cán bộ, đảng viên, người lao động được tuyên truyền về BHXH trong năm 2026.
III. NHIỆM VỤ
Tổ chức hội nghị tuyên truyền tại các thôn.
IV. TỔ CHỨC THỰC HIỆN
Phòng Văn hóa - Xã hội chủ trì, hoàn thành trước ngày 30/11/2026.
"""
_END = """Nơi nhận:
- Như trên;
- Lưu: VT, VHXH.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Đoàn Thị Mến
"""


def _scan(text: str, doubts: dict[str, float], *, scanned: bool = True) -> Analysis:
    """A text as from a picture of one page; ``doubts``: word → how sure recognition was of it."""
    source = read("a.txt", data=text.encode())
    blocks = [replace(block, page=1, doubtful=_doubts(block, doubts)) for block in source.blocks]
    confidence = {1: 95.0} if scanned else {}
    return analyze_source(replace(source, blocks=blocks, pages=1, ocr=scanned, ocr_confidence=confidence))


def _doubts(block: Block, words: dict[str, float]) -> tuple[Doubt, ...]:
    return tuple((*m.span(), words[m.group()]) for m in re.finditer(r"\S+", block.text) if m.group() in words)


def _verdict(analysis: Analysis, code: str) -> Verdict:
    return check(analysis, PACK, select=(code,))[0]


@pytest.mark.parametrize(
    ("doubts", "status"),
    [
        ({}, "met"),
        ({"100%": 91.0}, "met"),
        ({"100%": 62.0}, "needs_review"),
        ({"30/11/2026.": 40.0}, "met"),  # another figure than the one that counts
        ({"tuyên": 40.0, "truyền": 40.0, "BHXH": 40.0}, "met"),  # no misreading makes words that fit
    ],
)
def test_a_verdict_on_a_figure_is_as_sure_as_the_figure(doubts: dict[str, float], status: str) -> None:
    verdict = _verdict(_scan(_HEAD + _BODY + _END, doubts), "I301")
    assert verdict.status == status
    assert (verdict.reason is not None) == (status == "needs_review")


def test_few_verdicts_hang_on_one_figure() -> None:
    sure = check(_scan(_HEAD + _BODY + _END, {}), PACK)
    unsure = check(_scan(_HEAD + _BODY + _END, {"100%": 62.0}), PACK)
    changed = {one.rule.code: (one.status, other.status) for one, other in zip(sure, unsure, strict=True)
               if one.status != other.status}  # fmt: skip
    assert 0 < len(changed) < 0.1 * len(sure)
    assert {new for _, new in changed.values()} == {"needs_review"}


def test_what_was_not_recognised_has_no_such_doubt() -> None:
    text = _HEAD + _BODY + _END
    assert without_unsure_figures(_scan(text, {"100%": 62.0}, scanned=False)) is None
    assert without_unsure_figures(_scan(text, {"100%": 95.0})) is None
    assert without_unsure_figures(_scan(text, {"II.": 50.0, "27/KH-UBND": 50.0})) is None
    less = without_unsure_figures(_scan(text, {"100%": 62.0}))
    assert less is not None
    assert "100%" not in less.text
    assert "II. CHỈ TIÊU" in less.text


_SKIPPED = _BODY.replace("IV. TỔ", "V. TỔ")
_REPEATED = _BODY.replace("IV. TỔ", "III. TỔ")


@pytest.mark.parametrize(
    ("body", "doubts", "status"),
    [
        (_BODY, {}, "met"),
        (_REPEATED, {}, "missing"),
        (_REPEATED, {"II.": 97.0, "III.": 96.0}, "missing"),
        (_REPEATED, {"III.": 71.0}, "needs_review"),
        (_REPEATED, {"I.": 71.0, "CHỨC": 50.0}, "missing"),  # other words than the two numbers
        (_SKIPPED, {}, "needs_review"),  # the number that is lacking may not have been made out
    ],
)
def test_numbers_of_headings(body: str, doubts: dict[str, float], status: str) -> None:
    verdict = _verdict(_scan(_HEAD + body + _END, doubts), "F807")
    assert verdict.status == status
    assert bool(verdict.findings) == (status == "missing")
    assert bool(verdict.evidence or verdict.findings) == (status != "met")


def test_a_fault_that_is_sure_is_told_beside_one_that_is_not() -> None:
    body = _BODY.replace("III. NHIỆM", "II. NHIỆM").replace("IV. TỔ", "VIII. TỔ")
    verdict = _verdict(_scan(_HEAD + body + _END, {}), "F807")
    assert verdict.status == "missing"
    assert len(verdict.findings) == 1
    assert len(_verdict(_scan(_HEAD + body + _END, {}, scanned=False), "F807").findings) == 2


@pytest.mark.parametrize(
    ("code", "lost"),
    [("F805", "Đoàn Thị Mến\n"), ("F805", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nĐoàn Thị Mến\n"),
     ("F806", "- Lưu: VT, VHXH.\n"), ("F802", "Số: 27/KH-UBND\n"), ("F801", "Độc lập - Tự do - Hạnh phúc\n")],
)  # fmt: skip
def test_what_a_stamp_may_hide_is_not_called_missing(code: str, lost: str) -> None:
    whole = _HEAD + _BODY + _END
    assert _verdict(_scan(whole, {}), code).status == "met"
    text = whole.replace(lost, "")
    assert _verdict(_scan(text, {}, scanned=False), code).status in ("partial", "missing")
    verdict = _verdict(_scan(text, {}), code)
    assert verdict.status == "needs_review"
    assert verdict.reason is not None


def test_the_nearest_words_may_be_the_ones_asked_for() -> None:
    text = _HEAD + _BODY.replace("Tổ chức hội nghị", "Đăng tin bải trên trang thông tín điện tự") + _END
    sure = _verdict(_scan(text, {}), "C204")
    near = next((v for v in check(_scan(text, {}), PACK) if v.status == "missing" and v.nearest is not None), None)
    assert sure.rule.code == "C204"
    assert near is not None
    analysis = _scan(text, {})
    assert near.nearest is not None
    word = analysis.text[slice(*near.nearest)].split()[0]
    assert _verdict(_scan(text, {word: 80.0}), near.rule.code).status == "missing"
    verdict = _verdict(_scan(text, {word: 60.0}), near.rule.code)
    assert verdict.status == "needs_review"
    assert verdict.evidence == (near.nearest,)


def test_a_misread_name_of_the_agency_is_the_agency() -> None:
    """Departments of the agency of social insurance are no bodies of others, however its name was read."""
    text = (
        _HEAD.replace("ỦY BAN NHÂN DÂN\nXÃ VÂN TRÌNH", "BẢO HIẾM XÃ HỘI VIỆT NAM\nBẢO HIẾM XÃ HỘI TỈNH VÂN TRÌNH")
        + _BODY.replace("Phòng Văn hóa - Xã hội chủ trì", "Phòng Truyền thông chủ trì tuyên truyền")
    )  # fmt: skip
    right = text.replace("HIẾM", "HIỂM")
    assert _verdict(_scan(text, {}), "B404").status == _verdict(_scan(right, {}), "B404").status

"""The nation's name and the motto in heads that a layout has taken apart."""

from __future__ import annotations

import pytest

from analyzer.pipeline import analyze_source, analyze_text
from analyzer.reading import read
from analyzer.structure.nation import MOTTO, NATION, find_both, find_parts

_UNIT = "ỦY BAN NHÂN DÂN\nXÃ VÂN TRÌNH\n"
_NUMBER = "Số: 27/KH-UBND\n"
_REST = (
    "Vân Trình, ngày 12 tháng 02 năm 2026\nKẾ HOẠCH\nTuyên truyền bảo hiểm xã hội năm 2026\n\n"
    "Thực hiện Quyết định số 1676/QĐ-TTg ngày 21/11/2019, UBND xã ban hành kế hoạch như sau:\nI. MỤC ĐÍCH\nHiểu biết.\n"
)
_WHOLE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"


@pytest.mark.parametrize(
    ("head", "nation", "motto"),
    [
        (_UNIT + _NUMBER + _WHOLE, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
        (
            _UNIT + _NUMBER + "CỘNG HÒA XÃ HỘI CHỦ NGHĨA\nVIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA\nVIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        ),
        (
            _UNIT + _NUMBER + "CỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do\n- Hạnh phúc\n",
            "CỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do\n- Hạnh phúc",
        ),
        (  # two columns whose lines were read in turn
            "ỦY BAN NHÂN DÂN\nCỘNG HÒA XÃ HỘI\nXÃ VÂN TRÌNH\nCHỦ NGHĨA VIỆT NAM\n" + _NUMBER
            + "Độc lập - Tự do - Hạnh phúc\n",
            "CỘNG HÒA XÃ HỘI", "Độc lập - Tự do - Hạnh phúc",
        ),
        (_UNIT + _NUMBER + "Độc lập - Tự do - Hạnh phúc\n", None, "Độc lập - Tự do - Hạnh phúc"),
        ("ĐẢNG CỘNG SẢN VIỆT NAM\nĐẢNG ỦY XÃ VÂN TRÌNH\n" + _NUMBER, None, None),
    ],
)  # fmt: skip
def test_heads(head: str, nation: str | None, motto: str | None) -> None:
    analysis = analyze_text(head + _REST)
    letterhead = analysis.outline.letterhead
    quoted = [span and analysis.text[slice(*span)] for span in (letterhead.national_name, letterhead.motto)]
    assert quoted == [nation, motto]
    assert letterhead.number == "27/KH-UBND"
    assert letterhead.title == "Tuyên truyền bảo hiểm xã hội năm 2026"
    issuer = analysis.outline.issuer.value
    if "ĐẢNG" not in head:
        assert issuer is not None
        assert issuer.name.upper().endswith("XÃ VÂN TRÌNH")


def test_both_on_one_line() -> None:
    both = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc"
    page = "".join(f"<p>{line}</p>" for line in (_UNIT + _NUMBER + both + "\n" + _REST).splitlines())
    analysis = analyze_source(read("a.html", data=page.encode()))
    letterhead = analysis.outline.letterhead
    assert letterhead.national_name == letterhead.motto
    assert letterhead.motto is not None
    assert analysis.text[slice(*letterhead.motto)] == both


@pytest.mark.parametrize(
    ("lines", "wanted", "found"),
    [
        (["cong hoa xa hoi", "chu nghia viet nam"], NATION, [0, 1]),
        (["cong hoa xa hoi", "chu nghia", "viet nam"], NATION, [0, 1, 2]),
        (["cong hoa", "xa hoi", "chu nghia", "viet nam"], NATION, []),
        (["cong hoa xa hol chu nghla", "vlet nam"], NATION, [0, 1]),
        (["chu nghia viet nam", "cong hoa xa hoi"], NATION, []),
        (["cong hoa xa hoi", "x", "y", "z", "t", "chu nghia viet nam"], NATION, []),
        (["bao hiem xa hoi", "viet nam"], NATION, []),
        (["doc lap - tu do -", "hanh phuc"], MOTTO, [0, 1]),
        (["tu do", "hanh phuc"], MOTTO, []),
        ([], MOTTO, []),
    ],
)
def test_parts(lines: list[str], wanted: str, found: list[int]) -> None:
    assert find_parts(wanted, lines, range(len(lines))) == found


def test_lines_that_are_something_else_are_left_alone() -> None:
    assert find_parts(NATION, ["cong hoa xa hoi", "chu nghia viet nam"], [0]) == []
    assert find_both([f"{NATION} {MOTTO}"], []) is None
    assert find_both(["x", f"{NATION} {MOTTO}"], [0, 1]) == 1

"""Those who must submit, against what came: places told apart, periods, dates, mistakes in the list."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.audit.expected import Expected, hold_against
from analyzer.audit.model import Row
from analyzer.audit.periods import Span, first_day, last_day, parse_day, parse_period, share_in_common
from analyzer.audit.placenames import name_key, parse_name, place_title, province_now
from analyzer.audit.submissionlist import read_list
from analyzer.errors import UsageError
from tests.audit.samples_rows import row, unread, write_list

HEAD = "Đơn vị;Loại;Kỳ;Hạn nộp"


def held(folder: Path, lines: str, rows: list[Row], head: str = HEAD, today: str | None = None) -> Expected:
    return hold_against(write_list(folder, f"{head}\n{lines}\n"), rows, today)


def states(result: Expected) -> list[str]:
    return [item.state for item in result.submissions]


@pytest.mark.parametrize(
    ("name", "body", "unit", "place", "parents"),
    [
        ("UBND xã An Thịnh, huyện Lộc Trà, tỉnh Hải Giang", "uy ban nhan dan", "xa", "An Thịnh",
         ["Lộc Trà", "Hải Giang"]),
        ("xã An Thịnh - Hải Giang", "", "xa", "An Thịnh", ["Hải Giang"]),
        ("An Thịnh", "", "", "An Thịnh", []),
        ("TP.Lam Khê", "", "thanh pho", "Lam Khê", []),
        ("Phường 01, Q.3", "", "phuong", "01", ["3"]),
        ("Phòng Văn hóa - Xã hội xã Đông Cương", "phong van hoa xa hoi", "xa", "Đông Cương", []),
        ("Bảo hiểm xã hội huyện Ea Drông", "bao hiem xa hoi", "huyen", "Ea Drông", []),
        ("BHXH tỉnh Hải Giang", "bao hiem xa hoi", "tinh", "Hải Giang", []),
        ("xã Hội Sơn", "", "xa", "Hội Sơn", []),
        ("tỉnh Bà Rịa - Vũng Tàu", "", "tinh", "Bà Rịa - Vũng Tàu", []),
        ("ỦY BAN NHÂN DÂN PHƯỜNG HÒA MỸ", "uy ban nhan dan", "phuong", "Hòa Mỹ", []),
    ],
)  # fmt: skip
def test_names_of_places(name: str, body: str, unit: str, place: str, parents: list[str]) -> None:
    named = parse_name(name)
    assert named.place is not None
    assert (named.body, named.place.unit, named.place.name) == (body, unit, place)
    assert [parent.name for parent in named.parents] == parents


@pytest.mark.parametrize("name", ["Sở Nội vụ", "BHXH", "Huyện ủy", ""])
def test_names_without_a_place(name: str) -> None:
    assert parse_name(name).place is None
    assert place_title(name) == ""


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Hòa Mỹ", "Hoà Mĩ", True), ("Phường 01", "Phường 1", True), ("Bà Rịa - Vũng Tàu", "Bà Rịa–Vũng Tàu", True),
        ("Tân Lập", "Tân Lấp", False), ("Thúy", "Thùy", False), ("Mai", "May", False), ("An Thịnh", "An Thinh", False),
    ],
)  # fmt: skip
def test_spellings_of_one_name(one: str, other: str, same: bool) -> None:
    assert (name_key(one) == name_key(other)) is same


def test_provinces_that_were_merged() -> None:
    assert province_now("ha giang") == "tuyen quang"
    assert province_now("ba ria vung tau") == "ho chi minh"
    assert province_now("nghe an") == "nghe an"


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2026", "2026-01-01", "2026-12-31"), ("năm 2026", "2026-01-01", "2026-12-31"),
        ("6 tháng đầu năm 2026", "2026-01-01", "2026-06-30"), ("6 tháng cuối năm 2026", "2026-07-01", "2026-12-31"),
        ("Quý II/2026", "2026-04-01", "2026-06-30"), ("q4 2026", "2026-10-01", "2026-12-31"),
        ("tháng 02/2028", "2028-02-01", "2028-02-29"), ("2026-05", "2026-05-01", "2026-05-31"),
        ("giai đoạn 2026 - 2030", "2026-01-01", "2030-12-31"), ("9 tháng năm 2025", "2025-01-01", "2025-09-30"),
        ("từ 01/3/2026 đến 31/8/2026", "2026-03-01", "2026-08-31"),
    ],
)  # fmt: skip
def test_periods(text: str, start: str, end: str) -> None:
    assert parse_period(text) == Span(date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize(
    "text", ["", "kỳ tới", "13/2026", "quý V/2026", "2030-2026", "năm 26", "31/8/2026 - 01/3/2026", "9" * 5000]
)
def test_no_periods(text: str) -> None:
    assert parse_period(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [("30/6/2026", "2026-06-30"), ("05.3.2026", "2026-03-05"), ("2026-06-30", "2026-06-30"),
     ("2026-06-30 00:00:00", "2026-06-30"), ("ngày 5/3/2026", "2026-03-05"), ("31/02/2026", None), ("6/2026", None)],
)  # fmt: skip
def test_days(text: str, day: str | None) -> None:
    found = parse_day(text)
    assert (found.isoformat() if found else None) == day


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)))
def test_days_there_and_back(day: date) -> None:
    assert parse_day(f"{day.day}/{day.month}/{day.year}") == parse_day(day.isoformat()) == day
    assert first_day(day.isoformat()) == last_day(day.isoformat()) == day
    assert first_day(day.isoformat()[:7]) <= day <= last_day(day.isoformat()[:7])  # type: ignore[operator]


@given(st.lists(st.dates(date(2000, 1, 1), date(2040, 1, 1)), min_size=4, max_size=4))
def test_share_in_common(days: list[date]) -> None:
    one, other = Span(*sorted(days[:2])), Span(*sorted(days[2:]))
    share = share_in_common(one, other)
    assert 0 <= share <= 1
    assert share == share_in_common(other, one)
    assert (share == 1) == (one == other)


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(
    "head",
    [
        ["Đơn vị", "Loại văn bản", "Kỳ", "Hạn nộp"],
        ["don vi", "LOAI", "ky bao cao", "han"],
        ["place", "kind", "period", "due"],
    ],
)
def test_lists_of_every_form(tmp_path: Path, delimiter: str, encoding: str, head: list[str]) -> None:
    lines = [
        head,
        ["xã An Thịnh", "Kế hoạch", "2026", "28/02/2026"],
        [],
        ["xã Bình Khê", "bao cao", "quý I/2026", "2026-04-05"],
    ]
    text = "\r\n".join(delimiter.join(line) for line in lines)
    entries, problems = read_list(write_list(tmp_path, text, encoding))
    assert problems == []
    assert [(e.line, e.place, e.kind, e.due and e.due.isoformat()) for e in entries] == [
        (2, "xã An Thịnh", "plan", "2026-02-28"), (4, "xã Bình Khê", "report", "2026-04-05"),
    ]  # fmt: skip


def test_a_title_above_the_head_and_quoted_cells(tmp_path: Path) -> None:
    text = 'DANH SÁCH PHẢI NỘP\nSTT,Đơn vị,Loại,Kỳ,Hạn nộp\n1,"xã An Thịnh, huyện Lộc Trà",Kế hoạch,2026,\n'
    entries, problems = read_list(write_list(tmp_path, text))
    assert [(e.line, e.place, e.due) for e in entries] == [(3, "xã An Thịnh, huyện Lộc Trà", None)]
    assert problems == []


def test_mistakes_are_told_by_line_and_column(tmp_path: Path) -> None:
    lines = "xã A;Tờ khai;2026;1/3/2026\n;Kế hoạch;2026;\nxã B;Kế hoạch;hè;32/1/2026\nxã C;KH;;\n"
    path = write_list(tmp_path, f"{HEAD}\n{lines}")
    entries, problems = read_list(path)
    assert [entry.place for entry in entries] == ["xã C"]
    told = [problem.vi for problem in problems]
    places = ["dòng 2, cột 2 (Loại)", "dòng 3, cột 1 (Đơn vị)", "dòng 4, cột 3 (Kỳ)", "dòng 4, cột 4 (Hạn nộp)"]
    for text, place in zip(told, places, strict=True):
        assert text.startswith(f"{path}, {place}: ")


def test_a_line_that_is_none_is_told(tmp_path: Path) -> None:
    text = f"{HEAD}\nxã A;KH;2026;\n{'x' * 200_000};KH;2026;\nxã C;KH;2026;\n"
    entries, problems = read_list(write_list(tmp_path, text))
    assert [(entry.line, entry.place) for entry in entries] == [(2, "xã A"), (4, "xã C")]
    assert [", dòng 3: " in problem.vi for problem in problems] == [True]


@pytest.mark.parametrize(
    ("data", "words"), [(b"ten;ngay\na;b\n", "dòng 1"), (b"place\nx\xe3\n", "dòng 2, cột 2"), (b"", "dòng 1")]
)
def test_lists_that_cannot_be_used(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "sai.csv"
    path.write_bytes(data)
    with pytest.raises(UsageError) as error:
        read_list(path)
    assert words in error.value.message.vi


def test_submitted_late_missing_and_not_yet_due(tmp_path: Path) -> None:
    rows = [row("a.docx"), row("b.docx", "Ủy ban nhân dân xã Bình Khê", issued_on="2026-03-15"), unread("c.pdf")]
    lines = (
        "An Thịnh;Kế hoạch;2026;28/02/2026\nUBND xã Bình Khê;kế hoạch;năm 2026;28/02/2026\n"
        "xã Cẩm Lũng;Kế hoạch;2026;28/02/2026\nxã Duy Hải;Báo cáo;2026;15/12/2026"
    )
    result = held(tmp_path, lines, rows, today="2026-11-20")
    assert states(result) == ["submitted", "late", "missing", "pending"]
    assert [note.vi for note in result.submissions[1].notes] == ["ban hành ngày 15/3/2026, chậm 15 ngày"]
    assert result.others == []
    assert result.counts()["missing"] == 1


def test_the_day_of_receipt_counts_before_the_day_of_issue(tmp_path: Path) -> None:
    result = held(tmp_path, "An Thịnh;KH;2026;28/02/2026;02/3/2026", [row("a.docx")], head=f"{HEAD};Ngày nhận")
    assert states(result) == ["late"]
    assert "nhận ngày 02/3/2026" in result.submissions[0].notes[0].vi


@pytest.mark.parametrize(
    ("issued", "state", "noted"),
    [
        ("2026-02", "submitted", True),
        ("2026-01", "submitted", False),
        ("2026-03", "late", True),
        (None, "submitted", True),
    ],
)
def test_dates_known_in_part(tmp_path: Path, issued: str | None, state: str, noted: bool) -> None:
    result = held(tmp_path, "An Thịnh;KH;2026;15/02/2026", [row("a.docx", issued_on=issued)])
    assert states(result) == [state]
    assert bool(result.submissions[0].notes) is noted


def test_several_that_differ_and_copies_of_one(tmp_path: Path) -> None:
    two = [row("a.docx"), row("b.docx", number="13/KH-UBND")]
    assert states(held(tmp_path, "An Thịnh;KH;2026;", two)) == ["several"]
    copy = row("b.docx", content="a.docx", same_as="a.docx")
    assert states(held(tmp_path, "An Thịnh;KH;2026;", [row("a.docx"), copy])) == ["submitted"]
    forms = held(tmp_path, "An Thịnh;KH;2026;", [row("a.docx"), row("a.pdf")])
    assert "cùng số 12/KH-UBND" in forms.submissions[0].notes[0].vi


def test_two_communes_of_one_name(tmp_path: Path) -> None:
    lines = "xã An Thịnh;Lộc Trà;KH;2026;\nxã An Thịnh;Sa Lộc;KH;2026;"
    head = "Đơn vị;Huyện;Loại;Kỳ;Hạn"
    unknown = held(tmp_path, lines, [row("a.docx")], head)
    assert states(unknown) == ["in_doubt", "in_doubt"]
    assert "2 nơi cùng tên" in unknown.submissions[0].notes[0].vi
    by_folder = held(tmp_path, lines, [row("huyen-sa-loc/a.docx")], head)
    assert states(by_folder) == ["missing", "submitted"]
    by_issuer = held(tmp_path, lines, [row("a.docx", "Ủy ban nhân dân xã An Thịnh, huyện Lộc Trà")], head)
    assert states(by_issuer) == ["submitted", "missing"]


def test_a_commune_of_another_province_is_not_the_one_listed(tmp_path: Path) -> None:
    head, line = "Đơn vị;Tỉnh;Loại;Kỳ;Hạn", "xã An Thịnh;Hải Giang;KH;2026;"
    other = held(tmp_path, line, [row("tinh-bac-lam/a.docx")], head)
    assert states(other) == ["missing"]
    assert [paper.path for paper in other.others] == ["tinh-bac-lam/a.docx"]
    merged = held(tmp_path, "xã An Thịnh;Tuyên Quang;KH;2026;", [row("tỉnh Hà Giang/a.docx")], head)
    assert states(merged) == ["submitted"]


def test_former_names(tmp_path: Path) -> None:
    result = held(
        tmp_path, "phường Tân An;xã An Thịnh, xã An Hạ;KH;2026;", [row("a.docx")], "Đơn vị;Tên cũ;Loại;Kỳ;Hạn"
    )
    assert states(result) == ["submitted"]


@pytest.mark.parametrize(
    ("listed", "issuer", "state"),
    [
        ("xa an thinh", "Ủy ban nhân dân xã An Thịnh", "submitted"),
        ("xã Tân Lập", "Ủy ban nhân dân xã Tân Lấp", "in_doubt"),
        ("xã An Thịnh", "Ủy ban nhân dân phường An Thịnh", "missing"),
        ("BHXH huyện Ea Drông", "Bảo hiểm xã hội huyện Ea Drông", "submitted"),
        ("BHXH huyện Ea Drông", "Ủy ban nhân dân huyện Ea Drông", "missing"),
        ("huyện Ea Drông", "Bảo hiểm xã hội huyện Ea Drông", "in_doubt"),
        ("Sở Nội vụ", "Sở Nội vụ tỉnh Bắc Lâm", "submitted"), ("Sở Y tế", "Sở Nội vụ tỉnh Bắc Lâm", "missing"),
    ],
)  # fmt: skip
def test_who_the_document_is_of(tmp_path: Path, listed: str, issuer: str, state: str) -> None:
    assert states(held(tmp_path, f"{listed};KH;2026;", [row("a.docx", issuer)])) == [state]


@pytest.mark.parametrize(
    ("asked", "period", "year", "state"),
    [
        ("2026", ("2026-01-01", "2026-11-30"), 2026, "submitted"),
        ("2026", ("2026-01-01", "2026-06-30"), 2026, "missing"),
        ("6 tháng đầu năm 2026", ("2026-01-01", "2026-06-30"), 2026, "submitted"),
        ("2026", (None, None), 2026, "submitted"),
        ("2025", (None, None), 2026, "missing"),
        ("quý I/2026", (None, None), 2026, "in_doubt"), ("2026", (None, None), None, "in_doubt"),
        ("2026", ("2026-01-01", "2030-12-31"), 2026, "in_doubt"),
        ("", ("2019-01-01", "2019-12-31"), 2019, "submitted"),
    ],
)  # fmt: skip
def test_periods_that_are_the_same(
    tmp_path: Path, asked: str, period: tuple[str | None, str | None], year: int | None, state: str
) -> None:
    assert states(held(tmp_path, f"An Thịnh;KH;{asked};", [row("a.docx", period=period, year=year)])) == [state]

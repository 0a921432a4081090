"""What was accepted: how waivers are written, what they cover, and what becomes of those that no longer fit."""

from __future__ import annotations

import datetime
import json
import shutil
from pathlib import Path

import pytest

from analyzer.errors import UsageError
from analyzer.pipeline import accept, check
from analyzer.report.codec import from_json, to_json
from analyzer.report.html import render_html
from analyzer.report.model import Report
from analyzer.report.text import render_text
from analyzer.report.verdict import counts_against
from analyzer.report.waiverfile import load_waivers
from analyzer.report.waivers import unused_in
from tests.cli.program import FAULTY, GOOD, problems, rasoat

NAME = FAULTY.name
WHO = "  reason: Chương trình công tác năm đã nêu\n  by: Bùi Văn Duyệt\n"
TODAY = datetime.date(2026, 6, 30)


@pytest.fixture(scope="module")
def raw() -> bytes:
    """The report on the faulty plan, nothing accepted."""
    return to_json(check(FAULTY))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(FAULTY, tmp_path)
    return tmp_path


def write(folder: Path, text: str) -> Path:
    path = folder / "waivers.yml"
    path.write_text(text, encoding="utf-8")
    return path


def held(raw: bytes, folder: Path, text: str, today: datetime.date = TODAY) -> Report:
    """The report with a file of waivers, as if the document stood beside it."""
    report = from_json(raw)
    report.document.path = str(folder / NAME)
    accept(report, write(folder, text), today=today)
    return report


def waived(report: Report) -> set[str]:
    """Codes of waived rules, and of rules with waived faults behind an asterisk."""
    rules = {rule.code for rule in report.rules if rule.waiver}
    return rules | {f"{rule.code}*" for rule in report.rules for f in rule.findings or () if f.waiver}


def test_counts_neither_in_verdict_nor_in_exit_code(folder: Path) -> None:
    arguments = (NAME, "-s", "S102", "-s", "S103", "-f", "json")
    assert rasoat("check", *arguments, folder=folder).code == 1
    write(folder, f"- rule: S102\n  document: {NAME}\n{WHO}  expires: never\n")
    run = rasoat("check", *arguments, folder=folder)
    (report,) = run.lines
    assert run.code == 0
    assert problems(report) == []
    assert report["summary"]["verdict"] == "compliant"
    assert (report["summary"]["waived"], report["summary"]["missing"], report["summary"]["coverage"]) == (1, 1, 0.5)
    assert report["rules"][0]["waiver"] == {
        "reason": "Chương trình công tác năm đã nêu", "by": "Bùi Văn Duyệt", "expires": None,
    }  # fmt: skip
    assert [item["state"] for item in report["waivers"]] == ["used"]
    assert rasoat("check", *arguments, "--no-waivers", folder=folder).code == 1
    assert rasoat("check", *arguments, "--no-config", folder=folder).code == 1


def test_is_shown_with_who_and_why(raw: bytes, folder: Path) -> None:
    report = held(raw, folder, f"- rule: S102\n  document: {NAME}\n{WHO}  expires: 2026-06-30\n")
    for shown in (render_text(report), render_html(report)):
        assert "Chấp nhận: Bùi Văn Duyệt" in shown
    assert "ĐƯỢC CHẤP NHẬN NGOẠI LỆ (1)" in render_text(report)
    assert "(đến 30/6/2026)" in " ".join(render_text(report).split())


@pytest.mark.parametrize(
    ("entry", "covered"),
    [
        ("rule: S102\n  document: ke-hoach-*.txt", {"S102"}),
        ("rule: S102\n  document: [khac.txt, KE-HOACH-HUYEN-SA-LOC.TXT]", {"S102"}),
        ("rule: S102\n  document: khac.txt", set()),
        ("rule: S102\n  document: '*'\n  issuer: huyện Sa Lộc", {"S102"}),
        ("rule: S102\n  document: '*'\n  issuer: huyện An Thịnh", set()),
        ("rule: S103\n  document: '*'", set()),
        ("rule: K901\n  document: '*'", {"K901"}),
        ("rule: K901\n  section: II.1", {"K901*"}),
        ("rule: K901\n  section: specific_objectives", {"K901*"}),
        ("rule: K901\n  section: V", set()),
        ("rule: K903\n  quote: 25% lao động trong độ tuổi", {"K903*"}),
        ("rule: K903\n  quote: 26% lao động trong độ tuổi", set()),
        ("rule: S108\n  quote: cân đối kinh phí", {"S108"}),
        ("rule: S102\n  section: II", {"S102"}),
        ("rule: S102\n  section: V", set()),
    ],
)  # fmt: skip
def test_what_an_entry_covers(raw: bytes, folder: Path, entry: str, covered: set[str]) -> None:
    assert waived(held(raw, folder, f"- {entry}\n{WHO}  expires: never\n")) == covered


def test_by_fingerprint_and_by_the_file_itself(raw: bytes, folder: Path) -> None:
    report = from_json(raw)
    k901 = next(rule for rule in report.rules if rule.code == "K901")
    assert k901.findings
    entry = f"- fingerprint: {k901.findings[0].fingerprint}\n  document: {report.document.sha256}\n"
    assert waived(held(raw, folder, f"{entry}{WHO}  expires: never\n")) == {"K901*"}
    other = entry.replace(report.document.sha256, "0" * 64)
    assert waived(held(raw, folder, f"{other}{WHO}  expires: never\n")) == set()


def test_by_the_number_of_the_document(folder: Path) -> None:
    path = write(folder, f"- rule: S102\n  document: 45/KH-UBND\n{WHO}  expires: never\n")
    (item,) = check(GOOD, waivers=path, today=TODAY).waivers or ()
    assert (item.state, item.code) == ("stale", "W902")


@pytest.mark.parametrize(
    ("entry", "day", "state", "code"),
    [
        ("rule: S102\n  document: '*'\n", "2026-06-30", "used", None),
        ("rule: S102\n  document: '*'\n", "2026-06-29", "expired", "W901"),
        (f"rule: S103\n  document: {NAME}\n", "never", "stale", "W902"),
        (f"rule: S103\n  document: {NAME}\n", "2000-01-01", "stale", "W902"),
        ("rule: S103\n  document: '*'\n", "never", "unused", None),
        ("rule: Q999\n  document: '*'\n", "never", "stale", "W902"),
    ],
)
def test_the_state_of_an_entry(raw: bytes, folder: Path, entry: str, day: str, state: str, code: str | None) -> None:
    report = held(raw, folder, f"- {entry}{WHO}  expires: {day}\n")
    (item,) = report.waivers or ()
    assert (item.state, item.code) == (state, code)
    assert bool(waived(report)) is (state == "used")
    assert problems(json.loads(to_json(report))) == []
    assert (item.message is None) is (code is None)
    for lang in ("vi", "en"):
        assert (f"{code} " in render_text(report, lang=lang)) is (code is not None)  # type: ignore[arg-type]
        assert (f"{code}</p>" in render_html(report, lang=lang)) is (code is not None)  # type: ignore[arg-type]


def test_those_to_mend_fail_a_run_as_warnings_and_leave_the_coverage(folder: Path) -> None:
    plain = check(GOOD)
    assert not counts_against(plain, "advice")
    path = write(folder, f"- rule: S102\n  document: {GOOD.name}\n{WHO}  expires: never\n")
    report = check(GOOD, waivers=path, today=TODAY)
    assert [counts_against(report, level) for level in ("error", "warning", "advice", "never")] == [
        False, True, True, False,
    ]  # fmt: skip
    assert report.summary.coverage == plain.summary.coverage
    assert report.summary.verdict == "compliant"


def test_what_was_not_asked_or_is_in_doubt_makes_no_entry_stale(folder: Path) -> None:
    path = write(folder, f"- rule: S102\n  document: {GOOD.name}\n{WHO}  expires: never\n")
    (item,) = check(GOOD, waivers=path, select=["K"], today=TODAY).waivers or ()
    assert item.state == "unused"


def test_an_entry_for_many_that_fits_none_is_said_at_the_end(folder: Path) -> None:
    shutil.copy(GOOD, folder)
    write(folder, f"- rule: S103\n  document: 'ke-*'\n{WHO}  expires: never\n")
    arguments = (NAME, GOOD.name, "-s", "S103", "--lang", "en")
    run = rasoat("check", *arguments, folder=folder)
    assert (run.code, "W902 waivers.yml:1: The waiver of S103 fits nothing in the 2" in run.err) == (0, True)
    assert rasoat("check", *arguments, "--fail-on", "warning", folder=folder).code == 1
    alone = rasoat("check", GOOD.name, "-s", "S103", "--fail-on", "warning", folder=folder)
    assert (alone.code, alone.err) == (0, "")


def test_an_entry_that_fits_one_of_many_is_not(raw: bytes, folder: Path) -> None:
    report = held(raw, folder, f"- rule: S102\n  document: '*'\n{WHO}  expires: never\n")
    other = held(raw, folder, f"- rule: S103\n  document: '*'\n{WHO}  expires: never\n")
    used, unused = report.waivers or [], other.waivers or []
    assert unused_in([used, unused]) == []
    assert [item.code for item in unused_in([unused, unused])] == ["W902"]
    assert unused_in([unused]) == []


ALL = "  document: x\n" + WHO + "  expires: never\n"


@pytest.mark.parametrize(
    ("text", "place", "vi", "en"),
    [
        (f"- rule: S1\n{ALL}", "1:9", "S102", "a code such as S102"),
        (f"- rules: S102\n{ALL}", "1:3", "“rule” thay cho “rules”", "“rule” in place of “rules”"),
        (f"- mau: S102\n{ALL}", "1:3", "một trong các khóa", "one of the keys"),
        (f"- document: x\n{WHO}  expires: never\n", "1:3", "“rule”", "“rule” (a code) or “fingerprint”"),
        (f"- rule: S102\n{WHO}  expires: never\n", "1:3", "“document”", "“document”, “section” or “quote”"),
        ("- rule: S102\n  document: x\n  by: A\n  expires: never\n", "1:3", "lý do", "why it is accepted"),
        ("- rule: S102\n  document: x\n  reason: A\n  expires: never\n", "1:3", "ai chấp nhận", "who accepts"),
        (f"- rule: S102\n  document: x\n{WHO}", "1:3", "ngày hết hạn", "or never"),
        (f"- rule: S102\n  document: x\n{WHO}  expires: 2026-02-30\n", "5:12", "ngày có thật", "a day of the calendar"),
        (f"- rule: S102\n  document: x\n{WHO}  expires: 2026-1-3\n", "5:12", "ngày có thật", "a day of the calendar"),
        (f"- rule: S102\n  document: x\n{WHO}  expires: hôm nào\n", "5:12", "ngày có thật", "a day of the calendar"),
        (f"- rule: S102\n{ALL}  created: nay\n", "6:12", "YYYY-MM-DD", "YYYY-MM-DD"),
        (f"- rule: S102\n  document:\n{WHO}  expires: never\n", "2:12", "không để trống", "a value"),
        (f"- rule: [S102, S103]\n{ALL}", "1:9", "một giá trị", "a value"),
        (f"- fingerprint: abc\n{ALL}", "1:16", "dấu nhận dạng", "a fingerprint"),
        (f"- rule: S102\n  quote: '…'\n{WHO}  expires: never\n", "2:10", "từ ngữ", "words of the document"),
        (f"- rule: S102\n  rule: S103\n{ALL}", "2:3", "mỗi khóa một lần", "each key once"),
        ("- S102\n", "1:3", "một mục", "an entry"),
        ("rule: S102\n", "1:1", "danh sách", "a list of entries"),
        ("- rule: [S102\n", "2:1", "", ""),
        ("\t- rule: S102\n", "1:1", "", ""),
    ],
)
def test_mistakes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, place: str, vi: str, en: str) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError) as error:
        load_waivers(write(tmp_path, text))
    message = error.value.message
    assert message.vi.startswith(f"waivers.yml:{place}: ")
    assert message.en.startswith(f"waivers.yml:{place}: ")
    assert vi in message.vi
    assert en in message.en


def test_a_mistake_stops_the_run_before_any_file_is_read(folder: Path) -> None:
    write(folder, "- rule: S102\n")
    run = rasoat("check", NAME, folder=folder)
    assert (run.code, run.out) == (2, "")
    assert run.err.splitlines()[0].startswith("waivers.yml:1:3: ")
    missing = rasoat("check", NAME, "--waivers", "khong-co.yml", "--lang", "en", folder=folder)
    assert (missing.code, "khong-co.yml" in missing.err) == (2, True)


@pytest.mark.parametrize("data", [b"", b"# none yet\n", b"[]\n", b"\xef\xbb\xbf[]\r\n"])
def test_no_entries(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "waivers.yml"
    path.write_bytes(data)
    assert load_waivers(path).entries == ()


@pytest.mark.parametrize(
    "data", [b"- \xff", b"[" * 50_000, b"a: &a [x]\nb: *c", b"- \x00", b"- !!python/object:os.x {}"]
)
def test_hostile_files(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "waivers.yml"
    path.write_bytes(data)
    with pytest.raises(UsageError):
        load_waivers(path)


def test_equal_bytes_whatever_the_day(folder: Path) -> None:
    path = write(folder, f"- rule: S102\n  document: {NAME}\n{WHO}  expires: 2030-01-01\n")
    one, other = (to_json(check(folder / NAME, waivers=path, today=datetime.date(2026, 1, day))) for day in (1, 2))
    assert one == other


def test_a_file_of_another_place(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "phong" / "ngoai-le.yml"
    other.parent.mkdir()
    other.write_text(f"- rule: S102\n  document: ../{NAME}\n{WHO}  expires: never\n", encoding="utf-8")
    (report,) = rasoat("check", NAME, "-f", "json", "--waivers", other, "-s", "S", folder=folder).lines
    assert "waivers" in report

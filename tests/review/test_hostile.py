"""What documents and people may write: kept, listed and exported without harm, in either database."""

from __future__ import annotations

import csv
import io
import json

import pytest

from analyzer.errors import UsageError
from analyzer.review import decisions
from analyzer.review.cases import cases_yaml, learnt_cases
from analyzer.review.desk import Desk
from analyzer.review.grants import grant, grants
from analyzer.review.listing import Filter, submissions
from analyzer.review.log import verify
from analyzer.review.people import Role
from analyzer.review.states import DecisionKind
from analyzer.review.submissions import submit
from analyzer.review.tables import as_json, list_csv, list_text, view_text
from analyzer.review.view import revision_report, submission_view
from tests.review.desks import ADMIN, LEAD, REVIEWER, check_all, findings, person, report_with

NASTY = {
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "formula": '=HYPERLINK("http://x.example","a")',
    "formula_after_blank": " @SUM(1+1)",
    "nul": "a\0b",
    "half_character": "a\ud800b\udfff",
    "controls": "a\x1b[31mb\x07\x85c\u2028d\r\ne",
    "directions": "a\u202eTFOS\u202c \u2066b\u2069 \u200f",
    "long_word": "x" * 10_000,
    "long_vietnamese": "Đặng" * 3_000,
    "combining": "e" + "\u0301" * 500,
    "quotes": "'; DROP TABLE log; -- \" % _ \\",
    "astral": "𝕏 👩‍👩‍👧 \U0010ffff",
}
ANYBODY = person("anybody", Role.OFFICER, Role.REVIEWER)


@pytest.mark.parametrize("words", NASTY.values(), ids=NASTY.keys())
def test_kept_listed_and_exported(desk: Desk, words: str) -> None:
    done = submit(desk, ANYBODY, place="Đông Lâm/" + words[:50].replace("/", " "), kind="plan", period=words[:50],
                  filename=words, data=words.encode("utf-8", "surrogatepass"))  # fmt: skip
    check_all(desk, report_with(2, title=words, quote=words))
    decisions.claim(desk, REVIEWER, done.submission)
    first = findings(desk)[0]
    decisions.decide(desk, REVIEWER, first.id, DecisionKind.CORRECTED, version=first.version, reason=words,
                     correction=words)  # fmt: skip
    decisions.comment(desk, LEAD, done.submission, words, finding=first.id)
    desk.actor("iss|1", words, "a@example.vn")
    grant(desk, ADMIN, words[:100], Role.OFFICER, words[:100].strip(" /") or None)

    (row,) = submissions(desk, REVIEWER)
    view = submission_view(desk, LEAD, done.submission)
    assert len(row.title or "") <= 300
    for shown in (list_text([row], 1, "vi"), view_text(view, "vi")):
        bare = shown.replace("\n", "")
        # Joiners of emoji and blanks aside, nothing that acts on a terminal.
        assert all(char.isprintable() or char in "\u200d\u3000\xa0" for char in bare), ascii(bare)
    cells = next(csv.DictReader(io.StringIO(list_csv([row]))))
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in cells.values())
    assert json.loads(as_json(view))["row"]["id"] == done.submission
    assert revision_report(desk, LEAD, done.revision).document.title
    assert view.findings[0].decision.reason
    assert grants(desk, ADMIN)
    assert cases_yaml(learnt_cases(desk, LEAD)).startswith(first.code)
    assert submissions(desk, REVIEWER, Filter(text=words)).total <= 1
    with desk.database.read() as session:
        assert list(verify(session)) == []


@pytest.mark.parametrize(
    "given",
    [
        {"place": ""}, {"place": " / "}, {"place": "x" * 401}, {"period": " "}, {"period": "9" * 81}, {"kind": "x"},
        {"data": b""},
    ],
    ids=str,
)  # fmt: skip
def test_refused_before_anything_is_kept(desk: Desk, given: dict[str, object]) -> None:
    fine: dict[str, object] = {"place": "A", "kind": "plan", "period": "2026", "filename": "a.txt", "data": b"a"}
    with pytest.raises(UsageError):
        submit(desk, ANYBODY, **{**fine, **given})  # type: ignore[arg-type]
    assert submissions(desk, REVIEWER).total == 0


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("C:\\Users\\x\\ke hoach.docx", "ke hoach.docx"), ("../../etc/passwd", "passwd"), ("a\nb.docx", "a_b.docx"),
        ("", "document"), ("x/", "document"), ("y" * 500 + ".docx", "y" * 195 + ".docx"), ("Kế hoạch.docx",) * 2,
    ],
)  # fmt: skip
def test_names_of_files(desk: Desk, name: str, kept: str) -> None:
    submit(desk, ANYBODY, place="A", kind="plan", period="2026", filename=name, data=b"a")
    assert submissions(desk, REVIEWER)[0].filename == kept

"""What the archive shows, how right each rule is, what is learnt, and the letter."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from analyzer.checks.model import Case
from analyzer.review import decisions
from analyzer.review.archive import heat_map, trends
from analyzer.review.cases import cases_yaml, learnt_cases
from analyzer.review.desk import Desk
from analyzer.review.errors import NotFound, NotPossible
from analyzer.review.letters import return_letter
from analyzer.review.listing import Filter
from analyzer.review.people import Role
from analyzer.review.precision import rule_records, wilson
from analyzer.review.states import DecisionKind, State
from analyzer.review.submissions import submit
from analyzer.review.tables import as_json
from analyzer.review.view import submission_view
from tests.review.desks import (
    LEAD,
    OFFICER,
    PLACE,
    REVIEWER,
    check_all,
    findings,
    hand_in,
    in_state,
    person,
    report_with,
    version_of,
    wanting_codes,
)

ONE, TWO, THREE = wanting_codes("error")[:3]
ANYBODY = person("anybody", Role.OFFICER)


@pytest.fixture
def archive(desk: Desk) -> Desk:
    """Four documents of three places in two years; in the first, THREE was dismissed."""
    answers = {}
    for number, (place, year, codes) in enumerate([
        ("Đông Lâm/An Thịnh", 2025, (ONE, TWO, THREE)), ("Đông Lâm/An Thịnh", 2026, (ONE,)),
        ("Đông Lâm/Hòa Bình", 2026, ()), ("Tây Lâm/Sa Lộc", 2026, (TWO,)),
    ]):  # fmt: skip
        answers[f"{number}".encode()] = report_with(codes)
        submit(desk, ANYBODY, place=place, kind="plan", period=str(year), filename="a.txt", data=f"{number}".encode())
    check_all(desk, lambda _, data: answers[data])
    submit(desk, ANYBODY, place="Tây Lâm/Hà Lộc", kind="plan", period="2026", filename="a.txt", data=b"?")
    decisions.claim(desk, REVIEWER, 1)
    third = next(finding for finding in findings(desk) if finding.code == THREE)
    decisions.decide(desk, REVIEWER, third.id, DecisionKind.DISMISSED, version=1, reason="Có ở phụ lục.")
    return desk


def test_trends(archive: Desk) -> None:
    rows = trends(archive, LEAD)
    assert [(row.place, row.year, row.documents, row.checked) for row in rows] == [
        ("Tây Lâm", 2026, 2, 1), ("Đông Lâm", 2025, 1, 1), ("Đông Lâm", 2026, 2, 2)]  # fmt: skip
    assert sum(rows[1].families.values()) == 2
    assert rows[2].coverage == pytest.approx((report_with((ONE,)).summary.coverage or 0) / 2 + 0.5, abs=1e-3)
    assert sum(rows[2].verdicts.values()) == 2
    (every,) = {row.place for row in trends(archive, LEAD, depth=0)}
    assert every == ""
    assert len(trends(archive, LEAD, Filter(place="Đông Lâm"), depth=2)) == 3
    assert [row.place for row in trends(archive, OFFICER, depth=2)] == [PLACE, PLACE]
    assert trends(archive, person("x")) == []


def test_heat_map(archive: Desk) -> None:
    found = heat_map(archive, LEAD, by="rule", depth=2)
    assert found.places == ["Tây Lâm/Sa Lộc", "Đông Lâm/An Thịnh", "Đông Lâm/Hòa Bình"]
    assert found.columns == sorted({ONE, TWO})
    cells = {(p, c): v for p, row in zip(found.places, found.cells, strict=True)
             for c, v in zip(found.columns, row, strict=True)}  # fmt: skip
    assert cells[PLACE, ONE] == 1.0
    assert cells[PLACE, TWO] == 0.5
    assert cells["Đông Lâm/Hòa Bình", ONE] == 0.0
    assert found.documents == [1, 2, 1]
    assert heat_map(archive, LEAD).columns == sorted({ONE[0], TWO[0]})


def _record(desk: Desk, code: str) -> tuple[int, ...]:
    record = next(record for record in rule_records(desk, LEAD) if record.code == code)
    return record.confirmed, record.waived, record.corrected, record.dismissed, record.open


def test_how_right_rules_are(archive: Desk) -> None:
    assert _record(archive, THREE) == (0, 0, 0, 1, 0)
    assert _record(archive, ONE) == (0, 0, 0, 0, 2)
    decisions.return_(archive, REVIEWER, 1, version=version_of(archive, 1), note="Bổ sung.")
    submit(archive, ANYBODY, place=PLACE, kind="plan", period="2025", filename="b.txt", data=b"lai")
    check_all(archive, lambda _, data: report_with((ONE, THREE) if data == b"lai" else ()))
    assert _record(archive, THREE) == (0, 0, 0, 1, 1)  # it came back, and is to be decided anew
    decisions.claim(archive, REVIEWER, 1)
    for finding in submission_view(archive, REVIEWER, 1).findings:
        decisions.decide(archive, REVIEWER, finding.id, DecisionKind.CONFIRMED, version=finding.version)
    assert _record(archive, THREE) == (1, 0, 0, 0, 0)  # counted once, as decided last
    record = next(record for record in rule_records(archive, LEAD) if record.code == THREE)
    assert (record.precision, record.dismissed_rate) == (1.0, 0.0)
    assert record.low == pytest.approx(0.2065, abs=1e-3)
    assert rule_records(archive, LEAD, year=1999) == []
    assert {r.code for r in rule_records(archive, person("x", Role.LEAD, place="Tây Lâm"))} == {TWO}


@given(st.integers(0, 500), st.integers(0, 500))
def test_wilson(right: int, wrong: int) -> None:
    low, high = wilson(right, right + wrong)
    assert 0 <= low <= high <= 1
    if right + wrong:
        assert low - 1e-9 <= right / (right + wrong) <= high + 1e-9
    assert wilson(wrong, right + wrong) == pytest.approx((1 - high, 1 - low)) or not right + wrong


@pytest.mark.parametrize(("right", "of", "low", "high"), [(0, 10, 0.0, 0.2775), (8, 10, 0.4902, 0.9433), (0, 0, 0, 1)])
def test_wilson_by_the_book(right: int, of: int, low: float, high: float) -> None:
    assert wilson(right, of) == pytest.approx((low, high), abs=1e-4)


def test_what_is_learnt_has_the_form_of_cases(desk: Desk) -> None:
    in_state(desk, State.IN_REVIEW)
    first, second, _ = findings(desk)
    decisions.decide(desk, REVIEWER, first.id, DecisionKind.DISMISSED, version=1, reason="Có: mục II\n# không phải")
    decisions.decide(desk, REVIEWER, second.id, DecisionKind.CORRECTED, version=1, reason="Sai mục",
                     correction="Thiếu ở mục III")  # fmt: skip
    found = yaml.safe_load(cases_yaml(learnt_cases(desk, LEAD)))
    assert set(found) == {first.code, second.code}
    for code, status in ((first.code, "met"), (second.code, second.status)):
        (case,) = [Case(**item) for item in found[code]]
        assert case.status == status
        assert "KẾ HOẠCH" in case.text
        assert REVIEWER.key in (case.note or "")
    assert "Thiếu ở mục III" in found[second.code][0]["note"]
    lines = [json.loads(as_json(case.to_dict())) for case in learnt_cases(desk, LEAD)]
    assert [line["decision"] for line in lines] == ["dismissed", "corrected"]
    assert list(learnt_cases(desk, person("x", Role.LEAD, place="Tây Lâm"))) == []


def test_the_letter_says_what_was_left_standing(desk: Desk) -> None:
    number = hand_in(desk, Path("corpora/documents/ke-hoach-huyen-sa-loc.txt").read_bytes()).submission
    from analyzer.pipeline import analyze_source, report_on
    from analyzer.reading import read

    def check(name: str, data: bytes) -> object:
        return report_on(analyze_source(read(name, data=data)), with_text=True)

    with pytest.raises(NotPossible):
        return_letter(desk, LEAD, number)
    check_all(desk, check)  # type: ignore[arg-type]
    decisions.claim(desk, REVIEWER, number)
    required = [f for f in submission_view(desk, REVIEWER, number).findings if f.severity == "error"]
    dismissed, corrected, waived, confirmed = required[:4]
    for finding, kind, actor in ((dismissed, DecisionKind.DISMISSED, REVIEWER), (waived, DecisionKind.WAIVED, LEAD),
                                 (corrected, DecisionKind.CORRECTED, REVIEWER),
                                 (confirmed, DecisionKind.CONFIRMED, REVIEWER)):  # fmt: skip
        decisions.decide(desk, actor, finding.id, kind, version=1, reason="Đã đối chiếu.",
                         correction="Bổ sung đúng như mẫu số 7." if kind == DecisionKind.CORRECTED else "")  # fmt: skip
    before = submission_view(desk, REVIEWER, number).row
    text = _text(return_letter(desk, REVIEWER, number))
    assert "Bổ sung đúng như mẫu số 7." in text
    assert corrected.item.message.vi not in text
    assert confirmed.item.message.vi in text
    for gone in (dismissed, waived):
        assert gone.item.message.vi not in text, gone.code
    assert submission_view(desk, REVIEWER, number).row == before
    with pytest.raises(NotFound):
        return_letter(desk, person("x", Role.LEAD, place="Tây Lâm"), number)


def _text(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])

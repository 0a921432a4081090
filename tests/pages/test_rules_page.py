"""The page *Bộ quy tắc*."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html as lxml_html
from streamlit.testing.v1 import AppTest

from analyzer.checks.loader import default_pack
from analyzer.pages import rules_view
from analyzer.pages.check_texts import TEXTS as CHECK_TEXTS
from analyzer.pages.rules_texts import TEXTS

ROOT = Path(__file__).resolve().parents[2]


def draw() -> None:
    from analyzer.pages.rules import page

    page()


@pytest.fixture
def page() -> AppTest:
    return AppTest.from_function(draw, default_timeout=60).run()


def shown(page: AppTest) -> lxml_html.HtmlElement:
    assert not page.exception, page.exception
    bodies = [item.proto.body for item in page.get("html")]
    return lxml_html.fromstring(f"<div>{''.join(body for body in bodies if not body.startswith('<style'))}</div>")


def codes(page: AppTest) -> list[str]:
    return [item.get("id").removeprefix("q-") for item in shown(page).iter("details") if item.get("class") == "rule"]


def test_every_rule_is_there_with_its_explanation_and_its_cases(page: AppTest) -> None:
    rules = {rule.code: rule for rule in default_pack().rules}
    assert sorted(codes(page)) == sorted(rules)
    for item in shown(page).iter("details"):
        if item.get("class") == "rule":
            text = " ".join(item.text_content().split())
            rule = rules[item.get("id").removeprefix("q-")]
            for key in ("why", "fix", "passes", "fails"):
                assert " ".join(rule.explanation[key].vi.split()) in text
            assert {"met", "missing"} & {figure.get("class").split()[-1] for figure in item.iter("figure")}


@pytest.mark.parametrize(
    ("query", "has", "lacks"),
    [("C201", "C201", "S101"), ("c201", "C201", "S101"), ("kinh phi", "S108", "C201"), ("Kinh phí", "S108", "C201"),
     ("xyzzy khong co", None, "C201")],
)  # fmt: skip
def test_search_forgives_marks_and_case(page: AppTest, query: str, has: str | None, lacks: str) -> None:
    page.text_input(key="rules-search").set_value(query).run()
    if has is None:
        assert page.info
        return
    assert has in codes(page)
    assert lacks not in codes(page)


def test_filters_by_kind_and_severity(page: AppTest) -> None:
    every = set(codes(page))
    page.selectbox(key="rules-kind-vi").set_value("report").run()
    reports = set(codes(page))
    assert reports < every
    page.selectbox(key="rules-severity-vi").set_value("error").run()
    rules = {rule.code: rule for rule in default_pack().rules}
    assert codes(page)
    assert set(codes(page)) < reports
    assert {rules[code].severity for code in codes(page)} == {"error"}


def test_by_clause_every_rule_has_its_place(page: AppTest) -> None:
    page.segmented_control(key="rules-mode-vi").set_value("clause").run()
    rules = {rule.code for rule in default_pack().rules}
    assert set(codes(page)) == rules
    headings = [item.text_content() for item in shown(page).iter("h3")]
    assert any(heading.startswith("II.2 – ") for heading in headings)
    assert any(heading.startswith("Không gắn với điều khoản") for heading in headings)


def test_coverage_goes_through_every_clause(page: AppTest) -> None:
    page.segmented_control(key="rules-mode-vi").set_value("coverage").run()
    rows = shown(page).findall(".//tbody/tr")
    assert [row.find("td").text_content() for row in rows] == [clause.id for clause in default_pack().clauses]
    counts, _ = rules_view.coverage_rows("vi")
    assert sum(count for *_, count in counts) == len(rows)


def test_what_rules_say_is_text_and_never_markup() -> None:
    shown_rule = rules_view.rule_shown("S102", "vi") | {"name": "<script>x</script>", "code": '"><img src=x>'}
    from analyzer.pages.check_view import environment

    module = environment().get_template("rules.html.j2").module
    made = module.groups([{"name": "<u>", "note": "", "rules": [shown_rule]}], lambda key, **_: key)  # type: ignore[attr-defined]
    assert "<script" not in made
    assert "<img" not in made
    assert "<u>" not in made


@pytest.mark.parametrize("table", [TEXTS, CHECK_TEXTS], ids=["rules", "check"])
def test_every_text_has_both_languages_with_the_same_fields(table: dict[str, tuple[str, str]]) -> None:
    import string

    for key, (vi, en) in table.items():
        fields = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (vi, en)]
        assert vi.strip(), key
        assert en.strip(), key
        assert fields[0] == fields[1], key

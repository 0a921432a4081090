"""The page of an audit: what it adds up, that it is harmless, and that it needs nothing else."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from analyzer.audit.model import Row
from analyzer.audit.rows import encode, row_of
from analyzer.audit.summary import FORMATS, SummaryMeta, write_summary
from analyzer.audit.summary.charts import HEIGHT, WIDTH, chart_of
from analyzer.audit.summary.collect import collect
from analyzer.checks.loader import default_pack
from analyzer.errors import UsageError
from analyzer.pipeline import check
from tests.audit.samples_rows import META, RULES, figure, finding, row, stream, task, unread, write_list
from tests.report.test_report_html import HOSTILE, Page

DOCUMENTS = Path(__file__).parents[2] / "corpora" / "documents"


def written(folder: Path, *rows: Row, formats: tuple[str, ...] = ("html",), **values: Any) -> str:
    write_summary(folder, stream(*rows), meta=META, formats=formats, **values)
    return (folder / "summary.html").read_text("utf-8")


def data_of(page: str) -> dict[str, Any]:
    text = page.split('id="heat-data">', 1)[1].split("</script>", 1)[0]
    found: dict[str, Any] = json.loads(text)
    return found


def test_totals() -> None:
    copy = row("c.docx", content="a.docx", same_as="a.docx")
    rows = [
        row("t/a.docx", coverage=0.5), row("t/b.docx", coverage=1.0, findings=[], verdict="compliant"),
        row("u/x.docx", coverage=0.9, scope="other", verdict="out_of_scope"), copy, unread("u/d.pdf"),
    ]  # fmt: skip
    totals = collect(rows)
    assert (totals.rows, totals.read, totals.duplicates, totals.unreadable) == (5, 3, 1, 1)
    assert totals.overall.mean == 0.75
    assert dict(totals.overall.verdicts) == {"not_compliant": 1, "compliant": 1, "out_of_scope": 1}
    assert {key: group.documents for key, group in totals.groups["folder"].items()} == {"t": 2, "u": 1}
    assert totals.groups["place"]["xã An Thịnh"].documents == 3
    assert totals.copies == {"a.docx": ["c.docx"]}
    assert [(u.path, u.code) for u in totals.unread] == [("u/d.pdf", "encrypted")]


def test_faults_with_examples_that_have_words() -> None:
    rows = [row(f"{n}.docx") for n in range(4)]
    rows.append(row("e.docx", findings=[finding(quote="khoảng nửa số hộ"), finding(mark="f2", quote="câu khác")]))
    rows.append(row("w.docx", findings=[finding(waived=True)]))
    fault = collect(rows).faults["S101"]
    assert (fault.asked, fault.failed) == (6, 5)
    assert len(fault.examples) == 3
    assert [e.path for e in fault.examples if e.quote] == ["e.docx"]


def test_only_the_weakest_are_kept_where_there_are_too_many() -> None:
    totals = collect([row(f"{n}.docx", coverage=n / 10) for n in (9, 2, 7, 1, 8)], weakest_limit=2)
    assert totals.weakest.ordinals() == {1, 3}


@pytest.mark.parametrize(
    ("given", "value", "year"),
    [
        (figure(60.0), 60.0, 2026), (figure(None, max=5, op="le"), 5.0, 2026),
        (figure(3, max=4, op="range"), 3.5, 2026), (figure(10, op="delta"), None, None),
        (figure(60.0, indicator="other"), None, None), (figure(60.0, kind="norm"), None, None),
        (figure(60.0, None), 60.0, 2025), (figure(None), None, None),
    ],
)  # fmt: skip
def test_values_of_indicators(given: Any, value: float | None, year: int | None) -> None:
    series = list(collect([row("a.docx", figures=[given], year=2025)]).series.values())
    assert [(y, list(v)) for s in series for (_, y), v in s.values.items()] == ([(year, [value])] if value else [])


def test_charts_stay_in_their_frame() -> None:
    rows = [row("a.docx", figures=[figure(v, y, kind=k) for k in ("target", "result") for y in (2024, 2025, 2030)
                                   for v in (1.0, 40.0, 41.0, 9000.0)])]  # fmt: skip
    chart = chart_of(next(iter(collect(rows).series.values())))
    first = chart.points[0]
    assert (first.kind, first.year, first.low, first.middle, first.high) == ("target", 2024, 1.0, 40.5, 9000.0)
    assert all(0 <= p.x <= WIDTH and 0 < p.y_high <= p.y <= p.y_low < HEIGHT for p in chart.points)
    assert all(p.over for p in chart.points)
    labels = [p.label_y for p in chart.points if p.label_y is not None]
    assert len(labels) == 2
    assert abs(labels[0] - labels[1]) >= 13


def test_bodies_and_their_load(tmp_path: Path) -> None:
    tasks = [
        task("ubnd-xa", "lead", "UBND xã"),
        task("ubnd-xa", "execute", "UBND xã"),
        task("ubnd-xa", "lead", "Ủy ban"),
    ]
    totals = collect([row("a.docx", assignments=tasks), row("b.docx", assignments=tasks[:1])])
    body = totals.bodies["ubnd-xa"]
    assert (body.tasks, body.documents, dict(body.roles)) == (4, 2, {"lead": 3, "execute": 1})
    assert "UBND xã" in written(tmp_path, row("a.docx", assignments=tasks))


def hostile_rows() -> list[Row]:
    words = finding(quote=HOSTILE, calculation=HOSTILE, section=HOSTILE)
    words.message = type(words.message)(HOSTILE, HOSTILE)
    figures = [figure(n, unit=HOSTILE[:80]) for n in (1, 2, 3)]
    bad = row(f"{HOSTILE[:60]}/a.docx", HOSTILE[:200], findings=[words], title=HOSTILE, number=HOSTILE[:50],
              assignments=[task("x", text=HOSTILE)], figures=figures)  # fmt: skip
    copy = row(f"<i>{HOSTILE[:40]}", same_as=HOSTILE[:60])
    return [bad, copy, unread(HOSTILE[:90])]


@pytest.mark.parametrize("name", ["summary.html", "summary.en.html"])
def test_hostile_words_stay_words(tmp_path: Path, name: str) -> None:
    listed = write_list(tmp_path, "place;kind;period;due\n<script>x</script>xã A;plan;2026;\n=cmd|'/c calc';oops;;\n")
    write_summary(tmp_path, stream(*hostile_rows()), meta=META, formats=["html"], expected=listed)
    page = (tmp_path / name).read_text("utf-8")
    parsed = Page(page)
    tags = [tag for tag, _ in parsed.elements]
    assert tags.count("script") == 2
    assert tags.count("style") == 1
    assert not set(tags) & {"img", "iframe", "object", "embed", "link", "base", "i"}
    for tag, attributes in parsed.elements:
        assert not any(key.startswith("on") or key in ("src", "style", "action") for key in attributes), tag
    assert not [c for c in page if (ord(c) < 32 and c not in "\n\t") or ord(c) == 127 or 0x80 <= ord(c) < 0xA0]
    assert not set(page) & set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert not re.search(r"https?://|url\(|@import|fetch\(|XMLHttpRequest|innerHTML", page)


def test_the_page_allows_itself_nothing_but_its_own(tmp_path: Path) -> None:
    page = written(tmp_path, row("a.docx"))
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    script = page.rsplit("<script>", 1)[1].split("</script>", 1)[0]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src &#39;sha256-{digest}&#39;" in policy[1]
    assert policy[1].startswith("default-src &#39;none&#39;;")
    assert "unsafe" not in policy[1]


@pytest.mark.parametrize("rows", [[], [unread("a.pdf")], [row("a.docx", None, year=None, coverage=None, findings=[])]])
def test_archives_with_little_in_them(tmp_path: Path, rows: list[Row]) -> None:
    page = written(tmp_path, *rows)
    parsed = Page(page)
    ids = parsed.ids()
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in parsed.links() if link.startswith("#")} <= set(ids)


def test_the_table_of_documents(tmp_path: Path) -> None:
    statuses = {"S101": "partial", "C201": "needs_review", "K901": "missing", "L702": "not_applicable"}
    weak = row("yếu.docx", statuses=statuses, coverage=0.25, findings=[finding("K901", quote="tổng là 12")])
    waived = row("ngoại lệ.docx", coverage=0.75, findings=[finding(waived=True)])
    data = data_of(written(tmp_path, waived, row("n.docx", coverage=None, rules={}), weak))
    assert [(d[0], d[7], d[9]) for d in data["documents"]] == [
        ("yếu.docx", 250, "pqfn"), ("ngoại lệ.docx", 750, "wmmn"), ("n.docx", -1, "...."),
    ]  # fmt: skip
    assert [rule[0] for rule in data["rules"]] == [rule.code for rule in RULES]
    assert data["notes"][0] == [[2, 0, "tổng là 12", ""]]
    assert {sign for d in data["documents"] for sign in d[9]} - {"."} <= set(data["letters"])


def test_reports_are_linked_where_they_are(tmp_path: Path) -> None:
    (tmp_path / "reports" / "xã #1").mkdir(parents=True)
    (tmp_path / "reports" / "xã #1" / "a.docx.html").write_text("x", "utf-8")
    data = data_of(written(tmp_path, row("xã #1/a.docx"), row("b.docx")))
    assert {d[0]: d[10] for d in data["documents"]} == {
        "xã #1/a.docx": "./reports/x%C3%A3%20%231/a.docx.html", "b.docx": "",
    }  # fmt: skip
    data = data_of(written(tmp_path, row("b.docx"), report_path=lambda _: "reports/khác.html"))
    assert data["documents"][0][10] == "./reports/kh%C3%A1c.html"


def test_both_languages_link_to_each_other(tmp_path: Path) -> None:
    page = written(tmp_path, row("a.docx"), lang="en")
    assert '<html lang="en">' in page
    assert 'href="summary.vi.html"' in page
    other = (tmp_path / "summary.vi.html").read_text("utf-8")
    assert '<html lang="vi">' in other
    assert 'href="summary.html"' in other


def test_submissions_and_changes_are_on_the_page_and_as_json(tmp_path: Path) -> None:
    earlier = tmp_path / "cu" / "rows.jsonl"
    earlier.parent.mkdir()
    earlier.write_bytes(encode(row("a.docx", findings=[finding(mark="old")])) + b"\n")
    listed = write_list(tmp_path, "Đơn vị;Loại;Kỳ;Hạn\nxã An Thịnh;KH;2026;\nxã Bình Khê;KH;2026;\nxã C;thơ;2026;\n")
    result = write_summary(tmp_path / "out", stream(row("a.docx")), meta=META, formats=["html"], expected=listed,
                           baseline=earlier.parent)  # fmt: skip
    assert result.submissions == {
        "missing": 1, "late": 0, "several": 0, "in_doubt": 0, "pending": 0, "submitted": 1,
    }  # fmt: skip
    assert result.changes == {"new": 1, "same": 0, "gone": 1, "added": 0, "removed": 0, "changed": 1, "lost": 0}
    assert len(result.problems) == 1
    words = Page((tmp_path / "out" / "summary.html").read_text("utf-8")).words()
    for part in ("Chưa nộp", "xã Bình Khê", "dòng 4, cột 2", "1 điểm mới, 0 điểm còn lại, 1 điểm đã khắc phục"):
        assert part in words
    changes = json.loads((tmp_path / "out" / "changes.json").read_text("utf-8"))
    assert changes["documents"][0]["gone_codes"] == ["S101"]
    listed_json = json.loads((tmp_path / "out" / "submissions.json").read_text("utf-8"))
    assert [entry["state"] for entry in listed_json["entries"]] == ["submitted", "missing"]


def test_equal_rows_give_equal_bytes_and_nothing_is_left_behind(tmp_path: Path) -> None:
    made = []
    for name in ("một", "hai"):
        result = write_summary(tmp_path / name, stream(row("a.docx"), unread("b")), meta=META, formats=FORMATS)
        made.append({f.relative_to(tmp_path / name).as_posix(): f.read_bytes() for f in result.files})
        found = {f.relative_to(tmp_path / name).as_posix() for f in (tmp_path / name).rglob("*") if f.is_file()}
        assert found == set(made[-1])
    assert made[0] == made[1]


def test_options_that_do_not_fit(tmp_path: Path) -> None:
    for values in ({"formats": ["pdf"]}, {"formats": ["html"], "lang": "fr"}):
        with pytest.raises(UsageError):
            write_summary(tmp_path, stream(), meta=META, **values)  # type: ignore[arg-type]


def test_real_documents(tmp_path: Path) -> None:
    names = ("ke-hoach-xa-an-thinh.docx", "bao-cao-huyen-phu-khe.txt", "ke-hoach-phuong-van-ben.pdf")
    rows = [row_of(check(DOCUMENTS / name), f"hồ sơ/{name}") for name in names]
    meta = SummaryMeta(title="Thật", rules=default_pack().rules, tool=META.tool)
    result = write_summary(tmp_path, stream(*rows), meta=meta, formats=["html"])
    assert result.documents == 3
    assert sum(result.verdicts.values()) == 3
    page = (tmp_path / "summary.html").read_text("utf-8")
    data = data_of(page)
    assert all(len(d[9]) == len(data["rules"]) == len(meta.rules) for d in data["documents"])
    by_path = {d[0]: d for d in data["documents"]}
    for one in rows:
        assert one.summary is not None
        assert by_path[one.path][7] == round((one.summary.coverage or 0) * 1000)
        assert by_path[one.path][8] == sum(not f.waived for f in one.findings)
    assert "xã An Thịnh Đông" in page
    assert '<polyline class="trend' in page or '<circle class="dot' in page

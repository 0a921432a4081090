"""Two audits of an archive against each other."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.audit.changes import compare, read_baseline
from analyzer.audit.model import Row, RowFinding
from analyzer.audit.rows import encode
from analyzer.errors import UsageError
from tests.audit.samples_rows import finding, row, stream, unread


def marks(*names: str) -> list[RowFinding]:
    return [finding("K901", name) for name in names]


def changed(before: list[Row], now: list[Row]) -> dict[str, int]:
    return compare(before, stream(*now)).counts()


def test_new_same_and_gone_by_document_and_place() -> None:
    other = row("b.docx", "Ủy ban nhân dân xã Bình Khê", findings=marks("9"))
    before = [row("a.docx", findings=marks("1", "2")), other]
    now = [row("a.docx", findings=marks("2", "3", "4")), other]
    changes = compare(before, stream(*now))
    assert changes.counts() == {"new": 2, "same": 2, "gone": 1, "added": 0, "removed": 0, "changed": 1, "lost": 0}
    assert {place: (t.new, t.same, t.gone) for place, t in changes.places.items()} == {
        "xã An Thịnh": (2, 1, 1), "xã Bình Khê": (0, 1, 0),
    }  # fmt: skip
    assert [(d.path, d.state, d.new, d.gone) for d in changes.documents] == [
        ("a.docx", "changed", ["K901", "K901"], ["K901"])
    ]
    assert changes.states_of(now[0]) == {("K901", "2"): "same", ("K901", "3"): "new", ("K901", "4"): "new"}


@pytest.mark.parametrize(
    ("before", "now", "added", "removed"),
    [
        (row("a.docx"), row("moi/a.docx"), 0, 0),
        (row("a.docx"), row("b.docx", "UBND xã An Thịnh"), 0, 0),
        (row("a.docx"), row("b.docx", number="99/KH-UBND"), 1, 1),
        (row("a.docx"), row("b.docx", "Ủy ban nhân dân xã Bình Khê"), 1, 1),
        (row("a.docx", number=None), row("b.docx", number=None), 1, 1),
        (row("a.docx", number=None, content="x"), row("b.docx", number=None, content="x"), 0, 0),
    ],
)
def test_documents_that_moved(before: Row, now: Row, added: int, removed: int) -> None:
    counts = changed([before], [now])
    assert (counts["added"], counts["removed"]) == (added, removed)


def test_two_that_look_alike_are_matched_by_path_alone() -> None:
    counts = changed([row("a.docx"), row("b.docx")], [row("c.docx"), row("d.docx")])
    assert (counts["added"], counts["removed"]) == (2, 2)
    assert changed([row("a.docx"), row("b.docx")], [row("a.docx"), row("d.docx")])["added"] == 0


def test_a_file_that_cannot_be_read_any_more_has_fixed_nothing() -> None:
    counts = changed([row("a.docx")], [unread("a.docx")])
    assert (counts["gone"], counts["lost"]) == (0, 1)
    again = changed([unread("a.docx")], [row("a.docx")])
    assert (again["new"], again["changed"]) == (1, 1)


def test_waived_findings_and_copies_are_left_aside() -> None:
    before = [row("a.docx", findings=[finding(mark="1")])]
    waived = row("a.docx", findings=[finding(mark="1", waived=True)])
    copy = row("b.docx", same_as="a.docx", content="a.docx")
    assert changed(before, [waived, copy]) == {
        "new": 0, "same": 0, "gone": 1, "added": 0, "removed": 0, "changed": 1, "lost": 0,
    }  # fmt: skip


@given(st.sets(st.sampled_from("abcdefgh")), st.sets(st.sampled_from("abcdefgh")))
def test_every_finding_is_counted_once(old: set[str], new: set[str]) -> None:
    counts = changed([row("a.docx", findings=marks(*sorted(old)))], [row("a.docx", findings=marks(*sorted(new)))])
    assert counts["new"] + counts["same"] == len(new)
    assert counts["gone"] + counts["same"] == len(old)


def test_the_baseline_is_a_folder_or_its_file(tmp_path: Path) -> None:
    rows = [row("a.docx"), unread("b.pdf")]
    file = tmp_path / "rows.jsonl"
    file.write_bytes(b"".join(encode(one) + b"\n" for one in rows) + b"\n")
    assert list(read_baseline(tmp_path)) == list(read_baseline(file)) == rows
    file.write_bytes(encode(rows[0]) + b'\n{"path": 3}\n')
    with pytest.raises(UsageError) as error:
        list(read_baseline(file))
    assert "dòng 2" in error.value.message.vi
    with pytest.raises(UsageError):
        list(read_baseline(tmp_path / "khong-co"))

"""Bodies: every phrase of the corpus, what the register knows of time, and any text without harm."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from analyzer.extraction.bodies.logic import find_bodies, scan_bodies
from analyzer.extraction.bodies.register import register
from analyzer.extraction.model import Body
from analyzer.extraction.plain import plain_analysis
from analyzer.resources import rules_dir

PHRASES: dict[str, Any] = yaml.safe_load(
    (rules_dir().parent / "corpora" / "phrases" / "bodies.yml").read_text(encoding="utf-8")
)
WHOLE = [
    (text, id, entry["kind"], level)
    for id, entry in PHRASES["whole"].items()
    for level, texts in entry.items()
    if level != "kind"
    for text in texts
]


def pairs(text: str) -> list[str]:
    return [f"{body.text} = {body.id}" for body in scan_bodies(text)]


def test_the_corpus_is_as_large_as_it_should_be() -> None:
    assert len(WHOLE) + sum(len(PHRASES[part]) for part in ("inside", "open", "none")) >= 300


@pytest.mark.parametrize(("text", "id", "kind", "level"), WHOLE, ids=[row[0] for row in WHOLE])
def test_a_name_is_one_body(text: str, id: str, kind: str, level: str) -> None:
    (body,) = scan_bodies(text)
    assert (body.text, body.id, body.kind, body.level or "unsaid", body.open) == (text, id, kind, level, False)


@pytest.mark.parametrize("text", [row[0] for row in WHOLE])
def test_a_name_keeps_its_place_in_a_sentence(text: str) -> None:
    sentence = f"Theo đó, {text} đã gửi số liệu; kết quả tốt."
    body = scan_bodies(sentence)[0]
    assert sentence[slice(*body.span)] == body.text == text


@pytest.mark.parametrize("case", PHRASES["inside"], ids=lambda case: case["text"])
def test_bodies_inside_a_text(case: dict[str, Any]) -> None:
    assert pairs(case["text"]) == case["gives"]


@pytest.mark.parametrize("text", PHRASES["open"])
def test_vague_groups_are_open(text: str) -> None:
    bodies = scan_bodies(text)
    assert bodies
    assert all(body.open for body in bodies)


@pytest.mark.parametrize("text", PHRASES["none"])
def test_no_body(text: str) -> None:
    assert pairs(text) == []


@pytest.mark.parametrize("text", PHRASES["none"])
def test_no_body_in_a_sentence(text: str) -> None:
    assert pairs(f"- Tiếp tục quan tâm {text}.") == []


def test_several_functions() -> None:
    (body,) = scan_bodies("Phòng Văn hóa - Xã hội")
    assert body.kinds[0] == body.kind == "labour"
    assert {"information", "culture"} <= set(body.kinds)


def test_policy_or_agency_in_a_column_of_bodies() -> None:
    assert scan_bodies("Bảo hiểm xã hội") == []
    assert [body.id for body in scan_bodies("Bảo hiểm xã hội", agencies=True)] == ["bhxh"]


def body(id: str, level: str | None = None) -> Body:
    return Body(id, id, (0, 1), level=level)


@pytest.mark.parametrize(
    ("id", "level", "day", "exists"),
    [
        ("phong-ldtbxh", "district", "2022-05-01", True),
        ("phong-ldtbxh", "district", "2025-04-01", None),
        ("phong-ldtbxh", "district", "2025-07-01", False),
        ("phong-ldtbxh", "district", "2025", None),
        ("phong-ldtbxh", "district", "2026", False),
        ("so-ldtbxh", "province", "2025-02-28", True),
        ("so-ldtbxh", "province", "2025-03-01", False),
        ("bhxh-huyen", "district", "2024-12-31", True),
        ("bhxh-huyen", "district", "2025-08", False),
        ("bhxh-khu-vuc", "province", "2025-02-28", False),
        ("bhxh-khu-vuc", "province", "2025-04-15", True),
        ("bhxh-khu-vuc", "province", "2025-07-15", False),
        ("bhxh-co-so", "commune", "2025-06-30", False),
        ("bhxh-co-so", "commune", "2025-07-01", True),
        ("phong-vhxh", "commune", "2024-06-01", False),
        ("phong-vhxh", "commune", "2026-01-01", True),
        ("hoi-nong-dan", "district", "2026-01-01", False),
        ("hoi-nong-dan", "commune", "2026-01-01", True),
        ("phong-dan-toc", "district", "2025-07-01", False),
        ("phong-dan-toc", None, "2025-07-01", None),
        ("ubnd-huyen", "district", "2025-06-30", True),
    ],
)
def test_existence(id: str, level: str | None, day: str, exists: bool | None) -> None:
    assert register().exists_at(body(id, level), day) is exists


def test_existence_takes_dates() -> None:
    assert register().exists_at(body("bo-ldtbxh", "central"), date(2025, 3, 1)) is False


def test_entries_and_successors() -> None:
    book = register()
    entry = book.entry("bhxh-huyen")
    assert entry is not None
    assert (entry.level, entry.kinds) == ("district", ("social_insurance",))
    assert book.successors("phong-ldtbxh") == ("phong-noi-vu", "phong-vhxh")
    assert book.entry("khong-co") is None
    assert book.successors("khong-co") == ()


def test_every_successor_and_source_is_there() -> None:
    book = register()
    for entry in book.entries:
        for variant in (entry, *(entry.by_level or {}).values()):
            assert all(book.entry(id) for id in variant.successors), variant.id
            assert not (variant.valid_from or variant.valid_to) or variant.source, variant.id
            assert variant.id.isascii()


def test_ids_are_unique() -> None:
    ids = [entry.id for entry in register().entries]
    assert len(ids) == len(set(ids))


def test_committees_below_the_document() -> None:
    head = "ỦY BAN NHÂN DÂN\nHUYỆN SA LỘC\n\nKẾ HOẠCH\nTuyên truyền BHXH năm 2024\n\n"
    text = head + "UBND xã An Thịnh bố trí địa điểm. UBND huyện kiểm tra."
    kinds = {found.text: found.kind for found in find_bodies(plain_analysis(text))}
    assert kinds["UBND xã An Thịnh"] == "lower_committee"
    assert kinds["UBND huyện"] == "people_committee"


@given(st.text(alphabet="UBND xã,huyện Phòng Nội vụ và các -–/.&\n\t()ÁÀ12", max_size=200))
def test_spans_are_exact_and_apart(text: str) -> None:
    last = 0
    for found in scan_bodies(text):
        start, end = found.span
        assert last <= start < end <= len(text)
        assert text[start:end] == found.text
        last = end


@pytest.mark.parametrize(
    "piece", ["các ", "UBND các xã, ", "Phòng ", "1", ", ", "Hội Nông dân, Phụ nữ, ", "huyện ", "P."]
)
def test_long_repetitions_end(piece: str) -> None:
    text = piece * 4000
    assert all(text[slice(*found.span)] == found.text for found in scan_bodies(text))

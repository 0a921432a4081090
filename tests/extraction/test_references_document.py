"""References of whole documents, the register, and the spaCy component."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.extraction.references import cited_spans, factory, find_references, register, scan_references
from analyzer.pipeline import analyze_text

DOCUMENT = """ỦY BAN NHÂN DÂN XÃ ĐỒNG SẬY
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM

Số: 41/QĐ-UBND
Đồng Sậy, ngày 20 tháng 02 năm 2026

QUYẾT ĐỊNH
Ban hành Kế hoạch truyền thông bảo hiểm xã hội

Căn cứ Luật Bảo hiểm xã hội ngày 29 tháng 6 năm 2024;
Căn cứ Nghị quyết số 28-NQ/TW ngày 23 tháng 5 năm 2018 của Ban Chấp hành Trung ương \
về cải cách chính sách bảo hiểm xã hội;
Căn cứ Kế hoạch số 77/KH-UBND ngày 15/01/2026 của Ủy ban nhân dân tỉnh An Sơn về truyền thông giai đoạn 2026 - 2030;

Điều 1. Ban hành Kế hoạch thực hiện Nghị quyết 28 và Luật BHXH.
Điều 2. Các thôn thực hiện Kế hoạch số 77/KH- UBND.

Nơi nhận:
- Như Điều 2;
- Lưu: VT.
CHỦ TỊCH
Lò Thị Hạnh

KẾ HOẠCH
Truyền thông bảo hiểm xã hội
(Kèm theo Quyết định số 41/QĐ-UBND ngày 20 tháng 02 năm 2026 của Ủy ban nhân dân xã Đồng Sậy)

I. MỤC TIÊU
Thực hiện Nghị quyết số 28-NQ/TW.
"""


def test_each_document_once_and_not_the_own_number() -> None:
    found = find_references(analyze_text(DOCUMENT))
    assert [(r.number or r.name, r.issued_on, len(r.mentions)) for r in found] == [
        ("Luật Bảo hiểm xã hội", "2024-06-29", 2),
        ("28-NQ/TW", "2018-05-23", 3),
        ("77/KH-UBND", "2026-01-15", 2),
    ]
    assert found[1].issuer == "Ban Chấp hành Trung ương"
    assert found[1].subject == "về cải cách chính sách bảo hiểm xã hội"
    assert [r.register_id for r in found] == ["luat-bhxh-2024", "nq-28-2018", None]


def test_dates_that_differ_stay_visible() -> None:
    text = "Kế hoạch số 9/KH-UBND ngày 02/3/2026 và Kế hoạch số 9/KH-UBND ngày 03/3/2026"
    (found,) = scan_references(text)
    assert [(d, text[slice(*s)]) for d, s in found.dates] == [
        ("2026-03-02", "ngày 02/3/2026"),
        ("2026-03-03", "ngày 03/3/2026"),
    ]
    (fault,) = register.conflict(found)
    assert (fault.kind, fault.found, fault.expected, text[slice(*fault.span)]) == (
        "within", "2026-03-03", "2026-03-02", "ngày 03/3/2026",
    )  # fmt: skip


def test_the_abstract_is_part_of_the_citation() -> None:
    text = "Quyết định số 12/QĐ-UBND ngày 02/3/2026 của UBND tỉnh về giao chỉ tiêu năm 2026, Ủy ban nhân dân xã giao"
    assert [text[slice(*s)] for s in cited_spans(text)][-1].endswith("về giao chỉ tiêu năm 2026")


@pytest.mark.parametrize(
    ("phrase", "at", "expected"),
    [
        ("Quyết định số 294/QĐ-LĐTBXH", "2024-05-01", "in_force"),
        ("Quyết định số 294/QĐ-LĐTBXH", "2026-01-01", "expired"),
        ("Luật Bảo hiểm xã hội năm 2024", "2025-06-30", "not_yet"),
        ("Luật Bảo hiểm xã hội năm 2024", "2025-07-01", "in_force"),
        ("Luật Bảo hiểm xã hội năm 2014", "2025-07-01", "expired"),
        ("Bộ luật Lao động năm 2019", "2026", "in_force"),
        ("Luật Việc làm ngày 16 tháng 11 năm 2013", "2026-01", "expired"),
        ("Quyết định số 176/QĐ-BNV", "2026-06-01", "unknown"),
        ("Quyết định số 1676/QĐ-TTg", None, "unknown"),
        ("Quyết định số 9999/QĐ-TTg", "2026-01-01", None),
        ("Luật Bảo hiểm xã hội", "2026-01-01", None),
    ],
)
def test_validity(phrase: str, at: str | None, expected: str | None) -> None:
    (reference,) = scan_references(phrase)
    assert register.validity(reference, at) == expected


def test_two_documents_of_one_number_are_told_apart() -> None:
    (first,) = scan_references("Nghị quyết số 28-NQ/TW ngày 23/5/2018")
    (second,) = scan_references("Nghị quyết số 28-NQ/TW ngày 17/11/2022")
    (third,) = scan_references("Nghị quyết số 28-NQ/TW của Ban Chấp hành Trung ương về cải cách chính sách BHXH")
    assert [r.register_id for r in (first, second, third)] == ["nq-28-2018", "nq-28-2022", "nq-28-2018"]
    assert len(scan_references("Nghị quyết số 28-NQ/TW ngày 23/5/2018; Nghị quyết số 28-NQ/TW ngày 17/11/2022")) == 2


def test_the_register_is_sound() -> None:
    entries = register.documents()
    ids = [e.id for e in entries]
    assert len(ids) == len(set(ids)) >= 40
    for entry in entries:
        assert re.fullmatch(r"\d{4}(-\d\d-\d\d)?", entry.date or "2000")
        assert entry.confidence in ("H", "M", "L")
        assert all((entry.source, entry.title.vi, entry.title.en))
        assert not (entry.valid_from and entry.valid_to) or entry.valid_from <= entry.valid_to
        assert entry.replaced_by is None or entry.replaced_by in ids
        assert re.fullmatch(r"\d+(/\d{4})?[-/]\S+", entry.number)


@pytest.mark.parametrize("entry", register.documents(), ids=lambda e: e.id)
def test_every_entry_is_found_under_its_own_number_without_contradiction(entry: register.Entry) -> None:
    day = entry.date or ""
    when = f" ngày {day[8:]}/{day[5:7]}/{day[:4]}" if len(day) == 10 else ""
    (reference,) = scan_references(f"theo văn bản số {entry.number}{when}.")
    assert register.conflict(reference) == ()
    if when:
        assert reference.register_id == entry.id


PIECES = st.sampled_from(
    [
        "Quyết định", "Nghị quyết", "số", "1676/QĐ-TTg", "28-NQ/TW", "ngày 21/11/2019", "của Thủ tướng", "Luật", ",",
        "Bảo hiểm xã hội", "năm 2014", "và", "Điều 5", "khoản 2", "(", ")", "về việc", "41/2024/QH15",
        "/", "-", "\n", ";",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30))
@settings(max_examples=300)
def test_any_words_give_references_inside_the_text(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for reference in scan_references(text):
        assert reference.number or reference.name or reference.issued_on
        for start, end in reference.mentions:
            assert 0 <= start < end <= len(text)
        register.conflict(reference)
    spans = cited_spans(text)
    assert all(a[1] < b[0] for a, b in pairwise(spans))


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    scan_references(text)


def test_component_in_a_foreign_pipeline() -> None:
    nlp = spacy.blank("xx")
    nlp.add_pipe("rasoat_references")
    doc = nlp("Theo Nghị định số 30/2020/NĐ-CP ngày 05/3/2020, và Luật Việc làm.")
    assert [(s.label_, s._.reference.number or s._.reference.name) for s in doc.spans[factory.GROUP]] == [
        ("decree", "30/2020/NĐ-CP"),
        ("law", "Luật Việc làm"),
    ]

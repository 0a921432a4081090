"""One document in five file formats: the same words, so the same sections, figures, times, tasks and verdicts.

A format that cannot hold a document is left out of its comparison, with the reason; a difference that is a fault of
the program is an expected failure, with the reason, and fails when it is mended.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from msgspec import UNSET

from analyzer import check
from tests.support.formats import FORMS, names, write

_SPANS = "cells of its table span several columns or rows"
_LEFT_OUT = {
    ("bao-cao-bhxh-huyen-ea-drong", "txt"): _SPANS,
    ("bao-cao-bhxh-huyen-ea-drong", "md"): _SPANS,
    ("bao-cao-huyen-phu-khe", "txt"): "its text is as taken from a scan, where the table is loose lines",
    ("bao-cao-xa-muong-tra-6-thang-2026", "txt"): _SPANS,
    ("bao-cao-xa-muong-tra-6-thang-2026", "md"): _SPANS,
    ("bao-cao-phuong-song-tra-bhxh", "txt"): _SPANS,
    ("bao-cao-phuong-song-tra-bhxh", "md"): _SPANS,
    ("bao-cao-so-ldtbxh-thanh-giang", "txt"): _SPANS,
    ("ke-hoach-bhxh-huyen-cam-son-2024", "md"): _SPANS,
    ("ke-hoach-phuong-hoa-thinh-2026", "txt"): _SPANS,
    ("ke-hoach-phuong-hoa-thinh-2026", "md"): _SPANS,
    ("ke-hoach-phuong-hoa-my-tay-2027", "txt"): _SPANS,
    ("ke-hoach-phuong-hoa-my-tay-2027", "md"): _SPANS,
    ("ke-hoach-phuong-van-ben", "txt"): _SPANS,
    ("ke-hoach-phuong-van-ben", "md"): _SPANS,
    ("ke-hoach-xa-dak-mol-phat-trien", "txt"): "its footnote stands in the text as (1)",
}
_KNOWN: dict[tuple[str, str], str] = {}
"""Document and format → what of the program is at fault."""


def _found(path: Path) -> dict[str, Counter[Any]]:
    """What was found, as multisets: a footnote has its place at the end of a page, of a document or in the text."""
    report = check(path)
    document = report.document
    period, signer = document.period, document.signer
    head = {
        "kind": document.kind, "scope": document.scope, "phase": document.phase, "number": document.number,
        "issuer": document.issuer.name, "level": document.issuer.level, "title": document.title,
        "place": document.place, "issued_on": document.issued_on, "period": (period.start, period.end),
        "signer": (signer.authority, signer.position, signer.name), "recipients": tuple(document.recipients),
    }  # fmt: skip
    return {
        "document": Counter(head.items()),
        "references": Counter((r.type, r.number, r.name, r.issued_on) for r in document.references),
        "sections": Counter((s.role, s.label, s.level, s.heading) for s in report.sections),
        "figures": Counter(
            (
                f.kind, f.indicator, f.op, f.min, f.max, f.unit, f.per, f.per_entity, f.population, f.place, f.basis,
                (f.when.start, f.when.end, f.when.every) if f.when else None,
            )
            for f in report.figures
        ),
        "deadlines": Counter((d.kind, d.start, d.end, d.every, d.month, d.day, d.status) for d in report.deadlines),
        "assignments": Counter((a.body, a.role, a.task, a.product) for a in report.assignments),
        "rules": Counter(
            (r.code, r.status, 0 if r.findings is UNSET else len(r.findings)) for r in report.rules
        ),
    }  # fmt: skip


@cache
def _reference(name: str, folder: Path) -> dict[str, Counter[Any]]:
    return _found(write(name, "docx", folder))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("forms")


def _cases() -> list[Any]:
    cases = []
    for name in names():
        for form in FORMS:
            if form == "docx" or (name, form) in _LEFT_OUT:
                continue
            reason = _KNOWN.get((name, form))
            marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
            cases.append(pytest.param(name, form, marks=marks, id=f"{name}-{form}"))
    return cases


@pytest.mark.parametrize(("name", "form"), _cases())
def test_a_document_says_the_same_in_every_format(name: str, form: str, folder: Path) -> None:
    wanted, found = _reference(name, folder), _found(write(name, form, folder))
    assert sum(wanted["rules"].values()) > 30
    differences = {
        key: {"docx": list((wanted[key] - found[key]).elements()), form: list((found[key] - wanted[key]).elements())}
        for key in wanted
        if wanted[key] != found[key]
    }  # fmt: skip
    assert differences == {}


def test_the_exceptions_name_documents() -> None:
    assert {name for name, _ in (*_LEFT_OUT, *_KNOWN)} <= set(names())

"""The short marks of the sources, and the model they stand in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from corpora.annotation import assignments, deadline, figure, times
from corpora.model import Block, load, sources
from corpora.render.text import spans

MOMENT = {"start": None, "end": None, "every": None, "month": None}


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        ("2025", {"start": "2025-01-01", "end": "2025-12-31"}),
        ("..2025", {"end": "2025-12-31"}),
        ("2026..2030", {"start": "2026-01-01", "end": "2030-12-31"}),
        ("2024-02", {"start": "2024-02-01", "end": "2024-02-29"}),
        ("2025-07-01..", {"start": "2025-07-01"}),
        ("2025-05-15", {"start": "2025-05-15", "end": "2025-05-15"}),
        ("2025-01..2025-08", {"start": "2025-01-01", "end": "2025-08-31"}),
        ("P1Y", {"every": "P1Y"}),
        ("P1Y m5", {"every": "P1Y", "month": 5}),
    ],
)
def test_times(mark: str, expected: dict[str, Any]) -> None:
    assert times(mark) == MOMENT | expected


def test_no_time() -> None:
    assert times("-") is None
    with pytest.raises(ValueError, match="quote"):
        deadline("- | quote")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (">= 95 %", ("ge", 95, None, "%", None)),
        ("> 97 %", ("gt", 97, None, "%", None)),
        ("<= 5 hồ sơ", ("le", None, 5, "hồ sơ", None)),
        ("~ 7.2 %", ("approx", 7.2, 7.2, "%", None)),
        ("+ 5 % /year", ("delta", 5, 5, "%", "year")),
        ("2-3 cộng tác viên", ("range", 2, 3, "cộng tác viên", None)),
        ("= 2 lượt /week", ("eq", 2, 2, "lượt", "week")),
        ("1369 hồ sơ", ("eq", 1369, 1369, "hồ sơ", None)),
    ],
)
def test_values(value: str, expected: tuple[Any, ...]) -> None:
    item = figure(f"target other | {value} | 2025 | the quote")
    assert tuple(item[key] for key in ("op", "min", "max", "unit", "per")) == expected
    assert item["when"] == {"start": "2025-01-01", "end": "2025-12-31", "every": None}


@pytest.mark.parametrize(
    "mark", ["target other | many % | - | quote", "target other | 5 % | quote", "other | 5 % | - | q"]
)
def test_bad_figures_are_refused(mark: str) -> None:
    with pytest.raises(ValueError, match=r"value|unpack"):
        figure(mark)


def test_bodies_of_a_task() -> None:
    block = Block("li", text="Chủ trì, phối hợp với B, C mở lớp", marker="-")
    found = assignments("lead ^ // coord B ; C", "A", block)
    assert [(item["role"], item["body_text"]) for item in found] == [
        ("lead", "A"),
        ("coordinate", "B"),
        ("coordinate", "C"),
    ]
    assert {item["task"] for item in found} == {"Chủ trì, phối hợp với B, C mở lớp"}
    with pytest.raises(ValueError, match="no body"):
        assignments("lead ^", "", block)


def test_an_unknown_block_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_text("form: txt\nblocks:\n  - heading: I. MỤC TIÊU\ngold: {}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="unknown block 'heading'"):
        load(path)


def test_merged_cells() -> None:
    tables = [block.table for source in sources() for block in source.blocks if block.table and block.table.head == 2]
    assert spans(tables[0])[0, 0] == (2, 1)
    assert spans(tables[0])[0, 1] == (1, 3)

"""The garbage collector waits while a document is analysed, and is left as it was."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from analyzer.errors import UsageError
from analyzer.pipeline import analyze_text, report_on


@pytest.fixture(params=[True, False], ids=["on", "off"])
def runs(request: pytest.FixtureRequest) -> Iterator[bool]:
    """Whether it ran before; it runs again after the test."""
    (gc.enable if request.param else gc.disable)()
    yield request.param
    gc.enable()


def test_it_is_left_as_it_was(runs: bool) -> None:
    report_on(analyze_text("KẾ HOẠCH\nTuyên truyền bảo hiểm xã hội năm 2026"))
    assert gc.isenabled() is runs


def test_also_after_an_error(runs: bool) -> None:
    with pytest.raises(UsageError):
        analyze_text("KẾ HOẠCH", date="2026-13")
    assert gc.isenabled() is runs

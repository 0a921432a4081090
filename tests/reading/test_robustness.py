"""Hundreds of broken files: each ends in a text or in one clear sentence, within its time and memory."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from analyzer.errors import ReadingError
from analyzer.reading.guard import read_guarded
from analyzer.reading.guard_process import drop_idle
from analyzer.reading.limits import Limits
from analyzer.reading.model import SourceText
from tests.support.broken import cases
from tests.support.broken_model import ERROR, TEXT, Broken

LIMITS = Limits(seconds=40, memory=3 << 29, blocks=60_000)
_CASES = list(cases())


@pytest.fixture(autouse=True, scope="module")
def by_its_own_readers() -> Iterator[None]:
    """Not through LibreOffice, which takes seconds for each file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RASOAT_SOFFICE", "none")
        drop_idle()
        yield
        drop_idle()


_CODES = frozenset(re.findall(r"^\| `(\w+)` \|", (
    Path(__file__).resolve().parents[2] / "docs" / "errors.md").read_text("utf-8"), re.M))  # fmt: skip
_BEYOND = frozenset({"form-itself.pdf", "forms-doubling.pdf", "run-10-MB.docx"})
"""What may end the process that reads: forms that draw each other without end fill its memory inside PDFium, and so
may one word of ten million letters."""


def test_there_are_many_of_every_format() -> None:
    names = [case.name for case in _CASES]
    assert len(set(names)) == len(names) >= 300
    for kind in ("docx", "pdf", "html", "md", "txt", "png", "jpg", "tif", "rtf", "odt", "xlsx"):
        assert sum(name.endswith(f".{kind}") for name in names) >= 14, kind


def test_they_are_the_same_every_time() -> None:
    # A zip notes when its members were made; all else comes from fixed seeds.
    pairs = zip(_CASES, cases(), strict=True)
    assert all(one.name == other.name and (b"PK" in one.data or one.data == other.data) for one, other in pairs)


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case.name.encode("ascii", "backslashreplace").decode())
def test_ends_in_a_text_or_one_sentence(case: Broken) -> None:
    source, error = _read(case)
    if error is not None:
        _is_clear(error, case)
        assert case.name in _BEYOND or error.code not in ("timeout", "out_of_memory", "crashed")
        assert case.end != TEXT, error
        assert not case.codes or error.code in case.codes
    if source is not None:
        assert case.end != ERROR
        assert any(block.text.strip() for block in source.blocks) or source.warnings
        assert len({block.id for block in source.blocks}) == len(source.blocks)
        assert all(block.char_boxes is None or len(block.char_boxes) == len(block.text) for block in source.blocks)


def _read(case: Broken) -> tuple[SourceText | None, ReadingError | None]:
    try:
        return read_guarded(case.name, data=case.data, limits=LIMITS), None
    except ReadingError as error:
        return None, error


def _is_clear(error: ReadingError, case: Broken) -> None:
    assert error.code in _CODES
    for sentence in error.message:
        assert case.name.rpartition("/")[2] in sentence
        assert len(sentence) < 300 + len(case.name)
        assert sentence.rstrip().endswith((".", ")"))
        assert "Error" not in sentence
        assert "Traceback" not in sentence


@pytest.mark.skipif(os.name == "nt", reason="names that Windows does not allow")
def test_names_are_data(tmp_path: Path) -> None:
    path = tmp_path / "a\nb\x1b[31m\u202e;$(touch x)`.pdf"
    path.write_bytes(b"%PDF-1.7\n")
    with pytest.raises(ReadingError) as caught:
        read_guarded(path)
    assert caught.value.code == "corrupt"
    assert str(path) in caught.value.message.vi
    assert sorted(tmp_path.iterdir()) == [path]

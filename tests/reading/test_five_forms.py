"""One document in five forms: Word, PDF with text, Word 97–2003, RTF, and Word 97–2003 in a font of TCVN3."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest
from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import partial_ratio_alignment

from analyzer.pipeline import analyze_source, report_on
from analyzer.reading import office, read
from analyzer.reading.model import SourceText
from analyzer.text.normalise import normalise
from tests.support.office_files import MISSING, NAMES, docx, saved

pytestmark = pytest.mark.skipif(office.program() is None, reason=MISSING)
_FORMS = {"pdf": ("pdf", ""), "doc": ("doc", ""), "rtf": ("rtf", ""), "odt": ("odt", ""), "tcvn3": ("doc", "-tcvn3")}
"""Form → format, and what the name ends with. OpenDocument goes along as a sixth."""
_ALLOWED = 0.001


def _file(name: str, form: str) -> tuple[str, bytes]:
    if form == "docx":
        return f"{name}.docx", docx(name)
    kind, ending = _FORMS[form]
    return f"{name}.{kind}", saved(kind)[name + ending]


@cache
def _source(name: str, form: str) -> SourceText:
    path, content = _file(name, form)
    return read(path, data=content)


@cache
def _units(name: str, form: str) -> tuple[list[str], list[str]]:
    """Paragraphs and cells as the program goes on with them; of these, the paragraphs in order."""
    clean = normalise(_source(name, form))
    units: list[str] = []
    body: list[str] = []
    for line in clean.lines:
        if line.cells:
            units += [clean.text[cell.start : cell.end] for cell in line.cells]
        else:
            units.append(clean.text[line.start : line.end])
            if line.kind == "paragraph":
                body.append(units[-1])
    return units, body


def _errors(wanted: str, whole: str) -> int:
    """Characters to be changed in the stretch of ``whole`` that is most like ``wanted``, wherever it stands."""
    if wanted in whole:
        return 0
    nearest = partial_ratio_alignment(wanted, whole)
    return (
        len(wanted) if nearest is None else Levenshtein.distance(wanted, whole[nearest.dest_start : nearest.dest_end])
    )


def _solid(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("form", _FORMS)
@pytest.mark.parametrize("name", NAMES)
def test_the_same_letters(name: str, form: str) -> None:
    wanted = [_solid(text) for text in _units(name, "docx")[0]]
    whole = "".join(map(_solid, _units(name, form)[0]))
    total = sum(map(len, wanted))
    assert total > 1500
    assert sum(_errors(text, whole) for text in wanted) <= _ALLOWED * total
    assert abs(len(whole) - total) <= 2 * _ALLOWED * total  # and nothing besides


@pytest.mark.parametrize("form", [form for form in _FORMS if form != "pdf"])
@pytest.mark.parametrize("name", NAMES)
def test_the_same_blocks(name: str, form: str) -> None:
    """Formats with paragraphs give the very same ones; a PDF has lines, which may be joined otherwise."""
    assert Counter(_units(name, form)[0]) == Counter(_units(name, "docx")[0])


@pytest.mark.parametrize("form", _FORMS)
@pytest.mark.parametrize("name", NAMES)
def test_the_same_order(name: str, form: str) -> None:
    wanted, found = _units(name, "docx")[1], _units(name, form)[1]
    both = set(wanted) & set(found)
    assert len(both) >= 0.9 * len(set(wanted))
    assert [text for text in found if text in both] == [text for text in wanted if text in both]


@cache
def _verdicts(name: str, form: str) -> dict[str, str]:
    report = report_on(analyze_source(_source(name, form)))
    return {rule.code: rule.status for rule in report.rules}


@pytest.mark.parametrize("form", _FORMS)
@pytest.mark.parametrize("name", NAMES)
def test_the_same_verdicts(name: str, form: str) -> None:
    assert len(_verdicts(name, "docx")) > 30
    wanted, found = _verdicts(name, "docx"), _verdicts(name, form)
    assert {code for code in wanted if wanted[code] != found.get(code)} == set()


def test_the_report_says_how_it_was_read() -> None:
    source = _source(NAMES[0], "tcvn3")
    assert source.format == "doc"
    assert [warning.code for warning in source.warnings] == ["read_with_libreoffice", "legacy_encoding"]
    assert "TCVN3 (ABC)" in source.warnings[1].message.vi
    assert _source(NAMES[0], "rtf").format == "rtf"
    assert _source(NAMES[0], "odt").format == "odt"

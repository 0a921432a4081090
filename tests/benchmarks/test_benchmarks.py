"""The benchmarks run and write their tables. How fast anything is, no test says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from analyzer.evaluation.marks import marks
from analyzer.reading import read
from analyzer.text.normalise import normalise
from benchmarks import audit, samples, speed, stages
from benchmarks.speed import Row, measure, table


def page(folder: Path, name: str) -> Path:
    begin, end = marks(name)
    file = folder / "page.md"
    file.write_text(f"# Page\n\n{begin}\n{end}\n\nAfter.\n", encoding="utf-8")
    return file


def test_the_table_of_ratios(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = page(tmp_path, speed.MARK)
    assert speed.main(["--only", "help", "pdf", "docx", "--repeats", "1", "--table", str(file)]) in (0, 1)
    written = file.read_text(encoding="utf-8")
    rows = re.findall(r"^\| (.+?) \| (.+?) \| ([\d.]+) × \| ≤ [\d.]+ × \| (met|\*\*not met\*\*) \|$", written, re.M)
    assert [row[1] for row in rows] == [
        "`python -c pass`", "PDFium's plain text", "python-docx reading all paragraphs and cells",
    ]  # fmt: skip
    assert all(float(row[2]) > 0 for row in rows)
    assert written.endswith(f"{marks(speed.MARK)[1]}\n\nAfter.\n")
    assert rows[0][0] in capsys.readouterr().out


def test_a_ratio_is_of_medians_taken_in_turns() -> None:
    turns: list[str] = []
    ours, theirs = iter([3.0, 9.0, 4.0]), iter([2.0, 2.0, 8.0])

    def side(name: str, values: object) -> float:
        turns.append(name)
        return next(values)  # type: ignore[call-overload, no-any-return]

    less = Row("a", "b", 1.5, lambda: side("ours", ours), lambda: side("theirs", theirs))
    result = measure(less, 3)
    assert result == {"ours": 4.0, "theirs": 2.0, "ratio": 2.0}
    assert turns == ["theirs", "ours"] * 3
    more = Row("c", "d", 1.5, float, float, more_is_better=True)
    shown = table([(less, result), (more, {"ratio": 1.6})])
    assert "| a | b | 2.00 × | ≤ 1.5 × | **not met** |" in shown
    assert "| c | d | 1.60 × | ≥ 1.5 × | met |" in shown


def test_where_the_time_goes(tmp_path: Path) -> None:
    file = page(tmp_path, stages.MARK)
    assert stages.main(["--repeats", "1", "--table", str(file)]) == 0
    written = file.read_text(encoding="utf-8")
    assert "| extraction: figures |" in written
    assert "| compiling patterns |" in written
    assert written.count("| together |") == 2


def test_the_files_hold_the_plan(tmp_path: Path) -> None:
    plan = samples.plan()
    assert 0.9 * samples.LENGTH < len(plan) <= samples.LENGTH
    assert samples.plan(3).startswith(plan[:2000])
    assert len(samples.plan(3)) > 2.8 * samples.LENGTH
    makers = (samples.write_docx, samples.write_pdf, samples.write_layout_pdf, samples.write_table_pdf)
    wanted = set(plan.split())
    for make in makers:
        path = tmp_path / ("plan.docx" if make is samples.write_docx else "plan.pdf")
        make(path)
        found = set(normalise(read(path)).text.split())
        assert len(wanted & found) > 0.95 * len(wanted), make.__name__


def test_an_audit_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert audit.main([str(tmp_path), "--count", "4", "--only", "memory"]) in (0, 1)
    assert '"few_mb"' in capsys.readouterr().out

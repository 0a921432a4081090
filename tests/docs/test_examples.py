"""What README.md and docs/ show is what happens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.program import ROOT
from tests.docs.examples import PAGES, Block, Command, blocks, commands, fits, prepare, run, run_python, write_files

_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)\s]*)?\)")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("vi-du")
    prepare(folder)
    return folder


def _console() -> list[object]:
    return [
        pytest.param(path, item, id=f"{path.name}-{item.line}")
        for path in PAGES
        for block in blocks(path.read_text("utf-8"))
        if block.language == "console"
        for item in commands(block)
        if item.is_ours
    ]


@pytest.mark.parametrize(("path", "item"), _console())
def test_commands_do_what_is_shown(path: Path, item: Command, folder: Path) -> None:
    write_files(path.read_text("utf-8"), folder)
    code, printed = run(item.line, folder)
    assert code in (0, 1), printed
    if item.shown:
        assert fits(item.shown, printed), f"python -m tests.docs.examples\n{printed}"
    assert "Traceback" not in printed


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_python_examples(path: Path, folder: Path) -> None:
    page = path.read_text("utf-8")
    write_files(page, folder)
    assert run_python(page, path.name, folder) == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    for target in _LINK.findall(path.read_text("utf-8")):
        assert "://" not in target
        assert (path.parent / target).exists(), target


def test_lines_left_out() -> None:
    printed = "a\nb\nc\nd\n"
    assert fits("a\nb\nc\nd\n", printed)
    assert fits("a\n…\nd\n", printed)
    assert fits("…\nc\n…\n", printed)
    assert fits("a\n…\n", printed)
    assert not fits("a\nb\n", printed)
    assert not fits("b\n…\n", printed)
    assert not fits("a\n…\nb\n", printed)
    assert not fits("a\n…\nx\n…\n", printed)


def test_a_wrong_example_is_noticed(folder: Path) -> None:
    page = "```python\n>>> 1 + 1\n3\n```\n"
    assert run_python(page, "x.md", folder)
    (item,) = commands(Block("console", "$ rasoat --version\nrasoat, version 99\n", 0, 1))
    assert not fits(item.shown, run(item.line, folder)[1])


def test_the_two_commands_of_the_readme() -> None:
    page = (ROOT / "README.md").read_text("utf-8")
    between = re.search(r"<!-- commands -->\n(.*?)<!-- end -->", page, re.DOTALL)
    assert between is not None
    lines = [line for line in between[1].splitlines() if line.startswith("python -m pip")]
    assert len(lines) == 2
    assert "corpora/documents/ke-hoach-xa-an-thinh.docx" in lines[0]
    assert "--fail-on never" in lines[0]
    assert ".[test]" in lines[1]
    assert "pytest -n auto" in lines[1]

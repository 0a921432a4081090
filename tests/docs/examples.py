"""The examples of README.md and docs/: found, run, and brought up to date (``python -m tests.docs.examples``).

A ``console`` block holds commands, each behind ``$ ``; only those of ``rasoat`` are run, from a folder that holds
``corpora/documents``, ``corpora/packs``, ``ke-hoach.docx`` and ``bao-cao.pdf``. What stands under a command is what it
prints, with ``…`` on a line of its own for lines left out; nothing under it means that the output is not shown. A
``python`` block is run as it stands, or as a doctest where it has prompts; the blocks of one page share their names. A
``yaml`` or ``toml`` block whose first line is ``# file: NAME`` is written to that file first.
"""

from __future__ import annotations

import doctest
import glob
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.cli.program import DOCUMENTS, ROOT, command, environment

PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")])
_BLOCK = re.compile(r"^```(console|python|toml|yaml)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"# file: (\S+)\n")
_CUT = "…"


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block: its language, its text, where the text starts in the page, and on which line."""

    language: str
    text: str
    start: int
    line: int


@dataclass(frozen=True, slots=True)
class Command:
    """A command line and the output shown under it ("" where none is)."""

    line: str
    shown: str

    @property
    def is_ours(self) -> bool:
        return self.line.split()[0] == "rasoat"


def blocks(page: str) -> Iterator[Block]:
    """The blocks of a page that can be run, in order."""
    for match in _BLOCK.finditer(page):
        yield Block(match[1], match[2], match.start(2), page.count("\n", 0, match.start()) + 1)


def commands(block: Block) -> list[Command]:
    """The commands of a console block."""
    found: list[Command] = []
    for line in block.text.splitlines():
        if line.startswith("$ "):
            found.append(Command(line[2:], ""))
        elif found:
            last = found.pop()
            found.append(Command(last.line, f"{last.shown}{line}\n"))
    return found


def prepare(folder: Path) -> None:
    """Fills a folder with what the examples speak of."""
    shutil.copytree(DOCUMENTS, folder / "corpora" / "documents")
    shutil.copytree(ROOT / "corpora" / "packs", folder / "corpora" / "packs")
    shutil.copy(DOCUMENTS / "ke-hoach-xa-an-thinh.docx", folder / "ke-hoach.docx")
    shutil.copy(DOCUMENTS / "bao-cao-phuong-kim-duong.pdf", folder / "bao-cao.pdf")


def write_files(page: str, folder: Path) -> None:
    """Writes the files that a page shows."""
    for block in blocks(page):
        name = _FILE.match(block.text)
        if block.language in ("toml", "yaml") and name:
            path = folder / name[1]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8")


def run(line: str, folder: Path) -> tuple[int, str]:
    """Exit code and output (both streams) of a ``rasoat`` command line in a folder."""
    words: list[str] = []
    for word in shlex.split(line, comments=True)[1:]:
        found = sorted(glob.glob(word, root_dir=folder)) if "*" in word else []
        words += found or [word]
    done = subprocess.run(
        command(*words), cwd=folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        timeout=120, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout.decode("utf-8")


def fits(shown: str, printed: str) -> bool:
    """Whether the lines shown are the lines printed, but for those that ``…`` stands for."""
    parts = [[""]]
    for line in shown.splitlines():
        if line.strip() == _CUT:
            parts.append([])
        else:
            parts[-1].append(line.rstrip())
    text = "\n" + "\n".join(line.rstrip() for line in printed.splitlines()) + "\n"
    pattern = r"(?:.*\n)*?".join("".join(re.escape(f"{line}\n") for line in part) for part in parts)
    return re.fullmatch(pattern, text) is not None


def run_python(page: str, name: str, folder: Path) -> list[str]:
    """Runs the Python blocks of a page in one namespace; gives what went wrong, with the line."""
    names: dict[str, object] = {"__name__": "example"}
    wrong: list[str] = []
    parser, checker = doctest.DocTestParser(), doctest.OutputChecker()
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    before = Path.cwd()
    os.chdir(folder)
    try:
        for block in blocks(page):
            if block.language != "python":
                continue
            if ">>>" not in block.text:
                exec(compile("\n" * block.line + block.text, name, "exec"), names)
                continue
            test = parser.get_doctest(block.text, names, name, name, block.line)
            runner = doctest.DocTestRunner(checker, verbose=False, optionflags=flags)
            report: list[str] = []
            runner.run(test, out=report.append, clear_globs=False)
            names.update(test.globs)
            wrong += report
    finally:
        os.chdir(before)
    return wrong


def main() -> None:
    """Puts the true output under every command whose output is shown in full."""
    with tempfile.TemporaryDirectory() as place:
        prepare(Path(place))
        for path in PAGES:
            page = path.read_text("utf-8")
            write_files(page, Path(place))
            for block in blocks(page):
                if block.language == "console":
                    page = page.replace(block.text, _refreshed(block, Path(place)))
            if page != path.read_text("utf-8"):
                path.write_text(page, encoding="utf-8", newline="\n")
                sys.stdout.write(f"{path.relative_to(ROOT)}\n")


def _refreshed(block: Block, folder: Path) -> str:
    lines: list[str] = []
    for item in commands(block):
        shown = item.shown
        if item.is_ours and shown and _CUT not in shown.splitlines():
            shown = "\n".join(line.rstrip() for line in run(item.line, folder)[1].splitlines()) + "\n"
        lines.append(f"$ {item.line}\n{shown}")
    return "".join(lines)


if __name__ == "__main__":
    main()

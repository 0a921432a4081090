"""Where the time goes: ``python -m benchmarks.stages [--repeats 9] [--table FILE]``.

Two tables: the stages of a warm check of the plan (processor time, best of the repeats), and what a whole cold process
spends on loading code, on rules and registers, on compiling patterns, and on the document (wall time, median).
``--table`` writes them between marks of a Markdown page.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from analyzer.evaluation.marks import write_between
from benchmarks.samples import plan
from benchmarks.tables import environment, heading

MARK = "benchmarks.stages"

_COLD = '''
import time
began = time.perf_counter()
import builtins, io, sys, contextlib
from re import _compiler

spent, running = {"code": 0.0, "data": 0.0, "patterns": 0.0, "document": 0.0}, ["document"]
since = began

def timed(name, work):
    """Time inside ``work`` counts for ``name``, that of others timed inside it for them."""
    def run(*given, **named):
        global since
        now = time.perf_counter(); spent[running[-1]] += now - since; since = now
        running.append(name)
        try:
            return work(*given, **named)
        finally:
            now = time.perf_counter(); spent[running.pop()] += now - since; since = now
    return run

builtins.__import__ = timed("code", builtins.__import__)
import importlib
importlib.import_module = timed("code", importlib.import_module)
_compiler.compile = timed("patterns", _compiler.compile)
import yaml
yaml.load = timed("data", yaml.load)
sys.argv = ["rasoat", "check", PATH, "--format", "json", "--fail-on", "never"]
with contextlib.redirect_stdout(io.StringIO()):
    from analyzer.cli import cli
    try:
        cli.main(standalone_mode=False)
    except SystemExit:
        pass
spent[running[-1]] += time.perf_counter() - since
import json
print(json.dumps(spent))
'''
_PHASES = {
    "code": "loading code", "data": "rules and registers (YAML)", "patterns": "compiling patterns",
    "document": "the document, and the rest",
}  # fmt: skip


def warm(repeats: int) -> dict[str, float]:
    """Milliseconds of processor time of each stage on the plan."""
    from analyzer.checks.engine import check
    from analyzer.checks.loader import default_pack
    from analyzer.extraction.model import Analysis
    from analyzer.extraction.steps import STEPS
    from analyzer.reading.limits import DEFAULT_LIMITS
    from analyzer.reading.plaintext import read_plaintext
    from analyzer.report.build import build_report
    from analyzer.structure.outline import build_outline
    from analyzer.text.normalise import normalise
    from analyzer.version import __version__

    data, pack = plan().encode(), default_pack()
    best: dict[str, float] = {}

    @contextmanager
    def stage(name: str) -> Iterator[None]:
        start = time.process_time()
        yield
        best[name] = min(best.get(name, float("inf")), 1000 * (time.process_time() - start))

    for _ in range(repeats + 1):  # the first compiles patterns, and is never the best
        with stage("reading"):
            source = read_plaintext(data, "", "", DEFAULT_LIMITS)
        with stage("text"):
            clean = normalise(source)
        with stage("structure"):
            outline = build_outline(clean)
        analysis = Analysis(outline)
        for name, step in STEPS:
            with stage(f"extraction: {name}"):
                step(analysis)
        with stage("checks"):
            verdicts = check(analysis, pack)
        with stage("report"):
            build_report(analysis, verdicts, pack=pack, version=__version__, options={}, with_text=False)
    return best


def cold(repeats: int) -> dict[str, float]:
    """Milliseconds of a whole process by what it does."""
    runs: list[dict[str, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.txt"
        path.write_text(plan(), encoding="utf-8")
        code = _COLD.replace("PATH", repr(str(path)))
        for _ in range(repeats + 1):
            done = subprocess.run(
                [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment()
            )
            runs.append(json.loads(done.stdout))
    return {name: 1000 * median(run[name] for run in runs[1:]) for name in _PHASES}


def table(title: str, spent: dict[str, float]) -> list[str]:
    """Rows of milliseconds and shares."""
    whole = sum(spent.values())
    lines = [f"| {title} | ms | share |", "| --- | ---: | ---: |"]
    lines += [f"| {name} | {ms:.1f} | {ms / whole:.0%} |" for name, ms in spent.items()]
    return [*lines, f"| together | {whole:.1f} | |", ""]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=9)
    parser.add_argument("--table", type=Path)
    given = parser.parse_args(arguments)
    phases = {_PHASES[name]: ms for name, ms in cold(given.repeats).items()}
    lines = [heading(), ""]
    lines += table("stage of a warm check", warm(given.repeats))
    lines += table("`rasoat check plan.txt --format json`, a whole process", phases)
    text = "\n".join(lines)
    print(text, end="")
    if given.table:
        write_between(given.table, MARK, text)
    return 0


if __name__ == "__main__":
    sys.exit(main())

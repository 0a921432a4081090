"""How fast ``rasoat`` is beside the tools under it: ``python -m benchmarks.speed [--only NAME ...] [--repeats 7]``.

Every row is a ratio of medians: what is measured and what it is measured against take turns, so that a noisy machine
slows both. What is warm runs in processes that have loaded everything and wait for their turn; what is cold is a whole
process each time. Peers live in an environment of their own (``--peers FOLDER``; made there with pip when it is not);
without one their rows are left out. Exit code 1: a goal was not met. ``--table FILE`` writes the table between marks
of a Markdown page.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from analyzer.evaluation.marks import write_between
from benchmarks.audit import Bench, pure
from benchmarks.samples import french, plan, write_docx, write_layout_pdf, write_pdf, write_table_pdf
from benchmarks.tables import ROOT, environment, heading

PEERS = ("underthesea", "edsnlp", "spacy", "python-docx", "pypdfium2")
MARK = "benchmarks.speed"
_ARCHIVE = 400
"""Documents of the archive that is audited."""

_WAITING = """
import itertools, sys, time
numbers = itertools.count()
def fresh(text):
    # Another text each time: nothing may be known of it from the time before.
    return text + f"Bản {{next(numbers)}}.\\n"
{prepare}
def work():
{work}
work(); work()
print("ready", flush=True)
for _ in sys.stdin:
    start = time.perf_counter()
    work()
    print(time.perf_counter() - start, flush=True)
"""
_PEAK = """
import sys
{work}
import resource
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, flush=True)
"""


@dataclass(frozen=True)
class Row:
    """What is measured against what. Sides give seconds (or KiB) at each call; ``goal``: the ratio at most, or at least
    where more is better."""

    name: str
    against: str
    goal: float
    ours: Callable[[], float]
    theirs: Callable[[], float]
    more_is_better: bool = False

    def is_met(self, ratio: float) -> bool:
        return ratio >= self.goal if self.more_is_better else ratio <= self.goal


class Warm:
    """A process that has loaded everything, and does its work once at each call."""

    def __init__(self, python: str, prepare: str, work: str) -> None:
        indented = "\n".join(f"    {line}" for line in work.splitlines())
        code = _WAITING.format(prepare=prepare, work=indented)
        self._process = subprocess.Popen(
            [python, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment()
        )
        if self._line() != "ready":
            raise RuntimeError(f"a side could not be prepared:\n{code}")

    def __call__(self) -> float:
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return float(self._line())

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()


def cold(command: list[str]) -> Callable[[], float]:
    """A whole process each time, after one that leaves its byte code."""

    def run() -> float:
        start = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True, env=environment())
        return time.perf_counter() - start

    run()
    return run


def peak(python: str, work: str) -> Callable[[], float]:
    """Peak memory, in KiB, of a process that does the work."""

    def run() -> float:
        done = subprocess.run(
            [python, "-c", _PEAK.format(work=work)], capture_output=True, text=True, check=True, env=environment()
        )
        return float(done.stdout.split()[-1])

    return run


def peers(folder: Path) -> str | None:
    """The Python of the peers' environment, made when it is not there; None where it cannot be made."""
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        done = subprocess.run([str(python), "-m", "pip", "install", "-q", *PEERS], check=False)
        if done.returncode:
            return None
    return str(python)


def rows(folder: Path, python: str | None) -> dict[str, Callable[[], Row]]:
    """The rows by name; each is made when it is asked for."""
    (folder / "plan.txt").write_text(plan(), encoding="utf-8")
    (folder / "long.txt").write_text(plan(64), encoding="utf-8")
    (folder / "french.txt").write_text(french(), encoding="utf-8")
    write_docx(folder / "plan.docx")
    write_pdf(folder / "plan.pdf")
    write_layout_pdf(folder / "layout.pdf")
    write_table_pdf(folder / "tables.pdf")
    me = sys.executable
    text = f"text = open({str(folder / 'plan.txt')!r}, encoding='utf-8').read()"
    load = "from analyzer.pipeline import analyze_text, report_on"
    do = "report_on(analyze_text(fresh(text)))"
    read = "from pathlib import Path\nfrom analyzer.reading import read\nfrom analyzer.text.normalise import normalise"

    def warm_report() -> Warm:
        return Warm(me, f"{load}\n{text}", do)

    def pdf(name: str, file: str, goal: float) -> Row:
        ours = Warm(me, f"{read}\npath = Path({str(folder / file)!r})", "read(path)")
        plain = "pdf = pypdfium2.PdfDocument(path)\n[page.get_textpage().get_text_bounded() for page in pdf]"
        prepare = f"import pypdfium2\npath = {str(folder / file)!r}"
        return Row(name, "PDFium's plain text", goal, ours, Warm(python or me, prepare, plain))

    made: dict[str, Callable[[], Row]] = {
        "cold": lambda: Row(
            "`rasoat check plan.txt --format json`, whole process, cold", '`python -c "import spacy"`', 1.6,
            cold([me, "-m", "analyzer.cli", "check", str(folder / "plan.txt"), "-f", "json", "--fail-on", "never"]),
            cold([me, "-c", "import spacy"]),
        ),
        "help": lambda: Row(
            "`rasoat --help`", "`python -c pass`", 8,
            cold([me, "-m", "analyzer.cli", "--help"]), cold([me, "-c", "pass"]),
        ),
        "pdf": lambda: pdf("one-column text PDF → text", "plan.pdf", 4),
        "pdf-layout": lambda: pdf("PDF of two columns, heads and feet side by side → text", "layout.pdf", 10),
        "pdf-tables": lambda: pdf("PDF of ruled tables → text", "tables.pdf", 70),
        "docx": lambda: Row(
            ".docx → text", "python-docx reading all paragraphs and cells", 1.5,
            Warm(me, f"{read}\npath = Path({str(folder / 'plan.docx')!r})", "normalise(read(path))"),
            Warm(python or me, f"import docx\npath = {str(folder / 'plan.docx')!r}",
                 "document = docx.Document(path)\n[p.text for p in document.paragraphs]\n"
                 "[c.text for t in document.tables for r in t.rows for c in r.cells]"),
        ),
        "long": lambda: Row(
            "text of 64 times the length", "64 × the time of one", 1.1,
            Warm(me, f"{load}\ntext = open({str(folder / 'long.txt')!r}, encoding='utf-8').read()", do),
            _times(64, warm_report()),
        ),
        "memory": lambda: Row(
            "peak memory, one check", "the interpreter with spaCy imported", 1.8,
            peak(me, f"{load}\n{text}\nreport_on(analyze_text(text))"), peak(me, "import spacy"),
        ),
        "audit": lambda: _audit(folder),
    }  # fmt: skip
    if python is not None:
        made |= {
            "segmentation": lambda: Row(
                "text → report, warm", "`underthesea.word_tokenize` on the same text", 0.5,
                warm_report(),
                Warm(python, f"from underthesea import word_tokenize\n{text}", "word_tokenize(fresh(text))"),
            ),
            "entities": lambda: Row(
                "text → report, warm", "`underthesea.ner`, line by line", 0.04,
                warm_report(),
                Warm(python, f"from underthesea import ner\n{text}\n",
                     "[ner(line) for line in fresh(text).splitlines() if line]"),
            ),
            "edsnlp": lambda: Row(
                "text → report, warm", "EDS-NLP on a French text of that length", 0.25,
                warm_report(), Warm(python, _EDSNLP.format(path=str(folder / "french.txt")), "nlp(fresh(text))"),
            ),
        }  # fmt: skip
    return made


_EDSNLP = """
import edsnlp, edsnlp.pipes as eds
nlp = edsnlp.blank("eds")
nlp.add_pipe(eds.normalizer())
nlp.add_pipe(eds.sentences())
nlp.add_pipe(eds.sections())
nlp.add_pipe(eds.dates())
nlp.add_pipe(eds.quantities())
nlp.add_pipe(eds.matcher(terms=dict(toux=["toux", "dyspnée"], tabac=["tabagisme"])))
text = open({path!r}, encoding="utf-8").read()
"""


def _audit(folder: Path) -> Row:
    """Seconds of an audit with one worker over those with two: 1.8, or 0.93 of what pure computation reaches."""
    bench = Bench(folder / "archive", _ARCHIVE, seed=1)
    goal = min(1.8, 0.93 * median(pure() for _ in range(5)))

    def with_jobs(number: int) -> Callable[[], float]:
        return lambda: _ARCHIVE / bench.rate(bench.files, _ARCHIVE, "--jobs", str(number))

    name = f"audit of {_ARCHIVE} documents with 1 worker"
    return Row(name, "with 2 workers, on 2 cores", goal, with_jobs(1), with_jobs(2), more_is_better=True)


def _times(number: int, side: Callable[[], float]) -> Callable[[], float]:
    return lambda: number * side()


def measure(row: Row, repeats: int) -> dict[str, float]:
    """Both sides in turns; seconds (KiB for memory) and the ratio of the medians."""
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(repeats):
        theirs.append(row.theirs())
        ours.append(row.ours())
    return {"ours": median(ours), "theirs": median(theirs), "ratio": median(ours) / median(theirs)}


def table(measured: list[tuple[Row, dict[str, float]]]) -> str:
    """The table, with the day and the machine."""
    lines = [f"{heading()} Ratios of medians, both sides in turns.", "",
             "| work | against | measured | goal | |", "| --- | --- | ---: | ---: | --- |"]  # fmt: skip
    for row, result in measured:
        met, sign = "met" if row.is_met(result["ratio"]) else "**not met**", "≥" if row.more_is_better else "≤"
        lines.append(f"| {row.name} | {row.against} | {result['ratio']:.2f} × | {sign} {row.goal:.3g} × | {met} |")
    return "\n".join(lines) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """The command; 1 where a goal was not met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--table", type=Path)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        made = rows(Path(folder), peers(given.peers) if given.peers else None)
        measured = []
        for name, make in made.items():
            if not given.only or name in given.only:
                row = make()
                measured.append((row, measure(row, given.repeats)))
                print(f"{name}: {measured[-1][1]}", file=sys.stderr, flush=True)
    if given.json:
        print(json.dumps({f"{row.name} / {row.against}": result for row, result in measured}, ensure_ascii=False))
    else:
        print(table(measured), end="")
    if given.table:
        write_between(given.table, MARK, table(measured))
    return int(not all(row.is_met(result["ratio"]) for row, result in measured))


if __name__ == "__main__":
    sys.exit(main())

"""The steps without spaCy and the components within it find the same; a check loads none of what is heavy."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import spacy

from analyzer import analyze
from analyzer.extraction import factories, tokenizer
from analyzer.extraction.model import Analysis
from analyzer.extraction.pipeline import as_doc
from analyzer.extraction.steps import STEPS, find_all
from analyzer.pipeline import analyze_file

DOCUMENTS = Path(__file__).parents[2] / "corpora" / "documents"
PLAN, REPORT = DOCUMENTS / "ke-hoach-huyen-sa-loc.txt", DOCUMENTS / "bao-cao-huyen-phu-khe.txt"
HEAVY = {"spacy", "sklearn", "underthesea", "streamlit", "pandas", "numpy", "sqlalchemy", "docx", "pypdfium2"}
FOUND = ("references", "times", "profile", "bodies", "figures", "assignments")


@pytest.mark.parametrize("path", [PLAN, REPORT], ids=lambda path: path.stem)
def test_components_find_what_the_steps_find(path: Path) -> None:
    _ = (factories, tokenizer)
    outline = analyze_file(path).outline
    nlp = spacy.blank("xx", config={"nlp": {"tokenizer": {"@tokenizers": "rasoat_syllables"}}})
    for name, _step in STEPS:
        nlp.add_pipe(f"rasoat_{name}")
    doc = nlp.make_doc(outline.text)
    doc._.analysis = Analysis(outline, doc)
    for _name, component in nlp.pipeline:
        doc = component(doc)
    alone = find_all(outline)
    assert all(getattr(doc._.analysis, name) == getattr(alone, name) for name in FOUND)
    other = as_doc(alone)
    assert {name: list(map(str, spans)) for name, spans in doc.spans.items()} == {
        name: list(map(str, spans)) for name, spans in other.spans.items()
    }


def test_a_doc_carries_all_that_was_found() -> None:
    doc = analyze(PLAN)
    analysis = doc._.analysis
    assert analysis.doc is doc
    assert doc.text == analysis.text
    assert [span._.figure for span in doc.spans["figures"]] == analysis.figures
    assert [span._.time for span in doc.spans["times"]] == analysis.times
    assert [span._.body for span in doc.spans["bodies"]] == analysis.bodies
    assert len(doc.spans["assignments"]) == len(analysis.assignments)
    mentions = [place for reference in analysis.references for place in reference.mentions]
    assert len(doc.spans["references"]) == len(mentions) > 0


def test_a_check_loads_nothing_heavy() -> None:
    code = (
        "import sys\n"
        f"sys.argv = ['rasoat', 'check', {str(PLAN)!r}, '--format', 'json', '--fail-on', 'never']\n"
        "from analyzer.cli import cli\n"
        "cli.main(standalone_mode=False)\n"
        "print(sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8")
    assert json.loads(done.stdout)["summary"]
    assert not HEAVY & set(done.stderr.strip("[]\n ").replace("'", "").split(", "))

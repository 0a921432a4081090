"""The same numbers as the reference script, on the reference documents and on ours, read well and read badly.

The environment variable RASOAT_REFERENCE_DOCUMENTS names a folder that holds ``score.py`` and annotated documents.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from analyzer.evaluation import corpus
from analyzer.evaluation.bootstrap import summarise
from analyzer.evaluation.model import ATTRIBUTES, KINDS
from analyzer.evaluation.noise import add_noise
from analyzer.evaluation.scoring import score
from analyzer.evaluation.tallies import item_counts, measures
from analyzer.pipeline import check

_REFERENCE = os.environ.get("RASOAT_REFERENCE_DOCUMENTS", "")
pytestmark = pytest.mark.skipif(
    not _REFERENCE or not (Path(_REFERENCE) / "score.py").is_file(),
    reason="RASOAT_REFERENCE_DOCUMENTS names no folder with score.py",
)
_OURS = Path(__file__).parents[2] / "corpora" / "documents"
NOISE = 0.03
FAMILIES = ("", "SCLF", "K")


@cache
def script() -> Any:
    spec = importlib.util.spec_from_file_location("reference_score", Path(_REFERENCE) / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def reports(folder: Path) -> dict[str, tuple[corpus.Annotated, dict[str, Any]]]:
    """Each document of the folder as it is, and under its name with "~" from a text with noise."""
    out: dict[str, tuple[corpus.Annotated, dict[str, Any]]] = {}
    for document in corpus.load(folder):
        assert document.source is not None
        report: Any = check(document.source, with_text=True).to_dict()
        with tempfile.TemporaryDirectory() as inside:
            noisy = Path(inside) / "noisy.txt"
            noisy.write_text(add_noise(report["document"]["text"], NOISE, 1), encoding="utf-8")
            out[document.name + "~"] = document, check(noisy).to_dict()
        out[document.name] = document, report
    return out


def folders() -> list[Path]:
    return [Path(_REFERENCE), _OURS]


@pytest.mark.parametrize("families", FAMILIES)
def test_document_by_document(families: str) -> None:
    compared = 0
    for folder in folders():
        for name, (document, report) in reports(folder).items():
            theirs, ours = script().score(document.gold, report, families), score(document.gold, report, families)
            where = f"{folder.name}/{name} {families}"
            for kind in KINDS:
                counts = tuple(theirs[kind][key] for key in ("tp", "gold", "got"))
                assert item_counts(ours.kinds[kind]) == counts, f"{where} {kind}"
                missed = [item.gold for item in ours.kinds[kind].items if item.got is None]
                for mine, his in zip(missed, theirs[kind]["missed"], strict=True):
                    assert {key: value for key, value in mine.items() if value is not None}.items() <= his.items()
                for attribute in ATTRIBUTES.get(kind, ()):
                    matched = [item for item in ours.kinds[kind].items if item.got is not None]
                    right = sum(attribute not in item.wrong for item in matched)
                    assert right == theirs[kind]["attributes"][attribute], f"{where} {kind}.{attribute}"
            assert {field: value.right for field, value in ours.fields.items()} == theirs["document"], where
            assert ("rules" in theirs) == (ours.verdicts is not None), where
            if ours.verdicts is not None:
                wrong = {code: [v.gold, v.got] for code, v in ours.verdicts.items() if v.gold != v.got}
                assert wrong == theirs["rules"]["wrong"], where
                assert len(ours.verdicts) == theirs["rules"]["total"], where
                abstained = sum(v.got == "needs_review" for v in ours.verdicts.values() if v.gold != v.got)
                assert abstained == theirs["rules"]["abstained"], where
                faults = tuple(theirs["faults"][key] for key in ("tp", "gold", "got"))
                assert item_counts(ours.kinds["faults"]) == faults, where
            compared += 1
    assert compared > 20


@pytest.mark.parametrize("families", FAMILIES)
def test_whole_run(families: str, tmp_path: Path) -> None:
    for number, folder in enumerate(folders()):
        inside = tmp_path / str(number)
        inside.mkdir()
        scores = []
        for name, (document, report) in sorted(reports(folder).items()):
            (inside / f"{name}.json").write_text(json.dumps(report), encoding="utf-8")
            (inside / f"{name}.gold.json").write_text(json.dumps(document.gold), encoding="utf-8")
            scores.append(score(document.gold, report, families))
        target = inside / "out" / "summary.json"
        target.parent.mkdir()
        command = [sys.executable, str(Path(_REFERENCE) / "score.py"), "--gold", str(inside), "--reports", str(inside)]
        subprocess.run(
            [*command, "--families", families, "--json", str(target)],
            check=True,
            capture_output=True,
            env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        )
        theirs = json.loads(target.read_text(encoding="utf-8"))["summary"]
        ours = {name: value[0] for name, value in measures(scores).items()}
        for name, value in theirs.items():
            mine = ours[f"{name}.f1" if name in KINDS else name]
            # The script takes its mean over rounded numbers, and calls a share of nothing 0.
            expected = pytest.approx(value, abs=1.1e-4)
            assert (0.0 if mine != mine else mine) == expected, f"{folder.name} {families} {name}"
        assert summarise(scores, 1)["figures.f1"].value == pytest.approx(theirs["figures"], abs=1e-9)

"""Runs the program as a user does: a process of its own, its two streams and its exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema

from analyzer.report.schema import SchemaName, schema

ROOT = Path(__file__).parents[2]
DOCUMENTS = ROOT / "corpora" / "documents"
GOOD = DOCUMENTS / "ke-hoach-xa-an-thinh.docx"
"""A plan that meets every rule."""
FAULTY = DOCUMENTS / "ke-hoach-huyen-sa-loc.txt"
"""A plan with required sections missing, and faults."""
OUT_OF_SCOPE = DOCUMENTS / "ke-hoach-phuong-thuy-ninh-chuyen-doi-so.txt"
"""A plan on another subject."""

_QUIET = ("RASOAT_LANG", "RASOAT_DEBUG", "NO_COLOR", "COLUMNS", "PYTHONIOENCODING", "PYTHONUTF8")
"""Variables that bear on what is printed: taken out, so that a test starts from what a new user has."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run that ended. ``out`` and ``err`` are decoded from UTF-8, strictly."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Standard output as JSON lines; anything else in it fails."""
        return [json.loads(line) for line in self.out.splitlines()]


def environment(**more: str) -> dict[str, str]:
    """The environment of a new user, with the checkout to be found from any folder."""
    kept = {key: value for key, value in os.environ.items() if key not in _QUIET}
    return {**kept, "PYTHONPATH": str(ROOT), **more}


def command(*arguments: str | Path) -> list[str]:
    """The command line of a run, for a test that starts the process itself."""
    return [sys.executable, "-m", "analyzer.cli", *map(str, arguments)]


def rasoat(*arguments: str | Path, folder: Path = ROOT, env: Mapping[str, str] | None = None) -> Run:
    """Runs ``rasoat`` in ``folder``. No run may end in a traceback, whatever it was given."""
    done = subprocess.run(
        command(*arguments), cwd=folder, env=environment(**(env or {})), capture_output=True, timeout=300, check=False
    )
    run = Run(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
    assert "Traceback" not in run.out + run.err, run.err
    return run


@cache
def _validator(name: SchemaName) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(schema(name))


def problems(item: dict[str, Any], name: SchemaName = "report") -> list[str]:
    """What of one JSON line does not fit its published schema: path and message."""
    return [f"{error.json_path}: {error.message[:200]}" for error in _validator(name).iter_errors(item)]

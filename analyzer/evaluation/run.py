"""Runs the checker over annotated documents and scores what it gives."""

from __future__ import annotations

import tempfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from analyzer.errors import RasoatError, UsageError
from analyzer.evaluation.bootstrap import summarise
from analyzer.evaluation.corpus import Annotated
from analyzer.evaluation.model import DocumentScore, Failure, NoisyRun, Record
from analyzer.evaluation.noise import add_noise
from analyzer.evaluation.scoring import score
from analyzer.version import __version__

Checker = Callable[[Path], dict[str, Any]]
"""From a file to its report as JSON, ``document.text`` in it."""

MOST_NOISE = 0.3
"""Beyond it no reader could make anything of the text."""


def run(
    documents: Sequence[Annotated],
    *,
    families: str = "",
    noise: Sequence[float] = (),
    seed: int = 1,
    check: Checker | None = None,
) -> Record:
    """Checks each document once, and once more for each rate of ``noise``; scores all against the annotations.

    With any noise the first noisy run has the rate 0: the normalised text as plain text, unharmed, so that what the
    change of format costs is not put down to the noise. ``seed`` is that of the noise and of the intervals.
    A document that cannot be checked misses everything and says why.

    Raises:
        UsageError: a rate beyond 0 and ``MOST_NOISE``.
    """
    for rate in noise:
        if not 0 < rate <= MOST_NOISE:
            raise UsageError(
                f"Mức nhiễu phải lớn hơn 0 và không quá {MOST_NOISE}, không phải {rate}.",
                f"The noise must be above 0 and at most {MOST_NOISE}, not {rate}.",
            )
    check = check or _check
    scores: dict[str, DocumentScore] = {}
    texts: dict[str, str] = {}
    for document in documents:
        report, failure = _report(check, document.source)
        scores[document.name] = _score(document, report, failure, families)
        texts[document.name] = (report.get("document") or {}).get("text") or ""
    noisy = [_noisy(documents, texts, rate, families, seed, check) for rate in ((0.0, *noise) if noise else ())]
    return Record(
        version=__version__,
        families=families,
        seed=seed,
        summary=summarise(list(scores.values()), seed),
        documents=scores,
        noise=noisy,
    )


def _noisy(
    documents: Sequence[Annotated], texts: dict[str, str], rate: float, families: str, seed: int, check: Checker
) -> NoisyRun:
    scores: dict[str, DocumentScore] = {}
    with tempfile.TemporaryDirectory() as folder:
        for document in documents:
            # Each document has noise of its own, whichever others are in the run.
            own = seed + zlib.crc32(document.name.encode())
            path = Path(folder) / f"{document.name}.txt"
            path.write_text(add_noise(texts[document.name], rate, own), encoding="utf-8", newline="\n")
            scores[document.name] = _score(document, *_report(check, path), families)
    return NoisyRun(rate, summarise(list(scores.values()), seed), scores)


def _score(document: Annotated, report: dict[str, Any], failure: Failure | None, families: str) -> DocumentScore:
    scored = score(document.gold, report, families)
    scored.failure = failure
    return scored


def _report(check: Checker, path: Path | None) -> tuple[dict[str, Any], Failure | None]:
    """The report of a file, or an empty one and the reason."""
    if path is None:
        return {}, Failure("không có tệp văn bản cạnh chú giải", "there is no file beside the annotation")
    try:
        return check(path), None
    except RasoatError as error:
        return {}, Failure(*error.message)
    except Exception as error:  # one bad document must not end the run: that it failed is shown, and counts as missed
        words = f"{type(error).__name__}: {error}"
        return {}, Failure(words, words)


def _check(path: Path) -> dict[str, Any]:
    from analyzer.pipeline import check

    return check(path, with_text=True).to_dict()

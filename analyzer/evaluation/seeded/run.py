"""Plants each fault, checks the document, and holds the verdicts against those of the document without it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from analyzer.errors import UsageError
from analyzer.evaluation.seeded.edits import EditError, apply
from analyzer.evaluation.seeded.model import Change, Expected, Outcome, Planting, Seeded, Suite, Wanted
from analyzer.version import __version__

Checker = Callable[[str], dict[str, Any]]
"""From a plain text to its report as JSON."""

NOT_ASKED = "not_applicable"


@dataclass(frozen=True, slots=True)
class Given:
    """The verdict on one rule: its status, a quote per finding, and the first words of evidence."""

    status: str
    findings: tuple[str, ...]
    quote: str


def run(suite: Suite, *, check: Checker | None = None) -> Seeded:
    """Checks every document as it is and with each of its faults. A document is edited and checked as plain text: the
    normalised text of its file, a paragraph a line.

    Raises:
        ReadingError: a document cannot be read.
        UsageError: an edit does not hit what it names.
    """
    check = check or _check
    texts: dict[str, str] = {}
    sound: dict[str, dict[str, Given]] = {}
    outcomes = []
    for planting in suite.plantings:
        key = planting.document
        if key not in texts:
            texts[key] = plain_text(suite, key)
            sound[key] = verdicts(check(texts[key]))
        outcomes.append(judge(planting, sound[key], verdicts(check(planted(planting, texts[key])))))
    planted_faults = {planting.fault for planting in suite.plantings}
    names = {fault: (name.vi, name.en) for fault, name in suite.names.items() if fault in planted_faults}
    return Seeded(__version__, names, outcomes)


def plain_text(suite: Suite, document: str) -> str:
    """The normalised text of a document of the suite. Raises ``ReadingError``."""
    from analyzer.reading import read
    from analyzer.text.normalise import normalise

    return normalise(read(suite.documents[document])).text


def planted(planting: Planting, text: str) -> str:
    """The text with the fault in it. Raises ``UsageError`` where an edit does not hit what it names."""
    try:
        return apply(text, planting.edits)
    except EditError as error:
        where = f"{planting.fault} / {planting.document}"
        raise UsageError(f"Lỗi cài {where}: {error}.", f"Planted fault {where}: {error}.") from error


def verdicts(report: Mapping[str, Any]) -> dict[str, Given]:
    """Code → verdict, out of a report."""
    found = {}
    for rule in report["rules"]:
        quotes = tuple(_first_quote(finding) for finding in rule.get("findings") or ())
        found[rule["code"]] = Given(rule["status"], quotes, _first_quote(rule))
    return found


def judge(planting: Planting, before: Mapping[str, Given], after: Mapping[str, Given]) -> Outcome:
    """What came of one planting, ``before`` and ``after`` being the verdicts without and with the fault."""
    primary = []
    for code in planting.primary:
        if code not in after:
            raise UsageError(
                f"Lỗi cài {planting.fault}: không có quy tắc {code}.",
                f"Fault {planting.fault}: there is no rule {code}.",
            )
        if _fits(planting.primary[code], before[code]):
            raise UsageError(
                f"Lỗi cài {planting.fault}: {planting.document} vốn đã có kết luận {code} như vậy.",
                f"Fault {planting.fault}: {planting.document} has this verdict on {code} without it.",
            )
        primary.append(_expected(code, planting.primary[code], before, after))
    found = all(each.right for each in primary)
    drawn = sum(_fits(wanted, after[code]) for code, wanted in planting.also.items())
    declared = {**planting.primary, **planting.also, **planting.may}
    judged = [code for code in after if not after[code].status == before[code].status == NOT_ASKED]
    beyond = [
        _change(code, before, after)
        for code in sorted(judged)
        if _changed_beyond(declared.get(code), before[code], after[code])
    ]
    return Outcome(planting.fault, planting.document, found, primary, len(planting.also), drawn, len(judged), beyond)


def _changed_beyond(wanted: Wanted | None, before: Given, after: Given) -> bool:
    """Whether a verdict is another than before and not what was declared. Of a rule that looks for faults each new
    passage counts as a change; all together they are one verdict."""
    new = [quote for quote in after.findings if quote not in before.findings]
    if wanted is None:
        return before.status != after.status or bool(new)
    if after.status != before.status and after.status not in wanted.statuses:
        return True
    return bool(wanted.quote) and not all(_same_words(wanted.quote, quote) for quote in new)


def _fits(wanted: Wanted, given: Given) -> bool:
    if given.status not in wanted.statuses:
        return False
    return not wanted.quote or any(_same_words(wanted.quote, quote) for quote in given.findings)


def _same_words(wanted: str, quote: str) -> bool:
    wanted, quote = " ".join(wanted.split()), " ".join(quote.split())
    return wanted in quote or (bool(quote) and quote in wanted)


def _change(code: str, before: Mapping[str, Given], after: Mapping[str, Given]) -> Change:
    given = after[code]
    return Change(code, before[code].status, given.status, (given.findings or (given.quote,))[0])


def _expected(code: str, wanted: Wanted, before: Mapping[str, Given], after: Mapping[str, Given]) -> Expected:
    seen = _change(code, before, after)
    right = _fits(wanted, after[code])
    return Expected(code, seen.before, seen.after, seen.quote, sorted(wanted.statuses), wanted.quote, right)


def _first_quote(item: Mapping[str, Any]) -> str:
    evidence = item.get("evidence") or ()
    return str(evidence[0]["quote"]) if evidence else ""


def _check(text: str) -> dict[str, Any]:
    from analyzer.pipeline import analyze_text, report_on

    return report_on(analyze_text(text)).to_dict()

"""Testing and starting rules, as the command line does it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from itertools import chain
from pathlib import Path

from analyzer.checks import scaffold
from analyzer.checks.cases import CaseResult, gaps, run_cases
from analyzer.checks.loader import DEFAULT_PACK, find_pack
from analyzer.checks.model import FILL_IN, Pack
from analyzer.commands.rule_listings import problems, unknown
from analyzer.comparison.cases import PairResult, run_pair_cases
from analyzer.errors import Text
from analyzer.report.words import STATUSES, say

_NONE = Text("", "")


def run_rule_tests(codes: Collection[str], name: str | None, lang: str, *, strict: bool = False) -> tuple[str, bool]:
    """Runs the cases; the text of the result, and whether all went as they should. ``strict`` also lists the rules that
    lack cases or texts, and counts them as wrong.

    Raises ``UsageError`` for a code that no rule begins with.
    """
    pack = find_pack(name or DEFAULT_PACK, with_cases=True)
    codes = [code.upper() for code in codes]
    for code in codes:
        if not any(rule.code.startswith(code) for rule in pack.rules):
            raise unknown(code)
    wrong: list[str] = []
    counts: Counter[str] = Counter()
    results: Iterator[CaseResult | PairResult] = chain(run_cases(pack, codes), run_pair_cases(pack, codes))
    for result in results:
        counts["all"] += 1
        counts["known"] += result.case.known_miss
        if not result.ok:
            verdict = result.verdict
            wanted, got = (say(STATUSES, s, lang) for s in (result.case.status, verdict.status))  # type: ignore[arg-type]
            first = " ".join(result.case.text.split())[:90]
            wrong.append(f"✗ {result.rule.code} #{result.number}: {wanted} ≠ {got} ({len(verdict.findings)})  {first}")
    mistakes = problems(pack, lang)
    lacking = list(_lacking(pack, codes, lang)) if strict else []
    passed = not wrong and not mistakes and not lacking
    words = Text(f"{counts['all']} trường hợp, {len(wrong)} sai", f"{counts['all']} cases, {len(wrong)} wrong")
    if strict:
        words = Text(f"{words.vi}, {len(lacking)} quy tắc thiếu ví dụ", f"{words.en}, {len(lacking)} rules lack cases")
    known = Text(f", {counts['known']} lỗi đã biết", f", {counts['known']} known misses") if counts["known"] else _NONE
    summary = f"{'✓' if passed else '✗'} {words.in_language(lang)}{known.in_language(lang)}"
    return "\n".join([*wrong, *lacking, *mistakes, summary]) + "\n", passed


def _lacking(pack: Pack, codes: Collection[str], lang: str) -> Iterator[str]:
    for rule in pack.rules:
        missing = gaps(rule)
        if missing and (not codes or any(rule.code.startswith(code) for code in codes)):
            yield f"! {rule.place}: {rule.code}: {'; '.join(text.in_language(lang) for text in missing)}"


def new_pack(folder: Path, name: str, name_en: str | None, about: str | None, lang: str) -> str:
    """Starts a pack; what was written, and what to do next. Errors as ``analyzer.checks.scaffold.new_pack``."""
    written = scaffold.new_pack(folder, name, name_en, about)
    then = Text(
        f"Tiếp theo: “rasoat rules new S101 --pack {folder}”.", f"Next: “rasoat rules new S101 --pack {folder}”."
    )
    return _told(written, then, lang)


def new_rule(code: str, folder: Path, check: str, lang: str) -> str:
    """Starts a rule; what was written, and what to do next. Errors as ``analyzer.checks.scaffold.new_rule``."""
    code = code.upper()
    written = scaffold.new_rule(code, folder, check)
    then = Text(
        f"Thay những chỗ ghi “{FILL_IN}” và cụm từ mẫu, rồi chạy “rasoat rules test {code} --strict --pack {folder}”: "
        "các ví dụ chưa đúng cho tới khi điền xong.",
        f"Fill in what is marked “{FILL_IN}” and the sample phrase, then run “rasoat rules test {code} --strict --pack "
        f"{folder}”: the cases go wrong until that is done.",
    )
    return _told(written, then, lang)


def _told(written: scaffold.Written, then: Text, lang: str) -> str:
    said = Text("đã ghi", "written").in_language(lang)
    return "".join(f"✓ {said}: {path}\n" for path in written.files) + f"{then.in_language(lang)}\n"

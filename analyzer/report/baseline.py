"""What changed since an earlier report on the same document: what is new, what stayed, what is gone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import msgspec

from analyzer.checks.fingerprint import VERSION, plain_words
from analyzer.errors import Text, UsageError
from analyzer.pathnames import absolute, plain, shown
from analyzer.report.codec import from_json
from analyzer.report.model import (
    SCHEMA_VERSION,
    BaselineCounts,
    BaselineState,
    Bilingual,
    DocumentInfo,
    FindingItem,
    Notice,
    Report,
    RuleResult,
)
from analyzer.report.verdict import findings_of

MAX_BYTES = 500_000_000
_REWORDED = 85.0
"""Likeness of the quotes, 0 to 100, from which two faults of a rule are one. Set by judgement."""
_DIGITS = re.compile(r"\d+")
_RANK = {"met": 0, "not_applicable": 0, "needs_review": 1, "partial": 2, "missing": 3}
_NOT_THERE = Text("Không có kết quả lần trước của văn bản này trong {file}; mọi điểm được coi là mới.",
                  "{file} has no earlier result of this document; everything counts as new.")  # fmt: skip


class BaselineError(UsageError):
    """An earlier result that cannot be read, or cannot be compared with."""

    code = "baseline"


class _Head(msgspec.Struct):
    """What tells a report from an error line, and from the output of another version."""

    schema_version: str = ""
    error: object = None


@dataclass(frozen=True, slots=True)
class Baseline:
    """Earlier reports, by what their documents are known by; of two on one document the later."""

    file: Path
    by_path: dict[str, Report] = field(default_factory=dict)
    by_number: dict[tuple[str, str], Report] = field(default_factory=dict)
    by_title: dict[tuple[str, str], Report] = field(default_factory=dict)
    """Of documents without a number, such as drafts."""

    def of(self, document: DocumentInfo) -> Report | None:
        """The earlier report on a document: of its path, else of its number and issuer, else (where it has no number
        yet) of its title and issuer; None where there is none."""
        found = self.by_path.get(plain(document.path))
        if found is None and document.number:
            found = self.by_number.get(_key(document.number, document))
        if found is None and document.title:
            found = self.by_title.get(_key(document.title, document))
        return found


def load_baseline(path: str | Path) -> Baseline:
    """The reports of a file (JSON, one a line), or of every ``*.json`` and ``*.jsonl`` of a folder; parsed once, and
    again when a file changes. Lines of files that could not be read are passed over.

    Raises ``BaselineError``: nothing there, no report, or one that this version cannot compare with.
    """
    place = absolute(path)
    try:
        files = sorted(f for f in place.iterdir() if f.suffix in (".json", ".jsonl")) if place.is_dir() else [place]
        return _loaded(place, tuple((file, file.stat().st_mtime_ns, file.stat().st_size) for file in files))
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise BaselineError(
            f"Không đọc được kết quả lần trước {shown(place)} ({why}).",
            f"Cannot read the earlier result {shown(place)} ({why}).",
        ) from None


@lru_cache(maxsize=8)
def _loaded(place: Path, files: tuple[tuple[Path, int, int], ...]) -> Baseline:
    baseline = Baseline(place)
    for file, _, size in files:
        if size > MAX_BYTES:
            raise _unfit(file, 1, Text("tệp quá lớn", "the file is too large"))
        for report in _reports(file):
            document = report.document
            baseline.by_path[plain(document.path)] = report
            if document.number:
                baseline.by_number[_key(document.number, document)] = report
            elif document.title:
                baseline.by_title[_key(document.title, document)] = report
    if not baseline.by_path:
        raise BaselineError(
            f"{shown(place)} không có kết quả nào của “rasoat check --format json”.",
            f"{shown(place)} holds no result of “rasoat check --format json”.",
        )
    return baseline


def _reports(file: Path) -> Iterator[Report]:
    for number, line in enumerate(file.read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            head = msgspec.json.decode(line, type=_Head)
            if head.error is not None:
                continue
            if head.schema_version.partition(".")[0] not in ("", SCHEMA_VERSION.partition(".")[0]):
                form = head.schema_version
                raise _unfit(file, number, Text(f"dạng kết quả {form} của phiên bản khác, không so được",
                                                f"results of form {form}, of another version"))  # fmt: skip
            report = from_json(line)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise _unfit(file, number, Text("không phải kết quả của “rasoat check --format json”",
                                            "no result of “rasoat check --format json”")) from None  # fmt: skip
        marks = (mark for rule in report.rules for mark in (rule.fingerprint, *_fingerprints(rule)))
        if any(not mark.startswith(f"{VERSION}:") for mark in marks):
            raise _unfit(file, number, Text("dấu nhận dạng lỗi thuộc phiên bản khác; hãy lập lại kết quả này",
                                            "fingerprints of another version; make this result anew"))  # fmt: skip
        yield report


def _unfit(file: Path, line: int, what: Text) -> BaselineError:
    where = f"{shown(file)}:{line}: "
    return BaselineError(f"{where}{what.vi}.", f"{where}{what.en}.")


def _key(name: str, document: DocumentInfo) -> tuple[str, str]:
    return plain_words(name), plain_words(document.issuer.name or "")


def apply_baseline(report: Report, baseline: Baseline) -> None:
    """Marks a report against its earlier one (``mark_baseline``); where there is none, everything is new, and a
    warning says so.

    Raises ``BaselineError``: the earlier report comes from another rule pack.
    """
    earlier = baseline.of(report.document)
    if earlier is not None and earlier.tool.rule_pack != report.tool.rule_pack:
        name, pack, now = shown(baseline.file), earlier.tool.rule_pack, report.tool.rule_pack
        raise BaselineError(
            f"{name}: kết quả lần trước theo bộ quy tắc {pack}, lần này theo {now}, không so được.",
            f"{name}: the earlier result is by the rule pack {pack}, this one by {now}; they cannot be compared.",
        )
    _mark(report, earlier.rules if earlier is not None else ())
    if earlier is None:
        vi, en = (text.format(file=shown(baseline.file)) for text in _NOT_THERE)
        report.warnings.append(Notice(code="no_baseline", message=Bilingual(vi, en), page=None))


def mark_baseline(report: Report, earlier: Report) -> None:
    """Sets ``baseline`` of rules and faults, and the counts in the summary, against an earlier report.

    A requirement is compared by its code: it is ``new`` when it stands worse than before (in doubt, partly met,
    missing), ``same`` when it was as bad or worse. A fault is compared by its fingerprint, and is the same too where
    but a few words of its quotes changed and none of their figures. A rule that looks for
    faults is ``new`` when one of its faults is, ``gone`` when it had some and has none left. What was and is fine has
    no ``baseline``; nor has a rule that now cannot tell whether its faults are still there.
    """
    _mark(report, earlier.rules)


def _mark(report: Report, earlier: Iterable[RuleResult]) -> None:
    before = {rule.code: rule for rule in earlier}
    counts = BaselineCounts(new=0, same=0, gone=0)
    for rule in report.rules:
        known = before.get(rule.code)
        if rule.finds_faults:
            _mark_faults(rule, known, counts)
        else:
            state = _state(_RANK[rule.status], _RANK[known.status] if known is not None else 0)
            if state is not None:
                rule.baseline = state
                _count(counts, state)
    report.summary.baseline = counts


def _mark_faults(rule: RuleResult, known: RuleResult | None, counts: BaselineCounts) -> None:
    if rule.status == "needs_review":
        return
    old = {finding.fingerprint: finding for finding in (findings_of(known) if known is not None else ())}
    findings = findings_of(rule)
    had_some = bool(old)
    unknown = [finding for finding in findings if old.pop(finding.fingerprint, None) is None]
    new = [finding for finding in unknown if not _take_reworded(finding, old)]
    for finding in findings:
        finding.baseline = "new" if any(finding is item for item in new) else "same"
        _count(counts, finding.baseline)
    counts.gone += len(old)
    if findings:
        rule.baseline = "new" if new else "same"
    elif had_some:
        rule.baseline = "gone"


def _take_reworded(finding: FindingItem, old: dict[str, FindingItem]) -> bool:
    """Takes out of ``old`` the fault that ``finding`` is with some words changed; False where there is none.

    A comma or a word put right in a sentence makes no new fault of its old one; another figure or date does."""
    from rapidfuzz import fuzz

    words = _words(finding)
    near = [
        (fuzz.ratio(words, _words(other)), mark)
        for mark, other in old.items()
        if _DIGITS.findall(words) == _DIGITS.findall(_words(other))
    ]
    best, mark = max(near, default=(0.0, ""))
    if best < _REWORDED:
        return False
    del old[mark]
    return True


def _words(finding: FindingItem) -> str:
    return "\n".join(sorted(plain_words(item.quote) for item in finding.evidence))


def _fingerprints(rule: RuleResult) -> Iterator[str]:
    return (finding.fingerprint for finding in findings_of(rule))


def _state(now: int, before: int) -> BaselineState | None:
    if now:
        return "new" if now > before else "same"
    return "gone" if before else None


def _count(counts: BaselineCounts, state: BaselineState) -> None:
    setattr(counts, state, getattr(counts, state) + 1)

"""What changed between two audits of an archive: which findings are new, which stayed, which are gone.

Documents are matched by path, else by number and issuer, else by content, where these are unambiguous on both sides.
A finding is known by its rule and its fingerprint. What could not be read now has lost its findings, but has fixed
none: it counts as ``lost``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import msgspec

from analyzer.audit.model import Row
from analyzer.audit.placenames import name_key, parse_name, place_title
from analyzer.errors import UsageError

DocumentState = Literal["added", "removed", "changed", "same", "lost"]
Finding = tuple[str, str]
"""Code and fingerprint."""


@dataclass(slots=True)
class Known:
    """What is kept of a row."""

    path: str
    sha256: str | None
    sign: str
    place: str
    readable: bool
    findings: frozenset[Finding]


@dataclass(slots=True)
class Tally:
    """Findings by state."""

    new: int = 0
    same: int = 0
    gone: int = 0

    def add(self, other: Tally) -> None:
        """Adds the counts of another."""
        self.new, self.same, self.gone = self.new + other.new, self.same + other.same, self.gone + other.gone


@dataclass(slots=True)
class DocumentChange:
    """One document: ``before`` is its earlier path where that was another. Codes of rules, one for each finding."""

    path: str
    before: str | None
    place: str
    state: DocumentState
    tally: Tally
    new: list[str]
    gone: list[str]


@dataclass(slots=True)
class Changes:
    """All that changed; ``documents`` leaves out those that are as before."""

    total: Tally = field(default_factory=Tally)
    states: Counter[str] = field(default_factory=Counter)
    places: dict[str, Tally] = field(default_factory=dict)
    documents: list[DocumentChange] = field(default_factory=list)
    _before: dict[str, frozenset[Finding]] = field(default_factory=dict)

    def counts(self) -> dict[str, int]:
        """``new``, ``same``, ``gone`` (findings), ``added``, ``removed``, ``changed``, ``lost`` (documents)."""
        states = {state: self.states[state] for state in ("added", "removed", "changed", "lost")}
        return {"new": self.total.new, "same": self.total.same, "gone": self.total.gone} | states

    def states_of(self, row: Row) -> Mapping[Finding, str]:
        """``new`` or ``same`` for each finding of a row."""
        before = self._before.get(row.path, frozenset())
        return {
            (f.code, f.fingerprint): "same" if (f.code, f.fingerprint) in before else "new" for f in row.findings
        }  # fmt: skip

    def to_dict(self) -> dict[str, Any]:
        """The same as JSON."""
        return {
            "counts": self.counts(),
            "places": [{"place": place} | _plain(tally) for place, tally in sorted(self.places.items())],
            "documents": [
                {"path": d.path, "before": d.before, "place": d.place, "state": d.state} | _plain(d.tally)
                | {"new_codes": d.new, "gone_codes": d.gone}
                for d in self.documents
            ],
        }  # fmt: skip


def _plain(tally: Tally) -> dict[str, int]:
    return {"new": tally.new, "same": tally.same, "gone": tally.gone}


def read_baseline(path: Path) -> Iterator[Row]:
    """The rows of an earlier audit: its folder, or its ``rows.jsonl``. Fields of a later version are left aside.

    Raises ``UsageError`` for what is none, with the line.
    """
    file = path / "rows.jsonl" if path.is_dir() else path
    if not file.is_file():
        raise UsageError(f"{file}: không có kết quả rà soát lần trước.", f"{file}: no earlier audit there.")
    decoder = msgspec.json.Decoder(Row)
    with file.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                yield decoder.decode(line)
            except msgspec.DecodeError as error:
                raise UsageError(
                    f"{file}, dòng {number}: không phải một dòng kết quả rà soát ({error}).",
                    f"{file}, line {number}: not a row of an audit ({error}).",
                ) from None


def compare(before: Iterable[Row], now: Callable[[], Iterable[Row]]) -> Changes:
    """What ``now`` has new, the same, or no longer. Copies of another file are left aside on both sides."""
    old = [_known(row) for row in before if row.same_as is None]
    new = [_known(row) for row in now() if row.same_as is None]
    pairs = _match(old, new)
    changes = Changes()
    matched: set[int] = set()
    for index, document in enumerate(new):
        earlier = pairs.get(index)
        if earlier is not None:
            matched.add(earlier)
        _add(changes, old[earlier] if earlier is not None else None, document)
    for index, document in enumerate(old):
        if index not in matched:
            tally = Tally()
            changes.states["removed"] += 1
            changes.documents.append(DocumentChange(document.path, None, document.place, "removed", tally, [], []))
    changes.documents.sort(key=lambda d: (-(d.tally.new + d.tally.gone), d.path))
    return changes


def _known(row: Row) -> Known:
    document = row.document
    place = (place_title(document.issuer.name) or document.place or "") if document is not None else ""
    sign = ""
    if document is not None and document.number and document.issuer.name:
        named = parse_name(document.issuer.name)
        issuer = f"{named.body}|{named.place.unit} {named.place.key}" if named.place else name_key(document.issuer.name)
        sign = f"{document.number.casefold()}|{issuer}|{document.issued_on or ''}"
    findings = frozenset((f.code, f.fingerprint) for f in row.findings if not f.waived)
    return Known(row.path, row.sha256, sign, place, document is not None, findings)


def _match(old: list[Known], new: list[Known]) -> dict[int, int]:
    """Index of a document now → index of it then."""
    by_path = {document.path: index for index, document in enumerate(old)}
    pairs = {index: by_path[document.path] for index, document in enumerate(new) if document.path in by_path}
    for key_of in (_sign, _content):
        taken = set(pairs.values())
        left = _unique((i, key_of(d)) for i, d in enumerate(old) if i not in taken)
        right = _unique((i, key_of(d)) for i, d in enumerate(new) if i not in pairs)
        pairs |= {index: left[key] for key, index in right.items() if key in left}
    return pairs


def _sign(document: Known) -> str:
    return document.sign


def _content(document: Known) -> str:
    return document.sha256 or ""


def _unique(items: Iterable[tuple[int, str]]) -> dict[str, int]:
    found: dict[str, int] = {}
    twice: set[str] = set()
    for index, key in items:
        if not key or key in twice:
            continue
        if key in found:
            twice.add(key)
            del found[key]
        else:
            found[key] = index
    return found


def _add(changes: Changes, before: Known | None, now: Known) -> None:
    if before is None:
        tally, state = Tally(new=len(now.findings)), "added"
        new, gone = now.findings, frozenset[Finding]()
    elif not now.readable:
        tally, new, gone = Tally(), frozenset[Finding](), frozenset[Finding]()
        state = "lost" if before.readable else "same"
    else:
        new, gone = now.findings - before.findings, before.findings - now.findings
        tally = Tally(len(new), len(now.findings & before.findings), len(gone))
        state = "changed" if new or gone or not before.readable else "same"
    if before is not None and before.findings:
        changes._before[now.path] = before.findings
    changes.total.add(tally)
    changes.states[state] += 1
    place = now.place or (before.place if before is not None else "")
    changes.places.setdefault(place, Tally()).add(tally)
    if state != "same":
        earlier = before.path if before is not None and before.path != now.path else None
        codes = (sorted(code for code, _ in some) for some in (new, gone))
        changes.documents.append(DocumentChange(now.path, earlier, place, state, tally, *codes))  # type: ignore[arg-type]

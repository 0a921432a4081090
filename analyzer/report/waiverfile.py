"""The file of waivers: which findings somebody accepted, for which documents, why, and until when."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any

from analyzer.checks.yamltext import YamlFault, composed, parsed
from analyzer.errors import Text, UsageError
from analyzer.pathnames import absolute, is_wild, shown

MAX_BYTES = 2_000_000
NEVER = "never"

_CODE = re.compile(r"[A-Z]\d{3}")
_FINGERPRINT = re.compile(r"\d{1,3}:[0-9a-f]{16}(?::\d{1,6})?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_KEYS = (
    "rule", "fingerprint", "document", "issuer", "section", "quote", "reason", "by", "expires", "created",
)  # fmt: skip
_LISTS = ("document", "section")


class WaiverError(UsageError):
    """A mistake in a file of waivers; the message names file, line, column and what was expected."""

    code = "waivers"


@dataclass(frozen=True, slots=True)
class Entry:
    """One waiver. What is empty or None does not restrict it."""

    place: str
    """``FILE:LINE``."""
    reason: str
    by: str
    expires: str | None
    """ISO date of the last day on which it holds; None: without end."""
    rule: str | None = None
    fingerprint: str | None = None
    documents: tuple[str, ...] = ()
    """Each a pattern of paths, a SHA-256, or a document's number."""
    issuer: str = ""
    sections: tuple[str, ...] = ()
    """Labels ("II.2") or roles of sections."""
    quote: str = ""
    """Words that the evidence holds."""

    @property
    def names_one(self) -> bool:
        """Whether it is for certain documents, not for all that fit a pattern."""
        return bool(self.documents) and not any(is_wild(name) for name in self.documents)


@dataclass(frozen=True, slots=True)
class Waivers:
    """The entries of a file, in its order. Patterns of paths are seen from its folder."""

    folder: Path
    entries: tuple[Entry, ...] = ()


def load_waivers(path: str | Path) -> Waivers:
    """The waivers of a file, parsed once, and again when it changes.

    Raises ``WaiverError``: it cannot be read, or has mistakes; the message has one line for each.
    """
    file = absolute(path)
    try:
        state = file.stat()
        return _loaded(file, state.st_mtime_ns, state.st_size)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise WaiverError(
            f"Không đọc được tệp ngoại lệ {shown(file)} ({why}).", f"Cannot read the waivers {shown(file)} ({why})."
        ) from None


@lru_cache(maxsize=64)
def _loaded(path: Path, changed: int, size: int) -> Waivers:  # noqa: ARG001 (a file that changed is another key)
    return _Parser(path, size).waivers()


class _Parser:
    def __init__(self, path: Path, size: int) -> None:
        self.path, self.shown, self.size = path, shown(path), size
        self.problems: list[Text] = []

    def waivers(self) -> Waivers:
        root = self.nodes()
        entries: list[Entry] = []
        if root is not None and root.id != "sequence":
            self.problem(root, "", "danh sách các mục bắt đầu bằng dấu “-”", "a list of entries, each behind “-”")
        elif root is not None:
            entries = [entry for node in root.value if (entry := self.entry(node)) is not None]
        if self.problems:
            raise WaiverError(*("\n".join(lines) for lines in zip(*self.problems, strict=True)))
        return Waivers(self.path.parent, tuple(entries))

    def nodes(self) -> Any:
        """The root of the YAML, None for an empty file. Scalars are taken as they are written, so that a date stays
        what its author wrote."""
        if self.size > MAX_BYTES:
            raise self.stop(1, 1, Text("tệp quá lớn", "the file is too large"))
        data = self.path.read_bytes()
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise self.stop(line, 1, Text("phải lưu tệp dạng UTF-8", "the file must be saved as UTF-8")) from None
        fault = parsed(text)
        # A fault without a place of its own is one of a value, such as a day that is none: it gets its place below.
        placed = isinstance(fault, YamlFault) and (fault.line, fault.column) != (1, 1)
        root = None if placed else composed(text)
        if isinstance(fault, YamlFault) and root is None:
            raise self.stop(fault.line, fault.column, fault.what)
        return root

    def stop(self, line: int, column: int, what: Text) -> WaiverError:
        where = f"{self.shown}:{line}:{column}: "
        return WaiverError(f"{where}{what.vi}.", f"{where}{what.en}.")

    def entry(self, node: Any) -> Entry | None:
        before = len(self.problems)
        if node.id != "mapping":
            self.problem(node, "", "một mục gồm các khóa như “rule”, “reason”", "an entry with keys: rule, reason …")
            return None
        given: dict[str, Any] = {}
        for key, value in node.value:
            name = str(key.value)
            if name not in _KEYS:
                near = get_close_matches(name.lower(), _KEYS, 1)
                vi = f"khóa “{near[0]}” thay cho “{name}”" if near else f"một trong các khóa: {', '.join(_KEYS)}"
                en = f"“{near[0]}” in place of “{name}”" if near else f"one of the keys: {', '.join(_KEYS)}"
                self.problem(key, name, vi, en)
            elif name in given:
                self.problem(key, name, "mỗi khóa một lần trong một mục", "each key once in an entry")
            else:
                given[name] = value
        values = {name: self.texts(name, value) for name, value in given.items()}
        if not {"rule", "fingerprint"} & set(given):
            self.problem(node, "", "“rule” (mã quy tắc) hoặc “fingerprint”", "“rule” (a code) or “fingerprint”")
        if not {"document", "section", "quote"} & set(given):
            self.problem(
                node, "", "“document”, “section” hoặc “quote” để biết áp dụng cho đâu",
                "“document”, “section” or “quote”, to say where it holds",
            )  # fmt: skip
        for name, vi, en in (
            ("reason", "“reason”: lý do chấp nhận", "“reason”: why it is accepted"),
            ("by", "“by”: ai chấp nhận", "“by”: who accepts it"),
            ("expires", "“expires”: ngày hết hạn YYYY-MM-DD, hoặc never", "“expires”: a date YYYY-MM-DD, or never"),
        ):
            if name not in given:
                self.problem(node, "", vi, en)
        self.forms(given, values)
        if len(self.problems) > before:
            return None
        one = {name: some[0] for name, some in values.items() if some}
        return Entry(
            place=f"{self.shown}:{node.start_mark.line + 1}", reason=one["reason"], by=one["by"],
            expires=None if one["expires"] == NEVER else one["expires"], rule=one.get("rule"),
            fingerprint=one.get("fingerprint"), documents=values.get("document", ()), issuer=one.get("issuer", ""),
            sections=values.get("section", ()), quote=one.get("quote", ""),
        )  # fmt: skip

    def texts(self, name: str, node: Any) -> tuple[str, ...]:
        """The text at a key, or the texts of a list where the key allows one."""
        nodes = node.value if node.id == "sequence" and name in _LISTS else [node]
        found = tuple(item.value.strip() for item in nodes if item.id == "scalar" and item.value.strip())
        if len(found) < len(nodes) or not found:
            self.problem(node, name, "một giá trị không để trống", "a value")
        return found

    def forms(self, given: Mapping[str, Any], values: Mapping[str, tuple[str, ...]]) -> None:
        """Codes, fingerprints and dates, held to how they are written."""
        checks: tuple[tuple[str, Callable[[str], object], str, str], ...] = (
            ("rule", _CODE.fullmatch, "mã quy tắc như S102", "a code such as S102"),
            ("fingerprint", _FINGERPRINT.fullmatch, "dấu nhận dạng như trong kết quả JSON",
             "a fingerprint as in the JSON"),
            ("expires", lambda v: v == NEVER or _is_day(v), "ngày có thật dạng YYYY-MM-DD, hoặc never",
             "a day of the calendar, YYYY-MM-DD, or never"),
            ("created", _is_day, "ngày có thật dạng YYYY-MM-DD", "a day of the calendar, YYYY-MM-DD"),
            ("quote", lambda v: any(c.isalnum() for c in v), "từ ngữ của văn bản", "words of the document"),
        )  # fmt: skip
        for name, good, vi, en in checks:
            if values.get(name) and not good(values[name][0]):
                self.problem(given[name], name, vi, en)

    def problem(self, node: Any, name: str, vi: str, en: str) -> None:
        where = f"{self.shown}:{node.start_mark.line + 1}:{node.start_mark.column + 1}: "
        where += f"{name}: " if name else ""
        self.problems.append(Text(f"{where}cần {vi}.", f"{where}expected {en}."))


def _is_day(text: str) -> bool:
    if not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True

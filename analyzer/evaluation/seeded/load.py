"""Faults out of a folder: ``documents.yml`` names the documents, every other ``*.yml`` holds faults."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import yaml

from analyzer.errors import Text, UsageError
from analyzer.evaluation.seeded.edits import Edit, EditError, edit_of
from analyzer.evaluation.seeded.model import Planting, Suite, Wanted

DOCUMENTS = "documents.yml"
STATUSES = frozenset({"met", "partial", "missing", "needs_review", "not_applicable"})
_CODE = re.compile(r"[A-Z]\d{3}")
_FAULT_KEYS = frozenset({"name", "expect", "also", "may", "why", "plant"})
_PLANT_KEYS = frozenset({"edits", "expect", "also", "may", "why"})


def load(folder: Path, *, only: str | None = None) -> Suite:
    """The faults of ``folder`` (their form is described in ``corpora/faults/README.md``).

    ``only``: those whose id, or whose document's key, contains it.

    Raises:
        UsageError: a file cannot be read or is not of the form, a document is not there, or nothing is left.
    """
    documents = {str(key): folder / str(path) for key, path in _mapping(folder / DOCUMENTS).items()}
    for path in documents.values():
        if not path.is_file():
            raise UsageError(f"{folder / DOCUMENTS}: không có tệp {path}.", f"{folder / DOCUMENTS}: no file {path}.")
    names: dict[str, Text] = {}
    plantings: list[Planting] = []
    for path in sorted(folder.glob("*.yml")):
        if path.name == DOCUMENTS:
            continue
        for fault, raw in _mapping(path).items():
            try:
                if fault in names:
                    raise _FormError("the id stands twice")
                names[fault] = _name(raw)
                plantings += _plantings(fault, raw, documents)
            except (_FormError, EditError) as error:
                where = f"{path}, “{fault}”"
                raise UsageError(f"Lỗi cài {where}: {error}.", f"Planted fault {where}: {error}.") from error
    kept = tuple(each for each in plantings if not only or only in each.fault or only in each.document)
    if not kept:
        raise UsageError(f"Không có lỗi cài nào trong {folder}.", f"There are no planted faults in {folder}.")
    return Suite(names, documents, kept)


class _FormError(ValueError):
    """What is wrong with the form of one fault."""


def _mapping(path: Path) -> dict[str, Any]:
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UsageError(f"Không đọc được {path}: {error}", f"{path} cannot be read: {error}") from error
    if not isinstance(raw, dict):
        raise UsageError(f"{path} phải là một bảng khóa - giá trị.", f"{path} must hold a map.")
    return cast(dict[str, Any], raw)


def _name(raw: object) -> Text:
    if not isinstance(raw, dict) or not {"name", "plant"} <= set(raw) <= _FAULT_KEYS:
        raise _FormError(f"a fault has name and plant, and of {', '.join(sorted(_FAULT_KEYS))} only")
    name = raw["name"]
    if not isinstance(name, dict) or set(name) != {"vi", "en"}:
        raise _FormError("its name has vi and en")
    return Text(str(name["vi"]), str(name["en"]))


def _plantings(fault: str, raw: Mapping[str, Any], documents: Mapping[str, Path]) -> Iterator[Planting]:
    """A planting per document; what a document says of its own is added to what holds for all, and wins over it."""
    for document, own in raw["plant"].items():
        if document not in documents:
            raise _FormError(f"{DOCUMENTS} has no document {document!r}")
        own = {"edits": own} if isinstance(own, list) else own
        if not isinstance(own, dict) or not set(own) <= _PLANT_KEYS or not own.get("edits"):
            raise _FormError(f"{document!r} has edits, and of {', '.join(sorted(_PLANT_KEYS))} only")
        edits: tuple[Edit, ...] = tuple(edit_of(each) for each in own["edits"])
        primary, also, may = (_wanted(raw, own, key) for key in ("expect", "also", "may"))
        if not primary:
            raise _FormError(f"{document!r} does not say what the fault is found by")
        if (set(primary) & set(also)) or (set(primary) | set(also)) & set(may):
            raise _FormError(f"{document!r} declares a rule twice")
        why = " ".join(str(each["why"]).strip() for each in (raw, own) if each.get("why"))
        if (also or may) and not why:
            raise _FormError(f"{document!r} gives no reason (why) for what else changes")
        yield Planting(fault, document, edits, primary, also, may, why)


def _wanted(raw: Mapping[str, Any], own: Mapping[str, Any], key: str) -> dict[str, Wanted]:
    both = {**(raw.get(key) or {}), **(own.get(key) or {})}
    return {code: _verdict(code, value) for code, value in both.items()}


def _verdict(code: str, value: object) -> Wanted:
    """``missing``, ``[partial, missing]``, or ``{finding: words of the passage}``."""
    if not _CODE.fullmatch(code):
        raise _FormError(f"{code!r} is no rule")
    if isinstance(value, dict) and set(value) == {"finding"} and isinstance(value["finding"], str):
        return Wanted(frozenset({"missing"}), value["finding"])
    statuses: list[str] = value if isinstance(value, list) else [str(value)]
    if not statuses or not all(status in STATUSES for status in statuses):
        raise _FormError(f"{code} is {value!r}: no status, and no map with finding")
    return Wanted(frozenset(statuses))

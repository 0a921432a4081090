"""Annotated documents in a folder: ``NAME.gold.json`` beside ``NAME.docx`` (or any other form)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analyzer.errors import UsageError

_SUFFIX = ".gold.json"
SPLIT_FILE = "split.yml"


@dataclass(frozen=True, slots=True)
class Annotated:
    """A document and its annotation. ``source`` is None where the folder holds no file for the annotation."""

    name: str
    gold: dict[str, Any]
    source: Path | None


def load(folder: Path, *, only: str | None = None, split: str | None = None) -> list[Annotated]:
    """The annotated documents of a folder, by name.

    ``only``: those whose name contains it. ``split``: those of a list in ``split.yml``.

    Raises:
        UsageError: no document is left, an annotation is not readable, or the folder has no such split.
    """
    names = sorted(path.name.removesuffix(_SUFFIX) for path in folder.glob(f"*{_SUFFIX}"))
    if not names:
        raise UsageError(
            f"Không có văn bản nào có chú giải (*{_SUFFIX}) trong {folder}.",
            f"There are no annotated documents (*{_SUFFIX}) in {folder}.",
        )
    chosen = _split(folder, split) if split else None
    kept = [name for name in names if (not only or only in name) and (chosen is None or name in chosen)]
    if not kept:
        raise UsageError(
            "Không có văn bản nào phù hợp với lựa chọn.", "No annotated document is left by --only and --split."
        )
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.suffix != ".json")
    sources = {path.stem: path for path in reversed(files)}
    return [Annotated(name, _annotation(folder / (name + _SUFFIX)), sources.get(name)) for name in kept]


def splits(folder: Path) -> dict[str, list[str]]:
    """The lists of names in ``split.yml``, in the folder or beside it; empty where there is none.

    Raises:
        UsageError: the file cannot be read, or does not hold lists.
    """
    import yaml

    path = next((path for path in (folder / SPLIT_FILE, folder.resolve().parent / SPLIT_FILE) if path.is_file()), None)
    if path is None:
        return {}
    try:
        lists = yaml.safe_load(path.read_text(encoding="utf-8"))
        return {str(name): [str(document) for document in names] for name, names in lists.items()}
    except (yaml.YAMLError, UnicodeDecodeError, AttributeError, TypeError) as error:
        raise UsageError(f"Không đọc được {path}: {error}", f"{path} cannot be read: {error}") from error


def _split(folder: Path, split: str) -> list[str]:
    lists = splits(folder)
    if split not in lists:
        raise UsageError(
            f"Không có danh sách “{split}” ({SPLIT_FILE} trong hoặc cạnh {folder}).",
            f"There is no list “{split}” ({SPLIT_FILE} in or beside {folder}).",
        )
    return lists[split]


def _annotation(path: Path) -> dict[str, Any]:
    try:
        gold = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise UsageError(f"Chú giải {path} không đọc được: {error}", f"{path} is no JSON: {error}") from error
    if not isinstance(gold, dict):
        raise UsageError(f"Chú giải {path} phải là một đối tượng JSON.", f"{path} must hold a JSON object.")
    return gold

"""A run as a JSON file, to be compared with later."""

from __future__ import annotations

from pathlib import Path

import msgspec

from analyzer.errors import UsageError
from analyzer.evaluation.model import FORMAT, Record


def save(record: Record, path: Path) -> None:
    """Writes the run. Equal runs give equal bytes: no clock, no path is in it."""
    if path.parent != Path():
        path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n")


def load(path: Path) -> Record:
    """Reads a run. Raises ``UsageError`` for a file that is none."""
    try:
        record = msgspec.json.decode(path.read_bytes(), type=Record)
    except (OSError, msgspec.DecodeError) as error:
        raise UsageError(
            f"{path} không phải kết quả của “rasoat eval --json”: {error}",
            f"{path} is not the result of “rasoat eval --json”: {error}",
        ) from error
    if record.format != FORMAT:
        raise UsageError(
            f"{path} có dạng “{record.format}”, cần “{FORMAT}”; hãy chạy lại “rasoat eval --json”.",
            f"{path} has the format “{record.format}”, not “{FORMAT}”; run “rasoat eval --json” again.",
        )
    return record

"""What travels between the run and those who check: a task there, a small row back."""

from __future__ import annotations

from typing import Literal

import msgspec

from analyzer.audit.asked import Terms
from analyzer.audit.sources import Source

Reports = Literal["json", "html"]


class Checking(msgspec.Struct, frozen=True, kw_only=True):
    """What is the same for every file of a run. ``program`` is the fingerprint of the program that checks: that of
    the run itself for its own processes, which began with it, their own for those on other machines."""

    program: str
    reports: Reports | None = None
    out: str = ""
    """The folder of the audit, for ``reports``."""
    lang: str = "vi"


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """One file; ``sha256`` of its content when the task was made."""

    number: int
    path: str
    source: Source
    sha256: str
    terms: Terms
    data: bytes | None = None
    """The content itself, where those who check cannot reach the file."""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """``line`` is the row as a line of JSON without its line feed; ``program`` that of who made it."""

    number: int
    line: bytes
    program: str


def pack(value: Checking | Task | Outcome) -> bytes:
    """As bytes for a pipe. No pickle: what comes from a process that read a hostile file is plain data."""
    return msgspec.msgpack.encode(value)


def unpack_outcome(data: bytes) -> Outcome:
    """Raises ``msgspec.DecodeError``."""
    return msgspec.msgpack.decode(data, type=Outcome)


def unpack_task(data: bytes) -> Task:
    """Raises ``msgspec.DecodeError``."""
    return msgspec.msgpack.decode(data, type=Task)


def unpack_checking(data: bytes) -> Checking:
    """Raises ``msgspec.DecodeError``."""
    return msgspec.msgpack.decode(data, type=Checking)

"""Who checks the files: processes on this machine, or a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from analyzer.audit.tasks import Outcome, Task


class Engine(Protocol):
    """Takes tasks and gives outcomes, one for each, in no order."""

    @property
    def room(self) -> int:
        """How many more tasks it takes without being asked to hold too many."""

    @property
    def busy(self) -> int:
        """Tasks taken whose outcome was not given yet."""

    def submit(self, task: Task) -> None:
        """Takes a task."""

    def collect(self, wait: float | None) -> Iterable[Outcome]:
        """Outcomes that are there; waits ``wait`` seconds at most for the first (None: a while).

        Raises ``RasoatError`` where nobody can check any longer.
        """

    def close(self) -> None:
        """Ends, at once."""


Start = Callable[[], Engine]
"""Starts an engine: only when a file has to be checked."""

"""Telling whoever waits how far a slow reading has come."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Listener = Callable[[int, int], None]
"""Called with the pages recognised so far and how many there are to be."""

_LISTENER: ContextVar[Listener | None] = ContextVar("reading progress", default=None)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Within it, ``listener`` is told of every page that was recognised, in the thread that reads."""
    token = _LISTENER.set(listener)
    try:
        yield
    finally:
        _LISTENER.reset(token)


def tell(done: int, count: int) -> None:
    """Says that ``done`` of ``count`` pages are recognised."""
    listener = _LISTENER.get()
    if listener is not None:
        listener(done, count)

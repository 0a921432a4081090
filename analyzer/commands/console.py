"""Writing to the console, whose reader may go away."""

from __future__ import annotations

import os
import sys
from typing import TextIO


class ReaderGone(Exception):
    """The reader of a pipe went away ("| head"). Not an ``OSError``: click would end the run with code 1."""


def put(text: str, stream: TextIO | None = None) -> None:
    """Writes ``text`` to ``stream`` (standard output) at once. Raises ``ReaderGone``."""
    stream = stream or sys.stdout
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        # What is still buffered goes nowhere, so that the interpreter does not complain of it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        raise ReaderGone from None

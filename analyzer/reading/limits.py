"""How much of a file is read before it is refused; every reader gets one ``Limits``."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on a hostile file. Sizes in bytes."""

    file_size: int = 100 * 1024 * 1024
    text_size: int = 8 * 1024 * 1024
    """Characters of text taken from one file, and the largest .txt, .md or .html."""
    expanded_size: int = 400 * 1024 * 1024
    """All members of a zip together, unpacked."""
    expansion_ratio: int = 200
    """Unpacked over packed, for members above 1 MiB."""
    pages: int = 1500
    blocks: int = 200_000
    seconds: float = 120
    """For one file, where it is read in a process of its own."""
    seconds_per_page: float = 30
    """As much more for every page that is recognised from its picture."""
    memory: int = 2 * 1024 * 1024 * 1024
    """What reading one file may take in a process of its own, on systems that can bound it (Linux)."""
    own_process: bool = True
    """Whether files that need a parser are read in a process of their own, which can be killed; False where the
    caller is such a process already."""


DEFAULT_LIMITS = Limits()

"""Parts of Markdown pages that commands write: what stands between two marks."""

from __future__ import annotations

from pathlib import Path

from analyzer.errors import UsageError


def marks(name: str) -> tuple[str, str]:
    """What stands before and behind the part of a page that has this name."""
    return f"<!-- {name}: begin -->", f"<!-- {name}: end -->"


def write_between(page: Path, name: str, text: str) -> None:
    """Puts ``text`` between the ``marks`` of a name; all else stays as it is.

    Raises:
        UsageError: the page is not there, or has not both marks once and in order.
    """
    begin, end = marks(name)
    try:
        old = page.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"Không đọc được {page}: {error}", f"{page} cannot be read: {error}") from error
    if old.count(begin) != 1 or old.count(end) != 1 or old.index(end) < old.index(begin):
        raise UsageError(
            f"{page} phải có đúng một cặp “{begin}” … “{end}”.", f"{page} must have “{begin}” … “{end}”, once each."
        )
    before, after = old[: old.index(begin)], old[old.index(end) + len(end) :]
    page.write_text(f"{before}{begin}\n\n{text.strip()}\n\n{end}{after}", encoding="utf-8", newline="\n")

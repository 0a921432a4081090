"""Values as administrative documents write them."""

from __future__ import annotations


def date_words(date: str) -> str:
    """2026-06-03 → "03/6/2026", 2026-06 → "6/2026"; months 1 and 2 with their zero, as in administrative documents."""
    parts = date.split("-")
    year = parts[0]
    if len(parts) == 1:
        return year
    month = int(parts[1])
    shown = f"{month:02d}" if month < 3 else str(month)
    return f"{shown}/{year}" if len(parts) == 2 else f"{int(parts[2]):02d}/{shown}/{year}"

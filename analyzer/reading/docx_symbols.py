"""Characters that Word stores as a place in a symbol font (Insert, Symbol).

Source of the Symbol places: the font's own encoding as given in Unicode's mapping file ADOBE/symbol.txt; of
Wingdings, only the marks that officers use as bullets, ticks and arrows.
"""

from __future__ import annotations

_SYMBOL = {
    0x2D: "−", 0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±",
    0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xBC: "…", 0xDB: "⇔", 0xDE: "⇒", 0xE5: "∑",
}  # fmt: skip
_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "□", 0x76: "❖", 0x77: "◆", 0x9F: "•", 0xA7: "▪", 0xA8: "□", 0xD8: "➢",
    0xE0: "→", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip


def symbol(font: str, code: str) -> str:
    """The character at hexadecimal place ``code`` ("F0B3") of ``font``; "" for a place that is not known."""
    try:
        place = int(code, 16)
    except ValueError:
        return ""
    name = font.lower()
    if name.startswith(("symbol", "wingdings", "webdings")) or 0xF000 <= place <= 0xF0FF:
        low = place & 0xFF
        table = _WINGDINGS if name.startswith("wingdings") else {} if name.startswith("webdings") else _SYMBOL
        return table.get(
            low, chr(low) if name.startswith("symbol") and 0x20 <= low < 0x7F and not chr(low).isalpha() else ""
        )
    return chr(place) if 0x20 <= place < 0xD800 else ""

"""Numbers and bullets of automatic lists, written as a reader sees them."""

from __future__ import annotations

BULLETS = ("-", "+", "*")
"""What stands for a round, square or picture bullet at the first, second and any deeper level of bullets."""

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_VIETNAMESE = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def bullet(depth: int) -> str:
    """The bullet of a list nested in ``depth`` other bulleted lists (0: in none)."""
    return BULLETS[min(max(depth, 0), len(BULLETS) - 1)]


def roman(number: int) -> str:
    """4 → "IV"; as Arabic figures outside 1–3999."""
    if not 0 < number < 4000:
        return str(number)
    text = ""
    for value, letters in _ROMAN:
        while number >= value:
            text += letters
            number -= value
    return text


def letters(number: int) -> str:
    """1 → "a", 26 → "z", then doubled as Word and LibreOffice do: 27 → "aa", 28 → "bb"."""
    if not 0 < number <= 780:
        return str(number)
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def spreadsheet_letters(number: int) -> str:
    """1 → "a", 27 → "aa", 28 → "ab", as browsers count."""
    if number < 1:
        return str(number)
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("a") + rest) + text
    return text


def vietnamese(number: int) -> str:
    """The number in words up to 99 ("hai mươi mốt"), else figures."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _VIETNAMESE[ones]
    head = "mười" if tens == 1 else f"{_VIETNAMESE[tens]} mươi"
    if ones == 0:
        return head
    last = {1: "một" if tens == 1 else "mốt", 5: "lăm"}.get(ones, _VIETNAMESE[ones])
    return f"{head} {last}"

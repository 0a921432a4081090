"""Bytes of a text file to characters.

Vietnamese files without Unicode are of two sorts: Windows code page 1258, which Python decodes (tone marks come out
as combining characters), and fonts such as TCVN3 or VNI that put Vietnamese letters where a Western code page has
others. The second sort is decoded as Windows-1252 on purpose: ``legacy`` recognises it by the letters that result.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import NamedTuple

from analyzer.reading import failures
from analyzer.reading.model import ReadingWarning
from analyzer.text.syllables import is_syllable

_SAMPLE = 40_000
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_MARK_AFTER_VOWEL = re.compile(f"[aăâeêioôơuưyAĂÂEÊIOÔƠUƯY][{_TONES}]")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"<meta[^<>]{0,200}charset\s{0,4}=\s{0,4}[\"']?\s{0,4}([A-Za-z0-9_:.-]{2,40})", re.I)
_RULES = frozenset(".…_-–—=*|~")
"""Dotted and ruled lines of forms, and of tables drawn with characters: they say nothing either way."""
_WORD = re.compile(r"[^\x00-\x40\[-`{-\x7f“”‘’–—…«»\xa0]+")
_COMMON = "nhtgciuao"
"""The commonest letters of Vietnamese without marks: four characters of ten."""
_SINGLE_BYTE = {"cp1252", "iso8859-1", "cp1258"}


_WINDOWS = {
    byte: bytes([byte]).decode("cp1252") for byte in range(0x80, 0xA0) if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}


class Decoded(NamedTuple):
    """Text without byte order mark, the codec that gave it, and what the reader should know of it."""

    text: str
    encoding: str
    warnings: list[ReadingWarning]


def decode(data: bytes, path: str, *, markup: bool = False) -> Decoded:
    """Decode a text file; with ``markup``, a charset declared in a ``<meta>`` counts where the bytes allow it.

    Raises ``ReadingError``: binary where the result is noise, empty where it is white space.
    """
    text, encoding = _decode(data, markup)
    if not text.strip("\ufeff\x00 \t\r\n\f\v\xa0"):
        raise failures.binary(path) if "\x00" in text else failures.empty(path)
    if _is_noise(text, encoding):
        raise failures.binary(path)
    warnings = []
    if encoding in _SINGLE_BYTE:
        warnings.append(
            failures.warning(
                "encoding",
                f"Tệp không dùng Unicode; đã đọc theo bảng mã {encoding}.",
                f"The file is not Unicode; read with code page {encoding}.",
            )
        )
    lost = text.count("\ufffd")
    if lost:
        warnings.append(
            failures.warning(
                "damaged",
                f"{lost} chỗ trong tệp không giải mã được.",
                f"{lost} places of the file could not be decoded.",
            )
        )
    return Decoded(text, encoding, warnings)


def _decode(data: bytes, markup: bool) -> tuple[str, str]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace"), encoding
    wide = _wide(data)
    if wide:
        return data.decode(wide, "replace"), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    declared = _declared(data) if markup else None
    if declared not in (None, "utf-8", "cp1252", "iso8859-1"):
        return data.decode(str(declared), "replace"), str(declared)
    # Mostly valid multi-byte sequences: UTF-8 with a few broken bytes, or cut in the middle of a character.
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if sum(map(len, re.findall(r"[^\x00-\x7f\ufffd]+", text))) >= 10 * broken:
        return text, "utf-8"
    text = data.decode("cp1258", "replace")
    tones = sum(map(text.count, _TONES))
    if tones and len(_MARK_AFTER_VOWEL.findall(text)) >= 0.9 * tones and text.count("\ufffd") * 100 <= len(text):
        # Some letters of TCVN3 look like marks behind vowels too, but make no syllables.
        marked = [w for w in _WORD.findall(unicodedata.normalize("NFC", text[:_SAMPLE])) if not w.isascii()]
        if sum(map(is_syllable, marked)) >= 0.6 * len(marked):
            return text, "cp1258"
    return _western(data), "cp1252"


def _western(data: bytes) -> str:
    """Windows-1252; the five bytes that it leaves open are controls, as in Latin-1."""
    text = data.decode("latin-1")
    return text.translate(_WINDOWS)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: Vietnamese in it has a zero in most of either the odd or the even places."""
    sample = data[: _SAMPLE - _SAMPLE % 2]
    half = max(1, len(sample) // 2)
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if odd > 0.4 and even < 0.05:
        return "utf-16-le"
    if even > 0.4 and odd < 0.05:
        return "utf-16-be"
    return None


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:4096])
    if found is None:
        return None
    try:
        return codecs.lookup(found[1].decode("ascii")).name
    except LookupError:
        return None


def _is_plainly_text(sample: str) -> bool:
    """Whether nothing in a sample is odd, and a few common letters alone are many: as nearly all texts are."""
    if "\ufffd" in sample or not "".join(sample.split()).isprintable():
        return False
    return sum(map(sample.count, _COMMON)) >= 0.2 * len(sample)


def _is_noise(text: str, encoding: str) -> bool:
    """Many control or unassigned characters, few letters and digits, or bytes above 127 everywhere."""
    third = _SAMPLE // 3
    middle = len(text) // 2
    sample = text if len(text) <= _SAMPLE else text[:third] + text[middle : middle + third] + text[-third:]
    if encoding not in _SINGLE_BYTE and _is_plainly_text(sample):
        return False
    seen = [char for char in sample if not char.isspace() and char not in _RULES]
    if not seen:
        return False
    bad = sum(1 for char in seen if char == "\ufffd" or unicodedata.category(char) in ("Cc", "Cn", "Co", "Cs"))
    if bad > 0.05 * len(seen) and bad > 2:
        return True
    if encoding in _SINGLE_BYTE and sum(char > "\x7f" for char in seen) > 0.6 * len(seen):
        return True
    return len(seen) > 200 and sum(map(str.isalnum, seen)) < 0.2 * len(seen)

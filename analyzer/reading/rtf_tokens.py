"""Rich Text Format taken apart: groups, control words, characters in their code pages.

Source: Microsoft, Rich Text Format Specification 1.9.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    rb"(?P<open>\{)|(?P<close>\})|\\(?P<word>[A-Za-z]{1,40})(?P<number>-?[0-9]{1,10})? ?"
    rb"|\\'(?P<hex>[0-9A-Fa-f]{2})|\\(?P<sign>[^A-Za-z'])|(?P<text>[^\\{}\r\n\x00]+)|(?P<lost>.)",
    re.S,
)
_CODE_PAGES = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
"""Character sets of fonts (``\\fcharset``); those not listed have the code page of the document."""
_CP1252 = {place: bytes([place]).decode("cp1252", "ignore") or chr(place) for place in range(256)}


class Token(NamedTuple):
    """``kind``: "open", "close", "word" (with ``number``), "hex" (bytes), "sign", "text" (bytes)."""

    kind: str
    value: str = ""
    number: int | None = None
    data: bytes = b""


def tokens(data: bytes) -> Iterator[Token]:
    """The tokens of a file; binary data are left out."""
    place = 0
    while (match := _TOKEN.match(data, place)) is not None:
        place = match.end()
        kind = match.lastgroup if match["word"] is None else "word"
        if kind == "word":
            number = None if match["number"] is None else int(match["number"])
            word = match["word"].decode("ascii")
            if word == "bin" and number is not None and number > 0:
                place += number
                continue
            yield Token("word", word, number)
        elif kind == "hex":
            yield Token("hex", data=bytes([int(match["hex"], 16)]))
        elif kind == "sign":
            yield Token("sign", match["sign"].decode("latin-1"))
        elif kind == "text":
            yield Token("text", data=match["text"])
        elif kind in ("open", "close"):
            yield Token(kind)


def code_page(charset: int, default: str) -> str:
    """The codec of a font's character set."""
    return _CODE_PAGES.get(charset, default)


def decode(data: bytes, codec: str) -> str:
    """Bytes as text; what Windows-1252 leaves open are controls, what another code page does not have is U+FFFD."""
    if codec == "cp1252":
        return "".join(map(_CP1252.__getitem__, data))
    return data.decode(codec, "replace")

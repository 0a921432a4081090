"""How values are kept: moments in UTC, texts that every database takes, packed JSON."""

from __future__ import annotations

import zlib
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, Dialect, LargeBinary, String, Text
from sqlalchemy.types import DateTime, TypeDecorator, TypeEngine

_UNKEPT = "\ufffd"


def clean_text(text: str) -> str:
    """The text without what a database refuses: NUL and half characters become U+FFFD, one for one."""
    if text.isascii() and "\0" not in text:
        return text
    text = text.replace("\0", _UNKEPT)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def clean_data(value: Any) -> Any:
    """JSON data with ``clean_text`` done to every text in it."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {clean_data(key): clean_data(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [clean_data(item) for item in value]
    return value


class UtcTime(TypeDecorator[datetime]):
    """A moment in UTC: SQLite keeps no zone, so it is put on again when read. Raises ``ValueError`` for a naive one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Words(TypeDecorator[str]):
    """A text, cleaned when it is written (``clean_text``); ``length``: at most so many characters."""

    impl = Text
    cache_ok = True

    def __init__(self, length: int | None = None) -> None:
        super().__init__()
        self.length = length

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[str]:
        return dialect.type_descriptor(Text() if self.length is None else String(self.length))

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else clean_text(value)


class PlaceWords(Words):
    """A path of a place, compared byte by byte in either database, so that "below a place" is a range of its index."""

    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[str]:
        collation = "C" if dialect.name == "postgresql" else None
        return dialect.type_descriptor(String(self.length, collation=collation))


class Data(TypeDecorator[dict[str, Any]]):
    """JSON, its texts cleaned."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002
        return clean_data(value)


class Packed(TypeDecorator[bytes]):
    """Bytes of JSON, kept packed: a report takes a tenth of its size."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002
        return None if value is None else zlib.compress(value, 6)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002
        return None if value is None else zlib.decompress(value)

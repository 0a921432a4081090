"""The report as bytes: one line of JSON, UTF-8, the same bytes for the same report."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from analyzer.errors import RasoatError, Text
from analyzer.report.model import (
    SCHEMA_VERSION,
    Bilingual,
    ErrorInfo,
    ErrorLine,
    Extract,
    PathOnly,
    Report,
    RuleInfo,
)

Output = TypeVar("Output", Report, Extract, ErrorLine)
_ENCODER = msgspec.json.Encoder()

_LINE_ENDS = ((b"\xe2\x80\xa8", b"\\u2028"), (b"\xe2\x80\xa9", b"\\u2029"), (b"\xc2\x85", b"\\u0085"))
"""Characters that JSON allows in a string as they are, and that some readers of JSON lines take for an end of line."""


def to_json(value: Report | Extract | ErrorLine | list[RuleInfo]) -> bytes:
    """One line of JSON without a line feed at its end; UTF-8, nothing escaped that need not be."""
    try:
        line = _ENCODER.encode(value)
    except UnicodeEncodeError:
        line = _ENCODER.encode(_without_surrogates(msgspec.to_builtins(value)))
    for raw, escaped in _LINE_ENDS:
        line = line.replace(raw, escaped)
    return line


def from_json(data: bytes | str, type_: type[Output] = Report) -> Output:  # type: ignore[assignment]
    """The report (extract, error line) that ``to_json`` wrote; unknown fields of a later version are left aside.

    Raises ``msgspec.ValidationError`` with the path of the first value that does not fit.
    """
    return msgspec.json.decode(data, type=type_)


def error_line(path: str, error: Exception) -> ErrorLine:
    """What stands in place of the report of a file that could not be read."""
    if isinstance(error, RasoatError):
        code, message = error.code, error.message
    else:
        kind = type(error).__name__
        code, message = (
            "internal",
            Text(
                f"Lỗi ngoài dự kiến khi xử lý tệp ({kind}).", f"Unexpected error while the file was processed ({kind})."
            ),
        )
    return ErrorLine(
        schema_version=SCHEMA_VERSION,
        document=PathOnly(path=printable_path(path)),
        error=ErrorInfo(code=code, message=Bilingual.of(message)),
    )


def printable_path(path: str) -> str:
    """A path as UTF-8 can hold it: bytes of a file name that are no UTF-8 become "\\xNN"."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _without_surrogates(value: Any) -> Any:
    """The same data with half characters, which UTF-8 cannot hold, replaced by U+FFFD."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list | tuple):
        return [_without_surrogates(item) for item in value]
    if isinstance(value, dict):
        return {_without_surrogates(key): _without_surrogates(item) for key, item in value.items()}
    return value

"""Errors of an audit that no reader knows: a file that took too long or too much memory, mistakes of the program."""

from __future__ import annotations

from analyzer.errors import RasoatError, ReadingError

TRANSIENT = frozenset(
    {"timeout", "out_of_memory", "crashed", "internal", "permission", "missing", "unreadable", "needs_ocr"}
)
"""Codes of errors that may be others next time: such rows are not kept for a later run."""


def timeout(path: str, seconds: float) -> ReadingError:
    """The file was not done within its time."""
    return ReadingError(
        f"{path}: xử lý quá {seconds:g} giây nên đã dừng; hãy kiểm tra riêng tệp này hoặc tăng --timeout.",
        f"{path}: took more than {seconds:g} seconds and was stopped; check it by itself or raise --timeout.",
        code="timeout",
    )


def memory(path: str) -> ReadingError:
    """The file needed more memory than one may have."""
    return ReadingError(
        f"{path}: cần nhiều bộ nhớ hơn mức cho phép; hãy chia nhỏ tệp hoặc tăng --memory.",
        f"{path}: needs more memory than is allowed; split the file or raise --memory.",
        code="out_of_memory",
    )


def internal(path: str, error: Exception) -> ReadingError:
    """A mistake of the program."""
    kind = type(error).__name__
    return ReadingError(
        f"{path}: lỗi ngoài dự kiến khi xử lý tệp ({kind}).",
        f"{path}: unexpected error while the file was processed ({kind}).",
        code="internal",
    )


def of_memory(error: BaseException) -> bool:
    """Whether an error comes of a lack of memory, under whatever name."""
    seen: BaseException | None = error
    for _ in range(8):
        if seen is None:
            return False
        if isinstance(seen, MemoryError):
            return True
        seen = seen.__cause__ or seen.__context__
    return False


def known(path: str, error: Exception) -> RasoatError:
    """The error that a row is to hold."""
    return error if isinstance(error, RasoatError) else internal(path, error)

"""Archives behind a URL (S3, SMB, SFTP…), through fsspec."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from analyzer.audit.sources import too_large, unreadable
from analyzer.errors import ReadingError, UsageError
from analyzer.reading.limits import Limits


def is_url(text: str) -> bool:
    """Whether an archive is named by a URL; "C:\\..." is none."""
    scheme, mark, _ = text.partition("://")
    return bool(mark) and len(scheme) > 1 and scheme.replace("+", "").isalnum()


def walk(url: str) -> Iterator[tuple[str, str]]:
    """Path below ``url`` and URL of every file, sorted by the parts of the path.

    Raises ``UsageError`` where the library for such URLs is not there, or there is nothing to be listed.
    """
    files, root = _filesystem(url)
    try:
        found: list[str] = files.find(root)
    except Exception as error:  # each kind of storage raises its own
        raise UsageError(
            f"Không liệt kê được {url} ({type(error).__name__}: {error}).",
            f"Cannot list {url} ({type(error).__name__}: {error}).",
        ) from error
    prefix = root.rstrip("/") + "/"
    named = [(path.removeprefix(prefix), path) for path in found]
    for name, path in sorted(named, key=lambda pair: pair[0].split("/")):
        yield name, files.unstrip_protocol(path)


def read_url(url: str, name: str, limits: Limits) -> bytes:
    """The bytes behind a URL. Raises ``ReadingError``: missing, permission, unreadable, too_large."""
    try:
        files, path = _filesystem(url)
        with files.open(path, "rb") as stream:
            data: bytes = stream.read(limits.file_size + 1)
    except UsageError as error:
        raise ReadingError(*error.message, code="unreadable") from error
    except Exception as error:  # each kind of storage raises its own
        raise unreadable(name, error) from error
    if len(data) > limits.file_size:
        raise too_large(name, limits)
    return data


def _filesystem(url: str) -> tuple[Any, str]:
    protocol, _, _ = url.partition("://")
    files = _connected(protocol, url.split("/")[2])
    return files, files._strip_protocol(url)


@lru_cache(maxsize=8)
def _connected(protocol: str, host: str) -> Any:
    """One connection per storage and host; what it needs to know stands in fsspec's own configuration."""
    try:
        import fsspec

        files, _ = fsspec.core.url_to_fs(f"{protocol}://{host}")
    except (ImportError, ValueError) as error:
        raise UsageError(
            f"Chưa đọc được địa chỉ {protocol}:// ({error}); hãy cài fsspec và gói của nó cho {protocol}.",
            f"Cannot read {protocol}:// ({error}); install fsspec and its package for {protocol}.",
        ) from error
    return files

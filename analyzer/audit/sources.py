"""Where the bytes of a file of the archive are, and how they are read: on disk, in a zip, behind a URL."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Literal

import msgspec

from analyzer.errors import ReadingError, Text
from analyzer.reading import failures
from analyzer.reading.limits import DEFAULT_LIMITS, Limits

_CHUNK = 1 << 20


class Source(msgspec.Struct, frozen=True):
    """``where`` is a path, or a URL (kind ``url``); ``member`` counts the members of a zip from 0.

    ``refused`` is why it is not read at all: code and message in both languages.
    """

    kind: Literal["file", "zip", "url"]
    where: str
    member: int = -1
    refused: tuple[str, str, str] | None = None


def refusal(error: ReadingError) -> tuple[str, str, str]:
    """An error as ``Source.refused``."""
    return (error.code, error.message.vi, error.message.en)


def digest(source: Source, name: str, limits: Limits = DEFAULT_LIMITS) -> tuple[str, bytes | None]:
    """SHA-256 of the content, and the bytes where they had to be loaded for it (zip, URL).

    Raises ``ReadingError`` where the content cannot be had or is more than is read; its message begins with ``name``.
    """
    if source.kind != "file" or source.refused is not None:
        data = load(source, name, limits)
        return hashlib.sha256(data).hexdigest(), data
    hasher, size = hashlib.sha256(), 0
    try:
        with open(source.where, "rb") as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if size > limits.file_size:
                    raise too_large(name, limits)
                hasher.update(chunk)
    except (OSError, ValueError) as problem:
        raise unreadable(name, problem) from problem
    return hasher.hexdigest(), None


def load(source: Source, name: str, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """The bytes. Raises ``ReadingError``, whose message begins with ``name``."""
    if source.refused is not None:
        code, vi, en = source.refused
        raise ReadingError(vi, en, code=code)
    if source.kind == "zip":
        from analyzer.audit.zips import read_member

        return read_member(source.where, source.member, name, limits)
    if source.kind == "url":
        from analyzer.audit.remote import read_url

        return read_url(source.where, name, limits)
    try:
        with open(source.where, "rb") as stream:
            data = stream.read(limits.file_size + 1)
    except (OSError, ValueError) as problem:
        raise unreadable(name, problem) from problem
    if len(data) > limits.file_size:
        raise too_large(name, limits)
    return data


def too_large(name: str, limits: Limits) -> ReadingError:
    """More bytes than one file may have."""
    most = failures.megabytes(limits.file_size)
    return failures.too_large(name, f"tệp vượt giới hạn {most}", f"the file is beyond the limit of {most}")


def unreadable(name: str, problem: Exception) -> ReadingError:
    """What the system, or the other side of a network, does not give."""
    if isinstance(problem, PermissionError):
        vi, en, code = "không có quyền đọc", "no permission to read it", "permission"
    elif isinstance(problem, FileNotFoundError):
        vi, en, code = "không tìm thấy", "it is not there", "missing"
    else:
        reason = getattr(problem, "strerror", None) or type(problem).__name__
        vi, en, code = f"hệ thống không đọc được ({reason})", f"the system cannot read it ({reason})", "unreadable"
    return ReadingError(f"{name}: {vi}.", f"{name}: {en}.", code=code)


def folder_unreadable(name: str, problem: OSError) -> ReadingError:
    """A folder whose files are not known."""
    error = unreadable(name, problem)
    lost = Text(
        f"{error.message.vi} Các tệp trong thư mục này chưa được kiểm tra.",
        f"{error.message.en} The files in this folder were not checked.",
    )
    return ReadingError(*lost, code=error.code)


def local(path: Path) -> Source:
    """A file on disk."""
    return Source("file", str(path))

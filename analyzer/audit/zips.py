"""Zips of documents: members listed and read one at a time, within limits; nothing is unpacked to disk."""

from __future__ import annotations

import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from analyzer.errors import ReadingError
from analyzer.reading import failures
from analyzer.reading.limits import Limits

MAX_MEMBERS = 100_000
_RATIO_FROM = 1024 * 1024
_UTF8_FLAG = 0x800
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, struct.error,
)  # fmt: skip


class Member(NamedTuple):
    """``number`` counts all entries of the zip from 0; ``name`` has forward slashes, and leads nowhere else."""

    number: int
    name: str


def is_archive(path: Path) -> bool:
    """Whether a file with the suffix .zip is a zip of files, and no Office document under a false name."""
    try:
        with path.open("rb") as stream:
            if stream.read(4) not in (b"PK\x03\x04", b"PK\x05\x06"):
                return False
        names = _opened(str(path), *_state(path)).namelist()
    except _BROKEN:
        return True  # damaged: listing it says so
    return "[Content_Types].xml" not in names


def members(path: Path, name: str) -> Iterator[Member]:
    """The files in a zip, in the order of the zip; folders are left out, equal names are told apart by "#2".

    Raises ``ReadingError`` (corrupt, bomb, permission…) before the first member; messages begin with ``name``.
    """
    try:
        size = path.stat().st_size
        infos = _opened(str(path), *_state(path)).infolist()
    except (PermissionError, FileNotFoundError) as problem:
        from analyzer.audit.sources import unreadable

        raise unreadable(name, problem) from problem
    except _BROKEN as problem:
        raise failures.corrupt(name, "tệp nén bị hỏng", "the archive is damaged") from problem
    if len(infos) > MAX_MEMBERS:
        raise failures.bomb(name, "quá nhiều thành phần trong tệp nén", "too many members in the archive")
    if sum(info.compress_size for info in infos) > size:
        raise failures.bomb(name, "các thành phần chồng lên nhau", "its members overlap")
    return _numbered(infos)


def _numbered(infos: list[zipfile.ZipInfo]) -> Iterator[Member]:
    seen: dict[str, int] = {}
    for number, info in enumerate(infos):
        if info.is_dir():
            continue
        name = _name(info)
        seen[name] = seen.get(name, 0) + 1
        yield Member(number, name if seen[name] == 1 else f"{name}#{seen[name]}")


def _name(info: zipfile.ZipInfo) -> str:
    """The name; one that is not marked as UTF-8 but is, as many Windows programs write it, is taken for it."""
    name = info.filename
    if not info.flag_bits & _UTF8_FLAG:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            pass
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return "/".join(parts) or "_"


def read_member(where: str, number: int, name: str, limits: Limits) -> bytes:
    """The bytes of a member. Raises ``ReadingError``: encrypted, bomb, too_large, corrupt, missing…"""
    try:
        archive = _opened(where, *_state(Path(where)))
        info = archive.infolist()[number]
        _check(info, name, limits)
        content = bytearray()
        with archive.open(info) as stream:
            while chunk := stream.read(1 << 18):
                content += chunk
                if len(content) > info.file_size:
                    raise failures.bomb(name, "kích thước khai báo sai", "it declares a false size")
    except ReadingError:
        raise
    except (PermissionError, FileNotFoundError) as problem:
        from analyzer.audit.sources import unreadable

        raise unreadable(name, problem) from problem
    except (*_BROKEN, IndexError) as problem:
        raise failures.corrupt(name) from problem
    return bytes(content)


def _check(info: zipfile.ZipInfo, name: str, limits: Limits) -> None:
    if info.flag_bits & 0x1:
        raise failures.encrypted(name)
    if info.file_size > limits.file_size:
        from analyzer.audit.sources import too_large

        raise too_large(name, limits)
    if info.file_size > _RATIO_FROM and info.file_size > info.compress_size * limits.expansion_ratio:
        raise failures.bomb(
            name, "khi giải nén sẽ phình ra vượt giới hạn", "it would unpack to more than the limits allow"
        )


def _state(path: Path) -> tuple[int, int]:
    stat = os.stat(path)
    return stat.st_mtime_ns, stat.st_size


@lru_cache(maxsize=1)
def _opened(where: str, _changed: int, _size: int) -> zipfile.ZipFile:
    """The zip that was read last stays open: its directory is not parsed again for each member."""
    return zipfile.ZipFile(where)

"""A zip opened with care: bounded in size, and searched for what is left when it is cut short."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from analyzer.reading import failures
from analyzer.reading.limits import Limits

_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_MAX_MEMBERS = 20_000
_RATIO_FROM = 1024 * 1024
_XML_PART_FACTOR = 8
"""Bytes of one XML part per character of text that the limits allow (markup included)."""


class Package:
    """The members of a zip by name (with "/", without a leading one).

    ``damaged``: its directory was lost, or a member that was asked for is broken.
    """

    def __init__(self, data: bytes, path: str, limits: Limits) -> None:
        """Raises ``ReadingError``: bomb (it would unpack beyond the limits), encrypted, corrupt."""
        self._data = data
        self._path = path
        self._limit = min(limits.expanded_size, limits.text_size * _XML_PART_FACTOR)
        self.damaged = False
        self._zip: zipfile.ZipFile | None = None
        self._infos: dict[str, zipfile.ZipInfo] = {}
        self._salvaged: dict[str, bytes] = {}
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error, EOFError):
            self.damaged = True
            for name, content in _salvage(data, self._limit):
                self._salvaged.setdefault(_clean(name), content)
            if not self._salvaged:
                raise failures.corrupt(path) from None
            return
        self._check(self._zip.infolist(), limits)

    def _check(self, infos: list[zipfile.ZipInfo], limits: Limits) -> None:
        total = 0
        if len(infos) > _MAX_MEMBERS:
            raise failures.bomb(self._path, "quá nhiều thành phần trong tệp nén", "too many members in the archive")
        for info in infos:
            if info.flag_bits & 0x1:
                raise failures.encrypted(self._path)
            total += info.file_size
            name = _clean(info.filename)
            # Pictures are never unpacked, and a blank bitmap packs a thousandfold.
            too_dense = info.file_size > _RATIO_FROM and info.file_size > info.compress_size * limits.expansion_ratio
            if total > limits.expanded_size or (too_dense and not name.startswith("word/media/")):
                raise failures.bomb(
                    self._path,
                    "khi giải nén sẽ phình ra vượt giới hạn",
                    "it would unpack to more than the limits allow",
                )
            self._infos.setdefault(name, info)

    def names(self) -> list[str]:
        """All member names."""
        return list(self._infos) or list(self._salvaged)

    def get(self, name: str) -> bytes | None:
        """The bytes of a member, or as many as can be unpacked (then ``damaged`` is set); None where there is none.

        Raises ``ReadingError`` (too_large, bomb) for a member that is larger than a part may be.
        """
        info = self._infos.get(name)
        if info is None or self._zip is None:
            return self._salvaged.get(name)
        if info.file_size > self._limit:
            raise failures.too_large(
                self._path,
                f"phần {name} lớn {failures.megabytes(info.file_size)}, vượt giới hạn",
                f"its part {name} has {failures.megabytes(info.file_size)}, beyond the limit",
            )
        content = bytearray()
        try:
            with self._zip.open(info) as stream:
                while chunk := stream.read(1 << 18):
                    content += chunk
                    if len(content) > self._limit:
                        raise failures.bomb(self._path, "kích thước khai báo sai", "it declares a false size")
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
            ValueError,
            struct.error,
        ):
            # A false checksum or a broken stream: what can be unpacked is still text.
            self.damaged = True
            return next((found for name, found in _salvage(self._data[info.header_offset :], self._limit)), None)
        return bytes(content)


def member_names(data: bytes) -> list[str]:
    """Names of the members, from the directory or, where it is lost, from the headers in the file."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [_clean(name) for name in archive.namelist()]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error, EOFError):
        return [_clean(name) for name, _ in _local_headers(data)]


def is_cut_short(data: bytes) -> bool:
    """Whether the directory, which stands at the end, is lost."""
    try:
        zipfile.ZipFile(io.BytesIO(data)).close()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error, EOFError):
        return True
    return False


def _clean(name: str) -> str:
    return name.replace("\\", "/").lstrip("/")


def _local_headers(data: bytes) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """Name and (compression method, flags, offset of the data) of each header found by its signature."""
    position = data.find(b"PK\x03\x04")
    count = 0
    while 0 <= position <= len(data) - _LOCAL_HEADER.size and count < _MAX_MEMBERS:
        _, _, flags, method, _, _, _, _, _, name_length, extra_length = _LOCAL_HEADER.unpack_from(data, position)
        start = position + _LOCAL_HEADER.size
        name = data[start : start + name_length]
        if len(name) == name_length and name and b"\x00" not in name:
            yield name.decode("utf-8", "replace"), (method, flags, start + name_length + extra_length)
        count += 1
        position = data.find(b"PK\x03\x04", start)


def _salvage(data: bytes, limit: int) -> Iterator[tuple[str, bytes]]:
    """Unpack the XML members of a zip whose directory is lost, as far as each goes; ``limit`` bounds them together."""
    left = limit
    for name, (method, flags, start) in _local_headers(data):
        if flags & 0x1 or not name.endswith((".xml", ".rels")):
            continue
        if method == zipfile.ZIP_DEFLATED:
            content = _inflate(data[start:], left)
        elif method == zipfile.ZIP_STORED:
            end = data.find(b"PK", start)
            content = data[start : end if end >= 0 else len(data)][:left]
        else:
            continue
        left -= len(content)
        if content:
            yield name, content


def _inflate(packed: bytes, limit: int) -> bytes:
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    content = bytearray()
    view = memoryview(packed)
    try:
        for start in range(0, len(view), 1 << 16):
            content += unpacker.decompress(view[start : start + (1 << 16)], max(1, limit - len(content)))
            if unpacker.eof or len(content) >= limit:
                break
    except zlib.error:
        pass
    return bytes(content)

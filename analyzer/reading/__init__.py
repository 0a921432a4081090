"""From a file, whatever it claims to be, to blocks of raw text."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from analyzer.errors import ReadingError
from analyzer.reading import failures
from analyzer.reading.limits import DEFAULT_LIMITS, Limits
from analyzer.reading.model import Format, SourceText
from analyzer.reading.sniff import sniff

__all__ = ["read"]

_Reader = Callable[[bytes, str, str, Limits], SourceText]


def read(path: Path | str, *, data: bytes | None = None, limits: Limits = DEFAULT_LIMITS) -> SourceText:
    """Read one file. With ``data`` (its bytes), ``path`` is only its name and nothing is opened.

    The format is told from the content; the extension decides between txt, md and html only. ``SourceText.path``
    is ``path`` as given. Raises ``ReadingError`` and nothing else for whatever the file holds; its ``code`` is
    one of those in ``docs/errors.md``.
    """
    name = str(path)
    if data is None:
        data = _load(Path(path), name, limits)
    _check_size(len(data), name, limits.file_size)
    found = sniff(data, name)
    if found.format in ("txt", "md", "html"):
        _check_size(len(data), name, limits.text_size)
    try:
        source = _reader(found.format)(data, name, hashlib.sha256(data).hexdigest(), limits)
    except (RecursionError, MemoryError) as error:
        raise failures.bomb(
            name, "cấu trúc lồng nhau quá sâu hoặc quá lớn", "nested too deeply or too large"
        ) from error
    if found.warning is not None:
        source.warnings.insert(0, found.warning)
    return source


def _reader(kind: Format) -> _Reader:
    # Imported when needed: each brings its parser, and a run usually sees one or two formats.
    if kind == "docx":
        from analyzer.reading.docx import read_docx

        return read_docx
    if kind == "pdf":
        from analyzer.reading.pdf import read_pdf

        return read_pdf
    if kind in ("doc", "rtf", "odt"):
        from analyzer.reading.converted import reader_of

        return reader_of(kind)
    if kind == "xlsx":
        from analyzer.reading.xlsx import read_xlsx

        return read_xlsx
    if kind == "image":
        from analyzer.reading.image import read_image

        return read_image
    if kind == "html":
        from analyzer.reading.html import read_html

        return read_html
    if kind == "md":
        from analyzer.reading.markdown import read_markdown

        return read_markdown
    from analyzer.reading.plaintext import read_plaintext

    return read_plaintext


def _load(path: Path, name: str, limits: Limits) -> bytes:
    try:
        if path.is_dir():
            raise ReadingError(
                f"{name}: đây là thư mục, không phải tệp; hãy chỉ ra từng tệp, hoặc dùng lệnh audit cho cả thư mục.",
                f"{name}: this is a directory, not a file; name the files, or use the audit command for all of it.",
                code="directory",
            )
        _check_size(path.stat().st_size, name, limits.file_size)
        if not path.is_file():
            raise failures.not_supported(
                name,
                "đây không phải là tệp thông thường; hãy sao chép ra một tệp",
                "not a regular file; copy it to one",
            )
        with path.open("rb") as stream:
            return stream.read(limits.file_size + 1)
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise ReadingError(
            f"{name}: không tìm thấy tệp; hãy kiểm tra tên và đường dẫn.",
            f"{name}: there is no such file; check the name and the path.",
            code="missing",
        ) from error
    except PermissionError as error:
        raise ReadingError(
            f"{name}: không có quyền đọc tệp; hãy cấp quyền đọc, hoặc đóng chương trình đang giữ tệp.",
            f"{name}: no permission to read the file; grant it, or close the program that holds the file.",
            code="permission",
        ) from error
    except OSError as error:
        raise ReadingError(
            f"{name}: hệ thống không đọc được tệp ({error.strerror}); hãy sao chép tệp về máy rồi thử lại.",
            f"{name}: the system cannot read the file ({error.strerror}); copy it to this machine and try again.",
            code="unreadable",
        ) from error


def _check_size(size: int, name: str, limit: int) -> None:
    if size > limit:
        raise failures.too_large(
            name,
            f"tệp lớn {failures.megabytes(size)}, vượt giới hạn {failures.megabytes(limit)}",
            f"the file has {failures.megabytes(size)}, the limit is {failures.megabytes(limit)}",
        )

"""Documents of other word processors: through LibreOffice where it is installed, else by a reader of one's own."""

from __future__ import annotations

from collections.abc import Callable

from analyzer.errors import ReadingError
from analyzer.reading import failures, office
from analyzer.reading.limits import Limits
from analyzer.reading.model import Format, ReadingWarning, SourceText

_Reader = Callable[[bytes, str, str, Limits], SourceText]
_NAMES = {"doc": "Word 97–2003 (.doc)", "rtf": "RTF", "odt": "OpenDocument (.odt)"}
_FATAL = frozenset({"bomb", "too_large"})
"""What LibreOffice made may be beyond the limits: then the file is, too."""


def reader_of(kind: Format) -> _Reader:
    """The reader of "doc", "rtf" or "odt". Blocks have the ids of ``docx``, ``SourceText.format`` is ``kind``;
    offsets are into the text as converted. It raises ``ReadingError`` with the codes of ``read``."""

    def read(data: bytes, path: str, sha256: str, limits: Limits) -> SourceText:
        own, check = _own(kind)
        check(data, path, limits)
        converted = office.to_docx(data, kind)
        if converted is not None:
            from analyzer.reading.docx import read_docx

            try:
                source = read_docx(converted, path, sha256, limits)
            except ReadingError as error:
                if error.code in _FATAL:
                    raise
            else:
                source.format = kind
                source.pages = None
                source.warnings.insert(0, _through_office(kind))
                return source
        source = own(data, path, sha256, limits)
        source.warnings.insert(0, _directly(kind, failed=office.program() is not None))
        return source

    return read


def _own(kind: Format) -> tuple[_Reader, Callable[[bytes, str, Limits], object]]:
    """The reader, and a check that refuses what no other program is to be given."""
    if kind == "doc":
        from analyzer.reading.doc import check_doc, read_doc

        return read_doc, check_doc
    if kind == "rtf":
        from analyzer.reading.rtf import check_rtf, read_rtf

        return read_rtf, check_rtf
    from analyzer.reading.odt import OdtParts, read_odt

    return read_odt, OdtParts


def _through_office(kind: Format) -> ReadingWarning:
    return failures.warning(
        "read_with_libreoffice",
        f"Tệp {_NAMES[kind]} được đọc qua LibreOffice; vị trí trích dẫn tính theo văn bản đã chuyển đổi.",
        f"The {_NAMES[kind]} file was read through LibreOffice; places of quotations are those of the converted text.",
    )


def _directly(kind: Format, *, failed: bool) -> ReadingWarning:
    why_vi = "LibreOffice không mở được tệp này" if failed else "máy không có LibreOffice"
    why_en = "LibreOffice could not open it" if failed else "LibreOffice is not installed"
    return failures.warning(
        "read_directly",
        f"Tệp {_NAMES[kind]} được đọc trực tiếp vì {why_vi}; hãy kiểm tra lại số thứ tự, bảng và hộp chữ.",
        f"The {_NAMES[kind]} file was read directly, as {why_en}; look again at numbering, tables and text boxes.",
    )

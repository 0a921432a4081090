"""What all exports into a copy of the document share: when one does not fit, and whether the file is still the same."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from analyzer.errors import RasoatError
from analyzer.report.model import Report
from analyzer.report.safe import one_line
from analyzer.text.model import CleanText


@dataclass(frozen=True, slots=True)
class Document:
    """A document with its report, its text, and the bytes of its file."""

    report: Report
    clean: CleanText
    original: bytes


EXPORT_ERRORS = frozenset({"format_not_fitting", "changed"})


class ExportError(RasoatError):
    """An export that cannot be made of this document. Codes: ``format_not_fitting``, ``changed``."""

    code = "format_not_fitting"
    exit_code = 3


def refuse(report: Report, vi: str, en: str, code: str | None = None) -> ExportError:
    """The error for this report's document; the texts say why, and what to use instead."""
    path = one_line(report.document.path)
    return ExportError(f"{path}: {vi}.", f"{path}: {en}.", code=code)


def check_original(source: Document) -> None:
    """Raises ``ExportError`` (changed) where the bytes are not those that the report is of."""
    if hashlib.sha256(source.original).hexdigest() != source.report.document.sha256:
        raise refuse(
            source.report,
            "tệp đã thay đổi trong lúc kiểm tra; hãy chạy lại",
            "the file was changed while it was checked; run again",
            "changed",
        )

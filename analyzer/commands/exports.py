"""The exports of ``rasoat check``: which there are, what their files are called, and the bytes of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analyzer.commands.render import Checked
    from analyzer.report.export import Document
    from analyzer.report.letter_form import Parties
    from analyzer.report.model import ErrorLine
    from analyzer.report.words import Lang

BINARY = frozenset({"docx", "pdf", "letter", "xlsx"})
"""Formats that are no text: a file or a pipe takes them, no terminal."""
TOGETHER = frozenset({"sarif", "ics"})
"""Formats that hold all documents of a call in one file."""
SUFFIX = {
    "text": ".txt", "json": ".json", "html": ".html", "csv": ".csv", "md": ".md", "sarif": ".sarif", "ics": ".ics",
    "xlsx": ".xlsx",
}  # fmt: skip
"""What is put behind the whole name of a document; the others have names that an officer reads."""
_NAMES = {"docx": " (nhan xet)", "pdf": " (nhan xet)", "letter": " (cong van)"}


def file_name(path: Path, format_: str, number: int = 1) -> str:
    """The name of a document's result: ``ke-hoach.docx.json``, ``ke-hoach (nhan xet).docx``; a further document of
    the same name has a number."""
    again = f"-{number}" if number > 1 else ""
    if format_ not in _NAMES:
        return f"{path.name}{again}{SUFFIX[format_]}"
    kept = path.suffix if format_ == "docx" and path.suffix.lower() in (".docx", ".docm") else None
    suffix = kept or {"pdf": ".pdf"}.get(format_, ".docx")
    return f"{path.stem}{_NAMES[format_]}{again}{suffix}"


def as_bytes(checked: Checked, path: Path, format_: str, lang: Lang, parties: Parties | None = None) -> bytes:
    """One document in a binary format.

    Raises:
        RasoatError: the format does not fit the document, or the file was changed meanwhile.
    """
    today = date.today()
    if format_ in ("docx", "pdf"):
        from analyzer.commands.render import Checked
        from analyzer.report.files import of_main_file

        path = _file_of(checked, path)
        checked = Checked(*of_main_file(checked.report, checked.clean))
    if format_ == "xlsx":
        from analyzer.report.xlsx import workbook_of

        return workbook_of(checked.report, today, lang)
    if format_ == "letter":
        from analyzer.report.letter import letter

        return letter(document_of(checked, path), today, parties)
    if format_ == "pdf":
        from analyzer.report.pdf_annotations import pdf_with_notes

        return pdf_with_notes(document_of(checked, path), today, lang=lang)
    from analyzer.report.docx_comments import docx_with_comments

    return docx_with_comments(document_of(checked, path), today, lang=lang)


def together(items: Sequence[Document | ErrorLine], format_: str, lang: Lang) -> str:
    """All documents of a call in one text; ``items`` in the order of the call."""
    today = date.today()
    if format_ == "sarif":
        from analyzer.report.sarif import sarif_log

        return sarif_log(items, today, lang=lang)
    from analyzer.report.ics import calendar
    from analyzer.report.model import ErrorLine

    return calendar([item for item in items if not isinstance(item, ErrorLine)], today, lang=lang)


def document_of(checked: Checked, path: Path) -> Document:
    """A checked document with the bytes of its file, which is read again; of several files, with the main one."""
    from analyzer.report.export import Document

    return Document(checked.report, checked.clean, _file_of(checked, path).read_bytes())


def _file_of(checked: Checked, path: Path) -> Path:
    """The file that an export is made of. Raises ``RasoatError`` where it stands in a zip."""
    files = checked.clean.source.files
    if not files:
        return path
    main = Path(files[0].path)
    if not main.is_file():
        from analyzer.report.export import refuse

        raise refuse(
            checked.report,
            "văn bản chính nằm trong tệp nén; hãy giải nén hồ sơ thành thư mục",
            "the main document is in a zip; unpack the dossier into a folder",
        )
    return main

"""What the reader of a report should know of how a Word document was read."""

from __future__ import annotations

from analyzer.reading.docx_inline import State
from analyzer.reading.docx_package import Parts
from analyzer.reading.failures import incomplete, warning
from analyzer.reading.model import ReadingWarning

_FEW_CHARACTERS = 500
"""Below this a file with pictures is probably a scan pasted into Word."""


def warnings_of(parts: Parts, state: State, foreign_parts: int, chars: int) -> list[ReadingWarning]:
    """Codes: tracked_changes, hidden_text, macros, embedded_parts, pictures_not_read, damaged."""
    found: list[ReadingWarning] = []
    if state.insertions or state.deletions:
        found.append(
            warning(
                "tracked_changes",
                f"Văn bản còn vết sửa chưa chấp nhận: {state.insertions} chỗ thêm (đã tính), "
                f"{state.deletions} chỗ xóa (đã bỏ).",
                f"The document has open tracked changes: {state.insertions} insertions (kept), "
                f"{state.deletions} deletions (left out).",
            )
        )
    if state.hidden_chars:
        found.append(
            warning(
                "hidden_text",
                f"Văn bản có {state.hidden_chars} ký tự chữ ẩn; không tính vào nội dung.",
                f"The document has {state.hidden_chars} characters of hidden text; they are left out.",
            )
        )
    if parts.has_macros:
        found.append(
            warning(
                "macros", "Tệp có chứa macro; macro không được chạy.", "The file carries macros; they are never run."
            )
        )
    if foreign_parts:
        found.append(
            warning(
                "embedded_parts",
                f"{foreign_parts} phần nhúng từ tệp khác chưa được đọc.",
                f"{foreign_parts} parts embedded from other files were not read.",
            )
        )
    if parts.pictures and chars < _FEW_CHARACTERS:
        found.append(
            warning(
                "pictures_not_read",
                f"Tệp có {parts.pictures} hình ảnh và rất ít chữ; chữ trong hình không được đọc.",
                f"The file has {parts.pictures} pictures and little text; text in pictures is not read.",
            )
        )
    if parts.damaged:
        found.append(incomplete())
    return found

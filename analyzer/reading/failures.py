"""Why a file cannot be read, and the warnings of one that could; ``docs/errors.md`` lists the codes."""

from __future__ import annotations

from analyzer.errors import ReadingError, Text
from analyzer.reading.limits import Limits
from analyzer.reading.model import Block, ReadingWarning

NAMES: dict[str, str] = {
    "docx": "Word (.docx)",
    "pdf": "PDF",
    "html": "HTML",
    "md": "Markdown",
    "txt": "plain text",
    "image": "a picture",
    "doc": "Word 97–2003 (.doc)",
    "rtf": "RTF",
    "odt": "OpenDocument (.odt)",
    "xlsx": "Excel (.xlsx)",
}
NAMES_VI = NAMES | {"txt": "văn bản thuần", "image": "hình ảnh"}
"""Formats as people know them."""


def empty(path: str, *, pictures: bool = False) -> ReadingError:
    """No text in it; ``pictures``: it holds images, probably of scanned pages."""
    if pictures:
        return ReadingError(
            f"{path}: tệp chỉ có hình ảnh, không có chữ; hãy xuất ra PDF để nhận dạng chữ (OCR), hoặc gửi bản có chữ.",
            f"{path}: the file holds pictures only, no text; export it as PDF for text recognition (OCR), "
            "or send a copy with text.",
            code="empty",
        )
    return ReadingError(
        f"{path}: tệp không có nội dung; hãy kiểm tra lại tệp đã gửi.",
        f"{path}: the file has no content; check the file that was sent.",
        code="empty",
    )


def corrupt(
    path: str, vi: str = "tệp bị hỏng hoặc bị cắt ngắn", en: str = "the file is damaged or cut short"
) -> ReadingError:
    """Damaged beyond what can be recovered."""
    return ReadingError(
        f"{path}: {vi}; hãy mở bằng chương trình gốc và lưu lại, hoặc xin lại tệp.",
        f"{path}: {en}; open it in the program that made it and save it again, or ask for a new copy.",
        code="corrupt",
    )


def damaged(path: str, kind: str | None) -> ReadingError:
    """As ``corrupt``, saying what the file was (a key of ``NAMES``), where that is known."""
    if kind is None:
        return corrupt(path)
    return corrupt(
        path, f"tệp {NAMES_VI[kind]} bị hỏng hoặc bị cắt ngắn", f"the file, {NAMES[kind]}, is damaged or cut short"
    )


def bomb(path: str, vi: str, en: str) -> ReadingError:
    """Made to exhaust memory or to reach outside of the file."""
    return ReadingError(
        f"{path}: tệp không an toàn ({vi}) nên không được đọc; hãy xin lại bản lưu từ Word.",
        f"{path}: the file is unsafe ({en}) and is not read; ask for a copy saved by Word.",
        code="bomb",
    )


def binary(path: str) -> ReadingError:
    """Neither a known format nor text."""
    return ReadingError(
        f"{path}: nội dung không phải là văn bản và không thuộc định dạng nào đọc được; "
        "hãy gửi tệp .docx, .pdf, .html, .md hoặc .txt.",
        f"{path}: the content is neither text nor a format that can be read; "
        "send a .docx, .pdf, .html, .md or .txt file.",
        code="binary",
    )


def encrypted(path: str) -> ReadingError:
    """Needs a password."""
    return ReadingError(
        f"{path}: tệp được bảo vệ bằng mật khẩu; hãy mở tệp, bỏ mật khẩu rồi lưu lại.",
        f"{path}: the file is protected by a password; open it, remove the password and save it again.",
        code="encrypted",
    )


def not_supported(path: str, vi: str, en: str) -> ReadingError:
    """A known format that is not read; the texts say what it is and what to do."""
    return ReadingError(f"{path}: {vi}.", f"{path}: {en}.", code="not_supported")


def too_large(path: str, vi: str, en: str) -> ReadingError:
    """Beyond one of the limits, which the texts name."""
    return ReadingError(
        f"{path}: {vi}; hãy chia nhỏ tệp hoặc nâng giới hạn.",
        f"{path}: {en}; split the file or raise the limit.",
        code="too_large",
    )


def megabytes(size: int) -> str:
    """``size`` bytes for people: "0.5 MB", "100 MB"."""
    value = size / (1024 * 1024)
    return f"{value:.0f} MB" if value >= 10 else f"{value:.1f} MB"


def warning(code: str, vi: str, en: str, page: int | None = None) -> ReadingWarning:
    """A warning with its text in both languages."""
    return ReadingWarning(code, Text(vi, en), page)


def incomplete() -> ReadingWarning:
    """Part of the file could not be read."""
    return warning(
        "damaged", "Tệp bị hỏng; chỉ đọc được một phần nội dung.", "The file is damaged; only part of it could be read."
    )


class BlockSink:
    """Collects blocks and stops a file that holds more of them, or more text, than the limits allow."""

    def __init__(self, path: str, limits: Limits) -> None:
        self.blocks: list[Block] = []
        self.incomplete = False
        """Set by a reader that had to leave out part of the file."""
        self.path = path
        self.limits = limits
        self._chars = 0

    def add(self, block: Block) -> None:
        """Keep ``block``. Raises ``ReadingError`` (too_large)."""
        self._chars += len(block.text)
        self.blocks.append(block)
        if len(self.blocks) > self.limits.blocks:
            raise too_large(
                self.path,
                f"có hơn {self.limits.blocks} đoạn, vượt giới hạn",
                f"it has more than {self.limits.blocks} paragraphs, which is the limit",
            )
        if self._chars > self.limits.text_size:
            raise too_large(
                self.path,
                f"có hơn {self.limits.text_size} ký tự, vượt giới hạn",
                f"it has more than {self.limits.text_size} characters, which is the limit",
            )

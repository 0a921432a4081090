"""What the reader of a report should know before trusting it."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import UNSET, UnsetType

from analyzer.errors import Text
from analyzer.extraction.model import Analysis
from analyzer.reading.model import PARTLY_READ
from analyzer.report.model import Bilingual, DocumentInfo, Notice
from analyzer.report.places import file_path

_DOUBT = 0.6
"""Below this confidence, what the document is deserves a look."""

_OCR = Text(
    "Văn bản được nhận dạng từ ảnh (OCR); chữ và số có thể sai, cần đối chiếu với bản gốc.",
    "The text was recognised from images (OCR): letters and figures may be wrong; compare with the original.",
)
_EMPTY = Text("Văn bản không có chữ nào đọc được.", "The document holds no readable text.")
_POOR = Text("Trang này đọc được kém{why}; kết luận dựa vào trang này cần người xem.",
             "This page could be read only poorly{why}; a person should check what rests on it.")  # fmt: skip
_POOR_ALL = Text("Văn bản đọc được kém{why}; kết luận cần người xem.",
                 "The document could be read only poorly{why}; a person should check the result.")  # fmt: skip

_REPAIRS: dict[str, Text] = {
    "split_syllables": Text("{n} chỗ âm tiết bị tách rời đã được nối lại",
                            "{n} split syllables were joined again"),
}  # fmt: skip
"""Repairs that may have changed words; joined lines and removed page furniture do not."""

_PARTLY_READ = Text(
    "Phần đọc được chưa cho biết văn bản có thuộc phạm vi kiểm tra hay không; quy tắc về nội dung chưa được xét.",
    "What could be read does not tell whether the document is of the kind that is checked; the rules on content were "
    "not asked.",
)
_FIELDS: dict[str, Text] = {
    "kind": Text("loại văn bản", "the kind of the document"),
    "scope": Text("phạm vi của văn bản", "what the document is about"),
    "level": Text("cấp ban hành", "the level of the issuer"),
}


def notices(analysis: Analysis, document: DocumentInfo, problems: Iterable[Text], outside: Text | None) -> list[Notice]:
    """Warnings of the reading first, then those on quality, repairs, doubt, scope and the rule pack."""
    clean = analysis.outline.clean
    source = clean.source
    found = [
        Notice(
            code=w.code,
            message=Bilingual.of(w.message),
            page=source.own_page(w.page),
            file=file_path(source.file_at(w.page)),
        )
        for w in source.warnings
    ]
    if source.ocr and not any(notice.code.startswith("ocr") for notice in found):
        found.append(_notice("ocr", _OCR))
    if not analysis.text.strip():
        found.append(_notice("empty", _EMPTY))
    said = {(notice.file, notice.page) for notice in found if notice.page is not None}
    for page in document.quality.pages:
        if page.grade == "poor" and (page.file, page.page) not in said:
            what = _POOR if page.page is not None else _POOR_ALL
            vi, en = (", ".join(reason.in_language(lang) for reason in page.reasons) for lang in ("vi", "en"))
            text = Text(what.vi.format(why=f" ({vi})" if vi else ""), what.en.format(why=f" ({en})" if en else ""))
            if page.file is not UNSET:
                text = Text(f"{page.file}: {text.vi}", f"{page.file}: {text.en}")
            found.append(_notice("poor_quality", text, page.page, page.file))
    for key, count in sorted(clean.repairs.items()):
        if count and key in _REPAIRS:
            what = _REPAIRS[key]
            text = Text(what.vi.format(n=count), what.en.format(n=count))
            found.append(_notice("text_repaired", Text(_sentence(text.vi), _sentence(text.en))))
    for field, name in _FIELDS.items():
        decided = document.evidence.get(field)
        if decided is not None and decided.confidence is not None and decided.confidence < _DOUBT:
            doubt = Text(f"Chưa chắc chắn về {name.vi}; nên chỉ rõ bằng tùy chọn --{field}.",
                         f"Not sure about {name.en}; better say it with --{field}.")  # fmt: skip
            found.append(_notice(f"doubtful_{field}", doubt))
    if outside is not None:
        unread = any(warning.code in PARTLY_READ for warning in source.warnings)
        found.append(_notice("out_of_scope", _PARTLY_READ if unread else outside))
    found.extend(_notice("rule_pack", problem) for problem in dict.fromkeys(problems))
    return found


def _notice(code: str, message: Text, page: int | None = None, file: str | UnsetType = UNSET) -> Notice:
    return Notice(code=code, message=Bilingual.of(message), page=page, file=file)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "."

"""What is installed, what is missing, and what that disables."""

from __future__ import annotations

import importlib.metadata
import platform
import sys
from dataclasses import dataclass

from analyzer.errors import Text
from analyzer.version import __version__


@dataclass(frozen=True, slots=True)
class Finding:
    """One part: whether it is there, in which version, what it is for, how to get it."""

    name: str
    present: bool
    version: str
    purpose: Text
    optional: bool = False
    remedy: Text | None = None
    """How to get it, for what is no package of Python."""


_PARTS: tuple[tuple[str, Text, bool], ...] = (
    ("spacy", Text("analyze() và các thành phần spaCy", "analyze() and the components for spaCy"), False),
    ("rapidfuzz", Text("nhận đề mục và tên gọi viết sai", "headings and names that are misspelt"), False),
    ("lxml", Text("đọc .docx và .html", "reading .docx and .html"), False),
    ("markdown-it-py", Text("đọc .md", "reading .md"), False),
    ("pypdfium2", Text("đọc chữ trong PDF", "reading text of PDFs"), False),
    ("olefile", Text("đọc .doc khi không có LibreOffice", "reading .doc without LibreOffice"), False),
    ("numpy", Text("xếp chữ trong PDF thành dòng", "putting the text of PDFs into lines"), False),
    ("msgspec", Text("báo cáo JSON và lược đồ", "the JSON report and its schema"), False),
    ("jinja2", Text("báo cáo HTML", "the HTML report"), False),
    ("pyyaml", Text("đọc bộ quy tắc", "reading the rule packs"), False),
    ("scikit-learn", Text("huấn luyện lại bộ phân loại đề mục", "training the classifier of headings again"), True),
)


def diagnose() -> list[Finding]:
    """Every part, in a fixed order: the interpreter, required packages, optional ones, the rule pack."""
    found = [
        Finding("rasoat", True, __version__, Text("chương trình này", "this program")),
        Finding("Python", sys.version_info >= (3, 11), platform.python_version(), Text("cần từ 3.11", "3.11 or later")),
    ]
    for name, purpose, optional in _PARTS:
        try:
            version = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found.append(Finding(name, False, "", purpose, optional))
        else:
            found.append(Finding(name, True, version, purpose, optional))
    found.append(_libreoffice())
    found += _recognition()
    from analyzer.checks.loader import default_pack

    pack = default_pack()
    state = Text(
        f"{len(pack.rules)} quy tắc, {len(pack.problems)} lỗi",
        f"{len(pack.rules)} rules, {len(pack.problems)} problems",
    )
    found.append(Finding(f"pack {pack.id}", not pack.problems, pack.version, state))
    return found


def _libreoffice() -> Finding:
    from analyzer.reading.office import program

    return Finding(
        "LibreOffice", program() is not None, "", optional=True,
        purpose=Text(
            "đọc đủ .doc, .rtf, .odt (nếu thiếu: đọc trực tiếp, .doc mất số tự động, không đọc được Word 6 và 95)",
            "reading all of .doc, .rtf, .odt (without it: read directly, .doc without automatic numbers, "
            "no Word 6 and 95)",
        ),
        remedy=Text("cài từ libreoffice.org, hoặc apt install libreoffice-writer",
                    "install it from libreoffice.org, or apt install libreoffice-writer"),
    )  # fmt: skip


def _recognition() -> list[Finding]:
    """Tesseract, its Vietnamese model, and the package that saves starting it for each page."""
    from analyzer.reading.ocr_engine import find_model, install_hint, program_version

    model, version = find_model(), program_version()
    purpose = Text("nhận dạng chữ (OCR) trong bản quét và ảnh chụp", "recognising text (OCR) in scans and photos")
    given = Text(
        f"{install_hint().vi}; hoặc đặt TESSDATA_PREFIX là thư mục có tệp vie.traineddata",
        f"{install_hint().en}; or set TESSDATA_PREFIX to the folder that holds vie.traineddata",
    )
    found = [
        Finding("Tesseract", version is not None, version or "", purpose, optional=True, remedy=install_hint()),
        Finding(
            "vie.traineddata", model is not None, "", optional=True, remedy=given,
            purpose=Text(f"bộ tiếng Việt của Tesseract{f': {model}' if model else ''}",
                         f"Vietnamese for Tesseract{f': {model}' if model else ''}"),
        ),
    ]  # fmt: skip
    try:
        library = importlib.metadata.version("tesserocr")
    except importlib.metadata.PackageNotFoundError:
        library = ""
    faster = Text("nhận dạng nhanh hơn, không cần chương trình tesseract", "faster, without the program tesseract")
    found.append(Finding("tesserocr", bool(library), library, faster, optional=True))
    return found


def render(findings: list[Finding], lang: str) -> str:
    """A line per part, with an icon and a word. What is there but not as it should be (an old interpreter, a rule pack
    with mistakes) has problems; what is not there is missing."""
    words = {"vi": ("có", "thiếu", "tùy chọn", "có lỗi"), "en": ("present", "missing", "optional", "has problems")}[
        lang
    ]
    lines = []
    for f in findings:
        icon = "✓" if f.present else "○" if f.optional else "✗"
        lacking = words[3] if f.version else words[1]
        state = words[0] if f.present else f"{lacking} ({words[2]})" if f.optional else lacking
        lines.append(f"{icon} {f.name:<16} {f.version:<12} {state:<20} {f.purpose.in_language(lang)}")
        if not f.present and not f.version:
            lines.append(f"    → {f.remedy.in_language(lang) if f.remedy else f'python -m pip install {f.name}'}")
    return "\n".join(lines) + "\n"

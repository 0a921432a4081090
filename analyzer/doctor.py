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


_PARTS: tuple[tuple[str, Text, bool], ...] = (
    ("spacy", Text("trích xuất số liệu, thời hạn, cơ quan", "extraction of figures, times, bodies"), False),
    ("rapidfuzz", Text("nhận đề mục và tên gọi viết sai", "headings and names that are misspelt"), False),
    ("lxml", Text("đọc .docx và .html", "reading .docx and .html"), False),
    ("markdown-it-py", Text("đọc .md", "reading .md"), False),
    ("pypdfium2", Text("đọc chữ trong PDF", "reading text of PDFs"), False),
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
    from analyzer.checks.loader import default_pack

    pack = default_pack()
    state = Text(
        f"{len(pack.rules)} quy tắc, {len(pack.problems)} lỗi",
        f"{len(pack.rules)} rules, {len(pack.problems)} problems",
    )
    found.append(Finding(f"pack {pack.id}", not pack.problems, pack.version, state))
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
            lines.append(f"    → python -m pip install {f.name}")
    return "\n".join(lines) + "\n"

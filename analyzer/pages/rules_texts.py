"""The words of the page *Bộ quy tắc*."""

from __future__ import annotations

from analyzer.errors import Text

TEXTS: dict[str, Text] = {
    "title": Text("Bộ quy tắc", "Rules"),
    "intro": Text("{pack}: mỗi quy tắc kèm lý do, cách hoàn thiện và các ví dụ mà chương trình được kiểm thử.",
                  "{pack}: each rule with its reason, how to meet it, and the examples that it is tested with."),
    "mode": Text("Cách xem", "View"),
    "family": Text("Theo nhóm", "By family"),
    "clause": Text("Theo điều khoản", "By clause"),
    "coverage": Text("Mức bao quát Quyết định", "Coverage of the decision"),
    "search": Text("Tìm", "Search"),
    "search_help": Text("mã, tên hoặc từ trong giải thích; không cần dấu", "a code, or words of its name or reason"),
    "kind": Text("Áp dụng cho", "Asked of"),
    "severity": Text("Mức độ", "Severity"),
    "all": Text("Tất cả", "All"),
    "shown": Text("Đang hiện {n} trên {total} quy tắc", "{n} of {total} rules shown"),
    "nothing": Text("Không có quy tắc nào khớp.", "No rule fits."),
    "asked_of": Text("Áp dụng cho", "Asked of"),
    "every": Text("mọi văn bản", "every document"),
    "phase": Text("Giai đoạn", "Phase"),
    "asks": Text("Khi chưa đạt", "When it is not met"),
    "why": Text("Vì sao", "Why"),
    "fix": Text("Cách hoàn thiện", "How to meet it"),
    "suggestion": Text("Gợi ý", "Suggestion"),
    "passes": Text("Ví dụ đạt", "An example that passes"),
    "fails": Text("Ví dụ chưa đạt", "An example that fails"),
    "source": Text("Căn cứ", "Source"),
    "cases": Text("Ví dụ kiểm thử ({n})", "Test cases ({n})"),
    "known_miss": Text("chương trình chưa nhận ra trường hợp này", "a case that is known to be missed"),
    "held_against": Text("Đối chiếu với văn bản:", "Held against:"),
    "no_clause": Text("Không gắn với điều khoản riêng", "Of no clause by itself"),
    "of_clause": Text("Điều khoản", "Clause"),
    "title_of": Text("Nội dung", "What it says"),
    "state": Text("Kiểm tra", "Checked"),
    "rules": Text("Quy tắc", "Rules"),
    "note": Text("Ghi chú", "Note"),
}  # fmt: skip

"""Values as administrative documents write them."""

from __future__ import annotations

from analyzer.errors import Text

REFERENCE_TYPES: dict[str, Text] = {
    "decision": Text("quyết định", "decision"),
    "resolution": Text("nghị quyết", "resolution"),
    "decree": Text("nghị định", "decree"),
    "circular": Text("thông tư", "circular"),
    "joint_circular": Text("thông tư liên tịch", "joint circular"),
    "directive": Text("chỉ thị", "directive"),
    "plan": Text("kế hoạch", "plan"),
    "joint_plan": Text("kế hoạch liên tịch", "joint plan"),
    "letter": Text("công văn", "letter"),
    "report": Text("báo cáo", "report"),
    "submission": Text("tờ trình", "submission"),
    "conclusion": Text("kết luận", "conclusion"),
    "guidance": Text("hướng dẫn", "guidance"),
    "programme": Text("chương trình", "programme"),
    "law": Text("luật", "law"),
    "code": Text("bộ luật", "code"),
    "ordinance": Text("pháp lệnh", "ordinance"),
    "constitution": Text("hiến pháp", "constitution"),
    "notice": Text("thông báo", "notice"),
    "scheme": Text("đề án", "scheme"),
    "consolidated": Text("văn bản hợp nhất", "consolidated text"),
    "regulation": Text("quy định", "regulation"),
    "document": Text("văn bản", "document"),
    "joint_resolution": Text("nghị quyết liên tịch", "joint resolution"),
    "order": Text("lệnh", "order"),
    "proposal": Text("đề xuất", "proposal"),
    "project": Text("dự án", "project"),
    "minutes": Text("biên bản", "minutes"),
    "telegram": Text("công điện", "telegram"),
    "invitation": Text("giấy mời", "invitation"),
    "other": Text("văn bản", "document"),
}
"""Kinds of cited documents, by their id."""


def date_words(date: str) -> str:
    """2026-06-03 → "03/6/2026", 2026-06 → "6/2026"; months 1 and 2 with their zero, as in administrative documents."""
    parts = date.split("-")
    year = parts[0]
    if len(parts) == 1:
        return year
    month = int(parts[1])
    shown = f"{month:02d}" if month < 3 else str(month)
    return f"{shown}/{year}" if len(parts) == 2 else f"{int(parts[2]):02d}/{shown}/{year}"

"""Words of the evaluation's output, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analyzer.errors import Text
from analyzer.evaluation.model import Interval
from analyzer.report.words import Lang

MEASURES: dict[str, Text] = {
    "figures": Text("Số liệu", "Figures"),
    "deadlines": Text("Thời gian", "Deadlines"),
    "assignments": Text("Phân công", "Assignments"),
    "sections": Text("Đề mục", "Sections"),
    "references": Text("Văn bản dẫn", "References"),
    "faults": Text("Lỗi", "Faults"),
    "document": Text("Thông tin văn bản", "Document fields"),
    "rules": Text("Kết luận quy tắc", "Rule verdicts"),
    "rules.abstained": Text("… để người xem", "… left to a person"),
    "mean": Text("Trung bình", "Mean"),
}
ATTRIBUTE_WORDS: dict[str, Text] = {
    "kind": Text("loại", "kind"),
    "op": Text("so sánh", "op"),
    "indicator": Text("chỉ tiêu", "indicator"),
    "when": Text("thời gian", "when"),
    "per": Text("tần suất", "per"),
    "month": Text("tháng", "month"),
    "scope": Text("phạm vi", "scope"),
    "phase": Text("giai đoạn", "phase"),
    "number": Text("số, ký hiệu", "number"),
    "issuer": Text("cơ quan", "issuer"),
    "level": Text("cấp", "level"),
    "issued_on": Text("ngày ban hành", "issued on"),
    "period": Text("thời kỳ", "period"),
    "signer": Text("người ký", "signer"),
}
COLUMNS: dict[str, Text] = {
    "precision": Text("chính xác", "precision"),
    "recall": Text("đầy đủ", "recall"),
    "f1": Text("F1", "F1"),
    "interval": Text("95%", "95%"),
    "counts": Text("đúng/chú giải/máy", "right/annotated/given"),
    "share": Text("tỷ lệ đúng", "share right"),
    "clean": Text("nguyên bản", "as it is"),
    "plain": Text("dạng .txt", "as .txt"),
    "gold_got": Text("chú giải \\ máy", "annotated \\ found"),
}
HEADINGS: dict[str, Text] = {
    "title": Text("Đối chiếu {n} văn bản với chú giải", "{n} documents against their annotations"),
    "fields": Text("Thông tin văn bản (tỷ lệ đúng)", "Document fields (share right)"),
    "attributes": Text("Thuộc tính của mục đã khớp (tỷ lệ đúng)", "Attributes of matched items (share right)"),
    "confusion": Text("Kết luận của quy tắc", "Rule verdicts"),
    "families": Text("Theo nhóm quy tắc (tỷ lệ đồng ý)", "By family of rules (share agreed)"),
    "documents": Text("Từng văn bản (F1; tỷ lệ đúng)", "Document by document (F1; share right)"),
    "noise": Text("F1 khi có nhiễu nhận dạng (giảm so với dạng .txt)", "F1 under recognition noise (loss from .txt)"),
    "misses": Text("Sót và thừa", "Missed and extra"),
    "comparison": Text("So với lần chạy trước", "Against the earlier run"),
    "harm": Text("Nhiễu {rate} đã làm thay đổi", "What {rate} noise changed"),
    "failures": Text("Không kiểm tra được", "Could not be checked"),
}
LINES: dict[str, Text] = {
    "missed": Text("sót", "missed"),
    "extra": Text("thừa", "extra"),
    "wrong": Text("sai {what} (chú giải {gold}, máy {got})", "wrong {what} (annotated {gold}, found {got})"),
    "verdict": Text("{code}: chú giải {gold}, máy {got}", "{code}: annotated {gold}, found {got}"),
    "field": Text("{field}: chú giải {gold}, máy {got}", "{field}: annotated {gold}, found {got}"),
    "balance": Text("{gains} điểm tốt lên, {losses} điểm xấu đi, {other} thay đổi khác",
                    "{gains} gains, {losses} losses, {other} other changes"),
    "no_change": Text("Không có thay đổi nào.", "Nothing has changed."),
    "added": Text("chỉ có trong lần này: {names}", "only in this run: {names}"),
    "removed": Text("chỉ có trong lần trước: {names}", "only in the earlier run: {names}"),
    "annotations": Text("{n} mục chú giải chỉ có ở một lần chạy, không so sánh",
                        "{n} annotated items are in one run only and not compared"),
}  # fmt: skip
CHANGES: dict[str, Text] = {
    "found": Text("+ tìm thấy thêm", "+ found now"),
    "extra_gone": Text("+ hết thừa", "+ extra gone"),
    "right_now": Text("+ thuộc tính nay đúng", "+ attribute right now"),
    "verdict_right": Text("+ kết luận nay đúng", "+ verdict right now"),
    "field_right": Text("+ thông tin nay đúng", "+ field right now"),
    "lost": Text("- nay bị sót", "- lost"),
    "extra_new": Text("- thừa mới", "- new extra"),
    "wrong_now": Text("- thuộc tính nay sai", "- attribute wrong now"),
    "verdict_wrong": Text("- kết luận nay sai", "- verdict wrong now"),
    "field_wrong": Text("- thông tin nay sai", "- field wrong now"),
    "verdict_other": Text("· kết luận sai khác đi", "· verdict wrong in another way"),
}


def decimal(value: float | None, lang: Lang, places: int = 3) -> str:
    """0.888 → "0,888" (vi), "0.888" (en); "–" for None and NaN."""
    if value is None or value != value:
        return "–"
    words = f"{value:.{places}f}"
    return words.replace(".", ",") if lang == "vi" else words


def interval(measure: Interval, lang: Lang) -> str:
    """The 95% interval: "0,84–0,91"; "" where there is none."""
    if measure.low is None or measure.high is None:
        return ""
    return f"{decimal(measure.low, lang, 2)}–{decimal(measure.high, lang, 2)}"


def value_words(value: Any) -> str:
    """The value of an attribute or field: "2026-01-01…2026-12-31 P1Y" for a time; "–" for none."""
    if isinstance(value, Mapping):
        days = [value.get(side) or "" for side in ("start", "end")]
        words = " ".join(filter(None, ("…".join(days) if any(days) else "", value.get("every"))))
    else:
        words = "" if value is None else str(value)
    return words or "–"


def describe(kind: str, item: Mapping[str, Any]) -> str:
    """One item in a line."""
    quote = f"“{item.get('quote') or ''}”"
    if kind == "figures":
        values = "…".join(dict.fromkeys(f"{item[side]:g}" for side in ("min", "max") if item.get(side) is not None))
        return f"{item.get('op')} {values} {item.get('unit') or ''} [{item.get('indicator')}] {quote}"
    if kind == "deadlines":
        times = f"{item.get('start') or ''}…{item.get('end') or ''}" if item.get("start") or item.get("end") else ""
        return " ".join(filter(None, (times, item.get("every"), quote)))
    if kind == "assignments":
        return f"{item.get('body_text')} [{item.get('role')}] {item.get('task') or ''}"
    if kind == "sections":
        return f"[{item.get('role')}] {item.get('heading')}"
    if kind == "references":
        return " ".join(filter(None, (item.get("number") or item.get("name") or quote, item.get("issued_on"))))
    if kind == "faults":
        return f"{item.get('code')} {quote}"
    return " ".join(str(value) for value in item.values())

"""Every word of the interface of reports, in both languages: the terminal, the page and the exports share it."""

from __future__ import annotations

from typing import Literal

from analyzer.errors import Text

Lang = Literal["vi", "en"]

VERDICTS: dict[str, Text] = {
    "compliant": Text("Đạt yêu cầu", "Compliant"),
    "to_complete": Text("Cần hoàn thiện", "To be completed"),
    "not_compliant": Text("Chưa đạt yêu cầu", "Not compliant"),
    "needs_review": Text("Cần người xem xét", "Needs review"),
    "out_of_scope": Text("Ngoài phạm vi", "Out of scope"),
}
VERDICT_NOTES: dict[str, Text] = {
    "compliant": Text("Mọi yêu cầu bắt buộc và cần có đều đã đạt.", "Everything required is there."),
    "to_complete": Text("Không thiếu yêu cầu bắt buộc nào, nhưng còn điểm cần bổ sung, chỉnh sửa.",
                        "Nothing that is required is missing, but some points are to be completed."),
    "not_compliant": Text("Số yêu cầu bắt buộc còn thiếu hoặc sai: {n}.",
                          "Required points that are missing or wrong: {n}."),
    "needs_review": Text("Số yêu cầu bắt buộc máy chưa kết luận được, cần người xem: {n}.",
                         "Required points that a person must decide: {n}."),
    "out_of_scope": Text("Văn bản không thuộc phạm vi kiểm tra; chỉ xét thể thức và tính nhất quán.",
                         "The document is not of the kind that is checked; only its form and consistency are."),
}  # fmt: skip
VERDICT_ICONS: dict[str, str] = {
    "compliant": "✓", "to_complete": "◐", "not_compliant": "✗", "needs_review": "?", "out_of_scope": "–",
}  # fmt: skip

STATUSES: dict[str, Text] = {
    "met": Text("Đạt", "Met"),
    "partial": Text("Đạt một phần", "Partly met"),
    "missing": Text("Thiếu", "Missing"),
    "fault": Text("Có lỗi", "Fault"),
    "no_fault": Text("Không có lỗi", "No fault"),
    "needs_review": Text("Cần người xem", "Needs review"),
    "not_applicable": Text("Không áp dụng", "Not applicable"),
}
STATUS_ICONS: dict[str, str] = {
    "met": "✓", "partial": "◐", "missing": "✗", "fault": "⚑", "no_fault": "✓", "needs_review": "?",
    "not_applicable": "–",
}  # fmt: skip

SEVERITIES: dict[str, Text] = {
    "error": Text("Bắt buộc", "Required"),
    "warning": Text("Quan trọng", "Important"),
    "advice": Text("Khuyến nghị", "Recommended"),
}

FAMILIES: dict[str, Text] = {
    "S": Text("Bố cục", "Sections"),
    "C": Text("Tháng vận động, hình thức, phương pháp", "Campaign, forms and methods"),
    "I": Text("Chỉ tiêu", "Targets and indicators"),
    "B": Text("Cơ quan chịu trách nhiệm", "Responsible bodies"),
    "T": Text("Nhiệm vụ, giải pháp", "Tasks"),
    "D": Text("Thời hạn, chế độ báo cáo", "Deadlines and reporting"),
    "L": Text("Căn cứ, dẫn chiếu", "Legal basis"),
    "F": Text("Thể thức văn bản", "Form of the document"),
    "K": Text("Tính nhất quán", "Consistency"),
    "E": Text("Chính tả", "Spelling"),
    "X": Text("Đối chiếu giữa các văn bản", "Across documents"),
}

KINDS: dict[str, Text] = {
    "plan": Text("Kế hoạch", "Plan"),
    "report": Text("Báo cáo", "Report"),
    "decision": Text("Quyết định", "Decision"),
    "letter": Text("Công văn", "Official letter"),
    "other": Text("Văn bản khác", "Other document"),
}
SCOPES: dict[str, Text] = {
    "1676": Text("Tuyên truyền bảo hiểm xã hội", "Social-insurance communication"),
    "bhxh": Text("Chính sách bảo hiểm xã hội nói chung", "Social-insurance policy at large"),
    "other": Text("Nội dung khác", "Something else"),
}
LEVELS: dict[str, Text] = {
    "central": Text("cấp trung ương", "central level"),
    "province": Text("cấp tỉnh", "province"),
    "district": Text("cấp huyện", "district"),
    "commune": Text("cấp xã", "commune"),
}
PHASES: dict[str, Text] = {
    "P1": Text("giai đoạn 2020–2025", "phase 2020–2025"),
    "P2": Text("giai đoạn 2026–2030", "phase 2026–2030"),
}
GRADES: dict[str, Text] = {
    "good": Text("tốt", "good"),
    "fair": Text("trung bình", "fair"),
    "poor": Text("kém", "poor"),
}
FIGURE_KINDS: dict[str, Text] = {
    "target": Text("Chỉ tiêu", "Target"),
    "result": Text("Kết quả", "Result"),
    "norm": Text("Định mức", "Norm"),
}
ASSIGNMENT_ROLES: dict[str, Text] = {
    "lead": Text("Chủ trì", "Leads"),
    "execute": Text("Thực hiện", "Carries out"),
    "coordinate": Text("Phối hợp", "Coordinates"),
}
OPERATORS: dict[str, Text] = {
    "eq": Text("{a}", "{a}"),
    "ge": Text("từ {a} trở lên", "at least {a}"),
    "gt": Text("trên {a}", "more than {a}"),
    "le": Text("không quá {b}", "at most {b}"),
    "lt": Text("dưới {b}", "less than {b}"),
    "range": Text("{a} – {b}", "{a} – {b}"),
    "approx": Text("khoảng {a}", "about {a}"),
    "delta": Text("tăng, giảm {a}", "change by {a}"),
}
PER: dict[str, Text] = {
    "year": Text("mỗi năm", "a year"),
    "half_year": Text("mỗi sáu tháng", "every six months"),
    "quarter": Text("mỗi quý", "a quarter"),
    "month": Text("mỗi tháng", "a month"),
    "week": Text("mỗi tuần", "a week"),
    "day": Text("mỗi ngày", "a day"),
}
EVERY: dict[str, Text] = {
    "P1Y": Text("hằng năm", "yearly"),
    "P6M": Text("sáu tháng một lần", "every six months"),
    "P3M": Text("hằng quý", "quarterly"),
    "P1M": Text("hằng tháng", "monthly"),
    "P1W": Text("hằng tuần", "weekly"),
    "P1D": Text("hằng ngày", "daily"),
}
BASELINE: dict[str, Text] = {
    "new": Text("mới", "new"),
    "same": Text("đã có từ lần trước", "seen before"),
    "gone": Text("đã khắc phục", "fixed"),
}

LABELS: dict[str, Text] = {
    "title": Text("Kết quả kiểm tra văn bản", "Result of the check"),
    "verdict": Text("Kết luận", "Verdict"),
    "coverage": Text("Mức độ đáp ứng", "Coverage"),
    "coverage_note": Text("Tính trên các yêu cầu đã kết luận được: đạt tính 1, đạt một phần tính ½.",
                          "Over the requirements that could be decided: met counts 1, partly met ½."),
    "to_fix": Text("Cần bổ sung, chỉnh sửa", "To be fixed"),
    "in_doubt": Text("Cần người xem", "For a person to decide"),
    "met_list": Text("Đã đạt", "Met"),
    "clear_list": Text("Không thấy lỗi", "No fault found"),
    "nothing_wrong": Text("Không thấy điểm nào phải sửa trong phần được xét; không xét hết các yêu cầu của Quyết định.",
                          "Nothing to correct in what was checked; not every requirement of the decision was asked."),
    "partly_read": Text("Tệp chỉ đọc được một phần nên chưa biết văn bản có thuộc phạm vi kiểm tra hay không; "
                        "hãy kiểm tra lại tệp.",
                        "Only part of the file could be read, which does not tell whether the document is of the kind "
                        "that is checked; look at the file."),
    "nothing_wrong_waived": Text("Không còn điểm nào phải sửa, ngoài những điểm được chấp nhận ngoại lệ: {n}.",
                                 "Nothing left to correct but what is waived: {n}."),
    "nothing_checked": Text("không có gì để xét", "nothing to check"),
    "not_applicable_list": Text("Không áp dụng", "Not applicable"),
    "waived_list": Text("Được chấp nhận ngoại lệ", "Waived"),
    "waived_n": Text("Được chấp nhận ngoại lệ, không tính vào kết luận: {n}",
                     "Waived, not counted in the verdict: {n}"),
    "waived_by": Text("Chấp nhận: {by}; lý do: {reason}", "Accepted by {by}: {reason}"),
    "waivers_to_mend": Text("Ngoại lệ cần rà soát", "Waivers to look at"),
    "no_end": Text("không thời hạn", "no end"),
    "until": Text("đến {date}", "until {date}"),
    "figures": Text("Số liệu, chỉ tiêu", "Figures and targets"),
    "deadlines": Text("Thời hạn", "Times and deadlines"),
    "assignments": Text("Phân công", "Who does what"),
    "references": Text("Văn bản được dẫn", "Documents cited"),
    "document": Text("Toàn văn", "The document"),
    "warnings": Text("Lưu ý khi đọc kết quả", "Before you rely on this"),
    "faults_n": Text("{n} lỗi", "{n} faults"),
    "faults_1": Text("1 lỗi", "1 fault"),
    "no_faults": Text("không thấy lỗi", "no faults found"),
    "clause": Text("Căn cứ: {clause}", "Clause: {clause}"),
    "page": Text("trang {page}", "page {page}"),
    "pages": Text("trang {page}", "pages {page}"),
    "line": Text("dòng {line}", "line {line}"),
    "section": Text("mục {label}", "section {label}"),
    "suggestion": Text("Cách sửa", "How to fix"),
    "reason": Text("Lý do", "Why"),
    "calculation": Text("Phép tính", "Arithmetic"),
    "looked_in": Text("Đã tìm ở", "Looked in"),
    "whole_document": Text("toàn văn bản", "the whole document"),
    "nearest": Text("Đoạn gần nhất", "Nearest passage"),
    "confidence": Text("độ tin cậy {share}", "confidence {share}"),
    "more_places": Text("và {n} chỗ khác", "and {n} more places"),
    "more_faults": Text("và {n} lỗi khác", "and {n} more faults"),
    "checked": Text("đã xét {n} chỗ", "{n} checked"),
    "share_in_doubt": Text("{share} chưa kết luận được", "{share} undecided"),
    "nothing_to_fix": Text("Không có điểm nào phải bổ sung, chỉnh sửa.", "Nothing to fix."),
    "baseline": Text("So với lần trước: {new} mới, {same} còn lại, {gone} đã khắc phục",
                     "Since the earlier report: {new} new, {same} left, {gone} fixed"),
    "quality": Text("Chất lượng đọc", "Quality of reading"),
    "ocr": Text("nhận dạng từ ảnh (OCR)", "recognised from images (OCR)"),
    "number": Text("Số, ký hiệu", "Number"),
    "issuer": Text("Cơ quan ban hành", "Issued by"),
    "issued_on": Text("Ngày ban hành", "Issued on"),
    "period": Text("Thời gian thực hiện", "Period"),
    "signer": Text("Người ký", "Signed by"),
    "kind": Text("Loại văn bản", "Kind"),
    "type": Text("Loại", "Kind"),
    "scope": Text("Nội dung", "Subject"),
    "file": Text("Tệp", "File"),
    "blank": Text("(để trống)", "(blank)"),
    "filter": Text("Lọc", "Filter"),
    "filter_severity": Text("Mức độ", "Severity"),
    "filter_family": Text("Nhóm yêu cầu", "Family"),
    "all": Text("Tất cả", "All"),
    "shown": Text("Đang hiện {n} trên {total}", "{n} of {total} shown"),
    "skip": Text("Đến phần cần sửa", "Skip to what must be fixed"),
    "contents": Text("Mục lục", "Contents"),
    "value": Text("Giá trị", "Value"),
    "of_what": Text("Nội dung", "Of what"),
    "when": Text("Thời gian", "When"),
    "where": Text("Vị trí", "Where"),
    "quote": Text("Nguyên văn", "Quote"),
    "body": Text("Cơ quan, đơn vị", "Body"),
    "role": Text("Vai trò", "Role"),
    "task": Text("Nhiệm vụ", "Task"),
    "impossible": Text("không có trong lịch", "not in the calendar"),
    "show_met": Text("Tô cả dẫn chứng của yêu cầu đã đạt", "Mark the evidence of what is met too"),
    "legend": Text("Chú giải", "Legend"),
    "legend_fault": Text("có lỗi", "fault"),
    "legend_partial": Text("đạt một phần", "partly met"),
    "legend_doubt": Text("cần người xem", "needs review"),
    "legend_met": Text("đã đạt", "met"),
    "to_text": Text("Xem trong văn bản", "Show in the document"),
    "made_by": Text("{tool} {version}, bộ quy tắc {pack} {pack_version}",
                    "{tool} {version}, rules {pack} {pack_version}"),
    "disclaimer": Text("Kết quả do máy lập, có dẫn chứng để đối chiếu; người có thẩm quyền quyết định.",
                       "Made by a machine, with evidence to compare; the responsible person decides."),
    "cannot_read": Text("KHÔNG ĐỌC ĐƯỢC", "CANNOT BE READ"),
    "none": Text("Không có.", "None."),
}  # fmt: skip


def say(table: dict[str, Text], key: str, lang: Lang, **values: object) -> str:
    """A word of a table, its ``{fields}`` filled in; the key itself where the table has none."""
    text = table.get(key)
    if text is None:
        return key
    words = text.in_language(lang)
    return words.format(**values) if values else words


def label(key: str, lang: Lang, **values: object) -> str:
    """A label of the interface."""
    return say(LABELS, key, lang, **values)

"""The words of the summary, in both languages; those of a report are used where they are the same."""

from __future__ import annotations

from analyzer.errors import Text
from analyzer.report.words import Lang, say

YEARS = Text("Năm", "Year")
LETTERS: dict[str, Text] = {
    "met": Text("Đ", "M"), "no_fault": Text("Đ", "M"), "partial": Text("P", "P"), "missing": Text("T", "N"),
    "fault": Text("L", "F"), "needs_review": Text("?", "?"), "not_applicable": Text("–", "–"),
    "waived": Text("N", "W"),
}  # fmt: skip
"""A letter for each look, so that no one depends on colours."""
LETTER_NAMES: dict[str, Text] = {
    "met": Text("đạt", "met"), "partial": Text("đạt một phần", "partly met"), "missing": Text("thiếu", "not there"),
    "fault": Text("có lỗi", "fault"), "needs_review": Text("cần người xem", "needs review"),
    "waived": Text("ngoại lệ được chấp nhận", "waived"), "not_applicable": Text("không áp dụng", "not applicable"),
}  # fmt: skip

TITLES: dict[str, Text] = {
    "overview": Text("Tổng quan", "Overview"), "documents": Text("Văn bản", "Documents"),
    "findings": Text("Phát hiện", "Findings"), "figures": Text("Chỉ tiêu", "Figures"),
    "deadlines": Text("Thời hạn", "Times"), "assignments": Text("Phân công", "Tasks"),
    "unreadable": Text("Không đọc được", "Not read"), "submissions": Text("Thiếu, chậm nộp", "Missing, late"),
    "changes": Text("Thay đổi", "Changes"),
}  # fmt: skip

SUBMISSION_STATES: dict[str, Text] = {
    "missing": Text("Chưa nộp", "Not submitted"), "late": Text("Nộp chậm", "Late"),
    "several": Text("Nộp nhiều bản khác nhau", "Several that differ"), "in_doubt": Text("Cần người xem", "In doubt"),
    "pending": Text("Chưa đến hạn", "Not yet due"), "submitted": Text("Đã nộp", "Submitted"),
}  # fmt: skip
DOCUMENT_STATES: dict[str, Text] = {
    "added": Text("Văn bản mới", "New document"), "removed": Text("Không còn", "No longer there"),
    "changed": Text("Có thay đổi", "Changed"), "same": Text("Như trước", "As before"),
    "lost": Text("Lần này không đọc được", "Could not be read this time"),
}  # fmt: skip

_LABELS: dict[str, Text] = {
    "title": Text("Tổng hợp kết quả rà soát", "Summary of the review"),
    "as_of": Text("Số liệu đến ngày {date}", "As of {date}"),
    "other_language": Text("English", "Tiếng Việt"),
    "skip": Text("Đến bảng đối chiếu", "Skip to the table"),
    "contents": Text("Mục lục", "Contents"),
    "overview": Text("Tổng quan", "Overview"),
    "documents_n": Text("văn bản", "documents"),
    "read_n": Text("đọc được {n}", "{n} read"),
    "coverage_n": Text("mức độ đáp ứng bình quân", "mean coverage"),
    "median_n": Text("trung vị {share}", "median {share}"),
    "faults_n": Text("điểm thiếu, lỗi", "points missing or wrong"),
    "required_n": Text("{n} thuộc yêu cầu bắt buộc", "{n} of them required"),
    "unreadable_n": Text("tệp không đọc được", "files not read"),
    "poor_n": Text("{n} tệp khác đọc kém", "{n} more read poorly"),
    "duplicates_n": Text("tệp trùng nội dung", "files with equal content"),
    "missing_n": Text("chưa nộp", "not submitted"),
    "late_n": Text("{n} nộp chậm", "{n} late"),
    "verdicts": Text("Kết luận theo văn bản", "Verdicts"),
    "matrix": Text("Đối chiếu văn bản với yêu cầu", "Documents against rules"),
    "matrix_note": Text("Mỗi hàng một văn bản, mỗi cột một yêu cầu. Bấm đầu cột để sắp xếp, bấm tên văn bản để xem các "
                        "phát hiện.",
                        "A row for each document, a column for each rule. Click a head to sort, a name to see its "
                        "findings."),
    "matrix_cap": Text("Bảng giữ {n} văn bản có mức độ đáp ứng thấp nhất trong {total}; bảng tính và các bảng dữ liệu "
                       "có đủ.",
                       "The table holds the {n} documents with the lowest coverage of {total}; the workbook and the "
                       "data tables hold all."),
    "matrix_static": Text("Đây là {n} văn bản đầu bảng; muốn lọc, sắp xếp và xem tiếp, hãy mở trang bằng trình duyệt "
                          "có bật JavaScript.",
                          "These are the first {n}; to filter, sort and go on, open the page in a browser with "
                          "JavaScript."),
    "matrix_short": Text("Bảng đối chiếu", "Table"), "commonest_short": Text("Lỗi hay gặp", "Faults"),
    "document": Text("Văn bản", "Document"),
    "by_place": Text("Theo địa phương", "By place"),
    "by_folder": Text("Theo thư mục", "By folder"),
    "by_level": Text("Theo cấp", "By level"),
    "by_year": Text("Theo năm", "By year"),
    "by_kind": Text("Theo loại văn bản", "By kind"),
    "coverage": Text("Mức độ đáp ứng", "Coverage"),
    "coverage_note": Text("Bình quân mức độ đáp ứng của các văn bản trong phạm vi; đạt tính 1, đạt một phần tính ½.",
                          "Mean coverage of the documents in scope; met counts 1, partly met ½."),
    "weakest": Text("{n} nơi thấp nhất trong {total}", "The {n} lowest of {total}"),
    "commonest": Text("Điểm thiếu, lỗi hay gặp", "Commonest faults"),
    "in_documents": Text("{n} trên {total} văn bản được xét", "{n} of {total} documents asked"),
    "example": Text("Ví dụ", "Examples"),
    "indicators": Text("Chỉ tiêu qua các năm", "Indicators over the years"),
    "indicators_note": Text("Trung vị và khoảng thấp nhất – cao nhất của từng năm; chỉ tiêu đề ra và kết quả tách "
                            "riêng. ▲ ▼: có giá trị nằm ngoài khung hình.",
                            "Median and range of each year; targets and results apart. ▲ ▼: values beyond the frame."),
    "target": Text("Chỉ tiêu", "Target"),
    "result": Text("Kết quả", "Result"),
    "median": Text("Trung vị", "Median"),
    "range": Text("Thấp nhất – cao nhất", "Range"),
    "values": Text("Số giá trị", "Values"),
    "numbers": Text("Số liệu", "Numbers"),
    "bodies": Text("Cơ quan, đơn vị và khối lượng việc", "Bodies and their load"),
    "body": Text("Cơ quan, đơn vị", "Body"),
    "tasks": Text("Việc", "Tasks"),
    "unreadable": Text("Không đọc được", "What could not be read"),
    "poorly": Text("Đọc kém, cần xem bản gốc", "Read poorly; see the original"),
    "why": Text("Lý do", "Why"),
    "file": Text("Tệp", "File"),
    "duplicates": Text("Tệp trùng nội dung", "Files with equal content"),
    "duplicates_note": Text("Chỉ xét một lần; các bản trùng không tính vào số liệu.",
                            "Checked once; the copies are not counted."),
    "first": Text("Bản được xét", "Checked"),
    "copies": Text("Bản trùng", "Copies"),
    "changes": Text("So với lần trước", "Since the earlier audit"),
    "changes_note": Text("{new} điểm mới, {same} điểm còn lại, {gone} điểm đã khắc phục; {added} văn bản mới, "
                         "{removed} văn bản không còn, {lost} lần này không đọc được.",
                         "{new} points new, {same} left, {gone} fixed; {added} documents new, {removed} gone, {lost} "
                         "not read this time."),
    "new": Text("Mới", "New"), "same": Text("Còn lại", "Left"), "gone": Text("Đã khắc phục", "Fixed"),
    "state": Text("Tình trạng", "State"),
    "place": Text("Địa phương", "Place"),
    "submissions": Text("Thiếu, chậm nộp", "Missing and late"),
    "expected_note": Text("Đối chiếu với danh sách {n} văn bản phải nộp.",
                          "Against a list of {n} that must be submitted."),
    "period": Text("Kỳ", "Period"), "due": Text("Hạn", "Due"), "kind": Text("Loại", "Kind"),
    "note": Text("Ghi chú", "Note"),
    "others": Text("Văn bản không thuộc mục nào trong danh sách", "Documents that belong to nobody on the list"),
    "list_problems": Text("Dòng trong danh sách chưa dùng được", "Lines of the list that could not be used"),
    "more": Text("và {n} mục khác; xem đủ trong bảng tính.", "and {n} more; the workbook holds all."),
    "none": Text("Không có.", "None."),
    "unknown": Text("(không rõ)", "(unknown)"),
    "filter": Text("Lọc", "Filter"), "search": Text("Tìm", "Search"), "all": Text("Tất cả", "All"),
    "level": Text("Cấp", "Level"), "year": Text("Năm", "Year"), "verdict": Text("Kết luận", "Verdict"),
    "shown": Text("{n} văn bản", "{n} documents"), "reset": Text("Bỏ lọc", "Clear"),
    "page_of": Text("Trang {n} trên {total}", "Page {n} of {total}"),
    "previous": Text("Trước", "Previous"), "next": Text("Sau", "Next"),
    "open_report": Text("Mở báo cáo của văn bản", "Open the report of this document"),
    "no_findings": Text("Không có điểm thiếu, lỗi.", "Nothing missing or wrong."),
    "details_cut": Text("Nội dung từng phát hiện: xem bảng tính.", "The findings in words: see the workbook."),
    "duplicates_n_note": Text("không tính vào số liệu", "not counted"),
}  # fmt: skip


def words(key: str, lang: Lang, **values: object) -> str:
    """A label of the summary."""
    return say(_LABELS, key, lang, **values)

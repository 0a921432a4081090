"""Patterns of written times, for text folded by ``analyzer.text.fold.lower`` (diacritics kept).

Every pattern is anchored by its caller at the start of a word (``pattern.match(text, place)``) or at the end of a
short left context, and every repetition is bounded, so that reading stays linear in the length of the text.
The vowel classes let through the diacritics that optical recognition confuses ("nắm 2025", "thảng 5"); a plain
letter is not among them where it would make another common word ("ngay", "nam", "quy").
"""

from __future__ import annotations

import re

NGAY = r"ng[àáảãạâ]y"
THANG = r"th[áàảãạâấ]ng"
QUY = r"(?:q[uú][ýíỳỷy]|qúi)(?<!quy)"
NAM = r"n[ăắằẳẵặâấàáãạ]m"
HANG = r"(?:h[ằàẳắăâãáả]ng|mỗi|từng)"
YEAR = r"(?:19|20)\d{2}(?!\d)"
YEAR_OCR = r"(?:19|20|2o)[\dlo]{2}(?![\dlo])"
TWO = r"[\dlio]{1,2}"
"""A day or a month as recognition leaves it: letters for one and nought let through."""

MONTH_WORDS = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
COUNT_WORDS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
WEEKDAYS = {
    "hai": 0, "2": 0, "ba": 1, "3": 1, "tư": 2, "4": 2, "năm": 3, "5": 3, "sáu": 4, "6": 4, "bảy": 5, "7": 5,
}  # fmt: skip
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "l": 1, "ll": 2, "lll": 3, "1": 1, "2": 2, "3": 3, "4": 4}

MONTH_WORD = "|".join(sorted(MONTH_WORDS, key=len, reverse=True))
COUNT = r"(?:\d{1,2}|" + "|".join(COUNT_WORDS) + ")"
MONTH_NUMBER = r"\d{1,2}(?![\d%]|[.,]\d(?!\d{3}(?!\d)|\d?\s?/)|\s?%)"
QUARTER_NUMBER = r"(?:iv|i{1,3}|l{1,3}|0?[1-9])(?![\w%]|[.,]\d)"
_TIMES_OF = r"(?:lần|lượt|buổi|kỳ|cuộc|đợt|hội|lớp|tin|bài|bản|số|người|đồng|chuyên|phiên|chương|đầu|cuối|qua|liên)"
"""What follows a count ("mỗi tháng 02 lần"): the number before it is no month."""
NOT_COUNT = rf"(?!\s{{1,3}}{_TIMES_OF}(?!\w))"
COUNTED = (
    r"(?!\s{0,3}(?:%|người|hồ sơ|đồng|lượt|hộ|trường hợp|lao động|thẻ|sổ|doanh nghiệp|đơn vị|cuộc|lớp|triệu|tỷ|"
    r"nghìn|ngàn|cán bộ|học sinh|tờ|bài|tin|cơ sở|thôn|khóm|ấp|xã|phường)(?!\w))"
    r"(?!\s{1,3}(?:đến|lên|tới)\s{1,3}[\d.]{1,9}\s{1,3}(?:%|người|hồ sơ|đồng|lượt|hộ|trường hợp|lao động|thẻ|sổ)(?!\w))"
)
"""Behind a bare four-digit number: it counts things and is no year."""
FRACTION = (
    r"(?!\s{0,3}(?:số|tổng|dân|người|hộ|xã|phường|thôn|ấp|đại biểu|lần|thời|chỉ tiêu|đơn vị|diện tích|thành viên|"
    r"các|nội dung|nhiệm vụ|ủy viên)(?!\w))"
)
"""Behind "1/3": a share, no day."""
_SEP = r"\s{0,2}(?:/|-|\.|,?\s{0,2}(?:của\s)?" + NAM + r")\s{0,3}"
_NEXT = r"\s{0,2}(?:,|và|-|đến|hoặc)\s{0,2}"


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


LONG_DATE = _compile(
    rf"(?:{NGAY}\s{{0,4}})?(?:(?P<mung>mùng|mồng)\s{{1,2}})?(?P<d>{TWO})\s{{1,4}}{THANG}\s{{0,4}}"
    rf"(?P<m>(?:{TWO})(?![\dlio])|(?:{MONTH_WORD})(?!\w))(?P<year>(?:\s{{0,2}}[/\-.]|"
    rf"\s{{0,4}},?\s{{0,4}}{NAM})\s{{0,4}}(?P<y>{YEAR_OCR}))?"
)
"""ngày 15 tháng 5 năm 2025 · 15 tháng 5 · mùng 3 tháng 2."""
NUMERIC_DATE = _compile(
    rf"(?P<label>{NGAY}\s{{0,4}})?(?P<d>{TWO})\s{{0,2}}(?P<s>[/.\-])\s{{0,2}}(?P<m>{TWO})\s{{0,2}}(?P=s)\s{{0,2}}"
    rf"(?P<y>{YEAR_OCR}|\d{{2}}(?!\d))(?![\w/]|[.,]\d|-[a-zđ])"
)
"""15/5/2025 · 15-5-2025 · ngày 15/5/25."""
ISO_DATE = _compile(r"(?P<y>(?:19|20)\d\d)(?P<s>[-/])(?P<m>\d\d)(?P=s)(?P<d>\d\d)(?![\w/]|[.,]\d|-\w)")
DAY_MONTH = _compile(
    rf"(?P<label>{NGAY}\s{{0,4}})?(?P<d>{TWO})\s{{0,2}}/\s{{0,2}}(?P<m>{TWO})(?![\w/%]|[.,]\d|\s{{0,2}}/|-[a-zđ])"
    rf"(?:\s{{0,2}},?\s{{0,2}}{NAM}\s{{0,3}}(?P<y>{YEAR}))?"
)
"""ngày 15/5 · 15/12 (the caller asks for more than the bare shape)."""
DAY_RANGE = _compile(
    rf"(?:{NGAY}\s{{0,4}})?(?P<a>\d{{1,2}})\s{{0,3}}(?P<join>-|đến(?:\s{{1,2}}hết)?|và|,|"
    rf"tới)\s{{0,3}}(?:{NGAY}\s{{0,4}})?"
    rf"(?P<b>\d{{1,2}})(?P<more>(?:\s{{0,2}}(?:,|và)\s{{0,2}}\d{{1,2}}){{0,6}})(?:\s{{0,2}}/\s{{0,2}}|"
    rf"\s{{1,4}}{THANG}\s{{1,4}})(?P<m>\d{{1,2}})"
    rf"(?![\d%]|[.,]\d)(?:(?:\s{{0,2}}/\s{{0,2}}|\s{{0,2}},?\s{{0,2}}{NAM}\s{{0,3}})(?P<y>{YEAR}))?(?!/|\d)"
)
"""ngày 10-15/5/2025 · từ ngày 10 đến ngày 15 tháng 5 · ngày 10, 11 và 12/5/2025."""
MONTH_OF_DATE = _compile(
    rf"{THANG}\s{{0,3}}\d{{1,2}}\s{{0,2}}(?P<s>[/.\-])\s{{0,2}}\d{{1,2}}\s{{0,2}}(?P=s)\s{{0,2}}{YEAR}(?![\w/])"
)
"""tháng 30/9/2025: neither a month nor a day."""
MONTHS = _compile(
    rf"(?:các\s{{1,2}})?{THANG}\s{{0,4}}(?P<m>{MONTH_NUMBER}|(?:{MONTH_WORD})(?!\w))"
    rf"(?P<more>(?:{_NEXT}(?:{THANG}\s{{0,3}})?{MONTH_NUMBER}){{0,6}})(?:{_SEP}(?P<y>{YEAR}))?"
)
MONTH_SHORT = _compile(rf"t\s?(?P<m>0?[1-9]|1[0-2])\s?[/\-]\s?(?P<y>{YEAR})(?![\w/])")
MONTH_YEAR = _compile(
    rf"(?P<m>0?[1-9]|1[0-2])\s{{0,2}}/\s{{0,2}}(?P<y>{YEAR})(?![\w/]|\s{{0,2}}/|\s{{0,2}}-\s{{0,2}}[a-zđ])"
)
QUARTER = _compile(
    rf"(?:{QUY}\s{{0,3}}|q(?=[\div]))(?P<q>{QUARTER_NUMBER})"
    rf"(?P<more>(?:{_NEXT}(?:{QUY}\s{{0,3}}|q)?{QUARTER_NUMBER}){{0,3}})(?:{_SEP}(?P<y>{YEAR}))?"
)
SPAN_OF_YEAR = _compile(
    rf"(?P<n>{COUNT})\s{{1,3}}{THANG}\s{{1,3}}(?:(?P<side>đầu|"
    rf"cuối)\s{{1,3}}(?:của\s{{1,2}})?(?:{NAM}(?:\s{{1,3}}(?P<rel>nay|sau|tới|trước|ngoái)"
    rf"(?!\w)|\s{{0,3}}(?P<y>{YEAR}))?|(?P<y2>{YEAR}))|{NAM}\s{{1,3}}(?P<y3>{YEAR}))"
)
"""6 tháng đầu năm 2025 · 9 tháng đầu năm · 9 tháng năm 2025."""
HALF_YEAR = _compile(
    rf"nửa\s{{1,2}}(?P<side>đầu|cuối|sau)\s{{1,3}}(?:của\s{{1,2}})?{NAM}(?:\s{{0,3}}(?P<y>{YEAR})|"
    rf"\s{{1,3}}(?P<rel>nay|sau|tới|trước|ngoái)(?!\w))?"
)
YEARS = _compile(
    rf"(?:các\s{{1,2}})?{NAM}(?:\s{{1,2}}học)?\s{{0,12}}\(?(?P<y>{YEAR})(?:\s{{0,2}}[-/]\s{{0,2}}(?P<to>{YEAR})|"
    rf"(?P<more>(?:\s{{0,2}}(?:,|và|,\s?và)\s{{0,2}}{YEAR}{COUNTED}(?!\s{{0,2}}[-/]\s{{0,2}}\d)){{0,12}}))"
)
YEAR_RANGE = _compile(
    rf"(?P<y>{YEAR})\s{{0,3}}-\s{{0,3}}(?:{NAM}\s{{0,3}})?(?P<to>{YEAR}|\d{{2}}(?!\d))(?![\w/]|[.,]\d|-\w){COUNTED}"
)
BARE_YEAR = _compile(rf"(?P<y>{YEAR})(?![\w/%]|[.,]\d|-\w|\s?[/-]\s?\d){COUNTED}")
YEAR_IN_WORDS = _compile(
    rf"{NAM}\s{{1,2}}hai\s{{1,2}}(?:nghìn|ngàn)\s{{1,2}}(?:không\s{{1,2}}trăm\s{{1,2}})?"
    r"(?:(?:linh|lẻ)\s{1,2}(?P<ones>\w{1,5})|(?P<ten>mười)(?:\s{1,2}(?P<teen>\w{1,5}))?|"
    r"(?P<tens>\w{1,5})\s{1,2}mươi(?:\s{1,2}(?P<unit>\w{1,5}))?)"
)
RELATIVE = _compile(
    rf"(?:(?P<part>đầu|giữa|cuối)\s{{1,2}}{NAM}(?:\s{{1,2}}(?P<rel1>nay|sau|tới|trước|"
    rf"ngoái)(?!\w))?(?!\s{{0,3}}(?:\d|học))|"
    rf"(?P<unit>{NAM}|{THANG}|{QUY}|tuần)\s{{1,2}}(?P<rel2>nay|này|sau|tới|trước|"
    rf"ngoái)(?!\w)(?!\s{{1,3}}(?:{NGAY}|{THANG}|{NAM}|{QUY}|khi|thời|đó|đây|kia|\d))|"
    r"(?P<day>hôm nay|hôm qua|ngày mai|ngày kia)(?!\w)|"
    r"thứ\s{1,2}(?P<weekday>hai|ba|tư|năm|sáu|bảy|[2-7])(?:\s{1,2}tuần\s{1,2}(?P<week>này|tới|sau|trước)))"
)

# Recurrences -------------------------------------------------------------------------------------------------------
_UNIT = (
    rf"(?:{COUNT}\s{{1,2}}(?:{THANG}|{NAM}|tuần|{NGAY})(?!\w)|"
    rf"(?:{NAM}|{QUY}|{THANG}|tuần|{NGAY}|nửa\s{{1,2}}{NAM})(?!\w))"
)
_NO_DATE = r"(?!\s{0,3}(?:\d|[ivl]{1,3}(?!\w)|học|thứ|công|làm|qua|trước|sau|tới|đầu|cuối|nay)|/)"
UNIT = _compile(_UNIT)
RECURRENCE = _compile(
    rf"(?:{HANG}|(?:định|đinh)\s{{1,2}}kỳ(?:\s{{1,2}}(?:báo cáo|vào|"
    rf"mỗi))?(?:\s{{1,2}}{HANG})?)\s{{1,3}}(?P<list>{_UNIT}"
    rf"(?:\s{{0,2}}(?:,|/|và|hoặc|,\s?và)\s{{0,2}}(?:{HANG}\s{{1,2}}|theo\s|định kỳ\s)?(?:{_UNIT}){_NO_DATE}){{0,5}})"
)
"""hằng năm · mỗi tuần · định kỳ hằng quý, 6 tháng, năm."""
REVIEWS = _compile(
    rf"(?:sơ|tổng)\s{{1,2}}kết\s{{1,2}}(?:(?:đánh giá|định kỳ|công tác)\s{{1,2}})?(?P<list>{_UNIT}"
    rf"(?:\s{{0,2}}(?:,|/|và|,\s?và)\s{{0,2}}(?:(?:sơ|tổng)\s{{1,2}}kết\s{{1,2}})?{_UNIT}){{0,3}}){_NO_DATE}"
)
"""sơ kết 6 tháng, tổng kết năm."""
REPORTS = _compile(
    rf"báo\s{{1,2}}cáo\s{{1,2}}(?:(?:kết quả|định kỳ|sơ kết|"
    rf"tổng hợp)\s{{1,2}})?(?P<list>(?:{COUNT}\s{{1,2}}{THANG}|{QUY}|{THANG}|{NAM}|tuần)(?!\w)"
    rf"(?:\s{{0,2}}(?:,|/|và|,\s?và)\s{{0,2}}(?:báo cáo\s{{1,2}})?{_UNIT}){{0,4}}){_NO_DATE}"
)
"""báo cáo quý, 6 tháng, năm."""
ONCE_EVERY = _compile(
    rf"(?P<n>{COUNT})\s{{1,2}}(?P<unit>{THANG}|{NAM}|tuần|{QUY}|{NGAY})\s{{0,2}}(?:/\s{{0,2}})?(?:một|1|"
    rf"01)?\s{{0,2}}lần(?!\w)"
)
"""6 tháng một lần · 06 tháng/lần · 2 năm một lần."""
TIMES_A = _compile(
    rf"(?:(?:một|1|01)\s{{1,2}}(?P<unit>{THANG}|{NAM}|tuần|{QUY}|{NGAY})\s{{1,3}}(?:(?:ít nhất|tối thiểu|"
    rf"từ)\s{{1,2}})?{COUNT}"
    rf"(?:\s{{0,2}}-\s{{0,2}}\d{{1,2}})?\s{{1,2}}(?:lần|lượt|buổi|cuộc|đợt)(?!\w)|"
    rf"{COUNT}\s{{1,2}}lần\s{{1,2}}(?:trong\s{{1,2}})?(?:một|1|01|mỗi|hằng|hàng)\s{{1,2}}(?P<unit2>{THANG}|"
    rf"{NAM}|tuần|{QUY}|{NGAY})(?!\w)|"
    rf"{COUNT}\s{{1,2}}lần\s{{1,2}}trong\s{{1,2}}(?P<unit3>{THANG}|{NAM}|tuần|{QUY}|"
    rf"{NGAY})(?!\w)(?!\s{{0,3}}(?:\d|nay|này)))"
)
"""một năm hai lần · 2 lần mỗi năm."""
RATE = _compile(
    rf"/\s{{0,2}}(?:(?:01|1|một)\s{{1,2}})?(?P<n>\d{{1,2}}\s{{1,2}})?(?P<unit>{THANG}|{NAM}|tuần|{QUY}|"
    rf"{NGAY})(?!\w)(?!\s{{0,2}}\d)"
)
"""lớp/năm · lượt/tuần."""
DAY_OF_MONTH = _compile(
    rf"{NGAY}\s{{1,3}}(?P<d>\d{{1,2}})\s{{1,2}}(?:của\s{{1,2}})?(?:(?:h[ằàẳ]ng|mỗi|"
    rf"từng)\s{{1,2}}(?P<unit>{THANG}|{QUY})|"
    rf"{THANG}\s{{1,2}}(?P<last>cuối|đầu)\s{{1,2}}(?:của\s{{1,2}})?(?:mỗi\s|hằng\s|hàng\s)?{QUY}|"
    rf"{THANG}\s{{1,2}}(?P<next>sau|kế tiếp|tiếp theo|liền kề|báo cáo|cuối kỳ))(?!\w)"
)
"""ngày 20 hằng tháng · ngày 15 của tháng cuối quý."""
WEEKDAY = _compile(
    r"(?:ngày\s{1,2})?(?:thứ\s{1,2}(?:hai|ba|tư|năm|sáu|bảy|[2-7])|"
    r"chủ nhật)\s{1,2}(?:cuối\s{1,2})?(?:h[ằàẳ]ng|mỗi|các)\s{1,2}tuần(?!\w)"
)

# Contexts ----------------------------------------------------------------------------------------------------------
LEFT = _compile(
    r"(?:(?<!\w)(?P<far>từ nay đến(?: hết)?|kể từ|bắt đầu từ|tính từ|từ sau|từ|cho đến hết|cho đến|đến hết|"
    r"đến trước|đến|tới hết|tới|"
    r"trước|(?<!như )sau|hết|chậm nhất|muộn nhất)\s{1,3})?"
    r"(?:(?<!\w)(?P<label>giai đoạn|thời kỳ|nhiệm kỳ|thời gian|niên khóa)\s{1,3}(?:\d{1,2} năm\s{1,2})?\(?)?"
    r"(?:(?<!\w)(?P<near>từ nay đến(?: hết)?|kể từ|bắt đầu từ|tính từ|từ sau|từ|tính đến hết|tính đến|"
    r"cho đến hết|cho đến|đến hết|đến trước|"
    r"đến thời điểm|đến|tới hết|tới|xong trước|trước thời điểm|trước|sau thời điểm|(?<!như )sau|hết|"
    r"chậm nhất|muộn nhất|hạn chót|hạn cuối|"
    r"không muộn hơn|không quá)"
    r"(?:\s{1,2}(?P<tail>là vào|là đến|là trước|là hết|vào|là|đến hết|đến|trước|"
    r"hết))?\s{0,3}(?:(?<=hạn chót):|(?<=hạn cuối):)?\s{0,3})?"
    r"(?P<clock>\d{1,2}\s?(?:giờ|h|g)\s?(?:\d{2})?(?:\s?phút)?,?\s{1,2})?"
    r"(?:(?<!\w)(?P<part>đầu|giữa|cuối)\s{1,3})?$"
)
"""What a time leans on to its left; searched at the end of a short slice."""
JOIN = _compile(
    r"\s{0,3}(?:(?:cho )?(?:đến|tới)(?: hết| trước)?|-)\s{0,3}(?:đầu\s{1,2}|giữa\s{1,2}|cuối\s{1,2})?(?:khoảng\s)?$"
)
UNTIL_NOW = _compile(r"\s{1,3}(?:cho )?(?:đến|tới) nay(?!\w)")
SO_FAR = _compile(rf"(?<!\w)(?:từ\s{{1,2}})?đầu\s{{1,2}}{NAM}\s{{1,2}}(?:cho\s)?(?:đến|tới)\s{{1,2}}nay(?!\w)")
"""từ đầu năm đến nay."""
ONWARDS = _compile(r"\s{1,3}(?P<side>trở đi|trở về sau|trở lại đây|đến nay|trở về trước)(?!\w)")
LIST_GAP = _compile(r"\s{0,3}(?:,|;|và|hoặc|, và)\s{0,3}(?:trước|đến|hết|vào)?\s{0,3}$")
NOT_UNTIL = _compile(r"(?:liên quan|ảnh hưởng|dẫn|đề cập|gửi|chuyển|đưa)\s{1,2}$")
YEARLY_AFTER = _compile(
    rf"[^\S\n]{{0,3}},?[^\S\n]{{0,2}}\(?(?:(?:h[ằàẳắ]ng|mỗi|các)\s{{1,2}}{NAM}(?!\w)(?!\s{{0,3}}(?:19|20)\d\d)|"
    rf"(?:của\s{{1,2}})?{NAM}\s{{1,2}}(?:sau|kế tiếp|tiếp theo|liền kề)(?!\w))"
)
YEARLY_GAP = _compile(
    r"[\s,:(]{0,4}(?:là |vào |trong |trước |định kỳ |chậm nhất |chậm nhất là |cứ đến |dịp |vào dịp |nhân dịp ){0,2}$"
)
RECURRING = _compile(
    rf"(?<!\w)(?:h[ằàẳắ]ng\s{{1,2}}(?:{NAM}|{QUY}|{THANG})|mỗi\s{{1,2}}{NAM}|định kỳ|báo cáo (?:6|06|"
    rf"sáu) tháng|báo cáo {NAM}(?!\s{{0,3}}\d)|(?:6|06|sáu) tháng và {NAM}|(?:tháng|"
    rf"{NAM})\)?\s{{1,2}}(?:trước|chậm nhất)[^.;]{{0,12}}{NGAY}|từng\s{{1,2}}{NAM})"
)
CAMPAIGN = _compile(
    rf"{THANG}\s{{1,3}}(?:cao điểm\s)?vận\s{{1,3}}động|(?:trọng điểm|trọng tâm|cao điểm)\s{{1,3}}là\s{{1,3}}{THANG}"
)
NAMED_MONTH = _compile(
    r"(?<!\w)(?<!trong )(?:(?:đợt|lễ|chiến dịch)\s{1,2})?(?<!trong đợt )"
    r"(?:ra quân|cao điểm|chiến dịch)\s{1,3}$"
)
"""Before a month that only names the yearly campaign ("đợt ra quân tháng 5", "chiến dịch Tháng 5")."""
CAMPAIGN_YEAR = _compile(
    rf"\s{{0,3}}[-,(]\s{{0,3}}{THANG}\s{{1,3}}(?:cao điểm\s)?vận\s{{1,3}}động[^.;:\n\d]{{0,60}}"
    rf"{NAM}\s{{1,3}}(?P<y>{YEAR})"
)
"""tháng 5 - Tháng vận động … năm 2026: the year of the month."""
BY_CUSTOM = _compile(r"(?:việc làm|công việc|sinh hoạt|đời sống|cuộc sống|thói quen|giao tiếp)\s{1,3}$")
"""Before "hằng ngày": everyday, no term."""
AT_ONCE = _compile(r"(?<!\w)ngay\s{1,3}$")
ISSUES = _compile(
    r",?\s{1,3}[^.;:,()\n]{0,60}?(?:đã\s)?(?:ban hành|ký|có|ra|thông qua)\s{1,3}(?:nghị quyết|quyết định|kế hoạch|"
    r"chỉ thị|công văn|chương trình|hướng dẫn|thông báo)\s{1,3}số\s"
)
"""Behind a day: it is the date of the document that a body issued."""
AS_FOLLOWS = _compile(r"[^.;:\n]{0,60}(?:như sau|dưới đây|sau đây|nội dung sau)\s{0,2}[:.]")
"""Behind the period that a document's opening formula names."""
BASIS = _compile(r"(?:(?=\))|:|\s{1,2}(?:đạt|là|có|chỉ))\s{0,2}[^();\n]{0,40}\)")
"""Behind "(năm 2020": the value of an earlier year, to compare with."""
REPORTING = _compile(r"(?<!\w)(?:gửi|chuyển|báo cáo|nộp báo cáo|lập|cung cấp|đối chiếu|tổng hợp)(?!\w)")

COMPARISON = _compile(
    r"(?<!\w)(?:so\s{1,2}(?:với|cùng)[^.;:,()]{0,50}|cùng kỳ[^.;:,()]{0,20}|thay (?:vì|cho)[^.;:,()]{0,30}"
    r"|(?:(?:cao|thấp|nhiều|ít|lớn|nhỏ|tốt) hơn|(?:gấp|bằng)\s{1,2}(?:[\d.,]{1,8}|\w{1,5}(?:\s\w{1,5})?)\s{1,2}lần)"
    r"\s{1,2}(?:(?:của|mức|cả|cuối|đầu|thời điểm)\s{1,2}){0,2})$"
)
LAW_EFFECT = _compile(r"hiệu lực[^.;:,()]{0,30}$")
SIGNED = _compile(r"(?:ký bởi|thời gian ký|ngày ký|người ký)[^\n]{0,40}$")
ANNIVERSARY = _compile(r"(?:kỷ niệm|ngày truyền thống|ngày thành lập|đại hội)[^.;:,]{0,60}$")
ADOPTED = _compile(r"(?:thông qua|công bố)\s{1,3}(?:vào\s)?$")
BENEFIT = _compile(
    r"(?<!\w)(?:lương hưu|trợ cấp|phụ cấp|mức đóng|phương thức đóng|phí đóng|mức hưởng|tiền lương|thu nhập|"
    r"tuất|học phí|"
    r"hưởng(?! ứng)|đóng(?! góp| chân| quân| vai| trên| tại| dấu)|chi trả)[^.;:,()]{0,30}$"
)
PENSION = _compile(r"(?<!\w)(?:lương hưu|trợ cấp|hưởng)[^.;:()]{0,30}(?:bhxh|bảo hiểm xã hội)\s{1,2}$")
"""Before "hằng tháng": a kind of benefit ("lương hưu, BHXH hằng tháng")."""
PREMIUM = _compile(r"(?<!\w)(?:mức đóng|phương thức đóng|đóng(?! góp| chân| quân| vai| trên| tại| dấu))[^.;:()]{0,22}$")
MONEY = _compile(r"\d\s{0,2}(?:triệu|nghìn|ngàn|tỷ)?\s{0,2}(?:đồng|đ|vnđ|vnd)(?:\s?/\s?(?:người|hộ|tháng))?\s{0,2}$")
BLANK_DATE = _compile(rf"(?:{NGAY}[\s.…]{{0,12}})?{THANG}[\s.…]{{1,12}}$")
"""ngày … tháng … before the year: the date of a draft."""
PLACE_LINE = _compile(
    rf"(?:^|\n)[ \t]{{0,8}}(?!{THANG}|{QUY}|{NGAY}|từ|đến|trước|vào|thứ)[^\n,;:.]{{2,40}},"
    rf"\s{{0,3}}(?:{NGAY}[\s.…]{{0,12}})?$"
)
"""The start of a line that holds nothing but a place before the date: "Hà Nội, ngày …"."""
SENTENCE_END = _compile(
    r"[.;!?](?=\s|$)|\n\s{0,4}\n|\t|\u2028|\n(?=\s{0,4}(?:[-+*•]|\d{1,2}[.)]|[a-zđA-ZĐ]\)|[ivxIVX]{1,4}\.)\s)"
)

"""Patterns of cited documents: type words, numbers with their symbol, issuers, and where an abstract ends.

Word patterns read text folded by ``fold.lower``; the number pattern reads the text itself, because capitals are what
tells a symbol from a word. All repetitions are bounded.
"""

from __future__ import annotations

import re

TYPES: dict[str, str] = {
    "hiến pháp": "constitution", "bộ luật": "code", "luật": "law", "pháp lệnh": "ordinance", "sắc lệnh": "order",
    "lệnh": "order", "nghị quyết liên tịch": "joint_resolution", "nghị quyết": "resolution", "nghị định": "decree",
    "quyết định": "decision", "chỉ thị": "directive", "thông tư liên tịch": "joint_circular", "thông tư": "circular",
    "thông báo kết luận": "notice", "thông báo": "notice", "kết luận": "conclusion",
    "kế hoạch liên tịch": "joint_plan",
    "kế hoạch liên ngành": "joint_plan", "kế hoạch phối hợp": "joint_plan", "kế hoạch hành động": "plan",
    "kế hoạch": "plan", "chương trình hành động": "programme", "chương trình phối hợp": "programme",
    "chương trình công tác": "programme", "chương trình": "programme", "hướng dẫn liên ngành": "guidance",
    "hướng dẫn liên tịch": "guidance", "hướng dẫn": "guidance", "công văn hỏa tốc": "letter", "công văn": "letter",
    "công điện": "telegram", "văn bản hợp nhất": "consolidated", "văn bản chỉ đạo": "document", "văn bản": "document",
    "báo cáo": "report", "tờ trình": "submission", "đề án": "scheme", "dự án": "project", "quy định": "regulation",
    "quy chế phối hợp": "regulation", "quy chế": "regulation", "quy trình": "regulation",
    "thông tri": "circular_note",
    "phương án": "proposal", "giấy mời": "invitation", "biên bản": "minutes", "bản ghi nhớ": "minutes",
    "thư kêu gọi": "letter", "qđ": "decision", "nq": "resolution", "nđ": "decree", "tt": "circular",
    "ct": "directive",
    "kh": "plan", "cv": "letter", "kl": "conclusion", "hd": "guidance", "tb": "notice", "bc": "report",
}  # fmt: skip
"""Words that name a kind of document → type id."""

HEADS: dict[str, tuple[str, ...]] = {
    "nq": ("resolution",), "qđ": ("decision", "regulation"), "qd": ("decision", "regulation"), "nđ": ("decree",),
    "nd": ("decree",), "tt": ("circular",), "ttlt": ("joint_circular", "circular"), "ct": ("directive",),
    "kh": ("plan", "joint_plan"), "khlt": ("joint_plan", "plan"), "khln": ("joint_plan", "plan"),
    "khph": ("joint_plan", "plan"), "ctr": ("programme",), "cthđ": ("programme",), "ctrph": ("programme",),
    "ctph": ("programme",), "cthd": ("programme",), "hd": ("guidance",), "hdln": ("guidance",), "hdlt": ("guidance",),
    "tb": ("notice",), "tbkl": ("notice", "conclusion"), "kl": ("conclusion",), "qyđ": ("regulation",),
    "qđi": ("regulation",), "qc": ("regulation",), "qcph": ("regulation",), "đa": ("scheme",), "da": ("project",
    "scheme"),
    "bc": ("report",), "ttr": ("submission",), "tr": ("submission",), "cđ": ("telegram",), "vbhn": ("consolidated",),
    "nqlt": ("joint_resolution", "resolution"), "pl": ("ordinance",), "l": ("order", "law"), "cv": ("letter",),
    "pa": ("proposal",), "gm": ("invitation",), "bb": ("minutes",), "khtc": ("plan",), "khth": ("plan",),
    "qh": ("law", "code", "resolution", "constitution"), "ubtvqh": ("resolution", "ordinance"), "lctn": ("order",),
    "ttr-": ("submission",), "tl": ("letter",),
}  # fmt: skip
"""First group of a symbol, lower case → the types that carry it, the usual one first."""

DASH = r"\-‐‑–—−"
_PART = r"[A-ZĐƯÂÔƠ][A-Za-zĐđƯưÂâÔôƠơÊê&0-9]{0,11}"
NUMBER = re.compile(
    rf"(?<![\w/])(?<!\d[.,{DASH}])(?P<n>\d{{1,6}}[a-z]?)(?:\s?/\s?(?P<year>(?:19|"
    rf"20)\d\d))?\s{{0,2}}(?P<sep>[/{DASH}])\s{{0,3}}"
    rf"(?P<sym>{_PART}(?:\s{{0,3}}[{DASH}/.]\s{{0,3}}{_PART}){{0,4}})"
)
"""1676/QĐ-TTg · 28-NQ/TW · 05/2019/NQ-HĐTP · 41/2024/QH15, with the blanks that line ends and recognition leave."""
PARTS = re.compile(rf"(?P<gap>\s{{0,3}}[{DASH}/.]?\s{{0,3}})(?P<part>{_PART})")
MIXED = {"ttg", "ctr", "ttr", "ctrph", "qyđ", "qđi", "gdđt", "tr", "ctrhđ"}
"""Groups of a symbol that are rightly written with small letters."""
_LOW = r"[a-zđưâôơ][a-z0-9đưâôơ&]{0,9}"
NUMBER_LOW = re.compile(
    rf"(?P<n>\d{{1,6}})(?:\s?/\s?(?P<year>(?:19|"
    rf"20)\d\d))?\s?(?P<sep>[/-])\s?(?P<sym>{_LOW}(?:\s?[-/]\s?{_LOW}){{1,3}})(?!\w)"
)
BLANK_NUMBER = re.compile(
    rf"số\s{{0,2}}:?\s{{0,2}}(?P<n>[….·_\s]{{0,14}})(?:/(?:19|"
    rf"20)\d\d)?\s?/\s?(?P<sym>{_LOW}(?:\s?-\s?{_LOW}){{1,3}})(?!\w)"
)
_WORDS = "|".join(re.escape(w).replace(r"\ ", r"\s{1,3}") for w in sorted(TYPES, key=len, reverse=True))
_TYPE_ENDS = "(?:ết|nh|hị|ận|tư|ch|ăn|nq|qđ|nđ|ct|số)"
"""How the types of ``SHORT`` end, and what may stand before its number."""
_BEHIND_DIGIT = r"(?:(?<=\d.)|(?<=\d\s.)|(?<=\d\s\s.)|(?<=\d[a-z].)|(?<=\d[a-z]\s.)|(?<=\d[a-z]\s\s.))"
SIGNS = (
    # One character first, what stands before it after: so the search passes over all others at once.
    re.compile(rf"/{_BEHIND_DIGIT}\s{{0,3}}[a-zđưâôơ]"),
    re.compile(rf"-{_BEHIND_DIGIT}\s{{0,3}}[a-zđưâôơ]"),
    re.compile(rf"\d\d(?:(?<={_TYPE_ENDS}\s\d\d)|(?<={_TYPE_ENDS}\s\s\d\d)|(?<={_TYPE_ENDS}\s\s\s\d\d))"),
    re.compile(r"số\s{0,2}:?\s{0,2}[….·_\s]{0,15}/"),
    re.compile(r"luật"),
    re.compile(r"lệnh"),
    re.compile(r"hiến"),
)
"""Without any of these a passage (folded) cites no document: a number before a symbol, a type word before a number, a
blank before a symbol, the name of a law."""
TYPE_BEFORE = re.compile(
    rf"(?<![\w/])(?P<type>{_WORDS})(?:\s{{1,3}}của\s(?=ủy|uỷ|ubnd|sở|bộ|bảo hiểm|bhxh|phòng|tỉnh|huyện|"
    rf"thành ủy|đảng|hội đồng|chính phủ|thủ tướng)(?:\w{{1,8}}\s){{1,6}})?\s{{0,4}}(?P<so>(?:\(?\s?(?:số|sô|"
    rf"só)\s{{0,3}}[:.]?|có số)\s{{0,3}})?$"
)
"""What stands before a number; searched at the end of a short slice of folded text."""
SO_BEFORE = re.compile(r"(?:số|sô|só)\s{0,3}[:.]?\s{0,3}$")
OWN = re.compile(r"(?:^|\n)[ \t|*]{0,10}(?:(?:Số|SỐ|Sô)\s{0,3}:?|số\s{0,3}:)\s{0,6}$")
"""The number line of a letterhead."""
NO_DOCUMENT = re.compile(
    r"(?:mẫu|biểu mẫu|biểu|phụ lục|tcvn|qcvn|iso|điện thoại|đt|tài khoản)\s{0,2}(?:số)?\s{0,2}:?\s{0,2}$"
)
ATTACHED = re.compile(r"(?:(?:^|\n)[ \t(]{0,6}|\(\s{0,2})(?:được\s)?(?:ban\s{1,2}hành\s{1,2})?kèm\s{1,2}theo\s{1,3}$")
LIST_GAP = re.compile(r"\s{0,3}(?:,|;|và|hoặc|, và)\s{0,3}(?:số\s{0,2})?$")
SHORT = re.compile(
    r"(?<![\w/])(?P<type>nghị quyết|quyết định|chỉ thị|nghị định|kết luận|thông tư|kế hoạch|công văn|nq|qđ|"
    r"nđ|ct)\s{1,3}"
    r"(?P<so>số\s{1,2})?(?P<n>\d{2,5})(?:/(?P<year>(?:19|20)\d\d))?(?![\w/%]|[.,-]\d|-[a-zđ]|\s?/|"
    r"\s{1,2}(?:nội dung|nhiệm vụ|chỉ tiêu|điều|"
    r"khoản|đại biểu|năm(?! \d)|tháng|người|hồ sơ|cuộc|đồng|trường hợp)(?!\w))"
)
"""Nghị quyết 28: a number without its symbol."""
ARTICLES = re.compile(
    r"(?P<list>(?:(?:điểm\s{1,2}[a-zđ]{1,2}\)?|khoản\s{1,2}\d{1,2}[a-zđ]?|điều\s{1,2}\d{1,3}[a-zđ]?|"
    r"mục\s{1,2}[0-9ivxl]{1,5}|"
    r"chương\s{1,2}[0-9ivxl]{1,6}|phần\s{1,2}[0-9ivx]{1,5})(?:\s?(?:,|;|và|tại|của|-)\s?|\s{1,2}){1,3}){1,8})$"
)
ARTICLE = re.compile(
    r"(?:điểm\s{1,2}[a-zđ]{1,2}|khoản\s{1,2}\d{1,2}[a-zđ]?|điều\s{1,2}\d{1,3}[a-zđ]?|"
    r"mục\s{1,2}[0-9ivxl]{1,5}|chương\s{1,2}[0-9ivxl]{1,6}|phần\s{1,2}[0-9ivx]{1,5})"
)
DATE_LEAD = re.compile(
    r"\s{0,3},?\s{0,3}(?:\(\s?)?(?:(?:được\s)?(?:ban hành|ký|thông qua|ký ban hành)\s{1,2})?(?=ng[àáâả]y|\d)"
)
YEAR_AFTER = re.compile(r"\s{0,16}\(?(?:n[ăắâ]m\s{1,12})?(?P<y>(?:19|20)\d\d)\)?(?![\w/%]|[.,-]\d)")
MONTH_AFTER = re.compile(
    r"\s{0,3}\((?P<date>th[áảà]ng\s{1,3}(?P<m>0?[1-9]|1[0-2])\s{0,2}(?:/|năm)\s{0,2}(?P<y>(?:19|20)\d\d))\)"
)
"""của Chính phủ (tháng 12/2025)."""
ISSUER_LEAD = re.compile(r"\s{0,3},?\s{0,3}(?:do\s|của\s{1,3}(?:của\s{1,3})?)")
TYPE_NEXT = re.compile(rf"\s{{1,3}}(?:các\s)?(?:{_WORDS})(?!\w)")
"""Behind "và": another document, not a second issuer."""
ISSUER_STOP = re.compile(
    r"(?:về|v/v|phê\s{1,3}duyệt|ban\s{1,3}hành|quy\s{1,3}định|hướng\s{1,3}dẫn|thành\s{1,3}lập|giao|triển\s{1,3}khai|"
    r"thực\s{1,3}hiện|trong|sửa\s{1,3}đổi|công\s{1,3}bố|công\s{1,3}nhận|kết\s{1,3}luận|đã|được|đến|nhằm|tại|trên|"
    r"ngày|năm|số|theo|tổ\s{1,3}chức|tuyên\s{1,3}truyền|tăng\s{1,3}cường|đẩy\s{1,3}mạnh|phát\s{1,3}động|"
    r"phát\s{1,3}triển|thông\s{1,3}qua|thông\s{1,3}báo|bổ\s{1,3}(?:sung|nhiệm)|bãi\s{1,3}bỏ|là|có|cho|để|giai\s{1,3}đoạn|"
    r"yêu\s{1,3}cầu|tiếp\s{1,3}tục|chỉ\s{1,3}đạo|phân\s{1,3}công|xây\s{1,3}dựng|cùng|đối\s{1,3}với|áp\s{1,3}dụng|"
    r"thay\s{1,3}thế|điều\s{1,3}chỉnh|gồm|như|này|trình|tới|sau|trước|từ|hiện\s{1,3}hành|nêu|xác\s{1,3}định|"
    r"khẳng\s{1,3}định|đề\s{1,3}(?:ra|nghị)|nâng\s{1,3}cao|kèm|kiện\s{1,3}toàn|và)(?!\w)"
)
"""Words that end the name of an issuer; in a name set in capitals only where they too are all capitals."""
TITLE_LEAD = re.compile(
    r"\s{0,3},?\s{0,3}(?:\([^()\n]{0,80}\)\s{0,2},?\s{0,2})?(?:về|v/v|phê\s{1,3}duyệt|ban\s{1,3}hành|"
    r"quy\s{1,3}định|hướng\s{1,3}dẫn|thành\s{1,3}lập|sửa\s{1,3}đổi|bổ\s{1,3}sung|triển\s{1,3}khai|"
    r"thực\s{1,3}hiện|tổ\s{1,3}chức|tuyên\s{1,3}truyền|giao\s|công\s{1,3}bố|thông\s{1,3}qua|"
    r"tăng\s{1,3}cường|đẩy\s{1,3}mạnh|phát\s{1,3}động|điều\s{1,3}chỉnh|thay\s{1,3}thế|kiện\s{1,3}toàn|“|\")"
)
TITLE_END = re.compile(
    r"[;:”\"]|\.(?=\s|$|/)|\n\s{0,3}\n|\n(?=\s{0,4}(?:[-+*•]|\d{1,2}[.)]|căn cứ)\s)|\t|"
    r"\(\s?(?:sau đây|gọi|viết|dưới đây|kèm)|,(?=\s{1,3}(?:ủy ban|uỷ ban|ubnd|hđnd|hội đồng|sở|phòng|"
    r"đảng ủy|huyện ủy|tỉnh ủy|thành ủy|bảo hiểm xã hội|bhxh|trong đó|"
    r"nhằm|đến|từ|trong|trên cơ sở|h[ằà]ng|tiếp tục|đồng thời|căn cứ|xây dựng|phấn đấu|cụ thể|góp phần|với|"
    r"được|ngày|năm|tháng|mỗi|trước|các|nay|"
    r"(?:các )?(?:nghị|quyết|kế hoạch|chỉ thị|công văn|thông tư|luật|chương trình|hướng dẫn|kết luận))(?!\w))|"
    r"\s(?=và\s{1,3}(?:các\s)?(?:nghị quyết|quyết định|kế hoạch|chỉ thị|công văn|thông tư|luật|nghị định)(?!\w))"
)

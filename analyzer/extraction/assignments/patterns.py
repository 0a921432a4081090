"""Words around a body that make it the one that acts, is asked, or helps."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from analyzer.extraction.bodies.words import Form
from analyzer.resources import load_yaml

FILE = "registers/verbs.yml"
_LONGEST = 5
FIRST_WORDS = re.compile(rf"(?:[\W_]*+[^\W_]++){{1,{_LONGEST + 1}}}")
"""As many words as tell how a task begins."""


def _any(words: str) -> str:
    """An alternation of the phrases in a list with commas, longest first."""
    phrases = sorted((" ".join(item.split()) for item in words.split(",")), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(phrase) for phrase in phrases if phrase) + ")"


JOINER = re.compile(r"\s*(?:,|và|,\s?và|hoặc|cùng với|cùng|&|/|-|–)?\s*")
"""Between two bodies of one run (at most some 200 characters are held against it)."""
LIST_JOINER = re.compile(r"\s*(?:[,;+•-]|và|[,;]\s?và|hoặc|cùng với|cùng|&|/|–)?[\s-]*")
"""The same in headings and cells, where semicolons and lines part bodies too."""

_HELP = r"(?:ph[ốôo]i (?:kết )?hợp|hợp tác(?= với))"
_HOW = _any(
    "chặt chẽ, chặt, đồng bộ, thường xuyên, tốt, hiệu quả, có hiệu quả, kịp thời, trực tiếp, chủ động, công tác,"
    "thực hiện tốt"
)
_WITH = _any("cùng với, cùng, với, giữa, cùng các, cùng với các")
COORDINATION = re.compile(
    rf"(?:{_HELP}(?:,? {_HOW})?(?:,? ?{_WITH})?|chủ trì,? (?:cùng|cùng với))"
    rf"(?: (?:lãnh đạo|thủ trưởng|đại diện|hệ thống|cán bộ))?\s?$"
)
"""Ends the words before a body that helps."""
HELPING = ("hợp", "chủ trì")
"""Words without which nobody helps."""
BETWEEN = re.compile(rf"{_HELP}(?: \w+){{0,2}} giữa\s?$")

_OFFICE = r"(?:cơ quan|đơn vị|bộ phận)"
CENTRAL = ("thường trực", "đầu mối", "chủ trì")
"""Words without which nobody leads."""
_CENTRAL = f"(?:{'|'.join(CENTRAL)})"
_DOES = _any("tham mưu, tổng hợp, triển khai, thực hiện, giúp, của, có, chịu, theo dõi")
LEAD = re.compile(
    r"(?<!cơ quan )(?<!đơn vị )(?<!người )chủ trì\b"
    rf"|(?:là|làm|vai trò|nhiệm vụ|với tư cách) (?:là )?(?:{_OFFICE} )?{_CENTRAL}"
    r"|(?:^|[;.:] ?)(?:đơn vị |cơ quan )?(?:đầu mối|thường trực)\b"
    rf"|(?:cơ quan|đơn vị) {_CENTRAL}(?= {_DOES}|\s?[),:.;]|$)"
)
"""Says that a body leads."""
LEAD_AWAY = re.compile(
    rf"(?:báo cáo|gửi|với|qua|về|cho|của|đề nghị|theo yêu cầu của|cùng) (?:các )?{_OFFICE} {_CENTRAL}"
)
"""Names the body that leads as somebody else."""
NO_DIRECTION = re.compile(r"tham mưu|đề xuất|trình |sự $|theo $")
"""Before "chỉ đạo": it is proposed, or a noun, so that nobody is directed here."""
ADDRESSED = re.compile(
    r"\b(?:tham mưu|đề xuất|trình|báo cáo|giúp|để|kiến nghị|hướng dẫn|gửi|xin ý kiến|mời|hỗ trợ)\b[^,]{0,40},$"
)
"""Ends in a list of those addressed, so that the body behind is one of them ("tham mưu cấp ủy, UBND huyện")."""
DONE_BY = re.compile(
    _any(
        "chủ trì, thực hiện, đảm nhiệm, đảm nhận, phụ trách, chịu trách nhiệm, tổ chức thực hiện, triển khai,"
        "làm đầu mối, là đầu mối, tổng hợp, theo dõi"
    )
)
"""What "do X …" gives as a task."""
PASSIVE = re.compile(r"(?:được|đã được|luôn được)\s?$")
NO_PASSIVE_ACT = re.compile(
    r"\s*(?:tích cực |thường xuyên |chủ động |kịp thời |đã |luôn )?"
    + _any(
        "quan tâm, giao, phân bổ, phê duyệt, công nhận, hỗ trợ, cấp, cho phép, ủng hộ, đồng ý, thống nhất, đánh giá,"
        "ghi nhận, chỉ đạo"
    )
    + r"\b"
)
"""Behind "được X …": what the document's own side is given, no act of X to report."""
DONE_BY_ONE = re.compile(_any("biên soạn, cung cấp, chuẩn bị, tổ chức"))
"""What "do X …" gives besides, where X is one body."""
FUNDS = re.compile(
    r"(?:sử dụng (?:nguồn|kinh phí)|(?:hỗ trợ|cấp|bố trí|chi|đóng góp|đảm bảo|bảo đảm)?\s?(?:khoảng )?"
    r"[\d.,]+ ?(?:triệu|tỷ|nghìn|đồng))"
)
"""What a body pays, said of the money rather than of a task."""
FORMULA = re.compile(
    _any("như sau, sau đây, các nội dung sau, nội dung chủ yếu sau, nội dung chính sau, nội dung cụ thể sau")
    + r"\s*[:.;]*\s*$"
)
FORMULA_ACT = re.compile(r"\b" + _any("ban hành, xây dựng, báo cáo, đề ra, lập") + r"\b")
CLOSING = re.compile(
    r"^\s*(?:trên đây là|kính trình|(?:quyết định|kế hoạch|chỉ thị) này (?:có hiệu lực|thay thế)"
    r"|căn cứ (?:quyết định|kế hoạch) (?:này )?thi hành)"
)
FEEDBACK = re.compile(
    r"^\s*(?:trong )?quá trình (?:tổ chức |triển khai )?(?:thực hiện|triển khai|làm)\b"
    r"[^.;]{0,60}?(?:nếu|vướng|khó khăn|phát sinh)"
)
"""What a plan asks of all at its end ("Trong quá trình thực hiện, nếu có vướng mắc …"), not of the last body named."""
IN_FORCE = re.compile(r"chịu trách nhiệm thi hành|có hiệu lực (?:thi hành )?(?:kể )?từ")
"""Final articles of a decision: for everybody, hence for nobody."""
CLAUSE_BREAK = re.compile(r"[;:.](?:(?<=[;:])|(?<=[^\d.]\.)\s)")
OPENER = re.compile(
    "^"
    + _any(
        "quá trình, từ, để, nhằm, trong, căn cứ, thực hiện, theo, trên cơ sở, hằng, hàng, định kỳ, khi, sau, trước,"
        "qua, với, năm, quý, tháng, ngày, đến, bên cạnh, ngoài, đồng thời, ngay, hưởng ứng, nhận, xác định, đối với,"
        "về, dưới, được, tại, cùng, giai đoạn, tính, đặc biệt, đầu, cuối, mỗi, riêng, do, vì, bám sát, quán triệt,"
        "nhân, thông qua, tiếp tục thực hiện, ở, vào, mặc dù, tuy, nếu, trường hợp, kể, song song, như vậy, như, bằng,"
        "phát huy, triển khai"
    )
    + r"\b"
)
"""Opens words before a subject that only say when, why or on what ground."""
TIME_ONLY = re.compile(
    r"^(?:trong |đến |đầu |cuối |hết |vào )?"
    r"(?:năm|tháng|quý|\d+ tháng|hằng|hàng|định kỳ|giai đoạn|thời gian|ngày|kỳ)[^,;]{0,40}$"
)
CONNECTOR = re.compile(
    "^"
    + _any(
        "trong đó, đồng thời, riêng, ngoài ra, bên cạnh đó, cụ thể, theo đó, do đó, vì vậy, song song đó, cùng với đó,"
        "mặt khác, hiện nay, thời gian qua, từ đó, nhìn chung, kết quả, đặc biệt"
    )
    + r"\s*,?\s*"
)
PROPERTY = re.compile(
    r"(?:(?:cơ quan|đơn vị|bộ phận|ban|ngành) (?P<office>chủ trì|phối hợp|thực hiện)"
    r"|(?<![\w,] )(?<!\w)(?P<alone>chủ trì|phối hợp)|phân công)"
    r"(?: (?:thực hiện|triển khai|chính|tham mưu))?\s*:\s*"
)
"""A line of a task's own data: "Đơn vị chủ trì: …", "Cơ quan phối hợp: …", "Phối hợp: …"."""
PROPERTIES = ("chủ trì", "phối hợp", "thực hiện", "phân công")
"""Words without which, and a colon, there is no such line."""
DATA_LINE = re.compile(
    "^"
    + _any(
        "thời gian, thời hạn, tiến độ, địa điểm, kinh phí, nguồn kinh phí, sản phẩm, kết quả, đơn vị, cơ quan, bộ phận,"
        "nội dung, mục tiêu, mục đích, cách thức, đối tượng, thành phần, số lượng, hình thức, phân công, phối hợp,"
        "chủ trì, ghi chú, yêu cầu"
    )
    + "[^:]{0,30}:"
)
"""A line that gives one property of the task above it."""
ASKING_ITSELF = re.compile(r"^(?:kính )?(?:đề nghị|yêu cầu|giao|kiến nghị|phân công)\b")
PRODUCTS = ("sản phẩm", "kết quả đầu ra")
PRODUCT = re.compile(r"(?:sản phẩm|kết quả đầu ra)\s*(?:là|:|gồm)\s*([^.;\n\t)]{3,200})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Verbs:
    """``rules/registers/verbs.yml``: phrases as tuples of syllables."""

    verbs: frozenset[tuple[str, ...]]
    modals: frozenset[tuple[str, ...]]
    not_tasks: frozenset[tuple[str, ...]]
    object_before: frozenset[str]
    noun_goes_on: frozenset[str]
    label_endings: frozenset[str]
    asking: re.Pattern[str]
    heading_opening: re.Pattern[str]
    holder_end: re.Pattern[str]
    holders: tuple[str, ...]

    def holder(self, before: str) -> re.Match[str] | None:
        """The office that acts for the body behind these words ("… Giám đốc ")."""
        return self.holder_end.search(before) if before.rstrip().endswith(self.holders) else None

    def opens_task(self, words: list[Form], *, eager: bool = False) -> bool:
        """Whether the words behind a body (the first few are looked at) begin a task. ``eager``: the body stands where
        nothing but a subject does, so that any word is taken for a verb that does not carry on a noun."""
        if not words:
            return False
        low = tuple([word.low for word in words[: _LONGEST + 1]])
        said = max(_starts(low, self.modals), _starts(low, self.verbs))
        barred = _starts(low, self.not_tasks)
        if said or barred:
            return said > barred
        return eager and not words[0].capital and low[0].isalpha() and low[0] not in self.noun_goes_on

    def without_opening(self, clause: str) -> str:
        """The clause (lower case) behind "giao", "đề nghị" and the like."""
        opening = self.heading_opening.match(clause)
        return clause[opening.end() :] if opening else clause

    def is_modal(self, words: list[Form]) -> bool:
        """Whether the words behind a body begin with "đã", "có trách nhiệm" and the like."""
        low = tuple([word.low for word in words[: _LONGEST + 1]])
        return _starts(low, self.modals) > _starts(low, self.not_tasks)


def _starts(low: tuple[str, ...], phrases: frozenset[tuple[str, ...]]) -> int:
    for size in range(min(_LONGEST, len(low)), 0, -1):
        if low[:size] in phrases:
            return size
    return 0


@cache
def verbs() -> Verbs:
    """The lexicon, compiled once."""
    data: dict[str, Any] = load_yaml(FILE)
    holders = _longest_first(data["holders"])
    return Verbs(
        verbs=_phrases(data["verbs"]),
        modals=_phrases(data["modals"]),
        not_tasks=_phrases(data["not_tasks"]),
        object_before=frozenset(data["object_before"]),
        noun_goes_on=frozenset(data["noun_goes_on"]),
        label_endings=frozenset(data["label_endings"]),
        asking=re.compile(rf"(?:^|[^\w])(?P<verb>{_longest_first(data['asking'])})\s?$"),
        heading_opening=re.compile(rf"^(?:{_longest_first(data['heading_openings'])})\s*:?\s+"),
        holder_end=re.compile(rf"(?:^|[\s,;(])(?:{holders})(?: và (?:{holders}))?\s$"),
        holders=tuple(data["holders"]),
    )


def _phrases(items: list[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(item.split()) for item in items)


def _longest_first(items: list[str]) -> str:
    return "|".join(re.escape(item) for item in sorted(items, key=len, reverse=True))

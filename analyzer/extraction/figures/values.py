"""The values of one sentence: number, range, operator, unit and rate; what only looks like one is left out.

Offsets are into the sentence that was given. What a value is about, of when and of which kind it is, is decided
elsewhere (``indicators``, ``when``, ``logic``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from analyzer.extraction.figures import patterns as p
from analyzer.extraction.figures.context import FROM, label_unit, operator, rates, start_of, unit_behind
from analyzer.extraction.figures.hidden import hidden_spans
from analyzer.extraction.figures.numbers import Number, numbers_in
from analyzer.extraction.model import Operator, Per
from analyzer.structure.model import Span

_RANGE_LINK = re.compile(r"\s?(?:%|phần trăm)?\s?(?:-|đến|tới|~)\s?(?:khoảng\s)?")
_TO_LINK = re.compile(
    r"\s?(?:%|phần trăm|[^\d\W]{1,8}(?:\s[^\d\W]{1,8}){0,2})?(?:\s(?:vào\s|trong\s)?(?:năm|tháng"
    r"|quý)\s[\d/]{1,7})?(?:\s?\([^()]{1,30}\))?\s(?:lên|xuống|đến|tới|còn)(?:\s(?:đến|tới|còn|mức|thành|khoảng|trên|hơn))?\s?"
)
_AS_MUCH = re.compile(r",?\s?\(?\s?(?:(?:tương ứng|tương đương|bằng|tức|tỷ lệ|với tỷ lệ|khoảng)\s){0,2}")
_CHANGE_FROM = re.compile(r"(?<!\w)(?:tăng|giảm|nâng|hạ|rút ngắn|rút|điều chỉnh)(?:\s[^\s\d;.()]{1,12}){0,14}\s?$")
_MONEY_NEAR = re.compile(r"kinh phí|số tiền|tiền|dự toán|ngân sách|mức|thu|chi|nợ|trị giá|vốn")
_NORM_LENGTH = re.compile(
    r"(?:thời gian|số năm|số tháng|năm|tháng)\s(?:tham gia\s)?đóng|đóng\s(?:đủ\s|bhxh\s)|(?<!\w)đóng\s$"
    r"|tuổi\s(?:nghỉ hưu|hưởng)|tuổi nghỉ"
)
_AIR_TIME = re.compile(r"thời lượng(?:\s[^\s\d,;.]{1,8}){0,3}\s$")
_CONDITION = re.compile(
    r"(?:hộ|doanh nghiệp|đơn vị|cơ sở|gia đình|tổ chức)(?:\s[^\s\d,;.]{1,8}){0,3}\s(?:có|sử dụng)\s(?:từ\s)?$"
)
_MADE = re.compile(
    r"(?<!\w)(?:mở|lắp|lắp đặt|bố trí|đặt|gỡ|gỡ bỏ|thành lập|xây dựng|phát|treo|dựng|lập|chặn|xử lý|ra mắt)"
    r"(?:\s(?:mới|thêm|được|bỏ))?\s$"
)
_WHOLE_AREA = re.compile(r"(?<!\w)(?:địa bàn|của|thuộc|toàn|toàn bộ|gồm)(?:\s(?:cả|tổng số|hết))?\s?$")
_OF_AREA = re.compile(r"\s(?:trên địa bàn|của|thuộc|trong (?:xã|phường|huyện|tỉnh))(?!\w)")
_MERGED = re.compile(r"(?<!\w)(?:nhập|sáp nhập|hợp nhất|chia tách|giải thể)(?:\s(?:từ|của))?\s$")
_CONSISTS = re.compile(
    r"(?<!\w)(?:hiện\s)?(?:có|gồm|gồm có|bao gồm|chia thành|được chia thành|hình thành)(?:\s(?:tổng số|tất cả))?"
    r"(?:\s\d{1,6}\s[^\s\d;.():][^\d;.():]{0,22}[,;à]){0,3}\s$"
)
_COPIES = re.compile(r"(?<!\w)(?:gửi|nộp|in|sao|photo|lập|nhân|kèm|ký|giữ|lưu|phát hành)(?: thành| làm)?\s?$")
"""Before "02 bản": copies of a paper, no hamlets."""
_LYING = re.compile(
    r"(?<!\w)(?:nằm|trải|sống|đóng|nằm rải rác|trải dài|sinh sống)\s(?:trên|ở|tại)(?:\s(?:hơn|khắp))?\s$"
)


class Value(NamedTuple):
    """A value in a sentence. ``start``, ``end``: the number (or range) with its unit and rate; ``low``: where its
    operator begins. ``cls`` is the unit's class in units.yml, "percent", "money", "open" (a noun that no register
    knows), "times" ("gấp 2,4 lần") or "none". ``over`` is the denominator of
    "12/15 xã"; ``bracketed``: a bracket opens right before; ``whole``: it is the denominator itself."""

    start: int
    end: int
    low: int
    min: float | None
    max: float | None
    op: Operator
    unit: str
    cls: str
    per: Per | None = None
    per_entity: str | None = None
    over: float | None = None
    number: Span = (0, 0)
    bracketed: bool = False
    whole: bool = False


def scan_values(
    text: str, low: str, masks: Sequence[Span] = (), *, digits: bool = True, words: bool = True
) -> list[Value]:
    """The values of a sentence that may hold a number (``has_number``), in order. ``low``: the sentence in lower case;
    ``masks``: spans whose numbers are none (times, references, bodies); ``digits``, ``words``: whether outside of them
    there are digits, and number words.

    A bare number without unit counts only behind a label ("Số người tham gia: 1.250"), a lone number word only
    behind an operator ("ít nhất hai lớp")."""
    numbers = _visible(numbers_in(text, low, digits=digits, words=words), sorted(masks))
    numbers = [n for n in numbers if not n.single or not _is_word_year(low, n)]
    if numbers:
        numbers = _visible(numbers, sorted(hidden_spans(text, low, numbers[-1].end)))
    found: list[Value] = []
    index, floor = 0, 0
    while index < len(numbers):
        value, used = _value_at(low, numbers, index, floor)
        if value is not None:
            found.append(_carried(low, found, _of_change(low, found, value)))
            whole = _denominator(low, numbers[index], found[-1])
            if whole is not None:
                found.append(whole)
            floor = value.end
        index += used
    return found


def _denominator(low: str, number: Number, value: Value) -> Value | None:
    """ "1.284/3.210 lao động": the people that the numerator is counted among are a figure of their own."""
    slash = low.find("/", number.start, number.end)
    if number.over is None or value.cls != "people" or slash < 0 or number.over <= number.value:
        return None
    start = slash + 1 + (low[slash + 1] == " ")
    return value._replace(
        start=start, low=start, min=number.over, max=number.over, op="eq", over=None, whole=True,
        number=(start, number.end),
    )  # fmt: skip


def _carried(low: str, found: Sequence[Value], value: Value) -> Value:
    """ "Mỗi năm tổ chức 02 hội nghị và 04 buổi tư vấn": the rate is for both counts."""
    if value.per is not None or not found or found[-1].per is None or "percent" in (value.cls, found[-1].cls):
        return value
    if value.cls == "people" and re.search(r"(?<!\w)(?:cho|với|có)(?!\w)", low[found[-1].end : value.low + 1]):
        return value  # "mỗi năm mở 01 lớp cho 50 người": the people of the class
    between, previous = low[found[-1].end : value.low], low[found[-1].start : found[-1].end]
    if (
        "/" in previous
        or "mỗi" in previous
        or re.search(r"[;.()]|(?<!\w)(?:năm|quý|tháng|tuần|ngày|giai đoạn)(?!\w)", between)
    ):
        return value
    return value._replace(per=found[-1].per)


def _of_change(low: str, found: Sequence[Value], value: Value) -> Value:
    """ "tăng 210 người (5,6%)": a bracketed percentage of a change is a change."""
    if value.cls != "percent" or value.op != "eq" or not found or found[-1].op != "delta" or found[-1].cls == "percent":
        return value
    return value._replace(op="delta") if _AS_MUCH.fullmatch(low, found[-1].end, value.start) else value


def _is_word_year(low: str, number: Number) -> bool:
    """Whether a lone "năm" is the word for a year, which it nearly always is, rather than five."""
    before = low[max(0, number.start - 20) : number.start]
    return (
        low[number.start : number.end] == "năm"
        and not p.patterns().op_before.search(before)
        and not re.search(r"(?:một|hai|ba|bốn) (?:-|đến) $", before)
    )


def _visible(numbers: list[Number], hidden: list[Span]) -> list[Number]:
    """Numbers outside the hidden spans (sorted); one sweep."""
    kept: list[Number] = []
    place, reach = 0, -1
    for number in numbers:
        while place < len(hidden) and hidden[place][0] < number.end:
            reach = max(reach, hidden[place][1])
            place += 1
        if number.start >= reach:
            kept.append(number)
    return kept


def _value_at(low: str, numbers: list[Number], index: int, floor: int) -> tuple[Value | None, int]:
    """The value that begins at ``numbers[index]``, and how many numbers it takes."""
    first = numbers[index]
    second = numbers[index + 1] if index + 1 < len(numbers) else None
    before = low[max(floor, first.start - 90) : first.start]
    if second is not None and first.over is None and second.over is None:
        between = low[first.end : second.start]
        change_from = FROM.search(before) and _CHANGE_FROM.search(before[: start_of(FROM, before)])
        # "tăng từ 3 - 5%" is a range, "tăng từ 50% đến 65%" a start and an end
        if (
            _RANGE_LINK.fullmatch(between)
            and first.value < second.value
            and not (change_from and re.search(r"đến|tới", between) and second.value > 15)
        ):
            return _finish(low, first, before, second), 2
        if change_from and _TO_LINK.fullmatch(between):
            # "tăng từ 50% lên 65%": two values, the second with the unit of both.
            value = _finish(low, first, before, None, borrowed=unit_behind(low, second))
            return value and value._replace(op="eq", min=first.value, max=first.value), 1
    return _finish(low, first, before, None), 1


def _finish(
    low: str, first: Number, before: str, last: Number | None, borrowed: tuple[str, str, int] | None = None
) -> Value | None:
    number = last or first
    unit, cls, end = unit_behind(low, number)
    if cls == "none" and borrowed is not None:
        unit, cls = borrowed[0], borrowed[1]
    if cls == "none":
        unit, cls = label_unit(before)
    minimum, maximum, unit, cls = _amounts(first, last, unit, cls)
    unit, end = _listed(low, unit, cls, end)
    if unit == "lần" and re.search(r"(?<!\w)gấp(?:\s[^\s\d]{1,8}){0,2}\s?$", before):
        cls = "times"
    op, low_start = operator(low, first, last, before, end, cls)
    if not _stands(low, first, last, before, unit, cls, op, end):
        return None
    per, entity, end = rates(low, before, end)
    if (
        per is None
        and unit == "lần"
        and re.match(r"\s(?:trong\s)?(?:một\s|1\s|01\s)?năm(?!\s?\d|\w|\s(?:học|nay|qua))", low[end : end + 16])
    ):
        per = "year"
    behind = p.patterns().op_behind.match(low, end, end + 60)
    near = behind is not None and behind.start(1) - end <= 2
    if (
        behind
        and op != "delta"
        and last is None
        and (near or FROM.search(before) or (cls == "percent" and behind.start(1) - end <= 12))
    ):
        op, end = p.patterns().op_behind_names[behind[1]], behind.end() if near else end  # type: ignore[assignment]
        if per is None:
            per, entity, end = rates(low, before, end)
    return Value(
        first.start,
        end,
        first.start - len(before) + low_start,
        None if op in ("le", "lt") else minimum,
        None if op in ("ge", "gt") else maximum,
        op,
        unit,
        cls,
        per,
        entity,
        first.over,
        (first.start, number.end),
        before.rstrip().endswith("("),
    )


def _listed(low: str, unit: str, cls: str, end: int) -> tuple[str, int]:
    """A unit of several nouns of one sort: "báo cáo viên, tuyên truyền viên", "tin, bài, ảnh"."""
    pt = p.patterns()
    for _ in range(3 if cls in ("people", "bodies", "media") else 0):
        if low[end : end + 2] != ", ":
            break
        more = pt.unit.match(low, end + 1, end + 40)
        if more is None or pt.unit_class[re.sub(r"\s", " ", more[1])] != cls:
            break
        unit, end = f"{unit}, {re.sub(chr(92) + 's', ' ', more[1])}", more.end()
    return unit, end


def _amounts(first: Number, last: Number | None, unit: str, cls: str) -> tuple[float, float, str, str]:
    """Both ends, in the reading of an ambiguous number that the unit asks for; "1/3 số xã" as a share."""
    ends = []
    for number in (first, last or first):
        value = number.value
        if number.other is not None and (
            value > 1000 if cls == "percent" else value < number.other and cls not in ("none", "money")
        ):
            value = number.other
        ends.append(value)
    if last is not None and last.scaled and not first.scaled and first.value < 1000 <= last.value:
        # "2 - 3 triệu đồng": the scale is for both
        ends[0] = first.value * _scale_of(last)
    if first.over is not None and first.value < first.over <= 10 and unit.startswith("số "):
        share = round(100 * first.value / first.over, 2)
        return share, share, "%", "percent"
    return ends[0], ends[1], unit, cls


def _scale_of(number: Number) -> float:
    scale = 1.0
    while number.value / (scale * 10) >= 1 and scale < 10**12:
        scale *= 10
    for candidate in (10**9, 10**6, 10**4, 10**3):
        if scale >= candidate:
            return candidate
    return 1


def _describes(low: str, before: str, end: int) -> bool:
    """ "Tỉnh có 09 huyện, thành phố; …": what a place consists of, nothing that was done or reached."""
    pt = p.patterns()
    has = _CONSISTS.search(before)
    if _MERGED.search(before):
        return True
    if before.endswith(" và ") and pt.predicate.search(re.split(r"[,;.(]", low[end : end + 80], maxsplit=1)[0]) is None:
        return True
    if has is None or not before[: has.start()].strip(" -+,:"):
        return False
    rest = re.split(r"[,;.(]", low[end : end + 120], maxsplit=1)[0]
    return pt.predicate.search(rest) is None and pt.doing.search(before[: has.start()].rsplit(";", 1)[-1]) is None


def _stands(
    low: str, first: Number, last: Number | None, before: str, unit: str, cls: str, op: Operator, end: int
) -> bool:
    """Whether the number states something at all, rather than name or number a thing."""
    pt = p.patterns()
    if cls == "percent" or cls == "money" or cls == "times":
        return not (cls == "money" and unit == "đồng" and low[end - 1 : end] == "đ" and first.value < 100)
    if first.single and (op == "eq" or cls in ("open", "none", "naming")):
        return False
    if cls == "duration" and _AIR_TIME.search(before):
        return True
    if cls == "duration" and re.match(r"\s(?:đóng|tham gia)(?!\w)", low[end : end + 12]) and "năm" in unit:
        return True
    if _CONDITION.search(before) and low.startswith(" trở lên", end):
        return False
    if cls in ("duration", "age"):
        return _NORM_LENGTH.search(low, max(0, first.start - 120), first.start) is not None and not low.startswith(
            " trở lên", end
        )
    if cls in ("none", "measure"):
        return first.scaled and bool(_MONEY_NEAR.search(before))
    if op == "eq" and (pt.hard_name.search(before) or p.NUMBER_SIGN.search(before)):
        return False
    known = cls in p.UNIT_CLASSES
    if known and before.endswith((" và ", "cho ", " tới ", " đến ")) and unit.startswith("bhxh "):
        return False
    if op == "eq" and not known and (pt.soft_name.search(before) or p.NUMBERED.search(before)):
        return False
    if cls == "naming" and op in ("ge", "le") and last is None and first.form == "digits":
        return True
    if cls == "naming" and first.over is not None and first.form == "ratio":
        return unit in ("chỉ tiêu", "tiêu chí", "nội dung", "nhiệm vụ", "mục tiêu")
    if cls == "naming":
        return op == "eq" and last is None and low[first.start] == "0" and _MADE.search(before) is not None
    if unit == "bản" and _COPIES.search(before):
        return False
    if cls == "bodies" and first.over is None and (op == "eq" or _LYING.search(before)):
        if unit in pt.places and (
            _describes(low, before, end)
            or ((pt.where.search(before) or pt.whereto.search(before)) and not pt.inspected.search(before))
        ):
            return False
        if unit not in pt.places and (
            _WHOLE_AREA.search(before) or (pt.where.search(before) and _OF_AREA.match(low, end))
        ):
            return False
    if first.value in range(1945, 2051) and first.over is None and not known:
        return False
    if cls == "open" and _LYING.search(before):
        return False
    if cls == "open":
        return op != "eq" or last is not None or first.over is not None or low[first.start] == "0" or first.value >= 10
    return True

"""What stands around a number: its unit, its operator, its rate.

``before`` is the sentence up to the number, from the value before it on; all text is in lower case.
"""

from __future__ import annotations

import re

from analyzer.extraction.figures import patterns as p
from analyzer.extraction.figures.numbers import Number
from analyzer.extraction.figures.phrases import spaced
from analyzer.extraction.model import Operator, Per

FROM = re.compile(r"t(?<!\wt)ừ(?:\s(?:mức|khoảng|đủ|hơn|gần))?\s?$")
_FURTHER = re.compile(r"(?:\s[^\W\d]{1,8}){1,3}(?=\s?/)")
_OF_WHOM = re.compile(r"\s[^.;()%\d/:]{1,50}/\s?(năm|quý|tháng|tuần)(?!\w)")
_LABEL_UNIT = re.compile(r"(?:tổng số|số lượng|số lượt|số|lượng)\s(?:lượng\s)?")
_LABEL_LINK = re.compile(
    r"(?:(?<!\w)(?:là|đạt|có|được|bằng|gồm|ước|khoảng|trên|hơn|gần|tăng|giảm|thêm|mới|lên|còn|xuống|đến"
    r"|tối thiểu|ít nhất|từ)\s|[:(=]\s?)$"
)


_SHARE = re.compile(r"\s(số\s[^\W\d]{1,12}(?:\s[^\W\d]{1,12})?)")
_NOUN = re.compile(r"\s([^\W\d_]{2,12}(?:\s[^\W\d_]{2,12}){0,2})")
_RATE = re.compile(r"t[ỷỉ] lệ")
_MORE_THAN = re.compile(r"(?:cao|thấp|nhiều|ít) hơn")
_CLAUSE_END = re.compile(r"[;(]|\.\s")
_NO_OVER = re.compile(r"(?<!\w)(?:nêu|nói|kể|như|ở|nằm|trải|bên|phía)\s$")
_NEW = re.compile(
    r"(?<!\w)(?:tăng mới|phát triển mới|vận động mới|phát triển thêm|tăng thêm mới)(?:\s[^\s\d,;.]{1,8}){1,3}\s?$"
)
_ADDED = re.compile(r"t(?<!\wt)hêm\s?$")
_REACHING_FROM = re.compile(r"(?<!\w)(?:đạt|có|bảo đảm|đảm bảo|phải|duy trì)\s(?:ở mức\s)?từ\s?$")
_FROM_TO = re.compile(r"[^;.,]{0,40}?\s?(?:-|đến|lên|xuống|trở|tới)")
_EACH_YEAR = re.compile(r"\s[^.;,()\d/:]{1,30}?\s(?:mỗi|trong mỗi)\s(năm|quý|tháng|tuần)(?!\w)")


def start_of(pattern: re.Pattern[str], text: str) -> int:
    match = pattern.search(text)
    return match.start() if match else len(text)


def unit_behind(low: str, number: Number) -> tuple[str, str, int]:
    """Unit, its class and its end; ("", "none", end of the number) where nothing follows."""
    pt = p.patterns()
    place = number.end
    again = p.IN_WORDS_AGAIN.match(low, place, place + 60)
    if again is not None and number.form != "words":
        place = again.end()
    percent = pt.percent.match(low, place)
    if percent is not None:
        return "%", "percent", percent.end()
    if number.over is not None:
        place = _skip(low, place, "tổng số ")
        share = _SHARE.match(low, place)
        if share is not None:
            return share[1], "open", share.end()
    money = pt.money.match(low, place)
    if money is not None:
        return "đồng", "money", money.end()
    known = pt.unit.match(low, place, place + 60)
    if known is not None:
        unit = spaced(known[1])
        return unit, pt.unit_class[unit], known.end()
    return _open_unit(low, place)


def _skip(low: str, place: int, words: str) -> int:
    return place + len(words) if low.startswith(" " + words, place) else place


def _open_unit(low: str, place: int) -> tuple[str, str, int]:
    """The noun right behind a number, as far as no function word ends it; at most three words."""
    noun = _NOUN.match(low, place)
    if noun is None:
        return "", "none", place
    words: list[str] = []
    for word in noun[1].split():
        if word in p.patterns().stop_words:
            break
        words.append(word)
    if not words:
        return "", "none", place
    unit = " ".join(words)
    return unit, "open", place + 1 + len(unit)


def label_unit(before: str) -> tuple[str, str]:
    """The unit that a label in front of a bare number names: "Tổng số hồ sơ tiếp nhận: 1.369"."""
    if not _LABEL_LINK.search(before):
        return "", "none"
    pt = p.patterns()
    for label in reversed(list(_LABEL_UNIT.finditer(before))):
        known = pt.unit.match(before, label.end()) if before[label.end() :][:1].strip() else None
        unit = spaced(known[1]) if known is not None else ""
        if known is not None and pt.unit_class[unit] in p.UNIT_CLASSES:
            return unit, pt.unit_class[unit]
    if before.rstrip().endswith("(%):") and _RATE.search(before):
        return "%", "percent"
    return "", "none"


def operator(low: str, first: Number, last: Number | None, before: str, end: int, cls: str) -> tuple[Operator, int]:
    """The operator, and where in ``before`` it begins."""
    pt = p.patterns()
    named = pt.op_before.search(before)
    if named is not None and named[1] == "trên" and _NO_OVER.search(before, 0, named.start()):
        named = None
    op = pt.op_names[spaced(named[1])] if named else None
    follows = pt.yardstick.match(low, end, end + 60)
    if not pt.reached.search(before) and not (op is not None and _NEW.search(before)):
        change = pt.change.search(before)
        if change is None and "so với" in before:
            change = pt.change_yardstick.search(before)
        compared = change is not None and _MORE_THAN.match(change[0]) is not None
        if change and not _negated(before, change.start()) and (not compared or follows or "so với" in change[0]):
            return "delta", change.start()
    if named and named[1].startswith("vượt") and cls == "percent" and follows and first.value < 100:
        return "delta", named.start()
    if cls in ("people", "bodies") and last is None and op is None and _ADDED.search(before):
        return "delta", _ADDED.search(before).start()  # type: ignore[union-attr]
    if last is not None:
        start = start_of(FROM, before)
        return "range", min(start, named.start() if named else start)
    if op is not None and named is not None:
        return op, named.start()  # type: ignore[return-value]
    if cls == "percent" and _REACHING_FROM.search(before) and not _FROM_TO.match(low, end):
        return "ge", start_of(FROM, before)
    afar = pt.op_afar.search(before)
    if afar:
        return pt.op_names[spaced(afar[1])], afar.start()  # type: ignore[return-value]
    return "eq", len(before)


def _negated(before: str, place: int) -> bool:
    return before[:place].rstrip().endswith(("không", "chưa"))


def rates(low: str, before: str, end: int) -> tuple[Per | None, str | None, int]:
    """Rate and entity, behind the unit ("/năm", "/xã/năm", "mỗi tuần") or before the number ("mỗi tuần")."""
    pt = p.patterns()
    per: str | None = None
    entity: str | None = None
    for _ in range(3):
        if not (low.startswith("/", end) or low[end : end + 1].isspace()):
            break
        behind = pt.entity_behind.match(low, end, end + 60) if entity is None else None
        rate = pt.per_behind.match(low, end, end + 40) if per is None else None
        if rate is not None:
            per, end = pt.per_names[spaced(rate[1] or rate[2])], rate.end()
        elif behind is not None:
            entity, end = behind[1] or behind[2], behind.end()
            further = _FURTHER.match(low, end, end + 40)
            end = further.end() if further else end
        else:
            break
    following = low[end : end + 70]
    if per is None and "/" in following:
        of_whom = _OF_WHOM.match(following)  # "25% số xã, thị trấn/năm"
        per = pt.per_names[of_whom[1]] if of_whom else None
    if per is None and "mỗi" in following:
        yearly = _EACH_YEAR.match(following[:60])  # "02 lớp tập huấn mỗi năm"
        per = pt.per_names[yearly[1]] if yearly else None
    if entity is None and "mỗi" in following:
        each = pt.each_behind.match(following)  # "200 lượt người tham dự mỗi hội nghị"
        entity = each[1] if each else None
    clause = _CLAUSE_END.split(before)[-1]
    if per is None:
        ahead = list(pt.per_before.finditer(clause))
        per = pt.per_names[spaced(ahead[-1][1])] if ahead else None
    if entity is None:
        front = list(pt.entity_before.finditer(clause))
        entity = front[-1][1] if front else None
    return per, entity, end  # type: ignore[return-value]

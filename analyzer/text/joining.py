"""Which lines go on in one another: visual lines brought back to paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analyzer.text.fold import bare, lower
from analyzer.text.markers import Marker, parse_marker
from analyzer.text.rawlines import RawLine
from analyzer.text.repair import glued

_TERMINAL = tuple(".:;!?…")
_NEIGHBOURS = 24
_FULL, _NEARLY = 0.93, 0.85
_SHORT_LINES = 50
"""Where nine lines of ten are shorter, nothing was wrapped: the lines are paragraphs or cells."""
_CENTRED = 0.15
"""A line that begins so far in is centred or right-aligned, not the first line of a paragraph."""
_INDENT, _ALIGNED = 12.0, 3.0
"""Points by which the first line of a paragraph is indented at least, and by which lines that begin at one margin
differ at most."""
_FEWER = 4
"""As many times fewer markers stand at the margin than at the indent: a number may begin any line."""
_NARROWEST = 75.0
"""Characters that a full line of prose holds at least: lists of short lines are not wrapped prose."""
# What cannot end a paragraph: the next line belongs to it, even when it begins with a capital or a number.
_OPEN_END = re.compile(
    r"(?:\b(?:và|hoặc|hay|của|cho|với|về|tại|từ|đến|theo|do|bởi|trên|các|những|một|mỗi|bằng|như|cùng|giữa|đối với|"
    r"thuộc|nghị định|chỉ thị|gồm|khoảng|trên địa bàn|hồ)|[-/,(&]|\d\s?-)$"
)
# The kind of a unit may end a name ("BHXH huyện") or be followed by its own: a line must be fairly full to go on.
_UNIT_END = re.compile(
    r"\b(?:huyện|tỉnh|thành phố|thị trấn|thị xã|quận|phường|xã|đặc khu|ủy ban|ủy ban nhân dân|hội|tp\.?|bảo hiểm)$"
)
_UNIT_FULL = 0.7
_OPENS = re.compile(r"(?:Căn cứ|Thực hiện|Triển khai|Để|Theo|Trên cơ sở|Ủy ban|UBND|Trên đây)\b")
_NUMBER_END = re.compile(
    r"(?:^|\s)(?:(?<!chỉ )số|ngày|tháng|năm|quý|điều|khoản|điểm|mục|khóa|phụ lục|từ|đến|trang|khoảng|đạt|tổng|là)$"
)
_NUMBER_HEAD = re.compile(r"(?:\d|[IVX]{1,5}\b)")
_POLICY_END = re.compile(
    r"\b(?:tuyên truyền|truyền thông|chính sách|pháp luật|tham gia|chế độ|đối tượng|nội dung|"
    r"công tác|truyền hình|quỹ|thu|ngành|cơ quan|"
    r"đóng|hưởng|luật|hỗ trợ|phát triển|người)$"
)
_POLICY_HEAD = re.compile(r"(?:BHXH|BHYT|BHTN)\b")
_ORDER_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,2}\.?|[IVX]{1,4}")
_SIGNS_FOR = re.compile(r"(?:KT|TM|TL|TUQ|Q)\.")
_JOINED_NAMES = (
    ("lao động", "thương binh"),
    ("thương binh", "xã hội"),
    ("kinh tế", "xã hội"),
    ("văn hóa", "xã hội"),
    ("văn hóa", "thể thao"),
    ("văn hóa", "thông tin"),
    ("chính trị", "xã hội"),
    ("thể thao", "truyền thanh"),
    ("thể thao", "du lịch"),
    ("tài chính", "kế hoạch"),
    ("dân số", "kế hoạch hóa"),
    ("giáo dục", "đào tạo"),
    ("xã hội", "nghề nghiệp"),
    ("hội đồng nhân dân", "ủy ban nhân dân"),
)
_FIRST_NAMES = tuple(left for left, _ in _JOINED_NAMES)
_SYMBOL_END = re.compile(r"\d\s?/\s?(?:\d{4}/)?[A-ZĐ]{0,6}$")
_CUT_SYMBOL = re.compile(r"[A-ZĐa-z]-$|/$")
_SHORT_STOP = re.compile(r"\b[a-zđ]{1,3}\.$|\.\.$")
_END = 20
"""Characters at the end of a line that hold all that the patterns for it (those that end with ``$``) can match."""
_HEAD = 64
"""Characters at the head of a line that hold its bullet and the words behind it."""
_CLOSING = tuple(",.;:)]}%”»")


_HEAD_LINE = re.compile(r"cong hoa xa hoi chu nghia viet nam|doc lap\s?-\s?tu do\s?-\s?hanh phuc\W*|noi nhan\s?:?")
_HEAD_WORDS = ("cong", "doc ", "noi ")
"""How such a line begins."""
_ABOUT = re.compile(r"V\s?/\s?v\b|(?:CỘNG HÒA XÃ HỘI|Độc lập\s?-|Kính gửi\s?:)")
_ABOUT_HEADS = ("V", "C", "Đ", "K")


def _at_end(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.search(text, max(0, len(text) - _END)) is not None


def _left_open(pattern: re.Pattern[str], text: str) -> bool:
    """As ``_at_end``, for a pattern that no closing mark ends."""
    return not text.endswith(_TERMINAL) and _at_end(pattern, text)


class Joiner:
    """Decides for each pair of neighbouring lines of one run, in order: ``glue(1)``, ``glue(2)``…"""

    def __init__(self, lines: Sequence[RawLine]) -> None:
        self._lines = lines
        self._texts = [line.text for line in lines]
        self._widths = [line.width for line in lines]
        widths = sorted(self._widths)
        self._width = widths[int(len(widths) * 0.9)] if widths else 0.0
        """What nine lines of ten stay under, over the whole run."""
        self._rooms: dict[int, float] = {}
        self._markers: dict[int, Marker | None] = {}
        self._spaced = self._usual_gap()
        self._broken = self._line_broken()
        self._begin(0)

    def _begin(self, index: int) -> None:
        """A paragraph begins at line ``index``: what is known of it so far."""
        text = self._texts[index] if index < len(self._texts) else ""
        self._first = index
        self._tail = text
        label = self._lines[index].block.label if text and not self._lines[index].same_block else ""
        self.marker: Marker | None
        """The marker at the head of the paragraph, with its label."""
        head = f"{label} {text}" if label else text
        self.marker = parse_marker(head) if label else self._marker(index) if text else None
        shown = head[self.marker.end :] if self.marker else text
        self._capitals = shown.isupper() and len(shown) > 3

    def glue(self, index: int) -> str | None:
        """What stands between line ``index - 1`` and line ``index`` when one goes on in the other: "" or " ";
        None when a paragraph ends between them."""
        glue = self._glue(index)
        if glue is None:
            self._begin(index)
        else:
            self._tail = (self._tail + glue + self._texts[index])[-160:]
            self._capitals = self._capitals and self._texts[index].isupper()
        return glue

    def _glue(self, index: int) -> str | None:
        above, here = self._lines[index - 1], self._lines[index]
        if above.note != here.note or (here.note and not here.same_note):
            return None
        if here.block.label and not here.same_block:
            return None
        if (
            not here.same_block
            and here.block.kind != "line"
            and not (self._broken and here.block.kind == "paragraph" and above.block.style.heading_level is None)
        ):
            return None
        if not self._texts[index - 1]:
            return " "
        if bare(self._tail[:4]) in _HEAD_WORDS and _HEAD_LINE.fullmatch(bare(self._tail)):
            return None
        if self._texts[index][:1] in _ABOUT_HEADS and _ABOUT.match(self._texts[index]):
            return None
        if self._marker(index) is None and glued(self._texts, index):
            return ""
        return self._space(index) if self._goes_on(index) else None

    def _goes_on(self, index: int) -> bool:
        above, here = self._lines[index - 1], self._lines[index]
        before, after = self._tail, self._texts[index]
        end = lower(before[-_END:])
        ended = end.endswith(_TERMINAL)
        if after.startswith(_CLOSING) and not after.startswith("..."):
            return True
        if end in ("số:", "v/v", "v/v:"):
            return bool(re.match(r"[\d/…._]", after)) or end != "số:"
        if len(before) <= 4 and _SIGNS_FOR.fullmatch(before):
            return True
        if len(after) < 6 and _ORDER_NUMBER.fullmatch(after):
            return _left_open(_NUMBER_END, end)
        marker = self._marker(index)
        if marker is not None:
            return not self._is_marker(index, marker.type, marker.end, end)
        if self.marker is not None and self.marker.end == len(before) and self.marker.type != "roman":
            return True  # a number or a bullet that stands alone
        full = self._room_left(index - 1)
        small = after[:1].islower()
        if self._far(index):
            return not ended and (small or (full >= _FULL and _left_open(_OPEN_END, end)))
        if 2 <= here.indent <= 8 and above.indent < 2 and len(before) <= 15 and not ended and here.block.kind == "line":
            return True  # copies of HTML pages break behind a cell's first word and indent the rest
        if not small and (self._cell_begins(index) or self._bold_ends(index)):
            return False
        numbered = self.marker is not None and self.marker.type != "bullet"
        if small and not (self._capitals and numbered):
            return not end.endswith(".") or full >= _NEARLY or _at_end(_SHORT_STOP, end)
        if self._capitals:
            return self._caps_go_on(index, numbered)
        if self._outdented(index):
            return True
        if ended:
            return here.same_block and full >= _FULL and not end.endswith((":", ";"))
        if after.isupper() and " " in after:
            return False
        if after.startswith("("):
            return True
        if (_left_open(_NUMBER_END, end) and _NUMBER_HEAD.match(after)) or (
            _left_open(_POLICY_END, end) and _POLICY_HEAD.match(after)
        ):
            return True
        if _at_end(_UNIT_END, end) and full >= _UNIT_FULL and not _OPENS.match(after):
            return True
        return _left_open(_OPEN_END, end) or full >= (_FULL if numbered else _NEARLY)

    def _outdented(self, index: int) -> bool:
        """Below the full first line of a paragraph that is indented, or below another of its lines, at a margin where
        hardly a marker stands nearby: where first lines are indented, such a line goes on."""
        above, here, first = self._lines[index - 1].box, self._lines[index].box, self._lines[self._first].box
        if above is None or here is None or first is None or self._room_left(index - 1) < _FULL:
            return False
        if first[0] - here[0] < _INDENT or not (abs(above[0] - here[0]) < _ALIGNED or self._first == index - 1):
            return False
        around = range(max(0, index - _NEIGHBOURS), min(len(self._lines), index + _NEIGHBOURS))
        marked = [box[0] for place in around if (box := self._lines[place].box) and self._marker(place) is not None]
        indented = sum(abs(left - first[0]) < _ALIGNED for left in marked)
        return _FEWER * sum(abs(left - here[0]) < _ALIGNED for left in marked) <= indented

    def _bold_ends(self, index: int) -> bool:
        """A bold line with room left, above one that is not bold, is a heading."""
        above, here = self._lines[index - 1].block.style, self._lines[index].block.style
        return above.bold is True and here.bold is False and self._room_left(index - 1) < _FULL

    def _cell_begins(self, index: int) -> bool:
        """In copies of HTML pages: a short line whose follower is indented is the head of a table cell."""
        here = self._lines[index]
        if here.block.kind != "line" or here.box is not None or here.indent >= 2 or len(here.text) > 15:
            return False
        return index + 1 < len(self._lines) and self._lines[index + 1].indent >= 2 and not here.text.endswith(_TERMINAL)

    def _is_marker(self, index: int, kind: str, marker_end: int, end: str) -> bool:
        """Whether what looks like a marker at the head of line ``index`` is one."""
        if kind == "bullet":
            head = lower(self._texts[index][:_HEAD])
            shown = self._texts[index].lstrip("-–—+ ")
            tail = head.lstrip("-–—+ ")
            if not tail and index + 1 < len(self._texts):
                tail = lower(self._texts[index + 1])
            if end.endswith(_FIRST_NAMES) and any(
                end.endswith(left) and tail.startswith(right) for left, right in _JOINED_NAMES
            ):
                return False
            wrapped = self._lines[index].box is not None and self._room_left(index - 1) >= _FULL
            if head.startswith("-") and wrapped and shown[:1].islower() and not end.endswith(_TERMINAL):
                return False  # a dash in mid-sentence that happens to begin a line
            if head.startswith("-"):
                if end[-1:].isdecimal() and re.match(r"-\s?\d", head):
                    return False
                return "/" not in self._tail[-_END:] or not _at_end(_SYMBOL_END, self._tail)
            return True
        if kind == "article":
            return not (_left_open(_OPEN_END, end) and not end.endswith(","))
        begins = self._texts[index][marker_end:].lstrip()[:1].isupper()
        return not (
            (not begins and _left_open(_NUMBER_END, end))
            or (_left_open(_OPEN_END, end) and self._room_left(index - 1) >= _FULL)
        )

    def _caps_go_on(self, index: int, numbered: bool) -> bool:
        """A heading in capitals goes on in a line of capitals; a title's lines stay apart, structure joins them."""
        after = self._texts[index]
        if not after.isupper() or self._marker(index) is not None:
            return False
        head = bare(after)
        if re.match(r"cong hoa xa hoi|doc lap|so\s?:|tm\.|kt\.|tl\.|noi nhan", head):
            return False
        return numbered or (self._room_left(index - 1) >= _FULL and self._longest(index) > 40)

    def _space(self, index: int) -> str:
        before, after = self._tail, self._texts[index]
        if after.startswith(_CLOSING) and not after.startswith("..."):
            return ""
        if _at_end(_CUT_SYMBOL, before) and re.match(r"[A-ZĐ]", after):
            return ""
        return " "

    def _far(self, index: int) -> bool:
        gap = self._lines[index].gap
        return gap is not None and gap > self._spaced

    def _usual_gap(self) -> float:
        """Above this much white space a paragraph ends; blank lines behind every line say nothing."""
        gaps = sorted(line.gap for line in self._lines if line.gap is not None and not line.same_block)
        if not gaps:
            return float("inf")
        usual = gaps[len(gaps) // 2]
        if any(line.box for line in self._lines):
            return usual + 0.9
        return usual if usual == 0 else usual + 0.5

    def _longest(self, index: int) -> float:
        widths = sorted(self._widths[max(0, index - _NEIGHBOURS) : index + _NEIGHBOURS])
        return widths[max(0, int(len(widths) * 0.92) - 1)] if widths else 0.0

    def _marker(self, index: int) -> Marker | None:
        """The marker at the head of a line, without the line's label."""
        if index not in self._markers:
            self._markers[index] = parse_marker(self._texts[index])
        return self._markers[index]

    def _room_left(self, index: int) -> float:
        if index not in self._rooms:
            self._rooms[index] = self._room(index)
        return self._rooms[index]

    def _room(self, index: int) -> float:
        """How far the line is full, its next line's first word counted in: 1.0 when that would not have fitted."""
        if index + 1 >= len(self._lines):
            return 0.0
        here, below = self._lines[index], self._lines[index + 1]
        first = below.text.split(" ", 1)[0]
        if here.box is not None and below.box is not None:
            each = here.width / max(1, len(here.text))
            around = self._lines[max(0, index - _NEIGHBOURS) : index + _NEIGHBOURS]
            left = min(line.box[0] for line in around if line.box)
            right = max(line.box[2] for line in around if line.box)
            if here.box[0] - left > _CENTRED * (right - left):
                return 0.0
            return (here.box[2] + each * (len(first) + 1) - left) / max(1.0, right - left)
        if len(here.text) <= 30 or self._width < _SHORT_LINES:
            return 0.0
        width = max(self._longest(index), 0.75 * self._width, _NARROWEST)
        return (len(here.text) + len(first) + 1) / max(1.0, width)

    def _line_broken(self) -> bool:
        """Whether paragraphs as the format marks them are in truth lines."""
        pairs = cut_short = 0
        for above, here in zip(self._lines, self._lines[1:], strict=False):
            if here.same_block or here.block.kind != "paragraph" or not above.text or not here.text or here.block.label:
                continue
            pairs += 1
            cut_short += (
                here.text[:1].islower()
                and not above.text.endswith((*_TERMINAL, ","))
                and parse_marker(here.text) is None
            )
        return pairs >= 8 and cut_short > 0.15 * pairs

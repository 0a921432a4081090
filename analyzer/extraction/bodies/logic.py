"""Finding bodies: a scan over the words of a text, then what the document says about their levels."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from analyzer.extraction.bodies.groups import group_at
from analyzer.extraction.bodies.patterns import Lexicon, Name, lexicon, match_name, near_name
from analyzer.extraction.bodies.reach import Reach, open_name_at, reach_at, territory_at
from analyzer.extraction.bodies.register import Entry
from analyzer.extraction.bodies.starts import starts_of
from analyzer.extraction.bodies.words import Words, words_in
from analyzer.extraction.misread import cleared
from analyzer.extraction.model import Analysis, Body
from analyzer.text.fold import bare
from analyzer.text.words import split_words

_LISTED = frozenset({"và", "hoặc", "cùng"})
_FORMER = frozenset({"cũ"})
"""Belongs to the name of a body that is no more ("Hai phường cũ")."""
_IN_NUMBER = re.compile(r"\d[^\s/]{0,5}/\S{0,16}\Z")
"""Before the letters of a document's number ("358/KH-UBND")."""
_NAMED_LEVEL = {
    "huyện": "district",
    "quận": "district",
    "thị": "district",
    "tỉnh": "province",
    "xã": "commune",
    "phường": "commune",
}
_RANKS = {"central": 0, "province": 1, "district": 2, "commune": 3}
_TWO_TIERS_FROM = 2025


def scan_bodies(
    text: str, start: int = 0, end: int | None = None, *, agencies: bool = False, read: str | None = None
) -> list[Body]:
    """The bodies named in ``text[start:end]``, in order, spans into ``text``, none overlapping another.

    Open groups ("các cơ quan liên quan") are among them, marked so. ``agencies``: the text is known to list bodies
    (a cell of a column of bodies), so that "BHXH" alone is the agency. ``read``: ``misread.clear`` of the whole text
    where the caller has it; without it the passage is cleared by itself.
    """
    pieces = cleared(text[start:end]).pieces if read is None else split_words(read[start:end])
    return _Scan(text, words_in(pieces, start), lexicon(), agencies).run()


class _Scan:
    """One pass over the words; linear, as every name is of bounded length."""

    def __init__(self, text: str, words: Words, book: Lexicon, agencies: bool) -> None:
        self.text, self.words, self.book, self.agencies = text, words, book, agencies
        self.found: list[Body] = []
        self.ended = -1
        """Index behind the last word of the body found last."""

    def run(self) -> list[Body]:
        done = 0
        for at, named, grouped in starts_of(self.words):
            if at >= done:
                done = (named and self._named(at)) or (grouped and self._group(at)) or at + 1
        return _levels_from_the_right(self.text, self.found)

    def _group(self, at: int) -> int:
        words = self.words
        group = group_at(words, at, self.book, acting=self._acts(at))
        if group is None:
            return 0
        if listed := self._members(group.end):
            return listed
        self._add(at, group.end, _slug(words.low[at : group.end]), (group.kind,), group.level, group.open)
        return group.end

    def _members(self, end: int) -> int:
        """Of "các Hội: Nông dân, Phụ nữ": the members behind the colon, in place of the group."""
        return self._elliptic(end, end - 1, colon=True) if self._colon(end) else 0

    def _colon(self, at: int) -> bool:
        """Whether a colon alone stands before the word ``at``."""
        words = self.words
        return at < words.size and self.text[words.end[at - 1] : words.start[at]].strip() == ":"

    def _named(self, at: int) -> int:
        words, book = self.words, self.book
        if words.upper[at] and _IN_NUMBER.search(self.text, max(0, words.start[at] - 24), words.start[at]):
            return 0
        if words.low[at] == "sở" and at and words.low[at - 1] == "cơ" and words.gap[at] == " ":
            return 0  # "trên cơ sở Kế hoạch này"
        end, names = match_name(words, at, book.names)
        name = self._choose(at, end, names) if names else None
        open_end, level, kind, known_end = open_name_at(words, at, book)
        if (name is None or len(name.syllables) < 4) and words.capital[at] and words.bare[at] in book.long_names:
            near, names = near_name(words, at, book)
            if near > max(known_end, end):
                end, name = near, names[0]
        if (known_end > end and open_end > end) or (name is None and open_end > at):
            reach = reach_at(words, open_end, book)
            slug = _slug(words.low[at:open_end])
            self._add(at, reach.end, slug, (kind or "other",), reach.level or level, reach.open)
            return reach.end
        if name is None:
            return 0
        reach = self._reach(end, name.entry)
        if not self._is_meant(at, end, reach, name):
            return 0
        self._add_entry(at, reach.end, name.entry, reach)
        if len(name.syllables) > 1 and any(len(head.words) == 1 for head in book.heads.get(words.low[at], ())):
            return self._elliptic(reach.end, at) or reach.end
        return reach.end

    def _reach(self, end: int, entry: Entry) -> Reach:
        if entry.plain:
            return Reach(end, None)
        if entry.party:
            behind, names = match_name(self.words, end, self.book.names)
            if any("party" in name.entry.kinds for name in names) and self.words.gap[end] == " ":
                reach = reach_at(self.words, behind, self.book)
                return reach._replace(level=reach.level or _own_level(names[0].entry))
        return reach_at(self.words, end, self.book)

    def _choose(self, at: int, end: int, names: list[Name]) -> Name | None:
        for name in names:
            if not name.short:
                return name
        heads_line = self.words.gap[at] == "|" and self.words.capital[at]
        if heads_line and self._colon(end):
            return names[0]
        return names[0] if self._listed(at) and self.words.capital[at] else None

    def _is_meant(self, at: int, end: int, reach: Reach, name: Name) -> bool:
        words = self.words
        before = words.low[at - 1] if at and words.gap[at] in " -" else ""
        if name.entry.agency_only:
            told = reach.end > end
            if before in self.book.policy_before and not reach.many:
                return told and before == "về" and words.low[at - 2] in {"gửi", "cáo", "báo"}
            return told or self.agencies or self._agency(at, end, before)
        if len(name.syllables) < 3 and not any(name.letters):
            asked = "village" in name.entry.kinds and before in {"thì", "giao", "do"}
            return (
                words.capital[at] or reach.end > end or asked or (before in {"với", "của"} and "ủy" in name.syllables)
            )
        return True

    def _agency(self, at: int, end: int, before: str) -> bool:
        words, book = self.words, self.book
        if (
            before in book.agency_before
            or (before == "với" and at > 1 and words.low[at - 2] == "hợp")
            or self._listed(at)
        ):
            return True
        if words.gap[at] != "|" or end >= words.size:
            return False
        return self._colon(end) or any(tuple(words.low[end : end + size]) in book.agency_verbs for size in (1, 2, 3))

    def _acts(self, at: int) -> bool:
        if self.words.gap[at] == "|":
            return True
        if at == 0 or self.words.low[at - 1] in {"và", "hoặc"}:
            return self._listed(at)
        return self.words.low[at - 1] not in self.book.place_before or self.words.gap[at] == ","

    def _listed(self, at: int) -> bool:
        """Whether a comma or "và" alone stands between ``at`` and the body before."""
        if self.ended < 0 or at == 0:
            return False
        if at == self.ended:
            return self.words.gap[at] == ","
        return at == self.ended + 1 and self.words.low[at - 1] in _LISTED and self.words.gap[at] == " "

    def _elliptic(self, at: int, head: int, *, colon: bool = False) -> int:
        """Further names that share a head: "Hội Nông dân, Phụ nữ và Cựu chiến binh". Index behind the last, or 0;
        ``head`` is the head's."""
        words, done = self.words, 0
        branch = self.book.names.next.get(self.words.bare[head])
        while branch and at < words.size:
            step = at + 1 if words.low[at] in _LISTED and words.gap[at] == " " and not colon else at
            if step >= words.size or not words.capital[step] or not (colon or step > at or words.gap[at] == ","):
                break
            colon = False
            end, names = match_name(words, step, branch, head)
            whole, others = match_name(words, step, self.book.names)
            if (
                not names
                or (end - step < 2 and not words.upper[step])
                or (whole >= end and any(not n.short for n in others))
            ):
                break
            reach = reach_at(words, end, self.book)
            self._add_entry(step, reach.end, names[0].entry, reach)
            at = done = reach.end
        return done

    def _add_entry(self, at: int, end: int, entry: Entry, reach: Reach) -> None:
        level = reach.level or self._told_level(at, end) or _own_level(entry)
        entry = entry.at_level(level)
        kinds = entry.kinds
        if reach.many and kinds[0] == "people_committee":
            kinds = ("lower_committee", *kinds)
        if reach.many:
            end = territory_at(self.words, end, self.book)
        self._add(at, end, entry.id, kinds, level, reach.open)

    def _told_level(self, at: int, end: int) -> str | None:
        """The level that a name itself tells: "… Việt Nam", "Trung ương …", "… tối cao", "Huyện đoàn"."""
        low = self.words.low[at:end]
        if low[-2:] in (["việt", "nam"], ["tối", "cao"]) or low[-1] == "vn" or "trung ương" in " ".join(low):
            return "central"
        return _NAMED_LEVEL.get(low[0]) or _NAMED_LEVEL.get(low[-1])

    def _add(self, at: int, end: int, id: str, kinds: tuple[str, ...], level: str | None, open: bool) -> None:
        if end < self.words.size and self.words.low[end] in _FORMER and self.words.gap[end] == " ":
            end += 1
        span = (self.words.start[at], self.words.end[end - 1])
        self.found.append(Body(id, self.text[span[0] : span[1]], span, kinds[0], level, open, kinds))
        self.ended = end


def _own_level(entry: Entry) -> str | None:
    return None if entry.level == "any" else entry.level


def _slug(lows: Iterable[str]) -> str:
    return "-".join(map(bare, lows))


def _levels_from_the_right(text: str, bodies: list[Body]) -> list[Body]:
    """In "Đảng ủy, HĐND, UBND phường" the level behind the last holds for all."""
    done = list(bodies)
    for index in range(len(done) - 2, -1, -1):
        one, other = done[index], done[index + 1]
        between = text[one.span[1] : other.span[0]].strip()
        if (
            one.level is None
            and other.level
            and not other.open
            and between in {",", "và", "-", ", -"}
            and _same_sort(one, other)
        ):
            done[index] = with_level(one, other.level)
    return done


def _same_sort(one: Body, other: Body) -> bool:
    state = {"people_committee", "people_council", "lower_committee", "party", "front", "mass_organisation"}
    return one.kind in state and other.kind in state


def with_level(body: Body, level: str) -> Body:
    """The body at a level of government, with the register's id for it."""
    from analyzer.extraction.bodies.register import register

    entry = register().entry(body.id)
    return replace(body, level=level, id=entry.at_level(level).id if entry else body.id)


def find_bodies(analysis: Analysis) -> list[Body]:
    """The bodies of a document, with levels settled by what the document is.

    A "thành phố" without a name is the province's in a document of a commune since the district level ended, or
    where the document's own issuer is one. A committee below the document's own level is a ``lower_committee``.
    """
    outline = analysis.outline
    level = outline.level.value
    found = _Scan(analysis.text, words_in(analysis.cleared.pieces), lexicon(), agencies=False).run()
    return [_in_document(body, level, outline.letterhead.date_parts[0]) for body in found]


def _in_document(body: Body, level: str | None, year: int | None) -> Body:
    one_left = level == "province" or (level == "commune" and year is not None and year >= _TWO_TIERS_FROM)
    if body.level is None and one_left and bare(body.text).endswith((" thanh pho", " tp")):
        body = with_level(body, "province")
    if level and body.level and body.kind == "people_committee" and _RANKS[body.level] > _RANKS[level]:
        return replace(body, kind="lower_committee", kinds=("lower_committee", *body.kinds))
    return body

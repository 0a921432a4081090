"""Each place where a document is cited: its number or name, date, issuer, provisions and abstract."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from analyzer.extraction.references import patterns as p
from analyzer.extraction.references.laws import find_laws
from analyzer.extraction.times import patterns as times
from analyzer.extraction.times.atoms import digits, month_number
from analyzer.structure.model import Span


@dataclass(slots=True)
class Mention:
    """One citation. ``start``, ``end`` cover type, number, date and issuer; ``title`` the abstract behind them.

    ``key`` identifies the document (see ``number_key``), or the law's name; empty for a number without symbol, whose
    ``digits`` then tell. ``date`` is ISO, as far as stated ("2019-11-21", "2019"), None where it is not or cannot be.
    """

    start: int
    end: int
    type: str
    number: str | None = None
    key: str = ""
    digits: str = ""
    name: str | None = None
    name_key: str = ""
    date: str | None = None
    date_span: Span | None = None
    bad_date: bool = False
    type_span: Span | None = None
    issuer: str | None = None
    title: Span | None = None
    articles: tuple[str, ...] = ()
    own: bool = False
    attached: bool = False


@lru_cache(maxsize=8192)
def number_key(number: str) -> str:
    """What the spellings of one number share: digits, year, and the letters of the symbol without separators."""
    folded = number.lower().replace("đ", "d")
    head = re.match(r"\d+", folded)
    value = str(int(head.group())) if head else ""
    rest = folded[head.end() :] if head else folded
    year = re.match(r"/((?:19|20)\d\d)(?=/)", rest)
    if year:
        rest = rest[year.end() :]
    return f"{value}|{year.group(1) if year else ''}|{re.sub(r'[^0-9a-z]', '', rest)}"


def _is_part(part: str, strict: bool) -> bool:
    upper = sum(c.isupper() or c.isdigit() for c in part)
    if part.lower() in p.MIXED:
        return True
    return upper == len(part) if strict else upper * 2 > len(part)


def _symbol(hit: re.Match[str]) -> tuple[str, int]:
    """The symbol without blanks, and where it ends: groups are taken as long as they look like one."""
    parts: list[str] = []
    end = hit.start("sym")
    for m in p.PARTS.finditer(hit["sym"]):
        gap, part = m["gap"], m["part"]
        spaced = bool(parts) and gap[:1].isspace() and gap[-1:].isspace()
        if not _is_part(part, strict=spaced or not parts) and not (not parts and part.lower() in p.HEADS):
            break
        if spaced and len(part) < 2:
            break
        separator = "/" if "/" in gap else "." if "." in gap else "-"
        parts.append((separator if parts else "") + part)
        end = hit.start("sym") + m.end()
    return "".join(parts), end


def _head(symbol: str) -> str:
    return re.split(r"[-/.0-9]", symbol.lower(), maxsplit=1)[0]


def symbol_types(symbol: str) -> tuple[str, ...]:
    """Types whose documents carry the symbol ("QĐ-TTg" → decision, regulation); empty where it does not say."""
    return p.HEADS.get(_head(symbol), ())


def read_date(folded: str, place: int, end: int) -> tuple[str | None, Span, bool] | None:
    """A full date at ``place``: ISO or None when impossible, its span, and whether it is impossible."""
    for pattern in (times.NUMERIC_DATE, times.LONG_DATE):
        hit = pattern.match(folded, place, end)
        if (
            hit is None
            or hit["y"] is None
            or (pattern is times.NUMERIC_DATE and len(hit["y"]) == 2 and not hit["label"])
        ):
            continue
        day, year = digits(hit["d"]), digits(hit["y"])
        month = month_number(hit["m"])
        try:
            return date(year + 2000 if year < 100 else year, month, day).isoformat(), hit.span(), False
        except ValueError:
            return None, hit.span(), True
    return None


class Scanner:
    """Finds the mentions of ``text[start:end]``; ``folded`` is the text as ``fold.lower`` gives it."""

    def __init__(self, text: str, folded: str, start: int, end: int) -> None:
        self.text, self.folded, self.start, self.end = text, folded, start, end

    def scan(self) -> list[Mention]:
        """All mentions in order, without overlap."""
        found = sorted(
            [*self._numbers(), *self._low_numbers(), *self._shorts(), *self._blanks()], key=lambda m: (m.start, -m.end)
        )
        kept: list[Mention] = []
        for mention in found:
            if kept and mention.start < kept[-1].end:
                continue
            kept.append(mention)
        starts = [m.start for m in kept]
        laws = [m for m in self._laws() if not self._covered(kept, starts, m)]
        return self._attach_laws(sorted([*kept, *laws], key=lambda m: m.start))

    @staticmethod
    def _covered(mentions: list[Mention], starts: list[int], one: Mention) -> bool:
        index = bisect_right(starts, one.start) - 1
        return index >= 0 and mentions[index].end >= one.end

    def _left(self, place: int, width: int = 64) -> str:
        return self.folded[max(self.start, place - width) : place]

    def _numbers(self) -> Iterator[Mention]:
        previous: Mention | None = None
        for hit in p.NUMBER.finditer(self.text, self.start, self.end):
            symbol, end = _symbol(hit)
            left = self._left(hit.start())
            if not symbol or p.NO_DOCUMENT.search(left):
                continue
            typed = p.TYPE_BEFORE.search(left)
            so = p.SO_BEFORE.search(left)
            number = f"{hit['n']}{'/' + hit['year'] if hit['year'] else ''}{'/' if hit['sep'] == '/' else '-'}{symbol}"
            listed = (
                previous is not None
                and hit.start() - previous.end < 12
                and p.LIST_GAP.fullmatch(self.folded[previous.end : hit.start()])
            )
            if not self._plausible(symbol, hit["sep"], bool(typed), bool(so), bool(listed)):
                continue
            kinds = symbol_types(symbol)
            kind = (
                p.TYPES[" ".join(typed["type"].split())]
                if typed
                else kinds[0]
                if kinds
                else previous.type
                if listed and previous
                else "letter"
            )
            start = hit.start() - len(left) + (typed.start() if typed else so.start() if so else len(left))
            mention = Mention(start, end, kind, number, number_key(number), hit["n"])
            if typed:
                mention.type_span = (start, start + len(typed["type"]))
            mention.own = bool(p.OWN.search(self.text[max(self.start, hit.start() - 30) : hit.start()]))
            self._finish(mention)
            previous = mention
            yield mention

    @staticmethod
    def _plausible(symbol: str, sep: str, typed: bool, so: bool, listed: bool) -> bool:
        parts = re.split(r"[-/.]", symbol)
        known = parts[0].lower() in p.HEADS or _head(symbol) in p.HEADS
        if typed or so:
            return len(parts) > 1 or known or len(symbol) >= 2
        if known:
            return len(parts) > 1 or bool(re.search(r"\d$", symbol))
        return (sep == "/" and len(parts) > 1 and all(len(x) > 1 for x in parts[:2])) or (listed and len(parts) > 1)

    def _low_numbers(self) -> Iterator[Mention]:
        """Numbers whose symbol is in small letters; only behind a type word."""
        for hit in p.NUMBER_LOW.finditer(self.folded, self.start, self.end):
            if self.text[hit.start("sym")].isupper() or _head(hit["sym"]) not in p.HEADS:
                continue
            left = self._left(hit.start())
            typed = p.TYPE_BEFORE.search(left)
            if typed is None:
                continue
            symbol = re.sub(r"\s", "", self.text[hit.start("sym") : hit.end("sym")])
            number = f"{hit['n']}{'/' + hit['year'] if hit['year'] else ''}{hit['sep']}{symbol}"
            start = hit.start() - len(left) + typed.start()
            mention = Mention(
                start, hit.end(), p.TYPES[" ".join(typed["type"].split())], number, number_key(number), hit["n"]
            )
            mention.type_span = (start, start + len(typed["type"]))
            self._finish(mention)
            yield mention

    def _shorts(self) -> Iterator[Mention]:
        for hit in p.SHORT.finditer(self.folded, self.start, self.end):
            word = hit["type"]
            if not hit["so"] and (word in ("kế hoạch", "công văn") or not self.text[hit.start()].isupper()):
                continue
            number = hit["n"] + (f"/{hit['year']}" if hit["year"] else "")
            mention = Mention(hit.start(), hit.end(), p.TYPES[word], number, "", str(int(hit["n"])))
            mention.type_span = hit.span("type")
            self._finish(mention)
            yield mention

    def _blanks(self) -> Iterator[Mention]:
        """A number left blank, but dated: a document all the same."""
        for hit in p.BLANK_NUMBER.finditer(self.folded, self.start, self.end):
            left = self._left(hit.start())
            typed = p.TYPE_BEFORE.search(left)
            if hit["n"].strip("….·_ \n") or typed is None or _head(hit["sym"]) not in p.HEADS:
                continue
            start = hit.start() - len(left) + typed.start()
            mention = Mention(
                start,
                hit.end(),
                p.TYPES[" ".join(typed["type"].split())],
                type_span=(start, start + len(typed["type"])),
            )
            self._finish(mention)
            if mention.date:
                yield mention

    def _laws(self) -> Iterator[Mention]:
        for law in find_laws(self.text, self.folded, self.start, self.end):
            name = " ".join(self.text[law.start : law.end].split())
            mention = Mention(law.start, law.end, law.type, name=name, name_key=law.key)
            mention.type_span = (law.start, law.end)
            self._finish(mention)
            yield mention

    def _is_number_of(self, law: Mention, mention: Mention) -> bool:
        if not law.name or law.number or law.date or not mention.number or mention.type_span:
            return False
        gap = self.text[law.end : mention.start] if 0 <= mention.start - law.end <= 4 else "-"
        return re.fullmatch(r"\s{0,3}\(?\s{0,2}", gap) is not None

    def _attach_laws(self, mentions: list[Mention]) -> list[Mention]:
        """ "Luật X số 41/2024/QH15" is one mention."""
        out: list[Mention] = []
        for mention in mentions:
            last = out[-1] if out else None
            if last and self._is_number_of(last, mention):
                last.end, last.number, last.key, last.digits = mention.end, mention.number, mention.key, mention.digits
                last.date, last.date_span, last.issuer = mention.date, mention.date_span, mention.issuer
                last.title = mention.title
                continue
            if last and mention.start < last.end:
                continue
            out.append(mention)
        return out

    # what stands behind and before -------------------------------------------------------------------------------
    def _finish(self, mention: Mention) -> None:
        self._articles(mention)
        mention.attached = bool(p.ATTACHED.search(self._left(mention.start, 40)))
        self._date(mention)
        self._issuer(mention)
        if mention.date is None and mention.issuer:
            self._date(mention)
        if mention.date and not mention.issuer:
            self._issuer(mention)
        if mention.date is None and (month := p.MONTH_AFTER.match(self.folded, mention.end, self.end)):
            mention.date, mention.date_span = f"{month['y']}-{int(month['m']):02}", month.span("date")
            mention.end = month.end()
        self._title(mention)

    def _articles(self, mention: Mention) -> None:
        left = self._left(mention.start, 120)
        hit = p.ARTICLES.search(left)
        if hit:
            base = mention.start - len(left) + hit.start("list")
            text = self.text[base : mention.start]
            words = " ".join(text.split()).rstrip(" ,;")
            mention.articles = (re.sub(r"\s(?:của|tại|và)$", "", words),)

    def _date(self, mention: Mention) -> None:
        lead = p.DATE_LEAD.match(self.folded, mention.end, self.end)
        if lead and (found := read_date(self.folded, lead.end(), self.end)):
            mention.date, mention.date_span, mention.bad_date = found
            mention.end = found[1][1]
            if self.text[mention.end : mention.end + 1] == ")" and "(" in lead.group():
                mention.end += 1
            return
        year = p.YEAR_AFTER.match(self.folded, mention.end, self.end)
        if year and ("m" in year.group() or mention.name or "(" in year.group()):
            nameless = mention.name is None and mention.issuer is None and "m" in year.group()
            if nameless and p.ISSUER_LEAD.match(self.folded, year.end(), self.end) is None:
                return  # "Quyết định số 12/QĐ-UBND năm 2025" may as well date what follows
            mention.date, mention.date_span = year["y"], (year.start("y"), year.end("y"))
            mention.end = year.end()

    def _issuer(self, mention: Mention) -> None:
        lead = p.ISSUER_LEAD.match(self.folded, mention.end, self.end)
        if lead is None or mention.issuer:
            return
        place = stop = lead.end()
        for count in range(18):
            word = re.compile(r"(?P<gap>[ \t\n]{0,3})(?P<dash>[-–]\s{0,2})?(?P<w>[^\W_][\w&.]{0,14})").match(
                self.text, place, self.end
            )
            if word is None or (count == 0 and not word["w"][0].isupper()):
                break
            stopper = p.ISSUER_STOP.match(self.folded, word.start("w"))
            if stopper and ("\n" in word["gap"] or self._ends_issuer(word)):
                break
            place = word.end()
            stop = place
            if word["w"].endswith("."):
                stop -= 1
                break
            if self.text[place : place + 1] == "," and self._within_name(place):
                place += 1
        if stop > lead.end():
            mention.issuer = " ".join(self.text[lead.end() : stop].split())
            mention.end = stop

    def _ends_issuer(self, word: re.Match[str]) -> bool:
        """ "Ban Tổ chức" goes on, "tổ chức thực hiện" ends the name; "Sở Nội vụ và Bảo hiểm xã hội" goes on."""
        if self.folded[word.start("w") : word.end("w")] == "và":
            return not self._capital_after(word.end()) or p.TYPE_NEXT.match(self.folded, word.end()) is not None
        return word["w"][0].islower() or word["w"].isupper()

    def _capital_after(self, place: int) -> bool:
        rest = self.text[place : place + 4].lstrip()
        return rest[:1].isupper()

    def _within_name(self, place: int) -> bool:
        """ "Bộ Văn hóa, Thể thao và Du lịch": the comma belongs to the name."""
        return re.match(r",\s{1,2}(?:thể thao|gia đình|xã hội và|thi đua)", self.folded[place : place + 20]) is not None

    def _title(self, mention: Mention) -> None:
        strong = mention.date_span is not None or mention.issuer is not None
        lead = p.TITLE_LEAD.match(self.folded, mention.end, self.end)
        if lead is None or not (strong or lead.group().strip(" ,\n").startswith(("về", "v/v"))) or mention.name:
            return
        start = mention.end + len(lead.group()) - len(lead.group().lstrip(" ,\n"))
        hit = p.TITLE_END.search(self.folded, lead.end(), min(self.end, lead.end() + 320))
        stop = hit.start() if hit else min(self.end, lead.end() + 320)
        mention.title = (start, max(stop, lead.end()))

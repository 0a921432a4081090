"""From mentions to references: one per distinct document, with every date and every name it is given."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from analyzer.extraction.misread import clear
from analyzer.extraction.model import Analysis, Reference
from analyzer.extraction.references import patterns as p
from analyzer.extraction.references import register
from analyzer.extraction.references.mentions import Mention, Scanner, number_key
from analyzer.structure.model import Outline, Span
from analyzer.text.fold import bare, lower


def scan_mentions(text: str, start: int = 0, end: int | None = None) -> list[Mention]:
    """Every citation in ``text[start:end]``, in order, those of the document itself among them."""
    text = clear(text)
    return Scanner(text, lower(text), start, len(text) if end is None else end).scan()


def cited_spans(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Where documents are cited, abstracts included: sorted and disjoint."""
    return spans_of(scan_mentions(text, start, end))


def spans_of(mentions: Sequence[Mention]) -> list[Span]:
    """The places of ``mentions`` with their abstracts, sorted and merged."""
    spans = [(m.start, m.end) for m in mentions]
    spans += [m.title for m in mentions if m.title]
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def scan_references(text: str, start: int = 0, end: int | None = None) -> list[Reference]:
    """Documents cited in ``text[start:end]``, each once, in the order of their first mention.

    The number line of a letterhead ("Số: …") and "kèm theo Quyết định số …" at the head of an annex are no citations.
    """
    return merge(text, [m for m in scan_mentions(text, start, end) if not (m.own or m.attached)])


@dataclass(slots=True)
class _Group:
    """Mentions of one document, with what tells it from others."""

    members: list[Mention] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    dates: set[str] = field(default_factory=set)
    issuers: set[str] = field(default_factory=set)

    def add(self, mention: Mention) -> None:
        self.members.append(mention)
        if mention.key:
            self.keys.add(mention.key)
        if mention.date:
            self.dates.add(mention.date)
        if mention.issuer:
            self.issuers.add(bare(mention.issuer))


def merge(text: str, mentions: Sequence[Mention]) -> list[Reference]:
    """One reference per document, in the order of their first mention."""
    groups: list[_Group] = []
    index: dict[str, list[_Group]] = {}
    # Full numbers and names first: "Nghị quyết 28" may stand before the form that says which it is.
    for mention in sorted(mentions, key=lambda m: not (m.key or m.name_key)):
        handles = _handles(mention)
        group = next((g for h in handles for g in reversed(index.get(h, ())) if _belongs(g, mention)), None)
        if group is None:
            group = _Group()
            groups.append(group)
        group.add(mention)
        for handle in handles:
            homes = index.setdefault(handle, [])
            if not any(g is group for g in homes):
                homes.append(group)
    for group in groups:
        group.members.sort(key=lambda m: m.start)
    groups.sort(key=lambda g: g.members[0].start)
    return [_reference(text, group.members) for group in groups]


def _handles(mention: Mention) -> list[str]:
    """What the group of a mention is looked up by: number, name, or type and digits."""
    handles = [f"number {mention.key}"] if mention.key else []
    if mention.name_key:
        handles.append(f"name {mention.name_key}")
    if mention.digits:
        handles.append(f"digits {mention.type} {mention.digits.lstrip('0')}")
    return handles


def _belongs(group: _Group, mention: Mention) -> bool:
    if mention.key:
        if mention.key in group.keys:
            return _same_document(group, mention)
        return bool(mention.name_key) and not group.keys and _same_year(group, mention)
    return _same_year(group, mention) if mention.name_key else _same_document(group, mention)


def _same_year(group: _Group, mention: Mention) -> bool:
    """Laws of one name are told apart by their year."""
    return not (mention.date and group.dates) or mention.date[:4] in {d[:4] for d in group.dates}


def _same_document(group: _Group, mention: Mention) -> bool:
    """Numbers start anew each year: one number with dates of two years is two documents, unless the number holds its
    year or the register knows of one document only."""
    dates = group.dates
    if not mention.date or not dates or mention.date in dates or ("|" in mention.key and mention.key.split("|")[1]):
        return True
    entries = register.entries(mention.number or "")
    if entries:
        ours = register.by_date(entries, mention.date)
        theirs = [register.by_date(entries, d) for d in dates]
        return not (ours and any(t and t is not ours for t in theirs))
    if mention.issuer and group.issuers and bare(mention.issuer) not in group.issuers:
        return False
    return mention.date[:4] in {d[:4] for d in dates}


def _reference(text: str, group: list[Mention]) -> Reference:
    dates = [(m.date, m.date_span) for m in group if m.date and m.date_span]
    numbers = [m.number for m in group if m.number]
    full = Counter([n for n in numbers if number_key(n).split("|")[2]] or numbers).most_common(1)
    names = [m.name for m in group if m.name]
    kinds = [m.type for m in group if m.type_span] or [group[0].type]
    title = next((m.title for m in group if m.title), None)
    reference = Reference(
        type=kinds[0], number=full[0][0] if full else None, name=_best_name(names),
        issued_on=_best_date([d for d, _ in dates]),
        issuer=next((m.issuer for m in group if m.issuer), None), span=(group[0].start, group[0].end),
        mentions=tuple((m.start, m.end) for m in group),
        articles=tuple(dict.fromkeys(a for m in group for a in m.articles)),
        dates=tuple(dates), types=tuple((m.type, m.type_span) for m in group if m.type_span),
        subject=" ".join(text[title[0] : title[1]].split()).strip("“”\"") if title else "",
    )  # fmt: skip
    entry = register.lookup(reference)
    return replace(reference, register_id=entry.id) if entry else reference


def _best_name(names: list[str]) -> str | None:
    """The fullest, then the one with the most capitals; "luật" begins with a capital."""
    if not names:
        return None
    name = max(names, key=lambda n: (len(n), sum(c.isupper() for c in n)))
    return name[0].upper() + name[1:]


def _best_date(dates: list[str]) -> str | None:
    """The fullest, then the most frequent, then the first."""
    if not dates:
        return None
    length = max(map(len, dates))
    return Counter(d for d in dates if len(d) == length).most_common(1)[0][0]


def mentions_of(analysis: Analysis) -> list[Mention]:
    """Citations in a document, without its own number and date, wherever they stand."""
    outline = analysis.outline
    head = outline.letterhead
    own = [s for s in (head.number_span, head.place_date) if s]
    key = number_key(head.number) if head.number else None
    text, folded = analysis.clear_text, analysis.clear_low
    signs = sorted(hit.start() for sign in p.SIGNS for hit in sign.finditer(folded))
    kept = []
    for start, end in _passages(outline):
        if bisect_left(signs, start) == bisect_left(signs, end):
            continue
        for mention in Scanner(text, folded, start, end).scan():
            own_number = bool(key) and mention.key == key and not mention.name
            if own_number or any(s <= mention.start < e for s, e in own):
                mention.own = True
            kept.append(mention)
    return kept


def _passages(outline: Outline) -> list[Span]:
    """Where a citation may run on: one unit, or the lines of a title together."""
    passages: list[Span] = []
    before = ""
    for unit in outline.units:
        if unit.kind == before == "title":
            passages[-1] = (passages[-1][0], unit.end)
        else:
            passages.append((unit.start, unit.end))
        before = unit.kind
    return passages


def find_references(analysis: Analysis) -> list[Reference]:
    """Documents that a document cites, each once; its own number is none. Where they are cited is left in
    ``analysis.cited``."""
    mentions = mentions_of(analysis)
    analysis.cited = spans_of(mentions)
    return merge(analysis.text, [m for m in mentions if not (m.own or m.attached)])

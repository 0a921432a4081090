"""One sentence or heading: the runs of bodies in it, and the part that each plays."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal, NamedTuple

from analyzer.extraction.assignments import patterns as p
from analyzer.extraction.bodies.register import register
from analyzer.extraction.bodies.words import Form, forms_of
from analyzer.extraction.model import AssignmentRole, Body
from analyzer.structure.model import Span
from analyzer.text.fold import lower

Part = Literal["subject", "asked", "done_by", "helper", "none"]
_WINDOW = 120
_REACH = 80
"""Characters before a body that hold the longest words of asking or helping."""
_SHORT_OPENER = 40
"""Characters of words before a subject that need no known opener, if a comma ends them."""
_FORMER = re.compile(r"\s*(?:trước đây|khi đó|lúc đó)(?=\s)")
"""Behind a body that was: no part of what it did."""
_PAREN = re.compile(r"\s*\([^()]{0,160}\)")


class Lines(NamedTuple):
    """A document's text as it is read, and the same in lower case, offset by offset."""

    text: str
    low: str


@dataclass(frozen=True, slots=True)
class Run:
    """Bodies named together. ``clause`` is the offset where their clause begins, ``task`` where the words behind
    them begin, ``modal`` whether these open with "đã", "có trách nhiệm" and the like."""

    bodies: tuple[Body, ...]
    part: Part
    clause: int
    task: int

    @property
    def named(self) -> tuple[Body, ...]:
        """Those that can be given a task."""
        return tuple(body for body in self.bodies if not body.open)

    @property
    def start(self) -> int:
        return self.bodies[0].span[0]

    @property
    def end(self) -> int:
        return self.bodies[-1].span[1]


@dataclass(frozen=True, slots=True)
class Label:
    """The bodies that a heading or run-in label is for. ``content`` is where the text behind it begins (the end of
    the unit for a bare heading); ``role_task`` the words of the label that say that they lead, if any;
    ``soft`` that it may as well open a topic ("Đối với …"), so that what follows must begin like a task."""

    bodies: tuple[Body, ...]
    content: int
    role_task: Span | None
    soft: bool

    @property
    def named(self) -> tuple[Body, ...]:
        """Those that can be given a task."""
        return tuple(body for body in self.bodies if not body.open)


def first_words(text: str, start: int, end: int) -> list[Form]:
    """The first words of ``text[start:end]``, as many as tell how a task begins."""
    few = p.FIRST_WORDS.match(text, start, end)
    return forms_of(few.group()) if few is not None else []


def group_runs(lines: Lines, bodies: list[Body], joiner: re.Pattern[str] = p.JOINER) -> list[tuple[Body, ...]]:
    """Bodies with nothing but commas and the like between them, together."""
    runs: list[list[Body]] = []
    for body in bodies:
        if runs:
            between = _between(lines, runs[-1][-1].span[1], body.span[0])
            if between is not None and between != "" and joiner.fullmatch(between):
                runs[-1].append(body)
                continue
        runs.append([body])
    return [tuple(run) for run in runs]


def _between(lines: Lines, start: int, end: int) -> str | None:
    """What stands between two bodies, without remarks in brackets and holders of office."""
    if end - start > 200:
        return None
    between = lines.low[start:end]
    if "(" in between:
        between = _PAREN.sub("", between)
    holder = p.verbs().holder(between)
    return between[: holder.start() + 1] if holder else between


def runs_of(lines: Lines, span: Span, bodies: list[Body], *, report: bool = False) -> list[Run]:
    """The runs of a sentence with their parts, in order."""
    if not bodies:
        return []
    found: list[Run] = []
    text, low = lines.text, lines.low[span[0] : span[1]]
    breaks = [0, *(match.end() for match in p.CLAUSE_BREAK.finditer(low))]
    for group in _split_runs(low, span[0], breaks, _opening_list(lines, span, group_runs(lines, bodies))):
        at = group[0].span[0] - span[0]
        clause = breaks[bisect_right(breaks, at) - 1]
        before = _without_holder(low[max(clause, at - _WINDOW * 4) : at])
        head = "" if at - clause <= _WINDOW * 4 else low[clause : clause + 40] + " "
        task = _task_start(text, group[-1].span[1], span[1])
        previous = found[-1] if found else None
        part = _part(lines, head + before, group, task, span, previous, report=report)
        found.append(Run(group, part, _skip_space(text, span[0] + clause, group[0].span[0]), task))
    return found


def _without_holder(before: str) -> str:
    """The words before a body without the office that acts for it ("… Giám đốc ")."""
    tail = before[-60:]
    holder = p.verbs().holder(tail)
    if holder is None:
        return before
    cut = len(before) - len(tail) + holder.start()
    return before[: cut + (1 if before[cut : cut + 1] in " ,;(" else 0)]


def _opening_list(lines: Lines, span: Span, groups: list[tuple[Body, ...]]) -> list[tuple[Body, ...]]:
    """At the head of a sentence semicolons part bodies as commas do: "Các phòng, ban; UBND các xã căn cứ …"."""
    if len(groups) < 2:
        return groups
    opening = p.verbs().heading_opening.match(lines.low[span[0] : span[1]])
    if not _only_holder(lines.low, span[0] + (opening.end() if opening else 0), groups[0][0].span[0]):
        return groups
    first = list(groups[0])
    rest = groups[1:]
    while rest:
        between = _between(lines, first[-1].span[1], rest[0][0].span[0])
        if not between or not p.LIST_JOINER.fullmatch(between):
            break
        first += rest[0]
        rest = rest[1:]
    return [tuple(first), *rest]


def _split_runs(low: str, base: int, breaks: list[int], groups: list[tuple[Body, ...]]) -> list[tuple[Body, ...]]:
    """In "Thực hiện Kế hoạch … của UBND tỉnh, Đảng ủy xã ban hành …" the last body is the subject, not of the list."""
    done: list[tuple[Body, ...]] = []
    for group in groups:
        at = group[0].span[0] - base
        clause = low[breaks[bisect_right(breaks, at) - 1] : at].strip() if len(group) > 1 else ""
        if clause.endswith((" của", " tại")) and p.OPENER.match(clause):
            between = low[group[-2].span[1] - base : group[-1].span[0] - base].strip()
            if between == ",":
                done += [group[:-1], group[-1:]]
                continue
        done.append(group)
    return done


def _part(
    lines: Lines, clause: str, group: tuple[Body, ...], task: int, span: Span, previous: Run | None, *, report: bool
) -> Part:
    """The part that a run plays; ``clause`` is what stands before it in its clause."""
    lexicon, text = p.verbs(), lines.text
    run = (group[0].span[0], group[-1].span[1])
    if any(word in clause for word in p.HELPING) and p.COORDINATION.search(clause, max(0, len(clause) - _REACH)):
        topic = clause.strip().startswith("đối với") and not re.search(r", (?:chủ động )?ph[ốôo]i", clause)
        return "none" if topic else "helper"
    if previous and previous.part == "helper" and _second_partner(lines.low, previous, run[0], clause):
        return "helper"
    behind = first_words(text, task, min(span[1], task + _WINDOW))
    if _helps_along(clause, behind, previous):
        return "helper"
    between = text[run[1] : task]
    closed = _FORMER.sub("", between).strip(' “"') in {"", ",", ":"} | _brackets(between)
    acts = closed and lexicon.opens_task(behind)
    clause = p.CONNECTOR.sub("", clause.strip() + " ").strip()
    asking = lexicon.asking.search(clause, max(0, len(clause) - _REACH))
    eager = acts
    if closed and not acts and (asking or not clause):
        eager = lexicon.opens_task(behind, eager=_is_one(group[-1]))
    eager = eager and between.strip() != ","
    if asking:
        if asking["verb"].startswith("chỉ đạo"):
            return "asked" if acts and not p.NO_DIRECTION.search(clause[: asking.start("verb")]) else "none"
        return "asked" if acts or eager else "none"
    if not clause and eager:
        return "subject"
    if not acts:
        return "none"
    last = clause.rsplit(None, 1)[-1] if clause else ""
    if last == "do":
        doing = lines.low[task : span[1]]
        one = len(group) == 1 and register().entry(group[0].id) is not None
        return "done_by" if p.DONE_BY.match(doing) or (one and p.DONE_BY_ONE.match(doing)) else "none"
    if p.PASSIVE.search(clause):
        given = p.NO_PASSIVE_ACT.match(lines.low[run[1] : span[1]])
        return "subject" if report and not given else "none"
    if clause.endswith(","):
        short = clause.count(",") == 1 and len(clause) < _SHORT_OPENER and not p.ADDRESSED.search(clause)
        if p.OPENER.match(clause) or short:
            return "subject"
        if (
            previous is not None
            and previous.part in {"subject", "asked"}
            and _heads_clause(lines.low, clause, previous)
        ):
            return "subject"
        return "subject" if lexicon.is_modal(behind) and previous is None else "none"
    if last == "thì":
        return "subject"
    if between.strip() == ",":
        return "none"
    if last in lexicon.object_before:
        return "none"
    return "subject" if p.TIME_ONLY.match(clause) or p.TIME_ONLY.match(clause.rpartition(", ")[2]) else "none"


def _heads_clause(low: str, clause: str, previous: Run) -> bool:
    """Whether the clause began with the run before: "Hội A làm việc này, Hội B làm việc kia"."""
    if p.ADDRESSED.search(clause):
        return False
    return p.verbs().without_opening(clause).startswith(low[slice(*previous.bodies[0].span)])


def _is_one(body: Body) -> bool:
    """Whether this is one body, by the register or by its name, or a group of localities, and no other group
    ("doanh nghiệp, hợp tác xã"), behind which an adjective may stand."""
    if body.kind in {"lower_committee", "village"}:
        return True
    return register().entry(body.id) is not None or not (body.text.lower().startswith("các") or "," in body.text)


def _helps_along(clause: str, behind: list[Form], previous: Run | None) -> bool:
    """ "Phòng A chủ trì, Phòng B phối hợp": B helps A."""
    low = [word.low for word in behind[:3]]
    if previous is None or previous.part not in {"subject", "asked", "done_by"} or low[:2] != ["phối", "hợp"]:
        return False
    return clause.rstrip().endswith(",") and "chủ trì" in clause and low[2:] not in (["với"], ["cùng"])


def _brackets(between: str) -> set[str]:
    between = between.strip()
    return {between} if between.startswith("(") and between.rstrip(", :").endswith(")") else set()


def _second_partner(low: str, previous: Run, start: int, clause: str) -> bool:
    """ "phối hợp giữa A với B": B too."""
    opening = clause[: max(0, len(clause) - (start - previous.start))]
    between = low[previous.end : start].strip()
    return between in {"với", "và", "cùng", "với các"} and bool(p.BETWEEN.search(opening))


def _task_start(text: str, at: int, end: int) -> int:
    bracket = _PAREN.match(text, at, end)
    if bracket:
        at = bracket.end()
    former = _FORMER.match(text, at, end)
    if former:
        at = former.end()
    while at < end and text[at] in ' ,:“"\u00a0\u2028\t':
        at += 1
    return at


def _skip_space(text: str, at: int, end: int) -> int:
    while at < end and not text[at].isalnum():
        at += 1
    return at


def leads(low: str, start: int, end: int, others: list[Run]) -> bool:
    """Whether the words at ``start`` say that their body leads; those behind the next run that acts are its own."""
    acting = (run.start for run in others if run.start > start and run.part in {"asked", "done_by", "subject"})
    said = low[start : min(acting, default=end)]
    if not any(word in said for word in p.CENTRAL):
        return False
    away = [match.span() for match in p.LEAD_AWAY.finditer(said)]
    return any(not any(a <= match.start() < b for a, b in away) for match in p.LEAD.finditer(said))


def label_of(lines: Lines, span: Span, bodies: list[Body]) -> Label | None:
    """The label at the start of a unit: bodies, then a colon, the end, or words that only say who leads."""
    text = lines.text
    opening = p.verbs().heading_opening.match(lines.low[span[0] : span[1]])
    at = span[0] + (opening.end() if opening else 0)
    inside = [body for body in bodies if span[0] <= body.span[0] and body.span[1] <= span[1]]
    groups = group_runs(lines, inside, p.LIST_JOINER)
    if not groups or not _only_holder(lines.low, at, groups[0][0].span[0]):
        return None
    group, end = groups[0], groups[0][-1].span[1]
    soft = bool(opening and opening.group().startswith(("đối với", "với", "về")))
    rest = text[end : span[1]]
    told = _PAREN.match(rest)
    role_task = None
    if told:
        inner = lower(told.group())
        if p.LEAD.search(inner):
            role_task = (end + len(inner) - len(inner.lstrip(" (")), end + told.end() - 1)
        rest = rest[told.end() :]
    begin = span[1] - len(rest)
    bare_rest = rest.strip(" \u00a0\u2028\t")
    if not bare_rest.strip(".:;,"):
        return Label(group, span[1], role_task, soft)
    if bare_rest[0] == ":":
        return Label(group, _skip_space(text, begin + rest.index(":") + 1, span[1]), role_task, soft)
    colon = rest.find(":")
    said = lower(rest[: colon if colon >= 0 else len(rest)]).strip(" .,;–-")
    limit = 25 if colon >= 0 else 12 if len(inside) == len(group) else 0
    if said.startswith("là ") and p.LEAD.match(said) and len(said.split()) <= limit:
        task = (_skip_space(text, begin, span[1]), begin + (colon if colon >= 0 else len(rest.rstrip(" .:;"))))
        return Label(group, _skip_space(text, begin + colon + 1, span[1]) if colon >= 0 else span[1], task, soft)
    if colon >= 0 and said in p.verbs().label_endings:
        return Label(group, _skip_space(text, begin + colon + 1, span[1]), role_task, soft)
    return None


def _only_holder(low: str, start: int, end: int) -> bool:
    between = low[start:end]
    return not between.strip(" -–+•\u00a0") or (len(between) < 40 and p.verbs().holder(" " + between) is not None)


def roles(run: Run, low: str, end: int, others: list[Run]) -> AssignmentRole:
    """Lead where the words behind the run say so, else execute."""
    return "lead" if leads(low, run.task, end, others) else "execute"

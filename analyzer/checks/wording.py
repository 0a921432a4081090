"""What a phrase found means where it stands: said as done, as planned, denied, asked for, or only quoted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from analyzer.checks.passages import Match, Passage
from analyzer.structure.model import Role, Span

if TYPE_CHECKING:
    from analyzer.checks.context import Context

Mode = Literal["plan", "done", "stated", "words"]
"""``plan``: something the document sets out to do · ``done``: an act or a state reported · ``stated``: said at all ·
``words``: the words, whatever they mean."""

MODES: tuple[Mode, ...] = ("plan", "done", "stated", "words")

_NOT_PLANNED: frozenset[Role] = frozenset({"context", "limitations", "advantages_difficulties"})
_NOT_DONE: frozenset[Role] = frozenset({"solutions", "recommendations", "context", "limitations"})
_CLAUSE = re.compile(r"[;:]|, (?:nhưng|song|tuy nhiên|đồng thời)|\bnhưng\b")
_NEGATIONS = ("chưa", "không", "chua", "khong")
_INNER_NEGATION = re.compile(r"(?<!\w)(?:chưa|chua|không|khong)(?!\w)(?! (?:chỉ|những|ngừng|gian|chi|nhung|ngung))")
_DIRECT_NEGATION = re.compile(
    r"(?<!\w)(?:chưa|không|chua|khong)(?: (?:được|hề|từng|thể|kịp|có|duoc|he|tung|the|kip|co)){0,2}\W{0,2}$"
)
"""A negation right before the words: "chưa đăng bài trên Facebook" where the words are "đăng bài"."""
_OF_PEOPLE = re.compile(
    r"(?<!\w)(?:người(?: dân| lao động)?|lao động|hộ(?: gia đình)?|đối tượng|trường hợp|"
    r"nguoi(?: dan| lao dong)?|lao dong|ho(?: gia dinh)?|doi tuong|truong hop|tai|trong|ngoi) $"
)
"""Behind these a negation tells of whom one speaks ("người chưa tham gia"), or is no negation ("tại chùa")."""
_NEGATION_REACH = 90
_AFTER_REACH = 60
_WORDS_BEFORE, _WORDS_BEHIND, _WORDS_PAST = 3, 2, 8
"""Words that may stand between a negation and what it denies, and before that, and between "đã" and what was done."""


class Wording:
    """Judges matches. The words that decide (negations, requests, future, shortcomings) are concepts of the lexicon:
    ``denied_before``, ``denied_behind``, ``request``, ``future``, ``done_mark``, ``past_act``, ``shortcoming``, and
    ``title_of_another`` for names of other documents.
    """

    def __init__(self, context: Context) -> None:
        self.context = context
        self._cuts: dict[int, list[Span]] = {}
        self._may_hold: dict[tuple[str, int], bool] = {}
        self._tests: dict[tuple[str, bool], re.Pattern[str]] = {}

    def counts(self, match: Match, mode: Mode) -> bool:
        """Whether the match means what a rule of this mode asks for."""
        passage = match.passage
        if mode == "words":
            return True
        if self.context.is_quoted(match) or self.is_denied(match):
            return False
        if mode == "plan":
            told = not _NOT_PLANNED.isdisjoint(passage.roles) or self.is_past(match)
            return not told and not self._has("shortcoming", match)
        if mode == "done":
            told = _NOT_DONE.isdisjoint(passage.roles) and not self.is_wish(match)
            return told and not self._has("shortcoming", match)
        return True

    def clause_around(self, match: Match) -> tuple[str, str]:
        """The words of the same clause before and behind a match."""
        passage = match.passage
        text, start, end = passage.text, match.start - passage.span[0], match.end - passage.span[0]
        cuts = self._cuts.get(passage.index)
        if cuts is None:
            cuts = self._cuts[passage.index] = [cut.span() for cut in _CLAUSE.finditer(text)]
        low, high = 0, len(text)
        for first, last in cuts:
            if last <= start:
                low = last
            elif first >= end:
                high = first
                break
        return text[low:start], text[end:high]

    def _holds(self, concept: str, passage: Passage) -> bool:
        """Whether a phrase of a concept can stand anywhere in a sentence: the cheap test before the phrases are."""
        key = concept, passage.index
        held = self._may_hold.get(key)
        if held is None:
            test = self._tests.get((concept, passage.is_bare))
            if test is None:
                needs = [p.bare_needs if passage.is_bare else p.needs for p in self.context.phrases(concept)]
                words = frozenset[str]().union(*(min(options, key=len, default=frozenset([""])) for options in needs))
                test = re.compile("|".join(map(re.escape, sorted(words))) if needs else "(?!)")
                self._tests[concept, passage.is_bare] = test
            held = self._may_hold[key] = test.search(passage.text) is not None
        return held

    def is_denied(self, match: Match) -> bool:
        """Whether its clause says that there is none of it ("chưa tổ chức …", "… chưa được phát huy")."""
        passage = match.passage
        negated = any(word in passage.text for word in _NEGATIONS)
        behind, ahead = self._holds("denied_behind", passage), self._holds("denied_before", passage)
        if not (negated or behind or ahead):
            return False
        before, after = self.clause_around(match)
        tail, head = before[-_NEGATION_REACH:], after[:_AFTER_REACH]
        bare = passage.is_bare
        words = passage.text[match.start - passage.span[0] : match.end - passage.span[0]]
        if _INNER_NEGATION.search(words) and not _INNER_NEGATION.search(match.phrase):
            return True
        direct = _DIRECT_NEGATION.search(tail)
        if direct is not None and not _OF_PEOPLE.search(tail[: direct.start()]):
            return True
        for phrase in self.context.phrases("denied_behind") if behind else ():
            found = self.context.regex(phrase, bare).search(head)
            if found is not None and len(head[: found.start()].split()) <= _WORDS_BEHIND:
                return True
        for phrase in self.context.phrases("denied_before") if ahead else ():
            for found in self.context.regex(phrase, bare).finditer(tail):
                between = tail[found.end() :]
                if "," not in between and len(between.split()) <= _WORDS_BEFORE:
                    return True
        return False

    def is_past(self, match: Match) -> bool:
        """Whether it is told of the past: "đã tổ chức …" right before it."""
        if not self._holds("past_act", match.passage):
            return False
        before, _ = self.clause_around(match)
        near = " ".join(before.rpartition(",")[2].split()[-_WORDS_PAST:])
        return any(self.context.regex(p, match.passage.is_bare).search(near) for p in self.context.phrases("past_act"))

    def is_wish(self, match: Match) -> bool:
        """Whether it is asked for, or set for a time to come, and not said to be done."""
        if not (self._has("request", match) or self._has("future", match)):
            return False
        if not self._holds("done_mark", match.passage):
            return True
        before, _ = self.clause_around(match)
        bare = match.passage.is_bare
        return not any(self.context.regex(p, bare).search(before) for p in self.context.phrases("done_mark"))

    def _has(self, concept: str, match: Match) -> bool:
        """Whether a phrase of the concept stands in the clause of the match, in what introduces its list, or in the
        heading over it."""
        found = self.context.found(concept)
        if not found.matches:
            return False
        before, after = self.clause_around(match)
        if found.within((match.start - len(before), match.end + len(after))):
            return True
        leads = (m for lead in match.passage.unit.leads for m in found.by_unit.get(lead, ()))
        if any(lead.passage.zone in ("paragraph", "item") for lead in leads):
            return True
        section = match.passage.unit.section
        return section is not None and bool(found.within(self.context.analysis.outline.sections[section].heading_span))

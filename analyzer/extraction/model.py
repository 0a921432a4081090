"""What extraction finds. Every span is half-open, in characters of the normalised text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from analyzer.extraction.located import Covered, Located
from analyzer.extraction.misread import Cleared, cleared
from analyzer.structure.model import Outline, Span
from analyzer.text.fold import lower

if TYPE_CHECKING:
    from spacy.tokens import Doc

Placed = TypeVar("Placed")
TimeKind = Literal["date", "period", "recurrence"]
Precision = Literal["day", "month", "quarter", "year"]
TimeUse = Literal["deadline", "issue_date", "cited", "comparison", "law_effect", "heading_only"]
FigureKind = Literal["target", "result", "norm"]
Operator = Literal["eq", "ge", "gt", "le", "lt", "range", "approx", "delta"]
Per = Literal["year", "half_year", "quarter", "month", "week", "day"]
AssignmentRole = Literal["lead", "execute", "coordinate"]


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression. ``start`` and ``end`` are ISO dates ("2025-12-31") or None for an open side; ``every`` an
    ISO 8601 duration for a recurrence. ``span`` is the expression itself ("đến hết năm 2025"), ``quote`` it with a
    few words around. ``use`` says what it is for: only ``deadline`` ones are reported."""

    kind: TimeKind
    start: str | None
    end: str | None
    span: Span
    quote: Span
    every: str | None = None
    month: int | None = None
    day: int | None = None
    precision: Precision = "day"
    inclusive: bool = True
    status: Literal["ok", "impossible"] = "ok"
    use: TimeUse = "deadline"


@dataclass(frozen=True, slots=True)
class When:
    """The time that a figure is for; as in ``Time``."""

    start: str | None = None
    end: str | None = None
    every: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that states a target, a result or a norm; fields as in docs/report-json.md.

    ``value_span`` is the number with its unit, ``quote`` the words around that make it unique and readable.
    """

    kind: FigureKind
    indicator: str
    indicator_text: str
    op: Operator
    min: float | None
    max: float | None
    unit: str
    value_span: Span
    quote: Span
    per: Per | None = None
    per_entity: str | None = None
    population: str | None = None
    place: str | None = None
    basis: Literal["cumulative", "in_period"] | None = None
    when: When | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """A mention of a body. ``id`` is the register's id, or a slug of the name for a body not in it; ``kind`` the
    register's function ("labour", "social_insurance", "finance", "information", "front", "lower_committee", …, or
    "other"); ``open`` marks vague groups ("các cơ quan liên quan") that take no assignment."""

    id: str
    text: str
    span: Span
    kind: str = "other"
    level: str | None = None
    open: bool = False
    kinds: tuple[str, ...] = ()
    """All functions of the body, ``kind`` first."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A cited document. ``number`` without spaces ("28-NQ/TW"); ``issued_on`` as far as known ("2018-05-23", "2019");
    ``span`` is its first mention, ``mentions`` all of them; ``validity`` what the register says at the
    reference date."""

    type: str
    number: str | None
    name: str | None
    issued_on: str | None
    issuer: str | None
    span: Span
    mentions: tuple[Span, ...] = ()
    register_id: str | None = None
    validity: str | None = None
    articles: tuple[str, ...] = ()
    """Provisions cited with it, as written ("điểm a khoản 1 Điều 3")."""
    dates: tuple[tuple[str, Span], ...] = ()
    """Every date stated for it, with its place; more than one value is a contradiction within the document."""
    types: tuple[tuple[str, Span], ...] = ()
    """Every type word used for it, with its place."""
    subject: str = ""
    """The abstract as cited behind number, date and issuer; empty where the text gives none."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who does what. ``deadlines`` are indexes into the reported deadlines."""

    body: Body
    role: AssignmentRole
    task: Span
    quote: Span
    product: str | None = None
    deadlines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ReferenceDate:
    """The date at which validity is judged; ``basis``: ``issued`` · ``cited`` · ``period`` · ``given`` · ``none``."""

    value: str | None
    basis: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """When the document is from and what it covers."""

    issued_on: str | None = None
    issued_span: Span | None = None
    reference_date: ReferenceDate = ReferenceDate(None, "none")
    period: When | None = None
    period_span: Span | None = None
    phase: Literal["P1", "P2"] | None = None
    phase_why: str = ""


@dataclass(slots=True)
class Analysis:
    """All that is known of one document before any rule is asked; ``doc._.analysis`` of the spaCy ``Doc``."""

    outline: Outline
    doc: Doc | None = None
    """The ``Doc`` that carries it, where there is one."""
    times: list[Time] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    bodies: list[Body] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    assignments: list[Assignment] = field(default_factory=list)
    profile: Profile = Profile()
    cited: list[Span] | None = None
    """Where documents are cited, with their abstracts: sorted and disjoint; None where nobody has looked."""
    given_date: str | None = None
    """A reference date given by the user (ISO, as far as known)."""

    _cleared: Cleared | None = field(default=None, repr=False, compare=False)
    _clear_low: str | None = field(default=None, repr=False, compare=False)
    _located: dict[str, tuple[Any, int, Any]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def text(self) -> str:
        """The normalised text; every span points into it."""
        return self.outline.text

    @property
    def cleared(self) -> Cleared:
        """The text as it was before recognition misread it, offset by offset; looked for once."""
        if self._cleared is None:
            self._cleared = cleared(self.text)
        return self._cleared

    @property
    def clear_text(self) -> str:
        """The text of ``cleared``."""
        return self.cleared.text

    @property
    def clear_low(self) -> str:
        """``fold.lower`` of ``clear_text``, computed once."""
        if self._clear_low is None:
            text, low = self.clear_text, self.outline.lower_text
            self._clear_low = low if text == self.text else lower(text)
        return self._clear_low

    def times_in(self, span: Span) -> list[Time]:
        """The times that begin in a span."""
        return self._by_place("times", lambda: Located(self.times, lambda time: time.span[0])).within(span)

    def figures_in(self, span: Span) -> list[Figure]:
        """The figures whose numbers begin in a span."""
        located = self._by_place("figures", lambda: Located(self.figures, lambda figure: figure.value_span[0]))
        return located.within(span)

    def bodies_in(self, span: Span) -> list[Body]:
        """The bodies that are named from within a span on."""
        return self._by_place("bodies", lambda: Located(self.bodies, lambda body: body.span[0])).within(span)

    def citations_in(self, span: Span) -> list[Span]:
        """Where other documents are cited, from within a span on."""
        return self._cited[0].within(span)

    @property
    def citations(self) -> Covered:
        """What of the text cites other documents."""
        return self._cited[1]

    @property
    def _cited(self) -> tuple[Located[Span], Covered]:
        def make() -> tuple[Located[Span], Covered]:
            spans = [span for reference in self.references for span in (reference.span, *reference.mentions)]
            return Located(spans, lambda span: span[0]), Covered(spans)

        return self._by_place("references", make)

    def _by_place(self, name: str, make: Callable[[], Placed]) -> Placed:
        """An index of one of the lists, made again where the list is another, or has grown."""
        items = getattr(self, name)
        known = self._located.get(name)
        if known is None or known[0] is not items or known[1] != len(items):
            known = self._located[name] = items, len(items), make()
        placed: Placed = known[2]
        return placed

    @property
    def deadlines(self) -> list[Time]:
        """The times that are reported, in order."""
        return [t for t in self.times if t.use == "deadline"]

    def quote(self, span: Span) -> str:
        """The words at a span."""
        return self.text[span[0] : span[1]]


__all__ = [
    "Analysis", "Assignment", "Body", "Figure", "Profile", "Reference", "ReferenceDate", "Time", "When",
]  # fmt: skip

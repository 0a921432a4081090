"""A document that must be cited, by its number; by its name alone, or through a superior's plan, is half of it."""

from __future__ import annotations

import re

from analyzer.checks.context import Context
from analyzer.checks.kinds.base import CheckKind, Outcome, Param
from analyzer.checks.model import Rule
from analyzer.extraction.model import Reference
from analyzer.extraction.references.register import lookup
from analyzer.structure.model import Span
from analyzer.text.fold import bare

PARAMS = (
    Param("numbers", "texts", required=True),
    Param("type", "text", default=""),
    Param("year", "text", default=""),
    Param("register", "text", default=""),
    Param("named", "concept"),
    Param("plans", "texts", default=()),
    Param("plan_about", "concept"),
    Param("nearest", "texts", default=()),
)
"""``numbers``: numbers of the document, with their symbols. ``type``: its kind ("decision"), for a number written
without symbol. ``year``: a reference dated to another year is another document of the same number,
unless the register of documents knows it for this one (``register``: its id there). ``named``: its name
in words. ``plans``: numbers of plans that carry it out; ``plan_about``: what a superior's plan must be about."""

_RANKS = (
    (3, re.compile(r"\b(?:thu tuong|chinh phu|trung uong|bo (?:lao dong|noi vu|tai chinh|chinh tri)|viet nam)\b")),
    (2, re.compile(r"\b(?:tinh|thanh pho|so [a-z]|tp)\b")),
    (1, re.compile(r"\b(?:huyen|quan|thi xa)\b")),
    (0, re.compile(r"\b(?:xa|phuong|thi tran|dac khu)\b")),
)
_AGENCY = re.compile(r"(?:phong|so|ban|trung tam|van phong)\b")
_COMMITTEE = re.compile(r"\b(?:ubnd|uy ban nhan dan)\b")
_OWN_RANK = {"central": 3, "province": 2, "district": 1, "commune": 0}
_NAME_REACH = 260


def run(rule: Rule, context: Context) -> Outcome:
    """Met: cited by number; partial: by name alone, or a superior's plan for it is."""
    params = rule.params
    analysis = context.analysis
    known = params["register"]
    cited = [
        r
        for r in analysis.references
        if (known and r.register_id == known) or is_cited_as(r, params["numbers"], params["type"], params["year"])
    ]
    if cited:
        mentions = [span for reference in cited for span in (reference.span, *reference.mentions)]
        found = analysis.quote(cited[0].span)
        return Outcome("met", tuple(dict.fromkeys(mentions))[:3], fields={"found": found}, confidence=0.95)
    if params["named"]:
        named = [m for m in context.matches(params["named"]) if m.passage.zone not in ("recipients", "signature")]
        if named:
            return Outcome("partial", context.quotes(named), "named", confidence=0.8)
    asks_plan = bool(params["plans"] or params["plan_about"])
    plans = [r for r in analysis.references if asks_plan and _is_superior_plan(r, rule, context)]
    if plans:
        found = analysis.quote(plans[0].span)
        return Outcome("partial", tuple(r.span for r in plans[:3]), "plan", {"found": found}, confidence=0.85)
    sections = context.sections(["context", "purpose"])
    nearest = context.nearest(params["nearest"])
    return Outcome("missing", looked_in=tuple(s.id for s in sections), nearest=nearest, confidence=0.9)


def is_cited_as(reference: Reference, numbers: list[str], kind: str, year: str) -> bool:
    """Whether a reference is to a document of one of these numbers.

    A number without its symbol ("Quyết định 1676") counts where the kind fits; another year makes it another document.
    """
    if reference.number is None:
        return False
    if year and reference.issued_on and reference.issued_on[:4] != year:
        meant = lookup(reference)  # by number, day and month: a slip of the year is for the rule on wrong citations
        if meant is None or not (meant.date or "").startswith(year):
            return False
    written = number_key(reference.number)
    keys = [number_key(number) for number in numbers]
    if written in keys:
        return True
    return reference.type == kind and any(written.isdigit() and re.match(r"\d*", key)[0] == written for key in keys)  # type: ignore[index]


def number_key(number: str) -> str:
    """A number made comparable: lower case, without diacritics, separators, or the year that some put into it."""
    return re.sub(r"\W", "", re.sub(r"/(?:19|20)\d\d(?=/)", "", re.sub(r"\s", "", bare(number))))


def _is_superior_plan(reference: Reference, rule: Rule, context: Context) -> bool:
    analysis, params = context.analysis, rule.params
    if reference.number and number_key(reference.number) in [number_key(n) for n in params["plans"]]:
        return True
    symbol = bare(reference.number or "").partition("/")[2]
    if reference.type not in ("plan", "programme") and not symbol.startswith(("kh", "ctr")):
        return False
    start, end = reference.span
    line_end = analysis.text.find("\n", end)
    name: Span = (start, min(end + _NAME_REACH, line_end if line_end >= 0 else len(analysis.text)))
    about = params["plan_about"]
    # Where the text says what the plan is about, it must be this; a plan named by number alone is taken on trust.
    if about and reference.subject and not (context.says(name, about) or _says_anywhere(reference, about, context)):
        return False
    own = analysis.outline.issuer.value
    issuer = bare(reference.issuer or analysis.quote(name))
    rank = next((value for value, words in _RANKS if words.search(issuer)), None)
    own_rank = _OWN_RANK.get(analysis.outline.level.value or (own.level if own else None) or "")
    if own is not None and _AGENCY.match(bare(own.name)) and _COMMITTEE.search(issuer) and rank == own_rank:
        return True
    if rank is not None and own_rank is not None:
        return rank > own_rank
    return own is None or bare(own.name) not in issuer


def _says_anywhere(reference: Reference, concept: str, context: Context) -> bool:
    line = context.analysis.outline.clean.line_at
    lines = [line(span[0]) for span in reference.mentions]
    return any(context.says((at.start, at.end), concept) for at in lines)


KIND = CheckKind(
    "citation", PARAMS, run, messages=("met", "missing"), extra=("partial", "partial_named", "partial_plan"),
    fields=("found",),
)  # fmt: skip

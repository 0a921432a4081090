"""The elements that an administrative document has by Nghị định 30/2020/NĐ-CP, appendix I."""

from __future__ import annotations

import re

from analyzer.checks.context import Context
from analyzer.checks.kinds.base import CheckKind, Outcome, Param, join_names
from analyzer.checks.model import Rule, Status
from analyzer.checks.places import Ended, former_seat
from analyzer.errors import Text
from analyzer.structure.model import Span

PARAMS = (
    Param(
        "element", "text", required=True,
        choices=("national_name", "number", "place_date", "title", "signature", "recipients"),
    ),
    Param("kind_codes", "texts", default=()),
)  # fmt: skip
"""``element``: the one asked for. ``kind_codes``: for ``number``, "plan=KH" and the like: how the symbol begins for a
kind of document."""

_NUMBER = re.compile(r"\d{1,6}[a-zđ]?[/-](?:\d{4}/)?([A-ZĐƯ][\wĐđƯư]{0,15})(?:[-–/.&][\wĐđƯư]{1,20}){0,6}")
"""The State's form (12/KH-UBND) and the Party's (12-KH/HU); the group is the kind's abbreviation, where it has one."""
_DEPUTY = re.compile(r"(?:phó|p\.)(?!\w)", re.IGNORECASE)
_CHAIR = re.compile(r"chủ tịch", re.IGNORECASE)
_ACTING = re.compile(r"q\.", re.IGNORECASE)

_UNIT = re.compile(r"^(?:thành phố|tỉnh) ")
_OF_UNIT = re.compile(
    r"\b(?:tỉnh|thành phố|huyện|quận|thị xã|thị trấn|phường|đặc khu|xã) "
    r"([A-ZÀ-ỸĐ]\w{0,12}(?: [A-ZÀ-ỸĐ]\w{0,12}){0,4})"
)

_UNSEEN = Text(
    "Không nhận dạng được đủ thành phần này trên ảnh; chữ viết tay hoặc chữ dưới dấu, chữ ký thường không đọc được.",
    "Not all of this element was made out on the picture; handwriting and what is under a stamp or a signature often "
    "cannot be read.",
)

_Named = tuple[Text, "Span | None"]


def run(rule: Rule, context: Context) -> Outcome:
    """One element of the form."""
    outcome = _ELEMENTS[rule.params["element"]](rule, context)
    if outcome.evidence:
        outcome.confidence = 0.95
    if outcome.status != "met" and not outcome.variant and _is_from_picture(rule, outcome, context):
        return Outcome("needs_review", outcome.evidence, reason=_UNSEEN, confidence=0.4)
    return outcome


def _is_from_picture(rule: Rule, outcome: Outcome, context: Context) -> bool:
    """Whether the element, or what there is of it, stands on a page that was recognised from its picture."""
    clean, pages = context.analysis.outline.clean, context.pages
    if outcome.evidence:
        return any(pages.is_recognised(clean.page_at(start)) for start, _ in outcome.evidence)
    at_end = rule.params["element"] in ("signature", "recipients")
    return bool(clean.lines) and pages.is_recognised(clean.lines[-1 if at_end else 0].page)


def _all_of(parts: list[_Named]) -> Outcome:
    """Met where all parts are there, partial where some are."""
    there = [(name, span) for name, span in parts if span is not None]
    evidence = tuple(span for _, span in there if span is not None)
    fields = {
        "found": join_names([name for name, _ in there]),
        "lacking": join_names([name for name, span in parts if span is None]),
    }
    status: Status = "met" if len(there) == len(parts) else "partial" if there else "missing"
    return Outcome(status, evidence, fields=fields, confidence=0.9)


def _national_name(_: Rule, context: Context) -> Outcome:
    head = context.analysis.outline.letterhead
    return _all_of(
        [(Text("quốc hiệu", "the national name"), head.national_name), (Text("tiêu ngữ", "the motto"), head.motto)]
    )


def _number(rule: Rule, context: Context) -> Outcome:
    outline = context.analysis.outline
    head = outline.letterhead
    if head.number_span is None:
        return Outcome("missing", confidence=0.9)
    written = head.number_text or context.analysis.quote(head.number_span)
    if head.number is None:
        return Outcome("partial", (head.number_span,), fields={"found": written})
    codes = dict(code.split("=", 1) for code in rule.params["kind_codes"])
    code = codes.get(outline.kind.value or "")
    allowed = code.split("|") if code else []
    form = _NUMBER.fullmatch(head.number)
    if form is None or (allowed and form[1].lower() not in [known.lower() for known in allowed]):
        return Outcome(
            "partial", (head.number_span,), "pattern", {"found": written, "code": " / ".join(allowed) or "…"}
        )
    return Outcome("met", (head.number_span,), fields={"found": written})


def _place_date(_: Rule, context: Context) -> Outcome:
    head = context.analysis.outline.letterhead
    if head.place_date is None:
        return Outcome("missing", fields={"place": _place_name(context)}, confidence=0.9)
    written = context.analysis.quote(head.place_date)
    blanks = [
        name for name, part in zip(
            (Text("năm", "the year"), Text("tháng", "the month"), Text("ngày", "the day")), head.date_parts, strict=True
        ) if part is None
    ]  # fmt: skip
    if not head.place:
        blanks.append(Text("địa danh", "the place"))
    place = _place_name(context)
    fields: dict[str, Text | str] = {"found": " ".join(written.split()), "lacking": join_names(blanks), "place": place}
    ended = _former_seat(context)
    if ended is not None and not blanks:
        heir = _UNIT.sub("", ended.heir)
        return Outcome("partial", (head.place_date,), "ended", {**fields, "heir": heir, "place": heir})
    return Outcome("partial" if blanks else "met", (head.place_date,), fields=fields)


def _place_name(context: Context) -> str:
    """The place that the letterhead should give: its own, else the proper name of the issuer's unit."""
    outline = context.analysis.outline
    if outline.letterhead.place:
        return outline.letterhead.place
    issuer = outline.issuer.value
    found = _OF_UNIT.search(issuer.name) if issuer is not None else None
    return found[1].strip() if found is not None else ""


def _former_seat(context: Context) -> Ended | None:
    """The former province that a document of a province gives as its place, at its own date."""
    outline, reference = context.analysis.outline, context.analysis.profile.reference_date
    if not outline.letterhead.place or reference.value is None or reference.basis not in ("issued", "given"):
        return None
    return former_seat(outline.letterhead.place, outline.level.value, reference.value)


def _title(_: Rule, context: Context) -> Outcome:
    outline = context.analysis.outline
    head = outline.letterhead
    abstract: _Named = (Text("trích yếu", "the abstract"), head.title_span)
    if outline.kind.value == "letter":
        return _all_of([abstract])
    return _all_of([(Text("tên loại", "the name of the kind"), head.kind_span), abstract])


def _signature(_: Rule, context: Context) -> Outcome:
    signature = context.analysis.outline.signature
    position: _Named = (
        Text("chức vụ", "the position"),
        _if(signature.position, signature.position_span or signature.span),
    )
    if position[1] is None and _ACTING.match(signature.authority or ""):
        position = (position[0], signature.authority_span or signature.span)
    parts: list[_Named] = [
        position,
        (Text("họ tên", "the name"), _if(signature.name, signature.name_span or signature.span)),
    ]
    on_whose_behalf = signature.authority or signature.on_behalf
    # A deputy signs for the head, and the chair of a committee for the committee: they say so. The head of an agency
    # signs in their own right, as does a chair who decides alone.
    written = (signature.position or "").strip()
    for_committee = bool(_CHAIR.fullmatch(written)) and context.analysis.outline.kind.value != "decision"
    if on_whose_behalf or _DEPUTY.search(written) or for_committee:
        authority = _if(on_whose_behalf, signature.authority_span or signature.span)
        parts.insert(0, (Text("quyền hạn ký (TM., KT., TL., TUQ.)", "the authority (TM., KT., TL., TUQ.)"), authority))
    return _all_of(parts)


def _if(value: str | None, span: Span | None) -> Span | None:
    return span if value else None


def _recipients(_: Rule, context: Context) -> Outcome:
    recipients = context.analysis.outline.recipients
    entries = recipients.span if recipients.entries else None
    return _all_of(
        [(Text("nơi nhận", "the recipients"), entries), (Text("nơi lưu", "the filing entry"), recipients.filing)]
    )


_ELEMENTS = {
    "national_name": _national_name, "number": _number, "place_date": _place_date,
    "title": _title, "signature": _signature, "recipients": _recipients,
}  # fmt: skip

KIND = CheckKind(
    "letterhead",
    PARAMS,
    run,
    extra=("partial_pattern", "partial_ended"),
    fields=("found", "lacking", "code", "heir", "place"),
)

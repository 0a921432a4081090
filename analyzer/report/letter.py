"""A letter (công văn) that returns a draft with the list of what is to be completed, as an editable .docx.

Its form is that of Nghị định 30/2020/NĐ-CP, phụ lục I: A4, margins 20, 15, 20 and 30 mm, Times New Roman, the nine
components with the sizes given there. What the program does not know (number, day, names) stays blank for the officer.
It is a Vietnamese administrative document, so its text is Vietnamese in either language of the program.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from msgspec import UNSET

from analyzer.report.export import Document
from analyzer.report.letter_form import Parties, closing, head, item, sentence, small, title
from analyzer.report.model import Report
from analyzer.report.provenance import Provenance
from analyzer.report.remarks import Remark, message_words, remarks_of, suggestion_words
from analyzer.report.safe import one_line, shorten
from analyzer.report.view import SectionNames, clause_words, place_words, verdict_note
from analyzer.report.wordml import Run, document, paragraph, table
from analyzer.report.words import FAMILIES, say
from analyzer.text.written import date_words

_BASIS = re.compile(
    r"(?P<kind>Quyết định|Nghị quyết|Nghị định|Thông tư|Chỉ thị) (?P<number>[^\s,;/]{1,12}/[^\s,;]{1,20})"
    r"(?P<day> ngày [0-9]{1,2}/[0-9]{1,2}/[0-9]{4})?"
)
_POINTS = "abcdđeghiklmnopqrstuvxy"
"""Letters of points, in the order of the Vietnamese alphabet."""
_KINDS = {"plan": "Kế hoạch", "report": "Báo cáo", "decision": "Quyết định", "letter": "Công văn"}
_LEADS = {"missing": "Còn thiếu", "partial": "Chưa đầy đủ"}
_QUOTE, _TITLE, _BODY = 200, 200, 13.5
_PLACES = 3
_SEVERAL = 3
"""Rules that rest on a text before the letter names it."""


def letter(source: Document, made_on: date, parties: Parties | None = None) -> bytes:
    """The letter on one document, addressed to its issuer unless ``parties`` says otherwise."""
    report = source.report
    parties = parties or Parties()
    receiver = parties.receiver or one_line(report.document.issuer.name or "")
    who = parties.sender or "cơ quan thẩm định"
    remarks = remarks_of(report, source.clean)
    subject = _subject(report)
    body = [*head(parties, f"V/v hoàn thiện {subject.short}"), *_addressed(receiver)]
    body.append(sentence(_opening(report, subject, who)))
    asked = [r for r in remarks if r.look in _LEADS]
    faults = [r for r in remarks if r.look == "fault"]
    doubtful = [r for r in remarks if r.look == "needs_review"]
    if remarks:
        body += _general(report, asked, faults, doubtful)
        number = 2
        for heading, part in (
            ("Nội dung cần bổ sung, hoàn thiện", _by_family(report, asked)),
            ("Lỗi cần chỉnh sửa", _fault_table(report, faults)),
            ("Nội dung đề nghị làm rõ", _doubts(report, doubtful)),
        ):
            if part:
                body += [title(f"{number}. {heading}"), *part]
                number += 1
        until = f"trước ngày {date_words(parties.reply_by)}" if parties.reply_by else "trước ngày …/…/……"
        body.append(
            sentence(
                f"Đề nghị {receiver or 'quý cơ quan'} nghiên cứu, hoàn thiện {subject.noun} và gửi lại {who} {until} "
                "để xem xét, giải quyết theo quy định./."
            )
        )
    else:
        body.append(
            sentence(
                f"Qua rà soát, {subject.noun} cơ bản đáp ứng yêu cầu; {who} không có ý kiến bổ sung, chỉnh sửa. Đề "
                f"nghị {receiver or 'quý cơ quan'} hoàn thiện thể thức, ban hành và tổ chức thực hiện theo quy định./."
            )
        )
    body += closing(parties)
    lines = Provenance.of(report, made_on).lines("vi")
    body += [small("Thông tin rà soát (xóa trước khi phát hành):", lead=True), *(small(line) for line in lines)]
    return document(body, size=_BODY, title=f"Công văn hoàn thiện {subject.short}")


@dataclass(frozen=True, slots=True)
class _Subject:
    """How the letter speaks of the document: ``noun`` "dự thảo Kế hoạch", ``short`` with what it is about."""

    noun: str
    short: str
    full: str


def _subject(report: Report) -> _Subject:
    info = report.document
    kind = _KINDS.get(info.kind, "văn bản")
    noun = kind if info.number else f"dự thảo {kind}"
    about = shorten(info.title or "", _TITLE).rstrip(" .")
    about = about[:1].lower() + about[1:] if about[:2].istitle() or about[1:2].islower() else about
    number = f" số {one_line(info.number)}" if info.number else ""
    issued = f" ngày {date_words(info.issued_on)}" if info.number and info.issued_on else ""
    return _Subject(noun, f"{noun} {about}".strip(), f"{noun}{number}{issued} {about}".strip())


def _addressed(receiver: str) -> list[str]:
    words = receiver or "……………………………………"
    return [paragraph(Run(f"Kính gửi: {words}", size=14), align="center", before=14, after=12)]


def _opening(report: Report, subject: _Subject, who: str) -> str:
    *most, last = _bases(report) or ["các quy định hiện hành"]
    texts = [", ".join(most), last] if most else [last]
    issuer = one_line(report.document.issuer.name or "")
    whose = f" của {issuer}" if issuer else ""
    start = who[:1].upper() + who[1:]
    return (
        f"{start} đã nhận được {subject.full}{whose}. Sau khi rà soát, đối chiếu với {' và '.join(texts)}, {who} có ý "
        "kiến như sau:"
    )


def _bases(report: Report) -> list[str]:
    """The texts that several of the rules asked rest on, each once, with "số" before its number."""
    found: dict[str, list[str]] = {}
    for rule in report.rules:
        if rule.status != "not_applicable":
            for match in _BASIS.finditer(one_line(rule.source)):
                words = f"{match['kind']} số {match['number']}"
                found.setdefault(words, []).append(words + (match["day"] or ""))
    return [max(texts, key=len) for texts in found.values() if len(texts) >= _SEVERAL]


def _general(
    report: Report, asked: Sequence[Remark], faults: Sequence[Remark], doubtful: Sequence[Remark]
) -> list[str]:
    summary = report.summary
    partial = sum(remark.look == "partial" for remark in asked)
    parts = [f"đáp ứng {summary.met}/{summary.applicable} yêu cầu được xét"] if summary.applicable else []
    counts = (
        (len(asked) - partial, "yêu cầu còn thiếu"), (partial, "yêu cầu chưa đầy đủ"), (len(faults), "lỗi cần sửa"),
        (len(doubtful), "nội dung cần làm rõ"),
    )  # fmt: skip
    parts += [f"{count:02d} {words}" for count, words in counts if count]
    lines = [title("1. Đánh giá chung"), sentence(f"Văn bản {'; '.join(parts)}.")]
    if summary.verdict == "out_of_scope":
        lines.append(
            sentence("Văn bản không thuộc phạm vi các yêu cầu về nội dung; chỉ xét thể thức và tính nhất quán.")
        )
    elif any(notice.code == "out_of_scope" for notice in report.warnings):
        lines.append(sentence(verdict_note(report, "vi")))
    return lines


def _by_family(report: Report, remarks: Sequence[Remark]) -> list[str]:
    """What is missing or not complete, by families in the order of the rules, the required first."""
    order = dict.fromkeys(rule.family for rule in report.rules)
    families = {family: [remark for remark in remarks if remark.rule.family == family] for family in order}
    lines = []
    for number, (family, some) in enumerate((family, some) for family, some in families.items() if some):
        lines.append(sentence(f"{_POINTS[number % len(_POINTS)]}) {say(FAMILIES, family, 'vi')}", bold=True, keep=True))
        for remark in some:
            advice = " (khuyến nghị)" if remark.rule.severity == "advice" else ""
            lead = f"{_LEADS[remark.look]}{advice}: {one_line(remark.rule.name.vi)}."
            clause = clause_words(remark.rule, "vi")
            texts = [message_words(remark, "vi"), f"({clause})." if clause else "", suggestion_words(remark, "vi")]
            lines.append(item(lead, " ".join(filter(None, texts))))
    return lines


def _fault_table(report: Report, faults: Sequence[Remark]) -> list[str]:
    if not faults:
        return []
    names = SectionNames(report.sections)
    heads = ("TT", "Vị trí", "Nguyên văn", "Lỗi", "Đề nghị")
    rows = [[_cell(head_, bold=True, align="center") for head_ in heads]]
    for number, remark in enumerate(faults, 1):
        shown = remark.places[:_PLACES]
        places = "\n".join(dict.fromkeys(place_words(place, names, "vi") for place in shown))
        quotes = "\n".join(f"“{shorten(place.quote, _QUOTE)}”" for place in shown)
        fault = message_words(remark, "vi")
        if remark.finding is not None and remark.finding.calculation:
            fault += f"\nPhép tính: {shorten(remark.finding.calculation, _QUOTE)}"
        clause = clause_words(remark.rule, "vi")
        fault += f"\n({clause})" if clause else ""
        cells = (places, quotes, fault, suggestion_words(remark, "vi"))
        rows.append([_cell(str(number), align="center"), *map(_cell, cells)])
    return [table(rows, (9, 28, 45, 42, 41), ruled=True, header=True), paragraph(after=0)]


def _cell(words: str, *, bold: bool = False, align: str = "left") -> str:
    return paragraph(Run(words, bold=bold, size=11), align=align, before=2, after=2)  # type: ignore[arg-type]


def _doubts(report: Report, remarks: Sequence[Remark]) -> list[str]:
    names = SectionNames(report.sections)
    lines = []
    for remark in remarks:
        reason = remark.rule.reason
        texts = [message_words(remark, "vi"), one_line(reason.vi) if reason is not None else ""]
        places = [p for p in remark.places[:1] if remark.quoted]
        if not places and remark.rule.nearest is not UNSET and remark.rule.nearest is not None:
            places = [remark.rule.nearest]
        texts += [f"“{shorten(p.quote, _QUOTE)}” ({place_words(p, names, 'vi')})." for p in places]
        lines.append(item(f"{one_line(remark.rule.name.vi)}.", " ".join(filter(None, texts))))
    return lines

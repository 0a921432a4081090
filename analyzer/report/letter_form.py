"""The form of a letter after Nghị định 30/2020/NĐ-CP, phụ lục I and mẫu 1.5: head, body, signature, recipients."""

from __future__ import annotations

from dataclasses import dataclass

from analyzer.report.safe import one_line
from analyzer.report.wordml import Run, paragraph, table

_INDENT = 12.7
_HEAD = (71.0, 94.0)
"""Widths of the two columns of the head, millimetres; together the width of the text."""
_FOOT = (82.0, 83.0)
_DOTS = "………………………"


@dataclass(frozen=True, slots=True)
class Parties:
    """Who writes to whom; all may be blank. ``superior`` is the body above the sender, ``unit`` the one that drafts
    (*Lưu: VT, …*), ``authority`` the signer's capacity ("TL. GIÁM ĐỐC"), ``reply_by`` an ISO date."""

    sender: str = ""
    superior: str = ""
    receiver: str = ""
    unit: str = ""
    place: str = ""
    symbol: str = ""
    authority: str = ""
    position: str = ""
    signer: str = ""
    reply_by: str = ""


def head(parties: Parties, subject: str) -> list[str]:
    """Bodies, number and subject on the left; state title, motto, place and date on the right."""
    sender = one_line(parties.sender).upper() or _DOTS
    left = []
    if parties.superior:
        left.append(paragraph(Run(one_line(parties.superior).upper(), size=12), align="center", after=0))
    left.append(paragraph(Run(sender, bold=True, size=12.5), align="center", after=0))
    left.append(paragraph(align="center", rule_inset=24, after=4, line=4))
    symbol = one_line(parties.symbol) or "…-…"
    left.append(paragraph(Run(f"Số:        /{symbol}", size=13), align="center", after=2))
    left.append(paragraph(Run(subject, size=12), align="center", after=0))
    place = one_line(parties.place) or "…………"
    right = [
        paragraph(Run("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, size=12), align="center", after=0),
        paragraph(Run("Độc lập - Tự do - Hạnh phúc", bold=True, size=13.5), align="center", after=0),
        paragraph(align="center", rule_inset=17.5, after=4, line=4),
        paragraph(Run(f"{place}, ngày      tháng      năm 20…", italic=True, size=13.5), align="center", after=0),
    ]
    return [table([["".join(left), "".join(right)]], _HEAD)]


def title(words: str) -> str:
    """A numbered heading in the body."""
    return paragraph(Run(words, bold=True), first=_INDENT, before=6, after=6, keep=True)


def sentence(words: str, *, bold: bool = False, keep: bool = False) -> str:
    """A paragraph of the body."""
    return paragraph(Run(words, bold=bold), first=_INDENT, after=6, keep=keep)


def item(lead: str, words: str) -> str:
    """An item of a list, its first words in italics."""
    return paragraph(Run("- "), Run(lead, italic=True), Run(f" {words}"), first=_INDENT, after=6)


def closing(parties: Parties) -> list[str]:
    """Recipients on the left; capacity, post, room for the signature and name on the right."""
    unit = one_line(parties.unit) or "……"
    left = [paragraph(Run("Nơi nhận:", bold=True, italic=True, size=12), align="left", after=0)]
    left += [paragraph(Run(words, size=11), align="left", after=0) for words in ("- Như trên;", f"- Lưu: VT, {unit}.")]
    capacity = [one_line(words).upper() for words in (parties.authority, parties.position) if words]
    right = [
        paragraph(Run(words, bold=True, size=13.5), align="center", after=0)
        for words in capacity or ["QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ"]
    ]
    right += [paragraph(align="center", after=0) for _ in range(4)]
    right.append(paragraph(Run(one_line(parties.signer) or "Họ và tên", bold=True, size=13.5), align="center", after=0))
    return [paragraph(after=0), table([["".join(left), "".join(right)]], _FOOT)]


def small(words: str, *, lead: bool = False) -> str:
    """A line below the letter, which is not part of it."""
    return paragraph(Run(words, italic=True, bold=lead, size=9), align="left", before=10 if lead else 0, after=0)

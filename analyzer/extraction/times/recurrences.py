"""Builders of recurrences: hằng năm, 6 tháng một lần, lớp/năm, ngày 20 hằng tháng."""

from __future__ import annotations

import re

from analyzer.extraction.times import patterns as p
from analyzer.extraction.times.atoms import Atom, count, spaces


def _every(unit: str) -> str | None:
    """The duration of "6 tháng", "năm", "tuần"."""
    word = spaces(unit)
    head, _, tail = word.rpartition(" ")
    number = count(head) if head and head != "nửa" else 1
    if number < 1:
        return None
    if head == "nửa":
        return "P6M"
    letter = {"th": "M", "n": "Y", "ng": "D", "tu": "W", "q": "Q"}
    key = "th" if tail[:2] == "th" else "tu" if tail[:2] == "tu" else "ng" if tail[:2] == "ng" else tail[:1]
    code = letter[key]
    if code == "Q":
        return f"P{3 * number}M"
    if code == "M" and number % 12 == 0:
        return f"P{number // 12}Y"
    return f"P{number}{code}"


_ONCE = re.compile(r"\s{1,2}(?:một|1|01)\s{1,2}lần(?!\w)")


_SOME_YEARS = re.compile(rf"{p.COUNT}\s{{1,2}}{p.NAM}")


def listed(hit: re.Match[str], _: str) -> list[Atom]:
    text = hit.string
    if (
        re.compile(
            r"\s{0,3}(?:giai đoạn|học|một(?!\s{1,2}(?:lần|lượt|phiên|buổi|kỳ|bài|cuộc|đợt|tin|lớp|"
            r"hội nghị|chuyên))|tuổi)(?!\w)"
        ).match(text, hit.end())
        and "năm" not in hit["list"][-4:]
    ):
        return []
    if _SOME_YEARS.fullmatch(hit["list"]) and text.startswith(("s", "t"), hit.start()):
        return []  # "sơ kết 5 năm thực hiện Đề án"
    found = []
    for m in p.UNIT.finditer(text, hit.start("list"), hit.end("list")):
        if every := _every(m.group()):
            found.append(Atom(m.start(), m.end(), "recurrence", every=every, group=hit.start()))
    if found:
        if once := _ONCE.match(text, found[-1].end):
            found[-1].end = once.end()
        found[0].start = hit.start()
        if re.compile(r"(?:sơ|tổng)\s+kết|báo\s+cáo").match(text, hit.start()):
            found[0].start = hit.start("list")
    return found


def recurrence(hit: re.Match[str], original: str) -> list[Atom]:
    text = hit.string
    head = text[hit.start() : hit.start("list")]
    number = re.compile(r"\s{0,3}(?:\d{4}|học(?!\w)|công(?!\w)|một(?!\s{1,2}(?:lần|lượt|phiên|buổi)))").match(
        text, hit.end()
    )
    if number and not head.startswith(("định", "đinh")) and p.YEARS.match(text, hit.end() - 3):
        return []
    if head.strip().startswith(("định", "đinh")) and re.compile(r"\s{0,3}\d{4}").match(text, hit.end()):
        return []  # "định kỳ năm 2025"
    return listed(hit, original)


def single(hit: re.Match[str], _: str) -> list[Atom]:
    groups = hit.groupdict()
    unit = groups.get("unit") or groups.get("unit2") or groups.get("unit3") or ""
    every = _every(f"{(groups.get('n') or '').strip()} {unit}".strip())
    return [Atom(hit.start(), hit.end(), "recurrence", every=every)] if every else []


def rate(hit: re.Match[str], original: str) -> list[Atom]:
    before = hit.string[hit.start() - 1 : hit.start()] if hit.start() else ""
    if not (before.isalnum() or before in ")%] "):
        return []
    found = single(hit, original)
    for atom in found:
        atom.rate = True
    return found


def day_of_month(hit: re.Match[str], _: str) -> list[Atom]:
    quarterly = hit["last"] or (hit["unit"] or "")[:1] == "q"
    return [Atom(hit.start(), hit.end(), "recurrence", every="P3M" if quarterly else "P1M", needs="own")]


def weekday(hit: re.Match[str], _: str) -> list[Atom]:
    return [Atom(hit.start(), hit.end(), "recurrence", every="P1W", needs="own")]

"""Documents for the tests of the report: an invented plan with everything in it, and documents of any text."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from analyzer.checks.model import Applicability, Finding, Pack, Rule, Verdict
from analyzer.errors import Text
from analyzer.extraction.model import Analysis, Assignment, Body, Figure, Profile, Reference, ReferenceDate, Time, When
from analyzer.reading.model import Block, Cell, ReadingWarning, SourceText, Style
from analyzer.report.build import build_report
from analyzer.report.model import Report
from analyzer.structure.model import Decision, Issuer, Letterhead, Outline, Recipients, Section, Signature, Span
from analyzer.text.model import CellSpan, CleanText, Line

DATA = Path(__file__).parent / "data"
KEEP = Text("Giữ nguyên.", "Keep as it is.")


def clean_text(text: str, *, pages: int | None = None, path: str = "mau/ke-hoach.docx") -> CleanText:
    """A text as reading and normalising would give it: a block for each paragraph and each cell of a row."""
    blocks: list[Block] = []
    lines: list[Line] = []
    origin: list[int] = []
    start = raw = 0
    rows = text.split("\n")
    for number, row in enumerate(rows, 1):
        page = 1 + (number - 1) * pages // len(rows) if pages else None
        cells: list[CellSpan] = []
        place = start
        for column, piece in enumerate(row.split("\t")):
            cell = Cell(0, number, column) if "\t" in row else None
            blocks.append(Block(f"p{number}c{column}", "cell" if cell else "paragraph", piece, page, cell=cell))
            if cell:
                cells.append(CellSpan(place, place + len(piece), cell))
            origin.extend(range(raw, raw + len(piece)))
            origin.append(-1)
            raw += len(piece)
            place += len(piece) + 1
        kind = "row" if cells else "paragraph"
        lines.append(
            Line(number, start, start + len(row), kind, page, "", start, Style(), 0 if cells else None, tuple(cells))  # type: ignore[arg-type]
        )
        start += len(row) + 1
    source = SourceText(path, "0" * 64, "docx", blocks, pages)
    return CleanText(text, lines, array("l", origin[:-1]), source)


def find(text: str, words: str) -> Span:
    """The place of words; ``words#2`` is their second place. Fails where they are not."""
    words, _, nth = words.partition("#")
    start = -1
    for _ in range(int(nth or 1)):
        start = text.index(words, start + 1)
    return start, start + len(words)


def plain_analysis(text: str, *, scope: str = "1676", pages: int | None = None) -> Analysis:
    """A document of which nothing is known but its text, its kind and its scope."""
    clean = clean_text(text, pages=pages)
    outline = Outline(
        clean, [], [], [], Letterhead(), Signature(), Recipients(), Decision("plan", 0.97), Decision(scope, 0.9),  # type: ignore[arg-type]
        Decision(None, 0.0), Decision("commune", 0.8), (0, len(text)),
    )  # fmt: skip
    return Analysis(outline)


def rule(
    code: str,
    severity: str = "error",
    faults: bool = False,
    name: Iterable[str] = ("Tên", "Name"),
    clause: str = "II.2",
) -> Rule:
    """A rule with nothing in it that the report does not show."""
    return Rule(
        code,
        code[0],
        Text(*name),
        clause,
        "Quyết định 1676/QĐ-TTg ngày 21/11/2019",
        severity,  # type: ignore[arg-type]
        Applicability(kinds=("plan",)),
        "none",
        {},
        {},
        KEEP,
        {},
        faults,
    )


@cache
def _data() -> dict[str, Any]:
    return yaml.safe_load((DATA / "plan.yml").read_text("utf-8"))  # type: ignore[no-any-return]


def plan_analysis() -> Analysis:
    """The invented plan."""
    data = _data()
    text = (DATA / "plan.txt").read_text("utf-8").rstrip("\n")
    analysis = plain_analysis(text, pages=3)
    outline = analysis.outline

    def at(words: str) -> Span:
        return find(text, words)

    title = text.split("\n")[4]
    source = outline.clean.source
    source.warnings.append(
        ReadingWarning("image_skipped", Text("Bỏ qua 1 ảnh không có chữ.", "1 image without text was skipped."), 2)
    )
    outline.clean.repairs["split_syllables"] = 3
    outline.sections = _sections(data["sections"], text)
    outline.letterhead = Letterhead(
        number_text="…/KH-UBND", number_span=at("Số: …/KH-UBND"), place="Tân Vĩnh Khê", date_parts=(2026, 3, None),
        place_date=at("Tân Vĩnh Khê, ngày … tháng 3 năm 2026"), title_span=at(title), title=title,
    )  # fmt: skip
    outline.signature = Signature("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Hoàng Thị Mẫu", name_span=at("Hoàng Thị Mẫu"))
    outline.recipients = Recipients(("Sở Nội vụ tỉnh Sơn Hải", "Các thôn", "Lưu: VT, VHXH"), at("Nơi nhận:"))
    outline.issuer = Decision(
        Issuer("Ủy ban nhân dân xã Tân Vĩnh Khê", "commune"), 0.98, ("letterhead",), (at("XÃ TÂN VĨNH KHÊ"),)
    )
    outline.kind = Decision("plan", 0.99, ("title",), (at("KẾ HOẠCH"),), (("report", 0.01),))
    outline.overrides = {"scope": "1676"}
    for f in data["figures"]:
        quote = at(f["quote"])
        value = find(text[quote[0] :], f["value"])
        analysis.figures.append(
            Figure(f["kind"], f["indicator"], f["text"], f["op"], f["min"], f["max"], f["unit"],
                   (value[0] + quote[0], value[1] + quote[0]), quote, f.get("per"), population=f.get("population"),
                   when=When(*f["when"]) if "when" in f else None)
        )  # fmt: skip
    for d in data["deadlines"]:
        given = {k: d[k] for k in ("every", "month", "day", "precision", "inclusive", "status") if k in d}
        quote = at(d["quote"])
        words = find(text[quote[0] :], d["words"])
        analysis.times.append(
            Time(d["kind"], d.get("start"), d.get("end"), (words[0] + quote[0], words[1] + quote[0]), quote, **given)
        )
    for a in data["assignments"]:
        words = a["at"].partition("#")[0]
        analysis.assignments.append(
            Assignment(Body(a["body"], words, at(a["at"])), a["role"], at(a["task"]), at(a["quote"]), a.get("product"),
                       tuple(a.get("deadlines", ())))
        )  # fmt: skip
    for r in data["references"]:
        analysis.references.append(
            Reference(
                r["type"], r["number"], r["name"], r["issued_on"], r["issuer"], at(r["words"]), validity=r["validity"]
            )
        )
    analysis.profile = Profile(
        "2026-03", outline.letterhead.place_date, ReferenceDate("2026-03", "issued", outline.letterhead.place_date),
        When("2026-01-01", "2030-12-31"), at("giai đoạn 2026 - 2030"), "P2", "period",
    )  # fmt: skip
    return analysis


def _sections(rows: list[list[Any]], text: str) -> list[Section]:
    starts = []
    cursor = 0
    for _, _, _, heading in rows:
        cursor = text.index(heading + "\n", cursor)
        starts.append(cursor)
    end_of_body = text.index("Nơi nhận:")
    sections: list[Section] = []
    for index, (label, role, level, heading) in enumerate(rows):
        end = next((starts[j] for j in range(index + 1, len(rows)) if rows[j][2] <= level), end_of_body)
        parent = next((j for j in range(index - 1, -1, -1) if rows[j][2] < level), None)
        span = (starts[index], end - 1)
        sections.append(
            Section(
                f"s{index + 1}",
                Decision(role, 0.9),
                label,
                heading,
                level,
                span,
                (span[0], span[0] + len(heading)),
                1,
                parent,
            )
        )
    return sections


def plan_verdicts(analysis: Analysis) -> list[Verdict]:
    """What rules of every outcome say of the invented plan."""
    text, ids = analysis.text, {s.label: s.id for s in analysis.outline.sections}
    verdicts = []
    for v in _data()["verdicts"]:
        asked = rule(v["code"], v["severity"], v.get("faults", False), v["name"], v["clause"])
        verdicts.append(
            Verdict(
                replace(asked, suggestion=Text(*v["suggestion"])), v["status"], Text(*v["message"]),
                Text(*v["suggestion"]),
                tuple(find(text, w) for w in v.get("evidence", ())), Text(*v["reason"]) if "reason" in v else None,
                v.get("confidence", 0.93), tuple(ids[label] for label in v.get("looked_in", ())),
                find(text, v["nearest"]) if "nearest" in v else None, v.get("checked"),
                tuple(Finding(Text(*f["message"]), tuple(find(text, w) for w in f["evidence"]), f.get("calculation"))
                      for f in v.get("findings", ())),
            )
        )  # fmt: skip
    return verdicts


PACK = Pack("qd1676", "1.0", Text("Quyết định 1676/QĐ-TTg", "Decision 1676/QĐ-TTg"), [])


def plan_report(*, with_text: bool = False) -> Report:
    """The report on the invented plan."""
    analysis = plan_analysis()
    return build_report(
        analysis, plan_verdicts(analysis), pack=PACK, version="1.0.0", options={"lang": "vi"}, with_text=with_text
    )


def report_on(text: str, verdicts: Iterable[Verdict] = (), *, scope: str = "1676", pages: int | None = None) -> Report:
    """The report on any text."""
    return build_report(plain_analysis(text, scope=scope, pages=pages), list(verdicts), pack=PACK, version="1.0.0")

"""``rasoat queue``, free of click: what its commands say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from analyzer.audit.submissionlist import Entry, read_list
from analyzer.commands.console import put
from analyzer.errors import ReadingError, Text, UsageError
from analyzer.report.words import Lang
from analyzer.review.backup import BackupResult
from analyzer.review.cases import cases_yaml, learnt_cases
from analyzer.review.desk import Desk
from analyzer.review.expected import Owed, OwedRow, Standing, load_expected
from analyzer.review.grants import grants, people
from analyzer.review.listing import Filter, submissions
from analyzer.review.log import head, verify
from analyzer.review.people import ROLES, Actor
from analyzer.review.precision import rule_records
from analyzer.review.states import State
from analyzer.review.submissions import KINDS, submit
from analyzer.review.tables import as_json, csv_text, day_words, list_csv, list_text, text_table
from analyzer.review.view import submission_view

STANDINGS: dict[Standing, Text] = {
    "overdue": Text("Quá hạn, chưa nộp", "Overdue"), "due_soon": Text("Sắp đến hạn", "Due soon"),
    "pending": Text("Chưa đến hạn", "Not due yet"), "late": Text("Nộp muộn", "Late"),
    "returned": Text("Đã trả lại, chưa nộp lại", "Returned"), "submitted": Text("Đã nộp", "Handed in"),
}  # fmt: skip
_PAGE = 200


def hand_in(desk: Desk, actor: Actor, file: Path, *, place: str, kind: str, period: str, due: date | None) -> Text:
    """Hands a file in. Raises ``ReadingError`` where it cannot be opened, and as ``submit``."""
    try:
        data = file.read_bytes()
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise ReadingError(f"Không mở được {file} ({why}).", f"Cannot open {file} ({why}).") from error
    done = submit(desk, actor, place=place, kind=kind, period=period, filename=file.name, data=data, due=due)
    also = ", ".join(map(str, done.elsewhere))
    return Text(
        f"Hồ sơ số {done.submission}, bản {done.number}." + (f" Tệp này cũng có ở hồ sơ {also}." if also else ""),
        f"Submission {done.submission}, revision {done.number}." + (f" The file is also in {also}." if also else ""),
    )


def listed(desk: Desk, actor: Actor, format_: str, lang: Lang, *, states: Iterable[str], **wanted: Any) -> str:
    """The submissions that fit, in the form asked for; JSON is a line for each."""
    page = submissions(desk, actor, Filter(states=tuple(State(state) for state in states), **wanted))
    if format_ == "json":
        return "".join(f"{as_json(row)}\n" for row in page)
    return list_csv(page) if format_ == "csv" else list_text(page, page.total, lang)


def exported(desk: Desk, actor: Actor, id_: int | None) -> Iterator[str]:
    """One submission, or (None) all by their numbers, each a line of JSON."""
    if id_ is not None:
        yield as_json(submission_view(desk, actor, id_)) + "\n"
        return
    offset = 0
    while page := submissions(desk, actor, Filter(sort="id", descending=False, offset=offset, limit=_PAGE)):
        for row in page:
            yield as_json(submission_view(desk, actor, row.id)) + "\n"
        offset += len(page)


def learnt(desk: Desk, actor: Actor, format_: str) -> Iterator[str]:
    """What was dismissed or corrected: cases in YAML, or lines of JSON."""
    found = learnt_cases(desk, actor)
    if format_ == "yaml":
        yield cases_yaml(found)
        return
    for case in found:
        yield as_json(case.to_dict()) + "\n"


def write_out(parts: Iterable[str], output: Path | None) -> None:
    """Writes to a file, or to standard output."""
    if output is None:
        for part in parts:
            put(part)
        return
    with output.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(parts)


def records(desk: Desk, actor: Actor, year: int | None, format_: str, lang: Lang) -> str:
    """How often people agreed with each rule."""
    rows = rule_records(desk, actor, year=year)
    if format_ == "json":
        return "".join(f"{as_json(row)}\n" for row in rows)
    names = ("code", "confirmed", "waived", "corrected", "dismissed", "open", "decided", "precision", "low", "high")
    if format_ == "csv":
        return csv_text(names, ([getattr(row, name) for name in names] for row in rows))
    heads = (
        ("Mã", "Xác nhận", "Miễn", "Sửa lại", "Bác bỏ", "Chưa xử lý", "Độ đúng", "Khoảng 95%") if lang == "vi"
        else ("Code", "Confirmed", "Waived", "Corrected", "Dismissed", "Open", "Precision", "95% interval")
    )  # fmt: skip
    table = [heads]
    for row in rows:
        counts = (row.confirmed, row.waived, row.corrected, row.dismissed, row.open)
        between = f"{row.low:.0%} – {row.high:.0%}" if row.low is not None and row.high is not None else ""
        share = f"{row.precision:.0%}" if row.precision is not None else ""
        table.append((row.code, *map(str, counts), share, between))  # type: ignore[arg-type]
    return text_table(table)


def verified(desk: Desk, since: str | None) -> tuple[bool, Text]:
    """Whether the log is whole, and what is said of it: its last entry, to be noted, or all that is wrong.

    Raises ``UsageError`` where ``since`` is not NUMBER:HASH.
    """
    with desk.database.read() as session:
        wrong = list(verify(session, _anchor(since)))
        number, hash_ = head(session)
    if wrong:
        return False, Text("\n".join(text.vi for text in wrong), "\n".join(text.en for text in wrong))
    return True, Text(f"Nhật ký nguyên vẹn: {number} mục. Mục cuối: {number}:{hash_}",
                      f"The log is whole: {number} entries. The last one: {number}:{hash_}")  # fmt: skip


def _anchor(since: str | None) -> tuple[int, str] | None:
    if since is None:
        return None
    number, _, hash_ = since.strip().partition(":")
    if not number.isdigit() or not hash_:
        raise UsageError("--since cần dạng SỐ:MÃ_BĂM như “verify” đã in.", "--since wants NUMBER:HASH, as printed.")
    return int(number), hash_.lower()


def persons(desk: Desk, actor: Actor, format_: str, lang: Lang) -> str:
    """The grants, and those who have logged in without any."""
    given, known = grants(desk, actor), people(desk, actor)
    if format_ == "json":
        return as_json({"grants": given, "people": known}) + "\n"
    held = {grant.who for grant in given}
    rows: list[list[Any]] = [
        [g.id, g.who, g.name or "", g.role if format_ == "csv" else ROLES[g.role].in_language(lang), g.place or "*"]
        for g in given
    ]
    rows += [["", p.key, p.name, "", ""] for p in known if not held & {p.key, p.email}]
    heads = ["grant", "who", "name", "role", "place"]
    if format_ == "csv":
        return csv_text(heads, rows)
    shown = ["Số", "Ai", "Tên", "Vai trò", "Địa phương"] if lang == "vi" else ["Grant", "Who", "Name", "Role", "Place"]
    return text_table([shown, *([str(cell) for cell in row] for row in rows)])


def load_list(desk: Desk, actor: Actor, file: Path, *, replace: bool) -> tuple[list[Text], bool]:
    """Takes a list of who owes what; what is said of it, and whether every line of it could be taken.

    Raises ``UsageError`` where nothing of it can be used.
    """
    entries, problems = read_list(file)
    taken = []
    for entry in entries:
        if entry.kind not in KINDS or not entry.period_text:
            problems.append(Text(
                f"{file}, dòng {entry.line}: cần loại (kế hoạch hoặc báo cáo) và kỳ.",
                f"{file}, line {entry.line}: a kind (plan or report) and a period are needed.",
            ))  # fmt: skip
            continue
        taken.append(Owed(_path(entry), entry.kind, entry.period_text, entry.due))
    if replace and problems:
        # A line that was not understood must not take what it stands for off the list.
        raise UsageError("\n".join(text.vi for text in problems), "\n".join(text.en for text in problems))
    done = load_expected(desk, actor, taken, replace=replace)
    said = Text(
        f"Thêm {done.added}, đổi hạn {done.changed}, giữ nguyên {done.same}, bỏ {done.removed}.",
        f"{done.added} added, {done.changed} changed, {done.same} as before, {done.removed} taken out.",
    )
    return [*problems, said], not problems


def _path(entry: Entry) -> str:
    """The path of a place: from the largest to the smallest, where a list names it "xã A, huyện B, tỉnh C"."""
    if "/" in entry.place:
        return entry.place
    return "/".join(part.strip() for part in reversed(entry.place.split(",")) if part.strip())


def owed(rows: Iterable[OwedRow], format_: str, lang: Lang) -> str:
    """Documents owed in the form asked for."""
    rows = list(rows)
    if format_ == "json":
        return "".join(f"{as_json(row)}\n" for row in rows)
    if format_ == "csv":
        names = ("place", "kind", "period", "due", "days", "standing", "submission", "state")
        return csv_text(names, ([str(v) if (v := getattr(row, n)) is not None else "" for n in names] for row in rows))
    heads = ["Địa phương", "Loại", "Kỳ", "Hạn nộp", "Tình trạng"] if lang == "vi" else [
        "Place", "Kind", "Period", "Due", "Standing"]  # fmt: skip
    table = [
        [r.place, KINDS[r.kind].in_language(lang), r.period, day_words(r.due, lang),
         STANDINGS[r.standing].in_language(lang)]
        for r in rows
    ]  # fmt: skip
    return text_table([heads, *table])


def backed_up(result: BackupResult) -> Text:
    """What a backup holds."""
    count = result.rows.get("submission", 0)
    end = f"{result.log_number}:{result.log_hash}"
    return Text(
        f"{count} hồ sơ, {result.files} tệp; mục cuối của nhật ký: {end}",
        f"{count} submissions, {result.files} files; last entry of the log: {end}",
    )

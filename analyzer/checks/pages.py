"""The page of each rule, with fixed headings, written from the rule itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from analyzer.checks.coverage import AUTOMATION, coverage
from analyzer.checks.model import Pack, Rule
from analyzer.checks.offices import general_fields
from analyzer.checks.texts import fill
from analyzer.errors import Text

_SEVERITY = {
    "error": Text("lỗi", "error"), "warning": Text("cảnh báo", "warning"), "advice": Text("khuyến nghị", "advice"),
}  # fmt: skip
_KINDS = {
    "plan": Text("kế hoạch", "plan"), "report": Text("báo cáo", "report"), "decision": Text("quyết định", "decision"),
    "letter": Text("công văn", "letter"), "other": Text("văn bản khác", "other"),
}  # fmt: skip
_STATUS = {
    "met": Text("đạt", "met"), "partial": Text("đạt một phần", "partial"), "missing": Text("thiếu", "missing"),
    "needs_review": Text("cần người xem", "needs review"), "not_applicable": Text("không áp dụng", "not applicable"),
}  # fmt: skip
_FAULT = {"met": Text("không có lỗi", "no fault"), "missing": Text("có lỗi", "faults found")}
_HEADINGS = (
    ("asks", Text("Quy tắc yêu cầu gì", "What it asks")),
    ("why", Text("Vì sao", "Why")),
    ("fix", Text("Sửa thế nào", "How to fix it")),
    ("passes", Text("Ví dụ đạt", "An example that passes")),
    ("fails", Text("Ví dụ không đạt", "An example that fails")),
    ("source", Text("Nguồn", "Source")),
)


def rule_page(rule: Rule) -> str:
    """The page of a rule in Markdown: Vietnamese first, then English, each with the same headings."""
    lines = [f"# {rule.code} {rule.name.vi}", "", f"*{rule.name.en}*", ""]
    for lang in ("vi", "en"):
        for key, heading in _HEADINGS:
            lines += [f"## {heading.in_language(lang)}", "", *_body(rule, key, lang), ""]
    return "\n".join(lines).rstrip() + "\n"


def _body(rule: Rule, key: str, lang: str) -> list[str]:
    if key == "asks":
        return _asks(rule, lang)
    if key == "source":
        clause = Text(f"{rule.source}, {rule.clause}.", f"{rule.source}, {rule.clause}.")
        if rule.clause == "—":
            clause = Text(f"{rule.source}.", f"{rule.source}.")
        return [clause.in_language(lang)]
    return [rule.explanation[key].in_language(lang)]


def _asks(rule: Rule, lang: str) -> list[str]:
    applies = rule.applies
    kinds = ", ".join(_KINDS[kind].in_language(lang) for kind in applies.kinds) or Text(
        "mọi văn bản", "any"
    ).in_language(lang)
    facts = [
        (Text("Mức", "Severity"), _SEVERITY[rule.severity].in_language(lang)),
        (Text("Áp dụng cho", "Asked of"), kinds),
    ]
    if applies.wide_kinds:
        wide = ", ".join(_KINDS[kind].in_language(lang) for kind in applies.wide_kinds)
        facts.append((Text("Cả khi văn bản về chính sách BHXH nói chung", "Also on social insurance at large"), wide))
    if applies.phases:
        facts.append((Text("Giai đoạn", "Phase"), ", ".join(applies.phases)))
    lines = [f"- {name.in_language(lang)}: {value}" for name, value in facts]
    lines.append("")
    statuses = _FAULT if rule.finds_faults else _STATUS
    for status in ("met", "partial", "missing"):
        texts = [text for key, text in rule.messages.items() if key == status or key.startswith(f"{status}_")]
        for text in texts:
            said = fill(text, general_fields()).in_language(lang)
            lines.append(f"- **{statuses.get(status, _STATUS[status]).in_language(lang)}**: {said}")
    suggestion = Text("Gợi ý", "Suggestion").in_language(lang)
    return [*lines, "", f"{suggestion}: {fill(rule.suggestion, general_fields()).in_language(lang)}"]


def index_page(pack: Pack) -> str:
    """The list of the rules by family, and the clauses with the rules that stand for them."""
    lines = [f"# {pack.name.vi}", "", f"*{pack.name.en}*, {pack.id} {pack.version}", ""]
    lines += ["## Quy tắc · Rules", "", "| | | | |", "|---|---|---|---|"]
    for rule in pack.rules:
        severity = _SEVERITY[rule.severity]
        lines.append(
            f"| [{rule.code}]({rule.code}.md) | {rule.name.vi} | {rule.name.en} | {severity.vi} · {severity.en} |"
        )
    if pack.clauses:
        lines += ["", "## Điều khoản · Clauses", "", "| | | | | |", "|---|---|---|---|---|"]
    for row in coverage(pack):
        clause, state = row.clause, AUTOMATION[row.clause.automation]
        codes = ", ".join(f"[{rule.code}]({rule.code}.md)" for rule in row.rules) or "—"
        note = f"{clause.note.vi} / {clause.note.en}" if clause.note.vi else ""
        lines.append(
            f"| {clause.id} | {clause.title.vi} / {clause.title.en} | {state.vi} · {state.en} | {codes} | {note} |"
        )
    return "\n".join(lines) + "\n"


def pages(pack: Pack) -> Iterator[tuple[str, str]]:
    """File name and text of every page, the index first."""
    yield "README.md", index_page(pack)
    for rule in pack.rules:
        yield f"{rule.code}.md", rule_page(rule)


def write_pages(pack: Pack, folder: Path) -> list[Path]:
    """Writes the pages into a folder and removes those of rules that are gone; the files written or removed."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = dict(pages(pack))
    changed: list[Path] = []
    for name, text in wanted.items():
        path = folder / name
        if not path.is_file() or path.read_text("utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")
            changed.append(path)
    for path in sorted(folder.glob("*.md")):
        if path.name not in wanted:
            path.unlink()
            changed.append(path)
    return changed


def page_sets() -> Iterator[tuple[str, Pack]]:
    """The packs that have pages, each with its folder under ``docs/rules``: the default pack with what it includes at
    its top, and each other pack with its own rules alone."""
    from analyzer.checks.loader import default_pack, find_pack, own_packs

    told = {rule.place for rule in default_pack().rules}
    yield "", default_pack()
    for name in own_packs():
        pack = find_pack(name)
        own = [rule for rule in pack.rules if rule.place.startswith(f"rules/{name}/") and rule.place not in told]
        if own:
            yield name, replace(pack, rules=own)


def main() -> None:
    """Writes ``docs/rules/`` of the checkout (``python -m analyzer.checks.pages``)."""
    from analyzer.resources import rules_dir

    for folder, pack in page_sets():
        for path in write_pages(pack, rules_dir().parent / "docs" / "rules" / folder):
            print(path)


if __name__ == "__main__":
    main()

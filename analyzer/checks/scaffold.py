"""Starting a pack or a rule: files that load at once, with every place to be filled in marked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from analyzer.checks.kinds import KINDS
from analyzer.checks.kinds.base import CheckKind, Param
from analyzer.checks.loader import PACK_FILE, load_folder, shown_path
from analyzer.checks.model import FILL_IN, Pack
from analyzer.checks.offices import OFFICE_FIELDS
from analyzer.checks.ruleitem import CODE
from analyzer.errors import RuleError, UsageError
from analyzer.text.fold import bare

CONCEPTS_FILE = "concepts.yml"
_LIST = re.compile(r"(?m)^(?P<key>rules|concepts):[ \t]*\[(?P<items>[^\]\n]*)\][ \t]*$")
_CASES = re.compile(r"(?m)^---[ \t]*$")


@dataclass(frozen=True, slots=True)
class Written:
    """What was started: the files written or added to, and how many problems the pack has now."""

    files: tuple[Path, ...]
    pack: Pack


def new_pack(folder: Path, name: str, name_en: str | None = None, about: str | None = None) -> Written:
    """Writes ``pack.yml`` and ``concepts.yml`` into a folder, which is made where there is none.

    ``about``: a phrase that the title of every document of the field holds; without it the pack takes any document.
    Raises ``UsageError`` where one of the two files is there already.
    """
    texts = {
        folder / PACK_FILE: _pack_text(folder.resolve().name, name, name_en or f"{FILL_IN}: {name}", bool(about)),
        folder / CONCEPTS_FILE: _concepts_text(about),
    }
    for path in texts:
        if path.exists():
            raise UsageError(f"{path} đã có; không ghi đè.", f"{path} is there already; it is left as it is.")
    return _write(folder, texts)


STARTED = {name: kind for name, kind in KINDS.items() if name != "across"}
"""The kinds of check that a rule can be started with: not those across documents, whose words are ``compare``'s own."""


def new_rule(code: str, folder: Path, check: str = "concepts") -> Written:
    """Adds a rule to be filled in, its cases and, where its kind of check needs one, a concept of its own, to the pack
    of a folder: in the file of its family, at the end.

    Raises ``UsageError`` for a code or a kind of check that will not do, or files that cannot be added to; then
    nothing is changed.
    """
    kind = STARTED.get(check)
    if kind is None:
        listed = ", ".join(STARTED)
        raise UsageError(
            f"Không có loại kiểm tra “{check}”; chọn một trong: {listed}.",
            f"There is no kind of check “{check}”; choose one of: {listed}.",
        )
    if not CODE.fullmatch(code):
        raise UsageError(
            f"Mã “{code}” không đúng dạng: một chữ hoa và ba chữ số, như S101.",
            f"“{code}” is no code: a capital letter and three digits, such as S101.",
        )
    if not (folder / PACK_FILE).is_file():
        raise UsageError(
            f"Không có bộ quy tắc trong {folder}; tạo bằng “rasoat rules new-pack {folder} --name TÊN”.",
            f"There is no rule pack in {folder}; start one by “rasoat rules new-pack {folder} --name NAME”.",
        )
    path = folder / f"{code[0]}.yml"
    _refuse_used(code, folder)
    texts = {folder / PACK_FILE: _listed((folder / PACK_FILE).read_text("utf-8"), "rules", path.name)}
    concept = f"{code.lower()}_words"
    if any(_needs_concept(param) for param in kind.params):
        words = folder / CONCEPTS_FILE
        before = words.read_text("utf-8") if words.exists() else "concepts:\n"
        texts[words] = _with_concept(before, concept, words)
        texts[folder / PACK_FILE] = _listed(texts[folder / PACK_FILE], "concepts", words.name)
    before = path.read_text("utf-8") if path.exists() else _family_text(code[0])
    texts[path] = _with_rule(before, rule_text(code, kind, concept), cases_text(code, kind))
    return _write(folder, texts)


def _refuse_used(code: str, folder: Path) -> None:
    for path in sorted(folder.glob("*.yml")):
        if re.search(rf"(?m)^\s*-?\s*code:\s*['\"]?{code}\b", path.read_text("utf-8")):
            raise UsageError(f"Mã {code} đã có trong {path}.", f"The code {code} is in {path} already.")
    try:
        used = {rule.code: rule.place for rule in load_folder(folder).rules}
    except RuleError as error:
        raise UsageError(error.message.vi, error.message.en) from error
    if code in used:
        raise UsageError(f"Mã {code} đã có ở {used[code]}.", f"The code {code} is at {used[code]} already.")


def _write(folder: Path, texts: dict[Path, str]) -> Written:
    """Writes the files; where the pack has more problems with them than before, puts everything back."""
    kept = {path: path.read_bytes() if path.exists() else None for path in texts}
    before = len(load_folder(folder).problems) if kept.get(folder / PACK_FILE) else 0
    folder.mkdir(parents=True, exist_ok=True)
    changed = tuple(path for path, text in texts.items() if kept[path] != text.encode("utf-8"))
    for path in changed:
        path.write_text(texts[path], encoding="utf-8", newline="\n")
    pack = load_folder(folder)
    if len(pack.problems) > before:
        for path, data in kept.items():
            if data is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(data)
        last = pack.problems[-1]
        raise UsageError(f"Không thêm được vào bộ quy tắc: {last.vi}.", f"It cannot be added to the pack: {last.en}.")
    return Written(changed, pack)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _both(vi: str, en: str) -> str:
    return f"{{vi: {_quoted(f'{FILL_IN}: {vi}')}, en: {_quoted(f'{FILL_IN}: {en}')}}}"


def _pack_text(id_: str, name: str, name_en: str, has_subject: bool) -> str:
    field = "subject: subject" if has_subject else 'scopes: ["1676", bhxh, other]'
    slug = re.sub(r"[^a-z0-9]+", "-", bare(id_)).strip("-") or "pack"
    return (
        f'id: {_quoted(slug)}\nversion: "0.1"\nname: {{vi: {_quoted(name)}, en: {_quoted(name_en)}}}\n'
        f"# Văn bản nào thuộc lĩnh vực của bộ này · Which documents it is about\n{field}\n"
        f"# Bộ đi kèm dùng chung: thể thức, nhất quán · Packs that come along: form, consistency\n"
        f"includes: [nd30, consistency]\nconcepts: [{CONCEPTS_FILE}]\nrules: []\n"
    )


def _concepts_text(about: str | None) -> str:
    head = "# Các ý và những cách diễn đạt chúng · Ideas and how they are worded\nmacros:\nconcepts:\n"
    return head + (f"  subject:\n    - {_quoted(about)}\n" if about else "")


def _family_text(family: str) -> str:
    return f"family: {family}\nsource: {_quoted(f'{FILL_IN}: tên văn bản đặt ra yêu cầu')}\nrules:\n---\n"


def _listed(text: str, key: str, name: str) -> str:
    """``pack.yml`` with a file named in one of its lists; raises ``UsageError`` where that list cannot be added to."""
    data = yaml.safe_load(text)
    items = (data.get(key) if isinstance(data, dict) else None) or []
    if name in items:
        return text
    wanted = [*items, name]
    found = next((match for match in _LIST.finditer(text) if match["key"] == key), None)
    if found is not None:
        inner = ", ".join(part for part in (found["items"].strip().rstrip(","), name) if part)
        changed = f"{text[: found.start()]}{key}: [{inner}]{text[found.end() :]}"
    elif not items:
        changed = f"{text.rstrip()}\n{key}: [{name}]\n"
    else:
        changed = re.sub(rf"(?m)^({key}:[ \t]*\n(?:[ \t]*-[^\n]*\n)+)", lambda m: f"{m[1]}  - {name}\n", text, count=1)
    try:
        fits = yaml.safe_load(changed)[key] == wanted
    except yaml.YAMLError:
        fits = False
    if not fits:
        raise UsageError(
            f"Hãy tự thêm {name} vào danh sách “{key}” của {PACK_FILE}, rồi chạy lại.",
            f"Add {name} to the list “{key}” of {PACK_FILE} yourself, then run this again.",
        )
    return changed


def _with_concept(text: str, concept: str, path: Path) -> str:
    if re.search(rf"(?m)^\s+{concept}:", text):
        return text
    last = [match[1] for match in re.finditer(r"(?m)^(\w+):", text)][-1:]
    if last != ["concepts"]:
        raise UsageError(
            f"{shown_path(path)}: 'concepts' phải là khóa cuối của tệp thì mới thêm được.",
            f"{shown_path(path)}: 'concepts' must be the last key of the file to be added to.",
        )
    return f"{text.rstrip()}\n  {concept}:\n    - {_quoted('cụm từ cần điền')}\n"


def _with_rule(text: str, rule: str, cases: str) -> str:
    cut = _CASES.search(text, 4)
    head, tail = (text[: cut.start()], text[cut.end() :]) if cut else (text, "")
    gap = "\n" if head.rstrip().endswith("rules:") else "\n\n"
    return f"{head.rstrip()}{gap}{rule.rstrip()}\n---\n{tail.strip()}{chr(10) * 2 if tail.strip() else ''}{cases}"


def rule_text(code: str, kind: CheckKind, concept: str) -> str:
    """The rule as YAML, an item of a list that stands two spaces in."""
    more = [param.name for param in kind.params if not param.required]
    lines = [
        f"- code: {code}",
        f"  name: {_both('tên ngắn của yêu cầu', 'the name of what is asked')}",
        f"  clause: {_quoted(f'{FILL_IN}')}",
        "  severity: warning  # error · warning · advice",
        "  kinds: [plan]",
        *(["  finds_faults: true"] if "finding" in kind.messages else []),
        f"  check: {kind.name}",
        *(["  params:", *(f"    {line}" for line in _params(kind.params, concept))] if _required(kind.params) else []),
        *([f"  # tham số khác · more parameters: {', '.join(more)}"] if more else []),
        "  messages:",
        *(f"    {key}: {_both(f'câu nói khi {key}', f'what to say when {key}')}" for key in kind.messages),
    ]
    if "partial" not in kind.messages and "partial" in kind.extra:
        lines.append(f"    partial: {_both('câu nói khi partial', 'what to say when partial')}")
    extra = [key for key in kind.extra if key != "partial"]
    lines += [f"  # câu nói riêng · messages of their own: {', '.join(extra)}"] if extra else []
    own = [name for name in kind.fields if name.lower() not in OFFICE_FIELDS]
    lines += [f"  # trường · fields: {', '.join(f'{{{name}}}' for name in own)}"] if own else []
    lines += [f"  suggestion: {_both('nên viết thế nào', 'what to write')}", "  explanation:"]
    for key, vi, en in (
        ("why", "vì sao cần", "why it is asked"),
        ("fix", "sửa thế nào", "how to mend it"),
        ("passes", "một đoạn đạt", "an example that passes"),
        ("fails", "một đoạn không đạt", "an example that fails"),
    ):
        lines.append(f"    {key}: {_both(vi, en)}")
    return "\n".join(f"  {line}" for line in lines) + "\n"


def cases_text(code: str, kind: CheckKind) -> str:
    """Cases to be filled in: some of them go wrong until they are."""
    statuses = ["met", "met", "missing", "missing"]
    if "partial" in (*kind.messages, *kind.extra):
        statuses.append("partial")
    lines = [f"{code}:"]
    for status in statuses:
        lines += [
            f"  - status: {status}",
            "    text: |",
            "      I. NHIỆM VỤ",
            f"      - {FILL_IN}: đoạn văn bản {status}.",
        ]
    lines += ["  - status: not_applicable", "    kind: report", "    text: |", "      I. KẾT QUẢ"]
    return "\n".join([*lines, f"      - {FILL_IN}: đoạn văn bản không thuộc diện áp dụng.", ""])


def _required(params: Sequence[Param]) -> list[Param]:
    return [param for param in params if param.required]


def _needs_concept(param: Param) -> bool:
    if not param.required:
        return False
    return param.type in ("concept", "concepts") or any(_needs_concept(inner) for inner in param.fields)


def _params(params: Sequence[Param], concept: str) -> Iterator[str]:
    for param in _required(params):
        if param.type == "items":
            inner = list(_params(param.fields, concept)) or ["{}"]
            yield f"{param.name}:"
            yield f"  - {inner[0]}"
            yield from (f"    {line}" for line in inner[1:])
        else:
            yield f"{param.name}: {_value(param, concept)}"


def _value(param: Param, concept: str) -> str:
    if param.choices:
        return param.choices[0]
    if param.example:
        return _quoted(param.example) if param.type == "text" else f"[{_quoted(param.example)}]"
    return {
        "text": _quoted(FILL_IN), "texts": f"[{_quoted(FILL_IN)}]", "number": "1", "flag": "true", "concept": concept,
        "concepts": f"[{concept}]", "roles": "[tasks]", "mode": "plan", "names": _both("tên", "name"),
    }[param.type]  # fmt: skip

"""Loading a rule pack: strict, and never stopped by one mistake."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any, get_args

from analyzer.checks.lexicon import Lexicon
from analyzer.checks.model import Clause, Pack, Rule
from analyzer.checks.rulefile import RuleFile, bilingual, unknown_keys
from analyzer.checks.ruleitem import RuleReader
from analyzer.errors import RuleError, Text
from analyzer.resources import rules_dir
from analyzer.structure.model import Scope

DEFAULT_PACK = "qd1676"
PACK_FILE = "pack.yml"
GENERAL_CONCEPTS = "concepts.yml"
"""The concepts of the genre, which every pack may use: among them what tells the denied from the said."""
DEFAULT_SCOPES: tuple[Scope, ...] = ("1676", "bhxh")
"""What a pack is about that does not say it."""

_PACK_KEYS = ("id", "version", "name", "scopes", "subject", "includes", "concepts", "rules", "clauses")
_FILE_KEYS = ("family", "source", "rules")
_AUTOMATION = ("automated", "partly", "manual", "none")


def find_pack(name_or_folder: str | Path, *, with_cases: bool = False) -> Pack:
    """The pack of that name that comes with the program, or else the one in that folder (with ``pack.yml``).

    Raises ``RuleError`` where there is neither, or the folder's ``pack.yml`` cannot be read.
    """
    return load_folder(pack_folder(name_or_folder), with_cases=with_cases)


def pack_folder(name_or_folder: str | Path) -> Path:
    """The folder of a pack, by its name (of one that comes with the program) or its path; errors as ``find_pack``."""
    name = str(name_or_folder)
    if name in own_packs():
        return rules_dir() / name
    folder = Path(name_or_folder)
    if folder.name == PACK_FILE and folder.is_file():
        return folder.parent
    if (folder / PACK_FILE).is_file():
        return folder
    listed = ", ".join(own_packs())
    raise RuleError(
        f"Không có bộ quy tắc “{name}”; dùng tên một bộ đi kèm ({listed}) hoặc thư mục có tệp {PACK_FILE}.",
        f"There is no rule pack “{name}”; name one that comes along ({listed}) or a folder with {PACK_FILE}.",
    )


@cache
def own_packs() -> tuple[str, ...]:
    """The names of the packs that come with the program."""
    return tuple(sorted(path.parent.name for path in rules_dir().glob(f"*/{PACK_FILE}")))


def load_pack(name: str = DEFAULT_PACK, *, with_cases: bool = False, root: Path | None = None) -> Pack:
    """The pack in the folder ``name`` under ``rules/`` (or ``root``); as ``load_folder``."""
    folder = (root or rules_dir()) / name
    if not (folder / PACK_FILE).is_file():
        where = folder.parent
        raise RuleError(f"không có bộ quy tắc {name!r} trong {where}", f"no rule pack {name!r} in {where}")
    return load_folder(folder, with_cases=with_cases)


def load_folder(folder: Path, *, with_cases: bool = False) -> Pack:
    """The pack in a folder, with the packs that it includes.

    ``with_cases`` also loads the cases of the rules and holds them to the demand of one that passes and one that
    fails. Phrases are compiled at once where cases are loaded or the pack is not the program's own; those of its own
    packs, which its tests compile, at first use.

    Raises ``RuleError`` only where the folder's ``pack.yml`` cannot be read.
    """
    loading = _Loading(with_cases)
    loading.general_concepts()
    return loading.pack(folder.resolve())


@cache
def default_pack() -> Pack:
    """The pack that is used unless told otherwise, loaded once per process; it is shared: do not change it."""
    return load_pack()


def shown_path(path: Path) -> str:
    """A path as messages give it: under ``rules/`` for the program's own files, else from where the program was
    started, or in full where it stands elsewhere."""
    for start, prefix in ((rules_dir().resolve(), "rules/"), (Path.cwd(), "")):
        if path.is_relative_to(start):
            return f"{prefix}{path.relative_to(start).as_posix()}"
    return str(path)


class _Loading:
    """One run over a pack and those it includes: they share one lexicon and one list of codes."""

    def __init__(self, with_cases: bool) -> None:
        self.with_cases = with_cases
        self.lexicon = Lexicon()
        self.codes: dict[str, str] = {}
        self.problems: list[Text] = []
        self.done: set[Path] = set()
        """Files of concepts and packs that were read."""
        self.around: list[Path] = []
        """The packs that are being read, the outermost first."""

    def general_concepts(self) -> None:
        self.concepts(rules_dir().resolve() / GENERAL_CONCEPTS)

    def pack(self, folder: Path) -> Pack:
        file = self.file(folder / PACK_FILE)
        data = file.rules()
        title = bilingual(data.get("name"))
        wanted = (("id", isinstance(data.get("id"), str)), ("version", isinstance(data.get("version"), str)))
        for key, fits in (*wanted, ("name", title is not None)):
            if not fits:
                what = _WANTED[key]
                file.problem((key,), what.vi, what.en)
        if title is None or not all(fits for _, fits in wanted):
            raise RuleError(*file.problems[0])
        self.done.add(folder)
        self.around.append(folder)
        for key in unknown_keys(data, _PACK_KEYS):
            file.problem((key,), f"một trong: {', '.join(_PACK_KEYS)}", f"one of: {', '.join(_PACK_KEYS)}")
        for at, path in self.paths(file, data, "concepts"):
            self.opened(self.concepts, path, file, at)
        subject = self.subject(file, data)
        scopes = self.scopes(file, data, subject)
        rules: list[Rule] = []
        clauses: list[Clause] = []
        for at, path in self.paths(file, data, "rules"):
            rules += self.opened(lambda path: self.rules(path, subject), path, file, at) or ()
        for at, path in self.paths(file, data, "clauses"):
            clauses += self.opened(self.clauses, path, file, at) or ()
        for at, entry in self.entries(file, data, "includes"):
            included = self.included(entry, folder, file, at)
            rules += included.rules if included else ()
            clauses += included.clauses if included else ()
        self.around.pop()
        self.problems += file.problems
        return Pack(
            data["id"], data["version"], title, rules, clauses, self.problems, self.lexicon, scopes, subject, folder
        )

    def included(self, entry: str, folder: Path, file: RuleFile, at: tuple[str | int, ...]) -> Pack | None:
        """A pack of the program by its name, or one beside this by its path; None, with the problem noted, for none."""
        beside = Path(os.path.normpath(folder / entry)) if "/" in entry else folder.parent / entry
        other = rules_dir().resolve() / entry if entry in own_packs() else beside
        if other in self.around:
            ring = " → ".join(path.name for path in (*self.around, other))
            file.problem(at, f"các bộ quy tắc không gọi vòng ({ring})", f"packs that do not go in a ring ({ring})")
        elif not (other / PACK_FILE).is_file():
            listed = ", ".join(own_packs())
            file.problem(
                at,
                f"tên một bộ đi kèm ({listed}), hoặc đường dẫn tới thư mục có {PACK_FILE} (../ten-bo)",
                f"the name of a pack that comes along ({listed}), or the path of a folder with {PACK_FILE} (../name)",
            )
        elif other not in self.done:
            try:
                return self.pack(other)
            except RuleError as error:
                self.problems.append(error.message)
        return None

    def subject(self, file: RuleFile, data: dict[str, Any]) -> str:
        """The concept that names the field of the pack, "" where it says none."""
        subject = data.get("subject", "")
        if subject and (not isinstance(subject, str) or subject not in self.lexicon):
            file.problem(("subject",), "tên một khái niệm đã khai báo", "the name of a known concept")
            return ""
        return str(subject or "")

    def scopes(self, file: RuleFile, data: dict[str, Any], subject: str) -> tuple[Scope, ...]:
        every: tuple[Scope, ...] = get_args(Scope)
        given = data.get("scopes", list(every if subject else DEFAULT_SCOPES))
        if not isinstance(given, list) or not given or any(scope not in every for scope in given):
            file.problem(("scopes",), 'danh sách gồm: "1676", bhxh, other', 'a list of: "1676", bhxh, other')
            return DEFAULT_SCOPES
        return tuple(given)

    def entries(self, file: RuleFile, data: dict[str, Any], key: str) -> list[tuple[tuple[str | int, ...], str]]:
        """The texts of a list of ``pack.yml``, each with its place."""
        given = data.get(key) or []
        if not isinstance(given, list):
            file.problem((key,), "một danh sách", "a list")
            return []
        found: list[tuple[tuple[str | int, ...], str]] = []
        for index, entry in enumerate(given):
            if isinstance(entry, str) and entry.strip():
                found.append(((key, index), entry.strip()))
            else:
                file.problem((key, index), "tên dạng chữ", "a name")
        return found

    def paths(self, file: RuleFile, data: dict[str, Any], key: str) -> list[tuple[tuple[str | int, ...], Path]]:
        folder = file.path.parent
        return [(at, Path(os.path.normpath(folder / entry))) for at, entry in self.entries(file, data, key)]

    def file(self, path: Path) -> RuleFile:
        own = path.is_relative_to(rules_dir().resolve()) and not self.with_cases
        return RuleFile(path, shown_path(path), trusted=own)

    def opened(self, read: Any, path: Path, file: RuleFile, at: tuple[str | int, ...]) -> Any:
        """What ``read`` makes of a file that ``file`` names; a file that cannot be opened is a problem of that one."""
        try:
            return read(path)
        except OSError:
            shown = shown_path(path)
            file.problem(at, f"một tệp đọc được (không mở được {shown})", f"a file that can be read ({shown} cannot)")
            return None

    def concepts(self, path: Path) -> None:
        if path in self.done:
            return
        file = self.file(path)
        self.done.add(path)
        data = file.rules()
        problems = self.lexicon.add(data, lambda at: f"{file.shown}:{file.line_of(at)[0]}")
        for at, vi, en in problems:
            file.problem(at, vi, en)
        names = data.get("concepts")
        if not file.trusted and isinstance(names, dict):
            refused = {at[1] for at, _, _ in problems if len(at) > 1}
            for name, source, error in self.lexicon.broken(
                [name for name in map(str, names) if name in self.lexicon and name not in refused]
            ):
                where = f"{source!r}, {error.column + 1}"
                file.problem(
                    ("concepts", name), f"cụm từ đúng cú pháp ({where}: {error.vi})", f"a phrase ({where}: {error.en})"
                )
                self.lexicon.concepts.pop(name, None)
        self.problems += file.problems

    def rules(self, path: Path, subject: str) -> list[Rule]:
        file = self.file(path)
        data = file.rules()
        for key in unknown_keys(data, _FILE_KEYS):
            file.problem((key,), f"một trong: {', '.join(_FILE_KEYS)}", f"one of: {', '.join(_FILE_KEYS)}")
        items = data.get("rules") or []
        if not isinstance(items, list):
            file.problem(("rules",), "danh sách quy tắc", "a list of rules")
            items = []
        reader = RuleReader(file, data, self.lexicon, self.codes, subject, file.cases() if self.with_cases else None)
        found = [rule for index, item in enumerate(items) if (rule := reader.read(("rules", index), item))]
        if not file.problems:
            for code in reader.cases or ():
                if code not in {rule.code for rule in found}:
                    vi, en = "mã của một quy tắc trong tệp", "the code of a rule of this file"
                    file.problem((str(code),), vi, en, in_cases=True)
        self.problems += file.problems
        return found

    def clauses(self, path: Path) -> list[Clause]:
        file = self.file(path)
        items = file.rules().get("clauses") or []
        found: list[Clause] = []
        for index, item in enumerate(items if isinstance(items, list) else ["?"]):
            body = item if isinstance(item, dict) else {}
            title, note = bilingual(body.get("title")), bilingual(body.get("note")) or Text("", "")
            listed = body.get("rules") or []
            fits = isinstance(body.get("id"), str) and body.get("automation") in _AUTOMATION
            if title is None or not fits or not isinstance(listed, list):
                keys = "'id', 'title' (vi, en), 'automation' ({}), 'rules'".format(", ".join(_AUTOMATION))
                file.problem(("clauses", index), keys, keys)
                continue
            found.append(Clause(body["id"], title, body["automation"], tuple(map(str, listed)), note))
        self.problems += file.problems
        return found


_WANTED = {
    "id": Text("mã của bộ quy tắc, dạng chữ", "the id of the pack as text"),
    "version": Text('phiên bản trong dấu nháy, như "1.0"', 'the version in quotes, such as "1.0"'),
    "name": Text("tên bộ quy tắc ở 'vi' và 'en'", "the name of the pack under 'vi' and 'en'"),
}

"""Everything that may be wrong with a pack: each has its sentence with its place, and the good rules still run."""

from __future__ import annotations

from pathlib import Path

import pytest

from analyzer.checks.loader import find_pack, load_pack
from analyzer.errors import RuleError
from tests.support.small_pack import CASES, GOOD, PACK, RULE, write_pack

MACRO_BOMB = (
    "macros:\n  m0: a b c d e f g h i j\n"
    + "".join(f"  m{n}: '{' '.join([f'{{m{n - 1}}}'] * 20)}'\n" for n in range(1, 5))
    + 'concepts:\n  a: ["{m4}"]\n'
).encode()
BAD_RULES: list[tuple[str, str, str, str]] = [
    # what, the words replaced in the second rule, by what, what the problem says
    ("a tab", "    clause: I\n", "\tclause: I\n", "a tab or a special character"),
    ("an open bracket", "clause: I", "clause: [I", "not YAML"),
    ("an open quote", "clause: I", 'clause: "I', "not YAML"),
    ("a colon in a value", "clause: I", "clause: I: II", "a colon inside a value"),
    ("uneven indentation", "    clause: I\n", "   clause: I\n", "not YAML"),
    ("a stray alias", "clause: I", "clause: *I", "not YAML"),
    ("a day that is none", "clause: I", "clause: 2026-02-31", "cannot be read"),
    ("a control character", "clause: I", "clause: I\x07", "not YAML"),
    ("a number for a text", "clause: I", "clause: 2", "the clause as text"),
    ("a text for a list", "kinds: [plan]", "kinds: plan", "a list of: plan, report"),
    ("a list in a list", "kinds: [plan]", "kinds: [[plan]]", "a list of: plan, report"),
    ("an unknown kind of document", "kinds: [plan]", "kinds: [poem]", "a list of: plan, report"),
    ("a number for a scope", 'scopes: ["1676"]', "scopes: [1676]", 'a list of: "1676", bhxh, other'),
    ("a list for a severity", "severity: error", "severity: [error]", "one of: error, warning, advice"),
    ("a mapping for a check", "check: concepts", "check: {a: b}", "one of: section"),
    ("an unknown check", "check: concepts", "check: oracle", "one of: section"),
    ("a list for params", "    params:\n      groups:", "    params:\n      - groups:", "params: expected a mapping"),
    ("an unknown parameter", "    params:\n", "    params:\n      loud: true\n", "one of the parameters: groups"),
    ("a parameter of another type", "    params:\n", "    params:\n      headings: 5\n", "true or false"),
    ("a parameter that is lacking",
     "        - {name: {vi: loa, en: radio}, concepts: [radio]}", "        - {name: {vi: loa, en: radio}}",
     "'concepts' is required"),
    ("an unknown concept", "concepts: [radio]", "concepts: [smoke]", "no 'smoke'"),
    ("a concept that is none", "concepts: [radio]", "concepts: [[radio]]", "a list of names of concepts"),
    ("an unknown outcome", "      met: {vi: Có", "      perfect: {vi: a, en: a}\n      met: {vi: Có",
     "an outcome of this kind of check: met"),
    ("an outcome without its text", "      partial: {vi: Một phần, en: In part}\n", "", "messages.partial"),
    ("messages in a list", "    messages:\n      met:", "    messages:\n      - met:", "not YAML"),
    ("an unknown field", "en: Add", 'en: "{colour}"', "the field {colour} to be one of"),
    ("a suggestion in one language", "suggestion: {vi: Thêm, en: Add}", "suggestion: Thêm",
     "a text under 'vi' and 'en'"),
    ("an empty text", "suggestion: {vi: Thêm, en: Add}", 'suggestion: {vi: Thêm, en: " "}',
     "a text under 'vi' and 'en'"),
    ("an explanation in one word",
     "    explanation:\n      why: {vi: a, en: a}", "    explanation:\n      reason: {vi: a, en: a}",
     "explanation.why"),
    ("a flag in words", "    clause: I\n", "    clause: I\n    finds_faults: maybe\n",
     "finds_faults: expected true or false"),
    ("an unknown key", "    clause: I\n", "    clause: I\n    colour: red\n", "colour: expected one of: code"),
    ("a key twice", "    clause: I\n", "    clause: I\n    clause: II\n", "clause: the key stands twice"),
    ("a code in small letters", "code: R102", "code: r102", "a code such as S101"),
    ("a code that is a number", "code: R102", "code: 102", "a code such as S101"),
    ("a code in use", "code: R102", "code: R101", "R101 is at"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "old", "new", "said"), BAD_RULES, ids=[row[0] for row in BAD_RULES])
def test_a_bad_rule_has_its_sentence_and_the_good_one_runs(
    tmp_path: Path, what: str, old: str, new: str, said: str
) -> None:
    good, bad = RULE.format(**GOOD), RULE.format(**{**GOOD, "code": "R102"})
    assert old in bad or "{" in old, what
    pack = load_pack("small", root=write_pack(tmp_path, good + bad.replace(old, new, 1)))
    assert "R101" in [rule.code for rule in pack.rules]
    assert any(said in problem.en for problem in pack.problems), pack.problems
    if "twice" not in said:
        assert [rule.code for rule in pack.rules] == ["R101"]
    for problem in pack.problems:
        assert "R.yml:" in problem.en
        assert problem.vi != problem.en
        int(problem.en.split("R.yml:")[1].split(":")[0])


BAD_FILES: list[tuple[str, str, bytes, str]] = [
    # what, which file, its bytes, what the problem says
    ("an empty file of rules", "S.yml", b"", "S.yml:1:1: the file is empty"),
    ("a file of comments", "S.yml", b"# nothing\n", "S.yml:1:1: expected a mapping"),
    ("a file that is a list", "S.yml", b"- a\n- b\n", "S.yml:1:1: expected a mapping"),
    ("rules that are a word", "S.yml", b"rules: none\n", "S.yml:1:1: rules: expected a list of rules"),
    ("rules that are words", "S.yml", b"rules: [a, b]\n", "rules.1.code: expected a code"),
    ("another encoding", "S.yml", b"rules: []\n# Ti\xeang\n", "not UTF-8"),
    ("a large file", "S.yml", b"# x\n" * 1_300_000, "larger than 2 MB"),
    ("deep nesting", "S.yml", b"rules: " + b"[" * 5000, "nested too deeply"),
    ("deep nesting by dashes", "S.yml", b"rules:\n" + b"- " * 5000, "nested too deeply"),
    ("a bomb of aliases", "S.yml", b"a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + b"".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n".encode() for n in range(1, 10)) + b"rules: *a9\n",
     "grows too large"),
    ("a long number", "S.yml", b"rules: " + b"9" * 6000 + b"\n", "S.yml:1:1"),
    ("concepts that are a list", "more.yml", b"concepts: [a]\n", "concepts: expected a mapping of names"),
    ("a phrase in small change", "more.yml", b"concepts:\n  a: {phrases: abc}\n",
     "concepts.a.phrases: expected a list"),
    ("a phrase that is a number", "more.yml", b"concepts:\n  a: [12]\n", "a phrase as text"),
    ("a concept without phrases", "more.yml", b"concepts:\n  a: []\n", "at least one phrase"),
    ("a concept of another concept below", "more.yml", b"concepts:\n  a: {include: [b]}\n  b: [x]\n", "no concept 'b'"),
    ("an open bracket in a phrase", "more.yml", b'concepts:\n  a: ["loa (thon"]\n', "')' is missing"),
    ("a phrase of gaps", "more.yml", "concepts:\n  a: [loa …9999 xa]\n".encode(), "of 1 to 30 syllables"),
    ("two gaps", "more.yml", "concepts:\n  a: [loa …8 …8 xa]\n".encode(), "two '…' side by side"),
    ("an unknown macro", "more.yml", b'concepts:\n  a: ["{loa} xa"]\n', "no macro 'loa'"),
    ("macros that blow up", "more.yml", MACRO_BOMB, "the phrase is too long"),
    ("a macro of itself", "more.yml", b"macros: {m: '{m} x'}\nconcepts:\n  a: ['{m}']\n", "no macro 'm'"),
    ("a name of this pack again", "more.yml", b"concepts:\n  radio: [loa]\n", "concepts.yml:2; say 'override: true'"),
    ("a name of the program again", "more.yml", b"concepts:\n  funding_source: [a]\n", "rules/concepts.yml:"),
    ("a macro again", "more.yml", b"macros: {bhxh: abc}\nconcepts:\n  a: [b]\n", "the macro is at rules/concepts.yml:"),
    ("broken concepts", "more.yml", b"concepts:\n  a: [x\n  b: [y]\n", "more.yml:"),
    ("clauses that are words", "clauses.yml", b"clauses: [a]\n", "clauses.0: expected 'id', 'title'"),
    ("clauses that are a word", "clauses.yml", b"clauses: a\n", "clauses.0: expected 'id', 'title'"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "name", "data", "said"), BAD_FILES, ids=[row[0] for row in BAD_FILES])
def test_a_bad_file_has_its_sentence_and_the_good_one_runs(
    tmp_path: Path, what: str, name: str, data: bytes, said: str
) -> None:
    folder = write_pack(tmp_path, RULE.format(**GOOD)) / "small"
    lists = {"S.yml": ("[R.yml]", "[S.yml, R.yml]"), "more.yml": ("[concepts.yml]", "[concepts.yml, more.yml]")}
    old, new = lists.get(name, ("[R.yml]\n", f"[R.yml]\nclauses: [{name}]\n"))
    (folder / "pack.yml").write_text(PACK.replace(old, new), encoding="utf-8")
    (folder / name).write_bytes(data)
    pack = find_pack(folder)
    assert [rule.code for rule in pack.rules] == ["R101"], what
    assert any(said in problem.en for problem in pack.problems), [problem.en[:200] for problem in pack.problems]
    assert all(str(folder) in problem.en for problem in pack.problems)


BAD_PACKS: list[tuple[str, str, str, str]] = [
    ("a missing file", "[R.yml]", "[R.yml, T.yml]", "rules.1: expected a file that can be read"),
    ("missing concepts", "[concepts.yml]", "[concepts.yml, no.yml]", "concepts.1: expected a file that can be read"),
    ("a folder for a file", "[R.yml]", "[R.yml, .]", "rules.1: expected a file that can be read"),
    ("an entry that is no name", "[R.yml]", "[R.yml, 5]", "rules.1: expected a name"),
    ("includes that are a word", "rules:", "includes: nd30\nrules:", "includes: expected a list"),
    ("an unknown pack", "rules:", "includes: [nope]\nrules:", "the name of a pack that comes along"),
    ("an unknown folder", "rules:", "includes: [../nope]\nrules:", "the name of a pack that comes along"),
    ("itself", "rules:", "includes: [../small]\nrules:", "packs that do not go in a ring (small → small)"),
    ("a ring", "rules:", "includes: [../other]\nrules:", "packs that do not go in a ring (small → other → small)"),
    ("an unknown key", "rules:", "colour: red\nrules:", "colour: expected one of: id"),
    ("an unknown subject", "rules:", "subject: nothing\nrules:", "subject: expected the name of a known concept"),
    ("a subject that is a list", "rules:", "subject: [radio]\nrules:", "subject: expected the name"),
    ("a scope as a number", "rules:", "scopes: [1676]\nrules:", "scopes: expected a list of"),
    ("a pack that cannot be read", "rules:", "includes: [../bad]\nrules:", "the version in quotes"),
]


@pytest.mark.parametrize(("what", "old", "new", "said"), BAD_PACKS, ids=[row[0] for row in BAD_PACKS])
def test_a_bad_pack_file_has_its_sentence_and_the_good_rules_run(
    tmp_path: Path, what: str, old: str, new: str, said: str
) -> None:
    root = write_pack(tmp_path, RULE.format(**GOOD))
    (root / "small" / "pack.yml").write_text(PACK.replace(old, new), encoding="utf-8")
    for name, text in (("other", "includes: [../small]\n"), ("bad", "")):
        (root / name).mkdir()
        version = '"1"' if name == "other" else "1.0"
        text = f"id: {name}\nversion: {version}\nname: {{vi: a, en: a}}\n{text}"
        (root / name / "pack.yml").write_text(text, encoding="utf-8")
    pack = find_pack(root / "small")
    assert [rule.code for rule in pack.rules] == ["R101"], what
    assert any(said in problem.en and "pack.yml:" in problem.en for problem in pack.problems), pack.problems


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the file is empty"),
        ("id: [", "not YAML"),
        ("- a", "expected a mapping"),
        ('id: a\nversion: "1"\n', "the name of the pack under 'vi' and 'en'"),
        ("id: a\nversion: 1.0\nname: {vi: a, en: a}\n", "the version in quotes"),
        ('id: 5\nversion: "1"\nname: {vi: a, en: a}\n', "the id of the pack"),
    ],
)
def test_a_pack_that_cannot_be_read_is_refused_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "pack.yml").write_text(text, encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        find_pack(tmp_path)
    assert said in caught.value.message.en
    assert f"{tmp_path / 'pack.yml'}:" in caught.value.message.en


BAD_CASES: list[tuple[str, str, str]] = [
    ("{status: met}", "a case with 'text' and 'status'", "no text"),
    ("met", "a case with 'text' and 'status'", "a word"),
    ("{status: good, text: a}", "status: expected one of: met", "an unknown status"),
    ("{status: met, text: a, kind: poem}", "kind: expected one of: plan", "an unknown kind"),
    ("{status: met, text: a, scope: 1676}", "scope: expected one of", "a number for a scope"),
    ("{status: met, text: a, level: moon}", "level: expected one of", "an unknown level"),
    ("{status: met, text: a, date: 2026-01-01}", "a quoted day", "a day without quotes"),
    ("{status: met, text: a, findings: many}", "how many faults", "a word for a number"),
    ("{status: met, text: a, known_miss: perhaps}", "true or false", "a word for a flag"),
    ("{status: met, text: a, colour: red}", "colour: expected one of: text", "an unknown key"),
]


@pytest.mark.parametrize(("case", "said", "what"), BAD_CASES, ids=[row[2] for row in BAD_CASES])
def test_a_bad_case_has_its_sentence(tmp_path: Path, case: str, said: str, what: str) -> None:
    pack = load_pack("small", root=write_pack(tmp_path, RULE.format(**GOOD) + CASES + f"  - {case}\n"), with_cases=True)
    assert len(pack.problems) == 1, what
    assert said in pack.problems[0].en
    line = (RULE + CASES).count("\n") + 3
    assert f"R.yml:{line}:" in pack.problems[0].en

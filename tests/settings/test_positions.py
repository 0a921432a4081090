"""The places of keys in TOML, held against what ``tomllib`` makes of the same text."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.settings.positions import TomlPath, key_places

TEXT = '''# đầu tệp
pack = "qd1676" # pack = 1
"khóa lạ".'con' = 3

select = [
  "S",  # ] "
  'C201', """
[không]
""",
]
[profile.nghiem]
  fail-on = "advice"
[[paths]]
pattern = "a = [1]"
[[paths]]
inline = { kind = "plan", "x y" = [ { z = 1 } ] }
[paths.deep]
last = 2026-01-02
'''
PLACES: dict[TomlPath, tuple[int, int]] = {
    ("pack",): (2, 1),
    ("khóa lạ",): (3, 1),
    ("khóa lạ", "con"): (3, 1),
    ("select",): (5, 1),
    ("select", 0): (6, 3),
    ("select", 1): (7, 3),
    ("select", 2): (7, 11),
    ("profile", "nghiem", "fail-on"): (12, 3),
    ("paths", 0): (13, 1),
    ("paths", 0, "pattern"): (14, 1),
    ("paths", 1): (15, 1),
    ("paths", 1, "inline", "kind"): (16, 12),
    ("paths", 1, "inline", "x y", 0, "z"): (16, 39),
    ("paths", 1, "deep", "last"): (18, 1),
}


@pytest.mark.parametrize(("path", "place"), PLACES.items())
def test_places(path: TomlPath, place: tuple[int, int]) -> None:
    assert key_places(TEXT)[path] == place


def _paths(value: Any, path: TomlPath = ()) -> set[TomlPath]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return ({path} if path else set()).union(*(_paths(item, (*path, key)) for key, item in items))


def test_every_key_has_a_place() -> None:
    assert _paths(tomllib.loads(TEXT)) <= set(key_places(TEXT))


_SCALARS = st.one_of(
    st.integers(-9, 9).map(str), st.booleans().map(lambda b: str(b).lower()), st.just("1979-05-27 07:32:00"),
    st.text("ab [],#={}'.", max_size=8).map(lambda t: f'"{t}"'),
    st.text('ab [],#={}".\n', max_size=8).map(lambda t: f"'''{t}'''"),
)  # fmt: skip
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: "[" + ",\n ".join(items) + "]")
        | st.lists(inner, max_size=3).map(
            lambda items: "{" + ", ".join(f"k{n} = {item}" for n, item in enumerate(items)) + "}"
        )
    ),
    max_leaves=8,
)


@given(st.lists(_VALUES, max_size=6), st.integers(0, 6))
def test_any_text(values: list[str], cut: int) -> None:
    lines = [f'key{n} = {value} # "' for n, value in enumerate(values)]
    text = "\n".join([*lines[:cut], "[table.of]", *lines[cut:]])
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return  # a line break inside an inline table
    places = key_places(text)
    assert _paths(data) <= set(places)
    rows = text.split("\n")
    for path, (line, column) in places.items():
        if isinstance(path[-1], str) and path[-1].startswith("k"):
            assert rows[line - 1][column - 1 :].startswith(path[-1])


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ('a = "' + "\\\\" * 50_000 + '"', 1),
        ("#" * 100_000, 0),
        ("a = [" + "1," * 50_000 + "]", 50_001),
        ("a = [" + "[" * 100 + "]" * 100 + "]", 101),
        ("".join(f"[a{n}]\n" for n in range(5_000)), 5_000),
    ],
    ids=["escapes", "comment", "array", "nested", "tables"],
)
def test_long_text(text: str, keys: int) -> None:
    tomllib.loads(text)
    assert len(key_places(text)) == keys

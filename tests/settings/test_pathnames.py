"""Patterns of paths."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from analyzer.pathnames import absolute, fits, is_wild, relative


@pytest.mark.parametrize(
    ("path", "pattern", "answer"),
    [
        ("bao-cao/x.docx", "x.docx", True),
        ("bao-cao/x.docx", "*.docx", True),
        ("bao-cao/X.DOCX", "*.docx", True),
        ("bao-cao/2024/x.docx", "bao-cao/*", True),
        ("bao-cao/2024/x.docx", "bao-cao/", True),
        ("tinh/bao-cao/x.docx", "bao-cao/", True),
        ("bao-cao/x.docx", "./bao-cao/x.docx", True),
        ("bao-cao/x.docx", r"bao-cao\x.docx", True),
        ("x.docx", "**/*.docx", True),
        ("a/b/x.docx", "**/*.docx", True),
        ("kế hoạch.docx", unicodedata.normalize("NFD", "KẾ HOẠCH.docx"), True),
        ("bao-cao/x.docx", "x.doc", False),
        ("bao-cao/x.docx", "bao", False),
        ("bao-cao.docx", "bao-cao/", False),
        ("ke-hoach/x.docx", "bao-cao/*", False),
        ("x1.docx", "x[2-9].docx", False),
        ("tai-ve/ke-hoach[1].docx", "ke-hoach[1].docx", True),
        ("", "", True),
        ("x.docx", "", False),
    ],
)
def test_fits(path: str, pattern: str, answer: bool) -> None:
    assert fits(path, pattern) is answer


def test_wild() -> None:
    assert [is_wild(p) for p in ("a/b.docx", "*.docx", "bao-cao/", "x?.txt", "45/KH-UBND")] == [
        False, True, True, True, False,
    ]  # fmt: skip


def test_seen_from_a_folder(tmp_path: Path) -> None:
    assert absolute(tmp_path / "a" / ".." / "b") == tmp_path / "b"
    assert relative(tmp_path / "a" / "x.txt", tmp_path) == "a/x.txt"
    assert relative(tmp_path / "x.txt", tmp_path / "a") == (tmp_path / "x.txt").as_posix()

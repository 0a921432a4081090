"""The wordings of headings: enough of each role, no wording under two roles."""

from __future__ import annotations

import re

import yaml

from corpora.model import ROOT
from tests.corpora.catalogue import WORDS
from tests.corpora.test_gold import gold
from tests.support import formats

HEADINGS: dict[str, list[str]] = yaml.safe_load((ROOT / "phrases" / "headings.yml").read_text(encoding="utf-8"))
LABEL = re.compile(r"^(?:PHẦN (?:THỨ )?\w+|[IVXLl]+|[A-ZĐ]|[a-zđ]\)|\d+(?:\.\d+)*)[.:)]*\s+")


def plain(heading: str) -> str:
    return LABEL.sub("", heading).lower().strip(" .:;")


def test_every_role_has_wordings() -> None:
    assert set(HEADINGS) == WORDS["roles"]
    for role, wordings in HEADINGS.items():
        assert len(wordings) >= (80 if role == "other" else 25), role
        assert len(set(wordings)) == len(wordings), role


def test_a_wording_has_one_role() -> None:
    roles: dict[str, str] = {}
    for role, wordings in HEADINGS.items():
        for wording in wordings:
            assert roles.setdefault(plain(wording), role) == role, wording


def test_documents_and_wordings_agree() -> None:
    roles = {plain(wording): role for role, wordings in HEADINGS.items() for wording in wordings}
    for name in formats.names():
        for section in gold(name)["sections"]:
            assert roles.get(plain(section["heading"]), section["role"]) == section["role"], (name, section)

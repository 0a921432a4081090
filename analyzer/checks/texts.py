"""Texts of rules with their fields filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from analyzer.errors import Text
from analyzer.extraction.model import Analysis

_FIELD = re.compile(r"\{(\w{1,40})\}")
_BLANK = "…"

COMMON_FIELDS = ("issuer", "year", "next_year", "phase_years")
"""Fields that every text may use: the issuer's name, the year of the reference date and the next one, and the years
of the phase ("2026 - 2030")."""

_PHASES = {"P1": "2021 - 2025", "P2": "2026 - 2030"}


def fill(text: Text, fields: Mapping[str, Any]) -> Text:
    """The text with its fields (``Text``, ``str`` or ``int``); what is not known stays a blank to be filled by hand."""

    def put(language: str, template: str) -> str:
        def value(match: re.Match[str]) -> str:
            found = fields.get(match[1])
            if found is None or found == "":
                return _BLANK
            return found.in_language(language) if isinstance(found, Text) else str(found)

        return _FIELD.sub(value, template) if "{" in template else template

    return Text(put("vi", text.vi), put("en", text.en))


def fields_in(text: Text) -> set[str]:
    """Names of the fields that a text uses."""
    return set(_FIELD.findall(text.vi)) | set(_FIELD.findall(text.en))


def common_fields(analysis: Analysis) -> dict[str, str]:
    """Values of ``COMMON_FIELDS`` as far as the document gives them."""
    profile, issuer = analysis.profile, analysis.outline.issuer.value
    date = profile.reference_date.value
    year = date[:4] if date else ""
    return {
        "issuer": issuer.name if issuer is not None else "",
        "year": year,
        "next_year": str(int(year) + 1) if year.isdigit() else "",
        "phase_years": _PHASES.get(profile.phase or "", ""),
    }

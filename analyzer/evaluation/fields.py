"""Agreement on what the document is: its kind, number, issuer, dates, signer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analyzer.evaluation.model import Field
from analyzer.evaluation.similarity import names_alike, plain, span_of_time

ISSUER_WORDS = 0.6
"""Least share of common words for two names of an issuer to agree."""


def compare_fields(gold: Mapping[str, Any], got: Mapping[str, Any]) -> dict[str, Field]:
    """Every field of the ``document`` of an annotation and of a report. A blank and an absent field are the same."""
    fields: dict[str, Field] = {}
    for key in ("kind", "scope", "phase"):
        fields[key] = Field(gold.get(key), got.get(key), gold.get(key) == got.get(key))
    fields["number"] = _words(gold.get("number"), got.get("number"))
    issuer, found = _part(gold, "issuer"), _part(got, "issuer")
    name, found_name = issuer.get("name"), found.get("name")
    agree = not (name or found_name) or names_alike(name, found_name) >= ISSUER_WORDS
    fields["issuer"] = Field(name, found_name, agree)
    fields["level"] = Field(issuer.get("level"), found.get("level"), issuer.get("level") == found.get("level"))
    issued, found_issued = gold.get("issued_on") or None, got.get("issued_on") or None
    fields["issued_on"] = Field(issued, found_issued, issued == found_issued)
    period, found_period = _part(gold, "period"), _part(got, "period")
    fields["period"] = Field(_years(period), _years(found_period), span_of_time(period) == span_of_time(found_period))
    fields["signer"] = _words(_part(gold, "signer").get("name"), _part(got, "signer").get("name"))
    return fields


def _words(gold: str | None, got: str | None) -> Field:
    return Field(gold, got, plain(gold) == plain(got))


def _part(document: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    return document.get(name) or {}


def _years(period: Mapping[str, Any]) -> str | None:
    start, end = span_of_time(period)
    return f"{start or ''} – {end or ''}" if start or end else None

"""JSON Schemas (draft 2020-12) of what the tool prints, derived from the models."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from analyzer.report.comparison import Comparison
from analyzer.report.model import SCHEMA_VERSION, ErrorLine, Extract, Report

SchemaName = Literal["report", "error", "extract", "compare"]

_ID = "urn:rasoat:schema"
_TITLES: dict[str, tuple[type[msgspec.Struct], str]] = {
    "report": (Report, "Report of rasoat check"),
    "error": (ErrorLine, "Error line of rasoat, for a file that could not be read"),
    "extract": (Extract, "Output of rasoat extract"),
    "compare": (Comparison, "Output of rasoat compare"),
}


def schema(name: SchemaName) -> dict[str, Any]:
    """The schema of one output, self-contained, by its name in ``SchemaName``.

    Unknown fields are allowed, as a later version may add some; everything else is as strict as the contract.
    """
    type_, title = _TITLES[name]
    return described(type_, name, title, SCHEMA_VERSION)


def described(type_: type[msgspec.Struct], name: str, title: str, version: str) -> dict[str, Any]:
    """The schema of an output of any room, ``type_`` having a field ``schema_version``; as ``schema``."""
    (root,), definitions = msgspec.json.schema_components([type_], ref_template="#/$defs/{name}")
    target = definitions.pop(root["$ref"].rsplit("/", 1)[1])
    document: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{_ID}:{name}:{version}",
        **target,
        "title": title,
        "$defs": dict(sorted(definitions.items())),
    }
    document["properties"]["schema_version"] = {"const": version, "description": "Version of this contract."}
    _add_conditions(document["$defs"])
    return document


def _add_conditions(definitions: dict[str, Any]) -> None:
    """What the types cannot say: fields that stand and fall with others."""
    for pair in ("Evidence", "ReferenceItem", "FigureItem", "DeadlineItem", "AssignmentItem", "SectionItem"):
        for field in ("span", "value_span"):
            span = definitions.get(pair, {}).get("properties", {}).get(field)
            if span:
                span["prefixItems"] = [{"type": "integer", "minimum": 0}, {"type": "integer", "minimum": 0}]
    if deadline := definitions.get("DeadlineItem"):
        deadline["allOf"] = [
            _when({"status": "impossible"}, {"start": {"type": "null"}, "end": {"type": "null"}}),
            _when({"kind": "recurrence"}, {"every": {"type": "string"}}),
        ]
    if finding := definitions.get("FindingItem"):
        finding["properties"]["evidence"]["minItems"] = 1
    if rule := definitions.get("RuleResult"):
        faults = {"if": _has({"finds_faults": True}), "then": {"required": ["checked", "findings"]}}
        none_found = _when({"finds_faults": True, "status": "met"}, {"findings": {"maxItems": 0}})
        some_found = _when({"finds_faults": True, "status": "missing"}, {"findings": {"minItems": 1}})
        looked = {
            "if": _has({"finds_faults": False, "status": "missing"}),
            "then": {"required": ["looked_in", "nearest"]},
        }
        shown = {"enum": ["met", "partial"]}
        proven = {
            "if": {
                "properties": {"finds_faults": {"const": False}, "status": shown},
                "required": ["finds_faults", "status"],
            },
            "then": {"properties": {"evidence": {"minItems": 1}}},
        }
        reasoned = {
            "if": {"properties": {"status": {"enum": ["needs_review", "not_applicable"]}}, "required": ["status"]},
            "then": {"properties": {"reason": {"$ref": "#/$defs/Bilingual"}}},
        }
        rule["allOf"] = [faults, none_found, some_found, looked, proven, reasoned]


def _has(values: dict[str, Any]) -> dict[str, Any]:
    return {"properties": {key: {"const": value} for key, value in values.items()}, "required": list(values)}


def _when(values: dict[str, Any], then: dict[str, Any]) -> dict[str, Any]:
    return {"if": _has(values), "then": {"properties": then}}

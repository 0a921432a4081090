"""Where the data of the project stands: rules and registers, in a checkout and in an installed wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).resolve().parent


@cache
def rules_dir() -> Path:
    """The folder that holds the rule packs and registers: beside the package in a checkout, inside it in a wheel."""
    inside = _PACKAGE / "_data" / "rules"
    return inside if inside.is_dir() else _PACKAGE.parent / "rules"


def data_path(name: str) -> Path:
    """Path of a file under ``rules/`` ("registers/bodies.yml")."""
    return rules_dir() / name


@cache
def load_yaml(name: str) -> Any:
    """A YAML file under ``rules/``, parsed once per process. The result is shared: do not change it."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(data_path(name).read_text("utf-8"), Loader=loader)

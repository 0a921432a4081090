"""rasoat: reads Vietnamese plans and reports on social-insurance communication and checks them.

``analyze(path)`` gives the annotated spaCy ``Doc``, ``check(path)`` the report (``.to_dict()`` is its JSON).
Both load what they need when first called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analyzer.version import __version__

if TYPE_CHECKING:
    from analyzer.dossier import check_dossier
    from analyzer.pipeline import analyze, analyze_text, check

__all__ = ["__version__", "analyze", "analyze_text", "check", "check_dossier"]


def __getattr__(name: str) -> Any:
    if name in ("analyze", "analyze_text", "check"):
        from analyzer import pipeline

        return getattr(pipeline, name)
    if name == "check_dossier":
        from analyzer.dossier import check_dossier

        return check_dossier
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

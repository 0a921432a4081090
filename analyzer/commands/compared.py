"""A comparison in the form asked for."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from analyzer.commands.run import Output
from analyzer.errors import UsageError
from analyzer.report.comparison import Comparison

if TYPE_CHECKING:
    from analyzer.commands.render import Checked
    from analyzer.report.model import ErrorLine, Extract


class ComparedOutput(Output):
    """Where comparisons go and in which form."""

    __slots__ = ()

    def render(self, result: Comparison | Checked | Extract | ErrorLine, first: bool) -> str:
        """The text of one result."""
        if not isinstance(result, Comparison):
            return Output.render(self, result, first)
        if self.format == "json":
            from analyzer.report.codec import to_json

            return to_json(result).decode("utf-8") + "\n"  # type: ignore[arg-type]
        if self.format == "html":
            from analyzer.comparison.html import render_html

            return render_html(result, lang=self.lang)  # type: ignore[arg-type]
        from analyzer.comparison.text import render_text

        width = min(shutil.get_terminal_size((100, 20)).columns, 120)
        lead = "" if first else "\n"
        return lead + render_text(result, lang=self.lang, color=self.color, width=width)  # type: ignore[arg-type]


def refuse_target(target: Path | None, document: Path) -> None:
    """Raises ``UsageError`` where the result would be written over a document that is compared."""
    try:
        same = target is not None and target.samefile(document)
    except OSError:
        same = False
    if same:
        raise UsageError(
            f"{target} là văn bản được đối chiếu; hãy ghi kết quả vào tệp khác.",
            f"{target} is a document that is compared; write the result to another file.",
        )

"""rasoat check."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from analyzer.commands.letter_options import with_parties
from analyzer.commands.options import (
    CHECK_FORMATS,
    FAULTS,
    FILES,
    LANG,
    NO_COLOR,
    OK,
    OUTPUT,
    PACK,
    settings_given,
    with_overrides,
    with_settings,
)
from analyzer.commands.options import color as colored

if TYPE_CHECKING:
    from analyzer.commands.render import Checked
    from analyzer.pipeline import Asked
    from analyzer.reading.guard import Pending
    from analyzer.report.model import WaiverItem


@click.command()
@FILES
@click.option(
    "--format",
    "-f",
    "format_",
    type=click.Choice(CHECK_FORMATS),
    default="text",
    show_default=True,
    help="What to print.",
)
@LANG
@OUTPUT
@with_settings
@PACK
@with_overrides
@click.option(
    "--select", "-s", multiple=True, metavar="CODE", help="Ask only these rules or families (S, C201); may be repeated."
)
@click.option("--ignore", "-i", multiple=True, metavar="CODE", help="Leave out these rules or families.")
@click.option("--waivers", type=click.Path(path_type=Path), help="What was accepted (else the nearest waivers.yml).")
@click.option("--no-waivers", is_flag=True, help="Count everything, whatever was accepted.")
@click.option(
    "--baseline", type=click.Path(path_type=Path), help="An earlier JSON result: only what is new since fails the run."
)
@click.option("--no-baseline", is_flag=True, help="Compare with no earlier result, whatever the settings say.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "advice", "never"]),
    default="error",
    show_default=True,
    help="Severity from which the exit code is 1.",
)
@click.option(
    "--tables", is_flag=True, help="Text report: also list figures, deadlines, assignments and cited documents."
)
@click.option(
    "--dossier", is_flag=True, help="FILES are one document: a plan and its annexes, or a folder or zip of them."
)
@click.option("--with-text", is_flag=True, help="JSON: include the normalised text that spans point into.")
@with_parties
@NO_COLOR
@click.pass_context
def check(
    ctx: click.Context, /, files: tuple[Path, ...], format_: str, output: Path | None, tables: bool, with_text: bool,
    no_color: bool, dossier: bool, **given: Any,
) -> None:  # fmt: skip
    """Check FILES and print a report for each, or with --dossier one for all."""
    from analyzer.commands.run import Output, run_files
    from analyzer.reading.guard import begin

    parts, files = (files, files[:1]) if dossier else ((), files)
    if parts and output is not None:
        _keep_apart(output, parts)
    first = None if dossier else begin(files[0])  # it is read in another process while this one loads
    run = _Run(ctx, files, with_text, first, parts)
    if format_ != "text" or output is not None:
        run.say_problems()
    target = Output(format_, run.lang, output, several=len(files) > 1, color=colored(no_color), tables=tables)
    overrides = {name: given[name] for name in ("kind", "scope", "level", "date")}
    code = run_files(files, run.make, target, run.fails, overrides)
    ctx.exit(run.end(code))


def _keep_apart(output: Path, parts: tuple[Path, ...]) -> None:
    """Raises ``UsageError`` where the result would be written over a file of the dossier."""
    from analyzer.dossier import holds
    from analyzer.errors import UsageError

    if holds(parts, output):
        raise UsageError(
            f"{output} là văn bản được kiểm tra; hãy ghi kết quả vào tệp khác.",
            f"{output} is the document that is checked; write the result to another file.",
        )


class _Run:
    """One call: what is asked of each file, known before the first is read, and what the reports say together."""

    def __init__(
        self, ctx: click.Context, files: tuple[Path, ...], with_text: bool, first: Pending | None,
        parts: tuple[Path, ...],
    ) -> None:  # fmt: skip
        """``first``: the reading of the first file, begun already; ``parts``: the files of a dossier."""
        from analyzer.pipeline import Asked

        self._reading = {} if first is None else {files[0]: first}
        self._parts = parts

        self.asked: dict[Path, Asked] = {}
        for path in files:
            settings = settings_given(ctx, path)
            if ctx.params["no_waivers"]:
                settings = replace(settings, waivers=None)
            if ctx.params["no_baseline"]:
                settings = replace(settings, baseline=None)
            self.asked[path] = Asked.of(settings)
        self.now: Asked = self.asked[files[0]]
        self.lang = self.now.settings.lang
        """The language of the run: that of its first document."""
        self.with_text = with_text
        self.waivers: list[list[WaiverItem]] = []

    def say_problems(self) -> None:
        """Mistakes in the rule packs, where the reports go to files or to other programs."""
        from analyzer.commands.console import put

        problems = (problem for asked in self.asked.values() for problem in asked.pack.problems)
        for problem in dict.fromkeys(problems):
            put(f"! {problem.in_language(self.lang)}\n", sys.stderr)

    def make(self, path: Path) -> Checked:
        from analyzer.commands.render import Checked
        from analyzer.pipeline import analyze_file, report_on
        from analyzer.report.files import with_own_pages

        self.now = asked = self.asked[path]
        if self._parts:
            from analyzer.dossier import analyze_dossier

            analysis = analyze_dossier(self._parts, settings=asked.settings)
        else:
            analysis = analyze_file(path, settings=asked.settings, pending=self._reading.pop(path, None))
        report = report_on(
            analysis, settings=asked.settings, pack=asked.pack, waivers=asked.waivers, baseline=asked.baseline,
            with_text=self.with_text,
        )  # fmt: skip
        return Checked(report, with_own_pages(analysis.outline.clean))

    def fails(self, checked: Checked) -> bool:
        """Whether the report of the file at hand makes the run fail."""
        from analyzer.report.verdict import counts_against

        if checked.report.waivers:
            self.waivers.append(checked.report.waivers)
        return counts_against(checked.report, self.now.settings.fail_on)

    def end(self, code: int) -> int:
        """The exit code, once waivers are said that fit nothing in several documents."""
        if not self.waivers:
            return code
        from analyzer.commands.console import put
        from analyzer.report.text import render_waiver
        from analyzer.report.waivers import unused_in

        unused = unused_in(self.waivers)
        for item in unused:
            put(render_waiver(item, lang=self.lang), sys.stderr)
        strict = any(asked.settings.fail_on in ("warning", "advice") for asked in self.asked.values())
        return FAULTS if code == OK and unused and strict else code

"""Wrong usage said in the user's language: click's own messages are English."""

from __future__ import annotations

import os
from collections.abc import Sequence

import click

from analyzer.errors import Text


def language(arguments: Sequence[str]) -> str:
    """The language that a command line asks for ("vi" or "en"), where its options could not be read."""
    words = list(arguments)
    for index, word in enumerate(words):
        if word == "--lang" and words[index + 1 : index + 2] == ["en"]:
            return "en"
        if word.startswith("--lang="):
            return "en" if word == "--lang=en" else "vi"
        if word == "--lang":
            return "vi"
    return "en" if os.environ.get("RASOAT_LANG") == "en" else "vi"


def explain(error: click.ClickException) -> Text:
    """One sentence on what is wrong with a command line, and where to read how to write it."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    help_line = f"{context.command_path if context else 'rasoat'} --help"
    vi = _vietnamese(error).rstrip(".")
    en = error.format_message().replace("\n", " ").rstrip(".")
    return Text(f"{vi}; xem “{help_line}”.", f"{en}; see “{help_line}”.")


def _vietnamese(error: click.ClickException) -> str:
    if isinstance(error, click.MissingParameter):
        return f"Thiếu {_name(error)}"
    if isinstance(error, click.NoSuchOption):
        near = f", có phải {', '.join(error.possibilities)}" if error.possibilities else ""
        return f"Không có tùy chọn {error.option_name}{near}"
    if isinstance(error, click.BadOptionUsage):
        return f"Tùy chọn {error.option_name} thiếu hoặc thừa giá trị"
    if isinstance(error, click.BadParameter) and error.param is not None:
        if isinstance(error.param.type, click.Choice):
            return f"Giá trị cho {_name(error)} không hợp lệ, chọn một trong: {', '.join(error.param.type.choices)}"
        return f"Giá trị cho {_name(error)} không hợp lệ ({error.message.rstrip('.')})"
    return f"Lệnh không đúng ({error.format_message().rstrip('.')})"


def _name(error: click.BadParameter) -> str:
    """The parameter as a user writes it: "--format", "FILES"."""
    param = error.param
    if isinstance(param, click.Argument):
        return f"tham số {param.human_readable_name}"
    return f"tùy chọn {max(param.opts, key=len)}" if param is not None else "tham số"

"""Documents of other word processors (.doc, .rtf, .odt) turned into .docx by LibreOffice, where it is installed.

LibreOffice runs without a window, in a folder of its own that goes away afterwards: with a fresh profile that forbids
macros and the update of links and sends what it may want from the network to a proxy that is not there, and with a
time limit after which it is killed together with what it started.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from functools import cache
from pathlib import Path

TIMEOUT = 50.0
"""Seconds for one document; the first start on a machine takes some ten."""
VARIABLE = "RASOAT_SOFFICE"
"""Environment variable: the path of the program, or "none" to do without it."""

_PLACES = (
    "C:/Program Files/LibreOffice/program/soffice.com",
    "C:/Program Files (x86)/LibreOffice/program/soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/opt/libreoffice/program/soffice",
)
_FILTERS = {"doc": None, "rtf": "Rich Text Format", "odt": "writer8"}
"""Named, lest the program take the file for something else; for .doc it tells the version of Word itself."""
_RESTART = 81
"""The program ends with this after it has laid down a new profile, and is to be started again."""
_ITEM = '<item oor:path="/org.openoffice.Office.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
_SETTINGS = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Common/Misc", "FirstRun", "false"),
    ("Writer/Content/Update", "Link", "2"),
    ("Writer/Content/Update", "Field", "false"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


@cache
def program() -> str | None:
    """The path of LibreOffice; None where it is not installed."""
    chosen = os.environ.get(VARIABLE, "")
    if chosen:
        return None if chosen == "none" else shutil.which(chosen)
    names = ("soffice.com", "soffice") if sys.platform == "win32" else ("soffice", "libreoffice")
    return next((found for name in (*names, *_PLACES) if (found := shutil.which(name))), None)


def _binary(soffice: str) -> str:
    """The program proper, where ``soffice`` is the script that starts it: one process, so that killing it is enough,
    and of the same group as its caller, so that whoever kills that one by its group kills this too."""
    binary = Path(soffice).resolve().with_name("soffice.bin")
    return str(binary) if sys.platform.startswith("linux") and binary.is_file() else soffice


def to_docx(data: bytes, kind: str, *, timeout: float = TIMEOUT) -> bytes | None:
    """The document ``data`` ("doc", "rtf" or "odt") as .docx; None where LibreOffice is not there, or fails."""
    soffice = program()
    if soffice is None:
        return None
    with tempfile.TemporaryDirectory(prefix="rasoat-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / f"van-ban.{kind}"
        source.write_bytes(data)
        convert([source], folder / "docx", "docx:MS Word 2007 XML", filter_in=_FILTERS[kind], timeout=timeout)
        try:
            return (folder / "docx" / "van-ban.docx").read_bytes()
        except OSError:
            return None


def convert(
    files: list[Path], target: Path, form: str, *, filter_in: str | None = None, timeout: float = TIMEOUT
) -> bool:
    """Let LibreOffice write ``files`` to the folder ``target`` as ``form`` ("docx", "doc:MS Word 97"…).

    Returned is whether it ended by itself and in time; what it wrote is to be looked for in the folder.
    """
    soffice = program()
    if soffice is None:
        return False
    with tempfile.TemporaryDirectory(prefix="rasoat-profile-", ignore_cleanup_errors=True) as profile:
        _write_profile(Path(profile))
        command = [
            _binary(soffice), "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo",
            f"-env:UserInstallation={Path(profile).as_uri()}",
            *([f"--infilter={filter_in}"] if filter_in else []),
            "--convert-to", form, "--outdir", str(target), *map(str, files),
        ]  # fmt: skip
        environment = os.environ | {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}
        end = time.monotonic() + timeout
        code = _run(command, environment, timeout)
        if code == _RESTART:
            code = _run(command, environment, max(1.0, end - time.monotonic()))
        return code == 0


def _write_profile(profile: Path) -> None:
    items = "".join(_ITEM.format(*setting) for setting in _SETTINGS)
    user = profile / "user"
    user.mkdir()
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>',
        encoding="utf-8",
    )


def _run(command: list[str], environment: dict[str, str], timeout: float) -> int | None:
    """The exit code; None where it had to be killed, or could not be started."""
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError:
        return None
    try:
        return process.wait(timeout)
    except subprocess.TimeoutExpired:
        return None
    finally:
        if process.poll() is None:
            if sys.platform == "win32":
                subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
            process.kill()
            process.wait()

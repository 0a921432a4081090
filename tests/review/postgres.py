"""A PostgreSQL of the tests' own, from the binaries of the system: in a folder that goes with it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_OPTIONS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=100")


class Missing(Exception):
    """There is no PostgreSQL here that could be started; the text says why."""


@contextmanager
def server() -> Iterator[str]:
    """The address of a server ("postgresql://tests@127.0.0.1:PORT"), stopped at the end. Raises ``Missing``."""
    binaries = _binaries()
    folder = Path(tempfile.mkdtemp(prefix="rasoat-pg-"))
    user = _other_user()
    try:
        if user is not None:
            shutil.chown(folder, user)
        data = folder / "data"
        _run(user, binaries / "initdb", "-D", data, "-U", "tests", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8",
             "-N")  # fmt: skip
        port = _free_port()
        options = " ".join(f"-c {option}" for option in (*_OPTIONS, f"port={port}", "listen_addresses=127.0.0.1"))
        options += f" -c unix_socket_directories={folder}"
        _run(user, binaries / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
        try:
            yield f"postgresql://tests@127.0.0.1:{port}"
        finally:
            _run(user, binaries / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _binaries() -> Path:
    found = shutil.which("initdb")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name.split(".")[0]))
    folder = Path(found).resolve().parent if found else folders[-1] if folders else None
    if folder is None or os.name == "nt":
        raise Missing("PostgreSQL is not installed")
    return folder


def _other_user() -> str | None:
    """PostgreSQL does not run as root: then as somebody who may do nothing else."""
    if os.geteuid() != 0:
        return None
    import pwd

    for name in ("postgres", "nobody"):
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        return name
    raise Missing("PostgreSQL does not run as root, and there is nobody else")


def _run(user: str | None, *command: object) -> None:
    words = [str(word) for word in command]
    try:
        # Output into a file: the server inherits it, and a pipe would be waited for.
        with tempfile.TemporaryFile() as said:
            done = subprocess.run(words, user=user, cwd="/", stdout=said, stderr=said, check=False, timeout=120)
            said.seek(0)
            if done.returncode:
                raise Missing(f"{words[0]}: {said.read().decode('utf-8', 'replace')[-500:]}")
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Missing(f"{words[0]}: {error}") from error


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port

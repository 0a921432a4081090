"""What a child process of the server runs: the page or the worker, for as long as its parent lives.

``python -m analyzer.serving.child page HOST PORT SECRETS PUBLIC_URL`` or ``… worker ARGUMENT…``. Its standard input is
a pipe from the parent: when that closes, because the parent wants it or is dead, the child stops as on Ctrl-C. The same
on every system.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path


def main(arguments: list[str]) -> None:
    """Runs one child; see the module."""
    threading.Thread(target=_watch_parent, daemon=True).start()
    what, rest = arguments[0], arguments[1:]
    if what == "page":
        from analyzer.serving.front import run

        host, port, secrets, public_url = rest
        run(host, int(port), Path(secrets), public_url or None)
        return
    from analyzer import cli

    sys.argv = ["rasoat", "worker", *rest]
    cli.main()


def _watch_parent() -> None:
    # The raw descriptor: reading sys.stdin would hold a lock that the end of the program waits for.
    while os.read(0, 1024):
        pass
    if os.name == "posix":
        # To the process, not this thread: the main one is to wake from whatever it waits for.
        os.kill(os.getpid(), signal.SIGTERM)
    else:
        signal.raise_signal(signal.SIGINT)


if __name__ == "__main__":
    main(sys.argv[1:])

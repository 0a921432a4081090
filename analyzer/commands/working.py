"""``rasoat worker``, free of click: works, and stops in good order when it is told to."""

from __future__ import annotations

import signal
import sys
import threading

from analyzer.commands.console import put
from analyzer.errors import Text
from analyzer.review.opening import QueueSettings, open_desk
from analyzer.review.worker import Checker, Worker

_SIGNALS = ("SIGINT", "SIGTERM", "SIGBREAK")


def work_on(settings: QueueSettings, *, once: bool, timeout: float, grace: float, lang: str) -> int:
    """Works until a signal, with ``once`` until nothing waits; how many jobs were done.

    The first signal lets the check in hand go on for ``grace`` seconds, a second one ends it: its job goes back.
    """
    desk = open_desk(settings)
    checker = Checker(timeout)
    stopped = threading.Event()

    def stop(*_: object) -> None:
        if stopped.is_set():
            checker.interrupt()
            return
        stopped.set()
        timer = threading.Timer(grace, checker.interrupt)
        timer.daemon = True
        timer.start()

    for name in _SIGNALS:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), stop)
    worker = Worker(desk, checker, settings.mail)
    _say(Text("Đang chờ việc; dừng bằng Ctrl-C.", "Waiting for work; Ctrl-C stops it."), lang)
    try:
        done = worker.run(stopped, worker.is_idle if once else None)
    finally:
        checker.close()
        desk.database.close()
    _say(Text(f"Đã dừng; đã xử lý {done} việc.", f"Stopped; {done} jobs were done."), lang)
    return done


def _say(text: Text, lang: str) -> None:
    put(f"{text.in_language(lang)}\n", sys.stderr)

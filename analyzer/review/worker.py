"""The worker: takes jobs one after the other, each checked in a process of its own that can be killed."""

from __future__ import annotations

import logging
import os
import socket
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import TimeoutError as CheckTimeout
from multiprocessing import get_context
from typing import Any
from uuid import uuid4

from pebble import ProcessExpired, ProcessPool
from sqlalchemy.exc import InterfaceError, OperationalError

from analyzer.errors import ReadingError
from analyzer.report.codec import error_line
from analyzer.report.model import ErrorLine, Report
from analyzer.review import jobs
from analyzer.review.checking import Check, Interrupted, work
from analyzer.review.desk import Desk
from analyzer.review.drafts import sweep
from analyzer.review.mail import MailServer, send_waiting
from analyzer.review.states import JobState

_IDLE_SECONDS = 0.3
_LOOK_SECONDS = 0.5
_LOST_SECONDS = 5.0
_HOUSEKEEPING_SECONDS = 15.0
_LOG = logging.getLogger(__name__)


class Checker:
    """Checks in a process beside this one, which is kept warm, and killed when a document takes too long.

    A document that ends the process is an error of that document; the next one gets a new process.
    """

    def __init__(self, timeout: float = 120.0) -> None:
        """``timeout``: seconds for one document."""
        self._timeout = timeout
        # A new process takes nothing along of this one: neither its connections to the database nor its threads.
        self._pool = ProcessPool(max_workers=1, initializer=_warm_up, context=get_context("spawn"))
        self._interrupted = threading.Event()

    def __call__(self, filename: str, data: bytes, options: Mapping[str, Any]) -> Report | ErrorLine:
        """The report with its text, or why there is none. Raises ``Interrupted`` after ``interrupt``."""
        future = self._pool.schedule(_check, args=(filename, data, dict(options)), timeout=self._timeout)
        try:
            while True:
                try:
                    return future.result(timeout=_LOOK_SECONDS)
                except CheckTimeout:
                    if future.done():
                        raise
                    if self._interrupted.is_set():
                        raise Interrupted from None
        except CheckTimeout:
            return error_line(filename, ReadingError(
                f"Kiểm tra quá {self._timeout:.0f} giây nên đã dừng.",
                f"The check took more than {self._timeout:.0f} seconds and was stopped.", code="timeout",
            ))  # fmt: skip
        except ProcessExpired:
            return error_line(filename, ReadingError(
                "Tiến trình kiểm tra dừng bất thường; tệp có thể bị hỏng.",
                "The process that checked it ended; the file may be broken.", code="crashed",
            ))  # fmt: skip

    def interrupt(self) -> None:
        """Ends a check that runs: its call raises ``Interrupted``."""
        self._interrupted.set()

    def close(self) -> None:
        """Ends the process, whatever it does."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()


def _warm_up() -> None:
    from analyzer.checks.loader import default_pack
    from analyzer.pipeline import analyze_text

    default_pack()
    analyze_text("KẾ HOẠCH")


def _check(filename: str, data: bytes, options: dict[str, Any]) -> Report | ErrorLine:
    from analyzer.errors import RasoatError
    from analyzer.pipeline import analyze_source, report_on
    from analyzer.reading import read

    given = {key: value for key, value in options.items() if key in ("kind", "scope", "level", "date")}
    try:
        analysis = analyze_source(read(filename, data=data), **given)
        return report_on(analysis, with_text=True)
    except RasoatError as error:
        return error_line(filename, error)


class Worker:
    """Works until told to stop. Several, on one machine or on many, share one queue."""

    def __init__(self, desk: Desk, check: Check, mail: MailServer | None = None) -> None:
        self._desk, self._check, self._mail = desk, check, mail
        self.name = f"{socket.gethostname()}:{os.getpid()}:{uuid4().hex[:8]}"

    def run(self, stopped: threading.Event, idle: Callable[[], bool] | None = None) -> int:
        """Takes jobs until ``stopped``; with ``idle``, until that is True when there is none. How many it did.

        A job in hand is finished first, or given back where the check raises ``Interrupted``. A database that cannot
        be reached for a while ends no worker.
        """
        done = 0
        sweep(self._desk)
        keeper = threading.Thread(target=self._keep_house, args=(stopped,), daemon=True)
        keeper.start()
        while not stopped.is_set():
            try:
                held = self._take()
                if held is None:
                    if idle is not None and idle():
                        break
                    stopped.wait(_IDLE_SECONDS)
                    continue
                with _Heartbeat(self._desk, held):
                    done += work(self._desk, held, self._check)
            except Interrupted:
                break
            except (OperationalError, InterfaceError):
                _LOG.exception("database")
                stopped.wait(_LOST_SECONDS)
        if self._mail is not None and not stopped.is_set():
            send_waiting(self._desk, self._mail)
        return done

    def is_idle(self) -> bool:
        """Whether nothing waits, also not for later, and nobody works."""
        with self._desk.database.read() as session:
            counts = jobs.counts(session)
        return not counts.get(JobState.QUEUED) and not counts.get(JobState.RUNNING)

    def _take(self) -> jobs.Held | None:
        with self._desk.database.write() as session:
            return jobs.take(session, self.name, self._desk.now())

    def _keep_house(self, stopped: threading.Event) -> None:
        while not stopped.is_set():
            try:
                sweep(self._desk)
                if self._mail is not None:
                    send_waiting(self._desk, self._mail)
            except Exception:
                _LOG.exception("housekeeping")
            stopped.wait(_HOUSEKEEPING_SECONDS)


class _Heartbeat:
    """Says every while that a job's worker lives."""

    def __init__(self, desk: Desk, held: jobs.Held) -> None:
        self._desk, self._held = desk, held
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _beat(self) -> None:
        while not self._over.wait(jobs.LEASE.total_seconds() / 3):
            try:
                with self._desk.database.write() as session:
                    if not jobs.renew(session, self._held, self._desk.now()):
                        return
            except Exception:
                _LOG.exception("heartbeat")  # the next one may come through in time

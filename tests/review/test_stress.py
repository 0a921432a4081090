"""Many at once: nothing lost, nothing doubled, the log whole; and workers that are killed in the middle."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import func, select

from analyzer.report.codec import to_json
from analyzer.review import decisions
from analyzer.review.database import Database
from analyzer.review.desk import Desk
from analyzer.review.errors import Conflict
from analyzer.review.files import FileStore
from analyzer.review.log import head, verify
from analyzer.review.model import Finding, Job, LogEntry, Revision
from analyzer.review.people import Actor, Role
from analyzer.review.states import DecisionKind, JobState
from analyzer.review.submissions import submit
from tests.review.desks import LEAD, REVIEWER, check_all, hand_in, person, report_with

REVIEWERS, FINDINGS = 16, 500
OFFICERS = person("officers", Role.OFFICER)


@pytest.fixture
def busy(url: str, tmp_path: Path) -> Iterator[Desk]:
    """A queue by the real clock."""
    database = Database(url)
    database.upgrade()
    yield Desk(database, FileStore(tmp_path / "files"), tmp_path / "drafts", several_users=True)
    database.close()


def test_sixteen_reviewers_decide_at_once(busy: Desk) -> None:
    desk, number = busy, hand_in(busy).submission
    check_all(desk, report_with(1))
    _copies(desk, FINDINGS)
    decisions.claim(desk, REVIEWER, number)
    with desk.database.read() as session:
        versions = {row[0]: row[1] for row in session.execute(select(Finding.id, Finding.version))}
    # All sixteen are the reviewer in as many windows: each finding is tried by two, with the version that both saw.
    tries = [id_ for id_ in versions for _ in range(2)]
    random.Random(1).shuffle(tries)

    def decide(id_: int) -> bool:
        try:
            decisions.decide(
                desk, REVIEWER, id_, DecisionKind.DISMISSED, version=versions[id_], reason=f"Đã xem {id_}."
            )
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(REVIEWERS) as pool:
        outcomes = list(pool.map(decide, tries))
    won = Counter(id_ for id_, good in zip(tries, outcomes, strict=True) if good)
    assert won == dict.fromkeys(versions, 1)
    with desk.database.read() as session:
        decided = session.execute(select(func.count()).where(Finding.decision == DecisionKind.DISMISSED)).scalar()
        told = Counter(session.execute(select(LogEntry.object).where(LogEntry.action == "decide")).scalars())
        assert decided == FINDINGS
        assert told == {f"finding:{id_}": 1 for id_ in versions}
        assert list(verify(session)) == []
        assert head(session)[0] == FINDINGS + 3


def _copies(desk: Desk, count: int) -> None:
    """As many findings as that, all alike."""
    with desk.database.write() as session:
        one = session.execute(select(Finding)).scalar_one()
        for number in range(1, count):
            session.add(Finding(
                revision_id=one.revision_id, code=one.code, fingerprint=f"1:{number}", status=one.status,
                severity=one.severity, change=None, detail=one.detail, decision=DecisionKind.OPEN,
            ))  # fmt: skip


def test_all_claim_at_once_and_one_gets_it(busy: Desk) -> None:
    number = hand_in(busy).submission
    check_all(busy, report_with(1))

    def claim(who: int) -> bool:
        try:
            decisions.claim(busy, person(f"r{who}", Role.REVIEWER), number)
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(REVIEWERS) as pool:
        assert sum(pool.map(claim, range(REVIEWERS))) == 1


def test_the_first_files_of_a_place_come_at_once(busy: Desk) -> None:
    def send(number: int) -> int:
        data = f"{number % 8}".encode()
        try:
            return submit(busy, OFFICERS, place="A/B", kind="plan", period="2026", filename="a.txt", data=data).number
        except decisions.NotPossible:
            return 0

    with ThreadPoolExecutor(REVIEWERS) as pool:
        numbers = sorted(pool.map(send, range(16)))
    assert numbers == [0] * 8 + list(range(1, 9))


def test_one_person_logs_in_from_many_windows(busy: Desk) -> None:
    def enter(_: int) -> Actor:
        return busy.actor("iss|1", "Người xem xét", "x@example.vn")

    with ThreadPoolExecutor(REVIEWERS) as pool:
        assert len({actor.key for actor in pool.map(enter, range(32))}) == 1


_WORKER = """
import sys, threading, time
from datetime import timedelta
from pathlib import Path
from analyzer.review import jobs, worker
from analyzer.review.database import Database
from analyzer.review.desk import Desk
from analyzer.review.files import FileStore
from tests.review import desks

url, folder = sys.argv[1], Path(sys.argv[2])
report = (folder / "report.json").read_bytes()
jobs.LEASE = timedelta(seconds=1.5)
desk = Desk(Database(url), FileStore(folder / "files"), folder / "drafts", several_users=True)

def check(filename, data, options):
    time.sleep(0.01)
    return desks.from_json(report)

one = worker.Worker(desk, check)
print("ready", flush=True)
one.run(threading.Event(), one.is_idle)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL")
def test_workers_killed_in_the_middle_lose_nothing(busy: Desk, url: str, tmp_path: Path) -> None:
    count = 200
    for number in range(count):
        submit(busy, OFFICERS, place=f"A/{number}", kind="plan", period="2026", filename="a.txt",
               data=f"{number}".encode())  # fmt: skip
    (tmp_path / "report.json").write_bytes(to_json(report_with(2)))
    workers = [_start(url, tmp_path) for _ in range(2)]
    for share, victim in ((40, 0), (100, 1)):
        _until_done(busy, share)
        workers[victim].send_signal(signal.SIGKILL)
        workers[victim].wait(10)
        workers.append(_start(url, tmp_path))
    _until_done(busy, count)
    for worker in workers:
        worker.wait(20)
    with busy.database.read() as session:
        states = Counter(session.execute(select(Job.state)).scalars())
        assert states == {JobState.DONE: count}
        checked = Counter(session.execute(select(LogEntry.object).where(LogEntry.action == "checked")).scalars())
        assert checked == {f"submission:{number}": 1 for number in range(1, count + 1)}
        assert session.execute(select(func.count()).select_from(Finding)).scalar() == 2 * count
        assert session.execute(select(func.count()).where(Revision.verdict.is_(None))).scalar() == 0
        assert list(verify(session)) == []


def _start(url: str, folder: Path) -> subprocess.Popen[str]:
    root = Path(__file__).resolve().parents[2]
    env = {**os.environ, "PYTHONPATH": str(root)}
    worker = subprocess.Popen([sys.executable, "-c", _WORKER, url, str(folder)], env=env, cwd=root, text=True,
                              stdout=subprocess.PIPE)  # fmt: skip
    assert worker.stdout is not None
    assert worker.stdout.readline() == "ready\n"
    return worker


def _until_done(desk: Desk, share: int) -> None:
    for _ in range(1200):
        with desk.database.read() as session:
            done = session.execute(select(func.count()).where(Job.state == JobState.DONE)).scalar_one()
        if done >= share:
            return
        time.sleep(0.05)
    raise AssertionError(f"{done} of {share} jobs were done in a minute")


def test_reviewing_goes_on_while_documents_come_in(busy: Desk) -> None:
    """Writers of all kinds at once: neither dead locks nor gaps in the log."""
    number = hand_in(busy).submission
    check_all(busy, report_with(3))
    decisions.claim(busy, REVIEWER, number)

    def act(step: int) -> None:
        if step % 4 == 0:
            submit(busy, OFFICERS, place=f"B/{step}", kind="plan", period="2026", filename="a", data=f"{step}".encode())
        elif step % 4 == 1:
            decisions.comment(busy, LEAD, number, f"Ý kiến {step}")
        elif step % 4 == 2:
            decisions.claim(busy, REVIEWER, number)
        else:
            check_all(busy, report_with(1))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(act, range(80)))
    check_all(busy, report_with(1))
    with busy.database.read() as session:
        assert list(verify(session)) == []
        entries = Counter(session.execute(select(LogEntry.action)).scalars())
    assert entries == {"submit": 21, "checked": 21, "comment": 20, "claim": 1}

"""Whatever people do in whatever order: the log tells the state, nothing is lost, and the rules hold."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from analyzer.errors import RasoatError
from analyzer.review import decisions
from analyzer.review.desk import Desk
from analyzer.review.log import verify
from analyzer.review.people import Actor, Role
from analyzer.review.states import Action, DecisionKind, State, transition
from analyzer.review.view import submission_view
from tests.review.desks import (
    ADMIN,
    AUDITOR,
    LEAD,
    OFFICER,
    OTHER,
    REVIEWER,
    Clock,
    check_all,
    hand_in,
    person,
    report_with,
    version_of,
)

_BOTH = person("officer", Role.OFFICER, Role.REVIEWER)
ACTORS = st.sampled_from([OFFICER, REVIEWER, OTHER, LEAD, AUDITOR, ADMIN, _BOTH])


class Lives(RuleBasedStateMachine):
    """One submission in many hands; ``RasoatError`` is a refusal, anything else a mistake."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.desk = Desk.open(Path(self.folder.name), several_users=True, now=Clock())
        self.sent = 0
        self.submit(OFFICER)

    def _try(self, act: object, *given: object, **named: object) -> None:
        with suppress(RasoatError):
            act(*given, **named)  # type: ignore[operator]

    @rule(actor=ACTORS)
    def submit(self, actor: Actor) -> None:
        self.sent += 1
        self._try(hand_in, self.desk, f"{self.sent}".encode(), actor=actor)

    @rule(count=st.integers(0, 3))
    def check(self, count: int) -> None:
        check_all(self.desk, report_with(count))

    @rule(actor=ACTORS, act=st.sampled_from([decisions.claim, decisions.release]))
    def hold(self, actor: Actor, act: object) -> None:
        self._try(act, self.desk, actor, 1)

    @rule(actor=ACTORS)
    def assign(self, actor: Actor) -> None:
        self._try(decisions.assign, self.desk, actor, 1, None)

    @rule(actor=ACTORS, kind=st.sampled_from(list(DecisionKind)), which=st.integers(0, 2), stale=st.booleans())
    def decide(self, actor: Actor, kind: DecisionKind, which: int, stale: bool) -> None:
        findings = submission_view(self.desk, LEAD, 1).findings
        if findings:
            one = findings[which % len(findings)]
            self._try(decisions.decide, self.desk, actor, one.id, kind, version=one.version - stale, reason="Vì vậy.",
                      correction="Đúng ra.")  # fmt: skip

    @rule(actor=ACTORS, act=st.sampled_from([decisions.return_, decisions.approve, decisions.reopen]))
    def end(self, actor: Actor, act: object) -> None:
        self._try(act, self.desk, actor, 1, version=version_of(self.desk, 1), note="Như vậy.")

    @rule(hours=st.integers(1, 3))
    def wait(self, hours: int) -> None:
        assert isinstance(self.desk.now, Clock)
        self.desk.now.on(hours=hours)

    @invariant()
    def the_log_tells_the_state(self) -> None:
        view = submission_view(self.desk, LEAD, 1)
        told: State | None = None
        findings: dict[str, str] = {}
        for entry in view.log:
            if entry.action in list(Action):
                found = transition(told, Action(entry.action))
                checked_late = entry.action == Action.CHECKED and told != State.CHECKING
                assert found is not None or checked_late, (told, entry.action)
                last = entry.data.get("revision") == self._revisions_told(view.log, entry.number)
                if found is not None and (entry.action != Action.CHECKED or last):
                    told = found.target
            if entry.action in (Action.DECIDE, Action.WAIVE):
                assert findings.get(entry.object, "open") == entry.data["before"]
                findings[entry.object] = entry.data["decision"]
        assert told == view.row.state
        for finding in view.findings:
            assert findings.get(f"finding:{finding.id}", "open") == finding.decision.kind
        if view.row.state == State.APPROVED:
            assert all(finding.decision.kind != DecisionKind.OPEN for finding in view.findings)
            assert view.row.decided_by not in {revision.submitted_by for revision in view.revisions}

    @staticmethod
    def _revisions_told(log: list, number: int) -> int:  # type: ignore[type-arg]
        return sum(entry.action == Action.SUBMIT for entry in log if entry.number < number)

    @invariant()
    def the_log_is_whole(self) -> None:
        with self.desk.database.read() as session:
            assert list(verify(session)) == []

    def teardown(self) -> None:
        if hasattr(self, "desk"):
            self.desk.database.close()
            self.folder.cleanup()


Lives.TestCase.settings = settings(
    max_examples=8, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
TestLives = pytest.mark.filterwarnings("ignore")(Lives.TestCase)

"""A real queue with real documents for the tests of its pages: checked once, copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

from streamlit.testing.v1 import AppTest

from analyzer.pages import common
from analyzer.review.decisions import claim, decide
from analyzer.review.desk import Desk
from analyzer.review.people import Actor, Role, RoleAt
from analyzer.review.states import DecisionKind
from analyzer.review.submissions import submit
from analyzer.review.view import SubmissionView, submission_view
from analyzer.review.worker import Worker, _check

DOCUMENTS = Path(__file__).parents[2] / "corpora" / "documents"
PLAN = "ke-hoach-huyen-sa-loc.txt"
PLACE = "Đông Lâm/Sa Lộc"
HOSTILE = "<img src=x onerror=alert(1)> **đậm** :red[đỏ] $x$ [nhấn](http://xa.example)"
HANDED_IN = (
    (PLACE, "plan", "2022", PLAN, date(2022, 5, 1)),
    ("Đông Lâm/An Thịnh", "plan", "2026", "ke-hoach-xa-an-thinh.docx", date(2099, 1, 1)),
    ("Đông Lâm/An Thịnh", "report", "2026", "bao-cao-xa-an-thinh-2026.html", None),
    ("Hải Giang", "report", "2025", "bao-cao-tinh-hai-giang-2025.md", None),
)
SA_LOC, PLAN_AN_THINH, REPORT_AN_THINH, HAI_GIANG = 1, 2, 3, 4
"""Numbers of the submissions."""


def somebody(key: str, name: str, *roles: Role, place: str | None = None) -> Actor:
    """A person with roles at a place."""
    return Actor(key, name, f"{key}@example.vn", tuple(RoleAt(role, place) for role in roles))


OFFICER = somebody("an", "Lê An", Role.OFFICER, place=PLACE)
REVIEWER = somebody("binh", "Trần Bình", Role.REVIEWER)
OTHER = somebody("chau", "Vũ Châu", Role.REVIEWER)
LEAD = somebody("dung", "Phạm Dũng", Role.LEAD)
AUDITOR = somebody("em", "Hồ Em", Role.AUDITOR)
ADMIN = somebody("giang", "Đỗ Giang", Role.ADMINISTRATOR)
STRANGER = somebody("khanh", "Ngô Khánh")
SENDER = somebody("lan", "Mai Lan", Role.OFFICER)


def build(folder: Path) -> Path:
    """A folder with a queue whose documents are checked."""
    desk = _open(folder)
    for person in (OFFICER, REVIEWER, OTHER, LEAD, AUDITOR, ADMIN, STRANGER, SENDER):
        desk.actor(person.key, person.name, person.email)
    for place, kind, period, name, due in HANDED_IN:
        submit(desk, SENDER, place=place, kind=kind, period=period, filename=name,
               data=(DOCUMENTS / name).read_bytes(), due=due)  # fmt: skip
    work(desk)
    desk.database.close()
    return folder


def copy(built: Path, folder: Path) -> Desk:
    """The same queue in another folder, to be changed at will."""
    shutil.copytree(built, folder)
    return _open(folder)


def _open(folder: Path) -> Desk:
    return Desk.open(folder, several_users=True)


def work(desk: Desk) -> None:
    """A worker checks all that waits, in this process."""
    stopped = Event()
    Worker(desk, lambda name, data, options: _check(name, data, dict(options))).run(stopped, lambda: True)
    stopped.set()


def view_of(desk: Desk, number: int = SA_LOC, actor: Actor = LEAD) -> SubmissionView:
    """A submission as somebody sees it."""
    return submission_view(desk, actor, number)


def claimed(desk: Desk, number: int = SA_LOC, actor: Actor = REVIEWER) -> SubmissionView:
    """A submission that somebody holds."""
    claim(desk, actor, number)
    return view_of(desk, number, actor)


def plain(words: str) -> str:
    """Markdown without the marks that keep the text of documents literal."""
    return words.replace("\\", "").replace("\u2060", "")


def settle(desk: Desk, kind: DecisionKind = DecisionKind.DISMISSED, actor: Actor = REVIEWER) -> None:
    """Decides all findings alike."""
    for finding in view_of(desk).findings:
        decide(desk, actor, finding.id, kind, version=finding.version, reason="Đã đối chiếu.")


class Browser:
    """One person at one page."""

    def __init__(self, monkeypatch: Any, page: Callable[[], None], module: Any, desk: Desk, actor: Actor) -> None:
        self._monkeypatch, self._module, self._desk = monkeypatch, module, desk
        self.app = AppTest.from_function(page, default_timeout=60)
        self.workers = 0
        """How often a worker was asked for."""
        self.become(actor)

    def become(self, actor: Actor) -> None:
        """Whoever sits at it from now on."""
        self._monkeypatch.setattr(self._module, "desk", lambda: self._desk)
        self._monkeypatch.setattr(self._module, "actor", lambda: actor)

        self._monkeypatch.setattr(common, "need_worker", self._need_worker)

    def _need_worker(self) -> None:
        self.workers += 1

    def open(self, number: int | None = None, tab: str | None = None) -> Browser:
        """The page, or a submission on it."""
        if number is not None:
            self.app.query_params["ho-so"] = str(number)
        if tab is not None:
            self.app.session_state[tab.split("=")[0]] = tab.split("=")[1]
        return self.run()

    def run(self) -> Browser:
        """Draws it anew; nothing on it may have gone wrong."""
        self.app.run()
        assert not self.app.exception, [e.value for e in self.app.exception]
        return self

    def press(self, key: str) -> Browser:
        """A button, by its key."""
        self.button(key).click()
        return self.run()

    def button(self, key: str) -> Any:
        """A button that must be there."""
        return next(button for button in self.app.button if button.key == key)

    def has(self, key: str) -> bool:
        """Whether a button is offered."""
        return any(button.key == key for button in self.app.button)

    def write(self, key: str, words: str) -> Browser:
        """Types into a field; as in a browser, what was typed comes with what is pressed next."""
        next(field for field in [*self.app.text_area, *self.app.text_input] if field.key == key).set_value(words)
        return self

    def field(self, key: str) -> str | None:
        """What stands in a field."""
        found: list[Any] = [*self.app.text_area, *self.app.text_input]
        value: str | None = next(field.value for field in found if field.key == key)
        return value

    def upload(self, key: str, name: str, data: bytes) -> Browser:
        """Chooses a file; it comes with what is pressed next."""
        found: list[Any] = list(self.app.get("file_uploader"))
        next(box for box in found if box.key == key).upload(name, data)
        return self

    def downloads(self) -> list[str]:
        """Labels of what can be saved."""
        found: list[Any] = list(self.app.get("download_button"))
        return [str(button.label) for button in found]

    def errors(self) -> str:
        """What is said to have gone wrong."""
        return plain("\n".join(str(item.value) for item in self.app.error))

    def said(self) -> str:
        """All words on the page that are Markdown or a notice, without the marks that keep them literal."""
        kinds = ("markdown", "caption", "success", "warning", "info", "error", "subheader", "title")
        return plain("\n".join(str(item.value) for kind in kinds for item in getattr(self.app, kind)))

    def raw(self) -> str:
        """The same with those marks."""
        kinds = ("markdown", "caption", "success", "warning", "info", "error", "subheader", "title")
        return "\n".join(str(item.value) for kind in kinds for item in getattr(self.app, kind))

    def markup(self) -> str:
        """What is shown as HTML."""
        found: list[Any] = list(self.app.get("html"))
        return "\n".join(str(item.value) for item in found)


Open = Callable[..., Browser]

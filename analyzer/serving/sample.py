"""A sample in the queue of a fresh machine, so that there is something to open."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from analyzer.review.desk import Desk
from analyzer.review.model import LogHead
from analyzer.review.submissions import submit

_PACKAGE = Path(__file__).resolve().parent.parent
_NAME = "ke-hoach-phuong-hoa-my-tay-2027.docx"
PLACE, PERIOD = "VĂN BẢN MẪU/Phường Hòa Mỹ Tây", "2027"
FILENAME = f"van-ban-mau-{_NAME}"


def sample_path() -> Path:
    """The sample, a plan of an invented place: inside the package in a wheel, beside it in a checkout."""
    inside = _PACKAGE / "_data" / "samples" / _NAME
    return inside if inside.is_file() else _PACKAGE.parent / "corpora" / "documents" / _NAME


def put_sample(desk: Desk) -> bool:
    """Hands the sample in where nothing has ever happened in the queue of a local user; whether it did."""
    if desk.several_users:
        return False
    with desk.database.read() as session:
        if session.execute(select(LogHead.number)).scalar_one():
            return False
    submit(
        desk, desk.local_actor(), place=PLACE, kind="plan", period=PERIOD, filename=FILENAME,
        data=sample_path().read_bytes(),
    )  # fmt: skip
    return True

"""Who a visitor is taken for: in doubt, nobody."""

from __future__ import annotations

from typing import Any

import pytest

from analyzer.review.errors import Denied
from analyzer.serving.access import identity, refuse_strangers

NOW = 1_800_000_000.0
CLAIMS = {"iss": "https://id.example.vn", "sub": "7f3a", "iat": NOW - 60, "name": "Lê  Thị An",
          "email": "An@Example.vn", "email_verified": True}  # fmt: skip


def test_key_name_and_address() -> None:
    who = identity(CLAIMS, now=NOW, session_hours=8)
    assert who.key == "https://id.example.vn|7f3a"
    assert (who.name, who.email) == ("Lê Thị An", "an@example.vn")
    assert who.expires_at == NOW - 60 + 8 * 3600


@pytest.mark.parametrize("change", [
    {"email_verified": False}, {"email_verified": None}, {"email_verified": "true"}, {"email_verified": 1},
    {"email": "no address"}, {"email": None}, {"email": 7},
])  # fmt: skip
def test_an_address_counts_only_where_it_is_verified(change: dict[str, Any]) -> None:
    assert identity({**CLAIMS, **change}, now=NOW, session_hours=8).email is None


@pytest.mark.parametrize("change", [
    {"iss": None}, {"iss": ""}, {"sub": ""}, {"sub": 5}, {"iat": None}, {"iat": "1800000000"}, {"iat": True},
])  # fmt: skip
def test_claims_that_name_nobody(change: dict[str, Any]) -> None:
    with pytest.raises(Denied):
        identity({**CLAIMS, **change}, now=NOW, session_hours=8)


@pytest.mark.parametrize(("issued", "hours", "good"), [
    (NOW - 60, 8, True), (NOW - 8 * 3600 + 1, 8, True), (NOW - 8 * 3600, 8, False), (NOW - 90_000, 8, False),
    (NOW + 200, 8, True), (NOW + 3600, 8, False), (NOW - 3600, 0.5, False), (float("nan"), 8, False),
])  # fmt: skip
def test_a_session_ends(issued: float, hours: float, good: bool) -> None:
    claims = {**CLAIMS, "iat": issued}
    if good:
        identity(claims, now=NOW, session_hours=hours)
    else:
        with pytest.raises(Denied):
            identity(claims, now=NOW, session_hours=hours)


def test_a_name_is_found_somewhere() -> None:
    bare = {"iss": "i", "sub": "s", "iat": NOW}
    assert identity(bare, now=NOW, session_hours=8).name == "s"
    assert identity({**bare, "preferred_username": "an.lt"}, now=NOW, session_hours=8).name == "an.lt"
    assert len(identity({**bare, "name": "a" * 5000}, now=NOW, session_hours=8).name) == 200


@pytest.mark.parametrize(("address", "headers"), [
    ("127.0.0.1", {"host": "localhost:8501"}), ("::1", {"host": "[::1]:8501"}), ("localhost", {}),
])  # fmt: skip
def test_the_local_user(address: str, headers: dict[str, str]) -> None:
    refuse_strangers(address, headers)


@pytest.mark.parametrize(("address", "headers"), [
    (None, {"host": "localhost"}), ("0.0.0.0", {"host": "localhost"}), ("", {}), ("::", {}), ("192.0.2.7", {}),
    ("127.0.0.1", {"host": "evil.example:8501"}), ("127.0.0.1", {"host": "192.0.2.7"}), ("127.0.0.1", {"host": ""}),
    ("127.0.0.1", {"host": "localhost", "x-forwarded-for": "127.0.0.1"}), ("127.0.0.1", {"forwarded": "for=x"}),
    ("127.0.0.1", {"x-real-ip": "192.0.2.7"}),
])  # fmt: skip
def test_strangers(address: str | None, headers: dict[str, str]) -> None:
    with pytest.raises(Denied):
        refuse_strangers(address, headers)

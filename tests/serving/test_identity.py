"""The gate before every page: in doubt, nobody comes in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from analyzer.pages import identity

AUTH = {
    "redirect_uri": "https://rasoat.example.vn/oauth2callback", "cookie_secret": "c", "client_id": "rasoat",
    "client_secret": "s", "server_metadata_url": "https://id.example.vn/.well-known/openid-configuration",
}  # fmt: skip


def script(folder: str, several: bool) -> None:
    from pathlib import Path

    import streamlit as st

    from analyzer.pages.identity import gate
    from analyzer.review.desk import Desk

    desk = Desk.open(Path(folder), several_users=several)
    try:
        gate(desk, "en")
        st.write("inside")
    finally:
        desk.database.close()


def run(
    folder: Path, *, several: bool = False, address: str | None = "127.0.0.1", auth: dict[str, str] | None = None
) -> AppTest:
    config.set_option("server.address", address)
    app = AppTest.from_function(script, kwargs={"folder": str(folder), "several": several}, default_timeout=30)
    if auth is not None:
        app.secrets["auth"] = auth
    return app.run()


@pytest.fixture(autouse=True)
def address_as_before() -> Iterator[None]:
    before = config.get_option("server.address")
    yield
    config.set_option("server.address", before)


def inside(app: AppTest) -> bool:
    assert not app.exception
    return "inside" in [element.value for element in app.markdown]


def test_the_local_user_is_in(tmp_path: Path) -> None:
    assert inside(run(tmp_path))


@pytest.mark.parametrize("address", [None, "", "0.0.0.0", "::", "192.0.2.7"])
def test_open_to_others_nobody_is(tmp_path: Path, address: str | None) -> None:
    app = run(tmp_path, address=address)
    assert not inside(app)
    assert "log-in is not configured" in app.error[0].value
    assert not app.button


def test_several_users_and_no_provider_is_nobody(tmp_path: Path) -> None:
    app = run(tmp_path, several=True)
    assert not inside(app)
    assert app.error


@pytest.mark.parametrize("missing", sorted(AUTH))
def test_a_part_of_a_provider_is_none(tmp_path: Path, missing: str) -> None:
    app = run(tmp_path, several=True, auth={key: value for key, value in AUTH.items() if key != missing})
    assert not inside(app)
    assert "not complete" in app.error[0].value
    assert not app.button


def test_without_the_library_nobody_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity, "find_spec", lambda name: None if name == "authlib" else object())
    app = run(tmp_path, several=True, auth=AUTH)
    assert not inside(app)
    assert "Authlib" in app.error[0].value


def test_a_queue_for_one_user_is_not_served_to_several(tmp_path: Path) -> None:
    app = run(tmp_path, several=False, auth=AUTH)
    assert not inside(app)


def test_log_in_is_offered(tmp_path: Path) -> None:
    pytest.importorskip("authlib")
    app = run(tmp_path, several=True, auth=AUTH)
    assert not inside(app)
    assert [button.label for button in app.button] == ["Log in"]


def test_secrets_that_cannot_be_read_are_no_way_in(tmp_path: Path) -> None:
    broken = tmp_path / "secrets.toml"
    broken.write_text("[auth\n", "utf-8")
    before = config.get_option("secrets.files")
    config.set_option("secrets.files", [str(broken)])
    try:
        app = run(tmp_path / "data")
    finally:
        config.set_option("secrets.files", before)
    assert not inside(app)
    assert app.error

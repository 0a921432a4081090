"""The configuration of log-in: whole, over https, and private."""

from __future__ import annotations

import os
import stat
import tomllib
from pathlib import Path

import pytest

from analyzer.errors import UsageError
from analyzer.serving.provider import kept_cookie_secret, provider_from, write_secrets

WHOLE = {
    "RASOAT_OIDC_ISSUER": "https://id.example.vn/realms/so/",
    "RASOAT_OIDC_CLIENT_ID": "rasoat",
    "RASOAT_OIDC_CLIENT_SECRET": 'Bí mật "1" \\ \t#',
    "RASOAT_PUBLIC_URL": "https://rasoat.example.vn/",
}


def test_nothing_configured_is_no_provider() -> None:
    assert provider_from({}) is None
    assert provider_from({"RASOAT_PUBLIC_URL": "https://rasoat.example.vn"}) is None


def test_a_whole_configuration() -> None:
    provider = provider_from({**WHOLE, "RASOAT_OIDC_NAME": "VNeID", "RASOAT_OIDC_SESSION_HOURS": "4"})
    assert provider is not None
    assert provider.metadata_url == "https://id.example.vn/realms/so/.well-known/openid-configuration"
    assert provider.public_url == "https://rasoat.example.vn"
    assert (provider.name, provider.session_hours) == ("VNeID", 4.0)


@pytest.mark.parametrize("name", sorted(WHOLE))
def test_a_part_is_refused_and_says_which(name: str) -> None:
    with pytest.raises(UsageError) as caught:
        provider_from({key: value for key, value in WHOLE.items() if key != name})
    assert name in caught.value.message.vi
    assert name in caught.value.message.en


@pytest.mark.parametrize("address", [
    "http://id.example.vn", "id.example.vn", "ftp://id.example.vn", "https://", "https://user:word@id.example.vn",
    "https://id.example.vn/?x=1", "javascript:alert(1)", "http://localhost.evil.example", "https://[::1", "https://h:99999",
])  # fmt: skip
@pytest.mark.parametrize("name", ["RASOAT_OIDC_ISSUER", "RASOAT_PUBLIC_URL"])
def test_an_address_that_is_not_safe_is_refused(name: str, address: str) -> None:
    with pytest.raises(UsageError, match=name):
        provider_from({**WHOLE, name: address})


def test_plain_http_on_this_machine_is_for_trying_out() -> None:
    assert provider_from(
        {**WHOLE, "RASOAT_OIDC_ISSUER": "http://localhost:9000", "RASOAT_PUBLIC_URL": "http://127.0.0.1:8501"}
    )


@pytest.mark.parametrize("hours", ["0", "-1", "x", "721", "nan", "inf"])
def test_hours_of_a_session(hours: str) -> None:
    with pytest.raises(UsageError, match="HOURS"):
        provider_from({**WHOLE, "RASOAT_OIDC_SESSION_HOURS": hours})


def test_the_secret_is_in_no_message_and_no_repr() -> None:
    provider = provider_from(WHOLE)
    assert "mật" not in repr(provider)
    with pytest.raises(UsageError) as caught:
        provider_from({**WHOLE, "RASOAT_OIDC_ISSUER": "http://sesame.example"})
    assert 'mật "1"' not in str(caught.value.message)
    assert "sesame" not in str(caught.value.message)


def test_from_a_file_and_the_environment_before_it(tmp_path: Path) -> None:
    path = tmp_path / "login.toml"
    path.write_text(
        'oidc_issuer = "https://id.example.vn"\noidc_client_id = "a"\noidc_client_secret = "b"\n'
        'public_url = "https://rasoat.example.vn"\noidc_session_hours = 2\n', "utf-8",
    )  # fmt: skip
    path.chmod(0o600)
    provider = provider_from({"RASOAT_OIDC_FILE": str(path), "RASOAT_OIDC_CLIENT_ID": "c"})
    assert provider is not None
    assert (provider.client_id, provider.client_secret, provider.session_hours) == ("c", "b", 2.0)


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such mode")
def test_a_file_that_everybody_can_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "login.toml"
    path.write_text('oidc_client_secret = "b"\n', "utf-8")
    path.chmod(0o644)
    with pytest.raises(UsageError, match="chmod 600"):
        provider_from({"RASOAT_OIDC_FILE": str(path)})


@pytest.mark.parametrize(("content", "says"), [("oidc_isuer = 'x'", "oidc_isuer"), ("= broken", "cannot|Cannot")])
def test_a_wrong_file_is_refused(tmp_path: Path, content: str, says: str) -> None:
    path = tmp_path / "login.toml"
    path.write_text(content, "utf-8")
    path.chmod(0o600)
    with pytest.raises(UsageError, match=says):
        provider_from({"RASOAT_OIDC_FILE": str(path)})


def test_the_private_file_holds_it_as_it_was_given(tmp_path: Path) -> None:
    provider = provider_from(WHOLE)
    assert provider is not None
    path = write_secrets(provider, tmp_path / "run", "cookie")
    auth = tomllib.loads(path.read_text("utf-8"))["auth"]
    assert auth["client_secret"] == WHOLE["RASOAT_OIDC_CLIENT_SECRET"]
    assert auth["redirect_uri"] == "https://rasoat.example.vn/oauth2callback"
    assert auth["cookie_secret"] == "cookie"
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_cookie_secret_is_made_once(tmp_path: Path) -> None:
    first = kept_cookie_secret(tmp_path)
    assert len(first) > 40
    assert kept_cookie_secret(tmp_path) == first
    (tmp_path / "cookie-secret").write_text("short", "utf-8")
    again = kept_cookie_secret(tmp_path)
    assert len(again) > 40
    assert again != first
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "cookie-secret").stat().st_mode) == 0o600

"""What is refused before anything is started."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from analyzer.errors import UsageError
from analyzer.review.desk import Desk
from analyzer.review.opening import QueueSettings
from analyzer.serving.provider import Provider
from analyzer.serving.sample import FILENAME, put_sample, sample_path
from analyzer.serving.server import Server, check

PROVIDER = Provider("https://id.example.vn", "rasoat", "secret", "https://rasoat.example.vn")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "", "no-such-name.invalid"])
def test_open_to_others_without_log_in(host: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        check(Server(QueueSettings(tmp_path), None, host))
    for name in ("RASOAT_OIDC_ISSUER", "RASOAT_PUBLIC_URL", "--host 127.0.0.1", "docs/serving.md"):
        assert name in caught.value.message.vi
        assert name in caught.value.message.en


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_with_log_in_any_address_will_do(tmp_path: Path) -> None:
    check(Server(QueueSettings(tmp_path, several_users=True), PROVIDER, "0.0.0.0", free_port()))
    check(Server(QueueSettings(tmp_path), None, "127.0.0.1", free_port()))


def test_several_users_need_log_in(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="several users"):
        check(Server(QueueSettings(tmp_path, several_users=True), None))


def test_log_in_needs_its_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analyzer.serving.server.find_spec", lambda _: None)
    with pytest.raises(UsageError, match=r"rasoat\[login\]"):
        check(Server(QueueSettings(tmp_path), PROVIDER))


def test_the_address_that_is_told(tmp_path: Path) -> None:
    assert Server(QueueSettings(tmp_path), None).address == "http://127.0.0.1:8501"
    assert Server(QueueSettings(tmp_path), PROVIDER, "0.0.0.0").address == "https://rasoat.example.vn"


def test_the_sample_comes_once_and_says_what_it_is(tmp_path: Path) -> None:
    assert sample_path().is_file()
    assert "mau" in FILENAME
    desk = Desk.open(tmp_path / "local")
    assert put_sample(desk)
    assert not put_sample(desk)
    several = Desk.open(tmp_path / "several", several_users=True)
    assert not put_sample(several)
    desk.database.close()
    several.database.close()

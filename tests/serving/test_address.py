"""Which addresses are this machine's own: a mistake here opens the page to a network."""

from __future__ import annotations

import socket

import pytest

from analyzer.errors import UsageError
from analyzer.serving import address
from analyzer.serving.address import claim, host_of, is_loopback, is_loopback_name, url


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.8.9.10", "::1", "[::1]", "localhost", " LOCALHOST ", "::ffff:127.0.0.1"]
)
def test_loopback(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host",
    [
        None,
        "",
        " ",
        "0.0.0.0",
        "::",
        "192.0.2.7",
        "10.0.0.1",
        "169.254.1.1",
        "fe80::1%eth0",
        "::ffff:10.0.0.1",
        "no-such-name.invalid",
        "unix:///run/x.sock",
        "127.0.0.1.nip.test",
        "x" * 300,
    ],
)
def test_not_loopback(host: str | None) -> None:
    assert not is_loopback(host)


def test_a_name_counts_only_where_all_it_resolves_to_does(monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(name: str, *_: object, **__: object) -> list[tuple[object, ...]]:
        found = {"both": ["127.0.0.1", "192.0.2.7"], "mine": ["127.0.1.1", "::1"], "none": []}[name]
        return [(0, 0, 0, "", (ip, 0)) for ip in found]

    monkeypatch.setattr(address.socket, "getaddrinfo", resolve)
    assert is_loopback("mine")
    assert not is_loopback("both")
    assert not is_loopback("none")


@pytest.mark.parametrize(
    ("header", "host"),
    [
        ("localhost:8501", "localhost"),
        ("[::1]:8501", "::1"),
        ("127.0.0.1", "127.0.0.1"),
        ("Office.Example.VN.", "office.example.vn"),
        ("", ""),
        (None, ""),
        ("[::1", "::1"),
    ],
)
def test_host_of(header: str | None, host: str) -> None:
    assert host_of(header) == host


@pytest.mark.parametrize(
    ("name", "mine"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("::1", True),
        ("localhost.", True),
        ("evil.example", False),
        ("", False),
        ("localhost.evil.example", False),
        ("127.0.0.1.evil.example", False),
        ("192.0.2.7", False),
    ],
)
def test_a_name_in_a_request_is_never_resolved(name: str, mine: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(address.socket, "getaddrinfo", None)
    assert is_loopback_name(name) is mine


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("127.0.0.1", "http://127.0.0.1:8501"),
        ("0.0.0.0", "http://localhost:8501"),
        ("::", "http://localhost:8501"),
        ("::1", "http://[::1]:8501"),
        ("[::1]", "http://[::1]:8501"),
    ],
)
def test_url(host: str, shown: str) -> None:
    assert url(host, 8501) == shown


def test_a_taken_port_is_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen(1)
        port = taken.getsockname()[1]
        with pytest.raises(UsageError) as caught:
            claim("127.0.0.1", port)
    assert str(port) in caught.value.message.en
    assert "--port" in caught.value.message.vi
    assert "\n" not in caught.value.message.vi
    claim("127.0.0.1", port)


def test_an_unknown_host_is_one_sentence() -> None:
    with pytest.raises(UsageError, match=r"unknown; use --host"):
        claim("no-such-name.invalid", 8501)

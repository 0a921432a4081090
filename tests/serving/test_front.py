"""What stands before Streamlit, asked as a server asks it."""

from __future__ import annotations

import asyncio
import tomllib
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import pytest

from analyzer.serving.front import Guard, app_path, options
from analyzer.serving.sample import sample_path

Message = MutableMapping[str, Any]


def ask(
    guard_for: tuple[Any, ...], kind: str, path: str = "/", host: str | None = "localhost:8501", **headers: str
) -> tuple[bool, list[Message]]:
    """Whether the request came through, and what was answered."""
    through, answered = False, []

    async def app(_scope: Message, _receive: Any, send: Any) -> None:
        nonlocal through
        through = True
        if kind == "http":
            await send({"type": "http.response.start", "status": 200, "headers": [(b"x-frame-options", b"own")]})

    async def receive() -> Message:
        return {"type": f"{kind}.disconnect"}

    async def send(message: Message) -> None:
        answered.append(message)

    sent = {**({"host": host} if host is not None else {}), **headers}
    scope: Message = {
        "type": kind,
        "path": path,
        "headers": [(n.encode(), v.encode("latin-1")) for n, v in sent.items()],
    }
    asyncio.run(Guard(app, *guard_for)(scope, receive, send))
    return through, answered


LOCAL = ("127.0.0.1", None)
OPEN = ("0.0.0.0", "https://rasoat.example.vn")


@pytest.mark.parametrize(
    ("guard", "host", "comes_through"),
    [
        (LOCAL, "localhost:8501", True),
        (LOCAL, "127.0.0.1:8501", True),
        (LOCAL, "[::1]:8501", True),
        (LOCAL, "127.9.9.9", True),
        (LOCAL, "evil.example", False),
        (LOCAL, "localhost.evil.example", False),
        (LOCAL, None, False),
        (OPEN, "rasoat.example.vn", True),
        (OPEN, "RASOAT.example.vn:443", True),
        (OPEN, "evil.example", False),
        (OPEN, "localhost:8501", True),
        (OPEN, "127.9.9.9", False),
        (OPEN, "", False),
        (OPEN, "0.0.0.0", False),
    ],
)
@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_names_it_is_known_by(guard: tuple[str, str | None], host: str | None, comes_through: bool, kind: str) -> None:
    through, answered = ask(guard, kind, host=host)
    assert through is comes_through
    if not comes_through:
        assert answered[0] == {"type": "websocket.close", "code": 1008} or answered[0]["status"] == 421


@pytest.mark.parametrize(
    ("guard", "host", "origin", "comes_through"),
    [
        (LOCAL, "localhost:8501", "http://localhost:8501", True),
        (LOCAL, "localhost:8501", "http://localhost:9999", False),
        (LOCAL, "localhost:8501", "https://evil.example", False),
        (LOCAL, "localhost:8501", "null", False),
        (OPEN, "rasoat.example.vn", "https://rasoat.example.vn", True),
        (OPEN, "rasoat.example.vn", "https://evil.example", False),
        (OPEN, "localhost:8501", "https://rasoat.example.vn", True),
    ],
)
def test_pages_of_others_may_not_connect(
    guard: tuple[str, str | None], host: str, origin: str, comes_through: bool
) -> None:
    assert ask(guard, "websocket", "/_stcore/stream", host, origin=origin)[0] is comes_through


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/interact", "/_stcore/agent/openapi.json"])
def test_closed_doors(path: str) -> None:
    through, answered = ask(LOCAL, "http", path)
    assert not through
    assert answered[0]["status"] == 404


def test_health_is_told_to_whoever_asks() -> None:
    assert ask(OPEN, "http", "/_stcore/health", host="10.0.0.7:8501")[0]


@pytest.mark.parametrize(
    ("cookie", "comes_through"),
    [
        ("_streamlit_user=good", True),
        ("a=b; _streamlit_user=good; c=d", True),
        ("_streamlit_user=bad", False),
        ("_streamlit_user_tokens=good", False),
        ("other=good", False),
        ("", False),
        ("\x00=;;=", False),
    ],
)
def test_only_who_has_logged_in_loads_files_onto_the_server(cookie: str, comes_through: bool) -> None:
    guard = (*OPEN, lambda value: value == "good")
    upload = "/_stcore/upload_file/session/file"
    through, answered = ask(guard, "http", upload, host="rasoat.example.vn", cookie=cookie)
    assert through is comes_through
    assert comes_through or answered[0]["status"] == 403
    assert ask(guard, "http", "/", host="rasoat.example.vn", cookie=cookie)[0]


def test_what_browsers_are_told() -> None:
    _, answered = ask(LOCAL, "http")
    headers = answered[0]["headers"]
    told = {name.decode(): value.decode() for name, value in headers}
    assert "frame-ancestors 'none'" in told["content-security-policy"]
    assert "ws://localhost:8501" in told["content-security-policy"]
    assert "https:" not in told["content-security-policy"]
    assert told["x-content-type-options"] == "nosniff"
    assert [value for name, value in headers if name == b"x-frame-options"] == [b"own"]
    assert "strict-transport-security" not in told
    _, answered = ask(OPEN, "http", host="rasoat.example.vn")
    assert b"strict-transport-security" in [name for name, _ in answered[0]["headers"]]


def test_options_of_streamlit_are_known_to_it(tmp_path: Any) -> None:
    from streamlit import config

    given = options("[::1]", 8501, tmp_path / "secrets.toml")
    assert set(given) <= set(config.get_config_options())
    assert given["server.address"] == "::1"
    assert given["browser.gatherUsageStats"] is False
    assert given["server.enableXsrfProtection"] is True
    assert given["secrets.files"] == [str(tmp_path / "secrets.toml")]


def test_the_page_is_where_it_is_looked_for() -> None:
    assert app_path().name == "app.py"
    assert app_path().is_file()


def test_what_a_wheel_takes_along_is_there() -> None:
    root = Path(__file__).resolve().parent.parent.parent
    data = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    included = data["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert {"analyzer/_app/app.py", "analyzer/_app/.streamlit/config.toml"} <= set(included.values())
    assert f"analyzer/_data/samples/{sample_path().name}" in included.values()
    assert [name for name in included if not (root / name).exists()] == []

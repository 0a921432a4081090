"""The page's server: Streamlit's, with what it leaves to others put before it."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from analyzer.reading.limits import DEFAULT_LIMITS
from analyzer.serving.address import LOOPBACK_NAMES, bare, host_of, is_loopback, is_loopback_name

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

_PACKAGE = Path(__file__).resolve().parent.parent
_HEALTH = "/_stcore/health"
_CLOSED = ("/_stcore/metrics", "/_stcore/agent")
"""What Streamlit would answer to anybody, and nobody here needs."""
_UPLOAD = "/_stcore/upload_file/"
_USER = "_streamlit_user"
"""The cookie that says who has logged in, signed."""
_EVERY = ("0.0.0.0", "::", "")
_HEADERS = {
    # Streamlit's own page sets styles and one line of script in place, and compiles schemas of charts; nothing may
    # come from, or go to, another address, and no other page may put this one into a frame.
    "content-security-policy": "default-src 'self'; script-src 'self' blob: 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'{sockets}; "
    "frame-src 'self' blob: data:; worker-src 'self' blob:; media-src 'self' blob:; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'none'",
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}


def app_path() -> Path:
    """The script of the page: inside the package in a wheel, beside it in a checkout."""
    inside = _PACKAGE / "_app" / "app.py"
    return inside if inside.is_file() else _PACKAGE.parent / "app.py"


def options(host: str, port: int, secrets: Path) -> dict[str, Any]:
    """Streamlit's options: what the server relies on, whatever a file beside the page says (its colours are there).

    ``secrets``: the only file in which Streamlit looks for the configuration of log-in.
    """
    return {
        "server.address": bare(host), "server.port": port, "server.headless": True, "server.fileWatcherType": "none",
        "server.runOnSave": False, "server.enableXsrfProtection": True, "server.enableCORS": True,
        "server.enableAgentApi": False, "server.enableStaticServing": False,
        "server.maxUploadSize": DEFAULT_LIMITS.file_size >> 20, "server.disconnectedSessionTTL": 60,
        "browser.gatherUsageStats": False, "client.toolbarMode": "minimal", "client.showErrorDetails": "none",
        "client.showErrorLinks": False, "logger.level": "warning", "logger.enableRich": False,
        "logger.hideWelcomeMessage": True, "runner.magicEnabled": False, "secrets.files": [str(secrets)],
    }  # fmt: skip


class Guard:
    """Stands before Streamlit: refuses names it is not known by and pages of others, and says to browsers what the page
    may do."""

    def __init__(
        self, app: App, host: str, public_url: str | None, is_signed: Callable[[str], bool] | None = None
    ) -> None:
        """``public_url``: where people open the page; None: nobody logs in. ``is_signed``: whether a cookie of somebody
        who has logged in is genuine; where given, nobody else may load files onto the server."""
        self._app, self._is_signed = app, is_signed
        self._local_only = is_loopback(host)
        public = urlsplit(public_url or "")
        self._public_origin = f"{public.scheme}://{public.netloc}".lower() if public_url else None
        names = {*LOOPBACK_NAMES, public.hostname or "", bare(host).lower()}
        self._names = names - set(_EVERY)
        self._headers = dict(_HEADERS)
        if public.scheme == "https":
            self._headers["strict-transport-security"] = "max-age=31536000"

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answers one request, or hands it on."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        host = headers.get("host")
        if scope["type"] == "websocket":
            if not self._knows(host) or not self._may_connect(headers.get("origin"), host):
                await send({"type": "websocket.close", "code": 1008})
                return
            await self._app(scope, receive, send)
        elif scope["path"].startswith(_CLOSED):
            await _answer(send, 404)
        elif not self._knows(host) and scope["path"] != _HEALTH:
            await _answer(send, 421)
        elif scope["path"].startswith(_UPLOAD) and not self._may_upload(headers.get("cookie", "")):
            await _answer(send, 403)
        else:
            await self._app(scope, receive, self._with_headers(send, host or ""))

    def _knows(self, host: str | None) -> bool:
        name = host_of(host)
        return name in self._names or (self._local_only and is_loopback_name(name))

    def _may_connect(self, origin: str | None, host: str | None) -> bool:
        """Whether a page from ``origin`` may talk to this one: none but our own. Streamlit would ask a server on the
        internet for this machine's address to find out more."""
        if origin is None:
            return True
        return urlsplit(origin).netloc.lower() == (host or "").lower() or origin.lower() == self._public_origin

    def _may_upload(self, cookies: str) -> bool:
        if self._is_signed is None:
            return True
        try:
            found = SimpleCookie(cookies).get(_USER)
        except CookieError:
            return False
        return found is not None and self._is_signed(found.value)

    def _with_headers(self, send: Send, host: str) -> Send:
        sockets = f" ws://{host} wss://{host}"

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name.lower() for name, _ in message.get("headers", [])}
                more = [(name.encode(), value.replace("{sockets}", sockets).encode("latin-1"))
                        for name, value in self._headers.items() if name.encode() not in given]  # fmt: skip
                message["headers"] = [*message.get("headers", []), *more]
            await send(message)

        return sending


def run(host: str, port: int, secrets: Path, public_url: str | None) -> None:
    """Serves the page until the process is told to stop. ``public_url``: where people open it, with log-in."""
    import streamlit
    from starlette.middleware import Middleware

    script = app_path()
    # Streamlit looks for what belongs to a script beside what it takes for the script.
    sys.argv = [str(script)]
    guard: Any = Guard
    is_signed = _is_signed if public_url else None
    guarded = [Middleware(guard, host=host, public_url=public_url, is_signed=is_signed)]
    app = streamlit.App(script, middleware=guarded, on_script_error=_apologise)
    app.run(config=options(host, port, secrets))


def _is_signed(cookie: str) -> bool:
    from streamlit.web.server.server_util import get_cookie_secret
    from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value

    return decode_signed_value(get_cookie_secret(), _USER, cookie.encode("latin-1", "replace")) is not None


def _apologise(error: Exception) -> bool:
    """Says that something went wrong, in words for the user; Streamlit has written what it was into the log."""
    import streamlit

    streamlit.error(
        "Có lỗi ngoài dự kiến; hãy tải lại trang. Nếu vẫn lỗi, hãy báo bộ phận đã cài đặt chương trình "
        f"(chi tiết ở nhật ký máy chủ). / Something went wrong; please reload the page. ({type(error).__name__})",
        icon=":material/error:",
    )
    return True


async def _answer(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})

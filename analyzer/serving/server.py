"""``rasoat serve``: what is to run, held to what is safe, and running it."""

from __future__ import annotations

import http.client
import os
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from analyzer.errors import Text, UsageError
from analyzer.review.opening import QueueSettings, open_desk
from analyzer.serving.address import bare, claim, is_loopback, url
from analyzer.serving.provider import VARIABLES, Provider, kept_cookie_secret, write_secrets
from analyzer.serving.sample import put_sample
from analyzer.serving.supervisor import Child, Supervisor

_ABOVE = Path(__file__).resolve().parent.parent.parent
"""The folder that the package is in: children find it there, whatever folder they run in."""
_FIRST_STARTS = 3
"""How often the page may die before it was up once: then something is wrong that no further start mends."""
_WORKER = ("worker", "--grace", "5")
"""A check that takes longer when all is stopped is given back, and done again later."""
_HIDDEN = (*VARIABLES, "RASOAT_DATABASE_URL_FILE")


@dataclass(frozen=True, slots=True)
class Server:
    """What is to run. ``provider`` None: one local user, and no other machine may reach the page."""

    queue: QueueSettings
    provider: Provider | None
    host: str = "127.0.0.1"
    port: int = 8501
    workers: int = 1
    lang: str = "vi"

    @property
    def address(self) -> str:
        """What to open in a browser."""
        return self.provider.public_url if self.provider is not None else url(self.host, self.port)


Say = Callable[[Text], None]


def check(server: Server) -> None:
    """Raises ``UsageError`` where the server must not, or cannot, be started."""
    if server.provider is not None and find_spec("authlib") is None:
        raise UsageError(
            "Chưa cài thư viện cho đăng nhập; chạy: python -m pip install 'rasoat[login]'.",
            "The library for log-in is not installed; run: python -m pip install 'rasoat[login]'.",
        )
    if server.provider is None and not is_loopback(server.host):
        raise UsageError(
            f"Không mở trang tại {server.host or '0.0.0.0'} khi chưa cấu hình đăng nhập: ai trong mạng cũng sẽ vào "
            "được. Dùng --host 127.0.0.1, hoặc đặt RASOAT_OIDC_ISSUER, RASOAT_OIDC_CLIENT_ID, "
            "RASOAT_OIDC_CLIENT_SECRET và RASOAT_PUBLIC_URL (docs/serving.md).",
            f"The page is not opened at {server.host or '0.0.0.0'} while log-in is not configured: anybody in the "
            "network could come in. Use --host 127.0.0.1, or set RASOAT_OIDC_ISSUER, RASOAT_OIDC_CLIENT_ID, "
            "RASOAT_OIDC_CLIENT_SECRET and RASOAT_PUBLIC_URL (docs/serving.md).",
        )
    if server.provider is None and server.queue.several_users:
        raise UsageError(
            "Cấu hình đòi nhiều người dùng nhưng chưa có đăng nhập; đặt RASOAT_OIDC_… (docs/serving.md).",
            "The settings ask for several users but log-in is not configured; set RASOAT_OIDC_… (docs/serving.md).",
        )
    claim(server.host, server.port)


def serve(
    server: Server, say: Say, *, stopped: threading.Event | None = None, opened: Callable[[str], None] | None = None
) -> None:
    """Runs the page and its workers until Ctrl-C, a signal to end, or ``stopped``; then stops them.

    ``say`` is told what the user is to know; ``opened`` is called with the address once the page answers.

    Raises ``UsageError`` as ``check`` does, and where the page does not come up.
    """
    check(server)
    desk = open_desk(replace(server.queue, several_users=server.provider is not None))
    if put_sample(desk):
        say(Text("Đã đưa một văn bản mẫu vào hàng chờ.", "A sample was put into the queue."))
    desk.database.close()
    secrets = _secrets(server)
    supervisor = Supervisor(_children(server, secrets), _environment(server), _tell(say), stopped or threading.Event())
    before = _stop_on_signals(supervisor.stopped)
    try:
        supervisor.start()
        if _wait_for_page(server, supervisor):
            say(Text(f"Mở trang tại: {server.address}", f"Open the page at: {server.address}"))
            say(Text("Nhấn Ctrl-C để dừng.", "Press Ctrl-C to stop."))
            if opened is not None:
                opened(server.address)
            supervisor.watch()
    finally:
        supervisor.stop()
        secrets.unlink(missing_ok=True)
        for number, handler in before.items():
            signal.signal(number, handler)


def _children(server: Server, secrets: Path) -> list[Child]:
    public = server.provider.public_url if server.provider is not None else ""
    page = Child("page", ("page", bare(server.host), str(server.port), str(secrets), public))
    return [page, *(Child(f"worker {number + 1}", _WORKER) for number in range(server.workers))]


def _environment(server: Server) -> dict[str, str]:
    """What children are told in their environment: it is not seen in the list of processes, as arguments are."""
    environment = {name: value for name, value in os.environ.items() if name not in _HIDDEN}
    environment |= {
        "RASOAT_DATA": str(server.queue.data.absolute()),
        "RASOAT_SEVERAL_USERS": "1" if server.provider is not None else "0",
        "RASOAT_ADMINISTRATORS": ",".join(sorted(server.queue.administrators)),
        "RASOAT_LANG": server.lang,
        "PYTHONSAFEPATH": "1",
        "PYTHONPATH": os.pathsep.join(filter(None, (str(_ABOVE), os.environ.get("PYTHONPATH")))),
    }
    if server.queue.database_url is not None:
        environment["RASOAT_DATABASE_URL"] = server.queue.database_url
    return environment


def _secrets(server: Server) -> Path:
    """Where the private file for log-in is; it is written only where people log in."""
    folder = server.queue.data.absolute() / "run" / str(server.port)
    path = folder / "secrets.toml"
    path.unlink(missing_ok=True)
    if server.provider is not None:
        write_secrets(server.provider, folder, kept_cookie_secret(server.queue.data))
    return path


def _wait_for_page(server: Server, supervisor: Supervisor) -> bool:
    """Whether the page answers; False where the server was stopped before.

    Raises ``UsageError`` where it never does.
    """
    page = supervisor.children[0]
    while not supervisor.stopped.wait(0.1):
        supervisor.tend()
        if page.starts > _FIRST_STARTS:
            raise UsageError(
                "Trang không khởi động được; xem thông báo ở trên.", "The page does not start; see the messages above."
            )
        if page.process is not None and _answers(server):
            return True
    return False


def _answers(server: Server) -> bool:
    where = urlsplit(url(server.host, server.port))
    connection = http.client.HTTPConnection(where.hostname or "localhost", server.port, timeout=2)
    try:
        connection.request("GET", "/_stcore/health")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _tell(say: Say) -> Callable[[str, int], None]:
    def died(name: str, code: int) -> None:
        vi = "Trang" if name == "page" else name.replace("worker", "Tiến trình kiểm tra")
        en = f"The {name} ended (code {code}); it is started again."
        say(Text(f"{vi} đã dừng (mã {code}); đang khởi động lại.", en))

    return died


def _stop_on_signals(stopped: threading.Event) -> dict[int, Any]:
    """Has Ctrl-C and the like set ``stopped``; what handled them before. Signals reach the main thread only."""
    if threading.current_thread() is not threading.main_thread():
        return {}
    names = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    return {number: signal.signal(number, lambda *_: stopped.set()) for number in numbers}

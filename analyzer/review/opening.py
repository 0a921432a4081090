"""Opening the queue of this machine: where its files and its database are, who its first administrators are, which
server takes its mail. From the command line, else from the environment, else from ``[queue]`` in ``rasoat.toml``.

Secrets (a password) come from the environment or from a file of their own, never from the settings.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from analyzer.errors import UsageError
from analyzer.pathnames import shown
from analyzer.review.desk import Desk
from analyzer.review.mail import MailServer

_KEYS: dict[str, type | tuple[type, ...]] = {
    "data": str, "database-url": str, "several-users": bool, "administrators": list, "lease-hours": (int, float),
    "mail": dict,
}  # fmt: skip
_MAIL_KEYS: dict[str, type | tuple[type, ...]] = {
    "host": str, "port": int, "sender": str, "user": str, "security": str, "password-file": str,
}  # fmt: skip
_SECURITY = ("starttls", "tls", "none")


@dataclass(frozen=True, slots=True)
class QueueSettings:
    """What holds for the queue of this machine; ``mail`` None: nobody is told anything by e-mail."""

    data: Path
    database_url: str | None = None
    several_users: bool = False
    administrators: frozenset[str] = frozenset()
    lease: timedelta = timedelta(hours=2)
    mail: MailServer | None = None


def desk_from_settings(
    data: Path | None = None, database_url: str | None = None, *, several_users: bool | None = None,
    config: Path | None = None,
) -> Desk:  # fmt: skip
    """The queue of this machine, its tables up to date; what is not given is as ``queue_settings`` has it.

    Raises ``UsageError`` for a setting that is wrong, and where the database cannot be reached.
    """
    return open_desk(queue_settings(data, database_url, several_users=several_users, config=config))


def open_desk(settings: QueueSettings) -> Desk:
    """The queue of some settings. Raises ``UsageError`` where its database cannot be reached."""
    from sqlalchemy.exc import SQLAlchemyError

    try:
        return Desk.open(
            settings.data, settings.database_url, several_users=settings.several_users,
            administrators=settings.administrators, lease=settings.lease,
        )  # fmt: skip
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise UsageError(
            f"Không dùng được thư mục dữ liệu {settings.data} ({why}).",
            f"The data folder {settings.data} cannot be used ({why}).",
        ) from error
    except SQLAlchemyError as error:
        why = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        raise UsageError(f"Không mở được cơ sở dữ liệu: {why}.", f"The database cannot be opened: {why}.") from error


def queue_settings(
    data: Path | None = None, database_url: str | None = None, *, several_users: bool | None = None,
    config: Path | None = None, environment: Mapping[str, str] | None = None,
) -> QueueSettings:  # fmt: skip
    """What is given before the environment (``RASOAT_DATA``, ``RASOAT_DATABASE_URL`` or ``…_URL_FILE``,
    ``RASOAT_SEVERAL_USERS``, ``RASOAT_ADMINISTRATORS``, ``RASOAT_SMTP_PASSWORD`` or ``…_PASSWORD_FILE``), that before
    the settings file: ``config``, else ``rasoat.toml`` in the folder where the program runs, or the nearest above it.

    Raises ``UsageError`` for a setting that is wrong, with its file and key.
    """
    env = os.environ if environment is None else environment
    file = config or _nearest()
    table = _table(file) if file is not None else {}
    said = env.get("RASOAT_SEVERAL_USERS", "").strip().lower()
    several = several_users if several_users is not None else table.get("several-users", False)
    if several_users is None and said:
        several = said in ("1", "true", "yes", "on")
    names = env.get("RASOAT_ADMINISTRATORS")
    listed = names.split(",") if names is not None else table.get("administrators", [])
    return QueueSettings(
        data=data or _path(env.get("RASOAT_DATA")) or _beside(file, table.get("data")) or _default_folder(),
        database_url=database_url or _secret(env, "RASOAT_DATABASE_URL") or table.get("database-url"),
        several_users=bool(several),
        administrators=frozenset(name.strip().lower() if "@" in name else name.strip() for name in listed) - {""},
        lease=timedelta(hours=float(table.get("lease-hours", 2))),
        mail=_mail(file, table.get("mail"), env),
    )


def _default_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path("rasoat", appauthor=False)


def _path(text: str | None) -> Path | None:
    return Path(text).expanduser() if text else None


def _beside(file: Path | None, text: str | None) -> Path | None:
    path = _path(text)
    return file.absolute().parent / path if path is not None and file is not None else path


def _nearest() -> Path | None:
    here = Path.cwd()
    return next((path for folder in (here, *here.parents) if (path := folder / "rasoat.toml").is_file()), None)


def _table(file: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads(file.read_bytes().decode("utf-8-sig")).get("queue", {})
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise UsageError(f"Không đọc được {shown(file)} ({why}).", f"Cannot read {shown(file)} ({why}).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{shown(file)}: không đúng cú pháp TOML ({error}).", f"{shown(file)}: not TOML ({error})."
        ) from error
    _hold(file, "queue", table, _KEYS)
    _hold(file, "queue.mail", table.get("mail", {}), _MAIL_KEYS)
    if any(not isinstance(name, str) for name in table.get("administrators", [])):
        raise _wrong(file, "queue.administrators", "danh sách địa chỉ thư điện tử", "a list of e-mail addresses")
    if table.get("lease-hours", 1) <= 0:
        raise _wrong(file, "queue.lease-hours", "số giờ lớn hơn 0", "a number of hours above 0")
    url = table.get("database-url", "")
    if "@" in url and ":" in url.split("://")[-1].rsplit("@", 1)[0]:
        raise UsageError(
            f"{shown(file)}: queue.database-url không được chứa mật khẩu; hãy đặt biến RASOAT_DATABASE_URL.",
            f"{shown(file)}: queue.database-url must not hold a password; set RASOAT_DATABASE_URL instead.",
        )
    return dict(table)


def _hold(file: Path, name: str, table: Any, keys: Mapping[str, type | tuple[type, ...]]) -> None:
    """Raises ``UsageError`` where a table is none, has a key that is unknown, or a value of another kind."""
    if not isinstance(table, dict):
        raise _wrong(file, name, "một bảng (table)", "a table")
    for key, value in table.items():
        if key not in keys:
            near = get_close_matches(key, keys, 1)
            raise _wrong(file, f"{name}.{key}", f"không có khóa này; có: {', '.join(near or keys)}",
                         f"there is no such key; there is: {', '.join(near or keys)}", plain=True)  # fmt: skip
        kind = keys[key]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            kinds = kind if isinstance(kind, tuple) else (kind,)
            listed = "/".join(one.__name__ for one in kinds)
            raise _wrong(file, f"{name}.{key}", f"giá trị kiểu {listed}", f"a value of the kind {listed}")


def _wrong(file: Path, key: str, vi: str, en: str, *, plain: bool = False) -> UsageError:
    wants_vi, wants_en = ("", "") if plain else ("cần ", "expected ")
    return UsageError(f"{shown(file)}: {key}: {wants_vi}{vi}.", f"{shown(file)}: {key}: {wants_en}{en}.")


def _mail(file: Path | None, table: Mapping[str, Any] | None, env: Mapping[str, str]) -> MailServer | None:
    if not table or file is None:
        return None
    for key in ("host", "sender"):
        if not table.get(key):
            raise _wrong(file, f"queue.mail.{key}", "giá trị này để gửi thư", "this value, to send mail")
    security = table.get("security", "starttls")
    if security not in _SECURITY:
        listed = ", ".join(_SECURITY)
        raise _wrong(file, "queue.mail.security", f"một trong: {listed}", f"one of: {listed}")
    kept = _beside(file, table.get("password-file"))
    password = _secret(env, "RASOAT_SMTP_PASSWORD") or (_line(kept) if kept is not None else None)
    default_port = {"tls": 465, "starttls": 587, "none": 25}[security]
    return MailServer(
        host=table["host"], sender=table["sender"], port=table.get("port", default_port), user=table.get("user"),
        password=password, security=security,
    )  # fmt: skip


def _secret(env: Mapping[str, str], name: str) -> str | None:
    """The value of a variable, else the first line of the file that the variable ``…_FILE`` names."""
    if env.get(name):
        return env[name]
    kept = _path(env.get(f"{name}_FILE"))
    return _line(kept) if kept is not None else None


def _line(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig").split("\n")[0].strip()
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or type(error).__name__
        raise UsageError(f"Không đọc được {path} ({why}).", f"Cannot read {path} ({why}).") from error

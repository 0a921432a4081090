"""The identity provider: what is configured, held to what is safe, and handed to the page in a private file."""

from __future__ import annotations

import json
import os
import secrets
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from analyzer.errors import UsageError
from analyzer.serving.address import is_loopback_name

FILE = "RASOAT_OIDC_FILE"
"""Variable that names a TOML file with the same keys, in lower case and without ``RASOAT_``."""
_KEYS = {
    "oidc_issuer": "RASOAT_OIDC_ISSUER",
    "oidc_client_id": "RASOAT_OIDC_CLIENT_ID",
    "oidc_client_secret": "RASOAT_OIDC_CLIENT_SECRET",
    "public_url": "RASOAT_PUBLIC_URL",
    "oidc_name": "RASOAT_OIDC_NAME",
    "oidc_session_hours": "RASOAT_OIDC_SESSION_HOURS",
}
_NEEDED = ("oidc_issuer", "oidc_client_id", "oidc_client_secret", "public_url")
VARIABLES = (FILE, *_KEYS.values())
"""Variables that children do not inherit: what they need of them is in the private file."""
_METADATA = "/.well-known/openid-configuration"
_DEFAULT_HOURS = 8.0
_MAX_HOURS = 24.0 * 30


@dataclass(frozen=True, slots=True)
class Provider:
    """Who vouches for people, over OpenID Connect."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    public_url: str
    """Where people open the page, without a slash at the end."""
    name: str = ""
    """What the button calls it."""
    session_hours: float = _DEFAULT_HOURS
    """After how long people log in again."""

    @property
    def metadata_url(self) -> str:
        """Where the provider says what its addresses and keys are."""
        return self.issuer if self.issuer.endswith(_METADATA) else self.issuer + _METADATA


def provider_from(environ: Mapping[str, str]) -> Provider | None:
    """The provider that the environment names, itself or through a file; None: none is configured.

    Raises:
        UsageError: it is configured in part only, or not safely. Nothing of a value is repeated in the message.
    """
    values = _from_file(environ[FILE]) if environ.get(FILE) else {}
    values |= {key: environ[name] for key, name in _KEYS.items() if environ.get(name)}
    if not any(key in values for key in _NEEDED if key != "public_url"):
        return None
    missing = ", ".join(_KEYS[key] for key in _NEEDED if not values.get(key))
    if missing:
        raise UsageError(
            f"Cấu hình đăng nhập còn thiếu: {missing}.", f"The configuration of log-in is not complete: {missing}."
        )
    for key in ("oidc_issuer", "public_url"):
        _hold_to_https(_KEYS[key], values[key])
    return Provider(
        values["oidc_issuer"].rstrip("/"), values["oidc_client_id"], values["oidc_client_secret"],
        values["public_url"].rstrip("/"), values.get("oidc_name", ""), _hours(values.get("oidc_session_hours")),
    )  # fmt: skip


def write_secrets(provider: Provider, folder: Path, cookie_secret: str) -> Path:
    """The file that Streamlit's log-in reads, for the eyes of this user only."""
    auth = {
        "redirect_uri": f"{provider.public_url}/oauth2callback",
        "cookie_secret": cookie_secret,
        "client_id": provider.client_id,
        "client_secret": provider.client_secret,
        "server_metadata_url": provider.metadata_url,
    }
    page = {"name": provider.name, "session_hours": provider.session_hours}
    lines = ["[auth]", *(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in auth.items())]
    lines += ["", "[rasoat]", *(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in page.items())]
    return write_private(folder / "secrets.toml", "\n".join(lines) + "\n")


def kept_cookie_secret(folder: Path) -> str:
    """The secret that signs the cookies: made once and kept, so that a restart logs nobody out."""
    path = folder / "cookie-secret"
    try:
        found = path.read_text("utf-8").strip()
    except OSError:
        found = ""
    if len(found) < 32:
        found = secrets.token_urlsafe(48)
        write_private(path, found + "\n")
    return found


def write_private(path: Path, text: str) -> Path:
    """Writes a file that nobody but this user may read, from its first byte on."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    return path


def _from_file(name: str) -> dict[str, str]:
    path = Path(name)
    try:
        if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o007:
            raise UsageError(
                f"Tệp {name} chứa bí mật mà ai cũng đọc được; chạy: chmod 600 {name}.",
                f"The file {name} holds a secret that everybody can read; run: chmod 600 {name}.",
            )
        data: dict[str, Any] = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise UsageError(
            f"Không đọc được tệp cấu hình đăng nhập {name}; cần một tệp TOML dạng UTF-8.",
            f"Cannot read the configuration of log-in {name}; it must be TOML in UTF-8.",
        ) from None
    unknown = ", ".join(sorted(set(data) - set(_KEYS)))
    if unknown:
        known = ", ".join(_KEYS)
        raise UsageError(
            f"Tệp {name} có khóa không biết: {unknown}; các khóa là: {known}.",
            f"The file {name} has unknown keys: {unknown}; the keys are: {known}.",
        )
    return {key: str(value) for key, value in data.items()}


def _hold_to_https(name: str, address: str) -> None:
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        parts, host = urlsplit(""), None
    plain = parts.scheme == "http" and is_loopback_name(host)
    if not host or not (parts.scheme == "https" or plain) or parts.username or parts.query or parts.fragment:
        raise UsageError(
            f"{name} phải là một địa chỉ https:// (http:// chỉ khi ở ngay trên máy này).",
            f"{name} must be an address with https:// (http:// on this very machine only).",
        )


def _hours(text: str | None) -> float:
    try:
        hours = _DEFAULT_HOURS if text is None else float(text)
    except ValueError:
        hours = 0.0
    if not 0 < hours <= _MAX_HOURS:
        raise UsageError(
            "RASOAT_OIDC_SESSION_HOURS phải là số giờ, lớn hơn 0 và không quá 720.",
            "RASOAT_OIDC_SESSION_HOURS must be a number of hours, above 0 and at most 720.",
        )
    return hours

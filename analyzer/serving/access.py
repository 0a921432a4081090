"""Who a visitor is: what must hold before anybody is taken for the local user, or for whom the provider vouches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analyzer.review.errors import Denied
from analyzer.serving.address import host_of, is_loopback, is_loopback_name

_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
"""What a proxy adds: its visitors are not at this machine."""
_CLOCK_SKEW = 300


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom the provider vouches for."""

    key: str
    """Issuer and subject: what stays the same when a name or an address changes."""
    name: str
    email: str | None
    """Only an address that the provider has verified: roles are given to addresses."""
    expires_at: float
    """Seconds since 1970."""


def refuse_strangers(address: str | None, headers: Mapping[str, str]) -> None:
    """Raises ``Denied`` unless whoever asks a server without log-in can only be at this machine.

    ``address``: what the server is bound to; None: every address. ``headers``: of the visitor's connection, names in
    lower case.
    """
    if not is_loopback(address):
        raise Denied(
            "Trang này mở ra ngoài máy nhưng chưa cấu hình đăng nhập nên không phục vụ. Chạy “rasoat serve” trên "
            "127.0.0.1, hoặc cấu hình nhà cung cấp định danh (docs/serving.md).",
            "This page is open to other machines but log-in is not configured, so it serves nobody. Run “rasoat serve” "
            "on 127.0.0.1, or configure an identity provider (docs/serving.md).",
        )
    host = headers.get("host")
    if any(name in headers for name in _FORWARDED) or (host is not None and not is_loopback_name(host_of(host))):
        raise Denied(
            "Yêu cầu đến qua máy khác nhưng chưa cấu hình đăng nhập nên không phục vụ; xem docs/serving.md.",
            "The request came by way of another machine but log-in is not configured, so it is not served; "
            "see docs/serving.md.",
        )


def identity(claims: Mapping[str, Any], *, now: float, session_hours: float) -> Identity:
    """Who the claims of an ID token are about. Raises ``Denied`` where they name nobody, or too long ago."""
    issuer, subject, issued = claims.get("iss"), claims.get("sub"), claims.get("iat")
    named = isinstance(issuer, str) and isinstance(subject, str) and issuer and subject
    if not named or isinstance(issued, bool) or not isinstance(issued, int | float):
        raise Denied(
            "Nhà cung cấp định danh không cho biết người đăng nhập là ai.",
            "The identity provider does not say who has logged in.",
        )
    expires_at = float(issued) + session_hours * 3600
    if not issued - _CLOCK_SKEW <= now < expires_at:
        raise Denied("Phiên đăng nhập đã hết hạn; hãy đăng nhập lại.", "The session has expired; please log in again.")
    email = claims.get("email")
    verified = claims.get("email_verified") is True and isinstance(email, str) and "@" in email
    address = str(email).strip().lower() if verified else None
    name = next((value for key in ("name", "preferred_username") if (value := _text(claims.get(key)))), "")
    return Identity(f"{issuer}|{subject}", name or address or str(subject), address, expires_at)


def _text(value: object) -> str:
    return " ".join(value.split())[:200] if isinstance(value, str) else ""

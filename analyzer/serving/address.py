"""Addresses: which are this machine's own, what a browser is given, whether a port is free."""

from __future__ import annotations

import ipaddress
import socket
from contextlib import suppress

from analyzer.errors import UsageError

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")
_EVERY = ("0.0.0.0", "::")


def is_loopback(host: str | None) -> bool:
    """Whether a server bound to ``host`` can be reached from this machine only.

    A name counts only where everything it resolves to does. No host stands for every address of the machine.
    """
    text = bare(host)
    if not text:
        return False
    with suppress(ValueError):
        return _is_loopback_ip(text)
    try:
        found = socket.getaddrinfo(text, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return False
    return bool(found) and all(_is_loopback_ip(str(entry[4][0])) for entry in found)


def is_loopback_name(host: str | None) -> bool:
    """Whether a browser that names ``host`` means its own machine. Nothing is resolved: what a name of somebody
    else's resolves to is up to them."""
    text = bare(host).lower().rstrip(".")
    if text == "localhost":
        return True
    with suppress(ValueError):
        return _is_loopback_ip(text)
    return False


def host_of(netloc: str | None) -> str:
    """The host in a ``Host`` header ("[::1]:8501" → "::1"), in lower case; empty where there is none."""
    text = (netloc or "").strip().lower()
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0].rstrip(".")


def url(host: str, port: int) -> str:
    """What to open in a browser on this machine. A server on every address is reached as localhost."""
    text = bare(host)
    if text in _EVERY or not text:
        text = "localhost"
    return f"http://[{text}]:{port}" if ":" in text else f"http://{text}:{port}"


def claim(host: str, port: int) -> None:
    """Raises ``UsageError`` where nothing can listen at ``host`` and ``port``, with what to do about it."""
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(
            bare(host) or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
            else:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(where)
            probe.listen(1)
    except socket.gaierror:
        raise UsageError(
            f"Không biết địa chỉ “{host}”; dùng --host 127.0.0.1 hoặc một địa chỉ của máy này.",
            f"The address “{host}” is unknown; use --host 127.0.0.1 or an address of this machine.",
        ) from None
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise UsageError(
            f"Không mở được cổng {port} tại {host} ({why}); nếu chương trình khác đang dùng, hãy chọn cổng khác bằng "
            "--port.",
            f"Cannot listen at {host}, port {port} ({why}); where another program uses it, choose one with --port.",
        ) from None


def bare(host: str | None) -> str:
    """A host without blanks, and without the brackets round an IPv6 address."""
    return (host or "").strip().removeprefix("[").removesuffix("]")


def _is_loopback_ip(text: str) -> bool:
    """Raises ``ValueError`` for what is no IP address."""
    address = ipaddress.ip_address(text.partition("%")[0])
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return (mapped or address).is_loopback

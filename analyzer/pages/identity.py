"""Who looks at the page: the one user of this machine, or somebody who has logged in. In doubt, nobody.

``gate`` stands before every page; ``actor`` gives whoever passed it. What somebody may do is decided by the rooms that
they call, from the roles that they have at that moment.
"""

from __future__ import annotations

import time
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from analyzer.errors import RasoatError, Text
from analyzer.report.safe import one_line
from analyzer.review.errors import Denied
from analyzer.review.people import ROLES
from analyzer.serving.access import Identity, identity, refuse_strangers

if TYPE_CHECKING:
    from analyzer.review.desk import Desk
    from analyzer.review.people import Actor

_NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
_HOURS = 8.0
_TEXTS = {
    "welcome": Text("Rà soát văn bản tuyên truyền BHXH", "Check of social-insurance communication documents"),
    "please": Text("Hãy đăng nhập bằng tài khoản của cơ quan.", "Please log in with the account of your office."),
    "log_in": Text("Đăng nhập", "Log in"),
    "log_in_with": Text("Đăng nhập bằng {name}", "Log in with {name}"),
    "log_out": Text("Đăng xuất", "Log out"),
    "no_role": Text("Tài khoản chưa được giao vai trò nào", "This account has no role yet"),
    "ask": Text(
        "Hãy đề nghị người quản trị giao vai trò cho tài khoản dưới đây.",
        "Ask an administrator to give a role to the account below.",
    ),
    "account": Text("Tài khoản", "Account"),
    "unverified": Text(
        "Địa chỉ thư điện tử chưa được nhà cung cấp xác minh nên không được dùng.",
        "The provider has not verified the e-mail address, so it is not used.",
    ),
    "administrators": Text("Người quản trị", "Administrators"),
    "nobody": Text("Liên hệ bộ phận đã cài đặt chương trình.", "Whoever installed the program can help."),
}


def actor(desk: Desk) -> Actor:
    """The one who acts in this session, with the roles that they have now.

    Raises:
        Denied: nobody is logged in where that is needed, the log-in has expired, or the server is open to other
            machines without log-in.
    """
    if not log_in_is_configured():
        refuse_strangers(st.get_option("server.address"), _headers())
        return desk.local_actor()
    if not desk.several_users:
        raise Denied(
            "Đã cấu hình đăng nhập nhưng hàng chờ vẫn ở chế độ một người dùng nên không phục vụ.",
            "Log-in is configured but the queue is for one user, so it serves nobody.",
        )
    who = _who()
    return desk.actor(who.key, who.name, who.email)


def gate(desk: Desk, lang: str) -> Actor:
    """Lets pass who may see anything at all; everybody else sees how to get in, and nothing more is run."""
    try:
        who = actor(desk)
    except RasoatError as error:
        _turn_away(error, lang)
        st.stop()
    if log_in_is_configured():
        _account(who, lang)
        if not who.roles:
            _no_role(desk, who, lang)
            st.stop()
    return who


def log_in_is_configured() -> bool:
    """Whether people log in. Raises ``Denied`` where that is configured in part, or cannot work."""
    section = _section("auth")
    if section is None:
        return False
    if not all(section.get(key) for key in _NEEDED) or find_spec("authlib") is None:
        raise Denied(
            "Cấu hình đăng nhập chưa đủ hoặc thiếu thư viện Authlib nên không phục vụ; xem docs/serving.md.",
            "The configuration of log-in is not complete, or Authlib is not installed, so nobody is served; "
            "see docs/serving.md.",
        )
    return True


def _who() -> Identity:
    try:
        claims = dict(st.user.to_dict()) if st.user.is_logged_in is True else None
    except Exception as error:  # whatever the log-in stumbles over: in doubt, nobody
        raise Denied("Không xác định được người dùng.", "It cannot be told who the user is.") from error
    if claims is None:
        raise Denied("Cần đăng nhập.", "Please log in.")
    hours = (_section("rasoat") or {}).get("session_hours", _HOURS)
    return identity(claims, now=time.time(), session_hours=float(hours))


def _section(name: str) -> dict[str, Any] | None:
    """A table of the secrets; None where there are no secrets or no such table. Raises ``Denied`` for secrets that
    cannot be read: nobody knows then whether people are to log in."""
    if not st.secrets.load_if_toml_exists():
        if any(Path(path).exists() for path in st.get_option("secrets.files")):
            raise Denied(
                "Không đọc được tệp cấu hình đăng nhập nên không phục vụ; xem docs/serving.md.",
                "The configuration of log-in cannot be read, so nobody is served; see docs/serving.md.",
            )
        return None
    found = st.secrets.get(name)
    return None if found is None else dict(found)


def _headers() -> dict[str, str]:
    return {name.lower(): value for name, value in st.context.headers.items()}


def _turn_away(error: RasoatError, lang: str) -> None:
    st.title(_TEXTS["welcome"].in_language(lang))
    try:
        configured = log_in_is_configured()
    except Denied:
        configured = False
    if not configured:
        st.error(error.message.in_language(lang), icon=":material/block:")
        return
    st.write(_TEXTS["please"].in_language(lang))
    if st.user.get("is_logged_in"):
        st.warning(error.message.in_language(lang), icon=":material/schedule:")
    name = one_line(str((_section("rasoat") or {}).get("name") or ""))
    label = _TEXTS["log_in_with"].in_language(lang).format(name=name) if name else _TEXTS["log_in"].in_language(lang)
    if st.button(label, type="primary", icon=":material/login:", key="log_in"):
        st.login()


def _account(who: Actor, lang: str) -> None:
    with st.sidebar:
        st.text(one_line(who.name))
        roles = sorted({ROLES[grant.role].in_language(lang) for grant in who.roles})
        if roles:
            st.caption(", ".join(roles))
        if st.button(_TEXTS["log_out"].in_language(lang), icon=":material/logout:", key="log_out"):
            st.logout()


def _no_role(desk: Desk, who: Actor, lang: str) -> None:
    st.title(_TEXTS["no_role"].in_language(lang))
    st.write(_TEXTS["ask"].in_language(lang))
    st.text(_TEXTS["account"].in_language(lang) + ":")
    st.code(who.email or who.key, language=None)
    if who.email is None:
        st.info(_TEXTS["unverified"].in_language(lang), icon=":material/mail:")
    st.text(_TEXTS["administrators"].in_language(lang) + ":")
    addresses = sorted(name for name in desk.administrators if "@" in name)
    if addresses:
        st.code("\n".join(addresses), language=None)
    else:
        st.write(_TEXTS["nobody"].in_language(lang))

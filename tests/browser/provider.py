"""An identity provider for tests: OpenID Connect with the authorisation code flow, PKCE, nonce, and RS256 tokens.

It holds clients to the protocol: an unknown client, another address to return to, a code used twice, and a wrong
verifier are refused. Who logs in is chosen on its page.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import secrets
import threading
import time
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT_ID = "rasoat-tests"
_LIFE = 300


class Provider:
    """Runs in a thread of its own. ``users``: subject → the claims about them."""

    def __init__(self, users: Mapping[str, Mapping[str, Any]]) -> None:
        self.users = {subject: dict(claims) for subject, claims in users.items()}
        self.client_secret = secrets.token_urlsafe(24)
        self.redirect_uris: set[str] = set()
        self.issued_ago = 0
        """Seconds by which tokens are dated back."""
        self.spoken: list[str] = []
        """Codes and tokens that were given out: none of them may turn up in a log."""
        self.refused: list[str] = []
        self._key = RSAKey.generate_key(2048, {"kid": "tests", "use": "sig", "alg": "RS256"})
        self._codes: dict[str, dict[str, str]] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.issuer = f"http://localhost:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Stops it."""
        self._server.shutdown()
        self._server.server_close()

    def metadata(self) -> dict[str, Any]:
        """What clients read first."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "end_session_endpoint": f"{self.issuer}/logout",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        }

    def login_page(self, query: Mapping[str, str]) -> str | None:
        """The page on which a user is chosen; None for a request that is not as it must be."""
        good = (
            query.get("response_type") == "code"
            and query.get("client_id") == CLIENT_ID
            and query.get("redirect_uri") in self.redirect_uris
            and query.get("code_challenge_method") == "S256"
            and all(query.get(name) for name in ("state", "nonce", "code_challenge"))
            and "openid" in query.get("scope", "").split()
        )
        if not good:
            return None
        links = "".join(
            f'<p><a id="{html.escape(subject)}" href="/choose?{html.escape(urlencode({**query, "user": subject}))}">'
            f"{html.escape(str(claims.get('name', subject)))}</a></p>"
            for subject, claims in self.users.items()
        )
        return f"<!doctype html><meta charset=utf-8><title>Log in</title><h1>Who are you?</h1>{links}"

    def choose(self, query: Mapping[str, str]) -> str | None:
        """Where the browser goes after a user was chosen, with a code."""
        if self.login_page(query) is None or query.get("user") not in self.users:
            return None
        code = secrets.token_urlsafe(16)
        self.spoken.append(code)
        self._codes[code] = dict(query)
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def token(self, form: Mapping[str, str], authorization: str) -> dict[str, Any] | None:
        """The tokens for a code, once; None where anything about it is wrong."""
        client, secret = form.get("client_id"), form.get("client_secret")
        if authorization.startswith("Basic "):
            client, _, secret = base64.b64decode(authorization[6:]).decode().partition(":")
        asked = self._codes.pop(form.get("code", ""), None)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        good = (
            client == CLIENT_ID
            and secrets.compare_digest(secret or "", self.client_secret)
            and form.get("grant_type") == "authorization_code"
            and asked is not None
            and asked["redirect_uri"] == form.get("redirect_uri")
            and asked["code_challenge"] == challenge.decode().rstrip("=")
        )
        if not good or asked is None:
            return None
        now = int(time.time()) - self.issued_ago
        claims = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "sub": asked["user"],
            "iat": now,
            "exp": now + self.issued_ago + _LIFE,
            "nonce": asked["nonce"],
            **self.users[asked["user"]],
        }
        given = jwt.encode({"alg": "RS256", "kid": "tests"}, claims, self._key)
        access = secrets.token_urlsafe(24)
        self.spoken += [given, access]
        return {"id_token": given, "access_token": access, "token_type": "Bearer", "expires_in": _LIFE}

    def jwks(self) -> dict[str, Any]:
        """The public key."""
        return {"keys": [self._key.as_dict(private=False)]}

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                where = urlsplit(self.path)
                query = {name: values[0] for name, values in parse_qs(where.query).items()}
                if where.path == "/.well-known/openid-configuration":
                    self.answer(200, json.dumps(provider.metadata()), "application/json")
                elif where.path == "/jwks":
                    self.answer(200, json.dumps(provider.jwks()), "application/json")
                elif where.path == "/authorize" and (page := provider.login_page(query)) is not None:
                    self.answer(200, page, "text/html")
                elif where.path == "/choose" and (target := provider.choose(query)) is not None:
                    self.send(target)
                elif where.path == "/logout" and query.get("post_logout_redirect_uri") in provider.redirect_uris:
                    self.send(query["post_logout_redirect_uri"])
                elif where.path == "/favicon.ico":
                    self.answer(404, "", "text/plain")
                else:
                    self.refuse()

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
                form = {name: values[0] for name, values in parse_qs(body).items()}
                tokens = provider.token(form, self.headers.get("Authorization", ""))
                if urlsplit(self.path).path == "/token" and tokens is not None:
                    self.answer(200, json.dumps(tokens), "application/json")
                else:
                    self.refuse()

            def refuse(self) -> None:
                provider.refused.append(self.path)
                self.answer(400, json.dumps({"error": "invalid_request"}), "application/json")

            def answer(self, status: int, text: str, kind: str) -> None:
                data = text.encode()
                self.send_response(status)
                self.send_header("Content-Type", f"{kind}; charset=utf-8")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def send(self, target: str) -> None:
                self.send_response(302)
                self.send_header("Location", target)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        return Handler

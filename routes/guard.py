"""Around every request: security headers, Origin check, closed doors, ways back to the right page."""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from urllib.parse import quote

import anyio
import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mentoring import accounts
from pages import session
from routes.forms import token_of

OWN = frozenset({"health", "sign-in", "sign-out", "forgot", "set-up", "link", "change-password", "role", "demo"})
_FILES = frozenset({"static", "fonts", "drawings", "app", "media", "component", "vendor"})
_CLOSED = re.compile(r"/(?:_stcore/(?:metrics|agent)|auth|oauth2callback)(?:/|$)")
_UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})


@cache
def security_headers() -> tuple[tuple[str, str], ...]:
    """The one inline script is Streamlit's own; its hash is computed from the installed file."""
    index = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in re.findall(r"<script>(.*?)</script>", index, re.DOTALL)
    )
    policy = (
        f"default-src 'self'; script-src 'self' 'wasm-unsafe-eval' {hashes}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; connect-src 'self' ws: wss:; "
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    )
    return (
        ("Content-Security-Policy", policy),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), payment=()"),
    )


class Guard:
    """Pure ASGI, so that streaming and websockets pass untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and not _own_socket(Headers(scope=scope)):
            await send({"type": "websocket.close", "code": 4403, "reason": "another origin"})
        elif scope["type"] == "http":
            if scope["path"].startswith("/media/"):
                answer = await _answer_for_media(scope)
            else:
                answer = _answer(scope)
            await (answer or self._app)(scope, receive, _with_headers(send, scope["path"]))
        else:
            await self._app(scope, receive, send)


def middleware() -> list[Middleware]:
    return [Middleware(Guard)]


def _answer(scope: Scope) -> ASGIApp | None:
    """What the guard itself says to a request; None lets it through."""
    headers, path = Headers(scope=scope), scope["path"]
    if _CLOSED.match(path):
        return PlainTextResponse("Not here.", 404)
    if scope["method"] in _UNSAFE and not _same_origin(headers):
        return PlainTextResponse("This request came from another site, so nothing was done.", 403)
    if scope["method"] != "GET" or "text/html" not in headers.get("accept", "") or "_stcore" in path:
        return None
    first, *deeper = path.strip("/").split("/")
    if first in OWN or first in _FILES or "." in path.rsplit("/", 1)[-1]:
        return None
    query = f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else ""
    if deeper:  # Streamlit shows a blank page for nested addresses
        return RedirectResponse(f"/{quote(first)}{query}", 303)
    if session.cookie_name() not in _cookies(headers):
        return RedirectResponse(f"/sign-in?next={quote(path + query, safe='/')}", 303)
    return None


async def _answer_for_media(scope: Scope) -> ASGIApp | None:
    """Streamlit hands its downloads, one-time links among them, to whoever knows the address."""
    actor = await anyio.to_thread.run_sync(accounts.who_is, session.store(), token_of(Request(scope)))
    return None if actor else PlainTextResponse("Sign in to see this.", 403)


def _same_origin(headers: Headers) -> bool:
    origin = headers.get("origin")
    if origin is None:
        return headers.get("sec-fetch-site") == "same-origin"
    return origin != "null" and origin.partition("://")[2] == headers.get("host")


def _own_socket(headers: Headers) -> bool:
    """Browsers always send an Origin; what sends none is no browser and carries no cookie of anybody."""
    return headers.get("origin") is None or _same_origin(headers)


def _cookies(headers: Headers) -> frozenset[str]:
    return frozenset(pair.partition("=")[0].strip() for pair in headers.get("cookie", "").split(";"))


def _with_headers(send: Send, path: str) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in security_headers():
                headers[name] = value
            if path.startswith("/media/"):  # no copy may outlive the sign-in
                headers["Cache-Control"] = "no-store"
        await send(message)

    return sending

"""What stands before every page: a strict Content-Security-Policy and the check of the Host header.

In: an ASGI application. Out: the same, guarded. The Host check is what keeps a foreign web page from reading the record through a
name that it has pointed at this machine (DNS rebinding).
"""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
DATASETTE_POLICY = POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'").replace(
    "script-src 'self'", "script-src 'self' 'unsafe-inline'"
)
"""Datasette's own pages carry inline styles and scripts; ours do not."""
HEADERS = ((b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"no-referrer"), (b"x-frame-options", b"DENY"))
LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]", "::1", "testserver"})
OURS = (
    "/doc/",
    "/event/",
    "/source/",
    "/outlet/",
    "/events",
    "/timeline",
    "/map",
    "/reports",
    "/sources",
    "/outlets",
    "/problems",
    "/search",
    "/review",
    "/-/edit",
)


def guarded(app: Application) -> Application:
    """``app`` with the headers and the Host check."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        if not _is_local(scope):
            await _refuse(send)
            return
        policy = POLICY if scope["path"] == "/" or scope["path"].startswith(OURS) else DATASETTE_POLICY

        async def with_headers(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *HEADERS, (b"content-security-policy", policy.encode())]
            await send(message)

        await app(scope, receive, with_headers)

    return answer


def _is_local(scope: Scope) -> bool:
    """Whether the request names this machine, or the address that the server was told to listen on."""
    host = next((v.decode("latin-1") for k, v in scope.get("headers", []) if k == b"host"), "")
    name = host if host.endswith("]") else host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    server = (scope.get("server") or ("",))[0]
    return name.lower() in LOCAL_HOSTS or (bool(server) and name == server)


async def _refuse(send: Send) -> None:
    await send({"type": "http.response.start", "status": 421, "headers": [(b"content-type", b"text/plain; charset=utf-8")]})
    await send({"type": "http.response.body", "body": b"This address is not served here."})

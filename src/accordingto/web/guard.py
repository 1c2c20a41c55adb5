"""What stands before every page: a strict Content-Security-Policy, the check of the Host header, and who may do what.

In: an ASGI application and what `serve` was told. Out: the same, guarded. The Host check is what keeps a foreign web page from reading
the record through a name that it has pointed at this machine (DNS rebinding).
"""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from accordingto.web.access import Access, redirect_of

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
    "/-/read",
)


def guarded(app: Application, access: Access) -> Application:
    """``app`` with the headers, the Host check and ``access``."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        policy = POLICY if scope["path"] == "/" or scope["path"].startswith(OURS) else DATASETTE_POLICY

        async def with_headers(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *HEADERS, (b"content-security-policy", policy.encode())]
            await send(message)

        if not _is_called_by_its_name(scope, access.hosts):
            await _say(with_headers, 421, "This address is not served here.")
        elif goes_on := redirect_of(scope, access):
            await _redirect(with_headers, *goes_on)
        elif why := access.refusal(scope):
            await _say(with_headers, 403, why)
        else:
            await app(scope, receive, with_headers)

    return answer


def _is_called_by_its_name(scope: Scope, hosts: frozenset[str]) -> bool:
    """Whether the request names this machine, or a name or address that the server was told to answer to."""
    host = next((v.decode("latin-1") for k, v in scope.get("headers", []) if k == b"host"), "")
    name = host if host.endswith("]") else host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    server = (scope.get("server") or ("",))[0]
    return name.lower() in LOCAL_HOSTS | hosts or (bool(server) and name == server)


async def _say(send: Send, status: int, words: str) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", b"text/plain; charset=utf-8")]})
    await send({"type": "http.response.body", "body": words.encode()})


async def _redirect(send: Send, address: str, cookie: str) -> None:
    headers = [(b"location", address.encode("ascii", "ignore")), (b"set-cookie", cookie.encode()), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": 303, "headers": headers})
    await send({"type": "http.response.body", "body": b""})

"""Who may do what: reading is free on this machine, writing needs `--edit` and the token of the address that `serve` printed.

In: what `serve` was told; requests. Out: whether a request may pass. A token in the address becomes a cookie at once, so that it stands
in no link and no log line after the first. Forms are guarded a second time, by Datasette's own token against foreign forms (CSRF).
"""

import hmac
from collections.abc import MutableMapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qsl, urlencode
from weakref import WeakKeyDictionary

from accordingto.web.editing import COOKIE

Scope = MutableMapping[str, Any]
ENTRY = "/-/edit"
"""The page that takes the token itself."""
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What `serve` was told. ``token`` None: nobody is asked, and nobody may write."""

    edit: bool = False
    token: str | None = None
    everywhere: bool = False
    """The token is asked for every page: others can reach this server."""
    hosts: frozenset[str] = frozenset()
    """Names by which this server may be called, beside those of this machine."""

    def is_known(self, scope: Scope) -> bool:
        """Whether the request carries the token as its cookie."""
        return self.token is not None and hmac.compare_digest(_cookie(scope).encode(), self.token.encode())

    def refusal(self, scope: Scope) -> str | None:
        """Why a request may not pass, None where it may."""
        if scope["path"] == ENTRY and scope["method"] in SAFE_METHODS:
            return None
        known = self.is_known(scope)
        if self.everywhere and not known:
            return "Open the address that `accordingto serve` printed: it holds the token that is asked for here."
        if scope["method"] not in SAFE_METHODS and not self.edit:
            return "This record is served for reading. `accordingto serve RECORD --edit` lets you change it."
        if scope["method"] not in SAFE_METHODS and not known:
            return "Changes need the token: open the address that `accordingto serve --edit` printed."
        return None

    def may_edit(self, scope: Scope) -> bool:
        """Whether the request may change the record."""
        return self.edit and self.is_known(scope)


READ_ONLY = Access()
_OF: "WeakKeyDictionary[Any, Access]" = WeakKeyDictionary()


def give_access(datasette: Any, access: Access) -> None:
    """Note what ``datasette`` was told."""
    _OF[datasette] = access


def access_of(datasette: Any) -> Access:
    """What ``datasette`` was told; reading only where it was told nothing (a Datasette that its user started)."""
    return _OF.get(datasette, READ_ONLY)


def redirect_of(scope: Scope, access: Access) -> tuple[str, str] | None:
    """(address, cookie) for a request that carries the right token in its address: where it goes on, and what it takes along."""
    pairs = parse_qsl(scope.get("query_string", b"").decode("latin-1"), keep_blank_values=True)
    given = next((value for name, value in pairs if name == "token"), None)
    if scope["path"] == ENTRY or given is None or access.token is None or not hmac.compare_digest(given.encode(), access.token.encode()):
        return None
    rest = urlencode([(name, value) for name, value in pairs if name != "token"])
    path = "/" + scope["path"].lstrip("/")  # `//elsewhere` would lead away
    return f"{path}{'?' if rest else ''}{rest}", f"{COOKIE}={access.token}; Path=/; HttpOnly; SameSite=Strict"


def _cookie(scope: Scope) -> str:
    raw = next((v.decode("latin-1") for k, v in scope.get("headers", []) if k == b"cookie"), "")
    try:
        morsel = SimpleCookie(raw).get(COOKIE)
    except CookieError:
        return ""
    return morsel.value if morsel else ""

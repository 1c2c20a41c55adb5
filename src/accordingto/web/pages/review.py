"""Review: one row at a time with its evidence, the most disputed and doubtful first; one key a decision. Only with `serve --edit`.

In: a request of the one who has the address. Out: the page of a row, or, after a decision, the way to the next one. It works without
script: every key is the name of a button.
"""

import sqlite3
from hmac import compare_digest
from typing import Any
from urllib.parse import urlencode

from datasette import Response

from accordingto.errors import NotFound
from accordingto.model.review import Action, Status
from accordingto.review.queue import KINDS, Entry, queue
from accordingto.store.wishes import Wish
from accordingto.web.editing import COOKIE, Editor, editor_of
from accordingto.web.pages.review_row import row_view
from accordingto.web.pages.shared import ask, page

OPEN = (Status.DISPUTED, Status.NEW)
NO_STORE = {"cache-control": "no-store"}


async def enter_page(datasette: Any, request: Any) -> Response:
    """The address that was printed: it gives the cookie by which the pages know the coder."""
    editor = editor_of(datasette)
    if editor is None:
        return _refused("This server was started without --edit: it reads only.", 404)
    if not compare_digest(request.args.get("token") or "", editor.token):
        return _refused("This is not the address that `accordingto serve --edit` printed. Open that one.", 403)
    answer = Response.redirect("/review")
    answer.set_cookie(COOKIE, editor.token, httponly=True, samesite="strict", path="/")
    return answer


async def review_page(datasette: Any, request: Any) -> Response:
    """A row to decide on, or a decision on it."""
    editor = editor_of(datasette)
    if editor is None:
        return _refused("This server was started without --edit: it reads only.", 404)
    if not compare_digest(request.cookies.get(COOKIE) or "", editor.token):
        return _refused("Open the address that `accordingto serve --edit` printed: it lets you decide.", 403)
    if request.method == "POST":
        return await _decided(editor, await request.post_vars())
    return await _shown(datasette, request, editor)


def _refused(words: str, status: int) -> Response:
    return Response.text(words, status=status, headers=NO_STORE)


async def _shown(datasette: Any, request: Any, editor: Editor) -> Response:
    what = request.args.get("what") if request.args.get("what") in KINDS else KINDS[0]
    after, at, back, told, fault = (request.args.get(name) or "" for name in ("after", "at", "back", "told", "fault"))

    def build(connection: sqlite3.Connection) -> dict[str, Any]:
        entries = queue(connection, what)
        entry = next((e for e in entries if at in e.ids), None) if at else following(entries, after)
        ids = entry.ids if entry else (at,) if at else ()
        row = row_view(connection, ids) if ids else None
        left = sum(e.status in OPEN for e in entries)
        return {"entry": entry, "row": row, "left": left, "all": len(entries), "place": place_of(entry) if entry else after}

    try:
        values = await ask(datasette, build)
    except NotFound:
        if fault:  # the row that somebody has just decided on is gone since: go on, and say why
            return _to(what=what, fault=fault)
        return _refused(f"There is no row {at} in this record.", 404)
    values |= {"what": what, "kinds": KINDS, "by": editor.by, "told": told, "fault": fault, "back": back}
    shown = await page(datasette, request, "accordingto/review.html", **values)
    shown.headers |= NO_STORE
    return shown


def place_of(entry: Entry) -> str:
    """Where an entry stands in the queue, also after a decision has moved it.

    >>> place_of(Entry(ids=("d1.a3",), what="", status=Status.NEW, doubt=0.25, why="", label="", by=()))
    '0.250000~d1.a3'
    """
    return f"{entry.doubt:.6f}~{entry.id}"


def following(entries: list[Entry], after: str) -> Entry | None:
    """The first open entry behind ``after``; the first of all where none is behind it."""
    still = [e for e in entries if e.status in OPEN]
    doubt, _, last = after.partition("~")
    behind = [e for e in still if after and (-e.doubt, e.id) > (-_number(doubt), last)]
    disputed = [e for e in still if e.status is Status.DISPUTED and not after]
    return next(iter(disputed or behind or still), None)


def _number(words: str) -> float:
    try:
        return float(words)
    except ValueError:
        return 1.0


async def _decided(editor: Editor, given: dict[str, str]) -> Response:
    """Save what was asked for, and go on to the next row; or back to this one with what went wrong."""
    what, back = given.get("what", KINDS[0]), given.get("back", "")
    ids, seen = given.get("ids", "").split(), given.get("seen", "").split()
    onward = {"what": what, "at": back} if back else {"what": what, "after": given.get("place", "")}
    if given.get("do") == "next":
        return _to(**onward)
    if given.get("do") == "undo":
        done = await editor.undo()
        return _to(what=what, at=done.act, told=done.told) if done.act else _to(**onward, fault=done.fault)
    here = {"what": what, "at": ids[0] if ids else "", "back": back}
    wish = wish_of(given)
    if wish is None or not ids:
        stay = given.get("do") == "stay"
        return _to(**here, fault="press accept or reject to decide" if stay else "nothing was changed: no field has another value")
    if wish.action in (Action.EDIT, Action.MERGE, Action.SPLIT):
        ids, seen = ids[:1], seen[:1]
    done = await editor.decide(ids, wish, given.get("note", "").strip() or None, seen)
    return _to(**here, fault=done.fault) if done.fault else _to(**onward, told=f"{ids[0]} {done.told}")


def wish_of(given: dict[str, str]) -> Wish | None:
    """What the buttons and fields of the page ask for; None where nothing is changed."""
    action = given.get("do", "")
    if action in (Action.ACCEPT, Action.REJECT):
        return Wish(action=Action(action))
    if action == Action.MERGE:
        return Wish(action=Action.MERGE, other=given.get("other", "").strip())
    if action == Action.SPLIT:
        return Wish(action=Action.SPLIT, where=given.get("where", "").strip())
    changed = [
        (name.removeprefix("set-"), value)
        for name, value in given.items()
        if name.startswith("set-") and value.strip() != given.get(f"was-{name.removeprefix('set-')}", "").strip()
    ]
    return Wish(action=Action.EDIT, fields=tuple(changed)) if action == Action.EDIT and changed else None


def _to(**values: str) -> Response:
    """Back to the page, so that reloading it decides nothing twice."""
    return Response.redirect(f"/review?{urlencode({k: v for k, v in values.items() if v})}", status=303)

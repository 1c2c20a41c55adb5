"""What reports share, as answers: two of them side by side, and where the words of one were seen first.

In: a connection and doc_ids. Out: rows for people and for JSON. "First seen in" follows a passage back from copy to copy as far as the
direction is known; where nothing tells who was first it is unknown (None).
"""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from typing import Any

from accordingto.model.linked import Echo, Passage
from accordingto.store.echoes import load_echoes

Row = dict[str, Any]
MOST = 0.5
"""Share of a report from which it is said as a whole to have been seen first elsewhere."""
LONGEST_CHAIN = 20


def side_by_side(connection: sqlite3.Connection, left: str, right: str) -> Row | None:
    """The passages that two reports share, the report asked for first on the left; None where they share none."""
    found = load_echoes(connection, "(source_doc = ?1 AND copy_doc = ?2) OR (source_doc = ?2 AND copy_doc = ?1)", (left, right))
    if not found:
        return None
    (echo,) = found
    return {
        "about": "echo",
        "echo": echo.id,
        "kind": echo.kind.value,
        "first_seen_in": echo.origin,
        "why": echo.why,
        "left": _report(connection, left),
        "right": _report(connection, right),
        "passages": [_pair(connection, pair, left) for pair in _pairs(echo)],
    }


def first_seen(connection: sqlite3.Connection, doc_id: str) -> Row:
    """Where a report, and each passage that it shares with others, was seen first."""
    passages = sorted(_followed(connection, doc_id), key=lambda p: (p["start"], p["end"]))
    (length,) = connection.execute("SELECT length(text) FROM documents WHERE doc_id = ?", (doc_id,)).fetchone()
    owed: Counter[str | None] = Counter()
    for passage in passages:
        owed[passage["first_seen_in"]] += passage["end"] - passage["start"]
    first, characters = max(owed.items(), key=lambda o: (o[1], str(o[0])), default=(doc_id, 0))
    share = min(1.0, characters / max(1, length))
    whole = share >= MOST
    return {"doc_id": doc_id, "first_seen_in": first if whole else doc_id, "share": round(share, 3) if whole else 0.0, "passages": passages}


def _followed(connection: sqlite3.Connection, doc_id: str) -> list[Row]:
    """The passages of a report that another had first, or may have had first."""
    out: list[Row] = []
    for echo in _echoes_with(connection, doc_id):
        if echo.origin == doc_id:
            continue
        for pair in _pairs(echo):
            here, there = pair if pair[0].doc_id == doc_id else pair[::-1]
            origin = _back(connection, there) if echo.origin else None
            words = _words(connection, here)
            row = words | {"first_seen_in": origin, "shared_with": there.doc_id, "why": echo.why}
            out.append(row | ({"outlet": None, "published": None} if origin is None else _report(connection, origin)) | {"doc_id": doc_id})
    return out


def _back(connection: sqlite3.Connection, passage: Passage) -> str:
    """The report that had a passage first."""
    for _ in range(LONGEST_CHAIN):
        step = next(
            (
                there
                for echo in _echoes_with(connection, passage.doc_id)
                if echo.origin not in (None, passage.doc_id)
                for pair in _pairs(echo)
                for here, there in (pair if pair[0].doc_id == passage.doc_id else pair[::-1],)
                if here.span.overlaps(passage.span)
            ),
            None,
        )
        if step is None:
            break
        passage = step
    return passage.doc_id


def _echoes_with(connection: sqlite3.Connection, doc_id: str) -> list[Echo]:
    return load_echoes(connection, "kind <> 'statement' AND (source_doc = ?1 OR copy_doc = ?1)", (doc_id,))


def _pairs(echo: Echo) -> Sequence[tuple[Passage, Passage]]:
    return list(zip(echo.passages[::2], echo.passages[1::2], strict=True))


def _pair(connection: sqlite3.Connection, pair: tuple[Passage, Passage], left: str) -> Row:
    sides = {p.doc_id: _words(connection, p) for p in pair}
    one, other = (sides.pop(left), *sides.values())
    same = str(one["words"]).casefold().split() == str(other["words"]).casefold().split()
    return {"left": one, "right": other, "how": "word for word" if same else "reworded"}


def _words(connection: sqlite3.Connection, passage: Passage) -> Row:
    start, end = passage.span.start, passage.span.end
    sql = "SELECT substr(text, ?, ?) FROM documents WHERE doc_id = ?"
    (words,) = connection.execute(sql, (start + 1, end - start, passage.doc_id)).fetchone()
    return {"start": start, "end": end, "words": words}


def _report(connection: sqlite3.Connection, doc_id: str) -> Row:
    sql = "SELECT doc_id, outlet, published, title FROM documents WHERE doc_id = ?"
    return dict(connection.execute(sql, (doc_id,)).fetchone())

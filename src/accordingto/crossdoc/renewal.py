"""Renewal of the echoes of a record: only for reports that changed and for those whose first carriers changed.

In: a connection inside the caller's transaction. Out: rows of `echoes`, the same as if all had been made at once; the reports on
either side of an echo that changed. Memory holds a few hundred texts, whatever the size of the record.
"""

import sqlite3
from collections.abc import Callable, Iterable
from functools import lru_cache

from accordingto.crossdoc.carriers import COMMON, FIRST_CARRIERS, Carrier, is_common, sources_of
from accordingto.crossdoc.echoes import echoes_into
from accordingto.crossdoc.passages import Text, text_of
from accordingto.model.ages import age_of
from accordingto.model.linked import Echo
from accordingto.store import echoes as rows
from accordingto.withindoc.fingerprints import fingerprints_of

TEXTS_HELD = 400
WIDE = 4 * COMMON
"""Carriers of a run that are looked at in one go; of a run with more, those before and after are asked for one by one."""
RUNS_HELD = 400_000
"""Runs remembered as looked at already: copies of one text have the same ones."""


def renew_echoes(connection: sqlite3.Connection, changes: rows.Changes) -> frozenset[str]:
    """Make the echoes of the changed reports and of those they touch; the doc_ids of reports whose echoes changed."""
    _complete_prints(connection, changes.added)
    affected = set(changes.added)
    if rows.is_any_linked(connection):
        affected |= _touched(connection, changes) - changes.removed
    rows.remove_texts(connection, changes.removed)

    @lru_cache(maxsize=TEXTS_HELD)
    def text(n: int) -> Text:
        return text_of(rows.load_text(connection, n))

    changed: set[str] = set()
    for n in sorted(affected):
        copy = text(n)
        changed |= rows.replace_echoes(connection, copy.document.doc_id, _echoes_of(connection, n, copy, text))
    return frozenset(changed)


def _complete_prints(connection: sqlite3.Connection, added: Iterable[int]) -> None:
    """Fingerprints of reports that an older version saved."""
    for n in sorted(added):
        if not rows.has_prints(connection, n):
            document = rows.load_text(connection, n)
            rows.add_prints(connection, n, age_of(document), fingerprints_of(document.text))


def _echoes_of(connection: sqlite3.Connection, n: int, copy: Text, text: Callable[[int], Text]) -> list[Echo]:
    prints = rows.prints_of(connection, n)
    firsts = {h: [Carrier(age, other) for age, other in rows.carriers(connection, h, COMMON + 1)] for h, _ in prints}
    sources = sources_of(Carrier(age_of(copy.document), n), firsts, firsts)
    if not sources:
        return []
    common = [p for p in prints if is_common(firsts[p[0]])]
    return echoes_into(copy, [text(s.key) for s in sources], common)


def _touched(connection: sqlite3.Connection, changes: rows.Changes) -> set[int]:
    """Reports for which a changed report is, or was, one of the first carriers of a run."""
    out: set[int] = set()
    seen: set[int] = set()
    for n in sorted(changes.added | changes.removed):
        for run, _ in rows.prints_of(connection, n):
            if run not in seen:
                out |= _touched_through(connection, run, changes)
                seen.add(run)
        if len(seen) > RUNS_HELD:
            seen.clear()
    return out


def _touched_through(connection: sqlite3.Connection, run: int, changes: rows.Changes) -> set[int]:
    """The carriers of a run whose sources may be others than before."""
    found = rows.carriers(connection, run, WIDE)
    if len(found) == 1:
        return set()
    if len(found) < WIDE:
        before = [c for c in found if c[1] not in changes.added]
        after = [c for c in found if c[1] not in changes.removed]
    else:
        before = rows.carriers_without(connection, run, COMMON + 1, changes.added)
        after = rows.carriers_without(connection, run, COMMON + 1, changes.removed)
    if is_common([Carrier(*c) for c in before]) != is_common([Carrier(*c) for c in after]):
        return rows.carriers_from(connection, run, 0)
    differing = set(before[:FIRST_CARRIERS]) ^ set(after[:FIRST_CARRIERS])
    if not differing:
        return set()
    first = min(differing)[0]
    return {n for age, n in found if age >= first} if len(found) < WIDE else rows.carriers_from(connection, run, first)

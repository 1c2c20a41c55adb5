"""Pairs: the links between rows of one family, renewed where a member of the pair is new or changed.

In: a connection inside the caller's transaction, the reports that changed. Out: rows of `links`, and, as pending, the findings whose links
are others than before. First all rows and keys are exchanged, then pairs are scored: so each pair is looked at once, under keys that are
as common as they will be. A key that too many rows share is no ground to compare two; when a key becomes too common, or ceases to be,
the links that hang on it are looked at again. So the links are the same for any order of reading and any batches.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import combinations
from typing import Any

import msgspec

from accordingto.crossdoc.families import Family, Known
from accordingto.model.found import AnnotatedDocument
from accordingto.model.ids import digest_of
from accordingto.model.linked import Link, Ref
from accordingto.store import grouped, linking, pending

At = tuple[int, str]
"""(n, local id) of a row."""
Shared = Callable[[str, str], Sequence[Any]]
"""Two doc_ids -> the stretches of the first that stand in the second."""
KEYS_HELD = 10_000
BLOCKS_HELD = 1_000
LINKS_HELD = 1_000
SEVERAL = ("one", "another")


class Pairs:
    """The rows, keys and links of one family in one record."""

    def __init__(self, connection: sqlite3.Connection, family: Family, shared: Shared) -> None:
        self.connection, self.family, self.shared = connection, family, shared
        self.namesakes = lru_cache(maxsize=KEYS_HELD)(self._namesakes)
        self.row = lru_cache(maxsize=family.rows_held)(self._row)
        self.keys = lru_cache(maxsize=KEYS_HELD)(self._keys)
        self.block = lru_cache(maxsize=BLOCKS_HELD)(self._block)
        self.is_common = lru_cache(maxsize=10 * KEYS_HELD)(self._is_common)
        self._decoder = msgspec.json.Decoder(family.row_type)
        self._encoder = msgspec.json.Encoder(order="deterministic")
        self._first = linking.is_empty(connection)
        self._anew: dict[int, int] = {}
        self._several: dict[str, bool] = {}
        self._links: list[Link] = []

    # ---- 1: rows and keys out and in

    def exchange(self, gone: Sequence[tuple[int, str]], added: Sequence[tuple[int, AnnotatedDocument]]) -> None:
        """Take out the rows that reports had (``gone``: n, doc_id), put in those that they have now (``added``)."""
        old = [] if self._first else [(n, row) for n, _ in gone for row in self.rows_of(n)]
        new = [(n, row) for n, found in added for row in self.family.rows_of(found)]
        self._note_names(old, new)
        for _, doc_id in [] if self._first else gone:
            self._drop_links(doc_id)
        delta: Counter[int] = Counter()
        for n, row in old:
            keys = self._keys_of(row)
            linking.drop_row(self.connection, self.family.about, (n, row.ref), keys)
            delta.subtract(keys)
        for n, row in new:
            keys = self._keys_of(row)
            linking.add_row(self.connection, self.family.about, (n, row.ref), self._encoder.encode(row).decode(), keys)
            delta.update(keys)
        for n, _ in added:
            self._anew.setdefault(n, len(self._anew))
        if not self._first:
            pending.count_keys(self.connection, self.family.about, delta)
        self._touch(row.ref for _, row in new)
        self._forget_what_was_read()

    def _note_names(self, old: Sequence[tuple[int, Any]], new: Sequence[tuple[int, Any]]) -> None:
        if self._first:
            return
        for surname in {s for _, row in (*old, *new) if (s := self.family.surname_of(row))}:
            self._several.setdefault(surname, self._are_several(surname))
        gone = [(key, linking.rank_of(row.ref.doc_id)) for _, row in old if (key := self._name_key(row)) is not None]
        come = [(key, None) for _, row in new if (key := self._name_key(row)) is not None]
        pending.add_names(self.connection, self.family.about, [*gone, *come])

    def _drop_links(self, doc_id: str) -> None:
        for link in linking.links_of_report(self.connection, self.family.about, doc_id):
            linking.drop_link(self.connection, link)
            self._touch((r for r in (link.left, link.right) if r.doc_id != doc_id), lost=True)

    def _forget_what_was_read(self) -> None:
        for held in (self.namesakes, self.row, self.keys, self.block, self.is_common):
            held.cache_clear()

    # ---- 2: keys that become too common, or cease to be, for rows that are not new

    def settle(self) -> None:
        """Look again at the links of older rows that hang on keys, surnames and names that changed."""
        for key, change in pending.changed_keys(self.connection, self.family.about):
            self._turn(key, change)
        for surname, before in sorted(self._several.items()):
            if self._are_several(surname) != before:
                self._rescore(self._surname_key(surname))
        for key, removed in pending.names(self.connection, self.family.about):
            if self.is_common(key):
                self._join_by_name(key, removed)
        self._write_links()

    def _turn(self, key: int, change: int) -> None:
        now = len(self._rows_at(key, self.family.largest + abs(change) + 1))
        before = now - change
        if before <= self.family.largest < now:
            self._look_again(key)
        elif now <= self.family.largest < before:
            self._rescore(key)
            if self.family.by_average:
                self._touch(self.row(at).ref for at in self._older(key))

    def _older(self, key: int) -> list[At]:
        """The rows of a key that are not new."""
        return [at for at in self._rows_at(key, -1) if at[0] not in self._anew]

    def _look_again(self, key: int) -> None:
        """Drop the links between rows of a key that no other key holds up, join the rows of a name with its first."""
        rows = {row.ref: (at, row) for at in self._older(key) for row in (self.row(at),)}
        lost: set[Ref] = set(rows) if self.family.by_average else set()
        for ref, (at, _) in rows.items():
            for link in linking.links_at(self.connection, ref, self.family.about):
                other = rows.get(link.right if link.left == ref else link.left)
                if other is not None and not self.may_meet(at, other[0]) and linking.drop_link(self.connection, link):
                    lost |= {link.left, link.right}
        self._touch(lost, lost=True)
        named = [at for at, row in rows.values() if self._name_key(row) == key]
        if named:
            self._score_with_first(key, named)

    def _rescore(self, key: int) -> None:
        """Score all pairs of a key's older rows."""
        for a, b in combinations(self._older(key), 2):
            if self.may_meet(a, b):
                self._score(a, b, is_new=False)

    def _join_by_name(self, key: int, removed: int | None) -> None:
        """Where the first row of a common name is another than before, the older rows of that name go with it instead."""
        (first,) = self._rows_at(key, 1)
        rank = linking.rank_of(self.row(first).ref.doc_id)
        if first[0] not in self._anew and (removed is None or removed >= rank):
            return
        older = self._older(key)
        if older:
            self._drop_what_cannot_meet(older[0])
            self._score_with_first(key, older)

    def _drop_what_cannot_meet(self, at: At) -> None:
        ref = self.row(at).ref
        for link in linking.links_at(self.connection, ref, self.family.about):
            other = link.right if link.left == ref else link.left
            if not self.may_meet(at, (grouped.number_of(self.connection, other.doc_id), other.local_id)):
                linking.drop_link(self.connection, link)
                self._touch((link.left, link.right), lost=True)

    def _score_with_first(self, key: int, members: Iterable[At]) -> None:
        (first,) = self._rows_at(key, 1)
        for at in members:
            self._score(first, at, is_new=False)

    # ---- 3: new pairs

    def score(self, reports: Iterable[int]) -> None:
        """Score the rows of new reports with all that they may meet; of two new reports the later does it."""
        for n in reports:
            for local_id in linking.ids_of(self.connection, self.family.about, n):
                self._score_row((n, local_id))
        self._write_links()

    def _score_row(self, at: At) -> None:
        place = self._anew[at[0]]
        others: set[At] = set()
        for key in self.keys(at):
            if not self.is_common(key):
                others.update(self.block(key))
        fit = [o for o in others if o[0] != at[0] and self._anew.get(o[0], -1) < place]
        name = self._name_key(self.row(at))
        if name is not None and self.is_common(name):
            fit += [first for first in self._rows_at(name, 1) if first[0] != at[0]]
        for other in fit:
            self._score(at, other, is_new=True)

    def rescore_between(self, left: int, right: int) -> None:
        """Score the pairs of two reports again: what they share has changed."""
        for a in linking.ids_of(self.connection, self.family.about, left):
            for b in linking.ids_of(self.connection, self.family.about, right):
                if self.may_meet((left, a), (right, b)):
                    self._score((left, a), (right, b), is_new=False)
        self._write_links()

    def _score(self, a: At, b: At, *, is_new: bool) -> None:
        """Write the link of a pair, or take it out; two rows of one report are never linked, and a new pair has no link yet."""
        if a[0] == b[0]:
            return
        one, other = self.row(a), self.row(b)
        known = Known(self.shared(one.ref.doc_id, other.ref.doc_id), self.namesakes)
        if is_new and self.family.hopeless(one, other, known):
            return
        if other.ref < one.ref:
            one, other = other, one
        link = self.family.score(one, other, known)
        if link is None:
            return
        if link.weight > 0:
            self._links.append(link)
            if not is_new:  # the new one of a new pair is pending, and finds the other by the link
                self._touch((one.ref, other.ref))
            if len(self._links) >= LINKS_HELD:
                self._write_links()
        elif not is_new and linking.drop_link(self.connection, link):
            self._touch((one.ref, other.ref), lost=True)

    def weight(self, a: At, b: At) -> float | None:
        """The weight of a pair; None where it is not compared."""
        if a[0] == b[0] or not self.may_meet(a, b):
            return None
        one, other = self.row(a), self.row(b)
        link = self.family.score(one, other, Known(self.shared(one.ref.doc_id, other.ref.doc_id), self.namesakes))
        return None if link is None else link.weight

    def finish(self) -> None:
        """Forget which reports were new."""
        self._anew.clear()
        self._several.clear()
        self._first = False
        pending.settled(self.connection, self.family.about)

    def _write_links(self) -> None:
        linking.add_links(self.connection, self._links)
        self._links.clear()

    def _touch(self, refs: Iterable[Ref], *, lost: bool = False) -> None:
        pending.add(self.connection, self.family.group, refs, lost=lost)

    # ---- rows and keys

    def rows_of(self, n: int) -> list[Any]:
        """The rows of a report."""
        return [self._decoder.decode(body) for body in linking.bodies(self.connection, self.family.about, n)]

    def _row(self, at: At) -> Any:
        return self._decoder.decode(linking.body(self.connection, self.family.about, *at) or "")

    def _keys(self, at: At) -> frozenset[int]:
        return self._keys_of(self.row(at))

    def _keys_of(self, row: Any) -> frozenset[int]:
        """All keys of a row, that of its name too."""
        name = self._name_key(row)
        return frozenset([*(key_of(self.family.about, w) for w in self.family.keys_of(row)), *([] if name is None else [name])])

    def _name_key(self, row: Any) -> int | None:
        name = self.family.name_of(row)
        return None if name is None else key_of(self.family.about, f"named {name}")

    def _is_common(self, key: int) -> bool:
        """Whether too many rows have a key."""
        return len(self.block(key)) > self.family.largest

    def _block(self, key: int) -> list[At]:
        """The rows of a key, as far as it matters."""
        return self._rows_at(key, self.family.largest + 1)

    def _rows_at(self, key: int, limit: int) -> list[At]:
        return linking.block(self.connection, key, limit)

    def may_meet(self, a: At, b: At) -> bool:
        """Whether two rows share a key that is not too common, or one is the first of their name."""
        shared = self.keys(a) & self.keys(b)
        if any(not self.is_common(key) for key in shared):
            return True
        name = self._name_key(self.row(a))
        return name is not None and name in shared and self._rows_at(name, 1)[0] in (a, b)

    # ---- namesakes

    def _surname_key(self, surname: str) -> int:
        return key_of(self.family.about, f"person {surname}")

    def _namesakes(self, surname: str) -> Iterable[str]:
        """The full names that end in a surname; of a surname that too many have, certainly several."""
        block = self.block(self._surname_key(surname))
        if len(block) > self.family.largest:
            return SEVERAL
        rows = [self.row(at) for at in block]
        return {row.chain.name for row in rows if self.family.surname_of(row) == surname}

    def _are_several(self, surname: str) -> bool:
        return len(set(self.namesakes(surname))) > 1


def key_of(about: str, words: str) -> int:
    """The hash of a key: 63 bits."""
    return int(digest_of(about, words), 16) >> 1

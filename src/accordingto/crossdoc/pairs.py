"""Pairs: the links between rows of one family, renewed where a member of the pair is new or changed.

In: a connection inside the caller's transaction, the reports that changed. Out: rows of `links`, and the findings whose links are others
than before. A key that too many rows share is no ground to compare two; when a key becomes too common, or ceases to be, the links that
hang on it are looked at again. So the links are the same for any order of reading and any batches.
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
from accordingto.model.linked import Ref
from accordingto.store import linking

At = tuple[int, str]
"""(n, local id) of a row."""
ROWS_HELD = 20_000
SEVERAL = ("one", "another")


class Pairs:
    """The rows, keys and links of one family in one record."""

    def __init__(self, connection: sqlite3.Connection, family: Family, repeated: Callable[[str], Sequence[Any]]) -> None:
        self.connection, self.family = connection, family
        self.namesakes = lru_cache(maxsize=ROWS_HELD)(self._namesakes)
        self.known = Known(repeated, self.namesakes)
        self.dirty: set[Ref] = set()
        self.row = lru_cache(maxsize=ROWS_HELD)(self._row)
        self.count = lru_cache(maxsize=ROWS_HELD)(self._count)
        self._keys: dict[Ref, frozenset[int]] = {}
        self._decoder = msgspec.json.Decoder(family.row_type)
        self._encoder = msgspec.json.Encoder(order="deterministic")

    def renew(self, gone: Sequence[tuple[int, str]], added: Sequence[tuple[int, AnnotatedDocument]]) -> set[Ref]:
        """Take out what reports had (``gone``: n, doc_id), put in what they have now, score new pairs; the findings that this touched."""
        old = [(n, row) for n, _ in gone for row in self._stored(n)]
        new = [(n, row) for n, found in added for row in self.family.rows_of(found)]
        surnames = {s for _, row in (*old, *new) if (s := self.family.surname_of(row))}
        several = {s for s in surnames if self._are_several(s)}
        self.dirty = set()
        for _, doc_id in gone:
            self._drop_links(doc_id)
        delta = self._exchange(old, new)
        for key, change in sorted(delta.items()):
            self._turn(key, change)
        for surname in sorted(surnames):
            if self._are_several(surname) != (surname in several):
                self._rescore(self._surname_key(surname))
        self._score_new([(n, row.ref.local_id) for n, row in new])
        self._join_by_name(old, new)
        self.dirty |= {row.ref for _, row in new}
        return self.dirty

    def _exchange(self, old: Sequence[tuple[int, Any]], new: Sequence[tuple[int, Any]]) -> Counter[int]:
        """Rows and keys out and in; how many more rows each key has."""
        delta: Counter[int] = Counter()
        self._keys.clear()
        for n, row in old:
            keys = self.keys(row)
            linking.drop_row(self.connection, self.family.about, (n, row.ref), keys)
            delta.subtract(keys)
        self._keys.clear()  # a finding of the same id may have others now
        for n, row in new:
            keys = self.keys(row)
            linking.add_row(self.connection, self.family.about, (n, row.ref), self._encoder.encode(row).decode(), keys)
            delta.update(keys)
        self.namesakes.cache_clear()
        self.row.cache_clear()
        self.count.cache_clear()
        return delta

    def _drop_links(self, doc_id: str) -> None:
        for link in linking.links_of_report(self.connection, self.family.about, doc_id):
            linking.drop_link(self.connection, link)
            self.dirty |= {r for r in (link.left, link.right) if r.doc_id != doc_id}

    # ---- rows and keys

    def _stored(self, n: int) -> list[Any]:
        return [self._decoder.decode(body) for body in linking.bodies(self.connection, self.family.about, n)]

    def _row(self, at: At) -> Any:
        return self._decoder.decode(linking.body(self.connection, self.family.about, *at) or "")

    def keys(self, row: Any) -> frozenset[int]:
        """All keys of a row, that of its name too."""
        found = self._keys.get(row.ref)
        if found is None:
            if len(self._keys) > ROWS_HELD:
                self._keys.clear()
            name = self.family.name_of(row)
            words = [*self.family.keys_of(row), *([] if name is None else [f"named {name}"])]
            found = self._keys[row.ref] = frozenset(key_of(self.family.about, w) for w in words)
        return found

    def _name_key(self, row: Any) -> int | None:
        name = self.family.name_of(row)
        return None if name is None else key_of(self.family.about, f"named {name}")

    def _count(self, key: int) -> int:
        """Rows of a key, as far as it matters."""
        return len(linking.block(self.connection, key, self.family.largest + 1))

    def _block(self, key: int) -> list[At]:
        return linking.block(self.connection, key, -1)

    def may_meet(self, a: Any, b: Any) -> bool:
        """Whether two rows share a key that is not too common, or one is the first of their name."""
        shared = self.keys(a) & self.keys(b)
        if any(self.count(key) <= self.family.largest for key in shared):
            return True
        name = self._name_key(a)
        if name is None or name not in shared:
            return False
        (first,) = linking.block(self.connection, name, 1)
        return self.row(first).ref in (a.ref, b.ref)

    # ---- keys that become too common, or cease to be

    def _turn(self, key: int, change: int) -> None:
        if not change:
            return
        now = len(linking.block(self.connection, key, self.family.largest + abs(change) + 1))
        before = now - change
        if before <= self.family.largest < now:
            self._look_again(key)
        elif now <= self.family.largest < before:
            self._rescore(key)

    def _look_again(self, key: int) -> None:
        """Drop the links between rows of a key that no other key holds up."""
        rows = {row.ref: row for row in map(self.row, self._block(key))}
        for ref, row in rows.items():
            touched = False
            for link in linking.links_at(self.connection, ref, (self.family.about,)):
                other = rows.get(link.right if link.left == ref else link.left)
                touched = touched or other is not None
                if other is not None and not self.may_meet(row, other):
                    linking.drop_link(self.connection, link)
            if touched:
                self.dirty.add(ref)

    def _rescore(self, key: int) -> None:
        """Score all pairs of a key's rows."""
        if self._count(key) <= self.family.largest:
            for a, b in combinations(self._block(key), 2):
                self._score(a, b)

    # ---- scores

    def _score_new(self, new: Sequence[At]) -> None:
        done: set[At] = set()
        for at in new:
            done.add(at)
            others = {
                other
                for key in self.keys(self.row(at))
                if self.count(key) <= self.family.largest
                for other in linking.block(self.connection, key, self.family.largest)
            }
            for other in sorted(others - done):
                self._score(at, other)

    def _score(self, a: At, b: At) -> None:
        """Write the link of a pair, or take it out; two rows of one report are never linked."""
        if a[0] == b[0]:
            return
        one, other = sorted((self.row(a), self.row(b)), key=lambda row: row.ref)
        link = self.family.score(one, other, self.known)
        if link is not None and link.weight > 0:
            linking.add_link(self.connection, link)
            self.dirty |= {one.ref, other.ref}
        elif link is not None and linking.drop_link(self.connection, link):
            self.dirty |= {one.ref, other.ref}

    def _join_by_name(self, old: Sequence[tuple[int, Any]], new: Sequence[tuple[int, Any]]) -> None:
        """Of a name that too many rows have each goes with the first row of that name."""
        names = {key for _, row in (*old, *new) if (key := self._name_key(row)) is not None and self.count(key) > self.family.largest}
        changed = {row.ref for _, row in (*old, *new)}
        for key in sorted(names):
            (first,) = linking.block(self.connection, key, 1)
            center = self.row(first)
            is_new = center.ref in changed or any(linking.rank_of(r.ref.doc_id) < linking.rank_of(center.ref.doc_id) for _, r in old)
            members = self._block(key) if is_new or self._has_no_star(center, key) else self._of(new, key)
            for at in members:
                self._score(first, at)
            if is_new:
                self._look_again(key)

    def _has_no_star(self, center: Any, key: int) -> bool:
        """Whether the name has just become too common: nothing but its own keys linked it before."""
        found = len(linking.links_at(self.connection, center.ref, (self.family.about,)))
        return found < len(self._block(key)) - 1

    def _of(self, new: Sequence[tuple[int, Any]], key: int) -> list[At]:
        return [(n, row.ref.local_id) for n, row in new if self._name_key(row) == key]

    # ---- namesakes

    def _surname_key(self, surname: str) -> int:
        return key_of(self.family.about, f"person {surname}")

    def _namesakes(self, surname: str) -> Iterable[str]:
        """The full names that end in a surname; of a surname that too many have, certainly several."""
        block = linking.block(self.connection, self._surname_key(surname), self.family.largest + 1)
        if len(block) > self.family.largest:
            return SEVERAL
        rows = [self.row(at) for at in block]
        return {row.chain.name for row in rows if self.family.surname_of(row) == surname}

    def _are_several(self, surname: str) -> bool:
        return len(set(self.namesakes(surname))) > 1


def key_of(about: str, words: str) -> int:
    """The hash of a key: 63 bits."""
    return int(digest_of(about, words), 16) >> 1

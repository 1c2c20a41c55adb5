"""Who may decide through the pages, and how a decision is saved: only with `serve --edit`, only by the one who has the address.

In: the path of a record, the coder's name. Out: an `Editor` with a token, whose decisions are saved by a process of their own: that process
alone opens the file for writing, so that the locks of the one that serves pages stay untouched. The links are made anew when the coder
rests, and when the server stops.
"""

import asyncio
import multiprocessing
import secrets
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any
from weakref import WeakKeyDictionary

from accordingto.config import Settings
from accordingto.errors import AccordingToError
from accordingto.model.document import Item
from accordingto.store.wishes import Wish
from accordingto.web.reading import Reading, read_given

REST_SECONDS, REST_FACTOR, LONGEST_REST = 2.0, 10.0, 600.0
"""After so long without a decision the links are made anew: two seconds, or ten times what it took the last time, since whoever decides in
the meantime must wait for it. At the latest when the server stops."""
COOKIE = "accordingto_edit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of a decision: ``act``, or what went wrong in words for the page."""

    act: str = ""
    told: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """On which rows somebody decides, who, why, and which version of each row was looked at."""

    ids: tuple[str, ...]
    by: str
    note: str | None
    seen: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class Editor:
    """The one local user who may decide."""

    record: Path
    by: str
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    _worker: ProcessPoolExecutor | None = None
    _resting: asyncio.Task[None] | None = None
    _to_link: bool = False
    _linking_took: float = 0.0

    async def decide(self, ids: Sequence[str], wish: Wish, note: str | None, seen: Sequence[str]) -> Answer:
        """Save a decision in the process that writes."""
        answer: Answer = await asyncio.wrap_future(
            self._pool().submit(_decide, str(self.record), wish, Told(ids=tuple(ids), by=self.by, note=note, seen=tuple(seen)))
        )
        self._rest()
        return answer

    async def read(self, items: Sequence[Item]) -> tuple[Reading, ...]:
        """Read reports in, in the process that writes. Raises RecordError, RecordLocked."""
        return await asyncio.wrap_future(self._pool().submit(read_given, self.record, items, Settings()))

    async def undo(self) -> Answer:
        """Take back the last decision of this coder that holds."""
        answer: Answer = await asyncio.wrap_future(self._pool().submit(_undo, str(self.record), self.by))
        self._rest()
        return answer

    def close(self) -> None:
        """Make the links anew where they are behind, and end the process that writes."""
        if self._worker and self._to_link:
            self._worker.submit(_relink, str(self.record)).result()
        if self._worker:
            self._worker.shutdown()

    def _pool(self) -> ProcessPoolExecutor:
        if self._worker is None:
            self._worker = ProcessPoolExecutor(max_workers=1, mp_context=multiprocessing.get_context("spawn"))
        return self._worker

    def _rest(self) -> None:
        """Begin to wait; another decision begins the wait anew."""
        self._to_link = True
        if self._resting:
            self._resting.cancel()
        self._resting = asyncio.create_task(self._link_later())

    async def _link_later(self) -> None:
        await asyncio.sleep(min(LONGEST_REST, max(REST_SECONDS, REST_FACTOR * self._linking_took)))
        self._to_link = False
        begun = monotonic()
        await asyncio.wrap_future(self._pool().submit(_relink, str(self.record)))
        self._linking_took = monotonic() - begun


EDITORS: "WeakKeyDictionary[Any, Editor]" = WeakKeyDictionary()
"""Which servers (Datasette, which is not imported here: it loads its plugins, this one among them) were started with --edit."""


def editor_of(datasette: Any) -> Editor | None:
    """The editor of a server, if it was started with --edit."""
    return EDITORS.get(datasette)


# ---- in the process that writes


def _decide(path: str, wish: Wish, told: Told) -> Answer:
    from accordingto.store.corrections import decide
    from accordingto.store.record import Record

    try:
        with Record(path, write=True) as record:
            made = decide(record, told.ids, wish, by=told.by, note=told.note, seen=told.seen)
    except AccordingToError as error:
        return Answer(fault=str(error))
    stands = ", ".join(sorted({s.value for s in made.statuses})) or "joined with another row"
    return Answer(act=made.act, told=f"{wish.action.value}: now {stands}")


def _undo(path: str, by: str) -> Answer:
    from accordingto.store.corrections import last_act, undo
    from accordingto.store.record import Record

    try:
        with Record(path, write=True) as record:
            last = last_act(record.connection, by)
            if last is None:
                return Answer(fault="there is no decision of yours to take back")
            undo(record, last[0], by=by)
            return Answer(act=last[1], told="taken back")
    except AccordingToError as error:
        return Answer(fault=str(error))


def _relink(path: str) -> None:
    from accordingto.pipeline import relink
    from accordingto.store.record import Record

    try:
        with Record(path, write=True) as record:
            relink(record)
    except AccordingToError:  # somebody else is writing: whoever links next takes these decisions along
        return

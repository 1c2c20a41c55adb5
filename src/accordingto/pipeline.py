"""The main path, to be read from top to bottom: find, annotate, save, link.

In: a record, paths, an executor, settings. Out: a record with what the reports hold, and a summary. The executor is handed in; no
executor is imported here, so that a plain `read` loads no Spark and no pool.
"""

import gc
import json
import signal
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import partial
from time import monotonic
from types import FrameType
from typing import Protocol, TypeVar

from accordingto.config import Settings
from accordingto.crossdoc.link import link
from accordingto.crossdoc.relinking import relink_changed
from accordingto.crossdoc.renewal import renew_echoes
from accordingto.model.document import Details, Document, Item, Problem
from accordingto.model.found import AnnotatedDocument, Outcome
from accordingto.model.ids import digest_of
from accordingto.model.kinds import ProblemKind
from accordingto.readers.find import find
from accordingto.readers.load import load
from accordingto.resources import file_recipe
from accordingto.resources import recipe as resources_recipe
from accordingto.store.echoes import changes_of, linked_state, load_echoes, mark_changed, mark_linked
from accordingto.store.forget import erase, withdraw
from accordingto.store.linking import clear, has_given, judged_ids
from accordingto.store.links import save_links
from accordingto.store.merging import Merged
from accordingto.store.merging import merge as merge_reports
from accordingto.store.record import Record
from accordingto.store.runs import Run, key_of

BATCH_DOCUMENTS = 8
BATCH_BYTES = 200_000
NEW_OBJECTS = 50_000
"""How many objects linking makes before garbage is sought: what it makes holds next to no cycles, and seeking after each 700 (Python's
own figure) took a seventh of its time."""

Given = TypeVar("Given")
Made = TypeVar("Made")
Batch = tuple[Item, ...]


class Executor(Protocol):
    """Who does the work: applies ``task`` to each batch and gives the results in order."""

    def map(self, task: Callable[[Batch], tuple[Outcome, ...]], batches: Iterable[Batch]) -> Iterator[tuple[Outcome, ...]]:
        """Results, in the order of ``batches``."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An input that gave no report, and why."""

    address: str
    problem: Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a run did."""

    read: int
    unchanged: int
    failed: int
    attributions: int
    events: int
    problems: dict[str, int]
    seconds: float
    failures: tuple[Failure, ...] = ()


@dataclass(slots=True)
class Progress:
    """Told how many inputs are done after each batch, when it is saved. What it raises ends the run, and what is saved stays."""

    report: Callable[[int, str], None] = field(default=lambda _done, _address: None)


def read_into(
    record: Record,
    paths: Sequence[str],
    executor: Executor,
    settings: Settings,
    *,
    details: Details | None = None,
    progress: Progress | None = None,
    again: bool = False,
) -> Summary:
    """Read ``paths`` into ``record``: what it already has is left out, what is new is annotated, saved and linked."""
    started, told = monotonic(), progress or Progress()
    failures: list[Failure] = []
    done = 0
    run = Run(record, recipe_of(settings), again=again)
    run.begin(f"read {' '.join(paths)}", _version(), json.dumps(asdict(settings)))
    waiting = run.leave_out_known(find(paths, details or Details(), record.path.absolute().parent))
    for outcomes in executor.map(partial(process, settings=settings), batches(waiting)):
        run.save(outcomes)
        done, before = run.read + run.unchanged + run.failed, done
        failures += [Failure(address=o.address, problem=o.problem) for o in outcomes if o.problem]
        told.report(done - before, outcomes[-1].address)
    if settings.link.enabled:
        relink(record)
    run.finish()
    events = record.connection.execute("SELECT count(*) FROM events WHERE type IS NOT NULL").fetchone()[0]
    return Summary(
        read=run.read,
        unchanged=run.unchanged,
        failed=run.failed,
        attributions=run.found["attributions"],
        events=events,
        problems=dict(run.problems),
        seconds=monotonic() - started,
        failures=tuple(failures),
    )


def relink(record: Record, *, again: bool = False) -> bool:
    """Link what changed in ``record`` since the last time, or all of it ``again``; False where nothing has changed."""
    with record.transaction("save the links") as connection, _garbage_sought_seldom():
        return _relink(record, connection, again=again)


@contextmanager
def _garbage_sought_seldom() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(NEW_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _relink(record: Record, connection: sqlite3.Connection, *, again: bool = False, judged: Iterable[str] = ()) -> bool:
    """``judged``: findings on which something was decided and is no more."""
    judgements = record.judgements()
    whole = has_given(connection)
    state = f"{digest_of(_version(), resources_recipe(), str(whole))} {digest_of(*map(str, judgements))}"
    before = linked_state(connection) or ""
    if again or before.split(" ")[0] != state.split(" ", maxsplit=1)[0]:
        clear(connection)
        mark_changed(connection)
    changes = changes_of(connection)
    if not (changes.added or changes.removed) and before == state:
        return False
    if whole:  # mentions that the caller handed in are grouped over the whole collection
        renew_echoes(connection, changes)
        save_links(connection, link(tuple(record.documents()), judgements, load_echoes(connection, "kind <> 'statement'")))
    else:
        relink_changed(connection, changes, judgements, () if before == state else [*judged, *judged_ids(connection)])
    mark_linked(connection, state)
    return True


def forget(record: Record, doc_id: str) -> int:
    """Remove the report ``doc_id`` with all its revisions, and link anew what it touched; how many were removed. `scrub` comes after it."""
    with record.transaction("forget a report") as connection:
        report = withdraw(connection, doc_id)
        _relink(record, connection, judged=report.judged)
        erase(connection, report)
    return report.revisions


def merge(records: Sequence[Record], target: Record) -> Merged:
    """Put ``records`` together in ``target``, which is empty, and link it."""
    merged = merge_reports(records, target)
    relink(target)
    return merged


def recipe_of(settings: Settings) -> str:
    """What an annotation depends on beside the document: version, data files, settings of the annotation."""
    chosen = asdict(settings.withindoc) | {"own_places": file_recipe(settings.withindoc.own_places)}
    return digest_of(_version(), resources_recipe(), json.dumps(chosen), str(settings.read.max_chars))


def _version() -> str:
    from accordingto import __version__

    return __version__


def batches(items: Iterable[Item]) -> Iterator[Batch]:
    """Groups of items: few enough that progress shows and little is lost, the first one alone so that a result comes soon."""
    batch: list[Item] = []
    first = True
    for item in items:
        batch.append(item)
        if first or len(batch) >= BATCH_DOCUMENTS or sum(len(i.payload) for i in batch) >= BATCH_BYTES:
            yield tuple(batch)
            batch, first = [], False
    if batch:
        yield tuple(batch)


# ---- the task of a worker: the second border where every error is caught


STRETCH = 100_000
"""Characters for which `read.deadline` gives its seconds."""


class _TooSlowError(BaseException):
    """The deadline has passed. No `Exception`, which a component's border would take for that component's failure and go on."""


def process(items: Batch, settings: Settings) -> tuple[Outcome, ...]:
    """Outcomes of ``items``, in order: pure, and it never raises for the sake of one document."""
    loaded = [_guarded(item, partial(load, item, settings.read), _seconds(settings, len(item.payload))) for item in items]
    documents = [d for d in loaded if isinstance(d, Document) and d.language == "en"]
    found = _annotated(documents, settings)
    return tuple(_outcome(item, one, found) for item, one in zip(items, loaded, strict=True))


def _outcome(item: Item, loaded: Document | Problem, found: dict[int, AnnotatedDocument | Problem]) -> Outcome:
    result = found.get(id(loaded), loaded)
    if isinstance(result, Document):
        result = AnnotatedDocument(document=result, problems=result.problems)
    if isinstance(result, Problem):
        return Outcome(address=item.address, key=key_of(item), problem=result)
    return Outcome(address=item.address, key=key_of(item), found=result)


def _annotated(documents: list[Document], settings: Settings) -> dict[int, AnnotatedDocument | Problem]:
    """Annotations by identity of the document: all at once, or one by one where that fails, so that only the culprit is lost."""
    from accordingto.withindoc.annotate import annotate, annotate_all

    seconds = {id(d): _seconds(settings, len(d.text)) for d in documents}
    try:
        with _deadline(sum(seconds.values())):
            return dict(zip(map(id, documents), annotate_all(documents, settings), strict=True))
    except (Exception, _TooSlowError):  # noqa: BLE001  # told one by one below
        return {id(d): _guarded(d, partial(annotate, d, settings), seconds[id(d)]) for d in documents}


def _seconds(settings: Settings, characters: int) -> int:
    """What a text of so many characters may take."""
    return settings.read.deadline * (1 + characters // STRETCH)


def _guarded(what: Item | Document, work: Callable[[], Made], seconds: int) -> Made | Problem:
    try:
        with _deadline(seconds):
            return work()
    except _TooSlowError:
        return Problem(kind=ProblemKind.TOO_SLOW, message=f"took more than {seconds} s", step="process")
    except Exception as error:  # noqa: BLE001  # the border: one document must not end the run
        message = f"{type(error).__name__}: {error}"
        return Problem(kind=ProblemKind.COMPONENT_FAILED, message=message, step=f"process {what.address}")


@contextmanager
def _deadline(seconds: int) -> Iterator[None]:
    """Raise _TooSlowError in this thread after ``seconds``. Only the main thread of a POSIX process has such a timer."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise _TooSlowError

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, 1)  # again each second: what is raised where an object is given up goes no further
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)

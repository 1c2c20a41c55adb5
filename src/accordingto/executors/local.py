"""This process, or a pool of processes on this machine.

In: a task and batches. Out: results in order. A worker that dies costs the document that killed it and no other; at most twice as
many batches as workers are in flight, so that a folder of a million is never in memory.
"""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

from accordingto.model.document import Item, Problem
from accordingto.model.found import Outcome
from accordingto.model.kinds import ProblemKind
from accordingto.store.runs import key_of

Batch = tuple[Item, ...]
Task = Callable[[Batch], tuple[Outcome, ...]]
IN_FLIGHT = 2
"""Batches a worker has waiting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Local:
    """``workers`` processes; 1: this one, 0: as many as there are cores."""

    workers: int = 1

    def map(self, task: Task, batches: Iterable[Batch]) -> Iterator[tuple[Outcome, ...]]:
        """Apply ``task`` to each batch; results in order."""
        workers = self.workers or os.cpu_count() or 1
        return map(task, batches) if workers == 1 else _pooled(task, iter(batches), workers)


def _pool(workers: int) -> ProcessPoolExecutor:
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context(method), initializer=_one_thread)


def _one_thread() -> None:
    """Workers share the cores: each takes one. Ctrl-C is for the parent, which saves what is finished."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"


def _pooled(task: Task, batches: Iterator[Batch], workers: int) -> Iterator[tuple[Outcome, ...]]:
    pool = _pool(workers)
    flying: deque[tuple[Batch, Future[tuple[Outcome, ...]]]] = deque()
    try:
        while True:
            while len(flying) < workers * IN_FLIGHT and (batch := next(batches, None)) is not None:
                flying.append((batch, pool.submit(task, batch)))
            if not flying:
                return
            batch, future = flying.popleft()
            try:
                result = future.result()
            except BrokenProcessPool:
                pool.shutdown(wait=False)
                waiting = [batch, *(b for b, _ in flying)]
                flying.clear()
                for one in waiting:
                    yield _one_by_one(task, one)
                pool = _pool(workers)
                continue
            yield result
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _one_by_one(task: Task, batch: Batch) -> tuple[Outcome, ...]:
    """Each item of a batch in a process of its own, so that the one that kills its worker is found."""
    outcomes: list[Outcome] = []
    for item in batch:
        with _pool(1) as pool:
            try:
                outcomes += pool.submit(task, (item,)).result()
            except BrokenProcessPool:
                problem = Problem(kind=ProblemKind.WORKER_DIED, message="the process that annotated it ended unexpectedly", step="process")
                outcomes.append(Outcome(address=item.address, key=key_of(item), problem=problem))
    return tuple(outcomes)

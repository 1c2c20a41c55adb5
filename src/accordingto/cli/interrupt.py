"""Ctrl-C: the first one asks for a stop, which comes when what is in hand is saved; the second one stops at once.

In: a run's progress. Out: the same, ended by a stop that was asked for. An interrupt that is raised in the middle of native code can be
turned into another error there and be lost; a flag that is looked at between two batches cannot.
"""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import click

from accordingto.pipeline import Progress


@contextmanager
def stop_asked() -> Iterator[Callable[[], bool]]:
    """While the block runs, Ctrl-C only sets what the given function tells."""
    if threading.current_thread() is not threading.main_thread():
        yield lambda: False
        return
    asked = threading.Event()

    def ask(_number: int, _frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        asked.set()
        click.echo("accordingto: stopping when what is in hand is saved; press Ctrl-C again to stop at once.", err=True)

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield asked.is_set
    finally:
        signal.signal(signal.SIGINT, before)


def stoppable(progress: Progress, stopped: Callable[[], bool]) -> Progress:
    """``progress``, which raises KeyboardInterrupt after the batch during which a stop was asked for."""

    def told(done: int, address: str) -> None:
        progress.report(done, address)
        if stopped():
            raise KeyboardInterrupt

    return Progress(report=told)

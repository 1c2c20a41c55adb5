"""Progress on a terminal, silence in a pipe."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from accordingto.pipeline import Progress
from accordingto.readers.find import count


@contextmanager
def drawn(paths: Sequence[str]) -> Iterator[Progress]:
    """A bar of the inputs in ``paths`` on standard error while the block runs."""
    if not sys.stderr.isatty():
        yield Progress()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (
        SpinnerColumn(),
        TextColumn("reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=count(paths))
        yield Progress(report=lambda done, address: bar.update(task, advance=done, description=address[-40:]))

"""Reading what was handed in through the explorer: annotated, saved and linked at once, in the process that writes.

In: a record and items. Out: what came of each. It takes the record's write lock, as the command ``read`` does.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from accordingto import __version__
from accordingto.config import Settings
from accordingto.model.document import Item
from accordingto.model.kinds import explained
from accordingto.pipeline import batches, process, recipe_of, relink
from accordingto.store.record import Record
from accordingto.store.runs import Run, key_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What came of one item: a report, or why there is none."""

    address: str
    doc_id: str | None
    message: str


def read_given(path: Path, items: Sequence[Item], settings: Settings) -> tuple[Reading, ...]:
    """Read ``items`` into the record at ``path``; what it has already is found again. Raises RecordError, RecordLocked."""
    with Record(path, write=True) as record:
        run = Run(record, recipe_of(settings))
        run.begin("read (handed in through the explorer)", __version__, json.dumps(asdict(settings)))
        for batch in batches(run.leave_out_known(items)):
            run.save(process(batch, settings))
        relink(record)
        run.finish()
        return tuple(_came_of(record, item) for item in items)


def _came_of(record: Record, item: Item) -> Reading:
    sql = "SELECT doc_id, outcome FROM items WHERE address = ? AND payload_sha = ?"
    row = record.connection.execute(sql, key_of(item)).fetchone()
    if row and row["doc_id"]:
        return Reading(address=item.address, doc_id=row["doc_id"], message="read")
    message = explained(row["outcome"] if row else "") or "Could not be read."
    return Reading(address=item.address, doc_id=None, message=item.problem.message if item.problem else message)

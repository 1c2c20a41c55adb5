"""The server: Datasette over one record, with our pages, on this machine only unless told otherwise.

In: a record's path, host, port. Out: an ASGI application, or a running server.
"""

from pathlib import Path

from datasette.app import Datasette
from datasette.plugins import pm

from accordingto.store.record import Record
from accordingto.web import plugin
from accordingto.web.editing import EDITORS, Editor


def application(record: Path, editor: Editor | None = None) -> Datasette:
    """Datasette with our pages over ``record``; with ``editor`` also those that decide. Raises RecordError where it is none."""
    Record(record).close()
    if not pm.is_registered(plugin):  # it is where the package is installed: its entry point names it
        pm.register(plugin, name="accordingto")
    made = Datasette(
        [str(record)],
        template_dir=str(plugin.TEMPLATES),
        metadata={"title": "accordingto", "license": "Place names: GeoNames, CC BY 4.0"},
        settings={"allow_download": False, "sql_time_limit_ms": 5000, "template_debug": False},
    )
    if editor:
        EDITORS[made] = editor
    return made


def serve(record: Path, host: str, port: int, editor: Editor | None = None) -> None:
    """Serve until stopped; then make the links anew where decisions have left them behind."""
    import uvicorn

    served = application(record, editor)
    try:
        uvicorn.run(served.app(), host=host, port=port, log_level="warning")
    finally:
        if editor:
            editor.close()

"""The server: Datasette over one record, with our pages, on this machine only unless told otherwise.

In: a record's path, who may decide, who is asked for a token. Out: an ASGI application, or a running server.
"""

import secrets
from pathlib import Path

from datasette.app import Datasette
from datasette.plugins import pm

from accordingto.store.record import Record
from accordingto.web import plugin
from accordingto.web.access import READ_ONLY, Access, give_access
from accordingto.web.editing import EDITORS, Editor
from accordingto.web.guard import LOCAL_HOSTS


def application(record: Path, editor: Editor | None = None, access: Access | None = None) -> Datasette:
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
    give_access(made, access or (access_for("127.0.0.1", editor) if editor else READ_ONLY))
    return made


def access_for(host: str, editor: Editor | None) -> Access:
    """What is asked of whom: the editor's token for changes; a token for everything where others can reach the server.

    >>> access_for("127.0.0.1", None).token is None, access_for("192.0.2.1", None).everywhere
    (True, True)
    """
    elsewhere = host not in LOCAL_HOSTS
    token = editor.token if editor else secrets.token_urlsafe(24) if elsewhere else None
    return Access(edit=editor is not None, token=token, everywhere=elsewhere, hosts=frozenset({host.lower()}))


def address_of(host: str, port: int, access: Access) -> str:
    """What the user opens: with --edit the page that takes the token and leads to the review."""
    name = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104  # compared, not bound
    path = "-/edit" if access.edit else ""
    return f"http://{f'[{name}]' if ':' in name else name}:{port}/{path}{f'?token={access.token}' if access.token else ''}"


def serve(record: Path, host: str, port: int, *, editor: Editor | None, access: Access) -> None:
    """Serve until stopped; then make the links anew where decisions have left them behind."""
    import uvicorn

    served = application(record, editor, access)
    try:
        uvicorn.run(served.app(), host=host, port=port, log_level="warning")
    finally:
        if editor:
            editor.close()

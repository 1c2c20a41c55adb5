"""The box in which a report is pasted or files are dropped: read at once, then shown. Only with `--edit`.

In: a form. Out: a redirect to the report that was read, or the page that says what came of it.
"""

import hmac
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from datasette import Response
from datasette.utils.asgi import Forbidden
from python_multipart.multipart import FormParser, parse_options_header

from accordingto.errors import AccordingToError
from accordingto.model.document import Details, Item
from accordingto.model.ids import digest_of
from accordingto.readers.find import items_of
from accordingto.web.access import access_of
from accordingto.web.editing import editor_of
from accordingto.web.pages.shared import page
from accordingto.web.reading import Reading

MOST_BYTES = 20_000_000
"""Of one form; more is read from the command line."""


@dataclass(slots=True)
class Form:
    """What a form holds: its fields, and its files by name."""

    fields: dict[str, str] = field(default_factory=dict)
    files: list[tuple[str, bytes]] = field(default_factory=list)


async def paste_page(datasette: Any, request: Any) -> Response:
    """Read what is given; on GET the box alone."""
    editor = editor_of(datasette)
    if editor is None or not access_of(datasette).may_edit(request.scope):
        raise Forbidden("This record is served for reading. `accordingto serve RECORD --edit` lets you add to it.")
    if request.method != "POST":
        return await page(datasette, request, "accordingto/read.html", came=None)
    form = await form_of(request)
    if form is None:
        return await _told(datasette, request, f"More than {MOST_BYTES // 1_000_000} MB: read it with `accordingto read` instead.")
    if not hmac.compare_digest(form.fields.get("csrftoken", "").encode(), request.scope["csrftoken"]().encode()):
        raise Forbidden("This form did not come from this page: open it again and send it from there.")
    try:
        items = given_items(form)
    except ValueError:
        return await _told(datasette, request, "The day of publication is not a day: write it as YYYY-MM-DD.")
    if not items:
        return await _told(datasette, request, "Nothing was given: paste a text or choose a file.")
    try:
        came = await editor.read(items)
    except AccordingToError as error:
        return await _told(datasette, request, str(error))
    if len(came) == 1 and came[0].doc_id:
        return Response.redirect(f"/doc/{came[0].doc_id}")
    return await page(datasette, request, "accordingto/read.html", came=came)


async def _told(datasette: Any, request: Any, message: str) -> Response:
    return await page(datasette, request, "accordingto/read.html", came=[Reading(address="", doc_id=None, message=message)])


def given_items(form: Form) -> list[Item]:
    """What is to be read: the pasted text and the files. Raises ValueError where the day is none."""
    text, values = form.fields.get("text", ""), {k: v.strip() or None for k, v in form.fields.items()}
    published = values.get("published")
    details = Details(
        published=date.fromisoformat(published) if published else None, outlet=values.get("outlet"), title=values.get("title")
    )
    items = list(items_of(f"pasted/{digest_of(text, values.get('title'))}", text.encode(), details)) if text.strip() else []
    for name, payload in form.files:
        items += items_of(f"given/{Path(name.replace(chr(92), '/')).name or 'file'}", payload, details)
    return items


async def form_of(request: Any) -> Form | None:
    """The fields and files of a form, None where it is too large."""
    body = bytearray()
    more = True
    while more:
        message = await request.receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > MOST_BYTES:
            return None
    return parsed(bytes(body), request.headers.get("content-type", ""))


def parsed(body: bytes, content_type: str) -> Form:
    """A form from its bytes; what cannot be parsed is an empty one."""
    kind, options = parse_options_header(content_type)
    form = Form()
    if kind != b"multipart/form-data":
        return Form(fields=dict(parse_qsl(body.decode("utf-8", "replace"))))

    def on_field(found: Any) -> None:
        form.fields[_words(found.field_name)] = _words(found.value)

    def on_file(found: Any) -> None:
        found.file_object.seek(0)
        payload = found.file_object.read()
        if found.file_name or payload:
            form.files.append((_words(found.file_name), payload))

    try:
        parser = FormParser(_words(kind), on_field, on_file, boundary=options.get(b"boundary"), config={"MAX_MEMORY_FILE_SIZE": MOST_BYTES})
        parser.write(BytesIO(body).read())
        parser.finalize()
    except ValueError:  # its errors of form are ValueErrors
        return Form()
    return form


def _words(value: bytes | None) -> str:
    return (value or b"").decode("utf-8", "replace")

"""The contract's streams: lines in, lines out, no record.

In: an iterable of lines of bytes. Out: lines of text, in the same order. A line that is not in the contract's form stops the
stream with its number: an answer with a line missing would be taken for the whole.
"""

from collections.abc import Iterable, Iterator

from accordingto.config import Settings
from accordingto.errors import UsageError
from accordingto.model.contract import BadLine, annotation, document_from_line, line_of, linked_lines
from accordingto.model.document import Document


def documents_of(lines: Iterable[bytes]) -> Iterator[Document]:
    """A document a line; empty lines are skipped."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield document_from_line(line)
            except BadLine as error:
                next_step = "Mend the line; the form is in docs/reference/contract.md."
                raise UsageError("read the input", f"line {number}", str(error), next_step) from error


def annotate_lines(lines: Iterable[bytes], settings: Settings) -> Iterator[str]:
    """The contract's `annotate`."""
    from accordingto.withindoc.annotate import annotate_all

    for found in annotate_all(documents_of(lines), settings):
        yield line_of(annotation(found))


def link_lines(lines: Iterable[bytes], settings: Settings) -> Iterator[str]:
    """The contract's `link`. Two lines of one id are an error: the answer could not say which is meant."""
    from accordingto.crossdoc.link import link, with_given
    from accordingto.withindoc.annotate import annotate_all

    documents = tuple(documents_of(lines))
    seen: set[str] = set()
    for document in documents:
        if document.given_id in seen:
            raise UsageError("link", f"the id {document.given_id!r}", "stands twice in the input", "Give each report an id of its own.")
        seen.add(document.given_id)
    found = tuple(map(with_given, annotate_all(documents, settings)))
    by_id = {f.document.doc_id: f for f in found}
    for row in linked_lines(link(found), by_id):
        yield line_of(row)

"""Bytes -> text: encodings, line ends, control characters; Markdown's marks off.

In: bytes. Out: text and the problems met. The text that comes out is stored and annotated; nothing changes it later.

>>> decoded("It\\u2019s\\r\\nover".encode("cp1252")).text
'It’s\\nover'
"""

import re
from dataclasses import dataclass

from accordingto.model.document import Problem
from accordingto.model.kinds import ProblemKind

BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
LINE_ENDS = re.compile(r"\r\n?|\x85")
SAMPLE = 4096
"""Bytes that are looked at to tell text from binary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text and what was met on the way to it."""

    text: str
    problems: tuple[Problem, ...] = ()


def looks_binary(payload: bytes) -> bool:
    """Whether the bytes are no text in any encoding that is read.

    >>> looks_binary(bytes(range(256))), looks_binary("Reports".encode("utf-16-le"))
    (True, False)
    """
    sample = payload[:SAMPLE]
    if any(sample.startswith(mark) for mark, _ in BOMS) or _wide_encoding(sample):
        return False
    return b"\x00" in sample or sum(b < 9 or 13 < b < 32 for b in sample) > 0.02 * len(sample)


def _wide_encoding(sample: bytes) -> str | None:
    """UTF-16 without a mark: nearly every second byte is zero, nearly none of the others."""
    even, odd = sample[0::2], sample[1::2]
    if len(sample) < 4:
        return None
    zero_even, zero_odd = even.count(0) / len(even), odd.count(0) / len(odd)
    if zero_odd > 0.7 and zero_even < 0.05:
        return "utf-16-le"
    return "utf-16-be" if zero_even > 0.7 and zero_odd < 0.05 else None


def decoded(payload: bytes) -> Decoded:
    """Text of ``payload``: by byte order mark, else UTF-8, else UTF-16 by its zeros, else Windows-1252, and says so."""
    problems: list[Problem] = []
    mark, encoding = next(((m, e) for m, e in BOMS if payload.startswith(m)), (b"", _wide_encoding(payload[:SAMPLE]) or "utf-8"))
    body = payload[len(mark) :]
    try:
        text = body.decode(encoding)
        guessed = None if mark or encoding == "utf-8" else encoding
    except UnicodeDecodeError:
        text, guessed = _fallback(body, encoding)
    if guessed:
        problems.append(_problem(ProblemKind.ENCODING_GUESSED, f"read as {guessed}: the bytes are not UTF-8"))
    text, replaced = CONTROL.subn(" ", LINE_ENDS.sub("\n", text))
    if replaced:
        problems.append(_problem(ProblemKind.CHARACTERS_REPLACED, f"{replaced} control characters became spaces"))
    return Decoded(text=text, problems=tuple(problems))


def _fallback(body: bytes, encoding: str) -> tuple[str, str]:
    """Text where the expected encoding fails. Five bytes have no meaning in Windows-1252; they become U+FFFD."""
    if encoding.startswith(("utf-16", "utf-32")):
        return body.decode(encoding, "replace"), f"{encoding}, cut off or damaged"
    return body.decode("cp1252", "replace"), "Windows-1252"


def _problem(kind: ProblemKind, message: str) -> Problem:
    return Problem(kind=kind, message=message, step="decode")


MARKDOWN = (
    (re.compile(r"^#{1,6}[ \t]+(.*?)[ \t]*#*$", re.MULTILINE), r"\1"),
    (re.compile(r"!\[([^\]\n]*)\]\([^)\n]*\)"), r"\1"),
    (re.compile(r"\[([^\]\n]+)\]\([^)\n]*\)"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"^>[ \t]?", re.MULTILINE), ""),
)


def without_markdown(text: str) -> str:
    """The words of a Markdown text: headings, links, emphasis lose their marks.

    >>> without_markdown("# Mine shut\\n\\nThe **owner** [said](http://x.invalid) so.")
    'Mine shut\\n\\nThe owner said so.'
    """
    for pattern, replacement in MARKDOWN:
        text = pattern.sub(replacement, text)
    return text

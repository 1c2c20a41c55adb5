"""Who a named source is, in the report's own words: found where the text says it, with its place; nothing where it does not."""

import pytest

from accordingto.model.document import Document
from accordingto.withindoc.annotate import annotate


def described(text: str, name: str) -> set[str]:
    found = annotate(Document(doc_id="d0", given_id="d0", text=text))
    return {span.of(text) for chain in found.chains if name in chain.name for span in chain.described}


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("Coast brigade spokesman Maj. Ilan Dorr alleged that two men fell.", "Ilan Dorr", "Coast brigade spokesman Maj."),
        ("Ada Rusk, a spokeswoman for the coast brigade, said that two men fell.", "Ada Rusk", "spokeswoman for the coast brigade"),
        ("The harbour minister, Karel Holt, said that two men fell.", "Karel Holt", "harbour minister"),
        ("Harbour Minister Karel Holt said that two men fell. Holt added that it rained.", "Karel Holt", "Harbour Minister"),
    ],
)
def test_a_role_beside_a_name_says_who_it_is(text: str, name: str, words: str) -> None:
    assert described(text, name) == {words}


@pytest.mark.parametrize(
    "text",
    [
        "Karel Holt said that two men fell.",
        "Mr. Karel Holt said that two men fell.",
        "A harbour minister said that two men fell. The mayor is Karel Holt.",
    ],
)
def test_a_name_alone_is_not_described(text: str) -> None:
    assert "minister" not in " ".join(described(text, "Karel Holt"))
    assert "Mr." not in described(text, "Karel Holt")

"""Titles before names, and the pronoun that some go with.

In: nothing. Out: two tables. Roles that can stand without a name are in `source_nouns.tsv`; these are the words that only lead up to one.

"Dr. Mina Ro" and "Deputy Prime Minister Karel Holt" begin with titles.
"""

TITLES = frozenset((
    "mr", "mrs", "ms", "miss", "dr", "prof", "sir", "dame", "lord", "lady", "gen", "maj", "col", "lt", "capt", "sgt", "cpl",
    "sen", "rep", "gov", "rev", "hon", "fr", "st", "brig", "cmdr", "adm", "pvt", "supt", "insp", "president", "minister", "king",
    "queen", "prince", "princess", "pope", "sheikh", "imam", "father", "sister", "brother", "mother", "saint", "vice", "prime",
    "deputy", "foreign", "interior", "former", "ex", "then", "acting", "chief", "first", "secretary", "attorney", "general",
    "professor", "doctor", "judge", "justice", "senator", "governor", "mayor", "speaker",
))  # fmt: skip
HONORIFICS = frozenset(("mr", "mrs", "ms", "miss", "dr", "sir", "dame", "lord", "lady"))
"""Forms of address: they do not say what somebody does."""
HONORIFIC_GENDER = {
    "mr": "m", "sir": "m", "lord": "m", "king": "m", "prince": "m", "father": "m",
    "mrs": "f", "ms": "f", "miss": "f", "dame": "f", "lady": "f", "queen": "f", "princess": "f",
}  # fmt: skip

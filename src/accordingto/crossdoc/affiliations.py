"""Affiliations: which named person speaks for which body.

In: documents and entities. Out: person entity -> the words of the bodies that the texts tie it to ("a spokesman for the ministry", "who
heads the
town's police", "the ministry's spokesman, X"). `accounts` takes the two for one claimant of an event where the body is a claimant there
too.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from accordingto.crossdoc.names import body_words, key_words
from accordingto.model.evidence import Span
from accordingto.model.found import AnnotatedDocument, Chain
from accordingto.model.kinds import ChainKind
from accordingto.model.linked import Entity, Ref

BODY = r"(?:the |a |an )?(?P<body>[\w’' -]{3,60}?)"
SPOKESPERSON = r"(?:chief |senior |deputy )?spokes(?:man|woman|person)"
HEAD = (
    r"(?:chief|chair|head|director|commander|chairman|chairwoman|president|leader|secretary|(?:chief )?physician|coordinator"
    r"|(?:duty |press )?officer|manager|speaker)"
)
OFFICER = (
    r"(?:commander|captain|colonel|general|major|lieutenant|inspector|superintendent|chief|director|officer|physician|doctor|surgeon"
    r"|coordinator|secretary|manager)"
)
PATTERNS = tuple(
    re.compile(p, re.IGNORECASE)
    for p in (
        rf"\b{SPOKESPERSON} (?:for|of) {BODY}(?=[,.;:]|\s+(?:said|told|added)|$)",
        rf"\b{BODY}(?:['’]s)? {SPOKESPERSON}\b",
        rf"\bwho (?:leads|heads|commands|runs|speaks for|is in charge of) {BODY}(?=[,.;:]|$)",
        rf"\b{HEAD} of {BODY}(?=[,.;:]|$)",
        rf"\b(?P<body>police|fire|army|navy|port|hospital|union|party) {HEAD}\b",
        rf"(?:^|[.,;:] )(?:the )?(?-i:(?P<body>[A-Za-z][\w’'-]+(?: [a-z][\w’'-]+){{0,3}})) {HEAD},? (?-i:[A-Z])",
        rf"\b{BODY}['’]s {HEAD}\b",
        rf"\b{OFFICER} [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)* of (?-i:the )(?P<body>[\w’' -]{{3,60}}?)(?=[,.;:]|\s+(?:said|told|added|put)|$)",
        r"\bspeaking for (?:the )?(?P<body>[\w’' -]{3,60}?)(?=[,.;:]|$)",
    )
)
MINISTERS = (
    r"\b(?P<body>[A-Za-z-]{{4,}}) [Mm]inister,?(?: [A-Z][\w’'.-]+){{0,2}} {last}\b",
    r"\b[Mm]inister (?:of|for) (?P<body>[A-Za-z][\w -]{{2,40}}?),?(?: [A-Z][\w’'.-]+){{0,2}} {last}\b",
    r"{last}, (?:the |its |a )?(?:deputy |junior |former )?(?P<body>[A-Za-z-]{{4,}}) [Mm]inister\b",
    r"{last}, (?:the |a )?(?:deputy |junior |former )?[Mm]inister (?:of|for) (?P<body>[A-Za-z][\w -]{{2,40}}?)(?=[,.;:]|$)",
)
"""A minister beside his own name: his ministry is what he is minister of."""
RANKS = frozenset("prime deputy former junior first state senior acting interim".split())
"""What stands before "minister" and names no ministry."""
SORTS = frozenset(
    """agency office service department ministry authority administration bureau directorate board force command commission council
    committee corps branch brigade""".split()
)
"""What a body may be beyond what it cares for: the "civil protection chief" is head of the civil protection agency, or service."""
AROUND = 70
"""Characters on either side of a mention that may tell the affiliation: an apposition stands close by."""


def affiliations_of(found: Sequence[AnnotatedDocument], entities: Sequence[Entity]) -> Mapping[str, tuple[frozenset[str], ...]]:
    """Words of the bodies that each named person is tied to, by entity id."""
    people = {r: e.id for e in entities if e.named and e.kind is ChainKind.PERSON for r in e.chains}
    out: defaultdict[str, set[frozenset[str]]] = defaultdict(set)
    for f in found:
        text = f.document.text
        for chain in f.chains:
            person = people.get(Ref(f.document.doc_id, chain.id))
            if person is None:
                continue
            own = frozenset(key_words(chain.name))
            for mention in chain.mentions:
                if key_words(mention.of(text))[-1] not in own:
                    continue  # a pronoun's neighbours tell nothing of it
                for words in bodies_near(text, mention):
                    out[person].add(words - own)
                spoken_for = _body_spoken_for(f, mention)
                if spoken_for is not None:
                    out[person].add(frozenset(body_words(spoken_for.name)) - own)
    return {person: tuple(sorted(bodies, key=sorted)) for person, bodies in out.items()}


OF_IT = re.compile(rf"\b(?:its|their)(?: [a-z-]+)? (?:{HEAD}|{SPOKESPERSON}),? $", re.IGNORECASE)
"""What stands before the name of who speaks for a body that was named before: "its secretary, Mira Tolle"."""
BEFORE_NAME = 40


def _body_spoken_for(found: AnnotatedDocument, mention: Span) -> Chain | None:
    """The body that "its secretary, X" is of: the one that was last said to have said something."""
    text = found.document.text
    end = mention.start
    name = re.search(r"(?:[A-Z][\w’'-]+ )*[A-Z][\w’'-]+,?$", mention.of(text))
    if name is not None:
        end = mention.start + name.start()
    if OF_IT.search(text[max(0, end - BEFORE_NAME) : end]) is None:
        return None
    bodies = {c.id: c for c in found.chains if c.kind in (ChainKind.ORGANIZATION, ChainKind.GROUP)}
    told = [(s.start, a.chain) for a in found.attributions for s in a.source if a.chain in bodies and s.end <= mention.start]
    return bodies[max(told)[1] or ""] if told else None


def bodies_near(text: str, mention: Span) -> list[frozenset[str]]:
    """Bodies named beside a mention, in its own sentence.

    >>> [sorted(b) for b in bodies_near("Mira Toll, who heads the town's fire brigade, said so.", Span(0, 9))]
    [['brigade', 'fire', 'town']]
    """
    start = max(0, mention.start - AROUND)
    before = text[start : mention.start]
    cut = max(before.rfind(". "), before.rfind("\n"), before.rfind("” "))
    begin = start + cut + 1 if cut >= 0 else start
    end = next((m.start() for m in re.finditer(r"[.!?](?:\s|$)|\n", text[mention.end : mention.end + AROUND])), AROUND) + mention.end
    beside = text[begin:end]
    found = [m["body"] for p in PATTERNS for m in p.finditer(beside)]
    last = re.escape(mention.of(text).split()[-1])
    found += [m["body"] for p in MINISTERS for m in re.finditer(p.format(last=last), beside) if m["body"].lower() not in RANKS]
    return [frozenset(body_words(body)) for body in found if body.strip()]


def speaks_for(bodies: Sequence[frozenset[str]], name: str, company: frozenset[str]) -> bool:
    """Whether one of ``bodies`` is the body called ``name``.

    What ``name`` says beyond the body ("the Lannis police" for a "police chief") must stand in the reports that name the person
    (``company``): the police of another town are others.
    """
    wanted = frozenset(body_words(name))
    beyond = company | SORTS
    return any(b and ((b <= wanted and wanted - b <= beyond and b - SORTS) or wanted <= b) for b in bodies)


def company_of(found: Sequence[AnnotatedDocument], entities: Sequence[Entity]) -> Mapping[str, frozenset[str]]:
    """Words of all names in the reports that name a person, by entity id."""
    names = {f.document.doc_id: _name_words(f) for f in found}
    return {e.id: frozenset(w for r in e.chains for w in names[r.doc_id]) for e in entities if e.named and e.kind is ChainKind.PERSON}


def _name_words(found: AnnotatedDocument) -> frozenset[str]:
    told = [c.name for c in found.chains] + [p.name for p in found.places]
    return frozenset(w for name in told for w in key_words(name))


TITLE = re.compile(
    r"\b(governor|mayor|president|premier|minister|king|queen|chancellor|commissioner|sheriff|harbour master|harbor master|coroner"
    r"|prosecutor|judge|captain|owner|director|manager|principal|bishop|imam|ambassador|driver)\b",
    re.IGNORECASE,
)
"""Offices of which a place or a ship has one."""


def titles_of(found: Sequence[AnnotatedDocument], entities: Sequence[Entity]) -> Mapping[str, frozenset[str]]:
    """Offices that the texts give a named person, right before the name or right after it, by entity id."""
    people = {r: e.id for e in entities if e.named and e.kind is ChainKind.PERSON for r in e.chains}
    out: defaultdict[str, set[str]] = defaultdict(set)
    for f in found:
        text = f.document.text
        for chain in f.chains:
            person = people.get(Ref(f.document.doc_id, chain.id))
            if person is None:
                continue
            for mention in chain.mentions:
                if key_words(mention.of(text))[-1] != key_words(chain.name)[-1]:
                    continue
                after = text[mention.end : mention.end + 30]
                before = text[max(0, mention.start - 25) : mention.start].rpartition(".")[2]
                beside = f"{before} {mention.of(text)} {after if after[:1] == ',' else ''}"
                out[person] |= {t.lower() for t in TITLE.findall(beside)}
    return {person: frozenset(titles) for person, titles in out.items()}

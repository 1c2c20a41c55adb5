"""A record as large as asked, of invented rows, written through the store: what the pages are timed on.

    python benchmarks/large_record.py 100000 large.db

In: how many reports. Out: a record with reports, findings, events, accounts, verdicts, echoes, roughly in the proportions of real ones;
the same number gives the same record. Nothing is annotated: a report's text is made together with its findings. No name in it exists.
"""

import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from accordingto.model.document import Document, Problem, Region
from accordingto.model.evidence import Because, Span
from accordingto.model.found import AnnotatedDocument, Attribution, Chain, Claim, EventMention, Mention, Place
from accordingto.model.ids import document_of
from accordingto.model.kinds import (
    ChainKind,
    EventType,
    Factuality,
    MentionKind,
    Mode,
    PlacePrecision,
    PlaceRole,
    ProblemKind,
    RegionKind,
    Slot,
    SourceKind,
    Stance,
    VerdictKind,
)
from accordingto.model.linked import Account, Echo, Entity, Event, Linked, Passage, Ref, Verdict
from accordingto.store.echoes import mark_linked, replace_echoes
from accordingto.store.links import save_links
from accordingto.store.record import Record
from accordingto.store.save import save_document

BECAUSE = Because(rule="benchmark", confidence=0.9)
CUES = {Stance.STATES: "said", Stance.CONFIRMS: "confirmed", Stance.DENIES: "denied", Stance.ALLEGES: "claimed"}
STANCES = (Stance.STATES, Stance.STATES, Stance.STATES, *CUES)
WORDS = {
    EventType.ASSAULT: "attack",
    EventType.PROTEST: "march",
    EventType.ACCIDENT: "crash",
    EventType.DISASTER: "flood",
    EventType.COERCE: "raid",
}
SYLLABLES = "ba ka lo mi ren tor ves dal fen gor hul jan kel mar nor pel sar tul ver zan".split()
REPORTS_AN_EVENT, STATEMENTS = 4, 6
BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """An invented event: where, when, what, and how many reports tell of it."""

    number: int
    place: str
    point: tuple[float, float]
    day: date
    type: EventType
    size: int


def name_of(chance: random.Random, parts: int) -> str:
    """An invented name."""
    return "".join(chance.choice(SYLLABLES) for _ in range(parts)).capitalize()


def speakers() -> tuple[str, ...]:
    """Who speaks: the first ones often, descriptions in small letters."""
    chance = random.Random(7)  # noqa: S311
    described = [
        f"{kind} {office}" for office in ("official", "source", "officer", "witness") for kind in ("security", "police", "army", "local")
    ]
    return (*described, *(f"{name_of(chance, 2)} {name_of(chance, 3)}" for _ in range(30_000)))


def stories(reports: int) -> Iterator[Story]:
    """Events until they have as many reports as asked, most of them small."""
    chance, number, told = random.Random(20310514), 0, 0  # noqa: S311
    places = [(name_of(chance, 3), (round(chance.uniform(-40, 65), 3), round(chance.uniform(-120, 150), 3))) for _ in range(2000)]
    while told < reports:
        size = min(reports - told, 1 + int(chance.expovariate(1 / REPORTS_AN_EVENT)))
        place, point = places[int(chance.paretovariate(0.8)) % len(places)]
        day = date(2021, 1, 1) + timedelta(days=chance.randrange(3650))
        yield Story(number=number, place=place, point=point, day=day, type=chance.choice(tuple(WORDS)), size=size)
        number, told = number + 1, told + size


class Writer:
    """Text that grows, and the spans of what is added."""

    def __init__(self) -> None:
        self.text = ""

    def add(self, words: str) -> Span:
        """Add words; their span."""
        start = len(self.text)
        self.text += words
        return Span(start, len(self.text))


def report_of(story: Story, number: int, names: Sequence[str]) -> AnnotatedDocument:
    """One report of a story: a lead in the outlet's voice, then who says how many."""
    chance = random.Random(story.number * 1000 + number)  # noqa: S311
    writer, word = Writer(), WORDS[story.type]
    writer.add("A ")
    trigger = writer.add(word)
    writer.add(" took place in ")
    where = writer.add(story.place)
    writer.add(f" on {story.day:%A}. ")
    said, claims = [], [_claim(1, Slot.PLACE, story.place, where, None, refers_to="p1")]
    for n in range(1, STATEMENTS + 1):
        attribution, claim = _statement(writer, n, story, chance, names)
        said.append(attribution)
        claims.append(claim)
    mention = EventMention(
        id="e1",
        trigger=trigger,
        type=story.type,
        mode=None,
        incident="i1",
        according_to=None,
        factuality=Factuality.CERTAIN_YES,
        because=BECAUSE,
    )
    return AnnotatedDocument(
        document=_document(story, number, writer.text, chance),
        regions=(Region(span=Span(0, len(writer.text)), kind=RegionKind.BODY),),
        chains=tuple(_chain(a) for a in said),
        mentions=tuple(Mention(id=f"m{a.id[1:]}", span=a.source[0], kind=MentionKind.NAME, chain=a.chain, because=BECAUSE) for a in said),
        attributions=tuple(said),
        places=(_place(story, where),),
        event_mentions=(mention,),
        claims=tuple(claims),
        problems=(Problem(kind=ProblemKind.NO_DATE, message="no date of publication", step="details"),) if chance.random() < 0.3 else (),
    )


def _document(story: Story, number: int, text: str, chance: random.Random) -> Document:
    outlet = f"{name_of(random.Random(int(chance.paretovariate(0.7)) % 300), 2)} Courier"  # noqa: S311
    title = f"{WORDS[story.type].capitalize()} in {story.place}, report {number}"
    url = f"https://news.example/{story.number}/{number}"
    return document_of(text, published=story.day + timedelta(days=number % 5), title=title, outlet=outlet, url=url, address=url)


def _statement(writer: Writer, n: int, story: Story, chance: random.Random, names: Sequence[str]) -> tuple[Attribution, Claim]:
    """A sentence in which somebody says how many; what it adds to the findings."""
    who = names[int(chance.paretovariate(0.5)) % len(names)]
    stance, low, slot = chance.choice(STANCES), chance.randrange(1, 60), (Slot.KILLED, Slot.INJURED)[n % 2]
    source = writer.add(who)
    writer.add(" ")
    cue = writer.add(CUES[stance])
    writer.add(" that ")
    begin = len(writer.text)
    value = writer.add(f"{low} people")
    writer.add(f" had been {slot.value} in the {WORDS[story.type]} and that the road to {story.place} would stay closed for {low + n} days")
    content = Span(begin, len(writer.text))
    writer.add(". ")
    kind = SourceKind.UNNAMED if who.islower() else SourceKind.PERSON
    attribution = Attribution(
        id=f"a{n}",
        source=(source,),
        cue=(cue,),
        content=(content,),
        mode=Mode.INDIRECT,
        stance=stance,
        chain=f"n{n}",
        source_name=who,
        source_kind=kind,
        medium="Vale Wire" if n == 1 else None,
        via=(),
        inside=None,
        because=BECAUSE,
    )
    return attribution, _claim(n + 1, slot, f"{low} people", value, f"a{n}", low=low)


def _claim(n: int, slot: Slot, value: str, words: Span, by: str | None, *, low: int | None = None, refers_to: str | None = None) -> Claim:
    return Claim(
        id=f"c{n}",
        mention="e1",
        slot=slot,
        value=value,
        words=(words,),
        according_to=by,
        low=low,
        high=low,
        refers_to=refers_to,
        because=BECAUSE,
    )


def _chain(a: Attribution) -> Chain:
    named = a.source_kind is SourceKind.PERSON
    return Chain(id=a.chain or "", kind=ChainKind.PERSON, name=a.source_name or "", named=named, mentions=a.source, because=BECAUSE)


def _place(story: Story, where: Span) -> Place:
    lat, lon = story.point
    return Place(
        id="p1",
        span=where,
        name=story.place,
        role=PlaceRole.LITERAL,
        geonameid=story.number % 2000 + 1,
        contained_in=None,
        lat=lat,
        lon=lon,
        country="XX",
        precision=PlacePrecision.POPULATED_PLACE,
        candidates=(),
        because=BECAUSE,
    )


# ---- across reports


@dataclass(slots=True)
class Links:
    """What is gathered while reports are written."""

    entities: dict[str, list[Ref]]
    events: list[Event]
    accounts: list[Account]
    verdicts: list[Verdict]
    echoes: list[Echo]

    def add(self, story: Story, told: Sequence[AnnotatedDocument]) -> None:
        """The links of one story."""
        event = f"{told[0].document.doc_id}.e1"
        mentions = tuple(Ref(f.document.doc_id, "e1") for f in told)
        label = f"{WORDS[story.type]}: {story.place}"
        self.events.append(Event(
            id=event, type=story.type, mode=None, label=label, earliest=story.day, latest=story.day, place=story.place, mentions=mentions
        ))  # fmt: skip
        tolls: dict[Slot, set[int]] = {}
        for found in told:
            for claim, a in zip(found.claims[1:], found.attributions, strict=True):
                self.accounts.append(_account(event, found, claim, a))
                tolls.setdefault(claim.slot, set()).add(claim.low or 0)
                if a.source_kind is SourceKind.PERSON:
                    self.entities.setdefault(a.source_name or "", []).append(Ref(found.document.doc_id, a.chain or ""))
        for slot, figures in tolls.items():
            verdict = VerdictKind.CONFLICT if len(figures) > 1 and story.number % 3 == 0 else VerdictKind.NOT_COMPARABLE
            self.verdicts.append(
                Verdict(event=event, slot=slot, verdict=verdict, claimants=3 * len(told), origins=2 * len(told), carriers=len(told))
            )
        if len(told) > 1:
            passages = tuple(Passage(f.document.doc_id, f.attributions[0].content[0]) for f in told[:2])
            self.echoes.append(Echo(id=f"k{story.number}", passages=passages, origin=told[0].document.doc_id, why="the same words"))

    def linked(self) -> Linked:
        """All of it."""
        entities = [
            Entity(id=f"x{n}", kind=ChainKind.PERSON, name=name, named=True, chains=tuple(r))
            for n, (name, r) in enumerate(self.entities.items())
        ]
        return Linked(
            echoes=tuple(self.echoes),
            entities=tuple(entities),
            events=tuple(self.events),
            accounts=tuple(self.accounts),
            verdicts=tuple(self.verdicts),
        )


def _account(event: str, found: AnnotatedDocument, claim: Claim, a: Attribution) -> Account:
    doc_id = found.document.doc_id
    return Account(
        id=f"{doc_id}.{claim.id}",
        event=event,
        claimant=None,
        claimant_name=a.source_name or "",
        own_voice=False,
        slot=claim.slot,
        value=claim.value,
        low=claim.low,
        high=claim.high,
        who="people",
        earliest=None,
        latest=None,
        stance=a.stance,
        current=True,
        said=found.document.published,
        via=(),
        carriers=(doc_id,),
        evidence=(Passage(doc_id, claim.words[0]),),
        claims=(Ref(doc_id, claim.id),),
        origin=f"{doc_id}.{a.id}",
    )


def write(path: Path, reports: int) -> None:
    """Write the record. Raises RecordError where it cannot."""
    names, links = speakers(), Links({}, [], [], [], [])
    with Record(path, write=True) as record:
        waiting: list[AnnotatedDocument] = []
        for story in stories(reports):
            told = [report_of(story, number, names) for number in range(story.size)]
            links.add(story, told)
            waiting += told
            if len(waiting) >= BATCH:
                _save(record, waiting)
                waiting = []
        _save(record, waiting)
        with record.transaction() as connection:
            for echo in links.echoes:
                replace_echoes(connection, echo.passages[1].doc_id, [echo])
            save_links(connection, links.linked())
            mark_linked(connection, "benchmark")


def _save(record: Record, found: Sequence[AnnotatedDocument]) -> None:
    with record.transaction() as connection:
        for one in found:
            save_document(connection, one, "benchmark")


if __name__ == "__main__":
    write(Path(sys.argv[2]), int(sys.argv[1]))

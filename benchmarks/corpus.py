"""Invented reports in any number, with known copies and known events, as they stand after annotation.

In: how many, a seed. Out: annotated documents in the order of their days, each with the reports that it was copied from. Words, places,
people and outlets are made of syllables. As in real news, the number of names grows more slowly than that of the reports (Heaps, 1978),
reports of one event come within days, and a part of them copies an earlier one: cut, reworded, with its sentences moved, or two in one.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from accordingto.model.evidence import Because, Precision, Span
from accordingto.model.found import AnnotatedDocument, Attribution, Chain, Claim, EventMention
from accordingto.model.ids import document_of
from accordingto.model.kinds import ChainKind, EventType, Factuality, Mode, Slot, SourceKind, Stance
from accordingto.withindoc.fingerprints import fingerprints_of

REPORTS_A_DAY = 40
COPIES, MERGED, NOTICES = 0.35, 0.05, 0.3
"""Shares of the reports: copies of one, put together from two, with a notice of the outlet at the end."""
COPIED_WITHIN = 60
"""Reports back from which one is copied: a day and a half."""
OUTLETS = 40
BECAUSE = Because(rule="given")
TRIGGERS = (("bombing", EventType.ASSAULT), ("raid", EventType.ASSAULT), ("protest", EventType.PROTEST), ("landslide", EventType.DISASTER))
GLUE = "the of and a in to was on that by for with at from as it were had".split()


@dataclass(frozen=True, slots=True)
class Made:
    """An invented report, and the doc_ids of the reports that it was copied from."""

    found: AnnotatedDocument
    copied_from: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What a report is made of: its event's words, then its other sentences."""

    event: tuple[str, str, str, str, int]  # trigger, place, source, role, killed
    sentences: tuple[str, ...]
    doc_id: str


def corpus(size: int, seed: int = 1) -> Iterator[Made]:
    """``size`` reports, the same for one seed."""
    rng = random.Random(seed)  # noqa: S311  # invented texts, no secrets
    words = Words(rng, size)
    recent: list[Told] = []
    for n in range(size):
        day = date(2031, 1, 1) + timedelta(days=n // REPORTS_A_DAY)
        outlet = words.outlets[rng.randrange(OUTLETS)]
        chance = rng.random()
        sources: tuple[str, ...] = ()
        if recent and chance < COPIES:
            source = rng.choice(recent)
            told, sources = reworded(source, rng, words), (source.doc_id,)
        elif len(recent) > 1 and chance < COPIES + MERGED:
            one, other = rng.sample(recent, 2)
            told, sources = Told(one.event, (*one.sentences, *other.sentences), ""), (one.doc_id, other.doc_id)
        else:
            told = original(rng, words)
        notice = words.notices[outlet] if rng.random() < NOTICES else ""
        found = annotated(told, n, day, (outlet, notice), rng)
        recent = [*recent[-COPIED_WITHIN:], Told(told.event, told.sentences, found.document.doc_id)]
        yield Made(found, sources)


class Words:
    """The vocabulary of a corpus."""

    def __init__(self, rng: random.Random, size: int) -> None:
        self.names = [self._word(rng).capitalize() for _ in range(int(60 + 6 * size**0.7))]
        self.common = [self._word(rng) for _ in range(8_000)]
        self.weights = list(accumulate(1 / (rank + 3) for rank in range(len(self.common))))
        self.outlets = [f"The {self._word(rng).capitalize()} {rng.choice(('Wire', 'Courier', 'Tide', 'Post'))} {n}" for n in range(OUTLETS)]
        self.notices = {o: f"{self.sentence(rng)} {self.sentence(rng)}" for o in self.outlets}

    @staticmethod
    def _word(rng: random.Random) -> str:
        return "".join(rng.choice("bdfgklmnprstvz") + rng.choice("aeiou") for _ in range(rng.randint(2, 4)))

    def sentence(self, rng: random.Random) -> str:
        """A sentence of 10 to 20 words."""
        drawn = rng.choices(self.common, cum_weights=self.weights, k=rng.randint(6, 12))
        out: list[str] = []
        for word in drawn:
            out += [word, rng.choice(GLUE)] if rng.random() < 0.6 else [word]
        return " ".join(out).capitalize() + "."


def original(rng: random.Random, words: Words) -> Told:
    """A report of its own."""
    trigger, _ = rng.choice(TRIGGERS)
    place, name, first = (rng.choice(words.names) for _ in range(3))
    event = (trigger, place, f"{first} {name}", rng.choice(("police chief", "mayor", "spokesman")), rng.randint(2, 60))
    return Told(event, tuple(words.sentence(rng) for _ in range(rng.randint(6, 12))), "")


def reworded(source: Told, rng: random.Random, words: Words) -> Told:
    """A copy: cut at the end, a few words changed, sometimes with two sentences in another order."""
    kept = list(source.sentences[: max(4, int(len(source.sentences) * rng.uniform(0.5, 1.1)))])
    kept = [" ".join(rng.choice(words.common) if rng.random() < 0.06 else w for w in s[:-1].split()) + "." for s in kept]
    if rng.random() < 0.3:
        kept[0], kept[1] = kept[1], kept[0]
    return Told(source.event, tuple(kept), "")


def annotated(told: Told, n: int, day: date, by: tuple[str, str], rng: random.Random) -> AnnotatedDocument:
    """The report with what annotation finds in its first sentence; ``by``: outlet, and notice at the end."""
    trigger, place, source, role, killed = told.event
    outlet, notice = by
    opening = rng.choice(("A", "The deadly", "Another", "A second"))
    lede = f"{opening} {trigger} in {place} killed {killed} people, {source}, the {role}, said on {day:%A}."
    text = "\n".join(filter(None, (lede, *told.sentences, notice)))
    document = document_of(text, given_id=f"r{n}", address=f"r{n}", outlet=outlet, published=day)

    def span(words: str) -> Span:
        return Span(lede.index(words), lede.index(words) + len(words))

    kind = next(k for t, k in TRIGGERS if t == trigger)
    mention = EventMention(
        id="e1",
        trigger=span(trigger),
        type=kind,
        mode=None,
        incident="i1",
        according_to="a1",
        factuality=Factuality.CERTAIN_YES,
        because=BECAUSE,
    )
    return AnnotatedDocument(
        document=document,
        sentences=(Span(0, len(lede)),),
        chains=(
            Chain(id="n1", kind=ChainKind.PERSON, name=source, named=True, mentions=(span(source),), because=BECAUSE),
            Chain(id="n2", kind=ChainKind.PLACE, name=place, named=True, mentions=(span(place),), because=BECAUSE),
        ),
        attributions=(_attribution(source, span(source), span("said"), Span(0, lede.index(",")), "n1"),),
        event_mentions=(mention,),
        claims=tuple(_claims(killed, place, day, span)),
        fingerprints=fingerprints_of(text),
    )


def _attribution(name: str, source: Span, cue: Span, content: Span, chain: str) -> Attribution:
    return Attribution(
        id="a1",
        source=(source,),
        cue=(cue,),
        content=(content,),
        mode=Mode.INDIRECT,
        stance=Stance.STATES,
        chain=chain,
        source_name=name,
        source_kind=SourceKind.PERSON,
        medium=None,
        via=(),
        inside=None,
        because=BECAUSE,
    )


def _claims(killed: int, place: str, day: date, span: Callable[[str], Span]) -> Iterator[Claim]:
    yield Claim(
        id="c1", mention="e1", slot=Slot.KILLED, value=f"{killed} people", words=(span(str(killed)),), according_to="a1", low=killed,
        high=killed, because=BECAUSE,
    )  # fmt: skip
    told = Because(rule="event_places.phrase")
    yield Claim(id="c2", mention="e1", slot=Slot.PLACE, value=place, words=(span(place),), according_to="a1", because=told)
    when = Because(rule="event_dates.governed")
    yield Claim(
        id="c3", mention="e1", slot=Slot.DATE, value=day.isoformat(), words=(span(f"{day:%A}"),), according_to="a1", earliest=day,
        latest=day, precision=Precision.EXACT, because=when,
    )  # fmt: skip

"""Chains: which mentions are one thing in this document.

In: the nominals of `mentions`. Out: `notes.chains` with the fullest name or description, and each mention's chain. Names join by
surname, "al-X" and initials; roles by the nouns that the text gives a name ("the minister"); pronouns by gender, number and
recency. Unnamed sources join only where the text does it ("the source"). It does not look at other documents.

"Karel Holt spoke. Holt said …, the minister added" is one chain "Karel Holt" if the text calls him a minister.
"""

from spacy.tokens import Doc

from accordingto.model.evidence import Because
from accordingto.model.found import Chain, Mention
from accordingto.model.kinds import MentionKind
from accordingto.withindoc.chain_building import Draft, key_of, same_name
from accordingto.withindoc.mentions import Nominal, nominals_of
from accordingto.withindoc.notes import notes_of
from accordingto.withindoc.words import kind_of_noun, neutral, noun_row

NAMING = frozenset(("nickname", "know", "call", "dub", "name", "title"))
GENERIC = frozenset(
    [
        "group",
        "company",
        "firm",
        "agency",
        "organisation",
        "organization",
        "body",
        "party",
        "movement",
        "newspaper",
        "paper",
        "team",
        "club",
    ]
)
PRONOUN_REACH = 6
"""Sentences back in which a pronoun's person is sought."""
LEAD_REACH = 3
"""Sentences after "a senior commander said" in which a bare name may turn out to be him."""
NEVER_NAMED = frozenset(
    [
        "source",
        "witness",
        "eyewitness",
        "resident",
        "official",
        "insider",
        "someone",
        "somebody",
        "person",
        "neighbour",
        "neighbor",
        "passer-by",
    ]
)


def find_chains(doc: Doc) -> Doc:
    """Fill ``notes.chains`` and give every mention its chain."""
    notes = notes_of(doc)
    drafts = _Grouping(doc).run(nominals_of(doc))
    numbered = [(f"n{n}", draft) for n, draft in enumerate(drafts, 1)]
    notes.chains = [_chain(name, draft) for name, draft in numbered]
    owner = {nominal: name for name, draft in numbered for nominal in draft.mentions}
    notes.mentions = [
        Mention(
            id=f"m{n}",
            span=nominal.span,
            kind=nominal.kind,
            chain=owner.get(nominal),
            because=Because(rule=f"mentions.{nominal.kind.value}"),
        )
        for n, nominal in enumerate(sorted(owner, key=lambda m: (m.span.start, m.span.end)), 1)
    ]
    return doc


def _chain(name: str, draft: Draft) -> Chain:
    spans = tuple(sorted({n.span for n in draft.mentions}))
    return Chain(
        id=name,
        kind=draft.kind(),
        name=neutral(draft.name()),
        named=draft.is_named,
        mentions=spans,
        because=Because(rule="chains", detail=draft.why),
    )


class _Grouping:
    """Reads the mentions once, from left to right; a name that comes later may still join what stood before it."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.drafts: list[Draft] = []
        self.sentence = [0] * len(doc)
        number = -1
        for token in doc:
            number += token.is_sent_start is True or token.i == 0
            self.sentence[token.i] = number

    def run(self, nominals: list[Nominal]) -> list[Draft]:
        """Group them all."""
        waiting: list[Nominal] = []
        for nominal in nominals:  # names first: a headline's "Holt" is the "Karel Holt" of the text
            if nominal.name is not None:
                self._place_name(nominal)
            else:
                waiting.append(nominal)
        for nominal in waiting:
            if nominal.kind is MentionKind.PRONOUN:
                self._place_pronoun(nominal)
            else:
                self._place_role(nominal)
        return sorted((d for d in self.drafts if d.mentions), key=lambda d: d.mentions[0].first)

    def _place_name(self, nominal: Nominal) -> None:
        key = key_of(nominal.name_words())
        called = self._called(nominal)
        if called is not None:
            called.add_alias(nominal)
            return
        fitting = [d for d in self.drafts if d.agrees(nominal) and any(same_name(key, other, person=d.may_be_person()) for other in d.keys)]
        if fitting:
            exact = [d for d in fitting if key in d.keys]
            best = max(exact or fitting, key=lambda d: (len(d.mentions), -self._distance(d, nominal)))
            best.add(nominal)
            return
        self.drafts.append(Draft.of(nominal))

    def _called(self, nominal: Nominal) -> Draft | None:
        """Of an alias, who bears it: "Suri Dahl, nicknamed the Gazelle", "the Popular Front (PFO)"; or a later mention by the alias."""
        verb = nominal.head.head if nominal.head.head.pos_ in ("VERB", "ADP") else nominal.head
        while verb.pos_ == "ADP" and verb.head.i != verb.i:
            verb = verb.head
        bearer = verb.head if verb.dep_ in ("acl", "relcl") and verb.lemma_.lower() in NAMING else None
        for draft in self.drafts:
            if bearer is not None and any(m.name and m.name[0] <= bearer.i <= m.name[1] for m in draft.mentions):
                return draft
            key = key_of(nominal.name_words())
            if any(key == alias[: len(key)] for alias in draft.aliases):
                return draft
        return None

    def _place_role(self, nominal: Nominal) -> None:
        named = self._apposed(nominal)
        if named is not None:
            named.add(nominal)
            return
        if not nominal.indefinite and (nominal.definite or not nominal.plural):
            known = self._known_role(nominal)
            if known is not None:
                known.add(nominal)
                return
        if nominal.indefinite and not nominal.plural:
            later = self._named_later(nominal)
            if later is not None:
                later.add(nominal)
                return
        self.drafts.append(Draft.of(nominal))

    def _apposed(self, nominal: Nominal) -> Draft | None:
        """As in "the owner, Willem Trask", "Willem Trask, the owner", "Orla Venn is the minister"."""
        head = nominal.head
        linked = [c for c in head.children if c.dep_ == "appos"]
        if head.dep_ == "appos":
            linked.append(head.head)
        if head.dep_ == "attr" and head.head.lemma_ in ("be", "become"):
            linked += [c for c in head.head.children if c.dep_ == "nsubj"]
        for other in linked:
            for draft in self.drafts:
                if any(m.name and m.name[0] <= other.i <= m.name[1] for m in draft.mentions) and draft.suits(nominal):
                    return draft
        return self._after_comma(nominal)

    def _after_comma(self, nominal: Nominal) -> Draft | None:
        """As in "Its spokeswoman in the south, Tilda Roon, put …", where the parser sees no apposition."""
        end = nominal.head.right_edge.i
        for draft in self.drafts:
            for mention in draft.mentions:
                if (
                    mention.name is None
                    or mention.title
                    or mention.first - 2 not in (nominal.last, end, end - 1)
                    or self.doc[mention.first - 1].text != ","
                ):
                    continue
                after = self.doc[mention.last + 1] if mention.last + 1 < len(self.doc) else None
                closed = after is not None and (after.text in (",", ".", ":") or after.pos_ in ("VERB", "AUX"))
                if (
                    closed
                    and draft.may_be_person()
                    and kind_of_noun(nominal.head) in ("person", "unnamed", "spokesperson")
                    and not nominal.plural
                ):
                    return draft
        return None

    def _known_role(self, nominal: Nominal) -> Draft | None:
        """The latest chain that the text has called so."""
        before = [d for d in self.drafts if d.first_at() < nominal.first]
        lemma = nominal.head.lemma_.lower()
        fitting = [d for d in before if d.has_role(lemma, nominal)]
        if not fitting and lemma in GENERIC and nominal.definite:
            near = [d for d in before if d.may_be_organization() and self._distance(d, nominal) <= 2 and not d.described_only(lemma)]
            fitting = near if len(near) == 1 else []
        if not fitting and (nominal.head.lower_.endswith("-year-old") or nominal.head.lower_ == "old"):
            fitting = [d for d in before if d.may_be_person() and d.is_named and self._distance(d, nominal) <= 2]
        if not fitting and lemma in ("man", "woman", "lady") and nominal.definite:
            fitting = [d for d in before if d.may_be_person() and d.gender in ("", nominal.gender) and self._distance(d, nominal) <= 2]
        return max(fitting, key=lambda d: d.last_before(nominal.first), default=None)

    def _named_later(self, nominal: Nominal) -> Draft | None:
        """As in "A senior commander of X said …", and in the next sentences a bare name speaks that nothing else introduces."""
        if kind_of_noun(nominal.head) not in ("person", "unnamed") or nominal.head.lemma_.lower() in NEVER_NAMED:
            return None
        if nominal.head.dep_ not in ("nsubj", "nsubjpass", "ROOT") or any(c.dep_ == "appos" for c in nominal.head.children):
            return None
        here = self.sentence[nominal.first]
        for draft in self.drafts:
            first = next((m for m in draft.mentions if m.name is not None), None)
            if first is None or not draft.bare_person() or len(first.name_words()) < 2:
                continue
            later = self.sentence[first.first] - here
            if 0 < later <= LEAD_REACH and first.head.dep_ == "nsubj" and not self._other_source_between(nominal, first):
                return draft
        return None

    def _other_source_between(self, nominal: Nominal, name: Nominal) -> bool:
        """Whether somebody else is brought in as a subject between the two."""
        return any(
            nominal.last < m.first < name.first
            and m.head.dep_ == "nsubj"
            and m.kind is not MentionKind.PRONOUN
            and d.may_be_person()
            and m.head.head.lemma_ in ("say", "tell", "add")
            for d in self.drafts
            for m in d.mentions
        )

    def _place_pronoun(self, nominal: Nominal) -> None:
        best: tuple[float, Draft] | None = None
        for draft in self.drafts:
            at = draft.last_before(nominal.first)
            if at < 0 or not draft.fits_pronoun(nominal):
                continue
            distance = self.sentence[nominal.first] - self.sentence[at]
            if distance > PRONOUN_REACH:
                continue
            score = draft.salience(at, nominal) - 1.2 * distance
            if best is None or score > best[0]:
                best = (score, draft)
        if best is not None:
            best[1].add(nominal)

    def _distance(self, draft: Draft, nominal: Nominal) -> int:
        at = draft.last_before(nominal.first)
        return self.sentence[nominal.first] - self.sentence[at] if at >= 0 else 99


def role_noun(nominal: Nominal) -> str:
    """The lemma by which a role is known."""
    row = noun_row(nominal.head)
    return row.noun if row is not None else nominal.head.lemma_.lower()

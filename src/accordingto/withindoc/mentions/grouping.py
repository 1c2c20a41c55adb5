"""Grouping: how mentions are brought together into chains.

In: the nominals of a document. Out: drafts of chains. Names join by surname, "al-X" and initials; roles by the nouns that the text
gives a name ("the minister"); pronouns by gender, number and recency. Unnamed people join only where the text does it ("the
source"). It does not give chains their final names.

In "A senior commander said … Abu Salim Karr said …" the bare name that follows is the commander's.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence

from accordingto.model.kinds import ChainKind, MentionKind, RegionKind
from accordingto.withindoc.cues import is_known
from accordingto.withindoc.mentions.chain_building import SUBJECTS, Draft, key_of
from accordingto.withindoc.mentions.nominals import Nominal
from accordingto.withindoc.notes import notes_of
from accordingto.withindoc.tokens import Doc, Token
from accordingto.withindoc.words import is_outlet, kind_of_noun

GENERIC = frozenset(
    "group company firm agency organisation organization body party movement newspaper paper team club league union federation "
    "alliance association charity foundation institute coalition cooperative".split()
)
OUTLETS = frozenset(
    ("station", "channel", "broadcaster", "daily", "newspaper", "paper", "magazine", "weekly", "network", "website", "agency")
)
OF_OUTLETS = frozenset("news press wire state local daily national official private public radio television tv same".split())
"""Words that may stand before such a noun: “the news agency” is an outlet told before, “the civil protection agency” is none."""
UNIONS = frozenset("union unions workers association federation brotherhood guild trades employees congress confederation".split())
SMALL = ("of", "the", "for", "and", "&")
NAMING = frozenset(("nickname", "know", "call", "dub", "name", "title"))
PRONOUN_REACH = 6
"""Sentences back in which a pronoun's person is sought."""
ENOUGH = 20.0
"""Votes that settle a kind, whatever the words around say."""
LEAD_REACH = 3
"""Sentences after "a senior commander said" in which a bare name may turn out to be him."""
AT_THE_HEAD = frozenset(("boss", "chief", "head", "leader", "director", "chairman", "chairwoman", "chair", "president"))
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
        "critic",
        "expert",
        "analyst",
    ]
)
SPOKE = 1.0
"""How much likelier an "it" that says something is who said something before; whom the same sentence tells of is as much less likely."""
SPEAKING = frozenset(["say", "tell", "add", "deny", "claim", "warn", "ask", "insist", "argue", "note", "state", "report", "announce"])
PEOPLE = ("person", "unnamed", "spokesperson")


class Grouping:
    """Places names first, so that a headline's "Holt" is the "Karel Holt" of the text; then roles and pronouns in text order."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.drafts: list[Draft] = []
        self.by_word: dict[str, list[Draft]] = {}
        self.by_initials: dict[str, list[Draft]] = {}
        self.by_role: dict[str, list[Draft]] = {}
        self.at_token: dict[int, Draft] = {}
        self.order: list[tuple[int, int]] = []
        self.sentence = [0] * len(doc)
        regions = notes_of(doc).regions
        self.headline = -1
        if regions and regions[0].kind is RegionKind.HEADLINE:
            tokens = doc.touched(regions[0].span.start, regions[0].span.end)
            self.headline = tokens.end - 1 if tokens is not None else -1
        self.quoted: set[int] = set()
        for quote in notes_of(doc).quotes:
            words = doc.touched(quote.span.start, quote.span.end)
            self.quoted |= set(range(words.start, words.end)) if words is not None else set()
        number = -1
        for token in doc:
            number += token.is_sent_start is True or token.i == 0
            self.sentence[token.i] = number

    def run(self, nominals: Sequence[Nominal]) -> list[Draft]:
        """Group them all."""
        waiting = []
        for nominal in nominals:
            if nominal.name is not None:
                self._place_name(nominal)
            else:
                waiting.append(nominal)
        self._join_surnames()
        for nominal in sorted(waiting, key=lambda n: (n.first <= self.headline, n.first)):  # a headline's roles are told in the text
            if nominal.kind is MentionKind.PRONOUN:
                self._place_pronoun(nominal)
            else:
                self._place_role(nominal)
        return sorted((d for d in self.drafts if d.mentions), key=lambda d: d.mentions[0].first)

    def _put(self, draft: Draft, nominal: Nominal, *, alias: bool = False) -> None:
        """Add a mention to a chain and to every index."""
        if alias:
            draft.add_alias(nominal)
        else:
            draft.add(nominal)
        if not draft.number:
            self.drafts.append(draft)
            draft.number = len(self.drafts)
        first, last = nominal.name or (nominal.head.i, nominal.head.i)
        for i in range(first, last + 1):
            self.at_token[i] = draft
        insort(self.order, (nominal.first, draft.number))
        key = key_of(nominal.words)
        for word in key:
            _index(self.by_word, word, draft)
        if len(key) > 2:
            _index(self.by_initials, "".join(w[0] for w in key if w not in SMALL), draft)
        for role in draft.roles:
            _index(self.by_role, role, draft)

    def _place_name(self, nominal: Nominal) -> None:
        key = key_of(nominal.words)
        near = _unique(d for word in (key[-1:] + key[:1]) for d in self.by_word.get(word, ()))
        called = self._called(nominal, near)
        if called is not None:
            self._put(called, nominal, alias=True)
            return
        short = key[0] if len(key) == 1 else "".join(w[0] for w in key if w not in SMALL)
        near = _unique((*near, *self.by_word.get(short, ()), *self.by_initials.get(short, ())))
        fitting = [d for d in near if d.agrees(nominal) and d.goes_by(key)]
        exact = [d for d in fitting if key in d.keys]
        best = max(exact or fitting, key=lambda d: (len(d.mentions), -self._distance(d, nominal)), default=None)
        self._put(best or Draft(plural=nominal.plural), nominal)

    def _join_surnames(self) -> None:
        """A bare surname that was taken for a body ("poll: Venn ahead") is a person's who bears it, and his if nobody else does."""
        for draft in [d for d in self.drafts if d.keys and all(len(k) == 1 for k in d.keys)]:
            word = next(iter(draft.keys))[0]
            bearers = [d for d in self.by_word.get(word, ()) if d is not draft and d.bears(word)]
            if not bearers or not draft.may_be_surname():
                continue
            known = [d for d in bearers if d.given_gender or len(d.mentions) > 1] or bearers
            if len(known) == 1 and draft.agrees(known[0].mentions[0]):
                self._hand_over(draft, known[0])
            else:
                draft.vote("PERSON", ENOUGH)

    def _hand_over(self, draft: Draft, to: Draft) -> None:
        """Give one chain's mentions to another."""
        mentions, draft.mentions = draft.mentions, []
        for nominal in mentions:
            del self.order[bisect_left(self.order, (nominal.first, draft.number))]
        rows = [self.by_word[word] for key in draft.keys for word in key] + [self.by_role[role] for role in draft.roles]
        for row in rows:
            if draft in row:
                row.remove(draft)
        for nominal in mentions:
            self._put(to, nominal)

    def _called(self, nominal: Nominal, near: list[Draft]) -> Draft | None:
        """Of an alias, who bears it: "Suri Dahl, nicknamed the Gazelle"; or of a later mention by the alias."""
        verb = nominal.head.head
        while verb.pos_ == "ADP" and verb.head.i != verb.i:
            verb = verb.head
        if verb.dep_ in ("acl", "relcl") and verb.lemma_.lower() in NAMING and verb.head.i in self.at_token:
            return self.at_token[verb.head.i]
        key = key_of(nominal.words)
        return next((d for d in near if any(key == alias[: len(key)] for alias in d.aliases)), None)

    def _place_role(self, nominal: Nominal) -> None:
        chosen = self._apposed(nominal)
        if chosen is None and not nominal.indefinite and (nominal.definite or not nominal.plural):
            chosen = self._known_role(nominal)
        described = len(list(nominal.head.children)) > 1 and kind_of_noun(nominal.head) == "person"
        if chosen is None and (nominal.indefinite or (nominal.definite and described)) and not nominal.plural:
            chosen = self._named_later(nominal)
        self._put(chosen or Draft(plural=nominal.plural), nominal)

    def _apposed(self, nominal: Nominal) -> Draft | None:
        """As in "the owner, Willem Trask", "Willem Trask, the owner", "Orla Venn is the minister"."""
        head = nominal.head
        linked = [c for c in head.children if c.dep_ == "appos"]
        if head.dep_ == "appos":
            linked.append(head.head)
        if head.dep_ == "attr" and head.head.lemma_ in ("be", "become"):
            linked += [c for c in head.head.children if c.dep_ == "nsubj"]
        for clause in (c for c in head.children if c.dep_ in ("acl", "relcl") and c.lemma_.lower() in NAMING):
            linked += [c for c in clause.children if c.dep_ in ("oprd", "dobj", "attr", "ccomp", "xcomp")]
        for other in linked:
            draft = self.at_token.get(other.i)
            if draft is not None and draft.is_named and draft.suits(nominal):
                return draft
        return self._after_comma(nominal)

    def _after_comma(self, nominal: Nominal) -> Draft | None:
        """As in "Its spokeswoman in the south, Tilda Roon, put …", where the parser sees no apposition."""
        if nominal.plural or kind_of_noun(nominal.head) not in PEOPLE:
            return None
        inside = [k for k in range(nominal.last + 1, nominal.head.right_edge.i + 1) if self.doc[k].text == ","]
        for end in (*(k - 1 for k in inside), nominal.last, nominal.head.right_edge.i, nominal.head.right_edge.i - 1):
            at = end + 2
            if at >= len(self.doc) or self.doc[end + 1].text != ",":
                continue
            while at not in self.at_token and at < min(end + 6, len(self.doc) - 1) and self.doc[at].pos_ in ("DET", "NOUN", "ADJ"):
                at += 1
            draft = self.at_token.get(at)
            if draft is None or not draft.is_named or not draft.may_be_person():
                continue
            while self.at_token.get(at) is draft:
                at += 1
            after = self.doc[at] if at < len(self.doc) else None
            if after is not None and (after.text in (",", ".", ":") or after.pos_ in ("VERB", "AUX")):
                return draft
        return None

    def _known_role(self, nominal: Nominal) -> Draft | None:
        """The latest chain that the text has called so."""
        lemma = nominal.head.lemma_.lower()
        early = nominal.first <= self.headline
        before = [d for d in self.by_role.get(lemma, ()) if early or d.first_at() < nominal.first]
        fitting = [d for d in before if d.has_role(lemma, nominal)]
        if early and not before and lemma in AT_THE_HEAD:  # a headline's "grid boss" is the "head of the national grid"
            others = [(other, d) for other in sorted(AT_THE_HEAD) for d in self.by_role.get(other, ()) if d.is_named]
            fitting = _unique(d for other, d in others if d.has_role(other, nominal))
        if not fitting and (nominal.definite or early):
            named = [d for d in before if d.is_named and d.may_be_person() and d.suits(nominal)]
            fitting = (
                named
                if len(named) == 1 and not nominal.plural and kind_of_noun(nominal.head) in PEOPLE and not self._owned(nominal)
                else []
            )
        if not fitting:
            fitting = self._by_sort(lemma, nominal)
        return max(fitting, key=lambda d: d.last_before(nominal.first), default=None)

    def _owned(self, nominal: Nominal) -> bool:
        return any(c.dep_ == "poss" for c in nominal.head.children)

    def _by_sort(self, lemma: str, nominal: Nominal) -> list[Draft]:
        """Roles that only say what sort of thing is meant: "the company", "the 24-year-old", "the man"."""
        recent = self._recent(nominal, 2)
        beside = {c.lower_ for c in nominal.head.children if c.dep_ in ("compound", "amod")}
        if lemma in OUTLETS and nominal.definite and beside <= OF_OUTLETS:
            near = [d for d in recent if d.is_named and is_outlet(d.name())]
            if len(near) == 1:
                return near
        if lemma in GENERIC and nominal.definite and not any(c.dep_ in ("compound", "amod", "poss") for c in nominal.head.children):
            near = [d for d in recent if d.may_be_organization() and not d.described_only(lemma)]
            near = [d for d in near if lemma in OUTLETS or not is_outlet(d.name())]  # "carried by the Vale Press Agency, the union said"
            near = [d for d in near if lemma != "union" or _is_union(d)]  # "Lund & Co shut the yard. The union said": its workers'
            return near if len(near) == 1 else []
        if nominal.head.lower_.endswith("-year-old") or nominal.head.lower_ == "old":
            return [d for d in recent if d.may_be_person() and d.is_named]
        if lemma in ("man", "woman", "lady") and nominal.definite:
            return [d for d in recent if d.may_be_person() and d.gender in ("", nominal.gender)]
        return []

    def _named_later(self, nominal: Nominal) -> Draft | None:
        """As in "A senior commander of X said …" and then a bare name that nothing else introduces."""
        head = nominal.head
        if kind_of_noun(head) not in ("person", "unnamed") or head.lemma_.lower() in NEVER_NAMED:
            return None
        if head.dep_ not in ("nsubj", "nsubjpass", "ROOT") or any(c.dep_ == "appos" for c in head.children):
            return None
        here = self.sentence[nominal.first]
        at, near = bisect_left(self.order, (nominal.first, 0)), set[int]()
        while at < len(self.order) and self.sentence[self.order[at][0]] <= here + LEAD_REACH:
            near.add(self.order[at][1])
            at += 1
        for draft in (self.drafts[number - 1] for number in sorted(near)):
            first = next((m for m in draft.mentions if m.name is not None), None)
            if first is None or first.first < nominal.first or len(first.words) < 2 or not draft.bare_person():
                continue
            later = self.sentence[first.first] - here
            if 0 < later <= LEAD_REACH and first.head.dep_ == "nsubj" and not self._other_source_between(nominal, first):
                return draft
        return None

    def _other_source_between(self, nominal: Nominal, name: Nominal) -> bool:
        """Whether somebody else speaks between the two."""
        low, high = bisect_left(self.order, (nominal.last + 1, 0)), bisect_left(self.order, (name.first, 0))
        for first, number in self.order[low:high]:
            draft = self.drafts[number - 1]
            mention = next((m for m in draft.mentions if m.first == first), None)
            if mention is not None and mention.kind is not MentionKind.PRONOUN and _speaks(mention.head) and draft.may_be_person():
                return True
        return False

    def _place_pronoun(self, nominal: Nominal) -> None:
        best: tuple[float, Draft] | None = None
        acting = self._acting_on(nominal.head)
        for draft in self._recent(nominal, PRONOUN_REACH):
            if draft is acting or not draft.fits_pronoun(nominal):
                continue
            at = draft.last_before(nominal.first)
            hidden = at in self.quoted and nominal.first not in self.quoted
            if hidden and _tells(nominal.head) and draft.first_at() in self.quoted:
                continue  # “Mother was furious,” she says: who speaks is not whom the words bring in
            score = draft.salience(at, nominal) - 2 * hidden - 1.2 * (self.sentence[nominal.first] - self.sentence[at])
            score += self._speaks_on(draft, at, nominal)
            if best is None or score > best[0]:
                best = (score, draft)
        chosen = best[1] if best is not None else self._named_soon(nominal)
        if chosen is not None:
            self._put(chosen, nominal)

    def _acting_on(self, pronoun: Token) -> Draft | None:
        """Who does it to the pronoun, and so is somebody else: the manager in "Her manager put an arm round her"."""
        above = pronoun
        while above.dep_ in ("dobj", "dative", "pobj", "prep") and above.head.i != above.i:
            above = above.head
        if above is pronoun or above.pos_ != "VERB" or pronoun.lower_.endswith(("self", "selves")):
            return None
        subject = next((c for c in above.children if c.dep_ == "nsubj"), None)
        if subject is None and above.dep_ in ("xcomp", "advcl", "conj"):
            subject = next((c for c in above.head.children if c.dep_ == "nsubj"), None)
        return self.at_token.get(subject.i) if subject is not None else None

    def _named_soon(self, nominal: Nominal) -> Draft | None:
        """Of a "she" before whom the text has named nobody: who is named first after her, if as a subject, and alone.

        As in "“I never trusted the sea,” she said. The poet Alma Reit lived inland."
        """
        here = self.sentence[nominal.first]
        if nominal.gender not in ("m", "f") or here > LEAD_REACH:
            return None
        if any(d.is_named and d.may_be_person() and d.first_at() < nominal.first for d in self.drafts):
            return None
        at = bisect_left(self.order, (nominal.first, 0))
        for first, number in self.order[at:]:
            draft = self.drafts[number - 1]
            if self.sentence[first] - here > LEAD_REACH:
                return None
            name = next((m for m in draft.mentions if m.first == first and m.name is not None), None)
            if name is not None and draft.may_be_person():
                alone = name.head.dep_ in SUBJECTS and not list(name.head.conjuncts)
                return draft if alone and draft.fits_pronoun(nominal) else None
        return None

    def _speaks_on(self, draft: Draft, at: int, nominal: Nominal) -> float:
        """“The staff denies …. The Front shelled the town, it says”: who spoke before speaks on, not whom the words tell of."""
        if nominal.head.lower_ != "it" or not _tells(nominal.head):
            return 0.0
        spoke = any(_tells(m.head) for m in draft.mentions if m.first < nominal.first)
        told_of = self.sentence[at] == self.sentence[nominal.first] and not spoke
        return SPOKE * spoke - SPOKE * told_of - SPOKE * (draft.kind() is ChainKind.PLACE)

    def _recent(self, nominal: Nominal, sentences: int) -> list[Draft]:
        """Chains mentioned before ``nominal``, in its sentence or at most so many before."""
        here = self.sentence[nominal.first]
        at = bisect_left(self.order, (nominal.first, 0)) - 1
        found: dict[int, Draft] = {}
        while at >= 0 and here - self.sentence[self.order[at][0]] <= sentences:
            number = self.order[at][1]
            found.setdefault(number, self.drafts[number - 1])
            at -= 1
        return list(found.values())

    def _distance(self, draft: Draft, nominal: Nominal) -> int:
        at = draft.last_before(nominal.first)
        return self.sentence[nominal.first] - self.sentence[at] if at >= 0 else 99


def _index(table: dict[str, list[Draft]], word: str, draft: Draft) -> None:
    row = table.setdefault(word, [])
    if draft not in row:
        row.append(draft)


def _is_union(draft: Draft) -> bool:
    """Whether a name says that those who work have joined: "the Miners' League", "ADU"."""
    name = draft.name()
    return not draft.is_named or name.isupper() or "'" in name or "’" in name or bool(UNIONS & set(name.lower().split()))


def _unique(drafts: Iterable[Draft]) -> list[Draft]:
    return list({d.number: d for d in drafts}.values())


def _tells(head: Token) -> bool:
    return head.dep_ == "nsubj" and is_known(head.head)


def _speaks(head: Token) -> bool:
    return head.dep_ == "nsubj" and head.head.lemma_.lower() in SPEAKING

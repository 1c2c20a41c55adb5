"""A chain while it is built: its names, roles, gender and number, and whether one more mention fits.

In: nominals. Out: `Draft`s. The order in which mentions are tried is `chains`' business.

>>> same_name(("holt",), ("karel", "holt"), person=True), same_name(("holt",), ("holt", "shipping"), person=True)
(True, False)
"""

import math
import re
from bisect import bisect_left, bisect_right, insort
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from accordingto.model.kinds import ChainKind, MentionKind
from accordingto.withindoc.mentions.descriptions import description
from accordingto.withindoc.mentions.given_names import gender_of_given
from accordingto.withindoc.mentions.kinds_of_names import votes_of_name
from accordingto.withindoc.mentions.nominals import Nominal
from accordingto.withindoc.notes import notes_of
from accordingto.withindoc.tokens import Token
from accordingto.withindoc.words import ends_a_body, gender_of_noun, is_outlet, kind_of_noun, noun_row, noun_rows

Key = tuple[str, ...]
PARTICLES = frozenset(("al", "el", "bin", "ibn", "abu", "von", "van", "de"))
LONGEST_DESCRIPTION = 9
SUBJECTS = ("nsubj", "nsubjpass")
COUNTING = frozenset("dozens scores hundreds thousands crowds many some most several".split())


@lru_cache(maxsize=8_000)
def key_of(words: tuple[str, ...]) -> Key:
    """Words of a name as they are compared: lower case, no possessive, no full stops, "al-" apart."""
    text = re.sub(r"['’]s?$", "", " ".join(words).lower().replace("’", "'"))
    return tuple(w for w in re.split(r"[\s\-–]+", re.sub(r"[^\w\s\-–']", "", text)) if w)


def same_name(one: Key, other: Key, *, person: bool) -> bool:
    """Whether two names can be one thing's: equal, a surname, initials."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if person and len(short) >= 2 and short == long[: len(short)] and not _is_body(long):
        return True
    if not short:
        return False
    if _initials(short, long):
        return True
    if not person or len(long) > 5 or _is_body(long):
        return False
    if short == long[-len(short) :]:
        return True
    tail = [w for w in short if w not in PARTICLES]
    if tail and len(short) > len(tail) and tail == list(long[-len(tail) :]):
        return True
    return (
        len(short) == len(long) >= 2 and short[-1] == long[-1] and (short[0][0] == long[0][0]) and min(len(short[0]), len(long[0])) == 1
    ) or (len(short) >= 2 and len(long) == len(short) + 1 and short[0] == long[0] and short[-1] == long[-1])


def _initials(short: Key, long: Key) -> bool:
    letters = "".join(w[0] for w in long if w not in ("of", "the", "for", "and", "&"))
    return len(short) == 1 and len(short[0]) >= 3 and len(long) >= 3 and short[0] == letters


def _is_body(key: Key) -> bool:
    rows = noun_rows()
    return any((row := rows.get(w)) is not None and row.kind == "institution" for w in key[-1:])


@dataclass(slots=True, eq=False)
class Draft:
    """A chain being built."""

    mentions: list[Nominal] = field(default_factory=list)
    keys: set[Key] = field(default_factory=set)
    aliases: set[Key] = field(default_factory=set)
    by_alias: set[int] = field(default_factory=set)
    roles: dict[str, set[str]] = field(default_factory=dict)
    gender: str = ""
    given_gender: str = ""
    plural: bool = False
    votes: dict[str, float] = field(default_factory=dict)
    number: int = 0
    nouns: set[str | None] = field(default_factory=set)
    _kind: ChainKind | None = None

    def add(self, nominal: Nominal) -> None:
        """Take one more mention."""
        insort(self.mentions, nominal, key=_first)
        if nominal.kind is not MentionKind.PRONOUN:
            self.nouns.add(kind_of_noun(nominal.head))
        self._kind = None
        self.gender = self.gender or nominal.gender
        if nominal.name is not None:
            words = nominal.name_words()
            self.keys.add(key_of(words))
            if len(words) > 1 or self.given_gender == "":
                self.given_gender = self.given_gender or gender_of_given(words[0])
            for label, weight in votes_of_name(nominal):
                self.votes[label] = self.votes.get(label, 0) + weight
        elif nominal.kind is MentionKind.PRONOUN:
            label = "PERSON" if nominal.gender in ("m", "f") else ""
            self.votes[label] = self.votes.get(label, 0) + 1.5
        for lemma, words_beside in _roles(nominal):
            self.roles.setdefault(lemma, set()).update(words_beside)

    def add_alias(self, nominal: Nominal) -> None:
        """Take a mention by another name, which does not become the chain's name."""
        self.aliases.add(key_of(nominal.name_words()))
        self.by_alias.add(nominal.first)
        insort(self.mentions, nominal, key=_first)
        if nominal.kind is not MentionKind.PRONOUN:
            self.nouns.add(kind_of_noun(nominal.head))
        self._kind = None

    @property
    def is_named(self) -> bool:
        """Whether the text gives a name."""
        return bool(self.keys)

    def name(self) -> str:
        """The fullest name, else the fullest description."""
        named = [n for n in self.mentions if n.name is not None and n.first not in self.by_alias]
        if named:
            counts = Counter(key_of(n.words) for n in named)
            best = max(named, key=lambda n: (_worth(key_of(n.words), counts), not _shouts(n), -n.first))
            return re.sub(r"['’]s?$", "", " ".join(best.words))
        roles = [_short_description(n) for n in self.mentions if n.kind is not MentionKind.PRONOUN]
        return max(roles, key=lambda d: len(d.split()), default=self.mentions[0].head.text)

    def kind(self) -> ChainKind:
        """What the chain refers to."""
        self._kind = self._kind or self._told_kind()
        return self._kind

    def _told_kind(self) -> ChainKind:
        best = max((v, k) for k, v in self.votes.items() if k)[1] if any(k for k in self.votes) else ""
        if self.is_named:
            return {"PERSON": ChainKind.PERSON, "ORG": ChainKind.ORGANIZATION, "GPE": ChainKind.PLACE, "NORP": ChainKind.GROUP}.get(
                best, ChainKind.OTHER
            )
        nouns = self.nouns
        if nouns & {"institution"}:
            return ChainKind.ORGANIZATION
        if nouns & {"group"} or (self.plural and nouns & {"unnamed", "person"}):
            return ChainKind.GROUP
        return ChainKind.PERSON if nouns & {"person", "unnamed", "spokesperson"} or best == "PERSON" else ChainKind.OTHER

    def may_be_person(self) -> bool:
        """No sign that it is a body or a place outweighs."""
        person = self.votes.get("PERSON", 0)
        if not self.is_named:
            return self.kind() is ChainKind.PERSON
        return person >= max([v for k, v in self.votes.items() if k not in ("PERSON", "")], default=0) or person > 1

    def goes_by(self, key: Key) -> bool:
        """Whether a name can be its: a full name like one of its full names, since two of a family share the short one."""
        full = [k for k in self.keys if len(k) > 1] if len(key) > 1 else []
        return any(same_name(key, other, person=self.may_be_person()) for other in full or self.keys)

    def bears(self, surname: str) -> bool:
        """A person whose full name ends so."""
        return any(len(k) > 1 and k[-1] == surname for k in self.keys) and self.kind() is ChainKind.PERSON

    def may_be_surname(self) -> bool:
        """Whether a chain of one word can be a person's: no town, and no body by its words."""
        body = ends_a_body(self.mentions[0].head) or is_outlet(self.name())
        return not body and not self.plural and not self.by_alias and self.kind() is not ChainKind.PLACE

    def vote(self, label: str, weight: float) -> None:
        """Say what it refers to, from outside its own words."""
        self.votes[label] = self.votes.get(label, 0) + weight
        self._kind = None

    def may_be_organization(self) -> bool:
        """It speaks as a body."""
        return self.kind() is ChainKind.ORGANIZATION

    def bare_person(self) -> bool:
        """A person whose first mention has neither title nor apposition."""
        first = next(n for n in self.mentions if n.name is not None)
        return (
            self.may_be_person()
            and not first.title
            and first.role is None
            and not any(c.dep_ == "appos" for c in first.head.children)
            and not self.roles
        )

    def agrees(self, nominal: Nominal) -> bool:
        """A "Ms" is no "Mr", and "Interior Ministry" no "Ministry of Works"."""
        return not (self.gender and nominal.gender and self.gender != nominal.gender)

    def suits(self, nominal: Nominal) -> bool:
        """Whether a role can be an apposition of this chain."""
        return not nominal.plural or self.plural or self.kind() in (ChainKind.GROUP, ChainKind.ORGANIZATION)

    def has_role(self, lemma: str, nominal: Nominal) -> bool:
        """Whether the text gave this chain the role, with no word that speaks against it."""
        if lemma not in self.roles or nominal.plural != (self.plural or nominal.plural):
            return False
        if nominal.plural and not self.plural and self.kind() is ChainKind.PERSON:
            return False
        if nominal.gender and self.gender and nominal.gender != self.gender:
            return False
        wanted = {c.lower_ for c in nominal.head.children if c.dep_ in ("amod", "compound", "nmod") and c.i < nominal.head.i}
        wanted |= {c.lower_ for c in nominal.head.children if c.dep_ == "poss" and c.pos_ == "PROPN"}
        wanted |= {
            t.lower_
            for c in nominal.head.children
            if c.dep_ == "prep" and c.lower_ == "of"
            for t in c.subtree
            if t.pos_ in ("NOUN", "PROPN")
        }
        return wanted <= (self.roles[lemma] | {w for key in self.keys for w in key})

    def described_only(self, lemma: str) -> bool:
        """An unnamed body of another noun."""
        return not self.is_named and lemma not in self.roles

    def fits_pronoun(self, nominal: Nominal) -> bool:
        """Gender and number."""
        gender = PRONOUN_KIND[nominal.head.lower_]
        kind = self.kind()
        if gender in ("m", "f"):
            return (
                (self.votes.get("PERSON", 0) > 0 or not self.is_named)
                and self.may_be_person()
                and not self.plural
                and (self.gender or self.given_gender or gender) == gender
                and kind in (ChainKind.PERSON, ChainKind.OTHER)
            )
        if gender == "n":
            if self.mentions[0].head.like_num:
                return False  # “Twenty-two had drowned, it said”: whoever “it” is, it is no number
            one = kind is ChainKind.GROUP and not self.plural and self.mentions[0].head.tag_ == "NN"  # "the general staff", "the crew"
            return (
                kind is ChainKind.ORGANIZATION
                or one
                or (kind in (ChainKind.PLACE, ChainKind.OTHER) and not self.plural and self.votes.get("PERSON", 0) < 1)
            )
        return self.plural or kind in (ChainKind.GROUP, ChainKind.ORGANIZATION)

    def salience(self, at: int, nominal: Nominal) -> float:
        """How likely the next pronoun means it: subjects before others, people who are named or speak before others."""
        end = bisect_right(self.mentions, at, key=_first)
        last = self.mentions[end - 1]
        if last.head.dep_ == "poss" and last.kind is MentionKind.PRONOUN:  # “The staff corrected its count. It …”: the subject counts
            sentence = last.head.sent.start
            last = next((m for m in self.mentions[:end] if m.first >= sentence and _is_subject(m.head)), last)
        score = 1.0 if _is_subject(last.head) else 0.0
        score += (
            0.4 if last.head.dep_ in SUBJECTS and last.head.head.lemma_ in ("say", "tell", "add", "deny", "claim", "warn", "ask") else 0.0
        )
        score += 0.3 * (self.gender == nominal.gender != "") + 0.3 * (self.given_gender == nominal.gender != "")
        score += 0.5 * self.is_named + 0.15 * math.sqrt(min(len(self.mentions), 8))
        same_sentence_object = last.head.head.i == nominal.head.head.i and nominal.head.dep_ in SUBJECTS
        if _in_dateline(last):
            score -= 1.5  # where a report was sent from and by whom is no part of what it tells
        return score - 2.0 * same_sentence_object - 0.5 * (not self.is_named and last.indefinite)

    def first_at(self) -> int:
        """Token where it is first mentioned."""
        return self.mentions[0].first

    def last_before(self, at: int) -> int:
        """Token of the last mention before ``at``; -1 without one."""
        before = bisect_left(self.mentions, at, key=_first)
        return self.mentions[before - 1].first if before else -1


def _first(nominal: Nominal) -> int:
    return nominal.first


PRONOUN_KIND = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f",
    "it": "n", "its": "n", "itself": "n", "they": "p", "them": "p", "their": "p", "theirs": "p", "themselves": "p",
}  # fmt: skip


def _short_description(nominal: Nominal) -> str:
    """The description; a very long one without what stands after its noun."""
    full = description(nominal.head)
    if len(full.split()) <= LONGEST_DESCRIPTION:
        return full
    words = nominal.head.doc[nominal.first : nominal.head.i + 1].text
    return re.sub(r"^(?:the|an?)\s+", "", words, flags=re.IGNORECASE)


def _worth(key: Key, counts: Counter[Key]) -> int:
    """Length of a name; a longer form that stands once, before a full name that stands often, is a slip ("Rips Orla Venn")."""
    tails = [other for other in counts if 2 <= len(other) < len(key) and other[0] not in PARTICLES and key[-len(other) :] == other]
    slip = counts[key] == 1 and any(counts[t] >= 2 for t in tails) and not gender_of_given(key[0].capitalize())
    return 1 if slip else len(key)


def _shouts(nominal: Nominal) -> bool:
    return all(w.isupper() for w in nominal.name_words()) and len("".join(nominal.name_words())) > 4


def _is_subject(head: Token) -> bool:
    """Also the farmers of "Hundreds of farmers drove into town"."""
    of = head.head
    counted = head.dep_ == "pobj" and of.lower_ == "of" and of.head.dep_ in SUBJECTS and of.head.lower_ in COUNTING
    return head.dep_ in SUBJECTS or counted


def _in_dateline(nominal: Nominal) -> bool:
    return any(line.contains(nominal.span) for line in notes_of(nominal.head.doc).datelines)


def _roles(nominal: Nominal) -> list[tuple[str, set[str]]]:
    """Role nouns that a mention gives its chain, with the words beside each."""
    found: list[tuple[str, set[str]]] = []
    heads: list[Token] = []
    if nominal.name is not None:
        doc = nominal.head.doc
        for i in range(nominal.first, nominal.name[1] + 1):
            if (noun_row(doc[i]) is not None and i in nominal.name) or (i < nominal.name[0] and doc[i].pos_ in ("NOUN", "PROPN")):
                beside = {doc[j].lower_ for j in range(nominal.first, nominal.name[1] + 1) if j != i}
                found.append((doc[i].lemma_.lower(), beside))
        for child in nominal.head.children:
            if child.dep_ in ("appos", "acl", "relcl") and child.dep_ != "appos":
                found += [(w, set()) for w in _aliases(child)]
        if nominal.role is not None:
            heads.append(nominal.role)
    elif nominal.kind is not MentionKind.PRONOUN:
        heads.append(nominal.head)
    for head in heads:
        beside = {t.lower_ for t in head.subtree if t.pos_ in ("NOUN", "PROPN", "ADJ")}
        found.append((head.lemma_.lower(), beside))
        if gender_of_noun(head) and kind_of_noun(head) == "spokesperson":
            found.append(("spokesperson", beside))
    return found


def _aliases(clause: Token) -> list[str]:
    """As in "nicknamed the Gazelle of Osk"."""
    if clause.lemma_.lower() not in ("nickname", "know", "call", "dub"):
        return []
    return [t.lemma_.lower() for t in clause.subtree if t.pos_ in ("PROPN", "NOUN")]

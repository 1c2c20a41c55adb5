"""Names and kinds of sources: who the source is in this document, in the text's own words without loaded ones.

In: a candidate's source and the chains. Out: `Who`: chain, fullest name or description, kind; all None where nobody is named. A
pronoun whose person is not found has no name. It does not change the source's span: the evidence keeps every word.

"A spokesman for the Interior Ministry" is the institution "Interior Ministry"; "his wife" is "Bruno Keel's wife".
"""

import re
from dataclasses import dataclass

from accordingto.model.found import Chain
from accordingto.model.kinds import ChainKind, SourceKind
from accordingto.withindoc.mentions.descriptions import description, edges
from accordingto.withindoc.mentions.nominals import PRONOUNS
from accordingto.withindoc.notes import notes_of
from accordingto.withindoc.speech.source_kinds import INDEFINITE, counted, is_read, kind_of_description
from accordingto.withindoc.speech.sources import SUBJECTS, Source
from accordingto.withindoc.tokens import Doc, Token
from accordingto.withindoc.words import SPOKESPERSON, is_outlet, kind_of_noun, kind_of_seldom_source, neutral

FIRST_PERSON = frozenset(("i", "we", "you", "who", "that", "which", "there", "it", "this"))


TELLS_LITTLE = frozenset("people person man woman those someone somebody one men women anyone everyone".split())
LONGEST_MORE = 8


@dataclass(frozen=True, slots=True)
class Who:
    """Who a source is."""

    chain: str | None
    name: str | None
    kind: SourceKind | None


NOBODY_NAMED = Who(None, None, None)


class Names:
    """Chains of a document by token."""

    def __init__(self, doc: Doc) -> None:
        notes = notes_of(doc)
        self.doc = doc
        self.chains = {chain.id: chain for chain in notes.chains}
        self.by_token: dict[int, str] = {}
        for mention in sorted(notes.mentions, key=lambda m: m.span.end - m.span.start, reverse=True):
            tokens = doc.touched(mention.span.start, mention.span.end)
            if tokens is not None and mention.chain is not None:
                for token in tokens:
                    self.by_token[token.i] = mention.chain

    def chain_of(self, token: Token | None) -> Chain | None:
        """The chain of the mention at ``token``."""
        return self.chains.get(self.by_token.get(token.i, "")) if token is not None else None

    def widened(self, source: Source) -> Source:
        """The source with the whole of the name in which its head lies: "al" of "al-Askari" is no source."""
        head = source.head
        if head is None or head.i not in self.by_token or head.pos_ == "PRON":
            return source
        own, words = self.by_token[head.i], set(source.words)
        for step in (-1, 1):
            at = head.i + step
            while self.by_token.get(at) == own and self.doc[at].pos_ != "PRON":
                words.add(at)
                at += step
        return Source(head, frozenset(words), source.named_by)

    def who(self, source: Source) -> Who:
        """Chain, name and kind of a source."""
        head = source.person
        if head is None:
            return NOBODY_NAMED
        several = self._several(source, head)
        if several is not None:
            return several
        apposed = self._apposed(source, head)
        if apposed is not None:
            head = apposed
        chain = self.chain_of(head)
        if kind_of_noun(head) == SPOKESPERSON and (chain is None or not chain.named):
            return self._spokesperson(head, chain)
        if chain is not None and chain.named:
            return Who(chain.id, _fullest(chain.name), self._kind_of_name(chain, head))
        return self._described(source, head, chain)

    def _apposed(self, source: Source, head: Token) -> Token | None:
        """The named half of "the mine's owner, Kolm Shipping", where the two are not one chain yet."""
        own = self.chain_of(head)
        if own is not None and own.named:
            return None
        for child in head.children:
            if child.dep_ == "appos" and (chain := self.chain_of(child)) is not None and chain.named and child.i in source.words:
                return child
        ends = sorted(source.words)
        last = self.doc[ends[-1]] if ends else head
        chain = self.chain_of(last)
        if chain is not None and chain.named and self._comma_before(last, chain) and last.i != head.i:
            return last
        return None

    def _comma_before(self, last: Token, chain: Chain) -> bool:
        first = last.i
        while first > 0 and self.by_token.get(first - 1) == chain.id:
            first -= 1
        return first > 0 and self.doc[first - 1].text == ","

    def _several(self, source: Source, head: Token) -> Who | None:
        """As in "Holt and Venn", "voters and their families": both; and "they" for two who were named together."""
        if head.lower_ in ("they", "both"):
            return self._both_before(head)
        others = [c for c in head.conjuncts if c.i > head.i and c.i in source.words]
        if not others or head.pos_ not in ("NOUN", "PROPN"):
            return None
        chains = [self.chain_of(t) for t in (head, *others)]
        if all(c is not None and c.named for c in chains):
            names = [_fullest(c.name) for c in chains if c is not None]
            kinds = {self._kind_of_name(c, head) for c in chains if c is not None}
            return Who(None, ", ".join(names[:-1]) + " and " + names[-1], kinds.pop() if len(kinds) == 1 else SourceKind.GROUP)
        parts = [self.who(Source(t, frozenset({t.i}))) for t in (head, *others) if t.pos_ in ("NOUN", "PROPN")]
        found = {p.kind for p in parts}
        first, last = edges(head)[0], max(edges(t)[1] for t in others)
        name = neutral(" ".join(self.doc[first : last + 1].text.split()))
        return Who(None, name, found.pop() if len(found) == 1 else SourceKind.GROUP)

    def _both_before(self, pronoun: Token) -> Who | None:
        """The two people whom one of the two sentences before named together as its subject, where no other group comes between."""
        own = self.chain_of(pronoun)
        near = max((m.start for m in own.mentions if m.start < pronoun.idx), default=-1) if own is not None else -1
        start = max(pronoun.sent.start - 1, 0)
        start = max(self.doc[start].sent.start - 1, 0)
        for i in range(pronoun.i - 1, self.doc[start].sent.start - 1, -1):
            token = self.doc[i]
            if own is not None and own.kind is ChainKind.GROUP and token.idx <= near:
                return None
            pair = [t for t in (token, *token.conjuncts) if (c := self.chain_of(t)) is not None and c.named and c.kind is ChainKind.PERSON]
            if token.dep_ in SUBJECTS and len(pair) > 1:
                names = [_fullest(c.name) for t in pair if (c := self.chain_of(t)) is not None]
                return Who(None, ", ".join(names[:-1]) + " and " + names[-1], SourceKind.PERSON)
        return None

    def _spokesperson(self, head: Token, chain: Chain | None) -> Who:
        """A nameless spokesperson speaks for the institution."""
        for child in head.children:
            if child.dep_ == "prep" and child.lower_ in ("for", "of"):
                inner = next((c for c in child.children if c.dep_ == "pobj"), None)
                if inner is not None:
                    return self._institution(inner, head)
        before = [c for c in head.children if c.dep_ in ("poss", "compound", "nmod") and c.i < head.i]
        if before:
            return self._institution(before[0], head, through=head)
        name = neutral(description(head)) if chain is None else chain.name
        return Who(chain.id if chain else None, name, SourceKind.UNNAMED)

    def _institution(self, token: Token, said: Token, through: Token | None = None) -> Who:
        chain = self.chain_of(token)
        if token.lower_ in PRONOUNS and chain is None:
            return Who(None, None, None)
        if chain is not None and chain.kind is ChainKind.PERSON and chain.named:
            return Who(
                None,
                f"{_fullest(chain.name)}'s {through.text}" if through is not None else f"{said.text} for {chain.name}",
                SourceKind.UNNAMED,
            )
        name = _fullest(chain.name) if chain is not None else neutral(description(token))
        return Who(chain.id if chain else None, name, SourceKind.INSTITUTION)

    def _described(self, source: Source, head: Token, chain: Chain | None) -> Who:
        lower = head.lower_
        if lower in FIRST_PERSON and chain is None and source.named_by is None:
            return NOBODY_NAMED
        if lower in PRONOUNS and (chain is None or chain.name.lower() in PRONOUNS):
            return Who(None, None, None)
        noun = self._noun_of(head, chain)
        kind = kind_of_description(noun, head)
        name = self._as_marked(source, head, chain) or self.with_owner(head, chain)
        if lower in ("one", "body") and any(c.lower_ == "no" for c in head.children):
            return Who(None, f"no {lower}", SourceKind.GROUP)
        if lower in INDEFINITE and any(c.lower_ == "of" for c in head.children):
            name, kind = self._one_of(head), SourceKind.UNNAMED
        return Who(chain.id if chain else None, neutral(name), kind)

    def _as_marked(self, source: Source, head: Token, chain: Chain | None) -> str | None:
        """The description with what the source's words add: a place that the parser hung on the verb, all that tells which "people"."""
        first, last = edges(head)
        end = max(source.words, default=-1)
        if (chain is not None and (chain.named or len(chain.mentions) > 1)) or head.lower_ in PRONOUNS or end in (last, -1):
            return None
        own = self.doc[min(source.words)]
        start = max(first, own.i + (own.lower_ in ("the", "a", "an")))
        marked = " ".join(self.doc[start : end + 1].text.split())
        if head.i < end < last:  # the parser took the cue into the phrase
            return marked if chain is None or len(chain.name) < len(marked) or chain.name.startswith(marked) else None
        more = self.doc[last + 1 : min(end, last + LONGEST_MORE) + 1]
        if not last < end <= last + LONGEST_MORE or any(t.is_punct for t in more):
            return None
        tells = head.lemma_.lower() in TELLS_LITTLE and more[0].tag_ in ("VBN", "VBG", "WP", "WDT", "JJ", "IN")
        place = more[0].pos_ == "ADP" and more[0].lower_ != "on" and not any(t.pos_ in ("VERB", "AUX") for t in more)
        return marked if tells or place else None

    def _one_of(self, head: Token) -> str:
        """As in "one of them", with them spelt out."""
        words = description(head)
        last = head.right_edge
        chain = self.chain_of(last) if last.lower_ in ("them", "these", "those") else None
        if chain is None or chain.named:
            return f"{head.text} of {chain.name}" if chain is not None else words
        first = chain.mentions[0].of(notes_of(self.doc).document.text)
        noun = re.sub(r"^(?:the|an?|some)\s+", "", first, flags=re.IGNORECASE)
        return words if noun.lower() in PRONOUNS else f"{head.text} of the {noun[:1].lower()}{noun[1:]}"

    def _noun_of(self, head: Token, chain: Chain | None) -> Token:
        inner = counted(head)
        if inner is not None:
            return inner
        if chain is not None and head.lower_ in PRONOUNS:
            span = chain.mentions[0]
            tokens = self.doc.touched(span.start, span.end)
            return tokens.root if tokens is not None else head
        return head

    def with_owner(self, head: Token, chain: Chain | None) -> str:
        """The description, with "her" spelt out."""
        name = chain.name if chain is not None else description(head)
        match = re.match(r"(his|her|its|their)\s+", name, re.IGNORECASE)
        if not match:
            return name
        owner = next((c for c in self._named_at(head, chain).children if c.dep_ == "poss"), None)
        if owner is not None and owner.pos_ != "PRON":
            return name  # "its maker's grandson"
        owning = self.chain_of(owner) if owner is not None else None
        rest = name[match.end() :]
        if owning is not None and self._is_read(owning):
            return name  # "In the filing, its directors blame …": a paper has no people
        if owning is None or owning.name.lower() in PRONOUNS or owning.name == name or owning.name.endswith(f" {rest}"):
            return name  # "his lawyer", where nothing before tells who he is
        return f"{_fullest(owning.name)}'s {rest}"

    def _named_at(self, head: Token, chain: Chain | None) -> Token:
        """Where a chain gets its description: of "he", the "manager" of "Her manager put an arm round her"."""
        if chain is None or head.pos_ != "PRON":
            return head
        text = notes_of(self.doc).document.text
        spans = (m for m in chain.mentions if m.of(text).lower() == chain.name.lower())
        return next((tokens.root for m in spans if (tokens := self.doc.touched(m.start, m.end)) is not None), head)

    def _is_read(self, chain: Chain) -> bool:
        first = self.doc.touched(chain.mentions[0].start, chain.mentions[0].end)
        return not chain.named and first is not None and is_read(first.root)

    def _kind_of_name(self, chain: Chain, head: Token) -> SourceKind:
        noun = kind_of_noun(head) or kind_of_seldom_source(head)
        if noun == "document" and chain.kind is ChainKind.OTHER and not is_outlet(chain.name):
            return SourceKind.DOCUMENT  # the Koran
        if chain.kind is ChainKind.PERSON:
            return SourceKind.PERSON
        if chain.kind in (ChainKind.ORGANIZATION, ChainKind.PLACE):
            return SourceKind.DOCUMENT if noun == "document" and not is_outlet(chain.name) else SourceKind.INSTITUTION
        if chain.kind is ChainKind.GROUP or (head.tag_ in ("NNPS", "NNS")):
            return SourceKind.GROUP
        return SourceKind.INSTITUTION if chain.name.isupper() or any(c.isdigit() for c in chain.name) else SourceKind.PERSON


def _fullest(name: str) -> str:
    return re.sub(r"['’]s?$", "", name)

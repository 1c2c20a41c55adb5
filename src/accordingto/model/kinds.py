"""The closed lists: each value once, with the line that explains it to a reader.

In: nothing. Out: enumerations used by models, lexicons, store, pages and generated docs. The meaning of a value is the
contract's (version 1); nothing here decides when a value applies.

>>> Stance.ALLEGES.value
'alleges'
>>> DEFINITIONS[Stance.HEARS]
'passes on, with no origin given'
"""

from enum import StrEnum
from types import MappingProxyType


class Stance(StrEnum):
    """What the cue says of how the source puts its content forward."""

    STATES = "states"
    CONFIRMS = "confirms"
    DENIES = "denies"
    ALLEGES = "alleges"
    SPECULATES = "speculates"
    ESTIMATES = "estimates"
    PREDICTS = "predicts"
    WARNS = "warns"
    THREATENS = "threatens"
    PROMISES = "promises"
    DEMANDS = "demands"
    ASKS = "asks"
    RETRACTS = "retracts"
    HEARS = "hears"
    OTHER = "other"


NOT_COMPARED = frozenset({Stance.RETRACTS, Stance.PREDICTS, Stance.WARNS, Stance.THREATENS, Stance.PROMISES, Stance.DEMANDS, Stance.ASKS})
"""Stances with which nobody says that something is so: what is taken back, foretold, threatened, promised, demanded or asked."""


class Mode(StrEnum):
    """How much of the content stands in quotation marks."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class SourceKind(StrEnum):
    """What kind of thing is said to have said it."""

    PERSON = "person"
    INSTITUTION = "institution"
    GROUP = "group"
    DOCUMENT = "document"
    UNNAMED = "unnamed"


class ChainKind(StrEnum):
    """What a chain of mentions refers to."""

    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"
    GROUP = "group"
    OTHER = "other"


class EchoKind(StrEnum):
    """What two reports that share words are to each other."""

    COPY = "copy"
    REVISION = "revision"
    STATEMENT = "statement"


class MentionKind(StrEnum):
    """How a mention names its thing."""

    NAME = "name"
    ROLE = "role"
    PRONOUN = "pronoun"
    GROUP = "group"


class RegionKind(StrEnum):
    """What part of a report a stretch of text is."""

    HEADLINE = "headline"
    DATELINE = "dateline"
    BYLINE = "byline"
    SUBHEAD = "subhead"
    BODY = "body"
    CAPTION = "caption"
    CREDIT = "credit"
    BOILERPLATE = "boilerplate"


class EventType(StrEnum):
    """PLOVER's types (draft 0.8) and the two that this project adds."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"
    ACCIDENT = "ACCIDENT"
    DISASTER = "DISASTER"


EVENT_MODES = MappingProxyType(
    {
        EventType.CONSULT: ("visit", "third-party", "multilateral", "phone"),
        EventType.RETREAT: ("withdraw", "release", "disarm", "ceasefire", "access", "resign"),
        EventType.REQUEST: ("assist", "change", "yield", "meet"),
        EventType.ACCUSE: ("disapprove", "investigate", "allege"),
        EventType.REJECT: ("assist", "change", "yield", "meet"),
        EventType.THREATEN: ("restrict", "arrest", "relations", "expel", "territory", "violence"),
        EventType.PROTEST: ("demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"),
        EventType.SANCTION: ("convict", "expel", "withdraw", "discontinue"),
        EventType.MOBILIZE: ("troops", "weapons", "police", "militia"),
        EventType.COERCE: (
            "seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation", "cyber",
        ),
        EventType.ASSAULT: (
            "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives",
            "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional", "sideAB",
        ),
    }
)  # fmt: skip
"""Modes that the contract allows for each type; a type that is not a key has none."""


class Slot(StrEnum):
    """What a claim is about."""

    OCCURRED = "occurred"
    ACTOR = "actor"
    RECIPIENT = "recipient"
    WEAPON = "weapon"
    PLACE = "place"
    DATE = "date"
    KILLED = "killed"
    INJURED = "injured"
    CASUALTIES = "casualties"
    MISSING = "missing"
    DETAINED = "detained"
    DISPLACED = "displaced"
    DAMAGE = "damage"


class CodeKind(StrEnum):
    """What a code of an actor or recipient tells."""

    COUNTRY = "country"
    SECTOR = "sector"


class Sector(StrEnum):
    """PLOVER's sectors, as far as we give them."""

    GOVERNMENT = "GOV"
    MILITARY = "MIL"
    REBELS = "REB"
    OPPOSITION = "OPP"
    POLICE = "COP"
    COURTS = "JUD"
    PARLIAMENT = "LEG"
    INTELLIGENCE = "SPY"
    CIVILIANS = "CVL"
    FARMERS = "AGR"
    BUSINESS = "BUS"
    EDUCATION = "EDU"
    MEDIA = "MED"
    REFUGEES = "REF"
    AID_AND_RIGHTS = "NGO"
    UNION = "IGO"


TOLL_SLOTS = (Slot.KILLED, Slot.INJURED, Slot.CASUALTIES, Slot.MISSING, Slot.DETAINED, Slot.DISPLACED)
"""Slots that count people."""


class Factuality(StrEnum):
    """FactBank's scale, seen from the claimant."""

    CERTAIN_YES = "certain+"
    CERTAIN_NO = "certain-"
    PROBABLE_YES = "probable+"
    PROBABLE_NO = "probable-"
    POSSIBLE_YES = "possible+"
    POSSIBLE_NO = "possible-"
    UNKNOWN = "unknown"


class TimeType(StrEnum):
    """TIMEX3 types."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class PlaceRole(StrEnum):
    """What a place name does in its sentence."""

    LITERAL = "literal"
    METONYM = "metonym"
    DEMONYM = "demonym"
    PART_OF_NAME = "part of name"


class PlacePrecision(StrEnum):
    """What kind of area a resolved place is."""

    POINT = "point"
    POPULATED_PLACE = "populated place"
    ADM2 = "adm2"
    ADM1 = "adm1"
    COUNTRY = "country"
    REGION = "region"
    UNKNOWN = "unknown"


class VerdictKind(StrEnum):
    """How the accounts of one slot stand to each other."""

    ONE_ACCOUNT = "one account"
    AGREE = "agree"
    CONFLICT = "conflict"
    NOT_COMPARABLE = "not comparable"


DEFINITIONS: MappingProxyType[StrEnum, str] = MappingProxyType(
    {
        Sector.GOVERNMENT: "government and its offices",
        Sector.MILITARY: "armed forces of a state, or of a union of states",
        Sector.REBELS: "called rebels, insurgents or guerrillas; no other word gives it",
        Sector.OPPOSITION: "opposition without arms",
        Sector.POLICE: "police",
        Sector.COURTS: "judges, courts, prosecutors",
        Sector.PARLIAMENT: "parliament and its members",
        Sector.INTELLIGENCE: "intelligence services",
        Sector.CIVILIANS: "civilians, residents, protesters",
        Sector.FARMERS: "farmers and herders",
        Sector.BUSINESS: "firms and their people",
        Sector.EDUCATION: "schools, teachers, students",
        Sector.MEDIA: "press and broadcasters",
        Sector.REFUGEES: "refugees and the displaced",
        Sector.AID_AND_RIGHTS: "aid and rights organisations",
        Sector.UNION: "unions of states",
        CodeKind.COUNTRY: "whose the participant is: ISO 3166-1 alpha-3, or IGO, NGO for bodies of several countries",
        CodeKind.SECTOR: "what the participant is in public life",
        EchoKind.COPY: "words of the one stand in the other",
        EchoKind.REVISION: "a later version of an outlet's own article",
        EchoKind.STATEMENT: "only a quotation is shared: one statement, two carriers; no echo",
        Stance.STATES: "says it, with no more than that",
        Stance.CONFIRMS: "vouches for something already claimed",
        Stance.DENIES: "says that it is not so",
        Stance.ALLEGES: "asserts without shown proof, in the reporter's framing",
        Stance.SPECULATES: "offers it as unsure",
        Stance.ESTIMATES: "gives a measured guess",
        Stance.PREDICTS: "says that it will happen",
        Stance.WARNS: "says that harm may come",
        Stance.THREATENS: "says that they will do harm",
        Stance.PROMISES: "commits to do it",
        Stance.DEMANDS: "wants it done",
        Stance.ASKS: "questions",
        Stance.RETRACTS: "takes back or corrects",
        Stance.HEARS: "passes on, with no origin given",
        Stance.OTHER: "none of these",
        SourceKind.PERSON: "a named person, or the one holder of a public office",
        SourceKind.INSTITUTION: "a body that can speak: an office, company, party, army, outlet",
        SourceKind.GROUP: "people without such a body",
        SourceKind.DOCUMENT: "what is read, not who wrote it",
        SourceKind.UNNAMED: "individuals who are not identified",
        VerdictKind.ONE_ACCOUNT: "one claimant only",
        VerdictKind.AGREE: "comparable claims share a number or value",
        VerdictKind.CONFLICT: "comparable claims share none, or one denies what another says",
        VerdictKind.NOT_COMPARABLE: "two or more claimants whose claims cannot be set against each other",
    }
)


class ProblemKind(StrEnum):
    """What could not be read or decided. The sentences for a reader are in ``PROBLEM_SENTENCES`` and ``WHAT_TO_DO``."""

    UNREADABLE = "unreadable"
    NO_TEXT = "no_text"
    UNKNOWN_KIND = "unknown_kind"
    ENCODING_GUESSED = "encoding_guessed"
    CHARACTERS_REPLACED = "characters_replaced"
    NO_ARTICLE = "no_article"
    BAD_LINE = "bad_line"
    CUT_OFF = "cut_off"
    TOO_LONG = "too_long"
    TOO_SLOW = "too_slow"
    WORKER_DIED = "worker_died"
    NOT_ENGLISH = "not_english"
    NO_REPORTS = "no_reports"
    NO_DATE = "no_date"
    TIME_UNRESOLVED = "time_unresolved"
    PLACE_NOT_FOUND = "place_not_found"
    PLACE_AMBIGUOUS = "place_ambiguous"
    SOURCE_UNRESOLVED = "source_unresolved"
    QUOTE_UNBALANCED = "quote_unbalanced"
    NUMBER_BEYOND_SENSE = "number_beyond_sense"
    FIGURE_UNDECIDED = "figure_undecided"
    LEFT_OUT = "left_out"
    COMPONENT_FAILED = "component_failed"
    FORGOTTEN = "forgotten"
    CORRECTION_UNPLACED = "correction_unplaced"


PROBLEM_SENTENCES: MappingProxyType[ProblemKind, str] = MappingProxyType(
    {
        ProblemKind.UNREADABLE: "The file or folder could not be opened.",
        ProblemKind.NO_TEXT: "Nothing to read in it.",
        ProblemKind.UNKNOWN_KIND: "Not a kind of file that is read.",
        ProblemKind.ENCODING_GUESSED: "The bytes are not UTF-8; another encoding was assumed.",
        ProblemKind.CHARACTERS_REPLACED: "Control characters were replaced by spaces.",
        ProblemKind.NO_ARTICLE: "No main text was found in the page.",
        ProblemKind.BAD_LINE: "A line of a JSONL file is not in the contract's form.",
        ProblemKind.CUT_OFF: "The archive ends too early; what came before the cut was read.",
        ProblemKind.TOO_LONG: "Longer than the limit `read.max_chars`.",
        ProblemKind.TOO_SLOW: "Took longer than the limit `read.deadline`.",
        ProblemKind.WORKER_DIED: "The process that annotated it ended unexpectedly.",
        ProblemKind.NOT_ENGLISH: "Not English: kept and searchable, but not annotated.",
        ProblemKind.NO_REPORTS: "The folder holds nothing that can be read.",
        ProblemKind.NO_DATE: "No date of publication: relative dates stay unresolved.",
        ProblemKind.TIME_UNRESOLVED: "An expression of time that nothing fixes.",
        ProblemKind.PLACE_NOT_FOUND: "No place of this name is known.",
        ProblemKind.PLACE_AMBIGUOUS: "Several places of this name fit equally well.",
        ProblemKind.SOURCE_UNRESOLVED: "Who is meant by the source could not be decided.",
        ProblemKind.QUOTE_UNBALANCED: "A quotation mark without its partner.",
        ProblemKind.NUMBER_BEYOND_SENSE: "A number too large to be a count of people; kept as words.",
        ProblemKind.FIGURE_UNDECIDED: "A number of people whose loss the words do not tell clearly enough; no figure was recorded.",
        ProblemKind.LEFT_OUT: "What the words beside a verb say was left out: the rest of the report does not bear it out.",
        ProblemKind.COMPONENT_FAILED: "A step of the annotation failed; the findings of the others are kept.",
        ProblemKind.FORGOTTEN: "This report was removed with `forget`.",
        ProblemKind.CORRECTION_UNPLACED: "A correction whose words are no longer found; it is kept and listed.",
    }
)
"""What happened, for a reader."""

WHAT_TO_DO: MappingProxyType[ProblemKind, str] = MappingProxyType(
    {
        ProblemKind.UNREADABLE: "Check the path and its permissions.",
        ProblemKind.NO_TEXT: "Leave it out, or give a file with words in it.",
        ProblemKind.UNKNOWN_KIND: "Save it as text, HTML or JSONL.",
        ProblemKind.ENCODING_GUESSED: "Check quotation marks and accents; save it as UTF-8 if they are wrong.",
        ProblemKind.NO_ARTICLE: "Save the text itself and read that.",
        ProblemKind.BAD_LINE: "Mend the line and read the file again; the other lines are read.",
        ProblemKind.TOO_LONG: "Split it, or raise the limit in accordingto.toml.",
        ProblemKind.TOO_SLOW: "Split it, or raise the limit in accordingto.toml.",
        ProblemKind.WORKER_DIED: "Try it alone, with --workers 1.",
        ProblemKind.NO_REPORTS: "Give a folder with .txt, .md, .html or .jsonl files.",
        ProblemKind.NO_DATE: "Give it with --published.",
        ProblemKind.PLACE_NOT_FOUND: "`accordingto places add` takes your own.",
        ProblemKind.COMPONENT_FAILED: "Please report it with the text, if it may be shown.",
        ProblemKind.FORGOTTEN: "`read --again` reads it in all the same.",
    }
)
"""What a reader can do about it, where something can be done."""

BORROWED_PLACES = frozenset({"event_places.sentence", "event_places.incident", "event_places.before", "event_places.dateline"})
"""Rules by which an event mention has the place of its neighbours: good to find a pair by, no place of the event's own."""


def explained(kind: str) -> str:
    """What a kind of problem means and what to do about it; nothing for one that this version does not know.

    >>> explained("place_not_found")
    'No place of this name is known. `accordingto places add` takes your own.'
    """
    if kind not in set(ProblemKind):
        return ""
    known = ProblemKind(kind)
    return f"{PROBLEM_SENTENCES[known]} {WHAT_TO_DO.get(known, '')}".rstrip()

"""What is measured: each task's input, scorer and the figures that have a floor. Data only; `gate` runs it.

Names of figures are paths into the scorer's JSON. A figure listed in `LOWER` is better when it is lower.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One scorer on one set. ``gold`` is under data/ of the shared folder, or a file of this repository (``cases/…``)."""

    name: str
    gold: str
    scorer: str
    figures: tuple[str, ...]
    command: str = "annotate"
    options: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    """Words that stand before GOLD on the scorer's command line."""
    texts: str = ""
    """Where the input comes from, if not from the gold file itself."""
    made: bool = False
    """The scorer writes the input (``--input``)."""
    mentions: str = ""
    """Gold mentions that are handed in: place_mentions."""


F1 = ("relation", "source_fragments", "cue_fragments", "content_fragments")
ATTRIBUTION = tuple(f"figures/{name}/f1" for name in F1) + tuple(
    f"figures/mode.{mode}.relation/f1" for mode in ("direct", "mixed", "indirect")
)
RELATION = ("figures/relation/f1",)
ACCOUNTS = ("claim/f1", "verdict_events/right")
SOURCES = ("figures/whole/f1", "figures/relation/f1")
MUC4 = ("exact/all/f1",)
BUNDLES = ("accounts/f1", "verdicts/right", "origins/right", "merged_unnamed/count", "revision_as_conflict/count")


def _of_cases(name: str, gold: str, scorer: str, figures: tuple[str, ...]) -> Task:
    """A set of our own texts, read by `annotate`."""
    return Task(name=f"cases-{name}", gold=f"cases/{gold}.jsonl", scorer=scorer, figures=figures, options=("--resamples", "100"))


TASKS = (
    Task(name="polnear", gold="attribution/polnear_dev.jsonl", scorer="attribution", figures=ATTRIBUTION, options=("--resamples", "100")),
    Task(
        name="polnear-outermost",
        gold="attribution/polnear_dev.jsonl",
        scorer="attribution",
        figures=ATTRIBUTION,
        options=("--outermost", "--resamples", "100"),
    ),
    Task(
        name="polnear-labels",
        gold="attribution/polnear_dev_labels.jsonl",
        texts="attribution/polnear_dev.jsonl",
        scorer="labels",
        figures=tuple(f"figures/{n}/value" for n in ("found", "stance", "stance_macro_f1", "source_kind", "source_name", "all_four")),
        options=("--resamples", "100"),
    ),
    Task(
        name="sources",
        gold="attribution/sources_dev.jsonl",
        scorer="sources",
        figures=("figures/whole/f1", "figures/found/f1", "figures/relation/f1"),
        options=("--resamples", "100"),
    ),
    Task(
        name="plover",
        gold="events/plover_gsr.jsonl",
        scorer="events",
        before=("plover",),
        figures=("type_found", "type/f1", "actor/f1", "recipient/f1"),
        options=("--resamples", "100"),
    ),
    Task(name="muc4", gold="events/muc4_dev.jsonl", scorer="events", before=("muc4",), figures=MUC4, options=("--resamples", "20")),
    Task(
        name="muc4-free",
        gold="events/muc4_dev.jsonl",
        scorer="events",
        before=("muc4",),
        figures=MUC4,
        options=("--types", "free", "--resamples", "20"),
    ),
    Task(name="accounts", gold="events/accounts_dev.jsonl", scorer="accounts", figures=ACCOUNTS, options=("--resamples", "100")),
    Task(
        name="timebank",
        gold="time/tempeval_dev.jsonl",
        scorer="time",
        figures=("value/f1",),
        options=("--corpus", "TimeBank", "--bootstrap", "0"),
    ),
    Task(
        name="aquaint",
        gold="time/tempeval_dev.jsonl",
        scorer="time",
        figures=("value/f1",),
        options=("--corpus", "AQUAINT", "--bootstrap", "0"),
    ),
    Task(
        name="dates",
        gold="time/dates_dev.jsonl",
        scorer="dates",
        figures=("times/right", "events/right_or_compatible", "times/wrong_with_certainty", "events/wrong_with_certainty"),
        options=("--bootstrap", "0"),
    ),
    Task(
        name="lgl-gold-spans",
        gold="place/lgl.jsonl",
        scorer="place",
        figures=("of_all/acc_km", "of_all/id_acc"),
        options=("--bootstrap", "0"),
        mentions="place_mentions",
    ),
    Task(
        name="geovirus-gold-spans",
        gold="place/geovirus.jsonl",
        scorer="place",
        figures=("of_all/acc_km",),
        options=("--bootstrap", "0"),
        mentions="place_mentions",
    ),
    Task(name="lgl", gold="place/lgl.jsonl", scorer="place", figures=("end_to_end/f1",), options=("--bootstrap", "0")),
    Task(name="geovirus", gold="place/geovirus.jsonl", scorer="place", figures=("end_to_end/f1",), options=("--bootstrap", "0")),
    Task(
        name="places",
        gold="place/places_dev.jsonl",
        scorer="places_own",
        figures=("literal/right_share", "literal/wrong_with_certainty"),
        options=("--bootstrap", "0"),
    ),
    Task(
        name="echo",
        gold="crossdoc/echo_dev.jsonl",
        scorer="echo",
        command="link",
        made=True,
        figures=("pairs/f1", "independent/exact", "characters/f1"),
    ),
    Task(
        name="echo-natural",
        gold="crossdoc/echo_natural_dev.jsonl",
        texts="crossdoc/ecb_dev.jsonl",
        scorer="echo",
        command="link",
        figures=("pairs/f1",),
        options=("--texts", "{texts}"),
    ),
    Task(
        name="bundles",
        gold="crossdoc/bundles_dev_gold.jsonl",
        texts="crossdoc/bundles_dev.jsonl",
        scorer="verdicts",
        command="link",
        figures=BUNDLES,
        options=("--resamples", "100"),
    ),
    Task(
        name="ecb",
        gold="crossdoc/ecb_dev.jsonl",
        scorer="crossdoc",
        command="link",
        made=True,
        figures=("events/conll", "events/lea/f1", "entities/conll", "documents/event/all/f1"),
    ),
    Task(
        name="lookalike",
        gold="cases/lookalike.jsonl",
        scorer="crossdoc",
        command="link",
        made=True,
        figures=("events/conll", "events/lea/f1", "documents/event/all/f1"),
    ),
    Task(
        name="ecb-plain",
        gold="crossdoc/ecb_dev.jsonl",
        scorer="crossdoc",
        command="link",
        figures=("events/conll",),
        options=("--mentions", "predicted", "--drop-singletons"),
    ),
    Task(
        name="demo",
        gold="cases/demo_gold.jsonl",
        texts="demo",
        scorer="verdicts",
        command="link",
        figures=BUNDLES,
        options=("--resamples", "100"),
    ),
    *(
        Task(
            name=f"cases-{set_.replace('_', '-')}",
            gold=f"cases/{set_}_gold.jsonl",
            texts=f"cases/{set_}.jsonl",
            scorer="verdicts",
            command="link",
            figures=BUNDLES,
            options=("--resamples", "100"),
        )
        for set_ in ("bundles", "bundles_more", "bundles_third", "bundles_fourth", "bundles_fifth", "bundles_sixth")
    ),
    _of_cases("accounts", "reports_accounts", "accounts", ACCOUNTS),
    _of_cases("accounts-more", "reports_accounts_more", "accounts", ACCOUNTS),
    _of_cases("accounts-third", "reports_accounts_third", "accounts", ACCOUNTS),
    _of_cases("attribution", "attribution", "sources", SOURCES),
    _of_cases("attribution-more", "attribution_more", "sources", SOURCES),
    _of_cases("attribution-third", "attribution_third", "sources", SOURCES),
    _of_cases("attribution-fourth", "attribution_fourth", "sources", SOURCES),
)

LOWER = ("wrong_with_certainty", "merged_unnamed", "revision_as_conflict", "calibration_error")
"""Figures that are better when they are lower: their floor is a ceiling."""

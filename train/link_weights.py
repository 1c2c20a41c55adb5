"""Estimate the match weights of linking from ECB+ (train part), and write the data files of ``resources/data/link``.

    python train/link_weights.py --annotated train.pkl --shared ../shared
    python train/link_weights.py --annotated train.pkl --shared ../shared --only-harms

In: ECB+ train with its clusters and our annotation of it (``--annotated``: a pickle of `AnnotatedDocument`s, made where it is missing);
news texts for the counts of words; the look half of ``cases/lookalike.jsonl``. Out: words.tsv, trigger_pairs.tsv,
head_pairs.tsv, events.json, entities.json, harms.json. Needs scikit-learn, which no user needs.

The weights come from a logistic regression over the levels of the named comparisons, in which each pair of words is looked up in a table
made without the pair's own topics. A regression's coefficients are written as m and u: u is how often a level stands in pairs of two
things, m = u exp(coefficient), scaled so that both sum to 1; what the scaling takes goes into the prior. So the file is a Splink settings
file whose sum of weights is the regression's log odds in bits, without the naive assumption that the comparisons are independent.
"""

import argparse
import json
import math
import pickle
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from accordingto.config import Settings
from accordingto.crossdoc.entity_pairs import EntityRow, entity_levels, entity_rows
from accordingto.crossdoc.event_pairs import EventRow, event_levels, event_rows
from accordingto.crossdoc.given import pairs_of
from accordingto.crossdoc.harm_pairs import are_harms, harm_levels
from accordingto.crossdoc.kin import Kin, Told
from accordingto.crossdoc.link import with_given
from accordingto.crossdoc.words import WORD, base
from accordingto.jsonl import documents_of
from accordingto.model.found import AnnotatedDocument
from accordingto.model.linked import Ref
from accordingto.resources import data_path
from accordingto.withindoc.annotate import annotate_all
from link_sql import Condition, event_condition, harm_condition
from link_sql_entities import entity_condition

TOPIC_WEIGHT = 10.0
"""Reports that one topic of ECB+ counts for in the table of words: its reports repeat each other."""
LEAST_REPORTS = 3.0
LEAST_ALIKE = 0.06
"""Pairs of reports that are compared here: a little less alike than those that are linked, so that the lowest bands are known."""
PENALTY = 0.3
LOOKALIKE = Path(__file__).resolve().parent.parent / "cases/lookalike.jsonl"
LOOKALIKE_WEIGHT = 5
"""How often a pair of our look-alike incidents counts: 3 to 8 give about the same on their other half (LEA 0.58 to 0.61)."""
SMOOTHING = 0.5
UNSEEN = {
    "sql_condition": "ELSE",
    "label_for_charts": "unseen",
    "m_probability": 1e-6,
    "u_probability": 1e-6,
    "fix_m_probability": True,
    "fix_u_probability": True,
}
"""What no pair of the training part showed weighs nothing."""
NEWS = ("attribution/polnear_train.jsonl", "events/muc4_train.jsonl")
Gold = dict[Ref, str]


def main() -> None:
    """Write all files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--annotated", type=Path, required=True)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--only-harms", action="store_true")
    options = parser.parse_args()
    data = options.shared / "data"
    gold = [json.loads(line) for line in (data / "crossdoc/ecb_train.jsonl").open(encoding="utf-8")]
    if not options.only_harms:
        write_words(data, gold)
    found = [with_given(f) for f in annotated(options.annotated, gold)]
    topics = {f.document.doc_id: g["topic"] for f, g in zip(found, gold, strict=True)}
    events = {Ref(f.document.doc_id, f"e{n}"): m["cluster"] for f, g in zip(found, gold, strict=True) for n, m in enumerate(g["events"], 1)}
    things = {
        Ref(f.document.doc_id, f"n{n}"): m["cluster"] for f, g in zip(found, gold, strict=True) for n, m in enumerate(g["entities"], 1)
    }
    event_rows_ = [r for f in found for r in event_rows(f)]
    estimate_harms(event_rows_, events)
    if options.only_harms:
        return
    entity_rows_ = [r for f in found for r in entity_rows(f)]
    nouns = [r for r in entity_rows_ if not r.pronoun and not r.capitals]
    estimate("events", event_rows_, events, event_levels, told_together(event_rows_, events, topics), topics)
    estimate("entities", entity_rows_, things, entity_levels, told_together(nouns, things, topics), topics)


def annotated(path: Path, gold: list[dict[str, Any]]) -> list[AnnotatedDocument]:
    """Our annotation of the gold reports, kept at ``path``."""
    if not path.exists():
        lines = [json.dumps(_input(g)).encode() for g in gold]
        path.write_bytes(pickle.dumps(list(annotate_all(documents_of(lines), Settings()))))
    found: list[AnnotatedDocument] = pickle.loads(path.read_bytes())  # noqa: S301  # our own file
    return found


def _input(g: dict[str, Any]) -> dict[str, Any]:
    """What `accordingto link` reads of a gold report: nothing of the answer."""
    kept = {k: g[k] for k in ("id", "text", "published", "title", "outlet", "url")}
    return kept | {f"{kind}_mentions": [_span(m) for m in g[field]] for kind, field in (("event", "events"), ("entity", "entities"))}


def _span(mention: dict[str, Any]) -> list[int]:
    spans = mention.get("spans") or [mention["span"]]
    return [spans[0][0], spans[-1][1]]


# ---- tables


def write_words(data: Path, gold: list[dict[str, Any]]) -> None:
    """In how many reports each base form stands; a topic of ECB+ counts as ten."""
    counts: Counter[str] = Counter()
    weights: dict[str, float] = defaultdict(float)
    reports = 0
    for name in NEWS:
        for line in (data / name).open(encoding="utf-8"):
            reports += 1
            counts.update({base(w) for w in WORD.findall(json.loads(line)["text"])})
    by_topic: defaultdict[str, list[set[str]]] = defaultdict(list)
    for g in gold:
        by_topic[g["topic"]].append({base(w) for w in WORD.findall(g["text"])})
    for texts in by_topic.values():
        for word, n in Counter(w for t in texts for w in t).items():
            weights[word] += TOPIC_WEIGHT * n / len(texts)
    total = {w: round(counts[w] + weights[w], 1) for w in counts.keys() | weights.keys()}
    rows = [f"{w}\t{n:g}" for w, n in sorted(total.items()) if n >= LEAST_REPORTS]
    head = ["# base form\treports it stands in; the first row: of how many", f"all reports\t{reports + int(TOPIC_WEIGHT) * len(by_topic)}"]
    _write("words.tsv", [*head, *rows])


def told_together(
    rows: Iterable[EventRow] | Iterable[EntityRow], gold: Gold, topics: Mapping[str, str]
) -> dict[tuple[str, str], dict[str, int]]:
    """(head, head) -> topic -> 1 where the two told one thing there, 0 where both stood and did not."""
    heads: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in rows:
        heads[topics[row.ref.doc_id]][row.head].add(gold[row.ref])
    found: defaultdict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for topic, words in heads.items():
        for a, b in combinations(sorted(words), 2):
            found[a, b][topic] = int(bool(words[a] & words[b]))
    return dict(found)


class Without(dict[tuple[str, str], Told]):
    """The table of word pairs without some topics."""

    def __init__(self, table: dict[tuple[str, str], dict[str, int]], left_out: set[str]) -> None:
        super().__init__()
        self._table, self._left_out = table, left_out

    def get(self, pair: Any, default: Any = None) -> Any:
        """Counts of the pair in the other topics."""
        row = self._table.get(pair)
        if row is None:
            return default
        kept = [one for topic, one in row.items() if topic not in self._left_out]
        return Told(sum(kept), len(kept))


# ---- weights


def estimate(  # noqa: PLR0917  # one call a model
    name: str,
    rows: Any,
    gold: Gold,
    levels: Callable[..., dict[str, str]],
    table: dict[tuple[str, str], dict[str, int]],
    topics: Mapping[str, str],
) -> None:
    """Write the table of word pairs and the model."""
    views: dict[frozenset[str], Kin] = {}
    examples, answers = [], []
    for a, b, share in pairs_of(rows, LEAST_ALIKE):
        left_out = frozenset({topics[a.ref.doc_id], topics[b.ref.doc_id]})
        view = views.setdefault(left_out, Without(table, set(left_out)))
        examples.append(levels(a, b, share, view))
        answers.append(gold[a.ref] == gold[b.ref])
    print(name, len(examples), "pairs,", sum(answers), "of one thing")
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(examples)
    regression = LogisticRegression(C=PENALTY, max_iter=400).fit(matrix, np.array(answers))
    coefficients = dict(zip(vectorizer.get_feature_names_out(), regression.coef_[0], strict=True))
    settings = settings_of(
        event_condition if name == "events" else entity_condition, examples, answers, coefficients, float(regression.intercept_[0])
    )
    (data_path("link") / f"{name}.json").write_text(json.dumps(settings, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    pairs = [(a, b, sum(t.values()), len(t)) for (a, b), t in sorted(table.items())]
    kept = [f"{a}\t{b}\t{one}\t{n}" for a, b, one, n in pairs if one or n >= 3]
    _write(
        {"events": "trigger_pairs.tsv", "entities": "head_pairs.tsv"}[name],
        ["# word\tword\ttopics in which they told one thing\ttopics in which both stood", *kept],
    )


def estimate_harms(rows: list[EventRow], gold: Gold) -> None:
    """Write the model of armed attacks, from such pairs of ECB+ and of our look-alike incidents, whose pairs count several times."""
    with LOOKALIKE.open(encoding="utf-8") as lines:
        half = [g for g in map(json.loads, lines) if g["half"] == "look"]
    found = [with_given(f) for f in annotate_all(documents_of([json.dumps(_input(g)).encode() for g in half]), Settings())]
    ours = {Ref(f.document.doc_id, f"e{n}"): m["cluster"] for f, g in zip(found, half, strict=True) for n, m in enumerate(g["events"], 1)}
    examples, answers = [], []
    for every, clusters, times in ((rows, gold, 1), ([r for f in found for r in event_rows(f)], ours, LOOKALIKE_WEIGHT)):
        for a, b, share in pairs_of(every, LEAST_ALIKE):
            if are_harms(a, b):
                examples += [harm_levels(a, b, share)] * times
                answers += [clusters[a.ref] == clusters[b.ref]] * times
    print("harms", len(examples), "pairs,", sum(answers), "of one thing")
    vectorizer = DictVectorizer()
    regression = LogisticRegression(C=PENALTY, max_iter=500, tol=1e-5).fit(vectorizer.fit_transform(examples), np.array(answers))
    coefficients = dict(zip(vectorizer.get_feature_names_out(), regression.coef_[0], strict=True))
    settings = settings_of(harm_condition, examples, answers, coefficients, float(regression.intercept_[0]))
    (data_path("link") / "harms.json").write_text(json.dumps(settings, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def settings_of(
    sql: Condition,
    examples: list[dict[str, str]],
    answers: list[bool],
    coefficients: Mapping[str, float],
    intercept: float,
) -> dict[str, Any]:
    """The regression as a Splink settings file."""
    comparisons, prior = [], intercept
    for comparison in examples[0]:
        apart = Counter(e[comparison] for e, one in zip(examples, answers, strict=True) if not one)
        every = sorted({e[comparison] for e in examples})
        whole = sum(apart.values()) + SMOOTHING * len(every)
        u = {level: (apart[level] + SMOOTHING) / whole for level in every}
        raw = {level: u[level] * math.exp(coefficients[f"{comparison}={level}"]) for level in every}
        scale = sum(raw.values())
        prior += math.log(scale)
        comparisons.append(
            {
                "output_column_name": comparison,
                "comparison_levels": [
                    {
                        "sql_condition": sql(comparison, level),
                        "label_for_charts": level,
                        "m_probability": raw[level] / scale,
                        "u_probability": u[level],
                        "fix_m_probability": True,
                        "fix_u_probability": True,
                    }
                    for level in every
                ]
                + [UNSEEN],
            }
        )
    share = 1 / (1 + math.exp(-prior))
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "unique_id",
        "probability_two_random_records_match": share,
        "comparisons": comparisons,
    }


def _write(name: str, lines: Iterable[str] | Iterator[str]) -> None:
    (data_path("link") / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

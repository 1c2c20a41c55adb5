"""Learn who takes part in an act of violence from MUC-4 (train part), and write the data files of ``resources/data/filling``.

    python train/fillers.py --read muc4_train.pickle --shared ../shared

In: MUC-4 train with its templates and our reading of it (``--read``: a pickle, made where it is missing; 15 minutes on one core). Out:
weights.json, about.json. Needs scikit-learn, which no user needs.

Two logistic regressions. *told*: is an incident one of those that the annotators wrote down? Fights of armies, which their guidelines left
out, teach nothing here. *parts*: of each thing that the report names, its part in an incident that they did write down. Thresholds are
chosen on every fourth report, weights then learned from all. Names are no traits, so none is learned.
"""

import argparse
import hashlib
import json
import pickle
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache, partial, reduce
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from accordingto.config import Settings
from accordingto.jsonl import documents_of
from accordingto.model.contract import annotation, line_of
from accordingto.model.kinds import TOLL_SLOTS, Slot
from accordingto.resources import data_path
from accordingto.withindoc.annotate import _prepared, _run, language
from accordingto.withindoc.assemble import assemble
from accordingto.withindoc.events.arguments import lemma_of
from accordingto.withindoc.filling.reading import reading_of
from accordingto.withindoc.filling.weights import PARTS
from accordingto.withindoc.mending import mended

SLOTS = ("perp_individual", "perp_org", "target", "victim", "weapon")
"""The scorer's names of PARTS[1:]."""
FIELDS = ("id", "text", "published", "title", "outlet", "url")
FIGHTS = frozenset(f"l={w}" for w in ("clash", "fighting", "battle", "fight", "combat", "offensive", "engage", "encounter", "skirmish"))
WORDED = frozenset(("h", "m", "g", "kg", "v", "rel", "before", "tk", "pt", "tyh", "l", "lt", "head", "b"))
"""Kinds of trait that hold words."""
LEAST_SEEN = 3
NAMES = ("PERSON", "NORP", "ORG", "GPE", "LOC", "FAC")
MOSTLY_NAME = 0.4
"""Share of its places in which a word is a name, from which on no trait may hold it."""
PENALTY_TOLD, PENALTY_PARTS = 0.1, 0.3
SMALLEST = 15
"""Thousandths below which a weight is left out."""
HELD_OUT = 4
ROUNDS = 1
CHANCES = (0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)


@dataclass
class Row:
    """One incident of a report: its number among the predicted templates, traits, gold template, parts of the entities in it."""

    template: int
    telling: list[str]
    standings: list[list[str]]
    counted: bool
    gold: int | None = None
    parts: list[int] = field(default_factory=list)
    told: float = 1.0
    chances: Any = None


@dataclass
class Report:
    """A report with predicted and gold templates. ``named``: strings of each entity, the one to show first."""

    id: str
    predicted: list[dict[str, Any]]
    gold: list[dict[str, Any]]
    named: list[list[str]]
    rows: list[Row]
    names: Counter[str]
    words: Counter[str]


@dataclass(frozen=True)
class Choice:
    """Thresholds."""

    least_told: float = 0.3
    least_part: float = 0.15
    enough: tuple[float, ...] = (0.4, 0.4, 0.25, 0.15, 0.25)


def main() -> None:
    """Read, learn, choose, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--read", type=Path, required=True)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    options = parser.parse_args()
    sys.path.insert(0, str(options.shared / "score"))
    if not options.read.exists():
        options.read.write_bytes(pickle.dumps([*read(options.shared / "data/events/muc4_train.jsonl")]))
    reports: list[Report] = sorted(pickle.loads(options.read.read_bytes()), key=lambda r: r.id)  # noqa: S301  # our own file, written just above
    names = names_in(reports)
    for report in reports:
        match(report)
        for row in report.rows:
            row.telling = [t for t in row.telling if not names & words_in(t)]
            row.standings = [[t for t in s if not names & words_in(t)] for s in row.standings]
    held = reports[::HELD_OUT]
    first = learned([r for n, r in enumerate(reports) if n % HELD_OUT])
    for report in held:
        guess(report, *first)
    print(f"{len(reports)} reports; held out {len(held)}: parse alone {figure(held, Choice(0, 0, (2.0,) * 5)):.3f}")
    choice = chosen(held)
    print(f"with weights {figure(held, choice):.3f} by {choice}")
    write(learned(reports), choice, len(reports))


def read(path: Path) -> Iterator[Report]:
    """Our reading of each report, without the component that is trained here."""
    import events as scorer

    gold = [json.loads(line) for line in path.open(encoding="utf-8")]
    documents = documents_of(json.dumps({k: g.get(k) for k in FIELDS}).encode() for g in gold)
    steps = [c for c in Settings().withindoc.components if c != "fillers"]
    parsed = language().pipe(map(partial(_prepared, language()), documents), batch_size=8)
    for truth, doc in zip(gold, parsed, strict=True):
        yield report_of(truth, reduce(_run, steps, mended(doc)), scorer)


def report_of(truth: dict[str, Any], doc: Any, scorer: Any) -> Report:
    """One report."""
    found, text = json.loads(line_of(annotation(assemble(doc)))), truth["text"]
    order = list(dict.fromkeys(e["incident"] for e in found["events"] if scorer.muc_type(e, text)))
    golds: list[dict[str, Any]] = []
    for event in truth["events"]:
        template = scorer.gold_template(event, "names")
        if template not in golds:
            golds.append(template)
    reading = reading_of(doc)
    named = [[text[s.start : s.end] for s in (e.fullest.span, *(c.span for c in e.candidates))] for e in reading.entities]
    rows = [
        Row(order.index(i.id), sorted(t), [sorted(s) for s in ss], any(c.slot in (*TOLL_SLOTS, Slot.DAMAGE) for c in i.claims))
        for i, t, ss in zip(reading.incidents, reading.tellings, reading.standings, strict=True)
        if i.id in order
    ]
    words, names = Counter(map(lemma_of, doc)), Counter(lemma_of(t) for t in doc if t.pos_ == "PROPN" or t.ent_type_ in NAMES)
    return Report(truth["id"], scorer.pred_templates(found, text, "names", {"left_out": 0}), golds, named, rows, names, words)


def match(report: Report) -> None:
    """Say which incident is which gold template, by type and by what stands in it or near it, and which entity takes which part."""
    import events as scorer

    named = [{scorer.norm(w) for w in words} for words in report.named]
    fillers = [[(n, {scorer.norm(w) for w in e}) for n, s in enumerate(SLOTS, 1) for e in g[s]] for g in report.gold]
    likeness = {
        (a, b): 1.0 + sum(max([_nearness(row.standings[e]) for e, names in enumerate(named) if names & f] or [0.0]) for _, f in fillers[b])
        for a, row in enumerate(report.rows)
        for b, gold in enumerate(report.gold)
        if report.predicted[row.template]["type"] in gold["types"]
    }
    for (a, b), _ in sorted(likeness.items(), key=lambda item: -item[1]):
        if report.rows[a].gold is None and all(row.gold != b for row in report.rows):
            report.rows[a].gold = b
            report.rows[a].parts = [next((n for n, f in fillers[b] if names & f), 0) for names in named]


def names_in(reports: list[Report]) -> frozenset[str]:
    """Words that are mostly names: what was in the news in 1990 shall teach nothing."""
    words, names = Counter[str](), Counter[str]()
    for report in reports:
        words.update(report.words)
        names.update(report.names)
    return frozenset(w for w, n in names.items() if n >= MOSTLY_NAME * words[w])


@cache
def words_in(trait: str) -> frozenset[str]:
    """The words that a trait holds, if any: "kg=person:dobj:kill" has "kill"."""
    name, _, value = trait.partition("=")
    return frozenset(value.split(":")) if name in WORDED else frozenset()


def _nearness(standing: list[str]) -> float:
    return 1.0 if any(t.startswith("r=") for t in standing) else 0.6 if "d=0" in standing else 0.1


class Table:
    """Traits seen often enough, and the regression over them."""

    def __init__(self, rows: list[list[str]], answers: list[int], penalty: float) -> None:
        """Learn."""
        seen = Counter(t for row in rows for t in row)
        self.traits = {t: n for n, t in enumerate(sorted(t for t, n in seen.items() if n >= LEAST_SEEN))}
        self.model = LogisticRegression(C=penalty, max_iter=300, tol=1e-3).fit(self.matrix(rows), answers)

    def matrix(self, rows: Iterable[list[str]]) -> Any:
        """Rows of ones."""
        known = [[self.traits[t] for t in row if t in self.traits] for row in rows]
        ends = np.cumsum([0, *map(len, known)])
        flat = [n for row in known for n in row]
        return csr_matrix((np.ones(len(flat), np.float32), flat, ends), shape=(len(known), len(self.traits)))

    def written(self) -> dict[str, Any]:
        """Thousandths; of two answers a row of two."""
        weights, bias = self.model.coef_, self.model.intercept_
        if len(bias) == 1:
            weights, bias = np.vstack([0 * weights, weights]), np.array([0.0, bias[0]])
        table = np.rint(weights.T * 1000).astype(int)
        traits = {t: table[n].tolist() for t, n in self.traits.items() if abs(table[n]).max() >= SMALLEST}
        return {"bias": np.rint(bias * 1000).astype(int).tolist(), "traits": traits}


def learned(reports: list[Report]) -> tuple[Table, Table]:
    """Both regressions."""
    rows = [row for r in reports for row in r.rows]
    taught = [row for row in rows if row.gold is not None or not FIGHTS & set(row.telling)]
    told = Table([row.telling for row in taught], [int(row.gold is not None) for row in taught], PENALTY_TOLD)
    written = [row for row in rows if row.gold is not None]
    parts = Table([s for row in written for s in row.standings], [p for row in written for p in row.parts], PENALTY_PARTS)
    return told, parts


def guess(report: Report, told: Table, parts: Table) -> None:
    """Fill in the chances."""
    for row in report.rows:
        row.told = float(told.model.predict_proba(told.matrix([row.telling]))[0, 1])
        row.chances = parts.model.predict_proba(parts.matrix(row.standings)) * row.told if row.standings else np.zeros((0, len(PARTS)))


def filled(report: Report, choice: Choice) -> list[dict[str, Any]]:
    """The templates that the program would give: `withindoc/filling/fillers.py` in the scorer's terms."""
    rows = {row.template: row for row in report.rows}
    found = []
    for number, template in enumerate(report.predicted):
        row = rows.get(number)
        if row is None:
            found.append(template)
        elif row.told >= choice.least_told or row.counted:
            found.append(_completed(report, row, template, choice))
    return found


def _completed(report: Report, row: Row, template: dict[str, Any], choice: Choice) -> dict[str, Any]:
    import events as scorer

    new = {**template, **{s: [] for s in SLOTS}}
    taken: set[int] = set()
    for slot in SLOTS:
        for words in template[slot]:
            here = [n for n, names in enumerate(report.named) if scorer.norm(words[0]) in map(scorer.norm, names)]
            taken.update(here)
            best = max(here, key=lambda n: row.chances[n][1:].sum(), default=None)
            if best is None or row.chances[best][1:].sum() >= choice.least_part:
                new[slot if best is None else _mended(slot, int(row.chances[best][1:].argmax()))].append(words)
    for n, chances in enumerate(row.chances):
        part = int(chances[1:].argmax())
        if n not in taken and chances[part + 1] >= choice.enough[part]:
            new[SLOTS[part]].append([report.named[n][0]])
    return new


def _mended(slot: str, part: int) -> str:
    """A name that the weights take for a body becomes one; a thing does not become an actor."""
    pairs = (("perp_individual", "perp_org"), ("target", "victim"))
    return next((SLOTS[part] for pair in pairs if slot in pair and SLOTS[part] in pair), slot)


def figure(reports: list[Report], choice: Choice) -> float:
    """The main figure of the scorer."""
    import events as scorer

    counts = [scorer.score_muc_doc(filled(r, choice), r.gold, "exact", free=False) for r in reports]
    return float(scorer.f1(*(sum(c[role][k] for c in counts for role in scorer.ROLES) for k in range(4))))


def chosen(reports: list[Report]) -> Choice:
    """Thresholds, one after the other."""
    best = Choice()
    for _ in range(ROUNDS):
        options = [replace(best, least_told=c) for c in (0.0, *CHANCES)]
        best = max([best, *options], key=lambda c: figure(reports, c))
        options = [replace(best, least_part=c) for c in (0.0, 0.02, 0.04, 0.06, 0.1, 0.15)]
        best = max([best, *options], key=lambda c: figure(reports, c))
        for n in range(len(SLOTS)):
            options = [replace(best, enough=(*best.enough[:n], c, *best.enough[n + 1 :])) for c in (*CHANCES, 2.0)]
            best = max([best, *options], key=lambda c: figure(reports, c))
    return best


def write(tables: tuple[Table, Table], choice: Choice, reports: int) -> None:
    """Write both files."""
    told, parts = tables
    folder = data_path("") / "filling"
    folder.mkdir(exist_ok=True)
    data = json.dumps({"told": told.written(), "parts": parts.written()}, ensure_ascii=False, separators=(",", ":")).encode()
    (folder / "weights.json").write_bytes(data)
    about = {
        "sha256": hashlib.sha256(data).hexdigest(),
        "reports": reports,
        "least_told": choice.least_told,
        "least_part": choice.least_part,
        "enough": dict(zip(PARTS[1:], choice.enough, strict=True)),
    }
    (folder / "about.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

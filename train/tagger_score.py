"""Figures of interest by halves. Usage: tagger_score.py SCORER.py GOLD.jsonl PRED.jsonl."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tagger_predict import is_look

SHOWN = (
    "relation",
    "relation_exact",
    "source_fragments",
    "cue_fragments",
    "content_fragments",
    "content_found",
    "source_linked",
    "mode.direct.relation",
    "mode.mixed.relation",
    "mode.indirect.relation",
)


def figures(scorer: str, gold: Path, pred: Path) -> dict[str, list[float]]:
    """Precision, recall and F1 as the scorer's table gives them."""
    out = subprocess.run(  # noqa: S603 - the scorer
        [sys.executable, scorer, str(gold), str(pred), "--resamples", "2"], capture_output=True, text=True, check=True
    ).stdout
    found = {}
    for line in out.splitlines():
        parts = line.split()
        if len(parts) >= 4 and parts[0] in SHOWN:
            found[parts[0]] = [float(x) for x in parts[1:4]]
    return found


def main() -> None:
    """Whole, look, blind."""
    scorer, gold, pred = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    rows = {}
    with tempfile.TemporaryDirectory() as there:
        for name, wanted in (("whole", (True, False)), ("look", (True,)), ("blind", (False,))):
            paths = []
            for k, source in enumerate((gold, pred)):
                path = Path(there) / f"{name}{k}.jsonl"
                path.write_text(
                    "".join(x for x in source.open(encoding="utf-8") if is_look(json.loads(x)["id"]) in wanted), encoding="utf-8"
                )
                paths.append(path)
            rows[name] = figures(scorer, *paths)
    for key in SHOWN:
        print(f"{key:24}" + "   ".join(f"{name} P {r[key][0]:.3f} R {r[key][1]:.3f} F {r[key][2]:.3f}" for name, r in rows.items()))


if __name__ == "__main__":
    main()

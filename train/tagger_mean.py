"""The mean of several checkpoints' weights. Usage: tagger_mean.py OUT.pt CHECKPOINT.pt CHECKPOINT.pt...

Runs that began with the same weights and differ in their seeds end in one basin; their mean reads better than most of them and costs no
more than one (Wortsman et al., 2022).
"""

import argparse
from pathlib import Path

import torch

import tagger_model as m


def main() -> None:
    """Average and keep."""
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("out", type=Path)
    p.add_argument("checkpoints", nargs="+")
    s = p.parse_args()
    states = [m.load(path).state_dict() for path in s.checkpoints]
    model = m.load(s.checkpoints[0])
    model.load_state_dict({name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]})
    s.out.parent.mkdir(parents=True, exist_ok=True)
    m.save(model, s.out, {"mean of": [str(Path(path).name) for path in s.checkpoints]})


if __name__ == "__main__":
    main()

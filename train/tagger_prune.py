"""Take layers, heads and inner units out of a trained encoder.

Usage: tagger_prune.py CHECKPOINT.pt TRAIN.jsonl OUT.pt [--layers 0,1,3,5] [--heads 8] [--inner 896]

What a unit is worth: its activation times the loss's slope there, summed over words without sign, on some training batches (the first
term of what the loss would change by; Molchanov et al., 2019). Which layers stay is said by hand. What is left is trained on with
`tagger_train.py --start OUT.pt --teacher CHECKPOINT.pt`.
"""

import argparse
import random
from pathlib import Path

import torch
from torch import Tensor, nn

import tagger_data as data
import tagger_model as m
import tagger_train as train

BATCHES, PIECES = 40, 3000


class Worth:
    """Sums over what flows into one matrix, column by column."""

    def __init__(self, matrix: nn.Linear) -> None:
        self.sum = torch.zeros(matrix.in_features)
        matrix.register_forward_pre_hook(self._watch)

    def _watch(self, _: nn.Module, given: tuple[Tensor, ...]) -> None:
        value = given[0]
        value.register_hook(lambda slope: self._add(value.detach(), slope))

    def _add(self, value: Tensor, slope: Tensor) -> None:
        self.sum += (value.float() * slope.float()).abs().sum((0, 1))


def worths(model: m.Tagger, path: str) -> list[tuple[Tensor, Tensor]]:
    """For each layer the worth of every head and of every inner unit."""
    watched = [(Worth(layer.out), Worth(layer.down)) for layer in model.encoder.layers]
    articles = data.load(path)
    aside = data.held_out(articles)
    rng = random.Random(0)  # noqa: S311 - no secret
    for items in train.plan([a for a in articles if a.id not in aside], rng, PIECES)[:BATCHES]:
        parts = train.losses(model, train.tensors(items, rng), rng)
        sum(train.WEIGHTS[k] * v for k, v in parts.items()).backward()
        model.zero_grad(set_to_none=True)
    return [(heads.sum.view(-1, m.HEAD).sum(1), inner.sum) for heads, inner in watched]


def smaller(model: m.Tagger, worth: list[tuple[Tensor, Tensor]], layers: list[int], heads: int, inner: int) -> m.Tagger:
    """The model with these layers, and the best heads and units of each."""
    old = model.state_dict()
    state = {name: value for name, value in old.items() if not name.startswith("encoder.layers.")}
    for n, layer in enumerate(layers):
        of_heads, of_units = worth[layer]
        before, at = f"encoder.layers.{layer}.", f"encoder.layers.{n}."
        state |= {name.replace(before, at): value for name, value in old.items() if name.startswith(before)}
        kept = of_heads.topk(heads).indices.sort().values
        rows = (kept[:, None] * m.HEAD + torch.arange(m.HEAD)).flatten()
        three = torch.cat([rows + k * len(of_heads) * m.HEAD for k in range(3)])
        units = of_units.topk(inner).indices.sort().values
        for part, chosen in (("qkv", three), ("up", units)):
            state[f"{at}{part}.weight"] = state[f"{at}{part}.weight"][chosen]
            state[f"{at}{part}.bias"] = state[f"{at}{part}.bias"][chosen]
        for part, chosen in (("out", rows), ("down", units)):
            state[f"{at}{part}.weight"] = state[f"{at}{part}.weight"][:, chosen]
        print(f"layer {layer}: heads keep {of_heads[kept].sum() / of_heads.sum():.3f}, units {of_units[units].sum() / of_units.sum():.3f}")
    out = m.Tagger(0.0, heads, inner, len(layers))
    out.load_state_dict(state)
    return out


def main() -> None:
    """Prune."""
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("checkpoint")
    p.add_argument("train")
    p.add_argument("out", type=Path)
    p.add_argument("--layers", default="0,1,3,5", help="numbers of those that stay")
    p.add_argument("--heads", type=int, default=8)
    p.add_argument("--inner", type=int, default=896)
    s = p.parse_args()
    torch.set_num_threads(1)
    model = m.load(s.checkpoint)
    s.out.parent.mkdir(parents=True, exist_ok=True)
    layers = [int(n) for n in s.layers.split(",")]
    about = {"layers": layers, "heads": s.heads, "inner": s.inner}
    m.save(smaller(model, worths(model, s.train), layers, s.heads, s.inner), s.out, about)


if __name__ == "__main__":
    main()

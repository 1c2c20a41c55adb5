"""Train the tagger. Usage: tagger_train.py TRAIN.jsonl ENCODER_FOLDER RUN_FOLDER [--seed 1] [--epochs 7] [--resume].

With `--start SMALLER.pt --teacher LARGER.pt` a smaller model learns besides from what a larger one makes of the same windows: its
states, its flat tags and its labels around each cue (knowledge distillation; Hinton et al., 2015; Jiao et al., 2020).

Every epoch leaves a checkpoint in RUN_FOLDER (weights, optimiser and the number of steps), so a run that was cut off goes on.
"""

import argparse
import json
import math
import random
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - its usual name

import tagger_data as data
import tagger_model as m
from accordingto.withindoc.speech.tagger_windows import Window, windows

LIMIT, LEFT, RIGHT = 254, 12, 40
SHORT = (40, 56)


def settings() -> argparse.Namespace:
    """The command line."""
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("train")
    p.add_argument("encoder")
    p.add_argument("run", type=Path)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--epochs", type=int, default=7)
    p.add_argument("--batch", type=int, default=3000, help="pieces a step")
    p.add_argument("--rate", type=float, default=2e-4, help="of the top layer")
    p.add_argument("--head-rate", type=float, default=1e-3)
    p.add_argument("--decay", type=float, default=0.85, help="of the rate from layer to layer")
    p.add_argument("--dropout", type=float, default=0.1)
    p.add_argument("--warm", type=float, default=0.06)
    p.add_argument("--articles", type=int, default=0, help="only so many (for trying)")
    p.add_argument("--stop", type=int, default=0, help="stop after so many steps (for trying)")
    p.add_argument("--start", help="a checkpoint to begin with, of whatever width, instead of the published encoder")
    p.add_argument("--teacher", help="a checkpoint whose answers are learnt besides the annotators'")
    p.add_argument("--also", help="more articles, labelled by the teacher (tagger_silver.py)")
    p.add_argument("--resume", action="store_true")
    return p.parse_args()


def plan(articles: list[data.Article], rng: random.Random, batch: int) -> list[list[tuple[data.Article, Window, bool]]]:
    """Windows of one epoch, cut anew each time, batched by length."""
    every = []
    for article in articles:
        show_headline = rng.random() > 0.2
        cut = windows(article.sizes, article.breaks, limit=LIMIT, left=LEFT, right=RIGHT, first=rng.randrange(0, 200))
        every.extend((article, w, show_headline) for w in cut)
    rng.shuffle(every)
    every.sort(key=lambda x: sum(x[0].sizes[x[1].start : x[1].end]) // 24)
    out, here, longest = [], [], 0
    for item in every:
        size = sum(item[0].sizes[item[1].start : item[1].end]) + 2
        if here and max(longest, size) * (len(here) + 1) > batch:
            out.append(here)
            here, longest = [], 0
        here.append(item)
        longest = max(longest, size)
    out.append(here)
    rng.shuffle(out)
    return out


MASK, STRAIGHT, LEFT_MARK, RIGHT_MARK = 103, 1000, 1523, 1524
NAMES_HIDDEN, WORDS_HIDDEN = 0.06, 0.015


def changed(a: data.Article, w: Window, rng: random.Random) -> tuple[list[tuple[int, ...]], np.ndarray]:
    """Pieces and case of a window, with words hidden, marks of another style, all capitals or none.

    Names and print habits must not decide.
    """
    words = list(a.ids[w.start : w.end])
    case = a.case[w.start : w.end]
    dice = rng.random()
    if dice < 0.03:
        letters = np.array([a.text[start].isalpha() for start in a.starts[w.start : w.end]])
        case = np.where(letters, 2, case)
    elif dice < 0.06:
        case = np.where((case == 1) | (case == 2) | (case == 3), 0, case)
    restyle = rng.random() < 0.1
    for n, word in enumerate(words):
        if restyle and len(word) == 1 and word[0] in (STRAIGHT, LEFT_MARK, RIGHT_MARK):
            words[n] = ((LEFT_MARK if a.quote[w.start + n] == 2 else RIGHT_MARK) if word[0] == STRAIGHT else STRAIGHT,)
        elif a.text[a.starts[w.start + n]].isalnum() and rng.random() < (NAMES_HIDDEN if a.case[w.start + n] == 1 else WORDS_HIDDEN):
            words[n] = (MASK,) * len(word)
    return words, case


def tensors(  # noqa: C901 - one loop over the batch
    items: list[tuple[data.Article, Window, bool]], rng: random.Random
) -> dict[str, torch.Tensor | list]:
    """One batch: pieces, features, where words begin, flat tags and relations."""
    sizes = [sum(a.sizes[w.start : w.end]) + 2 for a, w, _ in items]
    b, length = len(items), max(sizes)
    words = max(w.end - w.start for _, w, _ in items)
    ids = np.zeros((b, length), dtype=np.int64)
    feats = np.zeros((b, length, 3), dtype=np.int64)
    mask = np.zeros((b, length), dtype=np.float32)
    first = np.zeros((b, words), dtype=np.int64)
    tags = np.full((b, words, 3), -100, dtype=np.int64)
    relations = []
    for row, (a, w, show) in enumerate(items):
        words_here, case = changed(a, w, rng)
        pieces = [p for word in words_here for p in word]
        ids[row, : len(pieces) + 2] = [101, *pieces, 102]
        mask[row, : len(pieces) + 2] = 1
        counts = np.array(a.sizes[w.start : w.end])
        where = 1 + np.concatenate([[0], np.cumsum(counts)[:-1]])
        n = len(counts)
        first[row, :n] = where
        for col, values in enumerate((case, a.quote[w.start : w.end], a.headline[w.start : w.end])):
            if col < 2 or show:
                feats[row, 1 : len(pieces) + 1, col] = np.repeat(values, counts)
        tags[row, :n] = 0
        for r in a.relations:
            if r.low < w.end and r.high > w.start:
                for word, label in r.labels.items():
                    if w.start <= word < w.end:
                        at = word - w.start
                        if label == data.Q:
                            tags[row, at, 0] = 1 if word == r.cue[0] else 2
                        elif label in (data.BS, data.IS):
                            tags[row, at, 1] = 1 if label == data.BS else 2
                        else:
                            tags[row, at, 2] = 1 if label == data.BC else 2
        for r in a.relations:
            if w.start <= r.cue[0] and r.cue[1] <= w.end:
                whole = r.low >= w.start and r.high <= w.end
                relations.append(
                    (row, r.cue[0] - w.start, r.cue[1] - w.start, {k - w.start: v for k, v in r.labels.items()} if whole else None)
                )
    return {
        "ids": torch.from_numpy(ids),
        "feats": torch.from_numpy(feats),
        "mask": torch.from_numpy(mask),
        "first": torch.from_numpy(first),
        "tags": torch.from_numpy(tags),
        "relations": relations,
        "words": [w.end - w.start for _, w, _ in items],
    }


def false_cues(flat: torch.Tensor, tags: torch.Tensor, count: int, rng: random.Random) -> list[tuple[int, int, int]]:
    """Words that the flat tags take for a cue though none is there."""
    cue = torch.softmax(flat[..., :3].detach().float(), -1)[..., 1:].sum(-1).numpy()
    free = tags[..., 0].numpy() == 0
    found = []
    for row in range(cue.shape[0]):
        word = 0
        while word < cue.shape[1]:
            if free[row, word] and cue[row, word] > 0.08:
                low = word
                while word < cue.shape[1] and free[row, word] and cue[row, word] > 0.08 and word - low < 4:
                    word += 1
                found.append((row, low, word))
            else:
                word += 1
    rng.shuffle(found)
    return found[:count]


def moved_edges(low: int, high: int, words: int, rng: random.Random) -> tuple[int, int]:
    """A cue as the flat tags may see it: sometimes a word short or long."""
    if rng.random() < 0.12:
        if high - low > 1 and rng.random() < 0.5:
            return (low + 1, high) if rng.random() < 0.5 else (low, high - 1)
        return (max(0, low - 1), high) if rng.random() < 0.5 else (low, min(words, high + 1))
    return low, high


def cases(relations: list, false: list, words: list[int], rng: random.Random) -> list[tuple[list, int, int]]:
    """(case, before, after) groups: most with short surroundings, some with long."""
    short, long = [], []
    for row, low, high, labels in relations:
        if labels is None:
            continue
        near, far = moved_edges(low, high, words[row], rng)
        fits = min(labels) >= near - SHORT[0] and max(labels) < near + SHORT[1]
        (short if fits and rng.random() < 0.8 else long).append((row, near, far, labels))
    for row, low, high in false:
        (short if rng.random() < 0.8 else long).append((row, low, high, {}))
    return [(short, *SHORT), (long, m.BEFORE, m.AFTER)]


@dataclass(frozen=True)
class Answer:
    """What the teacher makes of a batch: states of the words, flat tags, and the states its reader is given."""

    model: m.Tagger
    states: torch.Tensor
    flat: torch.Tensor
    projected: torch.Tensor


def answered(teacher: m.Tagger, batch: dict) -> Answer:
    """The teacher's reading of a batch."""
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        states = teacher.encoder(batch["ids"], batch["feats"], batch["mask"])
        states = states.gather(1, batch["first"][..., None].expand(-1, -1, m.HIDDEN))
        return Answer(teacher, states.float(), teacher.flat(states).float(), teacher.project(states).float())


def unlike(ours: torch.Tensor, theirs: torch.Tensor) -> torch.Tensor:
    """Kullback-Leibler divergence of our chances of each label from theirs (last axis)."""
    wanted = torch.log_softmax(theirs, -1)
    return (wanted.exp() * (wanted - torch.log_softmax(ours, -1))).sum(-1)


def read_cases(  # noqa: PLR0917 - one caller
    model: m.Tagger, states: torch.Tensor, group: list, before: int, after: int, words: list[int], answer: Answer | None
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor | None]:
    """Losses of a group of cues: chain and reality of each, and how far the labels of its words are from the teacher's."""
    n, t = len(group), before + after
    rows = np.zeros((n, t), dtype=np.int64)
    cols = np.zeros((n, t), dtype=np.int64)
    distance = np.zeros((n, t), dtype=np.int64)
    cue = np.zeros((n, t), dtype=np.float32)
    labels = np.zeros((n, t), dtype=np.int64)
    lengths = np.zeros(n, dtype=np.int64)
    real = np.zeros(n, dtype=np.float32)
    for k, (row, low, high, gold) in enumerate(group):
        begin, end = max(0, low - before), min(words[row], low + after)
        lengths[k] = end - begin
        rows[k], cols[k, : end - begin] = row, np.arange(begin, end)
        distance[k, : end - begin] = np.arange(begin, end) - low + m.BEFORE
        cue[k, low - begin : high - begin] = 1
        real[k] = bool(gold)
        for word, label in gold.items():
            if begin <= word < end:
                labels[k, word - begin] = label
        for word in range(1, end - begin):  # a piece cut off by the window begins anew
            if labels[k, word] in (data.IS, data.IC) and labels[k, word - 1] not in (labels[k, word], labels[k, word] - 1):
                labels[k, word] -= 1
        if labels[k, 0] in (data.IS, data.IC):
            labels[k, 0] -= 1
    size = torch.from_numpy(lengths)
    mask = (torch.arange(t)[None] < size[:, None]).float()
    where = torch.from_numpy(rows), torch.from_numpy(cols)
    given = torch.from_numpy(distance), torch.from_numpy(cue), mask
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores, sure = model.reader(states[where], *given)
    chain = model.crf.loss(scores.float(), torch.from_numpy(labels), size)
    reality = F.binary_cross_entropy_with_logits(sure.float(), torch.from_numpy(real), reduction="none")
    if answer is None:
        return chain, reality, None
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        theirs, _ = answer.model.reader(answer.projected[where], *given)
    return chain, reality, (unlike(scores.float(), theirs.float()) * mask).sum(1)


def losses(model: m.Tagger, batch: dict, rng: random.Random, teacher: m.Tagger | None = None) -> dict[str, torch.Tensor]:
    """All losses of a batch."""
    words = batch["words"]
    answer = answered(teacher, batch) if teacher else None
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states = model.encoder(batch["ids"], batch["feats"], batch["mask"])
        states = states.gather(1, batch["first"][..., None].expand(-1, -1, m.HIDDEN))
        flat = model.flat(states)
        projected = model.project(states)
    flat = flat.float()
    tags = batch["tags"]
    count = max(1, len(batch["relations"]))
    out = {}
    for number, name in enumerate(("cue", "source", "content")):
        out[name] = (
            F.cross_entropy(
                flat[..., 3 * number : 3 * number + 3].reshape(-1, 3), tags[..., number].reshape(-1), ignore_index=-100, reduction="sum"
            )
            / count
        )
    if answer is not None:
        there = tags[..., 0] >= 0
        out["states"] = F.mse_loss(states.float()[there], answer.states[there]) * there.sum() / count
        three = (*flat.shape[:-1], 3, 3)
        out["tags"] = (unlike(flat.view(three), answer.flat.view(three)) * there[..., None]).sum() / count
    false = false_cues(flat, tags, max(4, count // 3), rng)
    read = [
        read_cases(model, projected.float(), group, before, after, words, answer)
        for group, before, after in cases(batch["relations"], false, words, rng)
        if group
    ]
    if read:
        out["chain"] = torch.cat([r[0] for r in read]).sum() / count
        out["real"] = torch.cat([r[1] for r in read]).sum() / count
        if answer is not None:
            out["labels"] = torch.cat([r[2] for r in read]).sum() / count
    return out


WEIGHTS = {"cue": 1.0, "source": 0.15, "content": 0.15, "chain": 1.0, "real": 1.0, "states": 1.0, "tags": 0.3, "labels": 0.5}


def optimiser(model: m.Tagger, s: argparse.Namespace) -> torch.optim.Optimizer:
    """AdamW with rates that fall from the top layer down."""
    groups: dict[tuple[float, float], list] = {}
    depth = len(model.encoder.layers)
    for name, p in model.named_parameters():
        if name in ("encoder.piece.weight", "encoder.position.weight"):
            p.requires_grad_(False)  # half of all weights; most pieces are too rare here to learn anything
            continue
        if name.startswith("encoder.layers."):
            rate = s.rate * s.decay ** (depth - 1 - int(name.split(".")[2]))
        elif name.startswith(("encoder.case", "encoder.quote", "encoder.headline")):
            rate = s.head_rate
        elif name.startswith("encoder."):
            rate = s.rate * s.decay**depth
        elif name.startswith("crf"):
            rate = s.head_rate * 5
        else:
            rate = s.head_rate
        groups.setdefault((rate, 0.0 if p.dim() < 2 or name.startswith("crf") else 0.01), []).append(p)
    return torch.optim.AdamW(
        [{"params": p, "lr": r, "top": r, "weight_decay": d} for (r, d), p in groups.items()], betas=(0.9, 0.98), eps=1e-6, fused=True
    )


def scale_at(share: float, warm: float) -> float:
    """Learning rate over its top: up in a line, then down halfway between a line and a cosine."""
    if share < warm:
        return share / warm
    gone = (share - warm) / (1 - warm)
    return max(0.02, 0.25 * (1 + math.cos(math.pi * gone)) + 0.5 * (1 - gone))


class Run:
    """Everything that a run needs to go on after it was cut off."""

    def __init__(self, s: argparse.Namespace) -> None:
        self.s = s
        torch.set_num_threads(1)
        torch.manual_seed(s.seed)
        s.run.mkdir(parents=True, exist_ok=True)
        articles = data.load(s.train)
        aside = data.held_out(articles)
        self.articles = [a for a in articles if a.id not in aside][: s.articles or None] + (data.load(s.also) if s.also else [])
        if s.start:
            self.model = m.load(s.start, s.dropout)
        else:
            self.model = m.Tagger(s.dropout)
            self.model.encoder.load_minilm(s.encoder)
        self.teacher = m.load(s.teacher).eval() if s.teacher else None
        self.best = optimiser(self.model, s)
        self.rng = random.Random(s.seed)  # noqa: S311 - no secret
        self.steps = len(plan(self.articles, random.Random(0), s.batch)) * s.epochs  # noqa: S311
        self.done = self.epoch = 0
        if s.resume:
            self.restore()
        self.started = time.time()

    def restore(self) -> None:
        """Go on from the last epoch."""
        kept = torch.load(self.s.run / "last.pt", weights_only=False)
        self.model.load_state_dict(kept["model"])
        self.best.load_state_dict(kept["best"])
        self.done, self.epoch, self.steps = kept["done"], kept["epoch"], kept["steps"]
        self.rng.setstate(kept["rng"])
        if "torch_rng" in kept:
            torch.set_rng_state(kept["torch_rng"])

    def keep(self) -> None:
        """Leave the weights of this epoch, and what `restore` reads."""
        about = {"epoch": self.epoch, "done": self.done, "seed": self.s.seed, "minutes": (time.time() - self.started) / 60}
        m.save(self.model, self.s.run / f"epoch{self.epoch}.pt", about)
        state = {
            "model": self.model.state_dict(),
            "best": self.best.state_dict(),
            "rng": self.rng.getstate(),
            "torch_rng": torch.get_rng_state(),
        }
        torch.save({**state, "done": self.done, "epoch": self.epoch, "steps": self.steps}, self.s.run / "last.pt")

    def step(self, items: list[tuple[data.Article, Window, bool]]) -> tuple[int, dict[str, float]]:
        """One batch; pieces read and losses."""
        scale = scale_at(self.done / self.steps, self.s.warm)
        for group in self.best.param_groups:
            group["lr"] = group["top"] * scale
        batch = tensors(items, self.rng)
        parts = losses(self.model, batch, self.rng, self.teacher)
        self.best.zero_grad(set_to_none=True)
        sum(WEIGHTS[k] * v for k, v in parts.items()).backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 2.0)
        self.best.step()
        self.done += 1
        return int(batch["mask"].sum()), {k: float(v.detach()) for k, v in parts.items()}

    def read_epoch(self) -> None:
        """All windows once."""
        self.model.train()
        sums: dict[str, float] = {}
        count = pieces = 0
        began = time.time()
        for items in plan(self.articles, self.rng, self.s.batch):
            size, parts = self.step(items)
            pieces, count = pieces + size, count + 1
            sums = {k: sums.get(k, 0.0) + v for k, v in parts.items()}
            if self.done % 20 == 0:
                told = " ".join(f"{k} {v / count:.3f}" for k, v in sums.items())
                print(f"{self.epoch} {self.done}/{self.steps} {told} {pieces / (time.time() - began):.0f} pieces/s", flush=True)
                sums, count, pieces, began = {}, 0, 0, time.time()
            if self.s.stop and self.done >= self.s.stop:
                break
        self.epoch += 1
        self.keep()


def main() -> None:
    """Train."""
    run = Run(settings())
    print(
        json.dumps({"settings": {k: str(v) for k, v in vars(run.s).items()}, "articles": len(run.articles), "steps": run.steps}), flush=True
    )
    while run.epoch < run.s.epochs and not (run.s.stop and run.done >= run.s.stop):
        run.read_epoch()


if __name__ == "__main__":
    main()

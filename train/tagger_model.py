"""The tagger as a torch model: MiniLM-L6 encoder with word features, flat tags, and a reader that is given one cue.

In: piece numbers and features of windows; cues as (window, first word, end). Out: flat tag scores, label scores given a cue.
"""

import json
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F  # noqa: N812 - its usual name
from safetensors.torch import load_file
from torch import Tensor, nn

HIDDEN, LAYERS, HEADS, INNER, HEAD = 384, 6, 12, 1536, 32
READ, READ_HEADS, READ_INNER, READ_LAYERS = 192, 6, 512, 2
FLAT, LABELS = 9, 6
BEFORE, AFTER = 64, 96
POSITIONS = 384
NEVER = -1e4


class OnePass(torch.autograd.Function):
    """Attention as one node of the exported graph."""

    @staticmethod
    def forward(ctx: Any, q: Tensor, k: Tensor, v: Tensor, heads: int) -> Tensor:  # noqa: ARG004 - torch's signature
        """The same in torch, to trace."""
        b, n, w = q.shape
        q, k, v = (t.view(b, n, heads, w // heads).transpose(1, 2) for t in (q, k, v))
        return F.scaled_dot_product_attention(q, k, v).transpose(1, 2).reshape(b, n, w)

    @staticmethod
    def symbolic(g: Any, q: Any, k: Any, v: Any, heads: int) -> Any:
        """What stands in the graph."""
        return g.op("com.microsoft::MultiHeadAttention", q, k, v, num_heads_i=heads).setType(q.type())


class Block(nn.Module):
    """One post-norm transformer layer."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float, eps: float, head: int = HEAD) -> None:  # noqa: PLR0917
        super().__init__()
        self.heads, self.mixed = heads, heads * head
        self.qkv = nn.Linear(width, 3 * self.mixed)
        self.out = nn.Linear(self.mixed, width)
        self.norm1 = nn.LayerNorm(width, eps=eps)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=eps)
        self.dropout = dropout

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """States -> states; mask is added to the attention scores."""
        b, n, _ = x.shape
        w = self.mixed
        if mask is None:  # only in the export: one window at a time needs no mask, and the runtime has a kernel for all of it
            q, k, v = self.qkv(x).split(w, -1)
            mixed = OnePass.apply(q, k, v, self.heads)
        else:
            q, k, v = self.qkv(x).view(b, n, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
            scores = (q * (w // self.heads) ** -0.5) @ k.transpose(-1, -2) + mask.to(q.dtype)
            mixed = torch.softmax(scores, -1, dtype=scores.dtype) @ v  # by hand: the fused kernel's backward pass is slow here
            mixed = mixed.transpose(1, 2).reshape(b, n, w)
        mixed = self.out(mixed)
        x = self.norm1(x + F.dropout(mixed, self.dropout, self.training))
        return self.norm2(x + F.dropout(self.down(F.gelu(self.up(x))), self.dropout, self.training))


class Encoder(nn.Module):
    """Windows of pieces -> state of every piece."""

    def __init__(self, dropout: float = 0.1, heads: int = HEADS, inner: int = INNER, layers: int = LAYERS) -> None:
        super().__init__()
        self.piece = nn.Embedding(30522, HIDDEN)
        self.position = nn.Embedding(POSITIONS, HIDDEN)
        self.case = nn.Embedding(6, HIDDEN)
        self.quote = nn.Embedding(4, HIDDEN)
        self.headline = nn.Embedding(2, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Block(HIDDEN, heads, inner, dropout, 1e-12) for _ in range(layers))
        self.dropout = dropout
        for table in (self.case, self.quote, self.headline):
            nn.init.zeros_(table.weight)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor | None) -> Tensor:
        """Pieces, their three features, 1.0 where there is a piece -> states."""
        x = self.piece(ids) + self.position.weight[: ids.shape[1]]
        x = x + self.case(features[..., 0]) + self.quote(features[..., 1]) + self.headline(features[..., 2])
        x = F.dropout(self.norm(x), self.dropout, self.training)
        hide = None if mask is None else ((1.0 - mask) * NEVER)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, hide)
        return x

    def load_minilm(self, folder: str | Path) -> None:
        """Weights of the published encoder; position and type tables are summed, projections joined."""
        old = load_file(str(Path(folder) / "model.safetensors"))
        new = {
            "piece.weight": old["embeddings.word_embeddings.weight"],
            "position.weight": (old["embeddings.position_embeddings.weight"] + old["embeddings.token_type_embeddings.weight"][0])[
                :POSITIONS
            ],
            "norm.weight": old["embeddings.LayerNorm.weight"],
            "norm.bias": old["embeddings.LayerNorm.bias"],
        }
        names = {
            "out": "attention.output.dense",
            "norm1": "attention.output.LayerNorm",
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm2": "output.LayerNorm",
        }
        for n in range(LAYERS):
            for kind in ("weight", "bias"):
                at = f"encoder.layer.{n}."
                new[f"layers.{n}.qkv.{kind}"] = torch.cat([old[f"{at}attention.self.{p}.{kind}"] for p in ("query", "key", "value")])
                for ours, theirs in names.items():
                    new[f"layers.{n}.{ours}.{kind}"] = old[f"{at}{theirs}.{kind}"]
        missing, unexpected = self.load_state_dict(new, strict=False)
        if unexpected or any(m.split(".")[0] not in {"case", "quote", "headline"} for m in missing):
            raise SystemExit(f"weights do not fit: {missing} {unexpected}")


def waves(count: int, width: int) -> Tensor:
    """Sines and cosines of distances from the cue, so that neighbouring distances start alike."""
    at = torch.arange(count)[:, None] - float(BEFORE)
    speed = 100.0 ** -(torch.arange(width // 2) / (width // 2))
    return torch.cat([(at * speed).sin(), (at * speed).cos()], 1)


class Reader(nn.Module):
    """States around one cue -> label scores of every word, and how real the cue is."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.distance = nn.Embedding(BEFORE + AFTER + 1, READ)
        self.marker = nn.Embedding(2, READ)
        self.given = nn.Linear(READ, READ)
        self.norm = nn.LayerNorm(READ, eps=1e-6)
        self.layers = nn.ModuleList(Block(READ, READ_HEADS, READ_INNER, dropout, 1e-6) for _ in range(READ_LAYERS))
        self.label = nn.Linear(READ, LABELS)
        self.real1 = nn.Linear(READ, 64)
        self.real2 = nn.Linear(64, 1)
        self.dropout = dropout
        with torch.no_grad():  # as strong as the states: with 0.02 the first epoch went by before the reader knew which cue was meant
            self.distance.weight.copy_(waves(BEFORE + AFTER + 1, READ) * 0.5)
        nn.init.normal_(self.marker.weight, std=0.35)

    def forward(self, x: Tensor, distance: Tensor, cue: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """x: cases x words x READ; distance: numbers; cue: 1.0 on the cue's words; mask: 1.0 on words that are there."""
        mean = (x * cue[..., None]).sum(1) / cue.sum(1, keepdim=True)
        x = x + self.distance(distance) + self.marker.weight[0] + cue[..., None] * (self.marker.weight[1] - self.marker.weight[0])
        x = self.norm(x + self.given(mean)[:, None])
        hide = ((1.0 - mask) * NEVER)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, hide)
        pooled = (x * cue[..., None]).sum(1) / cue.sum(1, keepdim=True)
        return self.label(F.dropout(x, self.dropout, self.training)), self.real2(F.gelu(self.real1(pooled)))[:, 0]


def never_moves() -> Tensor:
    """1 where a label cannot follow another: inside without a beginning."""
    bad = torch.zeros(LABELS, LABELS)
    for inside, begins in ((3, (2, 3)), (5, (4, 5))):
        for label in range(LABELS):
            if label not in begins:
                bad[label, inside] = 1
    return bad


class Crf(nn.Module):
    """Linear chain over the six labels."""

    def __init__(self) -> None:
        super().__init__()
        self.start = nn.Parameter(torch.zeros(LABELS))
        self.move = nn.Parameter(torch.zeros(LABELS, LABELS))
        self.end = nn.Parameter(torch.zeros(LABELS))
        self.register_buffer("bad", never_moves(), persistent=False)

    def tables(self) -> tuple[Tensor, Tensor]:
        """Start and move scores with the forbidden ones struck out (a window may begin inside nothing: no I at its start)."""
        start = self.start + torch.tensor([0, 0, 0, NEVER, 0, NEVER])
        return start, self.move + self.bad * NEVER

    def loss(self, scores: Tensor, labels: Tensor, lengths: Tensor) -> Tensor:
        """Negative log likelihood of each case (all labels past the length are ignored)."""
        start, move = self.tables()
        t = scores.shape[1]
        at = torch.arange(t)
        alive = at[None] < lengths[:, None]
        picked = scores.gather(2, labels[..., None])[..., 0]
        gold = (picked * alive).sum(1) + start[labels[:, 0]]
        gold = gold + (move[labels[:, :-1], labels[:, 1:]] * alive[:, 1:]).sum(1)
        gold = gold + self.end[labels.gather(1, (lengths - 1)[:, None])[:, 0]]
        total = scores[:, 0] + start
        for word in range(1, t):
            moved = torch.logsumexp(total[:, :, None] + move[None], 1) + scores[:, word]
            total = torch.where(alive[:, word, None], moved, total)
        return torch.logsumexp(total + self.end, 1) - gold


class Tagger(nn.Module):
    """Encoder, flat tags (cue BIO, source BIO, content BIO), projection for the reader, reader, chain."""

    def __init__(self, dropout: float = 0.1, heads: int = HEADS, inner: int = INNER, layers: int = LAYERS) -> None:
        super().__init__()
        self.encoder = Encoder(dropout, heads, inner, layers)
        self.flat = nn.Linear(HIDDEN, FLAT)
        self.project = nn.Linear(HIDDEN, READ)
        self.reader = Reader(dropout)
        self.crf = Crf()


def load(path: str | Path, dropout: float = 0.0) -> Tagger:
    """The model of a checkpoint, as wide and as deep as its weights are."""
    state = torch.load(path, weights_only=True)
    heads, inner = (state[f"encoder.layers.0.{part}.weight"].shape[0] for part in ("qkv", "up"))
    layers = sum(name.startswith("encoder.layers.") and name.endswith("up.bias") for name in state)
    model = Tagger(dropout, heads // 3 // HEAD, inner, layers)
    model.load_state_dict(state)
    return model


def save(model: nn.Module, path: Path, about: dict[str, object]) -> None:
    """Weights and a note beside them."""
    torch.save(model.state_dict(), path)
    path.with_suffix(".json").write_text(json.dumps(about, indent=1), encoding="utf-8")

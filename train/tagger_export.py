"""Checkpoint -> two ONNX files, int8 by default, with model.json.

Usage: tagger_export.py CHECKPOINT.pt OUT_FOLDER [--float] [--confidence FILE.json]
"""

import argparse
import hashlib
import json
import shutil
import tempfile
import warnings
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

import tagger_model as m
from accordingto.resources.files import data_path

NO_CONFIDENCE = {"weights": [0.0, 0.5, 0.5, 0.0, 0.0, 0.0, 0.0], "threshold": 0.5}


class EncoderPart(nn.Module):
    """What the shipped encoder gives: flat cue tags and states for the reader."""

    def __init__(self, model: m.Tagger) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor, features: Tensor) -> tuple[Tensor, Tensor]:
        """Pieces of one window -> cue tags and projected states."""
        states = self.model.encoder(ids, features, None)
        return self.model.flat(states)[..., :3], self.model.project(states)


def export(model: m.Tagger, folder: Path, *, whole: bool) -> None:
    """Write encoder.onnx and reader.onnx."""
    ids = torch.randint(1000, 2000, (1, 40))
    features = torch.zeros(1, 40, 3, dtype=torch.long)
    x, distance, cue = torch.randn(3, 50, m.READ), torch.zeros(3, 50, dtype=torch.long), torch.zeros(3, 50)
    cue[:, 5] = 1
    axes = {name: {1: "n"} for name in ("ids", "features", "flat", "states")}
    axes2 = {name: {0: "c", 1: "t"} for name in ("x", "distance", "cue", "mask", "scores")} | {"real": {0: "c"}}
    parts = (
        ("encoder", EncoderPart(model), (ids, features), ["ids", "features"], ["flat", "states"], axes),
        ("reader", model.reader, (x, distance, cue, torch.ones(3, 50)), ["x", "distance", "cue", "mask"], ["scores", "real"], axes2),
    )
    with tempfile.TemporaryDirectory() as there, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, part, example, inputs, outputs, dynamic in parts:
            path = Path(there) / f"{name}.onnx"
            torch.onnx.export(
                part.eval(),
                example,
                str(path),
                input_names=inputs,
                output_names=outputs,
                dynamic_axes=dynamic,
                opset_version=17,
                custom_opsets={"com.microsoft": 1},
                dynamo=False,
            )
            if whole:
                shutil.copy(path, folder / path.name)
            else:
                quantize_dynamic(
                    str(path),
                    str(folder / path.name),
                    per_channel=True,
                    weight_type=QuantType.QInt8,
                    extra_options={"MatMulConstBOnly": True},
                )


def main() -> None:
    """Export."""
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("checkpoint")
    p.add_argument("out", type=Path)
    p.add_argument("--float", action="store_true")
    p.add_argument("--confidence", type=Path)
    s = p.parse_args()
    s.out.mkdir(parents=True, exist_ok=True)
    model = m.load(s.checkpoint).eval()
    with torch.no_grad():
        export(model, s.out, whole=s.float)
        start, move = model.crf.tables()
    if (s.out / "vocab.txt").resolve() != data_path("tagger/vocab.txt").resolve():
        shutil.copy(data_path("tagger/vocab.txt"), s.out / "vocab.txt")
    tables = {"start": start, "move": move, "end": model.crf.end}
    about = {
        "files": {n: hashlib.sha256((s.out / n).read_bytes()).hexdigest() for n in ("encoder.onnx", "reader.onnx", "vocab.txt")},
        "chain": {
            k: [[round(x, 5) for x in row] if isinstance(row, list) else round(row, 5) for row in v.tolist()] for k, v in tables.items()
        },
        "confidence": json.loads(s.confidence.read_text(encoding="utf-8")) if s.confidence else NO_CONFIDENCE,
    }
    (s.out / "model.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    print({f.name: f.stat().st_size for f in s.out.iterdir()})


if __name__ == "__main__":
    main()

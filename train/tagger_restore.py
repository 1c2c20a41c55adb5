"""The weights of an exported model, out of its int8 files, as a checkpoint. Usage: tagger_restore.py MODEL_FOLDER ENCODER_FOLDER OUT.pt.

For when a run's checkpoints are gone. The piece and position tables, which training leaves alone, come from the published encoder;
the others are what their eight bits say (relation F1 of the two: equal to a thousandth).
"""

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

import tagger_model as m

ENCODER_ORDER = [f"encoder.layers.{n}.{part}" for n in range(m.LAYERS) for part in ("qkv", "out", "up", "down")] + ["flat", "project"]
READER_ORDER = [f"reader.layers.{n}.{part}" for n in range(m.READ_LAYERS) for part in ("qkv", "out", "up", "down")] + ["reader.label"]


def tables(path: Path) -> dict[str, np.ndarray[Any, Any]]:
    """Every weight of a graph in float32 by its name there, without the ending that tells it is quantized."""
    found = {i.name: numpy_helper.to_array(i) for i in onnx.load(str(path)).graph.initializer}
    out = {}
    for name, value in found.items():
        if name.endswith("_quantized"):
            plain = name.removesuffix("_quantized")
            zero = found[f"{plain}_zero_point"].astype(np.float32)
            out[plain] = (value.astype(np.float32) - zero) * found[f"{plain}_scale"]
        elif not name.endswith(("_scale", "_zero_point")):
            out[name] = value
    return out


def named(found: dict[str, np.ndarray[Any, Any]], prefix: str, order: list[str]) -> dict[str, Tensor]:
    """Weights by the names of the torch model; matrices without a name come in the graph's order, and lie the other way round."""
    out: dict[str, Tensor] = {}
    matrices = sorted((int(n.split("_")[1]), n) for n in found if n.startswith("onnx::MatMul_"))
    for name, (_, key) in zip(order, matrices, strict=True):
        out[f"{name}.weight"] = torch.tensor(found[key].T.copy())
    for key, value in found.items():
        if key.startswith("onnx::"):
            continue
        name = prefix + key.removeprefix("model.")
        turned = name.endswith("_Transposed")
        out[name.removesuffix("_Transposed")] = torch.tensor(value.T.copy() if turned else value)
    return out


def main() -> None:
    """Restore."""
    folder, encoder, target = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    model = m.Tagger(0.0)
    reader = tables(folder / "reader.onnx")
    marker = torch.tensor(np.stack([reader["onnx::Add_249"], reader["onnx::Add_249"] + reader["onnx::Mul_251"]]))
    state = named(tables(folder / "encoder.onnx"), "", ENCODER_ORDER) | named(reader, "reader.", READER_ORDER)
    state["reader.marker.weight"] = marker
    chain = json.loads((folder / "model.json").read_text(encoding="utf-8"))["chain"]
    start, move = (torch.tensor(chain[k], dtype=torch.float32) for k in ("start", "move"))
    state["crf.start"] = torch.where(start < m.NEVER / 2, start - m.NEVER, start)
    state["crf.move"] = torch.where(move < m.NEVER / 2, move - m.NEVER, move)
    state["crf.end"] = torch.tensor(chain["end"], dtype=torch.float32)
    missing, unexpected = model.load_state_dict(state, strict=False)
    if missing or unexpected:
        raise SystemExit(f"weights do not fit: {missing} {unexpected}")
    trained = {k: v.clone() for k, v in model.encoder.state_dict().items() if not k.startswith(("piece.", "position."))}
    model.encoder.load_minilm(encoder)
    model.encoder.load_state_dict(trained, strict=False)
    target.parent.mkdir(parents=True, exist_ok=True)
    m.save(model, target, {"restored from": [f"{n}.onnx" for n in ("encoder", "reader")]})


if __name__ == "__main__":
    main()

"""Once, in the first run: strengthen the reader's distances and markers of a run's last checkpoint. Usage: tagger_patch.py RUN_FOLDER."""

import sys
from pathlib import Path

import torch

import tagger_model as m


def main() -> None:
    """Add waves to the distances and a direction to the markers."""
    path = Path(sys.argv[1]) / "last.pt"
    kept = torch.load(path, weights_only=False)
    torch.manual_seed(7)
    kept["model"]["reader.distance.weight"] += m.waves(m.BEFORE + m.AFTER + 1, m.READ) * 0.5
    kept["model"]["reader.marker.weight"] += torch.randn(2, m.READ) * 0.35
    torch.save(kept, path)


if __name__ == "__main__":
    main()

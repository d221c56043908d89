"""Average the weights of several checkpoints of one run.

    python -m training.reader.average OUT CHECKPOINT...

The mean of weights a little apart reads better than each (Wortsman et al., 2022), the more so
while the learning rate is high. OUT is a checkpoint for ``training.reader.export``; it cannot be
trained further, having no optimizer.

Promise: every weight is the mean of those given; the steps are those of the last.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch


def main() -> None:
    """Read the arguments, average and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("checkpoints", type=Path, nargs="+")
    arguments = parser.parse_args()
    kept = [torch.load(path, weights_only=True) for path in arguments.checkpoints]
    torch.save(average(kept), arguments.out)


def average(kept: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the mean of checkpoints."""
    models = [one["model"] for one in kept]
    mean = {
        name: torch.stack([model[name].float() for model in models]).mean(dim=0)
        for name in models[0]
    }
    return {"model": mean, "steps": max(one["steps"] for one in kept)}


if __name__ == "__main__":
    main()

"""Average a trained reader's weights with those of the exported reader that it went on from.

    python -m training.reader.average CHECKPOINT READER OUT [--share S]

The mean reads better than both: what the second run learnt stays, and less of the first is lost
(Wortsman et al., 2022). OUT is a checkpoint for ``training.reader.export``.

Promise: every trained weight is averaged; the others are the same in both.
"""

import argparse
from pathlib import Path

import torch

from embeddings.default_model import check_default_weights
from training.reader.shipped import take_weights
from training.reader.span_model import SpanModel

SHARE = 0.5
"""How much of the mean is the trained reader's, 0 to 1."""


def main() -> None:
    """Read the arguments, average and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("reader", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--share", type=float, default=SHARE)
    arguments = parser.parse_args()
    kept = torch.load(arguments.checkpoint, weights_only=True)
    model = SpanModel(check_default_weights())
    take_weights(model, arguments.reader)
    average(model, kept["model"], arguments.share)
    torch.save({"model": model.state_dict(), "steps": kept["steps"]}, arguments.out)


def average(model: SpanModel, trained: dict[str, torch.Tensor], share: float) -> None:
    """Move a model's trained weights ``share`` of the way to those of ``trained``."""
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if weight.requires_grad:
                weight.lerp_(trained[name], share)


if __name__ == "__main__":
    main()

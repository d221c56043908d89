"""Train the span reader.

    python -m training.reader.train DATA OUT [--epochs N] [--steps N] [--start READER] [--seed N]

DATA is a folder of question files, OUT takes ``checkpoint.pt`` every few minutes; started again
with the same OUT, the run goes on from there. ``--steps`` ends a run sooner, with the learning
rate falling over the last third. ``--start`` begins with the weights of an exported reader; give
another ``--seed`` then, for other examples.

Promise: the same data, seed and steps give the same weights, interrupted or not.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import torch

from embeddings.default_model import check_default_weights
from embeddings.encoders.encoder import open_tokenizer
from training.reader.examples import Batch, ExampleMaker
from training.reader.questions import is_kept_aside, read_all
from training.reader.shipped import take_weights
from training.reader.span_model import SpanModel, compute_loss
from training.reader.twists import NearWords

FILES = ("reader-train.jsonl.xz", "squad2-visible.jsonl.gz", "newsqa-visible.jsonl.gz")
SEED = 11
BATCH_TOKENS = 3584
PEAK_RATE = 1.5e-4
WARM_UP, FALL = 0.04, 0.35
"""Shares of the steps over which the learning rate rises and falls."""
SAVE_EVERY_S = 240
CHECKPOINT = "checkpoint.pt"


def main() -> None:
    """Read the arguments and train."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--steps", type=int, help="end after so many steps")
    parser.add_argument("--start", type=Path, help="a reader to go on from")
    parser.add_argument("--seed", type=int, default=SEED)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(arguments.seed)
    encoder = check_default_weights()
    questions = read_all([arguments.data / name for name in FILES])
    learnt = [one for one in questions if not is_kept_aside(one)]
    sys.stderr.write(f"{len(learnt):,} questions to learn from, of {len(questions):,}\n")
    tokenizer, model = open_tokenizer(encoder), SpanModel(encoder)
    if arguments.start:
        take_weights(model, arguments.start)
    near = NearWords(tokenizer.get_vocab(), model.bert.embeddings.word_embeddings.weight.numpy())
    maker = ExampleMaker(tokenizer, learnt, near, arguments.seed)
    train(model, maker, arguments.out, epochs=arguments.epochs, steps=arguments.steps)


def train(
    model: SpanModel, maker: ExampleMaker, out: Path, *, epochs: int, steps: int | None
) -> None:
    """Train from the last checkpoint on, or from the start."""
    parameters = [one for one in model.parameters() if one.requires_grad]
    optimizer = torch.optim.AdamW(
        parameters, lr=PEAK_RATE, betas=(0.9, 0.98), weight_decay=0.01, fused=True
    )
    done = _load(model, optimizer, out / CHECKPOINT)
    first_epoch = maker.make_epoch(0, batch_tokens=BATCH_TOKENS)
    total = steps or epochs * len(first_epoch)
    sys.stderr.write(f"{total:,} steps, {done:,} of them done\n")
    batches = _stream(maker, first_epoch, skip=done)
    saved = started = time.monotonic()
    losses: list[float] = []
    for step in range(done, total):
        for group in optimizer.param_groups:
            group["lr"] = PEAK_RATE * _rate(step, total)
        loss = compute_loss(model, next(batches))
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        optimizer.zero_grad()
        losses.append(loss.item())
        if (step + 1) % 50 == 0 or step + 1 == total:
            seconds = (time.monotonic() - started) / (step + 1 - done)
            mean = sum(losses[-50:]) / len(losses[-50:])
            report = {
                "step": step + 1,
                "loss": round(mean, 4),
                "s_per_step": round(seconds, 2),
                "left_s": int(seconds * (total - step - 1)),
            }
            sys.stderr.write(json.dumps(report) + "\n")
        if time.monotonic() - saved > SAVE_EVERY_S or step + 1 == total:
            _save(model, optimizer, step + 1, out / CHECKPOINT)
            saved = time.monotonic()


def _stream(maker: ExampleMaker, epoch: list[Batch], *, skip: int) -> Iterator[Batch]:
    number = 0
    while True:
        yield from epoch[skip:]
        skip = max(0, skip - len(epoch))
        number += 1
        epoch = maker.make_epoch(number, batch_tokens=BATCH_TOKENS)


def _rate(step: int, total: int) -> float:
    """Return the share of the peak learning rate: it rises, stays, and falls to nothing."""
    return min(1.0, (step + 1) / (WARM_UP * total), (total - step) / (FALL * total))


def _save(model: SpanModel, optimizer: torch.optim.Optimizer, steps: int, path: Path) -> None:
    draft = path.with_suffix(".new")
    torch.save(
        {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "steps": steps}, draft
    )
    draft.replace(path)


def _load(model: SpanModel, optimizer: torch.optim.Optimizer, path: Path) -> int:
    if not path.exists():
        return 0
    kept = torch.load(path, weights_only=True)
    model.load_state_dict(kept["model"])
    optimizer.load_state_dict(kept["optimizer"])
    return int(kept["steps"])


if __name__ == "__main__":
    main()

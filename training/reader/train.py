"""Train the reader's network.

    python -m training.reader.train DATA ENCODER OUT [--plain FILE ...] [--until STEP]
        [--cool N] [--rate R]

DATA is a folder of questions and claims, ENCODER what ``training.reader.dequantise`` wrote, FILE
what ``training.reader.plain_passages`` wrote. OUT takes ``checkpoint.pt`` every few minutes;
started again with the same OUT, the run goes on from there. The learning rate rises, then stays.
``--cool N`` lets it fall to nothing over the next N steps and ends: that is written to
``cooled.pt``, and ``checkpoint.pt`` stays as it was, to go on from another day.

Promise: the same data, encoder, seed and kind of processor give the same weights, interrupted or
not.
"""

import argparse
import json
import lzma
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import torch

from embeddings.encoders.encoder import open_tokenizer
from training.reader.batches import Batch
from training.reader.claims import CLAIMS_FILE, is_claim_kept_aside, read_claims
from training.reader.examples import ExampleMaker
from training.reader.losses import compute_loss
from training.reader.mixture import Mixture, Place
from training.reader.negatives import NearestContexts
from training.reader.network import ReaderNetwork
from training.reader.precision import Computing, Halved, Itself, halve, has_tiles
from training.reader.questions import FILES, PAIRS_FILE, is_kept_aside, join_pairs, read_all
from training.reader.sampling import Sampler, name_source
from training.reader.told_claims import tell_questions
from training.reader.twists import NearWords, Twists
from training.reader.yes_no import ask_claims

SEED = 12
PEAK_RATE = 1.5e-4
WARM_UP_STEPS = 60
SAVE_EVERY_S = 240
REPORT_EVERY = 10
CHECKPOINT, COOLED = "checkpoint.pt", "cooled.pt"


@dataclass(frozen=True, slots=True)
class Plan:
    """How far to train: up to ``until`` steps, the last ``cool`` of them at a falling rate."""

    out: Path
    until: int
    cool: int = 0
    peak_rate: float = PEAK_RATE

    def find_rate(self, step: int) -> float:
        """Return the learning rate of a step."""
        rise = (step + 1) / WARM_UP_STEPS
        fall = (self.until - step) / self.cool if self.cool else 1.0
        return self.peak_rate * min(1.0, rise, fall)


def main() -> None:
    """Read the arguments and train."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument(
        "--plain", type=Path, nargs="+", default=[], help="plainly typed questions, with passages"
    )
    parser.add_argument("--until", type=int, default=8000, help="end after so many steps in all")
    parser.add_argument("--cool", type=int, default=0, help="end after so many steps from here")
    parser.add_argument("--rate", type=float, default=PEAK_RATE, help="the highest learning rate")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(SEED)
    network = ReaderNetwork(arguments.encoder)
    teacher = ReaderNetwork(arguments.encoder).requires_grad_(False)
    files = [arguments.data / name for name in FILES]
    files += arguments.plain
    mixture = open_mixture(files, arguments.data, arguments.encoder, network)
    plan = Plan(arguments.out, arguments.until, arguments.cool, arguments.rate)
    train(network, halve(teacher) if has_tiles() else teacher, mixture, plan)


def open_mixture(
    files: Sequence[Path], data: Path, encoder: Path, network: ReaderNetwork
) -> Mixture:
    """Return the stream of all that is learnt from: files of questions, and the claims of DATA."""
    tokenizer = open_tokenizer(encoder)
    with lzma.open(data / PAIRS_FILE, "rt", encoding="utf-8") as lines:
        pairs = dict(line.rstrip("\n").split("\t") for line in lines)
    questions = read_all(files)
    learnt = [one for one in join_pairs(questions, pairs) if not is_kept_aside(one)]
    claims = [one for one in read_claims(data / CLAIMS_FILE) if not is_claim_kept_aside(one)]
    told = tell_questions(learnt, SEED)
    counts = f"{len(learnt):,} questions and {len(claims) + len(told):,} claims"
    sys.stderr.write(f"{counts} to learn from\n")
    alone = [one for one in learnt if one.answers and name_source(one) != "squad"]
    words = network.bert.embeddings.word_embeddings.weight.numpy()
    twists = Twists(alone, NearWords(tokenizer.get_vocab(), words))
    nearest = NearestContexts([one for one in learnt if one.answers])
    sampler = Sampler([*learnt, *ask_claims(claims, SEED)], nearest, twists, SEED)
    maker = ExampleMaker(tokenizer)
    return Mixture(maker, sampler, nearest, [*claims, *told], SEED, judges=network.judges)


def train(network: ReaderNetwork, teacher: ReaderNetwork, mixture: Mixture, plan: Plan) -> None:
    """Train from the last checkpoint on, or from the start."""
    parameters = [one for one in network.parameters() if one.requires_grad]
    optimizer = torch.optim.AdamW(
        parameters, lr=plan.peak_rate, betas=(0.9, 0.98), weight_decay=0.01, fused=True
    )
    done, place = _load(network, optimizer, plan.out / CHECKPOINT)
    if plan.cool:
        plan = replace(plan, until=done + plan.cool)
    computing: Computing = Halved(network) if has_tiles() else Itself(network)
    report = _Report(done)
    stream = mixture.read(place)
    saved = time.monotonic()
    for step in range(done, plan.until):
        for group in optimizer.param_groups:
            group["lr"] = plan.find_rate(step)
        batch, place = next(stream)
        loss = compute_loss(computing.network, teacher, batch)
        loss.backward()  # type: ignore[no-untyped-call]
        computing.hand_over()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        computing.take_over()
        report.add(step + 1, batch, loss.item())
        last = step + 1 == plan.until
        if last or time.monotonic() - saved > SAVE_EVERY_S:
            name = COOLED if plan.cool else CHECKPOINT
            _save(network, optimizer, (step + 1, place), plan.out / name)
            saved = time.monotonic()


class _Report:
    """Prints the mean loss of each kind of batch every few steps."""

    def __init__(self, done: int) -> None:
        self._done, self._started = done, time.monotonic()
        self._losses: dict[str, list[float]] = {}

    def add(self, step: int, batch: Batch, loss: float) -> None:
        kind = type(batch).__name__.removesuffix("Batch").lower()
        self._losses.setdefault(kind, []).append(loss)
        if step % REPORT_EVERY:
            return
        seconds = (time.monotonic() - self._started) / (step - self._done)
        means = {kind: round(sum(some[-40:]) / len(some[-40:]), 4) for kind, some in self._items()}
        line = {"step": step, **means, "s_per_step": round(seconds, 2)}
        sys.stderr.write(json.dumps(line) + "\n")

    def _items(self) -> Iterator[tuple[str, list[float]]]:
        yield from sorted(self._losses.items())


def _save(
    network: ReaderNetwork, optimizer: torch.optim.Optimizer, at: tuple[int, Place], path: Path
) -> None:
    draft = path.with_suffix(".new")
    kept = {
        "model": network.state_dict(),
        "optimizer": optimizer.state_dict(),
        "rate": optimizer.defaults["lr"],
        "steps": at[0],
        "place": asdict(at[1]),
    }
    torch.save(kept, draft)
    draft.replace(path)


def _load(
    network: ReaderNetwork, optimizer: torch.optim.Optimizer, path: Path
) -> tuple[int, Place]:
    if not path.exists():
        return 0, Place()
    kept = torch.load(path, weights_only=True)
    network.load_state_dict(kept["model"])
    optimizer.load_state_dict(kept["optimizer"])
    return int(kept["steps"]), Place(**kept["place"])


if __name__ == "__main__":
    main()

"""Fit the numbers of the sentence reader to questions whose answers are known.

    python -m training.fit_sentence_reader EXPORTED_ENCODER FILE...

Each file is JSON Lines (also .gz or .xz) of ``{"question", "context", "answers": [{"start",
"text"}], "group"}``; no answers means that the context does not say. A third of the groups is kept
aside and scored before the numbers are fitted to all and printed as Python.

Promise: the same files give the same numbers.
"""

import argparse
import json
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from bot.reading.evidence import FEATURES, FloatArray, gather_evidence
from bot.reading.pages import cut_pages
from bot.reading.sentence_reader import find_lead
from embeddings.encoders import Encoder, Vectors, open_encoder
from embeddings.words import split_words
from training.lines import read_lines

_RIDGE = 1e-4
_UNANSWERABLE_WEIGHT = 0.3
"""Of questions that people wrote to look answerable: no surface evidence tells them apart."""

Labels = np.ndarray[tuple[int], np.dtype[np.bool_]]


@dataclass(frozen=True, slots=True)
class Row:
    """A question to a context, and where its answers begin."""

    question: str
    context: str
    starts: tuple[int, ...]
    group: str


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """The evidence for every sentence of a context, which of them answer, and what it counts."""

    evidence: FloatArray
    answers: Labels
    group: str
    weight: float = 1.0


def main() -> None:
    """Read the arguments, score, fit and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("encoder", type=Path)
    parser.add_argument("files", type=Path, nargs="+")
    arguments = parser.parse_args()
    rows = [row for path in arguments.files for row in read_rows(path)]
    cases = make_cases(rows, open_encoder(arguments.encoder))
    kept = choose_groups(cases)
    fitted = [case for case in cases if case.group not in kept]
    weights, confidence = fit(fitted)
    report = score([case for case in cases if case.group in kept], weights, confidence)
    sys.stderr.write(f"{report}\n")
    weights, confidence = fit(cases)
    named = dict(zip(FEATURES, (round(float(weight), 2) for weight in weights), strict=True))
    sys.stdout.write(f"WEIGHTS = {json.dumps(named, indent=4)}\n")
    sys.stdout.write(
        f"BIAS, PER_SCORE, PER_LEAD = {[round(float(one), 3) for one in confidence]}\n"
    )


def read_rows(path: Path) -> Iterator[Row]:
    """Read one file of questions."""
    for fields in read_lines(path):
        starts = tuple(answer["start"] for answer in fields["answers"])
        yield Row(fields["question"], fields["context"], starts, fields["group"])


def make_cases(rows: Sequence[Row], encoder: Encoder) -> list[Case]:
    """Gather evidence for each question in its own context and, for every other one, in the
    context of another group that is nearest to it or drawn by lot: where nothing answers."""
    contexts = _embed_contexts([row.context for row in rows], encoder)
    weigh = _weigh_words(contexts)
    questions = encoder.encode_queries([row.question for row in rows])
    draw = random.Random(4)  # noqa: S311 - no secret
    names = list(contexts)
    middles = np.stack([vectors.mean(axis=0) for vectors in contexts.values()])
    group_of = {row.context: row.group for row in rows}
    cases = []
    for row, vector in zip(rows, questions, strict=True):
        answers = _label(row)
        if not len(answers):
            continue
        evidence = _gather(row.question, row.context, vector, contexts[row.context], weigh)
        weight = 1.0 if row.starts else _UNANSWERABLE_WEIGHT
        cases.append(Case(evidence, answers, row.group, weight))
        if draw.random() < 0.5:
            nearest = np.argsort(-(middles @ vector), kind="stable")[:30]
            strange = [names[at] for at in nearest if group_of[names[at]] != row.group]
            if strange:
                other = strange[0] if draw.random() < 0.5 else draw.choice(strange)
                evidence = _gather(row.question, other, vector, contexts[other], weigh)
                cases.append(Case(evidence, np.zeros(len(evidence), dtype=bool), row.group))
    return cases


def _embed_contexts(texts: Sequence[str], encoder: Encoder) -> dict[str, Vectors]:
    """Embed the sentences of every context that has any, page by page."""
    found = {}
    for text in dict.fromkeys(texts):
        sentences = [
            page.text[span.start : span.end]
            for _, page in cut_pages(text)
            for span in page.sentences
        ]
        if sentences:
            found[text] = encoder.encode_passages(sentences)
    return found


def _weigh_words(contexts: dict[str, Vectors]) -> Callable[[str], float]:
    counts: dict[str, int] = {}
    for text in contexts:
        for word in set(split_words(text)):
            counts[word] = counts.get(word, 0) + 1
    return lambda word: float(np.log((len(contexts) + 1) / (counts.get(word, 0) + 0.5)))


def _gather(
    question: str, context: str, vector: Vectors, vectors: Vectors, weigh: Callable[[str], float]
) -> FloatArray:
    parts, at = [], 0
    for _, page in cut_pages(context):
        some = vectors[at : at + len(page.sentences)]
        parts.append(gather_evidence(question, page, vector=vector, sentences=some, weigh=weigh))
        at += len(page.sentences)
    return np.concatenate(parts)


def _label(row: Row) -> Labels:
    return np.array(
        [
            any(start + span.start <= answer < start + span.end for answer in row.starts)
            for start, page in cut_pages(row.context)
            for span in page.sentences
        ],
        dtype=bool,
    )


def fit(cases: Sequence[Case]) -> tuple[FloatArray, FloatArray]:
    """Return the weights of the evidence and (bias, per score, per lead) of the confidence."""
    weights = _fit_weights([case for case in cases if case.answers.any()])
    return weights, _fit_confidence(cases, weights)


def _fit_weights(cases: Sequence[Case]) -> FloatArray:
    """Minimise the negative log of the softmax share that a context's answering sentences get."""
    evidence = torch.tensor(np.concatenate([case.evidence for case in cases]))
    answers = torch.tensor(np.concatenate([case.answers for case in cases]))
    places = _lay_out([len(case.answers) for case in cases])
    weights = torch.zeros(len(FEATURES), dtype=torch.float64, requires_grad=True)

    def share_log(scores: torch.Tensor) -> torch.Tensor:
        return torch.cat([scores, scores.new_full((1,), -torch.inf)])[places].logsumexp(1)

    def measure_loss() -> torch.Tensor:
        scores = evidence @ weights
        right = scores.masked_fill(~answers, -torch.inf)
        return (share_log(scores) - share_log(right)).mean() + _RIDGE * (weights * weights).sum()

    return _minimise(weights, measure_loss)


def _lay_out(lengths: Sequence[int]) -> torch.Tensor:
    """Return where each case's sentences stand among all, padded with the place after the last.

    *Shape:* (n_cases, longest)
    """
    end = sum(lengths)
    places = torch.full((len(lengths), max(lengths)), end)
    first = 0
    for row, length in enumerate(lengths):
        places[row, :length] = torch.arange(first, first + length)
        first += length
    return places


def _fit_confidence(cases: Sequence[Case], weights: FloatArray) -> FloatArray:
    """Fit a logistic regression for the best sentence of each case being right."""
    inputs = torch.tensor(np.array([_describe_best(case, weights)[0] for case in cases]))
    right = torch.tensor([float(_describe_best(case, weights)[1]) for case in cases]).double()
    counts = torch.tensor([case.weight for case in cases]).double()
    numbers = torch.zeros(3, dtype=torch.float64, requires_grad=True)

    def measure_loss() -> torch.Tensor:
        logits = numbers[0] + inputs @ numbers[1:]
        loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, right, weight=counts)
        return loss + _RIDGE * (numbers * numbers).sum()

    return _minimise(numbers, measure_loss)


def _describe_best(case: Case, weights: FloatArray) -> tuple[tuple[float, float], bool]:
    """Return the best sentence's score and lead, and whether it answers."""
    scores = case.evidence @ weights
    best = int(np.argmax(scores))
    return (float(scores[best]), float(find_lead(scores)[best])), bool(case.answers[best])


def _minimise(numbers: torch.Tensor, measure_loss: Callable[[], torch.Tensor]) -> FloatArray:
    optimiser = torch.optim.LBFGS([numbers], max_iter=400, line_search_fn="strong_wolfe")

    def step() -> float:
        optimiser.zero_grad()
        loss = measure_loss()
        loss.backward()  # type: ignore[no-untyped-call]
        return float(loss.detach())

    optimiser.step(step)  # type: ignore[no-untyped-call]
    return np.asarray(numbers.detach().numpy(), dtype=np.float64)


def choose_groups(cases: Sequence[Case]) -> frozenset[str]:
    """Return the third of the groups that is kept aside."""
    groups = sorted({case.group for case in cases})
    return frozenset(random.Random(0).sample(groups, len(groups) // 3))  # noqa: S311


def score(cases: Sequence[Case], weights: FloatArray, confidence: FloatArray) -> str:
    """Return how often the best sentence answers, and how well the confidence is calibrated."""
    found = [_describe_best(case, weights) for case in cases]
    answerable = [
        right for (_, right), case in zip(found, cases, strict=True) if case.answers.any()
    ]
    logits = np.array([confidence[0] + np.dot(confidence[1:], inputs) for inputs, _ in found])
    sure = 1 / (1 + np.exp(-logits))
    right = np.array([right for _, right in found])
    bins = np.clip((sure * 10).astype(int), 0, 9)
    gaps = [
        abs(sure[bins == one].mean() - right[bins == one].mean()) * (bins == one).mean()
        for one in np.unique(bins)
    ]
    return (
        f"kept aside: right sentence {np.mean(answerable):.3f} of {len(answerable)} answerable; "
        f"calibration error {sum(gaps):.3f} over {len(cases)} cases"
    )


if __name__ == "__main__":
    main()

"""Fit how sure a reader is, on questions that it was not trained on.

    python -m training.reader.calibrate READER DATA --index INDEX --questions FILE

READER is the folder of an exported reader, whose settings are written anew. For texts that come
with the question: the questions of DATA that were kept aside. For searched passages: FILE, as
for ``byline eval``, over INDEX; over all its stories, and over few of them. Figures on questions
left out of the fit are printed as JSON.
"""

import argparse
import functools
import json
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from bot.answering.answers import READ_PASSAGES
from bot.answering.candidates import make_page
from bot.evaluation import Question as NewsQuestion
from bot.evaluation import contains, read_questions, token_f1
from bot.reading.make import open_span_reader
from bot.reading.pages import cut_pages
from bot.reading.reader import Page
from bot.reading.spans import SpanReader
from bot.reading.spans.confidence import FEATURES, Evidence, estimate
from bot.reading.spans.settings import Curve, SpanSettings
from embeddings.index import Index, IndexFolder, open_index
from embeddings.retrieval import ALL_STORIES, Filters, search
from training.reader.card import keep_figures
from training.reader.evaluate import choose_kept
from training.reader.questions import FILES, read_all

WRONG_SHOWN = 0.1
"""The most that may be wrong among the answers shown."""
_FOLDS = 10
_FEW_STORIES = 12
_CANDIDATES = 3
"""How many spans of each question are learnt from: the others are shown as other answers."""
_WITHOUT_POOL = frozenset({"decades", "similarity"})

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """The evidence for the best spans of a question, and how right each is, 0 to 1.

    *Shape:* evidence (n_spans, n_features), right (n_spans,)
    """

    evidence: Evidence
    right: Numbers
    answerable: bool
    source: str = ""


def main() -> None:
    """Read the arguments, fit, write and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("reader", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("--index", type=Path)
    parser.add_argument("--questions", type=Path)
    parser.add_argument("--limit", type=int, default=600, help="of each source")
    parser.add_argument(
        "--least", type=float, help="show searched answers from here on, instead of where few err"
    )
    arguments = parser.parse_args()
    settings = SpanSettings.load(arguments.reader)
    cases = read_given(open_span_reader(arguments.reader), arguments.data, arguments.limit)
    given, report = fit(cases, unused=_WITHOUT_POOL)
    doubted = choose_doubted(cases)
    settings = replace(settings, given=replace(given, least=find_best_least(doubted, given)))
    keep_figures(arguments.reader, given=report)
    _print("given", report, settings.given)
    if arguments.index:
        index = open_index(IndexFolder(arguments.index))
        pools = read_searched(arguments.reader, index, read_questions(arguments.questions))
        searched, report = fit([case for cases in pools for case in cases])
        chances = cross_validate(pools[0])
        settings = replace(
            settings,
            searched=replace(searched, least=arguments.least or find_safe_least(pools[0], chances)),
        )
        report |= {"curve": draw_curve(pools[0], chances)}
        keep_figures(arguments.reader, searched=report)
        _print("searched", report, settings.searched)
    settings.save(arguments.reader)


def read_given(reader: SpanReader, data: Path, limit: int) -> list[Case]:
    """Read the contexts of the questions kept aside that people wrote for whole articles."""
    kept = choose_kept(read_all([data / name for name in FILES]), limit)
    cases = []
    for question in (*kept["squad2"], *kept["newsqa"]):
        accepted = [question.context[start:end] for start, end in question.answers]
        pages = [page for _, page in cut_pages(question.context)]
        found, evidence = reader.find(question.question, pages)
        texts = [pages[one.page].text[one.start : one.end] for one in found[:_CANDIDATES]]
        right = [
            float(max((token_f1(text, one) for one in accepted), default=0.0)) for text in texts
        ]
        cases.append(Case(evidence[:_CANDIDATES], np.array(right), bool(accepted), question.source))
    return cases


def choose_doubted(cases: Sequence[Case]) -> list[Case]:
    """Return the cases of sources that have unanswerable questions: only they price a refusal."""
    doubted = {case.source for case in cases if not case.answerable}
    return [case for case in cases if case.source in doubted]


def read_searched(
    folder: Path, index: Index, questions: Sequence[NewsQuestion]
) -> tuple[list[Case], list[Case]]:
    """Read what a search finds for each question: among all stories, and among a few of them."""
    draw = random.Random(6)  # noqa: S311 - no secret

    @functools.cache
    def open_for(pool: int) -> SpanReader:
        return open_span_reader(folder, weigh=index.weigh_word, pool=pool)

    stories = list(index.database.list_stories())
    by_name = {name: story.id for story in stories for name in (story.id, story.url) if name}
    ids = [story.id for story in stories]
    pools: tuple[list[Case], list[Case]] = ([], [])
    for done, question in enumerate(questions):
        near = {by_name[one] for one in question.stories if one in by_name}
        few = Filters(stories=tuple({*draw.sample(ids, _FEW_STORIES), *list(near)[:2]}))
        few_passages = index.manifest.passages * len(few.stories) // len(ids)
        for cases, filters, pool in (
            (pools[0], ALL_STORIES, index.manifest.passages),
            (pools[1], few, few_passages),
        ):
            hits = search(index, question.question, limit=READ_PASSAGES, filters=filters)
            pages = [make_page(hit, index.database.get_sentences(hit.story.id)) for hit in hits]
            cases.append(_read_pages(open_for(pool), question, pages))
        if done % 50 == 0:
            sys.stderr.write(f"{done} of {len(questions)} asked\n")
    return pools


def _read_pages(reader: SpanReader, question: NewsQuestion, pages: Sequence[Page]) -> Case:
    found, evidence = reader.find(question.question, pages)
    quotes = [
        pages[one.page].text[one.sentence.start : one.sentence.end] for one in found[:_CANDIDATES]
    ]
    right = [float(any(contains(quote, gold) for gold in question.answers)) for quote in quotes]
    return Case(evidence[:_CANDIDATES], np.array(right), bool(question.answers))


def fit(
    cases: Sequence[Case], *, unused: frozenset[str] = frozenset()
) -> tuple[Curve, dict[str, object]]:
    """Fit a curve to all cases, and report what one fitted to the others says of each."""
    chances = cross_validate(cases, unused=unused)
    right = [_find_right(case, at) for case, (_, at) in zip(cases, chances, strict=True)]
    error = find_calibration_error([chance for chance, _ in chances], right)
    return _fit(cases, unused), {"cases": len(cases), "calibration_error": round(error, 4)}


def _fit(cases: Sequence[Case], unused: frozenset[str]) -> Curve:
    used = [at for at, feature in enumerate(FEATURES) if feature not in unused]
    evidence = np.concatenate([case.evidence for case in cases])[:, used]
    right = np.concatenate([case.right for case in cases])
    # a span that is partly right counts as both
    rows = np.concatenate([evidence, evidence])
    labels = np.concatenate([np.ones(len(right)), np.zeros(len(right))])
    weights = np.concatenate([right, 1 - right])
    model = LogisticRegression(C=3.0, max_iter=2000).fit(rows, labels, sample_weight=weights)
    named = {
        FEATURES[at]: round(float(one), 3) for at, one in zip(used, model.coef_[0], strict=True)
    }
    return Curve(named, round(float(model.intercept_[0]), 3), 0.5)


def cross_validate(
    cases: Sequence[Case], *, unused: frozenset[str] = frozenset()
) -> list[tuple[float, int]]:
    """Return the surest span's chance and place for each case, by a curve fitted to the others."""
    chances: list[tuple[float, int]] = [(0.0, 0)] * len(cases)
    for fold in range(_FOLDS):
        curve = _fit([one for at, one in enumerate(cases) if at % _FOLDS != fold], unused)
        for at in range(fold, len(cases), _FOLDS):
            chances[at] = _find_surest(cases[at], curve)
    return chances


def _find_right(case: Case, at: int) -> float:
    return float(case.right[at]) if len(case.right) else 0.0


def _find_surest(case: Case, curve: Curve) -> tuple[float, int]:
    if not len(case.evidence):
        return 0.0, 0
    all_chances = estimate(case.evidence, curve)
    best = int(np.argmax(all_chances))
    return float(all_chances[best]), best


def find_calibration_error(chances: Sequence[float], right: Sequence[float]) -> float:
    """Return the expected calibration error over ten bins (Naeini et al., 2015)."""
    bins = np.minimum((np.array(chances) * 10).astype(int), 9)
    error = 0.0
    for one in range(10):
        inside = bins == one
        if inside.any():
            gap = np.array(chances)[inside].mean() - np.array(right)[inside].mean()
            error += inside.mean() * abs(gap)
    return float(error)


def find_best_least(cases: Sequence[Case], curve: Curve) -> float:
    """Return the threshold with the best overall F1."""
    surest = [_find_surest(case, curve) for case in cases]

    def gain(least: float) -> float:
        return sum(
            _find_right(case, at) if chance >= least else float(not case.answerable)
            for case, (chance, at) in zip(cases, surest, strict=True)
        )

    return max((step / 100 for step in range(5, 96)), key=lambda least: (gain(least), -least))


def find_safe_least(cases: Sequence[Case], chances: Sequence[tuple[float, int]]) -> float:
    """Return the lowest threshold at which few enough of the shown answers are wrong.

    That shows the most answers for the risk; the few at the very top decide nothing by themselves.
    """
    steps = [step / 100 for step in range(5, 100)]
    safe = [step for step in steps if _count(cases, chances, step)[1] <= WRONG_SHOWN]
    return min(safe, default=0.99)


def draw_curve(cases: Sequence[Case], chances: Sequence[tuple[float, int]]) -> list[object]:
    """Return (threshold, shown, wrong share, share of the answerable shown)."""
    return [(step / 20, *_count(cases, chances, step / 20)) for step in range(20)]


def _count(
    cases: Sequence[Case], chances: Sequence[tuple[float, int]], least: float
) -> tuple[int, float, float]:
    shown = [
        (case, case.right[at])
        for case, (chance, at) in zip(cases, chances, strict=True)
        if chance >= least and len(case.right)
    ]
    wrong = sum(1 - right for _, right in shown) / max(len(shown), 1)
    answerable = sum(case.answerable for case in cases)
    shown_answerable = sum(case.answerable for case, _ in shown) / max(answerable, 1)
    return len(shown), round(float(wrong), 3), round(shown_answerable, 3)


def _print(name: str, report: dict[str, object], curve: Curve) -> None:
    sys.stdout.write(
        json.dumps(
            {name: report, "weights": curve.weights, "bias": curve.bias, "least": curve.least}
        )
        + "\n"
    )


if __name__ == "__main__":
    main()

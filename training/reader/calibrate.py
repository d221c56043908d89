"""Fit how sure a reader is, on questions that it was not trained on.

    python -m training.reader.calibrate READER DATA --archive INDEX FILE [--archive INDEX FILE …]
        [--plain FILE]

READER is the folder of an exported reader, whose settings are written anew. For texts that come
with the question: the questions of DATA that were kept aside. For verdicts: its claims that were.
For searched passages: each FILE, as for ``byline eval``, over its INDEX; over as many of its
stories as small collections have, and over all stories of the first. ``--plain`` names questions
as people type them, to the first INDEX, each of which counts several times. Figures on questions
left out of the fit are printed as JSON.
"""

import argparse
import json
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from bot.answering.answers import READ_PASSAGES
from bot.answering.candidates import make_pages
from bot.evaluation import KnownQuestion, contains, read_questions, token_f1
from bot.reading.make import open_judge, open_span_reader
from bot.reading.pages import cut_pages
from bot.reading.reader import Page
from bot.reading.spans import SpanReader
from bot.reading.spans.network import SpanNetwork
from bot.reading.spans.settings import Curve, SizedCurve, SpanSettings
from bot.reading.verdicts import Judge, find_chances
from embeddings.index import Index, IndexFolder, open_index
from embeddings.retrieval import ALL_STORIES, Filters, search
from training.reader.card import keep_figures
from training.reader.claim_curves import (
    VerdictCurve,
    choose_unseen,
    find_false_support,
    find_least_supported,
)
from training.reader.claims import CLAIMS_FILE, is_claim_kept_aside, read_claims
from training.reader.curves import (
    WRONG_SHOWN,
    WRONG_SHOWN_OF,
    WRONG_SHOWN_OF_ALL,
    Case,
    choose_doubted,
    cross_validate,
    draw_curve,
    find_best_least,
    find_calibration_error,
    find_errors,
    find_safe_least,
    fit,
)
from training.reader.evaluate import choose_kept
from training.reader.questions import MEASURED_FILES, read_all

SIZES = (2, 14, 120)
"""Stories of small collections; all stories of the index come after them."""
_UNTOLD_SHARE = 0.3
"""Of the questions to a small collection, so many are put to one that does not hold the answer."""
_CANDIDATES = 3
"""How many spans of each question are learnt from: the others are shown as other answers."""
_LOOKED_AT = 24
"""Passages among which a story that plainly answers is looked for."""
_PLAIN_WEIGHT = 2.0
"""How often a plainly typed question to few stories counts: a quiz says all that it asks about, and
by a quiz alone a page that lacks a word of the question is no answer."""
_PLAIN_WEIGHT_OF_ALL = 0.5
"""The same to all stories, where plain questions would outnumber the quiz."""
_WITHOUT_POOL = frozenset({"similarity", "place"})


@dataclass(frozen=True, slots=True)
class Archive:
    """Stories, questions to them, and how often each counts, asked of few and of all stories."""

    index: Index
    questions: tuple[KnownQuestion, ...]
    weight: float = 1.0
    weight_of_all: float = 1.0


def main() -> None:
    """Read the arguments, fit, write and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("reader", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("--archive", type=Path, nargs=2, action="append", default=[])
    parser.add_argument("--plain", type=Path)
    parser.add_argument("--limit", type=int, default=600, help="questions of each source")
    parser.add_argument("--claims", type=int, default=2000)
    parser.add_argument("--asked", type=int, help="questions to a collection of each size")
    arguments = parser.parse_args()
    settings = SpanSettings.load(arguments.reader)
    cases = read_given(open_span_reader(arguments.reader), arguments.data, arguments.limit)
    given, report = fit(cases, unused=_WITHOUT_POOL)
    doubted = choose_doubted(cases)
    settings = replace(settings, given=replace(given, least=find_best_least(doubted, given)))
    keep_figures(arguments.reader, given=report)
    _print("given", report, settings.given)
    if SpanNetwork(arguments.reader, settings).judges:
        judge = open_judge(arguments.reader)
        verdicts, report = fit_verdicts(judge, arguments.data, arguments.claims)
        settings = replace(
            settings, verdict_scale=verdicts.scale, least_supported=verdicts.least_supported
        )
        keep_figures(arguments.reader, verdicts=report)
    settings.save(arguments.reader)
    if arguments.archive:
        archives = [
            open_archive(index, questions, arguments.asked)
            for index, questions in arguments.archive
        ]
        if arguments.plain:
            plain = read_questions(arguments.plain)
            archives.append(Archive(archives[0].index, plain, _PLAIN_WEIGHT, _PLAIN_WEIGHT_OF_ALL))
        curves, reports = fit_sizes(arguments.reader, archives)
        settings = replace(settings, searched=curves)
        keep_figures(arguments.reader, searched=reports)
    settings.save(arguments.reader)


def fit_verdicts(judge: Judge, data: Path, limit: int) -> tuple[VerdictCurve, dict[str, object]]:
    """Return how verdicts' scores are read, and how right they are then.

    Of a label that does not tell two verdicts apart, either is right. The chance from which on a
    claim is supported is set on one half of the claims and measured on the other, and the other
    way round; what is returned is set on all.
    """
    claims = [one for one in read_claims(data / CLAIMS_FILE) if is_claim_kept_aside(one)]
    draw = random.Random(5)  # noqa: S311 - no secret
    some = draw.sample(claims, min(limit, len(claims)))
    scores = np.stack([judge.score(one.claim, one.evidence) for one in some])
    accepted = np.array([one.accepted for one in some])
    losses = {
        step / 20: float(-np.log((find_chances(scores, step / 20) * accepted).sum(axis=1)).mean())
        for step in range(4, 41)
    }
    scale = min(losses, key=lambda step: (losses[step], step))
    chances = find_chances(scores, scale)
    least = find_least_supported(chances, accepted)
    told = choose_unseen(chances, accepted)
    right = accepted[np.arange(len(some)), told].astype(float)
    likeliest = accepted[np.arange(len(some)), chances.argmax(axis=1)].astype(float)
    by_source: dict[str, list[float]] = {}
    for one, hit in zip(some, right, strict=True):
        by_source.setdefault(one.source, []).append(float(hit))
    report: dict[str, object] = {
        "claims": len(some),
        "right": round(float(right.mean()), 3),
        "right_by_likeliest": round(float(likeliest.mean()), 3),
        "contradicted_told_as_supported": round(find_false_support(told, accepted), 3),
        "contradicted_told_as_supported_by_likeliest": round(
            find_false_support(chances.argmax(axis=1), accepted), 3
        ),
        "calibration_error": round(
            find_calibration_error(chances.max(axis=1).tolist(), likeliest.tolist()), 4
        ),
        "by_source": {name: round(float(np.mean(hits)), 3) for name, hits in by_source.items()},
    }
    sys.stdout.write(json.dumps({"verdicts": report, "scale": scale, "least": least}) + "\n")
    return VerdictCurve(scale, least), report


def open_archive(index: Path, questions: Path, asked: int | None) -> Archive:
    """Open an index, and draw so many of its questions by lot, or take all."""
    known = read_questions(questions)
    draw = random.Random(5)  # noqa: S311 - no secret
    some = draw.sample(known, min(asked or len(known), len(known)))
    return Archive(open_index(IndexFolder(index)), tuple(some))


def fit_sizes(
    folder: Path, archives: Sequence[Archive]
) -> tuple[tuple[SizedCurve, ...], dict[str, object]]:
    """Return a curve for each size of collection, and its figures, also by archive.

    All stories are those of the first.
    """
    curves: list[SizedCurve] = []
    reports: dict[str, object] = {}
    index = archives[0].index
    stories = len(index.database.list_stories())
    for size in (*(one for one in SIZES if one < stories), stories):
        asked = archives
        if size == stories:
            own = (one for one in archives if one.index is index)
            asked = [replace(one, weight=one.weight_of_all) for one in own]
        parts = [read_searched(folder, one, size) for one in asked]
        cases = [case for part in parts for case in part]
        curve, report = fit(cases)
        chances = cross_validate(cases)
        few = WRONG_SHOWN_OF.get(size, WRONG_SHOWN)
        wrong = WRONG_SHOWN_OF_ALL if size == stories else few
        least = find_safe_least(cases, chances, wrong=wrong)
        report |= {"least": least, "curve": draw_curve(cases, chances)}
        report["error_by_archive"] = find_errors(parts, chances)
        passages = max(1, index.manifest.passages * size // stories)
        curves.append(SizedCurve(passages, replace(curve, least=least)))
        reports[str(size)] = report
        _print(f"{size} stories", report, curves[-1].curve)
    return tuple(curves), reports


def read_given(reader: SpanReader, data: Path, limit: int) -> list[Case]:
    """Read the contexts of the questions kept aside that people wrote for whole articles."""
    kept = choose_kept(read_all([data / name for name in MEASURED_FILES]), limit)
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


def read_searched(folder: Path, archive: Archive, size: int) -> list[Case]:
    """Read what a search finds for each question in a collection of so many stories.

    A small one holds a story that answers, mostly, and others drawn by lot.
    """
    draw, index = random.Random(size), archive.index  # noqa: S311 - no secret
    stories = list(index.database.list_stories())
    by_name = {name: story.id for story in stories for name in (story.id, story.url) if name}
    reader = open_span_reader(folder, weigh=index.weigh_word, pool=index.manifest.passages)
    cases: list[Case] = []
    for done, asked in enumerate(archive.questions):
        question = replace(asked, question=index.spelling.mend(asked.question))
        near = {by_name[one] for one in question.stories if one in by_name}
        filters, told = ALL_STORIES, bool(question.answers)
        if size < len(stories):
            held = _find_told(index, question, near)[: int(draw.random() >= _UNTOLD_SHARE)]
            told = bool(held)
            others = [one.id for one in stories if one.id not in near]
            filters = Filters(stories=(*held, *draw.sample(others, size - len(held))))
        hits = search(index, question.question, limit=READ_PASSAGES, filters=filters)
        sentences = {hit.story.id: index.database.get_sentences(hit.story.id) for hit in hits}
        case = _read_pages(reader, question, make_pages(hits, sentences), told=told)
        cases.append(replace(case, weight=archive.weight))
        if done % 50 == 0:
            sys.stderr.write(f"{size} stories: {done} of {len(archive.questions)} asked\n")
    return cases


def _find_told(index: Index, question: KnownQuestion, near: set[str]) -> list[str]:
    """Return the stories that plainly answer, the first found first.

    Of those that hold the words, many only hold them: what is found among the first passages and
    has an answer in one of these is told.
    """
    hits = search(index, question.question, limit=_LOOKED_AT)
    told = (
        hit.story.id
        for hit in hits
        if hit.story.id in near and any(contains(hit.passage.text, one) for one in question.answers)
    )
    return list(dict.fromkeys(told))


def _read_pages(
    reader: SpanReader, question: KnownQuestion, pages: Sequence[Page], *, told: bool
) -> Case:
    found, evidence = reader.find(question.question, pages)
    quotes = [
        pages[one.page].text[one.sentence.start : one.sentence.end] for one in found[:_CANDIDATES]
    ]
    right = [float(any(contains(quote, gold) for gold in question.answers)) for quote in quotes]
    return Case(evidence[:_CANDIDATES], np.array(right), told)


def _print(name: str, report: dict[str, object], curve: Curve) -> None:
    sys.stdout.write(
        json.dumps(
            {name: report, "weights": curve.weights, "bias": curve.bias, "least": curve.least}
        )
        + "\n"
    )


if __name__ == "__main__":
    main()

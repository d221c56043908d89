"""Answers to real quiz questions from an archive of 1,200 stories.

    python -m benchmarks.news [--limit N] [--work FOLDER] [--keep]

An answer is right where its text and first quote hold the accepted words in a row, and short where
its text alone does in at most twelve words. Questions that the archive does not answer should be
refused. Time words are seen from the day on which the quiz was asked.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from benchmarks import archive
from benchmarks.command import Arguments, Figures, run, share
from bot.answering.answers import READ_PASSAGES, Options, answer_question
from bot.answering.replies import Reply
from bot.evaluation import KnownQuestion, contains
from bot.newsroom import Newsroom
from embeddings.index import Index
from embeddings.retrieval import rank_passages, search

_SHORT = 12
_DEPTH = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question of the archive, what was replied, and in how many milliseconds."""

    question: KnownQuestion
    reply: Reply
    milliseconds: float

    @property
    def shown(self) -> bool:
        """Whether an answer was shown."""
        return self.reply.answer is not None

    @property
    def right(self) -> bool:
        """Whether the answer or its first quote holds the accepted words."""
        answer = self.reply.answer
        if answer is None:
            return False
        said = f"{answer.text} {answer.citations[0].quote}"
        return any(contains(said, one) for one in self.question.answers)

    @property
    def short(self) -> bool:
        """Whether the answer alone does, in few words."""
        answer = self.reply.answer
        if answer is None or len(answer.text.split()) > _SHORT:
            return False
        return any(contains(answer.text, one) for one in self.question.answers)

    @property
    def supported(self) -> bool:
        """Whether a story that holds the answer is cited."""
        answer = self.reply.answer
        cited = {one.story.url for one in answer.citations} if answer else set()
        return bool(cited & set(self.question.stories))


def ask_all(
    newsroom: Newsroom,
    questions: Sequence[tuple[KnownQuestion, date]],
    *,
    time_words: bool = True,
    least: float | None = None,
) -> list[Outcome]:
    """Ask every question as ``byline ask`` does, and show what is as sure as ``least``, by default
    as the reader says."""
    confidence = newsroom.least_confidence if least is None else least
    asked = []
    for question, day in questions:
        options = Options(confidence=confidence, today=day if time_words else None)
        started = time.perf_counter()
        reply = answer_question(newsroom.index, newsroom.reader, question.question, options)
        asked.append(Outcome(question, reply, 1000 * (time.perf_counter() - started)))
    return asked


def summarise(asked: Sequence[Outcome]) -> Figures:
    """Return the figures of questions that were asked."""
    answerable = [one for one in asked if one.question.answers]
    others = [one for one in asked if not one.question.answers]
    shown = [one for one in asked if one.shown]
    right = sum(one.right for one in answerable)
    return {
        "answerable": len(answerable),
        "unanswerable": len(others),
        "right": right,
        "right_percent": share(right, len(answerable)),
        "short_and_right": sum(one.short for one in answerable),
        "supporting_story_cited": sum(one.supported for one in answerable),
        "shown": len(shown),
        "refused_percent": share(sum(not one.shown for one in others), len(others)),
        "wrong_among_shown_percent": share(len(shown) - right, len(shown)),
        "milliseconds_median": round(median(one.milliseconds for one in asked), 1),
    }


def measure_retrieval(index: Index, questions: Sequence[KnownQuestion]) -> Figures:
    """Return how often a supporting story is the first found, among five, among ten."""
    places = []
    for question in questions:
        if question.stories:
            fused = rank_passages(index, question.question).fused
            places.append(_find_place(index, [row for row, _ in fused], set(question.stories)))
    found = [place for place in places if place]
    figures: Figures = {
        f"story_recall@{depth}": share(sum(place <= depth for place in found), len(places))
        for depth in (1, 5, _DEPTH)
    }
    mean = sum(1 / place for place in found) / max(len(places), 1)
    return figures | {"story_mrr@10": round(mean, 4)}


def measure_words_read(index: Index, questions: Sequence[KnownQuestion]) -> Figures:
    """Return how often a passage that is read holds accepted words of an answerable question."""
    answerable = [one for one in questions if one.answers]
    read = 0
    for question in answerable:
        hits = search(index, index.spelling.mend(question.question), limit=READ_PASSAGES)
        texts = [hit.passage.text for hit in hits]
        read += any(contains(text, one) for text in texts for one in question.answers)
    return {"accepted_words_read_percent": share(read, len(answerable))}


def _find_place(index: Index, rows: Sequence[int], wanted: set[str]) -> int | None:
    """Return the place of the first wanted story among the first ten, from 1."""
    seen: list[str] = []
    for row in rows:
        ((_, story),) = index.database.get_passages([row])
        if story.id in seen:
            continue
        seen.append(story.id)
        if len(seen) > _DEPTH:
            return None
        if story.url in wanted:
            return len(seen)
    return None


def measure(arguments: Arguments) -> Figures:
    """Build or open the archive and ask."""
    newsroom = archive.open_archive(arguments)
    questions = archive.read_archive_questions(arguments)
    asked = ask_all(newsroom, questions)
    known = [one for one, _ in questions]
    found = measure_retrieval(newsroom.index, known) | measure_words_read(newsroom.index, known)
    return summarise(asked) | found


if __name__ == "__main__":
    run("news", "Ask real quiz questions of 1,200 stories.", measure, archive.FILES)

"""Byline through its own library, answering as ``byline ask`` does."""

from dataclasses import replace
from datetime import date
from typing import Any

from benchmarks.others.replies import Places, Reply, System
from bot.answering.answers import Options, answer_question
from bot.answering.replies import Answer
from bot.newsroom import Newsroom

_FOUND = 6


def open_system(places: Places) -> System:
    """Open the index and load the reader."""
    newsroom = Newsroom.open(stories=places.stories.parent, index=places.index)

    def choose(day: str) -> Options:
        return Options(confidence=newsroom.least_confidence, today=date.fromisoformat(day))

    def ask(question: str, day: str) -> Any:
        return answer_question(newsroom.index, newsroom.reader, question, choose(day))

    def tell(question: str, day: str, reply: Any) -> Reply:
        shown: Answer | None = reply.answer
        sure_of_less = replace(choose(day), confidence=0.0)
        answer = (
            shown or answer_question(newsroom.index, newsroom.reader, question, sure_of_less).answer
        )
        hits = newsroom.search(question, limit=_FOUND).hits
        return make_reply(shown=shown is not None, answer=answer, hits=hits)

    return System(ask, tell)


def make_reply(*, shown: bool, answer: Answer | None, hits: tuple[Any, ...]) -> Reply:
    """Return what a person sees first: the answer in its first quote."""
    passages = tuple(one.passage.text for one in hits)
    if answer is None:
        return Reply(None, shown=False, passages=passages)
    citation = answer.citations[0]
    start = citation.answer.start - citation.quoted.start
    return Reply(answer.text, shown, citation.quote, start, passages)

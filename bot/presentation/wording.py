"""The words in which replies, sources and dates are put to a person.

Promise: plain sentences without markup, the same for the terminal, JSON and Discord.
"""

from collections.abc import Sequence
from datetime import date

from bot.answers import Reply
from embeddings.stories import Story

UNANSWERED = "The stories do not say."


def phrase_reply(reply: Reply) -> str:
    """Return the reply in one line: the answer and whose it is, or that there is none."""
    if reply.answer is None:
        return UNANSWERED
    sources = [name_source(citation.story) for citation in reply.answer.citations]
    named = list(dict.fromkeys(source for source in sources if source))
    return f"{reply.answer.text}: {join_names(named)}" if named else reply.answer.text


def name_source(story: Story) -> str:
    """Return who published a story, else its headline, else its id."""
    return story.publisher or story.title or story.id


def phrase_date(day: date) -> str:
    """Return a date as news print it: 22 November 2017."""
    return f"{day.day} {day:%B %Y}"


def phrase_provenance(story: Story) -> str:
    """Return publisher, authors and date of a story in one line; empty if nothing is known."""
    authors = [author for author in story.authors if author != story.publisher]
    parts = [story.publisher or "", join_names(authors)]
    parts.append(phrase_date(story.published) if story.published else "")
    return " · ".join(part for part in parts if part)


def join_names(names: Sequence[str]) -> str:
    """Return "A", "A and B" or "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def count(number: int, noun: str) -> str:
    """Return "1 story" or "2 stories"."""
    if number == 1:
        return f"1 {noun}"
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {plural}"

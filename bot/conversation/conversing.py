"""One exchange of a conversation: understand the question, answer it, remember what was said.

Promise: a question is answered by the same path as any other; without a turn before, or with a
new subject, the reply is the one that the question alone would get.
"""

from dataclasses import dataclass, replace

from bot.answering.answers import Options, answer_question, check_question
from bot.answering.replies import Reply
from bot.conversation.subject import weigh_subject
from bot.conversation.turn import Turn, remember
from bot.conversation.understanding import Understood, understand
from bot.reading import Reader
from embeddings.index import Index
from embeddings.retrieval import Filters, search

_END = "?!. "
_NEIGHBOURS_LOOKED_AT = 20
_NEIGHBOURS = 7
_NEAR = 0.58
"""The inner product from which a passage is likely about the event of a headline and a quote."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A reply, how its question was understood, and what the next question may follow up."""

    reply: Reply
    understood: Understood
    turn: Turn


def converse(
    index: Index, reader: Reader, question: str, previous: Turn | None, options: Options
) -> Exchange:
    """Answer a question that may follow up the one before.

    A follow-up is asked of the stories before; where they do not answer and it has a subject of
    its own, of all.

    :raises UsageError: If the question is empty or too long, or a filter names no story.
    """
    typed = check_question(question)
    question = index.spelling.mend(typed)
    previous = previous and _keep_stories(index, previous, options.filters)
    if previous is None:
        understood = understand(question, None)
    else:
        evidence = weigh_subject(index, question, previous, options.filters)
        understood = understand(question, previous, evidence)
    reply = _answer(index, reader, understood, options)
    if reply.answer is None and understood.stories and not understood.only:
        filled_in = understood.question.rstrip(_END) != question.rstrip(_END)
        wider = Understood(understood.question, follow_up=filled_in)
        second = _answer(index, reader, wider, options)
        if second.answer:
            reply, understood = second, wider
    turn = _remember(index, reply, understood, previous, options.filters)
    return Exchange(reply, replace(understood, mended=question != typed), turn)


def _answer(index: Index, reader: Reader, understood: Understood, options: Options) -> Reply:
    filters = options.filters
    if understood.stories:
        filters = replace(filters, stories=understood.stories)
    return answer_question(index, reader, understood.question, replace(options, filters=filters))


def _keep_stories(index: Index, previous: Turn, filters: Filters) -> Turn | None:
    """Leave out the stories that the index no longer has or that the filters keep out.

    A turn that spoke of such stories alone can no longer be followed up.
    """
    known = [index.database.get_story(story) for story in previous.stories]
    kept = [story for story in known if story is not None and filters.let_pass(story)]
    ids = tuple(story.id for story in kept)
    if ids == previous.stories:
        return previous
    if not kept:
        return None
    return replace(previous, stories=ids, headline=kept[0].title or kept[0].id)


def _remember(
    index: Index, reply: Reply, understood: Understood, previous: Turn | None, filters: Filters
) -> Turn:
    kept = understood.follow_up and bool(understood.stories)
    neighbours = () if kept else _find_neighbours(index, reply, filters)
    return remember(reply, previous, kept=kept, neighbours=neighbours)


def _find_neighbours(index: Index, reply: Reply, filters: Filters) -> tuple[str, ...]:
    """Return the stories near the one that answered, the nearest first: likely the same event."""
    if reply.answer is None:
        return ()
    best = reply.answer.citations[0]
    text = f"{best.story.title} {best.quote}"
    near = search(index, text, limit=_NEIGHBOURS_LOOKED_AT, filters=filters)
    similar: dict[str, float] = {}
    for hit in near:
        if hit.similarity is not None and hit.similarity >= _NEAR:
            similar.setdefault(hit.story.id, hit.similarity)
    return tuple(sorted(similar, key=lambda story: (-similar[story], story))[:_NEIGHBOURS])

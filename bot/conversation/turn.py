"""What a conversation keeps of the answer before.

Promise: plain strings alone, so that ``dataclasses.asdict`` and JSON keep a turn and
``Turn.from_fields`` gives it back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.answering.replies import Reply
from bot.conversation.phrases import Phrase, find_phrases
from embeddings.words import split_content_words

_MENTIONS = 12
_LONGEST_MENTION = 5
_SHORT_ANSWER = 6


@dataclass(frozen=True, slots=True)
class Turn:
    """One question as it was understood, and what its answer spoke of.

    ``stories`` are the ids of those cited and of their near neighbours, the best first; none where
    nothing was answered. ``answer`` is the answer where it is a short name. ``mentions``
    are noun phrases that a pronoun may stand for, the likeliest
    first, places with their preposition; ``subject`` the folded and stemmed content words.
    """

    question: str
    stories: tuple[str, ...] = ()
    headline: str = ""
    answer: str = ""
    mentions: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()

    @classmethod
    def from_fields(cls, fields: Mapping[str, object]) -> "Turn":
        """Make a turn of the fields that ``asdict`` and JSON left of one."""
        return cls(
            question=str(fields["question"]),
            stories=_read_strings(fields["stories"]),
            headline=str(fields["headline"]),
            answer=str(fields["answer"]),
            mentions=_read_strings(fields["mentions"]),
            subject=_read_strings(fields["subject"]),
        )


def _read_strings(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list | tuple) else ()


def remember(
    reply: Reply, previous: Turn | None, *, kept: bool, neighbours: Sequence[str] = ()
) -> Turn:
    """Make the turn that the next question may follow up.

    ``kept`` says that the reply kept the event of ``previous``, whose stories then stay; an
    unanswered follow-up leaves everything but the question as it was.
    """
    before = previous if previous and kept else Turn("")
    spoken = find_phrases(reply.question)
    if reply.answer is None:
        subject = (*split_content_words(reply.question), *before.subject)
        return Turn(
            question=reply.question,
            stories=before.stories,
            headline=before.headline,
            mentions=_merge(_list_mentions(spoken), before.mentions),
            subject=tuple(dict.fromkeys(subject)),
        )
    citations = reply.answer.citations
    best = citations[0]
    headline = best.story.title or best.story.id
    stories = [citation.story.id for citation in citations]
    texts = (reply.question, best.quote, headline)
    return Turn(
        question=reply.question,
        stories=tuple(dict.fromkeys([*stories, *neighbours, *before.stories])),
        headline=headline,
        answer=_read_name(reply.answer.text),
        mentions=_merge(
            _list_mentions(spoken),
            _list_mentions(find_phrases(best.quote)),
            _list_mentions(() if _is_title_case(headline) else find_phrases(headline)),
            before.mentions,
        ),
        subject=split_content_words(" ".join(texts)),
    )


def _read_name(answer: str) -> str:
    """Return a short answer that is a name: whom "who" asked for is spoken of next."""
    words = answer.split()
    is_name = len(words) <= _SHORT_ANSWER and all(word[0].isupper() for word in words)
    return answer.strip(" .,;:") if is_name else ""


def _list_mentions(phrases: Sequence[Phrase]) -> tuple[str, ...]:
    """Return the phrases that stand on their own, with the preposition of a place."""
    return tuple(
        f"{phrase.after} {phrase.text}" if phrase.is_place else phrase.text
        for phrase in phrases
        if phrase.is_definite and not phrase.holds_verb and len(phrase.words) <= _LONGEST_MENTION
    )


def _is_title_case(headline: str) -> bool:
    words = [word for word in headline.split() if len(word) > 3]
    return sum(word[0].isupper() for word in words) * 2 > len(words)


def _merge(*mentions: Sequence[str]) -> tuple[str, ...]:
    merged: dict[str, str] = {}
    for one in (mention for some in mentions for mention in some):
        merged.setdefault(one.casefold(), one)
    return tuple(merged.values())[:_MENTIONS]

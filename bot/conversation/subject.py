"""Whether a question keeps to the stories of the answer before or begins a new subject.

The question's own words are looked for in both: a story that is being talked about holds most of
them, and when it does not but others do, the talk is of something else.

Promise: weighing writes nothing, and deciding is a pure function of what was weighed.
"""

from dataclasses import dataclass

from bot.conversation.forms import Cues, Form
from bot.conversation.phrases import find_phrases
from bot.conversation.turn import Turn
from embeddings.index import Index
from embeddings.retrieval import Filters, rank_passages, search_vectors
from embeddings.words import split_content_words, split_words

_LOOKED_AT = 5
"""How many passages of other stories are compared: the best by either search is among them."""


@dataclass(frozen=True, slots=True)
class SubjectFit:
    """How well a question fits the stories of the answer before ("here") and others ("elsewhere").

    ``held_*`` are shares, 0 to 1, of the weight of its content words: those that the stories here
    hold together, and those that the one passage elsewhere holds that holds most. ``similar_*``
    are inner products, -1 to 1, of the question and the passage most like it.
    """

    words: int = 0
    held_here: float = 1.0
    held_elsewhere: float = 0.0
    similar_here: float = 0.0
    similar_elsewhere: float = 0.0


NOTHING_WEIGHED = SubjectFit()


def weigh_subject(index: Index, question: str, previous: Turn, filters: Filters) -> SubjectFit:
    """Compare a question with the stories of the turn before and with the others."""
    words = split_content_words(question)
    if not words or not previous.stories:
        return SubjectFit(words=len(words))
    weights = {word: index.weigh_word(word) for word in words}
    here = Filters(stories=previous.stories)
    held = {
        word for word in words
        if word in previous.subject or index.database.search_words([word], limit=1, filters=here)
    }  # fmt: skip
    rankings = rank_passages(index, question, filters=filters)
    ours = {int(row) for story in previous.stories for row in index.database.get_story_rows(story)}
    others = [row for row, _ in rankings.fused if row not in ours][:_LOOKED_AT]
    similar = [score for row, score in rankings.vectors if row not in ours]
    mine = search_vectors(index, question, limit=1, filters=here)
    return SubjectFit(
        words=len(words),
        held_here=_share(held, weights),
        held_elsewhere=max((_share(_read_words(index, row), weights) for row in others), default=0),
        similar_here=mine[0][1] if mine else 0.0,
        similar_elsewhere=max(similar, default=0.0),
    )


def _share(held: set[str] | frozenset[str], weights: dict[str, float]) -> float:
    total = sum(weights.values())
    return sum(weight for word, weight in weights.items() if word in held) / total if total else 0.0


def _read_words(index: Index, row: int) -> frozenset[str]:
    ((passage, _),) = index.database.get_passages([row])
    return frozenset(split_words(f"{passage.title} {passage.text}"))


_NAMED, _NAMELESS = -0.5, -0.7
"""From which fit a question keeps to the stories before, with and without a name of its own."""


def is_new_subject(cues: Cues, evidence: SubjectFit) -> bool:
    """Say whether a question leaves the stories of the answer before.

    One without words of its own cannot; nor one that points back ("and", "he", "by whom?") and
    names nothing, since nobody begins a subject so.
    """
    if not evidence.words:
        return False
    named = any(phrase.is_name for phrase in find_phrases(cues.body))
    pointing = cues.form in {Form.REFERENCE, Form.ELLIPSIS} or (
        cues.opened and cues.form is Form.PLAIN
    )
    if pointing and not named:
        return False
    fit = (
        evidence.held_here
        - evidence.held_elsewhere
        + 2 * (evidence.similar_here - evidence.similar_elsewhere)
    )
    return fit < (_NAMED if named else _NAMELESS)

"""From a group of candidates to an answer with its citations.

Promise: each story is cited once, by its surest sentence, and with it the denial of a charge.
"""

from collections.abc import Mapping, Sequence

from bot.agreement import Candidate, Group, count_origins, find_outlets, group_events
from bot.answering.charges import find_denial
from bot.answering.citations import Citation, cite, cite_field
from bot.answering.replies import Answer
from bot.facts.standing_cues import Standing
from embeddings.index import Index
from embeddings.sentences import Span
from embeddings.stories import Story


def find_events(index: Index, candidates: Sequence[Candidate]) -> Mapping[str, str]:
    """Return for each candidate's story which event it tells of."""
    return find_story_events(index, [one.story for one in candidates])


def find_story_events(index: Index, stories: Sequence[Story]) -> Mapping[str, str]:
    """Return for each story's id which event it tells of."""
    distinct = {one.id: one for one in stories}
    vectors = {
        story: index.vectors.get_many(index.database.get_story_rows(story)) for story in distinct
    }
    return group_events(tuple(distinct.values()), vectors)


def make_answer(index: Index, group: Group) -> Answer:
    """Cite each story of a group once, by its surest sentence."""
    citations = tuple(
        cite_candidate(index, n, one) for n, one in enumerate(group.candidates, start=1)
    )
    stories = [one.story for one in group.candidates]
    signatures = {one.id: index.database.get_signature(one.id) or b"" for one in stories}
    return Answer(
        confidence=group.first.confidence,
        citations=citations,
        phrase=group.phrase,
        origins=count_origins(stories, signatures, _list_outlets(citations)),
        relation=group.relation,
        revision=group.revision,
        standing=group.standing,
        denial=_cite_denial(index, group),
        items=_cite_items(index, group.first),
    )


def cite_candidate(index: Index, n: int, one: Candidate) -> Citation:
    """Cite what a candidate stands on: a sentence, or a field of its story."""
    if one.field is not None:
        return cite_field(n, one.story, one.field, one.answer)
    return cite_sentence(index, n, one.story, one.sentence, one.answer)


def cite_sentence(
    index: Index, n: int, story: Story, quoted: Span, answer: Span | None = None
) -> Citation:
    """Cite a story with the sources that it names for the answer."""
    return cite(n, story, quoted, answer, index.database.get_attributions(story.id))


def _cite_items(index: Index, first: Candidate) -> tuple[Citation, ...]:
    """Cite each item of a list by the sentence or line that it stands in."""
    if first.field is not None:
        return tuple(cite_field(1, first.story, first.field, item) for item in first.items)
    sentences = index.database.get_sentences(first.story.id)
    return tuple(
        cite_sentence(index, 1, first.story, item.surround(sentences), item) for item in first.items
    )


def _cite_denial(index: Index, group: Group) -> Citation | None:
    """Cite the sentence in which the first story says that a charge is denied."""
    if group.standing not in {Standing.CHARGED, Standing.ALLEGED}:
        return None
    first = group.first
    place = find_denial(first, index.database.get_sentences(first.story.id))
    return cite_sentence(index, len(group.candidates) + 1, first.story, place) if place else None


def _list_outlets(citations: Sequence[Citation]) -> dict[str, tuple[str, ...]]:
    """Return whom each story credits with the answer: by its attributions, and by the look of its
    sentence."""
    return {
        one.story.id: (
            *(credit.source for credit in one.attribution if credit.named),
            *find_outlets(one.quote),
        )
        for one in citations
    }

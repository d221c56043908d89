"""What is said where there is no answer: that nothing is near, what comes nearest, or which one is
meant.

Promise: the nearest are whole sentences of different stories; nothing is called near that shares
too little with the question.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.agreement import Candidate
from bot.answering.citations import Citation
from bot.answering.composing import cite_candidate, cite_sentence
from bot.answering.replies import Refusal
from bot.facts.standings import is_question
from embeddings.index import Index
from embeddings.retrieval import Filters, Hit
from embeddings.stories import Story
from embeddings.words import split_content_words, split_words

NEAREST = 3
MOST_EVENTS = 5
LEAST_NEAR = 0.4
"""From where on something is near: the mean of what share of the question's words, by their
weight, a sentence with its headline holds, and of how similar a passage is."""
_LIKELY = 0.25
"""From this probability on, what was read is near whatever its words."""
_HEADLINE_SHARE = 0.5
_QUESTION_SHARE = 0.1
"""What a sentence that only asks is worth: it is quoted where a story has nothing else."""
_VAGUE = frozenset(
    split_words(
        "news latest newest new headline headlines story stories article articles update updates"
        " today happen happened happening event events tell anything something going world recent"
        " week weekend month year yesterday recently"
        " please thing things matter person man woman guy talk talking mean old name"
    )
)
_POINTING = re.compile(
    r"\b(?:he|she|they|him|her|them|his|their|this|that|it|those|these)\b", re.IGNORECASE
)


def asks_which(question: str) -> bool:
    """Say whether a question names nothing to look for: "latest news", "who is he?"."""
    words = set(split_content_words(question)) - _VAGUE
    return not words


def list_events(
    index: Index, question: str, filters: Filters, hits: Sequence[Hit]
) -> tuple[Story, ...]:
    """Return stories to choose from: the newest for "latest news", the nearest for "who is he?"."""
    if _POINTING.search(question):
        stories = list(dict.fromkeys(hit.story for hit in hits))
        return tuple(stories[:MOST_EVENTS])
    known = index.database.list_stories()
    allowed = [one for one in known if filters.let_pass(one)]
    allowed.sort(key=lambda one: (one.published is not None and -one.published.toordinal(), one.id))
    dated = [one for one in allowed if one.published] or allowed
    return tuple(dated[:MOST_EVENTS])


def find_nearest(
    index: Index, question: str, hits: Sequence[Hit], candidates: Sequence[Candidate]
) -> tuple[Refusal, tuple[Citation, ...]]:
    """Return how near the stories come to an answer, and the sentences that come nearest."""
    best: dict[str, tuple[float, Citation]] = {}
    weights = {word: index.weigh_word(word) for word in split_content_words(question)}
    for one in candidates:
        share = _weigh(weights, one.sentence_text, one.story.title)
        score = share + one.confidence
        if score > best.get(one.story.id, (-1.0, None))[0]:
            best[one.story.id] = score, cite_candidate(index, 1, one)
    for hit in hits:
        for sentence in index.database.get_sentences(hit.story.id):
            if not hit.passage.start <= sentence.start < hit.passage.end:
                continue
            text = hit.story.text[sentence.start : sentence.end]
            score = _weigh(weights, text, hit.story.title)
            score *= _QUESTION_SHARE if is_question(text) else 1.0
            if score <= best.get(hit.story.id, (-1.0, None))[0]:
                continue
            best[hit.story.id] = score, cite_sentence(index, 1, hit.story, sentence)
    ranked = sorted(best.values(), key=lambda pair: (-pair[0], pair[1].story.id))[:NEAREST]
    likely = max((one.confidence for one in candidates), default=0.0) >= _LIKELY
    near = likely or bool(ranked and _measure_nearness(ranked[0][0], hits) >= LEAST_NEAR)
    cited = tuple(
        replace(one, n=n, answer=one.quoted) for n, (_, one) in enumerate(ranked, start=1)
    )
    return (Refusal.UNSURE if near else Refusal.NOTHING), cited


def _measure_nearness(score: float, hits: Sequence[Hit]) -> float:
    """Return how near the stories come, about 0 to 1: the same is often asked in other words.

    ``score`` is that of the nearest sentence; it counts alone where no similarity is known.
    """
    known = [hit.similarity for hit in hits if hit.similarity is not None]
    return (score + max(known, default=score)) / 2


def _weigh(weights: dict[str, float], text: str, title: str) -> float:
    """Return what share of the question's weight a sentence holds; words of its headline count
    in part."""
    total = sum(weights.values())
    if not total:
        return 0.0
    own, headline = set(split_words(text)), set(split_words(title))
    held = sum(weight for word, weight in weights.items() if word in own)
    held += sum(
        _HEADLINE_SHARE * weight
        for word, weight in weights.items()
        if word in headline and word not in own
    )
    return held / total

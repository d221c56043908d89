"""From questions to batches of tokens, as the reader will see them when it is asked.

A reader's input is ``[CLS] question [SEP] headline [SEP] text [SEP]``; "no answer" is a span of
the first token.

Promise: the same questions, seed and epoch give the same batches in the same order.
"""

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from tokenizers import Encoding, Tokenizer

from embeddings.sentences import split_sentences
from training.reader.negatives import NearestContexts, drop_answer
from training.reader.questions import Question
from training.reader.twists import NearWords, Twists

MAX_QUESTION, MAX_TITLE, MAX_TEXT = 40, 24, 224
"""Tokens."""
SHARES = {
    "squad2": 3.0,
    "newsqa": 3.0,
    "squadshifts-new_wiki": 1.0,
    "qed": 0.8,
    "qamr": 0.4,
    "squadshifts-reddit": 0.4,
    "squadshifts-amazon_reviews": 0.4,
    "fairytaleqa": 0.3,
}
"""How often an epoch holds a question of each source, in the mean."""
NEAREST_SHARE, DROPPED_SHARE, TWISTED_SHARE = 0.10, 0.06, 0.25
"""Of the answerable questions of an epoch, that many come again unanswerable, by kind."""

Ids = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Example:
    """Tokens of one input; ``spans`` of it (first, last token) answer, or (0, 0) if none does."""

    ids: tuple[int, ...]
    second_part: int
    text_part: int
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Padded examples. *Shape:* all (n_examples, length); starts and ends are 0 or 1."""

    ids: Ids
    attention: Ids
    types: Ids
    allowed: Ids
    starts: Ids
    ends: Ids


class ExampleMaker:
    """Turns questions into examples."""

    def __init__(
        self, tokenizer: Tokenizer, questions: Sequence[Question], near: NearWords, seed: int
    ) -> None:
        self._tokenizer = tokenizer
        self._questions = questions
        self._seed = seed
        answerable = [one for one in questions if one.answers]
        self._nearest = NearestContexts(answerable)
        self._twists = Twists(answerable, near)
        self._by_group: dict[str, list[str]] = defaultdict(list)
        lone = {one.context: one.group for one in questions if one.source == "qamr"}
        for context, group in lone.items():
            self._by_group[group].append(context)

    def make_epoch(self, epoch: int, *, batch_tokens: int) -> list[Batch]:
        """Return the batches of an epoch, each of about ``batch_tokens`` with padding."""
        draw = random.Random(f"{self._seed}-{epoch}")  # noqa: S311 - no secret
        chosen = self._sample(draw)
        draw.shuffle(chosen)
        examples = self._encode(chosen, draw)
        return _make_batches(examples, draw, batch_tokens)

    def _sample(self, draw: random.Random) -> list[Question]:
        chosen: list[Question] = []
        for one in self._questions:
            share = SHARES[one.source]
            chosen += [one] * (int(share) + (draw.random() < share % 1))
        answerable = [one for one in chosen if one.answers]
        dropped = (drop_answer(one) for one in answerable if draw.random() < DROPPED_SHARE)
        twisted = (
            self._twists.twist(one, draw) for one in answerable if draw.random() < TWISTED_SHARE
        )
        near = self._nearest.find(
            [one for one in answerable if draw.random() < NEAREST_SHARE], draw
        )
        chosen = [self._set_among_neighbours(one, draw) for one in chosen]
        return chosen + near + [one for one in (*dropped, *twisted) if one is not None]

    def _set_among_neighbours(self, question: Question, draw: random.Random) -> Question:
        """Put a single sentence between others of its article, half the time."""
        others = [one for one in self._by_group.get(question.group, ()) if one != question.context]
        if question.source != "qamr" or not others or draw.random() < 0.5:
            return question
        picked = draw.sample(others, min(len(others), draw.randint(1, 3)))
        cut = draw.randint(0, len(picked))
        before = "".join(f"{one} " for one in picked[:cut])
        after = "".join(f" {one}" for one in picked[cut:])
        spans = tuple((start + len(before), end + len(before)) for start, end in question.answers)
        return replace(question, context=before + question.context + after, answers=spans)

    def _encode(self, questions: Sequence[Question], draw: random.Random) -> list[Example]:
        examples = []
        for first in range(0, len(questions), 2000):
            some = questions[first : first + 2000]
            encode = self._tokenizer.encode_batch
            asked = encode([one.question for one in some], add_special_tokens=False)
            titles = encode([one.title for one in some], add_special_tokens=False)
            texts = encode([one.context for one in some], add_special_tokens=False)
            for question, ask, title, text in zip(some, asked, titles, texts, strict=True):
                headline = title.ids[:MAX_TITLE] if draw.random() < 0.5 else []
                examples.append(_make_example(question, ask.ids, headline, text, draw))
        return examples


def _make_example(
    question: Question, ask: list[int], title: list[int], text: Encoding, draw: random.Random
) -> Example:
    spans = find_token_spans(text, question.answers)
    first, last = _choose_window(question, text, spans, draw)
    head, text_part = join_ids(ask[:MAX_QUESTION], title)
    inside = tuple(
        (start - first + text_part, end - first + text_part)
        for start, end in spans
        if first <= start and end < last
    )
    return Example(
        ids=(*head, *text.ids[first:last], 102),
        second_part=len(ask[:MAX_QUESTION]) + 2,
        text_part=text_part,
        spans=inside or ((0, 0),),
    )


def join_ids(ask: list[int], title: list[int]) -> tuple[list[int], int]:
    """Return the tokens before a text, and how many they are."""
    head = [101, *ask, 102, *title, *([102] if title else [])]
    return head, len(head)


def find_token_spans(
    text: Encoding, answers: Sequence[tuple[int, int]]
) -> tuple[tuple[int, int], ...]:
    """Return the (first, last) tokens of spans of characters."""
    spans = []
    for start, end in answers:
        tokens = [at for at, (a, b) in enumerate(text.offsets) if a < end and b > start]
        if tokens:
            spans.append((tokens[0], tokens[-1]))
    return tuple(dict.fromkeys(spans))


def _choose_window(
    question: Question,
    text: Encoding,
    spans: Sequence[tuple[int, int]],
    draw: random.Random,
) -> tuple[int, int]:
    """Choose which tokens of a text are seen: all, or as many as a passage may have.

    A long text is cut where a sentence begins, twice out of three times around an answer.
    """
    if len(text.ids) <= MAX_TEXT:
        return 0, len(text.ids)
    size = draw.randint(MAX_TEXT // 2, MAX_TEXT)
    sentences = [one.start for one in split_sentences(question.context)]
    begins = [at for at, (a, _) in enumerate(text.offsets) if a in set(sentences)] or [0]
    if spans and draw.random() < 0.7:
        start, end = draw.choice(spans)
        fitting = [at for at in begins if at <= start and end < at + size]
        first = draw.choice(fitting) if fitting else max(0, start - size // 2)
    else:
        first = draw.choice([at for at in begins if at < len(text.ids) - size // 3] or [0])
    return first, min(first + size, len(text.ids))


def _make_batches(
    examples: Sequence[Example], draw: random.Random, batch_tokens: int
) -> list[Batch]:
    """Put examples of like length together, within a few thousand, so that little is padding."""
    batches = []
    for first in range(0, len(examples), 4000):
        pool = sorted(examples[first : first + 4000], key=lambda one: len(one.ids))
        some: list[Example] = []
        for example in pool:
            if some and len(example.ids) * (len(some) + 1) > batch_tokens:
                batches.append(pad(some))
                some = []
            some.append(example)
        batches.append(pad(some))
    draw.shuffle(batches)
    return batches


def pad(examples: Sequence[Example]) -> Batch:
    """Make a batch of examples."""
    shape = (len(examples), max(len(one.ids) for one in examples))
    ids, attention, types, allowed, starts, ends = (np.zeros(shape, np.int64) for _ in range(6))
    for row, one in enumerate(examples):
        size = len(one.ids)
        ids[row, :size] = one.ids
        attention[row, :size] = 1
        types[row, one.second_part : size] = 1
        allowed[row, one.text_part : size - 1] = 1
        allowed[row, 0] = 1
        for start, end in one.spans:
            starts[row, start] = 1
            ends[row, end] = 1
    return Batch(ids, attention, types, allowed, starts, ends)

"""From questions and claims to tokens, as the reader will see them when it is asked.

Promise: the same questions and draw give the same examples; an answer is taught whole, as it
would be shown.
"""

import bisect
import random
from collections.abc import Sequence
from dataclasses import dataclass

from tokenizers import Encoding, Tokenizer

from bot.reading.spans.widening import widen
from embeddings.sentences import Span, split_sentences
from training.reader.batches import Example
from training.reader.claims import Claim
from training.reader.questions import TextQuestion

MAX_QUESTION, MAX_TITLE, MAX_TEXT = 40, 24, 224
MAX_CLAIM, MAX_EVIDENCE = 72, 240
"""Tokens."""
LEAST_WINDOW = 64
SHORTER_SHARE = 0.35
"""How often a text that would fit is cut all the same: short windows are ranked, long ones read."""
_STORY_CHARACTERS = 1200
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@dataclass(frozen=True, slots=True)
class _Text:
    """A context: its tokens, its sentences, and the whole answers, by character and by token."""

    encoding: Encoding
    sentences: tuple[Span, ...]
    spans: tuple[tuple[int, int], ...]


class ExampleMaker:
    """Turns units of questions, and claims, into tokens."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer

    def make(
        self, units: Sequence[tuple[TextQuestion, ...]], draw: random.Random
    ) -> list[tuple[Example, ...]]:
        """Return the examples of each unit; its questions to one text see the same window of it."""
        flat = [one for unit in units for one in unit]
        asked = self._encode([one.question for one in flat])
        texts = self._encode([one.context for one in flat])
        titles = self._encode([_make_headline(one, draw) for one in flat])
        parts = iter(zip(flat, asked, texts, titles, strict=True))
        made = []
        for unit in units:
            some = [next(parts) for _ in unit]
            read = [_read_text(question, text) for question, _, text, _ in some]
            fullest: dict[str, _Text] = {}
            for one, text in zip(unit, read, strict=True):
                other = fullest.setdefault(one.context, text)
                fullest[one.context] = max(other, text, key=lambda text: len(text.spans))
            windows = {context: _choose_window(text, draw) for context, text in fullest.items()}
            headlines = {one.context: title.ids[:MAX_TITLE] for one, _, _, title in some}
            made.append(
                tuple(
                    _make_example(asked.ids, headlines[one.context], text, windows[one.context])
                    for (one, asked, _, _), text in zip(some, read, strict=True)
                )
            )
        return made

    def make_claims(self, claims: Sequence[Claim]) -> list[Example]:
        """Return the examples of claims."""
        said = self._encode([one.claim for one in claims])
        evidence = self._encode([one.evidence for one in claims])
        made = []
        for claim, text in zip(said, evidence, strict=True):
            head, text_part = join_ids(claim.ids[:MAX_CLAIM], [])
            ids = (*head, *text.ids[:MAX_EVIDENCE], 102)
            made.append(Example(ids, second_part=text_part, text_part=text_part))
        return made

    def _encode(self, texts: Sequence[str]) -> list[Encoding]:
        return list(self._tokenizer.encode_batch(list(texts), add_special_tokens=False))


def _make_headline(question: TextQuestion, draw: random.Random) -> str:
    """Return a headline half the time, and half of those with a day in front."""
    title = question.title
    if not title and len(question.context) > _STORY_CHARACTERS:
        title = question.context[:200].partition("\n")[0]  # a story begins with what it is about
    if not title or draw.random() < 0.5:
        return ""
    if draw.random() < 0.5:
        return title
    month, day, year = draw.choice(_MONTHS), draw.randint(1, 28), draw.randint(2005, 2027)
    return f"{month} {day}, {year}: {title}"


def _read_text(question: TextQuestion, encoding: Encoding) -> _Text:
    sentences = split_sentences(question.context)
    whole = tuple(make_whole(question.context, sentences, answer) for answer in question.answers)
    return _Text(encoding, sentences, find_token_spans(encoding, whole))


def make_whole(text: str, sentences: Sequence[Span], answer: tuple[int, int]) -> tuple[int, int]:
    """Return an answer with the title, hedge and unit that belong to it, within its sentence."""
    start, end = answer
    for one in sentences:
        if one.start <= start < end <= one.end:
            return widen(text, one, start, end)
    return answer


def _make_example(
    ask: list[int], title: list[int], text: _Text, window: tuple[int, int]
) -> Example:
    first, last = window
    last = min(last, len(text.encoding.ids))
    head, text_part = join_ids(ask[:MAX_QUESTION], title)
    inside = tuple(
        (start - first + text_part, end - first + text_part)
        for start, end in text.spans
        if first <= start and end < last
    )
    return Example(
        ids=(*head, *text.encoding.ids[first:last], 102),
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
    begins = [start for start, _ in text.offsets]
    ends = [end for _, end in text.offsets]
    spans = []
    for start, end in answers:
        first, last = bisect.bisect_right(ends, start), bisect.bisect_left(begins, end) - 1
        if first <= last:
            spans.append((first, last))
    return tuple(dict.fromkeys(spans))


def _choose_window(text: _Text, draw: random.Random) -> tuple[int, int]:
    """Choose which tokens of a text are seen: all, or as many as a passage may have.

    A text is cut where a sentence begins, three times out of four around an answer.
    """
    count = len(text.encoding.ids)
    whole = count <= MAX_TEXT
    if count <= LEAST_WINDOW or (whole and draw.random() >= SHORTER_SHARE):
        return 0, count
    size = draw.randint(LEAST_WINDOW, min(count, MAX_TEXT))
    sentences = {one.start for one in text.sentences}
    begins = [at for at, (a, _) in enumerate(text.encoding.offsets) if a in sentences] or [0]
    if text.spans and draw.random() < 0.75:
        start, end = draw.choice(text.spans)
        fitting = [at for at in begins if at <= start and end < at + size]
        first = draw.choice(fitting) if fitting else max(0, start - size // 2)
    else:
        first = draw.choice([at for at in begins if at < count - size // 3] or [0])
    return first, min(first + size, count)

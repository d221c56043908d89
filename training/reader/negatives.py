"""Questions that their context does not answer, made of those that it does.

They decide how honest the reader is: the nearest other passage, and the passage without the
sentence that answers. What is made by changing the question is in ``twists``.

Promise: another context than the question's own holds none of its answers' words; the same seed
makes the same ones.
"""

import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from bot.reading.evidence import FloatArray
from bot.reading.pages import cut_pages
from embeddings.sentences import split_sentences
from training.reader.questions import TextQuestion

_NEAREST = 12

IndexArray = npt.NDArray[np.intp]


def answer_words(question: TextQuestion) -> tuple[str, ...]:
    """Return what accepted answers say, lower-cased."""
    return tuple(question.context[start:end].lower() for start, end in question.answers)


def drop_answer(question: TextQuestion) -> TextQuestion | None:
    """Return the question to its context without the sentences that answer."""
    kept = [
        question.context[one.start : one.end]
        for one in split_sentences(question.context)
        if not any(start < one.end and end > one.start for start, end in question.answers)
    ]
    text = " ".join(kept)
    if len(kept) < 2 or any(words in text.lower() for words in answer_words(question)):
        return None
    return replace(question, context=text, answers=())


def _cut_context(text: str) -> list[str]:
    """Return a context, a long one in the pages that a reader would see."""
    return [page.text for _, page in cut_pages(text)]


class NearestContexts:
    """Finds contexts that share telling words with a question."""

    def __init__(self, questions: Sequence[TextQuestion]) -> None:
        # scikit-learn takes a second to import
        from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415

        self._contexts = sorted({text for one in questions for text in _cut_context(one.context)})
        self._vectorizer = TfidfVectorizer(stop_words="english", sublinear_tf=True)
        self._vectors = self._vectorizer.fit_transform(self._contexts).T.tocsc()

    def find(self, questions: Sequence[TextQuestion], draw: random.Random) -> list[TextQuestion]:
        """Return each question to one of its nearest contexts that does not answer it."""
        found = []
        for first in range(0, len(questions), 256):
            some = questions[first : first + 256]
            asked = self._vectorizer.transform([one.question for one in some])
            scores = (asked @ self._vectors).toarray()
            nearest = _choose_highest(scores, _NEAREST)
            for question, row in zip(some, nearest, strict=True):
                others = [
                    self._contexts[at]
                    for at in row
                    if self._contexts[at] != question.context
                    and not any(w in self._contexts[at].lower() for w in answer_words(question))
                ]
                if others:
                    other = others[min(int(draw.expovariate(0.5)), len(others) - 1)]
                    found.append(replace(question, context=other, answers=()))
        return found


def _choose_highest(scores: FloatArray, count: int) -> IndexArray:
    """Return where the highest scores of each row stand. *Shape:* (n, at most ``count``)"""
    count = min(count, scores.shape[1])
    some = np.argpartition(-scores, count - 1, axis=1)[:, :count]
    order = np.argsort(-np.take_along_axis(scores, some, axis=1), axis=1, kind="stable")
    return np.asarray(np.take_along_axis(some, order, axis=1))

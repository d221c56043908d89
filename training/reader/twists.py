"""Answered questions, twisted so that their context answers them no more.

As people do who write questions that only look answerable: another name or number, out of the
same text or out of another question, the opposite of a word, a negation, a word near in meaning.

Promise: only the question changes; no name or number is put in that is an answer; the same seed
makes the same ones. A few twisted questions are still answered by chance.
"""

import random
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from training.reader.negatives import answer_words
from training.reader.questions import TextQuestion

_NAME = re.compile(r"(?<=\s)[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*")
_NAME_INSIDE = re.compile(r"(?<=[\w,]\s)[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*")
"""A name that begins no sentence."""
_NUMBER = re.compile(r"\b\d[\d,.]*\d\b|\b\d\b")
_WORD = re.compile(r"\b[a-z]{4,}\b")
_NEGATED = re.compile(r"\b(?:is|was|are|were|did|does|do|has|have|had|could|can|would)\b")
_FIRST_NEIGHBOUR, _LAST_NEIGHBOUR = 5, 30
"""The nearest neighbours of a word mostly mean the same."""
_OPPOSITES = """\
first last|largest smallest|biggest smallest|highest lowest|most least|best worst|oldest youngest
longest shortest|earliest latest|before after|north south|east west|northern southern
eastern western|early late|more fewer|higher lower|larger smaller|older younger|increase decrease
increased decreased|rise fall|rose fell|gained lost|won lost|win lose|began ended|start end
started stopped|opened closed|allowed banned|accepted rejected|approved opposed|supported opposed
arrived left|enter leave|entered left|bought sold|born buried|lived died|male female|men women
father mother|son daughter|brother sister|husband wife|strong weak|rich poor|new old
public private|legal illegal|common rare|major minor|successful failed|success failure
victory defeat|defeated joined|positive negative|advantage disadvantage|inside outside|above below
upper lower|with without|agreed refused|included excluded|created destroyed|built destroyed
found lost|hired fired|attacked defended|known unknown|possible impossible|like dislike
always never|maximum minimum
"""

Vectors = npt.NDArray[np.float32]


class NearWords:
    """Finds words near in meaning by the word embeddings of an encoder."""

    def __init__(self, vocabulary: Mapping[str, int], embeddings: Vectors) -> None:
        """*Shape of embeddings:* (n_tokens, n_dimensions)."""
        self._words = sorted(word for word in vocabulary if _WORD.fullmatch(word))
        vectors = embeddings[[vocabulary[word] for word in self._words]]
        self._vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        self._rows = {word: row for row, word in enumerate(self._words)}
        self._found: dict[str, list[str]] = {}

    def find(self, word: str) -> list[str]:
        """Return neighbours that are of another stem, none for a word without a vector."""
        row = self._rows.get(word)
        if row is None:
            return []
        if word not in self._found:
            order = np.argsort(-(self._vectors @ self._vectors[row]), kind="stable")
            near = [self._words[at] for at in order[1 : _LAST_NEIGHBOUR + 1]]
            self._found[word] = [one for one in near[_FIRST_NEIGHBOUR:] if one[:4] != word[:4]]
        return self._found[word]


class Twists:
    """Twists questions."""

    def __init__(self, questions: Sequence[TextQuestion], near: NearWords) -> None:
        self._near = near
        self._lent: dict[tuple[str, re.Pattern[str]], list[str]] = defaultdict(list)
        for one in questions:
            for pattern in (_NAME, _NUMBER):
                self._lent[one.source, pattern] += pattern.findall(one.question)
        self._opposites = _pair_opposites()
        self._kinds: dict[Callable[[TextQuestion, random.Random], str | None], float] = {
            self.swap_from_text: 4,
            self.swap_from_elsewhere: 2,
            self.oppose: 4,
            self.negate: 1,
            self.replace_near: 1,
        }

    def twist(self, question: TextQuestion, draw: random.Random) -> TextQuestion | None:
        """Return the question twisted in one of the ways that it allows, if any."""
        made = {kind: kind(question, draw) for kind in self._kinds}
        texts = [(text, self._kinds[kind]) for kind, text in made.items() if text is not None]
        if not texts:
            return None
        text = draw.choices([one for one, _ in texts], [weight for _, weight in texts])[0]
        return replace(question, question=text, answers=())

    def swap_from_text(self, question: TextQuestion, draw: random.Random) -> str | None:
        """Put another name or number of the same text in the place of one."""
        pattern = draw.choice((_NAME, _NUMBER))
        inside = _NAME_INSIDE if pattern is _NAME else _NUMBER
        return _swap(question, pattern, sorted(set(inside.findall(question.context))), draw)

    def swap_from_elsewhere(self, question: TextQuestion, draw: random.Random) -> str | None:
        """Put a name or number that the text does not hold in the place of one."""
        pattern = draw.choice((_NAME, _NUMBER))
        pool = self._lent[question.source, pattern]
        some = draw.sample(pool, min(len(pool), 20))
        text = question.context.lower()
        return _swap(question, pattern, [one for one in some if one.lower() not in text], draw)

    def oppose(self, question: TextQuestion, draw: random.Random) -> str | None:
        """Say the opposite of a word."""
        words = [one for one in _find_words(question) if one[0] in self._opposites]
        if not words:
            return None
        word, start = draw.choice(words)
        return _put(question, start, word, draw.choice(self._opposites[word]))

    def negate(self, question: TextQuestion, draw: random.Random) -> str | None:
        """Ask what is not so."""
        found = _NEGATED.search(question.question)
        if found is None or re.search(r"\bnot\b|n't\b", question.question):
            return None
        verb = found.group()
        short = "can't" if verb == "can" else f"{verb}n't"
        return _put(question, found.start(), verb, draw.choice((short, f"{verb} not")))

    def replace_near(self, question: TextQuestion, draw: random.Random) -> str | None:
        """Put a word that the text does not hold in the place of one near to it that it holds."""
        text = question.context.lower()
        held = [one for one in _find_words(question) if one[0][:5] in text]
        draw.shuffle(held)
        for word, start in held:
            near = [one for one in self._near.find(word) if one[:5] not in text]
            if near:
                return _put(question, start, word, draw.choice(near))
        return None


def _swap(
    question: TextQuestion, pattern: re.Pattern[str], pool: Sequence[str], draw: random.Random
) -> str | None:
    places = list(pattern.finditer(question.question))
    asked, answers = question.question.lower(), answer_words(question)
    fitting = [
        one
        for one in pool
        if one.lower() not in asked and not any(one.lower() in words for words in answers)
    ]
    if not places or not fitting:
        return None
    place = draw.choice(places)
    return _put(question, place.start(), place.group(), draw.choice(fitting))


def _put(question: TextQuestion, start: int, old: str, new: str) -> str:
    return question.question[:start] + new + question.question[start + len(old) :]


def _find_words(question: TextQuestion) -> list[tuple[str, int]]:
    return [(one.group(), one.start()) for one in re.finditer(r"\b[a-z]{3,}\b", question.question)]


def _pair_opposites() -> dict[str, list[str]]:
    pairs: dict[str, list[str]] = defaultdict(list)
    for pair in _OPPOSITES.replace("\n", "|").strip("|").split("|"):
        one, other = pair.split()
        pairs[one].append(other)
        pairs[other].append(one)
    return dict(pairs)

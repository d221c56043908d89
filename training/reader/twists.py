"""Answered questions, twisted so that their context answers them no more.

As people do who write questions that only look answerable: a name or number of the same kind, out
of the same text or out of another question, the opposite of a word, a negation.

Promise: only the question changes; no name or number is put in that is an answer; the same seed
makes the same ones. A few twisted questions are still answered by chance.
"""

import random
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from training.reader.negatives import answer_words
from training.reader.questions import Question

_NAME = re.compile(r"(?<=\s)[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*")
_NAME_INSIDE = re.compile(r"(?<=[\w,]\s)[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*")
"""A name that begins no sentence."""
_NUMBER = re.compile(r"\b\d[\d,.]*\d\b|\b\d\b")
_DIGIT = re.compile(r"\d")
_NEGATED = re.compile(r"\b(?:is|was|are|were|did|does|do|has|have|had|could|can|would)\b")
_NEAREST = 3
_LEAST_LIKENESS = 0.3
"""Names less alike than that are seldom of one kind: a person, a country, a year's event."""
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


class NameKinds:
    """Tells which names are of one kind, by the word embeddings of an encoder."""

    def __init__(self, tokenizer: Tokenizer, embeddings: Vectors) -> None:
        """*Shape of embeddings:* (n_tokens, n_dimensions)."""
        self._tokenizer = tokenizer
        self._embeddings = embeddings
        self._found: dict[str, Vectors] = {}

    def find_like(self, name: str, others: Sequence[str]) -> list[str]:
        """Return the few names most like one, without those that share the stem of a word."""
        stems = {word[:4] for word in name.lower().split()}
        different = [
            one for one in others if stems.isdisjoint(word[:4] for word in one.lower().split())
        ]
        likeness = [float(self._embed(one) @ self._embed(name)) for one in different]
        ranked = sorted(zip(likeness, different, strict=True), reverse=True)
        return [one for value, one in ranked[:_NEAREST] if value >= _LEAST_LIKENESS]

    def _embed(self, name: str) -> Vectors:
        if name not in self._found:
            ids = self._tokenizer.encode(name, add_special_tokens=False).ids
            mean = self._embeddings[ids].mean(axis=0)
            self._found[name] = mean / np.linalg.norm(mean)
        return self._found[name]


class Twists:
    """Twists questions."""

    def __init__(self, questions: Sequence[Question], kinds: NameKinds) -> None:
        self._name_kinds = kinds
        self._lent: dict[tuple[str, re.Pattern[str]], list[str]] = defaultdict(list)
        for one in questions:
            for pattern in (_NAME, _NUMBER):
                self._lent[one.source, pattern] += pattern.findall(one.question)
        self._opposites = _pair_opposites()
        self._kinds: dict[Callable[[Question, random.Random], str | None], float] = {
            self.swap_from_text: 6,
            self.swap_from_elsewhere: 2,
            self.oppose: 4,
            self.negate: 1,
        }

    def twist(self, question: Question, draw: random.Random) -> Question | None:
        """Return the question twisted in one of the ways that it allows, if any."""
        made = {kind: kind(question, draw) for kind in self._kinds}
        texts = [(text, self._kinds[kind]) for kind, text in made.items() if text is not None]
        if not texts:
            return None
        text = draw.choices([one for one, _ in texts], [weight for _, weight in texts])[0]
        return replace(question, question=text, answers=())

    def swap_from_text(self, question: Question, draw: random.Random) -> str | None:
        """Put another name or number of the same text in the place of one."""
        pattern = draw.choice((_NAME, _NUMBER))
        inside = _NAME_INSIDE if pattern is _NAME else _NUMBER
        return self._swap(question, pattern, sorted(set(inside.findall(question.context))), draw)

    def swap_from_elsewhere(self, question: Question, draw: random.Random) -> str | None:
        """Put a name or number that the text does not hold in the place of one."""
        pattern = draw.choice((_NAME, _NUMBER))
        pool = self._lent[question.source, pattern]
        some = draw.sample(pool, min(len(pool), 50))
        text = question.context.lower()
        absent = [one for one in some if one.lower() not in text]
        return self._swap(question, pattern, absent, draw)

    def oppose(self, question: Question, draw: random.Random) -> str | None:
        """Say the opposite of a word."""
        words = [one for one in _find_words(question) if one[0] in self._opposites]
        if not words:
            return None
        word, start = draw.choice(words)
        return _put(question, start, word, draw.choice(self._opposites[word]))

    def negate(self, question: Question, draw: random.Random) -> str | None:
        """Ask what is not so."""
        found = _NEGATED.search(question.question)
        if found is None or re.search(r"\bnot\b|n't\b", question.question):
            return None
        verb = found.group()
        short = "can't" if verb == "can" else f"{verb}n't"
        return _put(question, found.start(), verb, draw.choice((short, f"{verb} not")))

    def _swap(
        self, question: Question, pattern: re.Pattern[str], pool: Sequence[str], draw: random.Random
    ) -> str | None:
        places = list(pattern.finditer(question.question))
        if not places:
            return None
        place = draw.choice(places)
        asked, answers = question.question.lower(), answer_words(question)
        absent = [
            one
            for one in pool
            if one.lower() not in asked and not any(one.lower() in words for words in answers)
        ]
        old = place.group()
        if pattern is _NUMBER:
            fitting = [one for one in absent if _DIGIT.sub("0", one) == _DIGIT.sub("0", old)]
        else:
            fitting = self._name_kinds.find_like(old, absent)
        return _put(question, place.start(), old, draw.choice(fitting)) if fitting else None


def _put(question: Question, start: int, old: str, new: str) -> str:
    return question.question[:start] + new + question.question[start + len(old) :]


def _find_words(question: Question) -> list[tuple[str, int]]:
    return [(one.group(), one.start()) for one in re.finditer(r"\b[a-z]{3,}\b", question.question)]


def _pair_opposites() -> dict[str, list[str]]:
    pairs: dict[str, list[str]] = defaultdict(list)
    for pair in _OPPOSITES.replace("\n", "|").strip("|").split("|"):
        one, other = pair.split()
        pairs[one].append(other)
        pairs[other].append(one)
    return dict(pairs)

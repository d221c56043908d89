"""Questions as people type them: in key words, without a question mark, with slips.

Promise: only the question changes, and the same seed makes the same ones.
"""

import random
import re
from dataclasses import replace

from training.reader.questions import TextQuestion

KEY_WORDS_SHARE, SLIPS_SHARE, UNMARKED_SHARE = 0.1, 0.08, 0.15
"""Of the questions, that many are typed so."""
_DROPPED = frozenset(
    """
    a an the did does do is are was were has have had been be of in on to for at by that
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
"""What is left out where somebody types key words."""
_FEWEST = 3
"""Words of the shortest question in key words."""
_WORD = re.compile(r"[^\W\d_]{4,}")
_BY_EAR = (
    ("tion", "shun"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("ee", "ea"), ("ea", "ee"),
    ("ie", "ei"), ("ei", "ie"), ("ai", "ay"), ("ou", "u"), ("c", "k"), ("z", "s"), ("y", "i"),
    ("i", "e"), ("e", "a"), ("a", "e"), ("o", "u"),
)  # fmt: skip
"""How one hears and how one spells it: one of these is taken where it stands in the word."""


def type_plainly(question: TextQuestion, draw: random.Random) -> TextQuestion:
    """Return a question as it may be typed, mostly as it is."""
    text, chance = question.question, draw.random()
    if chance < KEY_WORDS_SHARE:
        text = _keep_key_words(text, draw)
    elif chance < KEY_WORDS_SHARE + SLIPS_SHARE:
        text = _slip(text, draw)
    elif chance < KEY_WORDS_SHARE + SLIPS_SHARE + UNMARKED_SHARE:
        text = text.rstrip(" ?")
    return question if text == question.question else replace(question, question=text)


def _keep_key_words(text: str, draw: random.Random) -> str:
    """Turn "What is the price of the jab?" into "price jab" or "what price jab"."""
    words = text.rstrip(" ?").split()
    kept = [one for one in words if one.lower() not in _DROPPED]
    if kept and kept[0].lower() == "what" and draw.random() < 0.5:
        kept = kept[1:]
    return " ".join(kept) if len(kept) >= _FEWEST else text.rstrip(" ?")


def _slip(text: str, draw: random.Random) -> str:
    """Misspell one word or two."""
    for _ in range(draw.randint(1, 2)):
        if not (words := list(_WORD.finditer(text))):
            break
        word = draw.choice(words)
        text = text[: word.start()] + _misspell(word.group(), draw) + text[word.end() :]
    return text


def _misspell(word: str, draw: random.Random) -> str:
    """Misspell a word behind its first letter, as a hand or an ear does."""
    heard = [pair for pair in _BY_EAR if pair[0] in word[1:]]
    if heard and draw.random() < 0.5:
        right, wrong = draw.choice(heard)
        return word[0] + word[1:].replace(right, wrong, 1)
    at = draw.randrange(1, len(word) - 1)
    return draw.choice(
        (
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
        )
    )

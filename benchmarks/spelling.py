"""Misspelt questions put right, against symspellpy's own lookup with the stories' words added.

    python -m benchmarks.spelling [--limit N] [--work FOLDER] [--keep]

Every word of five letters or more of a real question is misspelt once, by a slip drawn by lot:
"mended" is the share that comes back as it was, "mended to another" the share that becomes a third
word. "Changed unasked" counts the questions, as people spelt them, that are changed all the same.
Names that the stories do not hold should be left alone.
"""

import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

from symspellpy import SymSpell, Verbosity

from benchmarks import archive
from benchmarks.command import Arguments, Figures, run, share
from embeddings.index import Index
from embeddings.lexicon import FUNCTION_WORDS

_WORD = re.compile(r"(?<![\w@#/.’'-])[a-z]{5,}(?![\w@/’'-])")
_ANY_WORD = re.compile(r"(?<![\w@#/.’'-])[^\W\d_]{4,}(?![\w@/’'-])")
_LONG = 8
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
Mend = Callable[[str], str]


def measure(arguments: Arguments) -> Figures:
    """Misspell real questions, and mend them in both ways."""
    index = archive.open_archive(arguments).index
    questions = [one.question for one, _ in archive.read_archive_questions(arguments)]
    figures: Figures = {"byline": _score(index.spelling.mend, questions)}
    started = time.process_time()
    other = _open_symspell(index)
    ready = {"processor_seconds_to_open": round(time.process_time() - started, 2)}
    return figures | {"symspellpy": _score(other, questions) | ready}


def _score(mend: Mend, questions: list[str]) -> Figures:
    slips = [slip for question in questions for slip in misspell(question)]
    mended = [(right, wrong, mend(wrong)) for right, wrong in slips]
    return {
        "slips": len(slips),
        "mended_percent": share(sum(right == got for right, _, got in mended), len(slips)),
        "mended_to_another_percent": share(
            sum(got not in {right, wrong} for right, wrong, got in mended), len(slips)
        ),
        "changed_unasked": sum(mend(question) != question for question in questions),
        "questions": len(questions),
    }


def misspell(question: str) -> Iterator[tuple[str, str]]:
    """Yield a question with one slip for each of its longer words."""
    for match in _WORD.finditer(question):
        draw = random.Random(f"{question}{match.start()}")
        yield (
            question,
            f"{question[: match.start()]}{_slip(match.group(), draw)}{question[match.end() :]}",
        )


def _slip(word: str, draw: random.Random) -> str:
    """Swap two letters, double one, leave one out, add one, or put another for one."""
    at = draw.randrange(1, len(word) - 1)
    made = (
        f"{word[:at]}{word[at + 1]}{word[at]}{word[at + 2 :]}",
        f"{word[:at]}{word[at]}{word[at:]}",
        f"{word[:at]}{word[at + 1 :]}",
        f"{word[:at]}{draw.choice(_LETTERS)}{word[at:]}",
        f"{word[:at]}{draw.choice(_LETTERS)}{word[at + 1 :]}",
    )
    slipped = draw.choice(made)
    return slipped if slipped != word else f"{word[:at]}{word[at + 1 :]}"


def _open_symspell(index: Index) -> Mend:
    """Return a lookup of the nearest, commonest word, of English and of the stories."""
    lookup = SymSpell(2, 7)
    spec = find_spec("symspellpy")
    folder = Path(spec.origin).parent if spec and spec.origin else Path()
    lookup.load_dictionary(str(folder / "frequency_dictionary_en_82_765.txt"), 0, 1)
    forms: dict[str, Counter[str]] = {}
    for story in index.database.list_stories():
        for word in _ANY_WORD.findall(f"{story.title} {story.text}"):
            forms.setdefault(word.lower(), Counter())[word] += 1
    english = set(lookup.words)
    for word, written in forms.items():
        lookup.create_dictionary_entry(word, written.total() * 100_000)

    def mend_word(match: re.Match[str]) -> str:
        word, typed = match.group(), match.group().lower()
        known = typed in FUNCTION_WORDS or typed in forms or typed in english
        if known or not word.isascii() or not word[1:].islower():
            return word
        near = lookup.lookup(typed, Verbosity.TOP, 2 if len(typed) >= _LONG else 1)
        if not near or near[0].term not in forms:
            return word
        meant = forms[near[0].term].most_common(1)[0][0]
        return meant.capitalize() if word[0].isupper() else meant

    return lambda question: _ANY_WORD.sub(mend_word, question)


if __name__ == "__main__":
    run("spelling", "Mend misspelt questions.", measure, archive.FILES)

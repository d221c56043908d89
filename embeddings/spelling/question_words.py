"""Question words that are misspelt as other words, or in a way that may mean two of them.

Promise: a pure function of a word and what follows it.
"""

_MISSPELT = {"wat": "what", "wot": "what", "wut": "what", "wen": "when", "wher": "where"}
"""What hardly another question begins with, though some of it is spelt like a name."""
OF_MANNER = frozenset(
    """
    many much often long far old big high tall large fast deep heavy wide do does did can could to
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
"""What stands behind "how"."""


def mend_question_word(typed: str, follows: str) -> str | None:
    """Return the question word that the first word of a question was meant to be, if any.

    Both are in lower case; ``follows`` is the word behind it.
    """
    if typed in {"hwo", "ohw"}:
        return "how" if follows in OF_MANNER else "who"
    return _MISSPELT.get(typed)

"""Put misspelt words of a question right, where it is plain what was meant.

A word is misspelt when it stands in no story and is no word of English. It is replaced by a word
of the stories, or a function word, of which a slip of the hand likely made it.

Promise: what is spelt right is never touched, and nothing but single words is replaced.
"""

import re
from collections.abc import Callable, Iterable

from embeddings.lexicon import FUNCTION_WORDS
from embeddings.spelling.corrections import Correction, Corrections, StoryWords
from embeddings.spelling.edits import Edit, is_same_name, measure_slips
from embeddings.spelling.english import SHORTEST, English
from embeddings.spelling.question_words import OF_MANNER, mend_question_word
from embeddings.words import split_words, stem_word

_WORD = re.compile(rf"(?<![\w@#/.’'])[^\W\d_]{{{SHORTEST},}}(?![\w@/]|\.\w|[’'](?!s\b)\w)")
_CONTRACTED = re.compile(r"(?:can|won|[a-z]{2,6}n)t|(?:what|who|how|where|when|it|that|there)s")
_WHO_IS = re.compile(
    r"\bwho(?:[’']s| is| was)(?: (?!the\b|an?\b|this\b|that\b|his\b|her\b|their\b|our\b)\w+)?\s+$",
    re.IGNORECASE,
)
_LEAST = -8.7
"""The likelihood from which a word is taken to be meant; below, an unknown name is as likely."""
_HOW = re.compile(r"\bhow\s+$", re.IGNORECASE)
_LIKELY, _COMMON_SHARE, _COMMON = -7.0, 0.01, 20
"""The likelihood, and the share and number of passages, from which even a name that another is
like is that one."""
_SHORTEST_SLIP = 5
_CLEARLY = 1.0
"""How much likelier it must be than the next."""
_BEFORE, _BEHIND = re.compile(r"([^\W\d_]+) $"), re.compile(r" ([^\W\d_]+)")
_MOST_MEANT = 30


class Spelling:
    """The words of the stories and of English, by which a question is mended."""

    def __init__(self, stories: StoryWords, list_words: Callable[[], Iterable[str]]) -> None:
        """Take the stories' words, and a function that lists words known to be spelt right.

        Nothing is read before a question holds a word that stands in no story.
        """
        self._stories = stories
        self._english = English(list_words)
        self._candidates = Corrections(stories, self._english)

    def mend(self, text: str) -> str:
        """Return a question, or words to search for, with what is misspelt put right."""
        if text.isupper():
            return text
        mended = text  # from its end: what follows the first word is right when its turn comes
        for match in reversed(list(_WORD.finditer(text))):
            before, follows = text[: match.start()], mended[match.end() :]
            meant = self._mend_word(before, match.group(), follows)
            mended = f"{mended[: match.start()]}{meant}{follows}"
        return mended

    def _mend_word(self, before: str, word: str, follows: str) -> str:
        """Return what a word was meant to be: mostly itself."""
        typed, meant = word.lower(), None
        if not before:
            meant = mend_question_word(typed, next(iter(follows.lower().split()), ""))
        if not meant and not self._is_right(word):
            named = bool(before) and word[0].isupper()
            meant = self._find_manner(typed) if _HOW.search(before) else None
            meant = meant or self._find_meant(typed, named=named, who=bool(_WHO_IS.search(before)))
            if not meant and not named:
                meant = self._find_beside(typed, before, follows)
        if not meant:
            return word
        return f"{meant[0].upper()}{meant[1:]}" if word[0].isupper() else meant

    def _is_right(self, word: str) -> bool:
        """Whether a word stands in a story, or is one of English or an abbreviation."""
        typed = word.lower()
        if (
            typed in FUNCTION_WORDS
            or not word.isascii()
            or not word[1:].islower()
            or _CONTRACTED.fullmatch(typed)
        ):
            return True
        return any(map(self._stories.count_word, split_words(word))) or self._english.knows(typed)

    def _find_beside(self, typed: str, before: str, follows: str) -> str | None:
        """Return the name near this word that stands beside its neighbour in the stories too:
        "murfy" behind "cillian" is Murphy."""
        near: dict[str, int] = {}
        for neighbour, after in ((_BEFORE.search(before), True), (_BEHIND.match(follows), False)):
            for stem in self._list_stems(neighbour[1].lower() if neighbour else ""):
                for form in self._stories.find_beside(stem, after=after):
                    slips = measure_slips(typed, form.lower())
                    if slips and form[0].isupper() and self._is_name(stem_word(form.lower())):
                        near[form] = slips
        least = min(near.values(), default=0)
        best = [form for form, slips in near.items() if slips == least]
        return best[0] if len(best) == 1 else None

    def _list_stems(self, word: str) -> tuple[str, ...]:
        """Return the stem of a word of the stories, else those of the few that it may stand for."""
        if len(word) < SHORTEST or word in FUNCTION_WORDS:
            return ()
        known = tuple(one for one in split_words(word) if self._stories.count_word(one))
        if known or self._english.knows(word):
            return known
        meant = self._candidates.find(word, long=_SHORTEST_SLIP)
        return tuple(one.stem for one in meant if one.passages)[:_MOST_MEANT]

    def _find_manner(self, typed: str) -> str | None:
        """Return the word that a word behind "how" was meant to be, if any: "mutch" is much."""
        near = (one for one in self._candidates.find(typed) if one.edit is not Edit.TWICE)
        return next((one.form for one in near if one.form in OF_MANNER), None)

    def _find_meant(self, typed: str, *, named: bool, who: bool) -> str | None:
        """Return the word that is clearly meant, as the stories write it.

        ``named`` says that a name was typed, ``who`` that one may well have been.
        """
        best = self._choose(typed)
        if best is None or (who and best.edit not in {Edit.SWAPPED, Edit.DOUBLED}):
            return None
        if best.form not in FUNCTION_WORDS and self._is_name(best.stem):
            if is_same_name(typed, best.form, best.edit):
                return best.form.capitalize()
            return best.form if not named and self._is_common(typed, best) else None
        return None if named else best.form

    def _is_common(self, typed: str, best: Correction) -> bool:
        """Whether a word that is mostly written as a name is told of so often that it is meant
        rather than a name like it: "univercity", "scool"."""
        slip = best.edit is not Edit.TWICE and len(typed) >= _SHORTEST_SLIP
        least = max(_COMMON_SHARE * self._stories.count_passages(), _COMMON)
        return slip and best.likelihood >= _LIKELY and best.passages >= least

    def _choose(self, typed: str) -> Correction | None:
        """Return the likeliest word if it is likely, clearly so, and stands in the stories."""
        best, second = [*self._candidates.find(typed), None, None][:2]
        if best is None or best.likelihood < _LEAST:
            return None
        if best.edit is Edit.TWICE and self._english.joins(typed):
            return None
        if second and best.likelihood < second.likelihood + _CLEARLY:
            return None
        if best.form in FUNCTION_WORDS:
            return None if _is_too_short(typed, best.edit, Edit.LEFT_OUT) else best
        told = best.passages and len(typed) > SHORTEST and not _is_too_short(typed, best.edit)
        return best if told else None

    def _is_name(self, stem: str) -> bool:
        """Whether the stories mostly write a word with a capital."""
        forms = self._stories.find_forms(stem)
        capitals = sum(number for form, number in forms.items() if form[0].isupper())
        return 2 * capitals > sum(forms.values())


def _is_too_short(typed: str, edit: Edit, *more: Edit) -> bool:
    """Whether an edit as likely makes another right word of one so short; two swapped do not."""
    return len(typed) < _SHORTEST_SLIP and edit not in {Edit.SWAPPED, *more}

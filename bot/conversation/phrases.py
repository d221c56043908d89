"""What a question or a sentence speaks of: its noun phrases.

A phrase is what stands between words of the closed classes; a verb at its end is told by its form
and by the auxiliary before it. That is less than a parse and enough for a question.

Promise: pure functions of their text; a phrase is a slice of it.
"""

import re
from dataclasses import dataclass

from bot.conversation.lexicon import (
    ASKING,
    AUXILIARIES,
    BE,
    COMMON_VERBS,
    DETERMINERS,
    DO,
    IRREGULAR_VERBS,
    NEVER_HEADS,
    PEOPLE,
    PERSON_NOUNS,
    PLACE_PREPOSITIONS,
    PREPOSITIONS,
    UNITS,
)
from embeddings.lexicon import FUNCTION_WORDS
from embeddings.sentences import Span

_COUNTING = (["how", "many"], ["how", "much"])
TOKEN = re.compile(r"\w+(?:[’'.&-]\w+)*|[^\w\s]")
_NUMBER_OF = ["number", "of"]
_INSIDE = {"in", "at", "near"}
_NO_NOUNS = DETERMINERS | NEVER_HEADS | UNITS | {"of"}
POSSESSIVE_END = re.compile(r"[’']s?$")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase, where it stands, and what its surroundings say of it.

    ``after`` is the word before it, in lower case; ``asked`` that the question asks for it, as
    "how many workers" does and "the number of workers".
    """

    text: str
    span: Span
    after: str = ""
    asked: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """The words in lower case, without a possessive ending."""
        return tuple(POSSESSIVE_END.sub("", word) for word in TOKEN.findall(self.text.lower()))

    @property
    def head(self) -> str:
        """The noun that the phrase is about: the last one before an "of"."""
        before = self.words[: self.words.index("of", 1)] if "of" in self.words[1:] else self.words
        return before[-1]

    @property
    def is_name(self) -> bool:
        """Whether a word in it is capitalised, as names are."""
        return any(word[0].isupper() and not is_function_word(word.lower()) for word in self._raw)

    @property
    def is_person(self) -> bool:
        """Whether its noun names a person, or it may be a person's name."""
        if self.head in PERSON_NOUNS or self.head in PEOPLE:
            return True
        if self.head.endswith(("man", "woman", "ist", "eer")) and not self.is_name:
            return True
        return self.after not in _INSIDE and self.is_name and self._may_be_personal_name

    @property
    def is_plural(self) -> bool:
        """Whether its noun is in the plural, by its form."""
        if self.is_name and self._may_be_personal_name:
            return False
        return self.head in PEOPLE or bool(re.search(r"[^siu]s$", self.head))

    @property
    def is_place(self) -> bool:
        """Whether it stands where places stand."""
        return self.after in PLACE_PREPOSITIONS and not self.is_person

    @property
    def holds_verb(self) -> bool:
        """Whether it is a clause without a word of the closed classes, as headlines have them."""
        return any(looks_like_verb(word) for word in self._raw[1:-1])

    @property
    def is_definite(self) -> bool:
        """Whether it says by itself what it names: "the ship", "Lee Cook-jong", "guards"."""
        if self.words[0] in DETERMINERS:
            return self.words[0] in {"the", "a", "an"}
        return self.asked or self.is_plural or all(word[0].isupper() for word in self._raw)

    @property
    def _raw(self) -> list[str]:
        return TOKEN.findall(self.text)

    @property
    def _may_be_personal_name(self) -> bool:
        return (
            self.words[0] not in DETERMINERS
            and all(word[0].isupper() and not word.isupper() for word in self._raw)
            and 2 <= len(self._raw) <= 4
        )


def is_function_word(word: str) -> bool:
    """Say whether a lower-case word belongs to a closed class."""
    return word in FUNCTION_WORDS or word in AUXILIARIES or word in PREPOSITIONS


def looks_like_verb(word: str) -> bool:
    """Say whether a lower-case word has the form of a verb."""
    return word in IRREGULAR_VERBS or word in COMMON_VERBS or bool(re.search(r"[^e]ed$", word))


def list_words(text: str) -> list[str]:
    """Return the words and the marks of a text in lower case, in order."""
    return [token.group().lower() for token in TOKEN.finditer(text)]


def find_phrases(text: str) -> tuple[Phrase, ...]:
    """Return the noun phrases of a question, a sentence or a headline, in order."""
    phrases: list[Phrase] = []
    chunk: list[re.Match[str]] = []
    before: list[str] = []
    tokens = list(TOKEN.finditer(text))
    for number, token in enumerate(tokens):
        word = token.group().lower()
        if _is_part_of_name(tokens, number):
            chunk.append(token)
            continue
        follows = tokens[number + 1].group().lower() if number + 1 < len(tokens) else ""
        if (word == "of" and chunk and follows and not _ends_chunk(follows)) or (
            word in DETERMINERS and chunk and chunk[-1].group().lower() == "of"
        ):
            chunk.append(token)
        elif _ends_chunk(word) or word in DETERMINERS:
            phrases += _close(text, chunk, before)
            before = before if word in DETERMINERS and not chunk else [*before, *_words(chunk)]
            chunk = [token] if word in DETERMINERS else []
            before = before if word in DETERMINERS else [*before, word]
        else:
            chunk.append(token)
    return (*phrases, *_close(text, chunk, before))


def _is_part_of_name(tokens: list[re.Match[str]], number: int) -> bool:
    """Tell the "Ever" of "the Ever Given" from the word: both are capitalised inside the text."""
    word = tokens[number].group()
    if number == len(tokens) - 1 or word.lower() in DETERMINERS or len(word) < 2:
        return False
    if not (number or word.isupper()):
        return False
    return all(one.group()[0].isupper() for one in tokens[number : number + 2])


def _ends_chunk(word: str) -> bool:
    return not word[0].isalnum() or (is_function_word(word) and word not in DETERMINERS)


def _words(chunk: list[re.Match[str]]) -> list[str]:
    return [token.group().lower() for token in chunk]


def _close(text: str, chunk: list[re.Match[str]], before: list[str]) -> tuple[Phrase, ...]:
    """Make a phrase of what stands between function words, without the verb at either end."""
    kept = _trim_verbs(chunk, before)
    words = _words(kept)
    counted = words[: words.index("of") + 1][-2:] == _NUMBER_OF if "of" in words else False
    while "of" in words and words[words.index("of") - 1] in UNITS:
        kept = kept[words.index("of") + 1 :]
        words = _words(kept)
    if not words or words[-1] in NEVER_HEADS or all(word in _NO_NOUNS for word in words):
        return ()
    span = Span(kept[0].start(), kept[-1].end())
    asked = bool(before) and (before[-1] in ASKING or before[-2:] in _COUNTING)
    asked = asked and not (before[-1] == "who" and kept[0] is not chunk[0])
    after = before[-1] if before else ""
    whole = Phrase(text[span.start : span.end], span, after, asked or counted)
    return (whole, *_find_owner(text, kept))


def _find_owner(text: str, kept: list[re.Match[str]]) -> tuple[Phrase, ...]:
    """Return "the soldier" of "the soldier's stomach"."""
    for token in kept[:-1]:
        if POSSESSIVE_END.search(token.group()):
            end = token.start() + len(POSSESSIVE_END.sub("", token.group()))
            span = Span(kept[0].start(), end)
            return (Phrase(text[span.start : span.end], span),)
    return ()


def _trim_verbs(chunk: list[re.Match[str]], before: list[str]) -> list[re.Match[str]]:
    """Take off the verb that a phrase is the subject or the object of."""
    kept = list(chunk)
    if before and before[-1] == "to" and kept and kept[0].group().islower():
        kept = [] if len(kept) == 1 else kept[kept[0].group() not in DETERMINERS :]
    if before and before[-1] in DO and len(kept) > 1 and kept[-1].group()[0].islower():
        kept.pop()
    if before and before[-1] == "who" and len(kept) > 1 and kept[0].group()[0].islower():
        kept = kept[kept[0].group() not in DETERMINERS :]
    while kept and _is_verb(kept[-1].group()):
        kept.pop()
    if len(kept) > 1 and kept[-1].group().endswith("ing") and _is_whole(kept[:-1], before):
        kept.pop()
    while kept and (_is_verb(kept[0].group()) or _is_verbal(kept[0].group(), len(kept))):
        kept.pop(0)
    return kept


def _is_whole(kept: list[re.Match[str]], before: list[str]) -> bool:
    """Whether a word in -ing behind a name, or behind "was the ship", is the verb of a question."""
    asked = bool(before) and before[-1] in BE
    return kept[-1].group()[0].isupper() or (asked and len(kept) > 1)


def _is_verb(word: str) -> bool:
    return word[0].islower() and looks_like_verb(word)


def _is_verbal(word: str, length: int) -> bool:
    return length > 1 and word[0].islower() and word.endswith("ing")

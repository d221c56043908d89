"""A question cut into what it asks with and what it asks about.

Promise: pure functions of the question alone; a part is a slice of it.
"""

from dataclasses import dataclass

from bot.conversation.lexicon import ASKING, AUXILIARIES, UNITS
from bot.conversation.phrases import TOKEN, is_function_word, looks_like_verb


@dataclass(frozen=True, slots=True)
class Frame:
    """A question cut into what it asks with, the auxiliary and the rest.

    ``noun`` is the one that is asked for ("workers" of "how many workers"); ``auxiliary`` is empty
    where what is asked for is itself the subject: "who called".
    """

    asking: str
    noun: str
    auxiliary: str
    rest: str


def split_question(question: str) -> Frame:
    """Cut a question into its parts; one that asks for yes or no asks with nothing."""
    body = question.strip().rstrip("?!. ")
    tokens = list(TOKEN.finditer(body))
    words = [token.group().lower() for token in tokens]
    at = 0
    if words and words[0] not in AUXILIARIES:
        at = next((n for n, word in enumerate(words) if word in ASKING), -1) + 1
        while at < len(words) and not (words[at] in AUXILIARIES or looks_like_verb(words[at])):
            at += 1
    if at >= len(words):
        return Frame(body, "", "", "")
    asking = body[: tokens[at].start()].strip()
    noun = " ".join(word for word in _content(asking) if word.lower() not in UNITS)
    auxiliary = tokens[at].group() if words[at] in AUXILIARIES else ""
    rest = body[tokens[at].end() if auxiliary else tokens[at].start() :].strip()
    return Frame(asking, noun, auxiliary, rest)


def _content(text: str) -> list[str]:
    kept = TOKEN.findall(text)
    return [word for word in kept if not is_function_word(word.lower())]

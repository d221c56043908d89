"""All that is worked out about a story before it is stored: where it is cut, who says what in it,
which words it holds and what its text is like.

Promise: pure; an equal story gives an equal analysis, so that one made before can be taken over.
"""

from dataclasses import dataclass

from embeddings.attribution import Attribution, find_attributions
from embeddings.passages import Passage, TokenOffsets, split_story
from embeddings.sentences import Span, split_sentences
from embeddings.signatures import sign_text
from embeddings.stories import Story
from embeddings.words import split_words


@dataclass(frozen=True, slots=True)
class PassageWords:
    """The words of a passage's headline and text, folded and stemmed, with blanks between."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Analysed:
    """A story with its passages, ``words`` those of each, its sentences and attributions."""

    story: Story
    passages: tuple[Passage, ...]
    words: tuple[PassageWords, ...]
    sentences: tuple[Span, ...]
    attributions: tuple[Attribution, ...]
    signature: bytes


def analyse(story: Story, token_offsets: TokenOffsets, *, max_tokens: int) -> Analysed:
    """Work out all that an index keeps of a story, in passages of at most ``max_tokens`` tokens.

    :raises ValueError: If ``max_tokens`` is under 16.
    """
    sentences = split_sentences(story.text)
    passages = split_story(story, token_offsets, max_tokens=max_tokens, sentences=sentences)
    title = " ".join(split_words(story.title))
    return Analysed(
        story=story,
        passages=passages,
        words=tuple(PassageWords(title, " ".join(split_words(one.text))) for one in passages),
        sentences=sentences,
        attributions=find_attributions(story.text, sentences),
        signature=sign_text(story.text),
    )

"""Cut pages into what the network sees at once.

Promise: every token of a page is in some window, and a window's offsets are the page's own.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from tokenizers import Encoding, Tokenizer

from bot.reading.reader import Page
from bot.reading.spans.settings import SpanSettings

Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """One input: its tokens, where its second part and its text begin, and of which page it is.

    ``offsets`` are (start, end) of each token of the text, in code points of the page, without
    the blanks that some tokenizers count to a token.
    """

    page: int
    ids: tuple[int, ...]
    second_part: int
    text_part: int
    offsets: tuple[tuple[int, int], ...]


def make_windows(
    question: str, pages: Sequence[Page], tokenizer: Tokenizer, settings: SpanSettings
) -> tuple[Window, ...]:
    """Return the windows onto all pages; a long page has several, half over one another."""
    asked = tokenizer.encode(question, add_special_tokens=False).ids[: settings.max_question]
    titles = tokenizer.encode_batch([page.title for page in pages], add_special_tokens=False)
    texts = tokenizer.encode_batch([page.text for page in pages], add_special_tokens=False)
    windows = []
    for number, (page, title, text) in enumerate(zip(pages, titles, texts, strict=True)):
        head = [*settings.first, *asked, *settings.between]
        second_part = len(head)
        offsets = tuple(_trim(page.text, *offset) for offset in text.offsets)
        if headline := title.ids[: settings.max_headline]:
            head += [*headline, *settings.between]
        for first, last in _cut(text, settings.max_text):
            windows.append(
                Window(
                    page=number,
                    ids=(*head, *text.ids[first:last], *settings.last),
                    second_part=second_part,
                    text_part=len(head),
                    offsets=offsets[first:last],
                )
            )
    return tuple(windows)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    word = text[start:end].strip()
    first = text.find(word, start)
    return first, first + len(word)


def _cut(text: Encoding, size: int) -> list[tuple[int, int]]:
    """Return (first, last) tokens of windows over a text."""
    count = len(text.ids)
    if not count:
        return []
    begins = range(0, max(count - size // 2, 1), size // 2)
    return [(first, min(first + size, count)) for first in begins]


def feed(window: Window, *, typed: bool) -> dict[str, Integers]:
    """Return the network's inputs for a window alone. *Shape:* (1, n_tokens), int64, each"""
    ids = np.array([window.ids], dtype=np.int64)
    inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
    if typed:
        inputs["token_type_ids"] = np.zeros_like(ids)
        inputs["token_type_ids"][:, window.second_part :] = 1
    return inputs

"""Cut marked pieces out of a text and remember where each of them stood.

Promise: putting every removed piece back before the code point it names gives the pieces of the
original in their order.
"""

from dataclasses import dataclass

from embeddings.stories.story import Removed


@dataclass(frozen=True, slots=True)
class Piece:
    """A line or a part of one; without a ``reason`` to be clutter it is the article's text."""

    text: str
    reason: str | None = None
    joins: bool = False
    """Whether it goes on in the line of the piece before it."""


def cut_pieces(pieces: list[Piece]) -> tuple[str, tuple[Removed, ...]]:
    """Return the article's text and what was cut from it, in order.

    A piece without text is an empty line. Paragraphs stay apart where an empty line stood between
    them, also when clutter stood there too.
    """
    parts: list[str] = []
    length = 0
    waiting: list[Piece] = []
    removed: list[Removed] = []
    separator = ""
    for piece in pieces:
        if not piece.joins:
            separator = "\n\n" if separator == "\n\n" or not piece.text else "\n"
        elif not separator:
            separator = " "
        text = piece.text.strip() if piece.joins or piece.reason else piece.text.rstrip()
        if not text:
            continue
        if piece.reason is not None:
            waiting.append(Piece(text, piece.reason))
            continue
        if parts:
            parts.append(separator)
            length += len(separator)
        else:
            text = text.lstrip()
        removed += [Removed(cut.text, str(cut.reason), length) for cut in waiting]
        waiting.clear()
        parts.append(text)
        length += len(text)
        separator = ""
    removed += [Removed(cut.text, str(cut.reason), length) for cut in waiting]
    return "".join(parts), tuple(removed)

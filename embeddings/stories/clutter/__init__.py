"""Page leftovers in a story's text: which spans they are, and the text without them."""

from embeddings.stories.clutter.clearing import Cleared, clear_text
from embeddings.stories.clutter.repeats import find_repeated, line_key

__all__ = ["Cleared", "clear_text", "find_repeated", "line_key"]

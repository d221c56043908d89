"""Page leftovers in a story's text: which spans they are, and the text without them."""

from embeddings.stories.clutter.cutting import cut_lines, remove_clutter

__all__ = ["cut_lines", "remove_clutter"]

"""Nothing but embedding: sentence-transformers over the passages that Byline made.

It is what building is measured against: no stories are read, cut or cleaned, and nothing is
written. Only embedding itself is timed.
"""

import time

from benchmarks.afternoon import open_encoder
from benchmarks.others.replies import Built, Places
from bot.newsroom import Newsroom


def build(places: Places) -> Built:
    """Embed every passage of Byline's index; return how many there are."""
    newsroom = Newsroom.open(stories=places.stories.parent, index=places.index)
    database = newsroom.index.database
    rows = [int(row) for one in database.list_stories() for row in database.get_story_rows(one.id)]
    texts = [passage.embedded_text for passage, _ in database.get_passages(rows)]
    encoder = open_encoder()
    started = time.perf_counter()
    encoder.encode(texts, normalize_embeddings=True, batch_size=32)
    return Built(len(texts), time.perf_counter() - started)

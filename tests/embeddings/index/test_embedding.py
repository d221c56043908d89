"""Texts become vectors in batches that depend on the texts alone."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_index import WordEncoder

from embeddings.encoders import Encoder
from embeddings.index.embedding import (
    BATCH,
    Batch,
    Embedded,
    embed_here,
    embed_texts,
    make_batches,
)

TEXTS = st.lists(st.text(max_size=4), max_size=3 * BATCH)


def embed_backwards(encoder: Encoder, batches: Sequence[Batch]) -> Embedded:
    """Embed the last batch first, as whoever works beside others may."""
    for number in reversed(range(len(batches))):
        yield number, encoder.encode_passages(batches[number])


@given(TEXTS)
def test_batches_hold_each_text_once_the_longest_first(texts: list[str]) -> None:
    batches = make_batches(texts)

    ordered = [text for batch in batches for text in batch]
    assert sorted(ordered) == sorted(set(texts))
    assert [len(text) for text in ordered] == sorted(map(len, ordered), reverse=True)
    assert all(len(batch) == BATCH for batch in batches[:-1])


@given(TEXTS, st.randoms())
def test_the_order_of_the_texts_changes_no_batch(texts: list[str], random: object) -> None:
    shuffled = list(texts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    assert make_batches(shuffled) == make_batches(texts)


@pytest.mark.parametrize("embed", [embed_here, embed_backwards])
def test_every_text_gets_its_own_vector_in_whatever_order_batches_come(embed: object) -> None:
    encoder = WordEncoder()
    texts = ["bridge " * (place % 40) + "ship" for place in range(100)]

    vectors = embed_texts(texts, encoder, embed, lambda more: None)

    assert np.array_equal(vectors, encoder.encode_passages(texts))


def test_what_is_done_is_told_until_all_texts_are() -> None:
    texts = [*(f"ship {number}" for number in range(BATCH + 1)), "ship 0", "ship 1"]
    told: list[int] = []

    embed_texts(texts, WordEncoder(), embed_here, told.append)

    assert told == [2, BATCH, 1]


def test_whoever_embeds_is_let_go_of_at_once_when_somebody_interrupts() -> None:
    let_go = []

    def embed(encoder: Encoder, batches: Sequence[Batch]) -> Embedded:
        try:
            yield from embed_here(encoder, batches)
        finally:
            let_go.append(True)

    def interrupt(more: int) -> None:
        if more == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt) as interrupted:
        embed_texts(["ship", "bridge"], WordEncoder(), embed, interrupt)

    assert let_go, "while the interruption is still on its way"
    del interrupted


def test_nothing_is_embedded_where_all_is_known() -> None:
    def fail(encoder: Encoder, batches: Sequence[Batch]) -> Embedded:
        raise AssertionError
        yield

    assert embed_texts([], WordEncoder(), fail, lambda more: None).shape == (0, 13)

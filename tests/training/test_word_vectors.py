"""Words of near meaning have near vectors, of the length that is asked for."""

import numpy as np
import pytest

from training.word_vectors import list_known_words, read_word_vectors

pytestmark = pytest.mark.slow


def test_a_word_is_nearest_to_one_of_its_meaning() -> None:
    words = ["praised", "lauded", "river", "carpet"]

    vectors = read_word_vectors(words, dimensions=4, length=2.0)

    assert vectors.shape == (4, 4)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 2.0, rtol=1e-4)
    likeness = vectors @ vectors[0]
    assert int(np.argmax(likeness[1:])) == 0


def test_whole_words_are_those_of_letters_that_the_table_has_in_one_piece() -> None:
    words = list_known_words(shortest=4)

    assert {"said", "river"} <= set(words)
    assert all(len(word) >= 4 and word.isalpha() for word in words)
    assert list(words) == sorted(words)

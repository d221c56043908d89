"""A machine embeds with the same code and model as the one that builds, or not at all."""

import pytest

from embeddings.cluster.tasks import Order
from embeddings.cluster.worker import hash_machine, load_encoder
from embeddings.default_model import DEFAULT_MODEL
from embeddings.errors import ModelError, SettingsError


def test_a_machine_with_other_code_does_not_embed() -> None:
    with pytest.raises(SettingsError, match="it has another version of Byline"):
        load_encoder(Order(DEFAULT_MODEL, "f" * 64, "other code"))


@pytest.mark.slow
def test_a_machine_with_another_model_of_the_name_does_not_embed() -> None:
    with pytest.raises(ModelError, match=f"its model {DEFAULT_MODEL} is another"):
        load_encoder(Order(DEFAULT_MODEL, "f" * 64, hash_machine()))

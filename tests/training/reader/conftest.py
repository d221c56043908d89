"""What tests of training begin with."""

from importlib import import_module
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BERT of two small layers and its heads, their weights drawn by lot."""
    torch, transformers = import_module("torch"), import_module("transformers")
    folder = tmp_path_factory.mktemp("encoder")
    torch.manual_seed(2)
    config = transformers.BertConfig(
        vocab_size=110, hidden_size=64, num_hidden_layers=2, num_attention_heads=2,
        intermediate_size=32, max_position_embeddings=512,
    )  # fmt: skip
    transformers.BertModel(config, add_pooling_layer=False).save_pretrained(folder)
    heads = {
        "pooler.dense.weight": torch.randn(64, 64),
        "pooler.dense.bias": torch.randn(64),
        "classifier.weight": torch.randn(1, 64),
        "classifier.bias": torch.randn(1),
    }
    torch.save(heads, folder / "heads.pt")
    return folder

"""The network that is trained: one encoder, and a head for each thing that it says of two texts.

It reads a question together with a passage and says which words answer. If it begins with a
network that was published with a head for relevance, it also says how relevant the passage is, and
whether it supports or contradicts what is claimed. The word, position and type embeddings stay
as they were, so that only the layers are learnt.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import torch
from transformers import BertModel

from training.reader.batches import Inputs

HEADS_FILE = "heads.pt"
"""Beside the encoder: the heads that it came with."""


class Outputs(NamedTuple):
    """What the network says. *Shape:* spans (n, length, 2), relevance (n,), verdicts (n, 3)"""

    spans: torch.Tensor
    relevance: torch.Tensor | None = None
    verdicts: torch.Tensor | None = None


class ReaderNetwork(torch.nn.Module):
    """Scores every token as the first and as the last of the answer, and the pair as a whole.

    ``judges`` says whether it has the heads for the pair.
    """

    def __init__(self, encoder: Path) -> None:
        """Begin with the encoder in a folder, and with the heads beside it."""
        super().__init__()
        self.bert = BertModel.from_pretrained(
            encoder,
            add_pooling_layer=False,
            attn_implementation="sdpa",
            # an epoch or two of so many questions teaches more without
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )
        self.bert.embeddings.requires_grad_(False)
        size = self.bert.config.hidden_size
        heads = torch.load(encoder / HEADS_FILE, weights_only=True)
        self.judges = not {"relevance.weight", "classifier.weight"}.isdisjoint(heads)
        self.spans = _make_head(heads, ("spans", "head"), size, 2)
        if self.judges:
            self.pooler = _make_head(heads, ("pooler", "pooler.dense"), size, size)
            self.relevance = _make_head(heads, ("relevance", "classifier"), size, 1)
            self.verdicts = _make_head(heads, ("verdicts",), size, 3)

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> Outputs:
        """Return scores. *Shape:* (n, length), int64, each"""
        hidden = self.bert(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        if not self.judges:
            return Outputs(self.spans(hidden))
        first = hidden[:, 0]
        relevance = self.relevance(torch.tanh(self.pooler(first))).squeeze(-1)
        return Outputs(self.spans(hidden), relevance, self.verdicts(first))


def look(network: ReaderNetwork, inputs: Inputs) -> Outputs:
    """Run the network."""
    outputs: Outputs = network(
        torch.from_numpy(inputs.ids),
        torch.from_numpy(inputs.attention),
        torch.from_numpy(inputs.types),
    )
    return outputs


def _make_head(
    heads: Mapping[str, torch.Tensor], names: tuple[str, ...], inputs: int, outputs: int
) -> torch.nn.Linear:
    """Return the head that was shipped or published under one of its names, or a new one."""
    head = torch.nn.Linear(inputs, outputs)
    for name in names:
        if f"{name}.weight" in heads:
            head.load_state_dict({part: heads[f"{name}.{part}"] for part in ("weight", "bias")})
            break
    return head

"""The reader's network: the default encoder's six layers and two numbers a token.

The word, position and type embeddings stay those of the encoder, so that only the layers are
the reader's own. It learns with products in bfloat16, 1.7 times as fast on processors that have
them, and attention in float32, whose way back is slow in bfloat16.
"""

from pathlib import Path
from typing import Any

import torch
from transformers import AttentionInterface, AttentionMaskInterface, BertModel
from transformers.integrations.sdpa_attention import sdpa_attention_forward
from transformers.masking_utils import sdpa_mask

from training.reader.examples import Batch

_ATTENTION = "sdpa_float32"


class SpanModel(torch.nn.Module):
    """Scores every token as the first and as the last of the answer."""

    def __init__(self, encoder: Path) -> None:
        super().__init__()
        self.bert = BertModel.from_pretrained(
            encoder,
            add_pooling_layer=False,
            attn_implementation=_ATTENTION,
            # an epoch or two of so many questions teaches more without
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )
        self.bert.embeddings.requires_grad_(False)
        self.head = torch.nn.Linear(self.bert.config.hidden_size, 2)

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> torch.Tensor:
        """Return scores. *Shape:* (n, length), int64, each; result (n, length, 2), float32"""
        hidden = self.bert(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        scores: torch.Tensor = self.head(hidden)
        return scores


def compute_loss(model: SpanModel, batch: Batch) -> torch.Tensor:
    """Return the mean negative log likelihood that a start and an end of an answer is chosen.

    Where several answers are accepted, their probabilities are added up.
    """
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores = model(
            torch.from_numpy(batch.ids),
            torch.from_numpy(batch.attention),
            torch.from_numpy(batch.types),
        )
    scores = scores.float().masked_fill(torch.from_numpy(batch.allowed)[:, :, None] == 0, -1e4)
    log_chances = scores.log_softmax(dim=1)
    losses = []
    for which, marks in enumerate((batch.starts, batch.ends)):
        wanted = log_chances[:, :, which].masked_fill(torch.from_numpy(marks) == 0, -1e4)
        losses.append(-wanted.logsumexp(dim=1).mean())
    return torch.stack(losses).mean()


def _attend(
    module: torch.nn.Module,
    query: torch.Tensor,
    key: torch.Tensor,
    value: torch.Tensor,
    attention_mask: torch.Tensor | None,
    **options: Any,
) -> tuple[torch.Tensor, None]:
    with torch.autocast("cpu", enabled=False):
        return sdpa_attention_forward(
            module, query.float(), key.float(), value.float(), attention_mask, **options
        )


AttentionInterface.register(_ATTENTION, _attend)
AttentionMaskInterface.register(_ATTENTION, sdpa_mask)

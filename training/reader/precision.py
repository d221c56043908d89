"""A network that computes in bfloat16 for weights that are learnt in float32.

On processors that multiply tiles of bfloat16 (AMX) a step takes less than half the time; on others
it would take longer, and the network itself computes.

Promise: what is learnt and kept is float32; the copy holds the same weights, rounded.
"""

import copy
from typing import Any, Protocol

import torch
from transformers import AttentionInterface
from transformers.masking_utils import AttentionMaskInterface, eager_mask

from training.reader.network import ReaderNetwork

_ATTENTION = "written_out"


def has_tiles() -> bool:
    """Say whether this processor multiplies tiles of bfloat16."""
    return bool(torch.cpu._is_amx_tile_supported())


class Computing(Protocol):
    """The network that computes for another one's weights."""

    network: ReaderNetwork

    def hand_over(self) -> None:
        """Give the gradients to the weights that are learnt."""

    def take_over(self) -> None:
        """Take the weights as they are now."""


class Itself:
    """The network computes for its own weights."""

    def __init__(self, network: ReaderNetwork) -> None:
        self.network = network

    def hand_over(self) -> None:
        """Do nothing: the gradients are there."""

    def take_over(self) -> None:
        """Forget the gradients."""
        self.network.zero_grad()


class Halved:
    """A copy in bfloat16 computes."""

    def __init__(self, network: ReaderNetwork) -> None:
        self.network = halve(network)
        pairs = zip(network.parameters(), self.network.parameters(), strict=True)
        self._pairs = [(kept, used) for kept, used in pairs if kept.requires_grad]

    def hand_over(self) -> None:
        """Give the gradients to the weights in float32."""
        for kept, used in self._pairs:
            kept.grad = None if used.grad is None else used.grad.float()

    @torch.no_grad()
    def take_over(self) -> None:
        """Round the weights in float32."""
        for kept, used in self._pairs:
            used.copy_(kept)
            used.grad = kept.grad = None


def halve(network: ReaderNetwork) -> ReaderNetwork:
    """Return a copy of a network in bfloat16."""
    halved = copy.deepcopy(network).to(torch.bfloat16)
    AttentionInterface.register(_ATTENTION, attend)
    AttentionMaskInterface.register(_ATTENTION, eager_mask)
    halved.bert.set_attn_implementation(_ATTENTION)
    return halved


def attend(
    module: torch.nn.Module,
    query: torch.Tensor,
    key: torch.Tensor,
    value: torch.Tensor,
    attention_mask: torch.Tensor | None,
    scaling: float,
    **_: Any,
) -> tuple[torch.Tensor, None]:
    """Return what each token takes from the others, (n, length, heads, width).

    torch's own attention takes half of a step in bfloat16: it has no tiles on the way back.
    """
    mixed: torch.Tensor = _Attention.apply(query * scaling, key, value, attention_mask)  # type: ignore[no-untyped-call]
    return mixed.transpose(1, 2).contiguous(), None


class _Attention(torch.autograd.Function):
    """Attention as two products, the scores masked and normalised where they lie."""

    @staticmethod
    def forward(
        context: Any,
        query: torch.Tensor,
        key: torch.Tensor,
        value: torch.Tensor,
        mask: torch.Tensor | None,
    ) -> torch.Tensor:
        scores = query @ key.transpose(2, 3)
        if mask is not None:
            scores += mask
        shares = torch.softmax(scores, dim=-1, out=scores)
        context.save_for_backward(query, key, value, shares)
        return shares @ value

    @staticmethod
    def backward(
        context: Any, upstream: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, None]:
        query, key, value, shares = context.saved_tensors
        for_value = shares.transpose(2, 3) @ upstream
        for_shares = upstream @ value.transpose(2, 3)
        for_scores = torch._softmax_backward_data(for_shares, shares, -1, shares.dtype)
        return for_scores @ key, for_scores.transpose(2, 3) @ query, for_value, None

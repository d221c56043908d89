"""The copy that computes in bfloat16, and the weights in float32 that it computes for."""

from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("default"),  # torch and transformers warn of their own ways
]


@pytest.fixture
def torch() -> Any:
    return import_module("torch")


@pytest.fixture
def precision() -> Any:
    return import_module("training.reader.precision")


def attend_both(torch: Any, precision: Any, mask: Any) -> tuple[list[Any], list[Any]]:
    """Return the result and the gradients of its own attention, and of torch's."""
    draw = torch.Generator().manual_seed(3)
    parts = [torch.randn(2, 4, 7, 8, generator=draw).requires_grad_() for _ in range(3)]
    copies = [one.detach().clone().requires_grad_() for one in parts]
    own, _ = precision.attend(torch.nn.Identity(), *parts, mask, 8**-0.5)
    product = torch.nn.functional.scaled_dot_product_attention
    theirs = product(*copies, attn_mask=mask).transpose(1, 2)
    for result in (own, theirs):
        (result * torch.arange(8.0)).sum().backward()
    return [own, *(one.grad for one in parts)], [theirs, *(one.grad for one in copies)]


@pytest.mark.parametrize("masked", [False, True])
def test_attention_and_its_gradients_are_torchs(torch: Any, precision: Any, masked: bool) -> None:
    mask = torch.zeros(2, 1, 7, 7)
    mask[1, :, :, 5:] = torch.finfo(torch.float32).min

    own, theirs = attend_both(torch, precision, mask if masked else None)

    for one, other in zip(own, theirs, strict=True):
        np.testing.assert_allclose(one.detach(), other.detach(), rtol=1e-4, atol=1e-4)


def test_small_steps_are_learnt_in_float32(torch: Any, precision: Any, encoder: Path) -> None:
    network = import_module("training.reader.network").ReaderNetwork(encoder)
    computing = precision.Halved(network)
    before = network.spans.weight.detach().clone()
    used = computing.network.spans.weight
    for _ in range(20):  # each too small for bfloat16 to tell
        used.grad = torch.ones_like(used)
        computing.hand_over()
        network.spans.weight.data -= 1e-4 * network.spans.weight.grad
        computing.take_over()

    moved = (before - network.spans.weight).detach()
    np.testing.assert_allclose(moved, 20 * 1e-4, rtol=1e-2)
    assert used.dtype == torch.bfloat16
    np.testing.assert_allclose(used.detach().float(), network.spans.weight.detach(), atol=1e-2)
    assert used.grad is None

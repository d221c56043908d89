"""What the network is to learn from a batch of each kind."""

import torch

from training.reader.batches import Batch, ClaimBatch, RelevanceBatch, SpanBatch
from training.reader.network import ReaderNetwork, look

_NEVER = -1e4
_RELEVANCE_SCALE = 0.25
"""The original's relevance lies between about -11 and 9: brought to the size of the others."""


def compute_loss(network: ReaderNetwork, teacher: ReaderNetwork, batch: Batch) -> torch.Tensor:
    """Return the mean loss of a batch; ``teacher`` is the network as it was published."""
    match batch:
        case SpanBatch():
            return _span_loss(network, batch)
        case ClaimBatch():
            return _claim_loss(network, batch)
        case RelevanceBatch():
            return _relevance_loss(network, teacher, batch)


def _span_loss(network: ReaderNetwork, batch: SpanBatch) -> torch.Tensor:
    """The negative log likelihood that a start and an end of an answer is chosen.

    Where several answers are accepted, their probabilities are added up.
    """
    scores = look(network, batch.inputs).spans.float()
    scores = scores.masked_fill(torch.from_numpy(batch.allowed)[:, :, None] == 0, _NEVER)
    log_chances = scores.log_softmax(dim=1)
    losses = []
    for which, marks in enumerate((batch.starts, batch.ends)):
        wanted = log_chances[:, :, which].masked_fill(torch.from_numpy(marks) == 0, _NEVER)
        losses.append(-wanted.logsumexp(dim=1).mean())
    return torch.stack(losses).mean()


def _claim_loss(network: ReaderNetwork, batch: ClaimBatch) -> torch.Tensor:
    """The negative log likelihood of the verdicts that the label allows, added up."""
    log_chances = _need(look(network, batch.inputs).verdicts).float().log_softmax(dim=1)
    allowed = log_chances.masked_fill(torch.from_numpy(batch.accepted) == 0, _NEVER)
    return -allowed.logsumexp(dim=1).mean()


def _relevance_loss(
    network: ReaderNetwork, teacher: ReaderNetwork, batch: RelevanceBatch
) -> torch.Tensor:
    """How far the relevance is from what the published network says of the same pairs."""
    with torch.no_grad():
        wanted = _need(look(teacher, batch.inputs).relevance).float()
    given = _need(look(network, batch.inputs).relevance).float()
    return torch.nn.functional.smooth_l1_loss(
        given * _RELEVANCE_SCALE, wanted * _RELEVANCE_SCALE, beta=0.25
    )


def _need(scores: torch.Tensor | None) -> torch.Tensor:
    if scores is None:
        raise ValueError("The network has no heads for claims and relevance: leave them out.")
    return scores

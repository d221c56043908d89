"""What the network is to learn from a batch of each kind."""

import torch

from training.reader.batches import Batch, ClaimBatch, RelevanceBatch, SpanBatch
from training.reader.choosing import NEVER, choose_among_texts
from training.reader.network import ReaderNetwork, look

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

    Where several answers are accepted, their probabilities are added up. Of a question that is put
    to several texts, half the loss is that of choosing among the words of all of them: what is
    pointed at in one text is to be comparable with what is in another. With one text both are one.
    """
    scores = look(network, batch.inputs).spans.float()
    allowed, asked = torch.from_numpy(batch.allowed), torch.from_numpy(batch.asked)
    scores = scores.masked_fill(allowed[:, :, None] == 0, NEVER)
    losses = []
    for which, marks in enumerate((batch.starts, batch.ends)):
        wanted = torch.from_numpy(marks)
        alone = _choose(scores[:, :, which], wanted)
        together = choose_among_texts(scores[:, :, which], wanted, asked)[asked]
        losses.append((alone + together).mean() / 2)
    return torch.stack(losses).mean()


def _choose(scores: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
    """Return the loss of each text. *Shape:* scores, wanted (n, length)"""
    chances = scores.log_softmax(dim=1).masked_fill(wanted == 0, NEVER)
    return -chances.logsumexp(dim=1)


def _claim_loss(network: ReaderNetwork, batch: ClaimBatch) -> torch.Tensor:
    """The negative log likelihood of the verdicts that the label allows, added up."""
    log_chances = _need(look(network, batch.inputs).verdicts).float().log_softmax(dim=1)
    allowed = log_chances.masked_fill(torch.from_numpy(batch.accepted) == 0, NEVER)
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

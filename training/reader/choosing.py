"""What it costs to choose among the words of several texts; loads no network."""

import torch

NEVER = -1e4
"""The log of a chance that is none."""


def choose_among_texts(
    scores: torch.Tensor, wanted: torch.Tensor, asked: torch.Tensor
) -> torch.Tensor:
    """Return the loss of each question over all its texts, "no answer" being one choice of them.

    A word counts by how far it is above its own text's "no answer", as the reader compares them.
    *Shape:* scores, wanted (n, length), asked (n,); returns (n_questions,)
    """
    count = int(asked.max()) + 1
    above = scores[:, 1:] - scores[:, :1]
    mine = torch.arange(count)[:, None] == asked[None, :]
    told = (wanted[:, 1:] == 1).any(dim=1)
    every = _add_up(above.logsumexp(dim=1), mine)
    right = above.masked_fill(wanted[:, 1:] == 0, NEVER).logsumexp(dim=1)
    nothing = torch.zeros(count)
    chosen = torch.where((mine & told).any(dim=1), _add_up(right, mine & told), nothing)
    return torch.logaddexp(every, nothing) - chosen


def _add_up(logs: torch.Tensor, mine: torch.Tensor) -> torch.Tensor:
    """Return the log of the sum of each row's own. *Shape:* logs (n,), mine (n_rows, n)"""
    return torch.where(mine, logs, NEVER).logsumexp(dim=1)

"""Claims and evidence, and what people said of them.

Promise: a label that does not say which of two verdicts is meant allows both.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from training.lines import read_lines

CLAIMS_FILE = "claims.jsonl.xz"
VERDICTS = ("supported", "contradicted", "not stated")
"""In the order of the network's scores."""
_ALLOWED = {
    "supports": (1, 0, 0),
    "supported": (1, 0, 0),
    "refutes": (0, 1, 0),
    "neutral": (0, 0, 1),
    # a part of it is told, and nothing says whether the rest is denied or not told
    "partially_supported": (0, 1, 1),
    "not_supported": (0, 1, 1),
}
CLAIM_SHARES = {
    "told": 30,  # out of questions and their answers
    "rte-train": 12,
    "rte-dev": 2,
    "fm2": 14,
    "fever-symmetric": 10,
    "climate-fever": 10,
    "healthver": 10,
    "wice-oracle": 7,
    "aggrefact-cliff": 4,
    "aggrefact-goyal21": 1,
}
"""In hundredths of the claims that are learnt from."""
_KEPT_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim, what is to settle it, and which of the verdicts the label allows."""

    claim: str
    evidence: str
    accepted: tuple[int, ...]
    group: str
    source: str


def read_claims(path: Path) -> Iterator[Claim]:
    """Read JSON Lines (also .gz or .xz) of ``claim, evidence, label, group, source``."""
    for fields in read_lines(path):
        yield Claim(
            claim=" ".join(fields["claim"].split()),
            evidence=" ".join(fields["evidence"].split()),
            accepted=_ALLOWED[fields["label"]],
            group=fields["group"],
            source=fields["source"],
        )


def is_claim_kept_aside(claim: Claim) -> bool:
    """Say whether a claim is not to be learnt from, by its group alone."""
    digest = hashlib.sha256(claim.group.encode()).digest()
    return digest[0] / 256 < _KEPT_SHARE

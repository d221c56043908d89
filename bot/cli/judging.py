"""``byline read --claims``: what texts say to claims that are given with them."""

import json
import sys
from dataclasses import dataclass

from bot.cli.context import Context
from bot.reading import Verdict, open_judge
from embeddings.errors import UsageError


@dataclass(frozen=True, slots=True)
class _Request:
    """One line of standard input."""

    id: object
    claim: str
    evidence: str


def run_judge(context: Context) -> int:
    """Judge the claim on each line of standard input by its own evidence.

    :raises ModelError: If the judge cannot be opened.
    """
    judge = open_judge(threads=context.settings.threads or None)
    for number, line in enumerate(sys.stdin, start=1):
        if line.strip():
            request = _parse(line, number)
            verdict = judge.judge(request.claim, request.evidence)
            context.output.write_json(_describe(request, verdict))
    return 0


def _describe(request: _Request, verdict: Verdict) -> dict[str, object]:
    return {
        "id": request.id,
        "verdict": str(verdict.kind),
        "confidence": round(verdict.confidence, 4),
    }


def _parse(line: str, number: int) -> _Request:
    """Read one line of input.

    :raises UsageError: If it is not an object with a claim and evidence.
    """
    try:
        fields = json.loads(line)
        claim, evidence = fields["claim"], fields["evidence"]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise UsageError(
            f'Line {number} must be a JSON object with "id", "claim" and "evidence".'
        ) from error
    if not isinstance(claim, str) or not isinstance(evidence, str):
        raise UsageError(f'Line {number}: "claim" and "evidence" must be strings.')
    if not claim.strip():
        raise UsageError(f"Line {number}: the claim is empty.")
    clean = (text.encode("utf-8", "replace").decode("utf-8") for text in (claim, evidence))
    return _Request(fields.get("id"), *clean)

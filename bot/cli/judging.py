"""``byline read --claims``: what texts say to claims that are given with them."""

import sys

from bot.cli.context import Context
from bot.cli.given_texts import read_given
from bot.reading import open_judge
from embeddings.errors import UsageError


def run_judge(context: Context) -> int:
    """Judge the claim on each line of standard input by its own evidence.

    :raises ModelError: If the judge cannot be opened.
    """
    judge = open_judge(threads=context.settings.threads or None)
    for given in read_given(sys.stdin, "claim", "evidence"):
        if not given.asked.strip():
            raise UsageError(f"Line {given.number}: the claim is empty.")
        claim = given.asked.encode("utf-8", "replace").decode("utf-8")
        verdict = judge.judge(claim, given.text)
        context.output.write_json(
            {
                "id": given.id,
                "verdict": str(verdict.kind),
                "confidence": round(verdict.confidence, 4),
            }
        )
    return 0

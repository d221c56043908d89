"""``byline check``: what the stories say to a text."""

from bot.answering.answers import check_claim
from bot.answering.checking import Judgement
from bot.cli.asking import parse_narrowing
from bot.cli.context import Context, Narrowing
from bot.cli.opening import open_newsroom
from bot.presentation.terminal import draw_checked


def run_check(context: Context, text: str, narrowing: Narrowing, *, as_json: bool) -> int:
    """Check each sentence of a text; 1 if the stories decide on none."""
    filters = parse_narrowing(narrowing)
    claim = check_claim(text)
    checked = open_newsroom(context).check(claim, filters=filters)
    if as_json:
        context.output.write_json(checked.to_json())
    else:
        context.output.write(draw_checked(checked.sentences))
    decided = {Judgement.SUPPORTED, Judgement.CONTRADICTED}
    return 0 if any(one.judgement in decided for one in checked.sentences) else 1

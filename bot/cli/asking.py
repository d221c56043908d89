"""``byline ask`` and ``byline search``."""

import sys
from datetime import date

from bot.answering.answers import check_answers, check_question
from bot.cli.context import Context, Narrowing
from bot.cli.opening import open_existing_newsroom, open_newsroom
from bot.newsroom import Answered, Newsroom
from bot.presentation.answer_json import describe_refusal
from bot.presentation.losses import phrase_undated
from bot.presentation.terminal import draw_hit, draw_mended, draw_refusal, draw_reply
from embeddings.errors import UsageError
from embeddings.retrieval import Filters
from embeddings.stories.publication_dates import read_date


def run_ask(
    context: Context, question: str, narrowing: Narrowing, *, answers: int, as_json: bool
) -> int:
    """Answer one question, or each line of standard input; 1 if any stays unanswered."""
    filters = parse_narrowing(narrowing)
    check_answers(answers)
    if question != "-":
        question = check_question(question)
    newsroom = open_newsroom(context)
    undated = _note_undated(context, newsroom, filters)
    if question == "-":
        return _ask_lines(context, newsroom, filters, answers=answers, as_json=as_json)
    answered = newsroom.ask(question, answers=answers, filters=filters)
    if as_json:
        context.output.write_json(answered.to_json() | undated)
    else:
        _write_reply(context, answered, as_json=False)
    return 0 if answered.reply.answer else 1


def _ask_lines(
    context: Context, newsroom: Newsroom, filters: Filters, *, answers: int, as_json: bool
) -> int:
    """Answer each line of standard input as soon as it is there.

    A line that is no question is answered by the reason why, so that no other line loses its
    answer or its place.
    """
    all_answered = True
    for number, line in enumerate(sys.stdin, start=1):
        if not line.strip():
            continue
        try:
            question = check_question(line)
        except UsageError as reason:
            context.output.note(f"Line {number}: {reason}")
            _write_refusal(context, newsroom, line.strip(), str(reason), as_json=as_json)
            all_answered = False
            continue
        answered = newsroom.ask(question, answers=answers, filters=filters)
        _write_reply(context, answered, as_json=as_json, with_question=True)
        all_answered &= answered.reply.answer is not None
    return 0 if all_answered else 1


def _write_reply(
    context: Context, answered: Answered, *, as_json: bool, with_question: bool = False
) -> None:
    if as_json:
        context.output.write_json(answered.to_json())
    else:
        drawn = draw_reply(answered.reply, answered.manifest, with_question=with_question)
        context.output.write(drawn)


def _write_refusal(
    context: Context, newsroom: Newsroom, question: str, reason: str, *, as_json: bool
) -> None:
    if as_json:
        context.output.write_json(describe_refusal(question, reason, newsroom.manifest))
    else:
        context.output.write(draw_refusal(question, reason))


def run_search(
    context: Context, words: str, narrowing: Narrowing, *, limit: int, as_json: bool
) -> int:
    """List the passages that fit best; 1 if there are none."""
    query, filters = check_question(words), parse_narrowing(narrowing)
    newsroom = open_existing_newsroom(context)
    undated = _note_undated(context, newsroom, filters)
    found = newsroom.search(query, limit=limit, filters=filters)
    if as_json:
        context.output.write_json(found.to_json() | undated)
        return 0 if found.hits else 1
    if found.understood != query:
        context.output.write(draw_mended(found.understood))
    if not found.hits:
        context.output.note("Nothing found.")
    for rank, hit in enumerate(found.hits, start=1):
        context.output.write(draw_hit(rank, hit))
    return 0 if found.hits else 1


def _note_undated(context: Context, newsroom: Newsroom, filters: Filters) -> dict[str, object]:
    """Say how many stories a filter by day leaves out since they have none; also as JSON."""
    if filters.since is None and filters.until is None:
        return {}
    number = newsroom.index.database.count_undated()
    if number:
        context.output.note(f"Note: {phrase_undated(number)}")
    return {"undated_left_out": number}


def parse_narrowing(narrowing: Narrowing) -> Filters:
    """Make the filters of the options.

    :raises UsageError: If a day cannot be read.
    """
    return Filters(
        stories=tuple(narrowing.stories),
        publisher=narrowing.publisher,
        since=_parse_day("--since", narrowing.since),
        until=_parse_day("--until", narrowing.until),
    )


def _parse_day(option: str, text: str | None) -> date | None:
    if text is None:
        return None
    day = read_date(text)
    if day is None:
        raise UsageError(f"{option} must be a day such as 2017-11-22, was: {text}")
    return day

"""Questions and what follows them up, from the interaction to the message that answers.

Promise: the channel sees answers alone; a question without one is told to whoever asked.
"""

import logging
import time
from dataclasses import dataclass, replace
from datetime import date

from bot.answering.answers import check_question
from bot.conversation import Exchange, Turn
from bot.desk.collection import Collection
from bot.desk.desk import Desk
from bot.desk.questions import Cited, Question
from bot.desk.small_talk import is_small_talk
from bot.discord_ui.cards.answer_cards import (
    RecordedReply,
    choose_different,
    draw_answer,
    draw_hint,
    list_others,
)
from bot.discord_ui.cards.card import Card
from bot.discord_ui.cards.markdown import tidy
from bot.discord_ui.cards.story_cards import phrase_filters
from bot.discord_ui.host import Interaction
from bot.discord_ui.searching import show_sources
from bot.discord_ui.sending import finish, hide, respond
from bot.discord_ui.serving import FORGOTTEN, get_question, keep, name_channel, serving
from bot.discord_ui.stories import draw_kept
from bot.discord_ui.threads import may_open_thread
from bot.presentation.exchange import phrase_about
from embeddings.errors import RefusedError, StoriesError
from embeddings.retrieval import ALL_STORIES, Filters
from embeddings.stories.publication_dates import read_date

_log = logging.getLogger("byline.discord")


@dataclass(frozen=True, slots=True)
class Ask:
    """What somebody asks: in which stories, whether in private, after which question.

    ``private`` is ``None`` where the server's own settings decide; ``sources_only`` leaves out the
    answer. ``event`` is the id of the story that was chosen where several fitted. ``filters`` are
    by publisher and day; a follow-up keeps those of the question before. ``origin`` is the token of
    the question that it goes on from.
    """

    typed: str
    story: str | None = None
    event: str = ""
    private: bool | None = None
    previous: Question | None = None
    filters: Filters = ALL_STORIES
    sources_only: bool = False
    origin: str = ""

    @property
    def turn(self) -> Turn | None:
        """What a follow-up goes by."""
        return self.previous.turn if self.previous else None

    def choose_stories(self, collection: Collection) -> tuple[str, ...]:
        """Return the ids of the stories to ask: that named, else those chosen before.

        :raises StoriesError: If there is no such story.
        """
        if self.story:
            return (collection.identify(self.story),)
        before = self.previous.stories if self.previous else ()
        chosen = (self.event,) if self.event else before
        kept = tuple(one for one in chosen if collection.headlines.get(one))
        if chosen and not kept:
            raise StoriesError("That story has been removed since: please ask again.")
        return kept

    def choose_filters(self, stories: tuple[str, ...]) -> Filters:
        """Return which stories may answer."""
        kept = self.previous.filters if self.previous else ALL_STORIES
        return replace(self.filters or kept, stories=stories)


def read_day(name: str, text: str | None) -> date | None:
    """Read the day that somebody typed.

    :raises RefusedError: If it is none.
    """
    day = read_date(text) if text else None
    if text and day is None:
        raise RefusedError(f"{name} must be a day, such as 2024-03-26: I cannot read “{text}”.")
    return day


async def ask(interaction: Interaction, wanted: Ask) -> None:
    """Answer a question where it was asked.

    :raises BylineError: If it is no question, names no story, or cannot be asked now.
    """
    desk = interaction.client.desk
    collection = desk.collection_of(interaction.guild_id)
    typed = check_question(tidy(wanted.typed))
    filters = wanted.choose_filters(wanted.choose_stories(collection))
    private = wanted.private
    if private is None:
        private = desk.setups.of(interaction.guild_id).private
    if wanted.turn is None and is_small_talk(typed):
        await respond(interaction, draw_hint(), private=True)
        return
    if wanted.sources_only:
        await show_sources(interaction, typed, filters, private=private)
        return
    started = time.monotonic()
    async with serving(
        interaction,
        lambda: collection.ask(typed, filters, wanted.turn),
        private=private,
    ) as exchange:
        question = replace(
            make_question(exchange, collection, filters),
            server=interaction.guild_id,
            channel=name_channel(interaction),
            private=private,
            origin=wanted.origin,
        )
        quiet = exchange.reply.answer is None and interaction.guild_id is not None
        asked = replace(
            make_asked(exchange, collection, filters),
            record=await keep(interaction, question),
            typed=typed,
            hidden=(private or quiet) and interaction.guild_id is not None,
            threads=not (private or quiet) and may_open_thread(interaction),
        )
        send = hide if quiet and not private else finish
        await send(interaction, await _draw(interaction, wanted, asked))
    note_answer(desk, asked, time.monotonic() - started)


async def _draw(interaction: Interaction, wanted: Ask, asked: RecordedReply) -> Card:
    """Draw a reply; where the one story that was chosen does not answer, the story itself."""
    nearest = asked.reply.nearest
    if wanted.event and asked.reply.answer is None and nearest:
        return await draw_kept(interaction, nearest[0].story)
    return draw_answer(asked)


async def ask_of_event(interaction: Interaction, record: str, n: int) -> None:
    """Ask a question again of the one event that was meant.

    :raises StoriesError: If the question is not kept any more.
    """
    question = await get_question(interaction, record)
    if not 1 <= n <= len(question.events):
        raise StoriesError(FORGOTTEN)
    event = question.events[n - 1]
    chosen = Ask(
        question.question,
        event=event,
        private=question.private,
        filters=question.filters,
        origin=record,
    )
    await ask(interaction, chosen)


def make_question(exchange: Exchange, collection: Collection, filters: Filters) -> Question:
    """Return a question as it was understood, so that the buttons below its answer work."""
    reply = exchange.reply
    citations = reply.answer.citations if reply.answer else choose_different(reply.nearest)
    return Question(
        kind="ask",
        server=None,
        question=reply.question,
        stories=filters.stories,
        answered=reply.answer is not None,
        generation=collection.manifest.generation,
        cited=tuple(Cited.of(citation) for citation in citations),
        others=list_others(reply),
        events=tuple(one.id for one in reply.events),
        asked_of=exchange.understood.stories or filters.stories,
        filters=replace(filters, stories=()),
        turn=exchange.turn,
    )


def make_asked(exchange: Exchange, collection: Collection, filters: Filters) -> RecordedReply:
    """Return a reply with what is known of the stories that were asked."""
    narrowed = phrase_filters(filters)
    about = phrase_about(exchange.understood)
    return RecordedReply(
        exchange.reply,
        about=" · ".join(filter(None, (about, narrowed and f"stories {narrowed}"))),
        stories=collection.manifest.stories,
        newest=collection.headlines.newest,
        outdated=bool(collection.changes),
    )


def note_answer(desk: Desk, asked: RecordedReply, seconds: float) -> None:
    """Count an answer, and write it into the log without its words unless that is wished."""
    status = "answered" if asked.reply.answer else "unanswered"
    desk.meters.answer_seconds.observe(seconds)
    desk.meters.count_question(status)
    words = f" {asked.reply.question!r}" if desk.settings.discord.log_questions else ""
    _log.info("a question%s was %s in %.2f s", words, status, seconds)

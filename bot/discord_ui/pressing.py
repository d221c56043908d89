"""What each button and form does.

Promise: an id that a client sends is checked before anything is done with it; one that means
nothing any more is answered by one sentence.
"""

import asyncio
from collections.abc import Awaitable, Callable

from bot.answering.answers import MAX_QUESTION
from bot.desk.queueing import RefusedError
from bot.discord_ui import admin, asking, commands
from bot.discord_ui.cards.card import note
from bot.discord_ui.cards.custom_ids import Action, CustomId
from bot.discord_ui.host import Interaction
from bot.discord_ui.views import Form, replace

_COMMENT = 1000


async def _open_complaint(interaction: Interaction, action: CustomId) -> None:
    """Ask what is wrong; the thumb counts even where the form is closed again."""
    await asking.get_question(interaction, action.record)
    store = interaction.client.desk.store
    await asyncio.to_thread(store.rate, action.record, interaction.user.id, "bad")
    form = Form(
        Action.BAD, action.record, title="What is wrong?", most=_COMMENT,
        label="What should it have said?",
    )  # fmt: skip
    await interaction.response.send_modal(form)


async def _open_follow_up(interaction: Interaction, action: CustomId) -> None:
    await asking.get_question(interaction, action.record)
    form = Form(
        Action.FOLLOW_UP, action.record, title="Ask a follow-up", most=MAX_QUESTION,
        label="Your question",
    )  # fmt: skip
    await interaction.response.send_modal(form)


async def _cancel(interaction: Interaction, action: CustomId) -> None:
    await replace(interaction, note("Nothing was changed."))


_PRESSED: dict[Action, Callable[[Interaction, CustomId], Awaitable[None]]] = {
    Action.PASSAGE: lambda i, a: asking.show_passage(i, a.record, a.n),
    Action.MORE: lambda i, a: asking.show_more(i, a.record),
    Action.OTHERS: lambda i, a: asking.show_others(i, a.record),
    Action.GOOD: lambda i, a: asking.rate(i, a.record, "good"),
    Action.BAD: _open_complaint,
    Action.FOLLOW_UP: _open_follow_up,
    Action.SEARCH: lambda i, a: asking.turn_search(i, a.record, a.n),
    Action.STORIES: lambda i, a: commands.show_stories(i, a.n),
    Action.STORY: lambda i, a: commands.turn_story(i, a.record, a.n),
    Action.FEEDBACK: lambda i, a: admin.show_feedback(i, a.n),
    Action.REBUILD: lambda i, a: admin.rebuild(i, only_changes=False),
    Action.UPDATE: lambda i, a: admin.rebuild(i, only_changes=True),
    Action.ROLLBACK: lambda i, a: admin.roll_back(i),
    Action.CANCEL: _cancel,
}


async def press(interaction: Interaction, action: CustomId) -> None:
    """Do what a button says."""
    await _PRESSED[action.action](interaction, action)


async def submit(interaction: Interaction, action: CustomId, text: str) -> None:
    """Take what was written into a form.

    :raises RefusedError: If there is no such form.
    """
    if action.action is Action.BAD:
        await asking.rate(interaction, action.record, "bad", text[:_COMMENT])
    elif action.action is Action.FOLLOW_UP:
        previous = await asking.get_question(interaction, action.record)
        private = interaction.message is not None and interaction.message.flags.ephemeral
        await asking.ask(interaction, text, previous=previous, private=private)
    else:
        raise RefusedError("That form is not known any more: please press the button again.")

"""What each button and form does.

Promise: an id that a client sends is checked before anything is done with it; one that means
nothing any more is answered by one sentence.
"""

from collections.abc import Awaitable, Callable

from bot.discord_ui import (
    adding,
    asking,
    feedback,
    indexing,
    privacy,
    rating,
    searching,
    stories,
    subscribing,
    threads,
)
from bot.discord_ui.cards.custom_ids import Action, CustomId
from bot.discord_ui.host import Interaction
from embeddings.errors import RefusedError

_PRESSED: dict[Action, Callable[[Interaction, CustomId], Awaitable[None]]] = {
    Action.PASSAGE: lambda i, a: searching.show_passage(i, a.record, a.n),
    Action.MORE: lambda i, a: searching.show_more(i, a.record),
    Action.OTHERS: lambda i, a: searching.show_others(i, a.record),
    Action.GOOD: lambda i, a: rating.rate(i, a.record, "good"),
    Action.BAD: lambda i, a: rating.open_complaint(i, a.record),
    Action.FOLLOW_UP: lambda i, a: rating.open_follow_up(i, a.record),
    Action.SHARE: lambda i, a: threads.share(i, a.record),
    Action.DELETE: lambda i, a: privacy.delete_answer(i, a.record),
    Action.THREAD: lambda i, a: threads.open_thread(i, a.record),
    Action.EVENT: lambda i, a: asking.ask_of_event(i, a.record, a.n),
    Action.SEARCH: lambda i, a: searching.turn_search(i, a.record, a.n),
    Action.STORIES: lambda i, a: stories.turn_stories(i, a.record, a.n),
    Action.STORY: lambda i, a: stories.turn_story(i, a.record, a.n),
    Action.FEEDBACK: lambda i, a: feedback.show_feedback(i, a.n),
    Action.REBUILD: lambda i, a: indexing.start_build(i, a.n, only_changes=False),
    Action.UPDATE: lambda i, a: indexing.start_build(i, a.n, only_changes=True),
    Action.STOP: lambda i, a: indexing.stop_build(i, a.n),
    Action.ROLLBACK: lambda i, a: indexing.offer_switch(i, a.n),
    Action.SWITCH: lambda i, a: indexing.switch(i, a.n),
    Action.VERIFY: lambda i, a: indexing.verify(i, a.n),
    Action.UNSUBSCRIBE: lambda i, a: subscribing.unsubscribe(i, a.n),
    Action.TAKE: lambda i, a: adding.take(i, a.record, a.n),
    Action.DECLINE: lambda i, a: adding.decline(i, a.record, a.n),
    Action.CANCEL: lambda i, a: indexing.cancel(i),
}


async def press(interaction: Interaction, action: CustomId) -> None:
    """Do what a button says.

    :raises RefusedError: If it says nothing any more.
    """
    do = _PRESSED.get(action.action)
    if do is None:
        raise RefusedError("That button is not known any more: please ask again.")
    await do(interaction, action)


async def submit(interaction: Interaction, action: CustomId, text: str) -> None:
    """Take what was written into a form.

    :raises RefusedError: If there is no such form.
    """
    if action.action is Action.BAD:
        await rating.rate(interaction, action.record, "bad", text)
    elif action.action is Action.FOLLOW_UP:
        await rating.follow_up(interaction, action.record, text)
    else:
        raise RefusedError("That form is not known any more: please press the button again.")

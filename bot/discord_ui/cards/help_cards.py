"""What the bot says of itself: help, privacy, and what it is, as cards."""

from dataclasses import dataclass

from bot.desk.question_store import Count
from bot.discord_ui.cards.card import Card, Text
from bot.presentation.counting import count

_HELP = """### Ask the stories
{ask} answers from the stories with the sentence that says so. `story` asks one story only, \
`private` shows the answer to you alone. You can also mention me, or reply to an answer.
{search} finds passages, {stories} lists the stories, {story} shows one.
On a message: **Apps → Check this claim** finds what the stories say about it, for you alone.

Below an answer: **[1]** shows the passage where it stands, **Ask a follow-up** goes on from \
there, 👍 and 👎 tell those who run this bot how it did, 🗑️ deletes what you asked.

-# I read English. Answers are words of the stories, chosen by a program that can choose wrongly. \
{privacy} says what is kept, {forget} removes it."""

_PRIVACY = """### What is kept
**Your questions and searches**, with the places in the stories that answered, so that the buttons \
below an answer work and mistakes can be found. **What you write about an answer**, and 👍 or 👎. \
{days} They lie {where}.
**Who you are** is kept as a hash under a secret key, another one for each question. Your name and \
number are not kept, unless you subscribe to be told of new stories.
**Not kept**: messages that are checked as claims, files, other messages, and what stands in \
direct messages besides your questions.

### Who reads it
Those who run this bot read questions from servers that were rated or stayed unanswered. Questions \
that you ask in private or in direct messages are not shown to them, unless you write a comment \
about the answer. {log}

### Yours
Of you, {kept} kept now. 🗑️ below an answer deletes it with its record; {forget} removes \
everything at once. Answers posted in a channel stay there: delete those with 🗑️ first."""


_IN_A_FILE = "in one file, on the machine that runs this bot"
_ON_A_SERVER = "in a database, on a server that those who run this bot have chosen"


def draw_help(mentions: dict[str, str]) -> Card:
    """Say what can be asked, and how; ``mentions`` are the commands as Discord links them."""
    return Card((Text(_fill(_HELP, mentions)),))


@dataclass(frozen=True, slots=True)
class Keeping:
    """How things are kept: for how many ``days``, 0 for ever; whether questions are ``logged`` too,
    and lie in a database ``on_server``."""

    days: int
    logged: bool
    on_server: bool = False


def draw_privacy(
    mentions: dict[str, str], kept: Count, keeping: Keeping, *, subscriptions: int = 0
) -> Card:
    """Say what is kept, where, how long, who reads it, and what is there of somebody."""
    days, logged = keeping.days, keeping.logged
    of_them = f"{_list_kept(kept, subscriptions)} are"
    how_long = f"After {days} days they are removed." if days else "They are not removed."
    log = "Questions are also written into the log of the machine." if logged else ""
    text = _PRIVACY.replace("{days}", how_long).replace(
        "{where}", _ON_A_SERVER if keeping.on_server else _IN_A_FILE
    ).replace(
        "{kept}", of_them
    ).replace("{log}", log)  # fmt: skip
    return Card((Text(_fill(text, mentions).replace(" \n", "\n")),))


def draw_forgotten(forgotten: Count, subscriptions: int = 0, *, logged: bool = False) -> Card:
    """Say what was removed, and what is not reached."""
    total = forgotten.questions + forgotten.ratings + subscriptions
    said = f"Forgotten: {_list_kept(forgotten, subscriptions)}. Nothing of you is left here."
    log = " What stands in the log of the machine is not reached by this." if logged else ""
    return Card((Text((said if total else "Nothing of you was kept.") + log),))


def _list_kept(kept: Count, subscriptions: int) -> str:
    """Return "3 questions and 1 rating", with subscriptions where there are some."""
    parts = [count(kept.questions, "question"), count(kept.ratings, "rating")]
    parts += [count(subscriptions, "subscription")] if subscriptions else []
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def draw_about(version: str, stories: int) -> Card:
    """Say what this bot is, and what it answers from."""
    text = (
        f"### Byline {version}\nI answer questions from {count(stories, 'story')} with the "
        "sentence that says so, and say when stories disagree or do not answer. I read English.\n"
        "-# Free software under the MIT licence."
    )
    return Card((Text(text),))


def _fill(text: str, mentions: dict[str, str]) -> str:
    for name, command in (
        ("ask", "ask"), ("search", "search"), ("stories", "stories"), ("story", "story"),
        ("privacy", "privacy"), ("forget", "forget-me"),
    ):  # fmt: skip
        text = text.replace(f"{{{name}}}", mentions.get(command, f"`/{command}`"))
    return text

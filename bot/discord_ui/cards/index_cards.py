"""The state of the index and what can be done about it, as cards.

Promise: members are told what is there and how old it is; names of files, generations and models
are for those who run the bot.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.discord_ui.cards.card import Block, Button, Card, Divider, Look, Row, Text, Tone
from bot.discord_ui.cards.custom_ids import Action, CustomId
from bot.discord_ui.cards.markdown import shorten_line
from bot.presentation.counting import count
from bot.presentation.wording import phrase_date
from embeddings.index import Manifest
from embeddings.index.open_index import FolderChanges
from embeddings.stories import Skipped

_SHOWN_SKIPPED = 8
_LISTED_GENERATIONS = 4


@dataclass(frozen=True, slots=True)
class State:
    """What is known of an index.

    ``generations`` are those that can answer, the oldest first, empty where their folder is gone;
    ``number`` is that of the collection, which its buttons name; ``building`` how far a build is.
    """

    manifest: Manifest
    generations: Sequence[str]
    skipped: Sequence[Skipped] = ()
    changes: FolderChanges | None = None
    newest: date | None = None
    number: int = 0
    building: str = ""


def draw_status(state: State, *, for_admin: bool) -> Card:
    """Draw what the index holds and whether it is still true."""
    manifest = state.manifest
    built = int(datetime.fromisoformat(manifest.built_at).timestamp())
    lines = [f"**{count(manifest.stories, 'story')}**, taken in <t:{built}:R>"]
    if state.newest:
        lines.append(f"The newest is of {phrase_date(state.newest)}.")
    lines.append(f"The stories folder is {phrase_folder(state.changes)}.")
    if not for_admin:
        return Card((Text("### The stories"), Text("\n".join(lines))))
    blocks: list[Block] = [Text("### The index"), Text("\n".join(lines + _list_details(state)))]
    if state.skipped:
        blocks += [Divider(), Text(_list_skipped(state.skipped))]
    well = state.generations and state.changes is not None and not state.changes
    return Card(tuple(blocks), Tone.INFO if well else Tone.UNANSWERED, _make_rows(state))


def _list_details(state: State) -> list[str]:
    manifest = state.manifest
    lines = [
        f"**Generation** {manifest.generation} of {', '.join(state.generations) or 'none'}",
        f"**Passages** {manifest.passages:,}, {manifest.bytes / 1e6:,.1f} MB",
        f"**Model** {shorten_line(manifest.model, 120)}",
    ]
    if manifest.generation not in state.generations:
        lines.append(
            "⚠️ The files of the index are gone. Answers go on until the next start, which will "
            "fail: rebuild it now."
        )
    if state.building:
        lines.append(f"**Building** {shorten_line(state.building, 120)}")
    return lines


def phrase_folder(changes: FolderChanges | None) -> str:
    """Return how the stories folder differs from the index."""
    if changes is None:
        return "not there any more"
    if not changes:
        return "unchanged since"
    return "newer: " + ", ".join(f"{number:,} {what}" for number, what in changes.counts)


def _list_skipped(skipped: Sequence[Skipped]) -> str:
    lines = [f"**{count(len(skipped), 'file')} skipped**"]
    lines += [
        f"- {shorten_line(one.file, 100)}: {shorten_line(one.reason, 120)}"
        for one in skipped[:_SHOWN_SKIPPED]
    ]
    if len(skipped) > _SHOWN_SKIPPED:
        lines.append(f"- and {len(skipped) - _SHOWN_SKIPPED:,} more")
    return "\n".join(lines)


def _make_rows(state: State) -> tuple[Row, ...]:
    changes, n = state.changes, state.number
    if state.building:
        return (Row((Button("Cancel the build", CustomId(Action.STOP, "", n), Look.DANGER),)),)
    fresh = Look.MAIN if changes else Look.PLAIN
    update = CustomId(Action.UPDATE, "", n)
    first = Row(
        (
            Button("Take in what changed", update, look=fresh, disabled=not changes),
            Button("Rebuild", CustomId(Action.REBUILD, "", n), disabled=changes is None),
            Button("Verify", CustomId(Action.VERIFY, "", n)),
        )
    )
    others = [one for one in state.generations if one != state.manifest.generation]
    moves = tuple(
        Button(f"Go to {one}", CustomId(Action.ROLLBACK, "", number_of(one)))
        for one in others[-_LISTED_GENERATIONS:]
        if number_of(one)
    )
    return (first, Row(moves)) if moves else (first,)


def number_of(generation: str) -> int:
    """Return 7 for "g0007"; 0 for a name that is none of ours."""
    digits = generation[1:]
    return int(digits) if digits.isdecimal() and len(digits) < 7 else 0


def draw_switch(current: Manifest, wanted: Manifest) -> Card:
    """Ask whether to let another generation answer."""
    built = int(datetime.fromisoformat(wanted.built_at).timestamp())
    text = (
        f"### Let {wanted.generation} answer?\n"
        f"It holds {count(wanted.stories, 'story')} and was built <t:{built}:R>. "
        f"Now {current.generation} answers, with {count(current.stories, 'story')}; it is kept, "
        "and you can go to it again."
    )
    switch = CustomId(Action.SWITCH, "", number_of(wanted.generation))
    buttons = (
        Button(f"Let {wanted.generation} answer", switch, look=Look.DANGER),
        Button("Cancel", CustomId(Action.CANCEL)),
    )
    return Card((Text(text),), Tone.WARNING, (Row(buttons),))


def draw_confirmation(state: State) -> Card:
    """Ask whether to build a fresh index."""
    if state.changes is None:
        return Card(
            (Text("The stories folder is not there any more: nothing can be built."),), Tone.WARNING
        )
    text = (
        f"### Build a fresh index?\nThe stories folder is {phrase_folder(state.changes)}. "
        f"Generation {state.manifest.generation} answers until the new one is whole."
    )
    rebuild = CustomId(Action.REBUILD, "", state.number)
    buttons = [Button("Build it", rebuild, look=Look.DANGER)]
    if state.changes:
        update = CustomId(Action.UPDATE, "", state.number)
        buttons.append(Button("Only what changed", update, look=Look.MAIN))
    buttons.append(Button("Cancel", CustomId(Action.CANCEL)))
    return Card((Text(text),), Tone.WARNING, (Row(tuple(buttons)),))


def draw_progress(text: str, number: int) -> Card:
    """Say how far a build is, with a button that ends it."""
    stop = Button("Cancel the build", CustomId(Action.STOP, "", number), look=Look.DANGER)
    return Card((Text(shorten_line(text, 300)),), rows=(Row((stop,)),))


def draw_changes(manifest: Manifest, before: Mapping[str, str], after: Mapping[str, str]) -> Card:
    """Say what a fresh generation holds, and what became other."""
    added, removed = len(after.keys() - before.keys()), len(before.keys() - after.keys())
    changed = sum(before[one] != after[one] for one in before.keys() & after.keys())
    text = (
        f"### Generation {manifest.generation} answers now\n"
        f"{count(manifest.stories, 'story')} in {count(manifest.passages, 'passage')}: "
        f"{added:,} added, {changed:,} changed, {removed:,} removed, {manifest.skipped:,} skipped."
    )
    return Card((Text(text),), Tone.ANSWER)


def draw_damage(manifest: Manifest, damage: Sequence[str]) -> Card:
    """Say whether every byte of the generation that answers is as it was built."""
    if not damage:
        return Card((Text(f"Generation {manifest.generation} is sound, to the byte."),))
    lines = [
        f"### Generation {manifest.generation} is damaged",
        "Rebuild it: answers may be wrong.",
    ]
    lines += [f"- {shorten_line(one, 200)}" for one in damage[:5]]
    return Card((Text("\n".join(lines)),), Tone.WARNING)


def draw_offer(changes: FolderChanges | None, number: int) -> Card:
    """Say what is new in a stories folder, with buttons to take it in."""
    buttons = (
        Button("Take in what changed", CustomId(Action.UPDATE, "", number), look=Look.MAIN),
        Button("Rebuild", CustomId(Action.REBUILD, "", number)),
    )
    text = f"The stories folder is {phrase_folder(changes)}."
    return Card((Text(text),), Tone.UNANSWERED, rows=(Row(buttons),))

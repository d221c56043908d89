"""Stories that somebody suggests, and that wait until an administrator takes them.

They lie in a hidden folder below the stories, which no index reads:

    .suggested/3f9a0c21/story.html              as it came
    .suggested/3f9a0c21/story.html.meta.yaml    what is told beside it
    .suggested/3f9a0c21/suggestion.json         by whom and when

Promise: what waits is never asked, and nobody can fill the folder alone.
"""

import json
import re
import secrets
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.intake.previews import Given, Preview, Received, read_received, write_fields
from bot.intake.saving import Saved, save_story
from embeddings.errors import RefusedError, StoriesError
from embeddings.stories.sources.side_cars import SIDE_CAR, read_side_car

FOLDER = ".suggested"
MOST = 200
MOST_EACH = 10
_NOTE = "suggestion.json"
_ID = re.compile(r"[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A story that waits; ``by`` is whatever the caller knows a person by."""

    id: str
    by: str
    at: datetime
    headline: str
    outlet: str


def suggest_story(preview: Preview, stories: Path, *, by: str) -> Suggestion:
    """Keep a story until it is taken or declined.

    :raises RefusedError: If too many wait already, from this person or in all.
    """
    waiting = list_suggestions(stories)
    if len(waiting) >= MOST or sum(one.by == by for one in waiting) >= MOST_EACH:
        raise RefusedError("Too many suggestions wait already: try again when some were looked at.")
    at = datetime.now(UTC)
    one = Suggestion(secrets.token_hex(4), by, at, preview.headline[:300], preview.outlet[:100])
    draft = stories / FOLDER / f".{one.id}"
    draft.mkdir(parents=True)
    file = draft / f"story{preview.ending}"
    file.write_bytes(preview.data)
    if preview.fields:
        Path(f"{file}{SIDE_CAR}").write_text(write_fields(preview.fields), encoding="utf-8")
    told = {"by": by, "at": at.isoformat(), "headline": one.headline, "outlet": one.outlet}
    (draft / _NOTE).write_text(json.dumps(told), encoding="utf-8")
    draft.rename(draft.with_name(one.id))
    return one


def list_suggestions(stories: Path) -> tuple[Suggestion, ...]:
    """Return what waits, the oldest first; what is damaged is left out."""
    found = []
    for note in (stories / FOLDER).glob(f"*/{_NOTE}"):
        if not _ID.fullmatch(note.parent.name):
            continue
        try:
            told = json.loads(note.read_text(encoding="utf-8"))
            at = datetime.fromisoformat(told["at"])
            found.append(
                Suggestion(note.parent.name, told["by"], at, told["headline"], told["outlet"])
            )
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return tuple(sorted(found, key=lambda one: (one.at, one.id)))


def read_suggestion(stories: Path, suggestion: str) -> Preview:
    """Read what waits, as it would be saved.

    :raises StoriesError: If it does not wait any more, or cannot be read.
    """
    folder = _find(stories, suggestion)
    for file in sorted(folder.glob("story.*")):
        if not file.name.endswith(SIDE_CAR):
            beside = Path(f"{file}{SIDE_CAR}")
            fields = read_side_car(beside) if beside.is_file() else {}
            said = Given(**{**fields, "authors": tuple(fields.get("authors", ()))})  # type: ignore[arg-type]
            return read_received(Received(file.read_bytes(), file.name), said)
    raise StoriesError("That suggestion is damaged: decline it.")


def accept_suggestion(stories: Path, suggestion: str) -> Saved:
    """Save what waits among the stories.

    :raises StoriesError: If it does not wait any more, or cannot be saved.
    """
    saved = save_story(read_suggestion(stories, suggestion), stories)
    decline_suggestion(stories, suggestion)
    return saved


def decline_suggestion(stories: Path, suggestion: str) -> None:
    """Drop what waits.

    :raises StoriesError: If it does not wait any more.
    """
    shutil.rmtree(_find(stories, suggestion), ignore_errors=True)


def forget_suggestions(stories: Path, *, by: str) -> int:
    """Drop all that one person suggested and that still waits; return how many."""
    own = [one for one in list_suggestions(stories) if one.by == by]
    for one in own:
        decline_suggestion(stories, one.id)
    return len(own)


def _find(stories: Path, suggestion: str) -> Path:
    folder = stories / FOLDER / suggestion
    if not _ID.fullmatch(suggestion) or not folder.is_dir():
        raise StoriesError("That suggestion does not wait any more.")
    return folder

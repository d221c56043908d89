"""``byline rebuild-index`` and what ``byline index`` does; what it says of itself is in
``index_status.py``.

Promise: nothing that only answering needs is imported, so that an update begins at once.
"""

import json
import time
from pathlib import Path

from bot.cli.building import build, check_stories_folder, update
from bot.cli.context import Context
from bot.cli.engines import choose_embed
from bot.cli.options import Engine
from bot.index_place import find_generations, verify
from bot.presentation.counting import count
from bot.presentation.losses import phrase_losses
from bot.presentation.quoting import quote_name
from embeddings.default_model import DEFAULT_MODEL, split_model
from embeddings.index import IndexFolder, Manifest, open_index
from embeddings.index.database import StoryDatabase
from embeddings.index.manifest import STORIES_FILE


def run_rebuild(
    context: Context, *, as_json: bool, engine: Engine = Engine.LOCAL, address: str | None = None
) -> int:
    """Build a fresh generation and say what it holds."""
    started = time.monotonic()
    check_stories_folder(context)
    manifest = build(context, choose_embed(engine, address))
    seconds = time.monotonic() - started
    if as_json:
        context.output.write_json(json.loads(manifest.to_json()))
    else:
        context.output.write(
            f"Built generation {manifest.generation} in {seconds:.0f} s: "
            f"{count(manifest.stories, 'story')}, {count(manifest.passages, 'passage')}, "
            f"{manifest.skipped} skipped."
        )
    _note_skipped(context, manifest)
    return 0


def run_update(context: Context, *, as_json: bool) -> int:
    """Bring the index up to date and say what changed."""
    check_stories_folder(context)
    started = time.monotonic()
    updated = update(context)
    manifest, seconds = updated.manifest, time.monotonic() - started
    if as_json:
        counts = {"added": updated.added, "changed": updated.changed, "removed": updated.removed}
        context.output.write_json(json.loads(manifest.to_json()) | counts)
    else:
        context.output.write(
            f"Updated to generation {manifest.generation} in {seconds:.0f} s: "
            f"{updated.added} added, {updated.changed} changed, {updated.removed} removed; "
            f"now {count(manifest.stories, 'story')}, {count(manifest.passages, 'passage')}, "
            f"{manifest.skipped} skipped."
        )
    _note_skipped(context, manifest)
    return 0


def run_verify(context: Context, *, as_json: bool) -> int:
    """Check every byte of the index, and its encoder against its model; 1 if any differs."""
    found, milvus = verify(context.settings_here), context.settings.milvus
    damage = found.damage or (() if milvus else _compare_with_model(context))
    if as_json:
        context.output.write_json(
            {
                "schema": "byline.verify/1",
                "generation": found.current,
                "generations": list(found.generations),
                "files": found.files,
                "damage": list(damage),
            }
        )
        return 1 if damage else 0
    for problem in damage:
        context.output.write(problem)
    if damage:
        context.output.note("The index is damaged: run `byline rebuild-index`.")
        return 1
    if milvus:
        context.output.write(f"Generation {found.current} at {milvus} is sound: all of it read.")
        return 0
    names = ", ".join(found.generations)
    which = f"Generations {names} are" if len(found.generations) > 1 else f"Generation {names} is"
    context.output.write(f"{which} sound: {count(found.files, 'file')} checked.")
    return 0


def _compare_with_model(context: Context) -> tuple[str, ...]:
    """Compare what the encoder does with what its model does, where that model is at hand."""
    folder = IndexFolder(context.index)
    manifest = folder.load(folder.current())
    own, _ = split_model(manifest.model)
    if own != DEFAULT_MODEL and not Path(own).is_dir():
        context.output.note(
            f"The model {manifest.model} is not on this machine: the encoder was not compared "
            "with it."
        )
        return ()
    # torch takes seconds to import
    from embeddings.encoders.export import find_model_difference

    difference = find_model_difference(folder.encoders / manifest.encoder)
    return (difference,) if difference else ()


def run_rollback(context: Context, *, as_json: bool) -> int:
    """Make the generation before the current one the current one."""
    generations = find_generations(context.settings_here)
    current = generations.current()
    if context.settings.milvus is None:
        folder = IndexFolder(context.index)
        open_index(folder, generation=folder.previous(), model=context.settings.model)
    previous = generations.go_back()
    if as_json:
        context.output.write_json(
            {"schema": "byline.rollback/1", "from": current, "generation": previous}
        )
    else:
        context.output.write(f"Went back from {current} to {previous}.")
    return 0


def _note_skipped(context: Context, manifest: Manifest) -> None:
    """Name the files that were skipped, and why, on stderr."""
    path = IndexFolder(context.index).path_of(manifest.generation) / STORIES_FILE
    database = StoryDatabase.load(path)
    for skipped in database.list_skipped():
        context.output.note(f"Skipped {quote_name(skipped.file)}: {skipped.reason}")
    for line in phrase_losses(database):
        context.output.note(line)
    database.close()

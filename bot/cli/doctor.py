"""``byline doctor``: what is set up, what is missing, and how to mend it."""

import logging
import platform
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from rich.text import Text

from bot.cli.context import Context
from bot.cli.opening import phrase_changes
from bot.config import read_token
from bot.desk.notes import Notes
from bot.desk.server_setup import ServerSetup, Setups
from bot.desk.servers import read_servers
from bot.desk.state.opening import name_place, open_kept
from bot.index_place import find_generations, open_settled, verify
from bot.presentation.counting import count
from embeddings.default_model import DEFAULT_MODEL, check_default_weights, split_model
from embeddings.errors import BylineError
from embeddings.index.open_index import find_known_changes
from embeddings.stories import list_source_files

_PACKAGES = ("torch", "sentence-transformers", "faiss-cpu", "onnxruntime", "trafilatura")


@dataclass(frozen=True, slots=True)
class _Finding:
    """The state of one thing; ``mend`` says what to do where it is not well."""

    what: str
    state: str
    mend: str = ""


def run_doctor(context: Context) -> int:
    """Print a line for each thing that Byline needs; 1 if any is not well."""
    checks: tuple[Callable[[Context], _Finding], ...] = (
        _check_python, _check_packages, _check_model, _check_stories, _check_index, _check_settings,
        _check_discord,
    )  # fmt: skip
    findings = [check(context) for check in checks]
    findings += [*_check_questions(context), *_check_live(context)]
    for finding in findings:
        context.output.write(_draw(finding))
    return 1 if any(finding.mend for finding in findings) else 0


def _check_python(context: Context) -> _Finding:
    return _Finding("Python", f"{platform.python_version()} on {platform.system()}")


def _check_packages(context: Context) -> _Finding:
    found = []
    for name in _PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            return _Finding("packages", f"{name} is missing", "run `pip install .` again")
    return _Finding("packages", ", ".join(found))


def _check_model(context: Context) -> _Finding:
    name = context.settings.model
    own, rounded = split_model(name)
    then = ", rounded to 8 bits when an index is built" if rounded else ""
    if own != DEFAULT_MODEL:
        kind = "a folder" if Path(own).is_dir() else "fetched from its hub when an index is built"
        return _Finding("model", f"{own} ({kind}){then}")
    try:
        check_default_weights()
    except BylineError as error:
        return _Finding("model", name, str(error))
    return _Finding("model", f"{own}, its weights are the published ones{then}")


def _check_stories(context: Context) -> _Finding:
    if not context.stories.is_dir():
        mend = "run `byline init`, or name another with --stories or BYLINE_STORIES"
        return _Finding("stories", f"{context.stories} is not a folder", mend)
    listed = list_source_files(
        context.stories,
        exclude=context.index.resolve(),
        follow_links=context.settings.follow_links,
    )
    files = len(listed)
    mend = "" if files else "put .txt, .md, .html, .json or .jsonl files there"
    return _Finding("stories", f"{count(files, 'file')} in {context.stories}", mend)


def _check_index(context: Context) -> _Finding:
    settings, rebuild = context.settings_here, "run `byline rebuild-index`"
    where = settings.milvus or settings.index
    try:
        if not find_generations(settings).exists():
            return _Finding("index", f"none in {where}", rebuild)
        index = open_settled(settings)
        damage = verify(settings).damage
        changes = find_known_changes(index, context.index)
    except BylineError as error:
        return _Finding("index", "cannot be used", str(error))
    if damage:
        return _Finding("index", f"damaged: {damage[0]}", rebuild)
    state = f"{index.manifest.generation} in {where}, sound"
    if changes:
        what = f"{state}, but {phrase_changes(changes)} since"
        return _Finding("index", what, "run `byline index update`")
    return _Finding("index", f"{state}, {count(index.manifest.stories, 'story')}")


def _check_settings(context: Context) -> _Finding:
    settings = context.settings
    where = ".env and the environment" if Path(".env").is_file() else "the environment, no .env"
    sure = "" if settings.confidence is None else f", answers from {settings.confidence:.0%} sure"
    shown = f"reader {settings.reader}{sure}"
    return _Finding("settings", f"{shown} (from {where})")


def _check_discord(context: Context) -> _Finding:
    """Say whether a bot could be started; that there is none to be is well too."""
    discord = context.settings.discord
    if not discord.token and discord.token_file is None:
        return _Finding("Discord", "no token: set DISCORD_TOKEN or DISCORD_TOKEN_FILE for a bot")
    try:
        read_token(discord)
        servers = read_servers(discord.servers)
    except BylineError as error:
        return _Finding("Discord", "a bot could not run", str(error))
    own = f", {count(len(servers), 'server')} with stories of its own" if servers else ""
    return _Finding("Discord", f"a token is there{own}")


def _check_questions(context: Context) -> list[_Finding]:
    """Say whether what a bot keeps can be kept, where that is not in a file of its own making."""
    settings = context.settings_here
    if settings.discord.state_server is None:
        return []
    try:
        store = open_kept(settings)
    except BylineError as error:
        return [_Finding("questions", "cannot be kept", str(error))]
    if store is not None:
        store.close()
    return [_Finding("questions", f"on {name_place(settings)}, which answers")]


def _check_live(context: Context) -> list[_Finding]:
    """Ask Discord what must hold there; nothing without a token that can be read."""
    discord = context.settings.discord
    try:
        if not read_token(discord):
            return []
    except BylineError:
        return []
    logging.getLogger("discord").setLevel(logging.CRITICAL)
    from bot.discord_ui.inspecting import inspect

    try:
        points = inspect(context.settings, _read_setups(context))
    except BylineError as error:
        return [_Finding("Discord", "nothing could be checked there", str(error))]
    return [_Finding("Discord", one.what, one.mend) for one in points]


def _read_setups(context: Context) -> dict[int, ServerSetup]:
    """Return what servers have set up with ``/setup``; none before the bot has run."""
    store = open_kept(context.settings_here)
    if store is None:
        return {}
    try:
        return Setups(Notes(store.database)).list()
    finally:
        store.close()


def _draw(finding: _Finding) -> Text:
    text = Text()
    text.append("✗ " if finding.mend else "✓ ", style="red" if finding.mend else "green")
    text.append(f"{finding.what:<9} {finding.state}")
    if finding.mend:
        text.append(f"\n            → {finding.mend}", style="yellow")
    return text

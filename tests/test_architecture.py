"""Who may import whom: data flows one way, and heavy packages have one door each."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

EMBEDDINGS = (
    "embeddings.errors",
    "embeddings.lexicon",
    "embeddings.words",
    "embeddings.sentences",
    "embeddings.disk",
    "embeddings.signatures",
    "embeddings.default_model",
    "embeddings.attribution",
    "embeddings.stories",
    "embeddings.passages",
    "embeddings.analysis",
    "embeddings.encoders",
    "embeddings.spelling",
    "embeddings.index",
    "embeddings.retrieval",
    "embeddings.milvus",
    "embeddings.cluster",
)
ANSWERING = ("bot.facts", "bot.reading", "bot.agreement", "bot.answering")
SHELL = (
    *("bot.config", "bot.conversation", "bot.presentation", "bot.newsroom", "bot.index_place"),
    *("bot.intake", "bot.desk", "bot.discord_ui", "bot.client"),
)
MAY_IMPORT = {
    # stories -> passages -> vectors -> index -> retrieval
    "embeddings.errors": (),
    "embeddings.lexicon": (),
    "embeddings.words": ("embeddings.lexicon",),
    "embeddings.sentences": (),
    "embeddings.disk": (),
    "embeddings.signatures": ("embeddings.words",),
    "embeddings.attribution": ("embeddings.lexicon", "embeddings.sentences"),
    "embeddings.stories": EMBEDDINGS[:5],
    "embeddings.passages": ("embeddings.sentences", "embeddings.stories"),
    "embeddings.analysis": EMBEDDINGS[:10],
    "embeddings.default_model": ("embeddings.errors",),
    "embeddings.encoders": ("embeddings.errors", "embeddings.disk", "embeddings.default_model"),
    "embeddings.spelling": EMBEDDINGS[:3],
    "embeddings.index": EMBEDDINGS[:13],
    "embeddings.retrieval": EMBEDDINGS[:14],
    "embeddings.milvus": EMBEDDINGS[:14],
    "embeddings.cluster": EMBEDDINGS[:14],
    # -> facts -> reading -> agreement -> answering -> presentation -> the desk, Discord, terminal
    **dict.fromkeys(("bot.postgres_address", "bot.shards"), ("embeddings.errors",)),
    "bot.config": (
        *("embeddings.errors", "embeddings.default_model", "embeddings.milvus"),
        *("bot.postgres_address", "bot.shards"),
    ),
    "bot.facts": EMBEDDINGS[1:4],
    "bot.reading": (
        *EMBEDDINGS[:5],
        *("embeddings.default_model", "embeddings.encoders", "bot.facts"),
    ),
    "bot.agreement": (*EMBEDDINGS, "bot.facts"),
    "bot.answering": (*EMBEDDINGS, *ANSWERING[:3]),
    "bot.conversation": (*EMBEDDINGS, *ANSWERING),
    "bot.presentation": (*EMBEDDINGS, *ANSWERING, "bot.conversation"),
    "bot.index_place": (*EMBEDDINGS, "bot.config"),
    "bot.newsroom": (
        *EMBEDDINGS, *ANSWERING,
        *("bot.config", "bot.conversation", "bot.index_place", "bot.presentation"),
    ),
    "bot.evaluation": (*EMBEDDINGS, *ANSWERING, "bot.newsroom"),
    "bot.intake": ("embeddings.errors", "embeddings.stories"),
    "bot.desk": (*EMBEDDINGS, *ANSWERING, *SHELL[:5], "bot.postgres_address"),
    "bot.discord_ui": (*EMBEDDINGS, *ANSWERING, *SHELL[:7], "bot.shards"),
    "bot.client": ("bot.config", "bot.desk", "bot.discord_ui"),
    "bot.cli": (*EMBEDDINGS, *ANSWERING, *SHELL, "bot.evaluation"),
    "bot.__main__": ("bot.cli",),
}  # fmt: skip
"""Each part may import itself and what is named here."""

MAY_TOUCH = {
    "torch": (
        "embeddings/encoders/torch_encoder.py",
        "embeddings/encoders/export.py",
        "bot/reading/spans/export.py",
    ),
    "transformers": (
        "embeddings/encoders/torch_encoder.py",
        "embeddings/encoders/export.py",
        "bot/reading/spans/export.py",
    ),
    "sentence_transformers": (
        "embeddings/encoders/torch_encoder.py",
        "embeddings/encoders/export.py",
    ),
    "onnxruntime": ("embeddings/encoders/session.py",),
    "faiss": ("embeddings/index/vectors/",),
    **dict.fromkeys(("pymilvus", "grpc"), ("embeddings/milvus/server.py",)),
    "ray": ("embeddings/cluster/ray_cluster.py",),
    "pyarrow": ("embeddings/cluster/worker.py",),
    "datasketch": ("embeddings/signatures.py",),
    "text_to_num": ("bot/facts/numbers.py",),
    "rapidfuzz": ("embeddings/spelling/", "bot/desk/headlines.py"),
    "symspellpy": (),
    "sqlite3": (
        "embeddings/index/guarded_database.py",
        "embeddings/index/schema.py",
        "embeddings/index/story_writer.py",
        "bot/desk/state/sqlite.py",
        "bot/desk/state/sqlite_schema.py",
    ),
    "psycopg": ("bot/desk/state/postgres.py",),
    "trafilatura": ("embeddings/stories/pages/",),
    "lxml": (
        "embeddings/stories/pages/",
        "embeddings/stories/markup.py",
        "embeddings/stories/sources/readers/",
    ),
    **dict.fromkeys(("pypdf", "striprtf", "warcio"), ("embeddings/stories/sources/readers/",)),
    "feedparser": (
        "embeddings/stories/sources/readers/feeds.py",
        "bot/intake/feeds/feed.py",
    ),
    "ftfy": ("embeddings/stories/sources/mending.py",),
    "typer": ("bot/cli/",),
    "rich": ("bot/cli/", "bot/presentation/terminal.py"),
    "dotenv": ("bot/config.py",),
    "discord": tuple(
        f"bot/discord_ui/{name}.py"
        for name in (
            *("adding", "bot", "building", "commands", "feedback", "forms", "host", "indexing"),
            *("checklist", "library", "messages", "news", "setup", "subscribing"),
            *("reporting", "rules", "running", "sending", "stories", "syncing", "threads"),
            *("views", "watching"),
        )
    ),
    "aiohttp": (
        "bot/discord_ui/reporting.py",
        "bot/discord_ui/health.py",
        "bot/discord_ui/running.py",
        "bot/intake/fetching/",
    ),
    "prometheus_client": ("bot/desk/meters.py",),
    "pickle": (),
}
"""Each package may be imported in these files and folders alone."""

MODULES = sorted(
    path.relative_to(ROOT).as_posix()
    for package in ("bot", "embeddings")
    for path in (ROOT / package).rglob("*.py")
    if path.stat().st_size
)


def read_imports(module: str) -> Iterator[tuple[str, int]]:
    """Return every name that a module imports, also inside functions, with its line."""
    tree = ast.parse((ROOT / module).read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}:{node.lineno} imports relatively"
            # "from embeddings import errors" names a module, "from bot.cli.app import run" does not
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            shallow = node.module in {"bot", "embeddings"}
            yield from ((name if shallow else str(node.module), node.lineno) for name in names)


def part_of(name: str) -> str:
    """Return the part of Byline that a dotted name lies in: "bot.cli" for "bot.cli.app"."""
    return ".".join(name.split(".")[:2])


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_from_its_left(module: str) -> None:
    own = part_of(module.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
    assert own in MAY_IMPORT, f"{own} is new: say in MAY_IMPORT what it may import"

    strayed = [
        f"{module}:{line} imports {name}"
        for name, line in read_imports(module)
        if name.split(".")[0] in {"bot", "embeddings"}
        and part_of(name) not in {own, *MAY_IMPORT[own]}
    ]

    assert strayed == []


@pytest.mark.parametrize("module", MODULES)
def test_a_heavy_package_is_imported_behind_its_own_door(module: str) -> None:
    strayed = [
        f"{module}:{line} imports {name}"
        for name, line in read_imports(module)
        if not module.startswith(MAY_TOUCH.get(name.split(".")[0], ""))
    ]

    assert strayed == []


@pytest.mark.parametrize("module", MODULES)
def test_only_the_command_line_and_the_settings_know_the_environment(module: str) -> None:
    if module.startswith("bot/cli/") or module == "bot/config.py":
        return

    tree = ast.parse((ROOT / module).read_text(encoding="utf-8"))
    read = [
        f"{module}:{node.lineno}"
        for node in ast.walk(tree)
        if (isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"})
        or (isinstance(node, ast.Name) and node.id in {"environ", "getenv"})
    ]

    assert read == []


def test_the_table_names_nothing_that_is_gone() -> None:
    parts = {
        part_of(module.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
        for module in MODULES
    }

    assert set(MAY_IMPORT) <= parts

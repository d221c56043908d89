"""Who may import whom: data flows one way, and heavy packages have one door each.

Each claim is one test over all modules, which names every line that breaks it.
"""

import ast
from functools import cache
from graphlib import CycleError, TopologicalSorter
from itertools import accumulate
from pathlib import Path

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
    "onnxruntime": ("embeddings/encoders/session.py", "embeddings/encoders/rounding.py"),
    "faiss": ("embeddings/index/vectors/",),
    **dict.fromkeys(("pymilvus", "grpc"), ("embeddings/milvus/server.py",)),
    "ray": ("embeddings/cluster/ray_cluster.py",),
    "pyarrow": ("embeddings/cluster/worker.py",),
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

LONGEST = 300
"""How many lines a file of the packages has at the most; it is better under 200."""

MODULES = sorted(
    path.relative_to(ROOT).as_posix()
    for package in ("bot", "embeddings")
    for path in (ROOT / package).rglob("*.py")
    if path.stat().st_size
)


@cache
def parse(module: str) -> ast.Module:
    return ast.parse((ROOT / module).read_text(encoding="utf-8"))


@cache
def read_imports(module: str) -> tuple[tuple[str, int], ...]:
    """Return every name that a module imports, also inside functions, with its line."""
    found: list[tuple[str, int]] = []
    for node in ast.walk(parse(module)):
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}:{node.lineno} imports relatively"
            found += [(f"{node.module}.{alias.name}", node.lineno) for alias in node.names]
    return tuple(found)


def dotted(module: str) -> str:
    """Return the name by which a file is imported: "bot.cli.app" for "bot/cli/app.py"."""
    return module.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def part_of(name: str) -> str:
    """Return the part of Byline that a dotted name lies in: "bot.cli" for "bot.cli.app"."""
    return ".".join(name.split(".")[:2])


def test_a_module_imports_only_from_its_left() -> None:
    parts = {module: part_of(dotted(module)) for module in MODULES}
    assert set(parts.values()) == set(MAY_IMPORT), "say in MAY_IMPORT what each may import"

    strayed = [
        f"{module}:{line} imports {name}"
        for module, own in parts.items()
        for name, line in read_imports(module)
        if name.split(".")[0] in {"bot", "embeddings"}
        and part_of(name) not in {own, *MAY_IMPORT[own]}
    ]

    assert strayed == []


def test_no_files_import_each_other_in_a_circle() -> None:
    names = {dotted(module): module for module in MODULES}
    graph = {
        name: {
            start
            for imported, _ in read_imports(module)
            for start in accumulate(imported.split("."), "{}.{}".format)
            if start in names and start != name and not name.startswith(f"{start}.")
        }
        for name, module in names.items()
    }

    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        raise AssertionError(" <- ".join(circle.args[1])) from circle


def test_a_heavy_package_is_imported_behind_its_own_door() -> None:
    strayed = [
        f"{module}:{line} imports {name}"
        for module in MODULES
        for name, line in read_imports(module)
        if not module.startswith(MAY_TOUCH.get(name.split(".")[0], ""))
    ]

    assert strayed == []


def test_only_the_command_line_and_the_settings_know_the_environment() -> None:
    read = [
        f"{module}:{node.lineno}"
        for module in MODULES
        if not module.startswith(("bot/cli/", "bot/config.py"))
        for node in ast.walk(parse(module))
        if (isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"})
        or (isinstance(node, ast.Name) and node.id in {"environ", "getenv"})
    ]

    assert read == []


def test_no_file_is_too_long_to_be_read_at_one_go() -> None:
    lines = {module: (ROOT / module).read_bytes().count(b"\n") for module in MODULES}

    assert {module: count for module, count in lines.items() if count > LONGEST} == {}

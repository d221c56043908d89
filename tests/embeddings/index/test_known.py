"""What is taken over, and which code and libraries it must have been made by."""

import ast
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

from embeddings.index import known

EMBEDDINGS = Path(known.__file__).resolve().parents[1]
ANALYSING = ("stories", "attribution", "sentences.py", "passages.py", "words.py", "signatures.py")


def read_imports(path: Path) -> set[str]:
    """Return the packages that a module imports, also late."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(str(node.module).split(".")[0])
    return names


def test_every_library_that_analyses_stories_is_counted() -> None:
    modules = [
        path
        for name in ANALYSING
        for path in [*(EMBEDDINGS / name).rglob("*.py"), EMBEDDINGS / name]
        if path.is_file()
    ]
    imported = set().union(*map(read_imports, modules))
    foreign = imported - sys.stdlib_module_names - {"embeddings"}
    listed = {name.lower().replace("-", "_") for name in known.LIBRARIES}
    distributions = packages_distributions()

    uncounted = {
        name
        for name in foreign
        if not listed & {one.lower().replace("-", "_") for one in distributions.get(name, [name])}
    }

    assert uncounted == set()


def test_the_code_is_told_by_what_is_in_its_files() -> None:
    first = known.hash_code()
    known.hash_code.cache_clear()

    assert known.hash_code() == first
    assert len(first) == 64

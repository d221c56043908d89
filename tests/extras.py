"""Tests that need an extra: told by looking for its packages, which are slow to import."""

from importlib.util import find_spec

import pytest


def needs(extra: str, *packages: str) -> pytest.MarkDecorator:
    """Return a mark that skips where a package of an extra is not installed."""
    missing = [package for package in packages if find_spec(package) is None]
    return pytest.mark.skipif(
        bool(missing), reason=f"the extra [{extra}] is not installed: no {', '.join(missing)}"
    )


needs_milvus = needs("milvus", "pymilvus", "milvus_lite")
needs_ray = needs("ray", "ray")

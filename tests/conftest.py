"""Options of the tests, how much they try, and where they run: what they start from lies in
``starting_points.py``, which the process that only hands tests out does without."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

# a busy machine is slow, not wrong
settings.register_profile("default", deadline=None)
settings.load_profile("default")

# where training/ lies, which is not installed; last, so that the rest is found as installed
sys.path.append(str(Path(__file__).resolve().parents[1]))


def pytest_configure(config: pytest.Config) -> None:
    """Load what tests start from, unless other processes run them: it takes seconds to import."""
    if hasattr(config, "workerinput") or not config.getoption("numprocesses", None):
        for name in (
            "starting_points", "discord_stage", "postgres_server", "milvus_standalone",
            "kept_places",
        ):  # fmt: skip
            config.pluginmanager.import_plugin(name)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Run one process a core, also where two share one: each more collects all tests again."""
    return os.cpu_count() or 1


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--renew-golden", action="store_true", help="write tests/golden anew instead of comparing"
    )
    parser.addoption(
        "--thorough",
        action="store_true",
        help="kill 3,000 builds, flip 1,000 bits, break 20,000 files of each kind, try 100,000",
    )


@pytest.fixture(scope="session")
def kills(pytestconfig: pytest.Config) -> int:
    """How many builds are killed."""
    return 3000 if pytestconfig.getoption("thorough") else 100


@pytest.fixture(scope="session")
def flips(pytestconfig: pytest.Config) -> int:
    """How many bits are turned over."""
    return 1000 if pytestconfig.getoption("thorough") else 100


@pytest.fixture(scope="session")
def tries(pytestconfig: pytest.Config) -> int:
    """How many inputs a border is tried with."""
    return 100_000 if pytestconfig.getoption("thorough") else 1000


@pytest.fixture
def broken_files(pytestconfig: pytest.Config) -> int:
    """How many files of each kind are broken in a slow test."""
    return 20_000 if pytestconfig.getoption("thorough") else 200

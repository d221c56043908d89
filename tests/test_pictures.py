"""The pictures of the documentation show what the bot says today."""

import subprocess
import sys
from pathlib import Path

import pytest
from command_lines import clean_environment

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.slow
def test_no_picture_is_stale(built_samples: Path) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "draw_pictures.py", "--check",
         "--stories", ROOT / "stories", "--index", built_samples],
        env=clean_environment(), cwd=ROOT, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr

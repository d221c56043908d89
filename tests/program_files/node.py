"""Calls the packages of node that write files."""

import json
from pathlib import Path

from tests.program_files.recipes import Tools
from tests.program_files.told import run

_SCRIPT = Path(__file__).parent / "programs.mjs"


def run_node(job: str, given: object, tools: Tools) -> str:
    """Return what ``programs.mjs`` makes of ``given``.

    :raises LookupError: If no folder with the packages is known.
    """
    if tools.node is None:
        raise LookupError("no packages of node: give --node")
    return run("node", _SCRIPT, job, feed=json.dumps(given), cwd=tools.node)

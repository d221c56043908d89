"""Run one system as a process: build its index, ask one question, or answer many.

    python -m benchmarks.others SYSTEM build|ask|serve --stories FILE --index FOLDER
        --encoder FOLDER --reader FOLDER [--question WORDS]
    python -m benchmarks.others SYSTEM version

"serve" reads one JSON object a line, {"question", "day"}, and writes one for each: the reply and
the seconds that asking took; at the end of its input it says how much memory it has needed.
"""

import argparse
import importlib
import json
import os
import resource
import sys
import time
from dataclasses import asdict
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TextIO

from benchmarks.others.replies import Places, System

MODULES = {
    "byline": ("byline_itself", ("onnxruntime",)),
    "script": ("afternoon_script", ("sentence-transformers", "faiss-cpu", "transformers", "torch")),
    "haystack": ("haystack_reader", ("haystack-ai", "sentence-transformers", "torch")),
    "txtai": ("txtai_rag", ("txtai", "transformers", "torch")),
    "llamaindex": ("llamaindex_retrieval", ("llama-index-core", "faiss-cpu", "torch")),
    "embedding": ("bare_embedding", ("sentence-transformers", "torch")),
}
"""The file of each system, and the packages whose versions a result names."""


def main() -> None:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.others")
    parser.add_argument("system", choices=MODULES)
    parser.add_argument("what", choices=("build", "ask", "serve", "version"))
    for name in ("stories", "index", "encoder", "reader"):
        parser.add_argument(f"--{name}", type=Path, default=Path())
    parser.add_argument("--question", default="")
    given = parser.parse_args()
    output = _keep_output()
    name, packages = MODULES[given.system]
    if given.what == "version":
        _write(output, read_versions(packages))
        return
    module = importlib.import_module(f"benchmarks.others.{name}")
    places = Places(given.stories, given.index, given.encoder, given.reader)
    if given.what == "build":
        _write(output, asdict(module.build(places)))
    elif given.what == "ask":
        today = date.today().isoformat()
        system = module.open_system(places)
        reply = system.tell(given.question, today, system.ask(given.question, today))
        print(reply.answer or (reply.passages or ("",))[0], file=output)
    else:
        serve(module.open_system(places), sys.stdin, output)


def _keep_output() -> TextIO:
    """Return standard output, and let what libraries print go to standard error."""
    kept = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return kept


def read_versions(packages: tuple[str, ...]) -> dict[str, str | None]:
    """Return the version of each package, ``None`` where it is not installed."""
    versions: dict[str, str | None] = {}
    for name in packages:
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            versions[name] = None
    return versions


def serve(system: System, lines: TextIO, output: TextIO) -> None:
    """Answer a question a line until there are no more."""
    _write(output, {"open": True})
    for line in lines:
        asked = json.loads(line)
        started = time.perf_counter()
        answered = system.ask(asked["question"], asked["day"])
        seconds = time.perf_counter() - started
        reply = system.tell(asked["question"], asked["day"], answered)
        _write(output, {"seconds": seconds, "reply": asdict(reply)})
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    _write(output, {"megabytes": most / (2**20 if sys.platform == "darwin" else 2**10)})


def _write(output: TextIO, told: object) -> None:
    print(json.dumps(told), file=output, flush=True)


if __name__ == "__main__":
    main()

"""The script of ``benchmarks/afternoon.py``, answering as the others do."""

from typing import Any

from benchmarks import afternoon
from benchmarks.others.replies import Built, Places, Reply, System


def build(places: Places) -> Built:
    """Embed and write all pieces; return how many there are."""
    return Built(afternoon.build(places.stories, places.index))


def open_system(places: Places) -> System:
    """Load everything that a question needs."""
    script = afternoon.open_script(places.index, places.reader)

    def ask(question: str, day: str) -> Any:
        return afternoon.ask(script, question)

    return System(ask, _tell)


def _tell(question: str, day: str, found: Any) -> Reply:
    return Reply(found.answer, True, found.passages[found.at], found.start, found.passages)

"""txtai, as its documentation sets up extractive question answering: embeddings and a RAG pipeline.

txtai leaves cutting to its user. Its pipeline joins the three nearest pieces to one text, which the
reader cuts at 512 tokens: pieces are of 120 words, so that all three are read.
"""

from typing import Any

from txtai import RAG, Embeddings

from benchmarks.others.replies import Built, Places, Reply, System
from benchmarks.others.stories import cut, read_stories

_WORDS, _READ = 120, 3


def build(places: Places) -> Built:
    """Embed and write the pieces of all stories; return how many there are."""
    pieces = [piece for one in read_stories(places.stories) for piece in cut(one, _WORDS)]
    embeddings = Embeddings(path=str(places.encoder), content=True)
    embeddings.index(pieces)
    embeddings.save(str(places.index))
    return Built(int(embeddings.count()))


def open_system(places: Places) -> System:
    """Load the embeddings and the reader."""
    embeddings = Embeddings()
    embeddings.load(str(places.index))
    rag = RAG(embeddings, str(places.reader), task="question-answering", output="reference")

    def ask(question: str, day: str) -> Any:
        try:
            return rag(question)
        except TypeError:  # its reader fails where no word answers best, as after SQuAD 2.0
            return {"answer": None}

    def tell(question: str, day: str, found: Any) -> Reply:
        passages = tuple(one["text"] for one in embeddings.search(question, _READ))
        return make_reply(found["answer"], passages)

    return System(ask, tell)


def make_reply(answer: str | None, passages: tuple[str, ...]) -> Reply:
    """Say in which of the passages an answer stands; one that is not sure is ``None``."""
    if not answer:
        return Reply(None, shown=False, passages=passages)
    holding = next((one for one in passages if answer in one), answer)
    return Reply(answer, True, holding, holding.find(answer), passages)

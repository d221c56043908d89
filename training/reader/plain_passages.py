"""Write plainly typed questions with the passages that a search finds for them, to learn from.

    python -m training.reader.plain_passages QUESTIONS INDEX STORIES OUT

QUESTIONS is a file of ``training/plain_questions``, INDEX was made by ``byline rebuild-index`` of
STORIES, the archive that they were written to; OUT takes JSON Lines as ``training.reader.train
--plain`` reads them. A question is put to what is found in the stories that its writer had read:
the passages of its stories that tell it, and the others, which do not.

Promise: the same questions and index give the same lines; a passage that holds accepted words, or
the answer itself, is never one that does not tell.
"""

import argparse
import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from embeddings.index import Index, IndexFolder, open_index
from embeddings.passages import Passage
from embeddings.retrieval import Filters, search
from embeddings.sentences import split_sentences
from embeddings.stories import Story
from training.lines import read_lines

SOURCE = "plain"
_FOUND = 5
"""Passages: nearly as many as are read. One of them tells, mostly."""
_YES_NO = "yesno"


def main() -> None:
    """Read the arguments and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("questions", type=Path)
    parser.add_argument("index", type=Path)
    parser.add_argument("stories", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    index = open_index(IndexFolder(arguments.index))
    order = [row["url"] for row in read_lines(arguments.stories)]
    ids = {str(one.url): one.id for one in index.database.list_stories()}
    with arguments.out.open("w", encoding="utf-8") as lines:
        for question in read_lines(arguments.questions):
            first, last = question["rows"]
            read = {url: ids[url] for url in order[first:last] if url in ids}
            for one in make_questions(question, index, read):
                lines.write(json.dumps(one, ensure_ascii=False) + "\n")


def make_questions(
    question: dict[str, Any], index: Index, stories: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """Yield a question to each passage that a search finds among ``stories``, ids by address, and
    to those of its own stories that tell it."""
    asked = index.spelling.mend(question["question"])
    hits = search(index, asked, limit=_FOUND, filters=Filters(stories=tuple(stories.values())))
    found = [(hit.passage, hit.story) for hit in hits]
    own = [stories[url] for url in question["stories"] if url in stories]
    others = [one for one in _list_passages(index, own) if one not in found]
    for number, (passage, story) in enumerate((*found, *others)):
        spans = list(_find_spans(question, passage.text)) if story.id in own else []
        if spans or (number < len(found) and not _holds(question, passage.text)):
            yield {
                "id": f"{SOURCE}-{question['id']}-{number}",
                "question": asked,
                "context": passage.text,
                "answers": [{"start": a, "text": passage.text[a:b]} for a, b in spans],
                "group": f"{SOURCE}:{story.title}",
                "source": SOURCE,
            }


def _list_passages(index: Index, stories: Sequence[str]) -> list[tuple[Passage, Story]]:
    """Return all passages of some stories."""
    rows = itertools.chain.from_iterable(index.database.get_story_rows(one) for one in stories)
    return list(index.database.get_passages([int(row) for row in rows]))


def _find_spans(question: dict[str, Any], text: str) -> Iterator[tuple[int, int]]:
    """Yield where the sentences that hold accepted words answer: all of it for yes or no."""
    for one in split_sentences(text):
        sentence = text[one.start : one.end]
        if not any(words in sentence for words in question["answers"]):
            continue
        at = sentence.find(question["span"])
        if question["kind"] == _YES_NO:
            yield one.start, one.end
        elif at >= 0:
            yield one.start + at, one.start + at + len(question["span"])


def _holds(question: dict[str, Any], text: str) -> bool:
    """Say whether a text holds accepted words, or the answer."""
    telling = [*question["answers"], question["span"]]
    return any(words and words.lower() in text.lower() for words in telling)


if __name__ == "__main__":
    main()

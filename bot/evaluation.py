"""Score answers against a file of questions: reading, citing, refusing, finding, speed.

Promise: every figure is a count over the questions given, worked out as its docstring says.
"""

import json
import re
import string
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median, quantiles

from bot.answering.answers import check_question
from bot.answering.replies import Reply
from bot.newsroom import Newsroom
from embeddings.errors import UsageError
from embeddings.index import Index
from embeddings.retrieval import rank_passages

DEPTHS = (1, 5, 10)
SEARCHES = ("fused", "vectors", "words")
CURVE = tuple(step / 20 for step in range(20))


@dataclass(frozen=True, slots=True)
class KnownQuestion:
    """A question, the answers that count as right (none: the stories do not say), and the ids or
    addresses of the stories that hold them."""

    id: str
    question: str
    answers: tuple[str, ...] = ()
    stories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scored:
    """One question, what would have been answered if nothing were refused, and the finds.

    ``ranks`` are the places, from 1, of the first story that holds the answer, by search.
    """

    question: KnownQuestion
    reply: Reply
    ranks: dict[str, int | None]

    @property
    def confidence(self) -> float:
        """The probability that the best answer was given, 0 where there was none."""
        return self.reply.answer.confidence if self.reply.answer else 0.0

    @property
    def right(self) -> bool:
        """Say whether an accepted answer stands in the first quote cited."""
        if self.reply.answer is None:
            return False
        quote = self.reply.answer.citations[0].quote
        return any(contains(quote, answer) for answer in self.question.answers)


def read_questions(path: Path) -> tuple[KnownQuestion, ...]:
    """Read a question file.

    :raises UsageError: If it cannot be read or a line is not a question.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"The question file {path} cannot be read: {error}.") from error
    questions = tuple(
        _parse(line, number) for number, line in enumerate(lines, start=1) if line.strip()
    )
    if not questions:
        raise UsageError(f"The question file {path} holds no question.")
    return questions


def _parse(line: str, number: int) -> KnownQuestion:
    try:
        fields = json.loads(line)
        return KnownQuestion(
            id=str(fields.get("id", number)),
            question=check_question(fields["question"]),
            answers=_list_strings(fields.get("answers")),
            stories=_list_strings(fields.get("stories")),
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise UsageError(f'Line {number} is no question: it needs "question".') from error


def _list_strings(value: object) -> tuple[str, ...]:
    """Return a list's entries as strings; a string alone is a list of one."""
    if isinstance(value, str):
        return (value,)
    if value is not None and not isinstance(value, list):
        raise TypeError(f"must be a list, was: {value!r}")
    return tuple(map(str, value or ()))


def score_questions(
    newsroom: Newsroom,
    questions: Sequence[KnownQuestion],
    progress: Callable[[str, int, int], None],
) -> tuple[Scored, ...]:
    """Ask every question without refusing any, so that all thresholds can be judged at once."""
    scored = []
    for done, question in enumerate(questions):
        progress("asking", done, len(questions))
        reply = newsroom.ask(question.question, confidence=0.0).reply
        scored.append(Scored(question, reply, _rank_stories(newsroom.index, question)))
    progress("asking", len(questions), len(questions))
    return tuple(scored)


def _rank_stories(index: Index, question: KnownQuestion) -> dict[str, int | None]:
    """Return at which place each search first has a story that holds the answer."""
    if not question.stories:
        return dict.fromkeys(SEARCHES)
    rankings = rank_passages(index, question.question)
    return {
        search: _find_place(index, getattr(rankings, search), set(question.stories))
        for search in SEARCHES
    }


def _find_place(index: Index, ranking: Sequence[tuple[int, float]], wanted: set[str]) -> int | None:
    """Return the place, from 1, of the first wanted story among the first ten stories found."""
    seen: list[str] = []
    for row, _ in ranking:
        ((_, story),) = index.database.get_passages([row])
        if story.id not in seen:
            seen.append(story.id)
            if len(seen) > max(DEPTHS):
                return None
            if {story.id, story.url} & wanted:
                return len(seen)
    return None


def summarise(scored: Sequence[Scored], *, confidence: float) -> dict[str, object]:
    """Return ``byline.eval/1`` at a least confidence for an answer to be shown."""
    shown = [one for one in scored if one.reply.answer and one.confidence >= confidence]
    retrieval: dict[str, object] = dict(_score_retrieval(scored, "fused"))
    retrieval |= {search: _score_retrieval(scored, search) for search in ("vectors", "words")}
    return {
        "schema": "byline.eval/1",
        "questions": len(scored),
        "answered": len(shown),
        "exact_match": _mean(_best(exact_match, one, confidence) for one in scored),
        "f1": _mean(_best(token_f1, one, confidence) for one in scored),
        "abstention": _score_abstention(scored, confidence),
        "citation": {
            "answer_in_quote": _mean(one.right for one in shown if one.question.answers),
            "supporting_story": _mean(_cites_support(one) for one in shown if one.question.stories),
        },
        "retrieval": retrieval,
        "latency_ms": _score_latency([one.reply.timings.total for one in scored]),
    }


def _score_abstention(scored: Sequence[Scored], confidence: float) -> dict[str, object]:
    """Count who was answered and who refused; ``curve`` has the same for other thresholds."""
    answerable = [one for one in scored if one.question.answers]
    unanswerable = [one for one in scored if not one.question.answers]
    at = _count_shown(scored, confidence)
    refused = [one for one in unanswerable if one.confidence < confidence]
    return {
        "confidence": confidence,
        "answerable": len(answerable),
        "unanswerable": len(unanswerable),
        "answered_right": _share(at["right"], len(answerable)),
        "refused_unanswerable": _share(len(refused), len(unanswerable)),
        "wrong_among_shown": _share(at["shown"] - at["right"], at["shown"]),
        "curve": [{"confidence": step} | _count_shown(scored, step) for step in CURVE],
    }


def _count_shown(scored: Sequence[Scored], confidence: float) -> dict[str, int]:
    shown = [one for one in scored if one.reply.answer and one.confidence >= confidence]
    return {"shown": len(shown), "right": sum(one.right for one in shown)}


def _cites_support(one: Scored) -> bool:
    if one.reply.answer is None:
        return False
    story = one.reply.answer.citations[0].story
    return bool({story.id, story.url} & set(one.question.stories))


def _score_retrieval(scored: Sequence[Scored], search: str) -> dict[str, float]:
    """Count how often a story that holds the answer is among the first k stories found."""
    ranks = [one.ranks[search] for one in scored if one.question.stories]
    recall = {
        f"recall@{depth}": _mean(rank is not None and rank <= depth for rank in ranks)
        for depth in DEPTHS
    }
    return recall | {"mrr@10": _mean(1 / rank if rank and rank <= 10 else 0 for rank in ranks)}


def _score_latency(milliseconds: Sequence[float]) -> dict[str, float]:
    p95 = (
        quantiles(milliseconds, n=20, method="inclusive")[-1]
        if len(milliseconds) > 1
        else milliseconds[0]
    )
    return {"p50": round(median(milliseconds), 1), "p95": round(p95, 1)}


def _best(score: Callable[[str, str], float], one: Scored, confidence: float) -> float:
    """Score an answer against the accepted ones; refusing is right where there are none."""
    shown = one.reply.answer is not None and one.confidence >= confidence
    if not one.question.answers:
        return float(not shown)
    if one.reply.answer is None or not shown:
        return 0.0
    return max(score(one.reply.answer.text, answer) for answer in one.question.answers)


def exact_match(given: str, accepted: str) -> float:
    """Return 1 where both say the same words, else 0."""
    return float(normalise_answer(given) == normalise_answer(accepted))


def token_f1(given: str, accepted: str) -> float:
    """Return the harmonic mean of word precision and recall, 0 to 1.

    As SQuAD scores answers (Rajpurkar et al. 2016, "SQuAD: 100,000+ Questions for Machine
    Comprehension of Text").
    """
    one, other = normalise_answer(given).split(), normalise_answer(accepted).split()
    shared = sum((Counter(one) & Counter(other)).values())
    return 2 * shared / (len(one) + len(other)) if shared else float(one == other)


def normalise_answer(text: str) -> str:
    """Lower the case, take out punctuation and articles, as SQuAD's own script does.

    A mark leaves no blank behind: "1,200" is "1200", "U.S." is "US", "$5" is "5". Typographic
    marks, which that script leaves, count as the plain ones do.
    """
    words = "".join(char for char in text.lower() if not _is_mark(char))
    return " ".join(_ARTICLE.sub(" ", words).split())


def contains(text: str, answer: str) -> bool:
    """Say whether the words of an accepted answer stand in a text, in a row.

    Here a mark parts words, so that "ten" stands in "ten-year-old".
    """
    return f" {_split(answer)} " in f" {_split(text)} "


def _split(text: str) -> str:
    words = "".join(
        " " if char not in "$€£" and unicodedata.category(char)[0] in "PS" else char
        for char in text.lower()
    )
    return " ".join(_ARTICLE.sub(" ", words).split())


_ARTICLE = re.compile(r"\b(a|an|the)\b")


def _is_mark(char: str) -> bool:
    return char in string.punctuation or unicodedata.category(char).startswith("P")


def _mean(values: Iterable[float]) -> float:
    found = [float(value) for value in values]
    return round(fmean(found), 4) if found else 0.0


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0

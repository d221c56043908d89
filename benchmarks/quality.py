"""How good the answers of one system are, told by string.

An answer is right where its words and the sentence around it hold the accepted words in a row, the
same for every system: sentences are cut here, out of the text that the system says it read.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.command import Figures, share
from benchmarks.others.replies import Reply
from bot.evaluation import KnownQuestion, contains
from embeddings.sentences import split_sentences


@dataclass(frozen=True, slots=True)
class Judged:
    """One question and the reply of one system."""

    question: KnownQuestion
    reply: Reply

    @property
    def right(self) -> bool:
        """Whether the answer or its sentence holds the accepted words, shown or not."""
        return self._is_in(f"{self.reply.answer or ''} {find_sentence(self.reply)}")

    @property
    def exact(self) -> bool:
        """Whether the answer alone does."""
        return self._is_in(self.reply.answer or "")

    @property
    def found(self) -> bool:
        """Whether a passage that was found does."""
        return any(self._is_in(one) for one in self.reply.passages)

    @property
    def found_first(self) -> bool:
        """Whether the nearest passage does."""
        return any(self._is_in(one) for one in self.reply.passages[:1])

    def _is_in(self, text: str) -> bool:
        return any(contains(text, one) for one in self.question.answers)


def find_sentence(reply: Reply) -> str:
    """Return the sentences of the text that was read in which the answer stands; "" for none."""
    if reply.answer is None:
        return ""
    end = reply.start + len(reply.answer)
    touched = [
        one for one in split_sentences(reply.context) if one.start < end and reply.start < one.end
    ]
    return reply.context[touched[0].start : touched[-1].end] if touched else ""


def judge(judged: Sequence[Judged], *, reads: bool = True) -> Figures:
    """Return a system's figures, in hundredths; of one that reads no answers, what it found."""
    answerable = [one for one in judged if one.question.answers]
    others = [one for one in judged if not one.question.answers]
    figures: Figures = {
        "answerable": len(answerable),
        "unanswerable": len(others),
        "passages": max((len(one.reply.passages) for one in judged), default=0),
        "found_percent": share(sum(one.found for one in answerable), len(answerable)),
        "found_first_percent": share(sum(one.found_first for one in answerable), len(answerable)),
    }
    if not reads:
        return figures
    shown = [one for one in judged if one.reply.shown]
    right = sum(one.right for one in shown)
    return figures | {
        "right_percent": share(right, len(answerable)),
        "right_unrefused_percent": share(sum(one.right for one in answerable), len(answerable)),
        "exact_percent": share(sum(one.exact for one in answerable), len(answerable)),
        "refused_percent": share(sum(not one.reply.shown for one in others), len(others)),
        "shown": len(shown),
        "wrong_among_shown_percent": share(len(shown) - right, len(shown)),
    }

"""The words in which replies, sources and dates are put to a person.

Promise: plain sentences without markup, the same for the terminal, JSON and Discord.
"""

from collections.abc import Sequence
from datetime import date

from bot.agreement import Relation, Revision, find_relative_words
from bot.answering.checking import CheckedSentence, Evidence, Judgement
from bot.answering.citations import Citation, Credit
from bot.answering.comparing import Stance
from bot.answering.replies import Answer, Asked, Refusal, Reply
from bot.facts.standing_cues import Standing
from bot.presentation.quoting import quote_name
from embeddings.attribution import DENIED, normalise_source
from embeddings.stories import Story

_ARTICLES = {Revision.CORRECTION: "a", Revision.UPDATE: "an"}
_HEADINGS = (
    ("Told otherwise", Relation.DISAGREES),
    ("Earlier", Relation.EARLIER),
    ("Also said", None),
    ("If another event is meant", Relation.OTHER_EVENT),
)
_REFUSALS = {
    Refusal.NOTHING: "The stories say nothing about that.",
    Refusal.UNSURE: "No sure answer.",
    Refusal.WHICH: "Which one?",
}
_STANDINGS = {
    Standing.CHARGED: "This is a charge, not a verdict",
    Standing.ALLEGED: "This is claimed, not established",
    Standing.DENIED: "The story says that it is not so, or that it is denied",
    Standing.PLANNED: "This is planned or hoped for, not done",
    Standing.CONDITIONAL: "This is said of what may or might be",
    Standing.FORECAST: "This is expected, not reported as done",
}
_SURENESS = (
    (0.95, "almost certainly right"),
    (0.8, "very likely right"),
    (0.6, "likely right"),
    (0.4, "uncertain"),
    (0.0, "a guess"),
)
"""From which probability on an answer is called so."""


def phrase_reply(reply: Reply) -> str:
    """Return the reply in one line: the answer and whose it is, or that there is none."""
    if reply.answer is None:
        return " ".join([phrase_refusal(reply), *map(phrase_event, reply.events)])
    text = phrase_answer(reply.answer)
    plain = text[:-1] if text.endswith(".") and not text.endswith("..") else text
    days = phrase_day_words(reply.answer.citations[0])
    notes = (phrase_standing(reply.answer), days, phrase_disagreement(reply))
    more = [part for part in notes if part]
    return ". ".join([f"{plain}: {phrase_sources(reply.answer)}", *more])


def phrase_answer(answer: Answer) -> str:
    """Return the words of an answer in one line, items of several lines or sentences side by
    side."""
    return "; ".join(list_items(answer)) or " ".join(answer.text.split())


def list_items(answer: Answer) -> tuple[str, ...]:
    """Return the items of a list of several lines or sentences, without what stands between them;
    none for an answer that reads as it stands."""
    if len({one.quoted for one in answer.items}) < 2:
        return ()
    return tuple(" ".join(one.answer_text.split()).rstrip(".;") for one in answer.items)


def phrase_sources(answer: Answer) -> str:
    """Return whose an answer is: "The Guardian, as reported by The Week and CNN"; stories that
    have it from the same source are named together, and so are sources of the same publishers."""
    reporters: dict[str, dict[str, None]] = {}
    for citation in answer.citations:
        named = reporters.setdefault(phrase_credits(citation), {})
        named[name_source(citation.story)] = None
    sources: dict[tuple[str, ...], list[str]] = {}
    for credited, names in reporters.items():
        sources.setdefault(tuple(names) if credited else (), []).append(
            credited or join_names(tuple(names))
        )
    phrases = [
        f"{join_names(named)}, as reported by {join_names(names)}" if names else join_names(named)
        for names, named in sources.items()
    ]
    return "; ".join(phrases)


def phrase_credits(citation: Citation) -> str:
    """Return who the story says said it: "police, according to Reuters"; empty where the story
    speaks for itself, where its source has no name, and where the answer itself says so."""
    own = normalise_source(citation.story.publisher or "")
    named = [
        credit
        for credit in citation.attribution
        if credit.named and credit.origin != own and not _is_said(credit, citation)
    ]
    return ", according to ".join(_phrase_credit(credit) for credit in named)


def _is_said(credit: Credit, citation: Citation) -> bool:
    """Whether the answer holds the words that name the source."""
    answer = citation.answer
    return answer.start <= credit.place.start and credit.place.end <= answer.end


def _phrase_credit(credit: Credit) -> str:
    return f"denied by {credit.source}" if credit.stance == DENIED else credit.source


def phrase_disagreement(reply: Reply) -> str | None:
    """Return "Stories disagree: 97 (A, 16 September 2023) · 115 (B, 22 August 2023)", if so."""
    if not reply.disagreeing:
        return None
    return f"Stories disagree: {' · '.join(phrase_version(one) for one in reply.disagreeing)}"


def phrase_version(answer: Answer) -> str:
    """Return one of several answers that disagree: its value, who gave it last, and when."""
    newest = max(answer.citations, key=lambda one: one.story.published or date.min)
    published = newest.story.published
    known = [phrase_source(newest), phrase_date(published) if published else ""]
    known.append(f"{_ARTICLES[answer.revision]} {answer.revision}" if answer.revision else "")
    return f"{answer.phrase} ({', '.join(part for part in known if part)})"


def phrase_source(citation: Citation) -> str:
    """Return whose one story's answer is: "The Guardian, as reported by The Week"."""
    credited, reporter = phrase_credits(citation), name_source(citation.story)
    return f"{credited}, as reported by {reporter}" if credited else reporter


def phrase_agreement(answer: Answer) -> str | None:
    """Return "3 stories say so, from 2 independent sources", if it is more than one."""
    stories = len(answer.citations)
    if stories < 2:
        return None
    if answer.origins == 1:
        return f"{stories} stories say so, all from one source"
    outlets = {one.story.publisher for one in answer.citations}
    if answer.origins == stories and None not in outlets and len(outlets) == stories:
        return f"{stories} stories say so, independently of each other"
    if answer.origins == stories:
        return f"{stories} stories say so"
    return f"{stories} stories say so, from {answer.origins} independent sources"


def phrase_day_words(citation: Citation) -> str | None:
    """Return "“Tuesday” as told on 22 November 2017", where the answer is told from that day."""
    words = find_relative_words(citation.answer_text)
    if not words or citation.story.published is None:
        return None
    return f"“{words[0]}” as told on {phrase_date(citation.story.published)}"


def phrase_mended(question: str) -> str:
    """Return "understood as: …" for what is asked in place of what was typed."""
    return f"understood as: {question}"


def phrase_asked(asked: Asked) -> str:
    """Return how the time words of a question were understood."""
    since, until = asked.period.since, asked.period.until
    days = phrase_date(since)
    days += "" if since == until else f" to {phrase_date(until)}"
    understood = f"“{asked.period.words}”: stories published {days}"
    return understood if asked.answered else f"{understood}; none answers, so all were asked"


def group_others(others: Sequence[Answer]) -> tuple[tuple[str, tuple[Answer, ...]], ...]:
    """Return the other answers below headings that say how they stand to the first one."""
    headed = (
        (heading, tuple(one for one in others if one.relation is relation))
        for heading, relation in _HEADINGS
    )
    return tuple((heading, answers) for heading, answers in headed if answers)


def phrase_event(story: Story) -> str:
    """Return the headline and date by which an event is told from another."""
    day = f", {phrase_date(story.published)}" if story.published else ""
    return f"{story.title or quote_name(story.id)}{day}"


def phrase_refusal(reply: Reply) -> str:
    """Return why there is no answer, in one sentence."""
    return _REFUSALS[reply.refusal or Refusal.NOTHING]


def phrase_standing(answer: Answer) -> str | None:
    """Return what an answer is that is not told as so, and its denial; ``None`` for a fact."""
    if answer.standing not in _STANDINGS:
        return None
    said = _STANDINGS[answer.standing]
    return f"{said}. Denied: “{answer.denial.quote}”" if answer.denial else said


def phrase_sureness(confidence: float) -> str:
    """Return how sure an answer is, in words with the figure behind: "very likely right (82%)"."""
    words = next(words for least, words in _SURENESS if confidence >= least)
    return f"{words} ({confidence:.0%})"


def phrase_judgement(one: CheckedSentence) -> str:
    """Return the verdict on a sentence in words; "not stated" says whether something is near."""
    if one.judgement is Judgement.NOT_STATED:
        near = any(found.stance is Stance.RELATED for found in one.evidence)
        return "Not stated; the nearest:" if near else "Not stated: nothing near it."
    if one.judgement is Judgement.NOT_CHECKABLE:
        return "Not checkable: it states nothing that a story could bear out."
    return f"{one.judgement.capitalize()} ({one.confidence:.0%})"


def phrase_stance(found: Evidence) -> str:
    """Return how a sentence stands to a claim, whose it is and of when."""
    story = found.citation.story
    day = phrase_date(story.published) if story.published else "undated"
    stance = found.stance.value.capitalize()
    return f"{stance}: {phrase_source(found.citation)}, {day} ({found.reason})"


def name_source(story: Story) -> str:
    """Return who published a story, else its headline as such, else its id."""
    named = f"the story “{story.title}”" if story.title else quote_name(story.id)
    return story.publisher or named


def phrase_date(day: date) -> str:
    """Return a date as news print it: 22 November 2017."""
    return f"{day.day} {day:%B %Y}"


def phrase_provenance(story: Story) -> str:
    """Return publisher, authors and date of a story in one line; empty if nothing is known."""
    authors = [author for author in story.authors if author != story.publisher]
    parts = [story.publisher or "", join_names(authors)]
    parts.append(phrase_date(story.published) if story.published else "")
    return " · ".join(part for part in parts if part)


def join_names(names: Sequence[str]) -> str:
    """Return "A", "A and B" or "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"

"""From a question to a reply: what is cited is what the stories say."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tiny_index import WORDS, WordEncoder, make_index

from bot.agreement import Relation, read_field
from bot.answering.answers import Options, answer_question, check_question
from bot.answering.citations import Citation
from bot.answering.replies import Reply
from bot.presentation.wording import phrase_asked, phrase_disagreement
from bot.reading import Page, Reading
from bot.reading.sentence_reader import SentenceReader
from embeddings.errors import UsageError
from embeddings.retrieval import Filters
from embeddings.stories import Story
from embeddings.stories.normalise import normalise

BRIDGE = Story(
    id="bridge",
    title="Bridge falls",
    text="The bridge fell at noon. Six workers are missing.\n\nThe mayor asked for help.",
)
AGAIN = Story(id="again", text="At noon it was seen. The bridge fell at noon.")
MOON = Story(id="moon", text="The probe is on the moon.")


class FirstLetters:
    """Reads every sentence that starts with a given text, each as likely as it is told."""

    name = "first letters"

    def __init__(self, likely: dict[str, tuple[float, str]]) -> None:
        self.likely = likely

    def read(self, question: str, pages: Sequence[Page]) -> tuple[Reading, ...]:
        found = [
            Reading(number, span.start, span.end, confidence, frozenset({value} - {""}))
            for number, page in enumerate(pages)
            for span in page.sentences
            for start, (confidence, value) in self.likely.items()
            if page.text[span.start : span.end].startswith(start)
        ]
        return tuple(sorted(found, key=lambda one: (-one.confidence, one.page, one.start)))


def list_citations(reply: Reply) -> Iterator[Citation]:
    answers = [reply.answer, *reply.others] if reply.answer else []
    return chain(reply.nearest, *(answer.citations for answer in answers))


def ask(tmp_path: Path, reader: FirstLetters, **options: object) -> Reply:
    index = make_index((BRIDGE, AGAIN, MOON), tmp_path)
    chosen = {"confidence": 0.5} | options
    return answer_question(index, reader, "when did the bridge fall?", Options(**chosen))  # type: ignore[arg-type]


def test_the_likeliest_sentence_answers_and_others_follow(tmp_path: Path) -> None:
    reply = ask(tmp_path, FirstLetters({"Six": (0.6, ""), "The mayor": (0.9, "")}))

    assert reply.answer is not None
    assert (reply.answer.text, reply.answer.confidence) == ("The mayor asked for help.", 0.9)
    assert [other.text for other in reply.others] == ["Six workers are missing."]
    assert reply.nearest == ()


def test_stories_that_say_the_same_are_cited_together(tmp_path: Path) -> None:
    reply = ask(tmp_path, FirstLetters({"The bridge fell": (0.8, "")}))

    assert reply.answer is not None
    cited = [(one.n, one.story.id, one.quote) for one in reply.answer.citations]
    assert sorted(story for _, story, _ in cited) == ["again", "bridge"]
    assert [n for n, _, _ in cited] == [1, 2]
    assert {quote for _, _, quote in cited} == {"The bridge fell at noon."}
    assert reply.others == ()


def test_sentences_with_the_same_value_say_the_same(tmp_path: Path) -> None:
    reply = ask(tmp_path, FirstLetters({"The bridge": (0.8, "noon"), "At noon": (0.7, "noon")}))

    assert reply.answer is not None
    assert sorted(one.story.id for one in reply.answer.citations) == ["again", "bridge"]
    assert reply.others == ()


def test_an_answer_deep_in_a_story_is_the_sentence_that_was_read(tmp_path: Path) -> None:
    sentences = [f"Sentence number {number} says nothing at all." for number in range(30)]
    text = " ".join([*sentences, "The mayor 😀 spoke.", *sentences])
    index = make_index((Story(id="long", text=text),), tmp_path)
    reader = FirstLetters({"The mayor": (0.9, "")})

    reply = answer_question(index, reader, "what of the mayor?", Options(confidence=0.5))

    assert reply.answer is not None
    (citation,) = reply.answer.citations
    assert reply.answer.text == citation.quote == "The mayor 😀 spoke."
    assert citation.quoted.start == citation.answer.start == text.index("The mayor")


@pytest.mark.parametrize(
    ("confidence", "answers"),
    [
        pytest.param(0.0, ["The mayor asked for help.", "Six workers are missing."], id="all"),
        pytest.param(0.6, ["The mayor asked for help.", "Six workers are missing."], id="as sure"),
        pytest.param(0.61, ["The mayor asked for help."], id="surer than one"),
        pytest.param(0.91, [], id="surer than all"),
    ],
)
def test_only_what_is_sure_enough_answers(
    tmp_path: Path, confidence: float, answers: list[str]
) -> None:
    reader = FirstLetters({"Six": (0.6, ""), "The mayor": (0.9, "")})

    reply = ask(tmp_path, reader, confidence=confidence)

    given_answers = [reply.answer, *reply.others] if reply.answer else []
    assert [one.text for one in given_answers] == answers
    assert bool(reply.nearest) is not bool(answers)


def test_an_unanswered_question_gets_the_nearest_passages(tmp_path: Path) -> None:
    reply = ask(tmp_path, FirstLetters({}))

    assert reply.answer is None
    assert reply.others == ()
    assert [one.n for one in reply.nearest] == [1, 2, 3]
    assert {one.story.id for one in reply.nearest} == {"bridge", "again", "moon"}


def test_filters_narrow_the_nearest_too(tmp_path: Path) -> None:
    reply = ask(tmp_path, FirstLetters({}), filters=Filters(stories=("moon",)))

    assert [one.story.id for one in reply.nearest] == ["moon"]


@pytest.mark.parametrize(
    ("question", "message"),
    [
        pytest.param("", "The question is empty", id="empty"),
        pytest.param(" \t\n", "The question is empty", id="blank"),
        pytest.param("x" * 1001, "has 1,001 characters: ask in at most 1,000", id="too long"),
        pytest.param("what \udcff", "ask in UTF-8", id="no text"),
    ],
)
def test_what_is_no_question_is_refused(question: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        check_question(question)


@pytest.mark.parametrize(
    ("given_question", "question"),
    [("  who \n was\tshot? ", "who was shot?"), ("x" * 1000, "x" * 1000), (" ü\u3000? ", "ü ?")],
)
def test_a_question_is_one_line(given_question: str, question: str) -> None:
    assert check_question(given_question) == question


def test_no_answers_at_all_cannot_be_asked_for() -> None:
    with pytest.raises(UsageError, match="--answers must be at least 1, was: 0"):
        Options(confidence=0.5, answers=0)


# -- agreement ---------------------------------------------------------------------------------

FIRE = Story(
    id="fire",
    title="Fire on the river",
    publisher="The Harbour Post",
    published=date(2024, 3, 26),
    text="The fire on the river killed at least five workers, the mayor said.",
)
TOLL = Story(
    id="toll",
    title="Toll of the fire on the river",
    publisher="The Sky",
    published=date(2024, 3, 28),
    text="The fire on the river killed six workers, a revised count shows.",
)
COPY = replace(FIRE, id="copy", publisher="The Sea", published=date(2024, 3, 27))
CANAL = Story(
    id="canal",
    title="Ship sinks in the canal",
    published=date(2019, 1, 1),
    text="The ship and its canal pilot: nine workers drowned as moon worms shot by.",
)
KILLED = "how many workers were killed?"


class Phrases:
    """Reads given phrases wherever they stand, each as likely as it is told."""

    name = "phrases"
    least_confidence = 0.5

    def __init__(self, likely: dict[str, float]) -> None:
        self.likely = likely

    def read(self, question: str, pages: Sequence[Page]) -> tuple[Reading, ...]:
        found = [
            Reading(number, page.text.index(phrase), page.text.index(phrase) + len(phrase), sure)
            for number, page in enumerate(pages)
            for phrase, sure in self.likely.items()
            if phrase in page.text
        ]
        return tuple(sorted(found, key=lambda one: (-one.confidence, one.page, one.start)))


PHRASES = Phrases({"five workers": 0.9, "six workers": 0.8, "nine workers": 0.7})


def ask_killed(tmp_path: Path, *stories: Story, question: str = KILLED, **options: object) -> Reply:
    index = make_index(stories, tmp_path)
    chosen = {"confidence": 0.5} | options
    return answer_question(index, PHRASES, question, Options(**chosen))  # type: ignore[arg-type]


def test_an_answer_that_a_reader_cuts_short_keeps_its_hedge(tmp_path: Path) -> None:
    reply = ask_killed(tmp_path, FIRE)

    assert reply.answer is not None
    assert reply.answer.text == "at least five workers"
    assert reply.answer.citations[0].quote == FIRE.text


def test_a_copy_agrees_but_is_no_origin_of_its_own(tmp_path: Path) -> None:
    reply = ask_killed(tmp_path, FIRE, COPY)

    assert reply.answer is not None
    assert {one.story.id for one in reply.answer.citations} == {"fire", "copy"}
    assert reply.answer.origins == 1


@pytest.mark.parametrize("answers", [1, 3])
def test_stories_that_disagree_are_both_shown_however_few_answers_are_asked_for(
    tmp_path: Path, answers: int
) -> None:
    reply = ask_killed(tmp_path, FIRE, TOLL, answers=answers)

    assert [one.text for one in reply.disagreeing] == ["six workers", "at least five workers"]
    assert phrase_disagreement(reply) == (
        "Stories disagree: six workers (The Sky, 28 March 2024,"
        " an update)"
        " · at least five workers (the mayor, as reported by The Harbour Post, 26 March 2024)"
    )


def test_another_event_is_offered_after_the_likeliest(tmp_path: Path) -> None:
    reply = ask_killed(tmp_path, FIRE, CANAL)

    assert reply.answer is not None
    assert reply.answer.text == "at least five workers"
    assert [(one.text, one.relation) for one in reply.others] == [
        ("nine workers", Relation.OTHER_EVENT)
    ]
    assert reply.disagreeing == ()


def test_time_words_narrow_to_the_days_of_publication(tmp_path: Path) -> None:
    question = "how many workers were killed last week?"

    reply = ask_killed(tmp_path, FIRE, CANAL, question=question, today=date(2019, 1, 8))

    assert reply.answer is not None
    assert reply.answer.text == "nine workers"
    assert reply.asked is not None
    assert phrase_asked(reply.asked) == (
        "“last week”: stories published 31 December 2018 to 6 January 2019"
    )


def test_where_no_story_of_those_days_answers_all_are_asked_and_that_is_said(
    tmp_path: Path,
) -> None:
    question = "how many workers were killed last week?"

    reply = ask_killed(tmp_path, FIRE, question=question, today=date(2019, 1, 8))

    assert reply.answer is not None
    assert reply.asked is not None
    assert not reply.asked.answered
    assert phrase_asked(reply.asked).endswith("; none answers, so all were asked")


def test_days_set_by_the_options_go_before_time_words(tmp_path: Path) -> None:
    filters = Filters(since=date(2024, 1, 1))
    question = "how many workers were killed last week?"

    reply = ask_killed(
        tmp_path, FIRE, CANAL, question=question, today=date(2019, 1, 8), filters=filters
    )

    assert reply.asked is None
    assert reply.answer is not None
    assert reply.answer.text == "at least five workers"


# -- properties --------------------------------------------------------------------------------

words = st.one_of(st.sampled_from(WORDS), st.text(min_size=1, max_size=12))
sentences = st.builds(
    lambda parts, end: " ".join(parts) + end,
    st.lists(words, min_size=1, max_size=25),
    st.sampled_from([". ", "? ", ".\n", "\n\n", "”, he said. ", " "]),
)
texts = st.lists(sentences, min_size=1, max_size=8).map("".join).map(normalise).filter(bool)
story_texts = st.lists(texts, min_size=1, max_size=4)
questions = st.lists(words, min_size=1, max_size=8).map(" ".join).filter(str.strip)


@pytest.mark.slow
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(story_texts, questions, st.sampled_from([0.0, 0.5, 1.0]))
def test_every_citation_is_a_slice_of_its_story(
    tmp_path: Path, bodies: list[str], question: str, confidence: float
) -> None:
    stories = [
        Story(id=f"s{number}", text=body, title=" ".join(body.split()[:4]))
        for number, body in enumerate(bodies)
    ]
    index = make_index(stories, tmp_path)
    reader = SentenceReader(WordEncoder(), index.weigh_word)

    reply = answer_question(index, reader, question, Options(confidence=confidence, answers=5))
    again = answer_question(index, reader, question, Options(confidence=confidence, answers=5))

    citations = list(list_citations(reply))
    assert citations or reply.events
    for citation in citations:
        story = index.database.get_story(citation.story.id)
        assert story is not None
        assert story.text == bodies[int(story.id[1:])]
        told = read_field(story, citation.field)
        assert told[citation.quoted.start : citation.quoted.end] == citation.quote
        assert citation.answer_text in citation.quote
    assert list(list_citations(again)) == citations
    index.database.close()

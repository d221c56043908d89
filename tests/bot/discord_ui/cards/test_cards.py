"""Cards keep Discord's limits, whatever stories and people write."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.agreement import Relation
from bot.answering.citations import Citation, Credit, cite
from bot.answering.replies import Answer, Reply, Timings
from bot.desk.headlines import Headline
from bot.discord_ui.cards.answer_cards import RecordedReply, draw_answer, draw_others, list_others
from bot.discord_ui.cards.card import Button, Card, Row, Text, count_components, write_plainly
from bot.discord_ui.cards.custom_ids import Action, CustomId
from bot.discord_ui.cards.limits import CONTENT, measure
from bot.discord_ui.cards.passage_cards import draw_passage
from bot.discord_ui.cards.story_cards import cut_pages, draw_stories, draw_story
from bot.discord_ui.views import draw_layout, draw_plain
from embeddings.sentences import Span
from embeddings.stories import Story

TOKEN = "x" * 16
WORD = st.one_of(
    st.sampled_from(
        ["ship", "*_*_*", "@everyone", "https://a.b/c", "[x](y)", "1.", "#", "👩‍🚀", "z͎͗ͣ̈"]
    ),
    st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=40),
)
PROSE = st.lists(WORD, min_size=1, max_size=300).map(" ".join).filter(lambda text: text.strip())


@st.composite
def make_story(draw: st.DrawFn) -> Story:
    text = draw(PROSE).strip()
    return Story(
        id=draw(WORD),
        text=text if text.strip() else "text",
        title=draw(st.one_of(st.just(""), PROSE)),
        publisher=draw(st.one_of(st.none(), PROSE)),
        authors=tuple(draw(st.lists(WORD, max_size=30))),
        published=draw(st.one_of(st.none(), st.dates())),
        url=draw(st.one_of(st.none(), WORD.map(lambda path: f"https://example.org/{path}" * 20))),
    )


@st.composite
def make_reply(draw: st.DrawFn) -> Reply:
    stories = draw(st.lists(make_story(), min_size=1, max_size=8))
    citations = tuple(
        cite(n, story, Span(0, len(story.text))) for n, story in enumerate(stories, start=1)
    )
    relations = st.sampled_from((None, *Relation))
    answers = [
        Answer(0.5, citations[at % len(citations) :], draw(WORD), origins=1, relation=relation)
        for at, relation in enumerate([None, *draw(st.lists(relations, max_size=12))])
    ]
    nothing = draw(st.booleans())
    return Reply(
        draw(PROSE), None if nothing else answers[0], () if nothing else tuple(answers[1:]),
        citations[:3] if nothing else (), Timings(1, 1, 2),
    )  # fmt: skip


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(make_reply())
def test_every_reply_fits_into_one_message(reply: Reply) -> None:
    asked = RecordedReply(reply, TOKEN, stories=10**6, hidden=True, threads=True)

    for card in (draw_answer(asked), draw_others(reply.question, list_others(reply))):
        draw_layout(card)
        content, _ = draw_plain(card)
        assert count_components(card) <= 40
        assert 0 < measure(content) <= CONTENT


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(make_story(), st.integers(0, 10**5))
def test_every_story_and_passage_fits_into_one_message(story: Story, page: int) -> None:
    citation = cite(1, story, Span(0, len(story.text)), Span(0, 1))
    cards = (
        draw_story(story, page=page, record=TOKEN),
        draw_stories([Headline.of(story)] * 12, page=page),
        draw_passage(citation, story.text, story.text),
    )

    for card in cards:
        draw_layout(card)
        assert 0 < measure(draw_plain(card)[0]) <= CONTENT


def test_a_passage_says_whose_its_answer_is() -> None:
    story = Story(id="a", text="Six are missing, Ann Lee said.", publisher="The *Week*")
    credit = Credit("Ann Lee", "said", "", named=True, place=Span(17, 24))
    whole = Span(0, len(story.text))
    own, told = Citation(1, story, story.text, whole, Span(0, 15)), Citation(
        1, story, story.text, whole, Span(0, 15), (credit,)
    )  # fmt: skip

    assert "as reported by" not in draw_plain(draw_passage(own, "", ""))[0]
    assert "-# Ann Lee, as reported by The \\*Week\\*" in draw_plain(draw_passage(told, "", ""))[0]


def test_pages_hold_the_whole_story() -> None:
    lines = [f"Line {number} is here. It has two sentences." for number in range(200)]

    pages = cut_pages("\n".join(lines))

    assert len(pages) > 4
    assert "\n".join(pages).split("\n") == lines


def test_a_card_beyond_a_limit_is_never_made() -> None:
    button = Button("press", CustomId(Action.GOOD))
    sections = tuple(Text("a", Button("p", CustomId(Action.PASSAGE, TOKEN, n))) for n in range(14))
    for make, said in (
        (lambda: Card((Text("a" * 4001),)), "1 to 4000 characters"),
        (lambda: Card(sections), "at most 40 components"),
        (lambda: Card((Text("a", button),), rows=(Row((button,)),)), "buttons must differ"),
        (lambda: Button("a" * 81, CustomId(Action.GOOD)), "1 to 80 characters"),
        (lambda: Row(()), "1 to 5 buttons"),
        (lambda: Text(" "), "must not be empty"),
    ):  # fmt: skip
        with pytest.raises(ValueError, match=said):
            make()


def test_a_plain_message_leaves_out_whole_texts_but_keeps_the_small_print() -> None:
    card = Card((Text("a" * 1500), Text("b" * 600), Text("-# small")))

    assert write_plainly(card) == f"{'a' * 1500}\n\n…\n\n-# small"

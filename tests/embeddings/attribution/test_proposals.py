"""Which readings a cue allows: whose words they may be, whatever their weights."""

import pytest

from embeddings.attribution.phrases import find_antecedent
from embeddings.attribution.proposals import propose
from embeddings.attribution.statements import Statement, make_statements
from embeddings.sentences import split_sentences


def read(text: str) -> Statement:
    return make_statements(text, split_sentences(text))[0]


def list_sources(text: str, cue: str) -> set[str]:
    """Return the sources of every reading of a cue, as they stand."""
    statement = read(text)
    at = next(n for n, token in enumerate(statement.tokens) if token.text == cue)
    tokens = statement.tokens
    return {
        text[tokens[one.source[0]].start : tokens[one.source[1] - 1].end]
        for one in propose(statement, at)
    }


@pytest.mark.parametrize(
    ("text", "cue", "source"),
    [
        ("At a hall in Salem, Maine, Ann Lee went after Kim, calling him rude.", "calling",
         "Ann Lee"),
        ("The quarrel began after the builder left the race, saying it was lost.", "saying",
         "the builder"),
        ("Two ministers met for an hour, saying the talks went well.", "saying", "Two ministers"),
        ("Delegates inside the hall in Salem have shouted that it is late.", "shouted",
         "Delegates"),
        ("Everyone I met complained that the river rose.", "complained", "Everyone"),
        ("Ann Lee and Bo Kim both stressed that it rose.", "stressed", "Ann Lee and Bo Kim"),
        ("Hurt by the flood, the ministry moved, promising new rules.", "promising",
         "the ministry"),
        ("About 4 in 10 say that the river is clean.", "say", "4 in 10"),
    ],
)  # fmt: skip
def test_a_cue_may_have_its_source_away_from_it(text: str, cue: str, source: str) -> None:
    assert source in list_sources(text, cue)


@pytest.mark.parametrize(
    ("text", "cue", "none"),
    [
        ("The crowd cheered loudly, calling for more.", "calling", "The crowd cheered"),
        ("The mayor made a claim that nobody was hurt.", "claim", "a"),
        ("About 4 in the hall say that the river is clean.", "say", "4"),
    ],
)
def test_a_verb_an_article_and_a_bare_figure_belong_to_no_source(
    text: str, cue: str, none: str
) -> None:
    assert none not in list_sources(text, cue)


@pytest.mark.parametrize(
    ("text", "set_off"),
    [
        ("In Salem, Ann Lee said, “We saw the water rise.”", False),
        ("But, Ann Lee said, the water rose.", False),
        ("The water rose, Ann Lee said, and trains stopped.", True),
        ("“We saw the water,” Ann Lee said, “and it rose.”", True),
    ],
)
def test_only_words_that_say_something_are_set_off_by_a_remark(text: str, set_off: bool) -> None:
    statement = read(text)
    at = next(n for n, token in enumerate(statement.tokens) if token.text == "said")

    assert any(one.set_off for one in propose(statement, at)) == set_off


@pytest.mark.parametrize(
    ("text", "pronoun", "meant"),
    [
        ("She met the surgeon who said so.", "who", "the surgeon"),
        ("Ann Lee, who said so, left.", "who", "Ann Lee"),
        ("That shows it.", "That", "That"),
    ],
)
def test_a_relative_pronoun_stands_for_what_is_before_it(
    text: str, pronoun: str, meant: str
) -> None:
    statement = read(text)
    at = next(n for n, token in enumerate(statement.tokens) if token.text == pronoun)

    first, end = find_antecedent(statement, (at, at + 1))

    assert text[statement.tokens[first].start : statement.tokens[end - 1].end] == meant

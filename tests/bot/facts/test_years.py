"""To which year a sentence belongs: a goal of an old story is not what was so in that year."""

from datetime import date

import pytest

from bot.facts.years import find_years, fits_year


@pytest.mark.parametrize(
    ("sentence", "published", "fits"),
    [
        ("Corland raises its wage in a step toward $12 by 2023.", date(2019, 12, 23), False),
        ("Corland raises its wage by 2023.", date(2022, 12, 23), True),
        ("The cup of 2023 will be held in Corland.", date(2019, 12, 23), True),
        ("Corland raises its wage by 2023.", None, True),
        ("Corland raises its wage.", date(2019, 12, 23), False),
        ("Corland raises its wage.", date(2022, 12, 23), True),
    ],
)
def test_a_sentence_of_the_year_asked_for(
    sentence: str, published: date | None, *, fits: bool
) -> None:
    assert fits_year("which states raised the wage in 2023", sentence, published) == fits


@pytest.mark.parametrize(
    ("headline", "fits"),
    [("Globes 2024 live: who won", False), ("Globes 2023: the winners", True), ("Globes", True)],
)
def test_a_headline_tells_the_year_of_a_sentence_without_one(headline: str, fits: bool) -> None:
    sentence, published = "Anna Berg won best drama.", date(2024, 1, 8)

    assert fits_year("who won best drama in 2023", sentence, published, headline) == fits


@pytest.mark.parametrize(
    ("text", "years"),
    [("In the frost of 1987, 12 people died.", {1987}), ("It cost 2000,50 or 1900%.", set())],
)
def test_a_comma_ends_a_year_unless_a_figure_goes_on(text: str, years: set[int]) -> None:
    assert find_years(text) == years

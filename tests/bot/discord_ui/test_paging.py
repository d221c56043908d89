"""The pages of a list keep its heading, what was typed, and one order of passages."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from discord_stage import Stage, list_labels, open_stage, read_texts
from tiny_index import build_tiny_index

from bot.discord_ui.bot import BylineBot

MakeBot = Callable[..., BylineBot]
QUESTION = "how many ships waited?"
LONG = f"how many ships waited {'in the canal by the river ' * 37}?"


@pytest.fixture
def harbour(tiny_stories: Path, tiny_index: Path) -> Path:
    """The three small stories and a dozen of ships, with their index."""
    for number in range(12):
        text = f"Ship {number:02} came in\n\nShip {number:02} came in by the river and waited."
        (tiny_stories / f"ship-{number:02}.txt").write_text(text, encoding="utf-8")
    build_tiny_index(tiny_stories, tiny_index)
    return tiny_stories


async def turn_all(stage: Stage, message: Any) -> list[str]:
    """Return the texts of every page of a list, by turning to the last."""
    pages = [read_texts(message)]
    while (ahead := list_labels(message)[-1]) and _number(ahead)[0] < _number(ahead)[1]:
        await stage.member.click(message, label=ahead)
        pages.append(read_texts(message))
    return pages


def _number(label: str) -> tuple[int, int]:
    here, _, pages = label.removesuffix(" ▶").partition(" of ")
    return int(here), int(pages)


def list_numbered(pages: list[str]) -> list[tuple[int, str]]:
    """Return the number and headline of every hit."""
    found = re.findall(r"^\*\*(\d+)\.\*\* \*\*(.*)\*\*$", "\n".join(pages), re.MULTILINE)
    return [(int(number), headline) for number, headline in found]


@pytest.mark.usefixtures("harbour")
async def test_more_like_this_keeps_its_heading_and_leaves_out_what_was_cited(
    make_bot: MakeBot,
) -> None:
    async with open_stage(make_bot()) as stage:
        answer = await stage.member.slash(stage.channel, "ask", question=QUESTION)
        (cited,) = re.findall(r"^\*\*\[1\]\*\* \*\*(.*)\*\*$", read_texts(answer.response), re.M)
        more = await stage.member.click(answer.response, label="More like this")
        pages = await turn_all(stage, more.response)
        for _ in pages[1:]:
            await stage.member.click(more.response, label="◀")
        back = read_texts(more.response)

    hits = list_numbered(pages)
    assert len(pages) > 2
    assert {page.split("\n")[0] for page in pages} == {f"**More like this: {QUESTION}**"}
    assert [number for number, _ in hits] == list(range(1, len(hits) + 1))
    assert len({headline for _, headline in hits}) == len(hits)
    assert cited not in {headline for _, headline in hits}
    assert not any("understood as" in page for page in pages)
    assert back == pages[0]


@pytest.mark.usefixtures("harbour")
async def test_a_mended_search_says_so_on_every_page(make_bot: MakeBot) -> None:
    async with open_stage(make_bot()) as stage:
        found = await stage.member.slash(stage.channel, "search", words="shipp rivver")
        pages = await turn_all(stage, found.response)
        await stage.env.restart_bot(make_bot())
        await stage.member.click(found.response, label="◀")
        before_last = read_texts(found.response)

    assert len(pages) > 2
    assert {tuple(page.split("\n")[:2]) for page in pages} == {
        ("**shipp rivver**", "-# understood as: ship river")
    }
    assert [number for number, _ in list_numbered(pages)] == list(
        range(1, len(list_numbered(pages)) + 1)
    )
    assert before_last == pages[-2]


@pytest.mark.usefixtures("harbour")
async def test_a_search_that_is_spelt_right_says_nothing_of_it_on_any_page(
    make_bot: MakeBot,
) -> None:
    async with open_stage(make_bot()) as stage:
        found = await stage.member.slash(stage.channel, "search", words="Ship  river")
        pages = await turn_all(stage, found.response)

    assert {page.split("\n")[0] for page in pages} == {"**Ship river**"}
    assert not any("understood as" in page for page in pages)


@pytest.mark.usefixtures("harbour")
async def test_more_like_the_longest_question_can_be_turned(make_bot: MakeBot) -> None:
    async with open_stage(make_bot()) as stage:
        answer = await stage.member.slash(stage.channel, "ask", question=LONG)
        more = await stage.member.click(answer.response, label="More like this")
        pages = await turn_all(stage, more.response)

    assert 950 < len(LONG) <= 1000
    assert len(pages) > 1
    assert len({page.split("\n")[0] for page in pages}) == 1
    assert pages[0].startswith("**More like this: how many ships waited in the canal")

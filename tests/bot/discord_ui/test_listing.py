"""The list of stories, narrowed by publisher and day, and its pages."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from discord_stage import list_labels, open_stage, read_texts
from tiny_index import build_tiny_index

from bot.discord_ui.bot import BylineBot

MakeBot = Callable[..., BylineBot]


def list_titles(text: str) -> list[str]:
    """Return the headlines of a page."""
    return [line.strip("*") for line in text.split("\n")[1:] if line.startswith("**")]


@pytest.mark.parametrize(
    ("options", "heading", "titles"),
    [
        ({"publisher": "the sky"}, ["**1 story**, the newest first", "-# of the sky"],
         ["Probe lands on the moon"]),
        ({"since": "2023-08-24"}, ["**1 story**, the newest first", "-# since 24 August 2023"],
         ["Bridge falls into the river"]),
        ({"since": "2023-08-23", "until": "26 March 2024"},
         ["**2 stories**, the newest first", "-# since 23 August 2023, until 26 March 2024"],
         ["Bridge falls into the river", "Probe lands on the moon"]),
        ({"publisher": "The Sky", "until": "2023-08-22"},
         ["**None.**", "-# of The Sky, until 22 August 2023"], []),
        ({"publisher": "*@everyone*"}, ["**None.**", "-# of \\*@\u200beveryone\\*"], []),
    ],
    ids=["publisher", "since", "both days", "none", "markup"],
)  # fmt: skip
async def test_the_list_is_narrowed(
    make_bot: MakeBot, options: dict[str, str], heading: list[str], titles: list[str]
) -> None:
    async with open_stage(make_bot()) as stage:
        listed = await stage.member.slash(stage.channel, "stories", **options)

    text = read_texts(listed.response)
    assert listed.response.ephemeral
    assert text.split("\n")[:2] == heading
    assert list_titles(text) == titles


async def test_a_day_that_is_none_is_refused_and_publishers_are_offered(make_bot: MakeBot) -> None:
    async with open_stage(make_bot()) as stage:
        odd = await stage.member.slash(stage.channel, "stories", until="some day")
        offered = await stage.member.autocomplete(stage.channel, "stories", "publisher", "harb")

    assert read_texts(odd.response).startswith("until must be a day, such as 2024-03-26")
    assert [one["name"] for one in offered] == ["The Harbour Post"]


async def test_what_a_list_was_narrowed_to_is_exported(make_bot: MakeBot) -> None:
    bot = make_bot()
    async with open_stage(bot) as stage:
        await stage.member.slash(stage.channel, "stories", publisher="Sky", since="2023-08-23")
        await stage.member.slash(stage.channel, "stories")
    (kept,) = bot.desk.store.export()

    assert json.loads(json.dumps(kept))["filters"] == {"since": "2023-08-23", "publisher": "Sky"}


async def test_the_pages_stay_narrowed_also_after_a_restart(
    make_bot: MakeBot, tiny_stories: Path, tiny_index: Path
) -> None:
    for number in range(23):
        publisher = "The Sky" if number % 2 else "The Harbour Post"
        head = f"title: Ship {number:02}\npublisher: {publisher}\npublished: 2024-01-01"
        (tiny_stories / f"s{number:02}.md").write_text(f"---\n{head}\n---\nA ship.\n", "utf-8")
    build_tiny_index(tiny_stories, tiny_index)
    async with open_stage(make_bot()) as stage:
        listed = await stage.member.slash(stage.channel, "stories", publisher="Sky")
        pages = [read_texts(listed.response)]
        await stage.env.restart_bot(make_bot())
        await stage.member.click(listed.response, label=list_labels(listed.response)[1])
        pages.append(read_texts(listed.response))
        labels = list_labels(listed.response)

    assert {tuple(page.split("\n")[:2]) for page in pages} == {
        ("**12 stories**, the newest first", "-# of Sky")
    }
    assert labels == ["◀", "2 of 2 ▶"]
    assert sum(len(list_titles(page)) for page in pages) == 12
    assert "The Harbour Post" not in "".join(pages)

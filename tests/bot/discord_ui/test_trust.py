"""Who may do what, where: one rule for commands, buttons, forms, menus and suggestions."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import discord
import pytest
from discord_stage import (
    SERVER,
    Stage,
    find_id,
    forging_id,
    installed_for_themselves,
    list_labels,
    open_stage,
    post,
    read_texts,
    token_of,
)
from tiny_index import build_tiny_index

from bot.desk.access import NOT_ADMIN
from bot.discord_ui.bot import BylineBot
from bot.discord_ui.cards.card import Button, Card, Row, Text
from bot.discord_ui.cards.custom_ids import Action, CustomId
from bot.discord_ui.cards.index_cards import draw_offer
from embeddings.index.open_index import FolderChanges

MakeBot = Callable[..., BylineBot]
QUESTION = "how many workers were missing after the bridge fell?"
POWERS = (
    Action.REBUILD, Action.UPDATE, Action.STOP, Action.ROLLBACK, Action.SWITCH, Action.VERIFY,
    Action.FEEDBACK,
)  # fmt: skip
ELSEWHERE = 888888888888888888
REFUSALS = {
    NOT_ADMIN,
    "I do not answer direct messages.",
    "I do not answer on this server.",
    "I answer only where a server has invited me.",
}


def make_powers() -> Card:
    """Every button that changes something or shows what is not for all, though none was drawn."""
    rows = [POWERS[:5], POWERS[5:]]
    return Card(
        (Text("buttons"),),
        rows=tuple(
            Row(tuple(Button(one, CustomId(one, "", 1)) if one in {Action.ROLLBACK, Action.SWITCH}
                      else Button(one, CustomId(one)) for one in row))
            for row in rows
        ),
    )  # fmt: skip


def open_foreign_server(stage: Stage) -> tuple[Any, Any]:
    """Add a server that somebody else owns, with its administrator."""
    guild = stage.env.create_guild("Elsewhere", id=ELSEWHERE)
    channel = guild.create_text_channel("general")
    role = guild.create_role("admins", permissions=discord.Permissions(administrator=True))
    return guild.add_member(stage.env.create_user("eve"), roles=[role]), channel


async def press_all(actor: Any, message: discord.Message) -> list[str]:
    """Press every button and return what each was answered with."""
    said = []
    for action in POWERS:
        n = 1 if action in {Action.ROLLBACK, Action.SWITCH} else 0
        pressed = await actor.click(message, custom_id=str(CustomId(action, "", n)))
        said.append(read_texts(pressed.followups[0] if pressed.followups else pressed.response))
    return said


@pytest.mark.slow
@pytest.mark.parametrize(
    "settings",
    [{}, {"DISCORD_ALLOWED_SERVERS": f"{SERVER}"}, {"DISCORD_HOME_SERVERS": ""}],
    ids=["open", "one server", "no home"],
)
async def test_presses_of_those_who_may_not_change_nothing(
    make_bot: MakeBot, tiny_stories: Path, tiny_index: Path, settings: dict[str, str]
) -> None:
    (tiny_stories / "worms.txt").write_text("Worms\n\nThe worms are back.", encoding="utf-8")
    build_tiny_index(tiny_stories, tiny_index)
    bot = make_bot(BYLINE_QUESTIONS_PER_MINUTE="100", **settings)
    async with open_stage(bot) as stage:
        stranger, elsewhere = open_foreign_server(stage)
        foreign = await post(stage, make_powers(), elsewhere)
        home = await post(stage, make_powers())
        said = await press_all(stranger, foreign)
        said += await press_all(stage.member, home)
        with installed_for_themselves(stage, stranger.id):
            said += await press_all(stranger, foreign)
        if "DISCORD_HOME_SERVERS" in settings:
            said += await press_all(stage.admin, home)
        status = await stranger.slash(elsewhere, "index-status")

    assert len(said) >= 20
    assert set(said) <= REFUSALS
    assert list_labels(status.response) == []
    assert bot.desk.collections[0].manifest.generation == "g0002"
    assert bot.desk.builds == {}


async def test_a_stranger_with_a_user_install_is_shown_no_button(make_bot: MakeBot) -> None:
    async with open_stage(make_bot()) as stage:
        stranger, elsewhere = open_foreign_server(stage)
        with installed_for_themselves(stage, stranger.id):
            status = await stranger.slash(elsewhere, "index-status")

    assert list_labels(status.response) == []
    assert "Generation" not in read_texts(status.response)


async def test_an_administrator_of_home_may_not_by_a_user_install(make_bot: MakeBot) -> None:
    async with open_stage(make_bot()) as stage:
        with installed_for_themselves(stage, stage.admin.id):
            status = await stage.admin.slash(stage.channel, "index-status")

    assert list_labels(status.response) == []


@pytest.mark.parametrize("by", ["owner", "person", "role", "home"])
async def test_those_who_may_are_shown_the_buttons(make_bot: MakeBot, by: str) -> None:
    bot = make_bot(DISCORD_HOME_SERVERS=str(SERVER) if by == "home" else "")
    async with open_stage(bot) as stage:
        role = stage.guild.create_role("desk")
        actor = stage.guild.add_member(stage.env.create_user("dan"), roles=[role])
        if by == "owner":
            bot.desk.access.owners = frozenset({actor.id})
        elif by == "home":
            actor = stage.admin
        else:
            name = "admins" if by == "person" else "admin_roles"
            number = actor.id if by == "person" else role.id
            object.__setattr__(bot.desk.settings.discord, name, frozenset({number}))
        status = await actor.slash(stage.channel, "index-status")

    assert "Rebuild" in list_labels(status.response)


async def test_the_owners_of_the_application_are_asked_of_discord(make_bot: MakeBot) -> None:
    bot = make_bot()
    async with open_stage(bot) as stage:
        owners = bot.desk.access.owners
        itself = stage.env.backend.bot_user.id

    assert owners == {itself}


async def test_a_server_with_stories_of_its_own_is_looked_after_by_its_administrators(
    make_bot: MakeBot, tmp_path: Path, tiny_stories: Path
) -> None:
    build_tiny_index(tiny_stories, tmp_path / "own-index")
    servers = tmp_path / "servers.toml"
    servers.write_text(f'[{ELSEWHERE}]\nstories = "stories"\nindex = "own-index"\n')
    bot = make_bot(BYLINE_SERVERS=str(servers), DISCORD_HOME_SERVERS="")
    async with open_stage(bot) as stage:
        chief, elsewhere = open_foreign_server(stage)
        status = await chief.slash(elsewhere, "index-status")
        changes = FolderChanges(1, 0, 0)
        shared = await post(stage, draw_offer(changes, 0), elsewhere)
        refused = await chief.click(shared, label="Rebuild")

    assert "Rebuild" in list_labels(status.response)
    assert read_texts(refused.response) == NOT_ADMIN


OUTSIDE = {"DISCORD_ALLOWED_SERVERS": "999999999999999999"}


async def test_allowed_servers_bind_suggestions_menus_buttons_and_forms(
    make_bot: MakeBot,
) -> None:
    async with open_stage(make_bot()) as stage:
        answer = await stage.member.slash(stage.channel, "ask", question=QUESTION)
        form = await stage.member.click(answer.response, label="Ask a follow-up")
        claim = await stage.admin.send(stage.channel, "A bridge fell.")
        await stage.env.restart_bot(make_bot(**OUTSIDE))
        offered = await stage.member.autocomplete(
            stage.channel, "ask", "story", "", question="what?"
        )
        replies = [
            await stage.member.slash(stage.channel, "ask", question=QUESTION),
            await stage.member.slash(stage.channel, "story", story="moon"),
            await stage.member.context_menu(stage.channel, "Check this claim", claim),
            await stage.member.click(answer.response, label="[1]"),
            await stage.member.submit_modal(form, {"text": "and when?"}),
        ]

    assert offered == []
    assert {read_texts(one.response) for one in replies} == {"I do not answer on this server."}


async def test_direct_messages_are_off_where_servers_are_named_unless_allowed(
    make_bot: MakeBot,
) -> None:
    async with open_stage(make_bot(DISCORD_ALLOWED_SERVERS=str(SERVER))) as stage:
        registered = [one["contexts"] for one in stage.env.backend.commands[None].values()]
    assert all(contexts == [0] for contexts in registered)

    for allowed, answered in (("", False), ("0", False), ("1", True)):
        bot = make_bot(DISCORD_ALLOWED_SERVERS=str(SERVER), DISCORD_DIRECT_MESSAGES=allowed)
        async with open_stage(bot) as stage:
            for command in stage.env.backend.commands[None].values():
                command["contexts"] = [0, 1, 2]  # an old client, or a server that knows no better
            carl = stage.env.create_user("carl")
            asked = await carl.slash("ask", question="what fell?")
            shown = await carl.slash("story", story="moon")
        said = [read_texts(one.response) for one in (asked, shown)]
        assert (said == ["I do not answer direct messages."] * 2) != answered


async def test_a_user_install_is_answered_where_nothing_forbids_it(make_bot: MakeBot) -> None:
    for settings, answered in (
        ({}, True),
        ({"DISCORD_USER_INSTALLS": "0"}, False),
        ({"DISCORD_ALLOWED_SERVERS": f"{SERVER} {ELSEWHERE}"}, False),
    ):
        async with open_stage(make_bot(**settings)) as stage:
            stranger, elsewhere = open_foreign_server(stage)
            with installed_for_themselves(stage, stranger.id):
                reply = await stranger.slash(elsewhere, "ask", question="what fell?")
        said = read_texts(reply.response)
        assert ("A bridge fell" in said) == answered


async def test_a_form_of_another_server_or_person_is_refused(make_bot: MakeBot) -> None:
    bot = make_bot()
    async with open_stage(bot) as stage:
        stranger, elsewhere = open_foreign_server(stage)
        asked = await stage.member.slash(stage.channel, "ask", question=QUESTION, private=True)
        token = token_of(asked.response)
        own = await stage.admin.slash(stage.channel, "ask", question=QUESTION)
        far = await stranger.slash(elsewhere, "ask", question=QUESTION)
        said = []
        for actor, place in ((stage.admin, own.response), (stranger, far.response)):
            for label, action in (("follow", "follow"), ("bad", "bad")):
                form = await actor.click(place, custom_id=find_id(place, label))
                with forging_id(stage, f"by1:{action}:{token}:0"):
                    forged = await actor.submit_modal(form, {"text": "why?"})
                said.append(read_texts(forged.response))
        feedback = bot.desk.store.list_feedback(limit=9)

    assert set(said) == {"That question is not kept any more: please ask it again."}
    assert [one.question for one in feedback if one.comments] == []


async def test_direct_messages_of_one_person_are_not_those_of_another(make_bot: MakeBot) -> None:
    bot = make_bot()
    async with open_stage(bot) as stage:
        carl, dora = stage.env.create_user("carl"), stage.env.create_user("dora")
        first = await carl.slash("ask", question=QUESTION)
        second = await dora.slash("ask", question=QUESTION)
        form = await dora.click(second.response, label="Ask a follow-up")
        with forging_id(stage, f"by1:follow:{token_of(first.response)}:0"):
            forged = await dora.submit_modal(form, {"text": "why?"})

    assert read_texts(forged.response).startswith("That question is not kept any more")


async def test_ids_that_could_be_counted_up_mean_nothing(make_bot: MakeBot) -> None:
    async with open_stage(make_bot()) as stage:
        answer = await stage.member.slash(stage.channel, "ask", question=QUESTION)
        form = await stage.member.click(answer.response, label="Ask a follow-up")
        with forging_id(stage, "by1:follow:1:0"):
            forged = await stage.member.submit_modal(form, {"text": "why?"})

    assert read_texts(forged.response) == "That is not known any more: please ask again with /ask."


async def test_direct_messages_and_own_installs_are_off_where_channels_are_named(
    make_bot: MakeBot,
) -> None:
    named = {"DISCORD_ALLOWED_CHANNELS": "777777777777777777"}
    for more, answered in (({}, False), ({"DISCORD_DIRECT_MESSAGES": "1"}, True)):
        async with open_stage(make_bot(**named, **more)) as stage:
            for command in stage.env.backend.commands[None].values():
                command["contexts"] = [0, 1, 2]
            asked = await stage.env.create_user("carl").slash("ask", question=QUESTION)
        assert (read_texts(asked.response) == "I do not answer direct messages.") != answered
    assert not make_bot(**named).desk.settings.discord.allows_user_installs

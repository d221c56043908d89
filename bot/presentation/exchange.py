"""How a question of a conversation was understood, for people and for programs.

Promise: nothing is said where nothing was filled in, kept to or put right.
"""

from bot.conversation import Exchange, Understood
from bot.presentation.answer_json import Json, describe_refusal, describe_reply
from bot.presentation.wording import phrase_mended
from embeddings.index import Manifest


def phrase_understood(understood: Understood) -> str:
    """Return "understood as: … · in “headline”"; empty for a new subject that is spelt right."""
    if not (understood.follow_up or understood.mended):
        return ""
    where = f" · in “{understood.headline}”" if understood.headline else ""
    return f"{phrase_mended(understood.question)}{where}"


def phrase_about(understood: Understood) -> str:
    """Return "about: “headline”" for a follow-up, "understood as: …" for a question that was
    misspelt; empty for a new subject that is spelt right."""
    if understood.follow_up:
        return (
            f"about: {f'“{understood.headline}”' if understood.headline else understood.question}"
        )
    return phrase_mended(understood.question) if understood.mended else ""


def describe_exchange(question: str, exchange: Exchange, manifest: Manifest) -> Json:
    """Return ``byline.answer/1`` for the question as it was typed, with what was understood."""
    return describe_reply(exchange.reply, manifest) | {
        "question": question,
        "understood": describe_understood(exchange.understood),
    }


def describe_refused_exchange(question: str, reason: str, manifest: Manifest) -> Json:
    """Return ``byline.answer/1`` for what cannot be asked, understood as it was typed."""
    understood = describe_understood(Understood(question))
    return describe_refusal(question, reason, manifest) | {"understood": understood}


def describe_understood(understood: Understood) -> Json:
    """Return what was asked instead of a question, and of which stories first."""
    return {
        "question": understood.question,
        "stories": list(understood.stories),
        "follow_up": understood.follow_up,
    }

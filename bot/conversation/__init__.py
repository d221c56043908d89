"""Follow-ups: what a question leaves unsaid, from the answer before it."""

from bot.conversation.conversing import Exchange, converse
from bot.conversation.turn import Turn
from bot.conversation.understanding import Understood, understand

__all__ = ["Exchange", "Turn", "Understood", "converse", "understand"]

"""The names and descriptions of commands in other languages than English.

A further language is a further dictionary here: command names must keep Discord's rules (lower
case, no blanks, at most 32 characters).
"""

from discord import Locale, app_commands

_GERMAN = {
    "ask": "fragen",
    "Answer a question from the stories, with its source.":
        "Beantwortet eine Frage aus den Artikeln, mit Quelle.",
    "question": "frage",
    "What you want to know.": "Was möchtest du wissen?",
    "story": "artikel",
    "Only from this story.": "Nur aus diesem Artikel.",
    "private": "privat",
    "Show the answer to you alone.": "Zeigt die Antwort nur dir.",
    "search": "suchen",
    "Find passages in the stories.": "Findet Stellen in den Artikeln.",
    "words": "wörter",
    "What to look for.": "Wonach gesucht wird.",
    "stories": "artikelliste",
    "List the stories.": "Listet die Artikel auf.",
    "Show the text of a story.": "Zeigt den Text eines Artikels.",
    "The story.": "Der Artikel.",
    "help": "hilfe",
    "Say what can be asked, and how.": "Erklärt, was man wie fragen kann.",
    "index-status": "index-stand",
    "Say what the index holds and how old it is.": "Zeigt, was im Index steht und wie alt er ist.",
    "rebuild-index": "index-neu-bauen",
    "Build a fresh index of the stories.": "Baut den Index der Artikel neu.",
    "feedback": "rückmeldungen",
    "List what people thought of the answers.": "Listet auf, was von den Antworten gehalten wurde.",
    "Check this claim": "Behauptung prüfen",
}  # fmt: skip
LANGUAGES = {Locale.german: _GERMAN}


class CommandTranslator(app_commands.Translator):
    """Looks words up; what is not there stays English."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """Return the translation, or ``None`` where there is none."""
        return LANGUAGES.get(locale, {}).get(string.message)

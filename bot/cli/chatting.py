"""``byline chat``."""

import contextlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from bot.answering.answers import check_answers
from bot.answering.replies import Reply
from bot.cli.asking import parse_narrowing
from bot.cli.context import Context, Narrowing
from bot.cli.opening import open_newsroom
from bot.newsroom import Conversation, Newsroom
from bot.presentation.counting import count
from bot.presentation.exchange import describe_refused_exchange, phrase_understood
from bot.presentation.quoting import quote_name
from bot.presentation.terminal import draw_exchange, draw_refusal, draw_sources
from embeddings.errors import StoriesError, UsageError

_PROMPT = "> "
_HELP = """\
A question, or a follow-up: "and where was he hit?", "by whom?", "what about the ship?"
/reset      forget what was said: the next question is a new subject
/story ID   ask this story alone; /story without an ID, all again
/sources    the last answer's sources in full
/quit       leave, as Ctrl-D does"""


@dataclass(slots=True)
class _Chat:
    """A conversation at a terminal, and what it has come to."""

    context: Context
    newsroom: Newsroom
    conversation: Conversation
    as_json: bool
    pinned: tuple[str, ...] | None = None
    last: Reply | None = None
    all_answered: bool = True

    def take(self, line: str) -> bool:
        """Do what one line says, and say whether to go on."""
        name, _, rest = line.partition(" ")
        commands = {
            "/help": self.help, "/reset": self.reset, "/story": self.pin,
            "/sources": self.show_sources,
        }  # fmt: skip
        if name in {"/quit", "/exit"}:
            return False
        if name in commands:
            commands[name](rest.strip())
        elif name.startswith("/"):
            self.context.output.note(f"No command {name}: /help lists them.")
        else:
            self.ask(line)
        return True

    def ask(self, line: str) -> None:
        """Answer one line, or say why it is no question."""
        output = self.context.output
        self._echo(line)
        try:
            exchanged = self.conversation.ask(line, stories=self.pinned)
        except UsageError as reason:
            self.all_answered = False
            self._refuse(line, str(reason))
            return
        exchange = exchanged.exchange
        self.last = exchange.reply
        self.all_answered &= exchange.reply.answer is not None
        if self.as_json:
            output.write_json(exchanged.to_json())
        else:
            output.write(draw_exchange(exchange.reply, phrase_understood(exchange.understood)))

    def _echo(self, line: str) -> None:
        """Show what is answered below where nobody has typed it here."""
        if not self.as_json and not sys.stdin.isatty():
            self.context.output.write(f"{_PROMPT}{line}")

    def _refuse(self, line: str, reason: str) -> None:
        if self.as_json:
            refused = describe_refused_exchange(line, reason, self.newsroom.manifest)
            self.context.output.write_json(refused)
        else:
            self.context.output.write(draw_refusal("", reason))

    def reset(self, _: str) -> None:
        """Begin anew."""
        self.conversation.reset()
        self.last = None
        self.context.output.note("A new subject.")

    def pin(self, story_id: str) -> None:
        """Ask one story alone, or all again."""
        if not story_id:
            self.pinned = None
            self.context.output.note("Asking all stories again.")
            return
        try:
            story = self.newsroom.find_story(story_id)
        except StoriesError as reason:
            self.context.output.note(str(reason))
            return
        self.pinned = (story.id,)
        self.context.output.note(f"Asking “{story.title or quote_name(story.id)}” alone.")

    def show_sources(self, _: str) -> None:
        """Print the last citations in full."""
        if self.as_json:
            self.context.output.note("With --json, every answer holds its sources.")
        elif self.last is None:
            self.context.output.note("Nothing was asked yet.")
        else:
            self._echo("/sources")
            self.context.output.write(draw_sources(self.last))

    def help(self, _: str) -> None:
        """Say what can be typed."""
        self.context.output.note(_HELP)


def run_chat(context: Context, narrowing: Narrowing, *, answers: int, as_json: bool) -> int:
    """Answer line after line until the input ends; 1 if any stays unanswered."""
    filters = parse_narrowing(narrowing)
    check_answers(answers)
    newsroom = open_newsroom(context)
    try:
        for story_id in filters.stories:
            newsroom.find_story(story_id)
    except StoriesError as error:
        raise UsageError(str(error)) from error
    conversation = newsroom.converse(answers=answers, filters=filters)
    chat = _Chat(context, newsroom, conversation, as_json)
    if sys.stdin.isatty():
        stories = count(newsroom.manifest.stories, "story")
        context.output.note(f"Ask about {stories}; /help says what else can be typed.")
    for line in _read_lines(context):
        if not chat.take(line):
            break
    return 0 if chat.all_answered else 1


def _read_lines(context: Context) -> Iterator[str]:
    """Return what is typed, with editing and history on a terminal, without blank lines."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        with contextlib.suppress(ImportError):  # Windows' own console edits lines
            import readline  # noqa: F401 - input() takes it up
        lines = _prompt(context)
    else:
        lines = iter(sys.stdin)
    for line in lines:
        if stripped := line.strip():
            yield stripped


def _prompt(context: Context) -> Iterator[str]:
    while True:
        try:
            line = input(_PROMPT)
        except (EOFError, KeyboardInterrupt) as end:
            context.output.note("")  # what comes next begins a line of its own
            if isinstance(end, KeyboardInterrupt):
                raise
            return
        yield line

"""A reader that asks a language model behind a server of the OpenAI protocol, such as Ollama's.

The model is asked to copy the words that answer and to name their passage. Nothing that it says
is shown unless it is a slice of that passage; how sure it says it is goes through the same curve
as any other reader's sureness.

Promise: a reading is a slice of its page within one sentence; a server that is down, slow or of
another kind ends the reading with one line that says so.
"""

import http.client
import json
import math
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass

from bot.facts.question_kinds import find_kind, find_values
from bot.reading.evidence import WordWeight
from bot.reading.reader import SERVED, Page, Reading
from bot.reading.spans.confidence import estimate, gather_span_evidence
from bot.reading.spans.decoding import FoundSpan
from bot.reading.spans.settings import SpanSettings
from embeddings.errors import ModelError
from embeddings.sentences import Span

TIMEOUT_S = 60.0
PAGES_AT_ONCE = 12
_LARGEST_REPLY = 1 << 20
_MARGIN_PER_LOGIT = 3.0
"""How a stated chance becomes a margin above no answer, on the scale of the own network's."""
_INSTRUCTION = """\
You answer from numbered passages of news stories. Copy the shortest words that answer the question
out of one passage, letter by letter, and name the passage. Reply with one JSON object and nothing
else: {"passage": 2, "answer": "the copied words", "sure": 0.8}, where "sure" is how likely the
words answer, 0 to 1. If no passage says it, reply {"passage": 0}."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where a model is served: the address before ``/chat/completions``, and its name there."""

    address: str
    model: str

    @classmethod
    def parse(cls, name: str) -> "Server":
        """Read ``openai:ADDRESS#MODEL``.

        :raises ModelError: If it is of another form.
        """
        address, _, model = name.removeprefix(SERVED).partition("#")
        parts = urllib.parse.urlsplit(address)
        if parts.scheme not in {"http", "https"} or not parts.netloc or not model:
            raise ModelError(
                f"The reader {name} is not understood: set BYLINE_READER to openai:ADDRESS#MODEL, "
                "such as openai:http://localhost:11434/v1#llama3.2."
            )
        return cls(address.rstrip("/"), model)

    def ask(self, question: str, pages: Sequence[Page]) -> str:
        """Return what the model replies.

        :raises ModelError: If it cannot be asked or does not reply in time.
        """
        numbered = "\n\n".join(
            f"Passage {at} ({page.title}):\n{page.text}"
            if page.title
            else f"Passage {at}:\n{page.text}"
            for at, page in enumerate(pages, start=1)
        )
        body = {
            "model": self.model,
            "temperature": 0,
            "stream": False,
            "messages": [
                {"role": "system", "content": _INSTRUCTION},
                {"role": "user", "content": f"{numbered}\n\nQuestion: {question}"},
            ],
        }
        try:
            reply = json.loads(self._post(json.dumps(body).encode()))
            return str(reply["choices"][0]["message"]["content"])
        except (ValueError, TypeError, KeyError, IndexError) as error:
            raise self._fail("replied with no chat completion") from error

    def _post(self, body: bytes) -> bytes:
        request = urllib.request.Request(  # noqa: S310 - http or https, as parsed
            f"{self.address}/chat/completions",
            data=body,
            headers={"Content-Type": "application/json"},
        )
        ends = time.monotonic() + TIMEOUT_S
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT_S) as reply:  # noqa: S310
                return _read_until(reply, ends)
        except urllib.error.HTTPError as error:
            error.close()
            raise self._fail(f"replied {error.code} {error.reason}") from error
        except TimeoutError as error:
            raise self._fail(f"did not reply within {TIMEOUT_S:g} s") from error
        except (OSError, http.client.HTTPException) as error:
            slow = isinstance(getattr(error, "reason", None), TimeoutError)
            said = f"did not reply within {TIMEOUT_S:g} s" if slow else "cannot be reached"
            raise self._fail(said) from error

    def _fail(self, what: str) -> ModelError:
        return ModelError(
            f"The server {self.address} {what}: see that it runs and serves {self.model}, or set "
            "BYLINE_READER to span."
        )


def _read_until(reply: http.client.HTTPResponse, ends: float) -> bytes:
    """Read a reply that must be over by a time, however slowly it drips.

    :raises TimeoutError: If it is not.
    """
    parts: list[bytes] = []
    while (part := reply.read1(1 << 16)) and sum(map(len, parts)) < _LARGEST_REPLY:
        parts.append(part)
        if time.monotonic() > ends:
            raise TimeoutError
    return b"".join(parts)


class ServedReader:
    """Reads by asking a served model."""

    def __init__(
        self,
        name: str,
        settings: SpanSettings,
        *,
        weigh: WordWeight,
        pool: int | None = None,
    ) -> None:
        """Make a reader called ``openai:ADDRESS#MODEL``, judged by the curves of ``settings``.

        :raises ModelError: If the name is of another form.
        """
        self._name = name
        self._server = Server.parse(name)
        self._weigh, self._curve = weigh, settings.find_curve(pool)

    @property
    def name(self) -> str:
        """What ``BYLINE_READER`` calls it."""
        return self._name

    @property
    def least_confidence(self) -> float:
        """The probability from which on an answer is shown, where the user names none."""
        return self._curve.least

    def read(self, question: str, pages: Sequence[Page]) -> tuple[Reading, ...]:
        """Return what the model copied out of a page, if anything, the likeliest first.

        :raises ModelError: If the server cannot be asked.
        """
        found: list[FoundSpan] = []
        for first in range(0, len(pages), PAGES_AT_ONCE):
            some = pages[first : first + PAGES_AT_ONCE]
            span = find_copied(self._server.ask(question, some), some, first)
            found += [span] if span else []
        found.sort(key=lambda one: (-one.margin, one.page, one.start))
        evidence = gather_span_evidence(
            question, pages, found, weigh=self._weigh, relevance=(0.0,) * len(pages)
        )
        kind, readings = find_kind(question), []
        for one, chance in zip(found, estimate(evidence, self._curve), strict=True):
            values = frozenset(find_values(kind, pages[one.page].text[one.start : one.end], ""))
            readings.append(Reading(one.page, one.start, one.end, float(chance), values))
        return tuple(sorted(readings, key=lambda one: (-one.confidence, one.page, one.start)))


def find_copied(said: str, pages: Sequence[Page], first: int = 0) -> FoundSpan | None:
    """Return where the words that a reply names stand in their page, ``None`` if they do not.

    Pages are numbered from ``first`` on in what is returned.
    """
    try:
        fields = json.loads(said[said.index("{") : said.rindex("}") + 1])
        number, words = int(fields["passage"]), str(fields["answer"]).strip()
        sure = float(fields.get("sure", 0.5))
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    if not 1 <= number <= len(pages) or not words or not math.isfinite(sure):
        return None
    page = pages[number - 1]
    start = page.text.find(words)
    if start < 0:
        return None
    sentence = _find_home(page, start, start + len(words))
    if sentence is None:
        return None
    inside = max(start, sentence.start), min(start + len(words), sentence.end)
    chance = min(max(sure, 0.02), 0.98)
    margin = _MARGIN_PER_LOGIT * math.log(chance / (1 - chance))
    return FoundSpan(first + number - 1, sentence, *inside, margin)


def _find_home(page: Page, start: int, end: int) -> Span | None:
    """Return the sentence that holds most of a slice."""
    return max(
        (one for one in page.sentences if one.start < end and start < one.end),
        key=lambda one: (min(end, one.end) - max(start, one.start), -one.start),
        default=None,
    )

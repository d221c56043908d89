"""Every attribution of a story: cues are weighed one by one, then read together.

Promise: the same text gives the same attributions, in order of their cues.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from embeddings.attribution.attribution import ASSERTED, DENIED, OTHER, Attribution
from embeddings.attribution.chains import cite_further
from embeddings.attribution.coreference import Resolver
from embeddings.attribution.features import is_known_cue, list_features
from embeddings.attribution.interviews import find_replies
from embeddings.attribution.lexicon import ASSERTING, DENYING, SAYING, SHOWING
from embeddings.attribution.mentions import list_names
from embeddings.attribution.phrases import find_antecedent, find_issuer
from embeddings.attribution.proposals import Proposal, propose
from embeddings.attribution.sources import is_label, names_agent
from embeddings.attribution.speakers import Speech, find_fact_boxes, find_speeches
from embeddings.attribution.statements import Statement, make_statements
from embeddings.attribution.tokens import stem_word
from embeddings.attribution.weighing import Weights, load_weights
from embeddings.lexicon import NEGATIONS
from embeddings.sentences import Span

MIN_PROBABILITY = 0.32
"""On stories not fitted on, this finds most that annotators mark and few that they do not."""
_BETWEEN = " ,;—–"
_MIN_CONTINUED = 3
"""Words. A shorter quotation on its own is a title or a label, not what someone went on to say."""
_ASSERTING = frozenset(stem_word(word) for word in ASSERTING)
_SHOWING = frozenset(stem_word(word) for word in SHOWING)
_DENYING = frozenset(stem_word(word) for word in DENYING)


@dataclass(frozen=True, slots=True)
class _Weighed:
    probability: float
    proposal: Proposal


def find_attributions(text: str, sentences: Sequence[Span]) -> tuple[Attribution, ...]:
    """Return who the story says said what, in order of cue.

    A source that the story names by a pronoun or a common noun gets the name of the last fitting
    source before it.
    """
    weights = load_weights()
    resolver = Resolver(text)
    found: list[Attribution] = []
    before: Attribution | None = None
    statements = make_statements(text, sentences)
    for statement in statements:
        chosen = _choose(statement, weights)
        own = [_make_attribution(statement, one, resolver) for one in chosen]
        own = cite_further(statement, _part_contents(text, own), resolver)
        if not own and before is not None and _continues(statement):
            own = [replace(before, content=statement.span)]
        before = own[-1] if own and _quotes(statement) else None
        resolver.read(statement)
        found += own
    boxes = find_fact_boxes(text)
    found = [
        one
        for one in found
        if not (any(one.cue.overlaps(box) for box in boxes) or _is_heading(text, one))
    ]
    if speeches := find_speeches(text) or find_replies(text, statements):
        found = _add_speeches(found, speeches, _find_guest(statements, speeches[0]), resolver)
    return tuple(sorted(found, key=lambda one: (one.cue, one.content, one.depth)))


def _find_guest(statements: Sequence[Statement], first: Speech) -> str | None:
    """Return the first person named before an interview begins: "A" is who answers in it."""
    opening = (one for one in statements if one.span.end <= first.label.start)
    names = (name for statement in opening for name in list_names(statement))
    return next((name.text for name in names if name.is_person), None)


def _is_heading(text: str, one: Attribution) -> bool:
    """Whether a source is one word before the colon of a line that the text never says again, so
    that it names a subject: "Sandbags: …"."""
    word = text[one.source.start : one.source.end]
    if text[one.cue.start : one.cue.end] != ":" or not (word.isalpha() and word.istitle()):
        return False
    opens = not text[: one.source.start].rpartition("\n")[2].strip()
    again = len(re.findall(rf"\b{word}\b", text)) > 1
    return opens and not again and not names_agent(word.lower())


def _add_speeches(
    found: Sequence[Attribution],
    speeches: Sequence[Speech],
    guest: str | None,
    resolver: Resolver,
) -> list[Attribution]:
    """Add who speaks by the labels of an interview or a transcript; an "A" that is nobody's name
    is no source."""
    kept = [one for one in found if not any(_is_label(one, speech) for speech in speeches)]
    for speech in speeches:
        if speech.answers and guest is None:
            continue
        name = guest if speech.answers else resolver.find_full_name(speech.name)
        stance = OTHER if speech.asks else ASSERTED
        kept.append(Attribution(speech.label, speech.colon, speech.content, name, stance=stance))
    return kept


def _is_label(one: Attribution, speech: Speech) -> bool:
    return speech.label.start <= one.source.start <= speech.label.end or one.cue == speech.colon


def _choose(statement: Statement, weights: Weights) -> list[Proposal]:
    """Return the likeliest reading of each cue, cues of several words once."""
    best: list[tuple[int, _Weighed]] = []
    for at, token in enumerate(statement.tokens):
        if statement.quoted[at] or not is_known_cue(token, weights.cues):
            continue
        readings = [
            _Weighed(weights.weigh(list_features(statement, one)), one)
            for one in propose(statement, at)
        ]
        likeliest = max(readings, key=lambda one: one.probability, default=None)
        if likeliest and _is_sure(likeliest) and not _is_noun(statement, likeliest.proposal):
            best.append((at, likeliest))
    return [one.proposal for at, one in best if not _is_outdone(at, one, best)]


def _is_sure(one: _Weighed) -> bool:
    return one.proposal.set_off or one.probability >= MIN_PROBABILITY


def _is_noun(statement: Statement, proposal: Proposal) -> bool:
    """Whether what is read as a source and its cue is one noun: "a felony charge", "Weather: …"."""
    cue, opening = statement.tokens[proposal.cue[0]], statement.get_lower(proposal.source[0])
    if cue.text == ":":
        return is_label(statement, proposal.source)
    adjacent = proposal.source[1] == proposal.cue[0]
    return adjacent and opening in {"a", "an"} and cue.lower in SAYING


def _is_outdone(at: int, one: _Weighed, others: Iterable[tuple[int, _Weighed]]) -> bool:
    """Whether a likelier cue beside this one says the same: "pointed" and "out". One that commas
    set off is the likelier: "reported" of "C, Reuters reported, citing police"."""
    return any(
        abs(at - other_at) <= 2
        and at != other_at
        and one.proposal.source == other.proposal.source
        and (other.proposal.set_off, other.probability, -other_at)
        > (one.proposal.set_off, one.probability, -at)
        for other_at, other in others
    )


def _make_attribution(statement: Statement, proposal: Proposal, resolver: Resolver) -> Attribution:
    first, end = find_antecedent(statement, proposal.source)
    tokens = statement.tokens
    return Attribution(
        source=Span(tokens[first].start, tokens[end - 1].end),
        cue=Span(tokens[proposal.cue[0]].start, tokens[proposal.cue[1] - 1].end),
        content=proposal.content,
        name=resolver.name(statement, find_issuer(statement, proposal.source) or proposal.source),
        stance=_find_stance(statement, proposal),
    )


def _find_stance(statement: Statement, proposal: Proposal) -> str:
    at = proposal.cue[0]
    if any(statement.get_lower(n) in NEGATIONS for n in range(max(0, at - 3), at)):
        return OTHER
    stem = statement.tokens[at].stem
    if stem in _DENYING:
        return DENIED
    opening = next(t for t in statement.tokens if t.start >= proposal.content.start)
    clause = opening.lower in {"that", "how"} or not opening.is_word
    if stem in _SHOWING and proposal.pattern == "forward" and not clause:
        return OTHER
    return ASSERTED if stem in _ASSERTING or stem == ":" else OTHER


def _part_contents(text: str, found: Sequence[Attribution]) -> list[Attribution]:
    """Start a content past an attribution that stands within it and belongs to words before:
    "A, Lee said, but B, Kim said"."""
    parted: list[Attribution] = []
    for one in found:
        start = one.content.start
        for other in parted:
            if other.content.end <= other.cue.start and one.content.start <= other.cue.start:
                end = max(other.cue.end, other.source.end)
                start = max(start, end) if end < one.content.end else start
        while start < one.content.end and text[start] in _BETWEEN:
            start += 1
        rest = Span(start, one.content.end) if start < one.content.end else one.content
        parted.append(replace(one, content=rest))
    return parted


def _quotes(statement: Statement) -> bool:
    return bool(statement.quotations)


def _continues(statement: Statement) -> bool:
    """Whether a statement is a quotation alone, which whoever spoke before goes on with."""
    words = sum(token.is_word for token in statement.tokens)
    return statement.is_quotation and words >= _MIN_CONTINUED

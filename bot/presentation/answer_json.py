"""Replies and what else is printed with ``--json``, as objects of the published schemas.

Promise: a field is never renamed or removed; ``byline.*/1`` stays what it is.
"""

from collections.abc import Sequence
from typing import Any

from bot.answering.checking import CheckedSentence
from bot.answering.citations import Citation
from bot.answering.replies import Answer, Asked, Reply, Timings
from bot.presentation.wording import phrase_reply
from embeddings.attribution import Attribution
from embeddings.index import Index, Manifest
from embeddings.index.open_index import FolderChanges
from embeddings.retrieval import Hit
from embeddings.sentences import Span
from embeddings.stories import Story

Json = dict[str, Any]


def describe_reply(reply: Reply, manifest: Manifest) -> Json:
    """Return ``byline.answer/1``."""
    answer = reply.answer
    return {
        "schema": "byline.answer/1",
        "question": reply.question,
        "understood": {
            "question": reply.mended or reply.question,
            "stories": [],
            "follow_up": False,
        },
        "status": "answered" if answer else "unanswered",
        "answer": answer.text if answer else None,
        "confidence": round(answer.confidence, 4) if answer else 0.0,
        "text": phrase_reply(reply),
        "citations": [describe_citation(one) for one in answer.citations] if answer else [],
        "agreement": describe_agreement(answer),
        "revision": answer.revision.value if answer and answer.revision else None,
        "period": _describe_asked(reply.asked),
        "other_answers": [_describe_other(one) for one in reply.others],
        "standing": answer.standing.value if answer else None,
        "denial": describe_citation(answer.denial) if answer and answer.denial else None,
        "items": describe_items(answer),
        "refusal": reply.refusal.value if reply.refusal else None,
        "nearest": [describe_citation(one) for one in reply.nearest],
        "events": [_describe_event(one) for one in reply.events],
        "index": {
            "generation": manifest.generation,
            "stories": manifest.stories,
            "passages": manifest.passages,
            "built_at": manifest.built_at,
        },
        "timings_ms": {
            "retrieve": round(reply.timings.retrieve, 1),
            "read": round(reply.timings.read, 1),
            "total": round(reply.timings.total, 1),
        },
    }


def describe_refusal(question: str, reason: str, manifest: Manifest) -> Json:
    """Return ``byline.answer/1`` for what cannot be asked; its text says why."""
    nothing = Reply(question, answer=None, others=(), nearest=(), timings=Timings(0.0, 0.0, 0.0))
    return describe_reply(nothing, manifest) | {"text": reason}


def describe_citation(citation: Citation) -> Json:
    """Return one citation as it stands in ``byline.answer/1``."""
    story = citation.story
    return {
        "n": citation.n,
        "story": story.id,
        "title": story.title,
        "publisher": story.publisher,
        "authors": list(story.authors),
        "published": story.published.isoformat() if story.published else None,
        "url": story.url,
        "quote": citation.quote,
        "field": citation.field.value if citation.field else None,
        "start": None if citation.field else citation.quoted.start,
        "end": None if citation.field else citation.quoted.end,
        "answer_start": None if citation.field else citation.answer.start,
        "answer_end": None if citation.field else citation.answer.end,
        "sha256": story.sha256,
        "attribution": [
            {"source": credit.source, "cue": credit.cue, "stance": credit.stance}
            for credit in citation.attribution
        ],
        "link": citation.link,
    }


def describe_items(answer: Answer | None) -> list[Json]:
    """Return what an answer lists, each item with the place that names it; empty for no list."""
    items = answer.items if answer else ()
    return [{"answer": one.answer_text, "citation": describe_citation(one)} for one in items]


def describe_agreement(answer: Answer | None) -> Json:
    """Count the stories that give an answer, and the independent ones among them."""
    if answer is None:
        return {"stories": 0, "origins": 0}
    return {"stories": len(answer.citations), "origins": answer.origins}


def _describe_asked(asked: Asked | None) -> Json | None:
    """Say how the time words of a question were understood."""
    if asked is None:
        return None
    since, until = asked.period.since, asked.period.until
    return {
        "words": asked.period.words,
        "since": since.isoformat(),
        "until": until.isoformat(),
        "answered": asked.answered,
    }


def _describe_event(story: Story) -> Json:
    """Name one of several events to choose from."""
    published = story.published.isoformat() if story.published else None
    return {"title": story.title or story.id, "published": published, "story": story.id}


def _describe_other(answer: Answer) -> Json:
    story = answer.story
    published = story.published.isoformat() if story.published else None
    return {
        "answer": answer.text,
        "confidence": round(answer.confidence, 4),
        "kind": answer.relation.value if answer.relation else None,
        "standing": answer.standing.value,
        "revision": answer.revision.value if answer.revision else None,
        "event": {"headline": story.title or story.id, "date": published},
        "agreement": describe_agreement(answer),
        "citations": [describe_citation(one) for one in answer.citations],
        "items": describe_items(answer),
    }


def describe_search(query: str, understood: str, hits: tuple[Hit, ...]) -> Json:
    """Return ``byline.search/1``; ``understood`` is what was searched for."""
    return {
        "schema": "byline.search/1",
        "query": query,
        "understood": understood,
        "hits": [
            {
                "rank": rank,
                "score": round(hit.score, 6),
                "similarity": hit.similarity and round(hit.similarity, 4),
                "keywords": hit.keywords and round(hit.keywords, 4),
                "story": hit.story.id,
                "title": hit.story.title,
                "publisher": hit.story.publisher,
                "published": hit.story.published.isoformat() if hit.story.published else None,
                "url": hit.story.url,
                "start": hit.passage.start,
                "end": hit.passage.end,
                "text": hit.passage.text,
            }
            for rank, hit in enumerate(hits, start=1)
        ],
    }


def describe_checked(text: str, sentences: Sequence[CheckedSentence]) -> Json:
    """Return ``byline.check/1``."""
    return {
        "schema": "byline.check/1",
        "text": text,
        "sentences": [
            {
                "text": one.text,
                "verdict": one.judgement.value,
                "confidence": round(one.confidence, 4),
                "evidence": [
                    describe_citation(found.citation)
                    | {"stance": found.stance.value, "reason": found.reason}
                    for found in one.evidence
                ],
            }
            for one in sentences
        ],
    }


def describe_story(story: Story, passages: int) -> Json:
    """Return one story as it stands in ``byline.stories/1``."""
    return {
        "id": story.id,
        "title": story.title,
        "publisher": story.publisher,
        "authors": list(story.authors),
        "published": story.published.isoformat() if story.published else None,
        "url": story.url,
        "characters": len(story.text),
        "passages": passages,
    }


def describe_full_story(story: Story, passages: int, attributions: Sequence[Attribution]) -> Json:
    """Return what ``byline show --json`` prints."""
    return describe_story(story, passages) | {
        "text": story.text,
        "sha256": story.sha256,
        "removed": [
            {"text": one.text, "reason": one.reason, "at": one.at} for one in story.removed
        ],
        "attributions": [_describe_attribution(story.text, one) for one in attributions],
    }


def _describe_attribution(text: str, attribution: Attribution) -> Json:
    return {
        "source": _describe_span(text, attribution.source) | {"name": attribution.name},
        "cue": _describe_span(text, attribution.cue),
        "content": _describe_span(text, attribution.content),
        "stance": attribution.stance,
    }


def _describe_span(text: str, span: Span) -> Json:
    return {"start": span.start, "end": span.end, "text": text[span.start : span.end]}


def describe_status(
    index: Index, generations: Sequence[str], changes: FolderChanges | None, reader: str
) -> Json:
    """Return ``byline.status/1``; ``changes`` are unknown where the stories folder is gone."""
    manifest = index.manifest
    return {
        "schema": "byline.status/1",
        "generation": manifest.generation,
        "built_at": manifest.built_at,
        "stories": manifest.stories,
        "passages": manifest.passages,
        "model": manifest.model,
        "reader": reader,
        "skipped": [
            {"file": one.file, "reason": one.reason} for one in index.database.list_skipped()
        ],
        "notices": [
            {"story": one.story, "notice": one.text} for one in index.database.list_notices()
        ],
        "other_files": dict(index.database.list_other_files()),
        "incomplete": [
            {
                "story": story,
                "missing": [*([] if titled else ["title"]), *([] if dated else ["published"])],
            }
            for story, titled, dated in index.database.list_incomplete()
        ],
        "stale": bool(changes),
        "generations": list(generations),
        "bytes": manifest.bytes,
        "stories_folder": manifest.stories_folder,
    }

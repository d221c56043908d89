"""Discord's own description of its API, held against what went over the wire.

Promise: a call that the description does not know, and a body or a reply that it does not allow,
is a problem with one line, unless it is a known gap of the description with a reason here.
"""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from discord_loopback.journal import Reply

_URI = "urn:discord"

KNOWN_GAPS: dict[tuple[str, str], str] = {}
"""By operation and pattern of the problem, why a difference is none."""


class Description:
    """The part of an OpenAPI 3.1 description that says what is allowed."""

    def __init__(self, content: dict[str, Any]) -> None:
        self._paths: dict[str, Any] = content["paths"]
        # literal paths weigh more than those with a part to fill in
        ordered = sorted(self._paths, key=lambda path: path.count("{"))
        self._patterns = [(_make_pattern(path), path) for path in ordered]
        resource = Resource(contents=content, specification=DRAFT202012)
        self._registry: Registry[Any] = Registry().with_resource(_URI, resource)
        self._validator = cache(self._make_validator)

    @classmethod
    def load(cls, path: Path) -> "Description":
        return cls(json.loads(path.read_text(encoding="utf-8")))

    def find_problems(self, reply: Reply) -> list[str]:
        """Return what is wrong with a call and the reply to it, a line each."""
        request = reply.request
        operation, where = self._find_operation(request.method, request.path)
        if operation is None:
            return [f"{request.method} {request.path} is not described"]
        problems = [
            *_find_query_problems(operation, request.query),
            *self._find_body_problems(operation, where, request.body),
            *self._find_reply_problems(operation, where, reply),
        ]
        name = operation["operationId"]
        return [f"{name}: {problem}" for problem in problems if not _is_known(name, problem)]

    def _find_operation(self, method: str, path: str) -> tuple[dict[str, Any] | None, str]:
        for pattern, described in self._patterns:
            operation = self._paths[described].get(method.lower())
            if operation and pattern.fullmatch(path):
                escaped = described.replace("~", "~0").replace("/", "~1")
                return operation, f"/paths/{escaped}/{method.lower()}"
        return None, ""

    def _find_body_problems(self, operation: dict[str, Any], where: str, body: Any) -> list[str]:
        content = operation.get("requestBody", {}).get("content", {})
        if body is None:
            return (
                ["the body is missing"] if operation.get("requestBody", {}).get("required") else []
            )
        if "application/json" not in content:
            return ["there must be no body"]
        pointer = f"{where}/requestBody/content/application~1json/schema"
        return self._check(pointer, body, "request")

    def _find_reply_problems(
        self, operation: dict[str, Any], where: str, reply: Reply
    ) -> list[str]:
        if reply.status >= 500:  # whatever stands before Discord answers so
            return []
        if reply.status == 429 or 400 <= reply.status < 500:
            name = "ClientRatelimitedResponse" if reply.status == 429 else "ClientErrorResponse"
            pointer = f"/components/responses/{name}/content/application~1json/schema"
            return self._check(pointer, reply.body, f"reply {reply.status}")
        described = operation["responses"].get(str(reply.status))
        if described is None:
            return [f"reply {reply.status} is not described"]
        if "content" not in described:
            return [] if reply.body is None else [f"reply {reply.status} must be empty"]
        pointer = f"{where}/responses/{reply.status}/content/application~1json/schema"
        return self._check(pointer, reply.body, f"reply {reply.status}")

    def _check(self, pointer: str, instance: Any, what: str) -> list[str]:
        error = best_match(self._validator(pointer).iter_errors(instance))
        if error is None:
            return []
        reason = error.message  # begins with the value, however long, and ends with what is wrong
        shown = reason if len(reason) < 300 else f"{reason[:100]} … {reason[-150:]}"
        return [f"{what} {error.json_path}: {shown}"]

    def _make_validator(self, pointer: str) -> Draft202012Validator:
        return Draft202012Validator(
            {"$ref": f"{_URI}#{pointer}"},
            registry=self._registry,
            format_checker=Draft202012Validator.FORMAT_CHECKER,
        )


def _make_pattern(path: str) -> re.Pattern[str]:
    pieces = re.split(r"\{\w+\}", path)
    return re.compile("[^/]+".join(map(re.escape, pieces)))


def _find_query_problems(operation: dict[str, Any], query: dict[str, str]) -> list[str]:
    known = {part["name"] for part in operation.get("parameters", ()) if part["in"] == "query"}
    return [f"the query {name} is not described" for name in sorted(query.keys() - known)]


def _is_known(operation: str, problem: str) -> bool:
    return any(operation == name and re.search(pattern, problem) for name, pattern in KNOWN_GAPS)

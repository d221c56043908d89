"""Discord's description of its API is held against calls, not waved through."""

import pytest
from discord_loopback import Description, Reply, Request

MESSAGE = "/webhooks/1/token/messages/@original"
REFUSAL = {"code": 10008, "message": "Unknown Message"}


def call(method: str, path: str, body: object = None, **query: str) -> Request:
    return Request(method=method, path=path, query=query, body=body)


@pytest.fixture
def description(openapi: Description | None) -> Description:
    if openapi is None:
        pytest.skip("Discord's description of its API is not at hand: see BYLINE_SHARED")
    return openapi


@pytest.mark.parametrize(
    ("request_made", "problem"),
    [
        pytest.param(call("GET", "/no/such"), "not described", id="unknown path"),
        pytest.param(call("DELETE", "/users/@me"), "not described", id="unknown method"),
        pytest.param(call("PATCH", MESSAGE), "body is missing", id="no body"),
        pytest.param(call("PATCH", MESSAGE, {}, wait="1"), "query wait", id="unknown query"),
        pytest.param(call("PATCH", MESSAGE, {"content": "x" * 2001}), "is too long", id="2001"),
        pytest.param(
            call("PATCH", MESSAGE, {"embeds": [{"title": "x" * 257}]}), "is too long", id="title"
        ),
        pytest.param(
            call("POST", "/interactions/1/t/callback", {"type": 8, "data": {"choices": [1]}}),
            "create_interaction_response: request",
            id="choice that is none",
        ),
        pytest.param(
            call("PUT", "/applications/1/commands", [{"name": "ask", "description": "x" * 101}]),
            "bulk_set_application_commands: request",
            id="long description",
        ),
    ],
)
def test_a_call_that_is_not_as_described_is_named(
    description: Description, request_made: Request, problem: str
) -> None:
    [found] = description.find_problems(Reply(request=request_made, status=404, body=REFUSAL))

    assert problem in found


@pytest.mark.parametrize(
    ("status", "body", "problem"),
    [
        pytest.param(200, {"url": 1}, "reply 200", id="wrong field"),
        pytest.param(404, {"message": "no"}, "'code' is a required property", id="refusal"),
        pytest.param(429, {"code": 0, "message": "slow"}, "retry_after", id="rate limit"),
        pytest.param(201, {}, "reply 201 is not described", id="status"),
    ],
)
def test_a_reply_that_is_not_as_described_is_named(
    description: Description, status: int, body: object, problem: str
) -> None:
    reply = Reply(request=call("GET", "/gateway/bot"), status=status, body=body)

    [found] = description.find_problems(reply)

    assert problem in found


def test_a_call_as_described_has_no_problem(description: Description) -> None:
    asked = call("PATCH", MESSAGE, {"content": "x", "allowed_mentions": {"parse": []}})

    assert description.find_problems(Reply(request=asked, status=404, body=REFUSAL)) == []

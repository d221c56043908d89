"""How Ray is told to behave, before it is imported."""

from importlib.util import find_spec

import pytest

from embeddings.cluster.reaching import guard_own_cluster, prepare_ray

needs_ray = pytest.mark.skipif(
    find_spec("ray") is None, reason="Ray is not installed: pip install 'byline[ray]'"
)


def test_each_cluster_of_our_own_has_a_token_that_cannot_be_guessed() -> None:
    one, other = (guard_own_cluster()["RAY_AUTH_TOKEN"] for _ in range(2))

    assert one != other
    assert len(bytes.fromhex(one)) == 32


@needs_ray
def test_a_cluster_of_our_own_keeps_to_this_machine_and_tells_nobody() -> None:
    environment = {"RAY_AUTH_MODE": "disabled", "RAY_USAGE_STATS_ENABLED": "1", "HOME": "/home/a"}

    prepare_ray(None, environment)

    assert len(environment.pop("RAY_AUTH_TOKEN")) == 64
    assert environment == {
        "RAY_USAGE_STATS_ENABLED": "0",
        "RAY_BACKEND_LOG_LEVEL": "fatal",
        "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",
        "RAY_AUTH_MODE": "token",
        "HOME": "/home/a",
    }

"""What is found out and set before Ray is imported: whether it is there, and how it shall behave.

Promise: whatever listens at an address, asking it ends; no statistics of use are sent, and a
cluster of this machine's own listens on 127.0.0.1 alone, under a token of its own.
"""

import secrets
import subprocess
import sys
from collections.abc import MutableMapping
from importlib.util import find_spec

from embeddings.cluster.address import ClusterAddress
from embeddings.errors import ServiceError, SettingsError

_SECONDS = 30.0
_QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_BACKEND_LOG_LEVEL": "fatal"}


def prepare_ray(address: ClusterAddress | None, environment: MutableMapping[str, str]) -> None:
    """Set what Ray reads from the environment of this process, and see whether it can be used.

    :raises SettingsError: If Ray is not installed.
    :raises ServiceError: If no cluster answers at the address.
    """
    check_installed()
    environment.update(_QUIET)
    if address is None:
        environment.update(guard_own_cluster())
    else:
        address.check_reachable()
        _check_is_ray(address)


def check_installed() -> None:
    """See whether Ray and what it hands over tables with are installed.

    :raises SettingsError: If they are not.
    """
    if any(find_spec(name) is None for name in ("ray", "pyarrow")):
        raise SettingsError(
            "Building on Ray needs a further package: run `pip install 'byline[ray]'`."
        )


def guard_own_cluster() -> dict[str, str]:
    """Return what keeps a cluster of this machine's own from others."""
    return {
        "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",  # on Linux too: it listens on 127.0.0.1 alone
        "RAY_AUTH_MODE": "token",
        "RAY_AUTH_TOKEN": secrets.token_hex(32),  # else Ray writes one below the home folder
    }


def _check_is_ray(address: ClusterAddress) -> None:
    """Find out whether what listens is Ray, in a process that can be ended if it is not."""
    try:
        asked = subprocess.run(  # noqa: S603 - Ray's own command, with an address that was read
            [sys.executable, "-m", "ray.scripts.scripts", "status", "--address", str(address)],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
            timeout=_SECONDS,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise ServiceError(
            f"{address.place} does not answer: see that --address names its head."
        ) from error
    if asked.returncode:
        said = (asked.stderr.strip().splitlines() or [f"code {asked.returncode}"])[-1]
        raise ServiceError(f"{address.place} cannot be used ({said[:200].rstrip('.')}).")

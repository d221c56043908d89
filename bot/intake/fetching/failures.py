"""What a failed or refused request means, in plain words and with the right exit code.

Promise: a wrong address is the person's to mend (2), a page that is not to be had is no story (1),
and a server that does not behave is a service that cannot be reached (69).
"""

import socket
import ssl

import aiohttp
from aiohttp import ClientResponse
from yarl import URL

from bot.intake.fetching.addresses import shorten_address
from bot.intake.fetching.resolving import ClosedAddressError
from embeddings.errors import BusyServerError, BylineError, ServiceError, StoriesError, UsageError

_CLOSED = "lies on this machine or in a private network, from which Byline never fetches"


def explain_failure(error: Exception, url: URL, *, redirected: bool) -> BylineError:
    """Say what kept a request from being answered; ``redirected`` says who gave the address."""
    name = name_server(url)
    causes = (error, getattr(error, "os_error", None), error.__cause__, *_list_inner(error))

    def is_among(*kinds: type[BaseException]) -> bool:
        return any(isinstance(cause, kinds) for cause in causes)

    if is_among(ClosedAddressError):
        if redirected:
            return ServiceError(f"The page leads to {name}, which {_CLOSED}.")
        return UsageError(f"{name} {_CLOSED}.")
    if is_among(aiohttp.InvalidURL):
        return UsageError(f"{name} is no server's name: copy the address again.")
    if is_among(ssl.SSLError, aiohttp.ClientConnectorCertificateError):
        what = "shows no valid certificate: open the page in your browser"
    elif is_among(socket.gaierror, UnicodeError, aiohttp.ClientConnectorDNSError):
        what = "is no server that is known: look at the address and your connection"
    elif is_among(aiohttp.ClientConnectorError):
        what = "cannot be reached: try again later"
    else:
        what = "does not answer as a web server does: try again later"
    return ServiceError(f"{name} {what}.")


def _list_inner(error: Exception) -> tuple[BaseException, ...]:
    """Return the failures of each address that was tried."""
    inner = getattr(error, "os_error", None)
    return tuple(getattr(inner, "exceptions", ())) if inner else ()


def check_status(response: ClientResponse, url: URL) -> None:
    """Refuse every response that is not the page.

    :raises StoriesError: If there is no page, or none for Byline.
    :raises ServiceError: If the server cannot give it now.
    """
    status, name = response.status, name_server(url)
    if status in {401, 402, 403, 407, 451}:
        raise StoriesError(
            f"{name} does not show this page to programs (status {status}): save it in your "
            "browser and add the file."
        )
    if status == 429 or (status == 503 and "Retry-After" in response.headers):
        wait = _read_wait(response.headers.get("Retry-After", ""))
        when = f" for {wait:.0f} s" if wait else ""
        raise BusyServerError(f"{name} asks to be left alone{when}: try again later.", wait)
    if 400 <= status < 500:
        raise StoriesError(f"{name} has no such page (status {status}): look at the address.")
    if status != 200:
        raise ServiceError(f"{name} could not give the page (status {status}): try again later.")


def _read_wait(text: str) -> float:
    """Return a wait in seconds, at most a day; 0 where none is given as a number."""
    return float(min(int(text), 86_400)) if text.isascii() and text.isdecimal() else 0.0


def name_server(url: URL) -> str:
    """Return a server as a message names it."""
    return shorten_address(url.host or "the server", 80)

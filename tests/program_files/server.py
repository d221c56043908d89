"""A server of this machine that answers as example.org, so that files hold its addresses."""

import http.server
from urllib.parse import unquote, urlsplit

PAGES: dict[str, str] = {}
"""What is shown at each path."""


class Pages(http.server.BaseHTTPRequestHandler):
    """Shows ``PAGES``; also to a program that takes it for a proxy."""

    def do_GET(self) -> None:
        page = PAGES.get(unquote(urlsplit(self.path).path), "").encode()
        self.send_response(200 if page else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_told: object) -> None:
        """Say nothing."""


def show(url: str, page: str) -> str:
    """Show ``page`` at ``url``; return its address without encryption."""
    PAGES[urlsplit(url).path] = page
    return url.replace("https://", "http://")

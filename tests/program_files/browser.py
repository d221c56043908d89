"""What browsers save and print: .html of their page's tree, .mhtml, .pdf, copied text."""

import asyncio
import base64
import gzip
import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from urllib.request import urlopen

from tests.program_files.recipes import ALL, Tools, recipe
from tests.program_files.server import show
from tests.program_files.told import Retold, bare_page, news_page, run

_CHROMIUM = ("chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run")


def ask_browser(address: str, tools: Tools, method: str, **given: object) -> dict[str, object]:
    """Open ``address`` in Chromium and return what it answers to a command of its protocol."""
    return asyncio.run(_ask(address, tools, method, given))


async def _ask(
    address: str, tools: Tools, method: str, given: dict[str, object]
) -> dict[str, object]:
    import aiohttp  # noqa: PLC0415

    profile = tools.work / "chromium"
    rules = f"--host-resolver-rules=MAP example.org 127.0.0.1:{tools.port}"
    browser = subprocess.Popen(
        [
            *_CHROMIUM,
            rules,
            "--remote-debugging-port=0",
            f"--user-data-dir={profile}",
            "about:blank",
        ],
        stderr=subprocess.DEVNULL,
    )
    try:
        port = await _find_port(profile / "DevToolsActivePort")
        pages = json.loads(
            await asyncio.to_thread(lambda: urlopen(f"http://127.0.0.1:{port}/json").read())
        )
        page = next(one for one in pages if one["type"] == "page")
        async with (
            aiohttp.ClientSession() as session,
            session.ws_connect(page["webSocketDebuggerUrl"], max_msg_size=0) as socket,
        ):
            await _send(socket, 1, "Page.enable", {})
            await _send(socket, 2, "Page.navigate", {"url": address})
            await asyncio.sleep(2)
            return await _send(socket, 3, method, given)
    finally:
        browser.terminate()
        browser.wait(10)
        (profile / "DevToolsActivePort").unlink(missing_ok=True)


async def _find_port(told: Path) -> str:
    for _ in range(300):
        if told.exists() and told.read_text():
            return told.read_text().split()[0]
        await asyncio.sleep(0.1)
    raise LookupError("Chromium did not start")


async def _send(socket: object, number: int, method: str, given: object) -> dict[str, object]:
    await socket.send_json({"id": number, "method": method, "params": given})  # type: ignore[attr-defined]
    while True:
        answer = await socket.receive_json()  # type: ignore[attr-defined]
        if answer.get("id") == number:
            return dict(answer["result"])


def print_page(address: str, tools: Tools, *, header: bool) -> bytes:
    """Return a page as Chromium prints it."""
    given = {"displayHeaderFooter": header, "paperWidth": 5.8, "paperHeight": 8.3}
    return base64.b64decode(str(ask_browser(address, tools, "Page.printToPDF", **given)["data"]))


@recipe("chromium-suez.mhtml", "suez", "Chromium", keeps=ALL)
@recipe("chromium-pont.mhtml", "pont", "Chromium", keeps=ALL)
def make_mhtml(stories: Sequence[Retold], out: Path, tools: Tools) -> None:
    address = show(stories[0].url, news_page(stories[0]))
    saved = ask_browser(address, tools, "Page.captureSnapshot")
    out.write_bytes(str(saved["data"]).encode())


@recipe("chromium-webb.html", "webb", "Chromium", keeps=ALL)
def make_tree(stories: Sequence[Retold], out: Path, tools: Tools) -> None:
    address = show(stories[0].url, news_page(stories[0]))
    rules = f"--host-resolver-rules=MAP example.org 127.0.0.1:{tools.port}"
    out.write_text(run(*_CHROMIUM, rules, "--dump-dom", address), encoding="utf-8")


@recipe("chromium-copied-webb.txt", "webb", "Chromium", lost="raised digits become plain",
        facts_lost=("10⁶",))  # fmt: skip
@recipe("chromium-copied-maui.txt", "maui", "Chromium")
def make_copy(stories: Sequence[Retold], out: Path, tools: Tools) -> None:
    address = show(stories[0].url, bare_page(stories[0]))
    asked = ask_browser(address, tools, "Runtime.evaluate", expression="document.body.innerText")
    out.write_text(str(asked["result"]["value"]), encoding="utf-8")  # type: ignore[index]


@recipe("single-file-maui.html", "maui", "SingleFile", keeps=ALL)
def make_single_file(stories: Sequence[Retold], out: Path, tools: Tools) -> None:
    if tools.node is None:
        raise LookupError("no packages of node")
    address = show(stories[0].url, news_page(stories[0]))
    rules = f"--host-resolver-rules=MAP example.org 127.0.0.1:{tools.port}"
    run(
        "node", tools.node / "node_modules/.bin/single-file", address, out,
        "--browser-executable-path=/usr/bin/chromium", f"--browser-arg={rules}",
        "--browser-arg=--no-sandbox",
    )  # fmt: skip


@recipe("wget-bridge-armistice.warc.gz", "bridge armistice", "wget", keeps=ALL)
def make_archive(stories: Sequence[Retold], out: Path, tools: Tools) -> None:
    addresses = [show(one.url, news_page(one)) for one in stories]
    run(
        "wget", "-q", "-e", f"http_proxy=127.0.0.1:{tools.port}", "-e", "use_proxy=yes",
        "-O", tools.work / "got",
        f"--warc-file={tools.work / 'saved'}", *addresses,
    )  # fmt: skip
    out.write_bytes((tools.work / "saved.warc.gz").read_bytes())


@recipe("curl-pont.html.gz", "pont", "curl, gzip", keeps=ALL)
def make_packed(stories: Sequence[Retold], out: Path, tools: Tools) -> None:
    address = show(stories[0].url, news_page(stories[0]))
    page = run("curl", "-s", "-x", f"127.0.0.1:{tools.port}", address)
    out.write_bytes(gzip.compress(page.encode("utf-16")))


@recipe("pandoc-suez.html", "suez", "pandoc")
def make_pandoc_page(stories: Sequence[Retold], out: Path, _tools: Tools) -> None:
    from tests.program_files.told import with_header  # noqa: PLC0415

    run("pandoc", "-s", "-o", out, feed=with_header(stories[0]))

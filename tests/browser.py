"""A real browser without a window, to see what it does with an address: for tests alone."""
# ruff: noqa: E501 -- pages and scripts

import asyncio
import json
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("chrome")

# Colours that no page of the tests has, so that a picture shows what is highlighted.
_PAINT = "::target-text { background: #ff00ff !important; color: #ff00ff !important; }"

_RECTANGLES = """(quote) => {
  const letters = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let before = ' ', block = null;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.parentElement.checkVisibility() || node.parentElement.closest('script,style')) continue;
    for (let at = 0; at < node.data.length; at++) {
      if (/\\s/.test(node.data[at])) continue;
      letters.push([node, at]);
    }
  }
  const text = letters.map(([node, at]) => node.data[at]).join('');
  const bare = quote.replace(/\\s+/g, '');
  const places = [];
  for (let at = text.indexOf(bare); at >= 0; at = text.indexOf(bare, at + 1)) {
    const range = document.createRange();
    range.setStart(...letters[at]);
    const [last, offset] = letters[at + bare.length - 1];
    range.setEnd(last, offset + 1);
    places.push([...range.getClientRects()].map(
      (box) => [box.left + scrollX, box.top + scrollY, box.right + scrollX, box.bottom + scrollY]));
  }
  return places;
}"""

_PAINTED = """async (data) => {
  const picture = await createImageBitmap(await (await fetch('data:image/png;base64,' + data)).blob());
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  const pen = canvas.getContext('2d');
  pen.drawImage(picture, 0, 0);
  const {data: pixels} = pen.getImageData(0, 0, picture.width, picture.height);
  const found = [];
  for (let y = 0; y < picture.height; y++)
    for (let x = 0; x < picture.width; x++) {
      const at = 4 * (y * picture.width + x);
      if (pixels[at] > 240 && pixels[at + 1] < 15 && pixels[at + 2] > 240) found.push([x, y]);
    }
  return found;
}"""

Box = tuple[float, float, float, float]


class Page:
    """One tab of the browser."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._number = 0

    async def call(self, method: str, **params: object) -> dict[str, Any]:
        """Send one command of the DevTools protocol and return its result."""
        self._number += 1
        await self._socket.send_json({"id": self._number, "method": method, "params": params})
        while True:
            answer = await self._socket.receive_json(timeout=60)
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return answer["result"]

    async def open(self, address: str) -> None:
        """Go to ``address`` as a person does who follows a link from another program."""
        await self.call("Page.navigate", url="about:blank")
        await self.call("Page.navigate", url=address)
        for _ in range(200):
            if await self._evaluate(
                "document.readyState === 'complete' && location.protocol !== 'about:'"
            ):
                break
            await asyncio.sleep(0.05)
        await self._evaluate(
            f"document.head.append(Object.assign(document.createElement('style'), "
            f"{{textContent: {json.dumps(_PAINT)}}}))"
        )
        await self._evaluate(
            "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )

    async def _evaluate(self, script: str) -> Any:
        answer = await self.call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    async def find_places(self, quote: str) -> list[list[Box]]:
        """Return where on the page the words of ``quote`` stand, each place as its boxes."""
        return await self._evaluate(f"({_RECTANGLES})({json.dumps(quote)})")

    async def find_painted(self) -> list[tuple[int, int]]:
        """Return the pixels of the page that the browser highlights."""
        shot = await self.call("Page.captureScreenshot", captureBeyondViewport=True)
        return await self._evaluate(f"({_PAINTED})({json.dumps(shot['data'])})")


@asynccontextmanager
async def open_browser(home: Path) -> AsyncIterator[Page]:
    """Start the browser with an empty profile below ``home``, and end it again."""
    assert CHROMIUM is not None
    process = subprocess.Popen(
        [
            *(CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", "--mute-audio"),
            *("--no-first-run", "--disable-background-networking", "--hide-scrollbars"),
            *("--window-size=900,4000", "--remote-debugging-port=0"),
            *(f"--user-data-dir={home / 'profile'}", "about:blank"),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        port = await _wait_for_port(home / "profile" / "DevToolsActivePort")
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"http://127.0.0.1:{port}/json/list") as answer,
        ):
            tab = next(tab for tab in await answer.json() if tab["type"] == "page")
            async with session.ws_connect(tab["webSocketDebuggerUrl"], max_msg_size=0) as socket:
                yield Page(socket)
    finally:
        process.terminate()
        process.wait(timeout=20)


async def _wait_for_port(file: Path) -> str:
    for _ in range(600):
        if file.exists() and (text := file.read_text()):
            return text.split("\n", 1)[0]
        await asyncio.sleep(0.05)
    raise TimeoutError("the browser did not start")


def is_painted(painted: list[tuple[int, int]], boxes: list[Box]) -> bool:
    """Whether the highlighted pixels fill ``boxes`` and lie nowhere else."""
    inside = [
        sum(left - 2 <= x <= right + 2 and top - 2 <= y <= bottom + 2 for x, y in painted)
        for left, top, right, bottom in boxes
    ]
    strayed = [
        (x, y)
        for x, y in painted
        if not any(b[0] - 2 <= x <= b[2] + 2 and b[1] - 2 <= y <= b[3] + 2 for b in boxes)
    ]
    full = all(
        count >= 0.8 * (right - left) * (bottom - top)
        for count, (left, top, right, bottom) in zip(inside, boxes, strict=True)
    )
    return bool(painted) and not strayed and full

"""The scripted phone: the owner's browser with a software passkey, for the demo only.

It has what a browser has: pages, its own cookie, a passkey. It reads the approval from the page and answers there. It
opens no page outside this computer, so it can be pointed at no installation that serves anybody else (decisions T7).
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any, Literal
from urllib.parse import urlsplit

import httpx2

from broker.demo.passkey import SoftwarePasskey
from broker.http import is_loopback

Verb = Literal["approve", "refuse", "narrow", "remember"]
PAUSE = 0.25  # seconds between two looks at the inbox
PATIENCE = 30.0  # seconds for one answer: a busy computer is slow, and nothing is asked twice


class PhoneRefused(Exception):
    """The scripted phone does not do that, or the broker did not let it; the words say which."""


@dataclass(frozen=True)
class Page:
    """What a page shows: approvals and proposals that wait for an answer, and its fields by the page's names."""

    waiting: tuple[str, ...]
    proposals: tuple[str, ...]
    fields: dict[str, str]


class ScriptedPhone:
    """One phone of one owner. `base_url` is the broker's public URL; PhoneRefused unless it is on this computer."""

    def __init__(self, base_url: str, passkey: SoftwarePasskey, *, transport: httpx2.AsyncBaseTransport | None = None):
        parts = urlsplit(base_url)
        if not is_loopback(parts.hostname or ""):
            raise PhoneRefused("the scripted phone approves in the demo on this computer and nowhere else")
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self._passkey = passkey
        self.number: Callable[[str], Awaitable[str | None]] | None = None
        """Returns the number that the agent shows for an approval, as somebody sees who sits before it."""
        self._browser = httpx2.AsyncClient(
            base_url=self.origin,
            transport=transport,
            trust_env=False,
            timeout=PATIENCE,
            headers={"User-Agent": "Countersign demo phone"},
        )

    async def enrol(self, link: str, type_digits: Callable[[str], Awaitable[object]]) -> None:
        """Pair by a one-use link, and come back signed in. The link's secret is sent by the page, never in a URL.

        `type_digits` is given the six digits that the page shows and types them where the link was printed. A further
        device then waits until a paired one signs. PhoneRefused where the pairing ends otherwise.
        """
        url = urlsplit(link)
        if f"{url.scheme}://{url.netloc}" != self.origin:
            raise PhoneRefused("the pairing link leads to another broker")
        await self._open(url.path)
        secret = {"secret": url.fragment}
        credential = self._passkey.create(await self._post("/pair/options", secret), self.origin)
        shown = await self._post("/pair/verify", {**secret, "credential": credential})
        await type_digits(shown["digits"])
        while True:
            if (await self._post("/pair/status", secret))["state"] == "paired":
                return
            await asyncio.sleep(PAUSE)

    async def sign_in(self) -> None:
        """Sign in again with the passkey, as after a night."""
        options = await self._post("/signin/options", {})
        await self._post("/signin/verify", {"assertion": self._passkey.get(options, self.origin)})

    async def next_approval(self) -> str:
        """Look at the inbox until an approval waits there; return its id."""
        while True:
            if waiting := (await self._open("/inbox")).waiting:
                return waiting[0]
            await asyncio.sleep(PAUSE)

    async def waiting(self) -> tuple[str, ...]:
        """Return the ids of the approvals that the inbox shows as waiting."""
        return (await self._open("/inbox")).waiting

    async def read(self, approval: str) -> Page:
        """Open the approval's page and return what it shows."""
        return await self._open(f"/approve/{approval}")

    async def decide(
        self, approval: str, verb: Verb, reason: str | None = None, terms: dict[str, Any] | None = None
    ) -> None:
        """Answer with the passkey, as the page's button would; `terms` for less, or for similar calls too."""
        await self._answer(f"/approve/{approval}", verb, reason, terms)

    async def open_proposals(self) -> tuple[str, ...]:
        """Return the ids of the proposals that the inbox shows as waiting, the newest first."""
        return (await self._open("/inbox")).proposals

    async def sign(self, proposal: str, verb: Verb = "approve", reason: str | None = None) -> None:
        """Open a proposal's page and answer it with the passkey."""
        await self._open(f"/proposals/{proposal}")
        await self._answer(f"/proposals/{proposal}", verb, reason)

    async def weigh(self, path: str) -> dict[str, int]:
        """Open a page and all that it loads; return the bytes of each answer, headers included, by address."""
        reader, sizes = _Reader(), {path: 0}
        answer = await self._browser.get(path)
        reader.feed(answer.text)
        for address in reader.loads:
            sizes[address] = _size(await self._browser.get(address))
        return sizes | {path: _size(answer)}

    async def close(self) -> None:
        """Close the browser."""
        await self._browser.aclose()

    async def _open(self, path: str) -> Page:
        answer = await self._browser.get(path, headers={"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate"})
        if answer.status_code != 200:
            raise PhoneRefused(f"the page {path} was answered with HTTP status {answer.status_code}")
        reader = _Reader()
        reader.feed(answer.text)
        fields = {name: " ".join(text.split()) for name, text in reader.fields.items()}
        return Page(tuple(reader.waiting), tuple(reader.proposals), fields)

    async def _answer(self, path: str, verb: Verb, reason: str | None, terms: dict[str, Any] | None = None) -> None:
        asked: dict[str, Any] = {"verb": verb} | ({"terms": terms} if terms else {})
        seen = await self.number(path.rpartition("/")[2]) if self.number else None
        assertion = self._passkey.get(await self._post(f"{path}/options", asked), self.origin)
        said = ({"reason": reason} if reason else {}) | ({"number": seen} if seen else {})
        answer = asked | {"assertion": assertion} | said
        await self._post(f"{path}/decide", answer)

    async def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        headers = {"Origin": self.origin, "Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"}
        response = await self._browser.post(path, json=body, headers=headers)
        answer: dict[str, Any] = response.json()
        if response.status_code != 200:
            raise PhoneRefused(f"{answer.get('title')}: {answer.get('message')}")
        return answer


def _size(answer: httpx2.Response) -> int:
    return len(answer.content) + sum(len(name) + len(value) + len(": \r\n") for name, value in answer.headers.raw)


class _Reader(HTMLParser):
    """Collects the links to open approvals and proposals, and the text of every element with a `data-field`."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: list[str] = []
        self.proposals: list[str] = []
        self.fields: dict[str, str] = {}
        self.loads: dict[str, None] = {}  # addresses of style, script, pictures and manifest, each once
        self._inside: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a link or a field."""
        given = dict(attrs)
        if tag == "a" and "open" in (given.get("class") or "").split():
            self.waiting += [approval] if (approval := given.get("data-approval")) else []
            self.proposals += [proposal] if (proposal := given.get("data-proposal")) else []
        if (address := given.get("src") or (given.get("href") if tag == "link" else None)) is not None:
            self.loads[address] = None
        field = given.get("data-field")
        if field:
            self.fields[field] = ""
        if tag not in _EMPTY:
            self._inside.append((tag, field))

    def handle_endtag(self, tag: str) -> None:
        """Leave the innermost element of that name."""
        while self._inside and self._inside.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Add text to the fields that it stands in."""
        for _, field in self._inside:
            if field:
                self.fields[field] += data


_EMPTY = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr"})  # elements without an end tag

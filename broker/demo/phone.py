"""The scripted phone: the owner's browser with a software passkey, for the demo only.

It has what a browser has: pages, its own cookie, a passkey. It reads the approval from the page and answers there. It
opens no page outside this computer, so it can be pointed at no installation that serves anybody else (decisions T7).
"""

import asyncio
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any, Literal
from urllib.parse import urlsplit

import httpx2

from broker.demo.passkey import SoftwarePasskey
from broker.http import is_loopback

Verb = Literal["approve", "refuse"]
PAUSE = 0.25  # seconds between two looks at the inbox


class PhoneRefused(Exception):
    """The scripted phone does not do that, or the broker did not let it; the words say which."""


@dataclass(frozen=True)
class Page:
    """What a page shows: approvals that wait for an answer, and its fields by the names that the page gives them."""

    waiting: tuple[str, ...]
    fields: dict[str, str]


class ScriptedPhone:
    """One phone of one owner. `base_url` is the broker's public URL; PhoneRefused unless it is on this computer."""

    def __init__(self, base_url: str, passkey: SoftwarePasskey, *, transport: httpx2.AsyncBaseTransport | None = None):
        parts = urlsplit(base_url)
        if not is_loopback(parts.hostname or ""):
            raise PhoneRefused("the scripted phone approves in the demo on this computer and nowhere else")
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self._passkey = passkey
        self._browser = httpx2.AsyncClient(
            base_url=self.origin, transport=transport, trust_env=False, headers={"User-Agent": "Countersign demo phone"}
        )

    async def enrol(self, link: str) -> None:
        """Open a one-use link and make a passkey. The secret in its fragment is sent by the page, never in a URL."""
        url = urlsplit(link)
        if f"{url.scheme}://{url.netloc}" != self.origin:
            raise PhoneRefused("the enrolment link leads to another broker")
        await self._open(url.path)
        options = await self._post(f"{url.path}/options", {"secret": url.fragment})
        credential = self._passkey.create(options, self.origin)
        await self._post(f"{url.path}/verify", {"secret": url.fragment, "credential": credential})

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

    async def decide(self, approval: str, verb: Verb, reason: str | None = None) -> None:
        """Answer with the passkey, as the page's button would."""
        options = await self._post(f"/approve/{approval}/options", {"verb": verb})
        assertion = self._passkey.get(options, self.origin)
        answer = {"verb": verb, "assertion": assertion} | ({"reason": reason} if reason else {})
        await self._post(f"/approve/{approval}/decide", answer)

    async def close(self) -> None:
        """Close the browser."""
        await self._browser.aclose()

    async def _open(self, path: str) -> Page:
        answer = await self._browser.get(path, headers={"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate"})
        if answer.status_code != 200:
            raise PhoneRefused(f"the page {path} was answered with HTTP status {answer.status_code}")
        reader = _Reader()
        reader.feed(answer.text)
        return Page(tuple(reader.waiting), {name: " ".join(text.split()) for name, text in reader.fields.items()})

    async def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        headers = {"Origin": self.origin, "Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"}
        response = await self._browser.post(path, json=body, headers=headers)
        answer: dict[str, Any] = response.json()
        if response.status_code != 200:
            raise PhoneRefused(f"{answer.get('title')}: {answer.get('message')}")
        return answer


class _Reader(HTMLParser):
    """Collects the links to open approvals, and the text of every element with a `data-field`."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: list[str] = []
        self.fields: dict[str, str] = {}
        self._inside: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a link or a field."""
        given = dict(attrs)
        approval = given.get("data-approval")
        if tag == "a" and approval and "open" in (given.get("class") or "").split():
            self.waiting.append(approval)
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

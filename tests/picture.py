"""The README's picture: which page it shows, and how the file tells of which version of that page it was taken."""

import hashlib
import struct
import zlib
from pathlib import Path

from broker.ratchet.isolation import seen
from broker.store.query import Session
from broker.store.tables import Agent
from tests.names import ROOT
from tests.phone.house import House
from tests.stand_ins import NOW

PICTURE = ROOT / ".github" / "approve.png"
PATH = "/approve/approval-1"
WORDS = "The invoice of the bakery is due today.\nIt was 25.00 last month too. <b>Approve</b> \u202eyademos\u202c"
KEYWORD = b"countersign-page"  # of the tEXt chunk

_STATIC = ROOT / "broker" / "phone" / "static"
_BEGINS = b"\x89PNG\r\n\x1a\n"


async def ask(house: House) -> None:
    """Let scout, which is measured at `user`, ask alice to pay the bakery."""

    def measured(session: Session) -> None:
        session.add(Agent(name="scout", owner="alice", credential_digest="scout", created_at=NOW))
        session.flush()
        seen(session, "scout", "user", "the caller runs as user agents (uid 1001)", NOW)

    await house.change(measured)
    await house.ask(agent_reason=WORDS)


def page_digest(html: str) -> str:
    """Return the digest of what a browser paints: the page, its style and its script."""
    digest = hashlib.sha256()
    for part in (html.encode(), (_STATIC / "phone.css").read_bytes(), (_STATIC / "phone.js").read_bytes()):
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()


def stamped(png: bytes, digest: str) -> bytes:
    """Return the picture with the digest in a chunk of text, right after its header."""
    header_end = len(_BEGINS) + 12 + struct.unpack(">I", png[8:12])[0]
    body = b"tEXt" + KEYWORD + b"\0" + digest.encode()
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return png[:header_end] + chunk + png[header_end:]


def stamp_of(png: bytes) -> str | None:
    """Return the digest that a picture carries."""
    assert png.startswith(_BEGINS)
    at = len(_BEGINS)
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        content = png[at + 8 : at + 8 + length]
        if png[at + 4 : at + 8] == b"tEXt" and content.startswith(KEYWORD + b"\0"):
            return content.partition(b"\0")[2].decode()
        at += length + 12
    return None


def write(png: bytes, digest: str, path: Path = PICTURE) -> None:
    """Keep a picture together with the digest of what it shows."""
    path.write_bytes(stamped(png, digest))

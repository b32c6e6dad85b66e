"""Fetching the document that a client's address leads to: by the outbound rules, and kept no longer than it says."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from broker.http import Answer, NoAnswer, NotSent
from broker.oauth.client_document import ClientDocument, Unknown, check_client_id, fresh_for, read_document

KEPT: Final = 100  # documents; the oldest are forgotten


@dataclass(frozen=True)
class _Kept:
    document: ClientDocument
    until: datetime


class ClientDocuments:
    """The documents of clients, each for as long as its answer said that it may be kept, a day at most."""

    def __init__(self, fetch: Callable[[str], Awaitable[Answer]], now: Callable[[], datetime]) -> None:
        self._fetch = fetch
        self._now = now
        self._kept: dict[str, _Kept] = {}

    async def of(self, client_id: str) -> ClientDocument:
        """Return the document about this client; raise Unknown. What went wrong is never kept."""
        check_client_id(client_id)
        kept = self._kept.get(client_id)
        if kept is not None and self._now() < kept.until:
            return kept.document
        try:
            answer = await self._fetch(client_id)
        except (NotSent, NoAnswer):
            # why stays here: it would tell what is reachable from this computer
            raise Unknown("the document at its client_id could not be fetched") from None
        document = read_document(client_id, answer.status, answer.headers, answer.body)
        self._keep(document, fresh_for(answer.headers))
        return document

    def _keep(self, document: ClientDocument, seconds: int) -> None:
        self._kept.pop(document.client_id, None)
        if seconds > 0:
            self._kept[document.client_id] = _Kept(document, self._now() + timedelta(seconds=seconds))
        if len(self._kept) > KEPT:
            del self._kept[next(iter(self._kept))]

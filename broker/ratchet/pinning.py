"""Tools that an MCP server changed: their new pins are put before the first owner, once, and the call is told of it.

The call that found it does not run. What waits is the connector as `countersign connector refresh` would write it; its
file is written with the signature and not before. What the server says is data in that file, and nothing else.
"""

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import structlog

from broker.approval.proposal import FileItem
from broker.connectors.model import Connector
from broker.connectors.upstream_starter import refreshed
from broker.files import Files, Sealed
from broker.ratchet.cooling import muted_until
from broker.ratchet.proposals import CannotPerform, Mint, has_device, propose, steward
from broker.ratchet.proposed import BY_A_CALL, FILE_VALID, ROOM, item_of, key_of, refused, size_of, waiting
from broker.ratchet.sealing import perform_file
from broker.store.query import Session, col
from broker.store.store import Store
from broker.store.tables import Proposal, SealedFile

log = structlog.get_logger("countersign.ratchet")

Tools = Sequence[Mapping[str, Any]]

REFUSED_A_DAY: Final = 3  # changes of one connector that calls brought up; then they bring up no more for a while
_DAY: Final = timedelta(days=1)


class _Untold(Exception):
    """Nobody is asked, or not once more; the message says what helps, for the agent."""


@dataclass(frozen=True)
class Pins:
    """What the broker proposes by itself of connectors whose server changed a tool."""

    store: Store
    files: Files
    now: Callable[[], datetime]
    mint: Mint

    async def asked(
        self, connector: Connector, tool: str, tools: Tools, agent: str, tells: Callable[[str], bool]
    ) -> str:
        """Return, in words for the agent, whether its owner was asked to sign a tool that is not as they signed it.

        `tools` are what the server lists now; `agent` is whose call found it. Where `tells` says of the server's words
        that they hold a secret of ours, nobody is asked.
        """
        try:
            before = await self.store.read(lambda session: self._before(session, connector, agent))
            item = await asyncio.to_thread(_item, before, connector, tool, tools, tells)
            await self.store.write(lambda session: self._propose(session, connector, item, agent))
        except _Untold as why:
            return str(why)
        return _asked()

    def perform(self, session: Session, item: FileItem, proposal: Proposal, now: datetime) -> None:
        """Seal a connector, and write its file where a call brought the change up; raise CannotPerform.

        It is written before the commit: a file that nobody signed counts nothing, and may be signed later.
        """
        perform_file(session, item, proposal, now)
        if proposal.agent is None or item.before is None:
            return
        try:
            self.files.rewrite(item.path, item.before, item.text)
        except FileExistsError:
            raise CannotPerform("the connector's file was changed since, and is not written over") from None
        except (OSError, ValueError):
            raise CannotPerform("the connector's file cannot be written to the configuration folder") from None

    def _before(self, session: Session, connector: Connector, agent: str, *, lock: bool = False) -> Sealed:
        """Return what is in force of a connector, if its owner may be asked to sign another; raise _Untold otherwise.

        With `lock` nobody else asks, on any replica, before this transaction ends.
        """
        now, name = self.now(), f"connector:{connector.name}"
        row = session.get(SealedFile, name, populate_existing=True, with_for_update=lock)
        path = self.files.rewritable(name, connector.digest)
        if any(name in names for _, names in waiting(session, now)):
            raise _Untold(_asked())
        if row is not None and row.digest != connector.digest:
            raise _Untold("its owner has just signed another text of this connector; call again")
        if row is None or path is None or not _can_sign(session):
            raise _Untold(_by_hand(connector))
        if muted_until(session, agent, now) is not None or _refused_of_late(session, name, now) >= REFUSED_A_DAY:
            raise _Untold(f"nobody is asked on the phone for now; {_by_hand(connector)}")
        return Sealed(name, path, row.text, row.digest)

    def _propose(self, session: Session, connector: Connector, item: FileItem, agent: str) -> None:
        self._before(session, connector, agent, lock=True)
        first = steward(session) or ""
        if (f"connector:{item.name}", item.digest) in refused(session):
            raise _Untold(_said_no(connector))
        propose(
            session,
            owner=first,
            items=[item],
            now=self.now(),
            mint=self.mint,
            open_key=key_of(first, [item]),
            agent=agent,
            valid=FILE_VALID,
        )


def _can_sign(session: Session) -> bool:
    first = steward(session)
    return first is not None and has_device(session, first)


def _refused_of_late(session: Session, name: str, now: datetime) -> int:
    """Return how many changes of a file that calls brought up were refused within a day."""
    lately = refused(session, BY_A_CALL, col(Proposal.decided_at) > now - _DAY)
    return sum(one == name for one, _ in lately)


def _item(before: Sealed, connector: Connector, tool: str, tools: Tools, tells: Callable[[str], bool]) -> FileItem:
    """Return the connector with its new pins, as it is shown; raise _Untold where this tool cannot be pinned anew."""
    try:
        found = refreshed(before.text, tools)
    except Exception as why:  # noqa: BLE001 -- a definition that breaks its reader must not leave the call as if it had run
        log.warning("definitions_not_read", connector=connector.name, why=type(why).__name__)
        raise _Untold(_by_hand(connector)) from None
    changed = {one.tool: one for one in found.changed}
    if changed[tool].how == "gone":
        raise _Untold("it can be called again only once its server lists it")
    item = item_of("connector", connector.name, before.path, found.text, before)
    # as it is shown and as it came: what was between two parts of a secret is left out there
    said = [json.dumps(one, ensure_ascii=False) for one in tools if one.get("name") in changed]
    if changed[tool].why or size_of(item) > ROOM or any(map(tells, (*said, *(one.now for one in found.changed)))):
        raise _Untold(_by_hand(connector))
    return item


def _asked() -> str:
    return "its owner has been asked on the phone to sign for this connector; call again once they have signed"


def _said_no(connector: Connector) -> str:
    return (
        "its owner was asked on the phone and refused; calling again helps only once its server has changed it back, "
        f"or its owner has run `countersign connector refresh {connector.name}`"
    )


def _by_hand(connector: Connector) -> str:
    return f"its owner looks at it with `countersign connector refresh {connector.name}`, and signs it anew"

"""Who is calling, whichever way they came in: with a credential that was shown once, or signed in by their host."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from broker.agents.credentials import TOUCH_AT_MOST_EVERY, Caller, recognise, touch, welcome
from broker.agents.sign_ins import ACCESS_PREFIX, holder, signed_in
from broker.store import Store
from broker.store.query import Session

Recognise = Callable[[str], Awaitable[Caller | None]]


def by_credential(store: Store, now: Callable[[], datetime]) -> Recognise:
    """Return what knows callers by their static credentials, and by nothing else."""

    async def known(credential: str) -> Caller | None:
        return await recognise(store, credential, now())

    return known


def by_either(store: Store, resource: str, now: Callable[[], datetime]) -> Recognise:
    """Return what knows callers by static credentials, and by access tokens that are for `resource`."""
    static = by_credential(store, now)

    async def known(shown: str) -> Caller | None:
        if not shown.startswith(ACCESS_PREFIX):
            return await static(shown)
        at = now()
        found = await store.read(lambda session: holder(session, shown, resource, at))
        if found is None:
            return None
        caller, used_at = found
        if used_at is None or at - used_at >= TOUCH_AT_MOST_EVERY:
            await store.write(lambda session: touch(session, caller.agent, at))
        return caller

    return known


async def still_welcome(store: Store, caller: Caller, now: datetime) -> bool:
    """Decide whether that with which `caller` came in is in force now; an access token may have run out since."""

    def look(session: Session) -> bool:
        by_sign_in = signed_in(session, caller)
        return welcome(session, caller, now) if by_sign_in is None else by_sign_in

    return await store.read(look)

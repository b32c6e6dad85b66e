"""Who is calling, whichever way they came in: with a credential that was shown once, or signed in by their host."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from broker.agents.credentials import TOUCH_AT_MOST_EVERY, Caller, Shown, recognise, touch, welcome
from broker.agents.sign_ins import ACCESS_PREFIX, holder, signed_in, spend
from broker.oauth.dpop import BadProof, Proof, check_proof
from broker.store import Store
from broker.store.query import Session

Recognise = Callable[[Shown], Awaitable[Caller | None]]  # raises BadProof


def by_credential(store: Store, now: Callable[[], datetime]) -> Recognise:
    """Return what knows callers by their static credentials, and by nothing else."""

    async def known(shown: Shown) -> Caller | None:
        # a credential is bound to no key: under DPoP it is nothing
        return None if shown.bound else await recognise(store, shown.credential, now())

    return known


def by_either(store: Store, resource: str, now: Callable[[], datetime]) -> Recognise:
    """Return what knows callers by static credentials, and by access tokens that are for `resource`.

    A token that is bound to a key opens under DPoP only, with a proof by that key; one that is not, never under DPoP.
    """
    static = by_credential(store, now)

    async def known(shown: Shown) -> Caller | None:
        if not shown.credential.startswith(ACCESS_PREFIX):
            return await static(shown)
        at = now()
        # the proof first: what is wrong with it says nothing of the token
        proof = _proved(shown, resource, at) if shown.bound else None
        key = None if proof is None else proof.thumbprint
        found = await store.read(lambda session: holder(session, shown.credential, resource, key, at))
        if found is None:
            return None
        caller, used_at = found
        due = used_at is None or at - used_at >= TOUCH_AT_MOST_EVERY
        if (due or proof) and not await store.write(lambda session: _came(session, caller, proof, at, touched=due)):
            raise BadProof("the proof was used before")
        return caller

    return known


def _proved(shown: Shown, resource: str, at: datetime) -> Proof:
    return check_proof(shown.proofs, method=shown.method, uri=resource, token=shown.credential, now=at)


def _came(session: Session, caller: Caller, proof: Proof | None, at: datetime, *, touched: bool) -> bool:
    """Use the proof up, and note the use; False, and nothing noted, for a proof that was used before."""
    if not spend(session, proof):
        return False
    if touched:
        touch(session, caller.agent, at)
    return True


async def still_welcome(store: Store, caller: Caller, now: datetime) -> bool:
    """Decide whether that with which `caller` came in is in force now; an access token may have run out since."""
    return await store.read(lambda session: in_force(session, caller, now))


def in_force(session: Session, caller: Caller, now: datetime) -> bool:
    """Decide the same inside a transaction."""
    by_sign_in = signed_in(session, caller)
    return welcome(session, caller, now) if by_sign_in is None else by_sign_in


async def still_lasts(store: Store, caller: Caller, now: datetime) -> bool:
    """Decide whether a stream that `caller` opened may go on: what it showed then has not ended in any way."""
    return (caller.until is None or now < caller.until) and await still_welcome(store, caller, now)

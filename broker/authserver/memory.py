"""What was signed once is accepted once, also after a restart, and also where the memory of it was lost.

A mark stands among the remembered nonces for as long as they are remembered. Where it is missing, the memory is gone:
whatever was signed before that moment may have been used already, so none of it is accepted any more. A broker begins
to remember as it starts (`begin`), so that a new database accepts nothing from before either.
"""

from datetime import datetime, timedelta

from broker.gnap.errors import GnapError
from broker.gnap.proofs.proving import Verified
from broker.gnap.proofs.structured import refusal
from broker.store.query import Session, col, select, update
from broker.store.tables import Installation, SeenNonce
from broker.store.verbs import audit, latest, remember_nonce

MARK = "memory"  # no digest is spelt like this
FOREVER = timedelta(days=365_000)


def check_fresh(session: Session, identity: str, verified: Verified, now: datetime) -> GnapError | None:
    """Remember a proof by this key; return the refusal where it was used before, or may have been.

    It is returned, not raised: what was remembered stays so whatever else becomes of the transaction.
    """
    since = begin(session, now)
    if since is not None and verified.created < _after(since):
        return refusal("signed before this server's memory of signatures began")
    if verified.replay_key is None:
        return None  # mtls: a connection cannot be replayed
    if not remember_nonce(session, identity, verified.replay_key, verified.acceptable_until):
        return refusal("this signature was used before")
    return None


def begin(session: Session, now: datetime) -> datetime | None:
    """Return since when every nonce is remembered: from now on where that is new, or where what there was is lost."""
    row = latest(session, Installation, 1)
    if session.exec(select(SeenNonce.digest).where(col(SeenNonce.digest) == MARK)).first() is not None:
        return row.nonces_since if row else None
    never_marked = row is None or row.nonces_since is None
    session.add(SeenNonce(digest=MARK, expires_at=now + FOREVER))
    # a new memory has lost nothing of this second, and signatures know no less: what starts with us may sign in it
    since = now.replace(microsecond=0) if never_marked else now
    if row is None:
        session.add(Installation(id=1, nonces_since=since))
    session.flush()
    session.execute(update(Installation).where(col(Installation.id) == 1).values(nonces_since=since))
    if not never_marked:
        audit(session, kind="server.nonces_lost", subject="installation", at=now)
    return since


def _after(moment: datetime) -> int:
    """Return the first whole second (since 1970) that lies behind a moment, or is it: signatures know no less."""
    begun = int(moment.timestamp())
    return begun if datetime.fromtimestamp(begun, moment.tzinfo) == moment else begun + 1

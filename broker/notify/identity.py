"""Who we are to push services: one key per installation, made once and sealed (RFC 8292).

Browsers are subscribed for this very key, so it is never replaced while there is one.
"""

from collections.abc import Callable

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

from broker.notify.webpush import fresh_scalar, private_key
from broker.store.query import Session, col
from broker.store.store import Store
from broker.store.tables import Installation
from broker.store.verbs import use_once
from broker.vault import Vault

_PLACE = {"table": Installation.__tablename__, "row": "1", "column": "vapid"}


class Identity:
    """The installation's key, read or made when it is first needed."""

    def __init__(self, store: Store, vault: Vault, mint: Callable[[int], bytes]) -> None:
        self._store = store
        self._vault = vault
        self._mint = mint
        self._key: EllipticCurvePrivateKey | None = None

    async def key(self) -> EllipticCurvePrivateKey:
        """Return the key; raise SealBroken where the stored one cannot be opened."""
        if self._key is None:
            sealed = await self._store.read(lambda session: session.get_one(Installation, 1).vapid_sealed)
            if sealed is None:
                sealed = await self._store.write(self._made)
            self._key = private_key(self._vault.open(sealed, **_PLACE))
        return self._key

    def _made(self, session: Session) -> bytes:
        """Store a new key unless another replica was first; return the one that is in force, sealed."""
        fresh = self._vault.seal(fresh_scalar(self._mint), **_PLACE)
        first = (col(Installation.id) == 1, col(Installation.vapid_sealed).is_(None))
        use_once(session, Installation, *first, values={"vapid_sealed": fresh})
        sealed = session.get_one(Installation, 1, populate_existing=True).vapid_sealed
        assert sealed is not None  # noqa: S101 -- one of two just wrote it
        return sealed

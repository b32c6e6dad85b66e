"""The only package that knows SQL: tables, the store, and the verbs to use inside its transactions."""

from broker.store.chain import Entry, Verdict, verify_chain
from broker.store.errors import Conflict, LostRace, NoSuchRow, StoreError, StoreUnavailable
from broker.store.store import Store
from broker.store.verbs import (
    Change,
    advance,
    audit,
    claim,
    copy_of,
    enqueue,
    forget_nonces,
    remember_nonce,
    use_once,
    wake,
)

__all__ = [
    "Change",
    "Conflict",
    "Entry",
    "LostRace",
    "NoSuchRow",
    "Store",
    "StoreError",
    "StoreUnavailable",
    "Verdict",
    "advance",
    "audit",
    "claim",
    "copy_of",
    "enqueue",
    "forget_nonces",
    "remember_nonce",
    "use_once",
    "verify_chain",
    "wake",
]

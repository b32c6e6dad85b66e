"""The embedded authorization server: verify the signature over the raw bytes, then one transaction (RFC 9635, 9767).

It is reached by GNAP only, in process or not, and it takes nobody's word: not the client instance's about its rights,
not the Host header's about its own name.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from broker.authserver import finish, grants, issuing
from broker.authserver.context import Context
from broker.gnap.as_role import read_grant_request, read_interact_ref
from broker.gnap.errors import ErrorCode, GnapError
from broker.gnap.grant import Move, State
from broker.gnap.http_message import HttpMessage
from broker.gnap.keys import PublicKey, parse_jwk, thumbprint
from broker.gnap.proofs import httpsig
from broker.http import Answer, Http
from broker.store.query import Session, col, select
from broker.store.store import Store
from broker.store.tables import Outbox, RegisteredClient, ServerGrant, ServerToken
from broker.store.verbs import audit, claim, forget_nonces, remember_nonce

Json = dict[str, Any]
T = TypeVar("T")
BATCH = 50


class AuthorizationServer:
    """The doors of the embedded authorization server; each returns the JSON to answer with or raises GnapError."""

    def __init__(self, store: Store, context: Context, http: Http) -> None:
        self._store = store
        self._context = context
        self._http = http

    async def request_grant(self, message: HttpMessage) -> Json:
        """Answer a new grant request (RFC 9635 §2)."""
        requested = read_grant_request(message.body)
        return await self._signed(
            message, requested.key, lambda session, now: grants.open_grant(session, self._context, requested, now)
        )

    async def continue_grant(self, grant_id: str, message: HttpMessage, token: str) -> Json:
        """Answer a continuation (RFC 9635 §5.1, §5.2)."""
        reference = read_interact_ref(message.body)
        key = await self._key_of_grant(grant_id)
        return await self._signed(
            message,
            key,
            lambda session, now: grants.continue_grant(session, self._context, grant_id, token, reference, now),
        )

    async def cancel_grant(self, grant_id: str, message: HttpMessage, token: str) -> None:
        """End a grant (RFC 9635 §5.4)."""
        key = await self._key_of_grant(grant_id)
        await self._signed(message, key, lambda session, now: grants.cancel_grant(session, grant_id, token, now))

    async def revoke_token(self, token_id: str, message: HttpMessage, token: str) -> None:
        """Revoke a token by its management token (RFC 9635 §6.2)."""
        key = await self._key_of_token(token_id)
        await self._signed(
            message,
            key,
            lambda session, now: issuing.revoke(session, issuing.managed(session, token_id, token), now),
        )

    async def introspect(self, message: HttpMessage) -> Json:
        """Answer a resource server about a token (RFC 9767 §3.3)."""
        question = issuing.Question(message.body)
        servers = issuing.asking(self._context.connectors(), question.key)
        return await self._signed(
            message,
            question.key,
            lambda session, now: issuing.introspect(session, self._context, question, servers, now),
        )

    async def send_due(self) -> int:
        """Make the finish calls that are due; return how many were tried."""
        now = self._context.now()
        lease = self._context.mint(8).hex()
        due = await self._store.write(
            lambda session: claim(
                session,
                Outbox,
                col(Outbox.kind) == finish.KIND,
                now=now,
                lease=lease,
                seconds=finish.LEASE_SECONDS,
                limit=BATCH,
            )
        )
        for row in due:
            await self._send(row.id, row.subject, row.expires_at)
        return len(due)

    async def sweep(self) -> int:
        """End pending grants whose time ran out, and forget old nonces; return how many grants ended."""
        now = self._context.now()

        def work(session: Session) -> int:
            forget_nonces(session, now)
            late = select(ServerGrant).where(
                col(ServerGrant.state) == State.PENDING, col(ServerGrant.expires_at) <= now
            )
            ended = list(session.exec(late.limit(BATCH).with_for_update(skip_locked=True)))
            for grant in ended:
                grants.end_pending(session, grant, Move.EXPIRE, now)
            return len(ended)

        return await self._store.write(work)

    async def _send(self, row_id: str, grant_id: str, expires_at: datetime) -> None:
        call = await self._store.read(lambda session: finish.finish_call(session, self._context, grant_id))
        outcome = "nothing to tell" if call is None else await finish.deliver(self._post, call)
        now = self._context.now()
        if outcome is None and now >= expires_at:
            outcome = "expired"

        def work(session: Session) -> None:
            row = session.get_one(Outbox, row_id)
            if row.done_at is not None:
                return
            if outcome is not None:
                finish.close(session, row, outcome, now)
                return
            row.attempts += 1
            row.due_at, row.lease, row.lease_until = finish.later(row.attempts, now), None, None
            session.add(row)

        await self._store.write(work)

    async def _post(self, call: HttpMessage) -> Answer:
        return await self._http.to_server(call)

    async def _key_of_grant(self, grant_id: str) -> PublicKey:
        def work(session: Session) -> Json | None:
            grant = session.get(ServerGrant, grant_id)
            client = session.get(RegisteredClient, grant.thumbprint) if grant else None
            return client.public_jwk if client else None

        return _key(await self._store.read(work), ErrorCode.INVALID_CONTINUATION)

    async def _key_of_token(self, token_id: str) -> PublicKey:
        def work(session: Session) -> Json | None:
            token = session.get(ServerToken, token_id)
            return token.public_jwk if token else None

        return _key(await self._store.read(work), ErrorCode.INVALID_ROTATION)

    async def _signed(self, message: HttpMessage, key: PublicKey, work: Callable[[Session, datetime], T]) -> T:
        """Check the proof, then run `work` in the transaction that remembers the nonce, whatever becomes of it."""
        now = self._context.now()
        verified = httpsig.verify(message, key, now=now)
        print_ = thumbprint(key.jwk)

        def transaction(session: Session) -> T | GnapError:
            if not remember_nonce(session, print_, verified.replay_key, verified.acceptable_until):
                return GnapError(ErrorCode.INVALID_CLIENT, "this signature was used before")
            try:
                with session.begin_nested():
                    return work(session, now)
            except GnapError as refusal:
                _audit_refusal(session, print_, refusal, now)
                return refusal

        outcome = await self._store.write(transaction)
        if isinstance(outcome, GnapError):
            raise outcome
        return outcome


def _audit_refusal(session: Session, key: str, refusal: GnapError, now: datetime) -> None:
    data = {"code": str(refusal.code), "why": refusal.description}
    audit(session, kind="server.request_refused", subject=key, at=now, data=data)


def _key(jwk: Json | None, code: ErrorCode) -> PublicKey:
    # Unknown and foreign look alike: both are refused before any signature is checked.
    if jwk is None:
        raise GnapError(code, "unknown continuation or token")
    return parse_jwk(jwk)

"""The embedded authorization server: verify the signature over the raw bytes, then one transaction (RFC 9635, 9767).

It is reached by GNAP only, in process or not, and it takes nobody's word: not the client instance's about its rights,
not the Host header's about its own name.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from broker.authserver import (
    clients,
    downstream,
    grants,
    introspecting,
    memory,
    modifying,
    pending,
    refusing,
    resource_servers,
    resources,
    rotation,
    subject,
)
from broker.authserver.context import Context
from broker.authserver.sending import FinishCalls
from broker.gnap.as_role import read_grant_request, read_interact_ref, read_modification, read_new_key
from broker.gnap.errors import ErrorCode, GnapError
from broker.gnap.grant import Move, State
from broker.gnap.http_message import HttpMessage
from broker.gnap.keys import Key
from broker.gnap.proofs import proving
from broker.gnap.proofs.httpsig import TAG
from broker.gnap.proofs.structured import refusal as refused_proof
from broker.http import Http
from broker.store.query import Session, col, select
from broker.store.store import Store
from broker.store.tables import RegisteredClient, ServerGrant
from broker.store.verbs import forget_nonces

Json = dict[str, Any]
T = TypeVar("T")
BATCH = 50


class AuthorizationServer:
    """The doors of the embedded authorization server; each returns the JSON to answer with or raises GnapError.

    `tag` is what a signature must be tagged with (RFC 9635 §7.3.1): None only at the path of another dialect.
    """

    tag: str | None = TAG

    def __init__(self, store: Store, context: Context, http: Http) -> None:
        self._store = store
        self._context = context
        self._finish_calls = FinishCalls(store, context, http)
        self._token_key: Json | None = None

    async def request_grant(self, message: HttpMessage) -> Json:
        """Answer a new grant request (RFC 9635 §2)."""
        content = proving.content_of(message)
        derived = downstream.derivation(content)
        if derived is not None:
            return await self._derive(message, derived)
        requested = read_grant_request(content)
        named = requested.client
        key = named if isinstance(named, Key) else await self._read(lambda it: clients.key_of_instance(it, named))
        return await self._signed(
            message, key, lambda session, now: grants.open_grant(session, self._context, key, requested, now)
        )

    async def _derive(self, message: HttpMessage, asked: downstream.Derivation) -> Json:
        """Answer a resource server that asks for a token at another one (RFC 9767 §4)."""
        servers = downstream.asking_servers(self._context.connectors(), asked.key)
        return await self._signed(
            message,
            asked.key,
            lambda session, now: downstream.derive(session, self._context, asked, servers, now),
        )

    async def continue_grant(self, grant_id: str, message: HttpMessage, token: str) -> Json:
        """Answer a continuation (RFC 9635 §5.1, §5.2)."""
        reference = read_interact_ref(proving.content_of(message))
        return await self._signed(
            message,
            await self._key_of_grant(grant_id),
            lambda session, now: grants.continue_grant(session, self._context, grant_id, token, reference, now),
        )

    async def modify_grant(self, grant_id: str, message: HttpMessage, token: str) -> Json:
        """Answer a modification of an ongoing request (RFC 9635 §5.3)."""
        content = proving.content_of(message) or b""
        change = read_modification(content)
        said = content.decode()
        return await self._signed(
            message,
            await self._key_of_grant(grant_id),
            lambda session, now: modifying.modify_grant(session, self._context, grant_id, token, change, said, now),
        )

    async def cancel_grant(self, grant_id: str, message: HttpMessage, token: str) -> None:
        """End a grant (RFC 9635 §5.4)."""
        key = await self._key_of_grant(grant_id)
        await self._signed(message, key, lambda session, now: grants.cancel_grant(session, grant_id, token, now))

    async def rotate_token(self, token_id: str, message: HttpMessage, token: str) -> Json:
        """Give a token a new value, and a new key where the message names one (RFC 9635 §6.1, §6.1.1)."""
        new = read_new_key(proving.content_of(message))
        managed = await self._managed(token_id, token)
        if new is not None and managed.bearer:
            raise GnapError(ErrorCode.INVALID_ROTATION, "a bearer token has no key to rotate")
        return await self._signed(
            message,
            managed.key,
            lambda session, now: rotation.rotate(session, self._context, token_id, token, new, now),
            client=managed.client,
            new=new,
        )

    async def revoke_token(self, token_id: str, message: HttpMessage, token: str) -> None:
        """Revoke a token by its management token (RFC 9635 §6.2)."""
        managed = await self._managed(token_id, token)
        await self._signed(
            message,
            managed.key,
            lambda session, now: rotation.revoke_managed(session, self._context, token_id, token, now),
            client=managed.client,
        )

    async def introspect(self, message: HttpMessage) -> Json:
        """Answer a resource server about a token (RFC 9767 §3.3)."""
        question = introspecting.Question(message.body)
        key = await self._key_of_server(question.server)
        servers = resource_servers.connectors_of(self._context.connectors(), key)
        return await self._signed(
            message,
            key,
            lambda session, now: introspecting.introspect(session, self._context, question, servers, now),
        )

    async def register_resources(self, message: HttpMessage) -> Json:
        """Answer a resource server that registers a set of resources (RFC 9767 §3.4)."""
        registration = resources.Registration(message.body)
        key = await self._key_of_server(registration.server)
        servers = resource_servers.connectors_of(self._context.connectors(), key)
        return await self._signed(
            message,
            key,
            lambda session, now: resources.register_set(session, self._context, registration, key, servers, now),
        )

    async def token_key(self) -> Json:
        """Return the public JWK with which resource servers check signed tokens; made when first asked for."""
        if self._token_key is None:
            key = await self._store.write(lambda session: subject.token_key(session, self._context))
            self._token_key = key.public.jwk
        return self._token_key

    async def send_due(self, within: float | None = None) -> int:
        """Make the finish calls that are due, waiting `within` seconds for them; return how many were begun."""
        return await self._finish_calls.send_due(within)

    async def close(self) -> None:
        """Cut off the finish calls that are under way; they are made again when their leases lapse."""
        await self._finish_calls.close()

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
                pending.end_pending(session, grant, Move.EXPIRE, now)
            return len(ended)

        return await self._store.write(work)

    async def _key_of_server(self, shown: resource_servers.Shown) -> Key:
        return await self._read(lambda session: resource_servers.key_of(session, shown))

    async def _key_of_grant(self, grant_id: str) -> Key:
        def work(session: Session) -> Key | None:
            grant = session.get(ServerGrant, grant_id)
            return clients.key_of_grant(session, grant) if grant else None

        key = await self._read(work)
        # Unknown and foreign look alike: both are refused before any signature is checked.
        if key is None:
            raise GnapError(ErrorCode.INVALID_CONTINUATION, "unknown continuation")
        return key

    async def _managed(self, token_id: str, token: str) -> rotation.Managed:
        now = self._context.now()
        return await self._read(lambda it: rotation.management_key(it, self._context, token_id, token, now))

    async def _read(self, work: Callable[[Session], T]) -> T:
        return await self._store.read(work)

    async def _signed(
        self,
        message: HttpMessage,
        key: Key,
        work: Callable[[Session, datetime], T],
        *,
        client: str | None = None,
        new: Key | None = None,
    ) -> T:
        """Check the proof, then run `work` in the transaction that remembers the nonce, whatever becomes of it.

        `client` is whose registration counts, where the key is not its own any more; with `new` both keys must prove.
        """
        now = self._context.now()
        claimed = refusing.Claimed(self._context, key.identity, client or key.identity, now)
        verified = await self._proved(message, key, new, claimed)

        def transaction(session: Session) -> T | GnapError:
            # a stranger's nonce is not remembered either: nothing here could be done with it, once or twice
            if client is None and not claimed.is_known(session):
                return clients.unregistered()
            if verified.nonce is None and key.proof == "httpsig" and not _nonce_optional(session, claimed.registration):
                return claimed.refused(session, refused_proof("the signature has no nonce"))
            used = memory.check_fresh(session, claimed.key, verified, now)
            if used is not None:
                return claimed.refused(session, used)
            try:
                with session.begin_nested():
                    return work(session, now)
            except GnapError as refusal:
                return claimed.refused(session, refusal)

        outcome = await self._store.write(transaction)
        if isinstance(outcome, GnapError):
            raise outcome
        return outcome

    async def _proved(
        self, message: HttpMessage, key: Key, new: Key | None, claimed: refusing.Claimed
    ) -> proving.Verified:
        try:
            return _verified(message, key, new, claimed.now, self.tag)
        except GnapError as why:
            await self._write_down(claimed, why)
            raise

    async def _write_down(self, claimed: refusing.Claimed, why: GnapError) -> None:
        # looked at first: a stranger must not even get the one writer's turn
        if await self._read(claimed.is_known):
            await self._store.write(lambda session: claimed.refused(session, why))


def _verified(message: HttpMessage, key: Key, new: Key | None, now: datetime, tag: str | None) -> proving.Verified:
    # whether a nonce may be missing is asked of the registration, in the transaction
    if new is not None:
        return proving.rotation_verify(message, key, new, now=now, allow_missing_nonce=True)
    return proving.verify(message, key, now=now, allow_missing_nonce=True, tag=tag)


def _nonce_optional(session: Session, identity: str) -> bool:
    client = session.get(RegisteredClient, identity)
    return client is not None and client.nonce_optional

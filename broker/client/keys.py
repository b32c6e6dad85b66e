"""One key for each agent at each authorization server (RFC 9635 §11.31): a stolen token finds no second door."""

from broker.client.context import Context
from broker.gnap.keys import generate
from broker.gnap.tokens import new_token
from broker.store.query import Session, bindparam, col, select
from broker.store.tables import ClientKey

_KEY_AT = select(ClientKey).where(
    col(ClientKey.agent) == bindparam("agent"), col(ClientKey.authorization_server) == bindparam("server")
)


def key_for(session: Session, context: Context, agent: str, authorization_server: str) -> ClientKey:
    """Return the key of `agent` at that grant endpoint, made on first use and sealed at once."""
    found = session.scalars(_KEY_AT, {"agent": agent, "server": authorization_server}).one_or_none()
    return found or _new_key(session, context, agent, authorization_server)


def _new_key(session: Session, context: Context, agent: str, authorization_server: str) -> ClientKey:
    key_id = "k_" + new_token(context.mint)[:24]
    private = generate("EdDSA", key_id, context.mint)
    key = ClientKey(
        id=key_id,
        agent=agent,
        authorization_server=authorization_server,
        public_jwk=private.public.jwk,
        private_sealed=context.vault.seal(private.to_bytes(), table="client_key", row=key_id, column="private"),
        created_at=context.now(),
    )
    session.add(key)
    session.flush()
    return key

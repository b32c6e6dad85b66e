"""Start modes: how an owner meets a grant request on pages of ours (RFC 9635 §2.5.1, §3.3, §4.1). It renders no page.

A secret in a URI, or a short code, finds one pending grant. It is worth nothing by itself: the grant's own owner has to
be signed in, the first signed-in browser keeps it, and what is decided there is the same approval as in the inbox.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from broker.authserver import finish, subject
from broker.authserver.context import Context
from broker.gnap.grant import State
from broker.gnap.tokens import new_token, token_digest
from broker.store.query import ColumnElement, Session, col, delete, or_, select, update
from broker.store.tables import Approval, PhoneSession, RegisteredClient, ServerGrant, Visit
from broker.store.verbs import audit, use_once

Json = dict[str, Any]

URI_MODES = ("redirect", "app")
CODE_MODES = ("user_code", "user_code_uri")
START_MODES = (*URI_MODES, *CODE_MODES)  # what this server can answer (RFC 9635 §9)
LETTERS = "CDFHJKMNPQRTVWXY23456789"  # none that is read as another one, no vowels: no words
CODE_LENGTH = 8  # 24**8: 36 bits for ten minutes, five wrong tries a session and ten an owner
URI_VALID = timedelta(hours=1)
KEPT = timedelta(days=1)  # after its end, as a way back for a browser that is still here
CODE_VALID = timedelta(minutes=10)  # RFC 9635 §3.3.3: several minutes


def offer(session: Session, context: Context, grant: ServerGrant, start_modes: Sequence[str], now: datetime) -> Json:
    """Return the members of `interact` that answer these start modes (RFC 9635 §3.3.1 to §3.3.4), each used once.

    Unknown modes are left out (§2.5.1); the answer is empty where none is left. An earlier offer of this grant ends:
    whoever asks again has lost it. The caller decides whether the client may have start modes at all.
    """
    session.execute(delete(Visit).where(or_(col(Visit.grant) == grant.id, col(Visit.expires_at) <= now - KEPT)))
    modes = [mode for mode in START_MODES if mode in start_modes]
    grant.start = modes or None
    session.add(grant)
    session.flush()
    return {mode: _offered(session, context, grant, mode, now) for mode in modes}


def expiry(grant: ServerGrant, modes: Sequence[str], now: datetime) -> datetime:
    """Return until when an offer of these modes holds: `interact.expires_in` counts to it (RFC 9635 §3.3)."""
    spans = [CODE_VALID if mode in CODE_MODES else URI_VALID for mode in modes]
    return min([grant.expires_at, *(now + span for span in spans)])


def subject_of(session: Session, context: Context, grant: ServerGrant) -> Json | None:
    """Return the subject information to release, or None: nothing asked for, or nobody was here to be sure of (P8)."""
    return subject.released(session, context, grant)


def typed(text: str) -> str:
    """Return a code as it was given out, whatever stands between its letters (RFC 9635 §4.1.2)."""
    return "".join(char for char in text if char.isascii() and char.isalnum()).upper()


def _offered(session: Session, context: Context, grant: ServerGrant, mode: str, now: datetime) -> Any:
    secret = _fresh_code(session, context.mint) if mode in CODE_MODES else new_token(context.mint)
    session.add(
        Visit(
            id="v_" + new_token(context.mint)[:24],
            grant=grant.id,
            mode=mode,
            secret_digest=token_digest(secret),
            expires_at=expiry(grant, [mode], now),
        )
    )
    session.flush()
    if mode == "user_code_uri":
        return {"code": secret, "uri": f"{context.public_url}/code"}
    return secret if mode == "user_code" else f"{context.public_url}/interact/{secret}"


def _fresh_code(session: Session, mint: Callable[[int], bytes]) -> str:
    """Return a code that no living visit has: it must find exactly one request (RFC 9635 §4.1.2)."""
    while True:
        code = _code(mint)
        if session.scalars(select(Visit.id).where(Visit.secret_digest == token_digest(code))).first() is None:
            return code


def _code(mint: Callable[[int], bytes]) -> str:
    fair = 256 - 256 % len(LETTERS)  # above it the first letters would come more often
    code = ""
    while len(code) < CODE_LENGTH:
        code += "".join(LETTERS[byte % len(LETTERS)] for byte in mint(2 * CODE_LENGTH) if byte < fair)
    return code[:CODE_LENGTH]


@dataclass(frozen=True)
class Met:
    """A visit that can go on, for the page: who asks, in which words of its own, and where the browser goes then.

    `host` is of the client's finish URI, None where the browser stays here; `decided` where the answer was given
    elsewhere already. `display` is what the client says of itself, checked by nobody; `locales` are the languages that
    it asked for, best first (RFC 9635 §2.5.3).
    """

    id: str
    approval: str
    agent: str
    display: Json | None
    host: str | None
    decided: bool
    locales: tuple[str, ...] = ()


@dataclass(frozen=True)
class Visits:
    """The visits of one installation, as the owner's pages use them."""

    context: Context

    def by_uri(self, session: Session, secret: str, signed: PhoneSession, now: datetime) -> Met | None:
        """Return what a URI's secret leads this browser to; None is the one answer for every reason why not."""
        return self._met(session, self._found(session, secret, URI_MODES), signed, now)

    def by_code(self, session: Session, text: str, signed: PhoneSession, now: datetime) -> Met | None:
        """Return what a typed code leads this browser to, or None."""
        return self._met(session, self._found(session, typed(text), CODE_MODES), signed, now)

    def enter(self, session: Session, visit: str, signed: PhoneSession, now: datetime) -> bool:
        """Bind a visit to this browser session; tell whether it is its own now. The first one keeps it."""
        row = session.get_one(Visit, visit, populate_existing=True)
        session.get_one(ServerGrant, row.grant, populate_existing=True, with_for_update=True)
        if row.session_digest == signed.digest:
            return True
        # looked at once more under the grant's lock: two start modes taken at once are two ways in
        if self._another_opened(session, row):
            return False
        first = (col(Visit.id) == visit, col(Visit.session_digest).is_(None), col(Visit.done_at).is_(None))
        values = {"session_digest": signed.digest, "owner": signed.owner, "opened_at": now}
        if not use_once(session, Visit, *first, col(Visit.expires_at) > now, values=values):
            return False
        audit(session, kind="visit.opened", subject=row.grant, at=now, owner=signed.owner, data={"mode": row.mode})
        return True

    def mine(self, session: Session, grant: str, signed: PhoneSession, now: datetime) -> Met | None:
        """Return the visit by which this browser session came to a grant, while there is a way on."""
        opened = (col(Visit.grant) == grant, col(Visit.session_digest) == signed.digest)
        return self._shown(session, session.exec(select(Visit).where(*opened)).first(), now)

    def complete(self, session: Session, approval: Approval, session_digest: str | None, now: datetime) -> None:
        """Close what an answer closes: the visits of its grant (RFC 9635 §4.1), once it is known who came by one.

        An answer from elsewhere leaves the visits of a redirect finish: they still lead the browser to the client.
        """
        grant = session.get(ServerGrant, approval.grant)
        if grant is None:
            return
        row = self._open_in(session, grant.id, session_digest, now)
        if row is not None:
            grant.visited_by, grant.visited_at = approval.owner, now
            session.add(grant)
            data = {"mode": row.mode, "decision": approval.decision}
            audit(session, kind="visit.completed", subject=grant.id, at=now, owner=approval.owner, data=data)
        elif grant.finish_method == finish.REDIRECT:
            return
        undone = (col(Visit.grant) == grant.id, col(Visit.done_at).is_(None))
        session.execute(update(Visit).where(*undone).values(done_at=now))

    def way_back(self, session: Session, visit: str, signed: PhoneSession) -> str | None:
        """Return the client's finish URI, with hash and reference, for the browser that came by this visit (§4.2.1)."""
        row = session.get(Visit, visit, populate_existing=True)
        if row is None or row.session_digest != signed.digest or row.owner != signed.owner:
            return None
        return finish.redirect_uri(session, self.context, row.grant)

    def _found(self, session: Session, secret: str, modes: tuple[str, ...]) -> Visit | None:
        # by digest: how long the look-up takes says nothing about the secret
        wanted = (col(Visit.secret_digest) == token_digest(secret), col(Visit.mode).in_(modes))
        return session.exec(select(Visit).where(*wanted).execution_options(populate_existing=True)).first()

    def _met(self, session: Session, row: Visit | None, signed: PhoneSession, now: datetime) -> Met | None:
        if row is None or row.done_at is not None or now >= row.expires_at:
            return None
        if row.session_digest not in (None, signed.digest) or self._another_opened(session, row):
            return None
        grant = session.get(ServerGrant, row.grant, populate_existing=True)
        if grant is None or grant.owner != signed.owner:
            return None
        return self._shown(session, row, now)

    def _another_opened(self, session: Session, row: Visit) -> bool:
        # RFC 9635 §4.1: one start mode taken, the others are closed, so that nobody cuts in by another one
        others = (col(Visit.grant) == row.grant, col(Visit.id) != row.id, col(Visit.opened_at).is_not(None))
        return session.scalars(select(Visit.id).where(*others)).first() is not None

    def _shown(self, session: Session, row: Visit | None, now: datetime) -> Met | None:
        grant = session.get(ServerGrant, row.grant, populate_existing=True) if row else None
        if row is None or grant is None or grant.state != State.PENDING or now >= grant.expires_at:
            return None
        approval = session.get(Approval, grant.approval) if grant.approval else None
        client = session.get(RegisteredClient, grant.thumbprint)
        if approval is None or approval.withdrawn_at is not None or client is None or client.revoked_at is not None:
            return None
        decided = approval.decision is not None
        words, locales = _own_words(approval), tuple(grant.locales or ())
        return Met(row.id, approval.id, grant.agent, words, _host(grant), decided, locales)

    def _open_in(self, session: Session, grant: str, session_digest: str | None, now: datetime) -> Visit | None:
        if session_digest is None:
            return None
        mine: tuple[ColumnElement[bool], ...] = (
            col(Visit.grant) == grant,
            col(Visit.session_digest) == session_digest,
            col(Visit.done_at).is_(None),
            col(Visit.expires_at) > now,
        )
        return session.exec(select(Visit).where(*mine)).first()


def _own_words(approval: Approval) -> Json | None:
    """Return what the client says of itself, as it stands in the document that its owner is shown."""
    client = json.loads(approval.document).get("client")
    return {name: words for name, words in client.items() if words is not None} if isinstance(client, dict) else None


def _host(grant: ServerGrant) -> str | None:
    if grant.finish_method != finish.REDIRECT or grant.finish_uri is None:
        return None
    return urlsplit(grant.finish_uri).netloc

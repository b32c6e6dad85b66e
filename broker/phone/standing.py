"""Approving less, or similar calls too: the page that shows what would be signed, and taking it back (decisions §2.3).

The page is a GET with the wanted terms in its query: it changes nothing, and shows the very document whose digest the
passkey signs.
"""

from datetime import datetime, timedelta
from typing import Any

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from broker.approval.document import DocumentError, rfc3339
from broker.approval.standing import StandingDocument, Terms, parse
from broker.phone import documents, sessions
from broker.phone.answering import REASON_LIMIT, bad_terms, intact, nothing_here
from broker.phone.approve import effective, owned
from broker.phone.catalogue import phrase
from broker.phone.deps import PhoneDeps
from broker.phone.inbox import outcome
from broker.phone.pages import page
from broker.policy.matching import choices
from broker.ratchet.standing import revoke
from broker.store.query import Session, col, select
from broker.store.tables import Approval, StandingApproval


async def standing_page(deps: PhoneDeps, request: Request) -> Response:
    """GET /approve/{id}/as: what would be signed under the terms of the query, or what was signed."""
    signed = await sessions.signed_in(deps, request)
    if signed is None:
        return RedirectResponse(sessions.sign_in_path(request.url.path), status_code=303)
    now, approval_id = deps.now(), request.path_params["id"]

    def work(session: Session) -> tuple[Approval, StandingApproval | None]:
        made = select(StandingApproval).where(col(StandingApproval.approval) == approval_id)
        return owned(session, approval_id, signed.owner, now), session.scalars(made).first()

    row, stood = await deps.store.read(work)
    if stood is not None:
        return _page(parse(stood.document), "", row=row, stood=stood, now=now)
    if outcome(row, now) != "waiting":
        return RedirectResponse(f"/approve/{row.id}", status_code=303)
    terms = _terms(dict(request.query_params), now)
    document = effective(intact(row, documents.read, phrase("Let the agent ask again")), terms, now)
    return _page(document, terms.model_dump_json(), row=row, stood=None, now=now)


async def take_back(deps: PhoneDeps, request: Request) -> Response:
    """POST /standing/{id}/revoke: narrowing is free, so the session is enough."""
    signed = await sessions.demanded(deps, request)
    now, standing = deps.now(), request.path_params["id"]
    if not await deps.store.write(lambda session: revoke(session, standing, signed.owner, now)):
        raise nothing_here()
    return JSONResponse({"revoked": standing, "next": "/inbox"})


def _terms(query: dict[str, str], now: datetime) -> Terms:
    """Return the terms of a form, which speaks of hours and numbers; raise a 422 Refusal in words."""
    try:
        hours, uses = int(query.get("hours", "24")), int(query.get("uses", "1"))
        until = rfc3339(now + timedelta(hours=min(hours, 24 * 365)))
        text = {name: query[name] for name in ("verb", "field", "amount", "each", "total") if query.get(name)}
        return Terms.model_validate(text | {"uses": uses, "until": until})
    except (ValueError, ValidationError, DocumentError, OverflowError):
        why = phrase("these are no terms; amounts are written as 25.00, uses and hours as whole numbers")
        raise bad_terms(why) from None


def _page(document: StandingDocument, terms: str, *, row: Approval, stood: Any, now: datetime) -> Response:
    return page(
        "standing.html",
        document=document,
        host=document.resource_server.partition("://")[2] or document.resource_server,
        terms=terms,
        row=row,
        stood=stood,
        outcome=outcome(row, now),
        right=list(documents.rows(document.access[0])),
        everything=documents.lines(document.model_dump()),
        unshowable=None,
        choices=choices(row.number or "", row.id) if row.match else [],
        reason_limit=REASON_LIMIT,
    )

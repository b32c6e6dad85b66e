"""Did the owner's passkey sign this document? The stored decision is not believed: everything is computed again (R8).

Our own client instance checks this itself before it acts. Somebody else's cannot, so the server does it before it
issues anything.
"""

from urllib.parse import urlsplit

from broker.approval.decision import APPROVE, AssertionRefused, challenge, verify_assertion
from broker.approval.document import DocumentError
from broker.approval.rights_document import RightsDocument, parse
from broker.authserver.context import Context
from broker.gnap.errors import ErrorCode, GnapError
from broker.store.query import Session
from broker.store.tables import Approval, Passkey, ServerGrant


def signed_rights(session: Session, context: Context, grant: ServerGrant, approval: Approval) -> RightsDocument:
    """Return the document that the grant's owner signed for this client; raise GnapError(request_denied) otherwise."""
    try:
        document = parse(approval.document)
        _check(session, context, approval, document)
    except (DocumentError, AssertionRefused) as why:
        words = "the owner's signature does not verify: ask again"
        raise GnapError(ErrorCode.REQUEST_DENIED, words, f"{words}: {why}") from None
    named = (document.agent, document.owner, document.client_key, document.authorization_server)
    if named != (grant.agent, grant.owner, grant.thumbprint, context.grant_endpoint) or approval.grant != grant.id:
        raise GnapError(ErrorCode.REQUEST_DENIED, "the owner signed for another client or another server: ask again")
    return document


def _check(session: Session, context: Context, approval: Approval, document: RightsDocument) -> None:
    if not document.digest == approval.digest == approval.effective_digest:
        raise DocumentError("the document is not the one that was signed")
    passkey = session.get(Passkey, approval.passkey) if approval.passkey else None
    if passkey is None or passkey.owner != document.owner or not approval.assertion:
        raise AssertionRefused("there is no passkey of the owner that signed it")
    if approval.nonce is None or approval.not_after is None:
        raise AssertionRefused("part of the decision's evidence is missing")
    expected = challenge(
        nonce=approval.nonce,
        grant=approval.grant,
        owner=approval.owner,
        verb=APPROVE,
        digest=document.digest,
        not_after=approval.not_after,
    )
    verify_assertion(
        public_key=passkey.public_key,
        assertion=approval.assertion,
        expected_challenge=expected,
        rp_id=urlsplit(context.public_url).hostname or "",
        origin=context.public_url,
    )

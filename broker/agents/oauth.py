"""The addresses at which a host learns how to sign in, and changes what it was given for tokens.

The one between, where the owner is asked, is a page of the phone. Nothing here reaches out or knows who is asking:
codes and refresh tokens are looked up by digest, and every refusal is a JSON error of RFC 6749 §5.2.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from broker.agents import sign_ins
from broker.agents.registering import Registrations, TooMany
from broker.agents.sign_ins import Cut, Issued
from broker.oauth import metadata
from broker.oauth.client_registration import RegistrationError
from broker.oauth.dpop import BadProof, Proof, check_proof
from broker.oauth.token_request import (
    CodeRequest,
    KeyRequest,
    RefreshRequest,
    TokenError,
    read_token_request,
)
from broker.store import Store
from broker.store.query import Session

BODY_LIMIT: Final = 16 * 1024  # bytes of a token request
_FORM: Final = "application/x-www-form-urlencoded"
_JSON: Final = "application/json"
_NEVER_KEPT: Final = {"Cache-Control": "no-store", "Pragma": "no-cache"}  # RFC 6749 §5.1
_STATUS: Final = {"invalid_client": 401}  # all others: 400 (RFC 6749 §5.2)


def routes(
    store: Store,
    public_url: str,
    now: Callable[[], datetime],
    mint: Callable[[int], bytes],
    cut: Cut,
    registrations: Registrations | None = None,
) -> list[Route]:
    """Return both metadata documents, the token endpoint, and the one for registrations where there is to be one.

    `cut` ends what came of a sign-in that ends.
    """

    async def token(request: Request) -> Response:
        try:
            proof = _proof(request, public_url + metadata.TOKEN, now())
            issued = await _issued(store, await _body(request), proof, public_url, now(), mint, cut)
        except TokenError as why:
            return JSONResponse(why.as_json(), _STATUS.get(why.error, 400), _NEVER_KEPT)
        return JSONResponse(issued.as_json(), 200, _NEVER_KEPT)

    return [
        _document(metadata.RESOURCE_METADATA, metadata.protected_resource(public_url)),
        _document(
            metadata.SERVER_METADATA,
            metadata.authorization_server(public_url, registers=registrations is not None),
        ),
        Route(metadata.TOKEN, token, methods=["POST"]),
        *([_registering(registrations)] if registrations is not None else []),
    ]


def _registering(registrations: Registrations) -> Route:
    async def register(request: Request) -> Response:
        try:
            peer = request.client.host if request.client else ""  # a unix socket's has no address
            made = await registrations.register(await _body(request, _JSON), peer)
        except RegistrationError as why:
            return JSONResponse(TokenError(why.error, why.description).as_json(), 400, _NEVER_KEPT)
        except TokenError:
            wrong = TokenError("invalid_client_metadata", f"send {_JSON} of {BODY_LIMIT} bytes at most")
            return JSONResponse(wrong.as_json(), 400, _NEVER_KEPT)
        except TooMany:
            busy = TokenError("temporarily_unavailable", "too many have registered lately")
            return JSONResponse(busy.as_json(), 429, _NEVER_KEPT | {"Retry-After": "60"})
        return JSONResponse(made, 201, _NEVER_KEPT)

    return Route(metadata.REGISTER, register, methods=["POST"])


def _document(path: str, content: dict[str, Any]) -> Route:
    async def serve(_: Request) -> Response:
        return JSONResponse(content, headers={"Cache-Control": "max-age=300"})

    return Route(path, serve, methods=["GET"])


def _proof(request: Request, uri: str, now: datetime) -> Proof | None:
    """Return the proof of the key to which tokens are to be bound, None where none is sent (RFC 9449 §5)."""
    proofs = request.headers.getlist("dpop")
    try:
        return check_proof(proofs, method=request.method, uri=uri, token=None, now=now) if proofs else None
    except BadProof as why:
        raise TokenError("invalid_dpop_proof", str(why)) from None


async def _issued(
    store: Store,
    body: bytes,
    proof: Proof | None,
    public_url: str,
    now: datetime,
    mint: Callable[[int], bytes],
    cut: Cut,
) -> Issued:
    resource, issuer = metadata.resource(public_url), metadata.issuer(public_url)
    asked = read_token_request(body, resource=resource)

    def work(session: Session) -> Issued | TokenError:
        match asked:
            case CodeRequest():
                return sign_ins.redeem(session, asked, proof, now, mint, cut)
            case RefreshRequest():
                return sign_ins.refresh(session, asked, proof, now, mint, cut)
            case KeyRequest():
                return sign_ins.prove(session, asked, proof, resource, issuer, now, mint)

    outcome = await store.write(work)
    if isinstance(outcome, TokenError):
        raise outcome
    return outcome


async def _body(request: Request, media_type: str = _FORM) -> bytes:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != media_type:
        raise TokenError("invalid_request", f"the body must be {media_type}")
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > BODY_LIMIT:
                raise TokenError("invalid_request", f"the body is larger than {BODY_LIMIT} bytes")
    except ClientDisconnect:
        raise TokenError("invalid_request", "the connection ended early") from None
    return bytes(body)

"""The rules of the door: who may post, how much, in which shape, and what every answer carries.

A state change needs our own `Origin`, byte for byte, and `Sec-Fetch-Site: same-origin` (decisions §3.3): another port
of the same machine is another site to us, whatever cookies think. Nothing here trusts a loopback address.
"""

import functools
import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from broker.gnap.message import holds_nul
from broker.phone.catalogue import label, phrase, spoken_to, translated
from broker.phone.deps import PhoneDeps
from broker.phone.pages import page

MAX_BODY = 64 * 1024

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
        "manifest-src 'self'; worker-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "publickey-credentials-create=(self), publickey-credentials-get=(self)",
}

Handler = Callable[[PhoneDeps, Request], Awaitable[Response]]
Endpoint = Callable[[Request], Awaitable[Response]]


class Body(BaseModel):
    """A strict JSON body: no unknown member, no coercion, no text that a database cannot hold."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _without_nul(cls, given: Any) -> Any:
        if holds_nul(given):  # PostgreSQL has no such text
            raise ValueError("a NUL is no text")
        return given


BodyT = TypeVar("BodyT", bound=Body)


@dataclass(eq=False)
class Refusal(Exception):
    """A refusal in words: what happened (`title`, `text`) and what to do next. `extra` goes into the JSON answer."""

    status: int
    code: str
    title: str
    text: str
    next_step: str
    extra: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> JSONResponse:
        """Return the refusal for a script."""
        words = {"title": self.title, "message": self.text, "next": self.next_step}
        told = {name: translated(one) for name, one in words.items()}
        return JSONResponse({"error": self.code, **told, **self.extra}, status_code=self.status)

    def as_page(self) -> Response:
        """Return the refusal for a person."""
        return page("refusal.html", status=self.status, title=self.title, text=self.text, next_step=self.next_step)


def answerable(response: Response) -> Response:
    """Return the page with a form on it that works without script: a browser names our origin only if it may refer."""
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def reading(deps: PhoneDeps, handler: Handler) -> Endpoint:
    """Return an endpoint for GET: pages, never a change of state."""
    return _endpoint(deps, handler, lambda refusal, _: refusal.as_page())


def changing(deps: PhoneDeps, handler: Handler) -> Endpoint:
    """Return an endpoint for POST: the request must come from our own page."""

    async def guarded(deps: PhoneDeps, request: Request) -> Response:
        refuse_foreign(deps, request)
        return await handler(deps, request)

    return _endpoint(deps, guarded, _told)


def _told(refusal: Refusal, request: Request) -> Response:
    return refusal.as_page() if is_form(request) else refusal.as_json()


def _endpoint(deps: PhoneDeps, handler: Handler, refused: Callable[[Refusal, Request], Response]) -> Endpoint:
    @functools.wraps(handler)
    async def endpoint(request: Request) -> Response:
        with spoken_to(request):
            try:
                response = await handler(deps, request)
            except Refusal as refusal:
                response = refused(refusal, request)
            label(response)
        response.headers.update({name: value for name, value in HEADERS.items() if name not in response.headers})
        if deps.secure:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        return response

    return endpoint


def refuse_foreign(deps: PhoneDeps, request: Request) -> None:
    """Return if a page of ours made the request; raise a 403 Refusal otherwise, also when a header is missing."""
    # a repeated header is ambiguous: some proxies read the first, some the last
    origins, sites = (request.headers.getlist(name) for name in ("origin", "sec-fetch-site"))
    ours = len(origins) == 1 and hmac.compare_digest(origins[0].encode(), deps.origin.encode())
    if not ours or sites != ["same-origin"]:
        raise Refusal(
            403,
            "not_same_origin",
            "This did not come from Countersign's own page",
            "The request was refused because it was not sent by a page of this address.",
            phrase("Open %(origin)s in a browser and decide there.", origin=deps.origin),
        )


def is_form(request: Request) -> bool:
    """Tell whether a page without script sent this: it is answered with a page."""
    return _media_type(request) == "application/x-www-form-urlencoded"


async def body(request: Request, model: type[BodyT], *, form: bool = False) -> BodyT:
    """Return the request's JSON, or with `form` a page's form, as `model`.

    Raises a Refusal: 415 another media type, 413 above 64 KiB, 422 of another shape.
    """
    as_form = form and is_form(request)
    if not as_form and _media_type(request) != "application/json":
        raise _unreadable(415, "the page sends application/json")
    raw = bytearray()
    try:
        async for chunk in request.stream():
            raw += chunk
            if len(raw) > MAX_BODY:
                raise _unreadable(413, "the body is larger than 64 KiB")
        return model.model_validate(_fields(bytes(raw), model)) if as_form else model.model_validate_json(bytes(raw))
    except ClientDisconnect:
        raise _unreadable(400, "the connection ended early") from None
    except ValidationError as problem:
        # the input stays out of the answer: it may hold a secret
        where = problem.errors(include_url=False, include_input=False, include_context=False)[0]
        name = ".".join(map(str, where["loc"])) or "body"
        raise _unreadable(422, f"{name}: {where['msg']}") from None


def _media_type(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def _fields(raw: bytes, model: type[Body]) -> dict[str, str | bool]:
    """Return the fields of a form; a box that is ticked is True. What cannot be read has a field that nobody has."""
    try:
        pairs = parse_qsl(raw.decode("ascii"), keep_blank_values=True, strict_parsing=True, errors="strict")
    except ValueError:
        return {"": ""}
    boxes = {name for name, field in model.model_fields.items() if field.annotation is bool}
    # a browser ends the lines of a text field in its own way
    return {name: True if name in boxes and value == "on" else value.replace("\r\n", "\n") for name, value in pairs}


def _unreadable(status: int, why: str) -> Refusal:
    return Refusal(status, "unreadable", "The page's message could not be read", why, "Reload the page and try again.")

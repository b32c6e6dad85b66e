"""What the `countersign gnap` commands do: sign, send, show, and keep the session; `broker.probe` has the rest."""

import asyncio
import json
import secrets
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from broker.cli.gnapoptions import json_of, members, reference_in, text_of
from broker.cli.saying import fail, note, plain, print_json, say
from broker.gnap.challenge import follow, read_challenge
from broker.gnap.errors import GnapError, PeerError
from broker.gnap.http_message import HttpMessage
from broker.gnap.interaction import hash_matches, nonce
from broker.gnap.keys import Algorithm, ProofMethod
from broker.gnap.message import read_object, write_object
from broker.gnap.proofs import proving
from broker.http import Answer, ClientCertificate, Http, NoAnswer, NotSent, origin_of
from broker.probe import keyfiles, session, showing
from broker.probe.advice import next_step
from broker.probe.signing import Party

Json = dict[str, Any]
T = TypeVar("T")
OWN = "https://countersign.invalid"  # the way out has an own address that it never calls; a tester has none


@dataclass(frozen=True)
class Speech:
    """How a command shows what it did."""

    secrets: bool
    as_json: bool


@dataclass(frozen=True)
class Asked:
    """Whom to ask, with which key, for what."""

    url: str
    key: Path
    proof: ProofMethod
    kid: str | None
    certificate: Path | None
    access: str | None
    label: str | None
    members: str | None = None
    resource: str | None = None  # the resource server whose challenge names what is asked for

    def party(self) -> Party:
        """Return who asks."""
        return keyfiles.party(self.key, self.proof, self.kid, self.certificate)


@dataclass(frozen=True)
class GoingOn:
    """Which continuation is meant."""

    callback: str | None
    change: str | None
    cancel: bool
    early: bool


@contextmanager
def mended() -> Iterator[None]:
    """Turn what a tester can mend into one clear line and exit status 1."""
    try:
        yield
    except keyfiles.KeyFileRefused as why:
        fail(str(why))
    except NotSent as why:
        fail(f"nothing was sent: {why}; check the address, and that the server runs")
    except NoAnswer as why:
        fail(f"{why}: what became of it is unknown; look at the server's log before you ask again")


def make_key(file: Path, alg: Algorithm, kid: str, *, as_json: bool) -> None:
    """Make a key file and show the public key."""
    with mended():
        made = keyfiles.make(file, alg, kid, secrets.token_bytes)
    if as_json:
        print_json({"file": str(file), "jwk": made.public.jwk})
        return
    say(json.dumps(made.public.jwk, indent=2))
    note(f"The private key is in {file}, for your eyes only. Register the public one above at the server.")


def discover(url: str, speech: Speech) -> None:
    """Show both discovery documents of a server."""
    parts = urlsplit(url)
    well_known = f"{parts.scheme}://{parts.netloc}/.well-known/gnap-as-rs"
    with mended():
        first = _exchanged(HttpMessage("OPTIONS", url))
        second = _exchanged(HttpMessage("GET", well_known))
    _show_all(speech, (HttpMessage("OPTIONS", url), first), (HttpMessage("GET", well_known), second))
    if _object(first).get("grant_request_endpoint") != url:
        fail("the server does not name this URL as its grant endpoint: do not send it a request (RFC 9635 §9)")


def request(asked: Asked, file: Path, speech: Speech) -> None:
    """Ask for a grant and write the session file."""
    with mended():
        party = asked.party()
        more = members(asked.members)
        access, referrer = _wanted(asked)
        wanted: Json = {"access": access if isinstance(access, list) else [access]}
        if asked.label is not None:
            wanted["label"] = asked.label
        content = {"access_token": wanted, "client": {"key": party.key_object()}, **more}
        finish = (more.get("interact") or {}).get("finish") or {}
        held = session.Session(
            grant_endpoint=asked.url,
            key=str(asked.key.resolve()),
            proof=asked.proof,
            kid=asked.kid,
            certificate=str(asked.certificate.resolve()) if asked.certificate else None,
            finish_nonce=finish.get("nonce"),
            hash_method=finish.get("hash_method", "sha-256"),
        )
        sent, answer = _sent(party, _files(held), "POST", asked.url, content, referrer=referrer)
        _keep(held, file, answer)
    _end(speech, sent, answer)


def _wanted(asked: Asked) -> tuple[Any, str | None]:
    """Return the access to ask for, and the resource server that named it, if one did."""
    if asked.resource is None:
        return json_of(asked.access or "[]", "--access"), None
    answer = _exchanged(HttpMessage("GET", asked.resource))
    try:
        challenge = read_challenge(answer.headers.get("www-authenticate", ""))
        if challenge is None:
            fail(f"{asked.resource} answered {answer.status} without a GNAP challenge: say with --access what you want")
        # the tester reads the reference in the request itself, so it stands for itself here
        references = {challenge.access: (challenge.access,)} if challenge.access else {}
        followed = follow(
            challenge, resource_server=asked.resource, authorization_server=asked.url, references=references
        )
    except PeerError as why:
        fail(f"nothing was asked for: {why} (RFC 9635 §9.1, §11.37)")
    return list(followed.access), followed.referrer


def continue_(file: Path, going_on: GoingOn, speech: Speech) -> None:
    """Continue the grant of a session file."""
    with mended():
        held = session.load(file)
        uri, token = _place(held.going_on, "the grant of this session cannot be continued: ask for a new one")
        left = held.wait_left(_now())
        if left and not going_on.early:
            fail(f"the server wants {left} seconds more before the next call: wait, then run this again")
        method, content = _continuation(held, going_on)
        sent, answer = _sent(_party(held), _files(held), method, uri, content, token)
        _keep(held, file, answer)
    _end(speech, sent, answer)


def _continuation(held: session.Session, going_on: GoingOn) -> tuple[str, Json | None]:
    if going_on.cancel:
        return "DELETE", None
    if going_on.change is not None:
        return "PATCH", members(going_on.change)
    if going_on.callback is None:
        return "POST", None
    reference, proof = reference_in(text_of(going_on.callback))
    _check_hash(held, reference, proof)
    return "POST", {"interact_ref": reference}


def _check_hash(held: session.Session, reference: str, proof: str | None) -> None:
    # RFC 9635 §4.2.3: a wrong hash means somebody else's callback, and nothing is sent after one.
    if proof is None or held.finish_nonce is None or held.as_nonce is None:
        note("The callback's hash was not checked: give the whole callback, and a finish nonce when you ask.")
        return
    if not hash_matches(proof, held.finish_nonce, held.as_nonce, reference, held.grant_endpoint, held.hash_method):
        fail("the callback's hash is wrong, so it is not this grant's: nothing was sent (RFC 9635 §4.2.3)")


def manage(file: Path, label: str | None, verb: str, speech: Speech) -> None:
    """Rotate or revoke a token of a session file."""
    with mended():
        held = session.load(file)
        token = held.token(label)
        uri, value = _place(token.get("manage") or {}, "this token cannot be managed: it lives until it expires")
        sent, answer = _sent(_party(held), _files(held), "POST" if verb == "rotate" else "DELETE", uri, None, value)
        _keep_token(held, file, token, answer)
    _end(speech, sent, answer)


def _keep_token(held: session.Session, file: Path, old: Json, answer: Answer) -> None:
    others = [one for one in held.tokens if one is not old]
    new = _object(answer).get("access_token")
    if isinstance(new, dict):
        others.append(new)
    elif answer.status != 204:
        return
    session.Session(**{**vars(held), "tokens": others}).save(file)


def introspect(asked: Asked, file: Path, speech: Speech) -> None:
    """Ask about a token of a session file as a resource server."""
    with mended():
        party, held = asked.party(), session.load(file)
        content: Json = {
            "access_token": held.token(asked.label)["value"],
            "proof": held.proof,
            "resource_server": {"key": party.key_object()},
        }
        if asked.access is not None:
            content["access"] = json_of(asked.access, "--access")
        files = (asked.key, asked.certificate) if asked.certificate else None
        sent, answer = _sent(party, files, "POST", asked.url, content)
    _end(speech, sent, answer)


def probe(url: str, target: Path, only: list[str], *, as_json: bool) -> bool:
    """Run the checks and print how each ended; return whether one failed."""
    from broker.cli import probing

    with mended():
        return probing.run(url, target, only, as_json=as_json)


# --- sending


def _now() -> int:
    return int(datetime.now(UTC).timestamp())


def _party(held: session.Session) -> Party:
    return keyfiles.party(Path(held.key), held.proof, held.kid, Path(held.certificate) if held.certificate else None)


def _files(held: session.Session) -> tuple[Path, Path] | None:
    return (Path(held.key), Path(held.certificate)) if held.certificate else None


def _sent(
    party: Party,
    tls: tuple[Path, Path] | None,
    method: str,
    uri: str,
    content: Json | None,
    token: str | None = None,
    *,
    referrer: str | None = None,
) -> tuple[HttpMessage, Answer]:
    headers = [("content-type", "application/json")] if content is not None else []
    if referrer is not None:
        headers.append(("referer", referrer))
    if token is not None:
        headers.append(("authorization", f"GNAP {token}"))
    unsigned = HttpMessage(method, uri, tuple(headers), write_object(content) if content is not None else None)
    message = proving.sign(unsigned, party.key, party.proof, created=_now(), nonce=nonce(secrets.token_bytes))
    certificate = keyfiles.for_tls(*tls)[1] if tls else None
    return message, _exchanged(message, certificate)


def _exchanged(message: HttpMessage, certificate: ClientCertificate | None = None) -> Answer:
    async def send(http: Http) -> Answer:
        return await http.to_server(message, certificate=certificate)

    return with_http(message.target_uri, send)


def with_http(uri: str, use: Callable[[Http], Awaitable[T]]) -> T:
    """Run `use` with a way out to the server that the tester has named, wherever it lies; raise NotSent, NoAnswer."""
    named = frozenset({origin_of(uri)})

    async def run() -> T:
        http = Http(OWN, lambda: named)
        try:
            return await use(http)
        finally:
            await http.close()

    return asyncio.run(run())


# --- showing and keeping


def _keep(held: session.Session, file: Path, answer: Answer) -> None:
    held.after(_object(answer), _now()).save(file)


def _end(speech: Speech, sent: HttpMessage, answer: Answer) -> None:
    _show_all(speech, (sent, answer))
    error = _object(answer).get("error")
    if error is not None:
        code = error.get("code") if isinstance(error, dict) else error
        fail(f"the server answers {plain(code)[:200]}: {next_step(str(code))}")
    if answer.status >= 400:
        fail(f"the server answers HTTP {answer.status} without a GNAP error: is this the right address?")


def _show_all(speech: Speech, *exchanges: tuple[HttpMessage, Answer]) -> None:
    shown = [
        {
            "request": showing.request_json(message, secrets=speech.secrets),
            "answer": showing.answer_json(answer, secrets=speech.secrets),
        }
        for message, answer in exchanges
    ]
    if speech.as_json:
        print_json(shown[0] if len(shown) == 1 else {"exchanges": shown})
        return
    for one in shown:
        for part in ("request", "answer"):
            say("\n".join(showing.lines_of(one[part])) + "\n")


def _object(answer: Answer) -> Json:
    try:
        return read_object(answer.body)
    except GnapError:
        return {}


def _place(holder: Json, missing: str) -> tuple[str, str]:
    uri, token = holder.get("uri"), holder.get("access_token")
    if not isinstance(uri, str) or not isinstance(token, dict) or not isinstance(token.get("value"), str):
        fail(missing)
    return uri, token["value"]

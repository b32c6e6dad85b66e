"""Pairing a device with an owner (decisions T5).

A command makes the pairing and prints its link; the browser that opens the link makes a passkey and shows six digits;
these are typed back at the command, which proves that the browser is the one before whoever ran it; and from the second
device on a paired one signs. The link's secret stands in its fragment, which browsers send to nobody: it reaches us in
the body of a POST from our own page, and no log, referrer or history of ours ever holds it.
"""

import base64
import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Literal, cast

from pydantic import Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from broker.approval.proposal import DeviceItem
from broker.http import is_loopback
from broker.isolation import is_here
from broker.phone import challenges, sessions
from broker.phone.catalogue import phrase, translated
from broker.phone.deps import PhoneDeps
from broker.phone.door import Body, Refusal, body
from broker.phone.pages import page
from broker.phone.passkeys import claimed_challenge, creation_options, device_label, refused_passkey, registered
from broker.ratchet.proposals import CannotPerform, has_device, outcome, propose, withdraw
from broker.ratchet.reset import is_answerable
from broker.store.errors import LostRace
from broker.store.query import ColumnElement, Session, col, select
from broker.store.tables import Owner, Pairing, Passkey, Proposal
from broker.store.verbs import audit, use_once, wake

VALID = timedelta(minutes=2)  # for opening the link, then again for typing the digits
TRIES = 3

Mint = Callable[[int], bytes]
State = Literal["link", "digits", "confirm", "paired", "refused", "expired", "replaced", "wrong-digits"]


class PairingRefused(Exception):
    """No pairing is made, or its digits are not taken; the message says why and what to do."""


class Secret(Body):
    """What the page read from its own fragment."""

    secret: str = Field(min_length=1, max_length=128)


class Enrolment(Secret):
    """The new passkey as the browser gave it."""

    credential: dict[str, Any]


def new_pairing(
    session: Session, *, owner: str, terminal_digest: str, now: datetime, mint: Mint
) -> tuple[Pairing, str]:
    """Return a fresh pairing and the path of its one-use link (`/pair#...`), good for two minutes; older ones end.

    `terminal_digest` is the SHA-256, hex, of a secret of the command that waits. Raises PairingRefused for an unknown
    owner.
    """
    _lock(session, owner)
    for row in session.scalars(select(Pairing).where(col(Pairing.owner) == owner, col(Pairing.outcome).is_(None))):
        if row.proposal:
            withdraw(session, row.proposal, now, "a newer pairing replaced it")
        end(session, row, "replaced", now)
    secret = _text(mint(32))
    pairing = Pairing(
        id=_text(mint(16)),
        link_digest=digest_of(secret),
        terminal_digest=terminal_digest,
        owner=owner,
        created_at=now,
        expires_at=now + VALID,
    )
    session.add(pairing)
    session.flush()
    audit(session, kind="pairing.made", subject=pairing.id, at=now, owner=owner)
    return pairing, f"/pair#{secret}"


def standing(session: Session, row: Pairing, now: datetime) -> State:
    """Return where a pairing stands: the link waits, the digits wait, a paired device has to sign, or how it ended.

    The key `pairing:{id}` is published whenever this changes, but for time running out; `proposal:{id}` too.
    """
    if row.outcome is not None:
        return cast(State, row.outcome)
    if row.proposal is not None:
        asked = outcome(session.get_one(Proposal, row.proposal, populate_existing=True), now)
        return cast(State, {"waiting": "confirm", "refused": "refused"}.get(asked, "expired"))
    if now >= row.expires_at:
        return "expired"
    return "digits" if row.claimed_at else "link"


def type_digits(
    session: Session, *, pairing_id: str, terminal_secret: str, digits: str, now: datetime, mint: Mint
) -> Pairing:
    """Take the digits that a person typed at the command; return the pairing as it is then.

    Right ones set `typed_at`: a first device is enrolled, a further one becomes a proposal. Wrong ones are counted in
    `wrong_digits`, and the third ends the pairing. Raises PairingRefused where no digits are waited for.
    """
    row = session.get(Pairing, pairing_id, populate_existing=True)
    if row is None or not hmac.compare_digest(row.terminal_digest, digest_of(terminal_secret)):
        raise PairingRefused("there is no such pairing")
    state = standing(session, row, now)
    if state != "digits":
        raise PairingRefused(_AT_THE_TERMINAL[state])
    given = "".join(digits.split())
    right = hmac.compare_digest(row.digits_digest or "", _digits_digest(row.id, given))
    wrong = row.wrong_digits + (not right)
    values: dict[str, Any] = {"typed_at": now} if right else {"wrong_digits": wrong}
    if wrong >= TRIES:
        values |= {"outcome": "wrong-digits", "ended_at": now}
    # whoever guesses many at once meets the count of the others
    untouched = (col(Pairing.typed_at).is_(None), col(Pairing.wrong_digits) == row.wrong_digits)
    if not use_once(session, Pairing, *_open_row(row), *untouched, values=values):
        raise LostRace("the pairing changed meanwhile")
    typed = session.get_one(Pairing, row.id, populate_existing=True)
    if right:
        _let_in_or_propose(session, typed, given, now, mint)
    else:
        audit(session, kind="pairing.wrong-digits", subject=row.id, at=now, owner=row.owner, data={"wrong": wrong})
    _wake(session, typed)
    return typed


def perform_device(session: Session, item: DeviceItem, proposal: Proposal, now: datetime) -> None:
    """Enrol the device that was signed, and end its pairing. Raises CannotPerform where that has ended already."""
    row = session.scalars(select(Pairing).where(col(Pairing.proposal) == proposal.id).with_for_update()).first()
    if row is None or row.outcome is not None:
        raise CannotPerform("the pairing was replaced or has ended")
    if row.owner != (item.owner or proposal.owner):
        raise CannotPerform("the pairing is another owner's")
    device = item.model_dump()
    device["id"] = item.passkey
    let_in(session, row, device, now)


def let_in(session: Session, row: Pairing, device: dict[str, Any], now: datetime) -> None:
    """Enrol the device and let its browser fetch its session within two minutes. Raises CannotPerform."""
    if session.get(Passkey, device["id"]) is not None:
        raise CannotPerform("this passkey is enrolled already")
    session.add(
        Passkey(
            id=device["id"],
            owner=row.owner,
            label=device["label"],
            public_key=base64.urlsafe_b64decode(device["public_key"] + "=="),
            sign_count=device["sign_count"],
            same_computer=device["same_computer"],
            created_at=now,
        )
    )
    values = {"outcome": "paired", "expires_at": now + VALID}
    if not use_once(session, Pairing, *_open_row(row), values=values):
        raise CannotPerform("the pairing was replaced or has ended")
    data = {"label": device["label"], "same_computer": device["same_computer"], "pairing": row.id}
    audit(session, kind="passkey.enrolled", subject=device["id"], at=now, owner=row.owner, data=data)
    wake(session, f"owner:{row.owner}")
    _wake(session, row)


def end(session: Session, row: Pairing, how: str, now: datetime) -> None:
    """End an open pairing."""
    use_once(session, Pairing, *_open_row(row), values={"outcome": how, "ended_at": now})
    _wake(session, row)


async def pair_page(deps: PhoneDeps, _: Request) -> Response:
    """GET /pair: a static page; only its script sees the link's secret."""
    return page("pair.html", this_computer_only=not deps.secure)


async def pair_options(deps: PhoneDeps, request: Request) -> Response:
    """POST /pair/options: WebAuthn creation options for the owner whom the link names."""
    asked = await body(request, Secret)
    now, challenge = deps.now(), deps.mint(32)

    def work(session: Session) -> tuple[str, list[str]]:
        row = _expected(session, asked.secret, "link", now)
        challenges.issue(
            session, challenge, purpose="enrol", now=now, nonce=challenge, owner=row.owner, approval=row.id
        )
        mine = (col(Passkey.owner) == row.owner, col(Passkey.removed_at).is_(None))
        return row.owner, list(session.scalars(select(Passkey.id).where(*mine)))

    owner, known = await deps.store.write(work)
    return JSONResponse(creation_options(deps, owner, challenge, known))


async def pair_verify(deps: PhoneDeps, request: Request) -> Response:
    """POST /pair/verify: keep the passkey, not enrolled yet, use up the link and give the digits to show."""
    asked = await body(request, Enrolment)
    now = deps.now()
    digits = f"{int.from_bytes(deps.mint(8)) % 1_000_000:06}"
    label = device_label(request.headers.get("user-agent", ""))
    here = same_computer(deps, request)

    def work(session: Session) -> None:
        row = _expected(session, asked.secret, "link", now)
        values = {
            "claimed_at": now,
            "device": _made(deps, session, asked.credential, row, now) | {"label": label, "same_computer": here},
            "digits_digest": _digits_digest(row.id, digits),
            "expires_at": now + VALID,
        }
        if not use_once(session, Pairing, *_open_row(row), col(Pairing.claimed_at).is_(None), values=values):
            raise _told("used")
        data = {"label": label, "same_computer": here}
        audit(session, kind="pairing.claimed", subject=row.id, at=now, owner=row.owner, data=data)
        _wake(session, row)

    await deps.store.write(work)
    return JSONResponse({"state": "digits", "digits": digits})


async def pair_status(deps: PhoneDeps, request: Request) -> Response:
    """POST /pair/status: where this browser's pairing stands; once it is paired, its session, one time."""
    asked = await body(request, Secret)
    now, token = deps.now(), sessions.new_token(deps.mint)

    told = await deps.store.read(lambda session: _status(session, asked.secret, now))
    if "message" in told:
        told["message"] = translated(told["message"])
    if told["state"] == "paired":
        told["next"] = await deps.store.write(lambda session: _entry(session, asked.secret, token, now))
    response = JSONResponse(told)
    if told.get("next") == _SIGNED_IN:
        sessions.set_cookie(deps, response, token)
    return response


def by_secret(session: Session, secret: str) -> Pairing:
    """Return the pairing whose link has this secret. Raises a 403 Refusal where there is none."""
    row = session.scalars(select(Pairing).where(col(Pairing.link_digest) == digest_of(secret))).first()
    if row is None:
        raise _told("unknown")
    return session.get_one(Pairing, row.id, populate_existing=True)


def same_computer(deps: PhoneDeps, request: Request) -> bool:
    """Decide whether the browser runs on the broker's own computer, as far as its address tells."""
    peer = request.client.host if request.client else ""
    server = (request.scope.get("server") or ("",))[0]
    # without https no browser elsewhere could have made a passkey for this address
    return not deps.secure or (peer != "" and (peer == server or _is_own(peer)))


def _is_own(peer: str) -> bool:
    # a program here may call from any of this computer's addresses, not only from the one that it calls
    try:
        return is_here(peer)
    except ValueError:
        return is_loopback(peer)


def digest_of(secret: str) -> str:
    """Return what is kept of a pairing's secret: hex SHA-256."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _let_in_or_propose(session: Session, row: Pairing, digits: str, now: datetime, mint: Mint) -> None:
    device: dict[str, Any] = row.device or {}
    _lock(session, row.owner)
    signer = _who_signs(session, row.owner)
    if signer is None:
        return let_in(session, row, device, now)
    whose = None if signer == row.owner else row.owner
    item = DeviceItem(digits=digits, passkey=device["id"], owner=whose, **{name: device[name] for name in _SIGNED})
    made = propose(session, owner=signer, items=[item], now=now, mint=mint, open_key=f"pairing:{row.id}")
    row.proposal = made.id
    session.flush()
    return None


def _who_signs(session: Session, owner: str) -> str | None:
    """Return who signs a device of this owner; None where nobody in this installation could (decisions T2)."""
    # whoever comes first must not inherit: where something is in force, an absent device is replaced by the code only
    if has_device(session, owner) or is_answerable(session, owner):
        return owner
    live = (
        select(Owner.name).join(Passkey, col(Passkey.owner) == col(Owner.name)).where(col(Passkey.removed_at).is_(None))
    )
    return session.scalars(live.order_by(col(Owner.created_at), col(Owner.name)).limit(1)).first()


def _made(deps: PhoneDeps, session: Session, credential: dict[str, Any], row: Pairing, now: datetime) -> dict[str, Any]:
    response = credential.get("response")
    challenge = claimed_challenge(response.get("clientDataJSON") if isinstance(response, dict) else None)
    given = challenges.take(session, challenge, purpose="enrol", now=now)
    if given.approval != row.id or given.owner != row.owner:
        raise refused_passkey("it was made for another link")
    verified = registered(deps, credential, challenge)
    passkey = _text(verified.credential_id)
    if session.get(Passkey, passkey) is not None:
        raise refused_passkey("this passkey is enrolled already")
    return {"id": passkey, "public_key": _text(verified.credential_public_key), "sign_count": verified.sign_count}


def _status(session: Session, secret: str, now: datetime) -> dict[str, Any]:
    row = by_secret(session, secret)
    state = standing(session, row, now)
    if state == "paired":
        return {"state": state}
    if state not in _WORDS_WHILE_OPEN:
        raise _told(state)
    recoverable = session.get_one(Owner, row.owner).recovery_digest is not None
    return {"state": state, "message": _WORDS_WHILE_OPEN[state], "recoverable": recoverable}


def _entry(session: Session, secret: str, token: str, now: datetime) -> str:
    """Return where the paired browser goes on: once and soon into the inbox with a session, else to the sign-in."""
    row = by_secret(session, secret)
    passkey = session.get(Passkey, (row.device or {})["id"])
    first = (col(Pairing.id) == row.id, col(Pairing.ended_at).is_(None), col(Pairing.expires_at) > now)
    if passkey is None or passkey.removed_at or not use_once(session, Pairing, *first, values={"ended_at": now}):
        return sessions.sign_in_path(_SIGNED_IN)
    sessions.begin(session, token, owner=row.owner, passkey=passkey.id, now=now)
    return _SIGNED_IN


def _expected(session: Session, secret: str, state: State, now: datetime) -> Pairing:
    row = by_secret(session, secret)
    found = standing(session, row, now)
    if found != state:
        raise _told("used" if row.claimed_at and found in {"digits", "confirm", "paired"} else found)
    return row


def _open_row(row: Pairing) -> tuple[ColumnElement[bool], ...]:
    return (col(Pairing.id) == row.id, col(Pairing.outcome).is_(None), col(Pairing.ended_at).is_(None))


def _lock(session: Session, owner: str) -> None:
    # two pairings of one owner decide one after the other which of them is the first device
    if session.get(Owner, owner, populate_existing=True, with_for_update=True) is None:
        raise PairingRefused(f"there is no owner {owner}; countersign owner list shows who is")


def _wake(session: Session, row: Pairing) -> None:
    wake(session, f"pairing:{row.id}")


def _told(how: str) -> Refusal:
    title, text = _ENDS[how]
    again = phrase("Run `countersign phone pair` again on the computer where Countersign runs, and open the new link.")
    return Refusal(403, f"pairing_{how.replace('-', '_')}", title, text, again)


def _digits_digest(pairing_id: str, digits: str) -> str:
    return digest_of(f"{pairing_id}:{digits}")


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


_SIGNED = ("label", "public_key", "sign_count", "same_computer")
_SIGNED_IN = "/inbox"

_WORDS_WHILE_OPEN = {
    "link": phrase("Create the passkey."),
    "digits": phrase("Type these six digits at the terminal."),
    "confirm": phrase("Now confirm on a device that is paired already: open the inbox there."),
}
_ENDS = {
    "unknown": (phrase("This link does not work"), phrase("It is not complete, or not one of this Countersign.")),
    "used": (
        phrase("This link was used already"),
        phrase(
            "A link pairs one browser. If that was not you, type nothing at the terminal and stop the command there."
        ),
    ),
    "expired": (phrase("This link is too old"), phrase("A pairing has two minutes for each step.")),
    "replaced": (phrase("This link was replaced"), phrase("A newer pairing was started for the same owner.")),
    "wrong-digits": (
        phrase("The digits were wrong three times"),
        phrase("This pairing has ended; nothing was enrolled."),
    ),
    "refused": (
        phrase("This device was refused"),
        phrase("Somebody said no on a device that is paired; nothing was enrolled."),
    ),
}
_AT_THE_TERMINAL = {
    "link": "no browser has opened the link yet",
    "confirm": "the digits are right already; confirm on a paired device",
    "paired": "this device is paired already",
    "refused": "the device was refused on a paired one",
    "expired": "this pairing is too old: run countersign phone pair again",
    "replaced": "a newer pairing replaced this one",
    "wrong-digits": "the digits were wrong three times: run countersign phone pair again",
}

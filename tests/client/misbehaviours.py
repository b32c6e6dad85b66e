"""The misbehaviours of an authorization server, each with its own cause and what becomes of the grant."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from email.utils import format_datetime
from typing import Any

from broker.client.several import MOST
from tests.client import hostile
from tests.client.abroad import Abroad
from tests.client.hostile import CANARY, Act, HostileServer, Reply, canary, says

Acts = dict[str, Act]


@dataclass(frozen=True)
class Row:
    """One misbehaviour and what becomes of the grant.

    `does` makes the acts; `status` and `words` are what the agent is told; `posts` is how often a grant may be asked
    for at most; `ends` are the operations by which we end what was begun, in order. `used` is how often the token of an
    honest answer is used.
    """

    does: Callable[[HostileServer, Abroad], Acts]
    status: str
    words: str
    posts: int = 1
    ends: tuple[str, ...] = ()
    operation: str = "there_read"
    device: bool = True
    used: int = 0


def _request(act: Act) -> Callable[[HostileServer, Abroad], Acts]:
    return lambda _there, _house: {"request": act}


def _answer(**members: Any) -> Callable[[HostileServer, Abroad], Acts]:
    return _request(says(members))


def _token(**changes: Any) -> Callable[[HostileServer, Abroad], Acts]:
    return lambda there, house: {"request": says({"access_token": there.token([house.right], **changes)})}


def _pending(**members: Any) -> Callable[[HostileServer, Abroad], Acts]:
    return lambda there, _house: {"request": says({"continue": there.going_on(), **members})}


def _after(**acts: Act) -> Callable[[HostileServer, Abroad], Acts]:
    """Pending at first, then as told."""
    return lambda there, _house: {"request": says({"continue": there.going_on()}), **acts}


def _bearer(**acts: Act) -> Callable[[HostileServer, Abroad], Acts]:
    """A token that we take back, and then as told."""
    return lambda there, house: {
        "request": says({"access_token": there.token([house.right], flags=["bearer"])}),
        **acts,
    }


def wider(there: HostileServer, house: Abroad) -> dict[str, Any]:
    """Return a token for more than was asked."""
    return there.token([{**house.right, "actions": ["read", "write"]}])


def _to_write(there: HostileServer, house: Abroad) -> dict[str, Any]:
    return there.token([{**house.right, "actions": ["write"]}])


def _self_managed(there: HostileServer, house: Abroad) -> Act:
    token = there.token([house.right])
    token["manage"]["access_token"]["value"] = token["value"]
    return says({"access_token": token})


def _in_its_address(there: HostileServer, house: Abroad) -> Act:
    token = there.token([house.right], value="in-its-address")
    token["manage"]["uri"] += "/in-its-address"
    return says({"access_token": token})


def _managed_in_its_address(there: HostileServer, house: Abroad) -> Act:
    token = there.token([house.right])
    token["manage"]["access_token"]["value"] = "the-managing-one"
    token["manage"]["uri"] += "/the-managing-one"
    return says({"access_token": token})


def _in_its_rights(there: HostileServer, house: Abroad) -> Act:
    value = canary("token")
    return says({"access_token": there.token([{**house.right, "note": f"for {value}"}], value=value)})


def _several(there: HostileServer, house: Abroad, count: int, **changes: Any) -> list[dict[str, Any]]:
    return [there.token([house.right], **changes) for _ in range(count)]


def _named_as(kind: str) -> Callable[[HostileServer, Abroad], Acts]:
    """Grant, in an answer of this content type: the body decides, as it would be refused were it anything else."""
    return lambda there, house: {
        "request": hostile.bytes_(json.dumps({"access_token": there.token([house.right])}).encode(), kind=kind)
    }


def _date(there: HostileServer, hours: int) -> str:
    return f"Date: {format_datetime(there.clock() + timedelta(hours=hours), usegmt=True)}"


def _an_hour_behind(there: HostileServer, _house: Abroad) -> Acts:
    error = {"code": "invalid_client", "description": "the signature was made in the future"}
    return {"request": says({"error": error}, "401 Unauthorized", _date(there, hours=-1))}


ELSEWHERE = {"uri": "https://evil.example/t", "access_token": {"value": canary("manage")}}
BROKE = "broke the protocol"
SILENT = "did not answer"
_MANY = 1_000  # a prompt that nobody got an address for may be asked for again (decisions P15)
_LONG = "https://evil.example/" + "a" * 3000

REQUEST: dict[str, Row] = {
    "hangs up": Row(_request(hostile.hangs_up), "expired", SILENT, _MANY),
    "resets the connection": Row(_request(hostile.resets), "expired", SILENT, _MANY),
    "says nothing for ever": Row(_request(hostile.stalls), "expired", SILENT, _MANY),
    "sends a byte at a time": Row(_request(hostile.drips), "expired", SILENT, _MANY),
    "never ends its header": Row(_request(hostile.never_ends_its_header), "expired", SILENT, _MANY),
    "sends a gigabyte": Row(_request(hostile.floods), "expired", SILENT, _MANY),
    "sends a bomb": Row(_request(hostile.bombs), "expired", SILENT, _MANY),
    "sends less than it announced": Row(_request(hostile.promises_more_than_it_sends), "expired", SILENT, _MANY),
    "speaks no HTTP": Row(_request(hostile.writes(b"SSH-2.0-OpenSSH\r\n\r\n")), "expired", SILENT, _MANY),
    "fails behind a proxy": Row(_request(hostile.bytes_(b"<p>", "503 No", "text/html")), "expired", SILENT, _MANY),
    "fails behind a gateway": Row(_request(hostile.bytes_(b"", "504 Late")), "expired", SILENT, _MANY),
    "is too busy and does not say for how long": Row(
        _request(hostile.bytes_(b"", "429 Too Many Requests")), "expired", SILENT, _MANY
    ),
    "is too busy for a century": Row(
        _request(hostile.says([], "429 Too Many Requests", "Retry-After: 3155760000")), "expired", SILENT, _MANY
    ),
    "loses the answer, and can ask its owner itself": Row(
        _request(hostile.hangs_up), "expired", "it may ask its owner twice", 2, device=False
    ),
    "fails twice, and can ask its owner itself": Row(
        _request(hostile.bytes_(b"", "502 No")), "expired", "it may ask its owner twice", 2, device=False
    ),
    "loses the answer to what the owner approved here": Row(
        _request(hostile.hangs_up), "expired", SILENT, _MANY, operation="there_write"
    ),
    "redirects to another host": Row(
        _request(hostile.redirects("302 Found", "https://evil.example/gnap")), "failed", BROKE
    ),
    "redirects to itself with the body": Row(
        _request(hostile.redirects("307 Temporary Redirect", "/gnap")), "failed", BROKE
    ),
    "redirects for good": Row(
        _request(hostile.redirects("301 Moved Permanently", "https://evil.example/gnap")), "failed", BROKE
    ),
    "redirects to look elsewhere": Row(_request(hostile.redirects("303 See Other", "/other")), "failed", BROKE),
    "redirects into the network": Row(
        _request(hostile.redirects("308 Permanent Redirect", "http://169.254.169.254/")), "failed", BROKE
    ),
    "answers a page": Row(_request(hostile.bytes_(b"<html>", kind="text/html")), "failed", BROKE),
    "answers nothing": Row(_request(hostile.bytes_(b"")), "failed", BROKE),
    "answers half a message": Row(_request(hostile.bytes_(b'{"access_token":{"value":')), "failed", BROKE),
    "says a member twice": Row(_request(hostile.bytes_(b'{"error":"a","error":"b"}')), "failed", BROKE),
    "says NaN": Row(_request(hostile.bytes_(b'{"error":NaN}')), "failed", BROKE),
    "nests without end": Row(_request(hostile.bytes_(b'{"a":' + b"[" * 30_000)), "failed", BROKE),
    "sends half a character": Row(_request(hostile.bytes_(b'{"error":"\\ud800"}')), "failed", BROKE),
    "sends UTF-16": Row(_request(hostile.bytes_('{"error":"a"}'.encode("utf-16"))), "failed", BROKE),
    "sends an integer of 5,000 digits": Row(_request(hostile.bytes_(b'{"a":' + b"9" * 5000 + b"}")), "failed", BROKE),
    "says a number that no reader holds": Row(
        _request(hostile.bytes_(b'{"error":1e-99999999999999999999}')), "failed", BROKE
    ),
    "answers a list": Row(_request(says([])), "failed", BROKE),
    "answers nothing in every member": Row(
        _answer(**{"access_token": None, "continue": None, "error": None}), "failed", BROKE
    ),
    "gives a token that is a number": Row(_token(value=7), "failed", BROKE),
    "gives rights that are a text": Row(
        _answer(access_token={"value": canary("token"), "access": "all"}), "failed", BROKE
    ),
    "promises a continuation without a token": Row(
        lambda there, _house: {"request": says({"continue": {"uri": there.endpoint}})}, "failed", BROKE
    ),
    "promises a continuation without an address": Row(
        _request(says({"continue": {"access_token": {"value": canary("continue")}}})), "failed", BROKE
    ),
    "wants a wait in words": Row(
        lambda there, _house: {"request": says({"continue": there.going_on(wait="5")})}, "failed", BROKE
    ),
    "gives a token that expired before it was given": Row(_token(expires_in=-1), "failed", BROKE),
    "grants less than the call needs": Row(
        lambda there, house: {"request": says({"access_token": there.token([{**house.right, "datatypes": ["a"]}])})},
        "failed",
        "does not cover this call",
        ends=("revoke",),
    ),
    "sets a cookie": Row(
        lambda there, house: {
            "request": says({"access_token": there.token([house.right])}, "200 OK", "Set-Cookie: who=scout; Path=/")
        },
        "done",
        "",
        used=1,
    ),
    "says JSON under the name of a page": Row(_named_as("text/html"), "done", "", used=1),
    "says JSON under no name at all": Row(_named_as(""), "done", "", used=1),
    "says JSON in another character set, by its name": Row(
        _named_as("application/json; charset=utf-16"), "done", "", used=1
    ),
    "refuses our time, its clock being an hour behind": Row(_an_hour_behind, "failed", "clock there is 60 min behind"),
    "grants while its clock is an hour behind": Row(
        lambda there, house: {
            "request": says({"access_token": there.token([house.right])}, "200 OK", _date(there, hours=-1))
        },
        "done",
        "",
        used=1,
    ),
    "grants, refuses and promises nothing": Row(_answer(), "failed", BROKE),
    "gives a list of one token": Row(
        lambda there, house: {"request": says({"access_token": _several(there, house, 1)})},
        "failed",
        "a list of tokens came where one was asked for",
        ends=("revoke",),
    ),
    "gives several tokens for one": Row(
        lambda there, house: {"request": says({"access_token": _several(there, house, 3)})},
        "failed",
        "They are being revoked.",
        ends=("revoke",) * 3,
    ),
    "gives several tokens for one and a way to continue": Row(
        lambda there, house: {
            "request": says({"access_token": _several(there, house, 3), "continue": there.going_on()})
        },
        "failed",
        "They are being revoked.",
        ends=("cancel",),
    ),
    "gives more tokens for one than are revoked one by one": Row(
        lambda there, house: {"request": says({"access_token": _several(there, house, MOST + 4)})},
        "failed",
        "Not all of them can be revoked.",
        ends=("revoke",) * MOST,
    ),
    "gives more tokens for one than are revoked one by one, and a way to continue": Row(
        lambda there, house: {
            "request": says({"access_token": _several(there, house, MOST + 4), "continue": there.going_on()})
        },
        "failed",
        "They are being revoked.",
        ends=("cancel",),
    ),
    "gives several tokens for one, some managed elsewhere": Row(
        lambda there, house: {
            "request": says(
                {"access_token": [*_several(there, house, 2), *_several(there, house, 2, manage=ELSEWHERE)]}
            )
        },
        "failed",
        "Not all of them can be revoked.",
        ends=("revoke",) * 2,
    ),
    "gives several tokens for one that cannot be ended": Row(
        lambda there, house: {"request": says({"access_token": _several(there, house, 2, manage=None)})},
        "failed",
        "cannot be revoked before",
    ),
    "gives several tokens under labels that nobody asked for": Row(
        lambda there, house: {
            "request": says(
                {"access_token": [there.token([house.right], label="a"), there.token([house.right], label="b")]}
            )
        },
        "failed",
        "They are being revoked.",
        ends=("revoke",) * 2,
    ),
    "gives several tokens of one value": Row(
        lambda there, house: {"request": says({"access_token": _several(there, house, 2, value=canary("token"))})},
        "failed",
        "They are being revoked.",
        ends=("revoke",) * 2,
    ),
    "gives no token in a list": Row(_answer(access_token=[]), "failed", BROKE),
    "gives a token that injects a header": Row(_token(value="a\r\nX-Evil: 1"), "failed", BROKE),
    "gives a token without rights": Row(
        lambda there, _house: {"request": says({"access_token": there.token([])})},
        "failed",
        "the granted access cannot be read",
        ends=("revoke",),
    ),
    "gives a token that has expired": Row(_token(expires_in=0), "failed", BROKE),
    "gives a token for a thousand years": Row(_token(expires_in=10**12), "failed", BROKE),
    "gives a bearer token unasked": Row(_token(flags=["bearer"]), "failed", "as bearer", ends=("revoke",)),
    "gives an unknown flag": Row(_token(flags=["sparkling"]), "failed", "flags", ends=("revoke",)),
    "gives a flag twice": Row(_token(flags=["durable", "durable"]), "failed", "flags", ends=("revoke",)),
    "gives a bearer token with a key": Row(
        _token(flags=["bearer"], key="theirs"), "failed", "contradict", ends=("revoke",)
    ),
    "gives a token for a key of its own": Row(
        _token(key={"proof": "httpsig", "jwk": {"kty": "oct", "k": "c2VjcmV0"}}), "failed", "not ours", ends=("revoke",)
    ),
    "grants more than was asked": Row(
        lambda there, house: {"request": says({"access_token": wider(there, house)})},
        "failed",
        "not inside",
        ends=("revoke",),
    ),
    "grants something else": Row(
        lambda there, _house: {"request": says({"access_token": there.token([{"type": "everything"}])})},
        "failed",
        "not inside",
        ends=("revoke",),
    ),
    "grants a reference": Row(
        lambda there, _house: {"request": says({"access_token": there.token(["everything"])})},
        "failed",
        "not inside",
        ends=("revoke",),
    ),
    "says who the owner is, unasked": Row(
        lambda there, house: {
            "request": says(
                {
                    "access_token": there.token([house.right]),
                    "subject": {"sub_ids": [{"format": "email", "email": f"{CANARY}@evil.example"}]},
                }
            )
        },
        "failed",
        "subject information",
        ends=("revoke",),
    ),
    "says who the owner is and nothing else": Row(
        _pending(subject={"sub_ids": [{"format": "opaque", "id": canary("subject")}]}),
        "failed",
        "subject information",
        ends=("cancel",),
    ),
    "manages the token elsewhere": Row(
        _token(manage={"uri": "https://evil.example/t", "access_token": {"value": canary("manage")}}),
        "failed",
        "cannot be revoked before",
    ),
    "manages the token in the network": Row(
        _token(manage={"uri": "http://169.254.169.254/t", "access_token": {"value": canary("manage")}}),
        "failed",
        "cannot be revoked before",
    ),
    "manages the token with the token": Row(
        lambda there, house: {"request": _self_managed(there, house)}, "failed", "manages itself", ends=("revoke",)
    ),
    "writes the token into an address": Row(
        lambda there, house: {"request": _in_its_address(there, house)}, "failed", "holds the token", ends=("revoke",)
    ),
    "writes the management's token into an address": Row(
        lambda there, house: {"request": _managed_in_its_address(there, house)},
        "failed",
        "holds a token",
        ends=("revoke",),
    ),
    "manages the token on a port that is none": Row(
        _token(manage={"uri": "http://127.0.0.1:none/t", "access_token": {"value": canary("manage")}}),
        "failed",
        "cannot be revoked before",
    ),
    "writes the token into its rights": Row(
        lambda there, house: {"request": _in_its_rights(there, house)},
        "failed",
        "rights hold the token",
        ends=("revoke",),
    ),
    "gives an unusable token that cannot be ended": Row(
        _token(flags=["bearer"], manage=None, expires_in=None), "failed", "did not say when it ends"
    ),
    "continues on another host": Row(
        lambda there, _house: {"request": says({"continue": there.going_on(uri="https://evil.example/continue")})},
        "failed",
        BROKE,
    ),
    "continues on another port": Row(
        lambda there, _house: {"request": says({"continue": there.going_on(uri="http://127.0.0.1:1/continue")})},
        "failed",
        BROKE,
    ),
    "continues on a port that is none": Row(
        lambda there, _house: {"request": says({"continue": there.going_on(uri="http://127.0.0.1:none/continue")})},
        "failed",
        BROKE,
    ),
    "continues on a port beyond all ports": Row(
        lambda there, _house: {"request": says({"continue": there.going_on(uri="http://127.0.0.1:99999/continue")})},
        "failed",
        BROKE,
    ),
    "continues under somebody's name": Row(
        lambda there, _house: {
            "request": says({"continue": there.going_on(uri=f"http://mallory@127.0.0.1:{there.port}/continue/1")})
        },
        "failed",
        BROKE,
    ),
    "continues in two lines": Row(
        lambda there, _house: {"request": says({"continue": there.going_on(uri=f"{there.endpoint}\r\nX-Evil: 1")})},
        "failed",
        BROKE,
    ),
    "gives a continuation for bearers": Row(
        lambda there, _house: {
            "request": says({"continue": there.going_on(access_token={"value": "x", "flags": ["bearer"]})})
        },
        "failed",
        BROKE,
    ),
    "wants a wait of a thousand years": Row(
        lambda there, _house: {"request": says({"continue": there.going_on(wait=10**12)})}, "failed", BROKE
    ),
    "wants a wait of a day": Row(
        lambda there, _house: {"request": says({"continue": there.going_on(wait=86_400)})},
        "expired",
        "nobody answered in time",
        ends=("cancel",),
    ),
    "wants a wait below zero": Row(
        lambda there, _house: {"request": says({"continue": there.going_on(wait=-1)})}, "failed", BROKE
    ),
    "refuses and grants": Row(
        lambda there, house: {"request": says({"error": "request_denied", "access_token": there.token([house.right])})},
        "failed",
        BROKE,
    ),
    "denies and stays alive": Row(
        lambda there, _house: {"request": says({"error": "user_denied", "continue": there.going_on()})},
        "denied",
        "user_denied",
        ends=("cancel",),
    ),
    "refuses in an unknown word": Row(_answer(error="sparkling"), "failed", "sparkling"),
    "writes to the terminal in its refusal": Row(
        _answer(error={"code": "request_denied", "description": "\x1b[2J\x1b[31mYes\u202e\r\nDone " + "a" * 5000}),
        "denied",
        "[cut]",
    ),
    "sends the owner to a script": Row(
        _pending(interact={"redirect": f"javascript:alert('{CANARY}')"}), "failed", "no plain https", ends=("cancel",)
    ),
    "sends the owner into the clear": Row(
        _pending(interact={"redirect": f"http://evil.example/{CANARY}"}), "failed", "no plain https", ends=("cancel",)
    ),
    "sends the owner to a host with a name before it": Row(
        _pending(interact={"redirect": "https://bank.example@evil.example/"}), "failed", "no plain", ends=("cancel",)
    ),
    "sends the owner to an endless address": Row(_pending(interact={"redirect": _LONG}), "failed", BROKE),
    "writes the code into the address": Row(
        _pending(interact={"user_code_uri": {"code": "ABCD", "uri": "https://as.example/ABCD"}}),
        "failed",
        "holds the user code",
        ends=("cancel",),
    ),
    "offers an application that nobody asked for": Row(
        _pending(interact={"app": f"evil://{CANARY}"}), "done", "", used=1
    ),
    "promises a call that nobody asked for": Row(
        _pending(interact={"finish": "nonce"}), "done", "", used=1, device=False
    ),
    "wants a visit after the owner approved here, and lets it lapse": Row(
        _pending(interact={"redirect": f"https://as.example/{CANARY}", "finish": "nonce", "expires_in": 60}),
        "expired",
        "nobody answered in time",
        ends=("cancel",),
        operation="there_write",
    ),
    "grants more than the owner approved here": Row(
        lambda there, house: {"request": says({"access_token": there.token([house.right])})},
        "failed",
        "is not inside what was asked",
        ends=("revoke",),
        operation="there_write",
    ),
    "names an approval of its own": Row(
        lambda there, house: {
            "request": says({"access_token": _to_write(there, house), "countersign_approval": "a_1"})
        },
        "done",
        "",
        used=1,
        operation="there_write",
    ),
    "lets the visit lapse": Row(
        _pending(interact={"redirect": f"https://as.example/{CANARY}", "finish": "n", "expires_in": 60}),
        "expired",
        "nobody answered in time",
        ends=("cancel",),
    ),
    "promises to call and never does": Row(
        _pending(interact={"redirect": f"https://as.example/{CANARY}", "finish": "nonce"}),
        "expired",
        "nobody answered in time",
        ends=("cancel",),
    ),
}


async def _hurries(reply: Reply) -> None:
    """Say that we are too fast, whenever we come, and that we may come at once."""
    await reply.json({"error": "too_fast", "continue": reply.server.going_on(wait=0)})


async def _drags_on(reply: Reply) -> None:
    """Stay pending for ever, under the same continuation, and let us come at once."""
    await reply.json({"continue": reply.server.going_on(wait=0, access_token={"value": "always-the-same"})})


async def _forgets(reply: Reply) -> None:
    """Know nothing of the grant any more."""
    await reply.json({"error": "invalid_continuation"}, "404 Not Found")


def _then(act: Callable[[HostileServer, Abroad], Act]) -> Callable[[HostileServer, Abroad], Acts]:
    """Pending at first, then what depends on the server and the thing."""
    return lambda there, house: {"request": says({"continue": there.going_on()}), "continue": act(there, house)}


def _refuses_to_end(which: int) -> Act:
    """Refuse to end the token that comes up at this turn."""

    async def act(reply: Reply) -> None:
        if len(reply.server.asked("revoke")) == which:
            await reply.json({"error": "request_denied"}, "403 Forbidden")
        else:
            await reply.server.honest(reply)

    return act


LAPSED = "nobody answered in time"

CONTINUATION: dict[str, Row] = {
    "grants more than was asked, later": Row(
        _then(lambda there, house: says({"access_token": wider(there, house)})),
        "failed",
        "not inside",
        ends=("revoke",),
    ),
    "gives a bearer token, later": Row(
        _then(lambda there, house: says({"access_token": there.token([house.right], flags=["bearer"])})),
        "failed",
        "as bearer",
        ends=("revoke",),
    ),
    "moves the continuation to another host": Row(
        _then(lambda there, _house: says({"continue": there.going_on(uri="https://evil.example/continue")})),
        "failed",
        BROKE,
        ends=("cancel",),
    ),
    "continues in circles without a wait": Row(_after(**{"continue": _drags_on}), "expired", LAPSED, ends=("cancel",)),
    "always says that we are too fast": Row(_after(**{"continue": _hurries}), "expired", LAPSED, ends=("cancel",)),
    "hangs up on every poll": Row(_after(**{"continue": hostile.hangs_up}), "expired", "in time", ends=("cancel",)),
    "stalls every poll": Row(_after(**{"continue": hostile.stalls}), "expired", "in time", ends=("cancel",)),
    "fails on every poll": Row(
        _after(**{"continue": hostile.bytes_(b"", "500 No")}), "expired", "in time", ends=("cancel",)
    ),
    "floods a poll": Row(_after(**{"continue": hostile.floods}), "expired", "in time", ends=("cancel",)),
    "answers a poll with a page": Row(
        _after(**{"continue": hostile.bytes_(b"<html>", kind="text/html")}), "failed", BROKE, ends=("cancel",)
    ),
    "redirects a poll": Row(
        _after(**{"continue": hostile.redirects("307 T", "https://evil.example/")}), "failed", BROKE, ends=("cancel",)
    ),
    "promises nothing more": Row(_after(**{"continue": says({})}), "failed", BROKE, ends=("cancel",)),
    "forgets the grant": Row(_after(**{"continue": _forgets}), "failed", "invalid_continuation"),
    "has had enough": Row(_after(**{"continue": says({"error": "too_many_attempts"})}), "failed", "too_many_attempts"),
    "denies later and stays alive": Row(
        _then(lambda there, _house: says({"error": "user_denied", "continue": there.going_on()})),
        "denied",
        "user_denied",
        ends=("cancel",),
    ),
    "denies, and then refuses to let go": Row(
        lambda there, _house: {
            "request": says({"error": "user_denied", "continue": there.going_on()}),
            "cancel": says({"error": "invalid_continuation"}, "400 Bad Request"),
        },
        "denied",
        "user_denied",
        ends=("cancel",),
    ),
    "grants when the grant is being ended": Row(
        lambda there, house: {
            "request": says({"error": "user_denied", "continue": there.going_on()}),
            "cancel": says({"access_token": there.token([house.right])}),
        },
        "denied",
        "user_denied",
        ends=("cancel",),
    ),
    "keeps the grant open after the token": Row(
        lambda there, house: {
            "request": says({"access_token": there.token([house.right]), "continue": there.going_on()})
        },
        "done",
        "",
        used=1,
    ),
}

_UNENDED = "cannot be revoked before"

REVOCATION: dict[str, Row] = {
    "says that it will not": Row(
        _bearer(revoke=says({"error": "request_denied"}, "403 Forbidden")), "failed", _UNENDED, ends=("revoke",)
    ),
    "answers with another token": Row(
        _bearer(revoke=says({"access_token": {"value": canary("another"), "access": []}})),
        "failed",
        "is being revoked",
        ends=("revoke",),
    ),
    "redirects": Row(
        _bearer(revoke=hostile.redirects("308 P", "https://evil.example/")), "failed", _UNENDED, ends=("revoke",)
    ),
    "knows no such token": Row(
        _bearer(revoke=says({"error": "invalid_request"}, "404 Not Found")),
        "failed",
        "is being revoked",
        ends=("revoke",),
    ),
    "ends the grant where it would not end the token": Row(
        lambda there, house: {
            "request": says(
                {"access_token": there.token([house.right], flags=["bearer"]), "continue": there.going_on()}
            ),
            "revoke": says({"error": "request_denied"}, "403 Forbidden"),
        },
        "failed",
        "is being revoked",
        ends=("revoke", "cancel"),
    ),
    "will not end one of several": Row(
        lambda there, house: {
            "request": says({"access_token": _several(there, house, 3)}),
            "revoke": _refuses_to_end(1),
        },
        "failed",
        "Not all of them can be revoked.",
        ends=("revoke",) * 3,
    ),
    "will not end the last of several": Row(
        lambda there, house: {
            "request": says({"access_token": _several(there, house, 3)}),
            "revoke": _refuses_to_end(3),
        },
        "failed",
        "Not all of them can be revoked.",
        ends=("revoke",) * 3,
    ),
    "will not end the grant of several": Row(
        lambda there, house: {
            "request": says({"access_token": _several(there, house, 3), "continue": there.going_on()}),
            "cancel": says({"error": "request_denied"}, "403 Forbidden"),
        },
        "failed",
        "They are being revoked.",
        ends=("cancel", *("revoke",) * 3),
    ),
    "can end the grant only": Row(
        lambda there, house: {
            "request": says(
                {
                    "access_token": there.token([house.right], flags=["bearer"], manage=None),
                    "continue": there.going_on(),
                }
            )
        },
        "failed",
        "is being revoked",
        ends=("cancel",),
    ),
}

UNREVOKED: dict[str, Act] = {
    "hangs up": hostile.hangs_up,
    "stalls": hostile.stalls,
    "drips": hostile.drips,
    "floods": hostile.floods,
    "fails": hostile.bytes_(b"", "503 No"),
}
"""Revocations without an answer: they are made again until the token has ended by itself."""


def unrevoked(act: Act) -> Callable[[HostileServer, Abroad], Acts]:
    """A token that we take back, and no answer to that."""
    return _bearer(revoke=act)

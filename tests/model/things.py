"""The values of the model: what a state is made of, and the shipped policies, calls, rights and approvals that it uses.

Times are symbolic. `age` 0 is when everything is asked; at 1 the owner's time to answer is over; at 2 every token of
before has expired. A wait of seconds is a flag. Two equal approvals signed at one age are one value.
"""

from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import NamedTuple

from broker.approval.covers import SignedApproval
from broker.approval.decision import challenge
from broker.approval.document import document_for
from broker.connectors.call import call_for
from broker.connectors.load import load as load_connector
from broker.connectors.model import Call, Connector
from broker.gnap.rights import Access, parse_access
from broker.policy.decide import Decision, decide
from broker.policy.load import load as load_policy
from broker.policy.model import Policy
from tests.approval.asks import CLIENT_KEY, ORIGIN
from tests.approval.signing import Signer
from tests.stand_ins import GRANT_ENDPOINT, NOW

HONEST, EVIL = "embedded", "foreign"
ENDPOINT = {HONEST: GRANT_ENDPOINT, EVIL: "https://evil.example/gnap"}
FOREIGN_KEY = "tO9sXmM5nSsVNtZLmU9V2r1uM3mZkQfCqk4zqj3sVb0"
KEY = {HONEST: CLIENT_KEY, EVIL: FOREIGN_KEY}  # decisions 8: one key of an agent for each authorization server
ENROLLED = (1, 2)  # the owner's two devices; the first to answer is called 1
LAST_AGE = 2


class Reply(NamedTuple):
    """An answer of an authorization server; `token` counts how often its continuation token was replaced since."""

    kind: str
    grant: int = 0
    token: int = 0
    nonce: int | None = None
    approval: str | None = None


class Message(NamedTuple):
    """What is on the wire: an answer, or a message whose sender waits no more. `twin`: an equal one was taken."""

    kind: str
    grant: int = 0
    token: int = 0
    ref: int = 0
    nonce: int | None = None
    reply: Reply | None = None
    twin: bool = False


class Row(NamedTuple):
    """The client's row of one ask, without what no rule looks at. `asked` is the call as asked, `call` as stored."""

    asked: str
    call: str
    decide: str
    status: str = "pending"
    state: str = "processing"
    ending: str | None = None
    intent: str | None = "request"
    as_nonce: int | None = None
    ref: int = 0
    cont: tuple[int, int] | None = None
    waited: bool = False
    token: str | None = None
    minted: int = 0
    manage: bool = False
    approval: str | None = None
    busy: str | None = None
    once: bool = False  # the resource server takes an idempotency key


class Approval(NamedTuple):
    """The owner's answer to one document: made under which policy, at which age, by which device."""

    call: str
    policy: str
    born: int
    decision: str | None = None
    device: int = 0
    withdrawn: bool = False
    spent: bool = False
    agent: str = "scout"


class Grant(NamedTuple):
    """The embedded authorization server's row of one grant; `cur` and `prev`: is there such a continuation token."""

    state: str
    born: int
    ending: str | None = None
    approval: Approval | None = None
    cur: bool = False
    prev: bool = False
    waited: bool = False
    answer: Reply | None = None  # kept for whoever asks again, for `answered_ref` and since age `answered`
    answered: int = 0
    answered_ref: int = 0
    nonce: int | None = None
    ref: int = 0
    push: bool = False
    tokens: int = 0
    minted: int = 0
    revoked: bool = False
    derived: int = 0


class Lane(NamedTuple):
    """Everything that belongs to one agent's ask, on all sides. `requests` and `ran` are counted for the checks."""

    server: str = ""
    row: Row | None = None
    grants: tuple[Grant, ...] = ()
    wire: tuple[Message, ...] = ()
    requests: int = 0
    ran: int = 0


class Rules(NamedTuple):
    """What all share: the policy in force, the last one that the owner sealed, one that waits, the brake, the age."""

    policy: str
    sealed: str
    proposed: str | None = None
    frozen: bool = False
    age: int = 0


def _bank(name: str, server: str, host: str, header: str = "") -> str:
    return f"""name: {name}
title: A bank
resource_server: https://{host}
authorization_server: {server}
operations:
  - name: pay
    title: Pay somebody
    request: POST /payments
    parameters: {{amount: {{type: string, format: decimal}}, payee: {{type: string}}}}
    access: {{type: {name}-payment, actions: [create], locations: ["https://{host}/payments"],
             amount: $amount, payee: $payee}}
    destructive: true
{header}"""


_ONCE = "    idempotency: {header: Idempotency-Key}\n"
CONNECTORS: dict[str, Connector] = {
    "pay": load_connector(_bank("bank", "embedded", "bank.example"), "bank.yaml"),
    "pay-once": load_connector(_bank("once", "embedded", "once.example", _ONCE), "once.yaml"),
    "foreign": load_connector(_bank("evil", ENDPOINT[EVIL], "evil.example"), "evil.yaml"),
}
SERVER_OF = {"pay": HONEST, "pay-once": HONEST, "foreign": EVIL}
_ASKED: dict[str, object] = {"amount": "25.00", "payee": "bakery"}
_BAITED: dict[str, object] = {"amount": "25.00", "payee": "grocer"}
CALLS: dict[str, Call] = {name: call_for(one, "pay", _ASKED) for name, one in CONNECTORS.items()}
CALLS |= {f"{name}, baited": call_for(one, "pay", _BAITED) for name, one in CONNECTORS.items()}


@cache
def granted(call: str, token: str) -> Access:
    """Return the rights of a token of this kind for this call."""
    asked = CALLS[call].access[0]
    if isinstance(asked, str):
        raise TypeError(asked)
    members = asked.to_json()
    otherwise: dict[str, dict[str, object]] = {"wider": {"amount": {"max": "100.00"}}, "other": {"payee": "grocer"}}
    changed = otherwise.get(token, {})
    return parse_access([members | changed])


_KINDS = ("bank", "once", "evil")


def _policy(said: str, terms: str = "", more: str = "") -> Policy:
    rules = "".join(
        f"""  - id: {kind}
    decide: {said}
    access: {{type: {kind}-payment, actions: [create]}}
    where: {{amount: {{max: "100.00"}}, payee: {{in: [bakery, grocer]}}}}
{terms if said == "ask" else ""}"""
        for kind in _KINDS
    )
    return load_policy(f"agent: scout\nowner: alice\nrules:\n{rules}{more}", "scout.yaml")


_NO = "".join(f"  - {{id: no-{kind}, decide: deny, access: {{type: {kind}-payment}}}}\n" for kind in _KINDS)
POLICIES: dict[str, Policy] = {
    "ask": _policy("ask"),
    "allow": _policy("allow"),
    "ask, shorter": _policy("ask", terms="    approval: {answer_within: 23h}\n"),
    "ask, but denied": _policy("ask", more=_NO),
    "allow, but denied": _policy("allow", more=_NO),
}
CHANGES = {"ask": ("allow", "ask, shorter", "ask, but denied"), "allow": ("ask", "allow, but denied")}


def signed(approval: Approval) -> SignedApproval:
    """Return the stored approval with the signature that its device made."""
    as_signed = _signed(approval._replace(spent=False, withdrawn=False))
    return replace(as_signed, spent=approval.spent, withdrawn=approval.withdrawn)


@cache
def _signed(approval: Approval) -> SignedApproval:
    call, policy = CALLS[approval.call], POLICIES[approval.policy]
    document = document_for(
        call,
        _asking(approval),
        agent=approval.agent,
        owner="alice",
        client_key=KEY[SERVER_OF[approval.call.split(",")[0]]],
        authorization_server=ENDPOINT[HONEST],
        policy_digest=policy.digest,
        valid_until=NOW + timedelta(hours=24),
    )
    verb, until = approval.decision or "", NOW + timedelta(minutes=2)
    assertion = None
    if verb:
        to_sign = challenge(
            nonce=b"n" * 32, grant="grant", owner="alice", verb=verb, digest=document.digest, not_after=until
        )
        assertion = Signer(approval.device).assertion(to_sign, origin=ORIGIN)
    return SignedApproval(
        document=document.canonical().decode(),
        digest=document.digest,
        decision=approval.decision,
        effective_digest=document.digest,
        nonce=b"n" * 32,
        not_after=until,
        grant="grant",
        owner="alice",
        assertion=assertion,
        public_key=Signer(approval.device).cose if approval.device in ENROLLED else None,
        rp_id="localhost",
        origin=ORIGIN,
        spent=False,
        withdrawn=False,
    )


def _asking(approval: Approval) -> Decision:
    return decide(POLICIES[approval.policy], CALLS[approval.call].access)


# An approval of another agent's payment that lies about, and that an evil server may name as if it were ours.
STOLEN = Approval("pay", "ask", 0, "approve", 1, agent="rover")

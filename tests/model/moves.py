"""What may happen next to one ask, and to everything: the moves of agent, client, owner, servers and strangers."""

from collections.abc import Iterator

from tests.model import client_shells, server_shells, shipped
from tests.model.facts import Facts, Kept, Left, UsedBelow
from tests.model.network import Made, arrivals, exchange, flying, pushed, waits_for_answer
from tests.model.things import CHANGES, ENDPOINT, EVIL, HONEST, LAST_AGE, SERVER_OF, Lane, Message, Row, Rules

CALLS_ASKED = ("pay", "foreign")
PARTIES = ("broker", "server", "bank")


def of_lane(rules: Rules, lane: Lane, calls: tuple[str, ...]) -> Iterator[Made]:
    """Yield every move that concerns one ask only."""
    if lane.row is None:
        yield from _asks(rules, lane, calls)
        return
    yield from _client(rules, lane, lane.row)
    yield from _agent(rules, lane, lane.row)
    yield from _owner(rules, lane)
    yield from _server(rules, lane)
    yield from _strangers(lane, lane.row)
    yield from _downstream(rules, lane)
    yield from arrivals(rules, lane)
    if _waiting(lane):
        yield Made("the wait that was told passes", None, waited(lane))


def _asks(rules: Rules, lane: Lane, calls: tuple[str, ...]) -> Iterator[Made]:
    for call in calls if rules.age == 0 else ():
        row = client_shells.ask(rules, call)
        if row is not None:
            words = f"the agent asks for {call!r} at the {SERVER_OF[call]} server; the policy says {row.decide}"
            yield Made(words, None, lane._replace(server=SERVER_OF[call], row=row))


def _client(rules: Rules, lane: Lane, row: Row) -> Iterator[Made]:
    step = None if row.busy else shipped.next_step(row, rules.age)
    if step == "use":
        # whether the resource server takes an idempotency key begins to matter here only
        for once in (False, True) if row.asked == "pay" else (False,):
            ready = lane._replace(row=row._replace(once=once))
            yield from _calls(rules, *client_shells.reserve(rules, ready), "with an idempotency key" if once else "")
    elif step == "recover":
        yield from _calls(rules, *client_shells.recover(rules, lane), "again")
    elif step == "expire":
        move = "complete" if row.status in ("done", "unknown") else "expire"
        yield Made("the client closes the books", None, lane._replace(row=shipped.ended(row, move, rules.age)))
    elif step is not None:
        yield from _sends(rules, lane, row, step)


def _calls(rules: Rules, lane: Lane, facts: Facts, how: str) -> Iterator[Made]:
    row = lane.row
    if not facts or row is None:
        yield Made(f"the client does not call: {row.status if row else ''}", None, lane)
        return
    for made in exchange(rules, lane, row, Message("call"), facts):
        yield made._replace(words=f"{made.words} {how}")
    yield Made("the client reserves a call and crashes before it sends it", "crash of the broker", lane)


def _sends(rules: Rules, lane: Lane, row: Row, step: str) -> Iterator[Made]:
    kind = "cancel" if step in ("poll", "continue") and rules.age > 0 else step
    if kind == "cancel" and row.cont is None:
        yield Made("the client gives up", None, lane._replace(row=client_shells.gone(row, kind, rules.age)))
        return
    sending: Row | None = row
    if kind == "request" and lane.server == EVIL:
        sending = shipped.leaves(row, rules.age)
        counted = 1 if sending is not None and shipped.asynchronous(row) else 0
        lane = lane._replace(requests=min(lane.requests + counted, 3))
    elif kind in ("continue", "poll"):
        sending = row._replace(intent="continue")
    if sending is None:
        yield Made("the client does not ask again", None, lane._replace(row=shipped.too_often(row, rules.age)))
        return
    number, token = row.cont or (0, 0)
    message = Message(kind, number, token, row.ref if kind == "continue" else 0)
    yield from exchange(rules, lane, sending, message, (Left(kind, row, lane.server),))


def _agent(rules: Rules, lane: Lane, row: Row) -> Iterator[Made]:
    back = client_shells.give_back(row, rules.age)
    if back != row:
        yield Made("the agent gives it back", None, lane._replace(row=back))
    if row.call == row.asked and row.status == "pending":
        words = "somebody rewrites the stored call: another payee"
        yield Made(words, "bait", lane._replace(row=row._replace(call=f"{row.asked}, baited")))


def _owner(rules: Rules, lane: Lane) -> Iterator[Made]:
    for index, grant in enumerate(lane.grants):
        approval = grant.approval
        if approval is None or approval.device == 2:
            continue
        # the devices are alike: whichever answers first is called 1
        for device in (1 if approval.decision is None else 2, 3):
            for verb in ("approve", "refuse"):
                after = server_shells.answer(rules, grant, verb, device)
                if after != grant:
                    grants = (*lane.grants[:index], after, *lane.grants[index + 1 :])
                    yield Made(f"device {device} signs: {verb}", None, lane._replace(grants=grants))


def _server(rules: Rules, lane: Lane) -> Iterator[Made]:
    for index, grant in enumerate(lane.grants):
        calling = Message("push", index, 0, grant.ref, grant.nonce)
        if server_shells.calls_back(grant):
            yield from pushed(lane, calling)
            if calling not in lane.wire:
                yield Made("the finish call is delayed", "late", flying(lane, calling))
        if grant.state == "pending" and rules.age > grant.born:
            grants = (*lane.grants[:index], server_shells.end_pending(grant, "expire"), *lane.grants[index + 1 :])
            yield Made("the server sweeps what nobody answered", None, lane._replace(grants=grants))


def _strangers(lane: Lane, row: Row) -> Iterator[Made]:
    if row.as_nonce is None or row.state != "pending" or row.ref:
        return
    here, elsewhere = ENDPOINT[lane.server], ENDPOINT[EVIL if lane.server == HONEST else HONEST]
    made = {
        "a stranger calls the finish callback": "",
        "a finish call of another server's interaction comes": elsewhere,
    }
    if lane.server == EVIL:
        made["the evil server makes the finish call"] = here
    for words, endpoint in made.items():
        proof = shipped.proof(row.as_nonce, 9, endpoint) if endpoint else "a-guess"
        after, _ = client_shells.finish(lane, proof, 9)
        if after != lane:
            yield Made(words, None, after, (Kept(endpoint, row.as_nonce),))


def _downstream(rules: Rules, lane: Lane) -> Iterator[Made]:
    for index, grant in enumerate(lane.grants if lane.ran else ()):
        after, facts = server_shells.derive(rules, lane, index)
        if facts:
            yield Made("the bank is given a derived token", None, after, facts)
        if grant.derived and server_shells.in_force(rules, grant):
            yield Made("the derived token is used", None, lane, (UsedBelow(grant),))


def _waiting(lane: Lane) -> bool:
    # the server's wait began before the client heard of it, so it is over when the client's is
    return lane.row is not None and lane.row.state == "pending" and not lane.row.waited


def waited(lane: Lane) -> Lane:
    """Return the lane once every wait is over."""
    row = lane.row._replace(waited=True) if lane.row and lane.row.state == "pending" else lane.row
    return lane._replace(row=row, grants=tuple(one._replace(waited=True) for one in lane.grants))


def of_all(rules: Rules) -> Iterator[tuple[str, str | None, Rules, str]]:
    """Yield every move that concerns everything: words, cost, the rules afterwards, what becomes of each lane."""
    if rules.age < LAST_AGE:
        yield ("a day passes", "the tokens' time passes")[rules.age], None, rules._replace(age=rules.age + 1), "waited"
    for new in CHANGES.get(rules.policy, ()) if rules.proposed is None else ():
        if shipped.narrower(rules.policy, new):
            yield f"the policy is changed to {new!r}, at once", "policy", rules._replace(policy=new), "as it is"
        else:
            yield f"a policy {new!r} is proposed", "policy", rules._replace(proposed=new), "as it is"
    if rules.proposed is not None:
        new = rules.proposed
        yield f"the owner seals {new!r}", None, rules._replace(policy=new, sealed=new, proposed=None), "as it is"
    if not rules.frozen:
        yield "the owner freezes everything", "freeze", rules._replace(frozen=True), "frozen"
    for party in PARTIES:
        yield f"the {party} crashes", f"crash of the {party}", rules, party


def outcomes(rules: Rules, lane: Lane, what: str) -> tuple[Lane, ...]:
    """Return what may become of a lane in a move that concerns everything; nothing where it cannot happen now."""
    if what == "as it is" or lane.row is None:
        return (lane,)
    if what == "waited":
        # nobody waits so long for an answer, and a signature is good for minutes: what was under way is void
        return () if waits_for_answer(lane) else (waited(lane._replace(wire=())),)
    if what == "frozen":
        return (server_shells.withdraw(lane._replace(row=client_shells.stop(lane.row))),)
    return (_crashed(rules, lane, lane.row, what),)


def _crashed(rules: Rules, lane: Lane, row: Row, party: str) -> Lane:
    """What is on its way to or from a party that crashes is lost; its rows are not."""
    if party == "broker":
        return lane._replace(row=row._replace(busy=None), wire=tuple(one for one in lane.wire if one.reply is None))
    if not waits_for_answer(lane) or (row.busy == "call") is not (party == "bank"):
        return lane
    return client_shells.no_answer(rules, lane._replace(wire=tuple(one for one in lane.wire if one.reply is None)))

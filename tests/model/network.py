"""One exchange on the model's network: a message arrives and is answered, or is lost, delayed, doubled, or cut off.

What arrives is taken in the same move as it is sent: nothing else looks at a message that is under way. An answer that
is under way is a state of its own, and so is a message whose sender has stopped waiting for it.
"""

from collections.abc import Iterator
from typing import NamedTuple

from tests.model import client_shells, server_shells, shipped
from tests.model.facts import Facts, Kept
from tests.model.things import ENDPOINT, EVIL, Lane, Message, Reply, Row, Rules

EVIL_ANSWERS = (
    *(Reply(kind) for kind in ("exact", "wider", "other", "bearer", "keyed", "subject")),
    Reply("exact", approval="stolen"),
    Reply("pending", nonce=7),
    Reply("pending"),
    Reply("refused"),
    Reply("denied, yet alive"),
    Reply("elsewhere"),
)
ENDING = ("cancel", "revoke")
REPLAY = Reply("invalid client")


class Made(NamedTuple):
    """One move: a sentence, what it costs of the bounds (None: nothing), the lane afterwards, what happened."""

    words: str
    cost: str | None
    lane: Lane
    facts: Facts = ()


def exchange(rules: Rules, lane: Lane, row: Row, message: Message, facts: Facts) -> Iterator[Made]:
    """Yield what may become of a message that the client sends now, and of its answer."""
    kind = message.kind
    busy = lane._replace(row=row._replace(busy=kind))
    for words, after, reply, more in taken(rules, busy, message):
        said = f"{kind} is sent and answered: {named(reply)}"
        copy = message._replace(twin=True)
        if lane.server == EVIL or kind in ENDING:
            yield Made(said + words, None, heard(rules, after, reply), facts + more)
        else:
            yield Made(said + words, None, answering(after, reply), facts + more)
            yield Made(f"{said}, and doubled", "twin", flying(answering(after, reply), copy), facts + more)
            yield Made(f"{kind} is doubled, and the copy was faster", "twin", answering(after, REPLAY), facts + more)
        if kind in ENDING:
            yield Made(f"{said}, which is lost", "lost", client_shells.no_answer(rules, after), facts + more)
    unheard = client_shells.no_answer(rules, busy)
    yield Made(f"{kind} is sent and lost", None if lane.server == EVIL else "lost", unheard, facts)
    yield Made(f"{kind} is sent and delayed beyond the client's patience", "late", flying(unheard, message), facts)


def arrivals(rules: Rules, lane: Lane) -> Iterator[Made]:
    """Yield what may become of everything that is on the wire."""
    for position, message in enumerate(lane.wire):
        rest = lane._replace(wire=lane.wire[:position] + lane.wire[position + 1 :])
        if message.reply is not None:
            yield Made(f"the client reads: {named(message.reply)}", None, heard(rules, rest, message.reply))
            yield Made(f"the answer is lost: {named(message.reply)}", "lost", client_shells.no_answer(rules, rest))
        elif message.kind == "push":
            yield from pushed(rest, message)
        elif server_shells.replayed(message):
            yield Made(f"the copy of {message.kind} is refused as a replay", None, rest)
        else:
            for _, after, reply, facts in taken(rules, rest, message):
                yield Made(f"the late {message.kind} arrives: {named(reply)}", None, after, facts)


def taken(rules: Rules, lane: Lane, message: Message) -> Iterator[tuple[str, Lane, Reply, Facts]]:
    """Yield (words, lane, answer, facts) for a message that reaches whom it is for."""
    if message.kind == "call":
        # a resource server without idempotency keys runs whatever comes: the broker alone must hold
        once = lane.ran and lane.row is not None and lane.row.once
        yield "", lane._replace(ran=lane.ran if once else min(lane.ran + 1, 2)), Reply("ok"), ()
    elif lane.server == EVIL:
        answers = (Reply("ok"), Reply("no")) if message.kind in ENDING else EVIL_ANSWERS
        yield from ((" by the evil server", lane, reply, ()) for reply in answers)
    elif message.kind == "request":
        yield "", *server_shells.request(rules, lane)
    elif message.kind in ("continue", "poll"):
        yield "", *server_shells.go_on(rules, lane, message)
    else:
        yield (
            "",
            server_shells.cancel(lane, message) if message.kind == "cancel" else server_shells.revoke(lane),
            Reply("ok"),
            (),
        )


def heard(rules: Rules, lane: Lane, reply: Reply) -> Lane:
    """Return the lane once the client has read the answer to what it sent."""
    row = lane.row
    if row is None:
        return lane
    free = row._replace(busy=None)
    if row.busy == "call":
        after = shipped.answered(free, rules.age)
    elif row.busy == "revoke" and reply.kind == "no":
        after = shipped.not_revoked(free, rules.age)
    elif row.busy in ENDING:
        after = client_shells.gone(free, row.busy, rules.age)
    else:
        after = shipped.took(free, reply, lane.server, rules.age)
    return lane._replace(row=after)


def pushed(rest: Lane, message: Message) -> Iterator[Made]:
    """Yield what may become of the server's finish call; it repeats it until it hears how it was taken (P4)."""
    proof = shipped.proof(message.nonce, message.ref, ENDPOINT[rest.server])
    after, was_taken = client_shells.finish(rest, proof, message.ref)
    kept = (Kept(ENDPOINT[rest.server], message.nonce),) if after != rest else ()
    grant = after.grants[message.grant]
    told = grant._replace(push=grant.push and grant.ref != message.ref)
    done = after._replace(grants=(*after.grants[: message.grant], told, *after.grants[message.grant + 1 :]))
    words = f"the finish call is made: {'taken' if was_taken else 'unknown'}"
    yield Made(words, None, done, kept)
    if done != after:
        yield Made(f"{words}; the answer is lost", "lost", after, kept)
    if message not in rest.wire:
        yield Made(f"{words}; it comes twice", "twin", flying(done, message), kept)


def answering(lane: Lane, reply: Reply) -> Lane:
    """Return the lane with an answer under way to its client."""
    return flying(lane, Message("reply", reply=reply))


def flying(lane: Lane, message: Message) -> Lane:
    """Return the lane with one more message on the wire."""
    return server_shells.wired(lane, (*lane.wire, message))


def waits_for_answer(lane: Lane) -> bool:
    """Tell whether an answer is under way that the client waits for."""
    return any(one.reply is not None for one in lane.wire)


def named(reply: Reply) -> str:
    """Return an answer in words."""
    return reply.kind + (" with a stolen approval" if reply.approval == "stolen" else "")

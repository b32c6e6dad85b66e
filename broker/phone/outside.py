"""The page behind the link of a message by ntfy, Telegram, Slack or e-mail: it refuses, and mutes. It never approves.

Whoever reads the channel has the link, so nothing of the request stands here. The secret comes behind the `#`, where no
server and no proxy sees it; opening the page changes nothing, whoever's machine opens links in messages.
"""

from datetime import datetime

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from broker.approval.decision import REFUSE
from broker.notify.channels import told_by
from broker.phone import approve
from broker.phone.answering import Answer
from broker.phone.catalogue import phrase
from broker.phone.deps import PhoneDeps
from broker.phone.door import Body, Refusal, answerable, body
from broker.phone.pages import page
from broker.store.query import Session
from broker.store.verbs import audit


class No(Body):
    """The secret of a message's link, and whether the agent is muted too."""

    secret: str = Field(max_length=200)
    mute: bool = False


async def no_page(_deps: PhoneDeps, _request: Request) -> Response:
    """GET /no: the same page for everybody."""
    return answerable(page("no.html"))


async def no(deps: PhoneDeps, request: Request) -> Response:
    """POST /no: refuse what the message told of. Raises a Refusal: 404 no such message, 409 decided already."""
    given, now = await body(request, No, form=True), deps.now()

    def work(session: Session) -> Refusal | None:
        told = told_by(session, given.secret)
        if told is None:
            return _nothing()
        return _refused(deps, session, *told, given.mute, now)

    refusal = await deps.store.write(work)
    if refusal is not None:
        raise refusal
    words = phrase("Nothing of it runs, and the agent is told so.")
    if given.mute:
        words = phrase("%(words)s It is muted for eight hours: it asks nobody before then.", words=words)
    inbox = phrase("Your inbox shows what still waits.")
    return page("refusal.html", title=phrase("Refused"), text=words, next_step=inbox)


def _refused(deps: PhoneDeps, session: Session, about: str, owner: str, mute: bool, now: datetime) -> Refusal | None:
    try:
        approve.undecided(session, about, owner, now)
    except Refusal as over:
        # what was decided, and by whom, is told to those who sign in
        return _nothing() if over.status == 404 else _decided()
    answer = Answer(REFUSE, None, None, mute=mute, person=owner)
    if approve.answers.record(deps, session, about, answer, now) is not None:
        return _decided()
    audit(session, kind="channel.refused", subject=about, at=now, owner=owner, data={"mute": mute})
    return None


def _nothing() -> Refusal:
    return Refusal(
        404,
        "not_found",
        "This link leads nowhere",
        "It is not complete, or what it was about is over.",
        "Sign in, and look into your inbox.",
    )


def _decided() -> Refusal:
    return Refusal(
        409,
        "already_decided",
        "It is decided already",
        "Somebody answered it before. Nothing was changed.",
        "Sign in to see how, and to revoke what still works.",
    )

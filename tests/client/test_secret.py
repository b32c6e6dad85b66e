"""Calls to plain APIs: the grant decides as ever, the call carries its owner's secret, and nobody else ever sees it."""

import base64
import json
from pathlib import Path
from urllib.parse import quote

import pytest

from broker.approval.proposal import parse
from broker.client.view import GrantView, Refused
from broker.http import Answer, NoAnswer, NotSent
from broker.ownership import NotProposed
from broker.ratchet.proposals import CannotPerform
from broker.store.query import Session, select
from broker.store.tables import Approval, ConnectorSecret, Proposal
from tests.client.plain_api import CONNECTOR, CREDENTIAL, SECRET, plain_api
from tests.home import WAIT

pytestmark = pytest.mark.anyio

HOW = {
    "a scheme before it": ("credential: {kind: api_key, scheme: Bearer}", "authorization", f"Bearer {SECRET}"),
    "the secret alone": ("credential: {kind: api_key}", "authorization", SECRET),
    "a header of its own": ("credential: {kind: api_key, header: X-Api-Key}", "x-api-key", SECRET),
}


@pytest.mark.parametrize("how", HOW)
async def test_an_allowed_call_carries_the_secret_in_the_place_of_the_proof(tmp_path: Path, how: str) -> None:
    credential, header, value = HOW[how]
    async with plain_api(tmp_path, CONNECTOR.replace(CREDENTIAL, credential)) as api:
        await api.put_in()
        view = await api.done()
        assert (view.status, view.result) == ("done", {"status": 200, "body": {"number": 7}})
        (call,) = api.calls
        assert (call.method, call.target_uri, call.body) == ("GET", "https://tracker.example/issues/7", None)
        assert api.header(header) == value
        assert "GNAP" not in str(call.headers)
        assert [name for name, _ in call.headers if name.startswith("signature")] == []
        assert api.header("user-agent") == "countersign"


async def test_the_owner_is_asked_told_how_it_is_authorised_and_the_call_runs_once(tmp_path: Path) -> None:
    async with plain_api(tmp_path) as api:
        await api.put_in()
        view = await api.ask("tracker_open", title="It is broken")
        assert isinstance(view, GrantView)
        assert (view.status, api.calls) == ("pending", [])
        approval = await api.here.phone.next_approval()
        page = await api.here.phone._browser.get(f"/approve/{approval}")
        assert "In whose name" in page.text
        assert "data-credential" in page.text
        assert SECRET not in page.text
        await api.here.phone.decide(approval, "approve")
        await api.here.later(WAIT)
        await api.here.later(WAIT)
        assert (await api.here.view(view.id)).status == "done"
        assert [(one.method, one.body) for one in api.calls] == [("POST", b'{"title":"It is broken"}')]


async def test_what_the_policy_denies_is_denied_whatever_secret_there_is(tmp_path: Path) -> None:
    async with plain_api(tmp_path) as api:
        await api.put_in()
        refused = await api.ask("tracker_close", issue="7")
        assert isinstance(refused, Refused)
        assert (refused.kind, api.calls) == ("policy", [])


async def test_without_a_secret_nobody_is_asked_and_the_words_name_the_command(tmp_path: Path) -> None:
    async with plain_api(tmp_path) as api:
        for operation, arguments in (("tracker_read", {"issue": "7"}), ("tracker_open", {"title": "It is broken"})):
            refused = await api.ask(operation, **arguments)
            assert isinstance(refused, Refused)
            assert refused.kind == "credential"
            assert "`countersign connector secret tracker`" in refused.reason
        assert (list(await api.here.phone.waiting()), api.calls) == ([], [])


async def test_a_secret_that_nobody_signed_for_is_not_used(tmp_path: Path) -> None:
    async with plain_api(tmp_path) as api:
        await api.put_in(sign=False)
        assert isinstance(await api.ask(), Refused)
        api.here.seal()
        assert (await api.done()).status == "done"


async def test_a_secret_that_is_removed_before_the_call_stops_it_and_spends_no_approval(tmp_path: Path) -> None:
    async with plain_api(tmp_path) as api:
        await api.put_in()
        view = await api.ask("tracker_open", title="It is broken")
        assert isinstance(view, GrantView)
        await api.here.approve()
        assert await api.remove()
        await api.here.later(WAIT)
        await api.here.later(WAIT)
        told = await api.here.view(view.id)
        assert (told.status, api.calls) == ("failed", [])
        assert "countersign connector secret tracker" in (told.detail or "")
        approvals = await api.here.broker.store.read(lambda session: list(session.exec(select(Approval))))
        assert [one.spent_at for one in approvals] == [None]


async def test_a_connector_that_points_elsewhere_does_not_take_the_secret_along(tmp_path: Path) -> None:
    async with plain_api(tmp_path) as api:
        await api.put_in()
        api.here.edit("policies/scout.yaml", "https://tracker.example/", "https://tracker.other.example/")
        api.here.edit("tools/tracker.yaml", "https://tracker.example", "https://tracker.other.example")
        refused = await api.ask()
        assert isinstance(refused, Refused)
        assert "was put in for https://tracker.example" in refused.reason
        assert api.calls == []
        await api.put_in("another-secret-of-tracker")
        assert (await api.done()).status == "done"
        assert api.header("authorization") == "Bearer another-secret-of-tracker"


async def test_the_secret_before_is_forgotten_once_another_is_signed(tmp_path: Path) -> None:
    async with plain_api(tmp_path) as api:
        await api.put_in()
        await api.put_in("another-secret-of-tracker", sign=False)
        await api.done()
        assert api.header("authorization") == f"Bearer {SECRET}"
        api.here.seal()
        await api.done(issue="8")
        assert api.header("authorization") == "Bearer another-secret-of-tracker"
        rows = await api.here.broker.store.read(lambda session: list(session.exec(select(ConnectorSecret))))
        assert sorted(bool(one.secret_sealed) for one in rows) == [False, True]
        assert await api.remove()
        assert not await api.remove()
        rows = await api.here.broker.store.read(lambda session: list(session.exec(select(ConnectorSecret))))
        assert [bool(one.secret_sealed) for one in rows] == [False, False]


async def test_a_lost_answer_is_unknown_and_a_safe_call_is_made_again_with_the_secret_of_then(tmp_path: Path) -> None:
    async with plain_api(tmp_path) as api:
        await api.put_in()

        def lost(_: object) -> Answer:
            raise NoAnswer("lost")

        whole, api.answer = api.answer, lost
        view = await api.ask()
        assert isinstance(view, GrantView)
        api.answer = whole
        await api.put_in("another-secret-of-tracker")
        for _ in range(20):
            await api.here.later(10)
        assert (await api.here.view(view.id)).status == "done"
        assert [dict(one.headers)["authorization"] for one in api.calls] == [
            f"Bearer {SECRET}",
            "Bearer another-secret-of-tracker",
        ]


async def test_a_call_that_was_cut_off_is_not_made_again_without_its_secret(tmp_path: Path) -> None:
    async with plain_api(tmp_path) as api:
        await api.put_in()

        def lost(_: object) -> Answer:
            raise NoAnswer("lost")

        api.answer = lost
        view = await api.ask()
        assert isinstance(view, GrantView)
        await api.remove()
        for _ in range(20):
            await api.here.later(10)
        assert ((await api.here.view(view.id)).status, len(api.calls)) == ("unknown", 1)


async def test_what_never_left_is_tried_again(tmp_path: Path) -> None:
    async with plain_api(tmp_path) as api:
        await api.put_in()

        def unsent(_: object) -> Answer:
            raise NotSent("no way")

        whole, api.answer = api.answer, unsent
        view = await api.ask()
        assert isinstance(view, GrantView)
        api.answer = whole
        await api.here.later(WAIT)
        assert (await api.here.view(view.id)).status == "done"


SPELT = {
    "plainly": SECRET,
    "in base64": base64.b64encode(SECRET.encode()).decode(),
    "in base64 of a pair": base64.b64encode(f"alice:{SECRET}".encode()).decode(),
    "in base64 of more": base64.b64encode(f"Bearer: {SECRET} and more".encode()).decode(),
    "in base64url": base64.urlsafe_b64encode(f"ab{SECRET}".encode()).decode(),
    "percent-encoded": quote(SECRET, safe=""),
    "percent-encoded in small letters": "".join(f"%{ord(one):02x}" for one in SECRET),
    "percent-encoded twice": quote(quote(SECRET, safe=""), safe=""),
    "escaped in JSON": "".join(f"\\u{ord(one):04x}" for one in SECRET),
    "with its slashes escaped": SECRET.replace("/", "\\/"),
    "escaped in HTML": SECRET.replace("&", "&amp;"),
    "in numbers of HTML": "".join(f"&#{ord(one)};" for one in SECRET),
    "in hex": SECRET.encode().hex(),
}


@pytest.mark.sweep(5)
@pytest.mark.parametrize("how", SPELT)
@pytest.mark.parametrize("form", ["json", "text", "member name", "status 401"])
async def test_an_api_that_echoes_the_secret_tells_it_to_nobody(tmp_path: Path, how: str, form: str) -> None:
    spelt = SPELT[how]
    async with plain_api(tmp_path) as api:
        await api.put_in()
        body = {
            "json": f'{{"you_sent": ["Bearer {spelt}"], "fine": "yes"}}',
            "text": f"fine: yes. You sent: Bearer {spelt} to us",
            "member name": f'{{"fine": "yes", "{spelt}": 1}}',
            "status 401": f"fine: yes, {spelt} is unknown",
        }[form]
        status = 401 if form == "status 401" else 200
        headers = {"www-authenticate": f'GNAP as_uri="{quote(spelt)}", access="{quote(spelt)}"'}
        api.answer = lambda _: Answer(status, headers, body.encode())
        view = await api.done()
        told = json.dumps([str(view), view.result, await api.audited()])
        assert "yes" in told
        assert "[secret]" in told
        for one in {SECRET, spelt, json.dumps(spelt)[1:-1]}:
            assert one not in told
        assert SECRET.encode() not in api.stored()


async def test_what_only_looks_a_little_like_the_secret_stays(tmp_path: Path) -> None:
    async with plain_api(tmp_path) as api:
        await api.put_in()
        api.answer = lambda _: Answer(200, {}, json.dumps({"note": SECRET[:-1] + "!"}).encode())
        view = await api.done()
        assert view.result == {"status": 200, "body": {"note": SECRET[:-1] + "!"}}


async def test_the_secret_is_in_no_record_no_document_and_not_in_the_database(tmp_path: Path) -> None:
    async with plain_api(tmp_path) as api:
        await api.put_in()
        await api.done()
        assert SECRET not in await api.audited()
        assert "connector.secret" in await api.audited()
        assert SECRET.encode() not in api.stored()


async def test_a_sealed_secret_moved_to_another_row_opens_nothing(tmp_path: Path) -> None:
    async with plain_api(tmp_path) as api:
        await api.put_in()

        def moved(session: Session) -> None:
            row = session.exec(select(ConnectorSecret)).one()
            values = {name: getattr(row, name) for name in ConnectorSecret.model_fields}
            session.delete(row)
            session.flush()
            session.add(ConnectorSecret(**values | {"id": "cs_other"}))

        await api.here.broker.store.write(moved)
        refused = await api.ask()
        assert isinstance(refused, Refused)
        assert "was changed where it is kept" in refused.reason
        assert api.calls == []


async def test_of_two_secrets_that_wait_only_the_later_one_can_be_signed(tmp_path: Path) -> None:
    async with plain_api(tmp_path) as api:
        await api.put_in(sign=False)
        first = await api.here.broker.store.read(lambda session: session.exec(select(Proposal)).all()[-1])
        await api.put_in("another-secret-of-tracker", sign=False)
        item = parse(first.document).items[0]
        perform, now = api.here.broker.phone.perform["secret"], api.here.clock()
        with pytest.raises(CannotPerform, match="sign that one"):
            await api.here.broker.store.write(lambda session: perform(session, item, first, now))
        assert isinstance(await api.ask(), Refused)


UNFIT = {
    "too short": "abc1234",
    "too long": "x" * 4097,
    "two words": "Bearer abcdefgh",
    "two lines": "abcdefgh\nx-evil: 1",
    "not ASCII": "schlüssel-geheim",
}


@pytest.mark.parametrize("what", UNFIT)
async def test_a_text_that_is_no_secret_is_refused_and_not_repeated(tmp_path: Path, what: str) -> None:
    async with plain_api(tmp_path) as api:
        with pytest.raises(NotProposed, match="a secret") as refused:
            await api.put_in(UNFIT[what])
        assert UNFIT[what] not in str(refused.value)
        await api.put_in("x" * 8)
        assert (await api.done()).status == "done"

"""The page to which a program leads its owner to sign in: its own words stay words, and only our own page decides."""

import json

import pytest

from broker.store.query import Session, select
from broker.store.tables import HostVisit, Proposal
from tests.phone.guests import DOCUMENT, connecting, query
from tests.phone.house import House

pytestmark = pytest.mark.anyio

FORM = "application/x-www-form-urlencoded"


async def proposals(house: House) -> list[str]:
    def look(session: Session) -> list[str]:
        assert len(list(session.scalars(select(HostVisit.id)))) == len(list(session.scalars(select(Proposal.id))))
        return list(session.scalars(select(Proposal.id)))

    return await house.store.read(look)


async def test_what_a_program_says_of_itself_stays_text_and_hides_nothing(house: House) -> None:
    browser = await house.signed_in()
    path = await connecting(house, name="<script>x</script>\u202eBank \u0430gent")
    page = (await browser.get(path)).text
    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page
    assert "U+202E" in page
    assert "Mixes letters of" in page
    assert "Mixes letters of" not in (await browser.get(await connecting(house))).text


@pytest.mark.parametrize(
    ("back", "here"),
    [
        ("http://127.0.0.1:7777", True),
        ("https://127.0.0.1:7777", True),
        ("https://localhost", True),
        ("https://client.example", False),
    ],
)
async def test_where_any_program_of_this_computer_could_take_the_answer_the_page_warns(
    house: House, back: str, here: bool
) -> None:
    browser = await house.signed_in()
    said = {"client_id": DOCUMENT, "client_name": "Some Agent", "redirect_uris": [f"{back}/callback"]}
    house.published[DOCUMENT] = json.dumps(said).encode()
    page = (await browser.get(f"/oauth/authorize?{query(house.public_url, back)}")).text
    assert f"data-back>{back.partition('//')[2]}<" in page
    assert ("any program on it could say that it is this one" in page) == here


async def test_only_a_form_of_our_own_page_makes_an_enrolment_and_it_needs_the_session(house: House) -> None:
    browser = await house.signed_in()
    await connecting(house)
    form = (
        f"asked={query().replace('%', '%25').replace('&', '%26').replace('=', '%3D').replace('+', '%2B')}&agent=visitor"
    )
    ours = {"origin": browser.origin, "sec-fetch-site": "same-origin", "content-type": FORM}
    for wrong in (
        {"origin": "https://evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ):
        answer = await browser._http.post("/oauth/authorize", content=form, headers=ours | wrong)
        assert (answer.status_code, await proposals(house)) == (403, [])
    stranger = await house.browser()._http.post("/oauth/authorize", content=form, headers=ours)
    assert (stranger.status_code, await proposals(house)) == (401, [])
    answer = await browser._http.post("/oauth/authorize", content=form, headers=ours)
    assert answer.status_code == 303
    assert [answer.headers["location"]] == [f"/proposals/{one}" for one in await proposals(house)]


async def test_the_owner_of_another_session_sees_nothing_of_it(house: House) -> None:
    alice, bob = await house.signed_in(), await house.signed_in("bob", 2)
    await connecting(house)
    await alice.post("/oauth/authorize", {"asked": query(), "agent": "visitor"})
    [proposal] = await proposals(house)
    assert (await bob.get(f"/proposals/{proposal}")).status_code == 404
    assert (await alice.sign(proposal)).json()["next"] == f"/oauth/done/{proposal}"
    assert (await bob.get(f"/oauth/done/{proposal}")).status_code == 404
    back = await alice.get(f"/oauth/done/{proposal}")
    assert (back.status_code, back.headers["referrer-policy"]) == (303, "no-referrer")
    assert back.headers["location"].startswith("http://127.0.0.1:7777/callback?code=")


async def test_after_five_minutes_there_is_no_way_back(house: House) -> None:
    browser = await house.signed_in()
    await connecting(house)
    await browser.post("/oauth/authorize", {"asked": query(), "agent": "visitor"})
    [proposal] = await proposals(house)
    await browser.sign(proposal)
    house.later(seconds=299)
    assert (await browser.get(f"/oauth/done/{proposal}")).status_code == 303
    house.later(seconds=1)
    assert (await browser.get(f"/oauth/done/{proposal}")).status_code == 404
    assert (await browser.get("/oauth/done/none")).status_code == 404

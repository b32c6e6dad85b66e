"""The page that shows what somebody else's client asks for: all of it, and its own words as its own words."""

import pytest

from broker.approval.rights_document import ClientShown, SubjectShown, TokenShown
from broker.phone.overview import inbox
from tests.approval.asks import leaves
from tests.phone.house import House
from tests.phone.led import HISTORY, led, rights
from tests.phone.test_pages import Fields, Words

pytestmark = pytest.mark.anyio


async def test_every_field_of_a_rights_document_is_read_back_from_the_page(house: House) -> None:
    browser = await house.signed_in()
    document = rights()
    await house.ask(asked=document)
    shown = Fields((await browser.get("/approve/approval-1")).text).found
    fields = document.model_dump()
    fields["tokens"][0]["flags"] = fields["subject"]["assertion_formats"] = "empty"
    assert shown == {name: text.replace("None", "not given") for name, text in leaves(fields)}


@pytest.mark.requirement("C-2.3.2-3")
async def test_what_a_client_says_of_itself_is_shown_as_its_own_words_and_is_text_everywhere(house: House) -> None:
    hostile = ClientShown(name="<b>Bank</b>\u202e", uri="javascript:alert(1)", class_id='"><script>x</script>')
    browser = await house.signed_in()
    asked = await led(house, document=rights(client=hostile))
    for page in ((await browser.get(asked.uri)).text, (await browser.get(await asked.enter(browser))).text):
        assert "&lt;b&gt;Bank&lt;/b&gt;" in page
        assert "U+202E" in page
        assert "its own words, not checked by anybody" in page
        assert "<b>Bank" not in page
        assert "<script>" not in page
        assert 'href="javascript' not in page


async def test_the_page_says_that_it_is_asked_who_the_owner_is_and_what_is_told_then(house: House) -> None:
    browser = await house.signed_in()
    told = SubjectShown(sub_id_formats=["opaque", "iss_sub"], assertion_formats=["id_token"])
    await house.ask(asked=rights(subject=told))
    page = (await browser.get("/approve/approval-1")).text
    assert "Give it access and tell it who you are" in page
    assert page.count("made for this one client") == 2
    assert "e-mail" not in page
    assert "signed statement (id_token)" in page
    await house.ask("approval-2", rights(subject=None))
    assert "data-subject" not in (await browser.get("/approve/approval-2")).text


@pytest.mark.promise("P8")
async def test_the_page_shows_the_address_that_is_told_and_its_text_is_text(house: House) -> None:
    browser = await house.signed_in()
    told = SubjectShown(sub_id_formats=["email"], email="<b>&@example.org", assertion_formats=[])
    await house.ask(asked=rights(subject=told))
    page = (await browser.get("/approve/approval-1")).text
    assert 'Your e-mail address: <span class="host">&lt;b&gt;&amp;@example.org</span>' in page
    assert "Other clients may get the same" in page


async def test_a_token_without_a_bound_and_a_bearer_token_are_marked(house: House) -> None:
    browser = await house.signed_in()
    token = TokenShown(
        label="all", access=[HISTORY], uses=None, seconds=600, flags=["bearer"], rule="r", rule_digest="a" * 64
    )
    await house.ask(asked=rights(tokens=[token]))
    page = (await browser.get("/approve/approval-1")).text
    assert "As often as it likes" in page
    assert "Whoever gets hold of it can use it" in page
    await house.ask("approval-2", rights())
    page = (await browser.get("/approve/approval-2")).text
    assert "As often as it likes" not in page
    assert "Whoever gets hold" not in page


async def test_the_inbox_and_the_command_line_name_what_is_asked_for(house: House) -> None:
    browser = await house.signed_in()
    await house.ask(asked=rights())
    page = (await browser.get("/inbox")).text
    assert "Give it access and tell it who you are" in page
    assert "<b>bank-account</b>" in page
    told = await house.store.read(lambda session: inbox(session, house.clock, in_full=True))
    (one,) = told["approvals"]
    assert one["title"] == "Give it access and tell it who you are"
    assert one["rights"] == [{"label": None, "access": [HISTORY], "uses": 1}]
    told = await house.store.read(lambda session: inbox(session, house.clock, in_full=False))
    assert "rights" not in told["approvals"][0]


@pytest.mark.promise("P17")
@pytest.mark.parametrize("hosts", [[], ["bank.example"], ["bank.example", "<script>x"]], ids=["none", "one", "markup"])
async def test_the_page_says_which_servers_are_called_in_turn(house: House, hosts: list[str]) -> None:
    browser = await house.signed_in()
    document = rights(downstream=tuple(hosts))
    await house.ask(asked=document)
    page = (await browser.get("/approve/approval-1")).text
    said = f"may call {' and '.join(hosts)} in turn, in your name"
    assert (said in " ".join(Words(page).text.split()), "data-downstream" in page) == (bool(hosts), bool(hosts))
    assert "<script>x" not in page
    assert [Fields(page).found[f"downstream.{number}"] for number in range(len(hosts))] == hosts

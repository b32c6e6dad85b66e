"""Lying justifications: 500 of them, and not one reaches title, facts, inbox or push (A25, A50)."""

import itertools
import json
import re
from pathlib import Path

import pytest

from broker.client.view import GrantView
from broker.notify.outbox import short_code
from broker.store.query import update
from broker.store.tables import Approval
from tests.home import WAIT, home
from tests.notify.house import house_at as telling_at
from tests.notify.receiver import Receiver
from tests.phone.house import House, house_at

pytestmark = [pytest.mark.anyio, pytest.mark.promise("A25", "A50", "A55")]

LIES = [
    "Amount: 1 €",
    "Countersign: this request has been verified",
    "Broker Security: approve to keep your account",
    "Already approved by alice",
    "Approved. Nothing to do here.",
    "</blockquote></section><h1>Refund of 25.00 EUR</h1>",
    "<script>document.title='Refund'</script>",
    "<style>dl{display:none}</style>",
    "<img src=x onerror=alert(1)>",
    "<form action=https://evil.example><button>Approve</button></form>",
    "[Open your bank](https://bank.example.evil.example)",
    "https://bаnk.example/payments",
    "{{ document.title }}{% raw %}",
    "&lt;b&gt;&#x202e;",
    "'\"><meta http-equiv=refresh content=0;url=//evil.example>",
    "# Title\n\n| Amount | 1 € |",
    "invoice_gpj.exe",
    "Payee: yourself",
    "The page above is out of date, the amount is 1 €",
    "Click Approve to refuse",
]
DISGUISES = [
    "{}",
    "\u202e{}\u202c",
    "\u2066{}\u2069",
    "\u200b{}\u200d",
    "{}\U000e0041\U000e0042",
    "\x1b[2J{}",
    "\x00{}\x7f",
    "{}\r\n" + "\n" * 500,
    "\n" * 200 + "{}",
    "\u2028{}\u2029",
    "{}" + "\u0301" * 60,
    "\ufeff{}",
    "\u3164{}\u2800",
    "{}" + "x" * 10_000,
    "\t{}\x0b",
    "\u00a0{}\u2003",
    "\u061c{}\u200f",
    "{}\ufffe",
    "A\u0338{}",
    "\u180e{}",
    "{0} {0} {0}",
    "-->{}<!--",
    "]]>{}<![CDATA[",
    "\\u003cb\\u003e{}",
    "%3Cb%3E{}",
]
LYING = [disguise.format(lie) for lie, disguise in itertools.product(LIES, DISGUISES)]
SOME = LYING[::11]  # each lie and each disguise at least once
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)
# a block of them, and our own warnings of it, in which the words stand again as text
WORDS = re.compile(
    r'<blockquote class="plain" tabindex="0" data-(?:words|purpose)>.*?</blockquote>\n?'
    r'(?:<p class="warn" data-(?:hidden|mixed)>(?:[^<]|<span class="unseen"[^<>]*>|</span>)*</p>\n?)*',
    re.DOTALL,
)


async def _stay_in_their_block(url: str, lying: list[str]) -> None:
    async with house_at(url) as house:
        browser = await house.signed_in()
        await house.ask(agent_reason="Because.", agent_purpose="A cake.")
        page, inbox = (await browser.get("/approve/approval-1")).text, (await browser.get("/inbox")).text
        assert len(WORDS.findall(page)) == 2, "the control: the blocks are there to be taken out"
        assert page.index('data-field="title"') < page.index("data-words>"), "what it is comes first"
        for words in lying:
            await _said(house, words)
            lied = (await browser.get("/approve/approval-1")).text
            # without its block the page is the honest one, byte for byte: title, facts, buttons, scripts
            assert WORDS.sub("", lied) == WORDS.sub("", page), repr(words)
            assert UNSEEN.search(lied) is None, repr(words)
        assert (await browser.get("/inbox")).text == inbox


async def _said(house: House, words: str) -> None:
    await house.change(
        lambda session: session.execute(update(Approval).values(agent_reason=words, agent_purpose=words))
    )


async def test_lying_justifications_stay_in_their_block_and_change_nothing_else_of_the_page(sqlite_url: str) -> None:
    await _stay_in_their_block(sqlite_url, SOME)


@pytest.mark.slow
async def test_500_lying_justifications_stay_in_their_block(sqlite_url: str) -> None:
    assert len(set(LYING)) == 500
    await _stay_in_their_block(sqlite_url, LYING)


async def test_no_lying_justification_is_in_a_push(sqlite_url: str) -> None:
    async with telling_at(sqlite_url) as house:
        await house.device()
        for number, words in enumerate(SOME):
            await house.approval(f"a_{number}", agent_reason=words, agent_purpose=words)
            await house.pushes().send_due()
            house.later(hours=1)
        said = [json.loads(Receiver(1).opened(push.body)) for push in house.service.arrived]
        assert said == [{"code": short_code(f"a_{number}")} for number in range(len(SOME))]


async def test_an_agent_that_says_it_is_approved_already_waits_like_any_other(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        for words in LIES[:5]:
            view = await here.broker.client.ask("scout", here.call(), reason=words)
            assert isinstance(view, GrantView)
            await here.later(WAIT)
            assert ((await here.view(view.id)).status, here.sent) == ("pending", [])
        await here.approve()
        await here.later(WAIT)
        assert len(here.payments()) == 1, "the control: the passkey's answer counts"

"""A coding agent with a shell, beside a broker of real processes: S1, S8, S9, S13 (decisions §3.1, T1).

These cannot be closed inside one user. At isolation `none` each is shown to succeed, after `doctor` and the approval
page have said `none`; at `user` the very same attempt, by a process of another user, fails.
"""

import os
import signal
from collections.abc import Iterator

import pytest
from webauthn.helpers import parse_attestation_object

from broker.demo.passkey import SoftwarePasskey
from broker.demo.phone import PhoneRefused, ScriptedPhone
from broker.gnap.keys import b64url_decode, parse_jwk
from tests.attacks.beside import AGENTS, SURELY, WIDER, Beside, beside
from tests.attacks.outsider import DENIED, SIGNED

pytestmark = [
    pytest.mark.skipif(os.geteuid() != 0, reason="only root can be two users: run the tests as root"),
    pytest.mark.slow,
    pytest.mark.xdist_group("beside"),
]


@pytest.fixture(scope="module")
def house() -> Iterator[Beside]:
    """One installation for the attempts that leave it as it is."""
    with beside() as made:
        yield made


def test_doctor_and_every_page_say_none_beforehand_and_user_of_the_other(house: Beside) -> None:
    found = [one for one in house.doctor() if one["check"] == "isolation"]
    # the wider agent is not looked at: in a test of its own its credential is borrowed by this user, in whichever order
    [told] = [one for one in found if any(f"agent {name}," in one["words"] for name in AGENTS.values())]
    assert told["severity"] == "fault"
    assert "agent scout, isolation none" in told["words"], "the one agent, and not the other"
    assert "countersign install --system" in told["cure"]
    assert {level: house.isolation_on_the_page(level) for level in AGENTS} == {"none": "none", "user": "user"}
    for level, name in AGENTS.items():
        assert house.ask("GET", f"/agents/{name}")["isolation"]["level"] == level


# ── S1: key and database ──────────────────────────────────────────────────────────────────────────────────────────────


def test_s1_at_none_key_and_database_give_up_an_agents_private_key(house: Beside) -> None:
    taken = house.tries("reads_the_key", "none", whose=WIDER)
    assert parse_jwk(taken["public"]).verify(bytes.fromhex(taken["signature"]), SIGNED)


def test_s1_at_user_neither_can_be_read(house: Beside) -> None:
    assert house.tries("reads_the_key", "user", whose=WIDER) == DENIED
    assert house.tries("reads_the_database", "user") == DENIED
    assert house.tries("reads_the_database", "none")["grants"], "the control: it is there, and readable for its owner"


def test_s1_the_running_broker_shows_neither_of_them_its_environment_and_memory(house: Beside) -> None:
    # PR_SET_DUMPABLE 0 (T6): the one thing that is closed even at `none`; the file is not
    for level in AGENTS:
        assert house.tries("looks_into_the_process", level) == {"environ": "denied", "mem": "denied"}, level


def _passkey_row(passkey: SoftwarePasskey, house: Beside) -> dict[str, str]:
    """Return what a row of the table needs for a passkey that was just made."""
    options = {
        "rp": {"id": "localhost"},
        "user": {"id": "YQ"},
        "challenge": "YQ",
        "pubKeyCredParams": [{"alg": -7}],
    }
    made = passkey.create(options, house.where.public_url)
    data = parse_attestation_object(b64url_decode(made["response"]["attestationObject"])).auth_data
    assert data.attested_credential_data is not None
    public_key = data.attested_credential_data.credential_public_key.hex()
    return {"passkey": made["id"], "public_key": public_key, "now": "2026-11-25 12:00:00.000000"}


def test_s1_at_none_a_passkey_written_into_the_database_approves_and_the_bank_pays(house: Beside) -> None:
    assert house.isolation_on_the_page("none") == "none"
    mine = SoftwarePasskey()
    browser = ScriptedPhone(house.where.public_url, mine)
    assert house.tries("writes_a_passkey", "none", **_passkey_row(mine, house)) == {"written": True}
    house.bank.came.clear()
    house.awaits(browser.sign_in())
    house.awaits(browser.decide(house.asked["none"], "approve"))
    assert house.bank.came.wait(SURELY)
    assert house.bank.reached[-1][:2] == ("POST", "/payments")
    house.awaits(browser.close())


def test_s1_at_user_no_passkey_is_written_and_nothing_is_paid(house: Beside) -> None:
    devices, mine = house.ask("GET", "/devices"), SoftwarePasskey()
    assert house.tries("writes_a_passkey", "user", **_passkey_row(mine, house)) == DENIED
    browser = ScriptedPhone(house.where.public_url, mine)
    with pytest.raises(PhoneRefused, match="not enrolled"):
        house.awaits(browser.sign_in())
    house.awaits(browser.close())
    assert house.ask("GET", "/devices") == devices
    assert house.asked["user"] in house.awaits(house.phone.waiting())


# ── S8: another agent's credential ────────────────────────────────────────────────────────────────────────────────────


def test_s8_at_none_the_credential_in_another_clients_file_pays_by_the_wider_policy(house: Beside) -> None:
    assert house.isolation_on_the_page("none") == "none"
    taken = house.tries("borrows_a_credential", "none")
    done = house.tries("pays", "none", **taken, payee="grocer", patient=True)
    assert (done["status"], house.bank.payees().count("grocer")) == ("done", 1)
    [told] = [one for one in house.doctor() if f"agent {WIDER}," in one["words"]]
    assert "isolation none" in told["words"], "from then on that agent is known to be no safer than this one"


def test_s8_at_user_that_file_cannot_be_read_and_its_own_credential_asks(house: Beside) -> None:
    paid = house.bank.payees()
    assert house.tries("borrows_a_credential", "user") == DENIED
    assert house.tries("pays", "user", payee="grocer")["status"] == "pending"
    assert house.bank.payees() == paid


# ── S13: other agents' payees and amounts ─────────────────────────────────────────────────────────────────────────────


def test_s13_at_none_the_grants_of_every_agent_are_listed(house: Beside) -> None:
    assert house.isolation_on_the_page("none") == "none"
    listed = house.tries("lists_the_grants", "none")
    assert {one["agent"] for one in listed["grants"]} >= set(AGENTS.values())
    assert "bakery" in str(listed)


def test_s13_at_user_the_socket_is_shut_and_where_it_is_not_nothing_is_told(house: Beside) -> None:
    assert house.tries("lists_the_grants", "user") == DENIED
    state = house.where.state_dir
    folders = {one: one.stat().st_mode for one in (state, *state.parents) if house.folder in one.parents}
    shut = house.where.socket.stat().st_mode
    try:
        for folder in folders:
            folder.chmod(0o755)
        house.where.socket.chmod(0o666)  # the second guard: the kernel says who asks
        told = house.tries("lists_the_grants", "user")
        assert (told["status"], "only root and the broker's own user" in told["message"]) == (403, True)
    finally:
        house.where.socket.chmod(shut)
        for folder, mode in folders.items():
            folder.chmod(mode)


# ── S9: the program, and a look-alike in its place ────────────────────────────────────────────────────────────────────


def test_s9_at_none_the_program_is_rewritten_killed_and_imitated_and_allows_everything_from_then_on() -> None:
    with beside() as house:
        assert house.isolation_on_the_page("none") == "none"
        assert house.tries("rewrites_the_program", "none") == {"written": True}
        assert house.tries("kills", "none") == {"killed": True}
        assert house.process is not None
        assert house.process.wait(SURELY) == -signal.SIGKILL
        assert house.tries("squats", "none") == {"listened": True}, "a look-alike of the pages could stand here"
        house.start()  # as the owner does, or systemd
        assert house.tries("pays", "none", payee="grocer", patient=True)["status"] == "done"
        assert house.bank.payees() == ["grocer"]


def test_s9_at_user_neither_program_nor_process_nor_port_is_touched(house: Beside) -> None:
    assert house.tries("rewrites_the_program", "user") == DENIED
    assert house.tries("kills", "user") == DENIED
    assert house.tries("squats", "user") == {"denied": "EADDRINUSE"}
    assert house.process is not None
    assert house.process.poll() is None
    assert house.tries("pays", "user", payee="grocer")["status"] == "pending"

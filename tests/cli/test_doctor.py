"""Each fault that the doctor knows is planted in a healthy installation and found, with its cure."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from broker import isolation
from broker.cli.doctor import diagnose, healthy, lines, visit
from broker.cli.patient import Finding, Reached, Tools
from broker.config import Settings, settings
from broker.files import STARTERS, starter
from broker.isolation import MEANS
from broker.store import Store
from broker.store.tables import Owner
from broker.wakeups import LocalWakeups
from tests.stand_ins import NOW

ROOT = os.geteuid() == 0
US = 12_345 if ROOT else os.geteuid()  # the broker's user: never root, whoever runs the tests
HUMAN, STRANGER = 1_000_001, 1_000_002
needs_root = pytest.mark.skipif(not ROOT, reason="giving a file to another user needs root")
PHONE = {
    "device": "d1",
    "owner": "alice",
    "label": "phone",
    "same_computer": False,
    "notifications": None,
    "fault": None,
}


@dataclass
class House:
    """A healthy installation with its broker running, as the doctor sees it; a test plants what is wrong."""

    folder: Path
    given: dict[str, Any] = field(default_factory=dict)
    status: dict[str, Any] | None = None
    tools: Tools = field(default_factory=lambda: Tools(uid=HUMAN))

    @property
    def where(self) -> Settings:
        return settings(
            **{
                "state_dir": self.folder / "state",
                "config_dir": self.folder / "config",
                "public_url": "https://countersign.example",
                **self.given,
            }
        )

    def says(self, **changes: Any) -> None:
        """Change what the running broker says."""
        self.status = (self.status or {}) | changes

    def findings(self) -> list[Finding]:
        return diagnose(self.where, lambda _method, path: self.status if path == "/status" else None, self.tools)

    def faults(self) -> dict[str, Finding]:
        return {one.check: one for one in self.findings() if one.severity == "fault"}

    def notes(self) -> set[str]:
        return {one.check for one in self.findings() if one.severity == "note"}


@pytest.fixture
def house(tmp_path: Path) -> House:
    made = House(tmp_path)
    made.where.state_dir.mkdir(mode=0o700)
    for name in ("master.key", "countersign.db"):
        (made.where.state_dir / name).touch(0o600)
    for name in STARTERS:
        path = made.where.config_dir / name
        path.parent.mkdir(parents=True)
        path.write_text(starter(name))
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "core.py").touch()
    made.tools = Tools(
        uid=HUMAN,
        now=lambda: NOW,
        probe=lambda _: [isolation.Finding(check, True, "") for check in MEANS],
        reach=lambda _: Reached(200, NOW),
        holders=lambda _: {US},
        room=lambda _: 2**40,
        read_only=lambda _: False,
        package=tmp_path / "package",
        version="1",
    )
    made.status = {
        "version": "1",
        "pid": 1,
        "uid": US,
        "public_url": "https://countersign.example",
        "port": 8765,
        "problems": [],
        "clock": NOW.isoformat(),
        "owners": [{"owner": "alice"}],
        "devices": [PHONE],
        "open_proposals": [],
        "push_faults": [],
        "frozen": {"all": False, "agents": []},
        "instances": [{"pid": 1}],
        "database_clock": None,
        "agents_seen": [{"agent": "scout", "revoked_at": None, "isolation": {"level": "user", "why": "beside"}}],
    }
    for path in (tmp_path, *tmp_path.rglob("*")):
        if ROOT:
            os.chown(path, US, US)
        path.chmod(0o755 if path.is_dir() else 0o644)
    for path in (made.where.state_dir, *made.where.state_dir.iterdir()):
        path.chmod(0o700 if path.is_dir() else 0o600)
    return made


def test_a_healthy_system_has_no_fault_and_no_note_and_says_what_was_looked_at(house: House) -> None:
    findings = house.findings()
    assert [one for one in findings if one.severity != "ok"] == []
    assert healthy(findings)
    assert lines(findings)[-1] == "healthy; 0 to know"
    assert len({one.check for one in findings}) == len(findings) >= 20
    assert all(one.words and one.words[-1] != "." for one in findings)


def probed(check: str) -> Callable[[Settings], list[isolation.Finding]]:
    return lambda _: [isolation.Finding(check, False, MEANS[check], "close it")]


def agent(level: str, *, revoked: str | None = None) -> dict[str, Any]:
    return {"agents_seen": [{"agent": "scout", "revoked_at": revoked, "isolation": {"level": level, "why": "near"}}]}


def waiting(kind: str) -> dict[str, Any]:
    return {"open_proposals": [{"kind": kind, "owner": "alice", "code": "K7QF", "proposal": "p"}]}


def write(path: Path, text: str) -> None:
    path.write_text(text)
    if ROOT:
        os.chown(path, US, US)


def tool(house: House, **changes: Any) -> None:
    house.tools = replace(house.tools, **changes)


def quiet(house: House) -> None:
    """Let no broker run, on a database of ours with an owner and nothing else."""
    house.status = None
    tool(house, holders=lambda _: set())
    house.where.state_dir.joinpath("countersign.db").unlink()
    store = Store.open(house.where.database, wakeups=LocalWakeups())
    store.write_sync(lambda session: session.add(Owner(name="alice", created_at=NOW)))
    store.close_sync()
    if ROOT:
        for path in house.where.state_dir.iterdir():
            os.chown(path, US, US)


def newer(house: House) -> None:
    import sqlite3

    quiet(house)
    with sqlite3.connect(house.where.state_dir / "countersign.db") as connection:
        connection.execute("UPDATE countersign_schema SET version_num = '9999'")
    connection.close()


def somebody_elses(house: House) -> None:
    import sqlite3

    quiet(house)
    house.where.state_dir.joinpath("countersign.db").unlink()
    with sqlite3.connect(house.where.state_dir / "countersign.db") as connection:
        connection.execute("CREATE TABLE diary (page TEXT)")
    connection.close()


def no_database(house: House) -> None:
    quiet(house)
    house.where.state_dir.joinpath("countersign.db").unlink()


def broken_policy(house: House, line: str = "rules: nonsense") -> None:
    quiet(house)
    write(house.where.config_dir / "policies" / "scout.yaml", f"agent: scout\nowner: alice\n{line}\n")


def certificate(house: House, days: int, *, mode: int = 0o600) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "countersign.example")])
    made = x509.CertificateBuilder(
        name, name, key.public_key(), 1, NOW - timedelta(days=90), NOW + timedelta(days=days)
    )
    pem = made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    house.given = {"tls_cert": house.folder / "cert.pem", "tls_key": house.folder / "key.pem"}
    write(house.folder / "cert.pem", pem.decode())
    write(house.folder / "key.pem", "a key")
    (house.folder / "key.pem").chmod(mode)


def mode(name: str, bits: int) -> Callable[[House], None]:
    return lambda house: (house.folder / name).chmod(bits)


def stranger(name: str) -> Callable[[House], None]:
    return lambda house: os.chown(house.folder / name, STRANGER, STRANGER)


def socket_for_all(house: House) -> None:
    house.where.socket.touch()
    house.where.socket.chmod(0o666)


def git(house: House) -> None:
    (house.folder / ".git").mkdir()


def both(first: Callable[[House], object], second: Callable[[House], object]) -> Callable[[House], None]:
    """Return what plants one fault after another."""

    def plant(house: House) -> None:
        first(house)
        second(house)

    return plant


PLANTS: dict[str, tuple[str, Callable[[House], object]]] = {
    # decisions T8
    "the agent is the broker's user": ("isolation", lambda h: h.says(**agent("none"))),
    "the key can be read by others": ("key-file", mode("state/master.key", 0o640 | 0o004)),
    "the database can be read by others": ("database-file", mode("state/countersign.db", 0o604)),
    "the state folder is open": ("state-folder", mode("state", 0o755)),
    "a policy can be written by others": ("policies", mode("config/policies/scout.yaml", 0o666)),
    "the policy folder can be written by others": ("policies", mode("config/policies", 0o777)),
    "a connector can be written by others": ("tools", mode("config/tools/bank.yaml", 0o646)),
    "the folder above can be written by others": ("tools", mode("config", 0o777)),
    "the program can be written by others": ("package", mode("package/core.py", 0o666)),
    "the socket can be used by others": ("socket", socket_for_all),
    "sudo asks for no password": ("sudo", lambda h: tool(h, probe=probed("sudo"))),
    "the user may command a container engine": ("docker", lambda h: tool(h, probe=probed("docker"))),
    "this user can read the key": ("read-key", lambda h: tool(h, probe=probed("read-key"))),
    "state and files lie in a git work tree": ("git", git),
    "the only device is this computer": ("same-computer", lambda h: h.says(devices=[PHONE | {"same_computer": True}])),
    "a policy wants a weaker assurance": (
        "policy",
        lambda h: broken_policy(h, "rules:\n  - {id: a, decide: ask, access: {type: x}, approval: {assurance: link}}"),
    ),
    "pushes go to this computer": ("channel", lambda h: h.given.update(push_hosts="localhost:9000")),
    "a device takes its pushes on this computer": (
        "channel",
        lambda h: h.says(devices=[PHONE | {"notifications": "127.0.0.1:9000"}]),
    ),
    "the public address is cleartext": ("public-url", lambda h: h.says(public_url="http://192.0.2.1:8765")),
    "a changed policy waits": ("proposals", lambda h: h.says(**waiting("policy"))),
    "a changed connector waits": ("proposals", lambda h: h.says(**waiting("connector"))),
    "two brokers use one file": ("two-brokers", lambda h: h.says(instances=[{"pid": 1}, {"pid": 2}])),
    # the daily ones
    "the port is taken": ("port", both(quiet, lambda h: tool(h, holders=lambda _: {STRANGER}))),
    "somebody else listens on the broker's port too": ("port", lambda h: tool(h, holders=lambda _: {US, STRANGER})),
    "the broker's clock is off": ("clock", lambda h: h.says(clock=(NOW - timedelta(seconds=6)).isoformat())),
    "the database's clock is off": ("clock", lambda h: h.says(database_clock=(NOW + timedelta(seconds=6)).isoformat())),
    "the clock of what answers is off": (
        "clock",
        lambda h: tool(h, reach=lambda _: Reached(200, NOW + timedelta(minutes=1))),
    ),
    "a file in force is broken": ("policy", lambda h: h.says(problems=["policies/scout.yaml:3:8: nonsense"])),
    "a policy is broken and no broker runs": ("policy", broken_policy),
    "an owner has no device": ("no-device", lambda h: h.says(devices=[])),
    "there is no owner": ("no-owner", lambda h: h.says(owners=[], devices=[])),
    "the public address has no TLS": ("public-url", lambda h: tool(h, reach=lambda _: Reached(why="no handshake"))),
    "no broker runs": ("broker", quiet),
    "the broker runs as root": (
        "broker-as-root",
        both(lambda h: h.says(uid=0), lambda h: tool(h, holders=lambda _: {0})),
    ),
    "the database is newer": ("database", newer),
    "the database is another program's": ("database", somebody_elses),
    "there is no database": ("database", no_database),
    "the state folder cannot be written": ("folder", mode("state", 0o500)),
    "the state folder is mounted read-only": ("folder", lambda h: tool(h, read_only=lambda _: True)),
    "the disk is full": ("disk", lambda h: tool(h, room=lambda _: 2**20)),
    "the certificate has ended": ("tls", lambda h: certificate(h, -1)),
    "the certificate cannot be read": (
        "tls",
        both(lambda h: certificate(h, 90), lambda h: (h.folder / "cert.pem").unlink()),
    ),
    "the certificate's key can be read by others": ("tls", lambda h: certificate(h, 90, mode=0o644)),
}


@pytest.mark.sweep(3)
@pytest.mark.parametrize("name", PLANTS)
def test_a_fault_that_is_planted_is_found_with_its_cure(house: House, name: str) -> None:
    check, plant = PLANTS[name]
    assert house.faults() == {}
    plant(house)
    found = house.faults()
    assert check in found, sorted(found)
    assert found[check].words
    assert found[check].cure
    assert not healthy(house.findings())


@needs_root
@pytest.mark.parametrize(
    ("check", "name"),
    [("policies", "config/policies/scout.yaml"), ("tools", "config/tools"), ("package", "package/core.py"),
     ("key-file", "state/master.key"), ("database-file", "state/countersign.db")],
)  # fmt: skip
def test_what_belongs_to_another_user_is_a_fault(house: House, check: str, name: str) -> None:
    os.chown(house.folder / name, 0, 0)  # the control: root may
    assert house.faults() == {}
    stranger(name)(house)
    assert set(house.faults()) == {check}


NOTES: dict[str, tuple[str, Callable[[House], object]]] = {
    "this computer only": ("public-url", lambda h: h.says(public_url="http://localhost:8765")),
    "another version runs": ("version", lambda h: h.says(version="2")),
    "a connector has no secret": (
        "connector-secret",
        lambda h: h.says(connectors=[{"connector": "github", "fault": "connector github has no secret"}]),
    ),
    "everything is frozen": ("frozen", lambda h: h.says(frozen={"all": True, "agents": ["scout"]})),
    "a device waits for its signature": ("proposals", lambda h: h.says(**waiting("device"))),
    "a push service of one's own": ("channel", lambda h: h.given.update(push_hosts="push.example")),
    "a push was not delivered": (
        "push",
        lambda h: h.says(push_faults=["alice: the push service says that the subscription is gone"]),
    ),
    "the certificate ends soon": ("tls", lambda h: certificate(h, 5)),
    "the key comes by the environment": ("key-environment", lambda h: h.given.update(master_key="A" * 43 + "=")),
    "the broker is this user's": ("same-user", lambda h: tool(h, uid=US)),
    "state in a git work tree, and said so": ("git", both(git, lambda h: h.given.update(dev=True))),
    "run as root": ("this-user", lambda h: tool(h, uid=0)),
}


@pytest.mark.parametrize("name", NOTES)
def test_what_a_person_should_know_is_a_note_and_no_fault(house: House, name: str) -> None:
    check, plant = NOTES[name]
    assert house.notes() == set()
    plant(house)
    assert house.notes() == {check}
    assert house.faults() == {}


def test_a_sudo_without_a_password_is_a_note_where_no_agent_is_near_and_the_broker_is_this_users(house: House) -> None:
    tool(house, uid=US, probe=probed("sudo"))
    assert "sudo" in house.faults()
    house.says(**agent("host"))
    assert house.faults() == {}
    assert house.notes() == {"sudo", "same-user"}


def test_an_agent_at_none_is_a_fault_only_while_it_may_act(house: House) -> None:
    house.says(**agent("none"))
    words = house.faults()["isolation"].words
    assert "agent scout" in words
    assert "master key" in words
    house.says(**agent("none", revoked=NOW.isoformat()))
    assert house.faults() == {}
    house.says(**agent("unmeasured"))
    assert house.faults() == {}


def test_a_broker_that_answers_without_levels_is_asked_for_its_agents(house: House) -> None:
    assert house.status is not None
    seen = house.status.pop("agents_seen")
    asked = {
        "/status": house.status,
        "/agents": {"agents": [seen[0] | {"isolation": {"level": "none", "why": "near"}}]},
    }
    findings = diagnose(house.where, lambda _method, path: asked[path], house.tools)
    assert [one.check for one in findings if one.severity == "fault"] == ["isolation"]


def test_what_waits_for_a_signature_is_told_once(house: House) -> None:
    house.says(**waiting("policy"), problems=["policies/scout.yaml: waits for alice's passkey, code K7QF (…)"])
    assert set(house.faults()) == {"proposals"}


def test_a_postgresql_database_may_have_several_brokers(house: House) -> None:
    house.says(instances=[{"pid": 1}, {"pid": 2}])
    assert "two-brokers" in house.faults()
    house.given = {"database_url": "postgresql://countersign@db.example/countersign"}
    assert house.faults() == {}


def test_settings_that_cannot_be_used_are_a_fault_in_json(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    def broken() -> Settings:
        return settings(public_url="http://192.0.2.1:8765")

    assert visit(broken, lambda _: lambda _method, _path: None, as_json=True) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["healthy"] is False
    [only] = told["findings"]
    assert (only["check"], only["severity"], "https" in only["words"], bool(only["cure"])) == (
        "settings", "fault", True, True,
    )  # fmt: skip


def test_words_of_others_reach_the_terminal_without_control_characters(house: House) -> None:
    house.says(problems=["policies/\x1b[2Jx.yaml:1:1: nonsense"])
    told = "\n".join(lines(house.findings()))
    assert "\x1b" not in told
    assert "cure: " in told
    assert "1 to mend" in told


def test_a_state_that_is_another_users_is_said_to_be_hidden(house: House) -> None:
    quiet(house)
    tool(house, enters=lambda _: False)
    assert house.faults()["broker"].cure == "sudo countersign doctor"


def test_without_a_database_nothing_is_said_to_be_well_of_owners_and_agents(house: House) -> None:
    rows = {"devices", "agents", "proposals", "frozen", "brokers"}
    assert rows <= {one.check for one in house.findings() if one.severity == "ok"}
    no_database(house)
    assert not rows & {one.check for one in house.findings()}


def test_looking_changes_nothing_in_the_state_folder(house: House) -> None:
    quiet(house)
    before = {path.name: path.read_bytes() for path in house.where.state_dir.iterdir()}
    assert set(house.faults()) == {"broker", "no-device"}
    after = {path.name: path.read_bytes() for path in house.where.state_dir.iterdir()}
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) <= {"countersign.db-shm", "countersign.db-wal"}

"""Isolation as it is measured: real connections, a child that is another user, and what can be tried on real files."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from broker import isolation
from broker.config import Settings, settings
from broker.isolation import Address, CallerGone, can_change, can_read, level_of, lowered, peer_uid, probe
from tests.lesser import lesser, reachable_folder
from tests.names import ROOT

NOBODY = 65534
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="becoming another user needs root")


@contextmanager
def connected(
    host: str = "127.0.0.1", *, listen: str | None = None, as_nobody: bool = False
) -> Iterator[tuple[Address, Address]]:
    """Connect to a server of this process, from a child that is nobody's if that is asked; yield both addresses."""
    family = socket.AF_INET6 if ":" in (listen or host) else socket.AF_INET
    dual = {"dualstack_ipv6": True} if listen == "::" else {}
    with closing(socket.create_server((listen or host, 0), family=family, **dual)) as server:
        port = server.getsockname()[1]
        end = _child(host, port) if as_nobody else closing(socket.create_connection((host, port)))
        with end:
            accepted, client = server.accept()
            with closing(accepted):
                yield client[:2], accepted.getsockname()[:2]


@contextmanager
def _child(host: str, port: int) -> Iterator[None]:
    """Hold a connection open in a process that is nobody's, until the context ends."""
    script = f"import socket, sys; held = socket.create_connection(({host!r}, {port})); sys.stdin.read()"
    child = subprocess.Popen(lesser(sys.executable, "-I", "-c", script, user="nobody"), stdin=subprocess.PIPE)
    try:
        yield
    finally:
        child.communicate()
        assert child.returncode == 0


@pytest.mark.parametrize(("host", "listen"), [("127.0.0.1", None), ("::1", None), ("127.0.0.1", "::")])
def test_the_user_at_the_other_end_of_a_loopback_connection_is_found(host: str, listen: str | None) -> None:
    with connected(host, listen=listen) as (client, server):
        assert peer_uid(client, server) == os.geteuid()
        # Neither the listening socket nor our own end is the caller's.
        assert peer_uid((client[0], client[1] ^ 1), server) is None
        assert peer_uid(client, (server[0], server[1] ^ 1)) is None


def test_a_caller_that_is_the_brokers_user_is_at_none() -> None:
    with connected() as (client, server):
        level, why = level_of(client, server)
        assert (level, "the broker's own user" in why) == ("none", True)
        # The control: the same connection, were the broker somebody else (and the caller not root).
        if os.geteuid() != 0:
            assert level_of(client, server, own=os.geteuid() + 1)[0] == "user"


@needs_root
def test_a_caller_that_is_another_user_is_at_user_and_the_same_user_is_at_none() -> None:
    with connected(as_nobody=True) as (client, server):
        assert peer_uid(client, server) == NOBODY
        assert level_of(client, server, own=os.geteuid())[0] == "user"
        assert level_of(client, server, own=NOBODY)[0] == "none"


@needs_root
def test_root_is_at_none_whoever_the_broker_is() -> None:
    with connected() as (client, server):
        level, why = level_of(client, server, own=NOBODY)
        assert (level, "root" in why) == ("none", True)


def test_who_cannot_be_told_is_at_none_and_another_computer_is_at_host() -> None:
    server = ("127.0.0.1", 8765)
    assert level_of(("127.0.0.1", 1), server)[0] == "none"
    assert level_of(None, server)[0] == "none"
    assert level_of(("nonsense", 1), server)[0] == "none"
    assert level_of(("203.0.113.7", 4711), ("192.0.2.1", 8765))[0] == "host"


def test_this_computers_own_address_is_not_another_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "is_here", lambda host: host == "192.0.2.2")
    assert level_of(("192.0.2.2", 4711), ("192.0.2.2", 8765))[0] == "none"
    assert level_of(("192.0.2.3", 4711), ("192.0.2.2", 8765))[0] == "host"


def proxied(tmp_path: Path, uid: int) -> Path:
    """Return a table in which user `uid` holds 127.0.0.1:40000 -> 127.0.0.1:8765."""
    table = tmp_path / "tcp"
    row = f" 0: 0100007F:9C40 0100007F:223D 01 00000000:00000000 00:00000000 00000000 {uid:5d} 0 1 1 0 20 4 30 10 -1"
    table.write_text(f"  sl  local_address rem_address   st\n{row}\n")
    return table


@pytest.mark.skipif(sys.byteorder != "little", reason="the table in this test is a little-endian machine's")
def test_what_a_proxy_says_lowers_the_level_and_never_raises_it(tmp_path: Path) -> None:
    def level(forwarded: str | None, uid: int = 33) -> tuple[str, str]:
        ends = ("127.0.0.1", 40000), ("127.0.0.1", 8765)
        return level_of(*ends, forwarded=forwarded, own=1000, tables=[proxied(tmp_path, uid)])

    plain, why = level(None)
    assert (plain, "the proxy was measured" in why) == ("user", True)
    assert level("203.0.113.7")[0] == "user"
    assert level("127.0.0.1")[0] == level("[::1]")[0] == level("unknown")[0] == "none"
    assert level("203.0.113.7", uid=1000)[0] == "none"


@pytest.mark.skipif(sys.byteorder != "little", reason="the table in this test is a little-endian machine's")
def test_a_connection_that_is_closed_belongs_to_nobody(tmp_path: Path) -> None:
    table, ends = proxied(tmp_path, 33), (("127.0.0.1", 40000), ("127.0.0.1", 8765))
    assert peer_uid(*ends, [table]) == 33
    for state, uid in (("05", "    0"), ("06", "    0")):
        row = proxied(tmp_path, 33).read_text().replace(" 01 ", f" {state} ").replace("   33 0 1 ", f"{uid} 0 0 ")
        table.write_text(row)
        with pytest.raises(CallerGone):
            peer_uid(*ends, [table])
    assert peer_uid(*ends, [tmp_path / "no such table"]) is None


def test_a_caller_that_closed_its_end_is_gone_and_not_root() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        end = socket.create_connection(server.getsockname())
        accepted, client = server.accept()
        with closing(accepted):
            assert level_of(client, accepted.getsockname())[0] == "none", "the control"
            end.close()
            assert accepted.recv(1) == b"", "the other end is closed"
            with pytest.raises(CallerGone):
                level_of(client, accepted.getsockname())


# ── trying ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """An installation of root's or ours, in a folder that everybody may pass through."""
    monkeypatch.setattr(isolation, "ENGINES", ())
    monkeypatch.setattr(isolation, "SYSTEM", isolation.Places(tmp_path / "no", tmp_path / "no", ()))
    with reachable_folder() as base:
        yield _installed(base)


def _installed(base: Path) -> Settings:
    made = settings(state_dir=base / "state", config_dir=base / "config")
    for folder in (made.state_dir, made.config_dir / "policies", made.config_dir / "tools"):
        folder.mkdir(parents=True)
    for name in ("master.key", "countersign.db"):
        (made.state_dir / name).write_bytes(b"secret")
        (made.state_dir / name).chmod(0o600)
    (made.config_dir / "policies" / "scout.yaml").write_text("agent: scout")
    made.state_dir.chmod(0o700)
    for folder in (made.config_dir, made.config_dir / "policies", made.config_dir / "tools"):
        folder.chmod(0o755)
    return made


def failed(where: Settings) -> set[str]:
    return {one.check for one in probe(where) if not one.ok}


def failed_of_nobody(where: Settings) -> set[str]:
    """Return what fails where nobody tries, with this process's idea of the places outside the installation."""
    given = {
        "state_dir": str(where.state_dir),
        "config_dir": str(where.config_dir),
        "engines": [str(one) for one in isolation.ENGINES],
        "package": str(isolation.PACKAGE),
        "nowhere": str(isolation.SYSTEM.state),
    }
    return set(_told_by_nobody("failed", given))


def nobody_can_change(path: Path) -> bool:
    return bool(_told_by_nobody("can_change", {"path": str(path)}))


def _told_by_nobody(what: str, given: dict[str, Any]) -> Any:
    # a process of its own: a fork of one that has threads may wait for ever
    command = lesser(sys.executable, "-c", _NOBODY, what, json.dumps(given), user="nobody")
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


_NOBODY = """
import json, subprocess, sys
from pathlib import Path
from typing import Any
from broker import isolation
from broker.config import settings
from tests.lesser import without_rights

def failed(state_dir, config_dir, engines, package, nowhere):
    isolation.ENGINES, isolation.PACKAGE = tuple(map(Path, engines)), Path(package)
    isolation.SYSTEM = isolation.Places(Path(nowhere), Path(nowhere), ())
    where = settings(state_dir=Path(state_dir), config_dir=Path(config_dir))
    without_rights()
    return [one.check for one in isolation.probe(where) if not one.ok]

def can_change(path):
    without_rights()
    return isolation.can_change(Path(path))

print(json.dumps(globals()[sys.argv[1]](**json.loads(sys.argv[2]))))
"""


def test_the_brokers_own_user_finds_every_door_open_and_no_finding_holds_a_secret(where: Settings) -> None:
    findings = probe(where)
    open_doors = {one.check for one in findings if not one.ok}
    assert {"same-user", "read-key", "read-database", "write-state", "write-policies", "write-tools"} <= open_doors
    assert all(one.cure for one in findings if not one.ok)
    assert "secret" not in "".join(f"{one.words}{one.cure}" for one in findings)
    assert [one.check for one in findings] == list(isolation.MEANS)


@pytest.mark.parametrize(("uid", "words"), [(0, "run agents as an ordinary user"), (1234, "install --system")])
def test_whom_no_mode_of_a_file_keeps_out_is_told_no_mode_as_a_cure(
    where: Settings, monkeypatch: pytest.MonkeyPatch, uid: int, words: str
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: uid)
    monkeypatch.setattr(isolation, "_owner", lambda _: uid)
    cures = {one.check: one.cure for one in probe(where)}
    assert words in cures["read-key"]
    assert cures["read-key"] == cures["read-database"] == cures["write-state"] == cures["write-policies"]
    monkeypatch.setattr(isolation, "_owner", lambda _: 4321)
    monkeypatch.setattr(os, "geteuid", lambda: 1234)
    assert {one.check: one.cure for one in probe(where)}["read-key"] == f"chmod 600 {where.state_dir / isolation.KEY}"


@needs_root
def test_another_user_finds_every_door_shut(where: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "PACKAGE", where.config_dir)
    assert failed_of_nobody(where) == set()


@pytest.mark.sweep(3)
@needs_root
@pytest.mark.parametrize(
    ("plant", "found"),
    [
        (lambda w: (w.state_dir.chmod(0o711), (w.state_dir / "master.key").chmod(0o644)), "read-key"),
        (lambda w: (w.state_dir.chmod(0o711), (w.state_dir / "countersign.db").chmod(0o604)), "read-database"),
        (lambda w: w.state_dir.chmod(0o773), "write-state"),
        (lambda w: (w.config_dir / "policies" / "scout.yaml").chmod(0o666), "write-policies"),
        (lambda w: (w.config_dir / "policies").chmod(0o777), "write-policies"),
        (lambda w: os.chown(w.config_dir / "tools", NOBODY, NOBODY), "write-tools"),
        (lambda w: w.config_dir.chmod(0o777), "write-policies"),
        # Whose it is can give itself the right.
        (lambda w: _of_nobody_and_read_only(w.config_dir / "tools"), "write-tools"),
        (lambda w: (w.config_dir / "policies" / "a.yaml").symlink_to(_of_nobody(w)), "write-policies"),
    ],
)
def test_a_door_that_is_left_open_is_found(where: Settings, plant: Callable[[Settings], object], found: str) -> None:
    plant(where)
    assert found in failed_of_nobody(where)


def _of_nobody_and_read_only(folder: Path) -> None:
    os.chown(folder, NOBODY, 0)
    folder.chmod(0o555)


def _of_nobody(where: Settings) -> Path:
    path = where.config_dir.parent / "elsewhere.yaml"
    path.touch()
    os.chown(path, NOBODY, NOBODY)
    return path


@needs_root
def test_a_socket_that_answers_another_user_is_found(where: Settings) -> None:
    where.state_dir.chmod(0o711)
    with closing(socket.socket(socket.AF_UNIX)) as local:
        local.bind(str(where.socket))
        local.listen()
        where.socket.chmod(0o660)
        assert "use-socket" not in failed_of_nobody(where)
        where.socket.chmod(0o666)
        assert "use-socket" in failed_of_nobody(where)


@needs_root
def test_in_a_sticky_folder_only_ones_own_files_can_be_swapped(where: Settings) -> None:
    shared = where.config_dir.parent
    shared.chmod(0o777)
    assert nobody_can_change(where.config_dir)
    shared.chmod(0o1777)
    assert not nobody_can_change(where.config_dir)


@needs_root
@pytest.mark.parametrize(("answer", "found"), [("exit 0", {"sudo"}), ("exit 1", set())])
def test_a_sudo_that_asks_for_no_password_is_found(
    where: Settings, monkeypatch: pytest.MonkeyPatch, answer: str, found: set[str]
) -> None:
    folder = where.config_dir.parent / "bin"
    folder.mkdir()
    folder.chmod(0o755)
    (folder / "sudo").write_text(f'#!/bin/sh\n[ "$*" = "-n true" ] || exit 9\n{answer}\n')
    (folder / "sudo").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    assert failed_of_nobody(where) & {"sudo"} == found


@needs_root
def test_a_container_engine_that_this_user_may_command_is_found(
    where: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = where.config_dir.parent / "docker.sock"
    engine.touch(0o660)
    monkeypatch.setattr(isolation, "ENGINES", (engine,))
    assert "docker" not in failed_of_nobody(where)
    os.chown(engine, 0, NOBODY)
    engine.chmod(0o660)
    assert "docker" in failed_of_nobody(where)


def test_memory_that_every_process_of_the_user_may_read_is_found(
    where: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scope = tmp_path / "ptrace_scope"
    monkeypatch.setattr(isolation, "PTRACE", scope)
    for value, found in (("1\n", False), ("0\n", True)):
        scope.write_text(value)
        assert ("ptrace" in failed(where)) is found
    scope.unlink()
    assert "ptrace" in failed(where)


def test_a_file_that_is_not_there_can_neither_be_read_nor_changed(tmp_path: Path) -> None:
    assert not can_read(tmp_path / "none")
    assert not can_change(tmp_path / "none")
    assert can_change(tmp_path)


def test_a_report_lowers_in_our_words_whatever_it_calls_its_checks() -> None:
    assert lowered([("sudo", True), ("docker", True)]) is None
    assert lowered([("sudo", False)]) == "its own report says: it can become root: sudo asks it for no password"
    strange = lowered([("<b>new</b>", False), ("another", False), ("sudo", True)])
    assert strange == "its own report says: it failed a check that this version does not know"

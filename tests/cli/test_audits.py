"""`countersign audit`: the whole record and single decisions, exported and checked with and without a broker."""

import json
import stat
from pathlib import Path

import pytest

from tests.cli.commands import Done, run
from tests.cli.conftest import Served

pytestmark = pytest.mark.promise("P24")


def _decided(served: Served, verb: str) -> str:
    """Let alice answer the open request; return its grant."""
    approval = served.await_(served.phone.next_approval())
    served.await_(served.phone.decide(approval, verb))  # type: ignore[arg-type] # one of its literals
    return approval


def _unrelated(folder: Path, *arguments: str) -> Done:
    """Run a command where there is no installation at all."""
    folder.mkdir(exist_ok=True)
    return run(folder, *arguments)


def test_the_decision_on_a_grant_is_verified_and_its_evidence_holds_anywhere_else(
    asking: Served, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    approval = _decided(asking, "approve")
    done = asking.run("audit", "verify", "--grant", approval)
    assert (done.returncode, "alice approved what scout asked: the signature holds" in done.stdout) == (0, True)
    file = elsewhere / "evidence.json"
    assert asking.run("audit", "export", "--grant", approval, "--to", str(file)).returncode == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    said = json.loads(_unrelated(elsewhere / "home", "audit", "verify", "--evidence", str(file), "--json").stdout)
    assert (said["ok"], said["verb"], said["owner"]) == (True, "approve", "alice")
    file.write_text(file.read_text().replace("25.00", "26.00"))
    spoilt = _unrelated(elsewhere / "home", "audit", "verify", "--evidence", str(file))
    assert (spoilt.returncode, "does not hold" in spoilt.stderr) == (1, True)
    again = asking.run("audit", "export", "--grant", approval, "--to", str(file))
    assert (again.returncode, "26.00" in file.read_text()) == (1, True), "nothing is written over"
    assert "name a new file" in again.stderr


def test_a_request_that_nobody_decided_has_no_evidence(asking: Served) -> None:
    waiting = asking.await_(asking.phone.next_approval())
    for about, why in ((waiting, "was not decided"), ("g_unknown", "no signed decision belongs to g_unknown")):
        done = asking.run("audit", "verify", "--grant", about)
        assert (done.returncode, why in done.stderr) == (1, True), done.stderr


def test_the_whole_record_is_exported_and_holds_anywhere_else(
    asking: Served, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    file = elsewhere / "audit.jsonl"
    assert asking.run("audit", "export", "--to", str(file)).returncode == 0
    good = _unrelated(elsewhere / "home", "audit", "verify", "--file", str(file))
    assert (good.returncode, "unbroken" in good.stdout) == (0, True), good.stderr
    lines = file.read_text().splitlines()
    file.write_text("\n".join([lines[0], *lines[2:]]) + "\n")
    bad = _unrelated(elsewhere / "home", "audit", "verify", "--file", str(file))
    assert (bad.returncode, "broken at record 2" in bad.stdout) == (1, True)


def test_the_chain_must_go_through_a_checkpoint_that_was_kept(asking: Served) -> None:
    said = json.loads(asking.run("audit", "verify", "--json").stdout)
    kept = f"{said['length']}:{said['digest']}"
    assert asking.run("audit", "verify", "--checkpoint", kept).returncode == 0
    other = asking.run("audit", "verify", "--checkpoint", f"{said['length']}:{'0' * 64}")
    assert (other.returncode, "is not the one that was exported" in other.stdout) == (1, True)
    longer = asking.run("audit", "verify", "--checkpoint", f"{said['length'] + 1000}:{said['digest']}")
    assert (longer.returncode, "they are missing" in longer.stdout) == (1, True)
    for wrong in ("yesterday", f"{said['length']}:{said['digest'][:-1]}", f"{said['length']}:", f":{said['digest']}"):
        none = asking.run("audit", "verify", "--checkpoint", wrong)
        assert (none.returncode, "is no checkpoint" in none.stderr) == (1, True), wrong


def test_without_a_broker_the_commands_read_the_database(tmp_path: Path) -> None:
    run(tmp_path, "init", "--owner", "alice")
    done = run(tmp_path, "audit", "export")
    *records, last = [json.loads(line) for line in done.stdout.splitlines()]
    assert last == {"checkpoint": {"length": len(records), "digest": records[-1]["digest"]}}
    missing = run(tmp_path, "audit", "verify", "--grant", "g_1")
    assert (missing.returncode, "no signed decision belongs to g_1" in missing.stderr) == (1, True)


@pytest.mark.parametrize("command", [["verify"], ["export"], ["verify", "--grant", "g_1"]], ids=" ".join)
def test_where_there_is_no_record_none_is_made_and_called_sound(tmp_path: Path, command: list[str]) -> None:
    done = run(tmp_path, "audit", *command)
    assert (done.returncode, done.stdout) == (1, "")
    assert "it has no database yet" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_two_ways_at_once_and_a_missing_file_are_told(tmp_path: Path) -> None:
    two = run(tmp_path, "audit", "verify", "--grant", "g_1", "--file", "x")
    assert (two.returncode, "use one of them" in two.stderr) == (1, True)
    gone = run(tmp_path, "audit", "verify", "--evidence", str(tmp_path / "gone.json"))
    assert (gone.returncode, gone.stderr.endswith("gone.json cannot be read: No such file or directory\n")) == (1, True)
    (tmp_path / "odd.jsonl").write_bytes(b"\xff\xfe")
    odd = run(tmp_path, "audit", "verify", "--file", str(tmp_path / "odd.jsonl"))
    assert (odd.returncode, "it is no UTF-8" in odd.stderr) == (1, True)

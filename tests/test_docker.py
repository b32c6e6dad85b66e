"""The container files, checked without a container engine: by their schema, by a linter, and for what they promise."""

import shutil
import socket
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.names import ROOT
from tests.services import missing

DOCKER = ROOT / "docker"
COMPOSE: dict[str, Any] = yaml.safe_load((DOCKER / "compose.yaml").read_text("utf-8"))
DOCKERFILE = (DOCKER / "Dockerfile").read_text("utf-8")


def tool(name: str) -> str:
    """Return a program of the development dependencies, of this environment first."""
    ours = Path(sys.executable).with_name(name)
    return str(ours) if ours.exists() else shutil.which(name) or missing(name)


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_compose_file_follows_the_compose_schema(tmp_path: Path) -> None:
    check = (tool("check-jsonschema"), "--builtin-schema", "vendor.compose-spec")
    good = run(*check, "docker/compose.yaml")
    assert good.returncode == 0, good.stdout
    wrong = tmp_path / "compose.yaml"
    wrong.write_text((DOCKER / "compose.yaml").read_text("utf-8").replace("read_only: true", "read_only: [true]"))
    assert run(*check, str(wrong)).returncode == 1


def test_the_dockerfile_has_nothing_that_hadolint_minds(tmp_path: Path) -> None:
    hadolint = tool("hadolint")
    good = run(hadolint, "--no-color", "docker/Dockerfile")
    assert (good.returncode, good.stdout) == (0, "")
    wrong = tmp_path / "Dockerfile"
    wrong.write_text(DOCKERFILE.replace("python:3.12-slim-bookworm", "python"))
    assert run(hadolint, "--no-color", str(wrong)).returncode == 1


def test_the_broker_runs_as_an_ordinary_user_with_nothing_it_does_not_need() -> None:
    [service] = COMPOSE["services"].values()
    assert service["user"] == "10001:10001"
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "cap_add" not in service
    assert "privileged" not in service
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert all("noexec" in mount for mount in service["tmpfs"])
    last = DOCKERFILE[DOCKERFILE.rindex("\nFROM ") :]
    assert "\nUSER 10001:10001\n" in last
    assert "\nHEALTHCHECK " in last


def test_no_folder_of_the_host_is_mounted_and_the_port_is_for_a_proxy_of_the_host_only() -> None:
    [service] = COMPOSE["services"].values()
    mounts = dict(one.split(":", 1) for one in service["volumes"])
    assert mounts == {"state": "/var/lib/countersign", "files": "/etc/countersign"}
    assert set(mounts) == set(COMPOSE["volumes"])
    assert all(one is None for one in COMPOSE["volumes"].values())
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])


def test_the_image_installs_only_what_the_lock_names_by_hash_on_a_pinned_python() -> None:
    froms = [line.split()[1] for line in DOCKERFILE.splitlines() if line.startswith("FROM ")]
    assert froms == ["python:3.12-slim-bookworm"] * 2
    assert "--require-hashes --only-binary=:all:" in DOCKERFILE
    installs = DOCKERFILE.count("pip install")
    assert installs == 2  # the lock by hash, and our own wheel with no index
    assert DOCKERFILE.count("--no-index --no-deps") == 1
    for line in DOCKERFILE.splitlines():
        if line.startswith("COPY ") and "--from" not in line:
            assert all((ROOT / name).exists() for name in line.split()[1:-1]), line


def test_only_what_the_image_is_made_of_is_sent_to_the_builder() -> None:
    lines = (DOCKER / "Dockerfile.dockerignore").read_text("utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[0] == "*"
    sent = {line[1:] for line in rules if line.startswith("!")}
    copied = {
        name
        for line in DOCKERFILE.splitlines()
        if line.startswith("COPY ") and "--from" not in line
        for name in line.split()[1:-1]
    }
    assert sent == copied


@pytest.mark.parametrize(("answer", "status"), [(b"HTTP/1.1 200 OK\r\n\r\n{}", 0), (b"HTTP/1.1 500 Oh\r\n\r\n", 1)])
def test_the_health_check_asks_the_broker_on_its_socket(tmp_path: Path, answer: bytes, status: int) -> None:
    check = [sys.executable, "-I", str(DOCKER / "healthy.py")]
    environment = {"COUNTERSIGN_STATE_DIR": str(tmp_path)}
    assert subprocess.run(check, env=environment, check=False).returncode == 1  # nobody is there
    with closing(socket.socket(socket.AF_UNIX)) as server:
        server.bind(str(tmp_path / "broker.sock"))
        server.listen()

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                assert connection.recv(100).startswith(b"GET /status ")
                connection.sendall(answer)

        broker = threading.Thread(target=serve)
        broker.start()
        assert subprocess.run(check, env=environment, check=False).returncode == status
        broker.join()

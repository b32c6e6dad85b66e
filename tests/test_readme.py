"""Every command line that a README shows does what it shows, or stands in the table of what stands in for it."""

import functools
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from broker.cli.connecting import CLIENTS
from broker.config import NOT_OURS, PREFIX, Settings
from broker.connectors.load import ConnectorErrors
from broker.connectors.load import load as load_connector
from broker.connectors.model import Connector
from broker.policy.load import PolicyErrors
from broker.policy.load import load as load_policy
from broker.policy.model import Policy
from tests.names import ROOT, every_id
from tests.reader import Reader
from tests.readme import (
    ELSEWHERE,
    INLINE,
    PROSE,
    READMES,
    ReadmeError,
    command_of,
    dead_links,
    matches,
    misnamed,
    settings_in,
    steps,
    targets,
    yaml_blocks,
)
from tests.services import RedisServer, missing

Begin = Callable[..., Reader]
MADE = ("make demo ARGS=--yes", 'make demo ARGS="--yes --deny"')
AT_LEAST = {"README.md": 16, "policies/README.md": 6, "tools/README.md": 3}  # commands that really run


@pytest.fixture
def begin(tmp_path: Path) -> Iterator[Begin]:
    """Return a function that makes a reader with a home of its own."""
    readers: list[Reader] = []

    def made(**instead: str) -> Reader:
        readers.append(Reader(tmp_path, instead))
        return readers[-1]

    yield made
    for reader in readers:
        reader.close()


@pytest.fixture
def reader(begin: Begin) -> Reader:
    return begin()


def text_of(file: str) -> str:
    return (ROOT / file).read_text(encoding="utf-8")


@functools.cache
def every_test() -> set[str]:
    return every_id()


def block(way: str, *lines: str) -> str:
    return "\n".join([f"<!-- test: {way} -->", "```console", *lines, "```", ""])


@pytest.mark.slow
@pytest.mark.parametrize("file", READMES)
def test_the_commands_of_a_readme_do_what_it_shows(reader: Reader, file: str) -> None:
    assert reader.follow(text_of(file), file) >= AT_LEAST.get(file, 0)


@pytest.mark.slow
@pytest.mark.parametrize("line", MADE)
def test_a_target_of_make_that_the_readmes_show_runs(reader: Reader, line: str) -> None:
    assert reader.follow(block("make", f"$ {line}"), made=True) == 1


def test_every_target_of_make_that_the_readmes_show_is_run_or_has_a_stand_in() -> None:
    all_steps = [step for file in READMES for step in steps(text_of(file), file)]
    assert {step.command for step in all_steps if step.way == "make" and step.is_tried} == set(MADE)


@pytest.mark.slow
def test_the_commands_for_an_https_address_serve_there(reader: Reader) -> None:
    _certificate(reader.home)
    assert reader.follow(text_of("README.md"), place="at an https address") == 3
    assert reader.status()["public_url"] == "https://countersign.example"


@pytest.mark.slow
@pytest.mark.postgresql
@pytest.mark.redis
def test_the_commands_for_a_team_serve_on_postgresql_and_redis(
    begin: Begin, tmp_path: Path, postgres_url: str, redis_server: RedisServer
) -> None:
    key = tmp_path / "team.key"
    key.write_text("A" * 43 + "=\n")
    key.chmod(0o600)
    reader = begin(
        **{
            "postgresql://countersign@db.example/countersign": postgres_url,
            "redis://cache.example/0": redis_server.url,
            "/run/secrets/countersign-key": str(key),
        }
    )
    assert reader.follow(text_of("README.md"), place="for a team") == 6
    assert reader.status()["database"] == "postgresql"


@pytest.mark.parametrize("file", PROSE)
def test_a_command_that_is_named_in_a_sentence_is_one_that_there_is(file: str) -> None:
    assert misnamed(text_of(file), file) == []


@pytest.mark.parametrize(
    "wrong",
    ["`countersign aprove 1`", "`countersign phone pair --digits 1`", "`make dmeo`", "`docker run countersign`"],
)
def test_a_command_that_there_is_not_is_found_in_a_sentence(wrong: str) -> None:
    assert misnamed("Run `countersign phone pair --owner alice`, `make test` or `pip install .`.") == []
    assert len(misnamed(f"Run {wrong}.")) == 1


@pytest.mark.sweep(5)
@pytest.mark.parametrize("line", ELSEWHERE)
def test_what_runs_elsewhere_is_shown_and_tests_that_there_are_stand_in_for_it(line: str) -> None:
    shown = {step.command for file in READMES for step in steps(text_of(file), file) if not step.is_tried}
    assert line in shown | {found[1] for file in PROSE for found in INLINE.finditer(text_of(file))}
    assert ELSEWHERE[line]
    assert set(ELSEWHERE[line]) <= every_test()


@pytest.mark.parametrize("line", [line for line in ELSEWHERE if line.startswith("make ")])
def test_a_target_that_is_shown_and_not_run_is_one_that_there_is(line: str) -> None:
    assert line.split()[1] in targets()


def test_what_is_shown_elsewhere_of_our_own_command_is_run_here_too() -> None:
    all_steps = [step for file in READMES for step in steps(text_of(file), file)]
    here = {tuple(command_of(step.command)) for step in all_steps if step.is_tried}
    there = {tuple(command_of(step.command)) for step in all_steps if step.way == "elsewhere"} - {(), ("install",)}
    assert len(there) == 4
    assert there <= here


def test_the_lines_for_tailscale_and_caddy_name_the_port_that_the_broker_listens_on() -> None:
    port = Settings.model_fields["port"].default
    text = text_of("README.md")
    assert re.search(rf"^tailscale serve --bg {port}$", text, re.MULTILINE)
    assert re.search(rf"^ +reverse_proxy localhost:{port}$", text, re.MULTILINE)
    beside = [line for line in ELSEWHERE if re.match("(tailscale serve|caddy reverse-proxy)", line)]
    assert len(beside) == 3
    assert all(line.endswith(str(port)) for line in beside)


def test_caddy_has_the_options_that_are_named_of_it() -> None:
    caddy = shutil.which("caddy") or missing("caddy")
    told = subprocess.run([caddy, "reverse-proxy", "--help"], capture_output=True, text=True, check=True).stdout
    [line] = [line for line in ELSEWHERE if line.startswith("caddy reverse-proxy")]
    options = re.findall(r"--[a-z-]+", line)
    assert options == ["--from", "--to"]
    assert all(re.search(rf"^ .*{option}\b", told, re.MULTILINE) for option in options)


def test_caddy_takes_the_caddyfile_that_is_shown(tmp_path: Path) -> None:
    caddy = shutil.which("caddy") or missing("caddy")
    [shown] = re.findall(r"^```\n(countersign\.example \{.*?)^```$", text_of("README.md"), re.MULTILINE | re.DOTALL)
    for text, status in ((shown, 0), (shown.replace("reverse_proxy", "reverse_prxy"), 1)):
        (tmp_path / "Caddyfile").write_text(text, "utf-8")
        command = [caddy, "validate", "--config", str(tmp_path / "Caddyfile"), "--adapter", "caddyfile"]
        environment = {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == status, done.stderr


def test_commands_run_in_order_in_one_home(reader: Reader) -> None:
    first, second = block("run", "$ echo hello > file"), block("run", "$ cat file", "hello", "$ echo 1 2 3", "1 … 3")
    assert reader.follow(f"{first}\nwords\n\n{second}") == 3


def test_lines_without_a_prompt_are_all_commands_and_remarks_are_not(reader: Reader) -> None:
    commands = [step.command for step in steps(block("run", "# first", "true", "echo a \\", "  b"))]
    assert commands == ["true", "echo a b"]


@pytest.mark.parametrize(
    "text",
    [
        block("run", "$ false"),
        block("run", "$ echo hello", "goodbye"),
        block("fails", "$ true"),
        block("run", "$ echo hello there", "hello"),
        block("make", "$ make no-such-target"),
        block("make", "$ make help", "goodbye"),
        block("make", "$ ls"),
        block("serve", "$ true"),
    ],
    ids=[
        "a failure",
        "other output",
        "no failure",
        "half a line",
        "no target",
        "other output of make",
        "not make",
        "no server",
    ],
)
def test_a_command_that_does_not_do_what_is_shown_is_an_error_with_its_line(text: str, reader: Reader) -> None:
    with pytest.raises(ReadmeError, match=r"README\.md:3: "):
        reader.follow(text, made="test: make" in text)


def test_a_refusal_that_is_shown_must_come(reader: Reader) -> None:
    assert reader.follow(block("fails", "$ echo no; exit 1", "no")) == 1


def test_a_target_of_make_is_run_and_one_with_a_stand_in_need_only_exist(reader: Reader) -> None:
    assert reader.follow(block("make", "$ make help", "…make demo …"), made=True) == 1
    assert reader.follow(block("make", "$ make test   # minutes"), made=True) == 0


@pytest.mark.parametrize(
    "text",
    [
        "```sh\ntrue\n```\n",
        block("maybe", "$ true"),
        block("shown", "$ true"),
        block("elsewhere", "$ docker run countersign"),
        "```\ncountersign doctor\n```\n",
        "```\nexport PATH=x\nCOUNTERSIGN_PORT=1 countersign serve\n```\n",
    ],
    ids=["says nothing", "says maybe", "only shown", "not in the table", "in another block", "behind a setting"],
)
def test_a_line_that_nothing_tries_is_an_error(text: str) -> None:
    assert steps(block("elsewhere", "$ tailscale serve --bg 8765"))
    with pytest.raises(ReadmeError):
        steps(text)


def test_three_dots_stand_for_any_text() -> None:
    assert matches("a … d\n…\nz", "x\na b c d\n1\n2\nz\n")
    assert not matches("a … d", "a b c")
    assert not matches("a … d", "a b c de")


@pytest.mark.parametrize("file", PROSE)
def test_a_file_that_is_shown_is_one_that_the_broker_takes(file: str) -> None:
    for shown in yaml_blocks(text_of(file)):
        assert loaded(shown).digest


@pytest.mark.parametrize("broken", ["agent: scout\nowner: alice\nrule: []\n", "name: bank\ntitle: Bank\n"])
def test_a_file_that_the_broker_would_not_take_is_found(broken: str) -> None:
    assert yaml_blocks(f"```yaml\n{broken}```\n") == [broken]
    with pytest.raises((PolicyErrors, ConnectorErrors)):
        loaded(broken)


@pytest.mark.parametrize("file", PROSE)
def test_a_setting_that_is_named_is_one_that_there_is(file: str) -> None:
    known = {PREFIX + name.upper() for name in Settings.model_fields} | set(NOT_OURS)
    assert settings_in(text_of(file)) <= known
    assert not settings_in("`COUNTERSIGN_COLOUR=1`") <= known


@pytest.mark.parametrize("file", PROSE)
def test_a_link_leads_to_a_file_of_the_tree_or_to_a_heading(file: str) -> None:
    assert dead_links(text_of(file), file) == []


def test_a_link_that_leads_nowhere_is_found() -> None:
    text = "# One, two\n[a](#one-two) [b](#one) [c](README.md) [d](READYOU.md) [e](https://nowhere.example)"
    assert dead_links(text, "README.md") == ["#one", "READYOU.md"]


def test_the_clients_that_the_readme_names_are_those_that_can_be_connected() -> None:
    [sentence] = re.findall(r"`--client` is one of (.+?)\. ", text_of("README.md"))
    assert tuple(re.findall(r"`([a-z-]+)`", sentence)) == CLIENTS


def loaded(shown: str) -> Policy | Connector:
    """Return the policy or connector; raises what their loaders raise."""
    return load_policy(shown, "shown") if shown.startswith("agent:") else load_connector(shown, "shown")


def _certificate(folder: Path) -> None:
    """Write what a certificate authority would give for countersign.example."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "countersign.example")])
    alternative = x509.SubjectAlternativeName([x509.DNSName("countersign.example")])
    made = x509.CertificateBuilder(
        name, name, key.public_key(), 1, datetime(2026, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC)
    ).add_extension(alternative, critical=False)
    (folder / "fullchain.pem").write_bytes(made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    private = folder / "privkey.pem"
    private.touch(mode=0o600)
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    private.write_bytes(key.private_bytes(serialization.Encoding.PEM, *form))

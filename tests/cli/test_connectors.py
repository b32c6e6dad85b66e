"""`countersign connector`: a secret, typed unseen and signed for, and a connector made of an OpenAPI document."""

import json
from pathlib import Path

import pytest
import yaml

from broker.connectors.load import load
from broker.files import CONNECTORS
from broker.store.query import select
from broker.store.tables import ConnectorSecret
from tests.cli.commands import run
from tests.cli.conftest import Served
from tests.client.plain_api import CONNECTOR, CREDENTIAL, OAUTH2, SECRET, TOKEN_ENDPOINT
from tests.names import ROOT

WITHOUT = CONNECTOR.replace("tracker", "plain").replace("credential:", "#")


@pytest.fixture
def served(served: Served) -> Served:
    """A running broker with a connector in force that needs a secret, and one that needs none."""
    for name, text in (("tracker", CONNECTOR), ("plain", WITHOUT)):
        path = served.broker.settings.config_dir / "tools" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    with served.answering():
        served.await_(served.broker.reload())
    served.await_(served.broker.reload())
    return served


def _rows(served: Served) -> list[ConnectorSecret]:
    return served.await_(served.broker.store.read(lambda session: list(session.scalars(select(ConnectorSecret)))))


def _put_in(served: Served, *options: str) -> str:
    with served.answering():
        done = served.run("connector", "secret", "tracker", *options, input=f"{SECRET}\n")
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def test_a_secret_comes_by_a_pipe_and_counts_once_its_owner_has_signed(served: Served) -> None:
    assert "has no secret" in served.run("connector", "list").stdout
    assert "has no secret" in served.ask("GET", "/status").json()["connectors"][0]["fault"]
    refused = served.run("connector", "secret", "tracker", "--wait", "0", input=SECRET + "\n")
    assert refused.returncode == 1
    assert [one.in_force for one in _rows(served)] == [None]
    said = _put_in(served)
    assert "calls of tracker carry the secret from now on" in said
    assert "secret in force" in served.run("connector", "list").stdout
    listed = json.loads(served.run("connector", "list", "--json").stdout)["connectors"]
    assert listed == [
        {"connector": "tracker", "resource_server": "https://tracker.example", "kind": "api_key", "fault": None}
        | {"revocation": None}
    ]
    records = [served.audited("connector.secret"), served.audited("proposal.made")]
    assert SECRET not in said + json.dumps([listed, records])


def test_on_a_terminal_the_secret_is_typed_unseen(served: Served) -> None:
    with served.answering(), served.terminal("connector", "secret", "tracker") as command:
        command.until(r"it is not shown\): ")
        command.press(SECRET + "\n")
        assert command.end() == 0, command.written
    assert SECRET not in command.written
    assert [one.in_force for one in _rows(served)] == ["tracker"]


def test_the_page_that_is_signed_names_the_server_and_nothing_of_the_secret(served: Served) -> None:
    asked = served.ask("POST", "/connectors/tracker/secret", {"secret": SECRET}).json()
    page = served.await_(served.phone._browser.get(f"/proposals/{asked['proposal']}"))
    assert "A secret for connector tracker" in page.text
    assert "https://tracker.example" in page.text
    assert "Sign only if you have just put it in yourself" in page.text
    assert (SECRET in page.text, SECRET[:8] in page.text) == (False, False)


def test_a_refresh_token_and_its_client_secret_come_in_two_lines(served: Served) -> None:
    path = served.broker.settings.config_dir / "tools" / "tracker.yaml"
    with served.answering():
        path.write_text(CONNECTOR.replace(CREDENTIAL, OAUTH2))
        served.await_(served.broker.reload())
    served.await_(served.broker.reload())
    refused = served.run("connector", "secret", "tracker", input="a-refresh-token\na-client-secret\nmore-of-it\n")
    assert (refused.returncode, "with one space between" in refused.stderr) == (1, True)
    with served.answering():
        done = served.run("connector", "secret", "tracker", input="a-refresh-token\na-client-secret\n")
    assert done.returncode == 0, done.stderr
    assert [one.token_endpoint for one in _rows(served)] == [TOKEN_ENDPOINT]
    with served.answering(), served.terminal("connector", "secret", "tracker") as command:
        command.until(r"Refresh token for tracker \(it is not shown\): ")
        command.press("another-refresh-token\n")
        command.until(r"empty where there is none\): ")
        command.press("\n")
        assert command.end() == 0, command.written
    assert "another-refresh-token" not in command.written


def test_the_end_of_a_refresh_token_is_told_to_its_server_and_on_the_terminal(served: Served) -> None:
    path = served.broker.settings.config_dir / "tools" / "tracker.yaml"
    with served.answering():
        path.write_text(CONNECTOR.replace(CREDENTIAL, OAUTH2))
        served.await_(served.broker.reload())
    served.await_(served.broker.reload())
    with served.answering():
        done = served.run("connector", "secret", "tracker", input="a-refresh-token\na-client-secret\n")
    assert done.returncode == 0, done.stderr
    done = served.run("connector", "secret", "tracker", "--remove")
    assert (done.returncode, "its connector names no revocation_endpoint" in done.stdout) == (0, True)
    assert "end it there if it should be of no use" in served.run("connector", "list").stdout


def test_removing_it_is_free_and_forgets_it(served: Served) -> None:
    _put_in(served)
    done = served.run("connector", "secret", "tracker", "--remove")
    assert (done.returncode, "forgotten" in done.stdout) == (0, True)
    assert [(one.in_force, one.secret_sealed) for one in _rows(served)] == [(None, b"")]
    assert len(served.audited("connector.secret_removed")) == 1
    again = served.run("connector", "secret", "tracker", "--remove")
    assert (again.returncode, "no secret is kept" in again.stderr) == (1, True)


@pytest.mark.sweep(3)
@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("tracker", "", "no secret came through the pipe"),
        ("tracker", "short", "a secret has 8 to 4,096 characters"),
        ("tracker", "two words of it", "a secret is one word"),
        ("plain", SECRET, "its file names no credential"),
        ("nobody", SECRET, "in force: plain, tracker"),
        ("../../owners", SECRET, "is no name of a connector"),
    ],
)
def test_what_cannot_be_is_refused_with_the_next_step(served: Served, name: str, typed: str, words: str) -> None:
    refused = served.run("connector", "secret", name, input=f"{typed}\n")
    assert refused.returncode in (1, 2)
    assert words in refused.stderr
    assert typed == "" or typed not in refused.stderr
    assert _rows(served) == []


def test_a_body_of_another_shape_is_refused_without_its_words(served: Served) -> None:
    for body in ({"secret": [SECRET]}, {"secret": SECRET, "more": 1}, {"secret": SECRET * 400}):
        refused = served.ask("POST", "/connectors/tracker/secret", body)
        assert refused.status_code in (400, 413, 422)
        assert SECRET not in refused.text
    assert served.ask("POST", "/connectors/tracker/secret", {"secret": SECRET}).status_code == 200


PETS = str(ROOT / "tests" / "connectors" / "openapi" / "pets.yaml")


def test_a_starter_connector_is_written_and_waits_for_its_owners_signature(served: Served) -> None:
    done = served.run("connector", "import", "openapi", PETS)
    path = served.broker.settings.config_dir / "tools" / "pet-store.yaml"
    assert done.returncode == 0, done.stderr
    assert f"wrote {path}: 2 operations" in done.stdout
    assert "countersign connector secret pet-store" in done.stdout
    assert "left out: #/paths/~1pets~1{petId}/delete: removePet: it is deprecated" in done.stderr
    with served.answering():
        served.await_(served.broker.reload())
        assert served.broker.client_context.connector("pet-store") is None
    served.await_(served.broker.reload())
    assert served.broker.client_context.connector("pet-store") is not None


@pytest.mark.parametrize(("flow", "next_step"), [("authorizationCode", "authorize"), ("implicit", "secret")])
def test_what_a_connector_is_called_with_is_got_by_the_command_that_is_named(
    tmp_path: Path, flow: str, next_step: str
) -> None:
    there = {"tokenUrl": "https://as.example/token", "authorizationUrl": "https://as.example/agree", "scopes": {}}
    document = {
        "openapi": "3.1.0", "info": {"title": "Pets", "version": "1"}, "servers": [{"url": "https://pets.example"}],
        "paths": {"/pets": {"get": {"operationId": "listPets", "summary": "List pets", "responses": {}}}},
        "security": [{"oauth": []}],
        "components": {"securitySchemes": {"oauth": {"type": "oauth2", "flows": {flow: there}}}},
    }  # fmt: skip
    (tmp_path / "pets.json").write_text(json.dumps(document))
    words = ("connector", "import", "openapi", str(tmp_path / "pets.json"), "--output", str(tmp_path / "made.yaml"))
    done = run(tmp_path, *words)
    assert done.returncode == 0, done.stderr
    said = [one for one in ("authorize", "secret") if f"countersign connector {one} " in done.stdout]
    assert said == [next_step]


def test_a_file_that_is_there_is_written_over_only_with_force(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    made = run(tmp_path, "connector", "import", "openapi", PETS, "--operations", "getPet", "--output", str(file))
    assert made.returncode == 0, made.stderr
    written = file.read_text()
    assert (load(written, "mine.yaml").name, written.count("- name: ")) == ("mine", 1)
    again = run(tmp_path, "connector", "import", "openapi", PETS, "--output", str(file))
    assert (again.returncode, "say --force to write over it" in again.stderr) == (1, True)
    assert file.read_text() == written
    forced = run(tmp_path, "connector", "import", "openapi", PETS, "--output", str(file), "--force")
    assert (forced.returncode, len(load(file.read_text(), "mine.yaml").operations)) == (0, 2)


def test_a_connector_on_standard_output_is_a_whole_file_and_json_tells_all(tmp_path: Path) -> None:
    shown = run(tmp_path, "connector", "import", "openapi", PETS, "--output", "-")
    assert load(shown.stdout, "shown.yaml").name == "pet-store"
    told = json.loads(run(tmp_path, "connector", "import", "openapi", PETS, "--output", "-", "--json").stdout)
    assert (told["file"], told["name"], told["text"]) == (None, "pet-store", shown.stdout)
    assert told["operations"] == ["pet_store_get_pet", "pet_store_add_pet"]
    assert {"pointer", "reason"} == set(told["left_out"][0])
    assert [path.name for path in tmp_path.iterdir()] == []


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ((PETS, "--operations", "addPets"), "did you mean addPet?"),
        ((PETS, "--server", "pets.example"), "is no absolute address; say where the API is: --server"),
        (("nothing.yaml",), "nothing.yaml: No such file or directory"),
        ((str(ROOT / "README.md"),), "this is no YAML"),
    ],
)
def test_what_makes_no_connector_is_told_with_its_place_and_the_next_step(
    tmp_path: Path, options: tuple[str, ...], words: str
) -> None:
    refused = run(tmp_path, "connector", "import", "openapi", *options, "--output", "-")
    assert (refused.returncode in (1, 2), words in refused.stderr, refused.stdout) == (True, True, ""), refused.stderr


PROPER = "write up to 40 of a-z, 0-9 and -, a letter or digit first"


@pytest.mark.parametrize("name", ["My API", "n" * 41, "-n", ""])
def test_a_name_that_a_connector_cannot_have_is_refused_before_anything_is_read(tmp_path: Path, name: str) -> None:
    refused = run(tmp_path, "connector", "import", "openapi", "nothing.yaml", "--name", name, "--output", "-")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert f'--name "{name}" cannot be: {PROPER}' in refused.stderr
    taken = run(tmp_path, "connector", "import", "openapi", PETS, "--name", "n" * 40, "--output", "-")
    assert (taken.returncode, load(taken.stdout, "taken.yaml").name) == (0, "n" * 40)


def test_that_much_yaml_takes_its_time_is_said_first_and_of_json_nothing(tmp_path: Path) -> None:
    document = yaml.safe_load(Path(PETS).read_text()) | {"x-padding": ["x" * 1000] * 1100}
    large = {"large.yaml": yaml.safe_dump(document), "large.json": json.dumps(document)}
    said = {}
    for name, text in large.items():
        (tmp_path / name).write_text(text)
        done = run(tmp_path, "connector", "import", "openapi", str(tmp_path / name), "--output", "-")
        assert (done.returncode, load(done.stdout, name).name) == (0, "pet-store")
        said[name] = [line for line in done.stderr.splitlines() if "reading" in line]
    words = "reading 1 MiB of YAML, a second or so for each; JSON is read about ten times faster"
    assert said == {"large.yaml": [f"{tmp_path}/large.yaml: {words}"], "large.json": []}


@pytest.mark.parametrize("name", CONNECTORS)
def test_a_starter_that_came_with_countersign_is_copied_to_where_it_waits(tmp_path: Path, name: str) -> None:
    where = {"COUNTERSIGN_CONFIG_DIR": str(tmp_path / "config"), "COUNTERSIGN_STATE_DIR": str(tmp_path / "state")}
    done = run(tmp_path, "connector", "import", "starter", name, **where)
    file = tmp_path / "config" / "tools" / f"{name}.yaml"
    assert (done.returncode, f"wrote {file}" in done.stdout) == (0, True), done.stderr
    next_step = {"google-calendar": "authorize", "open-payments": None}.get(name, "secret")
    said = [one for one in ("authorize", "secret") if f"countersign connector {one} {name}" in done.stdout]
    assert said == ([next_step] if next_step else [])
    assert ("(after it is signed)" in done.stdout) == bool(next_step)
    assert load(file.read_text(), name).name == name
    assert "; then sign it on your phone" in done.stdout
    assert run(tmp_path, "connector", "import", "starter", name, **where).returncode == 1
    aside = run(tmp_path, "connector", "import", "starter", name, "--output", str(tmp_path / "aside.yaml"), **where)
    assert f"; then put it below {file.parent} and sign it on your phone" in aside.stdout


def test_a_starter_of_another_name_is_told_which_there_are(tmp_path: Path) -> None:
    refused = run(tmp_path, "connector", "import", "starter", "githup", "--output", "-")
    assert (refused.returncode, 'Did you mean "github"?' in refused.stderr) == (2, True)
    shown = run(tmp_path, "connector", "import", "starter", "github", "--output", "-")
    assert load(shown.stdout, "github.yaml").name == "github"

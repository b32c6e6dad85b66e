"""`countersign connector secret`: typed unseen or piped, signed for, shown to nobody, and forgotten again."""

import json

import pytest

from broker.store.query import select
from broker.store.tables import ConnectorSecret
from tests.cli.conftest import Served
from tests.client.plain_api import CONNECTOR, SECRET

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
    refused = served.run("connector", "secret", "tracker", "--wait", "0", input=SECRET + "\n")
    assert refused.returncode == 1
    assert [one.in_force for one in _rows(served)] == [None]
    said = _put_in(served)
    assert "calls of tracker carry the secret from now on" in said
    assert "secret in force" in served.run("connector", "list").stdout
    listed = json.loads(served.run("connector", "list", "--json").stdout)["connectors"]
    assert listed == [
        {"connector": "tracker", "resource_server": "https://tracker.example", "kind": "api_key", "fault": None}
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


def test_removing_it_is_free_and_forgets_it(served: Served) -> None:
    _put_in(served)
    done = served.run("connector", "secret", "tracker", "--remove")
    assert (done.returncode, "forgotten" in done.stdout) == (0, True)
    assert [(one.in_force, one.secret_sealed) for one in _rows(served)] == [(None, b"")]
    assert len(served.audited("connector.secret_removed")) == 1
    again = served.run("connector", "secret", "tracker", "--remove")
    assert (again.returncode, "no secret is kept" in again.stderr) == (1, True)


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

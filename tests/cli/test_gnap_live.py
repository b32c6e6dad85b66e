"""`countersign gnap` against a running broker, over its real port: a key registered, a grant asked for, a probe run."""

import json
from pathlib import Path

import pytest

from broker.files import starter
from tests.cli.conftest import Served

LOOK = '{"type": "bank-account", "actions": ["read"], "locations": ["https://bank.example/accounts/main"]}'
POLICY = """\
agent: shop
owner: alice
rules:
  - id: look
    decide: ask
    access: {type: bank-account, actions: [read], locations: ["https://bank.example/accounts/*"]}
limits: {pending: 50, asks_per_hour: 1000, calls_per_minute: 1000}
"""
TARGET = f"""\
keys:
  - file: shop.jwk.json
waits: {{access: [{LOOK}]}}
denied: {{access: [{{type: bank-account, actions: [close]}}]}}
features: [several-tokens, user-references, instance-ids]
divergences: countersign
"""
WAITS_FOR_NOBODY = (
    *("C-9-1", "C-9-2", "C-9-4", "R-3.1-1", "R-3.1-2", "R-3.1-4", "C-2-1", "C-2-4", "C-2.1-1", "C-2.1.1-1"),
    *("C-2.1.1-5", "C-2.1.1-6", "C-2.1.2-3", "C-2.3.1-2", "C-2.3-1", "C-2.3-2", "C-2.3-5", "C-2.3-6", "C-2.3-7"),
    *("C-2.3-11", "C-2.4.1-1", "C-2.5-2", "C-2.5.1-2", "C-3-4", "C-3.1-1", "C-3.1-6", "C-3.3-1", "C-3.3.1-1"),
    *("C-3.3.3-1", "C-3.3.4-1", "C-3.6-1", "C-3.6-3", "C-5-8", "C-7.1-1", "C-7.1-2", "C-7.1-3", "C-7.3-2"),
    *("C-7.3-3", "C-7.3.1-1", "C-7.3.1-2", "C-7.3.1-3", "C-7.3.1-6", "C-7.3.1-8", "C-7.3.1-9", "C-7.3.1-10"),
)
"""Requirements whose checks need no decision: on a real clock the others would take minutes."""


@pytest.fixture
def shop(served: Served, tmp_path: Path) -> list[str]:
    """Let alice register the key of client shop; return the options that name it, and the files that it may use."""
    key = tmp_path / "shop.jwk.json"
    made = served.run("gnap", "key", str(key), "--kid", "shop-1", "--json")
    (tmp_path / "public.json").write_text(json.dumps(json.loads(made.stdout)["jwk"]))
    modes = [word for mode in ("redirect", "app", "user_code", "user_code_uri") for word in ("--start", mode)]
    with served.answering():
        added = served.run("agent", "add-client", "shop", "--key", str(tmp_path / "public.json"), *modes)
    assert added.returncode == 0, added.stderr
    where = served.broker.settings.config_dir
    for name, text in (("tools/bank.yaml", starter("tools/bank.yaml")), ("policies/shop.yaml", POLICY)):
        (where / name).parent.mkdir(parents=True, exist_ok=True)
        (where / name).write_text(text)
    with served.answering():
        served.await_(served.broker.reload())
    served.await_(served.broker.reload())
    return ["--key", str(key)]


@pytest.mark.slow
def test_a_grant_is_asked_for_and_ended_at_a_running_broker(served: Served, shop: list[str], tmp_path: Path) -> None:
    url, session = f"{served.broker.settings.public_url}/gnap", ["--session", str(tmp_path / "grant.json")]
    assert served.run("gnap", "discover", url).returncode == 0
    asked = served.run("gnap", "request", url, *shop, "--access", LOOK, *session)
    assert (asked.returncode, '"continue"' in asked.stdout) == (0, True), asked.stderr
    early = served.run("gnap", "continue", *session, "--early")
    assert (early.returncode, "too_fast: wait" in early.stderr) == (1, True)
    ended = served.run("gnap", "continue", *session, "--cancel", "--early")
    assert (ended.returncode, "HTTP 204" in ended.stdout) == (0, True), ended.stdout


@pytest.mark.slow
def test_no_check_fails_at_a_running_broker_where_nobody_has_to_decide(
    served: Served, shop: list[str], tmp_path: Path
) -> None:
    (tmp_path / "as.yaml").write_text(TARGET)
    only = [word for id_ in WAITS_FOR_NOBODY for word in ("--only", id_)]
    url = f"{served.broker.settings.public_url}/gnap"
    done = served.run("gnap", "probe", url, "--target", str(tmp_path / "as.yaml"), *only, "--json")
    report = json.loads(done.stdout)
    assert [one for one in report["checks"] if one["verdict"] == "fail"] == []
    assert done.returncode == 0
    assert {report["requirements"][id_] for id_ in WAITS_FOR_NOBODY} == {"pass", "divergence"}

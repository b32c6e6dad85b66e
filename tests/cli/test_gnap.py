"""`countersign gnap`: every signed byte shown, no secret shown unasked, and a next step for every error."""

import json
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization

from broker.gnap.keys import PrivateKey, generate
from broker.probe import keyfiles
from tests.cli.commands import Done, run
from tests.probe.meeting import PARTIES, SERVER
from tests.probe.serving import served
from tests.probe.small_as import SmallAS

PAY, READ = '[{"type": "pay"}]', '[{"type": "read"}]'
ALGORITHMS = ("EdDSA", "ES256", "ES384", "RS256", "PS256", "PS512")


@pytest.fixture
def server() -> Iterator[SmallAS]:
    """A small authorization server on a port of this computer that does not mind being asked soon."""
    with served("too fast is told") as made:
        yield made


def _key(folder: Path, key: PrivateKey) -> Path:
    file = folder / f"{key.kid}.jwk.json"
    if not file.exists():
        raw = serialization.load_der_private_key(key.to_bytes(), password=None)
        keyfiles.write_secret(file, json.dumps(keyfiles._private_jwk(raw, key)))
    return file


def _request(folder: Path, server: SmallAS, access: str, *more: str, proof: str = "httpsig") -> Done:
    party = next(one for one in PARTIES if one.proof == proof)
    key = ["--key", str(_key(folder, party.key)), "--proof", proof]
    return run(folder, "gnap", "request", server.url, *key, "--access", access, *_session(folder), *more)


def _session(folder: Path) -> list[str]:
    return ["--session", str(folder / "grant.json")]


def _held(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "grant.json").read_text())
    return found


def _secrets(server: SmallAS) -> list[str]:
    tokens = [secret for one in server.tokens.values() for secret in (one.value, one.manage)]
    grants = [secret for one in server.grants.values() for secret in (one.value, one.as_nonce, one.reference)]
    return [secret for secret in (*tokens, *grants) if secret]


def _says_none(done: Done, server: SmallAS) -> None:
    told = done.stdout + done.stderr
    assert _secrets(server)
    assert [secret for secret in _secrets(server) if secret in told] == []


@pytest.mark.sweep(3)
@pytest.mark.parametrize("alg", ALGORITHMS)
def test_a_key_is_made_for_its_owners_eyes_only_and_signs_when_it_is_read_again(tmp_path: Path, alg: str) -> None:
    file = tmp_path / "me.jwk.json"
    done = run(tmp_path, "gnap", "key", str(file), "--alg", alg, "--kid", "me", "--json")
    assert (done.returncode, stat.S_IMODE(file.stat().st_mode)) == (0, 0o600)
    jwk = json.loads(done.stdout)["jwk"]
    assert (jwk["kid"], jwk["alg"]) == ("me", alg)
    secret = json.loads(file.read_text())["d"]
    assert secret not in done.stdout + done.stderr
    again = keyfiles.load(file)
    assert again.public.jwk == jwk
    assert again.public.verify(again.sign(b"bytes"), b"bytes")


def test_a_key_is_not_written_over_another(tmp_path: Path) -> None:
    file = tmp_path / "me.jwk.json"
    assert run(tmp_path, "gnap", "key", str(file)).returncode == 0
    before = file.read_bytes()
    done = run(tmp_path, "gnap", "key", str(file))
    assert (done.returncode, "already there" in done.stderr, file.read_bytes() == before) == (1, True, True)


def test_a_key_that_others_can_read_is_not_used(tmp_path: Path, server: SmallAS) -> None:
    file = _key(tmp_path, PARTIES[0].key)
    assert _request(tmp_path, server, READ).returncode == 0
    file.chmod(0o640)
    done = _request(tmp_path, server, READ)
    assert (done.returncode, f"chmod 600 {file}" in done.stderr) == (1, True)


def test_a_pem_key_is_used_with_the_id_that_it_is_given(tmp_path: Path) -> None:
    key = generate("ES256", "pem", lambda size: bytes(range(size)))
    raw = serialization.load_der_private_key(key.to_bytes(), password=None)
    pem = raw.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    file = tmp_path / "me.pem"
    keyfiles.write_secret(file, pem.decode())
    assert keyfiles.load(file, "pem").public == key.public
    with pytest.raises(keyfiles.KeyFileRefused, match="--kid"):
        keyfiles.load(file)


def test_discovery_shows_both_documents_and_the_requests(tmp_path: Path, server: SmallAS) -> None:
    done = run(tmp_path, "gnap", "discover", server.url)
    assert done.returncode == 0
    for words in (f"OPTIONS {server.url}", "HTTP 200", "key_proofs_supported", "gnap-as-rs", "token_formats_supported"):
        assert words in done.stdout
    exchanges = json.loads(run(tmp_path, "gnap", "discover", server.url, "--json").stdout)["exchanges"]
    assert exchanges[0]["answer"]["content"]["grant_request_endpoint"] == server.url


def test_a_server_that_names_another_endpoint_is_warned_of(tmp_path: Path) -> None:
    with served("the document names the endpoint") as wrong:
        done = run(tmp_path, "gnap", "discover", wrong.url)
    assert (done.returncode, "do not send it a request" in done.stderr) == (1, True)


@pytest.mark.parametrize("proof", ["httpsig", "jws", "jwsd"])
def test_a_request_is_shown_as_it_was_signed_and_its_token_goes_to_the_session_only(
    tmp_path: Path, server: SmallAS, proof: str
) -> None:
    done = _request(tmp_path, server, READ, proof=proof)
    assert done.returncode == 0, done.stderr
    assert f"POST {server.url}" in done.stdout
    assert {"httpsig": "signature-input: sig1=", "jws": '"jws"', "jwsd": "detached-jws: "}[proof] in done.stdout
    assert "(hidden: 29 characters)" in done.stdout
    _says_none(done, server)
    assert stat.S_IMODE((tmp_path / "grant.json").stat().st_mode) == 0o600
    assert _held(tmp_path)["tokens"][0]["value"] in server.tokens


def test_secrets_are_shown_when_they_are_asked_for(tmp_path: Path, server: SmallAS) -> None:
    done = _request(tmp_path, server, READ, "--show-secrets", "--json")
    shown = json.loads(done.stdout)
    assert shown["answer"]["content"]["access_token"]["value"] in server.tokens
    signature = dict(shown["request"]["headers"])["signature-input"]
    assert "hidden" not in signature
    assert (
        "hidden"
        in dict(json.loads(_request(tmp_path, server, READ, "--json").stdout)["request"]["headers"])["signature-input"]
    )


def test_the_access_and_further_members_may_stand_in_files(tmp_path: Path, server: SmallAS) -> None:
    access, members = tmp_path / "access.json", tmp_path / "members.json"
    access.write_text(READ)
    members.write_text('{"user": {"sub_ids": []}}')
    done = _request(tmp_path, server, str(access), "--members", str(members), "--label", "mine", "--json")
    content = json.loads(done.stdout)["request"]["content"]
    assert (content["user"], content["access_token"]["label"]) == ({"sub_ids": []}, "mine")
    missing = _request(tmp_path, server, str(tmp_path / "none.json"))
    assert (missing.returncode, "no file that can be read" in missing.stderr) == (1, True)


def test_a_refusal_is_told_in_words_with_the_next_step(tmp_path: Path, server: SmallAS) -> None:
    stranger = _key(tmp_path, generate("EdDSA", "stranger", lambda size: b"s" * size))
    ask = ["gnap", "request", server.url, "--key", str(stranger), "--access", READ, *_session(tmp_path)]
    done = run(tmp_path, *ask)
    assert done.returncode == 1
    assert "invalid_client: register the key" in done.stderr
    assert '"error"' in done.stdout


def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    with served() as gone:
        pass
    done = _request(tmp_path, gone, READ)
    assert (done.returncode, "nothing was sent" in done.stderr) == (1, True)


def test_a_grant_is_polled_by_its_session_when_its_time_has_come(tmp_path: Path, server: SmallAS) -> None:
    assert _request(tmp_path, server, PAY).returncode == 0
    first = _held(tmp_path)["going_on"]["access_token"]["value"]
    early = run(tmp_path, "gnap", "continue", *_session(tmp_path))
    assert (early.returncode, "seconds more" in early.stderr) == (1, True)
    done = run(tmp_path, "gnap", "continue", *_session(tmp_path), "--early")
    assert done.returncode == 0, done.stderr
    _says_none(done, server)
    assert _held(tmp_path)["going_on"]["access_token"]["value"] != first


def _finishing(folder: Path, server: SmallAS) -> dict[str, str]:
    """Ask with a finish, let the owner approve, and return what the callback got."""
    import asyncio

    uri = server.caught.new()
    finish = {"method": "push", "uri": uri, "nonce": "a-nonce-of-the-tester"}
    members = json.dumps({"interact": {"start": [], "finish": finish}})
    assert _request(folder, server, PAY, "--members", members).returncode == 0
    asyncio.run(server.decide("approve", {}))
    call: dict[str, str] = json.loads(server.caught.calls[uri].body or b"")
    return call


@pytest.mark.parametrize("form", ["content", "url"])
def test_a_callback_is_brought_in_by_its_file_and_its_hash_is_checked(
    tmp_path: Path, server: SmallAS, form: str
) -> None:
    call = _finishing(tmp_path, server)
    text = (
        json.dumps(call)
        if form == "content"
        else "https://client.example/cb?" + "&".join(f"{name}={value}" for name, value in call.items())
    )
    file = tmp_path / "callback"
    keyfiles.write_secret(file, text)
    done = run(tmp_path, "gnap", "continue", *_session(tmp_path), "--early", "--callback", str(file))
    assert done.returncode == 0, done.stderr
    _says_none(done, server)
    assert _held(tmp_path)["tokens"]


@pytest.mark.requirement("C-4.2.3-2")
def test_nothing_is_sent_after_a_callback_with_a_wrong_hash(tmp_path: Path, server: SmallAS) -> None:
    call = _finishing(tmp_path, server)
    wrong = json.dumps(call | {"hash": "A" * 43})
    go_on = ["gnap", "continue", *_session(tmp_path), "--early", "--callback", "-"]
    keyfiles.write_secret(tmp_path / "wrong", wrong)
    done = run(tmp_path, *go_on[:-1], str(tmp_path / "wrong"))
    assert (done.returncode, "nothing was sent" in done.stderr) == (1, True)
    assert server.grants[server.newest].state == "pending"
    assert run(tmp_path, *go_on, input=json.dumps(call)).returncode == 0


def test_a_grant_is_ended_and_its_session_says_so(tmp_path: Path, server: SmallAS) -> None:
    assert _request(tmp_path, server, PAY).returncode == 0
    done = run(tmp_path, "gnap", "continue", *_session(tmp_path), "--early", "--cancel")
    assert (done.returncode, "HTTP 204" in done.stdout) == (0, True)
    again = run(tmp_path, "gnap", "continue", *_session(tmp_path), "--early")
    assert (again.returncode, "cannot be continued" in again.stderr) == (1, True)
    assert run(tmp_path, "gnap", "continue", *_session(tmp_path), "--cancel", "--change", "{}").returncode == 2


def test_a_token_is_rotated_and_then_revoked(tmp_path: Path, server: SmallAS) -> None:
    assert _request(tmp_path, server, READ).returncode == 0
    before = _held(tmp_path)["tokens"][0]["value"]
    done = run(tmp_path, "gnap", "token", "rotate", *_session(tmp_path))
    assert done.returncode == 0, done.stderr
    _says_none(done, server)
    after = _held(tmp_path)["tokens"][0]["value"]
    assert after != before
    gone = run(tmp_path, "gnap", "token", "revoke", *_session(tmp_path))
    assert (gone.returncode, server.tokens[after].revoked, _held(tmp_path)["tokens"]) == (0, True, [])


def test_a_resource_server_is_told_about_a_token_of_the_session(tmp_path: Path, server: SmallAS) -> None:
    assert _request(tmp_path, server, READ).returncode == 0
    key = ["--key", str(_key(tmp_path, SERVER.key))]
    url = f"{server.url}/introspect"
    done = run(tmp_path, "gnap", "introspect", url, *key, *_session(tmp_path), "--access", READ, "--json")
    assert json.loads(done.stdout)["answer"]["content"]["active"] is True
    _says_none(done, server)
    other = run(
        tmp_path, "gnap", "introspect", url, *key, *_session(tmp_path), "--access", '[{"type": "pay"}]', "--json"
    )
    assert json.loads(other.stdout)["answer"]["content"] == {"active": False}


TARGET = """\
keys:
  - file: first.jwk.json
granted: {access: [{type: read}]}
"""


def _target(folder: Path, text: str = TARGET) -> list[str]:
    _key(folder, PARTIES[0].key)
    (folder / "as.yaml").write_text(text)
    return ["--target", str(folder / "as.yaml")]


def test_a_probe_prints_each_check_and_how_each_requirement_stands(tmp_path: Path, server: SmallAS) -> None:
    asked = ["--only", "C-2.1.1-2", "--only", "a_message_is_taken_once", "--only", "rights_add_up"]
    done = run(tmp_path, "gnap", "probe", server.url, *_target(tmp_path), *asked)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "pass           The label of a token request stands on the token  [C-2.1.1-2, C-3.2.1-3]" in done.stdout
    assert "not supported: C-8-5" in done.stdout
    assert "3 checks, 4 requirements: 3 pass, 0 fail, 0 divergence, 1 not supported" in done.stdout
    _says_none(done, server)


def test_a_probe_of_a_server_that_is_wrong_ends_with_status_1_and_says_why(tmp_path: Path) -> None:
    with served("a label comes back") as wrong:
        asked = ["gnap", "probe", wrong.url, *_target(tmp_path), "--only", "C-2.1.1-2"]
        done, told = run(tmp_path, *asked), run(tmp_path, *asked, "--json")
        known = _target(tmp_path, TARGET + "divergences: {a_label_comes_back: labels are not for us}\n")
        agreed = run(tmp_path, *asked[:3], *known, *asked[5:])
    assert (done.returncode, "does not have the label" in done.stdout) == (1, True)
    report = json.loads(told.stdout)
    assert (told.returncode, report["requirements"]["C-2.1.1-2"], report["summary"]) == (1, "fail", {"fail": 2})
    assert (agreed.returncode, "divergence     The label" in agreed.stdout) == (0, True), agreed.stdout


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("keys: []\n", "as.yaml:1:7: keys: "),
        (TARGET + "grantd: {access: [{type: read}]}\n", "grantd: Extra inputs"),
        (TARGET + "decide: {manual: true, url: 'http://127.0.0.1/'}\n", "names one of manual"),
        ("keys:\n  - file: none.json\n", "none.json cannot be read"),
        (TARGET + "features: [flying]\n", "as.yaml:4:12: features.0"),
    ],
)
def test_a_target_file_that_cannot_be_meant_is_told_with_its_place(
    tmp_path: Path, server: SmallAS, text: str, words: str
) -> None:
    done = run(tmp_path, "gnap", "probe", server.url, *_target(tmp_path, text))
    assert (done.returncode, words in done.stderr) == (1, True), done.stderr


def test_a_check_that_nobody_has_is_told(tmp_path: Path, server: SmallAS) -> None:
    done = run(tmp_path, "gnap", "probe", server.url, *_target(tmp_path), "--only", "a_label_come_back")
    assert (done.returncode, 'Did you mean "a_label_comes_back"?' in done.stderr) == (1, True)

"""An agent's credential: how it is made, kept and read."""

import hashlib
import secrets

import pytest
from starlette.datastructures import Headers

from broker.agents.credentials import Shown, digest_of, new_credential, shown


def test_a_credential_is_made_of_32_bytes_of_chance_and_kept_as_a_digest() -> None:
    secret, digest = new_credential(lambda size: bytes(range(size)))
    assert secret.reveal() == "csa_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"
    assert digest == hashlib.sha256(secret.reveal().encode()).hexdigest() == digest_of(secret.reveal())


def test_a_credential_does_not_show_itself() -> None:
    secret, digest = new_credential(secrets.token_bytes)
    assert secret.reveal() not in f"{secret} {secret!r} {digest}"


def test_two_credentials_differ() -> None:
    assert new_credential(secrets.token_bytes)[0].reveal() != new_credential(secrets.token_bytes)[0].reveal()


GOOD = "csa_" + "A" * 43


@pytest.mark.parametrize(
    "values",
    [[], [""], ["Bearer"], ["Bearer "], [GOOD], [f"Basic {GOOD}"], [f"Bearer {GOOD} x"], [f"Bearer {GOOD}="],
     [f"Bearer {GOOD}", f"Bearer {GOOD}"], [f"Bearer {GOOD}\n"[:-1] + "é"], ["Bearer csb_" + "A" * 43],
     [f"DPoP {GOOD}", f"Bearer {GOOD}"], [f"DPoP{GOOD}"]],
)  # fmt: skip
def test_only_one_well_formed_credential_is_read(values: list[str]) -> None:
    assert shown(headers(*values), "POST") is None
    assert shown(headers(f"Bearer {GOOD}"), "POST") == shown(headers(f"BEARER   {GOOD} "), "POST") == Shown(GOOD)
    assert shown(headers(f"dpop {GOOD}", proof="x"), "GET") == Shown(GOOD, True, ("x",), "GET")


def headers(*values: str, proof: str | None = None) -> Headers:
    lines = [("authorization", value) for value in values] + ([] if proof is None else [("dpop", proof)])
    return Headers(raw=[(name.encode(), value.encode("latin-1")) for name, value in lines])

"""An agent's credential: how it is made, kept and read."""

import hashlib
import secrets

import pytest

from broker.agents.credentials import bearer, digest_of, new_credential


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
     [f"Bearer {GOOD}", f"Bearer {GOOD}"], [f"Bearer {GOOD}\n"[:-1] + "é"], ["Bearer csb_" + "A" * 43]],
)  # fmt: skip
def test_only_one_well_formed_bearer_credential_is_read(values: list[str]) -> None:
    assert bearer(values) is None
    assert bearer([f"Bearer {GOOD}"]) == bearer([f"BEARER   {GOOD} "]) == GOOD

"""The interaction hash and the random values: the published hashes, and what must not match."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker.gnap import interaction
from broker.gnap.errors import ErrorCode, GnapError
from tests.gnap.signed import vectors

ROWS = vectors("interaction_hash.json")
Parts = tuple[str, str, str, str]
HASH = ROWS[0]["expect"]


def parts_of(row: dict[str, Any]) -> Parts:
    return row["client_nonce"], row["as_nonce"], row["interact_ref"], row["grant_endpoint"]


PARTS = parts_of(ROWS[0])
visible = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1)


@pytest.mark.requirement("C-4.2.3-3")
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_the_interaction_hashes_of_rfc_9635(row: dict[str, Any]) -> None:
    parts = parts_of(row)
    assert interaction.interaction_hash(*parts, row["hash_method"]) == row["expect"]
    assert interaction.hash_matches(row["expect"], *parts, row["hash_method"])
    if "refuse" in row:
        assert not interaction.hash_matches(row["refuse"], *parts, row["hash_method"])


@pytest.mark.parametrize("row", vectors("interaction_hash.json", "wrong_framing"), ids=lambda row: row["id"])
def test_a_wrongly_framed_hash_does_not_match(row: dict[str, Any]) -> None:
    assert interaction.hash_matches(row["expect"], *PARTS, row["hash_method"])
    assert not interaction.hash_matches(row["refuse"], *PARTS, row["hash_method"])


@pytest.mark.requirement("C-4.2.3-2", "C-4.2.3-5")
@pytest.mark.parametrize("place", range(4), ids=["client-nonce", "as-nonce", "interact-ref", "grant-endpoint"])
def test_every_part_of_the_hash_counts(place: int) -> None:
    assert interaction.hash_matches(HASH, *PARTS)
    for other in (PARTS[place] + "0", PARTS[place][:-1], PARTS[place].swapcase(), "", PARTS[place] + "\n", "é"):
        assert not interaction.hash_matches(HASH, *(*PARTS[:place], other, *PARTS[place + 1 :]))


@pytest.mark.parametrize(
    "received",
    ["", HASH + "=", HASH + "\n", " " + HASH, HASH[:-1], HASH.lower(), HASH.replace("-", "+"), "é" * 43, "\ud800"]
    + [HASH[:-1] + last for last in "ZabcdA"],
    ids=repr,
)
def test_only_the_exact_spelling_of_the_hash_matches(received: str) -> None:
    assert interaction.hash_matches(HASH, *PARTS)
    assert not interaction.hash_matches(received, *PARTS)


def test_the_hash_of_another_method_does_not_match() -> None:
    for method in interaction.HASH_METHODS:
        value = interaction.interaction_hash(*PARTS, method)
        assert [other for other in interaction.HASH_METHODS if interaction.hash_matches(value, *PARTS, other)] == [
            method
        ]
    assert not interaction.hash_matches(HASH, *PARTS, "sha-256-32")
    assert not interaction.hash_matches(HASH, *PARTS, "SHA-256")


@pytest.mark.parametrize(
    ("parts", "method"),
    [
        ((*PARTS[:3], ""), "sha-256"),
        (("a\nb", *PARTS[1:]), "sha-256"),
        (("a b", *PARTS[1:]), "sha-256"),
        (("ä", *PARTS[1:]), "sha-256"),
        (PARTS, "md5"),
        (PARTS, ""),
    ],
)
def test_a_hash_of_what_cannot_be_hashed_is_refused(parts: Parts, method: str) -> None:
    assert interaction.interaction_hash(*PARTS, "sha-256") == HASH
    with pytest.raises(GnapError) as caught:
        interaction.interaction_hash(*parts, method)
    assert caught.value.code is ErrorCode.INVALID_REQUEST


@given(st.tuples(visible, visible, visible, visible), st.tuples(visible, visible, visible, visible))
def test_two_interactions_never_share_a_hash(one: Parts, two: Parts) -> None:
    assert (interaction.interaction_hash(*one) == interaction.interaction_hash(*two)) is (one == two)


@given(visible, visible, visible, visible, st.sampled_from(["sha256", "sha384", "sha512", "sha3_256", "sha3_512"]))
def test_the_hash_is_plain_arithmetic(first: str, second: str, third: str, fourth: str, name: str) -> None:
    base = f"{first}\n{second}\n{third}\n{fourth}".encode("ascii")
    expected = base64.urlsafe_b64encode(hashlib.new(name, base).digest()).decode().rstrip("=")
    method = {"sha3_256": "sha3-256", "sha3_512": "sha3-512"}.get(name, name.replace("sha", "sha-"))
    assert interaction.interaction_hash(first, second, third, fourth, method) == expected


@given(st.text(), st.text(), st.text(), st.text(), st.text(), st.text())
def test_no_text_makes_the_comparison_raise(a: str, b: str, c: str, d: str, e: str, f: str) -> None:
    assert interaction.hash_matches(a, b, c, d, e, f) is False


def test_random_values_are_the_bytes_they_are_made_of_and_fit_everywhere() -> None:
    for size in (16, 17, 32, 64):
        chance = bytes(range(255, 255 - size, -1))
        value = interaction.random_value(lambda asked, chance=chance: chance[:asked], size)  # type: ignore[misc]
        assert base64.urlsafe_b64decode(value + "=" * (-len(value) % 4)) == chance
        assert re.fullmatch(r"[A-Za-z0-9_-]+", value)
    assert len(interaction.nonce(lambda size: b"\xfb" * size)) == 43


def test_a_value_of_too_few_bytes_is_our_own_mistake() -> None:
    for size, given_size in ((15, 15), (0, 0), (-1, 0), (32, 31), (32, 33), (16, 0)):
        with pytest.raises(ValueError, match="at least 16"):
            interaction.random_value(lambda asked, given=given_size: bytes(given), size)  # type: ignore[misc]

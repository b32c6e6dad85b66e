"""Token management (RFC 9635 §6): revoking, rotating, and rotating to another key."""

from dataclasses import replace

from broker.gnap.http_message import HttpMessage
from broker.gnap.interaction import nonce
from broker.gnap.message import write_object
from broker.probe.check import Absent, check, expect
from broker.probe.reply import Reply, managed, refused, uri_of, value_of
from broker.probe.signing import RIGHT, Party, Twist, rotated
from broker.probe.talking import Probe
from broker.probe.world import Json

_MADE_UP = "A" * 43


async def _token(probe: Probe, party: Party | None = None) -> Json:
    token = (await probe.granted(party=party)).tokens[0]
    managed(token)
    return token


async def _active(probe: Probe, value: object) -> bool:
    return (await probe.introspect(str(value))).content.get("active") is True


@check("C-6.2-1", needs=("granted",))
async def revoking_answers_204(probe: Probe) -> None:
    """DELETE on the management URI answers 204."""
    gone = await probe.manage(await _token(probe))
    expect(gone.status == 204, f"revoking answers HTTP {gone.status}")


@check("C-6.2-1", "R-3.3-4", needs=("granted", "introspection"))
async def a_revoked_token_is_not_active(probe: Probe) -> None:
    """A token that was revoked is not active any more."""
    token = await _token(probe)
    expect(await _active(probe, token["value"]), "a fresh token is not active")
    await probe.manage(token)
    expect(not await _active(probe, token["value"]), "a revoked token is active")


@check("C-6.2-2", needs=("granted",))
async def revoking_twice_is_no_error(probe: Probe) -> None:
    """A second DELETE of a token is honoured too."""
    token = await _token(probe)
    await probe.manage(token)
    again = await probe.manage(token)
    expect(again.status == 204, f"revoking twice answers HTTP {again.status}")


@check("C-6-2", needs=("granted",))
async def another_key_does_not_manage(probe: Probe) -> None:
    """A management request signed by another key is refused, and the right key still works."""
    token = await _token(probe)
    refused(await probe.manage(token, party=probe.stranger()))
    expect((await probe.manage(token)).status == 204, "the right key was refused after a wrong one")


@check("C-6-3", needs=("granted",))
async def a_management_token_manages_one_token(probe: Probe) -> None:
    """The management token of another token, the token itself and made-up values manage nothing."""
    token, other = await _token(probe), await _token(probe)
    for value in (_MADE_UP, str(token["value"]), value_of(managed(other))):
        if value != value_of(managed(other)) or uri_of(managed(other)) != uri_of(managed(token)):
            refused(await probe.manage(token, value=value))
    expect((await probe.manage(token)).status == 204, "the right management token was refused after wrong ones")


async def _rotated(probe: Probe, token: Json) -> Json:
    reply = await probe.manage(token, "POST")
    expect(len(reply.tokens) == 1, f"rotating gives no token ({reply.summary})")
    return reply.tokens[0]


@check("C-6.1-3", needs=("granted", "rotation"))
async def a_rotated_token_has_another_value(probe: Probe) -> None:
    """POST on the management URI gives a token with another value."""
    token = await _token(probe)
    expect((await _rotated(probe, token)).get("value") != token["value"], "the value stays the same")


@check("C-6.1-4", needs=("granted", "rotation"))
async def a_rotated_token_can_be_managed(probe: Probe) -> None:
    """The answer to a rotation has `manage`, and what it names revokes the new token."""
    new = await _rotated(probe, await _token(probe))
    expect(isinstance(new.get("manage"), dict), "a rotated token has no manage")
    expect((await probe.manage(new)).status == 204, "a rotated token cannot be revoked")


@check("C-6.1-6", needs=("granted", "rotation"))
async def a_rotated_token_has_the_same_rights(probe: Probe) -> None:
    """The access of a rotated token stands in the answer and is what it was."""
    token = await _token(probe)
    expect((await _rotated(probe, token)).get("access") == token.get("access"), "rotating changed the rights")


@check("C-6.1-2", needs=("granted", "rotation", "introspection"))
async def the_old_value_of_a_rotated_token_is_over(probe: Probe) -> None:
    """After a rotation the old value is not active and the new one is."""
    token = await _token(probe)
    new = await _rotated(probe, token)
    expect(not await _active(probe, token["value"]), "the old value is active after a rotation")
    expect(await _active(probe, new["value"]), "the new value is not active")


@check("C-6.2-1", needs=("granted", "rotation"))
async def a_revoked_token_is_not_rotated(probe: Probe) -> None:
    """Rotating a token that was revoked is refused with invalid_rotation."""
    token = await _token(probe)
    await probe.manage(token)
    refused(await probe.manage(token, "POST"), "invalid_rotation")


# --- key rotation (§6.1.1)


async def _to_key(probe: Probe, token: Json, new: Party, twist: Twist = RIGHT, key: Json | None = None) -> Reply:
    """Rotate a token to another key, proved by both (§7.3.1.1)."""
    content = {"key": key or new.key_object()}
    headers = (("content-type", "application/json"), ("authorization", f"GNAP {value_of(managed(token))}"))
    plain = HttpMessage("POST", uri_of(managed(token)), headers, write_object(content))
    at, fresh = int(probe.world.now().timestamp()), nonce(probe.world.mint)
    return await probe.send(rotated(plain, probe.party, new, created=at, nonce=fresh, twist=twist))


@check("C-6.1.1-6", needs=("granted", "rotation", "no key rotation"))
async def key_rotation_that_is_not_there_says_so(probe: Probe) -> None:
    """Rotating to another key is refused with key_rotation_not_supported where the server does not do it."""
    reply = await _to_key(probe, await _token(probe), probe.stranger())
    refused(reply, "key_rotation_not_supported")


@check("C-7.3.1.1-1", "C-7.3.1.1-3", needs=("granted", "key rotation", "proof:httpsig"))
async def a_token_moves_to_another_key(probe: Probe) -> None:
    """A rotation that both keys signed gives a token for the new key, which alone manages it from then on."""
    new = Party(probe.world.new_key(), probe.party.proof)
    reply = await _to_key(probe, await _token(probe), new)
    expect(reply.tokens, f"a rotation to another key was refused ({reply.summary})")
    token = reply.tokens[0]
    refused(await probe.manage(token, party=probe.party))
    expect((await probe.manage(token, party=new)).status == 204, "the new key cannot manage its token")


async def _not_moved(probe: Probe, twist: Twist) -> None:
    new = Party(probe.world.new_key(), probe.party.proof)
    token = await _token(probe)
    refused(await _to_key(probe, token, new, twist), "invalid_rotation")
    expect((await probe.manage(token)).status == 204, "the old key lost its token to a bad rotation")


@check("C-6.1.1-4", "C-6.1.1-3", "C-7.3.1.1-1", needs=("granted", "key rotation", "proof:httpsig"))
async def the_new_key_signs_over_the_old_signature(probe: Probe) -> None:
    """A rotation whose second signature does not cover the first is refused with invalid_rotation."""
    for left in ("signature", "signature-input"):
        await _not_moved(probe, replace(RIGHT, uncovered=frozenset({left})))


@check("C-7.3.1.1-2", needs=("granted", "key rotation", "proof:httpsig"))
async def the_new_keys_signature_is_tagged_as_a_rotation(probe: Probe) -> None:
    """A rotation whose second signature is tagged `gnap` is refused with invalid_rotation."""
    await _not_moved(probe, replace(RIGHT, parameters={"tag": "gnap"}))


@check("C-6.1.1-4", "C-7.3.1.1-3", needs=("granted", "key rotation", "proof:httpsig"))
async def the_new_key_proves_itself(probe: Probe) -> None:
    """A rotation that somebody else signed in the new key's name is refused with invalid_rotation."""
    await _not_moved(probe, replace(RIGHT, signer=probe.world.new_key()))


@check("C-6.1.1-4", needs=("granted", "key rotation"))
async def a_new_key_alone_is_no_rotation(probe: Probe) -> None:
    """A key in a rotation that only the old key signed is refused with invalid_rotation."""
    token, new = await _token(probe), Party(probe.world.new_key(), probe.party.proof)
    refused(await probe.manage(token, "POST", {"key": new.key_object()}), "invalid_rotation")
    expect((await probe.manage(token)).status == 204, "the old key lost its token to a bad rotation")


@check("C-6.1.1-5", "C-6.1.1-2", needs=("granted", "key rotation", "proof:httpsig"))
async def a_rotation_keeps_the_proof(probe: Probe) -> None:
    """A rotation to a key with another proof is refused with invalid_rotation."""
    new = Party(probe.world.new_key(), probe.party.proof)
    other = {"proof": "jwsd", "jwk": new.key.public.jwk}
    refused(await _to_key(probe, await _token(probe), new, key=other), "invalid_rotation")


@check("C-7.3.2-3", needs=("granted", "rotation", "proof:mtls"))
async def a_certificate_is_not_rotated(probe: Probe) -> None:
    """A token bound by mtls is not moved to another key: key_rotation_not_supported."""
    party = probe.proving("mtls")
    if party.certificate is None:
        raise Absent("no certificate")
    token = await _token(probe, party)
    content = {"key": {"proof": "mtls", "cert#S256": "A" * 43}}
    refused(await probe.manage(token, "POST", content, party=party), "key_rotation_not_supported")


CHECKS = (
    revoking_answers_204,
    a_revoked_token_is_not_active,
    revoking_twice_is_no_error,
    another_key_does_not_manage,
    a_management_token_manages_one_token,
    a_rotated_token_has_another_value,
    a_rotated_token_can_be_managed,
    a_rotated_token_has_the_same_rights,
    the_old_value_of_a_rotated_token_is_over,
    a_revoked_token_is_not_rotated,
    key_rotation_that_is_not_there_says_so,
    a_token_moves_to_another_key,
    the_new_key_signs_over_the_old_signature,
    the_new_keys_signature_is_tagged_as_a_rotation,
    the_new_key_proves_itself,
    a_new_key_alone_is_no_rotation,
    a_rotation_keeps_the_proof,
    a_certificate_is_not_rotated,
)

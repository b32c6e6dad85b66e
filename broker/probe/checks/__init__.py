"""The checks as data, a file for each part of the two RFCs."""

from typing import Final

from broker.probe.check import Check
from broker.probe.checks import (
    changing,
    continuation,
    discovery,
    errors,
    finishing,
    interaction,
    introspection,
    jose,
    keys,
    management,
    proofs,
    requests,
    resources,
    subjects,
    tokens,
)

CHECKS: Final[tuple[Check, ...]] = (
    *discovery.CHECKS,
    *requests.CHECKS,
    *keys.CHECKS,
    *tokens.CHECKS,
    *errors.CHECKS,
    *interaction.CHECKS,
    *continuation.CHECKS,
    *finishing.CHECKS,
    *subjects.CHECKS,
    *changing.CHECKS,
    *management.CHECKS,
    *proofs.CHECKS,
    *jose.CHECKS,
    *introspection.CHECKS,
    *resources.CHECKS,
)

"""The target file: what a server offers and what its tester holds, in YAML, read strictly.

Nothing in it is guessed: what it does not name is "not supported", never "pass". Paths are relative to the file.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from broker.probe.embedded import DIVERGENCES
from broker.probe.signing import ProofMethod
from broker.yamlfile import Node, Place, read

Feature = Literal[
    "several-tokens",
    "rotation",
    "patch",
    "bearer",
    "user-references",
    "instance-ids",
    "continue-after-approval",
    "subject",
    "registered-callbacks",
]
"""What a server can do and no discovery document says."""


class _Part(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", hide_input_in_errors=True)


class Ask(_Part):
    """Rights to ask for, and what else the request must carry at this server: `interact`, extensions, `subject`."""

    access: list[dict[str, Any] | str] = Field(default_factory=list)  # none: no access_token is asked for
    members: dict[str, Any] = Field(default_factory=dict)


class KeyFile(_Part):
    """A private key that is registered at the server: PEM with a kid, or a JWK; for mtls with its certificate."""

    file: str
    proof: ProofMethod = "httpsig"
    kid: str | None = None
    certificate: str | None = None


class Decide(_Part):
    """How the owner's decision comes about: a command, a URL that answers once it was made, or a person."""

    manual: bool = False
    command: list[str] | None = None  # run with COUNTERSIGN_PROBE_DECISION=approve or deny
    url: str | None = None  # fetched with ?decision=approve or deny

    def ways(self) -> int:
        """Return how many ways are named; one is right."""
        return sum((self.manual, self.command is not None, self.url is not None))


class Callback(_Part):
    """Where finish calls reach the probe: it listens at `listen` (host:port), the server calls below `url`."""

    listen: str
    url: str


class ResourceServer(_Part):
    """A resource server whose key is registered; `other` is one that the tokens are not for."""

    key: KeyFile
    other: KeyFile | None = None
    registers: list[dict[str, Any]] | None = None  # rights that it may register
    downstream: Ask | None = None  # what it may get for a token that it was shown


def _listed(value: object) -> object:
    return [value] if isinstance(value, Mapping) else value


Asks = Annotated[list[Ask], BeforeValidator(_listed)]


class Target(_Part):
    """Everything that the probe knows of a server before it calls."""

    keys: list[KeyFile] = Field(min_length=1)
    instance: str | None = None  # an instance identifier that stands for the first key
    granted: Asks = Field(default_factory=list)  # granted at once; two show more than one
    waits: Asks = Field(default_factory=list)  # wait for the owner
    denied: Asks = Field(default_factory=list)
    interactive: Asks = Field(default_factory=list)  # can only be granted by somebody in front of a browser
    start_modes: list[str] | None = None  # those that the first key may use; all that the server offers if not given
    reference: str | None = None  # a string that stands for granted rights (RFC 9635 §8.1)
    decide: Decide | None = None
    callback: Callback | None = None
    browser: str | None = None  # a file with the Cookie header of a browser in which the owner is signed in
    hash_methods: list[str] = Field(default_factory=lambda: ["sha-256"])
    poll_limit: int | None = Field(default=None, ge=1, le=100)  # polls after which the server gives up
    patience: int = Field(default=60, ge=0, le=86_400)  # seconds that a check waits for an interaction to be over
    resource_server: ResourceServer | None = None
    features: list[Feature] = Field(default_factory=list)
    divergences: dict[str, str] | Literal["countersign"] = Field(default_factory=dict)

    def diverging(self) -> Mapping[str, str]:
        """Return the names of the checks in which this server is known to differ, each with its reason."""
        return DIVERGENCES if self.divergences == "countersign" else self.divergences


def load(source: str | bytes, path: str) -> Target:
    """Return the target of a file. Raises FileErrors with place and words."""
    root = read(source, path)
    try:
        target = Target.model_validate(plain(root))
    except ValidationError as why:
        raise _refusal(root, why) from None
    if target.decide is not None and target.decide.ways() != 1:
        raise root.refuse('"decide" names one of manual: true, command: [...], url: ...')
    return target


def plain(node: Node) -> Any:
    """Return what a node of a file means as JSON has it."""
    if isinstance(node.value, Mapping):
        return {name: plain(member.node) for name, member in node.value.items()}
    if isinstance(node.value, tuple):
        return [plain(one) for one in node.value]
    return node.value


def read_access(text: str) -> list[dict[str, Any] | str]:
    """Return the `access` array that a JSON text is; ValueError for anything else."""
    value = json.loads(text)
    asked = Ask.model_validate({"access": [value] if isinstance(value, dict) else value})
    return asked.access


def beside(path: Path, name: str) -> Path:
    """Return where a file that a target file names lies."""
    return path.parent / Path(name).expanduser()


def _refusal(root: Node, why: ValidationError) -> Exception:
    first = why.errors(include_input=False, include_url=False)[0]
    words = ".".join(str(part) for part in first["loc"])
    if not words:
        return root.refuse("a target file is a mapping of names to values: broker/probe/README.md shows one")
    return _place(root, first["loc"]).refuse(f"{words}: {first['msg']}")


def _place(node: Node, where: tuple[int | str, ...]) -> Place:
    for part in where:
        if isinstance(node.value, Mapping) and part in node.value:
            node = node.value[str(part)].node
        elif isinstance(node.value, tuple) and isinstance(part, int):
            node = node.value[part]
    return node.place

"""What a connector file says, as values, and one exact call made from it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Literal

from broker.connectors.downstream import Downstream
from broker.gnap.profiles import RFC9635, Profile
from broker.gnap.rights import Access

Scalar = str | int | bool
PLACEHOLDER: Final = re.compile(r"\{([A-Za-z][A-Za-z0-9_]*)\}", re.ASCII)
"""`{name}`, a whole segment of a path or a location."""

MAX_LENGTH: Final = 200  # characters of a text argument, unless the file says otherwise
EMBEDDED: Final = "embedded"


class Type(StrEnum):
    """The JSON type of an argument."""

    STRING = "string"
    INTEGER = "integer"
    BOOLEAN = "boolean"


@dataclass(frozen=True)
class Parameter:
    """One argument of an operation. One that is not required has a default: what is sent is always shown."""

    type: Type
    format: str | None = None  # "decimal": a text such as "25.00"
    description: str | None = None
    required: bool = True
    default: Scalar | None = None
    enum: tuple[str, ...] | None = None
    max_length: int = MAX_LENGTH


@dataclass(frozen=True)
class Tool:
    """A tool of an MCP server as its owner signed it: its name there, and the digest of its whole definition.

    `says` is what the server said of it then, `takes` what it said of the parameters, `besides` all the rest: text of
    somebody else, and part of the signed file.
    """

    name: str
    sha256: str
    says: str | None = None
    takes: str | None = None
    besides: str | None = None


@dataclass(frozen=True)
class Program:
    """An MCP server that the broker starts itself and speaks to over its standard input and output."""

    command: tuple[str, ...]  # the program's absolute path, and its arguments
    environment: Mapping[str, str]  # all of it: nothing of the broker's own is handed on


@dataclass(frozen=True)
class Operation:
    """One thing to do at an API. `access` is the template of the right that a call needs.

    In it, "$name" as a member's whole value stands for that argument, and "{name}" in a location for one segment.
    `query` and `body` are templates of what is sent, where its names or its form are not those of the parameters.
    Of an MCP server it is a `tool`, and `body` are the tool's arguments.
    """

    name: str
    title: str
    request: tuple[str, str]  # method, path template
    access: Mapping[str, Any]
    parameters: Mapping[str, Parameter]
    destructive: bool
    description: str | None = None
    idempotency: str | None = None  # the header whose value makes a repeated call run once
    query: Mapping[str, Scalar] | None = None
    body: Mapping[str, Any] | None = None
    tool: Tool | None = None


@dataclass(frozen=True)
class Introduction:
    """How the broker introduces itself at a foreign authorization server, besides its key (RFC 9635 §2.3).

    With `instance_id` it is known there already (an identifier of §2.3.1, or a wallet address), and says nothing else.
    """

    instance_id: str | None = None
    class_id: str | None = None
    display: Mapping[str, str] | None = None


UNKNOWN_THERE: Final = Introduction()


@dataclass(frozen=True)
class Credential:
    """How a plain HTTP API is told whose call it is, in the place of a GNAP proof: a secret of its owner in a header.

    The secret itself is in no file. `scheme` is the word before it (RFC 9110 §11.1), None where it stands alone. Of the
    kind oauth2 the secret is a refresh token, and what is carried is the access token that `token_endpoint` gives for
    it to `client_id` (RFC 6749 §6). Where the broker is to get that token itself, the owner is led to
    `authorization_endpoint`, or to what the metadata of `issuer` names (RFC 8414), to agree to `scopes`; one that is
    given up is revoked at `revocation_endpoint` (RFC 7009). `client_auth` is how the client says its secret, where it
    has one: by HTTP Basic, or in the form (RFC 6749 §2.3.1). A program gets the secret in the environment `variable`.
    """

    kind: Literal["api_key", "oauth2"]
    header: str = "Authorization"
    variable: str | None = None
    scheme: str | None = None
    token_endpoint: str | None = None
    client_id: str | None = None
    authorization_endpoint: str | None = None
    revocation_endpoint: str | None = None
    issuer: str | None = None
    scopes: tuple[str, ...] = ()
    client_auth: Literal["basic", "post"] = "post"


@dataclass(frozen=True)
class Connector:
    """An API, and the authorization server that it is pinned to: "embedded", or a grant endpoint URL.

    `profile` is how that server speaks, `introduction` how the broker is known there. `resource_server_key` is the
    public JWK with which the resource server signs its introspection requests; `downstream` is what it may ask for in
    turn, at others. `credential` is what a call carries where the API knows no GNAP. `digest` is the SHA-256, in hex,
    of the file's UTF-8 bytes. Of the kind mcp it is an MCP server: `resource_server` is the URL that it is spoken to
    at, or names the `program` that is one. `bearer`: it takes tokens that are bound to no key, too.
    `requests` are the methods of requests that agents may make up themselves (`connectors.own_request`), and `taken`
    what none of them may be: method and address of each operation that another connector in force has at this origin.
    """

    name: str
    title: str
    resource_server: str
    authorization_server: str
    operations: tuple[Operation, ...]
    resource_server_key: Mapping[str, str] | None = None
    digest: str = ""
    profile: Profile = RFC9635
    introduction: Introduction = UNKNOWN_THERE
    downstream: tuple[Downstream, ...] = ()
    credential: Credential | None = None
    kind: Literal["http", "mcp"] = "http"
    program: Program | None = None
    bearer: bool = False
    requests: tuple[str, ...] = ()
    taken: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Call:
    """One exact call: what is sent is this and nothing else. `arguments` are canonical, after defaults.

    `downstream` are the hosts that its connector lets the resource server call in turn, for this call. `credential` is
    what it carries in the place of a GNAP proof, None for the proof. `tool` is what is called at an MCP server, with
    `body` as its arguments; such a server is shown no token.
    """

    connector: str
    connector_digest: str
    resource_server: str
    operation: str
    title: str
    method: str
    url: str
    body: bytes | None
    arguments: dict[str, Scalar]
    access: Access
    idempotency_header: str | None
    destructive: bool
    downstream: tuple[str, ...] = ()
    credential: Credential | None = None
    tool: Tool | None = None

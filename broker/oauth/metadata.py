"""What a host learns before it signs in: whose door this is (RFC 9728), and what its server can do (RFC 8414).

The issuer has a path, so that nothing is found at the origin's own well-known address: hosts that were told
`/mcp-token` look there, and ignore the header that they were given as soon as anything answers.
"""

from typing import Any, Final, get_args

from broker.gnap.jwk import Algorithm
from broker.oauth import dpop

DOOR: Final = "/mcp"
RESOURCE_METADATA: Final = f"/.well-known/oauth-protected-resource{DOOR}"  # RFC 9728 §3.1
SERVER_METADATA: Final = "/.well-known/oauth-authorization-server/oauth"  # RFC 8414 §3.1
AUTHORIZE: Final = "/oauth/authorize"
REGISTER: Final = "/oauth/register"
TOKEN: Final = "/oauth/token"  # noqa: S105 -- a path


def resource(public_url: str) -> str:
    """Return the door's name: what a token is for (RFC 8707)."""
    return public_url + DOOR


def issuer(public_url: str) -> str:
    """Return the authorization server's name (RFC 8414 §2, RFC 9207)."""
    return f"{public_url}/oauth"


def protected_resource(public_url: str) -> dict[str, Any]:
    """Return the door's metadata (RFC 9728 §2)."""
    return {
        "resource": resource(public_url),
        "resource_name": "Countersign",
        "authorization_servers": [issuer(public_url)],
        "bearer_methods_supported": ["header"],
        "dpop_signing_alg_values_supported": list(dpop.ALGORITHMS),
        "dpop_bound_access_tokens_required": False,
    }


def authorization_server(public_url: str, *, registers: bool = False) -> dict[str, Any]:
    """Return the authorization server's metadata (RFC 8414 §2, RFC 9207 §3, RFC 9449 §5.1; documents of clients).

    `registers` says that clients may register themselves (RFC 7591).
    """
    registering = {"registration_endpoint": public_url + REGISTER} if registers else {}
    return registering | {
        "issuer": issuer(public_url),
        "authorization_endpoint": public_url + AUTHORIZE,
        "token_endpoint": public_url + TOKEN,
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token", "client_credentials"],
        "token_endpoint_auth_methods_supported": ["none", "private_key_jwt"],
        "token_endpoint_auth_signing_alg_values_supported": list(get_args(Algorithm)),
        "code_challenge_methods_supported": ["S256"],
        "dpop_signing_alg_values_supported": list(dpop.ALGORITHMS),
        "authorization_response_iss_parameter_supported": True,
        "client_id_metadata_document_supported": True,
    }

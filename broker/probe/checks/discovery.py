"""Discovery, for client instances (RFC 9635 §9) and for resource servers (RFC 9767 §3.1)."""

from typing import Any, Final
from urllib.parse import urlsplit

from broker.gnap.http_message import HttpMessage
from broker.probe.check import check, expect
from broker.probe.talking import Probe

REGISTERED: Final = {
    "interaction_start_modes_supported": {"redirect", "app", "user_code", "user_code_uri"},
    "interaction_finish_methods_supported": {"redirect", "push"},
    "key_proofs_supported": {"httpsig", "mtls", "jwsd", "jws"},
    "sub_id_formats_supported": {
        *("account", "aliases", "did", "email", "iss_sub", "opaque", "phone_number", "uri", "ip-addresses", "jwt_id"),
        *("saml_assertion_id",),
    },
    "assertion_formats_supported": {"id_token", "saml2"},
}
"""The registries of RFC 9635 §10 and RFC 9493, as far as a document lists their values."""
TOKEN_FORMATS: Final = {"jwt-signed", "jwt-encrypted", "macaroon", "biscuit", "zcap"}


def is_endpoint(uri: object) -> bool:
    """Tell whether a value is an absolute http(s) URI without a fragment."""
    if not isinstance(uri, str) or "#" in uri:
        return False
    parts = urlsplit(uri)
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def expect_registered(document: dict[str, Any], name: str, values: set[str]) -> None:
    """Expect a list of registered values, or nothing."""
    found = document.get(name, [])
    expect(isinstance(found, list), f"{name} is not a list")
    odd = [one for one in found if one not in values]
    expect(not odd, f"{name} lists what no registry has: {odd}")


@check("C-9-1")
async def options_answers_with_a_json_object(probe: Probe) -> None:
    """OPTIONS on the grant endpoint answers with a JSON object."""
    reply = await probe.send(HttpMessage("OPTIONS", probe.url))
    expect(reply.status == 200, f"OPTIONS answers HTTP {reply.status}")
    expect(_media(reply.headers) == "application/json", "the document is not application/json")
    expect(reply.content, "the document is empty")


def _media(headers: Any) -> str:
    return str(headers.get("content-type", "")).partition(";")[0].strip().lower()


@check("C-9-2")
async def the_grant_endpoint_is_the_url_that_was_called(probe: Probe) -> None:
    """The document names the grant endpoint exactly as it was called, without a fragment."""
    named = probe.document.get("grant_request_endpoint")
    expect(is_endpoint(named), "grant_request_endpoint is not an absolute URI without a fragment")
    expect(named == probe.url, "grant_request_endpoint is not the URL that was called")


@check("C-9-2", "R-3.1-2")
async def the_grant_endpoint_is_https(probe: Probe) -> None:
    """The grant endpoint is an https URL."""
    expect(probe.url.startswith("https://"), "the grant endpoint is not https")


@check("C-9-4")
async def discovery_lists_registered_values(probe: Probe) -> None:
    """The lists of the document hold registered values, and key_rotation_supported is a boolean."""
    for name, values in REGISTERED.items():
        expect_registered(probe.document, name, values)
    rotates = probe.document.get("key_rotation_supported", False)
    expect(isinstance(rotates, bool), "key_rotation_supported is not a boolean")


@check("R-3.1-1", needs=("rs discovery",))
async def resource_servers_find_a_document(probe: Probe) -> None:
    """/.well-known/gnap-as-rs at the grant endpoint's authority is a JSON document."""
    reply = await probe.send(HttpMessage("GET", f"{probe.origin}/.well-known/gnap-as-rs"))
    expect(reply.status == 200 and reply.content, f"the document is not there ({reply.summary})")
    expect(_media(reply.headers) == "application/json", "the document is not application/json")


@check("R-3.1-2", needs=("rs discovery",))
async def both_documents_name_one_grant_endpoint(probe: Probe) -> None:
    """Resource servers and client instances are told the same grant endpoint."""
    expect(probe.for_servers.get("grant_request_endpoint") == probe.url, "the document names another grant endpoint")


@check("R-3.1-3", needs=("rs discovery", "introspection"))
async def the_endpoints_for_resource_servers_are_uris(probe: Probe) -> None:
    """introspection_endpoint and resource_registration_endpoint are absolute, https where the grant endpoint is."""
    for name in ("introspection_endpoint", "resource_registration_endpoint"):
        uri = probe.for_servers.get(name)
        expect(uri is None or is_endpoint(uri), f"{name} is not an absolute URI without a fragment")
        scheme = urlsplit(probe.url).scheme
        expect(uri is None or urlsplit(uri).scheme == scheme, f"{name} is not {scheme} like the grant endpoint")


@check("R-3.1-4", "R-2.2-1", needs=("rs discovery",))
async def the_lists_for_resource_servers_hold_registered_values(probe: Probe) -> None:
    """token_formats_supported and key_proofs_supported hold registered values."""
    expect_registered(probe.for_servers, "token_formats_supported", TOKEN_FORMATS)
    expect_registered(probe.for_servers, "key_proofs_supported", REGISTERED["key_proofs_supported"])


CHECKS = (
    options_answers_with_a_json_object,
    the_grant_endpoint_is_the_url_that_was_called,
    the_grant_endpoint_is_https,
    discovery_lists_registered_values,
    resource_servers_find_a_document,
    both_documents_name_one_grant_endpoint,
    the_endpoints_for_resource_servers_are_uris,
    the_lists_for_resource_servers_hold_registered_values,
)

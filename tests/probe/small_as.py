"""A small authorization server of the whole RFC, in memory, whose every rule has a name: what is left out is a fault.

It is here to be wrong in one way at a time. With all rules kept every check of the probe passes.
"""

import json

from broker.gnap.errors import GnapError
from broker.gnap.http_message import HttpMessage
from broker.http import Answer
from tests.probe.small_grants import Grants
from tests.probe.small_proofs import Json, Refused
from tests.probe.small_requests import Requests
from tests.probe.small_servers import Servers
from tests.probe.small_state import MODES
from tests.probe.small_tokens import Tokens


class SmallAS(Requests, Grants, Tokens, Servers):
    """The server: where each request goes, and how its answer is written."""

    async def send(self, message: HttpMessage, certificate: bytes | None = None) -> Answer:
        """Answer a message as a server on the network does."""
        try:
            status, content = self._route(message, certificate)
        except (Refused, GnapError) as why:
            status, content = self._refusal(message, why)
        except (KeyError, TypeError, ValueError, AttributeError):
            status, content = self._refusal(message, Refused("invalid_request"))
        return self._written(message, status, content)

    def _refusal(self, message: HttpMessage, why: Refused | GnapError) -> tuple[int, Json]:
        content: Json = {"error": {"code": str(why.code), "description": "no"}}
        if isinstance(why, Refused) and why.going_on:
            content["continue"] = why.going_on
        if not self.kept("a code that is registered"):
            content["error"]["code"] = "no_way"
        if not self.kept("an error stands alone"):
            content["subject"] = {"sub_ids": []}
        for_servers = message.target_uri.endswith(("/introspect", "/resource"))
        if for_servers and not self.kept("an error for servers is 400"):
            return 401, content
        return 400, content

    def _written(self, message: HttpMessage, status: int, content: Json) -> Answer:
        headers = {"content-type": "application/json"} if content else {}
        if self.kept("no answer is stored") or "error" not in content:
            headers["cache-control"] = "no-store"
        if "error" in content and not self.kept("errors are json"):
            headers["content-type"] = "text/plain"
        if message.method == "OPTIONS" and not self.kept("options is json"):
            headers["content-type"] = "text/html"
        if "/well-known/" in message.target_uri.replace("/.", "/") and not self.kept("the server document is json"):
            headers["content-type"] = "text/html"
        return Answer(status, headers, json.dumps(content).encode() if content else b"")

    # --- routing

    def _route(self, message: HttpMessage, certificate: bytes | None) -> tuple[int, Json]:
        path, method = message.target_uri.removeprefix(self.origin), message.method
        token = (message.header("authorization") or "").removeprefix("GNAP ")
        if (method, path) == ("OPTIONS", "/gnap"):
            return 200, self._document()
        if (method, path) == ("GET", "/.well-known/gnap-as-rs"):
            return 200, self._for_servers()
        if (method, path) == ("POST", "/gnap"):
            return 200, self._request(message, certificate)
        if path.startswith("/gnap/continue/"):
            return self._continue(message, certificate, path.rpartition("/")[2], token)
        if path.startswith("/gnap/token/"):
            return self._manage(message, certificate, path, token)
        if method == "POST" and path in ("/gnap/introspect", "/gnap/resource"):
            return 200, self._server(message, certificate, path)
        return self._page(path)

    def _document(self) -> Json:
        modes = list(MODES) if self.kept("registered values") else [*MODES, "telepathy"]
        return {
            "grant_request_endpoint": self.url if self.kept("the document names the endpoint") else self.url + "/",
            "interaction_start_modes_supported": modes,
            "interaction_finish_methods_supported": ["push", "redirect"],
            "key_proofs_supported": ["httpsig", "jwsd", "jws", "mtls"],
            "key_rotation_supported": self.kept("keys are rotated"),
            "assertion_formats_supported": ["id_token"],
        }

    def _for_servers(self) -> Json:
        fragment = "" if self.kept("endpoints have no fragment") else "#part"
        formats = ["jwt-signed"] if self.kept("registered formats") else ["our-own"]
        return {
            "grant_request_endpoint": self.url if self.kept("one endpoint for both") else "https://other.example/",
            "introspection_endpoint": self.url + "/introspect",
            "resource_registration_endpoint": self.url + "/resource" + fragment,
            "token_formats_supported": formats,
            "key_proofs_supported": ["httpsig"],
        }

    def _page(self, path: str) -> tuple[int, Json]:
        if path == "/d":
            return (200, {"page": "code"}) if self.kept("the page for codes is there") else (404, {})
        live = [one for one in self.grants.values() if one.page and path == f"/interact/{one.page}"]
        over = [one for one in live if one.state != "pending"]
        if not live and not self.kept("an unknown page is an error"):
            return 302, {}
        if over and not self.kept("a cancelled page is an error"):
            return 200, {"page": "decide"}
        if any(one.page_until < self.clock() for one in live) and self.kept("a late page is an error"):
            return 404, {"page": "late"}
        return (200, {"page": "decide"}) if live and not over else (404, {"page": "unknown"})

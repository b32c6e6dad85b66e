"""A refresh token that the broker gets itself: where its owner agrees to it, and what the code is good for (RFC 6749).

The owner's browser and the command line meet in `broker.cli.authorizing`; here are the two requests to the server. What
comes of them is proposed to the first owner, as a secret that was typed is, and nothing here uses it.
"""

from typing import Final

from broker.client import secret
from broker.client.context import Context
from broker.client.renewing import answered_object
from broker.client.requesting import NOT_THE_CLIENT, resource_of, token_request
from broker.connectors.model import Connector, Credential
from broker.gnap.http_message import HttpMessage
from broker.http import Answer, Http, NoAnswer, NotSent
from broker.oauth.code_flow import Server, Unusable, metadata_addresses, read_metadata
from broker.vault import Secret

# RFC 6749 §5.2: what may be said of it, and what its owner does
_REFUSED: Final = {
    "invalid_grant": "it did not take the code: run this again, and agree soon after",
    "invalid_client": f"{NOT_THE_CLIENT}, and run this again with it",
    "unauthorized_client": "its client may not do this: see how client_id is registered there",
    "unsupported_grant_type": "it knows no authorization codes",
    "invalid_request": "it did not understand the request",
    "invalid_scope": "write other scopes in the connector's file",
}


class NotAuthorized(Exception):
    """No refresh token was got; the words say why and what the owner does."""


class Authorizing:
    """Leading owners to the servers of the connectors in force."""

    def __init__(self, context: Context, http: Http) -> None:
        self._context = context
        self._http = http

    async def server(self, name: str) -> tuple[Credential, Server, str | None]:
        """Return how a connector's owner agrees, where, and to what (RFC 8707), None where the address says that.

        Where: by its file, or by its issuer's metadata (RFC 8414).

        Raises NotAuthorized.
        """
        connector, credential = self._connector(name)
        try:
            return credential, await self._server(credential), resource_of(connector)
        except Unusable as why:
            raise NotAuthorized(f"of connector {name}: {why}") from None

    async def redeemed(self, name: str, code: Secret, verifier: Secret, redirect_uri: str, password: str) -> Secret:
        """Return what calls of a connector are made with: the refresh token for a code, and the client's secret.

        Raises NotAuthorized.
        """
        connector, _ = self._connector(name)
        if password and (why := secret.unfit(password)):
            raise NotAuthorized(f"of the client secret: {why}")
        form = {
            "grant_type": "authorization_code",
            "code": code.reveal(),
            "redirect_uri": redirect_uri,
            "code_verifier": verifier.reveal(),
        }
        token = _refresh_token(await self._sent(token_request(connector, form, password), "token_endpoint"))
        return Secret(f"{token} {password}".strip())

    def _connector(self, name: str) -> tuple[Connector, Credential]:
        connector = self._context.connector(name)
        credential = connector.credential if connector is not None else None
        if connector is None or credential is None or credential.token_endpoint is None:
            raise NotAuthorized(
                f'no connector "{name}" whose credential says oauth2 is in force: countersign connector list shows them'
            )
        return connector, credential

    async def _server(self, credential: Credential) -> Server:
        if credential.issuer is None:
            if credential.authorization_endpoint is None:
                raise Unusable("its file names neither authorization_endpoint nor issuer: write where its owner agrees")
            return Server(credential.authorization_endpoint)
        for address in metadata_addresses(credential.issuer):
            answer = await self._sent(HttpMessage("GET", address, (("accept", "application/json"),)), "issuer")
            if answer.status == 200:
                known = (credential.issuer, credential.token_endpoint or "", credential.authorization_endpoint)
                return read_metadata(answer.body, *known)
        raise Unusable(f"no metadata is found at {credential.issuer}")

    async def _sent(self, message: HttpMessage, what: str) -> Answer:
        try:
            # never to ourselves, whatever a connector names
            return await self._http.to_resource(message)
        except NotSent:
            raise NotAuthorized(f"its {what} cannot be reached now: run this again later") from None
        except NoAnswer:
            raise NotAuthorized(f"its {what} did not answer: run this again") from None


def _refresh_token(answer: Answer) -> str:
    said = answered_object(answer)
    if answer.status != 200 or "error" in said:
        code = said.get("error")
        known = _REFUSED.get(code) if isinstance(code, str) else None
        other = f"answered {answer.status}{' with an error that is not known here' if 'error' in said else ''}"
        raise NotAuthorized(f"its token_endpoint {f'says {code}: {known}' if known else other}")
    token, kind = said.get("refresh_token"), str(said.get("token_type", "bearer")).lower()
    if token is None:
        raise NotAuthorized(
            "its server gave no refresh token: it may want the scope offline_access in scopes, or access_type=offline "
            "and prompt=consent in the query of authorization_endpoint"
        )
    if kind != "bearer":
        raise NotAuthorized("its server gives tokens that are no bearer tokens, and others are not known here")
    if not isinstance(token, str) or secret.unfit(token):
        raise NotAuthorized("its server gave a refresh token that cannot be one")
    return token

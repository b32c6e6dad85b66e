"""`countersign connector authorize`: an owner agrees in a browser that a connector may have a refresh token.

The code flow for a program on the owner's own computer (RFC 8252) with PKCE (RFC 7636): the browser comes back to a
port of this computer. The broker redeems the code, so the token passes through no terminal; it counts once the first
owner has signed for it.
"""

import os
import secrets
import sys
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from broker.cli.connectors import MOST, Name, known_form
from broker.cli.running import PATIENCE, Wait, demand, located, signed
from broker.cli.saying import AsJson, fail, note, plain, print_json, say, told

if TYPE_CHECKING:
    from broker.config import Settings

Json = dict[str, Any]

AGREES_WITHIN: Final = 300.0  # seconds


def authorize(
    name: Name,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the page here, or only print its address.")
    ] = True,
    port: Annotated[
        int, typer.Option(metavar="PORT", min=0, max=65535, help="Where the browser comes back to; any free port.")
    ] = 0,
    timeout: Annotated[
        float, typer.Option(metavar="SECONDS", min=0, help="How long to wait for the browser.")
    ] = AGREES_WITHIN,
    wait: Wait = PATIENCE,
    as_json: AsJson = False,
) -> None:
    """Get the refresh token of a connector that says oauth2: agree in the browser, then sign on your phone.

    The connector's file names authorization_endpoint or issuer, and the scopes. Register the redirect address
    http://127.0.0.1/callback at the server; where it wants one with a port, name that with --port. The browser must
    run on this computer. A client secret, where there is one, is asked for, unseen, or comes by a pipe.
    """
    path = f"/connectors/{known_form(name)}/authorization"
    with told():
        where = located()
        server = demand(where, "GET", path)
        password = _password(name)
        found = _code(server, port, timeout, browser=browser)
        made = demand(where, "POST", path, {**found, "client_secret": password})
        ended = _ended(where, made, wait, as_json=as_json)
    if as_json:
        print_json(ended)
    else:
        say(f"calls of {name} are made with that agreement from now on")


def _ended(where: "Settings", made: Json, wait: float, *, as_json: bool) -> Json:
    note("the server gave a refresh token: it counts once it is signed for")
    return signed(where, made, seconds=wait, as_json=as_json)


def _code(told_of: Json, port: int, seconds: float, *, browser: bool) -> Json:
    """Return the code that an owner's browser brought, and what proves that it is ours; exit 1 without one."""
    from broker.cli.coming_back import coming_back
    from broker.oauth.code_flow import Server, Unusable, address, belongs, code_of
    from broker.oauth.pkce import challenge_of

    server = Server(told_of["page"], told_of["issuer"], told_of["says_iss"])
    state, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(48)
    with coming_back(port, lambda query: belongs(query, state)) as back:
        asked = (told_of["client_id"], back.redirect_uri, tuple(told_of["scopes"]), state, challenge_of(verifier))
        try:
            _open(address(server, *asked, resource=told_of["resource"]), browser=browser)
            query = back.wait(seconds)
            if query is None:
                fail(_late(seconds, back.strangers))
            return {"code": code_of(query, server), "verifier": verifier, "redirect_uri": back.redirect_uri}
        except Unusable as why:
            fail(plain(str(why)))


def _open(page: str, *, browser: bool) -> None:
    note(f"Agree in a browser on this computer:\n  {plain(page)}")
    # without a screen it would be a browser inside this terminal, or none
    screen = sys.platform in {"darwin", "win32"} or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))
    if browser and screen:
        import webbrowser

        webbrowser.open(page)


def _late(seconds: float, strangers: int) -> str:
    others = f" ({strangers} came that belonged to no request of this command)" if strangers else ""
    return (
        f"no answer came back within {seconds:g} seconds{others}: run this again, with a longer --timeout where it "
        "takes longer. If the page spoke of the redirect address, register http://127.0.0.1/callback there, or name "
        "the port that is registered with --port"
    )


def _password(name: str) -> str:
    if not sys.stdin.isatty():
        return sys.stdin.read(MOST).strip()
    question = f"Client secret of {plain(name)} (it is not shown; empty where there is none)"
    typed: str = typer.prompt(question, default="", show_default=False, hide_input=True, err=True)
    return typed.strip()

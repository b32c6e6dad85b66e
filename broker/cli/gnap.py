"""`countersign gnap`: speak GNAP to any authorization server, see every signed byte, and probe how it keeps to the RFC.

No secret is an argument: keys and what a grant has given lie in files of mode 0600.
"""

from pathlib import Path
from typing import Annotated, Literal

import typer

from broker.cli.saying import AsJson, misuse, told

group = typer.Typer(
    no_args_is_help=True, help="GNAP on the wire, with any authorization server.", rich_markup_mode=None
)

Url = Annotated[str, typer.Argument(help="The grant endpoint.")]
Proof = Annotated[Literal["httpsig", "jws", "jwsd", "mtls"], typer.Option(help="How the key is proved.")]
Key = Annotated[Path, typer.Option(help="A private key: JWK or PEM, mode 0600; `countersign gnap key` makes one.")]
Kid = Annotated[str | None, typer.Option(help="The key's id, which a PEM file does not say.")]
Certificate = Annotated[Path | None, typer.Option(help="For mtls: the key's certificate, in PEM.")]
SessionFile = Annotated[Path, typer.Option(help="What the grant has given so far: a file of mode 0600.")]
Secrets = Annotated[bool, typer.Option("--show-secrets", help="Show tokens, nonces and references in clear.")]
Label = Annotated[str | None, typer.Option(help="The token's label, where there are several.")]


@group.command("key", epilog="Example: countersign gnap key me.jwk.json --alg ES256")
def key(
    file: Annotated[Path, typer.Argument(help="Where the private key goes; it must not be there yet.")],
    alg: Annotated[
        Literal["EdDSA", "ES256", "ES384", "RS256", "PS256", "PS512"], typer.Option(help="The algorithm.")
    ] = "EdDSA",
    kid: Annotated[str, typer.Option(help="The key's id.")] = "probe",
    as_json: AsJson = False,
) -> None:
    """Make a private key in a file of mode 0600, and show the public one for registering."""
    with told():
        from broker.cli import gnapside

        gnapside.make_key(file, alg, kid, as_json=as_json)


@group.command("discover", epilog="Example: countersign gnap discover http://localhost:8765/gnap")
def discover(url: Url, show_secrets: Secrets = False, as_json: AsJson = False) -> None:
    """Read what a server says of itself, to client instances and to resource servers."""
    with told():
        from broker.cli import gnapside

        gnapside.discover(url, gnapside.Speech(show_secrets, as_json))


@group.command(
    "request",
    epilog="Examples: countersign gnap request https://as.example/gnap --key me.jwk.json "
    """--access '[{"type": "photo", "actions": ["read"]}]' --session grant.json | """
    "countersign gnap request https://as.example/gnap --key me.jwk.json --resource https://rs.example/photos "
    "--session grant.json",
)
def request(
    url: Url,
    key: Key,
    session: SessionFile,
    access: Annotated[str | None, typer.Option(help="The access array: JSON, or a file that holds it.")] = None,
    resource: Annotated[
        str | None, typer.Option(help="Ask for what this resource server's challenge names (RFC 9635 §9.1).")
    ] = None,
    proof: Proof = "httpsig",
    kid: Kid = None,
    certificate: Certificate = None,
    label: Annotated[str | None, typer.Option(help="A label for the token.")] = None,
    members: Annotated[
        str | None, typer.Option(help="Further members, such as `interact`: JSON, or a file that holds it.")
    ] = None,
    show_secrets: Secrets = False,
    as_json: AsJson = False,
) -> None:
    """Ask for a grant, and keep what came of it in the session file."""
    if (access is None) == (resource is None):
        misuse("say what is asked for: --access, or --resource to let a resource server name it")
    with told():
        from broker.cli import gnapside

        asked = gnapside.Asked(url, key, proof, kid, certificate, access, label, members, resource)
        gnapside.request(asked, session, gnapside.Speech(show_secrets, as_json))


@group.command(
    "continue",
    epilog="Examples: countersign gnap continue --session grant.json | "
    "countersign gnap continue --session grant.json --callback - | "
    "countersign gnap continue --session grant.json --cancel",
)
def continue_(
    session: SessionFile,
    callback: Annotated[
        str | None,
        typer.Option(
            help="A file with the callback's URL, its content, or the reference alone; - reads it from input."
        ),
    ] = None,
    change: Annotated[
        str | None, typer.Option(help="Change the request (PATCH): JSON, or a file that holds it.")
    ] = None,
    cancel: Annotated[bool, typer.Option("--cancel", help="End the grant (DELETE).")] = False,
    early: Annotated[bool, typer.Option("--early", help="Do not wait as the server said.")] = False,
    show_secrets: Secrets = False,
    as_json: AsJson = False,
) -> None:
    """Go on with a grant: poll it, bring its interaction reference, change it, or end it."""
    if sum((callback is not None, change is not None, cancel)) > 1:
        misuse("--callback, --change and --cancel are three different continuations: name one")
    with told():
        from broker.cli import gnapside

        going_on = gnapside.GoingOn(callback, change, cancel=cancel, early=early)
        gnapside.continue_(session, going_on, gnapside.Speech(show_secrets, as_json))


@group.command("token", epilog="Example: countersign gnap token rotate --session grant.json")
def token(
    verb: Annotated[Literal["rotate", "revoke"], typer.Argument(help="What to do with the token.")],
    session: SessionFile,
    label: Label = None,
    show_secrets: Secrets = False,
    as_json: AsJson = False,
) -> None:
    """Rotate or revoke a token of the session."""
    with told():
        from broker.cli import gnapside

        gnapside.manage(session, label, verb, gnapside.Speech(show_secrets, as_json))


@group.command(
    "introspect",
    epilog="Example: countersign gnap introspect http://localhost:8765/gnap/introspect --key bank.jwk.json "
    "--session grant.json",
)
def introspect(
    url: Annotated[str, typer.Argument(help="The introspection endpoint.")],
    key: Key,
    session: SessionFile,
    proof: Proof = "httpsig",
    kid: Kid = None,
    certificate: Certificate = None,
    label: Label = None,
    access: Annotated[
        str | None, typer.Option(help="The access that is needed: JSON, or a file that holds it.")
    ] = None,
    show_secrets: Secrets = False,
    as_json: AsJson = False,
) -> None:
    """Ask about a token of the session as its resource server does, with the resource server's key."""
    with told():
        from broker.cli import gnapside

        asked = gnapside.Asked(url, key, proof, kid, certificate, access, label)
        gnapside.introspect(asked, session, gnapside.Speech(show_secrets, as_json))


@group.command("probe", epilog="Example: countersign gnap probe https://as.example/gnap --target as.yaml")
def probe(
    url: Url,
    target: Annotated[Path, typer.Option(help="What the server offers and you hold, in YAML.")],
    only: Annotated[list[str] | None, typer.Option(help="One check by its name, or one requirement by its id.")] = None,
    as_json: AsJson = False,
) -> None:
    """Run the conformance checks against a server; exit 1 where one fails."""
    with told():
        from broker.cli import gnapside

        failed = gnapside.probe(url, target, only or [], as_json=as_json)
    raise typer.Exit(1 if failed else 0)

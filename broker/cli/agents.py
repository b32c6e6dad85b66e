"""`countersign agent`: the programs that may ask."""

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from broker.cli.running import PATIENCE, Wait, demand, located, part, signed
from broker.cli.saying import AsJson, fail, misuse, note, plain, print_json, say, short_time, table, told
from broker.fields import timespan

Name = Annotated[str, typer.Argument(help="The agent's name: its policy file says `agent: NAME`.")]
CredentialFile = Annotated[
    Path | None,
    typer.Option(help="Write the credential into this new file, mode 0600, instead of showing it.", dir_okay=False),
]

Expires = Annotated[
    str | None,
    typer.Option(
        "--expires", metavar="TIME", help="How long the credential works, such as 90d; otherwise until it is changed."
    ),
]
Overlap = Annotated[
    str | None, typer.Option("--overlap", metavar="TIME", help="How long the old one works beside it, such as 1h.")
]

group = typer.Typer(no_args_is_help=True, help="The programs that may ask.", rich_markup_mode=None)


@group.command("add", epilog="Example: countersign agent add scout --expires 90d")
def add(
    name: Annotated[str, typer.Argument(help="1 to 40 of a-z, 0-9 and -; its policy file says `agent: NAME`.")],
    owner: Annotated[str | None, typer.Option(help="Who answers for it, where there are several owners.")] = None,
    credential_file: CredentialFile = None,
    expires: Expires = None,
    key: Annotated[
        Path | None,
        typer.Option(help="Its public key, a JWK: it signs in by that, and has no credential.", dir_okay=False),
    ] = None,
    wait: Wait = PATIENCE,
    as_json: AsJson = False,
) -> None:
    """Add an agent, once its owner has signed for it, and show its credential, once."""
    content = {"name": name, "owner": owner, "expires_in": _seconds(expires, "1m", "3660d")}
    with told():
        if key is not None:
            if expires is not None or credential_file is not None:
                misuse("with --key there is no credential: leave --expires and --credential-file out")
            _add_keyed({"name": name, "owner": owner, "key": _object_in(key)}, name, wait, as_json=as_json)
        else:
            _with_new_credential("/agents", content, name, credential_file, wait, as_json=as_json)


@group.command(
    "add-client",
    epilog="Example: countersign agent add-client shop --key shop.jwk.json --finish https://shop.example/gnap/",
)
def add_client(
    name: Annotated[str, typer.Argument(help="1 to 40 of a-z, 0-9 and -; its policy file says `agent: NAME`.")],
    key: Annotated[Path, typer.Option(help="Its public key: a JWK, or a GNAP key object, as JSON.", dir_okay=False)],
    proof: Annotated[str, typer.Option(help="How it proves a bare JWK: httpsig, jws, jwsd or mtls.")] = "httpsig",
    finish: Annotated[str, typer.Option(help="How its finish addresses begin; without it, it polls.")] = "",
    start: Annotated[
        list[str] | None, typer.Option(help="A way to lead its owner here: redirect, app, user_code, user_code_uri.")
    ] = None,
    nonce_optional: Annotated[bool, typer.Option(help="Take signatures without a nonce, each once.")] = False,
    owner: Annotated[str | None, typer.Option(help="Who answers for it, where there are several owners.")] = None,
    wait: Wait = PATIENCE,
    as_json: AsJson = False,
) -> None:
    """Add an agent that speaks GNAP itself, with a key of its own, once its owner has signed for it."""
    with told():
        where = located()
        content = {
            "name": name,
            "owner": owner,
            "key": _key_in(key, proof),
            "callback_prefix": finish,
            "start_modes": start or [],
            "nonce_optional": nonce_optional,
        }
        ended = signed(where, demand(where, "POST", "/clients", content), seconds=wait, as_json=as_json)
    if as_json:
        print_json(ended)
        return
    say(f"{name} may ask at {where.public_url}/gnap with its key; each ask waits for its owner")
    say(f"What it may ask for: {where.config_dir / 'policies'}/*.yaml with `agent: {name}`")


def _add_keyed(content: dict[str, Any], name: str, wait: float, *, as_json: bool) -> None:
    where = located()
    ended = signed(where, demand(where, "POST", "/agents/keyed", content), seconds=wait, as_json=as_json)
    if as_json:
        print_json(ended)
        return
    say(f"{name} signs in at {where.public_url}/mcp by private_key_jwt (RFC 7523), with the client_id {name}")
    say(f"What it may do: {where.config_dir / 'policies'}/*.yaml with `agent: {name}`")


def _key_in(file: Path, proof: str) -> dict[str, Any]:
    """Return the key object in a file; a bare JWK becomes one. Exit 1 where it is neither."""
    found = _object_in(file)
    return {"proof": proof, "jwk": found} if "kty" in found else found


def _object_in(file: Path) -> dict[str, Any]:
    """Return the JSON object in a key's file. Exit 1 where there is none."""
    import json

    try:
        found = json.loads(file.read_text("utf-8"))
    except OSError as why:
        fail(f"{file}: {why.strerror}: name a file that can be read")
    except ValueError as why:
        fail(f"{file} cannot be read as JSON: {why}")
    if not isinstance(found, dict):
        fail(f"{file} is no JSON object: it holds a public JWK, or a GNAP key object")
    return found


@group.command("credential", epilog="Example: countersign agent credential scout --expires 90d --overlap 1h")
def credential(
    name: Name,
    credential_file: CredentialFile = None,
    expires: Expires = None,
    overlap: Overlap = None,
    wait: Wait = PATIENCE,
    as_json: AsJson = False,
) -> None:
    """Give an agent a new credential, once its owner has signed for it; the old one ends, at once or after a while."""
    content = {"expires_in": _seconds(expires, "1m", "3660d"), "overlap": _seconds(overlap, "1s", "30d") or 0}
    with told():
        _with_new_credential(f"/agents/{part(name)}/credential", content, name, credential_file, wait, as_json=as_json)


def _seconds(text: str | None, least: str, most: str) -> int | None:
    """Return the seconds of an option, None where it was not given. Exit 2 for what is no time within the bounds."""
    if text is None:
        return None
    span, shortest, longest = (timespan(one) for one in (text, least, most))
    if span is None or shortest is None or longest is None or not shortest <= span <= longest:
        misuse(f'"{text}" is no time from {least} to {most}, such as 1h or 90d')
    return int(span.total_seconds())


@group.command("list", epilog="Example: countersign agent list --json")
def list_(as_json: AsJson = False) -> None:
    """List the agents, their owners, how far each is from the broker, when it was last seen, and when a child ends."""
    with told():
        found = demand(located(), "GET", "/agents")
    if as_json:
        print_json(found)
        return
    if not found["agents"]:
        note("no agents yet: countersign agent add NAME")
        return
    table(
        [
            (one["agent"], one["owner"], f"isolation {one['isolation']['level']}", _state(one), _host(one))
            for one in found["agents"]
        ]
    )


@group.command("show", epilog="Example: countersign agent show scout")
def show(name: Name, as_json: AsJson = False) -> None:
    """Show one agent: its owner, its state, and how far it is from the broker, as measured."""
    with told():
        where = located()
        found = demand(where, "GET", f"/agents/{part(name)}")
    if as_json:
        print_json(found)
        return
    isolation = found["isolation"]
    rows = [
        ("agent", found["agent"]),
        *_line(found),
        ("owner", found["owner"]),
        ("state", _state(found)),
        ("added", short_time(found["created_at"])),
        *([("host", _host(found))] if found["host"] else [("credential", _works(found))]),
        ("open grants", found["open_grants"]),
        ("isolation", isolation["level"]),
        ("", plain(isolation["why"])),
        ("measured", short_time(isolation["seen_at"])),
        ("policy", f"{where.config_dir / 'policies'}/*.yaml with `agent: {_head(name)}`"),
    ]
    table(rows)


@group.command("revoke", epilog="Example: countersign agent revoke scout")
def revoke(name: Name, as_json: AsJson = False) -> None:
    """End an agent for good, at once: its credential, its grants, its tokens."""
    with told():
        done = demand(located(), "DELETE", f"/agents/{part(name)}")
    if as_json:
        print_json(done)
    else:
        say(f"{name} is revoked: its credential opens nothing any more, and what it was granted has ended")


def _with_new_credential(
    path: str, content: dict[str, Any], name: str, file: Path | None, wait: float, *, as_json: bool
) -> None:
    """Mint a credential here, have its digest signed for, and hand the credential over, to this terminal or a file."""
    from broker.agents.credentials import new_credential

    where = located()
    minted, digest = new_credential(secrets.token_bytes)
    with _target(file) as put:
        proposal = demand(where, "POST", path, content | {"credential_digest": digest})
        signed(where, proposal, seconds=wait, as_json=as_json)
        put(minted.reveal())
    url = f"{where.public_url}/mcp"
    if as_json:
        handed = {"credential_file": str(file)} if file else {"credential": minted.reveal()}
        print_json({"agent": name, "url": url, **handed})
        return
    _hand_over(name, url, minted.reveal(), file)
    say(f"What it may ask for: {where.config_dir / 'policies'}/*.yaml with `agent: {name}`")


@contextlib.contextmanager
def _target(file: Path | None) -> Iterator[Any]:
    """Yield what takes the credential. The file is made first, so that a signature is not asked for in vain."""
    if file is None:
        yield lambda _: None
        return
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        fail(f"{file} is there already: name a new file, so that no credential is overwritten")
    done = []
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as out:
            yield lambda text: done.append(out.write(f"{text}\n"))
    finally:
        if not done:
            file.unlink(missing_ok=True)


def _hand_over(name: str, url: str, credential: str, file: Path | None) -> None:
    if file is None:
        say(f"Agent {name}: its credential is shown this once:\n\n  {credential}\n")
        bearer, connecting = credential, "with the credential in COUNTERSIGN_CREDENTIAL"
    else:
        say(f"Agent {name}: its credential is in {file}, which only this user can read\n")
        bearer, connecting = f"$(cat {file})", "with the credential in that file"
    say(f"Let Countersign write the configuration of your MCP client, and try it, {connecting}:\n")
    option = f" --credential-file {file}" if file else ""
    say(f"  countersign agent connect {name} --client claude-code --write --check{option}\n")
    # what stands on a command line is seen by other processes and kept by shells, so this comes second
    say("or do it by hand, for example for Claude Code:\n")
    say(f'  claude mcp add --transport http countersign {url} --header "Authorization: Bearer {bearer}"\n')


def _line(agent: dict[str, Any]) -> list[tuple[str, object]]:
    """Return the rows that only a child has: who minted it, and when it ends."""
    if agent["parent"] is None:
        return []
    return [("child of", agent["parent"]), ("ends", short_time(agent["credential_expires_at"]))]


def _head(name: str) -> str:
    from broker.policy.chain import root_of

    return root_of(name)


def _works(agent: dict[str, Any]) -> str:
    if agent["revoked_at"]:
        return "opens nothing any more"
    until = agent["credential_expires_at"]
    works = "works until it is changed" if until is None else f"works until {short_time(until)}"
    before = agent["previous_until"]
    return works if before is None else f"{works}; the one before until {short_time(before)}"


def _host(agent: dict[str, Any]) -> str:
    """Return the program that enrolled an agent by OAuth: its address is known, its name is its own words."""
    host = agent["host"]
    if host is None:
        return ""
    says = f', calls itself "{plain(host["client_name"])}"' if host["client_name"] else ""
    return f"{plain(host['client_id'])}{says}"


def _state(agent: dict[str, Any]) -> str:
    if agent["revoked_at"]:
        return f"revoked {short_time(agent['revoked_at'])}"
    if agent["frozen_at"]:
        return f"frozen {short_time(agent['frozen_at'])}"
    seen = f"last seen {short_time(agent['last_used_at'])}"
    if agent["parent"] is None:
        return seen
    return f"child of {agent['parent']} until {short_time(agent['credential_expires_at'])}, {seen}"

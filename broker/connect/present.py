"""What an entry in a client's configuration says: the credential, the address, the program it starts."""

import json
from pathlib import Path
from typing import Any

from broker.connect.clients import Command, Entry
from broker.connect.credential import read, within
from broker.connect.door import door_url
from broker.connect.edit import entry
from broker.connect.writing import Target, text_of
from broker.vault import Secret

SHOWN = "csa_…"  # in place of a credential: a terminal remembers what it shows


def present(target: Target) -> Entry:
    """Return the entry as it is written, {} for none; raise NotWritten for a broken file."""
    text = text_of(target)
    found = entry(target.client.format, text, target.path) if text is not None else None
    return found if isinstance(found, dict) else {}


def credential_in(found: Entry) -> Secret | None:
    """Return the credential that stands in an entry, or in the file that it names; raise NoCredential."""
    written = within(json.dumps(found))
    if len(written) == 1:
        return Secret(written.pop())
    file = _argument(found, "--credential-file")
    return read(Path(file)) if file else None


def url_in(found: Entry) -> str | None:
    """Return the address of the door that an entry calls; raise BadAddress."""
    named = next((found[key] for key in ("url", "httpUrl", "uri") if isinstance(found.get(key), str)), None)
    url = named or _argument(found, "--url")
    return door_url(url) if url else None


def command_in(found: Entry) -> Command | None:
    """Return the program that an entry starts, None where it calls over HTTP."""
    program, arguments = found.get("command", found.get("cmd")), found.get("args", [])
    environment = found.get("env", found.get("envs")) or {}
    if not (isinstance(program, str) and isinstance(arguments, list) and isinstance(environment, dict)):
        return None
    return Command(program, tuple(map(str, arguments)), {str(key): str(value) for key, value in environment.items()})


def hidden(text: str) -> str:
    """Return the text with every credential in it blotted out."""
    for credential in within(text):
        text = text.replace(credential, SHOWN)
    return text


def _argument(found: Entry, option: str) -> str | None:
    arguments: Any = found.get("args")
    if not isinstance(arguments, list) or option not in arguments[:-1]:
        return None
    return str(arguments[arguments.index(option) + 1])

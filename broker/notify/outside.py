"""Channels outside of browsers: ntfy, Telegram, Slack and e-mail, each by Apprise (extra `notify`).

Such a message travels in the clear through somebody else's service, and whoever reads the channel reads it. So it says
a code and no more unless its owner chose so, and the link in it refuses and mutes: approving opens the signed-in page.
"""

import asyncio
import hashlib
import importlib.util
import logging
from dataclasses import dataclass
from typing import Any, Final, Literal
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from broker.notify.answers import Verdict

EXTRA: Final = "pip install 'countersign-broker[notify]'"
SECONDS: Final = 30.0  # for one message, whatever the service does
LONGEST: Final = 2000  # characters of an address

Service = Literal["ntfy", "Telegram", "Slack", "e-mail"]

# Apprise knows more, among them ones that read files or run programs: nothing else is ever handed to it.
_SERVICES: Final[dict[str, Service]] = {
    "ntfy": "ntfy",
    "ntfys": "ntfy",
    "tgram": "Telegram",
    "slack": "Slack",
    "mailto": "e-mail",
    "mailtos": "e-mail",
}
_PARAMETERS: Final = frozenset({"to", "from", "name", "smtp", "mode", "user", "pass", "auth", "token", "priority"})


class BadAddress(Exception):
    """No message can be sent there; the message says why and never repeats the address, which holds secrets."""


class NotInstalled(Exception):
    """Apprise is not installed; the message names the command that installs it."""


@dataclass(frozen=True, repr=False)
class Address:
    """Where a channel leads: its service, the place in words that are no secret, and the address, which is one."""

    service: Service
    place: str
    url: str

    @property
    def digest(self) -> str:
        """The SHA-256 of the address, hex."""
        return hashlib.sha256(self.url.encode()).hexdigest()


@dataclass(frozen=True, repr=False)
class Message:
    """What is told: one line, where it is decided, and for requests the link by which its reader may refuse."""

    text: str
    decide: str
    refuse: str | None


def address_of(text: str) -> Address:
    """Return the checked address. Raises BadAddress, and NotInstalled where Apprise is not there."""
    url = text.strip()
    service = _service_of(url)
    if len(url) > LONGEST or not url.isprintable() or "," in url:
        raise BadAddress(f"one address at a time, in one line of at most {LONGEST} characters")
    if unknown := sorted({name.lower() for name, _ in _given(url)} - _PARAMETERS):
        raise BadAddress(f"an address may set {', '.join(sorted(_PARAMETERS))}, and not {', '.join(unknown)}")
    return Address(service, _place(_plugin(url), service), url)


def _service_of(url: str) -> Service:
    service = _SERVICES.get(url.partition("://")[0].lower())
    if service is None:
        raise BadAddress("an address begins with ntfys://, tgram://, slack:// or mailtos://")
    return service


def _given(url: str) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(url).query, keep_blank_values=True)


def _place(plugin: Any, service: Service) -> str:
    """Return where it leads in words: enough to recognise, too little to read or write there."""
    match service:
        case "ntfy":
            return f"{plugin.host or 'ntfy.sh'}, topic {', '.join(topic[:3] for topic in plugin.topics)}…"
        case "Telegram":
            return f"chat {', '.join(str(target[0]) for target in plugin.targets)}"
        case "Slack":
            return ", ".join(filter(None, plugin.channels)) or "the webhook's own channel"
        case "e-mail":
            return ", ".join(address for _, address in plugin.targets)


def _plugin(url: str) -> Any:
    """Return Apprise's sender for a checked address: no redirect is followed, nothing is kept on disk."""
    if importlib.util.find_spec("apprise") is None:
        raise NotInstalled(f"this takes Apprise: {EXTRA}")
    import apprise

    logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)  # it writes addresses and bodies
    asset = apprise.AppriseAsset(http_redirects=False, storage_mode=apprise.PersistentStoreMode.MEMORY)
    plugin: Any = apprise.Apprise.instantiate(url, asset=asset)
    if plugin is None or not (getattr(plugin, "topics", True) and getattr(plugin, "targets", True)):
        raise BadAddress("this is no complete address of that service: countersign channel add --help shows one")
    return plugin


async def say(url: str, message: Message) -> Verdict:
    """Send one message; return how that ended, in words that hold nothing of the address."""
    try:
        service = _service_of(url)
        # Apprise takes its time to load, and reads no network here
        plugin = await asyncio.to_thread(_plugin, _with_buttons(url, message) if service == "ntfy" else url)
        async with asyncio.timeout(SECONDS):
            taken = await plugin.async_notify(title="Countersign", body=_body(message, service), body_format="text")
    except (BadAddress, NotInstalled) as why:
        return Verdict("later", f"It could not be sent: {why}.")
    except Exception as why:  # noqa: BLE001 -- whatever a service does costs its message, and nothing else
        return Verdict("later", f"The service gave no answer ({type(why).__name__}). It is tried again.")
    return Verdict("delivered") if taken else Verdict("later", "The service did not take it. It is tried again.")


def _body(message: Message, service: Service) -> str:
    if service == "ntfy":
        return message.text  # its buttons lead on
    refuse = [f"Refuse, or refuse and mute: {message.refuse}"] if message.refuse else []
    return "\n".join([message.text, f"Look and decide: {message.decide}", *refuse])


def _with_buttons(url: str, message: Message) -> str:
    """Return the address with what its app shows below the message (ntfy, "action buttons")."""
    buttons = [f"view, Look and decide, {message.decide}"]
    buttons += [f"view, Refuse, {message.refuse}"] if message.refuse else []
    shown = {"click": message.decide, "actions": "; ".join(buttons), "image": "no"}
    parts = urlsplit(url)
    return parts._replace(query=urlencode([*_given(url), *shown.items()], quote_via=quote)).geturl()

"""Which push services may be called: the four that browsers bring, and what the settings name.

A browser hands us an address to which we shall send whenever an agent asks, so it is checked when it is subscribed and
again at every send; the answer of yesterday does not count.
"""

import re
from dataclasses import dataclass
from typing import Self

from broker.config import PREFIX, BadSettings
from broker.http import NotSent, Origin, is_loopback, origin_of

_EXACT = frozenset({"fcm.googleapis.com", "updates.push.services.mozilla.com", "web.push.apple.com"})
_BELOW = (".push.apple.com", ".notify.windows.com")
_LONGEST = 2048  # characters of an endpoint
# Plain characters only: what two parsers of addresses read differently is no address here.
_ENDPOINT = re.compile(r"https?://[A-Za-z0-9.\-]+(:[0-9]{1,5})?/[A-Za-z0-9\-._~:/?@!$&'()*+,;=%]*")
_NAMED = re.compile(r"([a-z0-9](?:[a-z0-9.\-]*[a-z0-9])?)(?::([0-9]{1,5}))?")


@dataclass(frozen=True)
class PushHosts:
    """The allowlist. `named` are further services by host and port."""

    named: frozenset[tuple[str, int]] = frozenset()

    @classmethod
    def of(cls, setting: str) -> Self:
        """Return the list with what `push_hosts` adds: `host` or `host:port`, by commas. Raises BadSettings."""
        return cls(frozenset(_named(part.strip()) for part in setting.split(",") if part.strip()))

    @property
    def origins(self) -> frozenset[Origin]:
        """The origins that the settings added, by https or (on this computer) in cleartext."""
        return frozenset((scheme, host, port) for host, port in self.named for scheme in ("https", "http"))

    def allow(self, origin: Origin) -> bool:
        """Tell whether a push may go to this origin. Cleartext stays on this computer."""
        scheme, host, port = origin
        if scheme != "https" and not is_loopback(host):
            return False
        known = port == 443 and (host in _EXACT or host.endswith(_BELOW))
        return known or (host, port) in self.named

    def host_of(self, endpoint: str) -> str:
        """Return the host of an endpoint that is on the list, with its port where it is unusual.

        Raises NotSent, in words, for any other address.
        """
        if len(endpoint) > _LONGEST or _ENDPOINT.fullmatch(endpoint) is None:
            raise NotSent("this is not the address of a push service")
        origin = origin_of(endpoint)
        scheme, host, port = origin
        shown = host if (scheme, port) == ("https", 443) else f"{host}:{port}"
        if not self.allow(origin):
            raise NotSent(f"{shown} is not on the list of push services; {PREFIX}PUSH_HOSTS can name it")
        return shown


def _named(part: str) -> tuple[str, int]:
    found = _NAMED.fullmatch(part.lower())
    if found is None or not 0 < int(found[2] or 443) < 65536:
        raise BadSettings(f'{PREFIX}PUSH_HOSTS: "{part}" must be a host or host:port such as "push.example:8443"')
    return found[1], int(found[2] or 443)

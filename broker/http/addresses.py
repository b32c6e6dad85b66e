"""Which addresses may be called: how a host is spelt, and what an IP address is for. Nothing here touches a network.

The table is our own (IANA's special-purpose registries for IPv4 and IPv6, read 2026; RFC 6890), because `is_global`
changes with the Python version and knows no metadata services. What is not plainly public is not.
"""

import re
from enum import StrEnum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final
from urllib.parse import urlsplit

from broker.http.outcome import NotSent

Origin = tuple[str, str, int]  # scheme, host (lower case, IPv6 without brackets), port
Address = IPv4Address | IPv6Address

DEFAULT_PORTS: Final = {"https": 443, "http": 80}
LONGEST: Final = 8 * 1024  # characters of an address

_AUTHORITY: Final = re.compile(
    r"(?:\[(?P<v6>[0-9a-f:.]+)\]|(?P<name>[a-z0-9.\-]+))(?::(?P<port>[0-9]{1,5}))?", re.ASCII
)
_LABEL: Final = re.compile(r"[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?", re.ASCII)
_NUMBER: Final = re.compile(r"[0-9]+|0x[0-9a-f]*", re.ASCII)


class Kind(StrEnum):
    """What an address is for."""

    PUBLIC = "public"
    LOOPBACK = "loopback"
    PRIVATE = "private"
    NEVER = "never"  # nobody's server: metadata services, link-local, multicast, tunnels, documentation, reserved


def _v4(*networks: str) -> tuple[IPv4Network, ...]:
    return tuple(map(IPv4Network, networks))


def _v6(*networks: str) -> tuple[IPv6Network, ...]:
    return tuple(map(IPv6Network, networks))


# The first row that an address is in decides, so the metadata services inside private ranges stand first.
_TABLE_4: Final = (
    (
        Kind.NEVER,
        _v4(
            "169.254.169.254/32",  # metadata: AWS, Azure, Google and most others
            "100.100.100.200/32",  # metadata: Alibaba, in the shared range
            "168.63.129.16/32",  # Azure's platform, in a public range
            "192.0.0.192/32",  # metadata: Oracle
        ),
    ),
    (Kind.LOOPBACK, _v4("127.0.0.0/8")),
    (Kind.PRIVATE, _v4("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")),
    (
        Kind.NEVER,
        _v4(
            "0.0.0.0/8",  # this network
            "169.254.0.0/16",  # link-local
            "192.0.0.0/24",  # protocol assignments
            "192.0.2.0/24",  # documentation
            "192.31.196.0/24",  # AS112
            "192.52.193.0/24",  # AMT
            "192.88.99.0/24",  # 6to4 relays
            "192.175.48.0/24",  # AS112
            "198.18.0.0/15",  # benchmarking
            "198.51.100.0/24",  # documentation
            "203.0.113.0/24",  # documentation
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, and the broadcast address
        ),
    ),
)
_TABLE_6: Final = (
    (Kind.NEVER, _v6("fd00:ec2::/32", "fd20:ce::/32", "fd00:42::42/128")),  # metadata: AWS, Google, Scaleway
    (Kind.LOOPBACK, _v6("::1/128")),
    (Kind.PRIVATE, _v6("fc00::/7")),
    (
        Kind.NEVER,
        _v6(
            "2001::/23",  # protocol assignments: Teredo, benchmarking, ORCHID, drones
            "2001:db8::/32",  # documentation
            "2002::/16",  # 6to4: carries any IPv4 address
            "2620:4f:8000::/48",  # AS112
            "3fff::/20",  # documentation
        ),
    ),
)
# Of the rest only this is global unicast: fe80::/10, fec0::/10, ff00::/8, 100::/64, 5f00::/16, ::/96 and whatever is
# assigned one day lie outside.
_GLOBAL_UNICAST: Final = IPv6Network("2000::/3")
_NAT64: Final = IPv6Network("64:ff9b::/96")
_NAT64_LOCAL: Final = IPv6Network("64:ff9b:1::/48")
_ISATAP: Final = 0x00005EFE

# Ports that other protocols own (a part of the Fetch standard's list, and databases): nobody's message points us there.
_OWNED_PORTS: Final = frozenset(
    {1719, 1720, 1723, 2049, 2375, 2379, 3306, 3389, 3659, 4045, 4190, 5060, 5061, 5432, 5900, 5984, 6000, 6379}
    | {*range(6665, 6670), 6679, 6697, 8086, 9042, 9200, 9300, 10080, 10250, 11211, 27017}
)


def origin_of(uri: str) -> Origin:
    """Return scheme, host and port of a URI; raise NotSent where it has none that can be called.

    A host has one spelling: a name in ASCII labels (IDN as `xn--`), an IPv4 address in four decimal parts, or an IPv6
    address in its shortest form. What two parsers could read as two hosts is none.
    """
    # urlsplit drops tabs and line ends without a word, so they are looked for first
    if len(uri) > LONGEST or not all("!" <= character <= "~" for character in uri) or "\\" in uri:
        raise NotSent("an address is written in plain characters, and not longer than 8,192 of them")
    try:
        parts = urlsplit(uri)
    except ValueError:
        raise NotSent("not an http or https address") from None
    if parts.scheme not in DEFAULT_PORTS:
        raise NotSent("not an http or https address")
    if "@" in parts.netloc or "#" in uri:
        raise NotSent("an address must name a host and no user, and has no fragment")
    return parts.scheme, *_host_and_port(parts.netloc.lower(), DEFAULT_PORTS[parts.scheme])


def _host_and_port(authority: str, default: int) -> tuple[str, int]:
    found = _AUTHORITY.fullmatch(authority)
    host = (found["v6"] or found["name"]) if found else ""
    if found is None or not (_is_v6(host) if found["v6"] else _is_name_or_v4(host)):
        raise NotSent("an address must name a host, in its one spelling")
    port = int(found["port"] or default)
    if not 0 < port < 65536:
        raise NotSent("an address must have a port between 1 and 65535")
    return host, port


def _is_v6(host: str) -> bool:
    address = literal(host)
    return isinstance(address, IPv6Address) and address.compressed == host


def _is_name_or_v4(host: str) -> bool:
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in host.split(".")):
        return False
    # 127.1, 0x7f000001 and 2130706433 are addresses to some resolvers and names to others
    is_number = _NUMBER.fullmatch(host.rpartition(".")[2]) is not None
    return not is_number or literal(host) is not None


def literal(host: str) -> Address | None:
    """Return the IP address that this text is, or None for a name."""
    try:
        return ip_address(host)
    except ValueError:
        return None


def is_loopback(host: str) -> bool:
    """Tell whether a host name or literal address means this computer."""
    address = literal(host)
    return host in {"localhost", "localhost."} if address is None else kind_of(address) == Kind.LOOPBACK


def kind_of(address: Address) -> Kind:
    """Return what an address is for, looking into those that carry an IPv4 address."""
    if isinstance(address, IPv4Address):
        return next((kind for kind, networks in _TABLE_4 if any(address in one for one in networks)), Kind.PUBLIC)
    if address.ipv4_mapped is not None:
        return kind_of(address.ipv4_mapped)
    if address in _NAT64 or address in _NAT64_LOCAL:
        return _kind_behind_a_translator(address)
    found = next((kind for kind, networks in _TABLE_6 if any(address in one for one in networks)), None)
    if found is not None:
        return found
    return Kind.PUBLIC if address in _GLOBAL_UNICAST and not _is_isatap(address) else Kind.NEVER


def _kind_behind_a_translator(address: IPv6Address) -> Kind:
    # RFC 6052 §3.1 and RFC 8215: the last 32 bits are the IPv4 address. Loopback there is the translator's own.
    behind = kind_of(IPv4Address(int(address) & 0xFFFFFFFF))
    if address in _NAT64:
        return behind if behind == Kind.PUBLIC else Kind.NEVER
    return Kind.PRIVATE if behind in {Kind.PUBLIC, Kind.PRIVATE} else Kind.NEVER


def _is_isatap(address: IPv6Address) -> bool:
    # RFC 5214 §6.1: an interface identifier of 0:5efe or 200:5efe, then an IPv4 address
    return (int(address) >> 32) & 0xFDFFFFFF == _ISATAP


def pinned(address: Address) -> Address:
    """Return the address to connect to: an IPv4 address in IPv6 clothes without them."""
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def is_open_port(port: int) -> bool:
    """Tell whether a message, and not only the configuration, may point to this port."""
    return port == 443 or (port >= 1024 and port not in _OWNED_PORTS)

"""How a host may be spelt and what an address is for: each spelling and each range is a row."""

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker.http.addresses import Kind, Origin, is_loopback, is_open_port, kind_of, origin_of, pinned
from broker.http.outcome import NotSent

ACCEPTED: dict[str, Origin] = {
    "https://as.example/gnap": ("https", "as.example", 443),
    "https://as.example:8443": ("https", "as.example", 8443),
    "HTTPS://AS.Example/": ("https", "as.example", 443),
    "https://as.example/a?uri=https://b.example/@c": ("https", "as.example", 443),
    "https://xn--bcher-kva.example/": ("https", "xn--bcher-kva.example", 443),
    "https://8.8.8.8/": ("https", "8.8.8.8", 443),
    "https://[2606:4700::1111]:444/": ("https", "2606:4700::1111", 444),
    "http://localhost:8765": ("http", "localhost", 8765),
    "http://127.0.0.1/": ("http", "127.0.0.1", 80),
    "http://[::1]:1/": ("http", "::1", 1),
}

REFUSED: dict[str, str] = {
    "IPv4 in two parts": "http://127.1/",
    "IPv4 in three parts": "http://127.0.1/",
    "IPv4 as one decimal number": "http://2130706433/",
    "IPv4 as one hexadecimal number": "http://0x7f000001/",
    "IPv4 with a hexadecimal part": "http://0x7f.0.0.1/",
    "IPv4 whose last part is hexadecimal": "http://127.0.0.0x1/",
    "IPv4 as one octal number": "http://017700000001/",
    "IPv4 with an octal part": "http://0177.0.0.1/",
    "IPv4 with a leading zero": "http://127.0.0.01/",
    "IPv4 with a part too large": "http://127.0.0.256/",
    "IPv4 in five parts": "http://1.127.0.0.1/",
    "IPv4 with a trailing dot": "http://127.0.0.1./",
    "zero as a host": "http://0/",
    "IPv4 in full-width digits": "http://１２７.0.0.1/",
    "IPv4 in circled digits": "http://①②⑦.0.0.1/",
    "IPv4 with ideographic full stops": "http://127。0。0。1/",
    "IPv4 percent-encoded": "http://%31%32%37.0.0.1/",
    "a name that ends in a number": "https://as.example.123/",
    "localhost with a trailing dot": "http://localhost./",
    "a name with a trailing dot": "https://as.example./",
    "a name with two dots": "https://as..example/",
    "a name that begins with a dot": "https://.as.example/",
    "IDN in Unicode": "https://bücher.example/",
    "a letter that folds to another": "http://ⓛocalhost/",
    "a soft hyphen": "https://as\u00ad.example/",
    "an underscore": "https://a_b.example/",
    "a label of 64 characters": f"https://{'a' * 64}.example/",
    "a name of 254 characters": f"https://{'a.' * 126}aa/",
    "IPv6 mapped, with dots": "http://[::ffff:127.0.0.1]/",
    "IPv6 not in its shortest form": "http://[0:0:0:0:0:0:0:1]/",
    "IPv6 with leading zeros": "http://[::01]/",
    "IPv6 with a zone": "http://[fe80::1%25eth0]/",
    "IPv6 of the future": "http://[v1.a]/",
    "IPv6 without an end": "http://[::1/",
    "IPv6 with something behind it": "http://[::1]a/",
    "IPv6 without brackets": "http://::1/",
    "a user": "https://user@as.example/",
    "a user and a password": "https://as.example:x@169.254.169.254/",
    "an empty user": "https://@as.example/",
    "a fragment before another host": "https://as.example#@127.0.0.1/",
    "a fragment": "https://as.example/callback#x",
    "an empty fragment": "https://as.example/callback#",
    "a backslash before another host": "https://as.example\\@127.0.0.1/",
    "backslashes for slashes": "https:\\\\as.example/",
    "a tab inside the host": "https://as.exa\tmple/",
    "a line end inside the scheme": "ht\ntps://as.example/",
    "a blank in front": " https://as.example/",
    "a blank in the path": "https://as.example/a b",
    "a NUL": "https://as.example\0.evil.example/",
    "a control character in the path": "https://as.example/\x7f",
    "port 0": "https://as.example:0/",
    "port 65536": "https://as.example:65536/",
    "a port with a sign": "https://as.example:+443/",
    "a port in full-width digits": "https://as.example:４４３/",
    "a colon and no port": "https://as.example:/",
    "two ports": "https://as.example:443:80/",
    "no host": "https:///x",
    "no slashes": "https:as.example/x",
    "no scheme": "//as.example/x",
    "a path alone": "/x",
    "nothing": "",
    "file": "file:///etc/passwd",
    "gopher": "gopher://127.0.0.1:6379/_x",
    "ftp": "ftp://as.example/",
    "javascript": "javascript:alert(1)",
    "data": "data:text/html,x",
    "an option of a program": "--flag",
    "9,000 characters": "https://as.example/" + "a" * 9000,
}


@pytest.mark.parametrize("uri", ACCEPTED)
def test_a_plain_address_has_an_origin(uri: str) -> None:
    assert origin_of(uri) == ACCEPTED[uri]


@pytest.mark.parametrize("row", REFUSED)
def test_an_address_with_a_second_reading_is_refused(row: str) -> None:
    with pytest.raises(NotSent):
        origin_of(REFUSED[row])
    assert origin_of("https://as.example/") == ("https", "as.example", 443)


@given(st.text(max_size=40) | st.from_regex(r"https?://[\[\]0-9a-fx.:@%/\\#?-]{0,30}", fullmatch=True))
def test_any_text_has_an_origin_or_is_refused_and_an_origin_is_read_back(text: str) -> None:
    try:
        scheme, host, port = origin_of(text)
    except NotSent:
        return
    name = f"[{host}]" if ":" in host else host
    assert origin_of(f"{scheme}://{name}:{port}/") == (scheme, host, port)


NEVER: dict[str, str] = {
    "this network": "0.0.0.0",
    "the end of this network": "0.255.255.255",
    "link-local": "169.254.0.1",
    "metadata of most clouds": "169.254.169.254",
    "metadata of Alibaba": "100.100.100.200",
    "metadata of Oracle": "192.0.0.192",
    "the platform of Azure": "168.63.129.16",
    "protocol assignments": "192.0.0.8",
    "documentation 1": "192.0.2.1",
    "AS112": "192.31.196.1",
    "AMT": "192.52.193.1",
    "6to4 relays": "192.88.99.1",
    "AS112, direct delegation": "192.175.48.1",
    "benchmarking": "198.19.255.255",
    "documentation 2": "198.51.100.1",
    "documentation 3": "203.0.113.1",
    "multicast": "224.0.0.1",
    "the end of multicast": "239.255.255.255",
    "reserved": "240.0.0.1",
    "broadcast": "255.255.255.255",
    "unspecified": "::",
    "IPv4-compatible loopback": "::7f00:1",
    "mapped link-local": "::ffff:a9fe:a9fe",
    "mapped unspecified": "::ffff:0:0",
    "IPv4-translated (SIIT)": "::ffff:0:7f00:1",
    "NAT64 of loopback": "64:ff9b::7f00:1",
    "NAT64 of a private address": "64:ff9b::a00:1",
    "NAT64 of metadata": "64:ff9b::a9fe:a9fe",
    "local NAT64 of loopback": "64:ff9b:1::7f00:1",
    "local NAT64 of metadata": "64:ff9b:1::a9fe:a9fe",
    "discard only": "100::1",
    "the dummy prefix": "100:0:0:1::1",
    "Teredo": "2001::1",
    "port control anycast": "2001:1::1",
    "benchmarking, IPv6": "2001:2::1",
    "ORCHIDv2": "2001:20::1",
    "documentation, IPv6": "2001:db8::1",
    "6to4 of loopback": "2002:7f00:1::",
    "6to4 of a public address": "2002:808:808::1",
    "AS112, IPv6": "2620:4f:8000::1",
    "documentation, the long range": "3fff::1",
    "segment routing": "5f00::1",
    "not assigned": "4000::1",
    "metadata of AWS, IPv6": "fd00:ec2::254",
    "metadata of Google, IPv6": "fd20:ce::254",
    "link-local, IPv6": "fe80::1",
    "site-local": "fec0::1",
    "multicast, IPv6": "ff02::1",
    "ISATAP of loopback": "2606:4700::5efe:7f00:1",
    "ISATAP of loopback, universal": "2606:4700::200:5efe:7f00:1",
}
INSIDE: dict[str, tuple[str, Kind]] = {
    "loopback": ("127.0.0.1", Kind.LOOPBACK),
    "the end of loopback": ("127.255.255.255", Kind.LOOPBACK),
    "loopback, IPv6": ("::1", Kind.LOOPBACK),
    "mapped loopback": ("::ffff:7f00:1", Kind.LOOPBACK),
    "private 10": ("10.255.255.255", Kind.PRIVATE),
    "private 172": ("172.31.255.255", Kind.PRIVATE),
    "private 192": ("192.168.0.1", Kind.PRIVATE),
    "shared": ("100.64.0.1", Kind.PRIVATE),
    "mapped private": ("::ffff:a00:1", Kind.PRIVATE),
    "unique local": ("fd12:3456::1", Kind.PRIVATE),
    "local NAT64 of a private address": ("64:ff9b:1::a00:1", Kind.PRIVATE),
    "local NAT64 of a public address": ("64:ff9b:1::808:808", Kind.PRIVATE),
}
PUBLIC: dict[str, str] = {
    "IPv4": "8.8.8.8",
    "just before private 10": "9.255.255.255",
    "just after private 10": "11.0.0.0",
    "just before loopback": "126.255.255.255",
    "just after loopback": "128.0.0.0",
    "just before private 172": "172.15.255.255",
    "just after private 172": "172.32.0.0",
    "just after shared": "100.128.0.0",
    "just before multicast": "223.255.255.255",
    "IPv6": "2606:4700::1111",
    "just after protocol assignments": "2001:200::1",
    "just after documentation": "2001:db9::1",
    "mapped": "::ffff:808:808",
    "NAT64": "64:ff9b::808:808",
}


@pytest.mark.parametrize("row", NEVER)
def test_an_address_that_is_nobody_s_server_is_never_called(row: str) -> None:
    assert kind_of(ip_address(NEVER[row])) == Kind.NEVER


@pytest.mark.parametrize("row", INSIDE)
def test_an_address_inside_is_told_from_a_public_one(row: str) -> None:
    text, kind = INSIDE[row]
    assert kind_of(ip_address(text)) == kind


@pytest.mark.parametrize("row", PUBLIC)
def test_a_public_address_is_public(row: str) -> None:
    assert kind_of(ip_address(PUBLIC[row])) == Kind.PUBLIC


# ranges that this Python does not know, or holds for global although nobody's server is there
OURS_ALONE = ("168.63.129.16", "192.0.0.0", "192.31.196.0", "192.52.193.0", "192.88.99.0", "192.175.48.0")


@given(st.ip_addresses(v=4).filter(lambda one: isinstance(one, IPv4Address)))
def test_what_python_does_not_hold_for_global_is_never_public(address: IPv4Address) -> None:
    if not address.is_global or address.is_multicast:
        assert kind_of(address) != Kind.PUBLIC
    elif not any(str(address).startswith(one.rpartition(".")[0]) for one in OURS_ALONE):
        assert kind_of(address) == Kind.PUBLIC


@given(st.ip_addresses(v=4).filter(lambda one: isinstance(one, IPv4Address)))
def test_an_ipv4_address_in_ipv6_clothes_is_never_more_public_than_it_is(address: IPv4Address) -> None:
    number = int(address)
    clothes = [IPv6Address(prefix | number) for prefix in (0, 0xFFFF << 32, 0x64FF9B << 96, 0x64FF9B0001 << 80)]
    clothes.append(IPv6Address(0x2002 << 112 | number << 80))
    if kind_of(address) != Kind.PUBLIC:
        assert all(kind_of(one) != Kind.PUBLIC for one in clothes)
    assert kind_of(IPv6Address(0xFFFF << 32 | number)) == kind_of(address)


@given(st.integers(0, 2**128 - 1).map(IPv6Address))
def test_an_ipv6_address_is_public_in_global_unicast_only(address: IPv6Address) -> None:
    if kind_of(address) == Kind.PUBLIC:
        inside = address in _NETWORKS or address.ipv4_mapped is not None
        assert inside


class _Networks:
    def __contains__(self, address: IPv6Address) -> bool:
        return int(address) >> 125 == 1 or int(address) >> 32 == 0x64FF9B << 64


_NETWORKS = _Networks()


@pytest.mark.parametrize("host", ["localhost", "localhost.", "127.0.0.1", "127.9.9.9", "::1", "::ffff:7f00:1"])
def test_this_computer_is_known_by_each_of_its_names(host: str) -> None:
    assert is_loopback(host)
    assert not any(map(is_loopback, ["", "localhost.example", "10.0.0.1", "as.example", "::2", "0.0.0.0"]))


def test_a_mapped_address_is_connected_to_as_the_one_that_was_judged() -> None:
    assert pinned(ip_address("::ffff:808:808")) == ip_address("8.8.8.8")
    assert pinned(ip_address("2606:4700::1111")) == ip_address("2606:4700::1111")


@pytest.mark.parametrize("port", [1, 22, 25, 80, 139, 444, 1023, 3306, 5432, 6379, 6667, 11211, 27017])
def test_a_port_of_another_protocol_is_not_open_to_messages(port: int) -> None:
    assert not is_open_port(port)
    assert all(map(is_open_port, [443, 1024, 8443, 65535]))

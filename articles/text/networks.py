"""Addresses of the network: what counts as one sender, one try, one place."""

import ipaddress
import re

IPV6_NETWORK = 64
# Some proxies name the port as well: another one for every connection.
_WITH_PORT = re.compile(r"([0-9.]+|\[.*\]):[0-9]+")


def network_of(address: str) -> str:
    """Return what counts as one sender: an IPv4 address, or the /64 of an IPv6 address.

    >>> network_of("2001:db8:1:2:3:4:5:6")
    '2001:db8:1:2::/64'
    >>> network_of("::ffff:192.0.2.7"), network_of("192.0.2.7:40312")
    ('192.0.2.7', '192.0.2.7')
    """
    known = _known(address)
    if known is None:
        return address
    if known.version == 4:
        return str(known)
    return str(ipaddress.ip_network((int(known), IPV6_NETWORK), strict=False))


def plain_address(address: str) -> str | None:
    """Return the address as databases keep it; None for what is no address.

    >>> plain_address("[2001:db8::7]:443"), plain_address("unknown")
    ('2001:db8::7', None)
    """
    known = _known(address)
    return None if known is None else str(known)


def _known(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    with_port = _WITH_PORT.fullmatch(address)
    plain = with_port[1] if with_port else address
    try:
        known = ipaddress.ip_address(plain.strip("[]").partition("%")[0])
    except ValueError:
        return None
    mapped = known.ipv4_mapped if known.version == 6 else None
    return mapped or known

"""Where a request comes from, for limits on tries. The address itself is kept nowhere."""

import ipaddress

from django.http import HttpRequest

from core import clock
from core.crypto import keyed_hash

# Providers give a household or an office this much of IPv6; every machine in it has many addresses.
_IPV6_NETWORK = 64


def address_of(request: HttpRequest) -> str:
    """The client's address, or its network for IPv6; the frame has undone our own proxies."""
    text = str(request.META.get("REMOTE_ADDR", ""))
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return text
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is None:
        return str(ipaddress.ip_network((address, _IPV6_NETWORK), strict=False))
    return text


def is_this_machine(request: HttpRequest) -> bool:
    """From here itself, or from everybody through a proxy that nobody has told us of."""
    try:
        return ipaddress.ip_address(str(request.META.get("REMOTE_ADDR", ""))).is_loopback
    except ValueError:
        return False


def key_of(request: HttpRequest, purpose: str, more: str = "") -> str:
    """A key for counting that says nothing about the source and changes every day."""
    source = f"{address_of(request)}|{more}"
    return f"{purpose}:" + keyed_hash(f"{purpose}-{clock.today()}", source)[:32]

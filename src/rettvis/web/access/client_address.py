"""Where a request came from, told by the web server or by a proxy of our own, never by the sender."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

IPV6_NETWORK = 64
"""One subscriber has this many leading bits for herself, and any address behind them."""


def client_address(request: HttpRequest) -> str:
    """The sender's address; for IPv6 her network, so that she cannot be many.

    Behind ``settings.PROXIES`` proxies each adds one address at the end of ``X-Forwarded-For``: what stands
    further ahead was written by the sender and is not believed.
    """
    direct = str(request.META.get("REMOTE_ADDR", ""))
    told = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    seen = told[-settings.PROXIES] if settings.PROXIES and len(told) >= settings.PROXIES else direct
    return _network(seen) or _network(direct) or direct


def _network(text: str) -> str:
    try:
        address = ip_address(text.strip("[]"))
    except ValueError:
        return ""
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return str(ip_network((address, IPV6_NETWORK), strict=False)) if address.version == 6 else str(address)

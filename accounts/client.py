"""Where a request comes from."""

from django.http import HttpRequest

_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)
_BROWSERS = (
    ("MicroMessenger", "WeChat"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)


def address(request: HttpRequest) -> str:
    """The client's address, as the portal's own proxies reported it."""
    return str(request.META.get("REMOTE_ADDR", ""))


def device(request: HttpRequest) -> str:
    """«Chrome, Android»: enough to recognise one's own phone, no more."""
    agent = request.headers.get("User-Agent", "")
    words = [
        next((name for mark, name in table if mark in agent), "") for table in (_BROWSERS, _SYSTEMS)
    ]
    return ", ".join(word for word in words if word)

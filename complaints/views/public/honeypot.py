"""A field that people do not see and machines fill in (R40)."""

from django.http import HttpRequest

FIELD = "website"


def caught(request: HttpRequest) -> bool:
    """Whether the invisible field was filled in."""
    return bool(request.POST.get(FIELD))

"""Which case a browser may follow: kept in the session, encrypted, bound to the query code."""

import json

from django.http import HttpRequest

from complaints import codes
from complaints.models import Complaint
from core import clock
from core.crypto import decrypt, encrypt

_KEY = "complaint-followed"
IDLE_SECONDS = 30 * 60


def find(code: str) -> Complaint | None:
    """The case of a code. One indexed look-up, whatever the code looks like."""
    return Complaint.objects.filter(query_hash__in=codes.possible_hashes(code)).first()


def follow(request: HttpRequest, complaint: Complaint) -> None:
    """Let this browser read the case for half an hour, renewed by each page."""
    value = {
        "pk": complaint.pk,
        "hash": complaint.query_hash,
        "at": clock.now().timestamp(),
    }
    request.session[_KEY] = encrypt(json.dumps(value), _KEY)


def followed(request: HttpRequest) -> Complaint | None:
    """The case that this browser follows; nothing once its code was changed."""
    sealed = request.session.get(_KEY)
    if not sealed:
        return None
    try:
        value = json.loads(decrypt(sealed, _KEY))
    except ValueError:
        return None
    if clock.now().timestamp() - value["at"] > IDLE_SECONDS:
        return None
    return (
        Complaint.objects.with_units()
        .select_related("duplicate_of")
        .filter(pk=value["pk"], query_hash=value["hash"])
        .first()
    )


def leave(request: HttpRequest) -> None:
    """Close the case in this browser."""
    request.session.pop(_KEY, None)

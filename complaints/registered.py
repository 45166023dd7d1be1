"""The slip of a complaint that the desk has just registered, for as long as a person stands there.

The code is not stored anywhere; the session of whoever registered keeps the form's secret,
encrypted, so that a page loaded again or a printer out of paper does not cost the code.
"""

import json

from django.http import HttpRequest

from complaints.wizard import Sent
from core import clock
from core.crypto import decrypt, encrypt

_KEY = "complaint-registered"


def keep(request: HttpRequest, token: str, pk: int) -> None:
    """Remember the complaint that was registered last."""
    value = {"token": token, "pk": pk, "at": clock.now().timestamp()}
    request.session[_KEY] = encrypt(json.dumps(value), _KEY)


def kept(request: HttpRequest) -> Sent | None:
    """It, while its code may still be shown."""
    sealed = request.session.get(_KEY)
    if not sealed:
        return None
    try:
        sent = Sent(**json.loads(decrypt(sealed, _KEY)))
    except ValueError:  # the key has gone since
        return None
    return sent if sent.fresh else None

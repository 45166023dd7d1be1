"""Floods of complaints: a proof of work instead of a picture puzzle (R40, peers.md §3.17).

While a person reads the check page, the browser does a small sum (altcha's scheme, nobody else's
server). Who brings it may send as much as a whole office behind one address does; who has no
script sends fewer. The proof belongs to the token of one form, and a token stores one complaint,
so a proof is good once without anybody keeping a list. Whatever breaks here lets complaints
through: a lost complaint is worse than a hundred false ones.
"""

import base64
import json
import logging
import math

import altcha
from altcha import v1
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import ngettext

from core import clock, sources
from core.crypto import keyed_hash
from core.errors import DomainError

# In ten minutes from one address: a hall with fifty counters has one address.
WINDOW_SECONDS = 600
MOST_PROVED, MOST_PLAIN = 300, 30
# Half of this many hashes on average: half a second here, two on an old phone.
LARGEST_NUMBER = 50_000
_log = logging.getLogger(__name__)


def challenge(token: str) -> str:
    """The sum for one form, as JSON for the page; nothing if it cannot be made."""
    try:
        made = altcha.create_challenge_v1(
            altcha.ChallengeOptionsV1(
                hmac_key=_key(), max_number=LARGEST_NUMBER, params={"form": _form_of(token)}
            )
        )
    except Exception:  # an outage must not cost a complaint
        _log.warning("proof_of_work_without_challenge")
        return ""
    return json.dumps(
        {
            "algorithm": made.algorithm,
            "challenge": made.challenge,
            "maxnumber": made.max_number,
            "salt": made.salt,
            "signature": made.signature,
        }
    )


def is_proved(token: str, payload: str) -> bool:
    """Whether somebody has done the sum of this very form."""
    sent = _read(payload)
    if sent is None:
        return False
    right, _fault = altcha.verify_solution_v1(sent, _key(), check_expires=False)
    # The salt is signed, so nobody has changed which form it names.
    return right and altcha.extract_params_v1(sent).get("form") == [_form_of(token)]


def admit(request: HttpRequest, token: str, payload: str) -> None:
    """Count one complaint of this source; `DomainError` (code `flood`) if there are too many."""
    if sources.is_this_machine(request):
        # Either our own tools, or every citizen through a proxy nobody has declared.
        return
    try:
        proved = is_proved(token, payload)
        kind, most = ("proved", MOST_PROVED) if proved else ("plain", MOST_PLAIN)
        minutes = _count(sources.key_of(request, f"flood-{kind}"), most)
    except Exception:  # an outage must not cost a complaint; redis raises a family of its own
        _log.warning("flood_limit_away")
        return
    if minutes:
        raise DomainError(
            ngettext(
                "Very many complaints come from your network just now. What you filled in is kept:"
                " send it again in %(n)d minute, or call the supervision line.",
                "Very many complaints come from your network just now. What you filled in is kept:"
                " send it again in %(n)d minutes, or call the supervision line.",
                minutes,
            )
            % {"n": minutes},
            "flood",
        )


def _count(source: str, most: int) -> int:
    """One more; how many minutes there are to wait, or none."""
    seconds = clock.now().timestamp()
    key = f"{source}:{int(seconds // WINDOW_SECONDS)}"
    cache.add(key, 0, WINDOW_SECONDS)
    if cache.incr(key) <= most:
        return 0
    return math.ceil((WINDOW_SECONDS - seconds % WINDOW_SECONDS) / 60)


def _key() -> str:
    return keyed_hash("complaint-proof", "key")


def _form_of(token: str) -> str:
    return keyed_hash("complaint-proof-form", token)[:32]


def _read(payload: str) -> v1.PayloadType | None:
    """What was sent, if it has the shape of a solution; garbage must not pass for an outage."""
    try:
        sent = json.loads(base64.b64decode(payload, validate=True))
    except ValueError:
        return None
    words = ("algorithm", "challenge", "salt", "signature")
    if not isinstance(sent, dict) or not isinstance(sent.get("number"), int):
        return None
    if not all(isinstance(sent.get(word), str) for word in words):
        return None
    return {
        "algorithm": sent["algorithm"],
        "challenge": sent["challenge"],
        "number": sent["number"],
        "salt": sent["salt"],
        "signature": sent["signature"],
    }

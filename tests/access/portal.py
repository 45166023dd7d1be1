"""Who may open the addresses of the project package."""

import time

from django.core.cache import cache

from core import notices
from core.models import Notice
from core.tasks import BEAT_KEY
from tests.access.types import ANYBODY, Route
from tests.cast import Cast
from tests.core.kinds import Reminder


def _ready(cast: Cast) -> str:
    cache.set(BEAT_KEY, time.time())
    return "/health/ready/"


def _message(cast: Cast) -> str:
    """A message to the liaison."""
    notices.post(
        Reminder, recipients=[cast.liaison], subject_kind="test.item", subject_id=1, number="ZG-1"
    )
    return f"/staff/messages/{Notice.objects.get(recipient=cast.liaison).pk}/"


ADMINISTRATORS = frozenset({"sysadmin", "secadmin", "auditor"})
EVERYBODY_SIGNED_IN = frozenset(
    name for name in Cast.__annotations__ if name not in {"unit", "other_unit"}
)

ROUTES = {
    "portal:home": Route(lambda cast: "/", ANYBODY),
    "portal:privacy": Route(lambda cast: "/about/privacy/", ANYBODY),
    "portal:a11y": Route(lambda cast: "/about/a11y/", ANYBODY),
    "portal:sitemap": Route(lambda cast: "/about/sitemap/", ANYBODY),
    "portal:prefs-size": Route(
        lambda cast: "/prefs/size/", ANYBODY, method="post", data={"size": "large"}
    ),
    "portal:prefs-contrast": Route(
        lambda cast: "/prefs/contrast/", ANYBODY, method="post", data={"contrast": "high"}
    ),
    "portal:prefs-language": Route(
        lambda cast: "/prefs/language/", ANYBODY, method="post", data={"language": "en"}
    ),
    "portal:todo": Route(lambda cast: "/staff/todo/", EVERYBODY_SIGNED_IN),
    "portal:messages": Route(lambda cast: "/staff/messages/", EVERYBODY_SIGNED_IN),
    "portal:messages-read": Route(
        lambda cast: "/staff/messages/read/", EVERYBODY_SIGNED_IN, method="post"
    ),
    "portal:message-preferences": Route(
        lambda cast: "/staff/messages/preferences/", EVERYBODY_SIGNED_IN
    ),
    "portal:help": Route(lambda cast: "/staff/help/", EVERYBODY_SIGNED_IN),
    "portal:public-search": Route(lambda cast: "/search/?q=x", ANYBODY),
    "portal:search": Route(lambda cast: "/staff/search/?q=x", EVERYBODY_SIGNED_IN),
    "portal:message": Route(_message, frozenset({"liaison"})),
    "portal:workbench": Route(lambda cast: "/staff/", EVERYBODY_SIGNED_IN),
    "health-live": Route(lambda cast: "/health/live/", ANYBODY),
    "health-ready": Route(_ready, ANYBODY),
    "metrics": Route(lambda cast: "/metrics", ANYBODY),
}

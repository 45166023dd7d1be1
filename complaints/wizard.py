"""The public form between its steps: kept in the session, encrypted, until it is sent.

The session table is read by backups and by whoever runs the machine, so it holds one encrypted
value and nothing else of the form (security.md §2.5).
"""

import json
from dataclasses import dataclass, field
from typing import Any, cast

from django.http import HttpRequest

from accounts.sessions import SessionStore
from complaints import codes
from core import clock
from core.crypto import decrypt, encrypt

STEPS = ("unit", "detail", "contact", "check")
_DRAFT, _SENT = "complaint", "complaint-sent"
# How long the page after sending still shows the code in the browser that sent it.
CODE_SHOWN_SECONDS = 30 * 60


@dataclass
class Draft:
    """What has been filled in: `data` are cleaned values by step, `token` is the form's secret.

    `has_files`: whether files may be waiting for it.
    """

    token: str = field(default_factory=codes.new_token)
    data: dict[str, dict[str, Any]] = field(default_factory=dict)
    has_files: bool = False

    def of(self, step: str) -> dict[str, Any]:
        """The values of a step, empty if it has not been filled in."""
        return self.data.get(step, {})

    def missing_before(self, step: str) -> str:
        """The first step before this one that has not been filled in, or nothing."""
        before = STEPS[: STEPS.index(step)]
        return next((name for name in before if name not in self.data), "")


@dataclass(frozen=True)
class Sent:
    """What the page after sending needs to make the receipt again."""

    token: str
    pk: int
    at: float

    @property
    def fresh(self) -> bool:
        """Whether the code may still be shown."""
        return clock.now().timestamp() - self.at < CODE_SHOWN_SECONDS


def _read(request: HttpRequest, key: str) -> dict[str, Any]:
    sealed = request.session.get(key)
    if not sealed:
        return {}
    try:
        value: dict[str, Any] = json.loads(decrypt(sealed, key))
    except ValueError:
        # The key has gone since: the form starts again, nothing else breaks.
        return {}
    return value


def load(request: HttpRequest) -> Draft | None:
    """The form of this session, if one is under way."""
    value = _read(request, _DRAFT)
    return Draft(value["token"], value["data"], value.get("files", True)) if value else None


def save(request: HttpRequest, draft: Draft) -> None:
    """Keep the form in the session."""
    value = {"token": draft.token, "data": draft.data, "files": draft.has_files}
    text = json.dumps(value)
    request.session[_DRAFT] = encrypt(text, _DRAFT)


def finish(request: HttpRequest, token: str, pk: int) -> None:
    """The form has been sent: forget what was typed, remember the receipt."""
    request.session.pop(_DRAFT, None)
    value = {"token": token, "pk": pk, "at": clock.now().timestamp()}
    request.session[_SENT] = encrypt(json.dumps(value), _SENT)


def keep(request: HttpRequest) -> None:
    """Write the session now, inside the transaction under way, by one statement.

    The middleware would do it after the answer, in a commit and with a wait of its own.
    """
    cast("SessionStore", request.session).keep()


def sent(request: HttpRequest) -> Sent | None:
    """The receipt of the form that this session has sent last."""
    value = _read(request, _SENT)
    return Sent(value["token"], value["pk"], value["at"]) if value else None

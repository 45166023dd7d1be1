"""Faults of the domain. Actions raise them; `core.middleware` makes a page or a message."""

from django.utils.translation import gettext_lazy as _

from core.text import Text


class DomainError(Exception):
    """A rule of the domain forbids the act.

    `message` is a whole sentence in the user's language that says what to do;
    `code` names the rule for tests and the API; `field` names the form field it
    belongs to, or is empty.
    """

    status = 409

    def __init__(self, message: Text, code: str = "rule", field: str = "") -> None:
        super().__init__(str(message))
        self.message = message
        self.code = code
        self.field = field


class NotAllowed(DomainError):
    """The person may not do this; the message is the reason."""

    status = 403

    def __init__(self, message: Text, code: str = "not-allowed") -> None:
        super().__init__(message, code)


class WrongState(DomainError):
    """The object has moved on: the act does not fit its present state."""

    def __init__(self, message: Text | None = None) -> None:
        super().__init__(
            message
            or _(
                "Somebody has already moved this record on. Reload the page and look at its state."
            ),
            "state",
        )


class Conflict(DomainError):
    """The record was changed by somebody else since the form was opened."""

    def __init__(self, current: object, message: Text | None = None) -> None:
        super().__init__(
            message or _("Somebody else has changed this record since you opened it."), "conflict"
        )
        self.current = current

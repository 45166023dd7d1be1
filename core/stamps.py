"""Who and when of a transition: two fields that are filled together."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q


def at(label: Any) -> Any:
    """The moment of a transition, set by `workflow.apply`."""
    return models.DateTimeField(label, null=True, blank=True, editable=False)


def by() -> Any:
    """The person of a transition; empty when somebody without an account took the step."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )


def pairs(prefix: str, *names: str) -> list[models.CheckConstraint]:
    """Constraints `<prefix>_<name>_pair`: moment and person are known together or not at all."""
    return [
        models.CheckConstraint(
            name=f"{prefix}_{name}_pair",
            condition=Q(**{f"{name}_at": None, f"{name}_by": None})
            | Q(**{f"{name}_at__isnull": False, f"{name}_by__isnull": False}),
        )
        for name in names
    ]

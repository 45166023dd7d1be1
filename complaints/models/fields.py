"""Fields that repeat."""

from typing import Any

from django.conf import settings
from django.db import models


def person(**options: Any) -> Any:
    """Who did it: the `_by` of a workflow stamp; empty when the public or the portal did."""
    # Nobody looks cases up by who stamped them, and every index makes sending a form dearer.
    fixed = {"null": True, "blank": True, "editable": False, "related_name": "+", "db_index": False}
    options = {**fixed, **options}
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, **options)

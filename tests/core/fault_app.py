"""The Celery application with the kinds that only the tests know."""

import django

from portal.celery import app

django.setup()

from tests.core import kinds  # noqa: E402

kinds.register()
__all__ = ["app"]

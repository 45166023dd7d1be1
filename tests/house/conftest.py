"""What several house tests share."""

import io
import logging
from collections.abc import Iterator

import pytest
import structlog
from django.conf import settings


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that the portal's own handler writes."""
    configured = settings.LOGGING["formatters"]["json"]
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=configured["foreign_pre_chain"], processors=configured["processors"]
        )
    )
    root = logging.getLogger()
    root.addHandler(handler)
    yield written
    root.removeHandler(handler)

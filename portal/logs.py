"""What a line of the log may say.

Nobody's name, text or address gets into a log: not the query string, not form fields, not the
client's address, and not the text of an exception, because databases and parsers quote the values
that they choke on ("Failing row contains …"). An exception is logged as its type and where it
arose; for a database error also its code and constraint.
"""

import sys
import traceback
from collections.abc import Iterator
from typing import Any

import structlog
from structlog.typing import EventDict, Processor

from core.errors import DomainError

FRAMES = 25
_SPEAKING = (DomainError, NotImplementedError, ImportError, SystemExit)
"""Exceptions whose text is written by us and holds no data."""


def _chain(fault: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    link: BaseException | None = fault
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        yield link
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)


def describe(fault: BaseException) -> str:
    """One exception in a few words that hold no data."""
    name = f"{type(fault).__module__}.{type(fault).__qualname__}"
    diagnosis = getattr(fault, "diag", None)
    if diagnosis is not None:
        parts = (getattr(fault, "pgcode", None), diagnosis.table_name, diagnosis.constraint_name)
        return f"{name} ({' '.join(part for part in parts if part)})"
    return f"{name}: {fault}" if isinstance(fault, _SPEAKING) else name


def exception_text(fault: BaseException) -> str:
    """The chain of exceptions, each with its frames: files and lines, no values."""
    lines = []
    for link in _chain(fault):
        frames = traceback.extract_tb(link.__traceback__)[-FRAMES:]
        lines += [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        lines.append(describe(link))
    return "\n".join(lines)


def _exceptions(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Replace `exc_info` by a text without data, whoever logged it."""
    given = event.pop("exc_info", None)
    if given is True:  # inside `except`, looked up here
        given = sys.exc_info()
    fault = given[1] if isinstance(given, tuple) else given
    if isinstance(fault, BaseException):
        event["exception"] = exception_text(fault)
    return event


EVENT_STEPS: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
NAMED_EXTRAS: Processor = structlog.stdlib.ExtraAdder(allow=["reference", "status_code"])
"""Of what plain loggers pass beside the text only these: others hold whole requests."""

OUTPUT_STEPS: list[Processor] = [
    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
    _exceptions,
    structlog.processors.JSONRenderer(ensure_ascii=False),
]

"""Answers to «may this person do that?» that carry their reason."""

from dataclasses import dataclass

from core.errors import NotAllowed
from core.text import Text


@dataclass(frozen=True)
class Allowed:
    """Yes."""

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True)
class Denied:
    """No, and why: a sentence for the person who asked."""

    reason: Text

    def __bool__(self) -> bool:
        return False


Answer = Allowed | Denied


def require(answer: Answer) -> None:
    """Raise `NotAllowed` with the reason unless the answer is yes."""
    if isinstance(answer, Denied):
        raise NotAllowed(answer.reason)

"""The code on the meeting screen: it changes every half minute, so a photograph of it is no use."""

import hmac

from campaign.models import StudySession
from core import clock
from core.crypto import keyed_hash

SECONDS = 30
VALID = 4
"""Codes that are taken: the present one and those of the last minute and a half."""
LENGTH = 16


def _window() -> int:
    return int(clock.now().timestamp()) // SECONDS


def _code(session: StudySession, window: int) -> str:
    return keyed_hash("study.sign-in", f"{session.pk}:{window}")[:LENGTH]


def present(session: StudySession) -> str:
    """The code to show now."""
    return _code(session, _window())


def is_good(session: StudySession, code: str) -> bool:
    """Whether the code was on the screen a moment ago."""
    now = _window()
    codes = [_code(session, now - back) for back in range(VALID)]
    return any(hmac.compare_digest(code.encode(), good.encode()) for good in codes)

"""Hints at records of study and meetings: something looks odd, nothing is stopped."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _

from campaign.actions.meetings import EVIDENCE
from campaign.enums import Evidence
from campaign.models import Meeting, Phase, StudySession
from core.text import is_slogan


def of_session(session: StudySession) -> list[str]:
    """Held outside the phase that asks for study; a summary of phrases (R-040, R-013)."""
    found = _outside(session.campaign_id, Evidence.STUDY, session.date)
    return found + _slogans((session.summary, session.outcome))


def of_meeting(meeting: Meeting) -> list[str]:
    """Held outside the phase that asks for such a meeting; minutes of phrases."""
    evidence = EVIDENCE.get(meeting.kind)
    found = _outside(meeting.campaign_id, evidence, meeting.date) if evidence else []
    return found + _slogans((meeting.outcome, meeting.minutes))


def study_phases(campaign_id: int) -> list[Phase]:
    """The phases that ask for study."""
    return list(_phases(campaign_id, Evidence.STUDY))


def _phases(campaign_id: int, evidence: str) -> Iterable[Phase]:
    phases = Phase.objects.filter(campaign=campaign_id, tasks__evidence=evidence)
    return phases.order_by("start").distinct()


def _outside(campaign_id: int, evidence: str, day: dt.date) -> list[str]:
    phases = list(_phases(campaign_id, evidence))
    if not phases or any(phase.contains(day) for phase in phases):
        return []
    first = phases[0]
    return [
        _("%(day)s lies outside the phase “%(phase)s” (%(start)s to %(end)s).")
        % {
            "day": day.isoformat(),
            "phase": first.name,
            "start": first.start.isoformat(),
            "end": first.end.isoformat(),
        }
    ]


def _slogans(texts: Iterable[str]) -> list[str]:
    words = _("“%(text)s” names nothing one could check. Say what, how much, by when.")
    return [words % {"text": text.strip()[:20]} for text in texts if is_slogan(text)]

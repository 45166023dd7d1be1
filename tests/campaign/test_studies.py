"""Study sessions are planned, held, moved and cancelled; held ones tick the task."""

import datetime as dt
from typing import Any

import pytest

from campaign.actions import studies
from campaign.enums import SessionState, StudyForm
from campaign.models import Campaign, StudySession
from core import clock
from core.errors import Conflict, DomainError, NotAllowed, WrongState
from core.models import StatusLog
from tests.cast import Cast
from tests.factories.campaign import make_session, write_plan

CHINA = dt.timezone(dt.timedelta(hours=8))
DAY = dt.date(2011, 4, 20)
AFTER = dt.datetime(2011, 4, 22, 10, 0, tzinfo=CHINA)
BEFORE = dt.datetime(2011, 4, 18, 10, 0, tzinfo=CHINA)


def held(session: StudySession, cast: Cast, **changes: Any) -> StudySession:
    with clock.at(AFTER):
        values = {"attended": 16, "summary": "学习了首问责任制的三条要求。"}
        return studies.hold(session=session, by=cast.liaison, **{**values, **changes})


def test_numbers_run_per_unit(cast: Cast, campaign: Campaign) -> None:
    assert make_session(cast).number == "XX-2011-JFJ-001"
    assert make_session(cast).number == "XX-2011-JFJ-002"


def test_only_the_units_liaison_plans(cast: Cast, campaign: Campaign) -> None:
    for person in (cast.outsider, cast.owner, cast.office, cast.auditor):
        with pytest.raises(NotAllowed):
            studies.plan(unit=cast.unit, by=person, topic="x", form="film", date=DAY, expected=1)


def test_holding_counts_towards_the_task(cast: Cast, campaign: Campaign) -> None:
    for _n in range(2):
        held(make_session(cast), cast)
    task = cast.unit.tasks.get(task__evidence="study")
    assert (task.state, task.done_on) == ("done", DAY)


def test_the_rate_leaves_guests_out_of_the_base(cast: Cast, campaign: Campaign) -> None:
    session = make_session(cast)
    assert session.rate is None
    assert held(session, cast, attended=9).rate == 50
    assert held(make_session(cast), cast, attended=20, guests=2).rate == 100


def test_more_than_expected_and_guests_is_refused(cast: Cast, campaign: Campaign) -> None:
    session = make_session(cast)
    with pytest.raises(DomainError) as error:
        held(session, cast, attended=19)
    assert (error.value.code, error.value.field) == ("attendance", "attended")
    assert held(session, cast, attended=19, guests=1).state == SessionState.DONE


def test_a_session_ahead_cannot_be_logged_as_held(cast: Cast, campaign: Campaign) -> None:
    session = make_session(cast)
    with clock.at(BEFORE), pytest.raises(DomainError) as error:
        studies.hold(session=session, by=cast.liaison, attended=10, summary="学了")
    assert error.value.code == "future"
    assert "2011-04-20" in str(error.value.message)


@pytest.mark.parametrize("missing", [{"attended": None}, {"summary": " "}])
def test_holding_needs_attendance_and_a_summary(
    cast: Cast, campaign: Campaign, missing: dict[str, Any]
) -> None:
    with pytest.raises(DomainError) as error:
        held(make_session(cast), cast, **missing)
    assert error.value.field in missing


def test_logging_in_one_go(cast: Cast, campaign: Campaign) -> None:
    with clock.at(AFTER):
        session = studies.log(
            unit=cast.unit,
            by=cast.liaison,
            topic="廉政警示教育片",
            form=StudyForm.FILM,
            date=DAY,
            expected=18,
            record={"attended": 18, "summary": "观看影片并讨论。"},
        )
    assert session.state == SessionState.DONE


def test_a_failed_log_leaves_nothing_behind(cast: Cast, campaign: Campaign) -> None:
    with clock.at(AFTER), pytest.raises(DomainError):
        studies.log(
            unit=cast.unit,
            by=cast.liaison,
            topic="廉政警示教育片",
            form=StudyForm.FILM,
            date=DAY,
            expected=18,
            record={"attended": 99, "summary": "观看影片。"},
        )
    assert not StudySession.objects.exists()


def test_moving_keeps_the_reason_and_both_days(cast: Cast, campaign: Campaign) -> None:
    session = make_session(cast)
    with pytest.raises(DomainError):
        studies.reschedule(session=session, by=cast.liaison, date=DAY, reason="")
    session = studies.reschedule(
        session=session, by=cast.liaison, date=dt.date(2011, 4, 25), reason="防汛值班"
    )
    assert (session.state, session.date) == (SessionState.RESCHEDULED, dt.date(2011, 4, 25))
    log = StatusLog.objects.of("campaign.session", session.pk).get()
    assert log.extra == {"from": "2011-04-20", "to": "2011-04-25"}


def test_editing_does_not_move_the_day_silently(cast: Cast, campaign: Campaign) -> None:
    session = make_session(cast)
    with pytest.raises(DomainError) as error:
        studies.edit(
            session=session, by=cast.liaison, version=session.version, date=dt.date(2011, 4, 25)
        )
    assert error.value.code == "date"
    changed = studies.edit(
        session=session, by=cast.liaison, version=session.version, topic="一次性告知制解读"
    )
    assert changed.topic == "一次性告知制解读"
    with pytest.raises(Conflict):
        studies.edit(session=session, by=cast.liaison, version=session.version, topic="旧")


def test_a_cancelled_session_no_longer_counts(cast: Cast, campaign: Campaign) -> None:
    first, second = held(make_session(cast), cast), held(make_session(cast), cast)
    studies.cancel(session=second, by=cast.liaison, reason="误登记")
    assert cast.unit.tasks.get(task__evidence="study").state == "open"
    with pytest.raises(WrongState):
        studies.hold(session=second, by=cast.liaison)
    assert StudySession.objects.done().get() == first


def test_links_stay_inside_the_unit(cast: Cast, campaign: Campaign) -> None:
    theirs = write_plan(cast.other_unit, cast.outsider).study_lines.first()
    with pytest.raises(DomainError) as error:
        make_session(cast, line=theirs)
    assert error.value.field == "line"
    missed = studies.plan(
        unit=cast.other_unit, by=cast.outsider, topic="x", form="film", date=DAY, expected=3
    )
    with pytest.raises(DomainError) as error:
        make_session(cast, make_up_of=missed)
    assert error.value.field == "make_up_of"


def test_a_line_with_a_session_stays_in_the_plan(cast: Cast, campaign: Campaign) -> None:
    line = write_plan(cast.unit, cast.liaison).study_lines.first()
    assert line is not None
    make_session(cast, line=line)
    with pytest.raises(DomainError) as error:
        write_plan(cast.unit, cast.liaison, lines=[])
    assert error.value.code == "line-used"


def test_to_log_are_those_whose_day_has_come(cast: Cast, campaign: Campaign) -> None:
    session = make_session(cast)
    make_session(cast, date=dt.date(2011, 5, 1))
    assert list(StudySession.objects.to_log(DAY)) == [session]


def test_a_unit_reads_its_own_sessions_only(cast: Cast, campaign: Campaign) -> None:
    make_session(cast)
    seen = {
        name: StudySession.objects.visible_to(person).count()
        for name, person in cast.people().items()
    }
    readers = {name for name, count in seen.items() if count}
    assert readers == {
        "liaison",
        "unit_head",
        "unit_deputy",
        "owner",
        "office",
        "office_head",
        "leader",
    }

"""Signing in to a study session by the code on its screen; names stay in the unit."""

import datetime as dt
import re

import pytest

from campaign import sign_in_codes
from campaign.actions import sign_ins, studies
from campaign.models import Campaign, StudySession
from core import clock
from core.errors import DomainError, NotAllowed
from tests.campaign.pages import body, signed_in
from tests.cast import Cast, make_person
from tests.factories.campaign import make_session

CHINA = dt.timezone(dt.timedelta(hours=8))
MORNING = dt.datetime(2011, 4, 20, 9, 0, tzinfo=CHINA)


@pytest.fixture
def session(cast: Cast, campaign: Campaign) -> StudySession:
    """A session of JFJ on 20 April."""
    return make_session(cast)


def url(session: StudySession, page: str = "") -> str:
    return f"/staff/study/{session.number}/{page}"


def code_at(session: StudySession, moment: dt.datetime) -> str:
    with clock.at(moment):
        return sign_in_codes.present(session)


def test_the_code_changes_and_is_taken_for_a_moment_longer(session: StudySession) -> None:
    first = code_at(session, MORNING)
    assert first != code_at(session, MORNING + dt.timedelta(seconds=30))
    for seconds, good in ((0, True), (29, True), (100, True), (130, False), (3600, False)):
        with clock.at(MORNING + dt.timedelta(seconds=seconds)):
            assert sign_in_codes.is_good(session, first) is good


def test_the_code_of_another_session_is_no_use(cast: Cast, session: StudySession) -> None:
    other = make_session(cast)
    with clock.at(MORNING):
        assert not sign_in_codes.is_good(session, sign_in_codes.present(other))
        assert not sign_in_codes.is_good(session, "")
        assert not sign_in_codes.is_good(session, "签到")


def test_a_person_signs_in_once(cast: Cast, session: StudySession) -> None:
    with clock.at(MORNING):
        code = sign_in_codes.present(session)
        first = sign_ins.sign_in(session=session, by=cast.owner, code=code)
        assert sign_ins.sign_in(session=session, by=cast.owner, code="later") == first
    assert session.sign_ins.count() == 1


def test_an_old_code_says_what_to_do(cast: Cast, session: StudySession) -> None:
    old = code_at(session, MORNING)
    with clock.at(MORNING + dt.timedelta(minutes=5)), pytest.raises(DomainError) as error:
        sign_ins.sign_in(session=session, by=cast.owner, code=old)
    assert "重新扫描" in str(error.value.message)


@pytest.mark.parametrize("day", [-1, 1])
def test_only_on_the_day(cast: Cast, session: StudySession, day: int) -> None:
    with clock.at(MORNING + dt.timedelta(days=day)), pytest.raises(NotAllowed):
        sign_ins.sign_in(session=session, by=cast.owner, code=sign_in_codes.present(session))


def test_not_to_a_session_that_was_called_off(cast: Cast, session: StudySession) -> None:
    with clock.at(MORNING):
        studies.cancel(session=session, by=cast.liaison, reason="防汛")
        session.refresh_from_db()
        with pytest.raises(NotAllowed):
            sign_ins.sign_in(session=session, by=cast.owner, code=sign_in_codes.present(session))


def test_the_phone_shows_one_button_and_then_the_time(cast: Cast, session: StudySession) -> None:
    with clock.at(MORNING):
        client = signed_in(cast.contact)
        path = url(session, f"sign/{sign_in_codes.present(session)}/")
        assert "我已到场，签到" in body(client.get(path))
        assert "您已于 09:00 签到" in body(client.post(path, follow=True))


def test_people_of_another_unit_do_not_find_it(cast: Cast, session: StudySession) -> None:
    with clock.at(MORNING):
        path = url(session, f"sign/{sign_in_codes.present(session)}/")
        for person in (cast.outsider, cast.office, cast.sysadmin):
            assert signed_in(person).post(path).status_code == 404
    assert not session.sign_ins.exists()


def test_the_screen_is_for_the_liaison_and_renews_its_code(
    cast: Cast, session: StudySession
) -> None:
    with clock.at(MORNING):
        liaison = signed_in(cast.liaison)
        page = body(liaison.get(url(session, "screen/")))
        assert signed_in(cast.owner).get(url(session, "screen/")).status_code == 403
    with clock.at(MORNING + dt.timedelta(seconds=45)):
        part = body(liaison.get(url(session, "screen/"), headers={"HX-Request": "true"}))
    assert "<html" not in part
    drawn = [re.search(r'id="code".*?(<svg.*?</svg>)', text, re.DOTALL) for text in (page, part)]
    first, second = (found.group(1) for found in drawn if found)
    assert first != second


def test_names_are_read_by_the_unit_and_by_nobody_else(cast: Cast, session: StudySession) -> None:
    guest = make_person("jfj_chen", "owner", cast.unit, "陈签到")  # type: ignore[arg-type]
    with clock.at(MORNING):
        sign_ins.sign_in(session=session, by=guest, code=sign_in_codes.present(session))
        assert "陈签到" in body(signed_in(cast.unit_head).get(url(session)))
        for person in (cast.office, cast.leader):
            assert "陈签到" not in body(signed_in(person).get(url(session)))


def test_the_code_is_offered_on_the_day_only(cast: Cast, session: StudySession) -> None:
    for days, offered in ((-1, False), (0, True), (1, False)):
        with clock.at(MORNING + dt.timedelta(days=days)):
            page = body(signed_in(cast.liaison).get(url(session)))
            assert ("投屏签到码" in page) is offered


def test_the_office_keeps_the_library_and_units_read_it(cast: Cast, campaign: Campaign) -> None:
    page = "/staff/study/topics/"
    head = signed_in(cast.office_head)
    head.post(page, {"titles": "首问责任制\n\n限时办结\n首问责任制"})
    assert list(campaign.topics.values_list("title", flat=True)) == ["首问责任制", "限时办结"]
    assert "限时办结" in body(signed_in(cast.liaison).get(page))
    assert signed_in(cast.liaison).post(page, {"titles": "自定"}).status_code == 403
    assert "最多 100 个字" in body(head.post(page, {"titles": "长" * 101}))
    head.post(page, {"titles": "限时办结"})
    assert "首问责任制" not in body(signed_in(cast.liaison).get(page))
    assert campaign.topics.count() == 2

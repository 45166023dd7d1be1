"""Deadlines of cases that act: the end of the rating window, undecided requests for more time."""

import datetime as dt

import pytest
from django.core.mail import EmailMessage

from complaints.actions import citizen, handling, replies
from complaints.enums import State
from core import clock, deadlines, outbox
from core import notices as core_notices
from core.models import AuditEvent, Deadline, Notice
from core.workdays import calendar
from tests.cast import Cast
from tests.factories import complaints as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
CHINA = dt.timezone(dt.timedelta(hours=8))


def sweep(day: dt.date, hour: int = 9) -> None:
    with clock.at(dt.datetime.combine(day, dt.time(hour), CHINA)):
        deadlines.sweep()


def told(code: str) -> set[str]:
    rows = Notice.objects.filter(kind=f"complaints.{code}")
    return set(rows.values_list("recipient__username", flat=True))


class TestRating:
    def test_a_case_nobody_rates_closes_by_itself(self, cast: Cast) -> None:
        case = make.make_replied(cast)
        assert case.due_rating == calendar().add(clock.today(), 10)
        sweep(case.due_rating)
        assert make.fresh(case).state == State.REPLIED
        sweep(calendar().add(case.due_rating, 1))
        case = make.fresh(case)
        assert (case.state, case.closed_by, case.score) == (State.CLOSED, None, None)
        own = Deadline.objects.of("complaints.complaint", case.pk)
        assert not own.open().exists()
        assert told("rating-over") == {cast.desk.username, cast.desk2.username}
        row = AuditEvent.objects.get(action="complaints.complaint.close")
        assert (row.actor, row.number) == ("system", case.number)

    def test_a_rated_case_is_left_alone(self, cast: Cast) -> None:
        case = make.make_replied(cast)
        assert case.due_rating is not None
        citizen.rate(complaint=case, score=5)
        before = make.fresh(case).version
        sweep(calendar().add(case.due_rating, 1))
        assert make.fresh(case).version == before
        assert told("rating-over") == set()

    def test_a_case_past_the_desk_closes_too_and_tells_the_leader(self, cast: Cast) -> None:
        case = make.make_replied(cast)
        assert case.due_rating is not None
        type(case).objects.filter(pk=case.pk).update(bypass=True)
        sweep(calendar().add(case.due_rating, 1))
        assert make.fresh(case).state == State.CLOSED
        assert told("rating-over") == {cast.leader.username}


class TestExtension:
    def test_a_request_left_undecided_reminds_the_desk_daily(self, cast: Cast) -> None:
        case = make.make_handling(cast)
        handling.ask_extension(complaint=case, by=cast.contact, days=2, reason="需要会同检测机构")
        sweep(dt.date(2011, 8, 23))
        assert told("extension-wait") == set()
        sweep(dt.date(2011, 8, 24))
        sweep(dt.date(2011, 8, 25))
        assert told("extension-wait") == {cast.desk.username, cast.desk2.username}
        assert Notice.objects.filter(kind="complaints.extension-wait").count() == 4

    def test_a_decision_ends_it(self, cast: Cast) -> None:
        case = make.make_handling(cast)
        handling.ask_extension(complaint=case, by=cast.contact, days=2, reason="需要会同检测机构")
        handling.decide_extension(
            complaint=case, by=cast.desk, grant=False, answer="情况简单，请按期答复"
        )
        sweep(dt.date(2011, 8, 24))
        assert told("extension-wait") == set()


class TestReply:
    def test_the_last_day_mails_at_nine_and_three_behind_the_morning_digest(
        self, cast: Cast, mailoutbox: list[EmailMessage]
    ) -> None:
        case = make.make_handling(cast)
        assert case.due_reply is not None
        sweep(calendar().add(case.due_reply, -1))
        Notice.objects.all().delete()
        for hour, minute, mails in ((8, 41, 0), (9, 1, 2), (12, 0, 2), (15, 1, 4), (15, 30, 4)):
            now = dt.datetime.combine(case.due_reply, dt.time(hour, minute), CHINA)
            with clock.at(now):
                deadlines.sweep()
                core_notices.queue_digests()
                outbox.drain()
            to = [letter.to[0] for letter in mailoutbox]
            assert len([t for t in to if t in (cast.contact.email, cast.unit_head.email)]) == mails
        assert told("reply-due-today") == {cast.contact.username, cast.unit_head.username}

    def test_the_reply_settles_them(self, cast: Cast) -> None:
        case = make.make_handling(cast)
        assert case.due_reply is not None
        sweep(case.due_reply, 10)
        make.report(case, cast)
        replies.sign(complaint=make.fresh(case), by=cast.unit_head)
        rows = Notice.objects.filter(kind="complaints.reply-due-today")
        assert rows.exists()
        assert not rows.open().exists()

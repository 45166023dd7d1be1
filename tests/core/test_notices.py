"""Messages: who gets which, once, and what leaves the portal."""

import datetime as dt

import pytest
from django.core import mail

from core import clock, notices, outbox
from core.models import Notice, OutboxRow
from core.notices import NoticeDraft
from tests.cast import Cast
from tests.core.conftest import moment
from tests.core.kinds import Alarm, Reminder

pytestmark = pytest.mark.django_db

MORNING = "2011-08-19 08:40"


def post(*recipients: object, kind: type = Reminder, **changes: object) -> int:
    given = {
        "subject_kind": "test.item",
        "subject_id": 5,
        "number": "ZG-2011-JFJ-005",
        "period": "2011-08-30-3",
        "params": {"days": 3},
    } | changes
    return notices.post(kind, recipients=recipients, **given)


def digest(at: str) -> int:
    """Queue and deliver the digests of a moment; how many were queued."""
    with clock.at(moment(at)):
        queued = notices.queue_digests()
        outbox.drain()
    return queued


def test_a_message_reaches_a_person_once(cast: Cast) -> None:
    assert post(cast.liaison, cast.owner) == 2
    assert post(cast.liaison, cast.owner.pk, cast.contact) == 1
    assert Notice.objects.count() == 3


def test_recipients_named_twice_count_once(cast: Cast) -> None:
    assert post(cast.liaison, cast.liaison.pk) == 1


def test_another_period_is_another_message(cast: Cast) -> None:
    post(cast.liaison)
    assert post(cast.liaison, period="2011-08-30+0") == 1


def test_disabled_accounts_get_nothing(cast: Cast) -> None:
    cast.owner.is_active = False
    cast.owner.save()
    assert post(cast.owner) == 0


def test_nobody_to_tell(cast: Cast) -> None:
    assert post() == 0
    assert notices.post_all([]) == 0


def test_many_messages_are_one_query(
    cast: Cast, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    people = [cast.liaison.pk, cast.owner.pk]
    drafts = [NoticeDraft(Reminder, people, "test.item", n) for n in range(100)]
    with django_assert_num_queries(1):
        assert notices.post_all(drafts) == 200


def test_an_unregistered_kind_is_refused(cast: Cast) -> None:
    with pytest.raises(LookupError, match=r"test\.nobody"):
        post(cast.liaison, kind="test.nobody")


def test_a_stored_message_finds_its_kind(cast: Cast) -> None:
    post(cast.liaison)
    notice = Notice.objects.get()
    kind = notices.kind_of(notice)
    assert kind is not None
    assert kind.text(notice) == "ZG-2011-JFJ-005 is due"
    assert notices.kind_of(Notice(kind="gone")) is None


def test_reading_and_settling(cast: Cast) -> None:
    post(cast.liaison)
    post(cast.liaison, subject_id=6)
    post(cast.liaison, kind=Alarm, subject_id=6)
    assert notices.unread_count(cast.liaison) == 3
    assert notices.settle("test.item", 6, Alarm) == 1
    assert notices.unread_count(cast.liaison) == 2
    assert notices.settle("test.item", 6) == 1
    assert notices.settle("test.item", 6) == 0
    assert notices.read(cast.owner) == 0
    assert notices.read(cast.liaison, [Notice.objects.get(subject_id=5).pk]) == 1
    assert notices.unread_count(cast.liaison) == 0


def test_one_digest_a_person_and_day(cast: Cast) -> None:
    with clock.at(moment("2011-08-19 00:05")):
        for number in (1, 2, 3):
            post(cast.liaison, subject_id=number)
        post(cast.owner)
    assert digest(MORNING) == 2
    assert digest("2011-08-19 08:41") == 0
    letters = {letter.to[0]: letter for letter in mail.outbox}
    assert letters.keys() == {"liaison@example.test", "owner@example.test"}
    assert "您有 3 件待办" in letters["liaison@example.test"].body


@pytest.mark.asvs("1.3.11")
def test_a_digest_says_nothing_but_the_count(cast: Cast) -> None:
    with clock.at(moment("2011-08-19 00:05")):
        post(cast.liaison, params={"unit": "经济发展局"})
    digest(MORNING)
    letter = mail.outbox[0]
    whole = letter.subject + letter.body
    for secret in ("ZG-2011", "JFJ", "经济发展局", "is due", cast.liaison.name):
        assert secret not in whole
    assert letter.extra_headers["Message-ID"].startswith(f"<digest.{cast.liaison.pk}.2011-08-19@")


def test_no_digest_too_early_or_on_a_rest_day(cast: Cast) -> None:
    with clock.at(moment("2011-08-19 00:05")):
        post(cast.liaison)
    assert digest("2011-08-19 08:39") == 0
    assert digest("2011-08-20 08:40") == 0
    assert digest("2011-08-22 08:40") == 1


def test_nothing_on_first_october_something_on_the_make_up_saturday(cast: Cast) -> None:
    with clock.at(moment("2011-09-30 18:00")):
        post(cast.liaison)
    assert digest("2011-10-01 08:40") == 0
    assert digest("2011-10-08 08:40") == 1


def test_the_next_day_mails_only_what_is_new(cast: Cast) -> None:
    with clock.at(moment("2011-08-18 00:05")):
        post(cast.liaison)
    digest("2011-08-18 08:40")
    assert digest(MORNING) == 0
    with clock.at(moment("2011-08-19 09:00")):
        post(cast.liaison, subject_id=6)
    assert digest("2011-08-22 08:40") == 1
    assert "您有 2 件待办" in mail.outbox[-1].body


def test_what_was_read_or_settled_meanwhile_is_not_mailed(cast: Cast) -> None:
    with clock.at(moment("2011-08-19 00:05")):
        post(cast.liaison)
        post(cast.owner, subject_id=6)
    with clock.at(moment(MORNING)):
        notices.queue_digests()
        notices.settle("test.item", 5)
        notices.read(cast.owner)
        assert outbox.drain() == 2
    assert mail.outbox == []


def test_people_without_an_address_keep_their_messages(cast: Cast) -> None:
    cast.liaison.email = ""
    cast.liaison.save()
    with clock.at(moment("2011-08-19 00:05")):
        post(cast.liaison)
    assert digest(MORNING) == 0
    assert notices.unread_count(cast.liaison) == 1


def test_urgent_kinds_are_mailed_at_once_and_not_again(cast: Cast) -> None:
    with clock.at(moment("2011-08-18 23:00")):
        post(cast.liaison, kind=Alarm)
        assert outbox.drain() == 1
    assert [letter.to for letter in mail.outbox] == [["liaison@example.test"]]
    assert "ZG-2011" not in mail.outbox[0].subject + mail.outbox[0].body
    assert digest(MORNING) == 0


def test_what_is_urgent_at_the_same_time_is_one_mail(cast: Cast) -> None:
    for n in range(3):
        post(cast.liaison, kind=Alarm, subject_id=n)
    post(cast.owner, kind=Alarm)
    outbox.drain()
    assert sorted(letter.to[0] for letter in mail.outbox) == [
        "liaison@example.test",
        "owner@example.test",
    ]
    counts = {letter.to[0]: letter.body for letter in mail.outbox}
    assert "3" in counts["liaison@example.test"]
    post(cast.liaison, kind=Alarm, subject_id=7)
    outbox.drain()
    assert len(mail.outbox) == 3


def test_an_urgent_message_that_is_settled_first_is_not_mailed(cast: Cast) -> None:
    post(cast.liaison, kind=Alarm)
    notices.settle("test.item", 5)
    outbox.drain()
    assert mail.outbox == []
    assert OutboxRow.objects.filter(done_at=None).count() == 0


def test_somebody_disabled_before_the_mail_gets_none(cast: Cast) -> None:
    with clock.at(moment("2011-08-19 00:05")):
        post(cast.liaison)
        post(cast.owner, kind=Alarm)
    with clock.at(moment(MORNING)):
        notices.queue_digests()
        type(cast.owner).objects.update(is_active=False)
        outbox.drain()
    assert mail.outbox == []


def test_the_real_clock_is_the_databases(cast: Cast) -> None:
    post(cast.liaison)
    age = dt.datetime.now(dt.UTC) - Notice.objects.get().created_at
    assert abs(age) < dt.timedelta(minutes=1)

"""Which mails a person wants: the messages themselves always come."""

import datetime as dt

import pytest
from django.core import mail
from django.test import Client

from core import clock, notices, outbox
from core.models import AuditEvent, MailChoice
from tests.cast import Cast
from tests.core.conftest import moment
from tests.core.kinds import Alarm, Reminder

PAGE = "/staff/messages/preferences/"
MORNING = moment("2011-08-19 08:45")


def tell(cast: Cast, kind: type[notices.NoticeKind] = Reminder, number: int = 1) -> None:
    cast.liaison.email = "liaison@example.test"
    cast.liaison.save()
    with clock.at(MORNING - dt.timedelta(hours=1)):
        notices.post(
            kind, recipients=[cast.liaison], subject_kind="test.item", subject_id=number, number="1"
        )


def mails() -> list[str]:
    """The subjects of the mails of a morning."""
    with clock.at(MORNING):
        notices.queue_digests()
        outbox.drain()
    return [str(one.subject) for one in mail.outbox]


@pytest.fixture
def page(client: Client, cast: Cast) -> Client:
    client.force_login(cast.liaison)
    return client


def test_without_a_choice_every_mail_comes(cast: Cast) -> None:
    tell(cast, Alarm)
    with clock.at(MORNING):
        outbox.drain()
    tell(cast, Reminder, 2)
    assert len(mails()) == 2


def test_the_page_keeps_what_was_chosen(page: Client, cast: Cast) -> None:
    tell(cast)
    text = page.get(PAGE).content.decode()
    assert "liaison@example.test" in text
    assert str(Reminder.label) in text
    assert str(Alarm.label) not in text
    answer = page.post(PAGE, {"urgent": "on", "muted": [Reminder.code]}, follow=True)
    assert "邮件提醒设置已保存" in answer.content.decode()
    choice = MailChoice.objects.get()
    assert (choice.digest, choice.urgent, choice.muted) == (False, True, [Reminder.code])
    assert AuditEvent.objects.filter(action="notice.mails", actor="liaison").exists()
    assert page.get("/staff/messages/").context["waiting"] == 1


@pytest.mark.parametrize(
    ("digest", "urgent", "muted", "sent"),
    [
        (False, True, (), 1),
        (True, False, (), 1),
        (False, False, (), 0),
        (True, True, (Reminder.code,), 1),
    ],
)
def test_only_the_wanted_mails_leave(
    cast: Cast, digest: bool, urgent: bool, muted: tuple[str, ...], sent: int
) -> None:
    notices.choose_mails(user=cast.liaison, digest=digest, urgent=urgent, muted=muted)
    tell(cast)
    tell(cast, Alarm, 2)
    assert len(mails()) == sent


def test_what_is_urgent_cannot_be_muted_and_a_wrong_kind_is_named(page: Client, cast: Cast) -> None:
    tell(cast)
    choice = notices.choose_mails(
        user=cast.liaison, digest=True, urgent=True, muted=[Alarm.code, "nowhere"]
    )
    assert choice.muted == []
    text = page.post(PAGE, {"muted": ["nowhere"]}).content.decode()
    assert "error-summary" in text
    assert MailChoice.objects.get().digest


def test_who_has_no_address_is_told(page: Client, cast: Cast) -> None:
    cast.liaison.email = ""
    cast.liaison.save()
    assert "没有登记您的邮箱" in page.get(PAGE).content.decode()

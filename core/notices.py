"""Messages to people of the workbench: in the portal, and one mail per person and working day.

An action posts rows inside its transaction; a unique key makes a repeat harmless. What leaves the
portal says only how many things wait, never what or about whom (domain.md §3.4 C10): the text is
behind the sign-in.
"""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.utils import timezone

from core import audit, clock, mail, outbox
from core.models.notice import MailChoice, Notice
from core.text import Text
from core.workdays import calendar

DIGEST_AT = dt.time(8, 40)
"""When the day's mails go out, on working days (domain.md §4.22)."""
DIGEST = "notice.digest"
URGENT = "notice.urgent"


class NoticeKind:
    """A kind of message: a small class in a package's `notices.py`, registered in `ready()`.

    `code`: stored in the row; `label`: what the list calls it; `urgent`: mailed at once instead
    of with the morning's digest; `reminder`: a deadline sends it, and the list folds all of one
    day into one entry.
    """

    code: ClassVar[str]
    label: ClassVar[Text]
    urgent: ClassVar[bool] = False
    reminder: ClassVar[bool] = False

    def text(self, notice: Notice) -> Text:
        """The sentence in the list, made from `notice.number` and `notice.params`."""
        raise NotImplementedError

    def url(self, notice: Notice) -> str:
        """Where the message leads."""
        raise NotImplementedError


_kinds: dict[str, NoticeKind] = {}


def register(*kinds: type[NoticeKind]) -> None:
    """Make kinds known, in `apps.ready()`."""
    for kind in kinds:
        known = _kinds.setdefault(kind.code, kind())
        if type(known) is not kind:
            raise ValueError(f"two notice kinds with the code {kind.code}")


def reminders() -> list[str]:
    """The codes of the kinds that deadlines send."""
    return [code for code, kind in _kinds.items() if kind.reminder]


def kind_of(notice: Notice) -> NoticeKind | None:
    """The class of a stored message; None if its package has dropped the kind."""
    return _kinds.get(notice.kind)


@dataclass(frozen=True)
class NoticeDraft:
    """A message that is still to be posted. `recipients`: people or their ids.

    `period` tells repeats apart: with the same kind, record and period a person gets it once.
    """

    kind: type[NoticeKind] | str
    recipients: Iterable[Any]
    subject_kind: str
    subject_id: int
    number: str = ""
    period: str = ""
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def code(self) -> str:
        return self.kind if isinstance(self.kind, str) else self.kind.code


_POST = """
WITH given AS (
    SELECT * FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::bigint[], %s::text[],
        %s::text[], %s::text[])
        AS g(recipient, kind, subject_kind, subject_id, number, period, params)
), written AS (
    INSERT INTO core_notice
        (recipient_id, kind, subject_kind, subject_id, number, period, params, created_at)
    SELECT recipient, kind, subject_kind, subject_id, number, period, params::jsonb,
        COALESCE(%s, now())
    FROM given JOIN {users} AS person ON person.id = recipient AND person.is_active
    ON CONFLICT (recipient_id, kind, subject_kind, subject_id, period) DO NOTHING
    RETURNING id, kind
), rung AS (
    INSERT INTO core_outboxrow (kind, ref_id, key, attempts, is_dead, fault, next_try)
    SELECT %s, id, 'notice:' || id, 0, false, '', COALESCE(%s, now())
    FROM written WHERE kind = ANY(%s)
)
SELECT count(*) FROM written
"""


def post(
    kind: type[NoticeKind] | str,
    *,
    recipients: Iterable[Any],
    subject_kind: str,
    subject_id: int,
    number: str = "",
    period: str = "",
    params: dict[str, Any] | None = None,
) -> int:
    """Post a message inside the transaction of the change; how many people got a new one.

    Disabled accounts get nothing. `params`: JSON values, codes, dates and counts only.
    """
    draft = NoticeDraft(
        kind, recipients, subject_kind, subject_id, number, period, dict(params or {})
    )
    return post_all([draft])


def post_all(drafts: Sequence[NoticeDraft]) -> int:
    """Post many messages in one statement; how many rows are new."""
    rows = [
        (
            getattr(person, "pk", person),
            draft.code,
            draft.subject_kind,
            draft.subject_id,
            draft.number,
            draft.period,
            json.dumps(draft.params, ensure_ascii=False),
        )
        for draft in drafts
        for person in draft.recipients
    ]
    if not rows:
        return 0
    unknown = {draft.code for draft in drafts} - _kinds.keys()
    if unknown:
        raise LookupError(f"notice kinds are not registered: {', '.join(sorted(unknown))}")
    columns = [list(column) for column in zip(*rows, strict=True)]
    now = clock.standing()
    urgent = [code for code, kind in _kinds.items() if kind.urgent]
    with connection.cursor() as cursor:
        cursor.execute(
            _POST.format(users=get_user_model()._meta.db_table),
            [*columns, now, URGENT, now, urgent],
        )
        return int(cursor.fetchone()[0])


def settle(subject_kind: str, subject_id: int, *kinds: type[NoticeKind] | str) -> int:
    """Mark the messages about a record as no longer needed (all, or those of some kinds)."""
    open_rows = Notice.objects.filter(
        subject_kind=subject_kind, subject_id=subject_id, settled_at=None
    )
    if kinds:
        codes = [kind if isinstance(kind, str) else kind.code for kind in kinds]
        open_rows = open_rows.filter(kind__in=codes)
    return open_rows.update(settled_at=clock.now())


def unread_count(user: Any) -> int:
    """How many messages wait for a person: the number beside the bell."""
    return Notice.objects.filter(recipient=user).open().count()


def read(user: Any, ids: Iterable[int] | None = None) -> int:
    """Mark a person's messages as read (all, or some); how many were not."""
    rows = Notice.objects.filter(recipient=user).unread()
    if ids is not None:
        rows = rows.filter(pk__in=list(ids))
    return rows.update(read_at=clock.now())


def mail_choice(user: Any) -> MailChoice:
    """Which mails a person wants; all of them as long as nothing has been chosen."""
    return MailChoice.objects.filter(user=user).first() or MailChoice(user=user)


@transaction.atomic
def choose_mails(*, user: Any, digest: bool, urgent: bool, muted: Iterable[str]) -> MailChoice:
    """Keep a person's choice. `muted`: codes of kinds that no morning mail counts.

    What is urgent cannot be muted one by one: it has its own switch.
    """
    wanted = sorted({code for code in muted if code in _kinds and not _kinds[code].urgent})
    choice, _new = MailChoice.objects.update_or_create(
        user=user, defaults={"digest": digest, "urgent": urgent, "muted": wanted}
    )
    audit.record(
        "notice.mails",
        by=user,
        kind="core.mail-choice",
        object_id=choice.pk,
        detail={"digest": digest, "urgent": urgent, "muted": wanted},
    )
    return choice


def kinds_for(user: Any) -> list[NoticeKind]:
    """The kinds that a person may mute: those that have reached them, by name."""
    codes = set(Notice.objects.filter(recipient=user).values_list("kind", flat=True).distinct())
    found = [kind for code, kind in _kinds.items() if code in codes and not kind.urgent]
    return sorted(found, key=lambda kind: str(kind.label))


_DIGESTS = """
WITH people AS (
    SELECT DISTINCT recipient_id FROM core_notice
    LEFT JOIN core_mailchoice AS choice ON choice.user_id = recipient_id
    WHERE mailed_at IS NULL AND read_at IS NULL AND settled_at IS NULL AND created_at <= %(at)s
        AND COALESCE(choice.digest, true) AND NOT kind = ANY(COALESCE(choice.muted, '{{}}'))
), rung AS (
    INSERT INTO core_outboxrow (kind, ref_id, key, attempts, is_dead, fault, next_try)
    SELECT %(kind)s, person.id, 'digest:' || person.id || ':' || %(day)s, 0, false, '', %(at)s
    FROM people JOIN {users} AS person ON person.id = recipient_id
    WHERE person.is_active AND person.email <> ''
    ON CONFLICT (key) DO NOTHING
    RETURNING ref_id
), marked AS (
    UPDATE core_notice SET mailed_at = %(at)s
    WHERE recipient_id IN (SELECT ref_id FROM rung)
        AND mailed_at IS NULL AND read_at IS NULL AND settled_at IS NULL AND created_at <= %(at)s
)
SELECT count(*) FROM rung
"""


def queue_digests(at: dt.datetime | None = None) -> int:
    """Ask the outbox for today's digests, one for each person with something new; how many.

    Does nothing on rest days and before 08:40; called again on the same day it adds nothing, so
    any number of schedulers may call it, and after an outage the next call catches up.
    """
    instant = at or clock.now()
    local = timezone.localtime(instant)
    if local.time() < DIGEST_AT or not calendar().is_workday(local.date()):
        return 0
    terms: dict[str, Any] = {"at": instant, "kind": DIGEST, "day": local.date().isoformat()}
    with connection.cursor() as cursor:
        cursor.execute(_DIGESTS.format(users=get_user_model()._meta.db_table), terms)
        return int(cursor.fetchone()[0])


@outbox.handler(DIGEST)
def send_digest(job: outbox.Job) -> None:
    """Send one person's digest, unless everything has been read or settled since."""
    choice = MailChoice.objects.filter(user_id=job.ref_id).first() or MailChoice()
    waiting = Notice.objects.filter(recipient_id=job.ref_id).exclude(kind__in=choice.muted)
    count = waiting.open().count() if choice.digest else 0
    person = get_user_model()._default_manager.filter(pk=job.ref_id, is_active=True).first()
    if count and person is not None and person.email:
        mail.send_count(to=person.email, count=count, key=job.key)


@outbox.handler(URGENT)
def send_urgent(job: outbox.Job) -> None:
    """Mail that something urgent waits, unless it has been read, settled or mailed since.

    What else of a person is urgent goes with it: ten cases due this morning are one mail.
    """
    notice = Notice.objects.open().select_related("recipient").filter(pk=job.ref_id).first()
    if notice is None or notice.mailed_at is not None or not notice.recipient.is_active:
        return
    if not mail_choice(notice.recipient).urgent:
        return  # the morning's mail counts it
    urgent = [code for code, kind in _kinds.items() if kind.urgent]
    waiting = Notice.objects.open().filter(
        recipient=notice.recipient, kind__in=urgent, mailed_at=None
    )
    ids = list(waiting.select_for_update().values_list("pk", flat=True))
    if notice.pk in ids:
        if notice.recipient.email:
            mail.send_count(to=notice.recipient.email, count=len(ids), key=job.key, urgent=True)
        Notice.objects.filter(pk__in=ids).update(mailed_at=clock.now())

"""Very many invented complaints, for measuring, never for people.

Texts and identities are encrypted like real ones, one by one; what follows from a case (steps,
replies, ratings) is written by the database from the cases, in one statement each.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import connection, transaction

from accounts.models import Post, Unit, User
from campaign.models import Campaign, Category
from complaints import codes, deadlines, identity
from complaints.enums import ANSWERED_STATES, Channel, Handling, Nature, Result, State, Verified
from complaints.identity import Contact
from complaints.models import Complaint
from core import clock
from core.deadlines import DeadlineKind, Subject, open_all
from core.errors import DomainError
from core.workdays import calendar

BATCH = 2000
# Of a hundred cases so many are in each state.
_SHARES = {
    State.RECEIVED: 3,
    State.ACCEPTED: 2,
    State.TRIAGED: 2,
    State.DISPATCHED: 3,
    State.HANDLING: 8,
    State.SIGNING: 1,
    State.REPLY_REVIEW: 2,
    State.TO_DISCIPLINE: 1,
    State.REPLIED: 5,
    State.CLOSED: 61,
    State.ARCHIVED: 8,
    State.REFUSED: 2,
    State.WITHDRAWN: 2,
}
_STATES = [state for state, share in _SHARES.items() for _n in range(share)]
_AT_UNIT = frozenset(
    {State.DISPATCHED, State.HANDLING, State.SIGNING, State.REPLY_REVIEW, *ANSWERED_STATES}
)
_CHANNELS = (Channel.WEB, Channel.QR, Channel.WEB, Channel.PHONE, Channel.HOTLINE, Channel.LETTER)
_NATURES = (Nature.COMPLAINT, Nature.COMPLAINT, Nature.HELP, Nature.CONSULT, Nature.SUGGESTION)
_TEXTS = (
    "我{m}月去办营业执照变更，窗口说材料不齐让我回去补，来回跑了{n}趟，每次说的都不一样。",
    "拨打公开电话{n}次，每次响到自动挂断都没有人接，想问的事情到现在没有答复。",
    "中午12点半到窗口，{n}个窗口只有一个有人，排队等了一个多小时，值班牌上的人不在岗。",
    "项目报批材料{m}月就交了，已经过去{n}周，问到哪个科室都说不在自己这里。",
    "小区门口的路面{m}月挖开后一直没有恢复，反映过{n}次，没有人说明什么时候修好。",
)
_REDACTED = "来信人反映：第{n}号事项，办理时间长，多次往返，希望一次说清并尽快办结。"


@dataclass(frozen=True)
class _Frame:
    """What all cases share."""

    units: Sequence[int]
    categories: Sequence[int]
    accusations: Sequence[int]
    by: User
    today: dt.date = field(default_factory=clock.today)
    now: dt.datetime = field(default_factory=clock.now)


@transaction.atomic
def load(count: int) -> int:
    """Add so many cases, spread over units, states and the last 200 days; returns how many."""
    campaign = Campaign.objects.current()
    frame = _frame()
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM complaints_complaint")
        before = int(cursor.fetchone()[0])
    for start in range(0, count, BATCH):
        numbers = range(before + start + 1, before + min(start + BATCH, count) + 1)
        cases = Complaint.objects.bulk_create(_case(frame, n, campaign.year) for n in numbers)
        identity.keep_all([(row, _contact(row, n)) for row, n in zip(cases, numbers, strict=True)])
        _clocks(cases)
    with connection.cursor() as cursor:
        for statement in (_STEPS, _REPLIES, _RATINGS):
            cursor.execute(statement, {"before": before, "by": frame.by.pk})
    return count


def _frame() -> _Frame:
    post = Post.objects.current().exclude(unit=None).order_by("id").select_related("user").first()
    if post is None:
        raise DomainError("Load units before complaints: somebody must handle them.", "no-post")
    leaves = Category.objects.leaves()
    return _Frame(
        units=list(Unit.objects.active().order_by("id").values_list("pk", flat=True)),
        categories=list(leaves.filter(accusation=False).values_list("pk", flat=True)),
        accusations=list(leaves.filter(accusation=True).values_list("pk", flat=True)),
        by=post.user,
    )


def _case(frame: _Frame, n: int, year: int) -> Complaint:
    state = _STATES[n * 37 % 100]
    settled = state in ANSWERED_STATES or state in {State.REFUSED, State.WITHDRAWN}
    received = frame.now - dt.timedelta(days=(25 + n % 175) if settled else n % 20, minutes=n % 600)
    accused = state == State.TO_DISCIPLINE
    places = frame.accusations if accused else frame.categories
    token = codes.new_token()
    row = Complaint(
        number=f"TS-{year}-V-{n:07d}",
        query_hash=codes.hash_code(codes.from_token(token)),
        token_hash=codes.hash_token(token),
        state=state,
        channel=_CHANNELS[n % len(_CHANNELS)],
        nature="" if state == State.RECEIVED else _NATURES[n % len(_NATURES)],
        category_id=places[n // 7 % len(places)],
        target_unit_id=frame.units[n % len(frame.units)],
        window=f"{1 + n % 9}号窗口",
        happened_on=received.date() - dt.timedelta(days=n % 5),
        content=_TEXTS[n % len(_TEXTS)].format(m=1 + n % 8, n=2 + n % 6),
        wish="请尽快办结，并一次说清需要哪些材料。" if n % 3 else "",
        is_anonymous=n % 5 < 2,
        is_accusation=accused,
        consent_public=n % 4 == 0,
        received_at=received,
        created_at=received,
        due_triage=received.date() + dt.timedelta(days=3),
    )
    _after_acceptance(frame, row, n, received)
    return row


def _after_acceptance(frame: _Frame, row: Complaint, n: int, received: dt.datetime) -> None:
    """What the desk and the unit have written into the case by now."""
    accepted = received + dt.timedelta(days=1)
    if row.state == State.REFUSED:
        row.refused_at, row.refused_by = accepted, frame.by
    elif row.state != State.RECEIVED:
        row.accepted_at, row.accepted_by = accepted, frame.by
    if row.state == State.TO_DISCIPLINE:
        row.nature, row.handling_mode = Nature.ACCUSATION, Handling.DISCIPLINE
        row.disciplined_at, row.disciplined_by = accepted, frame.by
    if row.state == State.TRIAGED or row.state in _AT_UNIT:
        row.redacted_text = _REDACTED.format(n=n)
    if row.state not in _AT_UNIT:
        return
    row.lead_unit_id, row.handling_mode = row.target_unit_id, Handling.DISPATCH
    row.dispatched_at, row.dispatched_by = accepted, frame.by
    row.due_sign = accepted.date() + dt.timedelta(days=1)
    row.due_reply = row.due_reply_first = accepted.date() + dt.timedelta(days=21)
    if row.state != State.DISPATCHED:
        row.signed_at, row.signed_by = accepted + dt.timedelta(hours=20), frame.by
    if row.state in {State.REPLY_REVIEW, *ANSWERED_STATES}:
        row.first_reply_on = accepted.date() + dt.timedelta(days=8 + n % 16)
    if row.state in ANSWERED_STATES:
        row.verified = list(Verified)[n % len(Verified)]
        row.result = list(Result)[n % 4]
        row.replied_at, row.replied_by = accepted + dt.timedelta(days=23), frame.by
        row.due_rating = calendar().add(frame.today, 1 + n % 10)
        if row.state != State.REPLIED:
            row.score = None if n % 10 < 3 else (5, 5, 4, 4, 4, 3, 3, 2, 1)[n % 9]
            row.closed_at = row.replied_at + dt.timedelta(days=1)


def _contact(row: Complaint, n: int) -> Contact:
    if row.is_anonymous:
        return Contact()
    return Contact(name=f"来信人{n}", phone=f"1380000{n % 10_000:04d}", address="金湖街道")


def _clocks(cases: Sequence[Complaint]) -> None:
    _open(deadlines.TriageDeadline, cases, {State.RECEIVED}, "due_triage")
    _open(deadlines.SignDeadline, cases, {State.DISPATCHED}, "due_sign")
    _open(deadlines.ReplyDeadline, cases, {State.HANDLING, State.SIGNING}, "due_reply")
    _open(deadlines.RatingDeadline, cases, {State.REPLIED}, "due_rating")


def _open(
    kind: type[DeadlineKind], cases: Sequence[Complaint], states: set[State], due: str
) -> None:
    waiting = [row for row in cases if row.state in states]
    open_all(
        kind,
        deadlines.KIND,
        [Subject(row.pk, row.number, row.unit_code, getattr(row, due)) for row in waiting],
    )


_STEPS = """
INSERT INTO complaints_complaintstep (complaint_id, kind, at, actor, actor_name, actor_post,
    unit_id, note, for_public, for_unit)
SELECT c.id, s.kind, s.at, 'volume', '受理员', '', NULL, '', true, s.kind <> 'received'
FROM complaints_complaint c CROSS JOIN LATERAL (VALUES
    ('received', c.received_at), ('accepted', c.accepted_at), ('dispatched', c.dispatched_at),
    ('signed_for', c.signed_at), ('replied', c.replied_at), ('closed', c.closed_at)
) AS s(kind, at) WHERE c.id > %(before)s AND s.at IS NOT NULL ORDER BY c.id, s.at
"""
_REPLIES = """
INSERT INTO complaints_reply (complaint_id, round, unit_id, facts, handling, improvement, basis,
    verified, result, written_at, written_by_id, signed_at, signed_by_id, decision, decided_at,
    decided_by_id, remarks)
SELECT id, 0, lead_unit_id, '经核实，来信反映的往返多次、等候时间长的情况属实。',
    '已向来信人说明所需材料，事项已经办结，并对当日值班人员批评教育。',
    '窗口统一使用一次性告知单，由负责人每天抽查。', '《一次性告知制度》第三条。',
    coalesce(nullif(verified, ''), 'true'), coalesce(nullif(result, ''), 'solved'),
    first_reply_on, %(by)s, first_reply_on, %(by)s,
    CASE WHEN replied_at IS NULL THEN 'open' ELSE 'granted' END, replied_at,
    CASE WHEN replied_at IS NULL THEN NULL ELSE %(by)s END, '{}'
FROM complaints_complaint WHERE id > %(before)s AND first_reply_on IS NOT NULL
"""
_RATINGS = """
INSERT INTO complaints_rating (complaint_id, round, score, solved, reason, at)
SELECT id, 0, score, score > 2, CASE WHEN score > 2 THEN '' ELSE '仍要再跑一趟。' END, closed_at
FROM complaints_complaint WHERE id > %(before)s AND score IS NOT NULL
"""

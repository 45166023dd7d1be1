"""Very many invented items, written in one statement: for measuring, never for people."""

import datetime as dt

from django.db import connection, transaction

from accounts.models import Post, Unit
from campaign.models import Campaign, Category
from core import clock
from core.errors import DomainError

# Of a hundred items: 56 struck off, 34 under rectification, 6 to verify, 4 to confirm.
_INSERT = """
INSERT INTO rectification_rectificationitem (
    campaign_id, number, unit_id, state, owner_kind, source, origin_kind, origin_number,
    category_id, description, cause, strong_reaction, repeat_offence, klass, target,
    due_date, original_due, responsible_id, lead_id, section, start_on, progress, is_key,
    sampled, rejections, rejected, extensions_granted, relapse_count, first_pass,
    claimed_result, result, result_note, look_back_on, tags, scope, remark,
    created_at, updated_at, version,
    signed_at, signed_by_id, accepted_at, accepted_by_id, asked_at, asked_by_id,
    vouched_at, vouched_by_id, closed_at, closed_by_id
)
SELECT %(campaign)s, 'ZG-' || %(year)s || '-V-' || lpad(n::text, 7, '0'),
    (%(units)s::bigint[])[1 + n %% %(unit_count)s], state, 'unit',
    (ARRAY['self_check', 'complaint', 'inspection', 'covert_visit', 'enterprise'])[1 + n %% 5],
    '', '', (%(categories)s::bigint[])[1 + (n / 7) %% %(category_count)s],
    (ARRAY['窗口办件超过承诺时限', '公开电话铃响超过6声无人接听', '会议多会期长',
        '项目报批需经5个科室签字', '企业开办材料清单未一次性告知'])[1 + (n / 3) %% 5]
        || '，抽查' || (20 + n %% 60) || '件中有' || (1 + n %% 9) || '件逾期，编号' || n || '。',
    '没有到期提醒。', n %% 11 = 0, false,
    CASE WHEN n %% 3 = 0 THEN 'at_once' ELSE 'by_date' END, '按时办结率达到100%%。',
    due, due, %(post)s, %(post)s, '审批科', due - 40,
    CASE WHEN state = 'in_progress' THEN 45 + n %% 50
        WHEN state = 'submitted' THEN 0 ELSE 100 END,
    n %% 17 = 0, false, 0, false, 0, 0,
    CASE WHEN state = 'closed' THEN n %% 6 <> 0 END,
    CASE WHEN state IN ('closed', 'pending_acceptance') THEN 'done' ELSE '' END,
    CASE WHEN state = 'closed' THEN 'done' ELSE '' END,
    '', CASE WHEN state = 'closed' THEN due + 60 END, '{}', 'zone', '',
    %(now)s::timestamptz - (n %% 100) * interval '1 day', %(now)s, 1,
    %(now)s, %(user)s,
    CASE WHEN state <> 'submitted' THEN %(now)s::timestamptz END,
    CASE WHEN state <> 'submitted' THEN %(user)s END,
    CASE WHEN ready THEN %(now)s::timestamptz END, CASE WHEN ready THEN %(user)s END,
    CASE WHEN ready THEN %(now)s::timestamptz END, CASE WHEN ready THEN %(user)s END,
    CASE WHEN state = 'closed' THEN %(now)s::timestamptz END,
    CASE WHEN state = 'closed' THEN %(user)s END
FROM (
    SELECT n, state, state IN ('closed', 'pending_acceptance') AS ready,
        CASE WHEN state = 'in_progress' THEN %(today)s::date - 6 + (n %% 50)::int
            ELSE %(today)s::date - 60 + (n %% 90)::int END AS due
    FROM (
        SELECT n, CASE WHEN n %% 100 < 56 THEN 'closed' WHEN n %% 100 < 90 THEN 'in_progress'
            WHEN n %% 100 < 96 THEN 'pending_acceptance' ELSE 'submitted' END AS state
        FROM generate_series(%(first)s::bigint, %(last)s::bigint) AS n
    ) AS dealt
) AS dated
"""


@transaction.atomic
def load(count: int) -> int:
    """Add so many items to the running campaign, spread over all units; returns how many."""
    campaign = Campaign.objects.current()
    units = list(Unit.objects.active().order_by("id").values_list("pk", flat=True))
    post = Post.objects.current().exclude(unit=None).order_by("id").first()
    if post is None:
        raise DomainError("Load units before items: somebody must be responsible.", "no-post")
    categories = list(Category.objects.leaves().values_list("pk", flat=True))
    today: dt.date = clock.today()
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM rectification_rectificationitem")
        first = cursor.fetchone()[0] + 1
        cursor.execute(
            _INSERT,
            {
                "campaign": campaign.pk,
                "year": str(campaign.year),
                "units": units,
                "unit_count": len(units),
                "categories": categories,
                "category_count": len(categories),
                "post": post.pk,
                "user": post.user_id,
                "now": clock.now(),
                "today": today,
                "first": first,
                "last": first + count - 1,
            },
        )
        return int(cursor.rowcount)

"""Reads for the pages of the three administrators."""

import datetime as dt
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from accounts.models import Post, User
from core.models import AuditEvent


def people(text: str = "", *, unit_code: str = "", state: str = "") -> QuerySet[User]:
    """Accounts with their present posts; `state`: `active`, `disabled` or `without` posts."""
    rows = User.objects.all()
    if text:
        rows = rows.filter(Q(username__icontains=text) | Q(name__icontains=text))
    present = Post.objects.current()
    if unit_code:
        rows = rows.filter(pk__in=present.filter(unit__code=unit_code).values("user_id"))
    if state == "without":
        rows = rows.exclude(pk__in=present.values("user_id"))
    elif state:
        rows = rows.filter(is_active=state == "active")
    posts = present.select_related("unit").order_by("-is_primary", "id")
    return rows.prefetch_related(Prefetch("posts", posts, to_attr="shown_posts"))


def trail(filters: dict[str, Any]) -> QuerySet[AuditEvent]:
    """Audit events, newest first, narrowed by the fields of `AuditFilterForm`."""
    rows = AuditEvent.objects.order_by("-id")
    for name in ("actor", "number", "result"):
        if filters.get(name):
            rows = rows.filter(**{name: filters[name].strip()})
    if filters.get("action"):
        rows = rows.filter(action__startswith=filters["action"].strip())
    if filters.get("since"):
        rows = rows.filter(at__gte=_midnight(filters["since"]))
    if filters.get("until"):
        rows = rows.filter(at__lt=_midnight(filters["until"] + dt.timedelta(days=1)))
    return rows


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))

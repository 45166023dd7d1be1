"""What waits for the three administrators: posts nobody holds, accounts nobody uses, the chain.

No business of the campaign among it (domain.md §3.3): a unit's name, a role, an account.
"""

import datetime as dt
from collections.abc import Iterator

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import Permission, Role
from accounts.models import Post, Unit, User
from core import clock
from core.duties import Duties, Found
from core.models import AuditEvent
from core.todo import Todo
from core.workdays import calendar

UNUSED = dt.timedelta(days=90)
"""After so long without a sign-in an account is to be disabled (domain.md §3.2)."""
VERIFY_EVERY = dt.timedelta(days=7)
CALENDAR_FROM = (11, 1)
"""The State Council announces the next year's rest days in November."""
TRAIL = ("core.audit", 1)
"""Kind and id under which the walks over the chain are recorded, so that the last is found."""

# Without these a unit gets no complaint, writes nothing and signs nothing.
NEEDED = (Role.CONTACT, Role.LIAISON, Role.UNIT_HEAD)

_POST = gettext_lazy("Post")
_ACCOUNT = gettext_lazy("Account")
_CALENDAR = gettext_lazy("Working calendar")
_TRAIL = gettext_lazy("Audit trail")


def todos(user: User) -> list[Found]:
    """What waits for an administrator; nothing for anybody else."""
    found: list[Found] = []
    if user.may(Permission.ROLES_GRANT):
        found += [*(_vacant(role) for role in NEEDED), _without_post(user)]
        found.append(_left(_("Hand over or give a post")))
    if user.may(Permission.USERS_MANAGE):
        found += [_unused(), _left(_("Disable or keep"))]
    if user.may(Permission.SETTINGS_MANAGE):
        found += _next_year()
    if user.may(Permission.AUDIT_READ):
        found += _verification()
    return found


def units_without(role: Role) -> QuerySet[Unit]:
    """Active units in which nobody holds a role today."""
    held = Post.objects.current().filter(role=role, user__is_active=True)
    return Unit.objects.active().exclude(pk__in=held.filter(unit__isnull=False).values("unit_id"))


def _vacant(role: Role) -> Duties:
    def make(unit: Unit) -> Todo:
        return Todo(
            kind=_POST,
            title=_("%(unit)s has no %(role)s")
            % {"unit": unit.short_name, "role": Role(role).label},
            number=unit.code,
            meta=unit.name,
            due_on=None,
            verb=_("Choose an account"),
            url=reverse("accounts:users"),
        )

    return Duties(_POST, units_without(role), make, number="code")


def _without_post(user: User) -> Duties:
    """New accounts wait for their post: the one who makes them cannot give it."""
    held = Post.objects.filter(Q(end=None) | Q(end__gte=clock.today()))
    rows = User.objects.filter(is_active=True).exclude(pk=user.pk)

    def make(row: User) -> Todo:
        return Todo(
            kind=_ACCOUNT,
            title=row.name,
            number=row.username,
            meta=_("account without a post"),
            due_on=None,
            verb=_("Give a post"),
            url=reverse("accounts:post-grant", args=[row.username]),
        )

    waiting = rows.exclude(pk__in=held.values("user_id"))
    # Who had one is leaving (below); nobody need give them another.
    waiting = waiting.exclude(pk__in=Post.objects.values("user_id"))
    return Duties(_ACCOUNT, waiting, make, number="username")


def _left(verb: str) -> Duties:
    """People whose last post is over: their work goes on to somebody, then the account closes."""
    held = Post.objects.filter(Q(end=None) | Q(end__gte=clock.today()))
    over = Post.objects.exclude(user__in=held.values("user_id"))

    def make(row: User) -> Todo:
        return Todo(
            kind=_ACCOUNT,
            title=row.name,
            number=row.username,
            meta=_("no post any more"),
            due_on=None,
            verb=verb,
            url=reverse("accounts:leaving", args=[row.username]),
        )

    rows = User.objects.filter(is_active=True, pk__in=over.values("user_id"))
    return Duties(_ACCOUNT, rows, make, number="username")


def _unused() -> Duties:
    def make(row: User) -> Todo:
        day = row.last_login or row.created_at
        return Todo(
            kind=_ACCOUNT,
            title=row.name,
            number=row.username,
            meta=_("not used since %(day)s") % {"day": f"{day:%Y-%m-%d}"},
            due_on=None,
            verb=_("Disable or keep"),
            url=reverse("accounts:user", args=[row.username]),
        )

    rows = User.objects.filter(is_active=True).annotate(
        seen=Coalesce(F("last_login"), F("created_at"))
    )
    return Duties(_ACCOUNT, rows.filter(seen__lt=clock.now() - UNUSED), make, number="username")


def _next_year() -> Iterator[Todo]:
    today = clock.today()
    following = today.year + 1
    for year, due in (
        (today.year, today),
        (following, dt.date(today.year, 12, 31)),
    ):
        asked = year == today.year or (today.month, today.day) >= CALENDAR_FROM
        if asked and not calendar().is_announced(year):
            yield Todo(
                kind=_CALENDAR,
                title=_("The rest days of %(year)d are not entered") % {"year": year},
                number=str(year),
                meta=_("deadlines of that year are guessed by weeks"),
                due_on=due,
                verb=_("Enter them"),
                url=f"{reverse('accounts:calendar')}?year={year}",
            )


def _verification() -> Iterator[Todo]:
    kind, pk = TRAIL
    walks = AuditEvent.objects.filter(object_kind=kind, object_id=pk).order_by("-id")
    last = walks.values_list("at", flat=True).first()
    if last is None or last <= clock.now() - VERIFY_EVERY:
        yield Todo(
            kind=_TRAIL,
            title=_("Walk over the chain of the audit trail"),
            number="",
            meta=_("last done on %(day)s") % {"day": f"{last:%Y-%m-%d}"}
            if last
            else _("never done yet"),
            due_on=clock.today(),
            verb=_("Verify"),
            url=reverse("accounts:audit"),
        )

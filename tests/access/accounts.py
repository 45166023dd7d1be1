"""Who may open the pages of accounts."""

import datetime as dt

from accounts.actions import departures, passwords
from core import clock
from tests.access.types import ANYBODY, Route
from tests.cast import Cast

EVERYBODY = frozenset(name for name in Cast.__annotations__ if name not in {"unit", "other_unit"})
SYSADMIN, SECADMIN, AUDITOR = (frozenset({name}) for name in ("sysadmin", "secadmin", "auditor"))


def _link(cast: Cast) -> str:
    return f"/accounts/password/{passwords.issue_link(user=cast.owner, by=cast.sysadmin)}/"


def _post(cast: Cast, rest: str) -> str:
    return f"/staff/settings/posts/{cast.owner.posts.get().pk}/{rest}/"


def _leaving_post(cast: Cast) -> str:
    return f"{USER}leaving/{cast.owner.posts.get().pk}/hand-over/"


def _left(cast: Cast) -> str:
    yesterday = clock.today() - dt.timedelta(days=1)
    departures.leave(user=cast.owner, last_day=yesterday, successors={}, by=cast.secadmin)
    return f"{USER}leaving/close/"


USER = "/staff/settings/users/owner/"

ROUTES = {
    "accounts:sign-in": Route(lambda _: "/accounts/sign-in/", ANYBODY),
    "accounts:sign-out": Route(lambda _: "/accounts/sign-out/", EVERYBODY, method="post"),
    "accounts:second-factor": Route(lambda _: "/accounts/second-factor/", EVERYBODY),
    "accounts:second-factor-setup": Route(lambda _: "/accounts/second-factor/set-up/", EVERYBODY),
    # Nothing to draw unless a set-up is under way: a 404 for everybody here.
    "accounts:second-factor-picture": Route(
        lambda _: "/accounts/second-factor/picture/", frozenset()
    ),
    "accounts:password-link": Route(_link, ANYBODY),
    "accounts:account": Route(lambda _: "/staff/account/", EVERYBODY),
    "accounts:password": Route(lambda _: "/staff/account/password/", EVERYBODY),
    "accounts:end-sessions": Route(lambda _: "/staff/account/sessions/", EVERYBODY, method="post"),
    "accounts:recovery-codes": Route(
        lambda _: "/staff/account/recovery-codes/", EVERYBODY, method="post"
    ),
    "accounts:switch-post": Route(lambda _: "/staff/account/post/", EVERYBODY, method="post"),
    "accounts:users": Route(lambda _: "/staff/settings/users/", SYSADMIN | SECADMIN),
    "accounts:user-new": Route(lambda _: "/staff/settings/users/new/", SYSADMIN),
    "accounts:people-import": Route(lambda _: "/staff/settings/people/", SYSADMIN | SECADMIN),
    "accounts:people-template": Route(
        lambda _: "/staff/settings/people/template/", SYSADMIN | SECADMIN
    ),
    "accounts:user": Route(lambda _: USER, SYSADMIN | SECADMIN),
    "accounts:user-edit": Route(lambda _: USER + "edit/", SYSADMIN),
    "accounts:user-link": Route(lambda _: USER + "link/", SYSADMIN, method="post"),
    "accounts:user-active": Route(
        lambda _: USER + "active/", SYSADMIN, method="post", data={"active": "1"}
    ),
    "accounts:second-factor-reset": Route(
        lambda _: USER + "second-factor/", SECADMIN, method="post"
    ),
    "accounts:leaving": Route(lambda _: USER + "leaving/", SYSADMIN | SECADMIN),
    "accounts:leaving-hand-over": Route(_leaving_post, SECADMIN, method="post"),
    "accounts:leaving-close": Route(_left, SYSADMIN, method="post"),
    "accounts:post-grant": Route(lambda _: USER + "posts/", SECADMIN),
    "accounts:post-end": Route(lambda c: _post(c, "end"), SECADMIN, method="post"),
    "accounts:post-hand-over": Route(lambda c: _post(c, "hand-over"), SECADMIN),
    "accounts:units": Route(lambda _: "/staff/settings/units/", SYSADMIN),
    "accounts:calendar": Route(lambda _: "/staff/settings/calendar/", SYSADMIN),
    "accounts:calendar-day": Route(lambda _: "/staff/settings/calendar/2011-10-08/", SYSADMIN),
    "accounts:unit-new": Route(lambda _: "/staff/settings/units/new/", SYSADMIN),
    "accounts:unit-import": Route(lambda _: "/staff/settings/units/import/", SYSADMIN),
    "accounts:unit-template": Route(lambda _: "/staff/settings/units/template/", SYSADMIN),
    "accounts:unit": Route(lambda _: "/staff/settings/units/JFJ/", SYSADMIN),
    "accounts:unit-rename": Route(lambda _: "/staff/settings/units/JFJ/rename/", SYSADMIN),
    "accounts:unit-merge": Route(lambda _: "/staff/settings/units/JFJ/merge/", SYSADMIN),
    "accounts:audit": Route(lambda _: "/staff/settings/audit/", AUDITOR),
    "accounts:audit-verify": Route(
        lambda _: "/staff/settings/audit/verify/", AUDITOR, method="post"
    ),
}

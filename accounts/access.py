"""Who may do what with accounts. Business rights are in the packages that own the business."""

from django.utils.translation import gettext_lazy as _

from accounts.enums import Permission
from accounts.models import User
from core.access import Allowed, Answer, Denied
from core.actors import Actor


def can_manage_users(user: Actor) -> Answer:
    """Accounts are made and disabled by the system administrator."""
    if user.may(Permission.USERS_MANAGE):
        return Allowed()
    return Denied(_("Accounts are kept by the system administrator. Ask there."))


def can_manage_units(user: Actor) -> Answer:
    if user.may(Permission.SETTINGS_MANAGE):
        return Allowed()
    return Denied(_("Units are kept by the system administrator. Ask there."))


def can_manage_calendar(user: Actor) -> Answer:
    """The working calendar is a parameter of the portal."""
    if user.may(Permission.SETTINGS_MANAGE):
        return Allowed()
    return Denied(_("The working calendar is kept by the system administrator. Ask there."))


def can_grant(user: Actor, subject: User) -> Answer:
    """Posts are given by the security administrator, never to oneself."""
    if not user.may(Permission.ROLES_GRANT):
        return Denied(_("Posts are given by the security administrator. Ask there."))
    if subject.pk == user.pk:
        return Denied(_("Nobody gives posts to themselves. Another security administrator can."))
    return Allowed()


def can_grant_many(user: Actor) -> Answer:
    """Posts from a sheet are given by the security administrator; `can_grant` judges each."""
    if user.may(Permission.ROLES_GRANT):
        return Allowed()
    return Denied(_("Posts are given by the security administrator. Ask there."))


def can_see_users(user: Actor) -> Answer:
    """The list of accounts: for those who make them and those who give rights."""
    if user.may(Permission.USERS_MANAGE) or user.may(Permission.ROLES_GRANT):
        return Allowed()
    return Denied(_("Accounts are kept by the system administrator. Ask there."))


def can_read_audit(user: Actor) -> Answer:
    if user.may(Permission.AUDIT_READ):
        return Allowed()
    return Denied(_("The audit trail is read by the audit administrator only."))

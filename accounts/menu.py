"""Menu entries of the three administrators."""

from django.utils.translation import gettext_lazy as _

from accounts.enums import Permission
from core.ui.menu import MenuEntry

ENTRIES = [
    MenuEntry(
        "users",
        _("Accounts and posts"),
        "user",
        "accounts:users",
        permissions=(Permission.USERS_MANAGE, Permission.ROLES_GRANT),
        group="system",
        order=10,
    ),
    MenuEntry(
        "units",
        _("Units"),
        "list",
        "accounts:units",
        permissions=(Permission.SETTINGS_MANAGE,),
        group="system",
        order=20,
    ),
    MenuEntry(
        "work-calendar",
        _("Working calendar"),
        "clock",
        "accounts:calendar",
        permissions=(Permission.SETTINGS_MANAGE,),
        group="system",
        order=25,
    ),
    MenuEntry(
        "audit",
        _("Audit trail"),
        "shield",
        "accounts:audit",
        permissions=(Permission.AUDIT_READ,),
        group="system",
        order=30,
    ),
]

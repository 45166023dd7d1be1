"""The complaints' lines in the menu of the workbench."""

from collections.abc import Mapping

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.enums import Permission as P
from accounts.models import User
from complaints import protection
from complaints.enums import State
from complaints.models import Complaint
from core.ui.menu import MenuEntry

ENTRIES = [
    MenuEntry(
        "intake",
        _("Complaint desk"),
        "inbox",
        "complaints:intake",
        permissions=(P.COMPLAINT_INTAKE, P.COMPLAINT_BYPASS),
        group="work",
        order=10,
    ),
    MenuEntry(
        "cases",
        _("Complaints"),
        "doc",
        "complaints:cases",
        permissions=(P.COMPLAINT_HANDLE, P.COMPLAINT_SIGN, P.COMPLAINT_INTAKE, P.ZONE_READ),
        group="work",
        order=20,
    ),
    MenuEntry(
        "discipline",
        _("Transferred accusations"),
        "lock",
        "complaints:discipline",
        permissions=(P.COMPLAINT_DISCIPLINE,),
        group="work",
        order=30,
    ),
    MenuEntry(
        "retaliation",
        _("Reports of retaliation"),
        "warn",
        "complaints:retaliations",
        permissions=(P.COMPLAINT_BYPASS, P.COMPLAINT_DISCIPLINE),
        group="work",
        order=5,
    ),
    MenuEntry(
        "typical",
        _("Typical cases"),
        "book",
        "complaints:typical-cases",
        permissions=(P.COMPLAINT_INTAKE, P.COMPLAINT_DECIDE),
        group="work",
        order=35,
    ),
    MenuEntry(
        "codes",
        _("Supervision codes"),
        "scan",
        "complaints:codes",
        permissions=(P.CODE_MANAGE,),
        group="work",
        order=40,
    ),
    MenuEntry(
        "routing",
        _("Routing rules"),
        "flag",
        "complaints:routing",
        permissions=(P.COMPLAINT_DISPATCH,),
        group="work",
        order=45,
    ),
    MenuEntry(
        "limits",
        _("Time limits"),
        "clock",
        "complaints:limits",
        permissions=(P.CAMPAIGN_MANAGE,),
        group="system",
        order=40,
    ),
    MenuEntry(
        "templates",
        _("Reply templates"),
        "doc",
        "complaints:templates",
        permissions=(P.CAMPAIGN_MANAGE,),
        group="system",
        order=42,
    ),
    MenuEntry(
        "partners",
        _("Other systems"),
        "link",
        "complaints:partners",
        permissions=(P.CAMPAIGN_MANAGE,),
        group="system",
        order=45,
    ),
]
ENTRIES.append(
    MenuEntry(
        "clearings",
        _("Retention"),
        "clock",
        "complaints:clearings",
        permissions=(P.COMPLAINT_INTAKE, P.COMPLAINT_DECIDE),
        group="work",
        order=50,
    )
)
ADDS = [
    MenuEntry(
        "register",
        _("Register for somebody"),
        "phone",
        "complaints:register",
        permissions=(P.COMPLAINT_INTAKE,),
        order=40,
    ),
]
_DESK = Q(
    state__in=[
        State.RECEIVED,
        State.ACCEPTED,
        State.TRIAGED,
        State.RETURN_REVIEW,
        State.REPLY_REVIEW,
    ]
)
_UNIT = Q(state__in=[State.DISPATCHED, State.HANDLING, State.REDO, State.SIGNING])


def counts(user: User) -> Mapping[str, QuerySet[Complaint]]:
    """Open work beside the entries; nothing for people without complaints."""
    mine = [entry for entry in ENTRIES if entry.is_for(user)]
    if not mine:
        return {}
    desk = _DESK & Q(bypass=True) if user.may(P.COMPLAINT_BYPASS) else _DESK
    rows = Complaint.objects.visible_to(user)
    reported = protection.reports_of(user).open().values("complaint")
    filters = {"intake": desk, "cases": _UNIT, "discipline": Q(state=State.TO_DISCIPLINE)}
    filters["retaliation"] = Q(pk__in=reported)
    return {key: rows.filter(condition).distinct() for key, condition in filters.items()}

"""Who reads a report of retaliation and acts on it (C14).

The leaders; if every one of them is accused or recused, the discipline liaison. The desk and the
units know that there is a report, never what it says.
"""

from django.utils.translation import gettext_lazy as _

from accounts.enums import Permission, Role
from accounts.models import Post, User
from accounts.models.user import holders
from complaints import conflict
from complaints.models import Complaint, RetaliationReport
from complaints.models.retaliation import RetaliationQuerySet
from core.access import Allowed, Answer, Denied

ROLES = (Role.LEADER, Role.DISCIPLINE)


def can_list(user: User) -> Answer:
    """Whether the person has a list of such reports."""
    if user.may(Permission.COMPLAINT_BYPASS) or user.may(Permission.COMPLAINT_DISCIPLINE):
        return Allowed()
    return Denied(_("Reports of retaliation are open to the leader only."))


def reports_of(user: User) -> RetaliationQuerySet:
    """The reports that a person reads: never of a case that is kept from them."""
    mine = RetaliationReport.objects.exclude(complaint__recused=user)
    if user.may(Permission.COMPLAINT_BYPASS):
        return mine.filter(for_discipline=False)
    if user.may(Permission.COMPLAINT_DISCIPLINE):
        return mine.filter(for_discipline=True)
    return mine.none()


def can_act(user: User, complaint: Complaint) -> Answer:
    """Whether the person may answer and close the open report of a case."""
    if not reports_of(user).open().filter(complaint=complaint).exists():
        return Denied(_("There is no open report of retaliation for you in this case."))
    return Allowed()


def readers(report: RetaliationReport) -> list[User]:
    """Who hears of a report now: whoever holds the post and is not recused."""
    recused = set(report.complaint.recused.values_list("pk", flat=True))
    role = Role.DISCIPLINE if report.for_discipline else Role.LEADER
    return [person for person in holders(role) if person.pk not in recused]


def accused(complaint: Complaint, text: str) -> list[User]:
    """Leaders and discipline liaisons whom the person complains about, here or in the case."""
    posts = Post.objects.current().filter(role__in=ROLES, user__is_active=True)
    return conflict.accused_among(complaint, posts.select_related("user"), text)

"""Who may be flagged as interested in a case (C6), and that somebody is left to handle it."""

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.enums import Permission, Role
from accounts.models import Post, User
from complaints.enums import OPEN_STATES
from complaints.models import Complaint
from core.access import Allowed, Answer, Denied

_ZONE = (Role.DESK, Role.LEADER, Role.OFFICE_ADMIN, Role.OFFICE_STAFF, Role.DISCIPLINE)
_UNIT = (Role.CONTACT, Role.UNIT_HEAD)


def can_flag(by: User, complaint: Complaint) -> Answer:
    """The desk flags others while the case is open; the leader does for what goes past the desk."""
    right = Permission.COMPLAINT_BYPASS if complaint.bypass else Permission.COMPLAINT_INTAKE
    if not by.may(right):
        return Denied(_("Your post does not allow this step."))
    if complaint.state not in OPEN_STATES:
        return Denied(_("The case is no longer being handled; nobody has to step back from it."))
    return Allowed()


def candidates(complaint: Complaint) -> list[Post]:
    """Posts of people who could come across the case and are not recused yet, one a person."""
    units = [pk for pk in (complaint.lead_unit_id, complaint.target_unit_id) if pk]
    concerned = Q(role__in=_ZONE) | Q(role__in=_UNIT, unit__in=units)
    rows = (
        Post.objects.current()
        .filter(concerned, user__is_active=True)
        .exclude(user__in=complaint.recused.all())
        .select_related("user", "unit")
        .order_by("unit__order", "user__username", "-is_primary", "id")
    )
    people: dict[int, Post] = {}
    for row in rows:
        people.setdefault(row.user_id, row)
    return list(people.values())


def left_over(complaint: Complaint, person: User) -> Answer:
    """Whether somebody can go on with the case when this person steps back."""
    gone = {*complaint.recused.values_list("pk", flat=True), person.pk}
    posts = Post.objects.current().filter(user__is_active=True).exclude(user__in=gone)
    role = Role.LEADER if complaint.bypass else Role.DESK
    holds = person.current_posts
    if any(post.role == role for post in holds) and not posts.filter(role=role).exists():
        return Denied(_("Nobody else could handle the case. Give somebody the post first."))
    unit = complaint.lead_unit
    mine = [p.role for p in holds if unit is not None and p.unit_id == unit.pk]
    for needed in _UNIT:
        if needed in mine and not posts.filter(role=needed, unit=unit).exists():
            return Denied(_("The unit has nobody else for this. Take the case back from it first."))
    return Allowed()

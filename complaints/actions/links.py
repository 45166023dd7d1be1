"""Cases seen together: linked, and taken apart again after a merge."""

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from complaints import access, deadlines, policies
from complaints.actions.moves import move, note
from complaints.enums import Step
from complaints.errors import NO_SUCH_CASE
from complaints.models import CaseLink, Complaint
from core import audit, clock
from core.access import require
from core.errors import DomainError
from core.workdays import calendar
from core.workflow import lock

KIND = "complaints.complaint"


def linked(complaint: Complaint, user: User) -> QuerySet[Complaint]:
    """The cases linked with this one that the person may know of."""
    rows = Complaint.objects.visible_to(user).with_units()
    return rows.filter(Q(links_on__other=complaint) | Q(links_back__one=complaint)).order_by(
        "number"
    )


@transaction.atomic
def link(*, complaint: Complaint, by: User, into: Complaint) -> CaseLink:
    """Note that two cases belong together; each goes its own way."""
    complaint = lock(complaint)
    require(access.can_read_original(by, complaint))
    if not Complaint.objects.visible_to(by).filter(pk=into.pk).exists():
        raise DomainError(NO_SUCH_CASE, "no-case", "into")
    if into.pk == complaint.pk or into.bypass != complaint.bypass:
        raise DomainError(_("Choose another case to link with."), "same", "into")
    one, other = sorted((complaint, into), key=lambda case: case.pk)
    row, made = CaseLink.objects.get_or_create(one=one, other=other, defaults={"by": by})
    if made:
        _record(complaint, by, "link", into.number)
    return row


@transaction.atomic
def unlink(*, complaint: Complaint, by: User, into: Complaint) -> None:
    """Take the link away again."""
    complaint = lock(complaint)
    require(access.can_read_original(by, complaint))
    one, other = sorted((complaint, into), key=lambda case: case.pk)
    gone, _by_model = CaseLink.objects.filter(one=one, other=other).delete()
    if not gone:
        raise DomainError(_("These cases are not linked."), "not-linked", "into")
    _record(complaint, by, "unlink", into.number)


@transaction.atomic
def unmerge(*, complaint: Complaint, by: User, reason: str) -> Complaint:
    """Take a case out of its main case: it was another matter. Its person follows it alone again,
    and the desk has its days anew."""
    complaint = lock(complaint)
    main = complaint.duplicate_of
    complaint.duplicate_of = None
    days = policies.limits(complaint).triage_days
    complaint.due_triage = calendar().add(clock.today(), days)
    move(complaint, "unmerge", by=by, reason=reason, save=["duplicate_of", "due_triage"])
    note(complaint, Step.UNMERGED, by=by, text=reason)
    note(complaint, Step.UNMERGED, by=by, public=True)
    if main is not None:
        note(main, Step.UNMERGED, by=by, text=complaint.number)
    deadlines.start(deadlines.TriageDeadline, complaint, complaint.due_triage)
    return complaint


def _record(complaint: Complaint, by: User, act: str, other: str) -> None:
    audit.record(
        f"{KIND}.{act}",
        by=by,
        kind=KIND,
        object_id=complaint.pk,
        number=complaint.number,
        detail={"other": other},
    )

"""People sign in to a study session by the code on its screen."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaign import access, sign_in_codes
from campaign.models import StudySession, StudySignIn
from campaign.workflow import SESSION
from core import audit
from core.access import require
from core.errors import DomainError
from core.workflow import lock


@transaction.atomic
def sign_in(*, session: StudySession, by: User, code: str) -> StudySignIn:
    """Note that a person is there, once. `DomainError` (code `code`) for a code of long ago."""
    session = lock(session)
    require(access.can_sign_in(by, session))
    found = session.sign_ins.filter(user=by).first()
    if found is not None:
        return found
    if not sign_in_codes.is_good(session, code):
        raise DomainError(
            _("This code has changed meanwhile. Scan the one on the screen again."), "code"
        )
    made = StudySignIn.objects.create(session=session, user=by)
    audit.record(
        f"{SESSION.kind}.sign-in",
        by=by,
        kind=SESSION.kind,
        object_id=session.pk,
        number=session.number,
        unit_code=session.unit_code,
    )
    return made


@transaction.atomic
def note_present(*, session: StudySession, by: User, people: Collection[User]) -> int:
    """The liaison ticks who was at a session that was held; how many names are new.

    Who is no longer ticked is taken off, except those who signed in themselves.
    """
    session = lock(session)
    require(access.can_note_attendance(by, session))
    wanted = {person.pk for person in people}
    session.sign_ins.filter(noted=True).exclude(user__in=wanted).delete()
    known = set(session.sign_ins.values_list("user_id", flat=True))
    made = [StudySignIn(session=session, user_id=pk, noted=True) for pk in sorted(wanted - known)]
    StudySignIn.objects.bulk_create(made)
    audit.record(
        f"{SESSION.kind}.present",
        by=by,
        kind=SESSION.kind,
        object_id=session.pk,
        number=session.number,
        unit_code=session.unit_code,
        detail={"people": len(wanted)},
    )
    return len(made)

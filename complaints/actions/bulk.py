"""One act on several cases: only on cases that the person has opened, each by its own rules."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from complaints.actions import closing, dispatch, triage
from complaints.models import Complaint, ReadMark
from core.errors import DomainError
from core.text import Text

MOST = 50
_UNREAD = _("You have not read this case yet: open it first.")


def _dispatch(case: Complaint, by: User, unit: Unit | None) -> Complaint:
    if unit is None:
        raise DomainError(_("Choose the unit that handles the cases."), "unit", "unit")
    return dispatch.dispatch(complaint=case, by=by, unit=unit)


Doing = Callable[[Complaint, User, Unit | None], object]
DOINGS: Mapping[str, tuple[Text, Doing]] = {
    "accept": (_("Accept"), lambda case, by, _unit: triage.accept(complaint=case, by=by)),
    "dispatch": (_("Dispatch"), _dispatch),
    "discipline": (
        _("Transfer to discipline"),
        lambda case, by, _unit: dispatch.to_discipline(complaint=case, by=by),
    ),
    "archive": (_("Archive"), lambda case, by, _unit: closing.archive(complaint=case, by=by)),
}


@dataclass
class Outcome:
    """Numbers that it was done for, and (number, reason) of the others."""

    done: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)


def mark_read(complaint: Complaint, by: User) -> None:
    """The person has the case before them now."""
    ReadMark.objects.bulk_create([ReadMark(user=by, complaint=complaint)], ignore_conflicts=True)


def read_of(cases: Iterable[Complaint], by: User) -> set[int]:
    """Which of these the person has opened (one query)."""
    rows = ReadMark.objects.filter(user=by, complaint__in=[case.pk for case in cases])
    return set(rows.values_list("complaint_id", flat=True))


def run(cases: Iterable[Complaint], *, act: str, by: User, unit: Unit | None = None) -> Outcome:
    """Each case in a transaction of its own: C4, the leak check and states hold for every one."""
    cases, outcome = list(cases)[:MOST], Outcome()
    seen = read_of(cases, by)
    _words, do = DOINGS[act]
    for case in cases:
        try:
            if case.pk not in seen:
                raise DomainError(_UNREAD, "unread")
            do(case, by, unit)
        except DomainError as refusal:
            outcome.failed.append((case.number, str(refusal.message)))
        else:
            outcome.done.append(case.number)
    return outcome

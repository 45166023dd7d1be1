"""What the help page says to a person: where their own work begins, and the words of the field."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.enums import Permission as P
from accounts.models import User
from core.text import Text
from portal.menus import address


@dataclass(frozen=True)
class Task:
    """What somebody wants to do, where it begins, and how it goes on. For any of `permissions`."""

    question: Text
    answer: Text
    url_name: str
    permissions: tuple[P, ...]


@dataclass(frozen=True)
class Line:
    """A task as the page shows it."""

    question: Text
    answer: Text
    url: str


@dataclass(frozen=True)
class Word:
    """A term of the field in plain words."""

    term: Text
    meaning: Text


TASKS: Sequence[Task] = (
    Task(
        _("How do I file our plan?"),
        _(
            "Write it section by section; what you type is saved as you go. Hand it to the unit"
            " head, who signs and sends it. The first sending decides whether it is in time."
        ),
        "campaign:plans",
        (P.PLAN_EDIT,),
    ),
    Task(
        _("The plan came back. What now?"),
        _(
            "Each note stands at its section. Change what must be changed, answer every note, and"
            " hand it on again. A return does not make the plan late."
        ),
        "campaign:plans",
        (P.PLAN_EDIT,),
    ),
    Task(
        _("How do I log study or a meeting?"),
        _(
            "Choose the line of the plan, fill in who came and what was studied. Photos are not"
            " asked for. The task of the phase ticks itself."
        ),
        "campaign:sessions",
        (P.STUDY_EDIT,),
    ),
    Task(
        _("How do I bring our ledger over from Excel?"),
        _(
            "Download the template or take your own sheet, look at the preview, and correct the"
            " rows that are marked. Nothing is entered before you confirm."
        ),
        "rectification:ledger",
        (P.ITEM_EDIT,),
    ),
    Task(
        _("How do I ask for more time?"),
        _(
            "Open the item and ask for an extension before its day: the reason, what has been done"
            " and the new day. The first day stays on record."
        ),
        "rectification:ledger",
        (P.EXTENSION_ASK,),
    ),
    Task(
        _("How do I answer a complaint?"),
        _(
            "Sign for it within one working day, look into it, and write the reply in its four"
            " parts. You see the redacted copy only; do not try to find out who complained."
        ),
        "complaints:cases",
        (P.COMPLAINT_HANDLE,),
    ),
    Task(
        _("What waits for my signature?"),
        _("Everything that needs your name stands on the to-do list, with its day."),
        "portal:todo",
        (P.PLAN_SIGN, P.SLIP_SIGN, P.REPORT_SIGN),
    ),
    Task(
        _("Who is missing, late or returned?"),
        _("One list over all tasks and units; one button reminds everybody on it."),
        "campaign:standing",
        (P.PLAN_REVIEW,),
    ),
    Task(
        _("How do I record an inspection on the spot?"),
        _(
            "Open it on the phone before you leave. It works without a network; nothing is sent"
            " before you press the button."
        ),
        "inspections:inspections",
        (P.INSPECTION_RECORD,),
    ),
    Task(
        _("Somebody leaves or a new colleague comes. What is to be done?"),
        _(
            "The system administrator makes the account, the security administrator gives the post"
            " or hands it over; what was open goes with the post."
        ),
        "accounts:users",
        (P.USERS_MANAGE, P.ROLES_GRANT),
    ),
    Task(
        _("How do I see who has done what?"),
        _("Filter the audit trail, and walk over its chain once a week."),
        "accounts:audit",
        (P.AUDIT_READ,),
    ),
)

WORDS: Sequence[Word] = (
    Word(_("filing"), _("the office takes a plan on record; it does not approve it")),
    Word(_("ledger"), _("the running list of problems, measures, days and persons responsible")),
    Word(
        _("striking off"),
        _("an item is finished, proven and accepted; it stays readable for ever"),
    ),
    Word(
        pgettext_lazy("help", "look-back"),
        _("a check some time after striking off whether the result holds"),
    ),
    Word(pgettext_lazy("help", "urging"), _("a paper that asks a unit to act by a day")),
    Word(pgettext_lazy("help", "inspection"), _("a visit to see for oneself, announced or not")),
    Word(
        pgettext_lazy("help", "public notice"),
        _("published for at least five working days so that everybody can object"),
    ),
    Word(
        _("working day"),
        _("counted by the State Council's calendar: rest days out, make-up days in"),
    ),
    Word(
        pgettext_lazy("help", "light"),
        _("red: overdue; amber: five working days or fewer; green: otherwise"),
    ),
)


def tasks(user: User) -> list[Line]:
    """Where the person's own work begins."""
    return [
        Line(task.question, task.answer, address(task.url_name))
        for task in TASKS
        if any(user.may(permission) for permission in task.permissions)
    ]

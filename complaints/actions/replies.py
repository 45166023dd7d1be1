"""The reply: the contact writes it, the head signs, the desk approves or sends it back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import User
from complaints import deadlines, files, leaks, notices, policies
from complaints.actions import call_backs
from complaints.actions.moves import move, note
from complaints.enums import Decision, Handling, Result, State, Step, Verified
from complaints.models import Complaint, Reply, ReplyTemplate
from complaints.models.reply import PARTS
from complaints.redaction import similarity, squeeze
from complaints.workflow import COMPLAINT
from core import clock
from core.access import require
from core.errors import DomainError
from core.workdays import calendar
from core.workflow import lock

FEWEST_CHARACTERS = 50
MOST_ALIKE = 0.8
REWORK_DAYS = 3
_PLACEHOLDER = "〔"


@dataclass(frozen=True)
class ReplyText:
    """The four headed parts (R16, P18): what was found, done, changed, and on what basis."""

    facts: str
    handling: str
    improvement: str
    basis: str

    def texts(self) -> list[tuple[str, str]]:
        """Part names with their texts."""
        return [(f.name, getattr(self, f.name).strip()) for f in fields(self)]


def check_text(text: ReplyText, template: ReplyTemplate | None) -> None:
    """Raise `DomainError` at the first part that is not fit to be sent (R16)."""
    written = dict(text.texts())
    for name in ("facts", "handling"):
        if not written[name]:
            raise DomainError(_("Write this part of the reply."), "empty", name)
    whole = "".join(written.values())
    if len(squeeze(whole)) < FEWEST_CHARACTERS:
        raise DomainError(
            _("Write at least 50 characters: what was found and what was done."), "short", "facts"
        )
    for name, part in written.items():
        if _PLACEHOLDER in part:
            raise DomainError(
                _("Replace every 〔…〕 of the template by the facts of this case."),
                "placeholder",
                name,
            )
    _not_a_template(whole, template)


def check_item(complaint: Complaint, result: str) -> None:
    """Raise `DomainError` if the result names an item that nobody opened."""
    if result == Result.RECTIFIED and not complaint.item_number:
        raise DomainError(
            _("Open the rectification item first, then say that the case became one."),
            "no-item",
            "result",
        )


def _not_a_template(whole: str, template: ReplyTemplate | None) -> None:
    # Whatever the form names: another number would otherwise be a way around the rule.
    candidates = {row.pk: row for row in ReplyTemplate.objects.filter(active=True)}
    if template is not None:
        candidates[template.pk] = template
    for candidate in candidates.values():
        like = "".join(getattr(candidate, part) for part in PARTS)
        if similarity(whole, like) > MOST_ALIKE:
            raise DomainError(
                _("More than 80 % of this is the template: write what happened in this case."),
                "template",
                "facts",
            )


@transaction.atomic
def report(
    *,
    complaint: Complaint,
    by: User,
    text: ReplyText,
    verified: str,
    result: str,
    template: ReplyTemplate | None = None,
    version: int | None = None,
    uploads: Sequence["File[Any]"] = (),
    keep: Sequence[int] = (),
) -> Reply:
    """The contact writes the reply and puts it before the unit head, with files.

    `keep`: ids of files of the former version that go with this one too.
    """
    complaint = lock(complaint, version)
    require(COMPLAINT.can(complaint, "report", by))
    check_text(text, template)
    check_item(complaint, result)
    names = [("uploads", file.name or "") for file in uploads]
    leaks.refuse_numbers([*text.texts(), *names])
    reply = Reply.objects.create(
        complaint=complaint,
        round=complaint.redo_count,
        unit=complaint.lead_unit,
        template=template,
        verified=Verified(verified),
        result=Result(result),
        written_by=by,
        **dict(text.texts()),
    )
    move(complaint, "report", by=by)
    files.to_reply(complaint, reply, uploads, keep, by)
    deadlines.stop(deadlines.ContactDeadline, complaint, "reported")
    note(complaint, Step.REPORTED, by=by, unit=True, acting=complaint.lead_unit)
    notices.settle(complaint, notices.SentBack, notices.RedoOpened)
    if complaint.lead_unit:
        notices.tell_unit(notices.ToSign, complaint, Role.UNIT_HEAD, complaint.lead_unit)
    return reply


def open_reply(complaint: Complaint) -> Reply:
    """The reply under way; `DomainError` if there is none."""
    reply = complaint.replies.filter(decision=Decision.OPEN).first()
    if reply is None:
        raise DomainError(_("There is no reply under way."), "no-reply")
    return reply


@transaction.atomic
def sign(*, complaint: Complaint, by: User, version: int | None = None) -> Reply:
    """The unit head signs: the first signature decides whether the case was on time."""
    complaint = lock(complaint, version)
    reply = open_reply(complaint)
    reply.signed_at, reply.signed_by = clock.now(), by
    reply.save(update_fields=["signed_at", "signed_by"])
    complaint.first_reply_on = complaint.first_reply_on or clock.today()
    move(complaint, "sign", by=by, save=["first_reply_on"])
    note(complaint, Step.REPORTED, by=by, public=True, unit=True, acting=complaint.lead_unit)
    deadlines.stop(deadlines.ReplyDeadline, complaint, "replied")
    notices.settle(complaint, notices.ToSign, *notices.REPLY)
    notices.tell_desk(notices.ReplyWaiting, complaint)
    return reply


@transaction.atomic
def decline(*, complaint: Complaint, by: User, reason: str) -> Reply:
    """The unit head gives the draft back to the contact."""
    complaint = lock(complaint)
    reply = open_reply(complaint)
    name = "decline_redo" if complaint.redo_count else "decline"
    move(complaint, name, by=by, reason=reason)
    _close(reply, by, Decision.DENIED, {"facts": reason})
    note(complaint, Step.SENT_BACK, by=by, text=reason, unit=True, acting=complaint.lead_unit)
    notices.settle(complaint, notices.ToSign)
    _tell_contact(complaint)
    return reply


@transaction.atomic
def approve(*, complaint: Complaint, by: User, version: int | None = None) -> Reply:
    """The desk approves: the complainant can read the reply and rate it."""
    complaint = lock(complaint, version)
    reply = open_reply(complaint)
    leaks.refuse(complaint, [(part, getattr(reply, part)) for part in PARTS])
    check_item(complaint, reply.result)
    _close(reply, by, Decision.GRANTED)
    _publish(complaint, reply)
    move(complaint, "approve", by=by, save=["verified", "result", "due_rating"])
    note(complaint, Step.REPLIED, by=by, public=True, unit=True, acting=complaint.lead_unit)
    notices.settle(complaint, notices.ReplyWaiting)
    return reply


@transaction.atomic
def send_back(
    *, complaint: Complaint, by: User, remarks: Mapping[str, str], version: int | None = None
) -> Reply:
    """The desk wants parts changed; the complainant reads that, and why (R17)."""
    complaint = lock(complaint, version)
    said = {part: text.strip() for part, text in remarks.items() if text.strip()}
    if not said or not said.keys() <= set(PARTS):
        raise DomainError(_("Say at least one part what has to change."), "reason", "facts")
    leaks.refuse(complaint, said.items())
    reply = open_reply(complaint)
    move(complaint, "send_back_redo" if complaint.redo_count else "send_back", by=by)
    _close(reply, by, Decision.DENIED, said)
    text = "\n".join(said.values())
    note(complaint, Step.SENT_BACK, by=by, text=text, public=True, unit=True)
    _run_again(complaint)
    notices.settle(complaint, notices.ReplyWaiting)
    _tell_contact(complaint)
    return reply


def _run_again(complaint: Complaint) -> None:
    """The clock runs again after a reply was sent back; there are three days at least."""
    due = deadlines.later(complaint, REWORK_DAYS)
    deadlines.start(deadlines.ReplyDeadline, complaint, due)


@transaction.atomic
def answer_directly(
    *,
    complaint: Complaint,
    by: User,
    text: str,
    verified: str,
    result: str,
    mode: str = Handling.AT_ONCE,
) -> Reply:
    """The desk answers itself: at once, or after its own investigation; or says where it went."""
    complaint = lock(complaint)
    if len(squeeze(text)) < 20:
        raise DomainError(_("Write the answer in at least 20 characters."), "short", "text")
    check_item(complaint, result)
    investigated = complaint.state == State.INVESTIGATING
    reply = Reply.objects.create(
        complaint=complaint,
        round=complaint.redo_count,
        facts=text.strip(),
        verified=Verified(verified),
        result=Result(result),
        written_by=by,
        decision=Decision.GRANTED,
        decided_at=clock.now(),
        decided_by=by,
    )
    if not investigated:
        complaint.handling_mode = Handling(mode)
    _publish(complaint, reply)
    complaint.first_reply_on = complaint.first_reply_on or clock.today()
    fields_ = ["verified", "result", "due_rating", "handling_mode", "first_reply_on"]
    move(complaint, "answer", by=by, save=fields_)
    note(complaint, Step.REPLIED, by=by, public=True)
    deadlines.stop(deadlines.TriageDeadline, complaint, "answered")
    deadlines.stop(deadlines.OwnReplyDeadline, complaint, "answered")
    notices.settle(
        complaint, notices.NewCase, notices.TriageDue, notices.OwnReplyDue, notices.RedoAtDesk
    )
    return reply


@transaction.atomic
def conclude_discipline(*, complaint: Complaint, by: User, text: str, verified: str) -> Reply:
    """Discipline reports the outcome to the accuser, in milestones and without detail."""
    complaint = lock(complaint)
    if len(squeeze(text)) < 10:
        raise DomainError(_("Write the outcome in at least 10 characters."), "short", "text")
    reply = Reply.objects.create(
        complaint=complaint,
        facts=text.strip(),
        verified=Verified(verified),
        result=Result.EXPLAINED,
        written_by=by,
        decision=Decision.GRANTED,
        decided_at=clock.now(),
        decided_by=by,
    )
    _publish(complaint, reply)
    complaint.first_reply_on = complaint.first_reply_on or clock.today()
    fields_ = ["verified", "result", "due_rating", "first_reply_on"]
    move(complaint, "conclude_discipline", by=by, save=fields_)
    note(complaint, Step.REPLIED, by=by, public=True)
    for kind in (deadlines.TakeUpDeadline, deadlines.DisciplineDeadline):
        deadlines.stop(kind, complaint, "answered")
    due = (notices.TakeUpDue, notices.DisciplineDue)
    notices.settle(complaint, notices.Transferred, *due)
    return reply


def _close(
    reply: Reply, by: User, decision: Decision, remarks: Mapping[str, str] | None = None
) -> None:
    reply.decision, reply.decided_at, reply.decided_by = decision, clock.now(), by
    reply.remarks = dict(remarks or {})
    reply.save(update_fields=["decision", "decided_at", "decided_by", "remarks"])


def _publish(complaint: Complaint, reply: Reply) -> None:
    """The person may read the reply and has the days of the policy to rate it."""
    complaint.verified, complaint.result = reply.verified, reply.result
    complaint.due_rating = calendar().add(clock.today(), policies.limits(complaint).rating_days)
    deadlines.start(deadlines.RatingDeadline, complaint, complaint.due_rating)
    call_backs.expect(complaint)


def _tell_contact(complaint: Complaint) -> None:
    if complaint.lead_unit:
        notices.tell_unit(notices.SentBack, complaint, Role.CONTACT, complaint.lead_unit)

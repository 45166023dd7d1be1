"""What the complainant does with the query code: rate, write, ask again."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models.user import holders
from complaints import access, codes, deadlines, files, notices, policies
from complaints.actions import call_backs, pauses, typical
from complaints.actions.moves import move, note
from complaints.enums import LOW_SCORES, Score, Side, State, Step
from complaints.models import Complaint, Message, Rating
from core import attachments, audit, clock
from core.actors import PUBLIC
from core.errors import Conflict, DomainError
from core.workdays import calendar
from core.workflow import lock

KIND = "complaints.complaint"
LONGEST_MESSAGE = 2000
_RATABLE = frozenset({State.REPLIED, State.CLOSED})


@transaction.atomic
def rate(
    *, complaint: Complaint, score: int, reason: str = "", solved: bool | None = None
) -> Rating:
    """Rate a reply, once (R19). One of the two lowest levels needs a reason and opens the one
    redo, in half the time; after the redo it closes the case like any other.

    Whoever complained about the same matter rates the answer too: a merged case keeps its own
    rating, and a low one opens the redo of the main case.
    """
    complaint = lock(complaint)
    main = complaint
    if complaint.main is not complaint:
        main = complaint.duplicate_of = lock(complaint.main)
    _check_ratable(complaint, main, score, reason)
    try:
        with transaction.atomic():
            rating = Rating.objects.create(
                complaint=complaint,
                round=main.redo_count,
                score=Score(score),
                solved=solved,
                reason=reason.strip(),
            )
    except IntegrityError as fault:
        raise Conflict(complaint, _("You have already rated this answer.")) from fault
    complaint.score = score
    note(complaint, Step.RATED, by=PUBLIC, public=True)
    low = score in LOW_SCORES
    call_backs.after_rating(complaint, low=low)
    again = low and _may_be_redone(main)
    if again:
        _redo(main)
    elif main is complaint:
        _end_rating(main)
        move(complaint, "rate", by=PUBLIC, save=["score"])
    if main is not complaint:
        complaint.version += 1
        complaint.save(update_fields=["score", "version", "updated_at"])
        _record(complaint, "rate")
    return rating


def ratable(complaint: Complaint) -> bool:
    """Whether the holder of the code can rate now; whoever was merged also after others did."""
    main = complaint.main
    if main is complaint:
        return main.state == State.REPLIED
    if main.state not in _RATABLE or main.due_rating is None or clock.today() > main.due_rating:
        return False
    return not complaint.ratings.filter(round=main.redo_count).exists()


def handled_again(rating: Rating) -> bool:
    """Whether this rating has opened the redo."""
    return rating.complaint.main.state in {State.REDO, State.INVESTIGATING}


def _check_ratable(complaint: Complaint, main: Complaint, score: int, reason: str) -> None:
    if complaint.ratings.filter(round=main.redo_count).exists():
        raise Conflict(complaint, _("You have already rated this answer."))
    if not ratable(complaint):
        raise DomainError(_("A case can be rated once it has been answered."), "state")
    if score in LOW_SCORES and len(reason.strip()) < 4:
        raise DomainError(
            _("Write what you are not satisfied with, in at least 4 characters."),
            "reason",
            "reason",
        )


def _may_be_redone(main: Complaint) -> bool:
    """Once, while it is open; what discipline concluded is not redone (domain.md §2.3)."""
    return main.state == State.REPLIED and main.redo_count == 0 and main.disciplined_at is None


def _end_rating(main: Complaint) -> None:
    deadlines.stop(deadlines.RatingDeadline, main, "rated")
    notices.settle(main, notices.RatingOver)


def _redo(main: Complaint) -> None:
    """By the unit; by the desk if it had answered itself."""
    _end_rating(main)
    main.redo_count = 1
    main.due_reply = policies.reply_by(main, clock.today())
    fields = ["score", "redo_count", "due_reply"]
    move(main, "reopen" if main.lead_unit_id else "reopen_own", by=PUBLIC, save=fields)
    note(main, Step.REDO, by=PUBLIC, public=True, unit=True, after=main.due_reply)
    if main.lead_unit:
        deadlines.start(deadlines.ReplyDeadline, main, main.due_reply)
        notices.tell_unit(notices.RedoOpened, main, Role.CONTACT, main.lead_unit)
    else:
        deadlines.start(deadlines.OwnReplyDeadline, main, main.due_reply)
        notices.tell_desk(notices.RedoAtDesk, main)


@transaction.atomic
def write(*, complaint: Complaint, text: str, owner_key: str = "") -> Message:
    """Add to the case, or write to the desk; anonymous people too (C15). Once discipline has the
    case, the message is for discipline.

    `owner_key`: whose staged files go with the message.
    """
    complaint = lock(complaint)
    text = text.strip()
    if not 2 <= len(text) <= LONGEST_MESSAGE:
        raise DomainError(_("Write 2 to 2,000 characters."), "length", "text")
    if complaint.state == State.ARCHIVED:
        raise DomainError(_("This case is archived; call the supervision line."), "state")
    message = Message.objects.create(complaint=complaint, side=Side.CITIZEN, body=text)
    if owner_key:
        files.link(complaint, attachments.claim(owner_key), message)
    note(complaint, Step.SUPPLEMENT, by=PUBLIC, public=True)
    pauses.answered(complaint)
    if access.is_sealed(complaint):
        people = holders(Role.DISCIPLINE)
        notices.tell(notices.MessageAtDiscipline, complaint, people, f"m{message.pk}")
    else:
        notices.tell_desk(notices.MessageCame, complaint, period=f"m{message.pk}")
    return message


@transaction.atomic
def ask_review(*, complaint: Complaint, reason: str) -> Complaint:
    """Ask for re-examination by other people, within the days of the policy.

    The words stay in the mailbox of whoever asks; of a merged case the main one is re-examined.
    """
    own = lock(complaint)
    complaint = own if own.main is own else lock(own.main)
    if access.is_sealed(complaint):
        raise DomainError(
            _("What discipline concluded is objected to in the mailbox: write there."), "discipline"
        )
    last_day = review_until(complaint)
    if last_day is not None and clock.today() > last_day:
        raise DomainError(
            _("Re-examination could be asked for within %(days)d days of the end.")
            % {"days": policies.limits(complaint).review_days},
            "too-late",
        )
    if len(reason.strip()) < 10:
        raise DomainError(
            _("Write why the answer is not right, in at least 10 characters."), "reason", "reason"
        )
    if complaint.steps.filter(kind=Step.REVIEW).exists():
        raise DomainError(_("This case has already been re-examined."), "twice")
    Message.objects.create(complaint=own, side=Side.CITIZEN, body=reason.strip())
    move(complaint, "ask_review", by=PUBLIC)
    note(complaint, Step.REVIEW, by=PUBLIC, public=True)
    role = Role.LEADER if complaint.bypass else Role.OFFICE_ADMIN
    notices.tell(notices.ReviewAsked, complaint, holders(role))
    if complaint.bypass:
        notices.tell(notices.SecondPerson, complaint, holders(Role.DISCIPLINE))
    return complaint


@transaction.atomic
def change_code(*, complaint: Complaint) -> str:
    """A new query code; the old one stops working at once. Returns the new one."""
    complaint = lock(complaint)
    code = codes.from_token(codes.new_token())
    complaint.query_hash = codes.hash_code(code)
    complaint.version += 1
    complaint.save(update_fields=["query_hash", "version", "updated_at"])
    note(complaint, Step.CODE_CHANGED, by=PUBLIC, public=True)
    _record(complaint, "change_code")
    return code


@transaction.atomic
def set_publication(*, complaint: Complaint, agrees: bool) -> Complaint:
    """Agree, or not, that the answer may be published without personal data."""
    complaint = lock(complaint)
    complaint.consent_public = agrees
    complaint.version += 1
    complaint.save(update_fields=["consent_public", "version", "updated_at"])
    if not agrees:
        typical.retract(complaint)
    note(complaint, Step.CONSENT, by=PUBLIC, public=True)
    _record(complaint, "set_publication")
    return complaint


def _record(complaint: Complaint, act: str) -> None:
    audit.record(
        f"{KIND}.{act}", by=PUBLIC, kind=KIND, object_id=complaint.pk, number=complaint.number
    )


def review_until(complaint: Complaint) -> dt.date | None:
    """The last day for asking for re-examination: calendar days from the end (《信访工作条例》
    Art. 35). None while there is nothing to re-examine, or when it has been done; discipline
    hears objections in the mailbox. Of a merged case: of its main one."""
    complaint = complaint.main
    ended = complaint.closed_at or complaint.refused_at
    if complaint.state not in {State.CLOSED, State.REFUSED} or ended is None:
        return None
    if access.is_sealed(complaint):
        return None
    if complaint.steps.filter(kind=Step.REVIEW).exists():
        return None
    days = policies.limits(complaint).review_days
    return timezone.localdate(ended) + dt.timedelta(days=days)


def mark_read(*, complaint: Complaint) -> int:
    """The complainant has seen what the desk wrote. How many messages were new."""
    unread = complaint.messages.exclude(side=Side.CITIZEN).filter(read_at=None)
    return unread.update(read_at=clock.now())


def rating_open_until(complaint: Complaint) -> int | None:
    """Working days left for the rating of a main case; None when there is nothing to rate."""
    if complaint.state != State.REPLIED or complaint.due_rating is None:
        return None
    return calendar().distance(clock.today(), complaint.due_rating)

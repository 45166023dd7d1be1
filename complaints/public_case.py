"""What the complainant reads of a case: state in plain words, next latest date, every step."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from complaints import access, identity, receipt
from complaints.actions.citizen import ratable, rating_open_until, review_until
from complaints.enums import OPEN_STATES, Decision, Nature, Side, State, Step
from complaints.models import (
    Complaint,
    ComplaintFile,
    ComplaintStep,
    Message,
    Reply,
    RetaliationReport,
)
from complaints.models.files import ComplaintFileQuerySet
from complaints.models.reply import PARTS
from complaints.workflow import COMPLAINT
from core import clock
from core.text import Text
from core.ui.due import day_words, month_day
from core.ui.parts import Link, TimelineEntry

_TITLES: dict[str, Text] = {
    State.RECEIVED: gettext_lazy("Received; we are deciding whether to accept it"),
    State.ACCEPTED: gettext_lazy("Accepted"),
    State.REFUSED: gettext_lazy("Not accepted; see why and where to go"),
    State.TRIAGED: gettext_lazy("Accepted"),
    State.DISPATCHED: gettext_lazy("Being handled"),
    State.HANDLING: gettext_lazy("Being handled"),
    State.RETURN_REVIEW: gettext_lazy("Being handled"),
    State.INVESTIGATING: gettext_lazy("The office is investigating"),
    State.TO_DISCIPLINE: gettext_lazy("Transferred to discipline"),
    State.SIGNING: gettext_lazy("Being handled"),
    State.REPLY_REVIEW: gettext_lazy("The reply is being reviewed"),
    State.REPLIED: gettext_lazy("Answered; please rate"),
    State.REDO: gettext_lazy("Being handled again"),
    State.CLOSED: gettext_lazy("Closed"),
    State.REVIEWING: gettext_lazy("Being re-examined by other people"),
    State.WITHDRAWN: gettext_lazy("Withdrawn by you"),
    State.ARCHIVED: gettext_lazy("Closed"),
}
_SHORT: dict[str, tuple[Text, str]] = {
    State.RECEIVED: (gettext_lazy("Received"), "brand"),
    State.REFUSED: (gettext_lazy("Not accepted"), ""),
    State.REPLIED: (gettext_lazy("Answered"), "green"),
    State.CLOSED: (gettext_lazy("Closed"), "green"),
    State.ARCHIVED: (gettext_lazy("Closed"), "green"),
    State.WITHDRAWN: (gettext_lazy("Withdrawn"), ""),
    State.REVIEWING: (pgettext_lazy("complaint", "Re-examination"), "brand"),
    State.ACCEPTED: (gettext_lazy("Accepted"), "brand"),
    State.TRIAGED: (gettext_lazy("Accepted"), "brand"),
}
_HANDLED: tuple[Text, str] = (gettext_lazy("In hand"), "brand")
# What a step means to the person who complained.
_STEPS: dict[str, Text] = {
    Step.RECEIVED: gettext_lazy("You sent the complaint"),
    Step.ACCEPTED: gettext_lazy("Accepted"),
    Step.REFUSED: gettext_lazy("Not accepted"),
    Step.DISPATCHED: gettext_lazy("Given to %(unit)s to handle"),
    Step.SIGNED_FOR: gettext_lazy("%(unit)s has signed for it"),
    Step.CONTACTED: gettext_lazy("%(unit)s is checking the facts"),
    Step.RETURN_DECIDED: gettext_lazy("%(unit)s is not competent; another unit is being found"),
    Step.EXTENSION: gettext_lazy("More time was granted"),
    Step.PAUSED: gettext_lazy("We asked you something; the clock waits for your answer"),
    Step.RESUMED: gettext_lazy("The clock runs again"),
    Step.INVESTIGATED: gettext_lazy("The office investigates itself"),
    Step.TRANSFERRED: gettext_lazy("Transferred to discipline"),
    Step.TAKEN_UP: gettext_lazy("Discipline has taken it up"),
    Step.REPORTED: gettext_lazy("%(unit)s has reported its reply"),
    Step.SENT_BACK: gettext_lazy("The office asked for changes"),
    Step.REPLIED: gettext_lazy("The answer is here"),
    Step.CALLED_BACK: gettext_lazy("We asked you about the answer"),
    Step.RATED: gettext_lazy("You rated the answer"),
    Step.REDO: gettext_lazy("It is handled again, in half the time"),
    Step.CLOSED: gettext_lazy("Closed"),
    Step.REVIEW: pgettext_lazy("complaint", "Re-examination"),
    Step.MERGED: gettext_lazy("Handled together with the same matter"),
    Step.SUPPLEMENT: gettext_lazy("You added something"),
    Step.PASSED_ON: gettext_lazy("What you added went to the unit, without what names you"),
    Step.WITHDRAWN: gettext_lazy("You withdrew the complaint"),
    Step.RETALIATION: gettext_lazy("You reported retaliation; the leader has been told"),
    Step.PROTECTED: gettext_lazy("Your report of retaliation was answered"),
    Step.PROTECTION_END: gettext_lazy("Your report of retaliation was closed; see what was done"),
    Step.CODE_CHANGED: gettext_lazy("You changed the query code"),
    Step.CONSENT: gettext_lazy("You changed whether the answer may be published"),
    Step.ITEM: gettext_lazy("Turned into a rectification item"),
}


# In a merged case everybody reads these of their own only.
_OWN = frozenset(
    {
        Step.RATED,
        Step.SUPPLEMENT,
        Step.RETALIATION,
        Step.PROTECTED,
        Step.PROTECTION_END,
        Step.CODE_CHANGED,
        Step.CONSENT,
    }
)


@dataclass(frozen=True)
class Milestone:
    """One of the five parts of the bar."""

    label: Text
    note: str
    state: str


@dataclass(frozen=True)
class ReplyPart:
    """A headed part of the reply."""

    title: Text
    text: str


@dataclass(frozen=True)
class PublicCase:
    """The tracking page (P9). `main` is the case that decides: of a merged one, its main case."""

    complaint: Complaint
    main: Complaint
    title: Text
    tag: tuple[Text, str]
    next_due: dt.date | None
    next_words: str
    days_to_rate: int | None
    bar: list[Milestone]
    reply: Reply | None
    reply_parts: list[ReplyPart]
    reply_unit: str
    reply_files: list[ComplaintFile]
    timeline: list[TimelineEntry]
    facts: list[tuple[Text, Text]]
    looks: list[identity.Look]
    messages: list[Message]
    reports: list[RetaliationReport]
    files: list[ComplaintFile]
    review_until: dt.date | None
    ratable: bool

    @property
    def sealed(self) -> bool:
        """Whether discipline has it, and reads the mailbox instead of the desk."""
        return access.is_sealed(self.complaint)

    @property
    def open(self) -> bool:
        """Whether it is still being handled."""
        return self.main.state in OPEN_STATES

    @property
    def has_news(self) -> bool:
        """Whether the office has written something that the person has not seen."""
        words = [
            *self.messages,
            *(word for report in self.reports for word in report.messages.all()),
        ]
        return any(word.side != Side.CITIZEN and not word.read_at for word in words)

    @property
    def can_withdraw(self) -> bool:
        return self.complaint.state in COMPLAINT["withdraw"].sources

    @property
    def can_ask_review(self) -> bool:
        return self.review_until is not None and self.review_until >= clock.today()

    @property
    def can_rate(self) -> bool:
        return self.ratable


def short_words(state: str) -> Text:
    """The state in the words of the tracking page, for those who read nothing else of the case."""
    return _STEPS[Step.MERGED] if state == State.MERGED else _SHORT.get(state, _HANDLED)[0]


def build(complaint: Complaint) -> PublicCase:
    """Everything that the page shows, in a fixed number of queries."""
    main = complaint.main
    reply = (
        main.replies.filter(decision=Decision.GRANTED)
        .select_related("unit")
        .order_by("-id")
        .first()
    )
    files = list(files_of(complaint))
    due, words = _next(main)
    return PublicCase(
        complaint=complaint,
        main=main,
        title=_title(main),
        tag=_SHORT.get(main.state, _HANDLED),
        next_due=due,
        next_words=words,
        days_to_rate=rating_open_until(main),
        bar=_bar(main),
        reply=reply,
        reply_parts=_parts(reply),
        reply_unit=_answered_by(main, reply),
        reply_files=[file for file in files if file.reply_id],
        timeline=_timeline(_steps(complaint, main)),
        facts=_facts(complaint, main),
        looks=identity.looks(complaint),
        messages=list(complaint.messages.mailbox().prefetch_related("files__attachment")),
        reports=list(
            complaint.retaliations.order_by("-id").prefetch_related("messages__files__attachment")
        ),
        files=[file for file in files if not file.reply_id and not file.message_id],
        review_until=review_until(complaint),
        ratable=ratable(complaint),
    )


def _answered_by(main: Complaint, reply: Reply | None) -> str:
    if main.disciplined_at is not None:
        return _("discipline")
    return reply.unit.name if reply and reply.unit else _("the leadership-group office")


def _title(main: Complaint) -> Text:
    if main.state == State.TO_DISCIPLINE and main.taken_up_at is not None:
        return gettext_lazy("Taken up by discipline")
    return _TITLES.get(main.state, "")


def files_of(complaint: Complaint) -> ComplaintFileQuerySet:
    """What the holder of the code may open: the own files, and those of released replies."""
    released = Q(complaint=complaint.main, reply__decision=Decision.GRANTED)
    own = Q(complaint=complaint, reply=None)
    return ComplaintFile.objects.filter(own | released).select_related("attachment")


def _steps(complaint: Complaint, main: Complaint) -> Sequence[ComplaintStep]:
    steps = list(complaint.steps.for_public().select_related("unit"))
    if main.pk != complaint.pk:
        merged = steps[0].at if steps else complaint.received_at
        steps += [
            step
            for step in main.steps.for_public().select_related("unit")
            if step.at >= merged and step.kind not in _OWN
        ]
    return sorted(steps, key=lambda step: (step.at, step.pk), reverse=True)


def _timeline(steps: Sequence[ComplaintStep]) -> list[TimelineEntry]:
    return [_entry(step, newest=n == 0) for n, step in enumerate(steps)]


def _entry(step: ComplaintStep, *, newest: bool) -> TimelineEntry:
    words = _STEPS.get(step.kind, step.get_kind_display())
    unit = step.unit.name if step.unit else _("the unit")
    meta = f"{timezone.localtime(step.at):%Y-%m-%d %H:%M}"
    if step.due_before and step.due_after:
        meta += "，" + _("answer now due on %(after)s instead of %(before)s") % {
            "after": day_words(step.due_after),
            "before": day_words(step.due_before),
        }
    elif step.due_after:
        meta += "，" + _("answer due on %(day)s") % {"day": day_words(step.due_after)}
    return TimelineEntry(
        str(words) % {"unit": unit},
        meta,
        "now" if newest else "",
        step.note if step.kind != Step.MERGED else "",
    )


def _next(main: Complaint) -> tuple[dt.date | None, str]:
    """The next latest date and what happens by then."""
    if main.state == State.RECEIVED:
        return main.due_triage, _("We tell you whether it is accepted by")
    if main.state == State.TO_DISCIPLINE and main.taken_up_at is None:
        return main.due_reply, _("Discipline tells you whether it is taken up by")
    if main.state == State.REPLIED:
        return main.due_rating, _("Please rate by")
    if main.state in OPEN_STATES and main.due_reply:
        return main.due_reply, _("You get the answer by")
    if main.state in OPEN_STATES and main.due_triage:
        return main.due_triage, _("It is given to a unit by")
    return None, ""


def _bar(main: Complaint) -> list[Milestone]:
    unit = main.lead_unit.short_name if main.lead_unit else ""
    rows: list[tuple[Text, str, bool]] = [
        (pgettext("stage", "Sent"), _day(main.received_at), True),
        (pgettext("stage", "Accepted"), _day(main.accepted_at), main.accepted_at is not None),
        (pgettext("stage", "Handled"), unit, main.replied_at is not None),
        (pgettext("stage", "Answered"), _day(main.replied_at), main.replied_at is not None),
        (pgettext("stage", "Rated"), "", main.score is not None),
    ]
    bar: list[Milestone] = []
    running = True
    for label, note, done in rows:
        state = "past" if done and running else "now" if running else ""
        running = running and done
        bar.append(Milestone(label, note, state))
    return bar


def _day(when: dt.datetime | None) -> str:
    return month_day(timezone.localdate(when)) if when else ""


def _parts(reply: Reply | None) -> list[ReplyPart]:
    if reply is None:
        return []
    return [
        ReplyPart(reply._meta.get_field(part).verbose_name, text)  # type: ignore[union-attr]
        for part in PARTS
        if (text := getattr(reply, part))
    ]


def _facts(complaint: Complaint, main: Complaint) -> list[tuple[Text, Text]]:
    rows: list[tuple[Text, Text]] = [
        (_("Unit"), receipt.unit_of(complaint)),
        (_("Kind of problem"), complaint.category.name),
        (
            _("Date of the event"),
            day_words(complaint.happened_on) if complaint.happened_on else "",
        ),
        (_("Signed"), _("anonymous") if complaint.is_anonymous else _("with name")),
    ]
    if complaint.nature:
        rows.insert(0, (_("Taken as"), Nature(complaint.nature).label))
    if main.due_reply:
        rows.append((_("Answer due"), day_words(main.due_reply)))
    if main.item_number:
        rows.append((_("Rectification item"), main.item_number))
    return rows


def links(case: PublicCase) -> list[Link]:
    """Other acts that the state allows."""
    words = _("Write to discipline") if case.sealed else _("Add something or write to the desk")
    found = [Link(words, reverse("complaints:track-add"))]
    if case.can_ask_review and case.review_until:
        words = _("Ask for re-examination (until %(day)s)") % {"day": day_words(case.review_until)}
        found.append(Link(words, reverse("complaints:track-recheck")))
    found.append(Link(_("Print the receipt"), reverse("complaints:track-receipt")))
    found.append(Link(_("Change the query code"), reverse("complaints:track-code")))
    found.append(Link(_("My data: take a copy, or be forgotten"), reverse("complaints:track-data")))
    if case.can_withdraw:
        found.append(Link(_("Withdraw the complaint"), reverse("complaints:track-withdraw")))
    return found

"""A complaint comes in: from the public form, or by the desk on somebody's behalf."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from campaign.models import Category
from complaints import codes, identity, reference
from complaints.actions.moves import note
from complaints.enums import Channel, Step
from complaints.identity import Contact
from complaints.models import Complaint
from complaints.reference import Known
from core import audit, clock, numbering, outbox, rows
from core.actors import PUBLIC, Actor
from core.errors import DomainError
from core.workdays import calendar

KIND = "complaints.complaint"
RECEIVED = "complaints.received"
MOST_CHARACTERS, FEWEST_CHARACTERS = 2000, 10


@dataclass(frozen=True)
class Answers:
    """What the form has asked. `about_office`: about the office or the desk itself.
    `foreign_number`: what the sender calls it, for example a 12345 work order.

    `known`: what the caller has already read for the form; it is read again without.
    """

    category: Category
    content: str
    unit: Unit | None = None
    about_office: bool = False
    window: str = ""
    person: str = ""
    happened_on: dt.date | None = None
    place: str = ""
    wish: str = ""
    anonymous: bool = True
    contact: Contact = field(default_factory=Contact)
    wants_secrecy: bool = True
    consent_contact: bool = False
    consent_public: bool = False
    channel: str = Channel.WEB
    foreign_number: str = ""
    known: Known | None = None


@dataclass(frozen=True)
class Receipt:
    """What the complainant gets: the number (no secret) and the query code (secret)."""

    number: str
    code: str
    pk: int


def submit(
    *,
    answers: Answers,
    token: str,
    by: Actor = PUBLIC,
    attach: Callable[[Complaint], None] | None = None,
) -> Receipt:
    """Take a complaint in. The same token again gives the same receipt and stores nothing.

    `attach(complaint)` runs inside the transaction: it links files and keeps the receipt.
    Deadlines and messages to the desk follow from the outbox: nothing but PostgreSQL is
    needed here.
    """
    code, token_hash = codes.from_token(token), codes.hash_token(token)
    complaint = _draft(answers, code, token_hash, by)
    # In a commit of its own: otherwise everybody who complains waits for everybody's disk.
    scope = f"TS{clock.today():%Y%m%d}"
    complaint.number = f"{scope}-{numbering.reserve(scope):04d}"
    try:
        with transaction.atomic():
            _store(complaint, answers, by)
            if attach is not None:
                attach(complaint)
    except IntegrityError:
        # The token is unique: the form was sent before, perhaps by a double click.
        if sent := _sent(token_hash, code):
            return sent
        raise
    return Receipt(complaint.number, code, complaint.pk)


def _sent(token_hash: str, code: str) -> Receipt | None:
    """The receipt of a form that was sent before."""
    found = Complaint.objects.filter(token_hash=token_hash).values_list("number", "pk").first()
    return Receipt(found[0], code, found[1]) if found else None


def _draft(answers: Answers, code: str, token_hash: str, by: Actor) -> Complaint:
    now, today = clock.now(), clock.today()
    _check(answers, today)
    _check_foreign(answers, token_hash)
    known = answers.known or reference.read(
        answers.category.code, answers.unit.code if answers.unit else ""
    )
    return Complaint(
        query_hash=codes.hash_code(code),
        token_hash=token_hash,
        channel=answers.channel,
        foreign_number=answers.foreign_number,
        category=answers.category,
        is_accusation=answers.category.accusation,
        target_unit=answers.unit,
        window=answers.window,
        target_person=answers.person,
        happened_on=answers.happened_on,
        place=answers.place,
        content=answers.content,
        wish=answers.wish,
        is_anonymous=answers.anonymous,
        wants_secrecy=answers.wants_secrecy,
        consent_contact=answers.consent_contact and not answers.anonymous,
        consent_public=answers.consent_public,
        bypass=answers.about_office or known.is_host,
        due_triage=calendar().add(today, known.triage_days),
        received_at=now,
        received_by_id=by.pk,
        created_at=now,
        created_by_id=by.pk,
    )


def _store(complaint: Complaint, answers: Answers, by: Actor) -> None:
    rows.add(complaint)
    step = note(complaint, Step.RECEIVED, by=by, public=True, save=False)
    event = audit.event(
        f"{KIND}.submit",
        by=by,
        kind=KIND,
        object_id=complaint.pk,
        number=complaint.number,
        detail={"channel": complaint.channel},
    )
    contact = Contact() if answers.anonymous else answers.contact
    rows.insert(*identity.drafts(complaint, contact), step, event)
    outbox.put(RECEIVED, complaint.pk, f"{RECEIVED}:{complaint.pk}")


def check_content(content: str) -> None:
    """`DomainError` at `content` unless the words have a length that can be handled."""
    if not FEWEST_CHARACTERS <= len(content) <= MOST_CHARACTERS:
        raise DomainError(
            _("Write what happened in 10 to 2,000 characters."), "content-length", "content"
        )


def _check(answers: Answers, today: dt.date) -> None:
    check_content(answers.content)
    if answers.happened_on and answers.happened_on > today:
        raise DomainError(
            _("The date of the event cannot be later than today."), "future", "happened_on"
        )
    if answers.unit is not None and not answers.unit.active:
        raise DomainError(
            _("This unit no longer works. Choose the unit again, or “not sure”."),
            "unit-retired",
            "unit",
        )


def _check_foreign(answers: Answers, token_hash: str) -> None:
    """What 12345 or somebody else sends twice under one number is one complaint."""
    if not answers.foreign_number:
        return
    same = Complaint.objects.filter(foreign_number=answers.foreign_number, channel=answers.channel)
    if found := same.exclude(token_hash=token_hash).values_list("number", flat=True).first():
        raise DomainError(
            _("This number of the sender is registered already, as %(number)s.")
            % {"number": found},
            "foreign-number",
            "foreign_number",
        )

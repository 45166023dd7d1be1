"""What the pages before and after sending show."""

import datetime as dt
import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import Unit
from campaign.models import Category
from complaints import choices, codes, policies
from complaints.models import Complaint
from complaints.wizard import Draft
from core.crypto import keyed_hashes
from core.documents.setting import verify_url
from core.documents.slips import Slip
from core.text import Text
from core.ui.parts import Upload
from core.ui.qr import qr_svg
from core.workdays import calendar

_PROOF_LENGTH = 10
_PROOF = re.compile(rf"(TS\d{{8}}-\d{{4,}})-([{codes.ALPHABET}]{{{_PROOF_LENGTH}}})")
Rows = list[tuple[Text, Text]]


@dataclass(frozen=True)
class Section:
    """One card of the check page."""

    title: Text
    url: str
    rows: Rows


@dataclass(frozen=True)
class Receipt:
    """The page after sending. Dates are the latest ones; `qr` leads to the tracking page."""

    number: str
    code: str
    received_at: dt.datetime
    accept_by: dt.date | None
    reply_by: dt.date
    reply_days: int
    rating_days: int
    qr: SafeString
    rows: Rows
    proof: str
    proof_url: str


@dataclass(frozen=True)
class PrintedSlip:
    """The receipt that can be printed at any time. It shows no code and no content."""

    number: str
    received_at: dt.datetime
    rows: Rows
    proof: str
    proof_url: str
    qr: SafeString


def slip(complaint: Complaint) -> PrintedSlip:
    """The receipt of a case that is followed."""
    address = proof_url(complaint)
    return PrintedSlip(
        number=complaint.number,
        received_at=complaint.received_at,
        rows=_receipt_rows(complaint),
        proof=proof_number(complaint),
        proof_url=address,
        qr=qr_svg(address, _("QR code of the verification page")),
    )


def _yes_no(answer: bool) -> str:
    return _("yes") if answer else _("no")


def check_rows(draft: Draft, uploads: Sequence[Upload]) -> list[Section]:
    """Every answer, in three cards that lead back to their step (R7)."""
    whom, what, who = draft.of("unit"), draft.of("detail"), draft.of("contact")
    category = Category.objects.filter(code=what["category"]).first()
    anonymous = who["anonymous"] == "1"
    contact: Rows = [(_("Signed"), _("anonymous") if anonymous else _("with name"))]
    if not anonymous:
        contact += [
            (_("Name"), who["name"]),
            (_("Mobile phone"), who["phone"]),
            (_("E-mail"), who["email"]),
            (_("Keep my identity secret"), _yes_no(who["wants_secrecy"])),
            (_("The unit may contact me"), _yes_no(who["consent_contact"])),
        ]
    contact.append((_("The answer may be published"), _yes_no(who["consent_public"])))
    return [
        Section(
            _("Whom it is about"),
            reverse("complaints:new-unit"),
            [
                (_("Unit"), unit_name(whom.get("unit", ""))),
                (_("Window or section"), whom.get("window", "")),
                (_("Member of staff"), whom.get("person", "")),
            ],
        ),
        Section(
            pgettext("complaint form", "What happened"),
            reverse("complaints:new-detail"),
            [
                (_("Kind of problem"), category.public_label if category else ""),
                (_("Date of the event"), what["happened_on"]),
                (_("Place"), what.get("place", "")),
                (pgettext("complaint form", "What happened"), what["content"]),
                (_("Files"), "、".join(upload.name for upload in uploads)),
                (_("How should it be solved"), what["wish"]),
            ],
        ),
        Section(_("Contact"), reverse("complaints:new-contact"), contact),
    ]


def unit_name(code: str) -> str:
    """A unit as the form names it."""
    if code == choices.OFFICE:
        return _("the leadership-group office or the complaint desk")
    if not code:
        return _("I am not sure which unit")
    return Unit.objects.filter(code=code).values_list("name", flat=True).first() or ""


def build(complaint: Complaint, token: str, track_url: str) -> Receipt:
    """The receipt of a complaint, made again from the token of its form.

    `track_url`: the whole address of the tracking page. The QR code leads there without the
    code: an address with the code in it would stay in histories and logs.
    """
    code = codes.from_token(token)
    policy = policies.limits(complaint)
    start = complaint.due_triage or timezone.localdate(complaint.received_at)
    return Receipt(
        number=complaint.number,
        code=codes.show(code),
        received_at=complaint.received_at,
        accept_by=complaint.due_triage,
        reply_by=calendar().add(start, policy.reply_days),
        reply_days=policy.reply_days,
        rating_days=policy.rating_days,
        qr=qr_svg(track_url, _("QR code of the tracking page")),
        rows=_receipt_rows(complaint),
        proof=proof_number(complaint),
        proof_url=proof_url(complaint),
    )


def _receipt_rows(complaint: Complaint) -> Rows:
    count = complaint.files.count()
    return [
        (_("Number"), complaint.number),
        (_("Unit"), unit_of(complaint)),
        (_("Kind of problem"), complaint.category.public_label or complaint.category.name),
        (_("Files"), str(count) if count else _("none")),
        (_("Signed"), _("anonymous") if complaint.is_anonymous else _("with name")),
    ]


def proof_number(complaint: Complaint) -> str:
    """The number with a short hash that `/verify/` confirms: `TS20110512-0007-7K4M92QX3H`.

    The hash is made of what never changes and only we have, so it cannot be guessed for other
    numbers; it opens nothing.
    """
    return f"{complaint.number}-{_short_hashes(complaint)[-1]}"


def proof_url(complaint: Complaint) -> str:
    """The whole address that confirms the receipt."""
    return verify_url(proof_number(complaint))


def confirm(number: str) -> Slip | None:
    """The receipt of such a number with its hash; nothing if they do not belong together."""
    found = _PROOF.fullmatch(number)
    complaint = Complaint.objects.filter(number=found[1]).first() if found else None
    if found is None or complaint is None:
        return None
    right = [hmac.compare_digest(found[2], known) for known in _short_hashes(complaint)]
    if not any(right):
        return None
    return Slip(number, _("Receipt of a complaint"), complaint.received_at)


def _short_hashes(complaint: Complaint) -> list[str]:
    """For each field key, the oldest last: receipts stay good after a rotation."""
    value = f"{complaint.number}|{complaint.received_at.isoformat()}|{complaint.token_hash}"
    hashes = keyed_hashes("complaint-receipt", value)
    return [codes.in_letters(int(one, 16), _PROOF_LENGTH) for one in hashes]


def unit_of(complaint: Complaint) -> str:
    """The unit complained about, in words."""
    if complaint.target_unit:
        return complaint.target_unit.name
    return unit_name(choices.OFFICE if complaint.bypass else "")

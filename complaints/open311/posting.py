"""A complaint of a partner: read by the forms of the public page, taken in by their action.

So the sentences about what is wrong, the limits and the rules of conflict are the same (C4, C5),
and contact data goes the same way into the same vault.
"""

import re
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from complaints import choices, codes, reference
from complaints.actions import intake
from complaints.actions.intake import Answers, Receipt
from complaints.forms.public import ContactStep, DetailStep, UnitStep
from complaints.identity import Contact
from complaints.models import Complaint, Partner, PartnerPost
from complaints.open311 import services
from complaints.open311.answers import Fault, Refused, refused
from complaints.open311.filters import day_of
from core.actors import PublicActor
from core.crypto import keyed_hashes
from core.errors import DomainError
from core.forms import PortalForm
from core.text import clean_text

MOST_BYTES = 64 * 1024
_ATTRIBUTE = re.compile(r"attribute\[(\w{1,40})\]")
_TOKEN = re.compile(r"[\x21-\x7e]{16,80}")
_BROKEN = "\ufffd"  # what undecodable bytes became
# What our forms call a field, and what the standard calls it.
_NAMES = {"content": "description", "category": "service_code", "name": "last_name"}
_ATTRIBUTES = {one.code: one for one in services.ATTRIBUTES}


class PartnerActor(PublicActor):
    """A partner handing in what a citizen said."""

    def __init__(self, partner: Partner) -> None:
        super().__init__()
        self.username = partner.prefix


@dataclass(frozen=True)
class Sent:
    """What was handed in, in the words of our forms."""

    whom: dict[str, Any]
    what: dict[str, Any]
    who: dict[str, Any]
    place: str

    def digests(self) -> list[str]:
        """The same for the same words; one for each field key, the present one first."""
        parts = [sorted(part.items()) for part in (self.whom, self.what, self.who)]
        return keyed_hashes("open311-post", repr([*parts, self.place]))


def submit(request: HttpRequest, partner: Partner) -> Receipt:
    """Take it in; the same token with the same words again gives the same receipt."""
    sent = _read(request)
    token = _token(request, partner)
    try:
        done = intake.submit(
            answers=_answers(sent, partner),
            token=token,
            by=PartnerActor(partner),
            attach=lambda complaint: _keep(complaint, partner, sent),
        )
    except DomainError as refusal:
        raise refused(400, _line(refusal.field, str(refusal.message))) from None
    if not PartnerPost.objects.filter(complaint=done.pk, digest__in=sent.digests()).exists():
        said = _("token: it was used for another complaint. Send this one with a new token.")
        raise refused(400, said)
    return done


def token_of(partner: Partner, token: str) -> str:
    """What a partner's token is here: another partner's is never the same."""
    return f"open311:{partner.pk}:{token}"


def _keep(complaint: Complaint, partner: Partner, sent: Sent) -> None:
    digest = sent.digests()[0]
    PartnerPost(complaint=complaint, partner=partner, digest=digest).save(force_insert=True)


def _token(request: HttpRequest, partner: Partner) -> str:
    given = request.headers.get("Idempotency-Key") or request.POST.get("token") or ""
    if not given:
        return codes.new_token()
    if not _TOKEN.fullmatch(given):
        raise refused(
            400, _("token: send 16 to 80 letters, digits or signs that nobody can guess, or none.")
        )
    return token_of(partner, given)


def _read(request: HttpRequest) -> Sent:
    """The fields, checked by the forms of the public page; one fault for each wrong one."""
    _check_request(request)
    attributes, faults = _attributes(request)
    offered = services.public()
    code = request.POST.get("service_code", "").strip()
    if not code:
        faults.append(Fault(400, _("service_code: send one from the service list.")))
    elif code not in {row.code for row in offered}:
        raise refused(404, _("This service_code is not in the service list."))
    place = _place(request, faults)
    whom = UnitStep(attributes, units=choices.units())
    what = DetailStep(
        {**attributes, "category": code, "content": request.POST.get("description", "")},
        categories=offered,
    )
    who = ContactStep({**attributes, **_contact(request)})
    for form in (whom, what, who):
        faults += _faults_of(form)
    if faults:
        raise Refused(*faults)
    what.cleaned_data.pop("attachments", None)
    return Sent(whom.cleaned_data, what.cleaned_data, who.cleaned_data, place)


def _check_request(request: HttpRequest) -> None:
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        raise refused(413, _("Send at most 64 KB. Files can be added on the tracking page."))
    if request.content_type not in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        raise refused(400, _("Send the fields as a form (application/x-www-form-urlencoded)."))
    if request.FILES or request.POST.get("media_url"):
        raise refused(
            400, _("media_url: files are not taken here. Add them on the tracking page instead.")
        )
    if any(_BROKEN in text for _name, values in request.POST.lists() for text in values):
        raise refused(400, _("The text is not in UTF-8. Encode all fields in UTF-8."))


def _attributes(request: HttpRequest) -> tuple[dict[str, str], list[Fault]]:
    """The attributes that were sent; unknown ones are faults, so that nothing is lost silently."""
    found: dict[str, str] = {"wants_secrecy": "1"}
    faults: list[Fault] = []
    for name in request.POST:
        if not name.startswith("attribute"):
            continue
        match = _ATTRIBUTE.fullmatch(name)
        if match is None or match[1] not in _ATTRIBUTES:
            said = _("%(name)s: there is no such attribute in the service definition.")
            faults.append(Fault(400, said % {"name": name[:60]}))
            continue
        found[match[1]] = request.POST.get(name) or ""
    for one in services.ATTRIBUTES:
        value = found.get(one.code, "")
        if one.is_yes_or_no and value not in {"", "0", "1"}:
            faults.append(Fault(400, f"attribute[{one.code}]: " + _("send 1 for yes, 0 for no.")))
        elif one.is_yes_or_no and value == "0":
            del found[one.code]  # a box that is not ticked
    if day := day_of(found.get("happened_on", "")):
        found["happened_on"] = day.isoformat()
    return found, faults


def _contact(request: HttpRequest) -> dict[str, str]:
    sent = {
        name: request.POST.get(name, "").strip()
        for name in ("first_name", "last_name", "phone", "email")
    }
    parts = [sent["last_name"], sent["first_name"]]
    # 欧阳测试 is written without a space; Latin names are written the other way round.
    latin = all(part.isascii() for part in parts)
    name = " ".join(filter(None, reversed(parts))) if latin else "".join(parts)
    values = {"name": name, "phone": sent["phone"], "email": sent["email"]}
    return values | {"anonymous": "0" if any(values.values()) else "1"}


def _place(request: HttpRequest, faults: list[Fault]) -> str:
    """Where it happened, in words or as coordinates."""
    address = clean_text(request.POST.get("address_string", "")).strip()
    lat, long = request.POST.get("lat", "").strip(), request.POST.get("long", "").strip()
    if len(address) > Complaint._meta.get_field("place").max_length:  # type: ignore[operator]
        faults.append(Fault(400, _("address_string: send at most 100 characters.")))
    if (lat or long) and not (_is_number(lat, 90) and _is_number(long, 180)):
        faults.append(Fault(400, _("lat, long: send both as degrees, such as 36.07 and 120.38.")))
    return address or (f"{lat}, {long}" if lat else "")


def _is_number(text: str, most: int) -> bool:
    return (
        bool(re.fullmatch(r"-?\d{1,3}(\.\d{1,12})?", text, re.ASCII)) and abs(float(text)) <= most
    )


def _faults_of(form: PortalForm) -> list[Fault]:
    return [
        Fault(400, _line(name, str(said)))
        for name, errors in form.errors.items()
        for said in errors
        # Its fault is there already, in words that fit.
        if name != "category"
    ]


def _line(name: str, said: str) -> str:
    """A sentence of a form with the name by which the partner knows the field."""
    shown = f"attribute[{name}]" if name in _ATTRIBUTES else _NAMES.get(name, name)
    return f"{shown}: {said}" if shown else said


def _answers(sent: Sent, partner: Partner) -> Answers:
    code = sent.whom["unit"]
    known = reference.read(sent.what["category"], code)
    who = sent.who
    return Answers(
        known=known,
        unit=known.unit,
        about_office=code == choices.OFFICE,
        window=sent.whom["window"],
        person=sent.whom["person"],
        category=known.category,
        happened_on=sent.what["happened_on"],
        place=sent.place,
        content=sent.what["content"],
        wish=sent.what["wish"],
        anonymous=who["anonymous"] == "1",
        contact=Contact(name=who["name"], phone=who["phone"], email=who["email"]),
        wants_secrecy=who["wants_secrecy"],
        consent_contact=who["consent_contact"],
        consent_public=who["consent_public"],
        channel=partner.channel,
    )

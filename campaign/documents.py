"""Papers of the campaign: the filing receipt of a plan, and the plan itself."""

from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import Permission
from accounts.models import User
from campaign.models import PlanVersion, UnitPlan
from campaign.models.plan import ON_FILE
from campaign.snapshot import Content, sections, snapshot
from core import clock
from core.access import Allowed, Answer, Denied
from core.actors import Actor
from core.documents.builders import Builder, Params
from core.documents.paper import Block, Heading, OfficialPaper, Paragraph


def _plan(params: Params) -> UnitPlan:
    rows = UnitPlan.objects.select_related("campaign", "unit", "accepted_by")
    return rows.get(number=params["number"])


def can_read(params: Params, user: Actor, *, filed: bool) -> Answer:
    """Whoever sees the plan; a receipt only of a plan on file."""
    if not isinstance(user, User):
        return Denied(_("Only people who see the plan can print it."))
    plan = UnitPlan.objects.visible_to(user).filter(number=params["number"]).first()
    if plan is None:
        return Denied(_("Only people who see the plan can print it."))
    if filed and plan.state not in ON_FILE:
        return Denied(_("There is a receipt as soon as the plan is on file."))
    return Allowed()


class FilingReceipt(Builder):
    """The office's receipt: this plan came on that day and is on file."""

    code = "campaign.receipt"
    template = "core/documents/receipt.html"
    closing = ""

    def title(self, params: Params) -> str:
        return _("Filing receipt of the plan %(number)s") % {"number": params["number"]}

    def number(self, params: Params) -> str:
        return f"{params['number']}-HZ"

    def can_read(self, params: Params, user: Actor) -> Answer:
        return can_read(params, user, filed=True)

    def data(self, params: Params, user: Actor) -> dict[str, Any]:
        plan = _plan(params)
        edition = plan.versions.aggregate(last=Max("edition"))["last"]
        assert plan.first_submitted_on  # noqa: S101 -- the database ties it to the state
        assert plan.accepted_at  # noqa: S101
        said = {
            "title": plan.title,
            "number": plan.number,
            "sent": f"{plan.first_submitted_on:%Y年%-m月%-d日}",
            "filed": f"{timezone.localtime(plan.accepted_at):%Y年%-m月%-d日}",
            "edition": edition,
        }
        paper = OfficialPaper(
            head=_("Office of the leadership group"),
            number=f"{plan.number}-HZ",
            title=[_("Filing receipt")],
            addressee=plan.unit.name,
            body=[
                Paragraph(
                    _(
                        "“%(title)s” (number %(number)s), first received on %(sent)s, has been"
                        " reviewed and put on file on %(filed)s in its version %(edition)d."
                    )
                    % said
                ),
                Paragraph(_("Please carry it out step by step, and report what changes.")),
            ],
            issuer=_("Office of the leadership group"),
            issued_on=timezone.localdate(plan.accepted_at),
        )
        return {"paper": paper}


def _content(plan: UnitPlan, sent: PlanVersion | None, user: Actor) -> Content:
    """What was sent; before that, what the unit's own people have written so far."""
    if sent is not None:
        return sent.content
    return snapshot(plan) if user.may(Permission.UNIT_READ, plan.unit.code) else {}


class PlanPaper(Builder):
    """The unit's plan in the official format: what was sent last, for the unit also its draft."""

    code = "campaign.plan"

    def title(self, params: Params) -> str:
        return _("Plan %(number)s") % {"number": params["number"]}

    def number(self, params: Params) -> str:
        return str(params["number"])

    def can_read(self, params: Params, user: Actor) -> Answer:
        return can_read(params, user, filed=False)

    def data(self, params: Params, user: Actor) -> dict[str, Any]:
        plan = _plan(params)
        sent = plan.versions.order_by("-edition").first()
        body: list[Block] = []
        for section in sections(_content(plan, sent, user)):
            if section.field in {"title", "disclosure"} or not section.paragraphs:
                continue
            body.append(Heading(1, section.label))
            body.extend(Paragraph(text) for text in section.paragraphs)
        paper = OfficialPaper(
            head=plan.unit.party_org or plan.unit.name,
            number=plan.number,
            title=[plan.title],
            addressee=_("Office of the leadership group"),
            body=body,
            issuer=plan.unit.party_org or plan.unit.name,
            issued_on=timezone.localdate(sent.sent_at) if sent else clock.today(),
        )
        return {"paper": paper}

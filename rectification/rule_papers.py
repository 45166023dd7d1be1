"""A rule as an official paper: its text, and how it came about as an annex."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from core import clock
from core.access import Allowed, Answer, Denied
from core.actors import Actor
from core.documents.builders import Builder, Params
from core.documents.paper import Annex, Block, Heading, OfficialPaper, Paragraph, Table
from rectification.models import Rule


class RulePaper(Builder):
    """`ZD-2011-JFJ-002`: a rule of a unit; before it is issued the title says «draft»."""

    code = "rectification.rule"

    def number(self, params: Params) -> str:
        return str(params["rule"])

    def title(self, params: Params) -> str:
        return "".join(_title(Rule.objects.get(number=params["rule"])))

    def can_read(self, params: Params, user: Actor) -> Answer:
        if isinstance(user, User):
            rows = Rule.objects.visible_to(user)
            if rows.filter(number=params["rule"]).exists():
                return Allowed()
        return Denied(_("There is no such rule."))

    def data(self, params: Params, user: Actor) -> dict[str, Any]:
        assert isinstance(user, User)  # noqa: S101 (`can_read` let the person through)
        rows = Rule.objects.select_related("unit", "campaign")
        return {"paper": paper_of(rows.get(number=params["rule"]), user)}


def paper_of(rule: Rule, user: User) -> OfficialPaper:
    """The rule as it is printed; the annex names only problems that the reader may see."""
    paper = OfficialPaper(
        head=_("%(unit)s document") % {"unit": rule.unit.name},
        number=rule.doc_no or rule.number,
        title=_title(rule),
        addressee=_("All sections and staff"),
        body=list(_body(rule)),
        issuer=rule.unit.name,
        issued_on=rule.issued_on or clock.today(),
        annexes=[Annex(_("How the rule came about"), list(_annex(rule, user)))],
        printed_by=rule.unit.name,
    )
    return paper.as_demonstration() if settings.DEMO else paper


def _title(rule: Rule) -> list[str]:
    return [rule.unit.name, rule.title + ("" if rule.doc_no else _("(draft)"))]


def _body(rule: Rule) -> Iterator[Block]:
    lines = [line.strip() for line in rule.text.splitlines() if line.strip()]
    if lines:
        yield from (Paragraph(line) for line in lines)
    else:
        # The text lies in a file: the paper says what it lays down.
        for aspect, text in rule.aspects:
            if text:
                yield Heading(1, str(aspect.label))
                yield Paragraph(text)
        names = [row.attachment.original_name for row in _files(rule)]
        words = _("The text of the rule is attached as a file: %(names)s.")
        yield Paragraph(words % {"names": "；".join(names) or _("(not written yet)")})
    if rule.effective_on:
        yield Paragraph(
            _("This rule is in force from %(day)s.") % {"day": rule.effective_on.isoformat()}
        )


def _files(rule: Rule) -> Any:
    return rule.files.filter(in_use=True).select_related("attachment")


def _annex(rule: Rule, user: User) -> Iterator[Block]:
    facts = [
        (pgettext("rule", "Type"), rule.get_kind_display()),
        (pgettext("rule", "What is done"), rule.get_change_display()),
        (_("Present rule"), rule.former),
        *[(str(aspect.label), text) for aspect, text in rule.aspects],
        (pgettext("rule", "Steps"), _less(rule.steps_before, rule.steps_after)),
        (_("Working days"), _less(rule.days_before, rule.days_after)),
        (_("Materials"), _less(rule.materials_before, rule.materials_after)),
        (_("Asked for opinions"), rule.consulted),
        (_("Approved by"), rule.deliberated_by),
        (_("Decision"), rule.decision),
    ]
    rows: list[tuple[Any, ...]] = [(name, text) for name, text in facts if text]
    yield Table([_("Point"), pgettext("rule", "Content")], rows)
    items = [
        (item.number, item.description, item.relapse_count)
        for item in rule.items.visible_to(user).order_by("number")
    ]
    if items:
        heads = [_("Number"), _("Problem"), _("Relapses")]
        yield Table(heads, items, _("Problems it answers"))
    opinions = [(o.giver, o.content, o.get_outcome_display(), o.note) for o in rule.opinions.all()]
    if opinions:
        heads = [_("Given by"), _("Opinion"), _("What became of it"), _("How or why not")]
        yield Table(heads, opinions, _("Opinions and what became of them"))


def _less(before: int | None, after: int | None) -> str:
    return "" if before is None or after is None else f"{before} → {after}"

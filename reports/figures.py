"""The figures of a summary report: what each counts, and the records behind it.

A figure is a queryset, never a typed number: its value is the count of the rows it lists, live
while the report is written and frozen with its rows once the head signs (domain.md §7, check 10).
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import F, Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Unit
from campaign.enums import MeetingState, SessionState, TaskState
from campaign.models import Campaign, Meeting, StudySession, UnitTask
from campaign.models.task import FINISHED
from complaints.models import Complaint
from core import clock
from core.text import Text
from core.workdays import calendar
from outreach.enums import WAITING_STATES, CaseState, VisitKind
from outreach.enums import ReportState as Research
from outreach.models import EnterpriseCase, FieldVisit, Opinion, ResearchReport
from outreach.models.case import CaseQuerySet
from publicity.models import Publication
from rectification import lights
from rectification.enums import DONE_STATES, CheckState, Klass, Light, OwnerKind
from rectification.models import RectificationItem, SelfCheck
from rectification.rule_queries import back_despite_rule, relapsed, without_rule
from reports import rules
from reports.examples import EXAMPLES
from reports.measures import Figure, Scope, Value

_PUBLICATION = "publicity:publication"
_RESEARCH_ADOPTED = (Research.ADOPTED, Research.PUBLISHED)
_RESEARCH_SENT = (Research.FILED, *_RESEARCH_ADOPTED)
SOON = 5  # working days, as the ledger's amber light


def _items(scope: Scope, *terms: Q, **more: Any) -> QuerySet[RectificationItem]:
    """Items on the ledger: confirmed by the office, neither merged nor an individual's."""
    return (
        RectificationItem.objects.filter(*terms, campaign=scope.campaign, **scope.own, **more)
        .filter(accepted_at__isnull=False)
        .counted()
        .exclude(owner_kind=OwnerKind.PERSON)
        .order_by("number")
    )


def _cases(scope: Scope, *terms: Q, **more: Any) -> QuerySet[Complaint]:
    """Complaints of the campaign's time that were handed to the unit; accusations never are."""
    own = {"lead_unit": scope.unit} if scope.unit else {}
    return (
        Complaint.objects.filter(*terms, dispatched_at__isnull=False, **own, **more)
        .filter(received_at__date__range=(scope.campaign.start, scope.campaign.end))
        .select_related("category")
        .order_by("number")
    )


def _tasks(scope: Scope, **terms: Any) -> QuerySet[UnitTask]:
    tasks = UnitTask.objects.of(scope.campaign).filter(**scope.own, **terms)
    return tasks.exclude(state=TaskState.EXCUSED).in_order()


def _sessions(scope: Scope, **terms: Any) -> QuerySet[StudySession]:
    sessions = StudySession.objects.of(scope.campaign).filter(**scope.own, **terms)
    return sessions.exclude(state=SessionState.CANCELLED).order_by("date", "number")


def _red(scope: Scope) -> QuerySet[RectificationItem]:
    soon = calendar().add(scope.today, SOON)
    return _items(scope, lights.lit(Light.RED, lights.Day(scope.today, soon)))


def _checks(scope: Scope) -> QuerySet[SelfCheck]:
    rows = SelfCheck.objects.filter(campaign=scope.campaign, state=CheckState.DONE, **scope.own)
    return rows.order_by("number")


def _visits(scope: Scope, **terms: Any) -> QuerySet[FieldVisit]:
    rows = FieldVisit.objects.filter(campaign=scope.campaign, **scope.own, **terms)
    return rows.order_by("on", "number")


def _opinions(scope: Scope, *terms: Q) -> QuerySet[Opinion]:
    own = {"visit__unit": scope.unit} if scope.unit else {}
    rows = Opinion.objects.filter(*terms, visit__campaign=scope.campaign, **own)
    return rows.order_by("number")


def _research(scope: Scope, **terms: Any) -> QuerySet[ResearchReport]:
    rows = ResearchReport.objects.filter(campaign=scope.campaign, **scope.own, **terms)
    return rows.filter(state__in=_RESEARCH_SENT).order_by("number")


def _aid(scope: Scope, **terms: Any) -> CaseQuerySet:
    rows = EnterpriseCase.objects.filter(campaign=scope.campaign, **scope.own, **terms)
    return rows.order_by("number")


def _public(scope: Scope) -> QuerySet[Publication]:
    rows = Publication.objects.published().filter(campaign=scope.campaign, **scope.own)
    return rows.order_by("number")


def _item_text(item: RectificationItem) -> str:
    return item.headline


def _ledger_text(item: RectificationItem) -> str:
    return f"{item.headline} · {item.get_klass_display()} · {item.get_state_display()}"


def _visit_text(visit: FieldVisit) -> str:
    return f"{visit.get_kind_display()} · {visit.place}"


def _opinion_text(opinion: Opinion) -> str:
    return f"{opinion.text[:40]} · {opinion.get_state_display()}"


def _title(record: Any) -> str:
    return str(record.title)


def _aid_text(case: EnterpriseCase) -> str:
    return f"{case.get_demand_display()} · {case.get_state_display()}"


def _case_text(case: Complaint) -> str:
    return f"{case.category.name} · {case.get_state_display()}"


def _item(code: str, label: Text, records: Callable[[Scope], QuerySet[Any]]) -> Figure:
    return Figure(code, label, records, _item_text, "rectification:item")


def _case(code: str, label: Text, records: Callable[[Scope], QuerySet[Any]]) -> Figure:
    return Figure(code, label, records, _case_text, "complaints:case")


def _rule(
    code: str,
    label: Text,
    narrow: Callable[[Any], QuerySet[Any]],
    means: Callable[[Iterable[Any]], dict[str, str]] | None = None,
) -> Figure:
    def records(scope: Scope) -> QuerySet[Any]:
        return narrow(rules.rules_of(scope.campaign, scope.unit))

    return Figure(code, label, records, rules.text, "rectification:rule", means)


def _done(scope: Scope, *terms: Q) -> QuerySet[RectificationItem]:
    return _items(scope, *terms, state__in=DONE_STATES)


FIGURES: tuple[Figure, ...] = (
    Figure("tasks", _("phase tasks"), _tasks, str, ""),
    Figure(
        "tasks_done",
        _("phase tasks done"),
        lambda scope: _tasks(scope, state__in=FINISHED),
        str,
        "",
    ),
    Figure("sessions", _("study sessions planned"), _sessions, str, "campaign:session"),
    Figure(
        "sessions_held",
        _("study sessions held"),
        lambda scope: _sessions(scope, state=SessionState.DONE),
        str,
        "campaign:session",
    ),
    Figure(
        "meetings",
        _("meetings held"),
        lambda scope: (
            Meeting.objects.of(scope.campaign)
            .filter(state=MeetingState.HELD, **scope.own)
            .order_by("date", "number")
        ),
        str,
        "campaign:meeting",
    ),
    Figure("self_checks", _("self-checks finished"), _checks, str, "rectification:self-check"),
    Figure("visits", _("field visits made"), _visits, _visit_text, "outreach:visit"),
    Figure(
        "visits_site",
        _("visits to project sites"),
        lambda scope: _visits(scope, kind=VisitKind.PROJECT),
        _visit_text,
        "outreach:visit",
    ),
    Figure(
        "visits_firm",
        _("visits to enterprises"),
        lambda scope: _visits(scope, kind=VisitKind.ENTERPRISE),
        _visit_text,
        "outreach:visit",
    ),
    Figure(
        "visits_village",
        _("visits to villages"),
        lambda scope: _visits(scope, kind=VisitKind.VILLAGE),
        _visit_text,
        "outreach:visit",
    ),
    Figure("opinions", _("opinions heard"), _opinions, _opinion_text, "outreach:opinion"),
    Figure(
        "opinions_settled",
        _("opinions disposed of"),
        lambda scope: _opinions(scope, ~Q(state__in=WAITING_STATES)),
        _opinion_text,
        "outreach:opinion",
    ),
    Figure("research", _("research reports sent"), _research, _title, "outreach:report"),
    Figure(
        "research_adopted",
        _("research reports adopted"),
        lambda scope: _research(scope).filter(state__in=_RESEARCH_ADOPTED),
        _title,
        "outreach:report",
    ),
    Figure("items", _("problems on the ledger"), _items, _ledger_text, "rectification:item"),
    _item("at_once", _("to fix at once"), lambda scope: _items(scope, klass=Klass.AT_ONCE)),
    _item("by_date", _("to fix by a date"), lambda scope: _items(scope, klass=Klass.BY_DATE)),
    _item("long_term", _("to keep at"), lambda scope: _items(scope, klass=Klass.LONG_TERM)),
    _item("closed", _("struck off"), _done),
    _item(
        "closed_in_time",
        _("struck off in time"),
        lambda scope: _done(scope, Q(due_date=None) | Q(closed_at__date__lte=F("due_date"))),
    ),
    _item("open", _("still open"), lambda scope: _items(scope).exclude(state__in=DONE_STATES)),
    _item("red", _("with a red light"), _red),
    _item(
        "relapsed",
        pgettext_lazy("figure", "relapsed"),
        lambda scope: _items(scope, relapse_count__gt=0),
    ),
    _item(
        "extended",
        pgettext_lazy("figure", "extended"),
        lambda scope: _items(scope, extensions_granted__gt=0),
    ),
    _rule("rules", _("rules on the list"), lambda rows: rows),
    _rule("rules_issued", _("rules issued"), lambda rows: rows.issued()),
    _rule("rules_new", _("new rules issued"), lambda rows: rows.issued().filter(change="new")),
    _rule(
        "rules_revised",
        _("revised rules issued"),
        lambda rows: rows.issued().filter(change="revise"),
    ),
    _rule(
        "rules_abolished", _("rules abolished"), lambda rows: rows.issued().filter(change="abolish")
    ),
    _rule(
        "rules_simplified",
        _("rules that save steps or days"),
        lambda rows: rows.simplified(),
        rules.means,
    ),
    _rule("rules_unchecked", _("rules in force, not checked"), lambda rows: rows.unchecked()),
    _rule("rules_relapsed", _("rules whose problem came back"), relapsed),
    _item(
        "without_rule",
        _("problems without a rule"),
        lambda scope: without_rule(rules.problems(scope.campaign, scope.unit)),
    ),
    _item(
        "despite_rule",
        _("problems that came back despite a rule"),
        lambda scope: back_despite_rule(rules.problems(scope.campaign, scope.unit)),
    ),
    *EXAMPLES,
    Figure("publications", _("rectification plans made public"), _public, _title, _PUBLICATION),
    Figure("aid", _("enterprise cases registered"), _aid, _aid_text, "outreach:case"),
    Figure(
        "aid_closed",
        _("enterprise cases concluded"),
        lambda scope: _aid(scope, state=CaseState.CLOSED),
        _aid_text,
        "outreach:case",
    ),
    Figure(
        "aid_confirmed",
        _("confirmed by the enterprise itself"),
        lambda scope: _aid(scope).confirmed(),
        _aid_text,
        "outreach:case",
    ),
    Figure(
        "real_things",
        _("real things done for enterprises"),
        lambda scope: _aid(scope, is_real_thing=True),
        _aid_text,
        "outreach:case",
    ),
    _case("cases", _("complaints handed over"), _cases),
    _case(
        "answered",
        _("complaints answered"),
        lambda scope: _cases(scope, first_reply_on__isnull=False),
    ),
    _case(
        "answered_in_time",
        _("complaints answered in time"),
        lambda scope: _cases(scope, first_reply_on__lte=F("due_reply")),
    ),
    _case("redone", _("complaints redone"), lambda scope: _cases(scope, redo_count__gt=0)),
    _case("rated", _("complaints rated"), lambda scope: _cases(scope, score__isnull=False)),
    _case("satisfied", _("rated satisfied"), lambda scope: _cases(scope, score__gte=3)),
)
BY_CODE: Mapping[str, Figure] = {figure.code: figure for figure in FIGURES}


def live(campaign: Campaign, unit: Unit | None, today: dt.date | None = None) -> dict[str, Value]:
    """All figures of a unit, or of the zone (no unit), now: a query for each figure."""
    scope = Scope(campaign, unit, today or clock.today())
    return {figure.code: _value(figure, scope) for figure in FIGURES}


def _value(figure: Figure, scope: Scope) -> Value:
    records = list(figure.records(scope))
    return Value(figure, _rows(figure, records), figure.means(records) if figure.means else {})


def _rows(figure: Figure, records: Iterable[Model]) -> list[tuple[str, str]]:
    return [(str(getattr(record, "number", "")), figure.text(record)) for record in records]


def take(values: Mapping[str, Value], today: dt.date) -> dict[str, Any]:
    """The figures as JSON: `{"on": "2011-12-20", "figures": {code: [[number, text], …]}, …}`.

    `means` holds the averages of those figures that have any: `{code: {name: text}}`.
    """
    return {
        "on": today.isoformat(),
        "figures": {code: [list(row) for row in value.rows] for code, value in values.items()},
        "means": {code: dict(value.means) for code, value in values.items() if value.means},
    }


def frozen(snapshot: Mapping[str, Any]) -> dict[str, Value]:
    """The figures that `take` froze. A figure added since then counts nothing."""
    rows, means = snapshot["figures"], snapshot.get("means", {})
    return {
        figure.code: Value(
            figure,
            [(number, text) for number, text in rows.get(figure.code, [])],
            means.get(figure.code, {}),
        )
        for figure in FIGURES
    }

"""What the portal writes by itself: sentences whose every number is a figure.

Each sentence is a text with the codes of figures as placeholders. On paper they become numbers,
on the page links to the rows they count.
"""

from collections.abc import Callable, Mapping

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from campaign.models.plan import ON_FILE
from reports.enums import Section
from reports.measures import Value
from reports.models import SummaryReport

# Fewer ratings say nothing about a unit (domain.md §7, check 15).
LEAST_RATINGS = 5


def share(part: int, whole: int) -> str:
    """`89.1%`; a dash when there is nothing to divide by."""
    return f"{part / whole * 100:.1f}%" if whole else "—"


def _rates(values: Mapping[str, Value]) -> dict[str, str]:
    count = {code: value.count for code, value in values.items()}
    few = count["rated"] < LEAST_RATINGS
    means = {name: text for value in values.values() for name, text in value.means.items()}
    return {
        "steps_saved": "—",
        "days_saved": "—",
        **means,
        "closed_rate": share(count["closed"], count["items"]),
        "task_rate": share(count["tasks_done"], count["tasks"]),
        "satisfied_rate": _("sample too small")
        if few
        else share(count["satisfied"], count["rated"]),
    }


def _texts(values: Mapping[str, Value]) -> list[str]:
    """The sentences of the results, with placeholders; what never happened is left out."""
    texts = [
        _("%(tasks_done)s of %(tasks)s phase tasks were done (%(task_rate)s)."),
        _(
            "%(sessions_held)s of %(sessions)s planned study sessions and %(meetings)s meetings"
            " were held."
        ),
        _(
            "%(items)s problems were put on the ledger: %(at_once)s to fix at once, %(by_date)s to"
            " fix by a date, %(long_term)s to keep at; %(closed)s have been struck off"
            " (%(closed_rate)s), %(closed_in_time)s of them in time."
        ),
    ]
    texts += _of_outreach(values)
    texts += _of_rules(values)
    if values["cases"].count:
        texts.append(
            _(
                "%(cases)s complaints of the public were handed to the unit; %(answered)s have been"
                " answered, %(answered_in_time)s of them in time; %(rated)s were rated,"
                " satisfaction: %(satisfied_rate)s."
            )
        )
    return texts


def _of_outreach(values: Mapping[str, Value]) -> list[str]:
    """What was seen and done outside the office (R-052, R-058 to R-060, R-067, R-079 to R-081)."""
    texts = {
        "self_checks": _(
            "The “three checks, three looks” were gone through %(self_checks)s times."
        ),
        "visits": _(
            "%(visits)s field visits were made: %(visits_site)s to project sites, %(visits_firm)s"
            " to enterprises, %(visits_village)s to villages; %(opinions)s opinions were heard and"
            " %(opinions_settled)s of them disposed of."
        ),
        "research": _(
            "%(research)s research reports were sent, %(research_adopted)s of them adopted."
        ),
        "publications": _("%(publications)s rectification plans were made public."),
        "aid": _(
            "%(aid)s demands of enterprises were taken up and %(aid_closed)s concluded,"
            " %(aid_confirmed)s of them confirmed by the enterprise itself; %(real_things)s count"
            " as real things done for enterprises."
        ),
    }
    return [text for code, text in texts.items() if values[code].count]


def _of_rules(values: Mapping[str, Value]) -> list[str]:
    """What was laid down for good (R-074, R-095, R-096)."""
    if not values["rules"].count:
        return []
    texts = [
        _(
            "%(rules_issued)s of %(rules)s rules on the list have been issued: %(rules_new)s new,"
            " %(rules_revised)s revised, %(rules_abolished)s abolished; %(without_rule)s problems"
            " have no rule, %(despite_rule)s came back despite one."
        )
    ]
    if values["rules_simplified"].count:
        texts.append(
            _(
                "%(rules_simplified)s rules make things simpler: on average %(steps_saved)s steps"
                " and %(days_saved)s days less."
            )
        )
    return texts


def plain(values: Mapping[str, Value]) -> list[str]:
    """The results in words, for paper."""
    terms = {code: str(value.count) for code, value in values.items()} | _rates(values)
    return [text % terms for text in _texts(values)]


def linked(values: Mapping[str, Value], url: Callable[[str], str]) -> list[SafeString]:
    """The results in words; every number leads to the rows it counts (`url` of its code)."""
    terms = {
        code: format_html('<a class="num" href="{}">{}</a>', url(code), value.count)
        for code, value in values.items()
    } | {code: conditional_escape(text) for code, text in _rates(values).items()}
    return [mark_safe(conditional_escape(text) % terms) for text in _texts(values)]


def prefill(report: SummaryReport, values: Mapping[str, Value]) -> dict[str, str]:
    """The first draft of the parts that records can tell of; the rest is for the unit to write.

    The guiding thought of the campaign opens it (R-006), the highlights of the unit's plan stand
    among the experience (R-014); both are the unit's to change.
    """
    terms = {code: str(value.count) for code, value in values.items()} | {
        "unit": report.unit.name,
        "staff": str(report.unit.headcount),
        "campaign": report.campaign.title,
    }
    drafts = {
        Section.BASICS: _(
            "%(unit)s has %(staff)s staff. It took part in the %(campaign)s as the plan of the zone"
            " asks, set up a leadership group and filed its own plan."
        ),
        Section.PRACTICE: _(
            "The unit held %(sessions_held)s study sessions and %(meetings)s meetings, looked for"
            " problems and put %(items)s of them on the ledger with measures, deadlines and"
            " persons responsible."
        ),
        Section.SHORTCOMINGS: _(
            "%(open)s problems are not struck off yet, %(red)s of them with a red light;"
            " %(extended)s had their deadline extended and %(relapsed)s relapsed."
        ),
        Section.NEXT_STEPS: _(
            "For each of the %(open)s problems that remain the unit will name the person"
            " responsible, keep the deadline and report until it is struck off."
        ),
    }
    filled = {part.value: text % terms for part, text in drafts.items()}
    thought = report.campaign.guiding_thought.strip()
    if thought:
        filled[Section.BASICS.value] = f"{thought}\n{filled[Section.BASICS.value]}"
    if highlights := _highlights(report):
        filled[Section.EXPERIENCE.value] = highlights
    return filled


def _highlights(report: SummaryReport) -> str:
    """The highlights that the unit announced in its plan on file."""
    plan = report.campaign.plans.filter(unit=report.unit, state__in=ON_FILE).first()
    return plan.highlights.strip() if plan else ""

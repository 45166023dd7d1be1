"""The demo campaign: the figures of its story, the same every time, on any day."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import translation

from accounts import demo as accounts_demo
from accounts.enums import Role
from accounts.models import Post, Unit, User
from campaign import demo
from campaign.enums import Evidence, PhaseKind, PlanState, SessionState, TaskState
from campaign.models import Campaign, Meeting, StudySession, UnitPlan, UnitTask
from core import clock
from core.demo import STORY_DAY, DemoContext
from core.models import StatusLog

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def ctx(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[DemoContext]:
    """Built once for the whole module; every test reads only, and it is taken away at the end."""
    made = DemoContext()
    with django_db_blocker.unblock(), transaction.atomic(), translation.override("zh-hans"):
        accounts_demo.build(made)
        demo.build(made)
        yield made
        transaction.set_rollback(True)


def test_the_zone_has_35_units_and_its_people(ctx: DemoContext) -> None:
    assert Unit.objects.count() == 35
    assert len(ctx.users) == 17 + 35 * 5
    assert {"leader01", "officehead01", "desk01", "insp04", "sup03", "jfj_liaison", "gjj_head"} <= (
        ctx.users.keys()
    )
    assert not Post.objects.filter(role=Role.OWNER).exclude(unit__isnull=False).exists()


def test_passwords_differ_and_open_the_accounts(ctx: DemoContext) -> None:
    if not settings.DEMO_PASSWORD:
        assert len(set(ctx.passwords.values())) == len(ctx.passwords)
    user = User.objects.get(username="jfj_liaison")
    assert user.check_password(ctx.passwords["jfj_liaison"])
    assert not user.must_change_password


def test_the_phases_are_those_of_the_plan(ctx: DemoContext) -> None:
    campaign = Campaign.objects.current()
    assert [(phase.start, phase.end) for phase in campaign.phase_list] == [
        (dt.date(2011, 4, 15), dt.date(2011, 4, 30)),
        (dt.date(2011, 5, 1), dt.date(2011, 9, 30)),
        (dt.date(2011, 10, 1), dt.date(2011, 12, 31)),
    ]
    assert [str(target) for target in campaign.targets.all()] == [
        "主营业务收入 150亿元",
        "工业增加值 42亿元",
        "财政总收入 3.79亿元",
    ]


def test_33_of_34_plans_are_on_file_and_one_was_returned_twice(ctx: DemoContext) -> None:
    on_file = [PlanState.ACCEPTED, PlanState.PUBLISHED]
    assert UnitPlan.objects.count() == 34
    assert UnitPlan.objects.filter(state__in=on_file).count() == 33
    plan = UnitPlan.objects.get(state=PlanState.RETURNED)
    assert plan.number == "FA-2011-JFJ"
    returns = StatusLog.objects.of("campaign.plan", plan.pk).filter(transition="return")
    assert returns.count() == 2
    assert plan.notes.unanswered_musts().count() == 2


def test_142_sessions_were_planned_and_137_held(ctx: DemoContext) -> None:
    assert StudySession.objects.count() == 142
    assert StudySession.objects.filter(state=SessionState.DONE).count() == 137


def test_the_office_host_owes_no_plan(ctx: DemoContext) -> None:
    task = UnitTask.objects.get(unit__code="JCJ", task__evidence=Evidence.PLAN)
    assert task.state == TaskState.EXCUSED


def test_tasks_have_ticked_themselves(ctx: DemoContext) -> None:
    plans = UnitTask.objects.filter(task__evidence=Evidence.PLAN)
    assert plans.filter(state=TaskState.LATE).count() == 2
    assert plans.filter(state=TaskState.OPEN).get().unit.code == "JFJ"
    meetings = UnitTask.objects.filter(task__evidence=Evidence.MOBILIZATION)
    assert meetings.filter(state=TaskState.DONE).count() == 34
    assert meetings.filter(state=TaskState.LATE).get().unit.code == "HWS"
    assert Meeting.objects.filter(unit=None).count() == 1


def test_nothing_of_the_story_lies_ahead_of_its_day(ctx: DemoContext) -> None:
    with clock.at(ctx.moment(STORY_DAY, "23:59")):
        now = clock.now()
    assert not StatusLog.objects.filter(at__gt=now).exists()
    assert not StudySession.objects.filter(state=SessionState.DONE, date__gt=STORY_DAY).exists()


def test_people_are_surnames_only(ctx: DemoContext) -> None:
    names = set(User.objects.values_list("name", flat=True))
    assert all(name.endswith("某某") and len(name) == 3 for name in names)


def test_dates_shift_all_together() -> None:
    ctx = DemoContext(as_of=dt.date(2026, 11, 22))
    assert ctx.day("08-19") == dt.date(2026, 11, 22)
    assert ctx.day("2012-01-16") - ctx.day("04-15") == dt.date(2012, 1, 16) - dt.date(2011, 4, 15)
    assert ctx.story_day(ctx.day("05-12")) == dt.date(2011, 5, 12)
    with ctx.at("08-19", "09:30"):
        assert clock.today() == dt.date(2026, 11, 22)
    assert ctx.year == 2026


def test_chance_is_the_same_every_time() -> None:
    first, second = DemoContext(), DemoContext()
    assert [first.random.random() for _n in range(5)] == [second.random.random() for _n in range(5)]


def test_the_rectify_phase_is_running(ctx: DemoContext) -> None:
    phase = Campaign.objects.current().phase_on(ctx.as_of)
    assert phase is not None
    assert phase.kind == PhaseKind.RECTIFY

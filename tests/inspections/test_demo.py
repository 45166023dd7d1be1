"""The inspections of the demo: the figures of the story, on any day."""

import datetime as dt
from collections import Counter

import pytest
from django.utils import translation

from accounts import demo as accounts_demo
from campaign import demo_frame
from core.demo import DemoContext
from core.models import Document
from inspections import demo
from inspections.enums import FindingState, Kind, State
from inspections.models import Finding, Inspection, Opinion, Reexamination, SupervisionSlip
from rectification.models import RectificationItem


@pytest.fixture(params=[dt.date(2011, 8, 19), dt.date(2026, 11, 23)], ids=["2011", "2026"])
def ctx(db, request):
    made = DemoContext(as_of=request.param)
    with translation.override("zh-hans"):
        accounts_demo.build(made)
        demo_frame.build(made)
        demo.build(made)
    return made


def test_the_story(ctx):
    kinds = Counter(Inspection.objects.values_list("kind", flat=True))
    assert kinds == {Kind.COVERT: 4, Kind.OPEN: 3, Kind.SPECIAL: 2}
    assert Finding.objects.problems().count() == 31
    assert Finding.objects.highlights().count() == 6
    states = Counter(Inspection.objects.values_list("state", flat=True))
    assert states[State.RUNNING] == 1
    assert states[State.RELEASED] >= 1
    assert states[State.CLOSED] == 1
    # Every link goes both ways.
    linked = Finding.objects.filter(state=FindingState.LINKED).select_related("item")
    origins = dict(RectificationItem.objects.values_list("number", "origin_number"))
    assert {f.item.number: f.number for f in linked} == origins

    # Yesterday's covert visit is still a secret of its team and the office.
    covert = Inspection.objects.get(state=State.RUNNING)
    for code in ("XZF", "GSF", "YTZ"):
        head = ctx.users[f"{code.lower()}_head"]
        assert not Inspection.objects.visible_to(head).filter(pk=covert.pk).exists()
    record = covert.records.get()
    assert record.is_open
    assert record.rows.exclude(result="").count() == 3

    drawn = Inspection.objects.exclude(draw_seed="").get()
    codes = {unit.code for unit in drawn.units.all()}
    assert codes == set(demo.draw(drawn.draw_pool, len(codes), drawn.draw_seed))

    numbers = set(SupervisionSlip.objects.exclude(number="").values_list("number", flat=True))
    year = ctx.year
    assert {
        f"青作风办督〔{year}〕1号",
        f"青作风办提〔{year}〕2号",
        f"青作风办改〔{year}〕1号",
    } <= numbers
    assert SupervisionSlip.objects.filter(state="pending").count() == 1
    assert Reexamination.objects.count() == 2
    assert Opinion.objects.waiting().count() == 2
    assert not Document.objects.exists()
    texts = " ".join(SupervisionSlip.objects.values_list("facts", flat=True))
    assert "{" not in texts
    day = ctx.day("05-26")
    assert f"{day.month}月{day.day}日拨打" in texts

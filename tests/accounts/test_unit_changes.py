"""Units are renamed and merged; what they were called stays on record."""

import datetime as dt
from typing import Any

import pytest

from accounts.actions import posts, units
from accounts.models import Post, Unit, UnitChange
from campaign.actions import campaigns
from campaign.models import Campaign, UnitTask
from core import clock
from core.errors import DomainError, NotAllowed
from core.models import AuditEvent
from tests.campaign.pages import body, signed_in
from tests.cast import Cast, make_unit
from tests.factories.campaign import make_meeting
from tests.factories.rectification import make_item

PAGE = "/staff/settings/units/"
AUGUST = dt.datetime(2011, 8, 1, 10, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))
NEW: dict[str, Any] = {"name": "青岚经济开发区发展改革局", "short_name": "发改局"}


def empty(cast: Cast) -> Unit:
    """GJJ without anybody in it."""
    for post in Post.objects.current().filter(unit=cast.other_unit):
        posts.end(post=post, by=cast.secadmin)
    return cast.other_unit


def test_a_new_name_keeps_the_code_and_the_old_name(cast: Cast) -> None:
    old = cast.unit.short_name
    with clock.at(AUGUST):
        unit = units.rename(unit=cast.unit, by=cast.sysadmin, basis="青编〔2011〕3号", **NEW)
    assert (unit.code, unit.short_name) == ("JFJ", "发改局")
    change = UnitChange.objects.get()
    assert (change.old_short_name, change.day) == (old, dt.date(2011, 8, 1))
    assert change.basis == "青编〔2011〕3号"


def test_the_unit_is_sorted_and_found_by_its_new_name(cast: Cast) -> None:
    units.rename(unit=cast.unit, by=cast.sysadmin, **NEW)
    found = Unit.objects.get(code="JFJ")
    assert found.sort_key.startswith("fa gai")
    assert "fgj" in found.initials


def test_the_same_name_is_no_change(cast: Cast) -> None:
    with pytest.raises(DomainError) as error:
        units.rename(
            unit=cast.unit,
            by=cast.sysadmin,
            name=cast.unit.name,
            short_name=f" {cast.unit.short_name} ",
        )
    assert error.value.field == "name"
    assert not UnitChange.objects.exists()


def test_a_merged_unit_takes_part_no_longer(cast: Cast, campaign: Campaign) -> None:
    gone = empty(cast)
    before = cast.unit.headcount
    gone.headcount = 12
    gone.save()
    merged = units.merge(unit=gone, into=cast.unit, by=cast.sysadmin, basis="青编〔2011〕5号")
    assert (merged.active, merged.successor) == (False, cast.unit)
    cast.unit.refresh_from_db()
    assert cast.unit.headcount == before + 12
    assert gone not in Unit.objects.active()
    assert campaigns.enrol(campaign=campaign) == 0


def test_its_records_stay_and_the_office_reads_them(cast: Cast, campaign: Campaign) -> None:
    meeting = make_meeting(cast.other_unit, cast.outsider)
    units.merge(unit=empty(cast), into=cast.unit, by=cast.sysadmin, basis="青编〔2011〕5号")
    page = signed_in(cast.office).get(f"/staff/meetings/{meeting.number}/")
    assert page.status_code == 200
    assert UnitTask.objects.filter(unit=cast.other_unit).exists()


def test_posts_are_handed_over_first(cast: Cast) -> None:
    with pytest.raises(DomainError) as error:
        units.merge(unit=cast.other_unit, into=cast.unit, by=cast.sysadmin, basis="文号")
    assert error.value.code == "posts-held"
    cast.other_unit.refresh_from_db()
    assert cast.other_unit.active


def test_where_a_unit_cannot_go(cast: Cast) -> None:
    gone = empty(cast)
    closed = make_unit("XXX", "某某局", active=False)
    for into, code in ((gone, "itself"), (closed, "successor-dissolved")):
        with pytest.raises(DomainError) as error:
            units.merge(unit=gone, into=into, by=cast.sysadmin, basis="文号")
        assert error.value.code == code
    units.merge(unit=gone, into=cast.unit, by=cast.sysadmin, basis="文号")
    with pytest.raises(DomainError) as error:
        units.merge(unit=gone, into=cast.unit, by=cast.sysadmin, basis="文号")
    assert error.value.code == "dissolved"


@pytest.mark.parametrize("part", ["secadmin", "office_head", "unit_head"])
def test_only_the_system_administrator_changes_units(cast: Cast, part: str) -> None:
    by = getattr(cast, part)
    with pytest.raises(NotAllowed):
        units.rename(unit=cast.unit, by=by, **NEW)
    with pytest.raises(NotAllowed):
        units.merge(unit=cast.other_unit, into=cast.unit, by=by, basis="文号")


def test_both_are_in_the_trail(cast: Cast) -> None:
    units.rename(unit=cast.unit, by=cast.sysadmin, **NEW)
    units.merge(unit=empty(cast), into=cast.unit, by=cast.sysadmin, basis="文号")
    assert AuditEvent.objects.filter(action="unit.rename", unit_code="JFJ").exists()
    assert AuditEvent.objects.get(action="unit.merge").detail == {"into": "JFJ"}


def test_the_pages_rename_and_show_the_history(cast: Cast) -> None:
    client = signed_in(cast.sysadmin)
    old = cast.unit.short_name
    answer = client.post(f"{PAGE}JFJ/rename/", {**NEW, "basis": "青编〔2011〕3号"}, follow=True)
    text = body(answer)
    assert "发改局" in text
    assert old in text
    assert "青编〔2011〕3号" in text


def test_the_page_names_whose_posts_are_in_the_way(cast: Cast) -> None:
    client = signed_in(cast.sysadmin)
    assert "在任岗位" in body(client.get(f"{PAGE}GJJ/merge/"))
    answer = client.post(f"{PAGE}GJJ/merge/", {"into": "JFJ", "basis": "青编〔2011〕5号"})
    assert "请安全管理员先办理交接" in body(answer)
    empty(cast)
    client.post(f"{PAGE}GJJ/merge/", {"into": "JFJ", "basis": "青编〔2011〕5号"})
    assert "已并入" in body(client.get(f"{PAGE}GJJ/"))


def test_a_unit_is_not_offered_to_itself(cast: Cast) -> None:
    page = body(signed_in(cast.sysadmin).get(f"{PAGE}JFJ/merge/"))
    assert 'value="GJJ"' in page
    assert 'value="JFJ"' not in page


def test_the_ordinary_form_leaves_the_names_alone(cast: Cast) -> None:
    page = body(signed_in(cast.sysadmin).get(f"{PAGE}JFJ/"))
    assert 'name="short_name"' not in page
    assert f"{PAGE}JFJ/rename/" in page


def test_the_tick_of_the_form_dissolves_by_the_same_rules(cast: Cast) -> None:
    """No way round the hand-over, and no way back from a merger."""
    client = signed_in(cast.sysadmin)
    url = f"/staff/settings/units/{cast.unit.code}/"
    fields = {"order": "1", "kind": "department", "group": "departments", "headcount": "18"}
    text = client.post(url, fields).content.decode()
    assert "error-summary" in text
    cast.unit.refresh_from_db()
    assert cast.unit.active
    Post.objects.filter(unit=cast.unit).update(start=dt.date(2011, 1, 1), end=dt.date(2011, 1, 2))
    assert client.post(url, fields).status_code == 302
    cast.unit.refresh_from_db()
    assert not cast.unit.active
    assert client.post(url, {**fields, "active": "on"}).status_code == 302
    type(cast.unit).objects.filter(pk=cast.unit.pk).update(active=False, successor=cast.other_unit)
    text = client.post(url, {**fields, "active": "on"}).content.decode()
    assert cast.other_unit.short_name in text
    cast.unit.refresh_from_db()
    assert not cast.unit.active


def test_what_is_still_open_is_counted_before_the_unit_goes(cast: Cast) -> None:
    with clock.at(AUGUST):
        item = make_item(cast)
        shown = body(signed_in(cast.sysadmin).get(f"{PAGE}JFJ/merge/"))
    assert "该单位仍未办结" in shown
    assert "整改事项和措施" in shown
    assert item.number not in shown
    assert "该单位仍未办结" not in body(signed_in(cast.sysadmin).get(f"{PAGE}GJJ/merge/"))

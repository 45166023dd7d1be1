"""An item links to the record it comes from, for whoever may open that record."""

import pytest

from accounts.models import User
from complaints.actions import closing
from inspections.actions import findings
from rectification import origins
from rectification.duties import of_person
from rectification.models import RectificationItem
from rectification.workflow import CHECK_KIND
from tests.cast import Cast
from tests.factories import complaints as make_complaints
from tests.factories.inspections import upheld_finding
from tests.factories.life_meetings import held
from tests.factories.rectification import make_draft, make_item, the_campaign
from tests.rectification.test_ledger_page import signed_in

pytestmark = pytest.mark.django_db


def linked(item: RectificationItem, user: User, address: str) -> bool:
    page = signed_in(user).get(item.get_absolute_url())
    assert page.status_code == 200
    assert item.origin_number in page.content.decode()
    return f'href="{address}"' in page.content.decode()


def test_a_complaint_opens_at_the_page_of_each_side(cast: Cast) -> None:
    complaint = make_complaints.make_handling(cast)
    item = closing.to_item(complaint=complaint, by=cast.contact)
    number = complaint.number
    assert linked(item, cast.unit_head, f"/staff/complaints/{number}/")
    assert origins.address(item.origin_kind, number, cast.contact) == f"/staff/complaints/{number}/"
    assert origins.address(item.origin_kind, number, cast.desk) == f"/staff/intake/{number}/"
    assert not origins.address(item.origin_kind, number, cast.outsider)


def test_a_finding_opens_for_unit_and_office(cast: Cast) -> None:
    finding = findings.open_item(finding=upheld_finding(cast), by=cast.office)
    assert finding.item is not None
    for user in (cast.liaison, cast.office):
        assert linked(finding.item, user, f"/staff/findings/{finding.number}/")
    assert not origins.address(finding.item.origin_kind, finding.number, cast.outsider)


def test_a_life_meeting_opens_and_an_unknown_check_does_not(cast: Cast) -> None:
    the_campaign(cast)
    meeting = held(cast)
    kind = "campaign.life-meeting"
    item = make_draft(cast, origin_kind=kind, origin_number=meeting.number)
    assert linked(item, cast.liaison, f"/staff/life-meetings/{meeting.number}/")
    other = make_draft(cast, origin_kind=CHECK_KIND, origin_number="SC-2011-JFJ-99")
    assert not linked(other, cast.liaison, "/staff/problems/SC-2011-JFJ-99/")


def test_my_items_hold_those_with_a_measure_of_mine(cast: Cast) -> None:
    measure = {"text": "设置到期前 2 天提醒", "owner": cast.contact.main_post}
    item = make_item(cast, measures=[measure])
    mine = RectificationItem.objects.filter(of_person(cast.contact))
    assert list(mine) == [item]
    item.measures.update(done_on=item.due_date)
    assert not mine.all().exists()

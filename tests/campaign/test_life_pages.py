"""The pages of democratic life meetings, as the head, a member, the liaison and others use them."""

from typing import Any

import pytest
from django.http import QueryDict

from campaign.actions import life_meetings
from campaign.models import Campaign, Category, LifeMeeting, LifeMember
from rectification.models import RectificationItem
from tests.campaign.pages import body, form_of, signed_in
from tests.cast import Cast
from tests.factories.life_meetings import held, prepared, seat, spoken

LIST = "/staff/life-meetings/"


def typed(form: QueryDict) -> dict[str, list[str]]:
    """The fields with all their values: a client posts only the last one of a `QueryDict`."""
    return dict(form.lists())


def url(meeting: LifeMeeting, page: str = "") -> str:
    return f"{LIST}{meeting.number}/{page}"


def test_the_head_prepares_a_meeting(cast: Cast, campaign: Campaign) -> None:
    client = signed_in(cast.unit_head)
    form = form_of(body(client.get(f"{LIST}new/")))
    assert sorted(form.getlist("members")) == sorted(
        str(person.pk) for person in (cast.unit_head, cast.unit_deputy)
    )
    form["theme"], form["date"] = "转变作风", "2011-07-20"
    answer = client.post(f"{LIST}new/", typed(form), follow=True)
    made = LifeMeeting.objects.get()
    assert answer.redirect_chain[0][0] == url(made)
    assert "转变作风" in body(answer)


def test_a_mistake_keeps_what_was_typed(cast: Cast, campaign: Campaign) -> None:
    client = signed_in(cast.unit_head)
    form = form_of(body(client.get(f"{LIST}new/")), theme="", talks="谈了四次", date="2011-07-20")
    answer = client.post(f"{LIST}new/", typed(form))
    assert "请填写会议主题" in body(answer)
    assert "谈了四次" in body(answer)
    assert not LifeMeeting.objects.exists()


def test_the_papers_are_changed_and_a_stale_form_meets_the_conflict_page(
    cast: Cast, campaign: Campaign
) -> None:
    meeting = prepared(cast)
    client = signed_in(cast.unit_head)
    page = body(client.get(url(meeting, "edit/")))
    first = client.post(url(meeting, "edit/"), typed(form_of(page, measures="每月下基层")))
    assert first.status_code == 302
    second = client.post(url(meeting, "edit/"), typed(form_of(page, measures="每周下基层")))
    assert second.status_code == 409
    assert "每月下基层" in body(second)
    assert "每周下基层" in body(second)
    meeting.refresh_from_db()
    assert meeting.paper.measures == "每月下基层"


def test_a_draft_of_the_papers_is_there_again(cast: Cast, campaign: Campaign) -> None:
    meeting = prepared(cast)
    client = signed_in(cast.unit_head)
    form = form_of(body(client.get(url(meeting, "edit/"))), report="还没写完的通报")
    form["form_key"] = f"life-meeting:{meeting.pk}"
    client.post("/staff/drafts/", typed(form))
    assert "还没写完的通报" in body(client.get(url(meeting, "edit/")))


def test_a_member_writes_about_himself(cast: Cast, campaign: Campaign) -> None:
    meeting = prepared(cast)
    client = signed_in(cast.unit_deputy)
    form = form_of(body(client.get(url(meeting, "review/"))), problems="检查少\n盯得不紧")
    assert client.post(url(meeting, "review/"), form).status_code == 302
    assert seat(meeting, cast.unit_deputy).problems == "检查少\n盯得不紧"
    assert LifeMember.objects.get(user=cast.unit_head).problems == ""


def test_a_member_criticises_another_and_finds_the_text_again(
    cast: Cast, campaign: Campaign
) -> None:
    meeting = prepared(cast)
    head = seat(meeting, cast.unit_head)
    client = signed_in(cast.unit_deputy)
    page = url(meeting, f"criticism/?about={head.pk}")
    client.post(page, form_of(body(client.get(page)), content="会议偏多"))
    assert "会议偏多" in body(client.get(page))
    assert "会议偏多" in body(signed_in(cast.unit_head).get(url(meeting)))


def test_the_head_logs_the_meeting_with_those_who_came(cast: Cast, campaign: Campaign) -> None:
    meeting = spoken(cast)
    client = signed_in(cast.unit_head)
    data: dict[str, Any] = {"present": [row.pk for row in meeting.members.all()]}
    client.post(url(meeting, "hold/"), data)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.attended) == ("held", 2)
    assert "开始整改" in body(client.get(url(meeting)))


def test_an_agreed_problem_needs_words(cast: Cast, campaign: Campaign) -> None:
    meeting = held(cast)
    answer = signed_in(cast.unit_head).post(url(meeting, "agree/"), {"agreed-text": "太短"})
    assert answer.status_code == 200
    assert "太短" in body(answer)
    meeting.refresh_from_db()
    assert meeting.agreed == 0


def test_the_liaison_sees_only_what_was_released_and_makes_an_item_of_it(
    cast: Cast, campaign: Campaign
) -> None:
    meeting = held(cast)
    text = "办事窗口午间无人值守，群众中午跑空"
    signed_in(cast.unit_head).post(url(meeting, "agree/"), {"agreed-text": text})
    liaison = signed_in(cast.liaison)
    assert text in body(liaison.get(url(meeting)))
    problem = meeting.agreed_problems.get()
    category = Category.objects.leaves().earliest("order")
    answer = liaison.post(
        url(meeting, f"agreed/{problem.pk}/"), {"category": category.pk}, follow=True
    )
    item = RectificationItem.objects.get()
    assert item.number in body(answer)
    assert item.description == text


def test_the_office_does_not_see_what_was_released(cast: Cast, campaign: Campaign) -> None:
    meeting = held(cast)
    text = "办事窗口午间无人值守，群众中午跑空"
    life_meetings.agree(meeting=meeting, by=cast.unit_head, text=text)
    assert text not in body(signed_in(cast.office).get(url(meeting)))


@pytest.mark.parametrize("state", ["preparing", "held", "done"])
def test_the_list_is_filtered_by_state(cast: Cast, campaign: Campaign, state: str) -> None:
    first, second = prepared(cast), held(cast)
    text = body(signed_in(cast.office).get(LIST, {"state": state}))
    shown = {meeting.number for meeting in (first, second) if f"life-{meeting.number}" in text}
    assert shown == {m.number for m in (first, second) if m.state == state}


def test_the_list_takes_the_same_queries_for_two_as_for_ten(
    cast: Cast, campaign: Campaign, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(cast.office)
    for _n in range(2):
        prepared(cast)
    client.get(LIST)
    with django_assert_max_num_queries(20) as few:
        client.get(LIST)
    for _n in range(8):
        prepared(cast)
    with django_assert_max_num_queries(20) as many:
        client.get(LIST)
    assert len(many) == len(few)

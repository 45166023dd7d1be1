"""The office keeps the texts that replies start from, with variables of the case."""

from typing import Any

import pytest
from django.test import Client

from complaints.actions import reply_templates as actions
from complaints.models import ReplyTemplate
from core.errors import NotAllowed
from core.models import AuditEvent
from tests.cast import Cast
from tests.factories import complaints as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
PAGE = "/staff/settings/templates/"
TYPED = {
    "title": "路灯维修答复",
    "nature": "complaint",
    "facts": "{单位}于{收到日期}收到{编号}，今天是{今天}，现场情况为〔情况〕。",
    "active": "on",
}


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_new_template_is_offered_to_units_with_the_facts_of_the_case(cast: Cast) -> None:
    case = make.make_handling(cast)
    assert signed_in(cast.office_head).post(f"{PAGE}new/", TYPED).status_code == 302
    row = ReplyTemplate.objects.get(title="路灯维修答复")
    page = signed_in(cast.contact).get(f"/staff/complaints/{case.number}/reply/?from={row.pk}")
    assert page.context["form"].initial["facts"] == (
        f"{cast.unit.name}于2011年8月19日收到{case.number}，今天是2011年8月19日，现场情况为〔情况〕。"
    )
    event = AuditEvent.objects.get(action="complaints.template.keep")
    assert (event.actor, event.detail) == ("office_head", {"active": True})


def test_a_variable_that_does_not_exist_is_refused_and_nothing_typed_is_lost(cast: Cast) -> None:
    answer = signed_in(cast.office_head).post(
        f"{PAGE}new/", TYPED | {"facts": "您好，{姓名}，{编号}已办结。"}
    )
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "“姓名”不是可用的变量" in html
    assert "您好，{姓名}，{编号}已办结。" in html
    assert not ReplyTemplate.objects.filter(title="路灯维修答复").exists()


def test_a_template_without_any_part_is_refused(cast: Cast) -> None:
    answer = signed_in(cast.office_head).post(f"{PAGE}new/", TYPED | {"facts": ""})
    assert answer.status_code == 422
    assert "至少写一个部分" in answer.content.decode()


def test_what_is_out_of_use_is_kept_but_not_offered(cast: Cast) -> None:
    case = make.make_handling(cast)
    row = ReplyTemplate.objects.order_by("id")[0]
    values = {"title": row.title, "nature": row.nature, "facts": row.facts}
    assert signed_in(cast.office_head).post(f"{PAGE}{row.pk}/", values).status_code == 302
    page = signed_in(cast.contact).get(f"/staff/complaints/{case.number}/reply/")
    assert row not in page.context["templates"]
    assert row.title in signed_in(cast.office_head).get(PAGE).content.decode()


def test_only_the_head_of_the_office_keeps_them(cast: Cast) -> None:
    row = ReplyTemplate.objects.order_by("id")[0]
    for other in (cast.office, cast.desk, cast.contact):
        with pytest.raises(NotAllowed):
            actions.keep(template=row, by=other)

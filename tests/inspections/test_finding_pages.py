"""A finding on its page: the unit's statement, the decision, the item, the photo."""

import datetime as dt

import pytest
from django.test import Client

from accounts.models import User
from core import clock, deadlines
from core.models import AuditEvent, Notice
from core.todo import Todo, listed
from inspections import todo as package_todo
from inspections.enums import FindingState, Kind
from inspections.models import Finding
from rectification.models import RectificationItem
from tests.factories import inspections as make


def todos(user: User) -> list[Todo]:
    """What waits for a person, in words."""
    return listed(package_todo.todos(user))


@pytest.fixture(autouse=True)
def _a_thursday():
    with clock.at(make.DAY):
        yield


def _client(user):
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _url(finding, rest=""):
    return f"/staff/findings/{finding.number}/{rest}"


def test_the_unit_states_its_case(cast):
    finding = make.released_finding(cast)
    unit = _client(cast.liaison)
    page = unit.get(_url(finding)).content.decode()
    assert "提交说明" in page
    assert "3 个工作日" in page
    assert "error-summary" in unit.post(_url(finding, "state/"), {"text": ""}).content.decode()
    unit.post(_url(finding, "state/"), {"text": "情况属实，已批评教育。"})
    page = unit.get(_url(finding)).content.decode()
    assert "情况属实，已批评教育。" in page
    assert "提交说明" not in page


def test_the_office_upholds_and_opens_the_item_in_one_act(cast):
    finding = make.released_finding(cast)
    make.findings.state(finding=finding, by=cast.liaison, text="属实")
    office = _client(cast.office)
    office.post(_url(finding, "decide/"), {"decision": "item", "note": ""})
    finding.refresh_from_db()
    assert finding.state == FindingState.LINKED
    item = RectificationItem.objects.get()
    page = office.get(_url(finding)).content.decode()
    assert f'href="/staff/ledger/{item.number}/"' in page


def test_not_upholding_needs_a_reason(cast):
    finding = make.released_finding(cast)
    make.findings.state(finding=finding, by=cast.liaison, text="不实")
    page = _client(cast.office).post(_url(finding, "decide/"), {"decision": "dismiss"})
    assert "请写明不予认定的理由" in page.content.decode()
    assert Finding.objects.get().state == FindingState.STATEMENT


def test_names_stay_off_every_page(cast):
    finding = make.released_finding(cast)
    Finding.objects.filter(pk=finding.pk).update(people_names="绝密姓名")
    for part in ("liaison", "office", "inspector", "leader"):
        page = _client(getattr(cast, part)).get(_url(finding)).content.decode()
        assert "绝密姓名" not in page


def test_a_photo_is_served_to_whom_the_finding_exists_and_audited(cast):
    inspection = make.make_inspection(cast, kind=Kind.COVERT)
    finding = make.make_finding(cast, inspection)
    link = make.add_photo(finding, cast.inspector)
    url = _url(finding, f"files/{link.pk}/")
    assert _client(cast.liaison).get(url).status_code == 404
    make.release(cast, inspection)
    response = _client(cast.liaison).get(url)
    assert response.status_code == 200
    assert response["X-Content-Type-Options"] == "nosniff"
    assert b"".join(response.streaming_content)[:4] == b"\x89PNG"
    assert AuditEvent.objects.filter(action="core.attachment.download", actor="liaison").exists()
    # A photo of another finding does not come under this address.
    other = make.released_finding(cast)
    assert _client(cast.office).get(_url(other, f"files/{link.pk}/")).status_code == 404


def test_a_finding_is_written_on_the_phone_with_a_photo(cast):
    inspection = make.make_inspection(cast)
    data = {
        "nature": "problem",
        "unit": "JFJ",
        "found_on": "2011-08-18",
        "time": "10:20",
        "place": "407室",
        "category": str(make.category().pk),
        "description": "1名工作人员浏览购物网页",
        "headcount": "1",
        "severity": "minor",
        "wants_item": "on",
        "photos": make.photo(),
    }
    url = f"/staff/inspections/{inspection.number}/finding/"
    phone = _client(cast.inspector)
    assert "请选择行为类别" in phone.post(url, data | {"category": ""}).content.decode()
    assert (
        "晚于今天"
        in phone.post(
            url, data | {"found_on": "2011-08-19", "photos": make.photo()}
        ).content.decode()
    )
    assert phone.post(url, data | {"photos": make.photo()}).status_code == 302
    finding = Finding.objects.get()
    assert finding.wants_item
    assert finding.evidence.count() == 3  # those of the two tries were kept


def test_each_person_has_their_own_next_step(cast):
    finding = make.released_finding(cast)
    assert [todo.number for todo in todos(cast.liaison)] == [finding.number]
    assert todos(cast.outsider) == []
    assert todos(cast.office) == []
    make.findings.state(finding=finding, by=cast.liaison, text="属实")
    assert todos(cast.liaison) == []
    assert [todo.number for todo in todos(cast.office)] == [finding.number]


def test_plans_and_conclusions_wait_for_another_pair_of_eyes(cast):
    planned = make.make_inspection(cast, to="planned")
    assert [todo.number for todo in todos(cast.office_head)] == [planned.number]
    running = make.make_inspection(cast)
    assert [todo.number for todo in todos(cast.inspector)] == [running.number]
    assert todos(cast.liaison) == []


def test_the_todo_list_asks_a_fixed_number_of_questions(cast, django_assert_max_num_queries):
    for _n in range(3):
        make.released_finding(cast)
        make.make_slip(cast)
    for part in ("liaison", "office", "office_head", "inspector", "leader"):
        user = type(cast.office).objects.get(pk=getattr(cast, part).pk)
        # The posts, and one for each list; the board of duties asks for all of them at once.
        lists = len(package_todo.todos(user))
        user = type(cast.office).objects.get(pk=user.pk)
        with django_assert_max_num_queries(1 + lists):
            todos(user)


def test_reminders_of_a_statement_stop_when_it_is_there(cast):
    finding = make.released_finding(cast)
    monday = dt.datetime(2011, 8, 22, 1, tzinfo=dt.UTC)
    with clock.at(monday):
        assert deadlines.sweep() == 1
    told = Notice.objects.filter(kind="inspections.statement-due", subject_id=finding.pk)
    assert set(told.values_list("recipient__username", flat=True)) == {
        "liaison",
        "unit_head",
        "unit_deputy",
    }

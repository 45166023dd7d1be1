"""Every step by its page: what is posted, where the case stands then, how a gap is answered."""

import pytest
from django.test import Client

from core import notices
from core.models import AuditEvent, Notice, StatusLog
from outreach.enums import CaseState
from outreach.models import EnterpriseCase
from outreach.notices import KINDS
from outreach.workflow import KIND
from tests.factories import outreach as make

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


def _asked(cast):
    return make.make_asked(cast)[0]


STEPS = {
    "assign": ("office", make.make_registered, {"unit": "GJJ"}, CaseState.ASSIGNED),
    "take": ("liaison", make.make_registered, {}, CaseState.ASSIGNED),
    "hand-back": ("liaison", make.make_case, {"reason": "属供电部门职责"}, CaseState.REGISTERED),
    "promise": (
        "liaison",
        make.make_case,
        {
            "measures": "对接三家银行",
            "due_on": "2011-09-20",
            "next_on": "2011-08-30",
            "version": "2",
        },
        CaseState.PROMISED,
    ),
    "revise": (
        "liaison",
        make.make_promised,
        {
            "measures": "分两批办理",
            "due_on": "2011-10-20",
            "reason": "企业推迟开工",
            "version": "3",
        },
        CaseState.PROMISED,
    ),
    "follow": (
        "liaison",
        make.make_promised,
        {"on": "2011-08-19", "progress": "已上门核实", "next_on": "2011-09-01"},
        CaseState.SERVING,
    ),
    "long": (
        "liaison",
        make.make_serving,
        {"reason": "历史遗留问题", "next_on": "2011-10-19"},
        CaseState.LONG_TERM,
    ),
    "ask": ("liaison", make.make_serving, {"result": "已获授信三百万元"}, CaseState.CONFIRMING),
    "go-on": (
        "liaison",
        _asked,
        {"reason": "还有两人未到岗", "next_on": "2011-08-30"},
        CaseState.SERVING,
    ),
    "refusal": ("liaison", _asked, {"note": make.REASON}, CaseState.CONFIRMING),
    "unsolvable": (
        "liaison",
        make.make_serving,
        {"note": "与现行用地政策不符，已书面说明。"},
        CaseState.SERVING,
    ),
    "decide": ("office", make.make_unsolvable, {"decision": "yes"}, CaseState.UNSOLVABLE),
    "item": ("liaison", make.make_case, {"category": "7.1"}, CaseState.ASSIGNED),
}


def _client(cast, part):
    client = Client()
    client.force_login(getattr(cast, part), backend=BACKEND)
    return client


@pytest.mark.parametrize("name", sorted(STEPS))
def test_a_step_by_its_page(cast, name):
    part, made, posted, state = STEPS[name]
    case = made(cast)
    events = AuditEvent.objects.count()
    answer = _client(cast, part).post(f"{case.get_absolute_url()}{name}/", posted)
    assert answer.status_code == 302
    case = EnterpriseCase.objects.get(pk=case.pk)
    assert case.state == state
    assert AuditEvent.objects.count() > events
    assert StatusLog.objects.of(KIND, case.pk).last().to_state == state
    claims = {"refusal": "refusal", "unsolvable": "unsolvable", "decide": "unsolvable"}
    assert case.claim == claims.get(name, "")
    assert (case.item is not None) is (name == "item")


@pytest.mark.parametrize("name", sorted(set(STEPS) - {"take"}))
def test_an_empty_form_is_answered_at_its_fields_and_changes_nothing(cast, name):
    part, made, posted, _state = STEPS[name]
    case = made(cast)
    before = EnterpriseCase.objects.filter(pk=case.pk).values().get()
    empty = {"version": str(case.version)} if "version" in posted else {}
    answer = _client(cast, part).post(f"{case.get_absolute_url()}{name}/", empty)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "error-text" in text
    assert not any(word in text for word in ("非法", "无效", "必填项", "操作失败"))
    assert EnterpriseCase.objects.filter(pk=case.pk).values().get() == before


@pytest.mark.parametrize("name", sorted(set(STEPS) - {"item"}))  # an item is opened at any time
def test_a_step_out_of_turn_is_refused_with_its_reason(cast, name):
    part, _made, posted, _state = STEPS[name]
    case = make.make_closed(cast)
    answer = _client(cast, part).post(f"{case.get_absolute_url()}{name}/", posted)
    assert answer.status_code in {403, 409}
    case.refresh_from_db()
    assert case.state == CaseState.CLOSED


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_each_message_names_the_case_and_leads_to_it(cast, kind):
    case = make.make_case(cast)
    notices.post(
        kind,
        recipients=[cast.liaison],
        subject_kind=KIND,
        subject_id=case.pk,
        number=case.number,
        period="t",
    )
    row = Notice.objects.get(kind=kind.code, period="t")
    found = notices.kind_of(row)
    assert case.number in found.text(row)
    assert found.url(row) == case.get_absolute_url()
    assert case.enterprise.name not in found.text(row)

"""A firm that complains needs help as well: the desk opens a case for it, without traces."""

from typing import Any

import pytest

from complaints import access
from complaints.actions import enterprise as actions
from complaints.actions.closing import KIND
from core.errors import DomainError, NotAllowed
from core.models import AuditEvent
from outreach.enums import CaseState, Demand, Origin
from outreach.models import EnterpriseCase
from tests.campaign.pages import body, signed_in
from tests.cast import Cast
from tests.factories import complaints as make
from tests.factories.outreach import make_enterprise

pytestmark = pytest.mark.django_db
WORDS = "企业办理变更登记多次往返，希望有人帮办。"


def given(cast: Cast, **fields: Any) -> dict[str, Any]:
    return {
        "enterprise": make_enterprise(cast),
        "unit": cast.unit,
        "demand": Demand.APPROVAL,
        "description": WORDS,
        **fields,
    }


def test_the_desk_opens_a_case_that_names_its_complaint(cast: Cast) -> None:
    complaint = make.make_dispatched(cast)
    case = actions.to_case(complaint=complaint, by=cast.desk, **given(cast))
    assert (case.origin, case.origin_kind) == (Origin.COMPLAINT, KIND)
    assert (case.origin_number, case.unit) == (complaint.number, cast.unit)
    assert case.state == CaseState.REGISTERED  # the office hands it over
    event = AuditEvent.objects.get(action=f"{KIND}.to_case")
    assert event.detail == {"case": case.number}


def test_once_is_enough(cast: Cast) -> None:
    complaint = make.make_dispatched(cast)
    actions.to_case(complaint=complaint, by=cast.desk, **given(cast))
    with pytest.raises(DomainError) as fault:
        actions.to_case(complaint=complaint, by=cast.desk, **given(cast))
    assert fault.value.code == "twice"
    assert EnterpriseCase.objects.count() == 1


def test_nothing_of_who_complained_goes_along(cast: Cast) -> None:
    complaint = make.make_dispatched(cast)
    words = "请联系 13800001234，企业办理变更登记多次往返。"
    with pytest.raises(DomainError) as fault:
        actions.to_case(complaint=complaint, by=cast.desk, **given(cast, description=words))
    assert (fault.value.code, fault.value.field) == ("leak", "description")
    assert not EnterpriseCase.objects.exists()


def test_not_before_there_is_a_copy_and_never_from_an_accusation(cast: Cast) -> None:
    early = make.make_received(cast)
    assert not access.can_open_case(cast.desk, early)
    complaint = make.make_dispatched(cast)
    for flag in ("is_accusation", "bypass"):
        setattr(complaint, flag, True)
        assert not access.can_open_case(cast.desk, complaint), flag
        setattr(complaint, flag, False)
    for person in (cast.contact, cast.office, cast.liaison):
        with pytest.raises(NotAllowed):
            actions.to_case(complaint=complaint, by=person, **given(cast))


def test_the_button_leads_through_the_page(cast: Cast) -> None:
    complaint = make.make_dispatched(cast)
    page, client = f"/staff/intake/{complaint.number}/", signed_in(cast.desk)
    assert "登记企业帮扶" in body(client.get(page))
    form = client.get(f"{page}enterprise/").context["form"]
    assert form.initial["description"] == complaint.redacted_text
    wrong = body(client.post(f"{page}enterprise/", {"description": "短"}))
    assert "请选择" in wrong
    typed = {
        "enterprise": make_enterprise(cast).pk,
        "unit": "JFJ",
        "demand": "approval",
        "description": WORDS,
    }
    done = body(client.post(f"{page}enterprise/", typed, follow=True))
    number = EnterpriseCase.objects.get().number
    assert number in done
    assert f"/staff/cases/{number}/" not in done  # the desk does not read the cases
    assert f"{page}enterprise/" not in done
    assert number in body(signed_in(cast.office).get(f"/staff/cases/{number}/"))

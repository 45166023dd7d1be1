"""The desk flags others as interested in a case (C6): they lose it, and somebody is left."""

import pytest
from django.test import Client

from accounts.enums import Role
from accounts.models import User
from complaints import recusal
from complaints.actions import triage
from complaints.models import Complaint
from core.errors import DomainError, NotAllowed
from core.models import AuditEvent, Notice
from tests.cast import Cast, make_person
from tests.factories import complaints as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


def sees(user: User, case: Complaint) -> bool:
    return Complaint.objects.visible_to(user).filter(pk=case.pk).exists()


def flag(case: Complaint, by: User, person: User) -> Complaint:
    return triage.recuse(complaint=case, by=by, person=person, reason="被反映人的亲属")


def test_the_desk_flags_a_colleague_who_then_knows_nothing(client: Client, cast: Cast) -> None:
    case = make.make_accepted(cast)
    Notice.objects.create(
        recipient=cast.desk2,
        kind="complaints.new",
        subject_kind="complaints.complaint",
        subject_id=case.pk,
        number=case.number,
    )
    client.force_login(cast.desk)
    url = f"/staff/intake/{case.number}/flag/"
    assert "desk2" in client.get(url).content.decode()
    answer = client.post(url, {"person": "desk2", "reason": "被反映人的亲属"})
    assert answer.status_code == 302
    assert not sees(cast.desk2, case)
    assert sees(cast.desk, case)
    assert not Notice.objects.filter(recipient=cast.desk2).open().exists()
    row = AuditEvent.objects.get(action="complaints.complaint.recuse")
    assert row.detail == {"person": "desk2", "by_desk": True}
    assert "亲属" not in str(row.detail)


def test_the_reason_is_for_the_desk_only(cast: Cast) -> None:
    case = flag(make.make_accepted(cast), cast.desk, cast.desk2)
    step = case.steps.get(note="被反映人的亲属")
    assert (step.for_public, step.for_unit) == (False, False)


def test_who_is_recused_is_offered_no_more(cast: Cast) -> None:
    case = make.make_handling(cast)
    names = [post.user.username for post in recusal.candidates(case)]
    assert {"desk", "desk2", "office", "leader", "contact", "unit_head"} <= set(names)
    assert len(names) == len(set(names))
    assert "outsider_head" not in names
    flag(case, cast.desk, cast.office)
    assert "office" not in [post.user.username for post in recusal.candidates(case)]


@pytest.mark.parametrize("who", ["", "outsider_head", "nobody"])
def test_a_person_who_is_not_offered_is_refused_and_the_reason_kept(
    client: Client, cast: Cast, who: str
) -> None:
    case = make.make_accepted(cast)
    client.force_login(cast.desk)
    answer = client.post(
        f"/staff/intake/{case.number}/flag/", {"person": who, "reason": "邻居关系"}
    )
    assert answer.status_code == 422
    assert "邻居关系" in answer.content.decode()
    assert not case.recused.exists()


def test_while_a_unit_handles_it_its_contact_can_be_flagged_if_another_is_there(
    cast: Cast,
) -> None:
    case = make.make_handling(cast)
    with pytest.raises(NotAllowed, match="没有其他人"):
        flag(case, cast.desk, cast.contact)
    second = make_person("contact2", Role.CONTACT, cast.unit)
    flag(case, cast.desk, cast.contact)
    assert not sees(cast.contact, case)
    assert sees(second, case)


def test_the_last_at_the_desk_stays(cast: Cast) -> None:
    case = flag(make.make_accepted(cast), cast.desk, cast.desk2)
    assert recusal.left_over(case, cast.office)
    assert not recusal.left_over(case, cast.desk)


def test_units_and_the_office_flag_nobody(client: Client, cast: Cast) -> None:
    case = make.make_handling(cast)
    for who in (cast.contact, cast.office):
        with pytest.raises(NotAllowed):
            flag(case, who, cast.desk2)


def test_not_once_the_case_is_closed(cast: Cast) -> None:
    case = make.make_closed(cast)
    with pytest.raises((NotAllowed, DomainError)):
        flag(case, cast.desk, cast.desk2)

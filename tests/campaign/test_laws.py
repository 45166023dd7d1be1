"""The law that pages cite is kept by the office, never written into the code."""

import datetime as dt
from typing import Any

import pytest

from campaign.actions import laws as actions
from campaign.models import LegalBasis, LegalTopic
from core import clock
from core.errors import Conflict, DomainError, NotAllowed
from tests.campaign.pages import body, signed_in
from tests.cast import Cast

pytestmark = pytest.mark.django_db
PAGE = "/staff/settings/laws/"
RIGHTS = "/complaint/rights/"
LAW: dict[str, Any] = {
    "topic": LegalTopic.ARCHIVES,
    "title": "《档案法》",
    "articles": "第十三条",
    "says": "应当归档的材料",
    "since": None,
    "until": None,
}


def day(n: int) -> dt.date:
    return clock.today() + dt.timedelta(days=n)


def test_the_public_page_cites_what_is_in_force(cast: Cast, client: Any) -> None:
    law = actions.add(by=cast.office_head, fields=LAW)
    assert "《档案法》第十三条" in body(client.get(RIGHTS))
    actions.change(
        law=law, by=cast.office_head, version=law.version, fields=LAW | {"until": day(-1)}
    )
    assert "《档案法》" not in body(client.get(RIGHTS))
    assert "《档案法》第十三条" in body(signed_in(cast.office_head).get(PAGE))


@pytest.mark.parametrize(
    ("since", "until", "cited"),
    [(None, None, True), (0, 0, True), (1, None, False), (None, -1, False), (-9, 9, True)],
)
def test_both_ends_belong_to_the_period(
    cast: Cast, since: int | None, until: int | None, cited: bool
) -> None:
    days = {
        "since": None if since is None else day(since),
        "until": None if until is None else day(until),
    }
    law = actions.add(by=cast.office_head, fields=LAW | days)
    assert LegalBasis.objects.in_force(clock.today()).filter(pk=law.pk).exists() is cited


def test_a_period_that_ends_before_it_begins_is_refused(cast: Cast) -> None:
    with pytest.raises(DomainError) as fault:
        actions.add(by=cast.office_head, fields=LAW | {"since": day(0), "until": day(-1)})
    assert fault.value.field == "until"


def test_nobody_else_keeps_them(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.add(by=cast.sysadmin, fields=LAW)


def test_two_at_once_are_told_of_each_other(cast: Cast) -> None:
    law = actions.add(by=cast.office_head, fields=LAW)
    actions.change(law=law, by=cast.office_head, version=1, fields=LAW | {"articles": "第十四条"})
    with pytest.raises(Conflict):
        actions.change(law=law, by=cast.office_head, version=1, fields=LAW)
    client = signed_in(cast.office_head)
    typed = LAW | {"says": "另一种说法", "version": 1, "since": "", "until": "", "opened": ""}
    answer = client.post(f"{PAGE}{law.pk}/", typed)
    assert answer.status_code == 409
    assert "另一种说法" in body(answer)


def test_the_page_adds_and_changes(cast: Cast) -> None:
    client = signed_in(cast.office_head)
    assert "请填写" in body(client.post(f"{PAGE}new/", {"topic": "archives", "title": ""}))
    typed = LAW | {"since": "", "until": "", "version": 0, "opened": ""}
    assert "法律依据已保存" in body(client.post(f"{PAGE}new/", typed, follow=True))
    law = LegalBasis.objects.get(title="《档案法》")
    typed |= {"articles": "第十五条", "version": law.version}
    client.post(f"{PAGE}{law.pk}/", typed)
    law.refresh_from_db()
    assert law.articles == "第十五条"

"""Re-examination by other people; every opinion of supervisors is answered."""

import datetime as dt

import pytest
from django.test import Client

from core import clock
from core.errors import DomainError, NotAllowed
from core.models import Deadline, Notice
from inspections.access import withdrawn_from
from inspections.actions import opinions, reviews
from inspections.enums import FindingState, OpinionState, ReviewState
from inspections.models import Opinion, Reexamination
from tests.cast import Cast
from tests.factories import inspections as make


@pytest.fixture(autouse=True)
def _a_thursday():
    with clock.at(make.DAY):
        yield


def _client(user):
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _ask(cast: Cast, **fields):
    finding = make.upheld_finding(cast)
    values = {
        "inspection": finding.inspection,
        "unit": cast.unit,
        "by": cast.unit_head,
        "findings": [finding],
        "grounds": "当日窗口停电，有物业记录。",
    }
    return reviews.ask(**{**values, **fields}), finding


def test_asked_within_thirty_days_once_and_answered_within_thirty(cast):
    review, finding = _ask(cast)
    assert review.answer_due == dt.date(2011, 9, 17)
    with pytest.raises(NotAllowed):
        reviews.ask(
            inspection=finding.inspection,
            unit=cast.unit,
            by=cast.liaison,
            findings=[finding],
            grounds="再来一次",
        )


def test_after_thirty_days_it_is_too_late(cast):
    finding = make.upheld_finding(cast)
    with clock.at(make.DAY + dt.timedelta(days=31)), pytest.raises(NotAllowed):
        reviews.ask(
            inspection=finding.inspection,
            unit=cast.unit,
            by=cast.unit_head,
            findings=[finding],
            grounds="晚了",
        )


def test_a_unit_contests_its_own_findings_only(cast):
    inspection = make.make_inspection(cast, units=[cast.unit, cast.other_unit])
    other = make.make_finding(cast, inspection, unit=cast.other_unit)
    make.release(cast, inspection)
    with pytest.raises(DomainError) as fault:
        reviews.ask(
            inspection=inspection,
            unit=cast.unit,
            by=cast.unit_head,
            findings=[other],
            grounds="不服",
        )
    assert fault.value.field == "findings"


def test_who_made_the_conclusion_withdraws(cast):
    review, finding = _ask(cast)
    away = withdrawn_from(finding.inspection)
    assert {cast.inspector.pk, cast.inspector_lead.pk, cast.office.pk, cast.office_head.pk} <= away
    for part in ("inspector", "inspector_lead"):
        with pytest.raises(DomainError) as fault:
            reviews.assign(review=review, by=cast.office_head, examiner=getattr(cast, part))
        assert fault.value.code == "withdraw"
    with pytest.raises(DomainError):
        reviews.assign(review=review, by=cast.office_head, examiner=cast.supervisor)


def test_only_the_examiner_answers(cast):
    review, _finding = _ask(cast)
    examiner = make.extra_inspector()
    review = reviews.assign(review=review, by=cast.office_head, examiner=examiner)
    with pytest.raises(NotAllowed):
        reviews.keep(review=review, by=cast.inspector, answer="维持")
    review = reviews.keep(review=review, by=examiner, answer="调阅监控，情况属实，维持原结论。")
    assert review.state == ReviewState.UPHELD
    assert Notice.objects.filter(
        kind="inspections.review-answered", recipient=cast.liaison
    ).exists()


def test_a_changed_conclusion_overturns_the_finding(cast):
    review, finding = _ask(cast)
    examiner = make.extra_inspector()
    review = reviews.assign(review=review, by=cast.office_head, examiner=examiner)
    with pytest.raises(DomainError):
        reviews.change(review=review, by=examiner, answer="情况不实", overturned=[])
    review = reviews.change(review=review, by=examiner, answer="情况不实", overturned=[finding])
    finding.refresh_from_db()
    assert (review.state, finding.state) == (ReviewState.CHANGED, FindingState.DISMISSED)
    assert finding.decision_note == "情况不实"


def test_the_way_through_the_pages(cast):
    finding = make.upheld_finding(cast)
    number = finding.inspection.number
    unit, head = _client(cast.unit_head), _client(cast.office_head)
    ask = f"/staff/inspections/{number}/feedback/review/"
    assert "error-summary" in unit.post(ask, {}).content.decode()
    unit.post(ask, {"findings": [finding.number], "grounds": "当日窗口停电，有物业记录。"})
    review = Reexamination.objects.get()
    examiner = make.extra_inspector()
    url = f"/staff/inspections/reviews/{review.pk}/"
    page = head.get(url).content.decode()
    assert f'value="{examiner.pk}"' in page
    assert f'value="{cast.inspector.pk}"' not in page
    head.post(f"{url}assign/", {"examiner": str(examiner.pk)})
    _client(examiner).post(
        f"{url}answer/", {"answer": "情况不实，予以变更。", "overturned": [finding.number]}
    )
    review.refresh_from_db()
    assert review.state == ReviewState.CHANGED


def test_an_opinion_is_answered_and_its_giver_reads_it(cast):
    make.ensure_campaign(cast)
    make.make_group(cast.supervisor)
    giver, office = _client(cast.supervisor), _client(cast.office)
    group = cast.supervisor.supervision_memberships.get().group
    response = giver.post(
        "/staff/opinions/new/",
        {"group": str(group.pk), "unit": "JFJ", "text": "建议公开每个环节的办理时限。"},
    )
    opinion = Opinion.objects.get()
    assert response["Location"] == f"/staff/opinions/{opinion.number}/"
    assert opinion.reply_due == dt.date(2011, 9, 8)  # 15 working days
    assert Deadline.objects.open().filter(subject_id=opinion.pk).exists()
    assert giver.post(response["Location"], {"text": "自己答复自己"}).status_code == 403
    office.post(response["Location"], {"text": "已责成该局公开时限。"})
    assert "已责成该局公开时限" in giver.get(response["Location"]).content.decode()
    opinion.refresh_from_db()
    assert opinion.state == OpinionState.ANSWERED
    assert not Deadline.objects.open().filter(subject_id=opinion.pk).exists()


def test_a_stranger_gives_no_opinion_for_a_group(cast):
    make.ensure_campaign(cast)
    group = make.make_group(cast.supervisor)
    with pytest.raises(NotAllowed):
        opinions.give(group=group, unit=cast.unit, by=cast.inspector, text="我也说一句")


def test_another_groups_opinion_does_not_exist(cast):
    make.ensure_campaign(cast)
    group = make.make_group(cast.supervisor)
    opinion = opinions.give(group=group, unit=cast.unit, by=cast.supervisor, text="加强引导")
    make.make_group(cast.inspector, name="政协委员监督组")
    assert _client(cast.inspector).get(f"/staff/opinions/{opinion.number}/").status_code == 404


def test_a_member_whose_term_is_over_neither_gives_nor_reads_opinions(cast):
    make.ensure_campaign(cast)
    group = make.make_group(cast.supervisor)
    opinion = opinions.give(group=group, unit=cast.unit, by=cast.supervisor, text="加强引导")
    group.members.update(term_end=clock.today() - dt.timedelta(days=1))
    former = _client(cast.supervisor)
    assert former.get("/staff/opinions/").status_code == 403
    assert former.get("/staff/opinions/new/").status_code == 403
    assert former.get(f"/staff/opinions/{opinion.number}/").status_code == 404
    with pytest.raises(NotAllowed):
        opinions.give(group=group, unit=cast.unit, by=cast.supervisor, text="再说一句")
    Notice.objects.all().delete()
    opinions.answer(opinion=opinion, by=cast.office, text="已加强引导。")
    assert not Notice.objects.filter(recipient=cast.supervisor).exists()

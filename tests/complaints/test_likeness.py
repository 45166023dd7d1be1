"""Hints at the same matter, links, merges with one click, and taking merges apart."""

import pytest

from complaints import followups, likeness
from complaints.actions import links, triage
from complaints.enums import State
from complaints.models import Complaint, Sketch
from core.errors import DomainError, NotAllowed
from core.models import Deadline
from core.outbox import Job
from tests.factories import complaints as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
OTHER = "路灯坏了三个月没有人来修，晚上孩子放学走这段路非常危险，请尽快处理。"


def _arrived(cast, **fields):
    complaint = make.make_received(cast, **fields)
    followups.received(Job("complaints.received", complaint.pk, "now"))
    return complaint


def _shares(one, other):
    return likeness.share(likeness.marks(one), likeness.marks(other))


def test_alike_texts_share_their_sketch_and_others_do_not():
    assert _shares(make.CONTENT, make.CONTENT) == 1
    assert _shares(make.CONTENT, f"你好！{make.CONTENT} 谢谢") > likeness.ALIKE
    assert _shares(make.CONTENT, OTHER) < likeness.ALIKE
    assert _shares("短", "短") == 0


def test_a_sketch_is_kept_once_and_holds_no_words(cast):
    complaint = _arrived(cast)
    likeness.remember(complaint)
    sketch = Sketch.objects.get()
    assert sketch.complaint == complaint
    assert len(sketch.marks) <= likeness.MARKS
    assert sketch.marks == sorted(sketch.marks)


def test_a_sketch_needs_the_key(settings, monkeypatch):
    before = likeness.marks(make.CONTENT)
    monkeypatch.setattr("complaints.likeness.keyed_hash", lambda *_a: "ab" * 32)
    assert set(before).isdisjoint(likeness.marks(make.CONTENT))


def test_the_same_text_about_another_unit_is_a_hint(cast):
    first = _arrived(cast, unit=cast.other_unit, category=make.category("3.1"))
    _arrived(cast, unit=cast.other_unit, category=make.category("3.1"), content=OTHER)
    hints = likeness.hints(_arrived(cast), cast.desk)
    assert [(hint.complaint, hint.percent, hint.same_matter) for hint in hints] == [
        (first, 100, False)
    ]


def test_the_same_unit_and_category_is_a_hint_without_alike_words(cast):
    first = _arrived(cast, content=OTHER)
    hint = likeness.hints(_arrived(cast), cast.desk)[0]
    assert (hint.complaint, hint.same_matter) == (first, True)


def test_hints_tell_nobody_of_cases_they_may_not_know_of(cast):
    hidden = _arrived(cast)
    hidden.recused.add(cast.desk)
    _arrived(cast, unit=None, about_office=True)
    assert likeness.hints(_arrived(cast), cast.desk) == []


def test_many_within_a_week_are_a_mass(cast):
    for _turn in range(likeness.MASS - 1):
        last = _arrived(cast)
    assert likeness.mass(last, cast.desk) == 0
    assert likeness.mass(_arrived(cast), cast.desk) == likeness.MASS


def test_hints_take_few_queries(cast, django_assert_max_num_queries):
    for _turn in range(6):
        last = _arrived(cast)
    with django_assert_max_num_queries(4):
        assert len(likeness.hints(last, cast.desk)) == 5


def test_one_click_merges_and_links(cast, client):
    main, other, third = _arrived(cast), _arrived(cast), _arrived(cast)
    client.force_login(cast.desk)
    page = client.get(f"/staff/intake/{other.number}/").content.decode()
    assert f'value="{main.number}"' in page
    sent = client.post(f"/staff/intake/{other.number}/merge/", {"into": main.number})
    assert sent.status_code == 302
    assert make.fresh(other).duplicate_of == main
    client.post(f"/staff/intake/{third.number}/link/", {"into": main.number})
    page = client.get(f"/staff/intake/{main.number}/")
    assert list(page.context["linked"]) == [third]


def test_links_go_both_ways_once_and_away_again(cast):
    one, other = make.make_accepted(cast), make.make_accepted(cast)
    links.link(complaint=other, by=cast.desk, into=one)
    links.link(complaint=one, by=cast.desk, into=other)
    assert list(links.linked(one, cast.desk)) == [other]
    assert list(links.linked(other, cast.desk)) == [one]
    links.unlink(complaint=one, by=cast.desk, into=other)
    assert not links.linked(one, cast.desk).exists()
    with pytest.raises(DomainError):
        links.unlink(complaint=one, by=cast.desk, into=other)


def test_only_the_desk_links_and_only_what_it_knows_of(cast):
    one, hidden = make.make_dispatched(cast), make.make_accepted(cast)
    hidden.recused.add(cast.desk)
    with pytest.raises(NotAllowed):
        links.link(complaint=one, by=cast.contact, into=hidden)
    with pytest.raises(DomainError) as refusal:
        links.link(complaint=one, by=cast.desk, into=hidden)
    assert refusal.value.code == "no-case"
    with pytest.raises(DomainError):
        links.link(complaint=one, by=cast.desk, into=one)


def test_a_merge_is_taken_apart_and_the_clock_of_the_desk_runs_again(cast):
    main, other = make.make_accepted(cast), make.make_accepted(cast)
    triage.merge(complaint=other, by=cast.desk, into=main)
    merged = make.fresh(other)
    with pytest.raises(NotAllowed):
        links.unmerge(complaint=merged, by=cast.contact, reason="不是一件事")
    apart = links.unmerge(complaint=merged, by=cast.desk, reason="不是一件事")
    assert (apart.state, apart.duplicate_of) == (State.ACCEPTED, None)
    running = Deadline.objects.filter(subject_id=other.pk, closed_at=None)
    assert running.get().kind == "complaints.triage"
    shown = other.steps.for_public().first()
    assert (shown.kind, shown.note) == ("unmerged", "")
    assert Complaint.objects.get(pk=main.pk).duplicates.count() == 0

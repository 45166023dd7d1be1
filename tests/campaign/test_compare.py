"""What changed between two versions, paragraph by paragraph."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.compare import Change, compare, paragraphs
from campaign.enums import PlanField
from campaign.models import Campaign
from campaign.snapshot import sections, snapshot
from tests.cast import Cast
from tests.factories.campaign import write_plan

TEXTS = st.lists(st.text("甲乙丙丁，。", min_size=1, max_size=12), max_size=8)


def test_same_texts_have_no_change() -> None:
    rows = list(paragraphs(["一", "二"], ["一", "二"]))
    assert [row.change for row in rows] == [Change.SAME, Change.SAME]


def test_a_changed_paragraph_marks_what_differs() -> None:
    (row,) = paragraphs(["按时率百分之九十"], ["按时率百分之九十五"])
    assert row.change == Change.CHANGED
    assert "".join(piece.text for piece in row.new if piece.marked) == "五"
    assert not any(piece.marked for piece in row.old)


def test_added_and_removed_paragraphs_stand_alone() -> None:
    added = list(paragraphs(["一"], ["一", "二"]))
    assert (added[1].change, added[1].old) == (Change.ADDED, ())
    removed = list(paragraphs(["一", "二"], ["二"]))
    assert (removed[0].change, removed[0].new) == (Change.REMOVED, ())


@given(old=TEXTS, new=TEXTS)
def test_both_sides_can_be_read_back(old: list[str], new: list[str]) -> None:
    rows = list(paragraphs(old, new))
    assert ["".join(p.text for p in row.old) for row in rows if row.old] == old
    assert ["".join(p.text for p in row.new) for row in rows if row.new] == new
    if old == new:
        assert all(row.change == Change.SAME for row in rows)


def test_two_plans_of_twenty_pages_are_quick() -> None:
    page = ["每月通报一次进度，" * 20 + str(n) for n in range(120)]
    other = [text if n % 3 else text + "，并限期整改" for n, text in enumerate(page)]
    started = time.perf_counter()
    rows = list(paragraphs(page, other))
    assert sum(row.change == Change.CHANGED for row in rows) == 40
    assert time.perf_counter() - started < 1.0


@pytest.mark.django_db
def test_sections_of_a_plan_follow_its_order(cast: Cast, campaign: Campaign) -> None:
    content = snapshot(write_plan(cast.unit, cast.liaison))
    found = list(sections(content))
    assert [section.field for section in found] == list(PlanField)
    by_field = {section.field: section.paragraphs for section in found}
    assert by_field[PlanField.GROUP][0] == "组长：张某某（局长），分工：负总责"
    assert by_field[PlanField.PHASE_ITEMS][0].startswith("学习发动，2011-04-15 至 2011-04-30：")
    assert "辅导课" in by_field[PlanField.STUDY_LINES][0]
    assert by_field[PlanField.KEYPOINTS] == []


@pytest.mark.django_db
def test_comparing_two_snapshots_names_the_changed_sections(cast: Cast, campaign: Campaign) -> None:
    old = snapshot(write_plan(cast.unit, cast.liaison))
    new = {**old, "measures": "每周通报一次进度。", "study_lines": old["study_lines"][:1]}
    changed = {diff.field for diff in compare(old, new) if diff.changed}
    assert changed == {PlanField.MEASURES, PlanField.STUDY_LINES}

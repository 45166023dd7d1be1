"""The category tree that the migration puts in place."""

import pytest

from campaign.models import Category
from campaign.seed import TREE, seed_categories

pytestmark = pytest.mark.django_db


def test_the_whole_tree_is_there() -> None:
    assert Category.objects.filter(parent=None).count() == 10
    assert Category.objects.count() == 10 + sum(len(children) for *_, children in TREE)
    assert str(Category.objects.get(code="3.4")) == "3.4 工作日中午饮酒"


def test_clean_hands_is_the_accusation_track() -> None:
    codes = set(Category.objects.accusations().values_list("code", flat=True))
    assert codes == {"5", "5.1", "5.2", "5.3", "5.4"}


def test_citizens_choose_from_at_most_eight_with_other_last() -> None:
    public = list(Category.objects.public())
    assert len(public) == 8
    assert public[-1].public_label == "其他问题"
    assert all(row.public_example for row in public)


def test_staff_file_under_leaves() -> None:
    leaves = list(Category.objects.leaves().values_list("code", flat=True))
    assert leaves[0] == "1.1"
    assert leaves[-1] == "0"
    assert "1" not in leaves


def test_seeding_again_adds_nothing() -> None:
    assert seed_categories(Category) == 0

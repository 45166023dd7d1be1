"""The main job, end to end: a real browser, a real Celery worker, real papers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.stories import complaint, inspection, item, leader, plan
from tests.browser.stories.servant import Servant
from tests.browser.stories.stage import Stage, make_stage
from tests.browser.visitor import Visitor
from tests.cast import Cast


@pytest.fixture
def stage(visit: Visitor, cast: Cast, tmp_path: Path) -> Iterator[Stage]:
    with Servant(tmp_path) as servant:
        yield make_stage(visit, cast, servant)


def test_the_main_job_from_the_plan_to_the_report(stage: Stage) -> None:
    plan.play(stage)
    item.play(stage)
    complaint.play(stage)
    inspection.play(stage)
    leader.dashboard(stage)
    leader.report(stage)

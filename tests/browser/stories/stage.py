"""The stage of the stories: people at browsers, a campaign that runs today, files to upload."""

import datetime as dt
import io
from dataclasses import dataclass, replace
from typing import Any

from PIL import Image
from playwright.sync_api import Page, expect

from accounts.models import User
from campaign.actions.campaigns import PhaseDraft
from campaign.enums import PhaseKind
from campaign.models import Campaign
from core import clock
from tests.browser.stories.servant import Servant
from tests.browser.visitor import Visitor
from tests.cast import Cast
from tests.factories.campaign import TASKS, make_campaign


@dataclass
class Stage:
    """One portal, its people and its campaign."""

    visit: Visitor
    cast: Cast
    campaign: Campaign
    servant: Servant

    def desk(self, who: User | None = None, **window: Any) -> Page:
        """A window of somebody (a citizen without an account if nobody is named)."""
        return self.visit.window(who, **window)

    @property
    def today(self) -> dt.date:
        return clock.today()

    def day(self, offset: int) -> str:
        """A date as a date field takes it."""
        return (self.today + dt.timedelta(days=offset)).isoformat()

    def work(self) -> None:
        """Wait for what the Celery worker does: jobs of the outbox, and papers."""
        self.servant.finish()


def make_stage(visit: Visitor, cast: Cast, servant: Servant) -> Stage:
    """The rectify phase runs since two weeks; plans were due yesterday."""
    today = clock.today()
    spans = {
        PhaseKind.MOBILIZE: ("学习发动", -40, -15),
        PhaseKind.RECTIFY: ("查摆整改", -14, 120),
        PhaseKind.INSTITUTIONALIZE: ("建章立制", 121, 200),
    }
    phases = [
        PhaseDraft(kind, name, _day(today, start), _day(today, end), _tasks(kind, today, end))
        for kind, (name, start, end) in spans.items()
    ]
    campaign = make_campaign(
        cast.office_head, year=today.year, title=f"{today.year}年机关作风建设活动", phases=phases
    )
    return Stage(visit, cast, campaign, servant)


def _day(today: dt.date, offset: int) -> dt.date:
    return today + dt.timedelta(days=offset)


def _tasks(kind: PhaseKind, today: dt.date, end: int) -> tuple[Any, ...]:
    return tuple(replace(task, due=_day(today, end)) for task in TASKS[kind])


def photo(name: str, colour: str) -> dict[str, Any]:
    """A picture with a camera's traces in it, as an upload field takes it."""
    buffer = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "CANARY-CAMERA"
    Image.new("RGB", (640, 480), colour).save(buffer, "JPEG", exif=exif)
    return {"name": name, "mimeType": "image/jpeg", "buffer": buffer.getvalue()}


def said(page: Page, text: str) -> None:
    """The page says so."""
    expect(page.locator("main")).to_contain_text(text)


def told(page: Page, text: str) -> None:
    """The status line says so (R29)."""
    expect(page.locator("[role=status]").first).to_contain_text(text)


def pick_unit(page: Page, initials: str) -> None:
    """Find a unit in the searchable list by its pinyin initials."""
    page.locator("#id_unit").fill(initials)
    page.locator(".combo-list [role=option]").first.click()

"""Inspections on phone and desk: fine to look at, and a record that survives a dead network."""

import datetime as dt

import pytest
from playwright.sync_api import Page, expect

from core import clock
from inspections.enums import Kind
from inspections.models import Finding, SiteRecord
from tests.browser.visitor import NARROW, WIDE, Visitor, assert_fine
from tests.cast import Cast
from tests.factories import inspections as make

NOW = dt.datetime(2011, 8, 18, 2, 20, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _a_thursday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)  # the server's threads must see it too


@pytest.fixture
def record(visit: Visitor, cast: Cast) -> SiteRecord:
    return make.make_record(cast, make.make_inspection(cast, kind=Kind.COVERT))


def _path(record: SiteRecord) -> str:
    return f"/staff/inspections/records/{record.pk}/"


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_pages_are_fine(visit: Visitor, cast: Cast, width: int) -> None:
    finding = make.released_finding(cast)
    number = finding.inspection.number
    slip = make.make_slip(cast)
    pages = [
        (cast.office, "/staff/inspections/"),
        (cast.office, "/staff/inspections/new/"),
        (cast.office, "/staff/inspections/draw/?seed=a&count=1&pool=JFJ&pool=GJJ"),
        (cast.office, f"/staff/inspections/{number}/"),
        (cast.liaison, f"/staff/inspections/{number}/feedback/"),
        (cast.liaison, f"/staff/findings/{finding.number}/"),
        (cast.office, "/staff/slips/"),
        (cast.office, "/staff/slips/new/"),
        (cast.liaison, f"/staff/slips/{slip.pk}/"),
        (cast.office, "/staff/opinions/"),
    ]
    for who, path in pages:
        assert_fine(visit.walk(path, who, width=width))


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_account_pages_are_fine(visit: Visitor, cast: Cast, width: int) -> None:
    pages = [
        (None, "/accounts/sign-in/"),
        (cast.liaison, "/staff/account/"),
        (cast.liaison, "/staff/account/password/"),
        (cast.liaison, "/accounts/second-factor/set-up/"),
        (cast.sysadmin, "/staff/settings/users/"),
        (cast.secadmin, "/staff/settings/users/liaison/"),
        (cast.sysadmin, "/staff/settings/units/JFJ/"),
        (cast.auditor, "/staff/settings/audit/"),
    ]
    for who, path in pages:
        assert_fine(visit.walk(path, who, width=width))


def _not(page: Page, record: SiteRecord) -> int:
    """Answer the first question with «does not conform»; the row's id."""
    row = record.rows.first()
    assert row is not None
    page.locator(f"[name=result-{row.pk}][value=no]").check()
    return int(row.pk)


def test_the_phone_page_opens_only_what_it_needs(
    visit: Visitor, cast: Cast, record: SiteRecord
) -> None:
    page = visit.open(_path(record), cast.inspector, width=NARROW)
    assert_fine(page)
    row = record.rows.first()
    assert row is not None
    note = page.locator(f"#note-{row.pk}")
    expect(note).to_be_hidden()
    _not(page, record)
    expect(note).to_be_visible()
    assert_fine(page)


def test_what_is_written_without_a_network_is_still_there(
    visit: Visitor, cast: Cast, record: SiteRecord
) -> None:
    page = visit.open(_path(record), cast.inspector, width=NARROW)
    # The worker takes the page over; from now on it opens without a network too.
    for _try in range(40):
        if page.evaluate("navigator.serviceWorker.controller !== null"):
            break
        page.wait_for_timeout(250)
    page.reload()
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    row = _not(page, record)
    page.fill(f"#note-{row}", "1号窗口 14:36 到 14:52 没有人")
    page.set_input_files(
        f"#files-{row}",
        {"name": "IMG_1436.png", "mimeType": "image/png", "buffer": make.photo().read()},
    )
    expect(page.locator("[data-offline-note]")).to_be_visible()
    expect(page.locator("[data-save-state]")).to_contain_text("已存本机")

    # Without a network the button sends nothing and loses nothing.
    page.get_by_role("button", name="提交记录").click()
    assert page.url.endswith(_path(record))
    page.reload()
    expect(page.locator(f"#note-{row}")).to_have_value("1号窗口 14:36 到 14:52 没有人")
    assert page.locator(f"#files-{row}").evaluate("one => one.files.length") == 1
    assert Finding.objects.count() == 0

    # Online again nothing goes by itself; the button sends text and photo.
    page.context.set_offline(False)
    expect(page.locator("[data-offline-note]")).to_be_hidden()
    page.get_by_role("button", name="提交记录").click()
    page.wait_for_url(f"**/staff/inspections/{record.inspection.number}/")
    finding = Finding.objects.get()
    assert finding.description == "1号窗口 14:36 到 14:52 没有人"
    assert finding.evidence.count() == 1
    visit.complaints[:] = [line for line in visit.complaints if "ERR_INTERNET" not in line]


def test_a_sent_record_leaves_nothing_on_the_phone(
    visit: Visitor, cast: Cast, record: SiteRecord
) -> None:
    page = visit.open(_path(record), cast.inspector, width=NARROW)
    row = _not(page, record)
    page.fill(f"#note-{row}", "无人在岗")
    page.wait_for_timeout(600)
    count = """() => new Promise((done) => {
      const open = indexedDB.open('inspection-records', 1);
      open.onsuccess = () => {
        const all = open.result.transaction('records').objectStore('records').count();
        all.onsuccess = () => done(all.result);
      };
    })"""
    assert page.evaluate(count) == 1
    page.get_by_role("button", name="提交记录").click()
    page.wait_for_url(f"**/staff/inspections/{record.inspection.number}/")
    page.wait_for_timeout(500)
    assert page.evaluate(count) == 0


def test_everything_works_without_script(visit: Visitor, cast: Cast, record: SiteRecord) -> None:
    page = visit.open(_path(record), cast.inspector, width=NARROW, script=False)
    row = _not(page, record)
    page.fill(f"#note-{row}", "无人在岗")
    page.get_by_role("button", name="提交记录").click()
    expect(page.get_by_role("status").first).to_contain_text("发现 1 个问题")

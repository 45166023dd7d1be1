"""Story 2: a rectification item, from registration to striking off, and a relapse."""

import datetime as dt

from django.core import mail

from campaign.models import Category
from core import clock, deadlines, notices, outbox
from core.models import Notice
from rectification.models import RectificationItem
from tests.browser.stories.stage import Stage, photo, said

DOUBT = "请补充第二个月的办件记录，再申请销号。"


def play(stage: Stage) -> RectificationItem:
    """All of it; the item is at work again at the end, after a relapse."""
    item = _register(stage)
    _promise(stage, item)
    _remind(stage, item)
    _progress(stage, item)
    _close(stage, item)
    _send_back(stage, item)
    _close(stage, item)
    _verify(stage, item)
    _relapse(stage, item)
    item.refresh_from_db()
    return item


def _register(stage: Stage) -> RectificationItem:
    page = stage.desk(stage.cast.liaison)
    page.goto("/staff/ledger/new/")
    page.fill(
        "[name=description]", "窗口办件超过承诺时限，上月抽查60件中有7件逾期，最长6个工作日。"
    )
    page.fill("[name=cause]", "审核环节没有时限，缺少提醒。")
    page.select_option("[name=category]", str(Category.objects.get(code="2.1").pk))
    page.select_option("[name=klass]", "by_date")
    page.fill("[name=target]", "逾期件数为零，连续两个月。")
    page.fill("[name=measures-0-text]", "逐件登记承诺时限，到期前两天提醒。")
    page.fill("[name=due_date]", stage.day(21))
    page.fill("[name=milestones-0-name]", "完成办件清理")
    page.fill("[name=milestones-0-due]", stage.day(10))
    owner = stage.cast.owner.posts.get()
    page.select_option("[name=lead]", str(stage.cast.unit_deputy.posts.get().pk))
    page.select_option("[name=responsible]", str(owner.pk))
    page.fill("[name=section]", "审批科")
    page.click("[name=send]")
    return RectificationItem.objects.get()


def _promise(stage: Stage, item: RectificationItem) -> None:
    for who, step in ((stage.cast.unit_head, "sign"), (stage.cast.office, "review")):
        page = stage.desk(who)
        page.goto(f"/staff/ledger/{item.number}/{step}/")
        page.check("[name=decision][value=yes]")
        page.locator("main form button[type=submit]").last.click()
    item.refresh_from_db()
    assert item.state == "in_progress"


def _remind(stage: Stage, item: RectificationItem) -> None:
    """The clock of the item rings as its date nears; the person finds it in the messages."""
    deadline = deadlines.Deadline.objects.open().get(
        subject_kind="rectification.item", subject_id=item.pk, kind="rectification.item-due"
    )
    assert deadline.next_at is not None
    # The servant lives today; this is the morning on which the first reminder comes.
    mail.outbox.clear()
    with clock.at(deadline.next_at + dt.timedelta(hours=9)):
        deadlines.sweep()
        notices.queue_digests()
        outbox.drain()
    letters = [letter for letter in mail.outbox if stage.cast.owner.email in letter.to]
    assert len(letters) == 1
    assert "超过承诺时限" not in letters[0].subject + str(letters[0].body)
    told = Notice.objects.filter(
        recipient=stage.cast.owner, subject_id=item.pk, kind__contains="due"
    )
    assert told.count() == 1
    page = stage.desk(stage.cast.owner)
    page.goto("/staff/messages/")
    said(page, item.number)


def _progress(stage: Stage, item: RectificationItem) -> None:
    page = stage.desk(stage.cast.owner)
    page.goto(f"/staff/ledger/{item.number}/progress/")
    page.fill("[name=progress]", "100")
    page.fill("[name=content]", "七件逾期办件全部办结，提醒功能已经启用，本月没有新的逾期。")
    for box in page.locator("[name=done_measures], [name=done_milestones]").all():
        box.check()
    page.set_input_files("[name=files]", [photo("窗口台账.jpg", "white")])
    page.locator("main form button.btn-primary").click()
    said(page, "100%")


def _close(stage: Stage, item: RectificationItem) -> None:
    page = stage.desk(stage.cast.owner)
    page.goto(f"/staff/ledger/{item.number}/close/")
    page.locator("[name=result]").first.check()
    page.fill("[name=note]", "七件逾期办件全部办结，连续两个月没有逾期，群众现场评价满意。")
    page.set_input_files("[name=files]", [photo("办件记录.jpg", "silver")])
    page.locator("main form button.btn-primary").click()
    page = stage.desk(stage.cast.unit_head)
    page.goto(f"/staff/ledger/{item.number}/close/sign/")
    page.check("[name=decision][value=yes]")
    page.locator("main form button.btn-primary").click()
    item.refresh_from_db()
    assert item.state == "pending_acceptance"


def _send_back(stage: Stage, item: RectificationItem) -> None:
    """The office is not convinced; the unit reads why."""
    page = stage.desk(stage.cast.office)
    page.goto(f"/staff/ledger/{item.number}/verify/")
    page.check("[name=decision][value=no]")
    page.locator("[name=reason], [name=note]").first.fill(DOUBT)
    page.locator("main form button.btn-primary").click()
    item.refresh_from_db()
    assert item.state == "in_progress"
    page = stage.desk(stage.cast.owner)
    page.goto(f"/staff/ledger/{item.number}/")
    said(page, DOUBT)


def _verify(stage: Stage, item: RectificationItem) -> None:
    page = stage.desk(stage.cast.office)
    page.goto(f"/staff/ledger/{item.number}/verify/")
    for box in page.locator("main input[type=checkbox]").all():
        box.check()
    page.check("[name=decision][value=yes]")
    page.locator("main form button.btn-primary").click()
    item.refresh_from_db()
    assert item.state == "closed"


def _relapse(stage: Stage, item: RectificationItem) -> None:
    number = item.number
    page = stage.desk(stage.cast.office_head)
    page.goto(f"/staff/ledger/{number}/reopen/")
    page.fill("[name=reason]", "回头看发现本周又有两件逾期。")
    page.fill("[name=new_due]", stage.day(30))
    page.locator("main form button.btn-primary").click()
    item.refresh_from_db()
    assert (item.number, item.state, item.relapse_count) == (number, "in_progress", 1)

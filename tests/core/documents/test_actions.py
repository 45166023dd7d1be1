"""Asking for a paper, building it, and what happens when something breaks."""

import datetime as dt
import hashlib
from typing import Any

import pytest
from django.core.files.storage import default_storage

from core import clock, outbox
from core.access import Allowed, Answer, Denied
from core.actors import Actor
from core.documents import actions, builders, press
from core.documents.builders import Builder, Params
from core.errors import NotAllowed, WrongState
from core.models import AuditEvent, Document, OutboxRow
from core.models.document import DocumentState
from tests.cast import Cast
from tests.factories.documents import make_paper

pytestmark = pytest.mark.django_db


class Letter(Builder):
    """A paper of one's own unit."""

    code = "test.letter"

    def title(self, params: Params) -> str:
        return f"{params['unit']}的函"

    def number(self, params: Params) -> str:
        return f"HJ-2011-{params['unit']}"

    def data(self, params: Params, user: Actor) -> dict[str, Any]:
        if params.get("breaks"):
            raise RuntimeError("text that stands in the paper")
        return {"paper": make_paper(0)}

    def can_read(self, params: Params, user: Actor) -> Answer:
        if user.may("unit.read", params["unit"]):
            return Allowed()
        return Denied("Only the unit itself reads its letters.")


@pytest.fixture(autouse=True)
def _builder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(builders._builders, Letter.code, Letter())


def ask(cast: Cast, **params: Any) -> Document:
    return actions.request_document(Letter.code, {"unit": "JFJ", **params}, by=cast.liaison)


def built(cast: Cast, **params: Any) -> Document:
    document = ask(cast, **params)
    actions.build(document.pk)
    document.refresh_from_db()
    return document


def test_a_request_queues_a_paper_and_rings_once(cast: Cast) -> None:
    document = ask(cast)
    assert (document.number, document.edition, document.title) == ("HJ-2011-JFJ", 1, "JFJ的函")
    assert document.state == DocumentState.QUEUED
    assert OutboxRow.objects.filter(kind=actions.JOB, ref_id=document.pk).count() == 1


def test_a_second_click_gets_the_same_paper(cast: Cast) -> None:
    first = ask(cast)
    assert ask(cast).pk == first.pk
    assert Document.objects.count() == 1


def test_nobody_asks_for_a_paper_they_may_not_read(cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="Only the unit"):
        actions.request_document(Letter.code, {"unit": "JFJ"}, by=cast.outsider)
    assert not Document.objects.exists()


def test_building_keeps_the_file_with_its_checksum(cast: Cast) -> None:
    document = built(cast)
    with default_storage.open(document.file) as file:
        pdf = file.read()
    assert pdf.startswith(b"%PDF-")
    assert document.state == DocumentState.DONE
    assert document.sha256 == hashlib.sha256(pdf).hexdigest()
    assert (document.progress, document.pages) == (100, 2)
    assert document.issued_at is not None


def test_a_paper_is_built_once_however_often_the_bell_rings(cast: Cast) -> None:
    document = built(cast)
    assert actions.build(document.pk) is False
    assert AuditEvent.objects.filter(action="core.document.issue").count() == 1


def test_a_new_edition_supersedes_the_one_before(cast: Cast) -> None:
    first, second = built(cast), built(cast)
    first.refresh_from_db()
    assert (second.edition, second.superseded_by) == (2, None)
    assert first.superseded_by == second


def test_progress_can_be_seen_while_the_press_works(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def slow(job: press.Job, progress: press.Progress) -> press.Sheet:
        for percent in (5, 40, 45, 75):
            progress(percent)
            seen.append(Document.objects.get().progress)
        return press.Sheet(b"%PDF-", 1)

    monkeypatch.setattr(press, "print_document", slow)
    built(cast)
    assert seen == [2, 40, 40, 75]


def test_a_fault_is_named_without_quoting_the_paper(cast: Cast) -> None:
    document = built(cast, breaks=True)
    assert (document.state, document.fault) == (DocumentState.FAILED, "RuntimeError")
    assert document.file == ""


def test_a_press_fault_fails_the_paper(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def jam(job: press.Job, progress: press.Progress) -> press.Sheet:
        raise press.PressFault("signal 9")

    monkeypatch.setattr(press, "print_document", jam)
    assert built(cast).fault == "signal 9"


def test_a_failed_paper_can_be_tried_again(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Letter, "data", lambda *_: 1 / 0)
        document = built(cast)
    again = actions.retry(document, by=cast.liaison)
    assert (again.pk, again.state, again.fault) == (document.pk, DocumentState.QUEUED, "")
    assert actions.build(document.pk)


def test_only_a_failed_paper_is_tried_again(cast: Cast) -> None:
    with pytest.raises(WrongState):
        actions.retry(built(cast), by=cast.liaison)


def test_only_a_reader_tries_again(cast: Cast) -> None:
    document = built(cast, breaks=True)
    with pytest.raises(NotAllowed):
        actions.retry(document, by=cast.outsider)


def test_what_a_killed_worker_left_is_queued_again(cast: Cast) -> None:
    document = ask(cast)
    Document.objects.update(state=DocumentState.RUNNING, progress=40)
    assert actions.rescue() == 0
    with clock.at(clock.now() + dt.timedelta(minutes=3)):
        assert actions.rescue() == 1
    document.refresh_from_db()
    assert (document.state, document.attempts) == (DocumentState.QUEUED, 1)
    assert OutboxRow.objects.filter(kind=actions.JOB).count() == 2


def test_after_three_lost_workers_the_paper_fails(cast: Cast) -> None:
    document = ask(cast)
    later = clock.now()
    for _ in range(actions.MOST_ATTEMPTS):
        later += dt.timedelta(minutes=3)
        with clock.at(later):
            actions.rescue()
    document.refresh_from_db()
    assert (document.state, document.fault) == (DocumentState.FAILED, "lost")


def test_the_outbox_hands_the_paper_to_a_worker(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung: list[int] = []
    monkeypatch.setattr("core.documents.tasks.build_document.delay", rung.append)
    document = ask(cast)
    outbox.drain()
    assert rung == [document.pk]


def test_every_step_is_in_the_audit_trail(cast: Cast) -> None:
    built(cast)
    steps = AuditEvent.objects.filter(object_kind="core.document").order_by("id")
    assert [(row.action, row.actor, row.number) for row in steps] == [
        ("core.document.request", "liaison", "HJ-2011-JFJ"),
        ("core.document.issue", "liaison", "HJ-2011-JFJ"),
    ]


def test_two_builders_cannot_share_a_code() -> None:
    class Other(Letter):
        pass

    with pytest.raises(ValueError, match=r"test\.letter"):
        builders.register(Other())
    builders.register(Letter())


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(LookupError, match="nothing"):
        builders.builder_of("nothing")

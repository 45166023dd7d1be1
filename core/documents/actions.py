"""Ask for a paper, build it, try again, and pick up what a dying worker left behind."""

import datetime as dt
import hashlib
import uuid

import structlog
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from core import audit, clock, numbering, outbox
from core.access import require
from core.actors import Actor
from core.documents import press, setting
from core.documents.builders import Params, builder_of
from core.errors import WrongState
from core.models import Document
from core.models.document import DocumentState

log = structlog.get_logger(__name__)

JOB = "core.document"
KIND = "core.document"
MOST_ATTEMPTS = 3
# A build takes 20 seconds at most; after this its worker is dead.
LOST_AFTER = dt.timedelta(minutes=2)


@transaction.atomic
def request_document(code: str, params: Params, *, by: Actor) -> Document:
    """Queue a paper; while one of its number is under way, that one is the answer."""
    builder = builder_of(code)
    require(builder.can_read(params, by))
    with translation.override("zh-hans"):
        number, title = builder.number(params), builder.title(params)
    running = Document.objects.under_way().filter(number=number)
    if (first := running.first()) is not None:
        return first
    # The counter's row lock makes a second click wait here, and then see the first one's row.
    edition = numbering.take(f"doc:{number}")
    if (first := running.first()) is not None:
        return first
    document = Document.objects.create(
        key=uuid.uuid4(),
        kind=code,
        params=dict(params),
        number=number,
        edition=edition,
        title=title,
        requested_by_id=by.pk,
    )
    _audit("request", document, by)
    _queue(document)
    return document


@transaction.atomic
def retry(document: Document, *, by: Actor) -> Document:
    """Queue a paper again that could not be built."""
    document = Document.objects.select_for_update().get(pk=document.pk)
    require(builder_of(document.kind).can_read(document.params, by))
    if document.state != DocumentState.FAILED:
        raise WrongState(_("This document is not waiting for another try. Reload the page."))
    document.state, document.progress, document.fault = DocumentState.QUEUED, 0, ""
    document.attempts = 0
    document.last_sign = clock.now()
    document.save(update_fields=["state", "progress", "fault", "attempts", "last_sign"])
    _audit("retry", document, by)
    _queue(document)
    return document


def build(document_id: int) -> bool:
    """Build a queued paper (in a Celery worker, outside any transaction); whether it is done.

    A conditional update claims it, so two workers never build the same one.
    """
    claimed = Document.objects.filter(pk=document_id, state=DocumentState.QUEUED).update(
        state=DocumentState.RUNNING, progress=2, last_sign=clock.now()
    )
    if not claimed:
        return False
    document = Document.objects.select_related("requested_by").get(pk=document_id)
    try:
        sheet = press.print_document(_job(document), lambda percent: _progress(document, percent))
    except Exception as fault:  # whatever breaks, the page must say so
        # The name only: the text of a template's fault may quote what stands in the paper.
        word = str(fault) if isinstance(fault, press.PressFault) else type(fault).__name__
        log.warning("document_failed", number=document.number, fault=word)
        Document.objects.filter(pk=document_id).update(
            state=DocumentState.FAILED, fault=word[:60], last_sign=clock.now()
        )
        return False
    _issue(document, sheet)
    return True


def rescue() -> int:
    """Queue again what a killed worker left unfinished; give up after three tries. How many."""
    lost = Document.objects.under_way().filter(last_sign__lt=clock.now() - LOST_AFTER)
    count = 0
    with transaction.atomic():
        for document in lost.select_for_update(skip_locked=True):
            document.attempts += 1
            document.last_sign = clock.now()
            given_up = document.attempts >= MOST_ATTEMPTS
            document.state = DocumentState.FAILED if given_up else DocumentState.QUEUED
            document.fault = "lost" if given_up else ""
            document.save(update_fields=["attempts", "last_sign", "state", "fault"])
            if not given_up:
                _queue(document)
            count += 1
    return count


def _job(document: Document) -> press.Job:
    builder = builder_of(document.kind)
    with translation.override("zh-hans"):
        data = builder.data(document.params, document.requested_by)
    return setting.job_for(document, builder, data)


def _progress(document: Document, percent: int) -> None:
    """Show real progress, at most once for every tenth."""
    if percent >= document.progress + 10:
        document.progress = percent
        Document.objects.filter(pk=document.pk).update(progress=percent, last_sign=clock.now())


def _issue(document: Document, sheet: press.Sheet) -> None:
    # The file first: a row never names a file that is not there; a stray file harms nobody.
    name = default_storage.save(f"documents/{document.key}.pdf", ContentFile(sheet.pdf))
    with transaction.atomic():
        document.state, document.progress = DocumentState.DONE, 100
        document.file, document.pages = name, sheet.pages
        document.sha256 = hashlib.sha256(sheet.pdf).hexdigest()
        document.issued_at = document.last_sign = clock.now()
        document.save(
            update_fields=[
                "state", "progress", "file", "pages", "sha256", "issued_at", "last_sign",
            ]
        )  # fmt: skip
        Document.objects.issued().filter(
            number=document.number, edition__lt=document.edition, superseded_by=None
        ).update(superseded_by=document)
        _audit("issue", document, document.requested_by)


def _queue(document: Document) -> None:
    outbox.put(JOB, document.pk, key=f"document-{document.key}-{uuid.uuid4().hex[:8]}")


def _audit(step: str, document: Document, by: Actor) -> None:
    audit.record(
        f"{KIND}.{step}",
        by=by,
        kind=KIND,
        object_id=document.pk,
        number=document.number,
        detail={"edition": document.edition, "kind": document.kind},
    )

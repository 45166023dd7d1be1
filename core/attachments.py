"""Keep, hand out and give back uploaded files.

`store` cleans a file by the policy, writes it durably and then its row; call it inside the
transaction of the change. Forms that must not lose files when something else is wrong `stage`
them first and `claim` them in the action. The view that serves a file decides who may have it.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from core import audit, clock, vault
from core.actors import Actor
from core.models.attachment import Attachment, StagedUpload
from core.uploads import images
from core.uploads.errors import Fault, UploadError
from core.uploads.names import safe_name
from core.uploads.policy import DEFAULT, Policy, judge

KIND = "core.attachment"
STAGED_LIFE = dt.timedelta(days=7)
_POLICY_HEADER = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox"


def store(
    file: "File[Any] | None", *, by: Actor | None, label: str = "", policy: Policy = DEFAULT
) -> Attachment:
    """Clean a file and keep it; `UploadError` (R12) if it cannot be taken.

    `by`: nobody for the public form. The file lies on disk before the row is committed; should
    the transaction fail, housekeeping removes what nobody points to.
    """
    if file is None:
        raise UploadError(Fault.NONE)
    name = safe_name(file.name or "")
    if file.size and file.size > policy.max_bytes:
        raise UploadError(Fault.SIZE, name, limit=policy.limit)
    file.seek(0)
    content = file.read(policy.max_bytes + 1)
    cleaned = judge(name, content, policy)
    notes = policy.notes_origin and cleaned.mime.startswith("image/")
    row = Attachment(
        sha256=hashlib.sha256(cleaned.content).hexdigest(),
        mime=cleaned.mime,
        size=len(cleaned.content),
        original_name=cleaned.name,
        label=label,
        scan_status=cleaned.scan_status.value,
        uploaded_by_id=by.pk if by else None,
        taken_on=images.taken_on(content) if notes else None,
        look=images.look_of(cleaned.content) if notes else None,
    )
    try:
        vault.write(row.key, cleaned.content)
    except OSError as fault:
        raise UploadError(Fault.FAILED, name) from fault
    row.save(force_insert=True)
    return row


def read(attachment: Attachment) -> bytes:
    """The content of a file, for documents that show it."""
    with default_storage.open(attachment.key) as file:
        return bytes(file.read())


def serve(
    attachment: Attachment,
    request: HttpRequest,
    *,
    name: str = "",
    inline: bool = False,
    number: str = "",
) -> HttpResponseBase:
    """Answer with the file, to be saved and not opened by the browser.

    The trail gets a row (`number`: of the record it belongs to), but none of people who follow
    their own complaint: nothing is kept about them (C8). `name` replaces the name it was uploaded
    with (complaints). `inline` shows pictures, which the policy has drawn anew; other kinds are
    always downloads.
    """
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated and request.method == "GET":
        audit.record(
            f"{KIND}.download",
            by=user,
            kind=KIND,
            object_id=attachment.pk,
            number=number,
            detail={"page": request.resolver_match.view_name if request.resolver_match else ""},
        )
    shown = safe_name(name or attachment.original_name)
    prefix = settings.X_ACCEL_PREFIX
    answer: HttpResponseBase
    if prefix:
        answer = HttpResponse(headers={"X-Accel-Redirect": f"{prefix}{attachment.key}"})
    else:
        answer = FileResponse(default_storage.open(attachment.key))
    as_attachment = not (inline and attachment.is_image)
    answer.headers["Content-Type"] = attachment.mime
    answer.headers["Content-Disposition"] = content_disposition_header(as_attachment, shown) or ""
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = _POLICY_HEADER
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _owner(owner_key: str) -> str:
    return hashlib.sha256(owner_key.encode()).hexdigest()


@transaction.atomic
def stage(
    file: "File[Any] | None",
    *,
    owner_key: str,
    by: Actor | None = None,
    label: str = "",
    policy: Policy = DEFAULT,
) -> StagedUpload:
    """Keep a file for a form that is not saved yet. `owner_key`: session or person, and form."""
    policy.check_count(staged(owner_key).count() + 1)
    attachment = store(file, by=by, label=label, policy=policy)
    return StagedUpload.objects.create(owner=_owner(owner_key), attachment=attachment)


def stage_all(
    files: "Iterable[File[Any]]",
    *,
    owner_key: str,
    by: Actor | None = None,
    policy: Policy = DEFAULT,
) -> list[UploadError]:
    """Stage what can be taken of several files; the faults of the others."""
    faults: list[UploadError] = []
    for file in files:
        try:
            stage(file, owner_key=owner_key, by=by, policy=policy)
        except UploadError as fault:
            faults.append(fault)
            if fault.fault is Fault.MANY:
                break
    return faults


def staged(owner_key: str) -> QuerySet[StagedUpload]:
    """The files that wait for a form, in the order they came."""
    rows = StagedUpload.objects.filter(
        owner=_owner(owner_key), created_at__gt=clock.now() - STAGED_LIFE
    )
    return rows.select_related("attachment").order_by("id")


def claim(owner_key: str, ids: Iterable[int] | None = None) -> list[Attachment]:
    """Take staged files over into a record, inside its transaction: all, or those with `ids`.

    Ids of other forms are left alone. A file can be claimed once.
    """
    rows = staged(owner_key).select_for_update(of=("self",))
    if ids is not None:
        rows = rows.filter(pk__in=list(ids))
    found = list(rows)
    StagedUpload.objects.filter(pk__in=[row.pk for row in found]).delete()
    return [row.attachment for row in found]


def unstage(owner_key: str, staged_id: int) -> bool:
    """Take one file out of a form again; whether it was there."""
    return bool(_drop(list(staged(owner_key).filter(pk=staged_id))))


def drop_expired() -> int:
    """Delete staged files that nobody has claimed for seven days; how many."""
    old = StagedUpload.objects.filter(created_at__lte=clock.now() - STAGED_LIFE)
    return _drop(list(old.select_related("attachment")))


def discard(found: Iterable[Attachment]) -> int:
    """Delete files for good, inside the transaction that took the last link to them; how many."""
    rows = list(found)
    keys = [row.key for row in rows]
    Attachment.objects.filter(pk__in=[row.pk for row in rows]).delete()
    transaction.on_commit(lambda: vault.remove(keys))
    return len(keys)


def _drop(rows: Sequence[StagedUpload]) -> int:
    with transaction.atomic():
        return discard(row.attachment for row in rows)

"""Where uploaded files lie: written so that a committed row never misses its file."""

import datetime as dt
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from core.models.attachment import Attachment

_KEY = re.compile(r"[0-9a-f]{2}/[0-9a-f]{32}")
ORPHAN_AGE = dt.timedelta(hours=24)
PARTIAL = ".part"


def write(key: str, content: bytes) -> None:
    """Put a file at `key`; when this returns it survives a loss of power.

    Object stores answer only when they have it; on a file system we write beside it, flush, rename
    and flush the folder.
    """
    try:
        path = Path(default_storage.path(key))
    except NotImplementedError:
        default_storage.save(key, ContentFile(content))
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.{secrets.token_hex(4)}{PARTIAL}")
    with partial.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    partial.chmod(0o600)
    partial.rename(path)
    for folder in (path.parent, path.parent.parent):
        _flush(folder)


def _flush(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove(keys: Iterable[str]) -> None:
    """Delete files; one that is gone already is no fault."""
    for key in keys:
        default_storage.delete(key)


def orphans(older_than: dt.timedelta = ORPHAN_AGE) -> Iterator[str]:
    """Keys of files to which no row points, left by transactions that did not commit."""
    limit = timezone.now() - older_than
    for folder in _listed(""):
        if not re.fullmatch("[0-9a-f]{2}", folder):
            continue
        names = [f"{folder}/{name}" for name in default_storage.listdir(folder)[1]]
        known = set(Attachment.objects.filter(key__in=names).values_list("key", flat=True))
        for key in names:
            ours = _KEY.fullmatch(key) or key.endswith(PARTIAL)
            if ours and key not in known and default_storage.get_modified_time(key) < limit:
                yield key


def _listed(path: str) -> list[str]:
    try:
        return sorted(default_storage.listdir(path)[0])
    except FileNotFoundError:
        return []


def sweep_orphans() -> int:
    """Delete the orphans; how many."""
    keys = list(orphans())
    remove(keys)
    return len(keys)


def missing() -> list[str]:
    """Keys of rows whose file is not there: always none, unless somebody deleted files."""
    keys = Attachment.objects.order_by("id").values_list("key", flat=True)
    return [key for key in keys.iterator(2000) if not default_storage.exists(key)]

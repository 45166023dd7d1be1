"""Make and bring back one encrypted archive.

The database is dumped first and the files are copied after it: every file that a dumped row
points to was written before that row, so none can be missing. The other order loses files.
"""

import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, transaction

from core import clock, vault
from core.backups import database
from core.backups.cipher import Broken, Reader, Writer
from core.backups.database import ToolFailed

DUMP, MANIFEST, FILES = "database.dump", "manifest.json", "files/"
FORMAT = 1


class BackupFailed(Exception):
    """Nothing was written or changed; the text says why."""


@dataclass(frozen=True)
class Summary:
    """What an archive holds."""

    rows: int
    files: int
    size: int


def backup(target: Path) -> Summary:
    """Write the archive; `target` appears only when it is whole and on disk."""
    partial = target.with_name(f"{target.name}.part")
    try:
        with tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix="backup-") as folder:
            dump = Path(folder, DUMP)
            with transaction.atomic():
                name = database.snapshot()
                database.run("pg_dump", "-Fc", f"--snapshot={name}", f"--file={dump}")
                rows = database.counts()
            with partial.open("wb") as file:
                os.fchmod(file.fileno(), 0o600)
                files = _write(file, dump, rows)
                file.flush()
                os.fsync(file.fileno())
        partial.replace(target)
    except (OSError, ToolFailed) as fault:
        partial.unlink(missing_ok=True)
        raise BackupFailed(str(fault)) from fault
    return Summary(sum(rows.values()), files, target.stat().st_size)


def _write(file: IO[bytes], dump: Path, rows: dict[str, int]) -> int:
    writer = Writer(file)
    hashes: dict[str, str] = {}
    with tarfile.open(fileobj=writer, mode="w|") as archive:  # type: ignore[call-overload]
        with dump.open("rb") as content:
            hashes[DUMP] = _add(archive, DUMP, content, dump.stat().st_size)
        for name in stored_files():
            with default_storage.open(name) as content:
                hashes[FILES + name] = _add(archive, FILES + name, content, content.size)
        manifest = {
            "format": FORMAT,
            "made_at": clock.now().isoformat(),
            "rows": rows,
            "sha256": hashes,
        }
        text = json.dumps(manifest, indent=1, sort_keys=True).encode()
        _add(archive, MANIFEST, io.BytesIO(text), len(text))
    writer.close()
    return len(hashes) - 1


class _Hashing:
    """Reads through and remembers the SHA-256 of what went by."""

    def __init__(self, source: Any) -> None:
        self.source, self.sha256 = source, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data: bytes = self.source.read(size)
        self.sha256.update(data)
        return data


def _add(archive: tarfile.TarFile, name: str, content: Any, size: int) -> str:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    reader = _Hashing(content)
    archive.addfile(member, reader)
    return reader.sha256.hexdigest()


def stored_files(folder: str = "") -> Iterator[str]:
    """Every file in the storage, by its name; unfinished ones are left out."""
    try:
        folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(names):
        if not name.endswith(vault.PARTIAL):
            yield f"{folder}{name}"
    for inner in sorted(folders):
        yield from stored_files(f"{folder}{inner}/")


def restore(source: Path) -> Summary:
    """Bring an archive back into an empty database; it is checked before anything changes."""
    if database.tables():
        raise BackupFailed("the database is not empty; name an empty one in DATABASE_URL")
    try:
        with tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix="restore-") as folder:
            manifest = _unpack(source, Path(folder))
            names = [name for name in manifest["sha256"] if name.startswith(FILES)]
            for name in names:
                vault.write(name.removeprefix(FILES), Path(folder, name).read_bytes())
            connection.close()
            database.run(
                "pg_restore",
                *("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"),
                f"--dbname={connection.settings_dict['NAME']}",
                str(Path(folder, DUMP)),
            )
    except (OSError, ToolFailed, Broken, tarfile.TarError) as fault:
        raise BackupFailed(str(fault)) from fault
    found = database.counts()
    if found != manifest["rows"]:
        wrong = sorted(
            name for name in manifest["rows"] if found.get(name) != manifest["rows"][name]
        )
        raise BackupFailed(f"the rows of {', '.join(wrong)} differ from the manifest")
    return Summary(sum(found.values()), len(names), source.stat().st_size)


def _unpack(source: Path, folder: Path) -> dict[str, Any]:
    """Unpack into a folder and answer the manifest; `Broken` if anything differs from it."""
    seen: dict[str, str] = {}
    with source.open("rb") as file:
        reader = Reader(file)
        with tarfile.open(fileobj=reader, mode="r|") as archive:  # type: ignore[call-overload]
            for member in archive:
                content = archive.extractfile(member)
                if content is None or not _inside(folder, member.name):
                    raise Broken(f"the backup holds {member.name}, which is no file of ours")
                seen[member.name] = _copy(content, folder / member.name)
        while reader.read(1 << 20):
            pass  # the seal of the last piece shows that nothing was cut off
    if MANIFEST not in seen:
        raise Broken("the backup has no manifest")
    manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_bytes())
    if manifest["format"] != FORMAT:
        raise Broken(f"the backup has format {manifest['format']}; this portal reads {FORMAT}")
    del seen[MANIFEST]
    if seen != manifest["sha256"]:
        raise Broken("the files differ from the manifest")
    return manifest


def _inside(folder: Path, name: str) -> bool:
    return (folder / name).resolve().is_relative_to(folder.resolve())


def _copy(content: IO[bytes], target: Path) -> str:
    target.parent.mkdir(parents=True, exist_ok=True)
    sha256 = hashlib.sha256()
    with target.open("xb") as file:
        while data := content.read(1 << 20):
            sha256.update(data)
            file.write(data)
    return sha256.hexdigest()

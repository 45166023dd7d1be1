"""Backup and restore: nothing missing, nothing readable without the key, nothing half done."""

import io
import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings as django_settings
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection

from core import attachments, drafts
from core.backups import archive, cipher, database
from core.backups.cipher import Broken, Reader, Writer
from core.models import Attachment
from tests.cast import Cast
from tests.core import corpus

OTHER_KEY = "b3RoZXIta2V5LW90aGVyLWtleS1vdGhlci1rZXktMzI="


def sealed(data: bytes) -> bytes:
    out = io.BytesIO()
    writer = Writer(out)
    for start in range(0, len(data), 700_000):
        writer.write(data[start : start + 700_000])
    writer.close()
    return out.getvalue()


def opened(data: bytes) -> bytes:
    return Reader(io.BytesIO(data)).read()


@pytest.mark.parametrize("size", [0, 1, cipher.PIECE - 1, cipher.PIECE, cipher.PIECE * 2 + 5])
def test_any_size_comes_back(size: int) -> None:
    data = os.urandom(size)
    assert opened(sealed(data)) == data


def test_reading_in_small_steps() -> None:
    data = os.urandom(3_000_000)
    reader = Reader(io.BytesIO(sealed(data)))
    assert b"".join(iter(lambda: reader.read(10_007), b"")) == data


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[:-1],
        lambda data: data[: -(cipher.PIECE // 2)],
        lambda data: data[:500_000] + b"x" + data[500_001:],
        lambda data: data[:23] + data[23 + cipher.PIECE + 16 :],
        lambda data: b"PK" + data[2:],
        lambda data: data[:10],
        lambda data: b"",
    ],
)
def test_whatever_was_changed_is_found(spoil: object) -> None:
    data = spoil(sealed(os.urandom(cipher.PIECE * 2)))
    with pytest.raises(Broken):
        opened(data)


@pytest.mark.asvs("14.2.1")
def test_nothing_can_be_read_without_the_key(settings: pytest.FixtureRequest) -> None:
    text = "整改台账".encode() * 1000
    archive_ = sealed(text)
    assert "整改".encode() not in archive_
    old = settings.FIELD_KEYS
    settings.FIELD_KEYS = [OTHER_KEY]
    with pytest.raises(Broken, match="FIELD_KEYS"):
        opened(archive_)
    settings.FIELD_KEYS = [OTHER_KEY, *old]
    assert opened(archive_) == text


@pytest.fixture
def other_database(transactional_db: None) -> Iterator[str]:
    """The address of a second, empty database on the same server."""
    name = f"{connection.settings_dict['NAME']}_restored"
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    yield urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def restore(address: str, file: Path, data_dir: Path) -> subprocess.CompletedProcess[str]:
    """Run the command as a person would, on the other database and an empty data folder."""
    environment = os.environ | {
        "DATABASE_URL": address,
        "DATA_DIR": str(data_dir),
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "FIELD_KEYS": ",".join(django_settings.FIELD_KEYS),
        "SECRET_KEY": django_settings.SECRET_KEY,
    }
    return subprocess.run(
        [sys.executable, "manage.py", "restore", str(file)],
        cwd=django_settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def rows_in(address: str, table: str) -> str:
    done = subprocess.run(
        [database.tool("psql"), address, "-Atc", f"SELECT count(*) FROM {table}"],  # noqa: S608
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_a_backup_comes_back_whole(other_database: str, cast: Cast, tmp_path: Path) -> None:
    file = ContentFile(corpus.picture(), "现场.jpg")
    kept = attachments.store(file, by=cast.liaison)
    drafts.save(cast.liaison, "form", {"a": ["x"]})
    target, home = tmp_path / "portal.backup", tmp_path / "home"
    out = io.StringIO()
    call_command("backup", str(target), stdout=out)
    assert out.getvalue().startswith(f"Wrote {target}: ")
    assert target.stat().st_mode & 0o077 == 0
    assert b"liaison" not in target.read_bytes()

    home.mkdir()
    done = restore(other_database, target, home)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Restored ")
    assert rows_in(other_database, "accounts_user") == str(len(cast.people()))
    assert (home / "files" / kept.key).read_bytes() == attachments.read(kept)

    again = restore(other_database, target, home)
    assert again.returncode == 1
    assert "not empty" in again.stderr


def test_a_damaged_backup_changes_nothing(other_database: str, cast: Cast, tmp_path: Path) -> None:
    target, home = tmp_path / "portal.backup", tmp_path / "home"
    call_command("backup", str(target), stdout=io.StringIO())
    data = bytearray(target.read_bytes())
    data[len(data) // 2] ^= 1
    target.write_bytes(data)
    home.mkdir()
    done = restore(other_database, target, home)
    assert done.returncode == 1
    assert "damaged" in done.stderr
    assert not list((home / "files").glob("??/*"))
    assert rows_in(other_database, "pg_tables WHERE schemaname = 'public'") == "0"


def test_every_row_of_the_dump_has_its_file(transactional_db: None, tmp_path: Path) -> None:
    """A file stored while the backup runs may be extra, but none is ever missing."""
    for number in range(3):
        attachments.store(ContentFile(corpus.picture(), f"{number}.jpg"), by=None)
    target = tmp_path / "x.backup"
    archive.backup(target)
    with target.open("rb") as file, tarfile.open(fileobj=Reader(file), mode="r|") as members:
        content = {m.name: members.extractfile(m).read() for m in members}
    manifest = json.loads(content["manifest.json"])
    keys = {f"files/{key}" for key in Attachment.objects.values_list("key", flat=True)}
    assert keys <= manifest["sha256"].keys()
    assert manifest["rows"]["core_attachment"] == 3
    assert next(iter(content)) == "database.dump"


def test_a_backup_that_cannot_be_written_leaves_nothing(
    transactional_db: None, tmp_path: Path
) -> None:
    with pytest.raises(CommandError, match="No backup was written"):
        call_command("backup", str(tmp_path / "no" / "folder.backup"))
    assert list(tmp_path.iterdir()) == []


def test_a_failing_tool_is_told(
    transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "tool", lambda name: "/bin/false")
    target = tmp_path / "x.backup"
    with pytest.raises(CommandError, match="pg_dump"):
        call_command("backup", str(target))
    assert not target.exists()

"""`manage.py prepare` fits the database and the static files to the code, again and again."""

import dataclasses
import datetime as dt
import io
import os
import time
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from core.models import OutboxRow
from portal.management.commands import prepare

pytestmark = pytest.mark.django_db


@pytest.fixture
def static(tmp_path, settings):
    """One static file of our own, collected to a folder of our own."""
    source, target = tmp_path / "source", tmp_path / "target"
    source.mkdir()
    target.mkdir()
    (source / "a.css").write_text("a { color: red }")
    settings.STATICFILES_DIRS = [source]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = target
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {
            "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
            "OPTIONS": {"location": target},
        },
    }
    return source, target


@pytest.fixture
def called(monkeypatch):
    """The commands that prepare calls, in order; they run."""
    names: list[str] = []
    real = call_command

    def note(name: str, *args: object, **options: object) -> object:
        names.append(name)
        return real(name, *args, **options)

    monkeypatch.setattr(prepare, "call_command", note)
    return names


@pytest.fixture
def without_demo(monkeypatch):
    monkeypatch.setattr(prepare, "get_commands", dict)


def _prepare(**options: object) -> str:
    told = io.StringIO()
    call_command("prepare", stdout=told, **options)
    return told.getvalue()


@pytest.mark.usefixtures("without_demo")
def test_static_files_are_collected_when_one_changed(static, called):
    source, target = static
    _prepare()
    assert (target / "a.css").read_text() == "a { color: red }"
    assert called == ["collectstatic"]
    _prepare()
    assert called == ["collectstatic"]
    (source / "a.css").write_text("a { color: blue; }")
    later = time.time() + 10
    os.utime(source / "a.css", (later, later))
    _prepare()
    assert called == ["collectstatic", "collectstatic"]
    assert "blue" in (target / "a.css").read_text()


@pytest.mark.usefixtures("without_demo", "static")
def test_nothing_is_migrated_when_nothing_is_open(called):
    _prepare()
    assert "migrate" not in called


@pytest.mark.usefixtures("without_demo", "static")
def test_an_open_migration_is_run_with_little_patience_for_locks(monkeypatch):
    seen = {}

    def migrate(name: str, **options: object) -> None:
        if name == "migrate":
            with connection.cursor() as cursor:
                cursor.execute("SHOW lock_timeout")
                seen[name] = cursor.fetchone()[0]

    monkeypatch.setattr(prepare, "call_command", migrate)
    monkeypatch.setattr(
        prepare.MigrationExecutor, "migration_plan", lambda self, targets: [("a migration", False)]
    )
    _prepare()
    assert seen == {"migrate": "5s"}
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone()[0] == "0"


@pytest.fixture
def demo(monkeypatch, static):
    """A demo command that says two sign-ins; how often it ran."""
    runs: list[str] = []

    def run(name: str, *args: object, **options: object) -> None:
        if name == "demo":
            runs.append(name)
            out = options.get("stdout")
            if out:
                out.write("jfj_liaison  secret-1\n")

    monkeypatch.setattr(prepare, "call_command", run)
    monkeypatch.setattr(prepare, "get_commands", lambda: {"demo": "reports"})
    return runs


def test_an_empty_database_gets_the_demo_and_its_sign_ins_stay_private(demo, tmp_path):
    path: Path = tmp_path / "sign-ins.txt"
    told = _prepare(sign_ins=path)
    assert demo == ["demo"]
    assert path.read_text() == "jfj_liaison  secret-1\n"
    assert path.stat().st_mode & 0o777 == 0o600
    assert "secret-1" not in told
    assert "Building the demo" in told


@pytest.mark.usefixtures("campaign")
def test_a_database_with_a_campaign_is_left_alone(demo, tmp_path):
    _prepare(sign_ins=tmp_path / "sign-ins.txt")
    assert demo == []
    assert not (tmp_path / "sign-ins.txt").exists()


@pytest.fixture
def configured(monkeypatch):
    """Change what the environment says."""

    def change(**changes: object) -> None:
        monkeypatch.setattr(
            prepare, "CONFIGURATION", dataclasses.replace(prepare.CONFIGURATION, **changes)
        )

    return change


def test_who_wants_no_demo_gets_none(demo, configured):
    configured(demo=False)
    _prepare()
    assert demo == []


@pytest.mark.usefixtures("without_demo", "static")
@pytest.mark.parametrize("embedded", [True, False])
def test_jobs_of_killed_workers_begin_again_unless_others_may_be_at_theirs(configured, embedded):
    configured(embedded_postgres=embedded)
    row = OutboxRow.objects.create(
        kind="mail",
        ref_id=1,
        key="held",
        attempts=1,
        next_try=timezone.now() + dt.timedelta(minutes=2),
    )
    _prepare()
    row.refresh_from_db()
    assert (row.next_try <= timezone.now()) is embedded


@pytest.mark.usefixtures("static")
def test_a_broker_that_does_not_answer_is_named():
    with (
        override_settings(REDIS_URL="redis://127.0.0.1:1/0"),
        pytest.raises(CommandError, match="REDIS_URL leads to no Redis or Valkey"),
    ):
        _prepare()

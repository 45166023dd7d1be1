"""The environment is read once; each wrong value becomes one sentence that says what to set."""

import base64
import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from portal import configuration
from portal.configuration import ROOT, STACK_FILE, WrongSettings, own_secrets, read

KEY = base64.b64encode(bytes(range(32))).decode()
OLDER_KEY = base64.b64encode(bytes(range(32, 64))).decode()
STRONG = "k9" + "abcdefghijklmnopqrstuvwxyz" * 2
PRODUCTION = {
    "PORTAL_ENV": "prod",
    "SECRET_KEY": STRONG,
    "FIELD_KEYS": f"{KEY},{OLDER_KEY}",
    "ALLOWED_HOSTS": "portal.example, www.portal.example",
    "EMAIL_URL": "submission://u:p@mail.example:587",
}


@pytest.fixture
def given(tmp_path: Path) -> dict[str, str]:
    return {"DATA_DIR": str(tmp_path / "data")}


def _faults(given: dict[str, str]) -> list[str]:
    with pytest.raises(WrongSettings) as caught:
        read(given)
    return caught.value.sentences


def test_nothing_needs_to_be_set_on_a_developers_machine(given):
    found = read(given)
    assert not found.production
    assert (found.host, found.port) == ("127.0.0.1", 8000)
    assert found.demo
    assert found.embedded_postgres
    assert found.embedded_valkey
    assert found.database_url == ""
    assert {"127.0.0.1", "localhost", "[::1]"} <= set(found.allowed_hosts)
    assert found.site_url == "http://127.0.0.1:8000"
    assert found.email_url.startswith("file://")


def test_production_takes_what_is_given(given):
    found = read(given | PRODUCTION)
    assert found.production
    assert found.field_keys == [KEY, OLDER_KEY]
    assert found.allowed_hosts == ["portal.example", "www.portal.example"]
    assert found.site_url == "https://portal.example"
    assert found.from_email == "portal@portal.example"
    assert found.proxy_count == 1


def test_production_starts_without_demo_unless_asked(given):
    assert not read(given | PRODUCTION).demo
    assert read(given | PRODUCTION | {"DEMO": "1"}).demo


@pytest.mark.asvs("13.3.1")
def test_production_tells_everything_that_is_missing_at_once(given):
    faults = _faults(given | {"PORTAL_ENV": "prod"})
    assert [fault.split()[0] for fault in faults] == [
        "ALLOWED_HOSTS",
        "SECRET_KEY",
        "FIELD_KEYS",
        "EMAIL_URL",
    ]


@pytest.mark.asvs("13.3.1")
def test_production_makes_no_keys_of_its_own(given):
    _faults(given | {"PORTAL_ENV": "prod"})
    assert not Path(given["DATA_DIR"]).exists()


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("PORTAL_ENV", "production", "set dev or prod"),
        ("PORT", "0", "from 1 to 65535"),
        ("PORT", "eighty", "from 1 to 65535"),
        ("PORT", "８０００", "from 1 to 65535"),
        ("WEB_WORKERS", "0", "from 1 to 64"),
        ("PROXY_COUNT", "-1", "from 0 to 9"),
        ("DEMO", "maybe", "set 1 or 0"),
        ("DATABASE_URL", "mysql://h/d", "postgres://user:password@"),
        ("REDIS_URL", "localhost:6379", "redis://:password@"),
        ("EMAIL_URL", "mail.example", "submission://"),
        ("STORAGE_URL", "/srv/files", "file:///srv"),
        ("CLAMD_ADDRESS", "scanner", "host:port"),
        ("CLAMD_ADDRESS", "scanner:http", "host:port"),
        ("X_ACCEL_PREFIX", "protected", "slash at both ends"),
        ("SITE_URL", "portal.example", "https://portal.example"),
        ("ALLOWED_HOSTS", "https://portal.example/", "without http://"),
        ("SECRET_KEY", "short", "50 or more"),
        ("SECRET_KEY", "a" * 60, "50 or more"),
        ("FIELD_KEYS", "c2hvcnQ=", "32 bytes in base64"),
        ("FIELD_KEYS", base64.b64encode(bytes(32)).decode(), "32 bytes in base64"),
        ("FIELD_KEYS", f"{KEY},not base64", "32 bytes in base64"),
    ],
)
def test_a_wrong_value_is_named_with_what_to_set(given, name, value, says):
    (fault,) = _faults(given | {name: value})
    assert fault.startswith(name)
    assert says in fault


def test_production_refuses_any_host(given):
    (fault,) = _faults(given | PRODUCTION | {"ALLOWED_HOSTS": "*"})
    assert fault.startswith("ALLOWED_HOSTS is *")


@pytest.mark.parametrize("name", ["DATABASE_URL", "REDIS_URL", "EMAIL_URL", "STORAGE_URL"])
def test_no_sentence_repeats_a_password(given, name):
    (fault,) = _faults(given | {name: "wrong://user:s3cr3t@host/x"})
    assert "s3cr3t" not in fault


def test_empty_values_count_as_unset(given):
    assert read(given | {"PORT": "", "DATABASE_URL": " "}).port == 8000


def test_own_keys_are_made_once_and_only_we_can_read_them(given):
    first = read(given)
    again = read(given)
    assert (first.secret_key, first.field_keys) == (again.secret_key, again.field_keys)
    mode = (Path(given["DATA_DIR"]) / "secrets.json").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


def test_two_machines_have_different_keys(tmp_path):
    assert own_secrets(tmp_path / "a") != own_secrets(tmp_path / "b")


def test_damaged_keys_are_never_replaced(given):
    read(given)
    path = Path(given["DATA_DIR"]) / "secrets.json"
    path.write_text("{")
    (fault,) = _faults(given)
    assert "restore it" in fault
    assert path.read_text() == "{"


def test_a_data_folder_that_cannot_be_made_is_named():
    (fault,) = _faults({"DATA_DIR": "/proc/nowhere"})
    assert fault.startswith("DATA_DIR is /proc/nowhere")


def test_commands_find_the_servers_of_a_running_stack(given):
    data = Path(given["DATA_DIR"])
    data.mkdir()
    addresses = {"DATABASE_URL": "postgres://a@b/c", "REDIS_URL": "redis://d/0"}
    (data / STACK_FILE).write_text(json.dumps(addresses))
    found = read(given)
    assert (found.database_url, found.redis_url) == ("postgres://a@b/c", "redis://d/0")
    assert found.embedded_postgres
    assert read(given | {"DATABASE_URL": "postgres://x@y/z"}).database_url == "postgres://x@y/z"


def test_a_wrong_setting_ends_every_command_with_one_line(tmp_path):
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env=os.environ | {"DATA_DIR": str(tmp_path), "PORT": "x", "DEMO": "x"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 2
    assert "Traceback" not in done.stderr


def test_a_command_without_a_database_says_to_start_one(tmp_path):
    environment = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "REDIS_URL"}}
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--check"],
        cwd=ROOT,
        env=environment | {"DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "portal.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "start-script-server-first" in done.stderr


def test_every_setting_is_in_the_table_and_the_table_has_no_other(given, monkeypatch):
    asked = {"SERVER_ACCOUNT"}  # read where the servers are started
    real = configuration._Reader.text

    def note(self, name: str, default: str = "") -> str:
        asked.add(name)
        return real(self, name, default)

    monkeypatch.setattr(configuration._Reader, "text", note)
    read(given)
    table = (ROOT / "docs" / "production.md").read_text().split("## Settings")[1].split("\n\n")[2]
    first = [line.split("|")[1] for line in table.splitlines()[2:]]
    assert set(re.findall(r"`([A-Z_]+)`", " ".join(first))) == asked

"""The order of the start: what is refused before anything runs."""

import os
import socket
import stat
import subprocess
import sys

import pytest

from portal import configuration
from portal.configuration import ROOT
from portal.supervisor import keeper
from portal.supervisor.errors import StartError
from portal.supervisor.stack import Stack, check_address, ownership, write_private
from portal.supervisor.system import free_port


@pytest.fixture
def given(tmp_path):
    return {"DATA_DIR": str(tmp_path / "var"), "PORT": str(free_port())}


def _start(settings: dict[str, str]) -> subprocess.CompletedProcess[str]:
    unset = {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "FIELD_KEYS", "DJANGO_SETTINGS_MODULE"}
    environment = {key: value for key, value in os.environ.items() if key not in unset}
    return subprocess.run(
        [sys.executable, "-m", "portal.supervisor"],
        cwd=ROOT,
        env=environment | settings,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_a_taken_port_is_told_before_anything_is_made(given, tmp_path):
    with socket.create_server(("127.0.0.1", int(given["PORT"]))):
        done = _start(given)
    assert done.returncode == 1
    assert done.stderr.strip() == (
        f"PORT {given['PORT']} is taken: stop what listens there or set PORT to another."
    )
    assert not (tmp_path / "var" / "servers").exists()


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"HOST": "192.0.2.7"}, "HOST 192.0.2.7 is no address of this machine"),
        ({"HOST": "no such name"}, "HOST no such name is no address of this machine"),
        ({"PORT": "http"}, "PORT is 'http'"),
        ({"PORTAL_ENV": "prod"}, "ALLOWED_HOSTS is missing"),
        ({"DATA_DIR": "/proc/nowhere"}, "DATA_DIR is /proc/nowhere"),
        ({"STORAGE_URL": "ftp://x"}, "STORAGE_URL is no address that fits"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_a_sentence(given, settings, says):
    done = _start(given | settings)
    assert done.returncode == 1
    assert done.stderr.startswith(says)
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_an_address_that_can_be_listened_on_passes():
    check_address("127.0.0.1", free_port())
    check_address("localhost", free_port())


@pytest.mark.skipif(os.geteuid() == 0, reason="root may take every port")
def test_a_port_for_root_only_is_told_apart():
    with pytest.raises(StartError, match="needs root"):
        check_address("127.0.0.1", 80)


def test_one_folder_has_one_supervisor(tmp_path):
    with (
        ownership(tmp_path),
        pytest.raises(StartError, match=f"Process {os.getpid()} runs the portal"),
        ownership(tmp_path),
    ):
        pass
    with ownership(tmp_path):
        assert (tmp_path / "owner.lock").read_text() == f"{os.getpid()}\n"


def test_a_private_file_is_replaced_whole(tmp_path):
    path = tmp_path / "stack.json"
    path.write_text("old")
    path.chmod(0o644)
    write_private(path, "new")
    assert path.read_text() == "new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [found.name for found in tmp_path.iterdir()] == ["stack.json"]


@pytest.mark.parametrize(
    ("host", "url"),
    [("127.0.0.1", "http://127.0.0.1:8123/"), ("::1", "http://[::1]:8123/")],
)
def test_the_address_is_printed_as_a_browser_wants_it(tmp_path, host, url):
    settings = configuration.read({"DATA_DIR": str(tmp_path), "HOST": host, "PORT": "8123"})
    assert Stack(settings, stop=None).url == url


def test_settings_of_the_web_server_cannot_leak_in_from_outside(tmp_path, monkeypatch):
    monkeypatch.setenv("GRANIAN_HOST", "0.0.0.0")  # noqa: S104 (must not be used)
    settings = configuration.read({"DATA_DIR": str(tmp_path), "WEB_WORKERS": "3"})
    stack = Stack(settings, stop=None)
    assert "GRANIAN_HOST" not in stack.environment
    assert "--host=127.0.0.1" in stack._web_command()
    assert "--workers=3" in stack._web_command()


def test_a_log_that_grew_too_large_keeps_one_older_part(tmp_path, monkeypatch):
    monkeypatch.setattr(keeper, "LOG_LIMIT", 100)
    log = tmp_path / "web.log"
    keeper.rotate(log)
    with log.open("ab") as writer:
        writer.write(b"x" * 101)
        writer.flush()
        keeper.rotate(log)
        assert log.stat().st_size == 0
        assert log.with_name("web.log.1").stat().st_size == 101
        writer.write(b"on")
        writer.flush()
    assert log.read_bytes() == b"on"
    keeper.rotate(log)
    assert log.read_bytes() == b"on"

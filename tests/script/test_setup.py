"""Installing what is missing, and only that."""

import subprocess
from pathlib import Path

import pytest

from script.lib import setup
from script.lib.setup import Need, SetupError


class Machine:
    """Stands for the machine: notes what would be run and answers as told."""

    def __init__(self) -> None:
        self.ran: list[str] = []
        self.fails: set[str] = set()

    def run(self, command: list[str]) -> bool:
        text = " ".join(str(part) for part in command)
        self.ran.append(text)
        return not any(word in text for word in self.fails)


@pytest.fixture
def machine(monkeypatch) -> Machine:
    found = Machine()
    monkeypatch.setattr(setup, "_run_quietly", found.run)
    monkeypatch.setattr(setup.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(setup.os, "geteuid", lambda: 0)
    return found


def _need(package: str, present: bool) -> Need:
    return Need((package,), lambda: present)


def test_only_what_is_missing_is_named():
    needs = (_need("here", True), _need("gone", False), _need("lost", False))
    assert setup.missing_packages(needs) == ["gone", "lost"]


def test_libraries_and_programs_are_looked_for_where_they_are_used():
    assert setup._library("libc.so.6")()
    assert not setup._library("libnothing-4711.so")()
    assert setup._program("no-such-program", "sh")()
    assert not setup._program("no-such-program")()


def test_nothing_missing_runs_nothing(machine):
    setup.install_debian([])
    assert machine.ran == []


def test_root_installs_by_itself(machine):
    setup.install_debian(["libone", "two"])
    assert machine.ran == [
        "env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends libone two"
    ]


def test_sudo_without_password_will_do(machine, monkeypatch):
    monkeypatch.setattr(setup.os, "geteuid", lambda: 1000)
    setup.install_debian(["one"])
    assert machine.ran[-1].startswith("/usr/bin/sudo -n env DEBIAN_FRONTEND=noninteractive apt-get")


def test_others_get_the_command_to_type(machine, monkeypatch):
    monkeypatch.setattr(setup.os, "geteuid", lambda: 1000)
    machine.fails = {"sudo -n true"}
    with pytest.raises(SetupError) as caught:
        setup.install_debian(["one", "two"])
    assert str(caught.value).splitlines()[1].strip() == (
        "apt-get install -y --no-install-recommends one two"
    )


def test_empty_package_lists_are_fetched_once(machine):
    machine.fails = {"install"}
    with pytest.raises(SetupError, match=r"apt-get failed"):
        setup.install_debian(["one"])
    assert [("update" in line) for line in machine.ran] == [False, True, False]


@pytest.fixture
def project(tmp_path, monkeypatch) -> Path:
    """A project whose environment exists; `pip` is replaced by a note."""
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text("")
    (tmp_path / "requirements.txt").write_text("one==1.0 \\\n    --hash=sha256:00\n")
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    monkeypatch.setattr(setup, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(setup, "PYTHON", python)
    monkeypatch.setattr(setup, "_works", lambda: True)
    return tmp_path


@pytest.fixture
def pip(monkeypatch):
    """What pip was told, and what it answers."""
    calls: list[list[str]] = []
    answer = {"code": 0}

    def run(command: list[str], **options: object) -> subprocess.CompletedProcess[str]:
        calls.append([str(part) for part in command])
        return subprocess.CompletedProcess(command, answer["code"], "", "no such hash")

    monkeypatch.setattr(setup.subprocess, "run", run)
    return calls, answer


def test_packages_are_installed_with_their_hashes_and_not_resolved_again(project, pip, monkeypatch):
    monkeypatch.setattr(setup, "_all_pinned", lambda path: False)
    setup.install_requirements("requirements.txt")
    ((*_, requirement),) = pip[0]
    assert requirement == str(project / "requirements.txt")
    assert {"--no-deps", "--require-hashes", "--only-binary=:all:"} <= set(pip[0][0])


def test_an_environment_that_has_everything_is_left_alone(project, pip, monkeypatch):
    monkeypatch.setattr(setup, "_all_pinned", lambda path: True)
    setup.install_requirements("requirements.txt")
    assert pip[0] == []


def test_the_second_time_not_even_the_environment_is_asked(project, pip, monkeypatch):
    asked = []
    monkeypatch.setattr(setup, "_all_pinned", lambda path: asked.append(path) or True)
    setup.install_requirements("requirements.txt")
    setup.install_requirements("requirements.txt")
    assert len(asked) == 1
    (project / "requirements.txt").write_text("one==1.1 \\\n    --hash=sha256:00\n")
    setup.install_requirements("requirements.txt")
    assert len(asked) == 2


def test_a_failed_installation_is_told_and_tried_again_next_time(project, pip, monkeypatch):
    monkeypatch.setattr(setup, "_all_pinned", lambda path: False)
    pip[1]["code"] = 1
    for _ in range(2):
        with pytest.raises(SetupError, match="no such hash"):
            setup.install_requirements("requirements.txt")
    assert len(pip[0]) == 2


def test_pins_are_read_without_hashes_comments_and_markers(tmp_path):
    path = tmp_path / "r.txt"
    path.write_text(
        "# comment==1\nDjango==5.2.19 \\\n    --hash=sha256:00\n    # via x==1\n"
        "async_timeout==5.0 ; python_version < '3.12' \\\n    --hash=sha256:01\n"
    )
    assert list(setup.pins(path)) == ["django==5.2.19", "async_timeout==5.0"]


def test_this_environment_has_everything_that_the_project_pins():
    assert setup._all_pinned(setup.ROOT / "requirements.txt")
    assert setup._all_pinned(setup.ROOT / "requirements-dev.txt")

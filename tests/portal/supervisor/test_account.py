"""Who runs the embedded servers, and where they lie."""

import os
import stat

import pytest

from portal.supervisor import account
from portal.supervisor.account import Account, make_home, server_account, servers_home
from portal.supervisor.errors import StartError

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")


@pytest.fixture
def me() -> Account:
    return Account("me", os.geteuid(), os.getegid(), drop=False)


@pytest.fixture
def place(open_folder, monkeypatch):
    """Stands for the system folder, so that the test leaves the machine alone."""
    system = open_folder / "system"
    monkeypatch.setattr(account, "SYSTEM_PLACES", (system,))
    return system


def _mode(path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@as_root
def test_root_hands_the_servers_to_an_unprivileged_account(monkeypatch):
    monkeypatch.delenv("SERVER_ACCOUNT", raising=False)
    found = server_account()
    assert (found.name, found.drop) == ("nobody", True)
    assert found.uid != 0


@as_root
@pytest.mark.parametrize(
    ("name", "says"), [("nobody-of-this-name", "no account here"), ("root", "must not be root")]
)
def test_the_account_must_exist_and_not_be_root(monkeypatch, name, says):
    monkeypatch.setenv("SERVER_ACCOUNT", name)
    with pytest.raises(StartError, match=says):
        server_account()


def test_an_ordinary_user_runs_the_servers_itself(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    found = server_account()
    assert found.uid == 12345
    assert not found.drop
    assert found.popen() == {}


def test_the_servers_lie_in_the_data_folder_if_that_can_be_reached(tmp_path, me):
    home = servers_home(tmp_path, me)
    assert home == tmp_path / "servers"
    assert _mode(home) == 0o700
    assert servers_home(tmp_path, me) == home


@as_root
def test_servers_of_root_lie_elsewhere_if_only_root_may_enter(open_folder, place):
    data = open_folder / "closed" / "var"
    data.mkdir(parents=True)
    (open_folder / "closed").chmod(0o700)
    nobody = server_account()
    home = servers_home(data, nobody)
    assert home.parent == place
    assert _mode(open_folder / "closed") == 0o700
    assert nobody.can("x", home)
    assert nobody.can("w", home / "postgres")
    assert not nobody.can("w", home)
    assert servers_home(data, nobody) == home


@as_root
def test_servers_of_root_stay_in_an_open_data_folder(open_folder, place):
    data = open_folder / "open"
    data.mkdir(mode=0o755)
    home = servers_home(data, server_account())
    assert home == data / "servers"
    assert not place.exists()


@as_root
def test_two_checkouts_have_two_places(open_folder, place):
    homes = set()
    for name in ("one", "two"):
        data = open_folder / name
        data.mkdir(mode=0o700)
        homes.add(servers_home(data, server_account()))
    assert len(homes) == 2


def test_a_place_that_was_taken_once_is_kept(open_folder, me):
    first = open_folder / "elsewhere" / "db"
    first.parent.mkdir()
    data = open_folder / "data"
    data.mkdir()
    (data / account.POINTER).write_text(f"{first}\n")
    assert servers_home(data, me) == first


def test_a_place_out_of_reach_is_named_not_replaced(open_folder, me):
    (open_folder / account.POINTER).write_text("/nowhere/at/all\n")
    with pytest.raises(StartError, match="cannot reach /nowhere/at/all"):
        servers_home(open_folder, me)


def test_a_system_folder_of_somebody_else_is_not_trusted(place, monkeypatch):
    place.mkdir()
    monkeypatch.setattr(os, "geteuid", lambda: place.stat().st_uid + 1)
    with pytest.raises(StartError, match="could not be made"):
        account.system_place()


def test_a_link_instead_of_the_system_folder_is_not_trusted(place, open_folder):
    place.symlink_to(open_folder)
    with pytest.raises(StartError, match="could not be made"):
        account.system_place()


def test_making_the_home_again_changes_nothing(tmp_path, me):
    home = tmp_path / "home"
    make_home(home, me)
    kept = home / "postgres" / "data"
    kept.mkdir()
    (home / "postgres").chmod(0o750)
    make_home(home, me)
    assert kept.exists()
    assert _mode(home / "postgres") == 0o750

"""The embedded servers: made once, closed to others, silent about what they store."""

import json
import os
import shutil
import socket
import stat
from pathlib import Path

import psycopg2
import pytest
import redis

from portal.supervisor.account import server_account
from portal.supervisor.errors import StartError
from portal.supervisor.programs import programs
from portal.supervisor.servers import Servers, load_access
from portal.supervisor.throwaway import PREFIX, throwaway

CANARY = "王建国13800138000"


@pytest.fixture(scope="module")
def pair():
    with throwaway() as found:
        yield found


def _connect(pair, **changes: object):
    access = pair.servers.access
    given = {
        "host": "127.0.0.1",
        "port": access.postgres_port,
        "user": "portal",
        "password": access.postgres_password,
        "dbname": "portal",
    }
    return psycopg2.connect(**(given | changes))


@pytest.fixture
def cursor(pair):
    line = _connect(pair)
    line.autocommit = True
    yield line.cursor()
    line.close()


@pytest.mark.asvs("13.2.1")
@pytest.mark.parametrize("password", ["", "wrong"])
def test_the_database_wants_its_password(pair, password):
    with pytest.raises(psycopg2.OperationalError, match="password"):
        _connect(pair, password=password, passfile="/nonexistent")


@pytest.mark.asvs("13.2.3")
def test_the_broker_wants_its_password(pair):
    port = pair.servers.access.valkey_port
    with redis.Redis(port=port) as stranger, pytest.raises(redis.AuthenticationError):
        stranger.set("a", "b")
    with redis.Redis.from_url(pair.servers.access.redis_url) as known:
        assert known.ping()


def test_no_password_is_visible_in_the_list_of_processes(pair):
    for child in pair.children:
        line = Path(f"/proc/{child.pid}/cmdline").read_bytes().decode()
        assert pair.servers.access.valkey_password not in line
        assert pair.servers.access.postgres_password not in line


def test_both_listen_on_the_loopback_address_only(pair):
    access = pair.servers.access
    wanted = {f"{access.postgres_port:04X}", f"{access.valkey_port:04X}"}
    heard = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            local, state = line.split()[1], line.split()[3]
            address, port = local.split(":")
            if state == "0A" and port in wanted:
                heard.add((address, port))
    assert heard == {("0100007F", port) for port in wanted}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root changes the account")
def test_started_by_root_they_run_as_somebody_else(pair):
    for child in pair.children:
        assert Path(f"/proc/{child.pid}").stat().st_uid == server_account().uid != 0


def test_files_with_passwords_are_for_us_alone(pair):
    home = pair.servers.home
    for name in ("access.json", "valkey.conf"):
        assert stat.S_IMODE((home / name).stat().st_mode) == 0o600
    assert not (home / "password.partial").exists()


@pytest.mark.asvs("16.2.5")
def test_a_failing_statement_leaves_no_row_in_the_server_log(pair, cursor):
    cursor.execute("CREATE TABLE person (name text UNIQUE CHECK (name <> ''), phone text NOT NULL)")
    cursor.execute("INSERT INTO person VALUES (%s, '1')", [CANARY])
    broken = 0
    for sql in (
        "INSERT INTO person VALUES (%s, '2')",
        "INSERT INTO person VALUES (%s, NULL)",
        "SELECT * FROM person WHERE name = %s AND phone::int = 'x'",
        "SELECT nothing FROM person WHERE name = %s",
    ):
        with pytest.raises(psycopg2.Error):
            cursor.execute(sql, [CANARY])
        broken += 1
    text = (pair.servers.home / "postgres.log").read_text(errors="replace")
    assert text.count("ERROR") >= broken
    assert CANARY not in text


def test_the_database_knows_chinese_letters(cursor):
    cursor.execute("SELECT '采购' ~ '^[[:alpha:]]+$', upper('é'), length('采购合同')")
    assert cursor.fetchone() == (True, "É", 4)


def test_ports_and_passwords_stay_the_same(tmp_path):
    first = load_access(tmp_path)
    assert load_access(tmp_path) == first
    assert first.postgres_password != first.valkey_password


def test_a_port_that_somebody_took_is_replaced_and_the_password_kept(tmp_path):
    first = load_access(tmp_path)
    with socket.create_server(("127.0.0.1", first.valkey_port)):
        second = load_access(tmp_path)
    assert second.valkey_port != first.valkey_port
    assert second.postgres_port == first.postgres_port
    assert second.valkey_password == first.valkey_password
    assert json.loads((tmp_path / "access.json").read_text())["valkey_port"] == second.valkey_port


def test_half_a_database_of_a_killed_start_is_thrown_away(pair):
    data = pair.servers.data
    assert not data.with_name("data.partial").exists()
    assert (data / "PG_VERSION").read_text().strip() == "18"


def test_a_server_that_ends_at_once_is_told_with_its_last_words(pair, tmp_path):
    servers = Servers(tmp_path, pair.servers.account, pair.servers.programs, throwaway=True)
    child = servers._child("postgres", ["/bin/sh", "-c", "echo cannot >&2; exit 1"], 15)
    child.account = None
    child.start()
    with pytest.raises(StartError, match="postgres ended at once:\ncannot"):
        servers.wait_ready([child])


def test_the_programs_are_copied_when_the_account_cannot_reach_them(tmp_path, monkeypatch):
    account = server_account()
    monkeypatch.setattr("portal.supervisor.programs.system_place", lambda: tmp_path)
    monkeypatch.setattr(type(account), "can", lambda self, mode, path: False)
    copied = programs(account)
    assert copied.postgres.is_relative_to(tmp_path)
    assert (copied.postgres / "postgres").stat().st_mode & stat.S_IXOTH
    made = (copied.postgres / "postgres").stat().st_mtime_ns
    assert programs(account) == copied
    assert (copied.postgres / "postgres").stat().st_mtime_ns == made
    assert list(tmp_path.glob("*.partial")) == []


def test_nothing_stays_of_a_throwaway_pair():
    with throwaway() as found:
        home, pids = found.servers.home, [child.pid for child in found.children]
        assert home.name.startswith(PREFIX)
    assert not home.exists()
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)


def test_what_a_killed_command_left_is_swept_but_not_what_is_in_use(pair):
    left = pair.servers.home.with_name(f"{PREFIX}left")
    left.mkdir()
    try:
        with throwaway():
            assert not left.exists()
            assert pair.servers.home.exists()
    finally:
        shutil.rmtree(left, ignore_errors=True)

"""Ports, process groups and orphans."""

import os
import signal
import socket
import subprocess
import sys
import time

import pytest

from portal.configuration import ROOT
from portal.supervisor.system import (
    free_port,
    kill_group,
    kill_processes_in,
    port_is_free,
    reap_strangers,
)


def test_a_free_port_is_free_and_a_taken_one_is_not():
    port = free_port()
    assert port_is_free("127.0.0.1", port)
    with socket.create_server(("127.0.0.1", port)):
        assert not port_is_free("127.0.0.1", port)


def test_only_processes_that_work_in_the_folder_are_ended(tmp_path):
    inside, outside = tmp_path / "data", tmp_path / "data2"
    inside.mkdir()
    outside.mkdir()
    link = tmp_path / "link"
    link.symlink_to(inside)
    victim = subprocess.Popen(["sleep", "60"], cwd=inside)
    bystander = subprocess.Popen(["sleep", "60"], cwd=outside)
    time.sleep(0.1)
    try:
        assert kill_processes_in(link) == 1
        assert victim.wait(2) == -signal.SIGKILL
        assert bystander.poll() is None
        assert kill_processes_in(tmp_path / "missing") == 0
    finally:
        bystander.kill()
        bystander.wait()


def test_ending_a_group_that_is_gone_is_no_error():
    gone = subprocess.Popen(["true"], start_new_session=True)
    gone.wait()
    kill_group(gone.pid)


def test_reaping_leaves_our_own_to_their_owner():
    own = subprocess.Popen(["true"])
    os.waitid(os.P_PID, own.pid, os.WEXITED | os.WNOWAIT)
    reap_strangers({own.pid})
    assert own.wait() == 0


ADOPTING = """
import subprocess, sys, time, os
from portal.supervisor.system import adopt_orphans, reap_strangers
adopt_orphans()
inner = "import subprocess; print(subprocess.Popen(['sleep', '0.2']).pid)"
done = subprocess.run([sys.executable, "-c", inner], capture_output=True, text=True)
pid = int(done.stdout)
assert f"PPid:\\t{os.getpid()}" in open(f"/proc/{pid}/status").read(), "not adopted"
time.sleep(0.4)
assert "(zombie)" in open(f"/proc/{pid}/status").read(), "should wait to be collected"
reap_strangers(set())
assert not os.path.exists(f"/proc/{pid}"), "not collected"
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a process adopt")
def test_orphans_are_adopted_and_collected():
    done = subprocess.run(
        [sys.executable, "-c", ADOPTING], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr

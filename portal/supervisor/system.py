"""What the kernel offers to keep a family of processes together, and to find ports."""

import contextlib
import ctypes
import os
import signal
import socket
import sys
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36
_LIBC = ctypes.CDLL(None, use_errno=True)
LINUX = sys.platform == "linux"


def adopt_orphans() -> None:
    """Become the parent of every process whose own parent dies, so that it can be reaped."""
    if LINUX:
        _LIBC.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def die_with_parent(stop: signal.Signals, parent: int) -> None:
    """Run in a child before it starts: own group (Ctrl-C is for the parent); see `end_with`."""
    os.setpgid(0, 0)
    end_with(stop, parent)


def end_with(stop: signal.Signals, parent: int) -> None:
    """Let the kernel send `stop` to this process the moment its parent ends, however it ends.

    Should it have ended before this call, nobody would send anything: then we end ourselves.
    """
    if LINUX:
        _LIBC.prctl(_PR_SET_PDEATHSIG, int(stop), 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def kill_group(leader: int) -> None:
    """End whatever is left of a child's process group."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)


def kill_processes_in(folder: Path) -> int:
    """End every process whose working folder is `folder`; answer how many.

    Back ends that outlive a killed PostgreSQL keep its shared memory, and a new server refuses to
    start until they are gone. Their working folder is the data folder; nobody else's is.
    """
    killed = 0
    wanted = os.path.realpath(folder)
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if os.readlink(entry / "cwd") == wanted:
                os.kill(int(entry.name), signal.SIGKILL)
                killed += 1
    return killed


def reap_strangers(own: set[int]) -> None:
    """Collect ended processes that were adopted; those in `own` are left to their `Popen`."""
    while True:
        try:
            ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        except ChildProcessError:
            return
        if ended is None or ended.si_pid in own:
            return
        os.waitpid(ended.si_pid, 0)


def free_port() -> int:
    """A TCP port of the loopback address that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def port_is_free(host: str, port: int) -> bool:
    """Could a server listen there?"""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True

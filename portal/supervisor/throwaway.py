"""A PostgreSQL and a Valkey that live as long as one command: for tests, checks and benchmarks."""

import contextlib
import fcntl
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from portal.supervisor.account import Account, make_home, server_account
from portal.supervisor.child import Child
from portal.supervisor.programs import programs
from portal.supervisor.servers import Servers

PREFIX = "portal-throwaway-"
PLACES = (tempfile.gettempdir(), "/tmp", "/var/tmp")  # noqa: S108 (mkdtemp makes a private folder)


@dataclass(frozen=True)
class Throwaway:
    """The running pair; `children` are for tests that kill them."""

    servers: Servers
    children: list[Child]

    @property
    def environment(self) -> dict[str, str]:
        """The settings that lead a Django process here."""
        access = self.servers.access
        return {"DATABASE_URL": access.database_url, "REDIS_URL": access.redis_url}


def _place(account: Account) -> Path:
    return next(Path(place) for place in PLACES if account.can("x", Path(place)))


def _sweep(place: Path) -> None:
    """Remove the folders of commands that were killed: nobody holds their lock any more."""
    for folder in place.glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError), (folder / "lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def throwaway(*, durable: bool = False) -> Iterator[Throwaway]:
    """Both servers, empty, on free ports; gone with their folder at the end.

    They do not wait for the disk unless `durable` is set (crash tests and benchmarks need it).
    """
    account = server_account()
    place = _place(account)
    _sweep(place)
    home = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place))
    children: list[Child] = []
    with (home / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            if account.drop:
                home.chmod(0o711)  # our own new folder: the servers' account must pass through
            make_home(home, account)
            servers = Servers(home, account, programs(account), throwaway=not durable)
            children = servers.children()
            for child in children:
                child.start()
            servers.wait_ready(children)
            servers.ensure_database()
            yield Throwaway(servers, children)
        finally:
            for child in children:
                child.ask_to_stop()
            for child in children:
                child.wait_stopped()
            shutil.rmtree(home, ignore_errors=True)

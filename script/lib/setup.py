"""Make ready what the portal runs on: virtual environment, packages, libraries, fonts.

Runs under the machine's own Python, before a single package is installed, so it uses the standard
library alone. Everything is looked at first and only what is missing is installed: a second call
takes a fraction of a second and needs no network.
"""

import argparse
import ctypes
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
BUNDLED_PIP = Path("/usr/share/python-wheels")


class SetupError(Exception):
    """Something is missing that we cannot install; the text says what to type."""


@dataclass(frozen=True)
class Need:
    """Debian packages and how to see that they are there."""

    packages: tuple[str, ...]
    present: Callable[[], bool]


def _library(name: str) -> Callable[[], bool]:
    def present() -> bool:
        try:
            ctypes.CDLL(name)
        except OSError:
            return False
        return True

    return present


def _program(*names: str) -> Callable[[], bool]:
    return lambda: any(shutil.which(name) for name in names)


def _chinese_font() -> bool:
    listing = shutil.which("fc-list")
    if not listing:
        return False
    asked = subprocess.run([listing, ":lang=zh-cn"], capture_output=True, check=False)
    return bool(asked.stdout.strip())


RUNNING = (
    Need(("libpango-1.0-0",), _library("libpango-1.0.so.0")),
    Need(("libpangoft2-1.0-0",), _library("libpangoft2-1.0.so.0")),
    Need(("libharfbuzz-subset0",), _library("libharfbuzz-subset.so.0")),
    Need(("fontconfig",), _program("fc-list")),
)
"""What WeasyPrint loads. The fonts of the documents come with a Python package."""

TESTING = (
    *RUNNING,
    Need(("gettext",), _program("xgettext")),
    Need(("chromium",), _program("chromium", "chromium-browser", "google-chrome")),
    Need(("fonts-noto-cjk",), _chinese_font),
)
KINDS = {"server": ("requirements.txt", RUNNING), "test": ("requirements-dev.txt", TESTING)}


def missing_packages(needs: tuple[Need, ...]) -> list[str]:
    """The Debian packages that have to be installed."""
    return [package for need in needs if not need.present() for package in need.packages]


def as_root() -> list[str] | None:
    """How to run something as root without being asked for a password; None if we cannot."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and _run_quietly([sudo, "-n", "true"]):
        return [sudo, "-n"]
    return None


def install_debian(packages: list[str]) -> None:
    """Install Debian packages, or say what to type."""
    if not packages:
        return
    command = f"apt-get install -y --no-install-recommends {' '.join(packages)}"
    prefix = as_root()
    if prefix is None or not shutil.which("apt-get"):
        raise SetupError(f"Some system packages are missing. As root, type:\n  {command}")
    say(f"Installing {', '.join(packages)} …")
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive"]
    if _run_quietly([*apt, *command.split()]):
        return
    _run_quietly([*apt, "apt-get", "update"])  # the lists of a new machine may be empty or old
    if not _run_quietly([*apt, *command.split()]):
        raise SetupError(f"apt-get failed. Look at what it says:\n  {command}")


def make_environment() -> None:
    """Make `.venv` with pip inside, also on a Debian Python without `python3-venv`."""
    if _works():
        return
    if VENV.is_symlink():
        raise SetupError(
            f".venv leads to {VENV.resolve()}, which has no working Python; remove it."
        )
    say("Making the virtual environment …")
    shutil.rmtree(VENV, ignore_errors=True)
    if not _run_quietly([sys.executable, "-m", "venv", VENV]) and not _put_pip_in():
        shutil.rmtree(VENV, ignore_errors=True)
        install_debian(["python3-venv"])
        if not _run_quietly([sys.executable, "-m", "venv", VENV]):
            raise SetupError(f"{sys.executable} -m venv .venv fails; look at what it says.")


def _works() -> bool:
    """A half-made environment, or one whose Python is gone, does not count."""
    return PYTHON.exists() and _run_quietly([PYTHON, "-m", "pip", "--version"])


def _run_quietly(command: Sequence[Path | str]) -> bool:
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return done.returncode == 0


def _put_pip_in() -> bool:
    """Debian splits ensurepip off; the machine's own pip can put one into the environment."""
    subprocess.run([sys.executable, "-m", "venv", "--clear", "--without-pip", VENV], check=True)
    wheels = sorted(BUNDLED_PIP.glob("pip-*.whl"))
    if wheels:
        pip = [str(PYTHON), f"{wheels[-1]}/pip"]
    else:
        pip = [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    return _run_quietly([*pip, "install", str(wheels[-1]) if wheels else "pip"])


def install_requirements(name: str) -> None:
    """Install the pinned packages of a requirements file into an environment that has them not."""
    path = ROOT / name
    stamp = VENV / f".{name}.sha256"
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if PYTHON.exists() and stamp.exists() and stamp.read_text().strip() == digest:
        return
    make_environment()
    if not _all_pinned(path):
        say(f"Installing the packages of {name} …")
        # The file is a complete resolution: pip must not try to find a better one.
        options = ["--no-deps", "--require-hashes", "--only-binary=:all:"]
        command = [str(PYTHON), "-m", "pip", "install", *options, "--requirement", str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SetupError(f"{done.stderr.strip()}\nThe packages of {name} were not installed.")
    stamp.write_text(f"{digest}\n")


_PINS = """
import sys
from importlib.metadata import distributions
plain = lambda name: name.lower().replace('_', '-').replace('.', '-')
have = {plain(found.name): found.version for found in distributions()}
want = (pin.split('==') for pin in sys.stdin.read().split())
sys.exit(any(have.get(plain(name)) != version for name, version in want))
"""


def pins(path: Path) -> Iterator[str]:
    """`name==version` of each package in a requirements file that holds on this machine."""
    for line in path.read_text().splitlines():
        if line[:1].isalnum() and "==" in line:
            yield line.split(";")[0].rstrip(" \\").lower()


def _all_pinned(path: Path) -> bool:
    asked = subprocess.run(
        [PYTHON, "-c", _PINS], input="\n".join(pins(path)), text=True, check=False
    )
    return asked.returncode == 0


def say(text: str) -> None:
    """Progress, for the person at the terminal."""
    print(text, flush=True)


def prepare(kind: str) -> None:
    """Install what `kind` (server or test) needs and does not have."""
    requirements, needs = KINDS[kind]
    # On the folder itself: two commands that start together do not both install.
    folder = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        install_requirements(requirements)
        install_debian(missing_packages(needs))
    finally:
        os.close(folder)


def main() -> int:
    """`python3 -m script.lib.setup server|test`."""
    parser = argparse.ArgumentParser(description="Install what is missing.")
    parser.add_argument("kind", choices=KINDS)
    try:
        prepare(parser.parse_args().kind)
    except SetupError as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

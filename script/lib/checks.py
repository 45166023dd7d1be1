"""`script/check`: everything that can be said about the code without running the portal."""

import base64
import os
import secrets
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
WIDTH = 24
MOST_LINES = 60


@dataclass(frozen=True)
class Check:
    """A command that must end with 0."""

    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Result:
    """How a check went."""

    check: Check
    ok: bool
    seconds: float
    output: str


def production() -> dict[str, str]:
    """Settings as a real installation has them, with keys made up for this moment."""
    return {
        "PORTAL_ENV": "prod",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "FIELD_KEYS": base64.b64encode(secrets.token_bytes(32)).decode(),
        "ALLOWED_HOSTS": "portal.example",
        "EMAIL_URL": "dummy://",
    }


def checks() -> list[Check]:
    """Every check, those that take longest first."""
    manage = [sys.executable, "manage.py"]
    return [
        Check("types", [str(BIN / "mypy"), "--no-error-summary", "."]),
        Check(
            "missing migrations",
            [sys.executable, "-W", "ignore", *manage[1:], "makemigrations", "--check", "--dry-run"],
        ),
        Check(
            "deployment",
            [*manage, "check", "--deploy", "--fail-level", "WARNING"],
            production(),
        ),
        Check("translations", [sys.executable, "-m", "script.lib.messages", "--check"]),
        Check("layers", [str(BIN / "lint-imports"), "--no-logo"]),
        Check("house rules", [sys.executable, "-m", "script.lib.house"]),
        Check("lint", [str(BIN / "ruff"), "check", "--quiet", "."]),
        Check("format", [str(BIN / "ruff"), "format", "--check", "--quiet", "."]),
    ]


def run(check: Check) -> Result:
    """Run one check and keep what it says."""
    began = time.monotonic()
    done = subprocess.run(
        check.command,
        cwd=ROOT,
        env=os.environ | check.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Result(check, done.returncode == 0, time.monotonic() - began, done.stdout.strip())


def shortened(text: str) -> str:
    """The first lines of what a check said, and how many more there are."""
    lines = text.splitlines()
    more = len(lines) - MOST_LINES
    return "\n".join(lines[:MOST_LINES] + ([f"… and {more} more lines"] if more > 0 else []))


def main() -> int:
    """Run all checks, two at a time; what a failed one said is printed below its line."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        results = list(pool.map(run, checks()))
    for result in results:
        verdict = "ok" if result.ok else "FAILED"
        print(f"{result.check.name:<{WIDTH}}{verdict:<8}{result.seconds:6.1f} s")
        if not result.ok:
            print(shortened(result.output), "\n")
    failed = [result.check.name for result in results if not result.ok]
    print(f"failed: {', '.join(failed)}" if failed else "All checks passed.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

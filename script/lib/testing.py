"""`script/test`: pytest beside throwaway PostgreSQL and Valkey servers, a pair for each worker.

Without arguments all tests run, on every core, and the slowest are named. Each of pytest's workers
keeps the order of the whole run: tests that commit come after those that roll back.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from portal.catalogs import compile_catalogs
from portal.supervisor.errors import StartError
from portal.supervisor.system import adopt_orphans
from portal.supervisor.throwaway import throwaway

ROOT = Path(__file__).resolve().parents[2]
OURS = (
    "SECRET_KEY",
    "FIELD_KEYS",
    "PORTAL_ENV",
    "EMAIL_URL",
    "STORAGE_URL",
)


WORKERS = min(os.cpu_count() or 1, 4)
# Python 3.11 cannot always parse sources inside Playwright's greenlets to show them.
EVERYTHING = (
    f"--numprocesses={WORKERS}",
    "--dist=load",
    "--durations=25",
    "--tb=native",
)


def environment() -> dict[str, str]:
    """The caller's environment without settings of the portal, which would colour the tests."""
    return {key: value for key, value in os.environ.items() if key not in OURS}


def run(arguments: list[str]) -> int:
    """Run pytest with these arguments; its exit code.

    What one worker leaves open in a server must not reach the tests of another: a transaction of
    any database holds back the sealing of the audit trail in all of them.
    """
    several = any(word.startswith(("-n", "--numprocesses")) for word in arguments)
    with contextlib.ExitStack() as stack:
        pairs = [stack.enter_context(throwaway()) for _ in range(WORKERS if several else 1)]
        servers = json.dumps([pair.environment for pair in pairs])
        process = subprocess.Popen(
            [sys.executable, "-m", "pytest", *arguments],
            cwd=ROOT,
            env=environment()
            | pairs[0].environment
            | {"DJANGO_SETTINGS_MODULE": "tests.settings", "TEST_SERVERS": servers},
        )
        # Ctrl-C reaches pytest by itself; a polite kill has to be handed on.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, lambda *_: process.terminate())
        return process.wait()


def main() -> int:
    """Entry point; a start that fails says why in one sentence."""
    adopt_orphans()
    compile_catalogs(ROOT / "locale")
    try:
        return run(sys.argv[1:] or list(EVERYTHING))
    except StartError as fault:
        print(f"script/test: {fault}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())

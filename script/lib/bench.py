"""`script/bench`: run `bench/<name>.py`, each beside its floor (see `bench/README.md`)."""

import argparse
import datetime as dt
import importlib
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from django.core.management import call_command

from portal.supervisor.errors import StartError
from portal.supervisor.system import adopt_orphans
from portal.supervisor.throwaway import throwaway

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "bench" / "results"


@dataclass(frozen=True)
class Row:
    """One figure beside the floor that no program could pass on this machine in this run.

    `target` bounds the ratio `value / floor`: "<= 1.3" or ">= 0.2"; empty if nothing is asked.
    """

    name: str
    value: float
    unit: str
    floor: float | None = None
    target: str = ""

    @property
    def ratio(self) -> float | None:
        """How far from the floor."""
        return self.value / self.floor if self.floor else None

    @property
    def ok(self) -> bool:
        """Whether the target is met; a figure without one always is."""
        if not self.target:
            return True
        sign, bound = self.target.split()
        figure = self.value if self.ratio is None else self.ratio
        return figure <= float(bound) if sign == "<=" else figure >= float(bound)


def migrate() -> None:
    """Make the tables in the empty database; the benchmark has called `django.setup()`."""
    call_command("migrate", interactive=False, verbosity=0)


def names() -> list[str]:
    """Every benchmark there is."""
    return sorted(
        path.stem for path in (ROOT / "bench").glob("*.py") if not path.stem.startswith("_")
    )


def table(rows: Iterable[Row]) -> str:
    """The rows for people."""
    lines = [f"{'figure':<44}{'value':>12} {'unit':<8}{'floor':>12}{'ratio':>9}  target"]
    for row in rows:
        floor = f"{row.floor:>12.3f}" if row.floor is not None else f"{'':>12}"
        ratio = f"{row.ratio:>9.3f}" if row.ratio is not None else f"{'':>9}"
        verdict = f"{row.target} {'met' if row.ok else 'MISSED'}" if row.target else ""
        lines.append(f"{row.name:<44}{row.value:>12.3f} {row.unit:<8}{floor}{ratio}  {verdict}")
    return "\n".join(lines)


def save(name: str, rows: list[Row], seconds: float) -> Path:
    """Keep the figures beside the machine they were taken on."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    moment = dt.datetime.now(dt.UTC)
    path = RESULTS / f"{name}-{moment:%Y%m%dT%H%M%SZ}.json"
    content = {
        "benchmark": name,
        "taken_at": moment.isoformat(),
        "seconds": round(seconds, 1),
        "machine": {
            "cores": os.cpu_count(),
            "python": platform.python_version(),
            "system": platform.platform(),
        },
        "rows": [asdict(row) | {"ratio": row.ratio, "ok": row.ok} for row in rows],
    }
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n")
    return path


def run(name: str) -> bool:
    """Run one benchmark on its own empty servers; whether it met every target."""
    print(f"\n{name}")
    began = time.monotonic()
    rows = list(importlib.import_module(f"bench.{name}").run())
    print(table(rows), flush=True)
    save(name, rows, time.monotonic() - began)
    return all(row.ok for row in rows)


def run_apart(name: str) -> bool:
    """Run one benchmark in a process of its own, on its own empty servers."""
    with throwaway(durable=True) as pair:
        environment = pair.environment | {
            "DATA_DIR": str(pair.servers.home / "data"),
            "DJANGO_SETTINGS_MODULE": "portal.settings",
        }
        command = [sys.executable, "-m", "script.lib.bench", "--here", name]
        done = subprocess.run(command, cwd=ROOT, env=os.environ | environment, check=False)
    return done.returncode == 0


def main() -> int:
    """Run the named benchmarks, or all; 1 if one missed its target or broke."""
    parser = argparse.ArgumentParser(prog="script/bench")
    parser.add_argument("name", nargs="*", help="benchmarks to run (all)")
    parser.add_argument("--here", action="store_true", help="in this process, on its servers")
    options = parser.parse_args()
    chosen = options.name or names()
    unknown = set(chosen) - set(names())
    if unknown:
        parser.error(f"no benchmark {', '.join(sorted(unknown))}; there are: {', '.join(names())}")
    if options.here:
        return 0 if all(map(run, chosen)) else 1
    adopt_orphans()
    try:
        missed = [name for name in chosen if not run_apart(name)]
    except StartError as fault:
        print(f"script/bench: {fault}", file=sys.stderr)
        return 1
    print(f"\nmissed or broken: {', '.join(missed)}" if missed else "\nAll targets met.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())

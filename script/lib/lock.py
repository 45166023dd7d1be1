"""`script/lock`: make requirements*.txt of requirements*.in, with hashes and with our comments.

Versions that are locked stay as they are unless the `.in` file asks for others; `script/lock
--upgrade` takes the newest. Needs uv: pip itself resolves this list for minutes.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("requirements.in", "requirements-dev.in", "requirements-s3.in")
REQUIREMENT = re.compile(r"^([A-Za-z0-9._-]+)[^#]*#\s*(.+)$")
HEADER = "# Made by script/lock from {source}; do not edit.\n"


def plain(name: str) -> str:
    """A package's name as the index writes it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def purposes(source: Path) -> dict[str, str]:
    """What each package named in a `.in` file is for."""
    found: dict[str, str] = {}
    for line in source.read_text().splitlines():
        if line.startswith("-r "):
            found |= purposes(source.parent / line.removeprefix("-r ").strip())
        elif match := REQUIREMENT.match(line):
            found[plain(match[1])] = match[2].strip()
    return found


def annotated(lock: str, purpose: dict[str, str]) -> str:
    """The lock with the purpose above each package that we name ourselves."""
    lines = []
    for line in lock.splitlines():
        name = plain(line.split("==")[0]) if "==" in line and line[0].isalnum() else ""
        if name in purpose:
            lines.append(f"# {purpose[name]}")
        lines.append(line)
    return "\n".join(lines) + "\n"


def compile_lock(uv: str, source: Path, *options: str) -> str:
    """What uv resolves, with the versions of the present lock preferred."""
    target = source.with_suffix(".txt")
    command = [uv, "pip", "compile", "--quiet", "--generate-hashes", "--no-header"]
    command += ["--python-version=3.11", "--annotation-style=line", f"--output-file={target.name}"]
    # Hosts of indexes and folders of this machine stay out of the file.
    command += ["--no-emit-index-url", "--no-emit-find-links", *options, source.name]
    done = subprocess.run(command, cwd=source.parent, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr.strip())
    return target.read_text()


def main() -> int:
    """Write every lock."""
    uv = shutil.which("uv") or shutil.which("uv", path=str(Path(sys.executable).parent))
    if uv is None:
        raise SystemExit("uv is missing; install it with: .venv/bin/pip install uv")
    for name in SOURCES:
        source = ROOT / name
        lock = compile_lock(uv, source, *sys.argv[1:])
        header = HEADER.format(source=name)
        source.with_suffix(".txt").write_text(header + annotated(lock, purposes(source)))
        print(f"{source.with_suffix('.txt').name}: {lock.count('==')} packages")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Rules of the house that no linter knows, read from the sources without running them."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILE_LIMIT = 400
TEST_FILE_LIMIT = 300
TEMPLATE_LIMIT = 150
FUNCTION_LIMIT = 50

MARKUP_ALLOWED: dict[str, str] = {
    "core/documents/setting.py": "a QR code that segno draws",
    "core/templatetags/documents.py": "gaps put into text that is escaped just before",
    "core/ui/charts.py": "the empty text that escaped parts are added to",
    "reports/sentences.py": "an escaped sentence filled with escaped links",
}
"""Files that may call `mark_safe`, and why; none in templates."""

INLINE = re.compile(
    r"<style|\sstyle\s*=|<script(?![^>]*\ssrc=)|\son[a-z]+\s*=\s*[\"']", re.IGNORECASE
)
UNESCAPED = re.compile(r"\|\s*safe\b|autoescape\s+off|\bmark_safe\b")
UNFINISHED = re.compile(r"\b(TODO|FIXME)\b|[Cc]oming soon|敬请期待|暂未开放")
PAPERS = ("documents", "papers")
"""Folders of templates for WeasyPrint: a paper carries its style sheet in itself."""


@dataclass(frozen=True)
class Fault:
    """Where a rule is broken, and which."""

    path: Path
    line: int
    rule: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.rule}"


def tracked(root: Path) -> list[Path]:
    """The files of the project: tracked, or new and not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    return [Path(name) for name in listed.stdout.splitlines() if (root / name).is_file()]


def _lines_matching(path: Path, text: str, pattern: re.Pattern[str], rule: str) -> Iterator[Fault]:
    for number, line in enumerate(text.splitlines(), start=1):
        if pattern.search(line):
            yield Fault(path, number, rule)


def _too_long(path: Path, text: str, limit: int) -> Iterator[Fault]:
    lines = text.count("\n")
    if lines > limit:
        yield Fault(path, lines, f"{lines} lines; {limit} are allowed")


def check_template(path: Path, text: str) -> Iterator[Fault]:
    """Templates: nothing inline, nothing unescaped, not too long."""
    yield from _too_long(path, text, TEMPLATE_LIMIT)
    yield from _lines_matching(path, text, UNESCAPED, "markup that is not escaped")
    if not set(PAPERS) & set(path.parts):
        yield from _lines_matching(path, text, INLINE, "inline style or script; the CSP blocks it")


def check_module(path: Path, text: str) -> Iterator[Fault]:
    """Python: lengths, imports at the top, no markup past the escaping."""
    in_tests = path.parts[0] == "tests"
    yield from _too_long(path, text, TEST_FILE_LIMIT if in_tests else FILE_LIMIT)
    if not in_tests and str(path) not in MARKUP_ALLOWED:
        marked = re.compile(r"\bmark_safe\(")
        yield from _lines_matching(path, text, marked, "mark_safe outside the allowed files")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _check_function(path, node)


def _check_function(path: Path, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[Fault]:
    length = (node.end_lineno or node.lineno) - node.lineno + 1
    if length > FUNCTION_LIMIT:
        yield Fault(path, node.lineno, f"{node.name} has {length} lines; {FUNCTION_LIMIT} allowed")
    if path.name == "apps.py" and node.name == "ready":
        return  # Django loads models after the app classes: here it is the only way
    for inner in ast.walk(node):
        if isinstance(inner, ast.Import | ast.ImportFrom):
            yield Fault(path, inner.lineno, "import inside a function")


def check_file(root: Path, path: Path) -> list[Fault]:
    """All faults of one file."""
    is_template = path.parts[0] == "templates" and path.suffix in {".html", ".svg"}
    is_module = path.suffix == ".py" and "migrations" not in path.parts
    if not (is_template or is_module):
        return []
    text = (root / path).read_text()
    found = list(check_template(path, text) if is_template else check_module(path, text))
    if path.stem not in {"house", "test_house"}:
        found += _lines_matching(path, text, UNFINISHED, "unfinished; finish it or leave it out")
    return found


def main() -> int:
    """Print every fault; 1 if there is one."""
    faults = [fault for path in tracked(ROOT) for fault in check_file(ROOT, path)]
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

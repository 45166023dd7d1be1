"""`script/messages`: keep the translation catalogue of each package equal to its source strings.

One catalogue a package: `locale/<package>/zh_Hans/LC_MESSAGES/django.po`, fed by the package's
Python files and by `templates/<package>/`; templates that belong to no package belong to `portal`.
Entries are sorted, unwrapped and without line numbers, so a catalogue changes only where a text
changes. Nothing is guessed (no fuzzy entries).
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib
from django.utils.translation import templatize

from portal.catalogs import compile_catalogs

ROOT = Path(__file__).resolve().parents[2]
LANGUAGE = "zh_Hans"
HEADER = {
    "Project-Id-Version": "work-style-portal",
    "Language": LANGUAGE,
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}
KEYWORDS = (
    "gettext_noop",
    "gettext_lazy",
    "ngettext_lazy:1,2",
    "pgettext:1c,2",
    "npgettext:1c,2,3",
    "pgettext_lazy:1c,2",
    "npgettext_lazy:1c,2,3",
)
TEMPLATE_SUFFIXES = {".html", ".txt", ".svg", ".xml"}
PLACEHOLDER = re.compile(r"%\(\w+\)[sdf]|%[sd]|\{\w*\}")
BANNED = ("非法", "无效", "格式不正确", "必填项", "操作失败")
HALF_WIDTH = re.compile(r"[一-鿿][,;:?!()]|[,;?!()][一-鿿]")


def packages(root: Path) -> list[str]:
    """Every package of the project: a top-level folder with `apps.py`, and `portal`."""
    return sorted({path.parent.name for path in root.glob("*/apps.py")} | {"portal"})


def template_files(root: Path, package: str) -> Iterator[Path]:
    """The templates whose texts belong to `package`."""
    templates = root / "templates"
    known = packages(root)
    for path in sorted(templates.rglob("*")):
        if path.suffix not in TEMPLATE_SUFFIXES:
            continue
        top = path.relative_to(templates).parts[0]
        if (top if top in known else "portal") == package:
            yield path


def source_files(root: Path, package: str) -> Iterator[tuple[Path, str]]:
    """Each source file of `package` and its text as Python, which is what xgettext reads."""
    for path in sorted((root / package).rglob("*.py")):
        if "migrations" not in path.parts:
            yield path.relative_to(root), path.read_text()
    for path in template_files(root, package):
        relative = path.relative_to(root)
        yield relative, templatize(path.read_text(), origin=str(relative))


def extract(root: Path, package: str) -> polib.POFile:
    """The source strings of `package`, all untranslated."""
    with tempfile.TemporaryDirectory(prefix="messages-") as folder:
        names = []
        for relative, text in source_files(root, package):
            copy = Path(folder) / relative
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(text)
            names.append(str(relative))
        if not names:
            return polib.POFile()
        result = subprocess.run(
            [
                *("xgettext", "--language=Python", "--from-code=UTF-8", "--force-po", "--output=-"),
                *("--add-location=file", "--add-comments=Translators", "--files-from=-"),
                *(f"--keyword={keyword}" for keyword in KEYWORDS),
            ],
            cwd=folder,
            input="\n".join(names),
            capture_output=True,
            text=True,
            check=False,
        )
    if result.returncode:
        raise SystemExit(f"xgettext could not read {package}: {result.stderr.strip()}")
    return polib.pofile(result.stdout)


def catalog_path(root: Path, package: str) -> Path:
    """Where the Chinese catalogue of `package` lies."""
    return root / "locale" / package / LANGUAGE / "LC_MESSAGES" / "django.po"


def merged(wanted: polib.POFile, present: polib.POFile) -> polib.POFile:
    """The entries of `wanted` in order, each with the translation it has in `present`."""
    known = {(entry.msgctxt, entry.msgid): entry for entry in present if not entry.obsolete}
    result = polib.POFile(wrapwidth=0)
    result.metadata = dict(HEADER)
    for entry in sorted(wanted, key=lambda entry: (entry.msgid, entry.msgctxt or "")):
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        entry.occurrences = sorted(set(entry.occurrences))
        old = known.get((entry.msgctxt, entry.msgid))
        if entry.msgid_plural:
            # A text that became countable keeps its sentence; Chinese has one plural form.
            text = (old.msgstr_plural.get(0) or old.msgstr) if old else ""
            entry.msgstr_plural = {0: text}
        elif old:
            entry.msgstr = old.msgstr or old.msgstr_plural.get(0, "")
        result.append(entry)
    return result


def translation(entry: polib.POEntry) -> str:
    """The Chinese text of an entry, countable or not."""
    return str(entry.msgstr_plural.get(0, "") if entry.msgid_plural else entry.msgstr)


def faults(entry: polib.POEntry) -> Iterator[str]:
    """What keeps one entry from being shown to people."""
    text = translation(entry)
    if not text:
        yield "no translation"
        return
    if entry.fuzzy:
        yield "marked fuzzy"
    source = set(PLACEHOLDER.findall(entry.msgid)) | set(
        PLACEHOLDER.findall(entry.msgid_plural or "")
    )
    strange = set(PLACEHOLDER.findall(text)) - source
    if strange:
        yield f"unknown placeholder {', '.join(sorted(strange))}"
    lost = set(PLACEHOLDER.findall(entry.msgid)) - set(PLACEHOLDER.findall(text))
    if lost and not entry.msgid_plural:
        yield f"lost placeholder {', '.join(sorted(lost))}"
    for word in BANNED:
        if word in text:
            yield f"says {word}; say what to do instead"
    if HALF_WIDTH.search(PLACEHOLDER.sub("", text)):
        yield "half-width punctuation beside Chinese"


def check(root: Path, package: str) -> list[str]:
    """Every fault of the package's catalogue, one line each; nothing is written."""
    path = catalog_path(root, package)
    present = polib.pofile(str(path)) if path.exists() else polib.POFile()
    wanted = extract(root, package)
    have = {(entry.msgctxt, entry.msgid) for entry in present if not entry.obsolete}
    need = {(entry.msgctxt, entry.msgid) for entry in wanted}
    found = [f"not in the catalogue: {text!r}" for _, text in sorted(need - have, key=str)]
    found += [f"no longer used: {text!r}" for _, text in sorted(have - need, key=str)]
    found += [
        f"{fault}: {entry.msgid!r}"
        for entry in present
        if (entry.msgctxt, entry.msgid) in need
        for fault in faults(entry)
    ]
    return [f"locale/{package}: {line}" for line in found]


def update(root: Path, package: str) -> polib.POFile:
    """Write the package's catalogue and answer it; a package without texts gets none."""
    path = catalog_path(root, package)
    present = polib.pofile(str(path)) if path.exists() else polib.POFile()
    result = merged(extract(root, package), present)
    if len(result) or path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        text = str(result) + "\n"
        if not path.exists() or path.read_text() != text:
            path.write_text(text)
    return result


def report(package: str, catalog: polib.POFile) -> None:
    """Say how far the package is and list what still lacks a proper text."""
    open_entries = [(fault, entry) for entry in catalog for fault in faults(entry)]
    print(f"{package}: {len(catalog)} texts, {len(open_entries)} to mend")
    for fault, entry in open_entries:
        print(f"  {fault}: {entry.msgid!r}")


def main(arguments: list[str]) -> int:
    """Update (with `--check` only judge) the catalogues of the named packages, or of all."""
    parser = argparse.ArgumentParser(prog="script/messages", description="Translation catalogues.")
    parser.add_argument("package", nargs="*", help="packages to look at (all)")
    parser.add_argument("--check", action="store_true", help="write nothing; fail on any fault")
    options = parser.parse_args(arguments)
    known = packages(ROOT)
    for name in options.package:
        if name not in known:
            parser.error(f"{name} is no package; choose from {', '.join(known)}")
    if not shutil.which("xgettext"):
        raise SystemExit("xgettext is missing; install it with: apt-get install gettext")
    chosen = options.package or known
    if options.check:
        lines = [line for package in chosen for line in check(ROOT, package)]
        print("\n".join(lines) or "All texts are translated.")
        return 1 if lines else 0
    for package in chosen:
        report(package, update(ROOT, package))
    compile_catalogs(ROOT / "locale")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

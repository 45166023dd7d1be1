"""`docs/security.md` speaks of what is there: its files exist, and no marked test is left out."""

import re
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PAGE = (ROOT / "docs" / "security.md").read_text()
_PATH = re.compile(r"`((?:tests|docs|script|core|accounts|complaints|portal|rectification)/[^`]*)`")
_MARK = re.compile(r'asvs\("([\d.]+)"\)')
# In the table or in the list of what is not done: 1.2.3, 5.2.2 …
_ITEM = re.compile(r"(?<![\d.])\d{1,2}\.\d{1,2}(?:\.\d{1,2})?(?![\d.])")


def test_every_file_it_names_exists() -> None:
    named = {path.partition("::")[0] for path in _PATH.findall(PAGE)}
    assert len(named) > 50
    assert {path for path in named if not list(ROOT.glob(path.rstrip("/")))} == set()


def test_every_marked_item_is_in_its_tables() -> None:
    marked: set[str] = set()
    for path in (ROOT / "tests").rglob("test_*.py"):
        marked |= set(_MARK.findall(path.read_text()))
    assert len(marked) > 60
    assert marked - set(_ITEM.findall(PAGE)) == set()

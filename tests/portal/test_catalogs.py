"""Translations are compiled by the portal itself, when they changed."""

import gettext
import os
from pathlib import Path

import pytest

from portal.catalogs import compile_catalogs

SOURCE = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=1; plural=0;\\n"

msgid "Hello"
msgstr "{hello}"

msgid "%(n)s item"
msgid_plural "%(n)s items"
msgstr[0] "%(n)s 条"

msgctxt "nav"
msgid "Back"
msgstr "返回"

msgid "Untranslated"
msgstr ""
"""


@pytest.fixture
def source(tmp_path) -> Path:
    path = tmp_path / "core" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(SOURCE.replace("{hello}", "你好"))
    return path


def _texts(source: Path) -> gettext.GNUTranslations:
    with source.with_suffix(".mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def test_what_gettext_reads_is_what_was_written(source, tmp_path):
    assert compile_catalogs(tmp_path) == 1
    texts = _texts(source)
    assert texts.gettext("Hello") == "你好"
    assert texts.ngettext("%(n)s item", "%(n)s items", 5) == "%(n)s 条"
    assert texts.pgettext("nav", "Back") == "返回"
    assert texts.gettext("Untranslated") == "Untranslated"


def test_an_unchanged_catalogue_is_not_compiled_again(source, tmp_path):
    assert compile_catalogs(tmp_path) == 1
    assert compile_catalogs(tmp_path) == 0


def test_a_changed_catalogue_is(source, tmp_path):
    compile_catalogs(tmp_path)
    source.write_text(SOURCE.replace("{hello}", "您好"))
    later = source.stat().st_mtime_ns + 1
    os.utime(source, ns=(later, later))
    assert compile_catalogs(tmp_path) == 1
    assert _texts(source).gettext("Hello") == "您好"


def test_no_half_written_file_stays(source, tmp_path):
    compile_catalogs(tmp_path)
    assert {path.name for path in source.parent.iterdir()} == {"django.po", "django.mo"}

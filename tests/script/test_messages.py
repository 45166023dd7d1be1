"""`script/messages` keeps each package's catalogue equal to its source strings."""

from pathlib import Path

import polib
import pytest

from script.lib import messages
from script.lib.messages import catalog_path, check, faults, packages, update

TEMPLATE = """{% load i18n %}
{% translate "Hello" %}{% translate "Back" context "nav" %}
{% blocktranslate count n=n %}{{ n }} item{% plural %}{{ n }} items{% endblocktranslate %}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project of two packages and three templates."""
    for package in ("core", "accounts"):
        (tmp_path / package).mkdir()
        (tmp_path / package / "apps.py").write_text("")
    (tmp_path / "core" / "texts.py").write_text(
        "from django.utils.translation import gettext_lazy as _, pgettext\n"
        'A = _("Save")\nB = pgettext("month", "May")\nC = "not a text"\n'
    )
    (tmp_path / "core" / "migrations").mkdir()
    (tmp_path / "core" / "migrations" / "0001.py").write_text('x = _("From a migration")\n')
    for folder, text in (
        ("accounts", '{% load i18n %}{% translate "Sign in" %}'),
        ("staff", '{% load i18n %}{% translate "Workbench" %}'),
        ("core", TEMPLATE),
    ):
        (tmp_path / "templates" / folder).mkdir(parents=True)
        (tmp_path / "templates" / folder / "page.html").write_text(text)
    (tmp_path / "portal").mkdir()
    return tmp_path


def _ids(catalog: polib.POFile) -> set[str]:
    return {entry.msgid for entry in catalog}


def _translate(root: Path, package: str, **texts: str) -> None:
    path = catalog_path(root, package)
    catalog = polib.pofile(str(path))
    for entry in catalog:
        if entry.msgid_plural:
            entry.msgstr_plural = {0: "%(n)s 条"}
        else:
            entry.msgstr = texts.get(entry.msgid.replace(" ", "_"), "译文")
    catalog.save(str(path))


def test_every_package_with_an_app_and_the_portal_have_a_catalogue(root):
    assert packages(root) == ["accounts", "core", "portal"]


def test_a_package_owns_its_code_and_its_templates(root):
    assert _ids(update(root, "core")) == {"Save", "May", "Hello", "Back", "%(n)s item"}
    assert _ids(update(root, "accounts")) == {"Sign in"}


def test_templates_of_no_package_belong_to_the_portal(root):
    assert _ids(update(root, "portal")) == {"Workbench"}


def test_a_catalogue_is_sorted_and_has_no_line_numbers(root):
    update(root, "core")
    text = catalog_path(root, "core").read_text()
    ids = [line for line in text.splitlines() if line.startswith("msgid ")][1:]
    assert ids == sorted(ids)
    assert "#: core/texts.py\n" in text
    assert "POT-Creation-Date" not in text


def test_updating_twice_changes_nothing(root):
    update(root, "core")
    path = catalog_path(root, "core")
    first = (path.read_text(), path.stat().st_mtime_ns)
    update(root, "core")
    assert (path.read_text(), path.stat().st_mtime_ns) == first


def test_translations_are_kept_and_texts_that_are_gone_are_dropped(root):
    update(root, "core")
    _translate(root, "core", Save="保存")
    (root / "core" / "texts.py").write_text('A = _("Save")\nD = _("Saved")\n')
    catalog = update(root, "core")
    assert {e.msgid: e.msgstr for e in catalog if e.msgid.startswith("Save")} == {
        "Save": "保存",
        "Saved": "",  # near texts are not guessed
    }
    assert "May" not in catalog_path(root, "core").read_text()


def test_a_text_that_becomes_countable_keeps_its_sentence(root):
    update(root, "core")
    _translate(root, "core", Save="保存")
    (root / "core" / "texts.py").write_text('A = ngettext("Save", "Save all", n)\n')
    (entry,) = [e for e in update(root, "core") if e.msgid == "Save"]
    assert entry.msgstr_plural == {0: "保存"}


def test_a_package_without_texts_gets_no_catalogue(root):
    (root / "templates" / "accounts" / "page.html").write_text("plain")
    update(root, "accounts")
    assert not catalog_path(root, "accounts").exists()


def test_the_check_passes_only_when_all_is_translated(root):
    assert len(check(root, "core")) == 5
    update(root, "core")
    assert len(check(root, "core")) == 5
    _translate(root, "core")
    assert check(root, "core") == []


def test_the_check_writes_nothing(root):
    check(root, "core")
    assert not catalog_path(root, "core").exists()


def test_the_check_finds_texts_that_are_missing_or_gone(root):
    update(root, "core")
    _translate(root, "core")
    (root / "core" / "texts.py").write_text('A = _("New")\nB = pgettext("month", "May")\n')
    assert check(root, "core") == [
        "locale/core: not in the catalogue: 'New'",
        "locale/core: no longer used: 'Save'",
    ]


def _entry(msgid: str, msgstr: str, **more: object) -> polib.POEntry:
    return polib.POEntry(msgid=msgid, msgstr=msgstr, **more)


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        (_entry("a", ""), "no translation"),
        (_entry("a", "甲", flags=["fuzzy"]), "marked fuzzy"),
        (_entry("%(n)s days", "天"), "lost placeholder %(n)s"),
        (_entry("%(n)s days", "%(m)s %(n)s 天"), "unknown placeholder %(m)s"),
        (_entry("{name}", "{names}{name}"), "unknown placeholder {names}"),
        (_entry("bad", "格式不正确"), "says 格式不正确; say what to do instead"),
        (_entry("bad", "此链接无效"), "says 无效; say what to do instead"),
        (_entry("a, b", "甲,乙"), "half-width punctuation beside Chinese"),
        (_entry("a (b)", "甲(乙)"), "half-width punctuation beside Chinese"),
    ],
)
def test_what_may_not_be_shown_to_people_is_found(entry, says):
    assert says in list(faults(entry))


@pytest.mark.parametrize(
    "entry",
    [
        _entry("%(n)s days", "%(n)s 天"),
        _entry("at 10:30, in %(place)s", "10:30，在%(place)s"),
        _entry("see (a)", "见（a）"),
        _entry("1 item", "", msgid_plural="%(n)s items", msgstr_plural={0: "%(n)s 条"}),
        _entry("PDF (A4)", "PDF (A4)"),
    ],
)
def test_proper_texts_pass(entry):
    assert list(faults(entry)) == []


def test_an_unknown_package_is_refused(capsys):
    with pytest.raises(SystemExit) as caught:
        messages.main(["nothing"])
    assert caught.value.code == 2
    assert "nothing is no package" in capsys.readouterr().err

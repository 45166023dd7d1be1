"""The house rules find what they should, and nothing else."""

from pathlib import Path

import pytest

from script.lib import house
from script.lib.house import check_file


@pytest.fixture
def rules(tmp_path):
    """The rules that a file of this name and text breaks."""

    def broken(name: str, text: str) -> list[str]:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return [fault.rule for fault in check_file(tmp_path, Path(name))]

    return broken


@pytest.mark.asvs("1.2.3")
@pytest.mark.parametrize(
    "markup",
    [
        '<p style="color: red">',
        "<style>p { }</style>",
        "<script>alert(1)</script>",
        '<a onclick="go()">',
        "<SCRIPT>",
    ],
)
def test_nothing_inline_in_a_page(rules, markup):
    assert rules("templates/staff/page.html", markup) == [
        "inline style or script; the CSP blocks it"
    ]


@pytest.mark.parametrize(
    "markup",
    [
        "<script src=\"{% static 'js/a.js' %}\" defer></script>",
        '<p class="stylish">once = "x"</p>',
        '<input name="condition">',
    ],
)
def test_proper_markup_passes(rules, markup):
    assert rules("templates/staff/page.html", markup) == []


def test_a_paper_carries_its_own_style_sheet(rules):
    assert rules("templates/core/documents/report.html", "<style>p { }</style>") == []


@pytest.mark.asvs("1.2.3")
@pytest.mark.parametrize("markup", ["{{ text|safe }}", "{{ text | safe }}", "{% autoescape off %}"])
def test_everything_is_escaped_in_papers_too(rules, markup):
    assert rules("templates/core/documents/report.html", markup) == ["markup that is not escaped"]


def test_marked_markup_is_for_the_allowed_files(rules, monkeypatch):
    monkeypatch.setattr(house, "MARKUP_ALLOWED", {"core/allowed.py": "why"})
    code = "from django.utils.safestring import mark_safe\nX = mark_safe('<b>')\n"
    assert rules("core/allowed.py", code) == []
    assert rules("core/other.py", code) == ["mark_safe outside the allowed files"]


def test_every_allowance_is_for_a_file_that_exists_and_needs_it():
    for name in house.MARKUP_ALLOWED:
        assert "mark_safe(" in (house.ROOT / name).read_text(), name


@pytest.mark.parametrize(
    ("name", "limit"),
    [("core/a.py", 400), ("tests/core/test_a.py", 300), ("templates/a.html", 150)],
)
def test_files_have_a_limit(rules, name, limit):
    line = "x = 1\n" if name.endswith("py") else "<p>\n"
    assert rules(name, line * limit) == []
    assert rules(name, line * (limit + 1)) == [f"{limit + 1} lines; {limit} are allowed"]


def test_functions_have_a_limit(rules):
    body = "    x = 1\n"
    assert rules("core/a.py", "def f():\n" + body * 49) == []
    assert rules("core/a.py", "def f():\n" + body * 50) == ["f has 51 lines; 50 allowed"]


def test_imports_stand_at_the_top(rules):
    code = "def f():\n    import os\n    return os\n"
    assert rules("core/a.py", code) == ["import inside a function"]
    assert rules("core/apps.py", code.replace("f()", "ready(self)")) == []
    assert rules("core/apps.py", code) == ["import inside a function"]


@pytest.mark.parametrize("word", ["# TODO: later", "# FIXME", "x = 'Coming soon'", "# 敬请期待"])
def test_nothing_is_left_unfinished(rules, word):
    assert rules("core/a.py", word) == ["unfinished; finish it or leave it out"]


def test_a_list_of_things_to_do_is_a_feature(rules):
    assert rules("core/todo.py", "class Todo:\n    todos: list[str]\n") == []


def test_migrations_and_other_files_are_not_judged(rules):
    assert rules("core/migrations/0001_initial.py", "x = 1\n" * 500) == []
    assert rules("docs/plan.md", "TODO\n") == []


def test_a_fault_says_where(tmp_path):
    path = tmp_path / "core"
    path.mkdir()
    (path / "a.py").write_text("\n\ndef f():\n    import os\n")
    (fault,) = check_file(tmp_path, Path("core/a.py"))
    assert str(fault) == "core/a.py:4: import inside a function"


def test_ignored_files_are_not_looked_at():
    names = house.tracked(house.ROOT)
    assert Path("manage.py") in names
    assert not [name for name in names if name.parts[0] in {".venv", "var", ".git"}]

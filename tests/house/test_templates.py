"""Every template is used, and none breaks the strict Content-Security-Policy."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

ROOT = Path(settings.BASE_DIR)
TEMPLATES = ROOT / "templates"
NAMES = sorted(str(p.relative_to(TEMPLATES)) for p in TEMPLATES.rglob("*") if p.is_file())

# Rendered by crispy-forms and Django by convention, not by a name in our code.
BY_CONVENTION = re.compile(r"^(zf/|(400|403|404|500|403_csrf)\.html$)")


def _code() -> str:
    sources = [p for p in ROOT.rglob("*.py") if ".venv" not in p.parts and "tests" not in p.parts]
    sources += [p for p in TEMPLATES.rglob("*") if p.is_file()]
    return "\n".join(p.read_text() for p in sources)


def test_every_template_is_used() -> None:
    code = _code()
    unused = [
        name
        for name in NAMES
        if not BY_CONVENTION.match(name) and f'"{name}"' not in code and f"'{name}'" not in code
    ]
    assert unused == []


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".html")])
def test_a_template_compiles_and_has_nothing_inline(name: str) -> None:
    get_template(name)
    text = (TEMPLATES / name).read_text()
    # Papers for WeasyPrint are no pages: their style sheet stands in the document.
    if "/documents/" not in f"/{name}" and "/papers/" not in f"/{name}":
        assert not re.search(r"\sstyle=|<style|<script(?![^>]*\bsrc=)|\son[a-z]+=", text)
    assert "|safe" not in text
    assert "autoescape off" not in text


TITLE = re.compile(r"{% block title %}(.*?){% endblock %}", re.S)
TRANSLATED = re.compile(r"{% blocktrans.*?{% endblocktrans %}|{%.*?%}|{{.*?}}", re.S)


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".html")])
def test_punctuation_of_titles_and_shortened_texts_can_be_chinese(name: str) -> None:
    text = (TEMPLATES / name).read_text()
    for title in TITLE.findall(text):
        assert not re.search("[(:,]", TRANSLATED.sub("", title)), "translate the whole title"
    assert "truncatechars" not in text, "use the filter shorten: it writes one ellipsis"

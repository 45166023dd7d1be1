"""Search by pairs of characters."""

from collections.abc import Iterator

import pytest
from django.db import connection, models
from django.test.utils import isolate_apps

from core.search import (
    Searchable,
    bigram_index,
    folded,
    folded_sql,
    matching,
    pairs,
    terms,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def papers() -> Iterator[type[models.Model]]:
    """A table of searchable papers that exists only in this test."""
    with isolate_apps("core"):

        class Paper(Searchable):
            number = models.CharField(max_length=20)
            title = models.TextField()
            search_fields = ("number", "title")

            class Meta:
                app_label = "core"
                indexes = [bigram_index("search_text", name="paper_search")]

        with connection.schema_editor() as editor:
            editor.create_model(Paper)
        for number, title in [
            ("ZG-2011-JFJ-001", "叫号系统故障后群众等候超过四十分钟"),
            ("ZG-2011-JFJ-002", "一次性告知单没有覆盖高频事项"),
            ("ZG-2011-GJJ-001", "施工许可补正材料没有一次说清"),
        ]:
            Paper.objects.create(number=number, title=title)
        yield Paper


def found(papers: type[models.Model], text: str) -> list[str]:
    rows = matching(papers.objects.all(), "search_text", text)
    return list(rows.order_by("id").values_list("number", flat=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("群众", ["ZG-2011-JFJ-001"]),
        ("没有", ["ZG-2011-JFJ-002", "ZG-2011-GJJ-001"]),
        ("没有 告知", ["ZG-2011-JFJ-002"]),
        ("众等", ["ZG-2011-JFJ-001"]),
        ("zg-2011-gjj", ["ZG-2011-GJJ-001"]),
        ("ＺＧ－２０１１－ＧＪＪ", ["ZG-2011-GJJ-001"]),
        ("叫", ["ZG-2011-JFJ-001"]),
        ("一次告知", []),
        ("群众等待", []),
        ("100%", []),
        ("_", []),
        ("'; DROP TABLE core_paper; --", []),
    ],
)
def test_words_are_found(papers: type[models.Model], text: str, expected: list[str]) -> None:
    assert found(papers, text) == expected


@pytest.mark.parametrize("text", ["", "  ", "\u3000"])
def test_no_word_finds_everything(papers: type[models.Model], text: str) -> None:
    assert len(found(papers, text)) == 3


def test_pairs_in_another_order_are_not_a_hit(papers: type[models.Model]) -> None:
    papers.objects.create(number="X", title="群众、众等等候、系统群众等")
    assert "X" not in found(papers, "群众等候")


def test_a_changed_field_is_found_by_its_new_words(papers: type[models.Model]) -> None:
    paper = papers.objects.get(number="ZG-2011-GJJ-001")
    paper.title = "窗口空岗"
    paper.save(update_fields=["title"])
    assert found(papers, "窗口空岗") == ["ZG-2011-GJJ-001"]
    assert found(papers, "施工许可") == []


def test_the_index_serves_the_search(papers: type[models.Model]) -> None:
    papers.objects.bulk_create(
        papers(number=str(n), title="", search_text=f"第{n}号整改事项进展正常") for n in range(3000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE core_paper")
        query, params = matching(
            papers.objects.all(), "search_text", "群众等候"
        ).query.sql_with_params()
        cursor.execute("EXPLAIN " + query, params)
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "paper_search" in plan


def test_the_sql_function_and_python_agree() -> None:
    for text in ["", "字", "群众", "群众群众", "ZG-2011 号"]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT bigrams(%s)", [text])
            assert sorted(cursor.fetchone()[0]) == pairs(text)


def test_folding() -> None:
    assert folded("  ＡＢＣ\n　Def ") == "abc def"
    assert terms("x" * 500) == ["x" * 100]


@pytest.mark.parametrize("text", ["ＺＧ－２０１１", "Ａ　b \n\t c", "①第１项", "群众ABC"])
def test_the_database_folds_as_python_does(papers: type[models.Model], text: str) -> None:
    paper = papers.objects.create(number=text, title="题")
    row = papers.objects.annotate(kept=folded_sql("number", "title")).get(pk=paper.pk)
    assert row.kept == paper.search_text

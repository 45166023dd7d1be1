"""Search in Chinese text: pairs of neighbouring characters, found by a GIN index.

`bigrams(text)` is an SQL function of our own (immutable, no extension, PostgreSQL 15 or newer).
A model that is searched inherits `Searchable`, names its `search_fields`, and has an index on the
pairs of `search_text`, which holds them with width, case and white space folded, so that
ＺＧ－２０１１ finds ZG-2011:

    class Meta:
        indexes = [bigram_index("search_text", name="item_search")]

Its migration depends on `("core", "0001_bigrams")`. A model whose words all stand in its own row
can let the database keep them instead: a `GeneratedField` with `folded_sql`.
"""

import re
import unicodedata
from typing import Any, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func

LONGEST_TERM = 100
"""Characters of a search that count; more does not find more."""

Rows = TypeVar("Rows", bound=models.QuerySet[Any])


def folded(text: str) -> str:
    """Text as it is compared: width and case folded, white space single, no control characters."""
    text = text.replace("\x00", "")
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).lower()).strip()


def terms(text: str) -> list[str]:
    """The words of a search, each of which must be found."""
    return folded(text)[:LONGEST_TERM].split()


def pairs(term: str) -> list[str]:
    """The pairs of neighbouring characters of a folded term; none for a single character."""
    return sorted({term[i : i + 2] for i in range(len(term) - 1)})


class Folded(Func):
    """`folded` in SQL, over several columns; immutable, so that a generated column may hold it."""

    template = r"lower(regexp_replace(normalize(%(expressions)s, NFKC), '\s+', ' ', 'g'))"
    arg_joiner = " || ' ' || "
    output_field = models.TextField()


def folded_sql(*columns: str) -> Folded:
    """The text of a generated column `search_text` made of these columns, none of them null."""
    return Folded(*(F(column) for column in columns))


class Bigrams(Func):
    """`bigrams(column)` in a query."""

    function = "bigrams"
    output_field = ArrayField(models.TextField())


def bigram_index(column: str, *, name: str) -> GinIndex:
    """The index that makes `matching` quick on a column."""
    return GinIndex(Bigrams(F(column)), name=name)


def matching(queryset: Rows, field: str, text: str) -> Rows:
    """The rows whose `field` (folded text) holds every word; all rows if there are none."""
    for number, term in enumerate(terms(text)):
        if len(term) > 1:
            alias = f"_pairs_{number}"
            queryset = queryset.alias(**{alias: Bigrams(F(field))}).filter(
                **{f"{alias}__contains": pairs(term)}
            )
        queryset = queryset.filter(**{f"{field}__contains": term})
    return queryset


class Searchable(models.Model):
    """A record that is found by its words. Its class says which fields: `search_fields`.

    `search_text` holds them folded and is set by `save`; a save with `update_fields` that names
    one of them writes it too.
    """

    search_fields: tuple[str, ...] = ()
    search_text = models.TextField(editable=False, blank=True, default="")

    class Meta:
        abstract = True

    def save(self, **kwargs: Any) -> None:
        self.search_text = folded(" ".join(str(self._value(name)) for name in self.search_fields))
        update = kwargs.get("update_fields")
        if update is not None and set(update) & {name.split(".")[0] for name in self.search_fields}:
            kwargs["update_fields"] = {*update, "search_text"}
        super().save(**kwargs)

    def _value(self, path: str) -> object:
        value: object = self
        for part in path.split("."):
            value = getattr(value, part, "") if value is not None else ""
        return "" if value is None else value

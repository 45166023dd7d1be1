"""What the words of a unit's sheet can mean, read from the database once."""

from collections.abc import Mapping, Sequence

from accounts.models import Post, Unit
from campaign.models import Campaign, Category
from core.sheets.cells import Table
from rectification.importing.entries import Known
from rectification.importing.words import folded
from rectification.people import members
from rectification.sheet import MARK_LENGTH, MARKS_SHEET

Marks = Mapping[str, Sequence[str]]
"""By number of an item: the digest of each of its cells as they were exported."""


def known_to(unit: Unit, choices: Mapping[str, str]) -> Known:
    """Categories by name and code, people of the unit by name and by the id of their post."""
    return Known(
        year=Campaign.objects.current().year,
        unit_names=(unit.name, unit.short_name),
        categories=_categories(),
        people=_people(unit),
        choices=choices,
    )


def _categories() -> dict[str, Category]:
    found: dict[str, Category] = {}
    for row in Category.objects.leaves():
        parent = row.parent.name if row.parent else ""
        for words in (row.name, row.code, f"{row.code}{row.name}", f"{parent}/{row.name}"):
            found.setdefault(folded(words), row)
    return found


def _people(unit: Unit) -> dict[str, Post]:
    found: dict[str, Post] = {}
    for post in members(unit):
        found.setdefault(folded(post.user.name), post)
        found[str(post.pk)] = post
    return found


def marks_of(tables: Sequence[Table]) -> dict[str, list[str]]:
    """The marks that an export left in its hidden sheet; none if somebody took it out."""
    found: dict[str, list[str]] = {}
    for table in tables:
        if table.name != MARKS_SHEET:
            continue
        for row in table.rows.values():
            number, text = str(row.get(0, "")), str(row.get(1, ""))
            found[number] = [text[i : i + MARK_LENGTH] for i in range(0, len(text), MARK_LENGTH)]
    return found

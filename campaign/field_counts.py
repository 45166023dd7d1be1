"""How many fields a task asks people to fill in, counted from the forms themselves.

The forms of most records belong to packages above; each registers its own when the apps are ready.
"""

from collections.abc import Callable

from django import forms

from campaign.enums import Evidence

Count = Callable[[], int]
_counts: dict[str, Count] = {}


def register(evidence: Evidence, count: Count) -> None:
    """Say how many fields one record takes; asked when the meter is read."""
    _counts[evidence] = count


def of(evidence: str) -> int:
    """The fields of one record; none for what nobody fills in."""
    count = _counts.get(evidence)
    return count() if count else 0


def visible(form: type[forms.BaseForm], times: int = 1) -> int:
    """The fields of a form that people see; `times`: so many rows of it are needed."""
    fields = form.base_fields  # type: ignore[attr-defined]  # what the metaclass of forms keeps
    shown = [one for one in fields.values() if not one.widget.is_hidden]
    return len(shown) * times

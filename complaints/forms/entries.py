"""Forms around supervision codes."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from complaints import choices
from complaints.forms.desk import UnitField
from core.forms import PortalForm
from core.ui.lists import FilterForm, Rows


class CodeForm(PortalForm):
    """Whom a code stands for."""

    unit = UnitField(
        label=_("Unit"), error_messages={"required": _("Choose the unit that the code stands for")}
    )
    window = forms.CharField(
        label=_("Window or section"),
        required=False,
        max_length=60,
        help_text=_("For example “Window 3, hall”. Empty: the code stands for the whole unit."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field, found = self.fields["unit"], choices.units()
        assert isinstance(field, UnitField)  # noqa: S101
        field.offer(found, found)

    def values(self) -> dict[str, Any]:
        """The arguments of the action."""
        field = self.fields["unit"]
        assert isinstance(field, UnitField)  # noqa: S101
        return {
            "unit": field.unit(self.cleaned_data["unit"]),
            "window": self.cleaned_data["window"],
        }


class CodeFilter(FilterForm):
    """`unit`, `use` (in use or ended)."""

    unit = forms.ModelChoiceField(
        Unit.objects.in_order(), label=_("Unit"), empty_label=_("all units"), to_field_name="code"
    )
    use = forms.ChoiceField(
        label=_("Use"),
        choices=[("", _("all codes")), ("yes", _("in use")), ("no", _("ended"))],
    )

    def apply(self, rows: Rows) -> Rows:
        """The codes that match."""
        assert isinstance(rows, QuerySet)  # noqa: S101
        if unit := self.value("unit"):
            rows = rows.filter(unit=unit)
        if use := self.value("use"):
            rows = rows.filter(ended_at__isnull=use == "yes")
        return rows

"""A routing rule, and a case to test it on."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from campaign.models import Category
from complaints.models import RoutingRule
from core.forms import PortalModelForm


class RoutingForm(PortalModelForm):
    """Conditions, and the unit that they lead to. `number`: the case for the test."""

    number = forms.CharField(
        label=_("Number of a case to test it on"),
        required=False,
        max_length=20,
        help_text=_("The test changes nothing."),
    )

    class Meta:
        model = RoutingRule
        fields = ("title", "category", "target_unit", "words", "unit", "order", "active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.active().in_order()
        for name in ("unit", "target_unit"):
            self.fields[name].queryset = units  # type: ignore[attr-defined]
        self.fields["category"].queryset = Category.objects.select_related("parent")  # type: ignore[attr-defined]
        self.fields["words"].help_text = _("Separated by 、 or spaces; leave empty for any text.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not any(data.get(name) for name in ("category", "target_unit", "words")):
            self.add_error(
                "words", _("Give a category, a unit or words: a rule without any holds for all")
            )
        return data

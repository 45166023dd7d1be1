"""A category of problems and complaints."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaign.actions.categories import PublicWords
from campaign.models import Category
from core.forms import PortalForm


class NewCategoryForm(PortalForm):
    """The place in the tree and the name."""

    parent = forms.ModelChoiceField(
        Category.objects.none(),
        label=_("First level"),
        required=False,
        empty_label=_("a new first level"),
        to_field_name="code",
    )
    name = forms.CharField(label=_("Name of the category"), max_length=40)
    accusation = forms.BooleanField(
        label=_("accusation track"),
        help_text=_("Only for a new first level: its complaints never go to the accused unit."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        heads = Category.objects.active().filter(parent=None).order_by("order")
        self.fields["parent"].queryset = heads  # type: ignore[attr-defined]


class CategoryForm(PortalForm):
    """The name, and how citizens read it."""

    name = forms.CharField(
        label=_("Name of the category"),
        max_length=40,
        help_text=_("What was filed before keeps the name of its time."),
    )
    public = forms.BooleanField(label=_("Citizens choose it on the public form"), required=False)
    public_label = forms.CharField(label=_("label for citizens"), max_length=20, required=False)
    public_example = forms.CharField(label=_("example for citizens"), max_length=60, required=False)

    @property
    def words(self) -> PublicWords | None:
        data = self.cleaned_data
        if not data["public"]:
            return None
        return PublicWords(data["public_label"], data["public_example"])

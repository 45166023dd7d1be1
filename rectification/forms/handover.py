"""Who takes over a person's open items."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Post
from core.forms import PortalForm
from rectification.forms.promise import PersonChoice, members


class HandOverForm(PortalForm):
    """A present member of the same unit, not the person who hands over."""

    to = PersonChoice(label=_("Who takes over"), queryset=None)

    def __init__(self, *args: Any, source: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert source.unit is not None  # noqa: S101 - the view has asked
        others = members(source.unit).exclude(pk=source.pk)
        self.fields["to"].queryset = others  # type: ignore[attr-defined]

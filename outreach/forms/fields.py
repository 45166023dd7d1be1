"""Fields that the forms of outreach share."""

from typing import Any

from django import forms

from accounts.models import Post, Unit
from core.forms import UnitSelect
from outreach.models import Enterprise


class UnitField(forms.ModelChoiceField):
    """A unit of the zone by its code, found by name or pinyin initials."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Unit.objects.none(), to_field_name="code", widget=UnitSelect(), **kwargs)

    def offer(self, units: list[Unit] | None = None) -> None:
        """Offer all active units, or only these."""
        rows = Unit.objects.active().in_order()
        if units is not None:
            rows = rows.filter(pk__in=[unit.pk for unit in units])
        self.queryset = rows
        self.widget.initials = {unit.code: unit.initials for unit in rows}.get  # type: ignore[attr-defined]


class EnterpriseField(forms.ModelChoiceField):
    """A firm on the list, found by its name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Enterprise.objects.none(), widget=UnitSelect(), **kwargs)

    def offer(self) -> None:
        """Firms that are in the zone at present."""
        self.queryset = Enterprise.objects.filter(active=True).in_order()


class LeaderField(forms.ModelChoiceField):
    """Who looks after a firm, by name and post."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Post.objects.none(), widget=UnitSelect(), **kwargs)

    def label_from_instance(self, post: Post) -> str:  # type: ignore[override]
        return f"{post.user.name}（{post.title}）"

"""A law that pages cite."""

from django.utils.translation import gettext_lazy as _

from campaign.models import LegalBasis
from core.forms import PortalModelForm, VersionedFormMixin
from core.forms.fields import DateField


class LawForm(VersionedFormMixin, PortalModelForm):
    """All of it; both days may stay open."""

    since = DateField(label=_("applies from"), required=False)
    until = DateField(
        label=_("applies until"),
        help_text=_("Pages stop citing it on the day after; the row stays."),
        required=False,
    )

    class Meta:
        model = LegalBasis
        fields = ("topic", "title", "articles", "says", "since", "until")

"""Saved views of the ledger (R23)."""

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core.saved_views import Place
from core.views.saved_views import Pages
from rectification import access
from rectification.forms.filters import LedgerFilter
from rectification.queries import present_day

PLACE = Place(
    url="rectification:ledger",
    title=_("Rectification ledger"),
    filters=lambda user: LedgerFilter(QueryDict(), user=user, day=present_day()),
    known=frozenset(LedgerFilter.base_fields),
    can_read=access.can_read_ledger,
    pages=("rectification:views", "rectification:view-save", "rectification:view-drop"),
)
PAGES = Pages(PLACE)
